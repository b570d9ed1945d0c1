-- SPDX-License-Identifier: EUPL-1.2
-- Crises and exercises, and their logs: append-only, each entry chained to the one before it.

CREATE TABLE crisis (
	id {key},
	public_id {text} NOT NULL UNIQUE,
	number {text} NOT NULL UNIQUE,          -- KR-2026-00012
	unit_id {int} NOT NULL,
	title {text} NOT NULL,                  -- never changed: it stands in the head of the log
	event_id {int} NOT NULL DEFAULT 0,
	is_exercise {int} NOT NULL DEFAULT 0,
	state {text} NOT NULL DEFAULT 'open',   -- open, closed
	level {text} NOT NULL DEFAULT '',       -- catalogue crisis/levels; '' nobody has judged it yet
	level_at {int} NOT NULL DEFAULT 0,
	coordination {text} NOT NULL DEFAULT '',        -- catalogue crisis/coordination
	opened_by {int} NOT NULL DEFAULT 0,
	opened_at {int} NOT NULL DEFAULT 0,
	closed_at {int} NOT NULL DEFAULT 0,
	version {int} NOT NULL DEFAULT 1
) {strict};
CREATE INDEX crisis_by_unit ON crisis (unit_id, state);
CREATE INDEX crisis_by_event ON crisis (event_id);
CREATE TABLE crisis_series (year {int} PRIMARY KEY, last {int} NOT NULL) {strict};

-- Who takes part, in which function and when.  A relief ends one row and begins another.
CREATE TABLE crisis_staff (
	id {key},
	crisis_id {int} NOT NULL REFERENCES crisis (id),
	person_id {int} NOT NULL,
	function {text} NOT NULL DEFAULT '',    -- catalogue crisis/functions
	only_reads {int} NOT NULL DEFAULT 0,
	began_at {int} NOT NULL,
	ended_at {int} NOT NULL DEFAULT 0,
	added_by {int} NOT NULL DEFAULT 0
) {strict};
CREATE INDEX crisis_staff_by_crisis ON crisis_staff (crisis_id, ended_at);
CREATE INDEX crisis_staff_by_person ON crisis_staff (person_id, ended_at);

-- Where the log ends: whoever writes takes this row first, so numbers have no gaps.
CREATE TABLE crisis_end (
	crisis_id {int} PRIMARY KEY REFERENCES crisis (id),
	seq {int} NOT NULL,
	decisions {int} NOT NULL,
	hash {text} NOT NULL
) {strict};

-- The log.  Never changed, never removed; docs/crisis-log.en.md has the canonical form that
-- `hash` is the SHA-256 of.
CREATE TABLE crisis_entry (
	id {key},
	crisis_id {int} NOT NULL REFERENCES crisis (id),
	seq {int} NOT NULL,                     -- 1, 2, 3 ...
	kind {text} NOT NULL,
	event_at {int} NOT NULL,                -- when it happened
	logged_at {int} NOT NULL,               -- when it was written down
	author_id {int} NOT NULL,
	author_name {text} NOT NULL,            -- as it was then
	author_function {text} NOT NULL,        -- catalogue crisis/functions
	words {text} NOT NULL,
	party {text} NOT NULL,                  -- whom it came from or went to
	decision_no {int} NOT NULL,             -- 1, 2, 3 ... among the decisions; 0 none
	decided_by {text} NOT NULL,
	grounds {text} NOT NULL,
	refers_to {int} NOT NULL,               -- seq of the entry that is corrected or done; 0 none
	holder {text} NOT NULL,                 -- who has the task or the request
	due_at {int} NOT NULL,
	was {text} NOT NULL,                    -- of a judgement: from ...
	became {text} NOT NULL,                 -- ... to
	prev_hash {text} NOT NULL,
	hash {text} NOT NULL,
	UNIQUE (crisis_id, seq)
) {strict};
CREATE INDEX crisis_entry_by_reference ON crisis_entry (crisis_id, refers_to);
CREATE INDEX crisis_entry_by_kind ON crisis_entry (crisis_id, kind, seq);
