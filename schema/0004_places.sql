-- The map: dated areas (districts, boroughs ...) and places (buildings, sites) in them.

CREATE TABLE area (
	id {key},
	public_id {text} NOT NULL UNIQUE,
	code {text} NOT NULL,                   -- stable over versions
	kind {text} NOT NULL,                   -- 'district', 'neighbourhood', 'water' ...
	name {text} NOT NULL,
	parent_code {text} NOT NULL DEFAULT '', -- the larger area it lies in
	outline {text} NOT NULL,                -- GeoJSON geometry, WGS 84
	west {real} NOT NULL, south {real} NOT NULL, east {real} NOT NULL, north {real} NOT NULL,
	valid_from {text} NOT NULL DEFAULT '',
	valid_to {text} NOT NULL DEFAULT '',
	created_at {int} NOT NULL DEFAULT 0,
	version {int} NOT NULL DEFAULT 1,
	UNIQUE (kind, code, valid_from)
) {strict};
CREATE INDEX area_by_code ON area (code);
CREATE INDEX area_by_days ON area (valid_to, version, id);

CREATE TABLE area_alias (                       -- other names for an area, for reading texts
	alias {text} NOT NULL,                  -- folded
	kind {text} NOT NULL,
	area_code {text} NOT NULL,
	PRIMARY KEY (kind, alias)
) {strict};

CREATE TABLE place (
	id {key},
	public_id {text} NOT NULL UNIQUE,
	code {text} NOT NULL UNIQUE,            -- on the poster: /r/CODE
	name {text} NOT NULL,
	kind {text} NOT NULL,                   -- catalogue event/place_types
	address {text} NOT NULL DEFAULT '',
	unit_id {int} NOT NULL DEFAULT 0,       -- who runs it
	area_id {int} NOT NULL DEFAULT 0,       -- computed from the point
	north_mm {int} NOT NULL DEFAULT 0,      -- SWEREF 99 18 00, millimetres; 0 not given
	east_mm {int} NOT NULL DEFAULT 0,
	lat {real} NOT NULL DEFAULT 0,
	lon {real} NOT NULL DEFAULT 0,
	is_hidden {int} NOT NULL DEFAULT 0,     -- must not be shown on maps
	valid_from {text} NOT NULL DEFAULT '',
	valid_to {text} NOT NULL DEFAULT '',
	created_at {int} NOT NULL DEFAULT 0,
	version {int} NOT NULL DEFAULT 1
) {strict};
CREATE INDEX place_by_unit ON place (unit_id);
