-- SPDX-License-Identifier: EUPL-1.2
-- Slow drift: series that leave little by little what was expected of them.
--
-- A drift is a signal of its own beside what is unusual in a week of the same series.  Which it is
-- says the level of its row in `signal`: city_rising, city_falling, board_rising ...; the view
-- my_signal tells the level alone, and each listing by its tier (rising, falling) which it was.

-- The Monday of the week in which it seems to have begun, and of the one in which it was found; ''
-- where no drift is meant.  `events` and `expected` of a drift count since it began; limits hold how
-- many times as many came nine times of ten.
ALTER TABLE signal_listing ADD COLUMN since {text} NOT NULL DEFAULT '';
ALTER TABLE signal_listing ADD COLUMN found {text} NOT NULL DEFAULT '';
ALTER TABLE signal_listing ADD COLUMN ratio_low {real} NOT NULL DEFAULT 0;
ALTER TABLE signal_listing ADD COLUMN ratio_high {real} NOT NULL DEFAULT 0;

-- How many series of a unit were followed in a run, and how many findings the list would hold on
-- average if nothing had changed.  Never changed.
CREATE TABLE signal_followed (
	run_id {int} NOT NULL REFERENCES signal_run (id),
	level {text} NOT NULL,                  -- city, board, area
	unit_id {int} NOT NULL REFERENCES unit (id),
	series {int} NOT NULL,
	false_expected {real} NOT NULL,
	PRIMARY KEY (run_id, level, unit_id)
) {strict};
