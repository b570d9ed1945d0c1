-- SPDX-License-Identifier: EUPL-1.2
-- A gateway tells afterwards that a message has arrived.
ALTER TABLE alarm_attempt ADD COLUMN delivered_at {int} NOT NULL DEFAULT 0;
