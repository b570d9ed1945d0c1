-- Whose reporting one may look at: units whose events one reads; where one reads nothing but
-- statistics, the unit of the appointment and none below it, so that small numbers cannot be
-- worked out as differences.
CREATE VIEW my_reporting_unit AS
SELECT counted.unit_id, 1 AS may_count FROM my_reach AS counted
WHERE counted.permission = 'statistics_read'
  AND counted.unit_id IN (SELECT unit_id FROM my_reach WHERE permission = 'events_read')
UNION
SELECT member.unit_id, 0 AS may_count FROM member
JOIN role_permission ON role_permission.role = member.role
                    AND role_permission.permission = 'statistics_read'
WHERE member.person_id = me() AND member.is_recursive = 1
  AND member.valid_from <= today()
  AND (member.valid_to = '' OR member.valid_to >= today());
-- With what is below them, as far as one reads statistics there.
CREATE VIEW my_reporting_below AS
SELECT unit_closure.above_id, unit_closure.below_id FROM unit_closure
WHERE unit_closure.valid_from <= today()
  AND (unit_closure.valid_to = '' OR unit_closure.valid_to >= today())
  AND unit_closure.above_id IN (SELECT unit_id FROM my_reporting_unit)
  AND unit_closure.below_id IN (SELECT unit_id FROM my_reach WHERE permission = 'statistics_read');

-- Of each event that counts when it did what, and nothing of what it was; no page reads this one.
-- Restricted events are never there, not even as a number.
CREATE VIEW reporting_event_counted AS
SELECT event.unit_id, event.class, event.injured, event.occurred_at, event.discovered_at,
       event.reported_at, event.received_at, event.feedback_at, event.closed_at,
       CASE WHEN event.claim_number <> '' THEN 1 ELSE 0 END AS has_claim,
       CASE WHEN event.police_reference <> '' THEN 1 ELSE 0 END AS has_police,
       COALESCE((SELECT min(event_assessment.created_at) FROM event_assessment
                 WHERE event_assessment.event_id = event.id), 0) AS assessed_at,
       COALESCE((SELECT min(measure.created_at) FROM measure
                 WHERE measure.source_kind = 'event' AND measure.source_id = event.id), 0)
           AS measured_at
FROM event
WHERE event.is_restricted = 0
  AND event.state NOT IN ('merged', 'rejected');
CREATE VIEW my_reporting_event AS
SELECT counted.* FROM reporting_event_counted AS counted
WHERE +counted.unit_id IN (SELECT unit_id FROM my_reach WHERE permission = 'statistics_read');
-- The same of the whole city, without whose it is: for those who read statistics somewhere.
CREATE VIEW my_reporting_city AS
SELECT counted.class, counted.injured, counted.occurred_at, counted.discovered_at,
       counted.reported_at, counted.received_at, counted.feedback_at, counted.closed_at,
       counted.has_claim, counted.has_police, counted.assessed_at, counted.measured_at
FROM reporting_event_counted AS counted
WHERE EXISTS (SELECT 1 FROM my_reach WHERE permission = 'statistics_read');

-- Claims and reports that somebody noted because they had no event: how many, and how many have
-- got one.  Those that need none are not counted.
CREATE VIEW my_reporting_noted AS
SELECT event_unreported.unit_id, event_unreported.kind, event_unreported.happened_on,
       CASE WHEN event_unreported.event_id > 0 THEN 1 ELSE 0 END AS has_event
FROM event_unreported
WHERE event_unreported.no_event_reason = ''
  AND event_unreported.unit_id IN (SELECT unit_id FROM my_reach
                                   WHERE permission = 'statistics_read');

-- ---- What others know ----
-- Which sources there are, by which law and how long rows are kept, is no secret to anybody who
-- works here.
CREATE VIEW my_reporting_source AS SELECT * FROM reporting_source WHERE me() <> 0;
-- Pairs of the linking that holds: another may be on its way.  No page reads this one.
CREATE VIEW reporting_link_now AS
SELECT reporting_link.* FROM reporting_link
JOIN reporting_linked ON reporting_linked.source_id = reporting_link.source_id
                     AND reporting_linked.run_id = reporting_link.run_id;
-- Rows, pairs and judgements, for those who have that right at the unit of the row.
CREATE VIEW my_reporting_row AS
SELECT reporting_row.* FROM reporting_row
WHERE reporting_row.unit_id IN (SELECT unit_id FROM my_reach WHERE permission = 'reporting_rows');
CREATE VIEW my_reporting_link AS
SELECT reporting_link_now.* FROM reporting_link_now
WHERE reporting_link_now.row_id IN (SELECT id FROM my_reporting_row);
CREATE VIEW my_reporting_decision AS
SELECT reporting_decision.* FROM reporting_decision
WHERE reporting_decision.row_id IN (SELECT id FROM my_reporting_row);
-- What the event of a pair says, to whoever judges it; nothing of restricted ones.
CREATE VIEW my_reporting_pair_event AS
SELECT event.id, event.number, event.unit_id, event.type, event.occurred_at,
       CASE WHEN event.cost_final > 0 THEN event.cost_final ELSE event.cost_estimate END AS cost
FROM event
WHERE event.is_restricted = 0
  AND event.id IN (SELECT event_id FROM my_reporting_link);
CREATE VIEW my_reporting_row_reach AS
SELECT unit_id FROM my_reach WHERE permission = 'reporting_rows';

-- Sums of claims, for those who read the rows themselves.
CREATE VIEW my_reporting_claims AS
SELECT reporting_share.* FROM reporting_share
WHERE reporting_share.unit_id IN (SELECT unit_id FROM my_reach WHERE permission = 'reporting_rows');
-- Sums, for those who read statistics of the unit; how often links were right is the same for
-- all of a source.
CREATE VIEW my_reporting_share AS
SELECT reporting_share.* FROM reporting_share
WHERE reporting_share.unit_id IN (SELECT unit_id FROM my_reach WHERE permission = 'statistics_read');
CREATE VIEW my_reporting_run AS
SELECT reporting_run.* FROM reporting_run
WHERE EXISTS (SELECT 1 FROM my_reach WHERE permission IN ('statistics_read', 'reporting_rows'));
CREATE VIEW my_reporting_judged AS
SELECT latest.source_id, latest.is_same, latest.was_accepted, latest.is_sample FROM reporting_decision AS latest
WHERE latest.id = (SELECT max(other.id) FROM reporting_decision AS other
                   WHERE other.row_id = latest.row_id AND other.event_id = latest.event_id)
  AND EXISTS (SELECT 1 FROM my_reach WHERE permission IN ('statistics_read', 'reporting_rows'));

-- ---- Silence ----
-- How a unit stands beside the others: for those who read its statistics, each unit alone.
CREATE VIEW my_reporting_standing AS
SELECT reporting_standing.* FROM reporting_standing
WHERE reporting_standing.unit_id IN (SELECT unit_id FROM my_reach WHERE permission = 'statistics_read');
CREATE VIEW my_reporting_silence_answer AS
SELECT reporting_silence_answer.* FROM reporting_silence_answer
WHERE reporting_silence_answer.standing_id IN (SELECT id FROM my_reporting_standing);
-- Who answers for a unit.
CREATE VIEW my_reporting_answerer AS
SELECT unit_id FROM my_reach WHERE permission = 'programme_answer';
-- Of the whole city, for those who read its statistics.
CREATE VIEW my_reporting_three AS
SELECT reporting_three.* FROM reporting_three
WHERE EXISTS (SELECT 1 FROM my_city_reach WHERE permission = 'statistics_read');

-- ---- Answers that are kept ----
-- What is below a unit today, itself with it; no page reads this one.
CREATE VIEW kept_unit_below AS
SELECT unit_closure.above_id, unit_closure.below_id
FROM unit_closure JOIN unit ON unit.id = unit_closure.above_id
WHERE (unit.valid_to = '' OR unit.valid_to >= today())
  AND (unit_closure.depth = 0
       OR (unit_closure.valid_from <= today()
           AND (unit_closure.valid_to = '' OR unit_closure.valid_to >= today())));
-- Which units are counted together: no secret, and the system must see the same.
CREATE VIEW my_kept_below AS SELECT above_id, below_id FROM kept_unit_below;
-- For those who read the statistics of the unit and of everything below it: to others its parts
-- would tell of what they may not count.  Of the whole city, as my_reporting_city.
CREATE VIEW my_kept_answer AS
SELECT kept_answer.* FROM kept_answer
WHERE EXISTS (SELECT 1 FROM my_reach WHERE permission = 'statistics_read')
  AND (kept_answer.unit_id = 0
       OR (kept_answer.unit_id IN (SELECT unit_id FROM my_reporting_unit)
           AND NOT EXISTS (SELECT 1 FROM kept_unit_below AS below
                           WHERE below.above_id = kept_answer.unit_id
                             AND below.below_id NOT IN (SELECT unit_id FROM my_reach
                                                        WHERE permission = 'statistics_read'))));
-- Whether events have moved, and nothing of which they are.
CREATE VIEW my_kept_moved AS
SELECT event_moved.id, event_moved.turn, COALESCE(event.is_restricted, 0) AS is_restricted,
       COALESCE(event.reported_at, 0) AS reported_at,
       CASE WHEN event.id IS NULL OR event.cost_estimate > 0 OR event.cost_final > 0
              OR EXISTS (SELECT 1 FROM event_cost WHERE event_cost.event_id = event.id)
            THEN 1 ELSE 0 END AS has_cost
FROM event_moved LEFT JOIN event ON event.id BETWEEN event_moved.first_id AND event_moved.last_id
WHERE EXISTS (SELECT 1 FROM my_reach WHERE permission = 'statistics_read');
