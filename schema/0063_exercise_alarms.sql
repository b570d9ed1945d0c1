-- SPDX-License-Identifier: EUPL-1.2
-- Alarms that belong to an exercise say so, and never lose it.
ALTER TABLE alarm ADD COLUMN is_exercise {int} NOT NULL DEFAULT 0;
