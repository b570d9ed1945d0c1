-- SPDX-License-Identifier: EUPL-1.2
-- Plans and building projects: what is to be built, when it is fixed, and how its risks are judged.

CREATE TABLE project_series (
	year {int} NOT NULL,
	name {text} NOT NULL,
	last {int} NOT NULL,
	PRIMARY KEY (year, name)
) {strict};

CREATE TABLE project (
	id {key},
	public_id {text} NOT NULL UNIQUE,
	number {text} NOT NULL UNIQUE,
	unit_id {int} NOT NULL,
	kind {text} NOT NULL,                   -- catalogue projects/kinds
	name {text} NOT NULL,
	registry_number {text} NOT NULL DEFAULT '',
	place_id {int} NOT NULL DEFAULT 0,
	area_id {int} NOT NULL DEFAULT 0,
	lat {real} NOT NULL DEFAULT 0,          -- 0 and 0: no point of its own
	lon {real} NOT NULL DEFAULT 0,
	north_mm {int} NOT NULL DEFAULT 0,      -- SWEREF 99 18 00
	east_mm {int} NOT NULL DEFAULT 0,
	phase {text} NOT NULL,                  -- programme, consultation, decided, building, done, stopped
	begun_on {text} NOT NULL,
	fixed_on {text} NOT NULL DEFAULT '',    -- expected; once is_fixed, the day it was
	is_fixed {int} NOT NULL DEFAULT 0,
	ended_on {text} NOT NULL DEFAULT '',    -- done or stopped
	stopped_why {text} NOT NULL DEFAULT '',
	contact_id {int} NOT NULL DEFAULT 0,
	funding {text} NOT NULL DEFAULT '',
	cost_plan {int} NOT NULL DEFAULT 0,
	cost_actual {int} NOT NULL DEFAULT 0,
	words {text} NOT NULL DEFAULT '',
	assessed_on {text} NOT NULL DEFAULT '', -- the first time that its risks were judged
	assessed_words {text} NOT NULL DEFAULT '',
	assessed_by {int} NOT NULL DEFAULT 0,
	assessed_at {int} NOT NULL DEFAULT 0,   -- when that was written
	created_by {int} NOT NULL DEFAULT 0,
	created_at {int} NOT NULL DEFAULT 0,
	version {int} NOT NULL DEFAULT 1
) {strict};
CREATE INDEX project_by_unit ON project (unit_id, fixed_on);
CREATE INDEX project_by_begun ON project (begun_on, id);

CREATE TABLE project_risk (
	id {key},
	public_id {text} NOT NULL UNIQUE,
	number {text} NOT NULL UNIQUE,
	project_id {int} NOT NULL REFERENCES project (id),
	method_id {int} NOT NULL,               -- the scales that the steps are of
	what {text} NOT NULL,
	value {text} NOT NULL,                  -- catalogue event/protected_values
	probability {int} NOT NULL,
	consequence {int} NOT NULL,
	zone {text} NOT NULL,                   -- catalogue event/zone_levels
	zone_reason {text} NOT NULL DEFAULT '',
	controls {text} NOT NULL DEFAULT '',
	not_needed_why {text} NOT NULL DEFAULT '',      -- decided that no measure is needed
	not_needed_by {int} NOT NULL DEFAULT 0,
	not_needed_at {int} NOT NULL DEFAULT 0,
	created_by {int} NOT NULL DEFAULT 0,
	created_at {int} NOT NULL DEFAULT 0,
	version {int} NOT NULL DEFAULT 1
) {strict};
CREATE INDEX project_risk_by_project ON project_risk (project_id, id);

-- What a project answers to: a finding, a picture, a place that gathers observations.
CREATE TABLE project_link (
	id {key},
	public_id {text} NOT NULL UNIQUE,
	project_id {int} NOT NULL REFERENCES project (id),
	kind {text} NOT NULL,                   -- catalogue projects/findings
	target_id {int} NOT NULL,
	removed_on {text} NOT NULL DEFAULT '',
	created_by {int} NOT NULL DEFAULT 0,
	created_at {int} NOT NULL DEFAULT 0,
	version {int} NOT NULL DEFAULT 1
) {strict};
CREATE INDEX project_link_by_project ON project_link (project_id, id);

-- Signed: the unit with all below it has no plan or project this year.
CREATE TABLE project_year (
	id {key},
	public_id {text} NOT NULL UNIQUE,
	unit_id {int} NOT NULL,
	year {int} NOT NULL,
	words {text} NOT NULL,
	withdrawn_on {text} NOT NULL DEFAULT '',
	withdrawn_why {text} NOT NULL DEFAULT '',
	withdrawn_by {int} NOT NULL DEFAULT 0,
	created_by {int} NOT NULL DEFAULT 0,
	created_at {int} NOT NULL DEFAULT 0,
	version {int} NOT NULL DEFAULT 1
) {strict};
CREATE INDEX project_year_by_unit ON project_year (unit_id, year);
