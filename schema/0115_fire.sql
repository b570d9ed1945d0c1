-- SPDX-License-Identifier: EUPL-1.2
-- Systematic fire protection work: what is looked after, how often somebody walks through it,
-- what was found, and what was said of it all once a year.

CREATE TABLE fire_series (
	name {text} NOT NULL,                   -- object, or the year of a deviation
	last {int} NOT NULL,
	PRIMARY KEY (name)
) {strict};

CREATE TABLE fire_object (
	id {key},
	public_id {text} NOT NULL UNIQUE,
	number {text} NOT NULL UNIQUE,
	unit_id {int} NOT NULL,
	place_id {int} NOT NULL DEFAULT 0,
	name {text} NOT NULL,
	kind {text} NOT NULL,                   -- catalogue fire/kinds: which checklist
	responsible_id {int} NOT NULL DEFAULT 0,
	description {text} NOT NULL DEFAULT '',
	risk_inventory {text} NOT NULL DEFAULT '',
	every_months {int} NOT NULL,
	first_on {text} NOT NULL,
	due_on {text} NOT NULL,                 -- the earliest round that nobody has done
	valid_from {text} NOT NULL,
	valid_to {text} NOT NULL DEFAULT '',
	created_by {int} NOT NULL DEFAULT 0,
	created_at {int} NOT NULL DEFAULT 0,
	version {int} NOT NULL DEFAULT 1
) {strict};
CREATE INDEX fire_object_by_unit ON fire_object (unit_id, due_on);
CREATE INDEX fire_object_by_person ON fire_object (responsible_id) WHERE responsible_id <> 0;

-- How often, from which day on; the days before keep what was said then.
CREATE TABLE fire_turn (
	id {key},
	object_id {int} NOT NULL REFERENCES fire_object (id),
	from_on {text} NOT NULL,
	every_months {int} NOT NULL,
	UNIQUE (object_id, from_on)
) {strict};

-- Editions of the checklists; never changed.
CREATE TABLE fire_checklist (
	id {key},
	public_id {text} NOT NULL UNIQUE,
	kind {text} NOT NULL,
	edition {int} NOT NULL,
	reason {text} NOT NULL DEFAULT '',
	created_by {int} NOT NULL DEFAULT 0,
	created_at {int} NOT NULL DEFAULT 0,
	UNIQUE (kind, edition)
) {strict};
CREATE TABLE fire_check (
	id {key},
	checklist_id {int} NOT NULL REFERENCES fire_checklist (id),
	nth {int} NOT NULL,
	severity {text} NOT NULL,               -- catalogue fire/severities, when it is not as it should
	part_sv {text} NOT NULL,
	part_en {text} NOT NULL DEFAULT '',
	words_sv {text} NOT NULL,
	words_en {text} NOT NULL DEFAULT '',
	UNIQUE (checklist_id, nth)
) {strict};

CREATE TABLE fire_round (
	id {key},
	public_id {text} NOT NULL UNIQUE,
	object_id {int} NOT NULL REFERENCES fire_object (id),
	checklist_id {int} NOT NULL REFERENCES fire_checklist (id),
	due_on {text} NOT NULL DEFAULT '',      -- '': one more than was planned
	state {text} NOT NULL,                  -- open, done
	begun_by {int} NOT NULL DEFAULT 0,
	begun_at {int} NOT NULL DEFAULT 0,
	on_day {text} NOT NULL DEFAULT '',
	done_by {int} NOT NULL DEFAULT 0,
	done_at {int} NOT NULL DEFAULT 0,
	words {text} NOT NULL DEFAULT '',
	found {int} NOT NULL DEFAULT 0,
	version {int} NOT NULL DEFAULT 1
) {strict};
CREATE UNIQUE INDEX fire_round_open ON fire_round (object_id) WHERE state = 'open';
CREATE UNIQUE INDEX fire_round_due ON fire_round (object_id, due_on) WHERE due_on <> '';
CREATE INDEX fire_round_by_object ON fire_round (object_id, on_day);

CREATE TABLE fire_answer (
	round_id {int} NOT NULL REFERENCES fire_round (id),
	check_id {int} NOT NULL REFERENCES fire_check (id),
	answer {text} NOT NULL,                 -- fine, deviation, absent
	words {text} NOT NULL DEFAULT '',
	PRIMARY KEY (round_id, check_id)
) {strict};

CREATE TABLE fire_deviation (
	id {key},
	public_id {text} NOT NULL UNIQUE,
	number {text} NOT NULL UNIQUE,
	object_id {int} NOT NULL REFERENCES fire_object (id),
	round_id {int} NOT NULL DEFAULT 0,      -- 0: noticed between rounds
	about {text} NOT NULL DEFAULT '',       -- the check, as it stood
	about_en {text} NOT NULL DEFAULT '',
	words {text} NOT NULL,
	severity {text} NOT NULL,
	found_on {text} NOT NULL,
	due_on {text} NOT NULL,
	seen {int} NOT NULL DEFAULT 1,          -- in so many rounds
	seen_on {text} NOT NULL,
	state {text} NOT NULL,                  -- open, closed
	closed_on {text} NOT NULL DEFAULT '',
	closed_by {int} NOT NULL DEFAULT 0,
	closed_words {text} NOT NULL DEFAULT '',
	created_by {int} NOT NULL DEFAULT 0,
	created_at {int} NOT NULL DEFAULT 0,
	version {int} NOT NULL DEFAULT 1
) {strict};
CREATE INDEX fire_deviation_by_object ON fire_deviation (object_id, state);
CREATE INDEX fire_deviation_open ON fire_deviation (due_on) WHERE state = 'open';

-- What was said of a year, with the numbers as they were that day; never changed.  Whoever
-- has something to add writes another edition.
CREATE TABLE fire_review (
	id {key},
	public_id {text} NOT NULL UNIQUE,
	unit_id {int} NOT NULL,
	year {int} NOT NULL,
	edition {int} NOT NULL,
	objects {int} NOT NULL,
	rounds_due {int} NOT NULL,
	rounds_done {int} NOT NULL,
	rounds_late {int} NOT NULL,
	found {int} NOT NULL,
	closed {int} NOT NULL,
	still_open {int} NOT NULL,
	words {text} NOT NULL,
	better {text} NOT NULL,
	decided_by {int} NOT NULL DEFAULT 0,
	decided_at {int} NOT NULL DEFAULT 0,
	UNIQUE (unit_id, year, edition)
) {strict};
