-- SPDX-License-Identifier: EUPL-1.2
-- When it became known what an event costs: a line each time that changes, never written over.
CREATE TABLE event_cost (
	id {key},
	event_id {int} NOT NULL,
	known_at {int} NOT NULL,
	cost {int} NOT NULL,                    -- kronor; 0: it costs nothing after all
	is_final {int} NOT NULL                 -- the final cost, not an estimate
) {strict};
CREATE INDEX event_cost_by_event ON event_cost (event_id, known_at, id);
-- Of what was there before, the estimate counts as known when the event was reported, and the
-- final cost when it was closed.
INSERT INTO event_cost (event_id, known_at, cost, is_final)
SELECT id, reported_at, cost_estimate, 0 FROM event WHERE cost_estimate > 0 ORDER BY id;
INSERT INTO event_cost (event_id, known_at, cost, is_final)
SELECT id, CASE WHEN closed_at > 0 THEN closed_at ELSE reported_at END, cost_final, 1
FROM event WHERE cost_final > 0 ORDER BY id;
