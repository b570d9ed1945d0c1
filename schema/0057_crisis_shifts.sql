-- SPDX-License-Identifier: EUPL-1.2
-- Who holds which function in a crisis when.  A shift is planned or taken away, never changed.
CREATE TABLE crisis_shift (
	id {key},
	public_id {text} NOT NULL UNIQUE,
	crisis_id {int} NOT NULL REFERENCES crisis (id),
	function {text} NOT NULL,               -- catalogue crisis/functions
	person_id {int} NOT NULL REFERENCES person (id),
	begins_at {int} NOT NULL,
	ends_at {int} NOT NULL,
	grounds {text} NOT NULL,                -- why longer than is allowed
	added_by {int} NOT NULL,
	added_at {int} NOT NULL,
	ended_at {int} NOT NULL                 -- 0: it stands
) {strict};
CREATE INDEX crisis_shift_by_crisis ON crisis_shift (crisis_id, ended_at, begins_at);
