-- SPDX-License-Identifier: EUPL-1.2
-- Where it gathers: what was asked, what was found, and by which method.  Never changed.

CREATE TABLE hotspot (
	id {key},
	public_id {text} NOT NULL UNIQUE,
	-- the question
	unit_id {int} NOT NULL REFERENCES unit (id),    -- and all below it; the top: the whole city
	type {text} NOT NULL,                   -- a type or a branch; '' all
	area_id {int} NOT NULL,                 -- and all within it; 0 everywhere
	from_day {text} NOT NULL,
	to_day {text} NOT NULL,
	reference_day {text} NOT NULL,          -- the first day that it is compared with
	is_whole_months {int} NOT NULL,
	asked_by {int} NOT NULL,                -- 0: the program, each week
	made_at {int} NOT NULL,                 -- and what was registered by then was counted
	method {text} NOT NULL,                 -- name/version
	cell_metres {int} NOT NULL,
	sigma_metres {int} NOT NULL,
	draws {int} NOT NULL,
	state {text} NOT NULL,                  -- few, told
	-- what was counted
	events {int} NOT NULL,
	events_before {int} NOT NULL,
	near_persons {int} NOT NULL,            -- of the events: by district only
	without_area {int} NOT NULL,            -- of the events
	placed {int} NOT NULL,                  -- of the events: in a cell
	placed_before {int} NOT NULL,
	misplaced {int} NOT NULL,               -- of the events: a point that cannot be
	-- cells
	cells_state {text} NOT NULL,            -- few, told
	cells_judged {int} NOT NULL,
	cells_more {int} NOT NULL,
	cells_fewer {int} NOT NULL,
	-- clusters of areas
	scan_state {text} NOT NULL,             -- few, told
	scan_to {text} NOT NULL,                -- the last Sunday that was looked at
	-- after an event, near it
	near_state {text} NOT NULL,             -- few, coarse, many, told
	near_observed {int} NOT NULL,
	near_expected {real} NOT NULL,
	near_ratio {real} NOT NULL,
	near_p {real} NOT NULL,
	near_same_point {real} NOT NULL,        -- the share of events on the commonest point
	-- the map beside what came
	past_state {text} NOT NULL,             -- few, short, told
	past_trials {int} NOT NULL,
	past_came {int} NOT NULL,
	past_share {real} NOT NULL,             -- of the area that is marked
	past_pai {real} NOT NULL,
	past_pai_year {real} NOT NULL,
	past_pai_weeks {real} NOT NULL,
	past_beats_both {int} NOT NULL
) {strict};
CREATE INDEX hotspot_by_unit ON hotspot (unit_id, id);

CREATE TABLE hotspot_area (
	id {key},
	hotspot_id {int} NOT NULL REFERENCES hotspot (id),
	level {text} NOT NULL,                  -- district: all events; area: without those near persons
	area_id {int} NOT NULL,
	events {int} NOT NULL,
	events_before {int} NOT NULL,
	expected {real} NOT NULL,
	p {real} NOT NULL,                      -- -1: too few to say
	q {real} NOT NULL,
	finding {text} NOT NULL,                -- few, usual, more, fewer
	UNIQUE (hotspot_id, level, area_id)
) {strict};

CREATE TABLE hotspot_cell (
	id {key},
	hotspot_id {int} NOT NULL REFERENCES hotspot (id),
	area_id {int} NOT NULL,
	north_m {int} NOT NULL,                 -- its middle, SWEREF 99 18 00
	east_m {int} NOT NULL,
	events {int} NOT NULL,                  -- in the cell itself
	events_before {int} NOT NULL,
	points {real} NOT NULL,                 -- how many points its hills are worth
	ratio {real} NOT NULL,                  -- of the two surfaces; -1: none before
	z {real} NOT NULL,
	finding {text} NOT NULL                 -- more, fewer
) {strict};
CREATE INDEX hotspot_cell_by_hotspot ON hotspot_cell (hotspot_id, id);

CREATE TABLE hotspot_cluster (
	id {key},
	hotspot_id {int} NOT NULL REFERENCES hotspot (id),
	nth {int} NOT NULL,
	from_day {text} NOT NULL,
	weeks {int} NOT NULL,
	north_m {int} NOT NULL,
	east_m {int} NOT NULL,
	radius_m {int} NOT NULL,                -- 0: one area
	events {int} NOT NULL,
	expected {real} NOT NULL,
	p {real} NOT NULL,
	years_between {real} NOT NULL           -- looked at once a week, chance gives one so seldom
) {strict};
CREATE INDEX hotspot_cluster_by_hotspot ON hotspot_cluster (hotspot_id, nth);

CREATE TABLE hotspot_cluster_area (
	cluster_id {int} NOT NULL REFERENCES hotspot_cluster (id),
	hotspot_id {int} NOT NULL,
	area_id {int} NOT NULL,
	events {int} NOT NULL,
	PRIMARY KEY (cluster_id, area_id)
) {strict};
CREATE INDEX hotspot_cluster_area_by_hotspot ON hotspot_cluster_area (hotspot_id);
