-- SPDX-License-Identifier: EUPL-1.2
-- An import that only who did it may read.
ALTER TABLE import ADD COLUMN is_private {int} NOT NULL DEFAULT 0;
