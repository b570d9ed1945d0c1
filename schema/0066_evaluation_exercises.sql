-- SPDX-License-Identifier: EUPL-1.2
-- An exercise may be evaluated too, also one that had no log.
ALTER TABLE evaluation ADD COLUMN exercise_id {int} NOT NULL DEFAULT 0;
