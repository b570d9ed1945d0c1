-- Which events a person may see.  {reached ...} is no comparison that an index of units could
-- be taken for: a reader of the whole city walks the index of time.  Lists of a reader of few
-- units add a condition of their own that takes the index of units.
CREATE VIEW my_event AS
SELECT event.* FROM event
WHERE (event.is_restricted = 0
       AND {reached events_read event.unit_id})
   OR (event.is_restricted = 0 AND +event.reporter_id = me() AND me() <> 0)
   OR (event.is_restricted = 1
       AND EXISTS (SELECT 1 FROM event_need
                   WHERE event_need.event_id = event.id AND event_need.person_id = me()));

-- What belongs to an event is seen by those who see the event.
CREATE VIEW my_event_step AS
SELECT event_step.* FROM event_step
WHERE EXISTS (SELECT 1 FROM my_event WHERE my_event.id = event_step.event_id);
-- An event with the time of its last step.
CREATE VIEW my_event_changed AS
SELECT my_event.*,
       COALESCE((SELECT max(event_step.at) FROM event_step
                 WHERE event_step.event_id = my_event.id), 0) AS changed_at
FROM my_event;
CREATE VIEW my_event_photo AS
SELECT event_photo.* FROM event_photo
WHERE event_photo.is_removed = 0
  AND EXISTS (SELECT 1 FROM my_event WHERE my_event.id = event_photo.event_id);
-- How many there are, for those who may add one.
CREATE VIEW my_event_photo_mark AS
SELECT event_photo.event_id FROM event_photo WHERE event_photo.is_removed = 0;
-- When it became known what it cost.
CREATE VIEW my_event_cost AS
SELECT event_cost.* FROM event_cost
WHERE EXISTS (SELECT 1 FROM my_event WHERE my_event.id = event_cost.event_id);
CREATE VIEW my_event_assessment AS
SELECT event_assessment.* FROM event_assessment
WHERE EXISTS (SELECT 1 FROM my_event WHERE my_event.id = event_assessment.event_id);
CREATE VIEW my_event_clock AS
SELECT event_clock.* FROM event_clock
WHERE EXISTS (SELECT 1 FROM my_event WHERE my_event.id = event_clock.event_id);
-- Events with a clock that has passed.  Found by the event, not by the day: an event has few
-- clocks.
CREATE VIEW my_event_late AS
SELECT event_clock.event_id FROM event_clock
WHERE +event_clock.done_at = 0 AND event_clock.waived_reason = ''
  AND +event_clock.due_at < moment()
  AND EXISTS (SELECT 1 FROM my_event WHERE my_event.id = event_clock.event_id);
CREATE VIEW my_event_check AS
SELECT event_check.* FROM event_check
WHERE EXISTS (SELECT 1 FROM my_event WHERE my_event.id = event_check.event_id);
CREATE VIEW my_event_need AS
SELECT event_need.* FROM event_need
WHERE EXISTS (SELECT 1 FROM my_event WHERE my_event.id = event_need.event_id);
CREATE VIEW my_event_read AS
SELECT event_read.* FROM event_read
WHERE EXISTS (SELECT 1 FROM my_event WHERE my_event.id = event_read.event_id);
CREATE VIEW my_event_audit AS
SELECT audit.* FROM audit
WHERE audit.table_name = 'event'
  AND EXISTS (SELECT 1 FROM my_event WHERE my_event.id = audit.row_id);

-- The insurer: claim fields, never what happened.
CREATE VIEW my_event_claims AS
SELECT id, public_id, number, unit_id, board_id, type, severity, state, occurred_at, reported_at,
       damage, cost_estimate, cost_final, claim_number, claim_state, version
FROM event
WHERE is_restricted = 0
  AND {reached events_claims unit_id};

-- The reporter, with the code or signed in; always asked with one of the two.
CREATE VIEW my_event_follow AS
SELECT event.id, event.number, event.unit_id, event.type, event.state, event.feedback,
       event.feedback_at, event.reported_at, event.received_at, event.closed_at,
       event.occurred_at, event.merged_into, event.follow_digest, event.source, event.source_key,
       event.reporter_id
FROM event
WHERE event.follow_digest <> '' OR (event.reporter_id = me() AND me() <> 0);
-- One's own reports: which they are.
CREATE VIEW my_event_own AS
SELECT event.id FROM event WHERE event.reporter_id = me() AND event.reporter_id <> 0;
CREATE VIEW my_event_follow_step AS
SELECT event_step.id, event_step.event_id, event_step.at, event_step.verb,
       event_step.from_state, event_step.to_state, event_step.words
FROM event_step
WHERE event_step.is_for_reporter = 1;
-- What was reported at about the same time at the same unit: no more than that it was.
CREATE VIEW my_event_near AS
SELECT event.id, event.number, event.unit_id, event.type, event.occurred_at, event.reported_at,
       event.state, event.merged_into, '' AS follow_digest, '' AS feedback, 0 AS feedback_at,
       0 AS received_at, 0 AS closed_at
FROM event
WHERE event.is_restricted = 0 AND event.merged_into = 0;

-- Counts.  A person who reaches a whole board, or reads its statistics, sees its row.
CREATE VIEW my_event_tally AS
SELECT event_tally.* FROM event_tally
WHERE event_tally.is_restricted = 0
  AND event_tally.board_id IN (
	SELECT unit_closure.below_id
	FROM member
	JOIN role_permission ON role_permission.role = member.role
	JOIN unit_closure ON unit_closure.above_id = member.unit_id
	WHERE member.person_id = me()
	  AND member.is_recursive = 1
	  AND role_permission.permission IN ('events_read', 'statistics_read')
	  AND member.valid_from <= today()
	  AND (member.valid_to = '' OR member.valid_to >= today())
	UNION ALL
	SELECT 0
	FROM member
	JOIN role_permission ON role_permission.role = member.role
	WHERE member.person_id = me()
	  AND member.is_recursive = 1
	  AND role_permission.permission IN ('events_read', 'statistics_read')
	  AND member.valid_from <= today()
	  AND (member.valid_to = '' OR member.valid_to >= today())
	  AND NOT EXISTS (SELECT 1 FROM unit_parent
	                  WHERE unit_parent.unit_id = member.unit_id
	                    AND unit_parent.valid_from <= today()
	                    AND (unit_parent.valid_to = '' OR unit_parent.valid_to >= today())));

-- That something was stopped, for those who may hear of it; never what.
CREATE VIEW my_quarantine AS
SELECT quarantine.id, quarantine.public_id, quarantine.at, quarantine.unit_id, quarantine.form
FROM quarantine
WHERE EXISTS (SELECT 1 FROM my_reach AS restricted
              JOIN my_reach AS coordinated ON coordinated.unit_id = restricted.unit_id
              WHERE restricted.permission = 'events_restricted'
                AND coordinated.permission = 'events_coordinate'
                AND (restricted.unit_id = quarantine.unit_id));

-- The marks of a unit and of all above it, today.
CREATE VIEW my_event_unit_tag AS
SELECT unit_closure.below_id AS unit_id, unit.tags, unit_closure.depth
FROM unit_closure
JOIN unit ON unit.id = unit_closure.above_id
WHERE unit.tags <> ''
  AND unit_closure.valid_from <= today()
  AND (unit_closure.valid_to = '' OR unit_closure.valid_to >= today());

-- Who may be put on a need-to-know list, and who is nearest to a unit.
CREATE VIEW my_event_knower AS
SELECT member.person_id, unit_closure.below_id AS unit_id, unit_closure.depth
FROM member
JOIN role_permission ON role_permission.role = member.role
                    AND role_permission.permission = 'events_restricted'
JOIN unit_closure ON unit_closure.above_id = member.unit_id
WHERE member.valid_from <= today()
  AND (member.valid_to = '' OR member.valid_to >= today())
  AND (member.is_recursive = 1 OR unit_closure.depth = 0)
  AND unit_closure.valid_from <= today()
  AND (unit_closure.valid_to = '' OR unit_closure.valid_to >= today());
-- The unit that takes what is reported without one: the top of the organisation.
CREATE VIEW my_event_top_unit AS
SELECT unit.id, unit.code FROM unit
WHERE (unit.valid_to = '' OR unit.valid_to >= today())
  AND EXISTS (SELECT 1 FROM unit_parent WHERE unit_parent.parent_id = unit.id)
  AND NOT EXISTS (SELECT 1 FROM unit_parent
                  WHERE unit_parent.unit_id = unit.id
                    AND unit_parent.valid_from <= today()
                    AND (unit_parent.valid_to = '' OR unit_parent.valid_to >= today()));
CREATE VIEW my_event_coordinator AS
SELECT member.person_id, unit_closure.below_id AS unit_id, unit_closure.depth
FROM member
JOIN role_permission AS restricted ON restricted.role = member.role
                                  AND restricted.permission = 'events_restricted'
JOIN role_permission AS coordinated ON coordinated.role = member.role
                                   AND coordinated.permission = 'events_coordinate'
JOIN unit_closure ON unit_closure.above_id = member.unit_id
WHERE member.valid_from <= today()
  AND (member.valid_to = '' OR member.valid_to >= today())
  AND (member.is_recursive = 1 OR unit_closure.depth = 0)
  AND unit_closure.valid_from <= today()
  AND (unit_closure.valid_to = '' OR unit_closure.valid_to >= today());

-- How many rows a condition would lead to: what the planner of a list weighs, never shown.
CREATE VIEW my_event_census AS
SELECT event.id, event.unit_id, event.board_id, event.area_id, event.type, event.occurred_at
FROM event;

-- The restricted events that this person is trusted with.
CREATE VIEW my_event_own_need AS
SELECT event_need.event_id FROM event_need
WHERE event_need.person_id = me() AND me() <> 0;

-- What events prove: to those who follow the duties of the unit, how each was handled and
-- nothing of what it was.  Restricted events are never there, not even as a number.
CREATE VIEW my_proof_event AS
SELECT event.unit_id, event.occurred_at, event.type,
       CASE WHEN EXISTS (SELECT 1 FROM event_assessment
                         WHERE event_assessment.event_id = event.id)
            THEN 1 ELSE 0 END AS has_assessment,
       CASE WHEN event.causes <> '' OR event.direct_cause <> '' THEN 1 ELSE 0 END AS has_cause,
       CASE WHEN EXISTS (SELECT 1 FROM measure
                         WHERE measure.source_kind = 'event' AND measure.source_id = event.id)
              OR EXISTS (SELECT 1 FROM citation
                         WHERE citation.kind = 'event' AND citation.cited_id = event.id
                           AND citation.withdrawn_at = 0)
            THEN 1 ELSE 0 END AS has_measure,
       CASE WHEN event.state = 'closed' THEN 1 ELSE 0 END AS is_closed,
       CASE WHEN event.reported_at <= event.occurred_at + 86400 THEN 1 ELSE 0 END AS is_in_24_hours,
       CASE WHEN event.feedback_at > 0 THEN 1 ELSE 0 END AS has_feedback,
       CASE WHEN EXISTS (SELECT 1 FROM event_work
                         WHERE event_work.event_id = event.id AND event_work.is_told = 1)
            THEN 1 ELSE 0 END AS is_of_work,
       CASE WHEN event.is_safety_rep_informed = 1 THEN 1 ELSE 0 END AS is_safety_informed,
       CASE WHEN EXISTS (SELECT 1 FROM event_threat WHERE event_threat.event_id = event.id)
            THEN 1 ELSE 0 END AS is_of_threat,
       CASE WHEN EXISTS (SELECT 1 FROM event_threat
                         WHERE event_threat.event_id = event.id AND event_threat.influence <> '')
            THEN 1 ELSE 0 END AS has_influence
FROM event
WHERE event.is_restricted = 0
  AND event.state NOT IN ('merged', 'rejected')
  AND +event.unit_id IN (SELECT unit_id FROM my_reach WHERE permission = 'programme_read');
-- Whose duties one follows.
CREATE VIEW my_proof_event_unit AS
SELECT unit_closure.above_id, unit_closure.below_id
FROM unit_closure
WHERE unit_closure.valid_from <= today()
  AND (unit_closure.valid_to = '' OR unit_closure.valid_to >= today())
  AND unit_closure.above_id IN (SELECT unit_id FROM my_reach WHERE permission = 'programme_read');

-- Claims, police reports and injury notifications without an event: for those who note them,
-- and as numbers for those who follow the duties.
CREATE VIEW my_event_unreported AS
SELECT event_unreported.* FROM event_unreported
WHERE event_unreported.unit_id IN (SELECT unit_id FROM my_reach
                                   WHERE permission = 'events_unreported');
CREATE VIEW my_proof_unreported AS
SELECT unit_closure.above_id AS unit_id, event_unreported.happened_on,
       CASE WHEN event_unreported.event_id > 0 THEN 1 ELSE 0 END AS has_event,
       event_unreported.kind
FROM event_unreported
JOIN unit_closure ON unit_closure.below_id = event_unreported.unit_id
WHERE event_unreported.no_event_reason = ''
  AND unit_closure.valid_from <= today()
  AND (unit_closure.valid_to = '' OR unit_closure.valid_to >= today())
  AND unit_closure.above_id IN (SELECT unit_id FROM my_reach WHERE permission = 'programme_read');
-- Which numbers are noted already, wherever: a number is noted once.
CREATE VIEW my_event_unreported_taken AS
SELECT event_unreported.kind, event_unreported.reference FROM event_unreported
WHERE EXISTS (SELECT 1 FROM my_reach WHERE permission = 'events_unreported');

-- What the columns of numbers in memory are filled from (cube.h), never shown: who is counted
-- is asked of my_reach for each question.  A restricted event never stands here.
CREATE VIEW my_event_column AS
SELECT event.id, event.unit_id, event.board_id, event.area_id, event.type, event.severity,
       event.injured, event.occurred_at, event.reported_at
FROM event
WHERE event.is_restricted = 0 AND event.state NOT IN ('merged', 'rejected');
CREATE VIEW my_event_moved AS
SELECT event_moved.id, event_moved.turn, event_moved.first_id, event_moved.last_id
FROM event_moved;

-- The work environment of the events that one sees (events/facts.h).
CREATE VIEW my_event_work AS
SELECT event_work.* FROM event_work
WHERE EXISTS (SELECT 1 FROM my_event WHERE my_event.id = event_work.event_id);
-- Which of the events that one sees are threats, and whether influence is answered for.
CREATE VIEW my_event_threat_row AS
SELECT event_threat.event_id, event_threat.influence FROM event_threat
WHERE EXISTS (SELECT 1 FROM my_event WHERE my_event.id = event_threat.event_id);
-- On which days somebody turned to the whistleblowing function, for those who follow threats.
CREATE VIEW my_whistleblowing_day AS
SELECT whistleblowing_day.on_day, whistleblowing_day.form FROM whistleblowing_day
WHERE EXISTS (SELECT 1 FROM my_reach WHERE permission = 'threats_decide');
