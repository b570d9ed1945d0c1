-- Notices from outside (police, fire and rescue ...): never the city's own events, never mixed
-- into their counts.  Every version that the source has published is kept.

CREATE TABLE notice (
	id {key},
	public_id {text} NOT NULL UNIQUE,
	source {text} NOT NULL,                 -- 'polisen', or the name given to a file
	source_key {text} NOT NULL,             -- the source's own number
	published_at {int} NOT NULL,
	occurred_at {int} NOT NULL DEFAULT 0,   -- read from the title when it can be; 0 not known
	kind {text} NOT NULL DEFAULT '',        -- the source's own word, trimmed
	title {text} NOT NULL DEFAULT '',
	summary {text} NOT NULL DEFAULT '',
	body {text} NOT NULL DEFAULT '',
	place_name {text} NOT NULL DEFAULT '',  -- as the source said
	municipality {text} NOT NULL DEFAULT '',        -- from the title's last part or the place
	area_id {int} NOT NULL DEFAULT 0,       -- by the names in the text; 0 not placed
	placed_by {text} NOT NULL DEFAULT '',   -- summary, body, alias, point, name; '' not placed
	board_id {int} NOT NULL DEFAULT 0,
	lat {real} NOT NULL DEFAULT 0,
	lon {real} NOT NULL DEFAULT 0,
	is_summary {int} NOT NULL DEFAULT 0,    -- one notice about many events: not counted as one
	url {text} NOT NULL DEFAULT '',
	cost {int} NOT NULL DEFAULT 0,
	extra {text} NOT NULL DEFAULT '{}',     -- further columns of a CSV, as JSON
	digest {text} NOT NULL DEFAULT '',      -- of what the source said, to see changes
	versions {int} NOT NULL DEFAULT 1,
	import_id {int} NOT NULL DEFAULT 0,
	search_text {text} NOT NULL DEFAULT '',
	version {int} NOT NULL DEFAULT 1
) {strict};
CREATE UNIQUE INDEX notice_by_key ON notice (source, source_key);
CREATE INDEX notice_by_time ON notice (published_at, id);
CREATE INDEX notice_by_source ON notice (source, published_at, id);
CREATE INDEX notice_by_kind ON notice (kind, published_at, id);
CREATE INDEX notice_by_area ON notice (area_id, published_at, id);
CREATE INDEX notice_by_municipality ON notice (municipality, published_at, id);
CREATE INDEX notice_by_import ON notice (import_id);
{search notice}

CREATE TABLE notice_version (                   -- what the source said before
	id {key},
	notice_id {int} NOT NULL REFERENCES notice (id),
	seen_at {int} NOT NULL,
	kind {text} NOT NULL,
	title {text} NOT NULL,
	summary {text} NOT NULL,
	place_name {text} NOT NULL,
	published_at {int} NOT NULL,
	digest {text} NOT NULL,
	import_id {int} NOT NULL DEFAULT 0      -- the import that told of it
) {strict};
CREATE INDEX notice_version_by_import ON notice_version (import_id);
CREATE INDEX notice_version_by_notice ON notice_version (notice_id, id);
