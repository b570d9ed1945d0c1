-- SPDX-License-Identifier: EUPL-1.2
-- A pack counted again, the same question on another day: what the data say now.  The newest only.
CREATE TABLE monthly_again (
	id {key},
	pack_id {int} NOT NULL UNIQUE REFERENCES monthly_pack (id),
	at {int} NOT NULL,
	query {text} NOT NULL,                  -- with the program that counted now
	body {text} NOT NULL,
	digest {text} NOT NULL                  -- the pack's own when nothing has changed
) {strict};
