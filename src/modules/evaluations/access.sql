-- Which evaluations have a secrecy mark, their own or that of what they stand on: keys only, for
-- views that leave out what springs from them.
CREATE VIEW my_marked_evaluation AS
SELECT evaluation.id,
       CASE WHEN EXISTS (SELECT 1 FROM event WHERE event.id = evaluation.event_id
                           AND event.is_restricted = 1)
              OR EXISTS (SELECT 1 FROM crisis JOIN event ON event.id = crisis.event_id
                         WHERE crisis.id = evaluation.crisis_id AND event.is_restricted = 1)
            THEN 1 ELSE 0 END AS by_event
FROM evaluation
WHERE evaluation.secrecy <> ''
   OR EXISTS (SELECT 1 FROM event WHERE event.id = evaluation.event_id AND event.is_restricted = 1)
   OR EXISTS (SELECT 1 FROM crisis JOIN event ON event.id = crisis.event_id
              WHERE crisis.id = evaluation.crisis_id AND event.is_restricted = 1);

-- An evaluation with a secrecy mark, or of something that begins with a restricted event, is
-- need-to-know: its leader and those on its list.  All others: who writes or adopts at the
-- unit, and, once it has been adopted, who reads evaluations there.
CREATE VIEW my_evaluation AS
SELECT evaluation.* FROM evaluation
WHERE (evaluation.leader_id = me() AND me() <> 0)
   OR evaluation.id IN (SELECT evaluation_reader.evaluation_id FROM evaluation_reader
                        WHERE evaluation_reader.person_id = me() AND me() <> 0)
   OR (evaluation.id NOT IN (SELECT id FROM my_marked_evaluation)
       AND ((evaluation.edition > 0 AND {reached evaluations_read evaluation.unit_id})
            OR evaluation.unit_id IN (SELECT unit_id FROM my_reach
                                      WHERE permission IN ('evaluations_write', 'evaluations_adopt'))));

CREATE VIEW my_evaluation_write AS
SELECT my_evaluation.id FROM my_evaluation
WHERE my_evaluation.leader_id = me()
   OR my_evaluation.unit_id IN (SELECT unit_id FROM my_reach WHERE permission = 'evaluations_write');
CREATE VIEW my_evaluation_adopt AS
SELECT my_evaluation.id FROM my_evaluation
WHERE my_evaluation.unit_id IN (SELECT unit_id FROM my_reach WHERE permission = 'evaluations_adopt');

-- What is being written is for those who write and adopt; others read what has been adopted.
CREATE VIEW my_evaluation_open AS
SELECT my_evaluation.id FROM my_evaluation
WHERE my_evaluation.state = 'adopted'
   OR my_evaluation.id IN (SELECT id FROM my_evaluation_write)
   OR my_evaluation.id IN (SELECT id FROM my_evaluation_adopt)
   OR my_evaluation.id IN (SELECT evaluation_reader.evaluation_id FROM evaluation_reader
                           WHERE evaluation_reader.person_id = me());
CREATE VIEW my_evaluation_aspect AS
SELECT evaluation_aspect.* FROM evaluation_aspect
WHERE evaluation_aspect.evaluation_id IN (SELECT id FROM my_evaluation_open);
CREATE VIEW my_evaluation_line AS
SELECT evaluation_line.* FROM evaluation_line
WHERE evaluation_line.evaluation_id IN (SELECT id FROM my_evaluation_open);
CREATE VIEW my_evaluation_finding AS
SELECT evaluation_finding.* FROM evaluation_finding
WHERE evaluation_finding.evaluation_id IN (SELECT id FROM my_evaluation_open);
CREATE VIEW my_evaluation_step AS
SELECT evaluation_step.* FROM evaluation_step
WHERE evaluation_step.evaluation_id IN (SELECT id FROM my_evaluation_open);
CREATE VIEW my_evaluation_reader AS
SELECT evaluation_reader.* FROM evaluation_reader
WHERE evaluation_reader.evaluation_id IN (SELECT id FROM my_evaluation_open);
CREATE VIEW my_evaluation_edition AS
SELECT evaluation_edition.* FROM evaluation_edition
WHERE evaluation_edition.evaluation_id IN (SELECT id FROM my_evaluation);

-- What closed crises ask for, as far as one reads evaluations of the unit.  The number and the
-- days, not what it is called: that is for those who see the crisis.
CREATE VIEW my_evaluation_owed AS
SELECT crisis.id AS crisis_id, crisis.number, crisis.is_exercise, crisis.opened_at,
       crisis.closed_at, crisis.unit_id, 'own' AS ground
FROM crisis
WHERE crisis.state = 'closed'
  AND EXISTS (SELECT 1 FROM unit_closure
              WHERE unit_closure.below_id = crisis.unit_id AND unit_closure.depth > 0)
  AND {reached evaluations_read crisis.unit_id}
UNION
SELECT crisis.id, crisis.number, crisis.is_exercise, crisis.opened_at, crisis.closed_at,
       crisis_unit.unit_id, 'asked'
FROM crisis JOIN crisis_unit ON crisis_unit.crisis_id = crisis.id
WHERE crisis.state = 'closed' AND crisis_unit.unit_id <> crisis.unit_id
  AND {reached evaluations_read crisis_unit.unit_id};
-- What the executive office evaluates: the crises of the whole city, and what was judged in
-- the others.  Of every crisis, for those who read evaluations of the whole city.
CREATE VIEW my_evaluation_owed_city AS
SELECT crisis.id AS crisis_id, crisis.number, crisis.is_exercise, crisis.opened_at,
       crisis.closed_at, 'city' AS kind, '' AS became
FROM crisis
WHERE crisis.state = 'closed'
  AND NOT EXISTS (SELECT 1 FROM unit_closure
                  WHERE unit_closure.below_id = crisis.unit_id AND unit_closure.depth > 0)
  AND EXISTS (SELECT 1 FROM my_city_reach WHERE my_city_reach.permission = 'evaluations_read')
UNION
SELECT crisis.id, crisis.number, crisis.is_exercise, crisis.opened_at, crisis.closed_at,
       crisis_entry.kind, crisis_entry.became
FROM crisis JOIN crisis_entry ON crisis_entry.crisis_id = crisis.id
WHERE crisis.state = 'closed' AND crisis_entry.kind IN ('level', 'coordination')
  AND EXISTS (SELECT 1 FROM my_city_reach WHERE my_city_reach.permission = 'evaluations_read');
-- How far the evaluations that were asked for have come; no words of a marked one.
CREATE VIEW my_evaluation_answer AS
SELECT evaluation.crisis_id, evaluation.unit_id, evaluation.kind, evaluation.state,
       evaluation.fulfilled_at, evaluation.leader_id,
       CASE WHEN evaluation.id IN (SELECT id FROM my_evaluation)
            THEN evaluation.number ELSE '' END AS number
FROM evaluation
WHERE evaluation.crisis_id <> 0 AND {reached evaluations_read evaluation.unit_id};
CREATE VIEW my_evaluation_waiver AS
SELECT evaluation_waiver.* FROM evaluation_waiver
WHERE {reached evaluations_read evaluation_waiver.unit_id};
