-- SPDX-License-Identifier: EUPL-1.2
-- A section of a picture that somebody else was asked about: a unit of the city, or an actor
-- outside it by a link of its own (partner_release).  What they write is theirs and is only
-- added to.

CREATE TABLE picture_part (
	id {key},
	public_id {text} NOT NULL UNIQUE,
	picture_id {int} NOT NULL REFERENCES picture (id),
	section {text} NOT NULL,
	question {text} NOT NULL,
	unit_id {int} NOT NULL DEFAULT 0,       -- 0: outside the city
	guest_name {text} NOT NULL DEFAULT '',
	asked_by {int} NOT NULL DEFAULT 0,
	asked_at {int} NOT NULL DEFAULT 0,
	ended_by {int} NOT NULL DEFAULT 0,
	ended_at {int} NOT NULL DEFAULT 0,      -- 0: it can be answered
	version {int} NOT NULL DEFAULT 1
) {strict};
CREATE INDEX picture_part_by_picture ON picture_part (picture_id, id);
CREATE INDEX picture_part_by_unit ON picture_part (unit_id, ended_at);

CREATE TABLE picture_part_text (
	id {key},
	public_id {text} NOT NULL UNIQUE,
	part_id {int} NOT NULL REFERENCES picture_part (id),
	words {text} NOT NULL,
	person_id {int} NOT NULL DEFAULT 0,     -- 0: a guest
	writer_name {text} NOT NULL,
	at {int} NOT NULL,
	version {int} NOT NULL DEFAULT 1
) {strict};
CREATE INDEX picture_part_text_by_part ON picture_part_text (part_id, id);

ALTER TABLE partner_release ADD COLUMN part_id {int} NOT NULL DEFAULT 0;        -- words asked for, no crisis
CREATE INDEX partner_release_by_part ON partner_release (part_id);
