-- The organisation: units of any depth, dated.  A unit that changes name, is split or merged
-- becomes another unit with a successor link; one that only moves gets a new parent row.

CREATE TABLE unit (
	id {key},
	public_id {text} NOT NULL UNIQUE,
	code {text} NOT NULL UNIQUE,            -- short, stable: on posters and in files
	name_sv {text} NOT NULL,
	name_en {text} NOT NULL DEFAULT '',
	kind {text} NOT NULL,                   -- catalogue unit_kinds
	valid_from {text} NOT NULL DEFAULT '',
	valid_to {text} NOT NULL DEFAULT '',    -- last day; '' open
	area_code {text} NOT NULL DEFAULT '',   -- geographic responsibility: code of an area
	headcount {int} NOT NULL DEFAULT 0,
	tags {text} NOT NULL DEFAULT '',
	place_id {int} NOT NULL DEFAULT 0,      -- where it is, for workplaces
	created_at {int} NOT NULL DEFAULT 0,
	version {int} NOT NULL DEFAULT 1
) {strict};

CREATE TABLE unit_parent (
	id {key},
	unit_id {int} NOT NULL REFERENCES unit (id),
	parent_id {int} NOT NULL REFERENCES unit (id),
	valid_from {text} NOT NULL DEFAULT '',
	valid_to {text} NOT NULL DEFAULT ''
) {strict};
CREATE INDEX unit_parent_by_unit ON unit_parent (unit_id);
CREATE INDEX unit_parent_by_parent ON unit_parent (parent_id);

-- Every unit with itself (depth 0) and all that stand above it, with the days on which it is
-- so; computed from unit_parent whenever that changes.  A unit that has ended keeps its last
-- place in the tree (valid_to ''), and is also found below those that it has become part of
-- (is_history 1, from that day): its past is theirs to read.
CREATE TABLE unit_closure (
	above_id {int} NOT NULL,
	below_id {int} NOT NULL,
	depth {int} NOT NULL,
	valid_from {text} NOT NULL DEFAULT '',
	valid_to {text} NOT NULL DEFAULT '',
	is_history {int} NOT NULL DEFAULT 0,
	PRIMARY KEY (above_id, below_id, valid_from)
) {strict};
CREATE INDEX unit_closure_by_below ON unit_closure (below_id, above_id);

CREATE TABLE unit_successor (
	id {key},
	from_id {int} NOT NULL REFERENCES unit (id),
	to_id {int} NOT NULL REFERENCES unit (id),
	kind {text} NOT NULL,                   -- merge, split, rename
	on_date {text} NOT NULL,
	share {real} NOT NULL DEFAULT 1,
	UNIQUE (from_id, to_id)
) {strict};
CREATE INDEX unit_successor_by_to ON unit_successor (to_id);
