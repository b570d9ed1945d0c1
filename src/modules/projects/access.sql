-- Plans and projects of the units one reads, and what belongs to them.
CREATE VIEW my_project AS
SELECT project.* FROM project
WHERE {reached projects_read project.unit_id};
CREATE VIEW my_project_risk AS
SELECT project_risk.* FROM project_risk
WHERE EXISTS (SELECT 1 FROM my_project WHERE my_project.id = project_risk.project_id);
CREATE VIEW my_project_link AS
SELECT project_link.* FROM project_link
WHERE project_link.removed_on = ''
  AND EXISTS (SELECT 1 FROM my_project WHERE my_project.id = project_link.project_id);
CREATE VIEW my_project_year AS
SELECT project_year.* FROM project_year
WHERE project_year.unit_id IN (SELECT unit_id FROM my_reach WHERE permission = 'projects_read');
-- Units whose projects this person keeps.
CREATE VIEW my_project_unit AS
SELECT unit_id FROM my_reach WHERE permission = 'projects_write';
-- What a unit with all below it proves, for those who follow its duties: days and kinds, no words.
CREATE VIEW my_proof_project AS
SELECT unit_closure.above_id AS unit_id, project.id AS project_id, project.kind, project.is_fixed,
       project.begun_on, project.fixed_on, project.ended_on, project.assessed_on
FROM project
JOIN unit_closure ON unit_closure.below_id = project.unit_id
WHERE unit_closure.valid_from <= today()
  AND (unit_closure.valid_to = '' OR unit_closure.valid_to >= today())
  AND (project.phase <> 'stopped' OR project.is_fixed = 1)
  AND unit_closure.above_id IN (SELECT unit_id FROM my_reach WHERE permission = 'programme_read');
-- Of each risk: is there an answer to it?  A measure that is only proposed, or was stopped, is none.
CREATE VIEW my_proof_project_risk AS
SELECT project_risk.project_id, project_risk.zone,
       CASE WHEN project_risk.not_needed_why <> '' OR EXISTS
            (SELECT 1 FROM measure
             WHERE measure.source_kind = 'project_risk' AND measure.source_id = project_risk.id
               AND measure.state NOT IN ('proposed', 'stopped')) THEN 1 ELSE 0 END AS is_answered
FROM project_risk
WHERE project_risk.project_id IN (SELECT project_id FROM my_proof_project);
-- Stopped before they were fixed: they were there all the same, so nobody signs that there was none.
CREATE VIEW my_proof_project_year AS
SELECT project_year.unit_id, project_year.year FROM project_year
WHERE project_year.withdrawn_on = ''
  AND project_year.unit_id IN (SELECT unit_id FROM my_reach WHERE permission = 'programme_read');
CREATE VIEW my_proof_project_there AS
SELECT unit_closure.above_id AS unit_id, project.begun_on, project.ended_on
FROM project
JOIN unit_closure ON unit_closure.below_id = project.unit_id
WHERE unit_closure.valid_from <= today()
  AND (unit_closure.valid_to = '' OR unit_closure.valid_to >= today())
  AND unit_closure.above_id IN (SELECT unit_id FROM my_reach WHERE permission = 'programme_read');
