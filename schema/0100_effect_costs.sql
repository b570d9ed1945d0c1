-- SPDX-License-Identifier: EUPL-1.2
-- What the events cost before and after a measure, beside the figure of their numbers.
ALTER TABLE effect_check ADD COLUMN saving_expected {int} NOT NULL DEFAULT 0;   -- kronor a year; 0: nobody has said

-- One row for each figure, never changed.  A table of its own: who reads the measure reads the
-- numbers, and what they cost only who reads the events.
CREATE TABLE effect_cost (
	id {key},
	public_id {text} NOT NULL UNIQUE,
	figure_id {int} NOT NULL UNIQUE REFERENCES effect_figure (id),
	measure_id {int} NOT NULL REFERENCES measure (id),
	unit_id {int} NOT NULL,                 -- whose events were counted
	compare_unit_id {int} NOT NULL,         -- and there; 0: nothing was compared
	taken_at {int} NOT NULL,
	method {text} NOT NULL,
	finding {text} NOT NULL,                -- which sentence
	before_costly {int} NOT NULL,           -- events with a cost
	after_costly {int} NOT NULL,
	there_before_costly {int} NOT NULL,
	there_after_costly {int} NOT NULL,
	before_large {int} NOT NULL,            -- of those, above the cap
	after_large {int} NOT NULL,
	before_cost {int} NOT NULL,             -- kronor, each no higher than the cap; 0 when too few
	after_cost {int} NOT NULL,
	there_before_cost {int} NOT NULL,
	there_after_cost {int} NOT NULL,
	cap {int} NOT NULL,                     -- 0: none could be told
	is_cap_decided {int} NOT NULL,
	price_index {text} NOT NULL,            -- '': prices of the day
	price_year {int} NOT NULL,
	known_days {int} NOT NULL,              -- costs as known so many days after each event
	settled {real} NOT NULL,                -- share of today's cost that was known then; -1: there is none
	days_after {int} NOT NULL,
	change_there {real} NOT NULL,           -- 1 when nothing was compared
	phi {real} NOT NULL,
	level {real} NOT NULL,
	least {int} NOT NULL,                   -- events with a cost that were needed
	expected {int} NOT NULL,                -- over the days after, without the measure
	avoided {int} NOT NULL,                 -- a year
	low {int} NOT NULL,
	high {int} NOT NULL,
	saving_expected {int} NOT NULL,         -- a year, as it stood in the check
	measure_cost {int} NOT NULL,
	is_cost_planned {int} NOT NULL,
	digest {text} NOT NULL,
	version {int} NOT NULL DEFAULT 1
) {strict};
CREATE INDEX effect_cost_by_measure ON effect_cost (measure_id, id);
