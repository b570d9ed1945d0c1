-- SPDX-License-Identifier: EUPL-1.2
-- Threats: the check before a meeting, the status of protection, and who may read patterns.

CREATE TABLE meeting_check (
	id {key},
	public_id {text} NOT NULL UNIQUE,
	unit_id {int} NOT NULL,
	meeting_id {int} NOT NULL UNIQUE,       -- of unit_meeting: moved, the check goes with it
	answers {text} NOT NULL DEFAULT '',     -- codes of threats/meeting_checks with =yes, =no
	judged {text} NOT NULL,                 -- low, raised, high
	words {text} NOT NULL DEFAULT '',
	judged_by {int} NOT NULL DEFAULT 0,
	done_on {text} NOT NULL,
	created_by {int} NOT NULL DEFAULT 0,
	created_at {int} NOT NULL DEFAULT 0,
	version {int} NOT NULL DEFAULT 1
) {strict};
CREATE INDEX meeting_check_by_unit ON meeting_check (unit_id);

-- Of those who hold a certain office, as a group: a day and a state.  There is no column for
-- words, numbers or places, so that none can be written.
CREATE TABLE protection_status (
	id {key},
	public_id {text} NOT NULL UNIQUE,
	unit_id {int} NOT NULL,
	reviewed_on {text} NOT NULL,
	next_by {text} NOT NULL,
	state {text} NOT NULL,                  -- in_order, being_handled
	created_by {int} NOT NULL DEFAULT 0,
	created_at {int} NOT NULL DEFAULT 0,
	version {int} NOT NULL DEFAULT 1
) {strict};
CREATE INDEX protection_status_by_unit ON protection_status (unit_id, reviewed_on);

CREATE TABLE threat_reader (
	id {key},
	public_id {text} NOT NULL UNIQUE,
	person_id {int} NOT NULL,
	from_on {text} NOT NULL,
	to_on {text} NOT NULL,                  -- the last day
	decision {text} NOT NULL,
	ended_on {text} NOT NULL DEFAULT '',
	created_by {int} NOT NULL DEFAULT 0,
	created_at {int} NOT NULL DEFAULT 0,
	version {int} NOT NULL DEFAULT 1
) {strict};

-- Each time somebody opened the patterns.
CREATE TABLE threat_reading (
	id {key},
	person_id {int} NOT NULL,
	at {int} NOT NULL,
	year {int} NOT NULL
) {strict};
CREATE INDEX threat_reading_by_person ON threat_reading (person_id, at);
