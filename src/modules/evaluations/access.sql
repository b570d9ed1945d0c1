-- Which evaluations have a secrecy mark, their own or that of what they stand on: keys only, for
-- views that leave out what springs from them.
CREATE VIEW my_marked_evaluation AS
SELECT marked.id, marked.by_event
FROM (SELECT evaluation.id, evaluation.secrecy,
             CASE WHEN EXISTS (SELECT 1 FROM event WHERE event.id = evaluation.event_id
                                 AND event.is_restricted = 1)
                    OR EXISTS (SELECT 1 FROM crisis JOIN event ON event.id = crisis.event_id
                               WHERE crisis.id = evaluation.crisis_id AND event.is_restricted = 1)
                    OR EXISTS (SELECT 1 FROM exercise JOIN crisis ON crisis.id = exercise.crisis_id
                               JOIN event ON event.id = crisis.event_id
                               WHERE exercise.id = evaluation.exercise_id AND event.is_restricted = 1)
                  THEN 1 ELSE 0 END AS by_event
      FROM evaluation) AS marked
WHERE marked.secrecy <> '' OR marked.by_event = 1;

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

-- Those of what is not over: keys only.
CREATE VIEW my_evaluation_going AS
SELECT my_evaluation.id FROM my_evaluation JOIN crisis ON crisis.id = my_evaluation.crisis_id
WHERE crisis.state = 'open'
UNION
SELECT my_evaluation.id FROM my_evaluation JOIN exercise ON exercise.id = my_evaluation.exercise_id
WHERE exercise.state IN ('planned', 'running')
UNION
SELECT my_evaluation.id FROM my_evaluation
JOIN emergency_period ON emergency_period.id = my_evaluation.period_id
WHERE emergency_period.state = 'active';

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
       crisis.closed_at, crisis.unit_id, 'own' AS ground, 0 AS exercise_id,
       '' AS held_on
FROM crisis
WHERE crisis.state = 'closed'
  AND crisis.id NOT IN (SELECT exercise.crisis_id FROM exercise WHERE exercise.crisis_id <> 0)
  AND EXISTS (SELECT 1 FROM unit_closure
              WHERE unit_closure.below_id = crisis.unit_id AND unit_closure.depth > 0)
  AND {reached evaluations_read crisis.unit_id}
UNION
SELECT crisis.id, crisis.number, crisis.is_exercise, crisis.opened_at, crisis.closed_at,
       crisis_unit.unit_id, 'asked', 0, ''
FROM crisis JOIN crisis_unit ON crisis_unit.crisis_id = crisis.id
WHERE crisis.state = 'closed' AND crisis_unit.unit_id <> crisis.unit_id
  AND crisis.id NOT IN (SELECT exercise.crisis_id FROM exercise WHERE exercise.crisis_id <> 0)
  AND {reached evaluations_read crisis_unit.unit_id}
UNION   -- an exercise is evaluated once, by the unit that held it
SELECT 0, exercise.number, 1, exercise.started_at, exercise.ended_at, exercise.unit_id, 'exercise',
       exercise.id, exercise.held_on
FROM exercise
WHERE (exercise.state = 'ended'
       OR (exercise.state = 'evaluated'
           AND exercise.id IN (SELECT evaluation.exercise_id FROM evaluation)))
  AND {reached evaluations_read exercise.unit_id};
-- What the executive office evaluates: the crises of the whole city, what was judged in the
-- others, and the central crisis management that was active without a crisis.  Of every crisis,
-- for those who read evaluations of the whole city.
CREATE VIEW my_evaluation_owed_city AS
SELECT crisis.id AS crisis_id, 0 AS period_id, crisis.number, crisis.is_exercise,
       crisis.opened_at, crisis.closed_at, 'city' AS kind, '' AS became
FROM crisis
WHERE crisis.state = 'closed'
  AND NOT EXISTS (SELECT 1 FROM unit_closure
                  WHERE unit_closure.below_id = crisis.unit_id AND unit_closure.depth > 0)
  AND crisis.id NOT IN (SELECT exercise.crisis_id FROM exercise WHERE exercise.crisis_id <> 0)
  AND EXISTS (SELECT 1 FROM my_city_reach WHERE my_city_reach.permission = 'evaluations_read')
UNION
SELECT crisis.id, 0, crisis.number, crisis.is_exercise, crisis.opened_at, crisis.closed_at,
       'period', emergency_period.number
FROM crisis JOIN emergency_period ON emergency_period.crisis_id = crisis.id
WHERE crisis.state = 'closed' AND emergency_period.body = 'management'
  AND crisis.id NOT IN (SELECT exercise.crisis_id FROM exercise WHERE exercise.crisis_id <> 0)
  AND EXISTS (SELECT 1 FROM my_city_reach WHERE my_city_reach.permission = 'evaluations_read')
UNION   -- an exercise without a crisis is evaluated as the exercise it is
SELECT 0, emergency_period.id, emergency_period.number, 0, emergency_period.began_at,
       emergency_period.ended_at, 'period', ''
FROM emergency_period
WHERE emergency_period.body = 'management' AND emergency_period.state = 'ended'
  AND emergency_period.crisis_id = 0 AND emergency_period.is_exercise = 0
  AND EXISTS (SELECT 1 FROM my_city_reach WHERE my_city_reach.permission = 'evaluations_read')
UNION
SELECT crisis.id, 0, crisis.number, crisis.is_exercise, crisis.opened_at, crisis.closed_at,
       crisis_entry.kind, crisis_entry.became
FROM crisis JOIN crisis_entry ON crisis_entry.crisis_id = crisis.id
WHERE crisis.state = 'closed' AND crisis_entry.kind IN ('level', 'coordination')
  AND crisis.id NOT IN (SELECT exercise.crisis_id FROM exercise WHERE exercise.crisis_id <> 0)
  AND EXISTS (SELECT 1 FROM my_city_reach WHERE my_city_reach.permission = 'evaluations_read');
-- How far the evaluations that were asked for have come; no words of a marked one.
CREATE VIEW my_evaluation_answer AS
SELECT evaluation.crisis_id, evaluation.exercise_id, evaluation.period_id, evaluation.unit_id,
       evaluation.kind, evaluation.state, evaluation.fulfilled_at, evaluation.leader_id,
       CASE WHEN evaluation.id IN (SELECT id FROM my_evaluation)
            THEN evaluation.number ELSE '' END AS number
FROM evaluation
WHERE (evaluation.crisis_id <> 0 OR evaluation.exercise_id <> 0 OR evaluation.period_id <> 0)
  AND {reached evaluations_read evaluation.unit_id};
CREATE VIEW my_evaluation_waiver AS
SELECT evaluation_waiver.* FROM evaluation_waiver
WHERE {reached evaluations_read evaluation_waiver.unit_id};

-- Lessons are words that somebody named has found open: those of the city are read by all who
-- read evaluations somewhere, others at the unit.  Where they come from is shown to those who
-- see that, what became of them to all: a state and a day.  When the event is restricted
-- afterwards, or the lesson withdrawn, they are read by those who read the evaluation.
CREATE VIEW my_lesson_row AS
SELECT lesson.* FROM lesson
WHERE ((lesson.reach = 'city'
        AND EXISTS (SELECT 1 FROM my_reach WHERE my_reach.permission = 'evaluations_read'))
       OR {reached evaluations_read lesson.unit_id})
  AND ((lesson.withdrawn_at = 0
        AND lesson.evaluation_id NOT IN (SELECT id FROM my_marked_evaluation WHERE by_event = 1))
       OR lesson.evaluation_id IN (SELECT id FROM my_evaluation));
CREATE VIEW my_lesson AS
SELECT lesson.id, lesson.number, lesson.words, lesson.types, lesson.functions, lesson.unit_kind,
       lesson.unit_id, lesson.reach, lesson.finding_id, lesson.evaluation_id, lesson.shared_name,
       lesson.shared_at, lesson.reason, lesson.withdrawn_at, lesson.withdrawn_reason,
       lesson.version, evaluation.fulfilled_at AS learnt_at, evaluation_finding.answer,
       COALESCE(measure.state, '') AS measure_state, COALESCE(measure.due_on, '') AS due_on,
       COALESCE(measure.effect, '') AS effect,
       CASE WHEN measure.id IN (SELECT id FROM my_measure)
            THEN measure.number ELSE '' END AS measure_number,
       CASE WHEN lesson.evaluation_id IN (SELECT id FROM my_evaluation)
            THEN evaluation.number ELSE '' END AS evaluation_number
FROM my_lesson_row AS lesson
JOIN evaluation ON evaluation.id = lesson.evaluation_id
JOIN evaluation_finding ON evaluation_finding.id = lesson.finding_id
LEFT JOIN measure ON measure.id = evaluation_finding.measure_id;
CREATE VIEW my_lesson_topic AS
SELECT lesson_topic.* FROM lesson_topic
WHERE lesson_topic.crisis_id IN (SELECT id FROM my_crisis);

-- What evaluations prove: that a closed crisis asked a unit for one, and when it was adopted;
-- the same for everybody who follows the duties of the unit.  No words, no names.
CREATE VIEW my_proof_evaluation_owed AS
SELECT crisis.id AS crisis_id, crisis.closed_at, unit_closure.above_id AS unit_id,
       unit_closure.below_id AS owed_by
FROM crisis JOIN unit_closure ON unit_closure.below_id = crisis.unit_id
WHERE crisis.state = 'closed' AND crisis.is_exercise = 0
  AND unit_closure.valid_from <= today()
  AND (unit_closure.valid_to = '' OR unit_closure.valid_to >= today())
  AND EXISTS (SELECT 1 FROM unit_closure AS above
              WHERE above.below_id = crisis.unit_id AND above.depth > 0)
  AND unit_closure.above_id IN (SELECT unit_id FROM my_reach WHERE permission = 'programme_read')
UNION
SELECT crisis.id, crisis.closed_at, unit_closure.above_id, unit_closure.below_id
FROM crisis JOIN crisis_unit ON crisis_unit.crisis_id = crisis.id
JOIN unit_closure ON unit_closure.below_id = crisis_unit.unit_id
WHERE crisis.state = 'closed' AND crisis.is_exercise = 0
  AND unit_closure.valid_from <= today()
  AND (unit_closure.valid_to = '' OR unit_closure.valid_to >= today())
  AND unit_closure.above_id IN (SELECT unit_id FROM my_reach WHERE permission = 'programme_read');
-- The same of exercises, for the unit that held one.
CREATE VIEW my_proof_evaluation_exercise AS
SELECT exercise.id AS exercise_id, exercise.kind, exercise.ended_at AS closed_at, exercise.held_on,
       unit_closure.above_id AS unit_id, unit_closure.below_id AS owed_by
FROM exercise JOIN unit_closure ON unit_closure.below_id = exercise.unit_id
WHERE (exercise.state = 'ended'
       OR (exercise.state = 'evaluated'
           AND exercise.id IN (SELECT evaluation.exercise_id FROM evaluation)))
  AND unit_closure.valid_from <= today()
  AND (unit_closure.valid_to = '' OR unit_closure.valid_to >= today())
  AND unit_closure.above_id IN (SELECT unit_id FROM my_reach WHERE permission = 'programme_read');
CREATE VIEW my_proof_evaluation_judged AS
SELECT crisis.id AS crisis_id, 0 AS period_id, crisis.closed_at, 'city' AS kind, '' AS became
FROM crisis
WHERE crisis.state = 'closed' AND crisis.is_exercise = 0
  AND NOT EXISTS (SELECT 1 FROM unit_closure
                  WHERE unit_closure.below_id = crisis.unit_id AND unit_closure.depth > 0)
  AND EXISTS (SELECT 1 FROM my_reach WHERE my_reach.permission = 'programme_read')
UNION
SELECT crisis.id, 0, crisis.closed_at, 'period', emergency_period.number
FROM crisis JOIN emergency_period ON emergency_period.crisis_id = crisis.id
WHERE crisis.state = 'closed' AND crisis.is_exercise = 0 AND emergency_period.body = 'management'
  AND EXISTS (SELECT 1 FROM my_reach WHERE my_reach.permission = 'programme_read')
UNION
SELECT 0, emergency_period.id, emergency_period.ended_at, 'period', ''
FROM emergency_period
WHERE emergency_period.body = 'management' AND emergency_period.state = 'ended'
  AND emergency_period.crisis_id = 0 AND emergency_period.is_exercise = 0
  AND EXISTS (SELECT 1 FROM my_reach WHERE my_reach.permission = 'programme_read')
UNION
SELECT crisis.id, 0, crisis.closed_at, crisis_entry.kind, crisis_entry.became
FROM crisis JOIN crisis_entry ON crisis_entry.crisis_id = crisis.id
WHERE crisis.state = 'closed' AND crisis.is_exercise = 0
  AND crisis_entry.kind IN ('level', 'coordination')
  AND EXISTS (SELECT 1 FROM my_reach WHERE my_reach.permission = 'programme_read');
CREATE VIEW my_proof_evaluation AS
SELECT evaluation.crisis_id, evaluation.exercise_id, evaluation.period_id, evaluation.unit_id,
       evaluation.kind, evaluation.state, evaluation.fulfilled_at, 0 AS leader_id, '' AS number
FROM evaluation
WHERE (evaluation.crisis_id <> 0 OR evaluation.exercise_id <> 0 OR evaluation.period_id <> 0)
  AND evaluation.fulfilled_at > 0
  AND EXISTS (SELECT 1 FROM my_reach WHERE my_reach.permission = 'programme_read');
CREATE VIEW my_proof_evaluation_waived AS
SELECT evaluation_waiver.crisis_id, evaluation_waiver.period_id, evaluation_waiver.unit_id
FROM evaluation_waiver
WHERE EXISTS (SELECT 1 FROM my_reach WHERE my_reach.permission = 'programme_read');
-- That lessons have been shared, and whether what they led to is done.
CREATE VIEW my_proof_lesson AS
SELECT lesson.id, unit_closure.above_id AS unit_id, lesson.shared_at, lesson.reach,
       evaluation_finding.answer, evaluation_finding.answered_at,
       COALESCE(measure.state, '') AS measure_state, COALESCE(measure.due_on, '') AS due_on
FROM lesson
JOIN unit_closure ON unit_closure.below_id = lesson.unit_id
JOIN evaluation_finding ON evaluation_finding.id = lesson.finding_id
LEFT JOIN measure ON measure.id = evaluation_finding.measure_id
WHERE lesson.withdrawn_at = 0
  AND unit_closure.valid_from <= today()
  AND (unit_closure.valid_to = '' OR unit_closure.valid_to >= today())
  AND unit_closure.above_id IN (SELECT unit_id FROM my_reach WHERE permission = 'programme_read');
