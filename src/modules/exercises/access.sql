-- Those that one leads, alone or with others.
CREATE VIEW my_exercise_lead AS
SELECT exercise.id AS exercise_id FROM exercise
WHERE exercise.leader_id = me() AND me() <> 0
UNION
SELECT exercise_helper.exercise_id FROM exercise_helper
WHERE exercise_helper.person_id = me() AND me() <> 0;

-- An exercise is seen where it is exercised: by those who read exercises of a unit that takes
-- part, and by whoever leads it.
CREATE VIEW my_exercise AS
SELECT exercise.* FROM exercise
WHERE exercise.id IN (SELECT exercise_unit.exercise_id FROM exercise_unit
                      WHERE exercise_unit.unit_id IN (SELECT unit_id FROM my_reach
                                                      WHERE permission = 'exercises_read'))
   OR exercise.id IN (SELECT exercise_id FROM my_exercise_lead);

-- Where one may write what one saw: as one of those who led it, or as one who works at a unit
-- that took part, and so writes something there.  Whoever only reads, as an auditor, does not.
CREATE VIEW my_exercise_observe AS
SELECT exercise_unit.exercise_id FROM exercise_unit
WHERE exercise_unit.unit_id IN (SELECT unit_id FROM my_reach
                                WHERE permission IN ('exercises_write', 'measures_write',
                                                     'inform_write', 'pictures_write',
                                                     'submissions_write'))
UNION
SELECT exercise_id FROM my_exercise_lead;

CREATE VIEW my_exercise_unit AS
SELECT exercise_unit.* FROM exercise_unit
WHERE exercise_unit.exercise_id IN (SELECT id FROM my_exercise);
CREATE VIEW my_exercise_helper AS
SELECT exercise_helper.* FROM exercise_helper
WHERE exercise_helper.exercise_id IN (SELECT id FROM my_exercise);
CREATE VIEW my_exercise_objective AS
SELECT exercise_objective.* FROM exercise_objective
WHERE exercise_objective.exercise_id IN (SELECT id FROM my_exercise);
CREATE VIEW my_exercise_score AS
SELECT exercise_score.* FROM exercise_score
WHERE exercise_score.exercise_id IN (SELECT id FROM my_exercise);
CREATE VIEW my_exercise_observation AS
SELECT exercise_observation.* FROM exercise_observation
WHERE exercise_observation.exercise_id IN (SELECT id FROM my_exercise);
CREATE VIEW my_exercise_step AS
SELECT exercise_step.* FROM exercise_step
WHERE exercise_step.exercise_id IN (SELECT id FROM my_exercise);
CREATE VIEW my_exercise_release AS
SELECT exercise_release.* FROM exercise_release
WHERE exercise_release.exercise_id IN (SELECT id FROM my_exercise);

-- What is to be played is known to those who lead, until it has been held: then to all who
-- see the exercise, so that it can be learnt from.
CREATE VIEW my_exercise_inject AS
SELECT exercise_inject.* FROM exercise_inject
WHERE exercise_inject.exercise_id IN (SELECT exercise_id FROM my_exercise_lead)
   OR exercise_inject.exercise_id IN (SELECT id FROM my_exercise
                                      WHERE state IN ('ended', 'evaluated'));
CREATE VIEW my_exercise_play AS
SELECT exercise_play.* FROM exercise_play
WHERE exercise_play.inject_id IN (SELECT id FROM my_exercise_inject);

-- Which numbers are those of exercises, or of their logs: what is sent about one is marked,
-- whether whoever sends it sees the exercise or not.
CREATE VIEW my_exercise_number AS
SELECT crisis.number AS number FROM crisis WHERE crisis.is_exercise = 1
UNION ALL
SELECT exercise.number AS number FROM exercise;

-- Which units have held which kind of exercise, for those who follow their duties.  The same
-- for everybody; no names, no scenario.
CREATE VIEW my_proof_exercise AS
SELECT exercise_unit.unit_id, exercise.id AS exercise_id, exercise.number, exercise.title,
       exercise.kind, exercise.held_on, exercise.evaluated_on
FROM exercise_unit JOIN exercise ON exercise.id = exercise_unit.exercise_id
WHERE exercise.state IN ('ended', 'evaluated')
  AND exercise_unit.unit_id IN (SELECT unit_id FROM my_reach
                                WHERE permission = 'programme_read');
