-- SPDX-License-Identifier: EUPL-1.2
-- Answers over so many events that nobody should wait for them: counted by a job, told with the
-- moment they are of, and taken away when they are counted anew.  The database stays the truth.
CREATE TABLE kept_answer (
	id {key},
	name {text} NOT NULL,                   -- costs, cost_limit, timeliness, waiting-closed
	unit_id {int} NOT NULL,                 -- with all below it; 0: the whole city
	question {text} NOT NULL,               -- all else that it depends on but the events
	made_at {int} NOT NULL,
	turn {int} NOT NULL,                    -- what had moved before this is in it (event_moved)
	moved {int} NOT NULL,
	body {text} NOT NULL,
	UNIQUE (name, unit_id)
) {strict};
