-- What decides whether a row stands in a list is in the indexes that lists walk: rows that
-- are passed over (earlier pages, totals) are then not read.
DROP INDEX event_by_time;
CREATE INDEX event_by_time
ON event (occurred_at, id, state, is_restricted, unit_id, reporter_id);
DROP INDEX event_by_type;
CREATE INDEX event_by_type
ON event (type, occurred_at, id, state, is_restricted, unit_id, reporter_id);
DROP INDEX event_by_unit;
CREATE INDEX event_by_unit
ON event (unit_id, occurred_at, id, state, is_restricted, reporter_id);
-- One's own workplace and one type: the commonest filter there is.
CREATE INDEX event_by_unit_type
ON event (unit_id, type, occurred_at, id, state, is_restricted, reporter_id);
