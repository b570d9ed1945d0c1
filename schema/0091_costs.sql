-- SPDX-License-Identifier: EUPL-1.2
-- In which prices damage costs are told, and from which amount on a loss is a large one.
CREATE TABLE cost_price (
	id {key},
	public_id {text} NOT NULL UNIQUE,
	name {text} NOT NULL,                   -- of the index: consumer prices, building costs
	year {int} NOT NULL,
	value {real} NOT NULL,                  -- only ratios between years count
	source {text} NOT NULL,
	set_by {int} NOT NULL,
	set_name {text} NOT NULL,
	set_at {int} NOT NULL,
	version {int} NOT NULL DEFAULT 1,
	UNIQUE (name, year)
) {strict};

-- What the city has decided; the newest counts, and none is ever changed.
CREATE TABLE cost_cap (
	id {key},
	public_id {text} NOT NULL UNIQUE,
	amount {int} NOT NULL,                  -- kronor: what is above it does not count in the headline
	base_year {int} NOT NULL,               -- in whose prices the amount is
	index_name {text} NOT NULL DEFAULT '',  -- which index is used; '': none has been chosen
	first_year {int} NOT NULL DEFAULT 0,    -- from which year on years can be compared; 0: not decided
	reason {text} NOT NULL,
	decided_by {text} NOT NULL,
	decided_on {text} NOT NULL,
	set_by {int} NOT NULL,
	set_name {text} NOT NULL,
	set_at {int} NOT NULL
) {strict};
