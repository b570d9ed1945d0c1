-- Continuity plans: what is done when something a commitment stands on is gone.

CREATE TABLE continuity_plan (
	id {key},
	public_id {text} NOT NULL UNIQUE,
	unit_id {int} NOT NULL,
	name {text} NOT NULL,
	owner_id {int} NOT NULL DEFAULT 0,
	secrecy {text} NOT NULL DEFAULT '',     -- catalogue secrecy_grounds
	ended_on {text} NOT NULL DEFAULT '',    -- the first day without it
	ended_reason {text} NOT NULL DEFAULT '',
	created_by {int} NOT NULL DEFAULT 0,
	created_at {int} NOT NULL DEFAULT 0,
	version {int} NOT NULL DEFAULT 1
) {strict};
CREATE INDEX continuity_plan_by_unit ON continuity_plan (unit_id);

CREATE TABLE plan_edition (                     -- never changed once it is approved
	id {key},
	public_id {text} NOT NULL UNIQUE,
	plan_id {int} NOT NULL REFERENCES continuity_plan (id),
	number {int} NOT NULL,
	state {text} NOT NULL,                  -- draft, in_review, approved
	used_when {text} NOT NULL DEFAULT '',
	lowest_level {text} NOT NULL DEFAULT '',
	first_steps {text} NOT NULL DEFAULT '',
	contacts {text} NOT NULL DEFAULT '',
	materials {text} NOT NULL DEFAULT '',
	back_to_normal {text} NOT NULL DEFAULT '',
	change_note {text} NOT NULL DEFAULT '',
	sent_by {int} NOT NULL DEFAULT 0,
	sent_at {int} NOT NULL DEFAULT 0,
	approved_by {int} NOT NULL DEFAULT 0,
	approved_at {int} NOT NULL DEFAULT 0,
	decision {text} NOT NULL DEFAULT '',
	valid_from {text} NOT NULL DEFAULT '',
	review_by {text} NOT NULL DEFAULT '',   -- after this day it must be reviewed
	created_by {int} NOT NULL DEFAULT 0,
	created_at {int} NOT NULL DEFAULT 0,
	version {int} NOT NULL DEFAULT 1,
	UNIQUE (plan_id, number)
) {strict};

CREATE TABLE plan_commitment (                  -- what an edition protects
	id {key},
	edition_id {int} NOT NULL REFERENCES plan_edition (id),
	commitment_id {int} NOT NULL,
	UNIQUE (edition_id, commitment_id)
) {strict};
CREATE INDEX plan_commitment_by_commitment ON plan_commitment (commitment_id);

CREATE TABLE plan_routine (                     -- what is done instead of one resource
	id {key},
	public_id {text} NOT NULL UNIQUE,
	edition_id {int} NOT NULL REFERENCES plan_edition (id),
	resource {text} NOT NULL,               -- catalogue dependency_resources
	instead {text} NOT NULL,
	performed_by {text} NOT NULL DEFAULT '',        -- a role, no name
	materials {text} NOT NULL DEFAULT '',
	endurance_hours {real} NOT NULL,        -- so long it can be kept up
	version {int} NOT NULL DEFAULT 1
) {strict};
CREATE INDEX plan_routine_by_edition ON plan_routine (edition_id, resource);

CREATE TABLE plan_test (                        -- only added to
	id {key},
	public_id {text} NOT NULL UNIQUE,
	plan_id {int} NOT NULL REFERENCES continuity_plan (id),
	edition_id {int} NOT NULL REFERENCES plan_edition (id),
	kind {text} NOT NULL,                   -- catalogue plan_test_kinds
	tested_on {text} NOT NULL,
	resources {text} NOT NULL DEFAULT '',   -- whose loss was tried; empty: of all
	result {text} NOT NULL,                 -- worked, shortcomings, failed
	findings {text} NOT NULL DEFAULT '',
	led_by {text} NOT NULL DEFAULT '',
	counts_to {text} NOT NULL DEFAULT '',   -- the last day on which it counts; empty: never
	created_by {int} NOT NULL DEFAULT 0,
	created_at {int} NOT NULL DEFAULT 0,
	version {int} NOT NULL DEFAULT 1
) {strict};
CREATE INDEX plan_test_by_edition ON plan_test (edition_id, tested_on);

CREATE TABLE plan_review (                      -- read through, nothing to change; only added to
	id {key},
	public_id {text} NOT NULL UNIQUE,
	plan_id {int} NOT NULL REFERENCES continuity_plan (id),
	edition_id {int} NOT NULL REFERENCES plan_edition (id),
	reviewed_on {text} NOT NULL,
	words {text} NOT NULL,
	review_by {text} NOT NULL,              -- the next time
	created_by {int} NOT NULL DEFAULT 0,
	created_at {int} NOT NULL DEFAULT 0,
	version {int} NOT NULL DEFAULT 1
) {strict};
CREATE INDEX plan_review_by_edition ON plan_review (edition_id);

CREATE TABLE plan_copy (                        -- where a printed copy lies
	id {key},
	public_id {text} NOT NULL UNIQUE,
	plan_id {int} NOT NULL REFERENCES continuity_plan (id),
	place {text} NOT NULL,
	ended_on {text} NOT NULL DEFAULT '',
	created_by {int} NOT NULL DEFAULT 0,
	created_at {int} NOT NULL DEFAULT 0,
	version {int} NOT NULL DEFAULT 1
) {strict};
CREATE INDEX plan_copy_by_plan ON plan_copy (plan_id);
CREATE TABLE plan_copy_check (                  -- which edition lay there; only added to
	id {key},
	copy_id {int} NOT NULL REFERENCES plan_copy (id),
	number {int} NOT NULL,                  -- of the edition; 0: no copy was found
	checked_on {text} NOT NULL,
	person_id {int} NOT NULL,
	at {int} NOT NULL
) {strict};
CREATE INDEX plan_copy_check_by_copy ON plan_copy_check (copy_id, id);

CREATE TABLE plan_step (                        -- what was done with a plan; only added to
	id {key},
	plan_id {int} NOT NULL REFERENCES continuity_plan (id),
	number {int} NOT NULL DEFAULT 0,        -- of the edition; 0: the plan itself
	at {int} NOT NULL,
	person_id {int} NOT NULL,
	verb {text} NOT NULL,
	words {text} NOT NULL DEFAULT ''
) {strict};
CREATE INDEX plan_step_by_plan ON plan_step (plan_id, id);
