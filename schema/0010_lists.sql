-- Indexes for the lists of events: each is walked from the newest, so that a page of fifty
-- costs fifty rows and not the whole table.  Those of rare things hold only these.
-- The conditions are written so that no other index can be taken for them.
CREATE INDEX event_open ON event (occurred_at, id)
WHERE state NOT IN ('closed', 'merged', 'rejected');
CREATE INDEX event_open_by_unit ON event (unit_id, occurred_at, id)
WHERE state NOT IN ('closed', 'merged', 'rejected');
CREATE INDEX event_serious ON event (occurred_at, id) WHERE severity NOT IN (0, 1, 2);
CREATE INDEX event_restricted ON event (occurred_at, id) WHERE is_restricted = 1;
CREATE INDEX event_by_handler ON event (handler_id, occurred_at, id) WHERE handler_id <> 0;
CREATE INDEX event_claimed ON event (occurred_at, id)
WHERE claim_number <> '' OR claim_state <> '' OR damage <> ''
   OR cost_estimate > 0 OR cost_final > 0;
