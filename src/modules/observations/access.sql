-- Where one works by the EST way: for those who take part there, and for everybody below the
-- unit that leads it who may report.
CREATE VIEW my_observation_area AS
SELECT observation_area.*, area.code, area.name FROM observation_area
JOIN area ON area.id = observation_area.area_id
WHERE observation_area.unit_id IN (
	SELECT unit_closure.above_id FROM my_reach
	JOIN unit_closure ON unit_closure.below_id = my_reach.unit_id
	                 AND unit_closure.valid_from <= today()
	                 AND (unit_closure.valid_to = '' OR unit_closure.valid_to >= today())
	WHERE my_reach.permission IN ('observations_write', 'observations_read', 'observations_decide'));

-- ... and the areas within them today, where one may report.
CREATE VIEW my_observation_within AS
WITH RECURSIVE inside (cooperation_id, unit_id, id, code, name, depth) AS (
	SELECT my_observation_area.id, my_observation_area.unit_id, area.id, area.code, area.name, 0
	FROM my_observation_area JOIN my_area AS area ON area.id = my_observation_area.area_id
	WHERE my_observation_area.valid_from <= today()
	  AND (my_observation_area.valid_to = '' OR my_observation_area.valid_to >= today())
	UNION
	SELECT inside.cooperation_id, inside.unit_id, area.id, area.code, area.name, inside.depth + 1
	FROM inside JOIN my_area AS area ON area.parent_code = inside.code
	WHERE inside.depth < 8
	  AND area.valid_from <= today() AND (area.valid_to = '' OR area.valid_to >= today()))
SELECT * FROM inside;

-- Observations are for those who put the picture of the week together.
CREATE VIEW my_observation AS
SELECT observation.* FROM observation
WHERE {reached observations_read observation.unit_id};
CREATE VIEW my_observation_unit AS
SELECT unit_id FROM my_reach WHERE permission = 'observations_decide';

-- A picture that is decided is for all who report there.
CREATE VIEW my_observation_week AS
SELECT observation_week.* FROM observation_week
WHERE {reached observations_read observation_week.unit_id}
   OR (observation_week.state = 'decided'
       AND observation_week.cooperation_id IN (SELECT id FROM my_observation_area));
CREATE VIEW my_observation_quarter AS
SELECT observation_quarter.* FROM observation_quarter
WHERE {reached observations_read observation_quarter.unit_id};
CREATE VIEW my_hot_place AS
SELECT hot_place.* FROM hot_place
WHERE {reached observations_read hot_place.unit_id};

-- How many: the sums of a week that has them, else its observations.
CREATE VIEW my_observation_count AS
SELECT cooperation_id, area_id, week, factor, observations, severe FROM observation_sum
WHERE {reached observations_read observation_sum.unit_id}
UNION ALL
SELECT cooperation_id, area_id, week, factor, count(*) AS observations,
       sum(CASE WHEN severity = 3 THEN 1 ELSE 0 END) AS severe
FROM observation
WHERE {reached observations_read observation.unit_id}
  AND NOT EXISTS (SELECT 1 FROM observation_sum
                  WHERE observation_sum.cooperation_id = observation.cooperation_id
                    AND observation_sum.week = observation.week)
GROUP BY cooperation_id, area_id, week, factor;
-- The sums of decided weeks for all who report there: small ones are hidden by the page.
CREATE VIEW my_observation_told AS
SELECT observation_sum.cooperation_id, observation_sum.week, observation_sum.factor,
       sum(observation_sum.observations) AS observations
FROM observation_sum
JOIN observation_week ON observation_week.cooperation_id = observation_sum.cooperation_id
                     AND observation_week.week = observation_sum.week
                     AND observation_week.state = 'decided'
WHERE observation_sum.cooperation_id IN (SELECT id FROM my_observation_area)
GROUP BY observation_sum.cooperation_id, observation_sum.week, observation_sum.factor;

-- What proves that weeks are decided: for whoever follows the duties of the unit.
CREATE VIEW my_proof_observation_area AS
SELECT observation_area.unit_id, observation_area.id, observation_area.valid_from, observation_area.valid_to
FROM observation_area
WHERE {reached programme_read observation_area.unit_id};
CREATE VIEW my_proof_observation_week AS
SELECT observation_week.unit_id, observation_week.cooperation_id, observation_week.week
FROM observation_week
WHERE observation_week.state = 'decided' AND {reached programme_read observation_week.unit_id};
