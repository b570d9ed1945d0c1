-- SPDX-License-Identifier: EUPL-1.2
-- Places that gather observations, and what is looked at each quarter.

CREATE TABLE hot_place (
	id {key},
	public_id {text} NOT NULL UNIQUE,
	cooperation_id {int} NOT NULL REFERENCES observation_area (id),
	unit_id {int} NOT NULL REFERENCES unit (id),
	name {text} NOT NULL,
	area_id {int} NOT NULL,
	place_id {int} NOT NULL DEFAULT 0,
	why {text} NOT NULL,
	since {text} NOT NULL,
	state {text} NOT NULL,                          -- watched, treated, left
	reviewed_on {text} NOT NULL,
	version {int} NOT NULL
) {strict};
CREATE INDEX hot_place_unit ON hot_place (unit_id);

CREATE TABLE observation_quarter (
	id {key},
	public_id {text} NOT NULL UNIQUE,
	cooperation_id {int} NOT NULL REFERENCES observation_area (id),
	unit_id {int} NOT NULL REFERENCES unit (id),
	quarter {text} NOT NULL,                        -- 2026-Q3
	state {text} NOT NULL,                          -- gathering, decided
	words {text} NOT NULL,
	counts {text} NOT NULL DEFAULT '',              -- JSON: as they were when it was decided
	total {int} NOT NULL DEFAULT 0,
	decided_by {int} NOT NULL DEFAULT 0,
	decided_at {int} NOT NULL DEFAULT 0,
	version {int} NOT NULL,
	UNIQUE (cooperation_id, quarter)
) {strict};
