-- SPDX-License-Identifier: EUPL-1.2
-- A city that goes along on a laptop.

-- In such a copy one row; in the city itself none.
CREATE TABLE away_origin (
	id {key},
	pack_id {text} NOT NULL,                -- public_id of the row in pack_file of the city
	city_name {text} NOT NULL,
	made_at {int} NOT NULL,
	unit_id {int} NOT NULL,
	taken_by {int} NOT NULL
) {strict};

-- What has been taken along.  Only added to.
CREATE TABLE pack_file (
	id {key},
	public_id {text} NOT NULL UNIQUE,
	unit_id {int} NOT NULL,
	made_at {int} NOT NULL,
	made_by {int} NOT NULL,
	bytes {int} NOT NULL,
	digest {text} NOT NULL,                 -- SHA-256 of the closed file
	signers {int} NOT NULL                  -- how many can sign in to it
) {strict};

-- What somebody signs in with to such a copy; the code itself is told once and never kept.
CREATE TABLE pack_code (
	id {key},
	person_id {int} NOT NULL,
	hash {text} NOT NULL,                   -- argon2id
	made_at {int} NOT NULL,
	ended_at {int} NOT NULL DEFAULT 0       -- 0: in use
) {strict};
CREATE INDEX pack_code_by_person ON pack_code (person_id, ended_at);
