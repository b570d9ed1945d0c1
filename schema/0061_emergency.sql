-- SPDX-License-Identifier: EUPL-1.2
-- Central crisis management and the emergency committee: each time one of them is activated is
-- a period, and what is done in it are acts.  Acts are only added; the period keeps where they
-- have come to, so that two who act at once do not pass each other by.
CREATE TABLE emergency_period (
	id {key},
	public_id {text} NOT NULL UNIQUE,
	number {text} NOT NULL UNIQUE,          -- CKL-2026-1, KLN-2026-1
	body {text} NOT NULL,                   -- management, committee
	crisis_id {int} NOT NULL DEFAULT 0,     -- 0: without a crisis
	is_exercise {int} NOT NULL DEFAULT 0,
	state {text} NOT NULL DEFAULT 'active', -- active, ended
	acts {int} NOT NULL DEFAULT 0,          -- seq of the newest
	began_at {int} NOT NULL,
	ended_at {int} NOT NULL DEFAULT 0,
	version {int} NOT NULL DEFAULT 1
) {strict};
CREATE INDEX emergency_period_by_body ON emergency_period (body, state);
CREATE INDEX emergency_period_by_crisis ON emergency_period (crisis_id);
CREATE TABLE emergency_series (
	body {text} NOT NULL,
	year {int} NOT NULL,
	last {int} NOT NULL,
	PRIMARY KEY (body, year)
) {strict};

CREATE TABLE emergency_act (                    -- never changed
	id {key},
	public_id {text} NOT NULL UNIQUE,
	period_id {int} NOT NULL REFERENCES emergency_period (id),
	seq {int} NOT NULL,                     -- 1, 2, 3 ... in this period
	kind {text} NOT NULL,
	event_at {int} NOT NULL,                -- when it was decided
	logged_at {int} NOT NULL,               -- when it was written down
	by_id {int} NOT NULL,
	by_name {text} NOT NULL,                -- as it was then
	by_role {text} NOT NULL,                -- catalogue role_types: by which appointment
	by_function {text} NOT NULL,            -- or catalogue rosters/functions: who was on duty
	words {text} NOT NULL,
	grounds {text} NOT NULL,
	unit_id {int} NOT NULL,                 -- whose area; of an end: who decided it
	unit_name {text} NOT NULL,              -- as it was then
	person_id {int} NOT NULL,               -- who is put in the staff
	person_name {text} NOT NULL,
	function {text} NOT NULL,               -- catalogue crisis/functions
	decision_no {int} NOT NULL,             -- 1, 2, 3 ... in this period; 0 none
	refers_to {int} NOT NULL,               -- seq; of a report to the council: up to and with
	on_date {text} NOT NULL,                -- of the meeting it was reported to
	law {text} NOT NULL,                    -- catalogue emergency/laws: the version that held then
	log_seq {int} NOT NULL,                 -- line in the log of the crisis; 0 none
	UNIQUE (period_id, seq)
) {strict};
