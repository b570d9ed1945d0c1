-- SPDX-License-Identifier: EUPL-1.2
-- The central crisis management may have been at work without any crisis; then its period is
-- evaluated, or judged not to need it.
ALTER TABLE evaluation ADD COLUMN period_id {int} NOT NULL DEFAULT 0;   -- emergency_period

-- A unit judges once of each: the table is made anew for the sake of what is unique in it.
ALTER TABLE evaluation_waiver RENAME TO evaluation_waiver_before;
CREATE TABLE evaluation_waiver (
	id {key},
	public_id {text} NOT NULL UNIQUE,
	crisis_id {int} NOT NULL DEFAULT 0,     -- what need not be evaluated: one of these two
	period_id {int} NOT NULL DEFAULT 0,
	unit_id {int} NOT NULL,
	reason {text} NOT NULL,
	decided_by {int} NOT NULL,
	decided_name {text} NOT NULL,
	decided_at {int} NOT NULL,
	UNIQUE (crisis_id, period_id, unit_id)
) {strict};
INSERT INTO evaluation_waiver
	(public_id, crisis_id, unit_id, reason, decided_by, decided_name, decided_at)
SELECT public_id, crisis_id, unit_id, reason, decided_by, decided_name, decided_at
FROM evaluation_waiver_before ORDER BY id;
DROP TABLE evaluation_waiver_before;
