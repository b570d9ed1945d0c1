-- The work environment of the events one reads; restricted ones for those who need to know.
CREATE VIEW my_work_event AS
SELECT event_work.id, event_work.event_id, event_work.unit_id, event_work.occurred_at,
       event_work.severity, event_work.is_restricted, event_work.counts_as, event_work.serious,
       event_work.hurt, event_work.is_lone, event_work.is_told, event_work.informed_at,
       event_work.reported_at, event.number, event.title, event.type
FROM event_work
JOIN event ON event.id = event_work.event_id
WHERE event_work.is_counted = 1
  AND {reached events_read event_work.unit_id}
  AND (event_work.is_restricted = 0
       OR EXISTS (SELECT 1 FROM event_need WHERE event_need.event_id = event_work.event_id
                                             AND event_need.person_id = me()));
-- ... and how many there are: nothing that is restricted.
CREATE VIEW my_work_sum AS
SELECT event_work_sum.* FROM event_work_sum
WHERE {reached events_read event_work_sum.unit_id};
CREATE VIEW my_work_unit AS
SELECT unit_id, permission FROM my_reach WHERE permission IN ('events_read', 'work_review');
CREATE VIEW my_work_review AS
SELECT work_review.* FROM work_review
WHERE {reached events_read work_review.unit_id};
CREATE VIEW my_proof_work_review AS
SELECT work_review.unit_id, work_review.year, work_review.signed_on FROM work_review
WHERE {reached programme_read work_review.unit_id};
