-- Rounds in which units confirm their appointments: in January, after an election.

CREATE TABLE confirmation_round (
	id {key},
	public_id {text} NOT NULL UNIQUE,
	name {text} NOT NULL,
	opens_on {text} NOT NULL,
	due_on {text} NOT NULL,
	reason {text} NOT NULL DEFAULT '',
	created_by {int} NOT NULL DEFAULT 0,
	created_at {int} NOT NULL DEFAULT 0,
	version {int} NOT NULL DEFAULT 1
) {strict};

-- Who has said that an appointment still holds; never changed.
CREATE TABLE appointment_confirmation (
	id {key},
	round_id {int} NOT NULL REFERENCES confirmation_round (id),
	appointment_id {int} NOT NULL REFERENCES appointment (id),
	person_id {int} NOT NULL,
	at {int} NOT NULL,
	UNIQUE (round_id, appointment_id)
) {strict};
