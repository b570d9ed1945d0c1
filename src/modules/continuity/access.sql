-- What commitments stand on.  Aggregation guard: the whole graph is worth more to somebody who
-- means harm than its rows are, so reading one's units is one right and reading the graph of
-- the city another.  A role that holds the first at the top of the city reads counts there,
-- and no rows, unless it holds the second too.
CREATE VIEW my_city_graph AS
SELECT permission FROM my_city_reach WHERE permission = 'dependencies_city';

CREATE VIEW my_continuity_unit AS
SELECT unit_id FROM my_reach
WHERE permission = 'continuity_read' AND EXISTS (SELECT 1 FROM my_city_graph)
UNION
SELECT unit_closure.below_id AS unit_id
FROM member
JOIN role_permission ON role_permission.role = member.role
JOIN unit_closure ON unit_closure.above_id = member.unit_id
WHERE member.person_id = me()
  AND role_permission.permission = 'continuity_read'
  AND member.unit_id IN (SELECT unit_id FROM unit_parent)
  AND member.valid_from <= today()
  AND (member.valid_to = '' OR member.valid_to >= today())
  AND (member.is_recursive = 1 OR unit_closure.depth = 0)
  AND unit_closure.valid_from <= today()
  AND (unit_closure.valid_to = '' OR unit_closure.valid_to >= today());
CREATE VIEW my_continuity_edit AS
SELECT unit_id FROM my_reach WHERE permission = 'continuity_write';


-- Nodes of the units one reads: their commitments, and what they keep.  A commitment with a
-- secrecy mark is here for those who read it among commitments.
CREATE VIEW my_node_own AS
SELECT node.id FROM node LEFT JOIN commitment ON commitment.id = node.commitment_id
WHERE (node.commitment_id = 0 OR commitment.secrecy = ''
       OR node.commitment_id IN (SELECT id FROM my_commitment))
  AND (EXISTS (SELECT 1 FROM my_city_graph)
       OR CASE WHEN node.commitment_id <> 0 THEN COALESCE(commitment.unit_id, node.unit_id)
               ELSE node.unit_id END IN (SELECT unit_id FROM my_continuity_unit));

CREATE VIEW my_dependency AS
SELECT dependency.* FROM dependency
WHERE dependency.owner_id IN (SELECT id FROM my_node_own);
CREATE VIEW my_dependency_member AS
SELECT dependency_member.* FROM dependency_member
WHERE dependency_member.dependency_id IN (SELECT id FROM my_dependency);

-- Critical: a large effect that is felt within the time that the commitment may be away.
CREATE VIEW my_critical AS
SELECT dependency.id
FROM dependency
JOIN node AS owner ON owner.id = dependency.owner_id
LEFT JOIN commitment ON commitment.id = owner.commitment_id
WHERE dependency.ended_on = ''
  AND dependency.id IN (SELECT id FROM my_dependency)
  AND dependency.effect IN (SELECT code FROM catalogue_item
                            WHERE list = 'dependency_effects' AND cells LIKE '%"is_critical":"1"%')
  AND (owner.commitment_id = 0 OR commitment.acceptable_outage_hours IS NULL
       OR commitment.acceptable_outage_hours <= 0
       OR dependency.delay_hours + dependency.buffer_hours <= commitment.acceptable_outage_hours);

-- One's own nodes and what they stand on; not who else does.  A commitment keeps its own name
-- and unit: the node that stands for it borrows them.
CREATE VIEW my_node AS
SELECT node.id, node.public_id, node.kind,
       CASE WHEN node.commitment_id <> 0 THEN COALESCE(commitment.name, '') ELSE node.name END AS name,
       node.commitment_id,
       CASE WHEN node.commitment_id <> 0 THEN COALESCE(commitment.unit_id, node.unit_id)
            ELSE node.unit_id END AS unit_id,
       node.is_shared, node.area, node.recovery_low, node.recovery_hours, node.recovery_high,
       node.restart_hours, node.yearly, node.reference, node.note, node.retired_on,
       node.created_by, node.created_at, node.version
FROM node LEFT JOIN commitment ON commitment.id = node.commitment_id
WHERE (node.commitment_id = 0 OR commitment.secrecy = ''
       OR node.commitment_id IN (SELECT id FROM my_commitment))
  AND (node.id IN (SELECT id FROM my_node_own)
       OR node.id IN (SELECT node_id FROM my_dependency_member));

-- What one may say that one stands on: what is one's own, and what is shared.
CREATE VIEW my_node_choice AS
SELECT node.id, node.public_id, node.kind, node.area,
       CASE WHEN node.commitment_id <> 0 THEN COALESCE(commitment.name, '') ELSE node.name END AS name
FROM node LEFT JOIN commitment ON commitment.id = node.commitment_id
WHERE node.retired_on = ''
  AND (node.commitment_id = 0 OR commitment.secrecy = ''
       OR node.commitment_id IN (SELECT id FROM my_commitment))
  AND EXISTS (SELECT 1 FROM my_continuity_edit)
  AND (node.is_shared = 1 OR node.id IN (SELECT id FROM my_node_own));

-- How many stand on a node that one sees: counts, nobody's name.
CREATE VIEW my_node_use AS
SELECT dependency_member.node_id,
       count(DISTINCT dependency.id) AS dependencies,
       count(DISTINCT CASE WHEN owner.commitment_id <> 0 THEN owner.id END) AS commitments
FROM dependency_member
JOIN dependency ON dependency.id = dependency_member.dependency_id AND dependency.ended_on = ''
JOIN node AS owner ON owner.id = dependency.owner_id
WHERE dependency_member.node_id IN (SELECT id FROM my_node)
GROUP BY dependency_member.node_id;
CREATE VIEW my_node_boards AS
SELECT dependency_member.node_id, count(DISTINCT unit_closure.above_id) AS boards
FROM dependency_member
JOIN dependency ON dependency.id = dependency_member.dependency_id AND dependency.ended_on = ''
JOIN node AS owner ON owner.id = dependency.owner_id
JOIN unit_closure ON unit_closure.below_id = owner.unit_id
JOIN unit ON unit.id = unit_closure.above_id
JOIN catalogue_item AS kind ON kind.list = 'unit_kinds' AND kind.code = unit.kind
     AND kind.cells LIKE '%"is_board":"1"%'
WHERE dependency_member.node_id IN (SELECT id FROM my_node)
  AND unit_closure.valid_from <= today()
  AND (unit_closure.valid_to = '' OR unit_closure.valid_to >= today())
GROUP BY dependency_member.node_id;

-- For the simulation: everything behind one's own nodes, and what stands on nothing but
-- numbers.  Without names, so that what one is told about one's own is right and nothing
-- else is told.
-- (The WITH has the view's own name: SQLite tells who reads by it, and the store lets no other
-- name read tables.)
CREATE VIEW my_chain AS
WITH RECURSIVE my_chain (node_id) AS (
	SELECT id FROM my_node_own
	UNION
	SELECT dependency_member.node_id
	FROM my_chain
	JOIN dependency ON dependency.owner_id = my_chain.node_id AND dependency.ended_on = ''
	JOIN dependency_member ON dependency_member.dependency_id = dependency.id
)
SELECT node_id FROM my_chain;
CREATE VIEW my_chain_node AS
SELECT node.id, node.kind, node.commitment_id, node.restart_hours, node.yearly,
       node.recovery_low, node.recovery_hours, node.recovery_high, node.retired_on,
       CASE WHEN node.commitment_id <> 0 THEN COALESCE(commitment.unit_id, node.unit_id)
            ELSE node.unit_id END AS unit_id,
       COALESCE(commitment.acceptable_outage_hours, 0) AS tolerable
FROM node LEFT JOIN commitment ON commitment.id = node.commitment_id
WHERE node.id IN (SELECT node_id FROM my_chain)
  AND (node.commitment_id = 0 OR commitment.state <> 'closed');
CREATE VIEW my_chain_dependency AS
SELECT dependency.id, dependency.owner_id, dependency.resource, dependency.needed,
       dependency.delay_hours, dependency.buffer_low, dependency.buffer_hours,
       dependency.buffer_high
FROM dependency
WHERE dependency.ended_on = '' AND dependency.owner_id IN (SELECT node_id FROM my_chain);
CREATE VIEW my_chain_member AS
SELECT dependency_member.dependency_id, dependency_member.node_id
FROM dependency_member
WHERE dependency_member.dependency_id IN (SELECT id FROM my_chain_dependency);

-- One's own calculations and extracts; those who read the audit trail see every extract.
CREATE VIEW my_cascade_run AS SELECT * FROM cascade_run WHERE person_id = me() AND me() <> 0;
CREATE VIEW my_dependency_extract AS
SELECT * FROM dependency_extract
WHERE (person_id = me() AND me() <> 0)
   OR EXISTS (SELECT 1 FROM my_city_reach WHERE permission = 'audit_read');

-- Counts of the whole city, for those who read continuity there.
CREATE VIEW my_city_count AS
SELECT dependency.resource, count(*) AS dependencies,
       count(DISTINCT CASE WHEN owner.commitment_id <> 0 THEN owner.id END) AS commitments,
       count(DISTINCT owner.unit_id) AS units
FROM dependency
JOIN node AS owner ON owner.id = dependency.owner_id
WHERE dependency.ended_on = ''
  AND EXISTS (SELECT 1 FROM my_city_reach WHERE permission IN ('continuity_read', 'dependencies_city'))
GROUP BY dependency.resource;

-- Which names are taken, for those who give them; no more than that.
CREATE VIEW my_node_name AS
SELECT node.id, node.name FROM node
WHERE node.name <> '' AND EXISTS (SELECT 1 FROM my_continuity_edit);

-- ---- Plans ------------------------------------------------------------------------------

-- Plans of the units one reads, those that protect a commitment of such a unit, and those one
-- owns.  One with a secrecy mark is read by those who read commitments with a mark there.
CREATE VIEW my_plan_approver AS
SELECT unit_id FROM my_reach WHERE permission = 'continuity_approve';
CREATE VIEW my_continuity_plan AS
SELECT continuity_plan.* FROM continuity_plan
WHERE ((continuity_plan.unit_id IN (SELECT unit_id FROM my_continuity_unit)
        OR continuity_plan.id IN
           (SELECT plan_edition.plan_id FROM plan_edition
            JOIN plan_commitment ON plan_commitment.edition_id = plan_edition.id
            JOIN commitment ON commitment.id = plan_commitment.commitment_id
            WHERE plan_edition.state = 'approved'
              AND commitment.unit_id IN (SELECT unit_id FROM my_continuity_unit)))
       AND (continuity_plan.secrecy = ''
            OR continuity_plan.unit_id IN (SELECT unit_id FROM my_reach
                                           WHERE permission = 'commitments_secret')))
   OR (continuity_plan.owner_id <> 0 AND continuity_plan.owner_id = me());

-- What is not approved yet is seen by those who write and approve.
CREATE VIEW my_plan_edition AS
SELECT plan_edition.* FROM plan_edition
JOIN my_continuity_plan ON my_continuity_plan.id = plan_edition.plan_id
WHERE plan_edition.state = 'approved'
   OR my_continuity_plan.unit_id IN (SELECT unit_id FROM my_continuity_edit)
   OR my_continuity_plan.unit_id IN (SELECT unit_id FROM my_plan_approver);
CREATE VIEW my_plan_commitment AS
SELECT plan_commitment.* FROM plan_commitment
WHERE plan_commitment.edition_id IN (SELECT id FROM my_plan_edition);
CREATE VIEW my_plan_routine AS
SELECT plan_routine.* FROM plan_routine
WHERE plan_routine.edition_id IN (SELECT id FROM my_plan_edition);
CREATE VIEW my_plan_test AS
SELECT plan_test.* FROM plan_test WHERE plan_test.plan_id IN (SELECT id FROM my_continuity_plan);
CREATE VIEW my_plan_review AS
SELECT plan_review.* FROM plan_review
WHERE plan_review.plan_id IN (SELECT id FROM my_continuity_plan);
CREATE VIEW my_plan_copy AS
SELECT plan_copy.* FROM plan_copy WHERE plan_copy.plan_id IN (SELECT id FROM my_continuity_plan);
CREATE VIEW my_plan_copy_check AS
SELECT plan_copy_check.* FROM plan_copy_check
WHERE plan_copy_check.copy_id IN (SELECT id FROM my_plan_copy);
-- Why an edition was returned is told to those who read it.
CREATE VIEW my_plan_step AS
SELECT plan_step.* FROM plan_step
LEFT JOIN plan_edition ON plan_edition.plan_id = plan_step.plan_id
     AND plan_edition.number = plan_step.number
WHERE plan_step.plan_id IN (SELECT id FROM my_continuity_plan)
  AND (plan_edition.id IS NULL OR plan_edition.id IN (SELECT id FROM my_plan_edition));

-- The edition of each plan that is in force today: the newest that has begun.  When it must be
-- reviewed is said when it is approved, and again each time it has been reviewed.
CREATE VIEW my_plan_now AS
SELECT plan_edition.id, plan_edition.plan_id, plan_edition.number, plan_edition.valid_from,
       COALESCE((SELECT max(plan_review.review_by) FROM plan_review
                 WHERE plan_review.edition_id = plan_edition.id), plan_edition.review_by) AS review_by,
       COALESCE((SELECT max(plan_test.tested_on) FROM plan_test
                 WHERE plan_test.edition_id = plan_edition.id), '') AS tested_on,
       COALESCE((SELECT max(plan_test.counts_to) FROM plan_test
                 WHERE plan_test.edition_id = plan_edition.id), '') AS counts_to
FROM plan_edition
JOIN my_continuity_plan ON my_continuity_plan.id = plan_edition.plan_id
WHERE plan_edition.state = 'approved' AND plan_edition.valid_from <= today()
  AND (my_continuity_plan.ended_on = '' OR my_continuity_plan.ended_on > today())
  AND NOT EXISTS (SELECT 1 FROM plan_edition AS later
                  WHERE later.plan_id = plan_edition.plan_id AND later.state = 'approved'
                    AND later.number > plan_edition.number AND later.valid_from <= today());

-- Where copies lie, and which edition lay there when somebody looked last.
CREATE VIEW my_plan_copy_now AS
SELECT plan_copy.id, plan_copy.public_id, plan_copy.plan_id, plan_copy.place, plan_copy.version,
       COALESCE(checked.number, 0) AS number, COALESCE(checked.checked_on, '') AS checked_on,
       COALESCE(checked.person_id, 0) AS person_id
FROM plan_copy
LEFT JOIN plan_copy_check AS checked ON checked.id =
     (SELECT max(newest.id) FROM plan_copy_check AS newest WHERE newest.copy_id = plan_copy.id)
WHERE plan_copy.ended_on = '' AND plan_copy.plan_id IN (SELECT id FROM my_continuity_plan);

-- ---- What plans cover -----------------------------------------------------------------------

-- How long the loss of a critical dependency must be borne: until the slowest of what it stands
-- on is back; nobody has said: as long as the commitment may be away; 0: nobody has said either.
-- `rank` is how near the best plan in force comes to covering it (continuity/coverage.h).
CREATE VIEW my_coverage AS
SELECT needed.id, needed.public_id, needed.resource, needed.node_id, needed.commitment_id,
       needed.unit_id, needed.must_last,
       COALESCE((SELECT max(CASE WHEN routine.id IS NULL THEN 1
                                 WHEN needed.must_last <= 0 THEN 2
                                 WHEN routine.endurance_hours < needed.must_last THEN 3
                                 WHEN COALESCE((SELECT max(plan_review.review_by) FROM plan_review
                                                WHERE plan_review.edition_id = edition.id),
                                               edition.review_by) < today() THEN 4
                                 WHEN NOT EXISTS (SELECT 1 FROM plan_test
                                      WHERE plan_test.edition_id = edition.id
                                        AND plan_test.tested_on <= today()
                                        AND plan_test.counts_to >= today()
                                        AND (plan_test.resources = ''
                                             OR ' ' || plan_test.resources || ' '
                                                LIKE '% ' || needed.resource || ' %')) THEN 5
                                 ELSE 6 END)
                 FROM plan_commitment AS protects
                 JOIN plan_edition AS edition ON edition.id = protects.edition_id
                      AND edition.state = 'approved' AND edition.valid_from <= today()
                 JOIN continuity_plan AS plan ON plan.id = edition.plan_id
                      AND (plan.ended_on = '' OR plan.ended_on > today())
                 LEFT JOIN plan_routine AS routine ON routine.edition_id = edition.id
                      AND routine.resource = needed.resource
                 WHERE protects.commitment_id = needed.commitment_id
                   AND NOT EXISTS (SELECT 1 FROM plan_edition AS later
                                   WHERE later.plan_id = edition.plan_id AND later.state = 'approved'
                                     AND later.number > edition.number
                                     AND later.valid_from <= today())), 0) AS rank
FROM (SELECT dependency.id, dependency.public_id, dependency.resource, owner.id AS node_id,
             owner.commitment_id, commitment.unit_id,
             COALESCE(NULLIF((SELECT max(node.recovery_hours) FROM dependency_member
                              JOIN node ON node.id = dependency_member.node_id
                              WHERE dependency_member.dependency_id = dependency.id), 0),
                      commitment.acceptable_outage_hours * 1.0, 0) AS must_last
      FROM dependency
      JOIN node AS owner ON owner.id = dependency.owner_id AND owner.commitment_id <> 0
      JOIN commitment ON commitment.id = owner.commitment_id AND commitment.state <> 'closed'
      WHERE dependency.id IN (SELECT id FROM my_critical)) AS needed;

-- The same for those who follow the duties of a unit: which dependencies are critical there, and
-- from when to when a plan with a tested routine that lasts is in force.  Days, never words.
CREATE VIEW my_proof_critical AS
SELECT unit_closure.above_id AS unit_id, dependency.id, dependency.resource, owner.commitment_id,
       COALESCE(NULLIF((SELECT max(node.recovery_hours) FROM dependency_member
                        JOIN node ON node.id = dependency_member.node_id
                        WHERE dependency_member.dependency_id = dependency.id), 0),
                commitment.acceptable_outage_hours * 1.0, 0) AS must_last
FROM dependency
JOIN node AS owner ON owner.id = dependency.owner_id AND owner.commitment_id <> 0
JOIN commitment ON commitment.id = owner.commitment_id AND commitment.state <> 'closed'
JOIN unit_closure ON unit_closure.below_id = commitment.unit_id
WHERE dependency.ended_on = ''
  AND dependency.effect IN (SELECT code FROM catalogue_item
                            WHERE list = 'dependency_effects' AND cells LIKE '%"is_critical":"1"%')
  AND (commitment.acceptable_outage_hours IS NULL OR commitment.acceptable_outage_hours <= 0
       OR dependency.delay_hours + dependency.buffer_hours <= commitment.acceptable_outage_hours)
  AND unit_closure.valid_from <= today()
  AND (unit_closure.valid_to = '' OR unit_closure.valid_to >= today())
  AND unit_closure.above_id IN (SELECT unit_id FROM my_reach WHERE permission = 'programme_read');
CREATE VIEW my_proof_routine AS
SELECT protects.commitment_id, routine.resource, routine.endurance_hours, edition.valid_from,
       COALESCE((SELECT min(later.valid_from) FROM plan_edition AS later
                 WHERE later.plan_id = edition.plan_id AND later.state = 'approved'
                   AND later.number > edition.number), '') AS next_from,
       plan.ended_on,
       edition.review_by, COALESCE(review.reviewed_on, '') AS reviewed_on,
       COALESCE(review.review_by, '') AS reviewed_to,
       COALESCE(test.tested_on, '') AS tested_on, COALESCE(test.counts_to, '') AS counts_to
FROM plan_commitment AS protects
JOIN plan_edition AS edition ON edition.id = protects.edition_id AND edition.state = 'approved'
JOIN continuity_plan AS plan ON plan.id = edition.plan_id
JOIN plan_routine AS routine ON routine.edition_id = edition.id
LEFT JOIN plan_review AS review ON review.edition_id = edition.id
LEFT JOIN plan_test AS test ON test.edition_id = edition.id AND test.counts_to <> ''
     AND (test.resources = '' OR ' ' || test.resources || ' ' LIKE '% ' || routine.resource || ' %')
JOIN commitment ON commitment.id = protects.commitment_id
WHERE commitment.unit_id IN (SELECT unit_id FROM my_reach WHERE permission = 'programme_read');

-- Units that answer to the council.
CREATE VIEW my_continuity_board AS
SELECT unit.id, unit.code, unit.name_sv, unit.name_en FROM unit
JOIN catalogue_item AS kind ON kind.list = 'unit_kinds' AND kind.code = unit.kind
     AND kind.cells LIKE '%"is_board":"1"%';
