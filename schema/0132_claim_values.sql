-- SPDX-License-Identifier: EUPL-1.2
-- What an insurer says of a claim changes: it is closed, withdrawn, opened again, paid bit by bit.
-- The row has what was known last; reporting_value has each thing that was known, by the day it
-- is of, and is only added to.
ALTER TABLE reporting_row ADD COLUMN state {text} NOT NULL DEFAULT '';  -- open, closed, withdrawn, reopened; '': not told
ALTER TABLE reporting_row ADD COLUMN paid {int} NOT NULL DEFAULT 0;     -- kronor; 0 not known
ALTER TABLE reporting_row ADD COLUMN known_on {text} NOT NULL DEFAULT '';
ALTER TABLE reporting_row ADD COLUMN currency {text} NOT NULL DEFAULT '';       -- of the file; amounts here are kronor
ALTER TABLE reporting_row ADD COLUMN rate {real} NOT NULL DEFAULT 0;    -- kronor for one of it
CREATE TABLE reporting_value (
	id {key},
	row_id {int} NOT NULL,
	known_on {text} NOT NULL,
	state {text} NOT NULL,
	amount {int} NOT NULL,
	paid {int} NOT NULL,
	import_id {int} NOT NULL,
	noted_at {int} NOT NULL
) {strict};
CREATE INDEX reporting_value_by_row ON reporting_value (row_id, known_on, id);
CREATE INDEX reporting_value_by_import ON reporting_value (import_id);
INSERT INTO reporting_value (row_id, known_on, state, amount, paid, import_id, noted_at)
SELECT id, '', '', amount, 0, import_id, created_at FROM reporting_row ORDER BY id;
-- Of the sums: amounts of withdrawn claims are not in them, their number is.
ALTER TABLE reporting_share ADD COLUMN withdrawn {int} NOT NULL DEFAULT 0;
ALTER TABLE reporting_share ADD COLUMN with_paid {int} NOT NULL DEFAULT 0;
ALTER TABLE reporting_share ADD COLUMN paid {int} NOT NULL DEFAULT 0;
