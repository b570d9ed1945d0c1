-- What was asked and what came of it, for those who read statistics: it is of places, not of
-- units.  Single answers are in survey_file.content, which no view shows.
CREATE VIEW my_survey_reader AS
SELECT 1 AS may WHERE EXISTS (SELECT 1 FROM my_reach WHERE permission = 'statistics_read');
CREATE VIEW my_security_survey AS
SELECT security_survey.* FROM security_survey WHERE EXISTS (SELECT 1 FROM my_survey_reader);
CREATE VIEW my_survey_question AS
SELECT survey_question.* FROM survey_question WHERE EXISTS (SELECT 1 FROM my_survey_reader);
CREATE VIEW my_survey_round AS
SELECT survey_round.* FROM survey_round WHERE EXISTS (SELECT 1 FROM my_survey_reader);
CREATE VIEW my_survey_file AS
SELECT survey_file.id, survey_file.public_id, survey_file.round_id, survey_file.kind,
       survey_file.file_name, survey_file.rows_count, survey_file.import_id, survey_file.read_by,
       survey_file.read_name, survey_file.read_at, survey_file.erased_at
FROM survey_file WHERE EXISTS (SELECT 1 FROM my_survey_reader);
CREATE VIEW my_survey_run AS
SELECT survey_run.* FROM survey_run WHERE EXISTS (SELECT 1 FROM my_survey_reader);
CREATE VIEW my_survey_result AS
SELECT survey_result.* FROM survey_result WHERE EXISTS (SELECT 1 FROM my_survey_reader);

-- What they prove: days and kinds, for each unit whose duties one follows; they are of the city.
-- Without weights a round says nothing of anybody but those who answered, and proves nothing.
CREATE VIEW my_proof_survey AS
SELECT unit.id AS unit_id, survey.kind, asked.id AS round_id, asked.asked_to, min(run.made_at) AS made_at
FROM survey_round AS asked
JOIN security_survey AS survey ON survey.id = asked.survey_id
JOIN survey_run AS run ON run.round_id = asked.id AND run.is_weighted = 1
CROSS JOIN unit
WHERE {reached programme_read unit.id}
GROUP BY unit.id, survey.kind, asked.id, asked.asked_to;

-- Who keeps surveys does so for the whole city.
CREATE VIEW my_survey_writer AS
SELECT 1 AS may WHERE EXISTS (SELECT 1 FROM my_city_reach WHERE permission = 'surveys_write');
