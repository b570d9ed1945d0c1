-- What events cost and since when that was known, and nothing of what they were; no page reads this
-- one.  Restricted events are never there, not even as a number.
CREATE VIEW cost_line_counted AS
SELECT event.id AS event_id, event.unit_id, event.occurred_at,
       CASE WHEN event.claim_number <> '' THEN 1 ELSE 0 END AS has_claim,
       event_cost.id, event_cost.known_at, event_cost.cost, event_cost.is_final
FROM event_cost JOIN event ON event.id = event_cost.event_id
WHERE event.is_restricted = 0
  AND event.state NOT IN ('merged', 'rejected');
-- For those who read the statistics of the unit.
CREATE VIEW my_cost_line AS
SELECT counted.* FROM cost_line_counted AS counted
WHERE +counted.unit_id IN (SELECT unit_id FROM my_reach WHERE permission = 'statistics_read');
-- The same of the whole city, without whose it is: the usual limit of a large loss is one for all.
CREATE VIEW my_cost_city AS
SELECT counted.event_id, counted.occurred_at, counted.has_claim, counted.id, counted.known_at,
       counted.cost, counted.is_final
FROM cost_line_counted AS counted
WHERE EXISTS (SELECT 1 FROM my_reach WHERE permission = 'statistics_read');
-- Who reads events is told that limit too, where a measure's costs are told: what each event is
-- known to cost, and not which event it is.  No page shows the rows.
CREATE VIEW my_cost_amount AS
SELECT counted.occurred_at, counted.known_at, counted.cost
FROM cost_line_counted AS counted
WHERE NOT EXISTS (SELECT 1 FROM event_cost AS later
                  WHERE later.event_id = counted.event_id
                    AND (later.known_at > counted.known_at
                         OR (later.known_at = counted.known_at AND later.id > counted.id)))
  AND EXISTS (SELECT 1 FROM my_reach WHERE permission IN ('statistics_read', 'events_read'));

-- In which prices that is told, and what the city has decided, is no secret to those who read it,
-- nor to those who read events and are told what a measure avoided.
CREATE VIEW my_cost_price AS
SELECT cost_price.* FROM cost_price
WHERE EXISTS (SELECT 1 FROM my_reach WHERE permission IN ('statistics_read', 'costs_write', 'events_read'));
CREATE VIEW my_cost_cap AS
SELECT cost_cap.* FROM cost_cap
WHERE EXISTS (SELECT 1 FROM my_reach WHERE permission IN ('statistics_read', 'costs_write', 'events_read'));
