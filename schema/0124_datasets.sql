-- SPDX-License-Identifier: EUPL-1.2
-- Figures of others: data sets, where their series are broken, and every edition that was read in.

CREATE TABLE dataset (
	id {key},
	public_id {text} NOT NULL UNIQUE,
	code {text} NOT NULL UNIQUE,            -- stands in addresses and files
	name {text} NOT NULL,
	kind {text} NOT NULL,                   -- catalogue datasets/kinds
	publisher {text} NOT NULL,
	licence {text} NOT NULL,
	source_url {text} NOT NULL DEFAULT '',
	method {text} NOT NULL,
	caveat {text} NOT NULL,
	cadence {text} NOT NULL,                -- catalogue datasets/cadences
	headline {text} NOT NULL DEFAULT '',    -- code of the measure that is told first
	headline_area {text} NOT NULL DEFAULT '',
	created_by {int} NOT NULL DEFAULT 0,
	created_at {int} NOT NULL DEFAULT 0,
	version {int} NOT NULL DEFAULT 1
) {strict};

CREATE TABLE dataset_break (
	id {key},
	public_id {text} NOT NULL UNIQUE,
	dataset_id {int} NOT NULL REFERENCES dataset (id),
	first_on {text} NOT NULL,               -- the first day of the new way of counting
	reason {text} NOT NULL,
	created_by {int} NOT NULL DEFAULT 0,
	created_at {int} NOT NULL DEFAULT 0,
	version {int} NOT NULL DEFAULT 1,
	UNIQUE (dataset_id, first_on)
) {strict};

-- Never changed; withdrawn with a reason when it should not have been read in.
CREATE TABLE dataset_edition (
	id {key},
	public_id {text} NOT NULL UNIQUE,
	dataset_id {int} NOT NULL REFERENCES dataset (id),
	number {int} NOT NULL,
	layout {text} NOT NULL,                 -- series, bra_month, mapping
	file_name {text} NOT NULL DEFAULT '',
	digest {text} NOT NULL,                 -- SHA-256 of the file; of its rows when it came by a mapping
	published_on {text} NOT NULL,
	rows_count {int} NOT NULL,
	import_id {int} NOT NULL DEFAULT 0,
	read_by {int} NOT NULL DEFAULT 0,
	read_name {text} NOT NULL DEFAULT '',
	read_at {int} NOT NULL,
	withdrawn_at {int} NOT NULL DEFAULT 0,
	withdrawn_name {text} NOT NULL DEFAULT '',
	withdrawn_why {text} NOT NULL DEFAULT '',
	UNIQUE (dataset_id, number)
) {strict};
CREATE INDEX dataset_edition_by_import ON dataset_edition (import_id);

CREATE TABLE dataset_measure (
	id {key},
	dataset_id {int} NOT NULL REFERENCES dataset (id),
	code {text} NOT NULL,
	parent_code {text} NOT NULL DEFAULT '',
	name {text} NOT NULL,
	level {int} NOT NULL DEFAULT 1,
	UNIQUE (dataset_id, code)
) {strict};
CREATE TABLE dataset_area (
	id {key},
	dataset_id {int} NOT NULL REFERENCES dataset (id),
	code {text} NOT NULL,
	name {text} NOT NULL,
	UNIQUE (dataset_id, code)
) {strict};

CREATE TABLE dataset_row (
	id {key},
	dataset_id {int} NOT NULL REFERENCES dataset (id),
	edition_id {int} NOT NULL REFERENCES dataset_edition (id),
	measure_id {int} NOT NULL REFERENCES dataset_measure (id),
	area_id {int} NOT NULL REFERENCES dataset_area (id),
	period_from {text} NOT NULL,
	period_to {text} NOT NULL,
	telling {text} NOT NULL,                -- number, missing (".."), nothing ("-")
	value {real} NOT NULL,                  -- 0 unless number
	rate {real} NOT NULL,                   -- per 100 000
	has_rate {int} NOT NULL,
	is_preliminary {int} NOT NULL,
	is_newest {int} NOT NULL                -- no later edition says anything of the same
) {strict};
CREATE INDEX dataset_row_by_series ON dataset_row (dataset_id, measure_id, area_id, period_from);
CREATE INDEX dataset_row_by_edition ON dataset_row (edition_id, measure_id, area_id, period_from);
CREATE INDEX dataset_row_newest ON dataset_row (dataset_id, is_newest, period_from);

-- The number of the last edition of each set.
CREATE TABLE dataset_numbering (
	dataset_id {int} NOT NULL PRIMARY KEY,
	last {int} NOT NULL
) {strict};

-- Sums of a level that are not what their parts in the edition come to: the first of them.
CREATE TABLE dataset_sum (
	id {key},
	edition_id {int} NOT NULL REFERENCES dataset_edition (id),
	measure {text} NOT NULL,
	area {text} NOT NULL,
	period_from {text} NOT NULL,
	period_to {text} NOT NULL,
	value {real} NOT NULL,
	parts {real} NOT NULL,
	part_count {int} NOT NULL
) {strict};
CREATE INDEX dataset_sum_by_edition ON dataset_sum (edition_id, period_from);
