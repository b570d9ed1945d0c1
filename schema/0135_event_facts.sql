-- SPDX-License-Identifier: EUPL-1.2
-- What the further questions of an event say of threats and of the work environment, in columns:
-- written again each time the event is (events/facts.h), so that they can be counted and found.

CREATE TABLE event_threat (
	id {key},
	event_id {int} NOT NULL UNIQUE,
	unit_id {int} NOT NULL,
	board_id {int} NOT NULL DEFAULT 0,
	occurred_at {int} NOT NULL,
	place_type {text} NOT NULL DEFAULT '',
	severity {int} NOT NULL DEFAULT 0,
	is_restricted {int} NOT NULL DEFAULT 0,
	is_counted {int} NOT NULL DEFAULT 1,    -- 0: merged or rejected
	forms {text} NOT NULL DEFAULT '',       -- answers as in event.blocks: codes with spaces between
	target {text} NOT NULL DEFAULT '',
	task {text} NOT NULL DEFAULT '',        -- what the one who was hit works with
	relation {text} NOT NULL DEFAULT '',    -- of whoever was behind it: never who
	influence {text} NOT NULL DEFAULT '',   -- yes, no, unknown; '': not answered
	attempt {text} NOT NULL DEFAULT '',
	is_repeated {int} NOT NULL DEFAULT 0
) {strict};
CREATE INDEX event_threat_by_time ON event_threat (occurred_at);

CREATE TABLE event_work (
	id {key},
	event_id {int} NOT NULL UNIQUE,
	unit_id {int} NOT NULL,
	board_id {int} NOT NULL DEFAULT 0,
	occurred_at {int} NOT NULL,
	year {int} NOT NULL,                    -- of occurred_at, local
	reported_at {int} NOT NULL DEFAULT 0,
	severity {int} NOT NULL DEFAULT 0,
	is_restricted {int} NOT NULL DEFAULT 0,
	is_counted {int} NOT NULL DEFAULT 1,
	counts_as {text} NOT NULL DEFAULT '',   -- as in event/blocks; '': nobody has judged yet
	serious {text} NOT NULL DEFAULT '',     -- yes, no, unknown
	occupation {text} NOT NULL DEFAULT '',
	is_lone {int} NOT NULL DEFAULT 0,
	hurt {int} NOT NULL DEFAULT 0,          -- employees alone
	is_told {int} NOT NULL DEFAULT 0,       -- the safety representative is to be informed
	informed_at {int} NOT NULL DEFAULT 0    -- and was; 0: not yet
) {strict};
CREATE INDEX event_work_by_time ON event_work (occurred_at);
CREATE INDEX event_work_by_unit ON event_work (unit_id, occurred_at);

-- How many of each, kept in the same transaction: without restricted, merged and rejected ones.
CREATE TABLE event_work_sum (
	unit_id {int} NOT NULL,
	year {int} NOT NULL,
	injuries {int} NOT NULL,
	near_misses {int} NOT NULL,
	risks {int} NOT NULL,
	unjudged {int} NOT NULL,
	serious {int} NOT NULL,
	to_tell {int} NOT NULL,
	told {int} NOT NULL,
	days {int} NOT NULL,                    -- from report to told, of all that were told
	PRIMARY KEY (unit_id, year)
) {strict};

-- Events that were there before are taken by a job, some at a time: from done_id to last_id.
CREATE TABLE event_facts_fill (
	id {key},
	done_id {int} NOT NULL,
	last_id {int} NOT NULL
) {strict};
INSERT INTO event_facts_fill (done_id, last_id) SELECT 0, COALESCE(max(id), 0) FROM event;
