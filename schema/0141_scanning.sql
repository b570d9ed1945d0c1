-- SPDX-License-Identifier: EUPL-1.2
-- Horizon scanning: whom the city follows, what has come from them, and what somebody made of it.

CREATE TABLE news_source (
	id {key},
	public_id {text} NOT NULL UNIQUE,
	code {text} NOT NULL UNIQUE,            -- files in the watched folder begin with it
	name {text} NOT NULL,
	address {text} NOT NULL,                -- of its feed, https; '' only files
	every_minutes {int} NOT NULL,           -- how often it is fetched; 0 never
	is_on {int} NOT NULL,
	reason {text} NOT NULL,                 -- why the city follows it
	created_by {int} NOT NULL,
	created_at {int} NOT NULL,
	version {int} NOT NULL
) {strict};
-- How the fetching goes; written by the program alone.
CREATE TABLE news_fetch (
	id {key},
	source_id {int} NOT NULL UNIQUE REFERENCES news_source (id),
	etag {text} NOT NULL,
	modified {text} NOT NULL,               -- what the server called its last change
	tried_at {int} NOT NULL,
	good_at {int} NOT NULL,
	next_at {int} NOT NULL,
	failures {int} NOT NULL,                -- in a row
	problem {text} NOT NULL
) {strict};

-- A file that came in, whatever became of it.
CREATE TABLE news_file (
	id {key},
	public_id {text} NOT NULL UNIQUE,
	source_id {int} NOT NULL,               -- 0: of none that is known
	name {text} NOT NULL,
	way {text} NOT NULL,                    -- upload, folder, fetch
	digest {text} NOT NULL,                 -- SHA-256 of the whole file
	size {int} NOT NULL,
	verdict {text} NOT NULL,                -- accepted, same, refused
	problem {text} NOT NULL,                -- what was wrong, naming line and element
	items_new {int} NOT NULL,
	items_changed {int} NOT NULL,
	left_out {int} NOT NULL,                -- items beyond what is taken of one file
	received_at {int} NOT NULL,
	received_by {int} NOT NULL,             -- 0: the program
	UNIQUE (source_id, digest)
) {strict};
-- Its bytes; of one that is too large only the beginning.
CREATE TABLE news_raw (
	file_id {int} PRIMARY KEY REFERENCES news_file (id),
	content {bytes} NOT NULL
) {strict};

CREATE TABLE news_item (
	id {key},
	public_id {text} NOT NULL UNIQUE,
	source_id {int} NOT NULL,               -- 0: somebody wrote it in
	file_id {int} NOT NULL,
	item_key {text} NOT NULL,               -- what the source calls it; written in: its identity
	origin {text} NOT NULL,                 -- who says it
	title {text} NOT NULL,
	summary {text} NOT NULL,
	link {text} NOT NULL,
	published_at {int} NOT NULL,            -- 0 not said
	received_at {int} NOT NULL,
	edition {int} NOT NULL,                 -- 2: the source has changed it once
	state {text} NOT NULL,                  -- new, tagged, dropped
	tags {text} NOT NULL,                   -- catalogue scanning/tags
	judged_by {int} NOT NULL,
	judged_name {text} NOT NULL,
	judged_at {int} NOT NULL,
	version {int} NOT NULL,
	UNIQUE (source_id, item_key)
) {strict};
CREATE INDEX news_item_by_state ON news_item (state, received_at);
CREATE INDEX news_item_by_time ON news_item (received_at);
CREATE INDEX news_item_by_file ON news_item (file_id);
-- What it said before the source changed it.
CREATE TABLE news_item_before (
	id {key},
	item_id {int} NOT NULL REFERENCES news_item (id),
	edition {int} NOT NULL,
	title {text} NOT NULL,
	summary {text} NOT NULL,
	link {text} NOT NULL,
	until_at {int} NOT NULL
) {strict};
CREATE INDEX news_item_before_by_item ON news_item_before (item_id);
