-- SPDX-License-Identifier: EUPL-1.2
-- Exercises: the register, what each is to show, what is played, what came of it.

CREATE TABLE exercise (
	id {key},
	public_id {text} NOT NULL UNIQUE,
	number {text} NOT NULL UNIQUE,          -- OV-2026-00012
	unit_id {int} NOT NULL,                 -- who holds it; who takes part: exercise_unit
	kind {text} NOT NULL,                   -- catalogue exercises/kinds
	title {text} NOT NULL,
	scenario {text} NOT NULL DEFAULT '',
	functions {text} NOT NULL DEFAULT '',   -- catalogue crisis/functions
	on_date {text} NOT NULL,                -- the day it is planned for
	leader_id {int} NOT NULL,
	test_email {text} NOT NULL DEFAULT '',  -- where messages go while it runs
	test_phone {text} NOT NULL DEFAULT '',
	state {text} NOT NULL DEFAULT 'planned',        -- planned, running, ended, evaluated, cancelled
	crisis_id {int} NOT NULL DEFAULT 0,     -- its log: always a crisis that is an exercise
	started_at {int} NOT NULL DEFAULT 0,
	ended_at {int} NOT NULL DEFAULT 0,
	held_on {text} NOT NULL DEFAULT '',     -- the day it was held; '' not yet
	participants {int} NOT NULL DEFAULT 0,  -- how many; never who
	evaluated_on {text} NOT NULL DEFAULT '',
	reason {text} NOT NULL DEFAULT '',      -- why it was cancelled
	created_by {int} NOT NULL DEFAULT 0,
	created_at {int} NOT NULL DEFAULT 0,
	updated_at {int} NOT NULL DEFAULT 0,
	version {int} NOT NULL DEFAULT 1
) {strict};
CREATE INDEX exercise_by_unit ON exercise (unit_id, on_date);
CREATE INDEX exercise_by_state ON exercise (state, on_date);
CREATE INDEX exercise_by_leader ON exercise (leader_id);
CREATE INDEX exercise_by_crisis ON exercise (crisis_id);
CREATE TABLE exercise_series (year {int} PRIMARY KEY, last {int} NOT NULL) {strict};

CREATE TABLE exercise_unit (
	id {key},
	exercise_id {int} NOT NULL REFERENCES exercise (id),
	unit_id {int} NOT NULL,
	UNIQUE (exercise_id, unit_id)
) {strict};
CREATE INDEX exercise_unit_by_unit ON exercise_unit (unit_id, exercise_id);

-- Who else leads it: they see what is to be played.
CREATE TABLE exercise_helper (
	id {key},
	exercise_id {int} NOT NULL REFERENCES exercise (id),
	person_id {int} NOT NULL,
	added_by {int} NOT NULL,
	added_at {int} NOT NULL,
	UNIQUE (exercise_id, person_id)
) {strict};
CREATE INDEX exercise_helper_by_person ON exercise_helper (person_id);

-- What it is to show; nothing is changed once it has begun.
CREATE TABLE exercise_objective (
	id {key},
	public_id {text} NOT NULL UNIQUE,
	exercise_id {int} NOT NULL REFERENCES exercise (id),
	measure {text} NOT NULL,                -- catalogue exercises/measures
	target {int} NOT NULL DEFAULT 0,        -- minutes, count or percent, as the measure says
	words {text} NOT NULL DEFAULT '',
	created_by {int} NOT NULL DEFAULT 0,
	created_at {int} NOT NULL DEFAULT 0
) {strict};
CREATE INDEX exercise_objective_by_exercise ON exercise_objective (exercise_id, id);

-- What was measured when it ended.  Never changed.
CREATE TABLE exercise_score (
	id {key},
	objective_id {int} NOT NULL UNIQUE REFERENCES exercise_objective (id),
	exercise_id {int} NOT NULL,
	finding {text} NOT NULL,                -- value, never, unmeasured
	value {int} NOT NULL,
	whole {int} NOT NULL,                   -- what a share is of; else 0
	verdict {text} NOT NULL,                -- reached, missed, unmeasured
	at {int} NOT NULL
) {strict};
CREATE INDEX exercise_score_by_exercise ON exercise_score (exercise_id);

-- What people saw beside it.  Never changed.
CREATE TABLE exercise_observation (
	id {key},
	public_id {text} NOT NULL UNIQUE,
	objective_id {int} NOT NULL REFERENCES exercise_objective (id),
	exercise_id {int} NOT NULL,
	words {text} NOT NULL,
	by_id {int} NOT NULL,
	by_name {text} NOT NULL,
	at {int} NOT NULL
) {strict};
CREATE INDEX exercise_observation_by_exercise ON exercise_observation (exercise_id, id);

-- What is played, so many minutes after the start; written before it begins or while it runs.
CREATE TABLE exercise_inject (
	id {key},
	public_id {text} NOT NULL UNIQUE,
	exercise_id {int} NOT NULL REFERENCES exercise (id),
	minute {int} NOT NULL,
	function {text} NOT NULL DEFAULT '',    -- to whom: catalogue crisis/functions; '' everybody
	channel {text} NOT NULL,                -- catalogue exercises/channels
	sender {text} NOT NULL DEFAULT '',
	words {text} NOT NULL,
	expected {text} NOT NULL DEFAULT '',
	created_by {int} NOT NULL DEFAULT 0,
	created_at {int} NOT NULL DEFAULT 0,
	version {int} NOT NULL DEFAULT 1
) {strict};
CREATE INDEX exercise_inject_by_exercise ON exercise_inject (exercise_id, minute, id);

-- That it was played, or left out and why: once, whoever does it.  Never changed.
CREATE TABLE exercise_play (
	id {key},
	inject_id {int} NOT NULL UNIQUE REFERENCES exercise_inject (id),
	exercise_id {int} NOT NULL,
	verb {text} NOT NULL,                   -- play, skip
	at {int} NOT NULL,
	by_id {int} NOT NULL,                   -- 0: by itself, when its minute had come
	by_name {text} NOT NULL,
	reason {text} NOT NULL,
	log_seq {int} NOT NULL                  -- line of the log; 0 none
) {strict};
CREATE INDEX exercise_play_by_exercise ON exercise_play (exercise_id, id);

-- Start, pause, resume, end, held, cancel, evaluated.  Never changed.
CREATE TABLE exercise_step (
	id {key},
	exercise_id {int} NOT NULL REFERENCES exercise (id),
	verb {text} NOT NULL,
	at {int} NOT NULL,
	by_id {int} NOT NULL,
	by_name {text} NOT NULL,
	reason {text} NOT NULL
) {strict};
CREATE INDEX exercise_step_by_exercise ON exercise_step (exercise_id, id);

-- That messages may leave for real addresses: two persons, each once; any one takes it back
-- for good.  Never changed.
CREATE TABLE exercise_release (
	id {key},
	exercise_id {int} NOT NULL REFERENCES exercise (id),
	verb {text} NOT NULL,                   -- release, withdraw
	person_id {int} NOT NULL,
	person_name {text} NOT NULL,
	reason {text} NOT NULL,
	at {int} NOT NULL,
	UNIQUE (exercise_id, verb, person_id)
) {strict};
