-- The city's risk picture.  Who puts risk analyses together for the city sees it while it is
-- made; everybody else who follows the programme sees what is published, and of that only the
-- open version, which is frozen whole: nothing of a marked risk stands in it.
CREATE VIEW my_risk_picture_maker AS
SELECT permission FROM my_city_reach WHERE permission = 'risks_receive';
CREATE VIEW my_risk_picture_right AS
SELECT permission FROM my_city_reach
WHERE permission IN ('risks_receive', 'submissions_submit', 'continuity_read', 'dependencies_city');

CREATE VIEW my_risk_picture AS
SELECT risk_picture.id, risk_picture.public_id, risk_picture.unit_id, risk_picture.year,
       risk_picture.number, risk_picture.state, risk_picture.summary, risk_picture.outside,
       risk_picture.planned_on, risk_picture.meeting_on, risk_picture.paragraph,
       risk_picture.signer, risk_picture.decided_by, risk_picture.decided_at,
       risk_picture.published_by, risk_picture.published_at, risk_picture.new_reason,
       risk_picture.supersedes, risk_picture.submission_id, risk_picture.frozen,
       CASE WHEN EXISTS (SELECT 1 FROM my_risk_picture_maker)
            THEN risk_picture.frozen_inner ELSE '' END AS frozen_inner,
       risk_picture.digest, risk_picture.created_by, risk_picture.created_at,
       risk_picture.version
FROM risk_picture
WHERE EXISTS (SELECT 1 FROM my_risk_picture_maker)
   OR (risk_picture.state = 'published'
       AND EXISTS (SELECT 1 FROM my_reach WHERE permission = 'programme_read'));

CREATE VIEW my_risk_theme AS
SELECT risk_theme.* FROM risk_theme WHERE EXISTS (SELECT 1 FROM my_risk_picture_maker);
CREATE VIEW my_risk_theme_risk AS
SELECT risk_theme_risk.* FROM risk_theme_risk
WHERE EXISTS (SELECT 1 FROM my_risk_picture_maker)
  AND risk_theme_risk.risk_id IN (SELECT id FROM my_risk);
CREATE VIEW my_risk_picture_step AS
SELECT risk_picture_step.* FROM risk_picture_step
WHERE EXISTS (SELECT 1 FROM my_risk_picture_maker);

-- What has become of the risks that one reads.  A theme that is not in the open version has no
-- words here: they may tell of another unit's marked risk.
CREATE VIEW my_risk_theme_part AS
SELECT risk_theme_risk.risk_id, risk_theme.picture_id,
       CASE WHEN risk_theme.is_open = 1 THEN risk_theme.public_id ELSE '' END AS public_id,
       CASE WHEN risk_theme.is_open = 1 THEN risk_theme.title ELSE '' END AS title,
       CASE WHEN risk_theme.is_open = 1 THEN risk_theme.doing ELSE '' END AS doing
FROM risk_theme_risk
JOIN risk_theme ON risk_theme.id = risk_theme_risk.theme_id
JOIN risk_picture ON risk_picture.id = risk_theme.picture_id
WHERE risk_theme_risk.taken_at = 0 AND risk_theme.dissolved_reason = ''
  AND risk_picture.state = 'published'
  AND risk_theme_risk.risk_id IN (SELECT id FROM my_risk);

-- The newest analysis that each unit has handed in and not got back.
CREATE VIEW my_rollup_rsa AS
SELECT my_rsa.id, my_rsa.unit_id, my_rsa.year, my_rsa.number, my_rsa.method_id, my_rsa.secrecy
FROM my_rsa
WHERE my_rsa.state IN ('submitted', 'received', 'aggregated')
  AND EXISTS (SELECT 1 FROM my_risk_picture_maker)
  AND NOT EXISTS (SELECT 1 FROM rsa AS later
                  WHERE later.unit_id = my_rsa.unit_id AND later.year = my_rsa.year
                    AND later.number > my_rsa.number
                    AND later.state IN ('submitted', 'aggregated'));

-- What the commitments that a risk hits stand on: numbers that say that two stand on the same.
CREATE VIEW my_rollup_node AS
SELECT DISTINCT risk_commitment.risk_id, dependency_member.node_id
FROM risk_commitment
JOIN node ON node.commitment_id = risk_commitment.commitment_id AND node.commitment_id <> 0
JOIN dependency ON dependency.owner_id = node.id AND dependency.ended_on = ''
JOIN dependency_member ON dependency_member.dependency_id = dependency.id
WHERE EXISTS (SELECT 1 FROM my_city_reach
              WHERE permission IN ('continuity_read', 'dependencies_city'));

-- What proves that the city's picture has been made, for all who follow the duties of the
-- office: no words, and the same for everybody.
CREATE VIEW my_proof_risk_picture AS
SELECT risk_picture.id, risk_picture.unit_id, risk_picture.year, risk_picture.number,
       risk_picture.state, risk_picture.decided_at, risk_picture.published_at,
       CASE WHEN EXISTS (SELECT 1 FROM risk_theme
                         WHERE risk_theme.picture_id = risk_picture.id
                           AND risk_theme.kind = 'strategic' AND risk_theme.dissolved_reason = '')
            THEN 1 ELSE 0 END AS has_strategic,
       CASE WHEN trim(risk_picture.outside) <> '' THEN 1 ELSE 0 END AS has_outside
FROM risk_picture
WHERE risk_picture.state IN ('decided', 'published')
  AND risk_picture.unit_id IN (SELECT unit_id FROM my_reach WHERE permission = 'programme_read');

-- Which commitments stand on which nodes with nothing in reserve, through any number of steps:
-- for those who read continuity in the whole city, and only to be counted.
CREATE VIEW my_stands_on AS
WITH RECURSIVE my_stands_on (commitment_id, unit_id, node_id) AS (
	SELECT owner.commitment_id, commitment.unit_id, dependency_member.node_id
	FROM node AS owner
	JOIN commitment ON commitment.id = owner.commitment_id AND commitment.state <> 'closed'
	JOIN dependency ON dependency.owner_id = owner.id AND dependency.ended_on = ''
	JOIN dependency_member ON dependency_member.dependency_id = dependency.id
	WHERE owner.commitment_id <> 0
	  AND dependency.needed >= (SELECT count(*) FROM dependency_member AS spare
	                            WHERE spare.dependency_id = dependency.id)
	  AND EXISTS (SELECT 1 FROM my_city_reach
	              WHERE permission IN ('continuity_read', 'dependencies_city'))
	UNION
	SELECT my_stands_on.commitment_id, my_stands_on.unit_id, dependency_member.node_id
	FROM my_stands_on
	JOIN dependency ON dependency.owner_id = my_stands_on.node_id AND dependency.ended_on = ''
	JOIN dependency_member ON dependency_member.dependency_id = dependency.id
	WHERE dependency.needed >= (SELECT count(*) FROM dependency_member AS spare
	                            WHERE spare.dependency_id = dependency.id)
)
SELECT commitment_id, unit_id, node_id FROM my_stands_on;

-- What commitments of several boards stand on.  Who holds only counts gets the kind and two
-- numbers; the name is for those who may read the graph of the city.
CREATE VIEW my_shared_node AS
SELECT node.kind,
       CASE WHEN EXISTS (SELECT 1 FROM my_city_graph) AND node.commitment_id = 0
            THEN node.name ELSE '' END AS name,
       CASE WHEN EXISTS (SELECT 1 FROM my_city_graph) THEN node.public_id ELSE '' END AS public_id,
       count(DISTINCT my_stands_on.commitment_id) AS commitments,
       count(DISTINCT unit_closure.above_id) AS boards
FROM my_stands_on
JOIN node ON node.id = my_stands_on.node_id AND node.retired_on = ''
JOIN unit_closure ON unit_closure.below_id = my_stands_on.unit_id
JOIN unit ON unit.id = unit_closure.above_id
JOIN catalogue_item AS kind ON kind.list = 'unit_kinds' AND kind.code = unit.kind
     AND kind.cells LIKE '%"is_board":"1"%'
WHERE unit_closure.valid_from <= today()
  AND (unit_closure.valid_to = '' OR unit_closure.valid_to >= today())
GROUP BY node.id, node.kind, node.name, node.public_id, node.commitment_id
HAVING count(DISTINCT unit_closure.above_id) > 1;
