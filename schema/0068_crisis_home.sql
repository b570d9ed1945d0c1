-- SPDX-License-Identifier: EUPL-1.2
-- Logs that went on off-line and have come home.  Only added to: a copy's chain is kept beside
-- the city's as it was written there.

-- A copy that has come home to a crisis, and where its chain leaves the city's.
CREATE TABLE crisis_home (
	id {key},
	crisis_id {int} NOT NULL REFERENCES crisis (id),
	site {text} NOT NULL,                   -- K7F-29M
	public_key {text} NOT NULL,             -- that it signs with
	base_seq {int} NOT NULL,                -- the last line that both have
	base_hash {text} NOT NULL,
	UNIQUE (crisis_id, site)
) {strict};

-- The files that had something new, byte for byte.
CREATE TABLE crisis_home_file (
	id {key},
	home_id {int} NOT NULL REFERENCES crisis_home (id),
	head_seq {int} NOT NULL,                -- the last line in it
	head_hash {text} NOT NULL,
	came {int} NOT NULL,                    -- how many were new
	content {text} NOT NULL,
	digest {text} NOT NULL,                 -- SHA-256 of it
	brought_by {int} NOT NULL,
	brought_by_name {text} NOT NULL,        -- as it was then
	brought_at {int} NOT NULL,
	log_seq {int} NOT NULL,                 -- the line of the city's log that says so
	UNIQUE (home_id, head_seq)
) {strict};

-- The lines after the common beginning; the columns of crisis_entry.
CREATE TABLE crisis_home_entry (
	id {key},
	home_id {int} NOT NULL REFERENCES crisis_home (id),
	crisis_id {int} NOT NULL,
	seq {int} NOT NULL,
	kind {text} NOT NULL,
	event_at {int} NOT NULL,
	logged_at {int} NOT NULL,
	author_id {int} NOT NULL,
	author_name {text} NOT NULL,
	author_function {text} NOT NULL,
	words {text} NOT NULL,
	party {text} NOT NULL,
	decision_no {int} NOT NULL,
	decided_by {text} NOT NULL,
	grounds {text} NOT NULL,
	refers_to {int} NOT NULL,
	holder {text} NOT NULL,
	due_at {int} NOT NULL,
	was {text} NOT NULL,
	became {text} NOT NULL,
	prev_hash {text} NOT NULL,
	hash {text} NOT NULL,
	UNIQUE (home_id, seq)
) {strict};
CREATE INDEX crisis_home_entry_by_crisis ON crisis_home_entry (crisis_id);
