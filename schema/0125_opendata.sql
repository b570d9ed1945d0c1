-- SPDX-License-Identifier: EUPL-1.2
-- What the city publishes of its own figures: one row for each edition of a table of a year.
-- The content holds only what is told; what is hidden stands nowhere in it.

CREATE TABLE publication (
	id {key},
	public_id {text} NOT NULL UNIQUE,
	table_code {text} NOT NULL,             -- catalogue opendata/tables
	year {int} NOT NULL,
	edition {int} NOT NULL,
	state {text} NOT NULL,                  -- made, approved, withdrawn, dropped
	reason {text} NOT NULL DEFAULT '',      -- why it corrects the edition before
	content {text} NOT NULL,                -- JSON, as it is handed out
	digest {text} NOT NULL,                 -- SHA-256 of the content
	made_by {int} NOT NULL DEFAULT 0,
	made_name {text} NOT NULL DEFAULT '',
	made_at {int} NOT NULL,
	approved_by {int} NOT NULL DEFAULT 0,
	approved_name {text} NOT NULL DEFAULT '',
	approved_at {int} NOT NULL DEFAULT 0,
	withdrawn_name {text} NOT NULL DEFAULT '',
	withdrawn_at {int} NOT NULL DEFAULT 0,
	withdrawn_why {text} NOT NULL DEFAULT '',
	version {int} NOT NULL DEFAULT 1,
	UNIQUE (table_code, year, edition)
) {strict};
