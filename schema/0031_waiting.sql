-- What waits for a person is counted over these alone, without reading the events.
CREATE INDEX event_new ON event (state, unit_id, is_restricted, reporter_id, id)
WHERE state = 'reported';
CREATE INDEX event_to_countersign
ON event (state, unit_id, is_restricted, reporter_id, severity, countersigned_by, id)
WHERE state = 'decided' AND severity >= 3 AND countersigned_by = 0;
-- So is the table of committees, types and months.
CREATE INDEX event_tally_sums
ON event_tally (board_id, month, type, severity, is_restricted, events, injured);
