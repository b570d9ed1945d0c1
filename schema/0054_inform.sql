-- SPDX-License-Identifier: EUPL-1.2
-- Who must be informed now: who was told what when, and what was decided of the repeats.
-- Whom it is asked of follows from the list inform/rules and is kept nowhere.

-- When an event was last judged to be worse than before; 0: it is as it was reported.
ALTER TABLE event ADD COLUMN severity_at {int} NOT NULL DEFAULT 0;

-- One telling.  Never changed: a correction is a row that names the one it takes the place of.
CREATE TABLE informed (
	id {key},
	public_id {text} NOT NULL UNIQUE,
	crisis_id {int} NOT NULL DEFAULT 0,
	event_id {int} NOT NULL DEFAULT 0,
	rules {text} NOT NULL,                  -- catalogue inform/rules that it answers
	unit_id {int} NOT NULL DEFAULT 0,       -- where the role or the function is held
	asked_id {int} NOT NULL DEFAULT 0,      -- who was to be informed; 0 nobody held the role
	person_id {int} NOT NULL,               -- who was
	person_name {text} NOT NULL,            -- as it was then
	channel {text} NOT NULL,                -- catalogue inform/channels
	at {int} NOT NULL,                      -- when it happened
	logged_at {int} NOT NULL,               -- when it was written down
	informed_by {int} NOT NULL,
	informed_by_name {text} NOT NULL,
	note {text} NOT NULL DEFAULT '',
	corrects {int} NOT NULL DEFAULT 0,      -- the row that this takes the place of
	is_void {int} NOT NULL DEFAULT 0,       -- the correction: it never happened
	log_seq {int} NOT NULL DEFAULT 0        -- its line in the log of the crisis
) {strict};
CREATE INDEX informed_by_crisis ON informed (crisis_id, at) WHERE crisis_id <> 0;
CREATE INDEX informed_by_event ON informed (event_id, at) WHERE event_id <> 0;
CREATE INDEX informed_by_person ON informed (person_id, at);
CREATE UNIQUE INDEX informed_by_correction ON informed (corrects) WHERE corrects <> 0;

-- Whoever was informed says so.
CREATE TABLE inform_receipt (
	id {key},
	informed_id {int} NOT NULL UNIQUE REFERENCES informed (id),
	person_id {int} NOT NULL,
	at {int} NOT NULL
) {strict};

-- Named persons agree on a rhythm, or let the repeats rest.  Only added.
CREATE TABLE inform_decision (
	id {key},
	public_id {text} NOT NULL UNIQUE,
	crisis_id {int} NOT NULL DEFAULT 0,
	event_id {int} NOT NULL DEFAULT 0,
	kind {text} NOT NULL,                   -- rhythm, rest, resume
	minutes {int} NOT NULL DEFAULT 0,       -- rhythm: so often at least
	decided_by {text} NOT NULL,
	reason {text} NOT NULL,
	at {int} NOT NULL,
	made_by {int} NOT NULL
) {strict};
CREATE INDEX inform_decision_by_crisis ON inform_decision (crisis_id, at) WHERE crisis_id <> 0;
CREATE INDEX inform_decision_by_event ON inform_decision (event_id, at) WHERE event_id <> 0;
