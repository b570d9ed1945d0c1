-- SPDX-License-Identifier: EUPL-1.2
-- What was unusual: the runs of early warning, what each listed, and what became of it.

-- One judgement of all series for one week.  Never changed: the same week again is a new run.
CREATE TABLE signal_run (
	id {key},
	public_id {text} NOT NULL UNIQUE,
	week {text} NOT NULL,                   -- its Monday
	data_through {text} NOT NULL,           -- what was registered until this day was counted
	first_week {text} NOT NULL,             -- the Monday of the first week that is known
	method {text} NOT NULL,                 -- name/version
	years {int} NOT NULL,                   -- that were looked back on
	events {int} NOT NULL,                  -- counted, in all weeks
	is_preliminary {int} NOT NULL,          -- the first year: judged by the weeks just before
	is_replay {int} NOT NULL,               -- a week that is over, as it was known then
	made_at {int} NOT NULL,
	made_by {int} NOT NULL                  -- 0: the program
) {strict};
CREATE INDEX signal_run_by_week ON signal_run (is_replay, week, id);

CREATE TABLE signal_level (
	run_id {int} NOT NULL REFERENCES signal_run (id),
	level {text} NOT NULL,                  -- city, board, area, unit
	series {int} NOT NULL,
	judged {int} NOT NULL,                  -- of them there was enough to say
	listed {int} NOT NULL,
	false_expected {real} NOT NULL,         -- among those listed
	PRIMARY KEY (run_id, level)
) {strict};

-- A series that has been listed at least once: what people read, follow and close.
CREATE TABLE signal (
	id {key},
	public_id {text} NOT NULL UNIQUE,
	level {text} NOT NULL,
	unit_id {int} NOT NULL REFERENCES unit (id),    -- the top, a board, a unit
	board_id {int} NOT NULL,                -- 0: the whole city, or a unit without a board
	type {text} NOT NULL,                   -- of the whole city a branch, else a type
	area_id {int} NOT NULL,                 -- 0: everywhere
	created_at {int} NOT NULL,
	UNIQUE (level, unit_id, board_id, type, area_id)
) {strict};
CREATE INDEX signal_by_unit ON signal (unit_id);

-- It was in the list of a run.  Never changed.
CREATE TABLE signal_listing (
	id {key},
	run_id {int} NOT NULL REFERENCES signal_run (id),
	signal_id {int} NOT NULL REFERENCES signal (id),
	week {text} NOT NULL,
	tier {text} NOT NULL,                   -- sentinel, first_year, listed, strong
	way {text} NOT NULL,                    -- none, baseline, share, preliminary
	is_simplified {int} NOT NULL,
	events {int} NOT NULL,                  -- registered by then
	expected {real} NOT NULL,               -- by then; -1: nothing could be said
	upper {real} NOT NULL,                  -- the most that is as usual; -1 the same
	p {real} NOT NULL,                      -- -1: no test
	q {real} NOT NULL,                      -- -1: no test
	list_q {real} NOT NULL,                 -- the largest q of the list: the share of false ones in it
	reported {real} NOT NULL,               -- the share of the week that was registered by then
	folded_under {int} NOT NULL,            -- the signal that explains it; 0: none
	band {text} NOT NULL,                   -- the weeks before as JSON; '' in a replay
	UNIQUE (run_id, signal_id)
) {strict};
CREATE INDEX signal_listing_by_signal ON signal_listing (signal_id, run_id);

-- Which children make up the excess.
CREATE TABLE signal_part (
	id {key},
	listing_id {int} NOT NULL REFERENCES signal_listing (id),
	level {text} NOT NULL,                  -- of the child
	unit_id {int} NOT NULL,
	type {text} NOT NULL,
	area_id {int} NOT NULL,
	events {int} NOT NULL,
	expected {real} NOT NULL,
	p_alone {real} NOT NULL                 -- how likely so many are, given the parent's number
) {strict};
CREATE INDEX signal_part_by_listing ON signal_part (listing_id, id);

-- What named persons did with it.  Never changed.
CREATE TABLE signal_step (
	id {key},
	public_id {text} NOT NULL UNIQUE,
	signal_id {int} NOT NULL REFERENCES signal (id),
	listing_id {int} NOT NULL REFERENCES signal_listing (id),       -- that it was about
	verb {text} NOT NULL,                   -- read, follow, dismiss, close, reopen
	words {text} NOT NULL,
	person_id {int} NOT NULL,               -- 0: the program
	at {int} NOT NULL
) {strict};
CREATE INDEX signal_step_by_signal ON signal_step (signal_id, id);

-- Who has asked to be told, of what.
CREATE TABLE signal_watch (
	id {key},
	public_id {text} NOT NULL UNIQUE,
	person_id {int} NOT NULL REFERENCES person (id),
	unit_id {int} NOT NULL REFERENCES unit (id),    -- and all below it
	branch {text} NOT NULL,                 -- '' all types
	level {text} NOT NULL,                  -- '' all levels
	created_at {int} NOT NULL,
	ended_at {int} NOT NULL
) {strict};
CREATE INDEX signal_watch_by_person ON signal_watch (person_id, ended_at);

CREATE TABLE signal_letter (
	id {key},
	public_id {text} NOT NULL UNIQUE,
	run_id {int} NOT NULL REFERENCES signal_run (id),
	person_id {int} NOT NULL REFERENCES person (id),
	address {text} NOT NULL,
	subject {text} NOT NULL,
	words {text} NOT NULL,
	state {text} NOT NULL,                  -- waiting, sending, sent, failed, unknown
	tries {int} NOT NULL,
	problem {text} NOT NULL,
	sent_at {int} NOT NULL,
	created_at {int} NOT NULL,
	version {int} NOT NULL,
	UNIQUE (run_id, person_id)
) {strict};

-- What is known to have happened: how many of these would the list have found, and when?
CREATE TABLE signal_known (
	id {key},
	public_id {text} NOT NULL UNIQUE,
	words_sv {text} NOT NULL,
	words_en {text} NOT NULL,
	types {text} NOT NULL,                  -- types or branches, spaced
	unit_id {int} NOT NULL,                 -- 0: the whole city
	area_id {int} NOT NULL,                 -- 0: everywhere
	from_day {text} NOT NULL,
	to_day {text} NOT NULL,
	created_by {int} NOT NULL,
	created_at {int} NOT NULL
) {strict};
