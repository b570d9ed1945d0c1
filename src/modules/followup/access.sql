-- Answers and assessments: for those who follow the unit's duties.
CREATE VIEW my_follow_up_answer AS
SELECT * FROM follow_up_answer
WHERE {reached programme_read unit_id};

-- That a point has been assessed, not how.
CREATE VIEW my_proof_assessment AS
SELECT DISTINCT programme_code, code, unit_id, year
FROM follow_up_answer
WHERE is_assessment = 1
  AND {reached programme_read unit_id};

-- Units one may answer for; those who assess do so for the whole city.
CREATE VIEW my_follow_up_right AS
SELECT DISTINCT permission, unit_id FROM my_reach
WHERE permission IN ('programme_answer', 'programme_assess');

-- Yearly reports: who writes them sees them in every state, all others when published.
CREATE VIEW my_yearly_report AS
SELECT * FROM yearly_report
WHERE (state IN ('published', 'superseded') AND me() <> 0)
   OR EXISTS (SELECT 1 FROM my_city_reach WHERE permission = 'programme_assess');
