-- SPDX-License-Identifier: EUPL-1.2
-- Weekly observations by the EST way.  Nobody stands in a row: neither who saw nor who was seen.

CREATE TABLE observation_series (
	year {int} PRIMARY KEY,
	last {int} NOT NULL
) {strict};

-- Where one works by the EST way, and which unit leads it.
CREATE TABLE observation_area (
	id {key},
	public_id {text} NOT NULL UNIQUE,
	unit_id {int} NOT NULL REFERENCES unit (id),
	area_id {int} NOT NULL REFERENCES area (id),
	valid_from {text} NOT NULL,
	valid_to {text} NOT NULL DEFAULT '',
	version {int} NOT NULL
) {strict};
CREATE INDEX observation_area_unit ON observation_area (unit_id);

CREATE TABLE observation (
	id {key},
	public_id {text} NOT NULL UNIQUE,
	number {text} NOT NULL UNIQUE,
	cooperation_id {int} NOT NULL REFERENCES observation_area (id),
	unit_id {int} NOT NULL REFERENCES unit (id),    -- that of the area of cooperation
	area_id {int} NOT NULL,                         -- it, or one within it
	place_id {int} NOT NULL DEFAULT 0,
	week {text} NOT NULL,                           -- the Monday of the week it counts in
	factor {text} NOT NULL,
	severity {int} NOT NULL,                        -- 1-3
	seen_at {int} NOT NULL,                         -- to the hour
	source {text} NOT NULL,                         -- what kind of organisation saw it
	words {text} NOT NULL,
	is_still_there {int} NOT NULL,
	import_id {int} NOT NULL DEFAULT 0,
	import_source {text} NOT NULL DEFAULT '',
	import_key {text} NOT NULL DEFAULT '',
	version {int} NOT NULL
) {strict};
CREATE INDEX observation_by_week ON observation (cooperation_id, week);
CREATE INDEX observation_by_unit ON observation (unit_id, seen_at);
CREATE INDEX observation_by_seen ON observation (seen_at, id);
CREATE INDEX observation_by_key ON observation (import_source, import_key);

CREATE TABLE observation_week (
	id {key},
	public_id {text} NOT NULL UNIQUE,
	cooperation_id {int} NOT NULL REFERENCES observation_area (id),
	unit_id {int} NOT NULL REFERENCES unit (id),
	week {text} NOT NULL,                           -- its Monday
	week_key {text} NOT NULL,                       -- 2026-W37
	state {text} NOT NULL,                          -- gathering, decided
	words {text} NOT NULL,
	total {int} NOT NULL DEFAULT 0,                 -- when it was decided
	decided_by {int} NOT NULL DEFAULT 0,
	decided_at {int} NOT NULL DEFAULT 0,
	version {int} NOT NULL,
	UNIQUE (cooperation_id, week)
) {strict};
CREATE INDEX observation_week_unit ON observation_week (unit_id, week);

-- What stays when observations go: made when a week is decided, at the latest when they are erased.
CREATE TABLE observation_sum (
	id {key},
	cooperation_id {int} NOT NULL REFERENCES observation_area (id),
	unit_id {int} NOT NULL,
	area_id {int} NOT NULL,
	week {text} NOT NULL,
	factor {text} NOT NULL,
	observations {int} NOT NULL,
	severe {int} NOT NULL,                          -- of them: severity 3
	UNIQUE (cooperation_id, week, area_id, factor)
) {strict};
