-- A unit's own goals and activities of a year, what it says about the development activities of
-- the programme, and its follow-up of each third of the year.  Programmes, their goals, areas
-- and activities are named by their lasting codes.

CREATE TABLE unit_goal (
	id {key},
	public_id {text} NOT NULL UNIQUE,
	unit_id {int} NOT NULL REFERENCES unit (id),
	year {int} NOT NULL,
	aim {text} NOT NULL DEFAULT '',         -- "alvhamn-2024-2027/F1.G1": the programme's goal; '' none
	programme {text} NOT NULL DEFAULT '',   -- what follows from it
	focus_area {text} NOT NULL DEFAULT '',
	title {text} NOT NULL,
	words {text} NOT NULL DEFAULT '',
	state {text} NOT NULL DEFAULT 'current',        -- current, dropped
	dropped_reason {text} NOT NULL DEFAULT '',
	carried_from {int} NOT NULL DEFAULT 0,  -- the same goal of the year before
	created_by {int} NOT NULL DEFAULT 0,
	created_at {int} NOT NULL DEFAULT 0,
	version {int} NOT NULL DEFAULT 1
) {strict};
CREATE INDEX unit_goal_by_unit ON unit_goal (unit_id, year);
CREATE INDEX unit_goal_by_year ON unit_goal (year, unit_id);

CREATE TABLE unit_activity (
	id {key},
	public_id {text} NOT NULL UNIQUE,
	goal_id {int} NOT NULL REFERENCES unit_goal (id),
	unit_id {int} NOT NULL REFERENCES unit (id),    -- of the goal
	year {int} NOT NULL,
	title {text} NOT NULL,
	words {text} NOT NULL DEFAULT '',
	owner_id {int} NOT NULL DEFAULT 0,
	other_owners {text} NOT NULL DEFAULT '',
	starts_on {text} NOT NULL DEFAULT '',
	due_on {text} NOT NULL DEFAULT '',
	is_ongoing {int} NOT NULL DEFAULT 0,    -- belongs to the daily work: no last day
	cost_plan {int} NOT NULL DEFAULT 0,
	cost_actual {int} NOT NULL DEFAULT 0,
	state {text} NOT NULL DEFAULT 'planned',
	effect {text} NOT NULL DEFAULT '',      -- catalogue measure_effects
	effect_words {text} NOT NULL DEFAULT '',
	stopped_reason {text} NOT NULL DEFAULT '',
	carried_from {int} NOT NULL DEFAULT 0,
	created_by {int} NOT NULL DEFAULT 0,
	created_at {int} NOT NULL DEFAULT 0,
	version {int} NOT NULL DEFAULT 1
) {strict};
CREATE INDEX unit_activity_by_goal ON unit_activity (goal_id);
CREATE INDEX unit_activity_by_unit ON unit_activity (unit_id, year);
CREATE INDEX unit_activity_by_owner ON unit_activity (owner_id, due_on);

CREATE TABLE activity_measure (                 -- measures that an activity consists of
	activity_id {int} NOT NULL REFERENCES unit_activity (id),
	measure_id {int} NOT NULL REFERENCES measure (id),
	PRIMARY KEY (activity_id, measure_id)
) {strict};

CREATE TABLE goal_step (                        -- what was done with a goal and its activities: only added to
	id {key},
	goal_id {int} NOT NULL REFERENCES unit_goal (id),
	activity_id {int} NOT NULL DEFAULT 0,
	at {int} NOT NULL,
	person_id {int} NOT NULL DEFAULT 0,
	verb {text} NOT NULL,
	from_state {text} NOT NULL DEFAULT '',
	to_state {text} NOT NULL DEFAULT '',
	words {text} NOT NULL DEFAULT ''
) {strict};
CREATE INDEX goal_step_by_goal ON goal_step (goal_id, id);
CREATE INDEX goal_step_by_activity ON goal_step (activity_id, id);

CREATE TABLE area_decision (                    -- a focus area does not concern the unit this year; the newest counts
	id {key},
	public_id {text} NOT NULL UNIQUE,
	unit_id {int} NOT NULL REFERENCES unit (id),
	year {int} NOT NULL,
	programme {text} NOT NULL,
	focus_area {text} NOT NULL,
	answer {text} NOT NULL,                 -- not_concerned, concerned
	reason {text} NOT NULL,
	created_by {int} NOT NULL DEFAULT 0,
	created_at {int} NOT NULL DEFAULT 0
) {strict};
CREATE INDEX area_decision_by_unit ON area_decision (unit_id, year);

CREATE TABLE development_status (               -- what a unit says of an activity of the programme; the newest counts
	id {key},
	public_id {text} NOT NULL UNIQUE,
	programme {text} NOT NULL,
	code {text} NOT NULL,
	unit_id {int} NOT NULL REFERENCES unit (id),
	state {text} NOT NULL,
	owner_id {int} NOT NULL DEFAULT 0,
	words {text} NOT NULL DEFAULT '',
	effect {text} NOT NULL DEFAULT '',
	effect_words {text} NOT NULL DEFAULT '',
	created_by {int} NOT NULL DEFAULT 0,
	created_at {int} NOT NULL DEFAULT 0
) {strict};
CREATE INDEX development_status_by_code ON development_status (programme, code, unit_id);
CREATE INDEX development_status_by_unit ON development_status (unit_id, programme);

CREATE TABLE goal_follow_up (                   -- one unit's follow-up of a period, in editions
	id {key},
	public_id {text} NOT NULL UNIQUE,
	unit_id {int} NOT NULL REFERENCES unit (id),
	period {text} NOT NULL,                 -- "2026-T1", "2026-T2", "2026"
	number {int} NOT NULL DEFAULT 1,        -- edition
	state {text} NOT NULL DEFAULT 'open',   -- open, submitted
	reason {text} NOT NULL DEFAULT '',      -- why a new edition was begun
	frozen {text} NOT NULL DEFAULT '',      -- the annex as JSON when it was submitted
	frozen_digest {text} NOT NULL DEFAULT '',
	submitted_by {int} NOT NULL DEFAULT 0,
	submitted_at {int} NOT NULL DEFAULT 0,
	created_by {int} NOT NULL DEFAULT 0,
	created_at {int} NOT NULL DEFAULT 0,
	version {int} NOT NULL DEFAULT 1,
	UNIQUE (unit_id, period, number)
) {strict};

CREATE TABLE follow_up_entry (                  -- light and words of one goal (0: the whole); a new row each time
	id {key},
	public_id {text} NOT NULL UNIQUE,
	follow_up_id {int} NOT NULL REFERENCES goal_follow_up (id),
	unit_id {int} NOT NULL REFERENCES unit (id),
	period {text} NOT NULL,
	goal_id {int} NOT NULL DEFAULT 0,
	number {int} NOT NULL DEFAULT 1,
	light {text} NOT NULL,                  -- catalogue goal_lights
	words {text} NOT NULL DEFAULT '',
	created_by {int} NOT NULL DEFAULT 0,
	created_at {int} NOT NULL DEFAULT 0,
	UNIQUE (follow_up_id, goal_id, number)
) {strict};
CREATE INDEX follow_up_entry_by_unit ON follow_up_entry (unit_id, period);
