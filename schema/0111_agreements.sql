-- SPDX-License-Identifier: EUPL-1.2
-- What the city and the police (or another) have agreed on: for the whole city, and under that
-- for a part of it.  Versions follow each other as rows of their own.
CREATE TABLE agreement (
	id {key},
	public_id {text} NOT NULL UNIQUE,
	kind {text} NOT NULL,                   -- catalogue agreement_kinds
	unit_id {int} NOT NULL,                 -- who has agreed for us
	parent_id {int} NOT NULL DEFAULT 0,     -- the agreement that it stands under
	title {text} NOT NULL,
	registry_number {text} NOT NULL DEFAULT '',
	other_party {text} NOT NULL,
	purpose {text} NOT NULL DEFAULT '',
	areas {text} NOT NULL DEFAULT '',       -- what it is about: places, questions
	priorities {text} NOT NULL DEFAULT '',  -- the four parts
	plans {text} NOT NULL DEFAULT '',
	measures {text} NOT NULL DEFAULT '',
	follow_up {text} NOT NULL DEFAULT '',
	signed_on {text} NOT NULL DEFAULT '',   -- '': not signed yet
	signed_by_us {text} NOT NULL DEFAULT '',        -- posts
	signed_by_them {text} NOT NULL DEFAULT '',
	valid_from {text} NOT NULL,
	valid_to {text} NOT NULL,               -- the last day
	ended_on {text} NOT NULL DEFAULT '',    -- given up before its day: the last day
	ended_why {text} NOT NULL DEFAULT '',
	followed_up_on {text} NOT NULL DEFAULT '',
	became {text} NOT NULL DEFAULT '',      -- what became of the parts
	created_by {int} NOT NULL DEFAULT 0,
	created_at {int} NOT NULL DEFAULT 0,
	version {int} NOT NULL DEFAULT 1
) {strict};
CREATE INDEX agreement_by_unit ON agreement (unit_id, kind);
CREATE INDEX agreement_by_parent ON agreement (parent_id);
