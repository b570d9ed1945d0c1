-- SPDX-License-Identifier: EUPL-1.2
-- What a picture of the city is built on: submitted versions of units, each with its digest;
-- to whom it was passed back, and who has read it for their unit.  Only added, never changed:
-- what was taken out again keeps its row.

CREATE TABLE picture_base (
	id {key},
	public_id {text} NOT NULL UNIQUE,
	picture_id {int} NOT NULL REFERENCES picture (id),      -- of the city
	base_id {int} NOT NULL REFERENCES picture (id),         -- the version of a unit
	digest {text} NOT NULL,                 -- of that version as it was submitted
	chosen_by {int} NOT NULL DEFAULT 0,
	chosen_at {int} NOT NULL DEFAULT 0,
	dropped_by {int} NOT NULL DEFAULT 0,
	dropped_at {int} NOT NULL DEFAULT 0,    -- 0: it is built on
	version {int} NOT NULL DEFAULT 1
) {strict};
CREATE INDEX picture_base_by_picture ON picture_base (picture_id, dropped_at);
CREATE INDEX picture_base_by_base ON picture_base (base_id);

CREATE TABLE picture_passing (
	id {key},
	public_id {text} NOT NULL UNIQUE,
	picture_id {int} NOT NULL REFERENCES picture (id),
	unit_id {int} NOT NULL REFERENCES unit (id),
	passed_by {int} NOT NULL DEFAULT 0,
	passed_at {int} NOT NULL DEFAULT 0,
	version {int} NOT NULL DEFAULT 1,
	UNIQUE (picture_id, unit_id)
) {strict};
CREATE INDEX picture_passing_by_unit ON picture_passing (unit_id);

CREATE TABLE picture_receipt (
	id {key},
	public_id {text} NOT NULL UNIQUE,
	passing_id {int} NOT NULL REFERENCES picture_passing (id),
	person_id {int} NOT NULL,
	person_name {text} NOT NULL,
	at {int} NOT NULL,
	version {int} NOT NULL DEFAULT 1,
	UNIQUE (passing_id, person_id)
) {strict};
