-- SPDX-License-Identifier: EUPL-1.2
-- Bulletins: what horizon scanning has seen, told to units, and who has received it.

CREATE TABLE bulletin_series (
	year {int} PRIMARY KEY,
	last {int} NOT NULL
) {strict};
CREATE TABLE bulletin (
	id {key},
	public_id {text} NOT NULL UNIQUE,
	number {text} NOT NULL UNIQUE,
	replaces_id {int} NOT NULL,             -- the bulletin that it corrects; 0 none
	unit_id {int} NOT NULL REFERENCES unit (id),    -- who tells
	title {text} NOT NULL,
	changed {text} NOT NULL,                -- what has changed in the world
	meaning {text} NOT NULL,                -- what it may mean here
	wanted {text} NOT NULL,                 -- what is asked of those who read
	tags {text} NOT NULL,                   -- catalogue scanning/tags
	to_unit_id {int} NOT NULL REFERENCES unit (id),
	to_kinds {text} NOT NULL,               -- units of these kinds within it; '' it alone
	state {text} NOT NULL,                  -- draft, approved, sent
	written_by {int} NOT NULL,
	written_name {text} NOT NULL,
	approved_by {int} NOT NULL,
	approved_name {text} NOT NULL,
	approved_at {int} NOT NULL,
	sent_by {int} NOT NULL,
	sent_at {int} NOT NULL,
	created_at {int} NOT NULL,
	version {int} NOT NULL
) {strict};
CREATE INDEX bulletin_by_time ON bulletin (sent_at);
CREATE INDEX bulletin_by_replaced ON bulletin (replaces_id);

-- The items that it is written from.
CREATE TABLE bulletin_item (
	id {key},
	bulletin_id {int} NOT NULL REFERENCES bulletin (id),
	item_id {int} NOT NULL REFERENCES news_item (id),
	UNIQUE (bulletin_id, item_id)
) {strict};
CREATE INDEX bulletin_item_by_item ON bulletin_item (item_id);

-- Whom it was sent to: kept when it was sent, so that reach is of those and no others.
CREATE TABLE bulletin_address (
	id {key},
	bulletin_id {int} NOT NULL REFERENCES bulletin (id),
	unit_id {int} NOT NULL REFERENCES unit (id),
	UNIQUE (bulletin_id, unit_id)
) {strict};
CREATE INDEX bulletin_address_by_unit ON bulletin_address (unit_id);

-- A named person has received it for a unit.
CREATE TABLE bulletin_receipt (
	id {key},
	bulletin_id {int} NOT NULL REFERENCES bulletin (id),
	unit_id {int} NOT NULL REFERENCES unit (id),
	person_id {int} NOT NULL,
	person_name {text} NOT NULL,
	at {int} NOT NULL,
	UNIQUE (bulletin_id, unit_id)
) {strict};

-- What it concerns here: a risk (its first row, so that it holds in the years to come) or a
-- situation picture.
CREATE TABLE bulletin_link (
	id {key},
	bulletin_id {int} NOT NULL REFERENCES bulletin (id),
	kind {text} NOT NULL,                   -- risk, picture
	target_id {int} NOT NULL,
	target {text} NOT NULL,                 -- its number or identity, to open it by
	added_by {int} NOT NULL,
	added_at {int} NOT NULL,
	UNIQUE (bulletin_id, kind, target_id)
) {strict};
CREATE INDEX bulletin_link_by_target ON bulletin_link (kind, target_id);
