-- SPDX-License-Identifier: EUPL-1.2
-- Which events have been written or changed, in the same transaction: what copies of them in
-- memory are kept up by.  Keys in a row stand in one line.  Old lines are swept away.
CREATE TABLE event_moved (
	id {key},
	turn {int} NOT NULL,            -- the transaction: see store/store.h
	first_id {int} NOT NULL,
	last_id {int} NOT NULL,
	at {int} NOT NULL
) {strict};
CREATE INDEX event_moved_turn ON event_moved (turn, id);
