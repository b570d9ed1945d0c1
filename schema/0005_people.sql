-- Appointments: named roles of the programme, dated, with deputies.  A vacancy is derived.

CREATE TABLE appointment (
	id {key},
	public_id {text} NOT NULL UNIQUE,
	role_type {text} NOT NULL,              -- catalogue role_types
	unit_id {int} NOT NULL REFERENCES unit (id),
	person_id {int} NOT NULL DEFAULT 0,     -- 0: a post or function holds it
	post {text} NOT NULL DEFAULT '',
	deputy_of {int} NOT NULL DEFAULT 0,     -- the appointment it stands in for
	valid_from {text} NOT NULL DEFAULT '',
	valid_to {text} NOT NULL DEFAULT '',
	decision {text} NOT NULL DEFAULT '',    -- registry number, paragraph
	accepted_at {int} NOT NULL DEFAULT 0,
	is_public {int} NOT NULL DEFAULT 0,
	created_by {int} NOT NULL DEFAULT 0,
	created_at {int} NOT NULL DEFAULT 0,
	version {int} NOT NULL DEFAULT 1
) {strict};
CREATE INDEX appointment_by_unit ON appointment (unit_id, role_type);
CREATE INDEX appointment_by_person ON appointment (person_id);
