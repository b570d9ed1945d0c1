-- SPDX-License-Identifier: EUPL-1.2
-- Numbers that stand in the text of a picture, each with its question; and sentences that
-- somebody took into a text, each with where it came from.  Sentences are only added.

CREATE TABLE picture_number (
	id {key},
	public_id {text} NOT NULL UNIQUE,
	picture_id {int} NOT NULL REFERENCES picture (id),
	number {int} NOT NULL,                  -- 1, 2, 3 ... in the picture: "[41 #3]"
	what {text} NOT NULL,                   -- events, injured, notices ...
	unit_id {int} NOT NULL DEFAULT 0,       -- 0: the unit of the picture
	area_code {text} NOT NULL DEFAULT '',
	type {text} NOT NULL DEFAULT '',        -- catalogue event/types; '' those of the picture
	period {text} NOT NULL DEFAULT '',      -- '' the days of the picture
	is_before {int} NOT NULL DEFAULT 0,     -- the same days the year before
	axis {text} NOT NULL DEFAULT '',        -- one row of a table of the extract: type, month ...
	row_key {text} NOT NULL DEFAULT '',
	from_on {text} NOT NULL DEFAULT '',
	to_on {text} NOT NULL DEFAULT '',
	amount {int} NOT NULL,
	taken_at {int} NOT NULL,
	created_by {int} NOT NULL DEFAULT 0,
	created_at {int} NOT NULL DEFAULT 0,
	version {int} NOT NULL DEFAULT 1,
	UNIQUE (picture_id, number)
) {strict};

CREATE TABLE picture_sentence (
	id {key},
	public_id {text} NOT NULL UNIQUE,
	picture_id {int} NOT NULL REFERENCES picture (id),
	section {text} NOT NULL,
	origin {text} NOT NULL,                 -- data, picture, part
	source_id {int} NOT NULL DEFAULT 0,     -- the picture or the part; 0 the extract
	source_name {text} NOT NULL DEFAULT '', -- whose words they are
	row_key {text} NOT NULL DEFAULT '',     -- which sentence of the draft
	words {text} NOT NULL,                  -- as they were when they were taken
	path {text} NOT NULL DEFAULT '',        -- the rows behind them
	digest {text} NOT NULL DEFAULT '',      -- of the extract, or of the version that was cited
	taken_by {int} NOT NULL DEFAULT 0,
	taken_at {int} NOT NULL DEFAULT 0,
	version {int} NOT NULL DEFAULT 1
) {strict};
CREATE INDEX picture_sentence_by_picture ON picture_sentence (picture_id, id);
