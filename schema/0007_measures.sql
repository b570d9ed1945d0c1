-- Measures: one table for everything that was decided to be done, to its evaluated effect.

CREATE TABLE measure (
	id {key},
	public_id {text} NOT NULL UNIQUE,
	number {text} NOT NULL UNIQUE,          -- A-2026-00123
	source_kind {text} NOT NULL,            -- catalogue measure_sources: event, picture, risk ...
	source_id {int} NOT NULL DEFAULT 0,
	unit_id {int} NOT NULL,
	title {text} NOT NULL,
	type {text} NOT NULL DEFAULT '',        -- catalogue measure_types
	words {text} NOT NULL DEFAULT '',
	responsible_id {int} NOT NULL DEFAULT 0,
	other_owners {text} NOT NULL DEFAULT '',
	starts_on {text} NOT NULL DEFAULT '',
	due_on {text} NOT NULL DEFAULT '',
	cost_plan {int} NOT NULL DEFAULT 0,
	cost_actual {int} NOT NULL DEFAULT 0,
	funding {text} NOT NULL DEFAULT '',
	state {text} NOT NULL DEFAULT 'proposed',       -- proposed, decided, in_progress, done, evaluated, closed, stopped
	decided_by {int} NOT NULL DEFAULT 0,
	decided_at {int} NOT NULL DEFAULT 0,
	done_at {int} NOT NULL DEFAULT 0,
	effect {text} NOT NULL DEFAULT '',      -- catalogue measure_effects
	effect_words {text} NOT NULL DEFAULT '',
	evaluated_by {int} NOT NULL DEFAULT 0,
	evaluated_at {int} NOT NULL DEFAULT 0,
	postponed {int} NOT NULL DEFAULT 0,     -- how many times
	postpone_reason {text} NOT NULL DEFAULT '',
	created_by {int} NOT NULL DEFAULT 0,
	created_at {int} NOT NULL DEFAULT 0,
	version {int} NOT NULL DEFAULT 1
) {strict};
CREATE INDEX measure_by_unit ON measure (unit_id, state, due_on);
CREATE INDEX measure_by_source ON measure (source_kind, source_id);
CREATE INDEX measure_by_due ON measure (state, due_on);
CREATE TABLE measure_series (year {int} PRIMARY KEY, last {int} NOT NULL) {strict};
CREATE TABLE measure_step (
	id {key},
	measure_id {int} NOT NULL REFERENCES measure (id),
	at {int} NOT NULL,
	person_id {int} NOT NULL DEFAULT 0,
	verb {text} NOT NULL,
	from_state {text} NOT NULL DEFAULT '',
	to_state {text} NOT NULL DEFAULT '',
	words {text} NOT NULL DEFAULT ''
) {strict};
CREATE INDEX measure_step_by_measure ON measure_step (measure_id, id);
