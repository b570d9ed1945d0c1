-- Which units a person reaches with which permission, today.  Everything that is shown
-- to a person goes through this one view.
CREATE VIEW my_reach AS
SELECT role_permission.permission AS permission, unit_closure.below_id AS unit_id
FROM member
JOIN role_permission ON role_permission.role = member.role
JOIN unit_closure ON unit_closure.above_id = member.unit_id
WHERE member.person_id = me()
  AND member.valid_from <= today()
  AND (member.valid_to = '' OR member.valid_to >= today())
  AND (member.is_recursive = 1 OR unit_closure.depth = 0)
  AND unit_closure.valid_from <= today()
  AND (unit_closure.valid_to = '' OR unit_closure.valid_to >= today());

-- The units of which one reads everything, with all below them: a role there that holds below
-- it too.  A number that counts a whole unit is for those who have it here.
CREATE VIEW my_whole_reach AS
SELECT role_permission.permission AS permission, unit_closure.below_id AS unit_id
FROM member
JOIN role_permission ON role_permission.role = member.role
JOIN unit_closure ON unit_closure.above_id = member.unit_id
WHERE member.person_id = me()
  AND member.is_recursive = 1
  AND member.valid_from <= today()
  AND (member.valid_to = '' OR member.valid_to >= today())
  AND unit_closure.valid_from <= today()
  AND (unit_closure.valid_to = '' OR unit_closure.valid_to >= today());

-- Lists, settings and one's own things.
CREATE VIEW my_catalogue_item AS SELECT * FROM catalogue_item;
CREATE VIEW my_setting AS SELECT * FROM setting;
CREATE VIEW my_draft AS SELECT * FROM draft WHERE person_id = me();
CREATE VIEW my_undo AS SELECT * FROM undo WHERE person_id = me();
CREATE VIEW my_undo_row AS
SELECT undo_row.* FROM undo_row JOIN undo ON undo.id = undo_row.undo_id AND undo.person_id = me();
CREATE VIEW my_session AS
SELECT id, person_id, created_at, seen_at, ends_at, what FROM session WHERE person_id = me();
CREATE VIEW my_saved_view AS
SELECT * FROM saved_view
WHERE person_id = me()
   OR unit_id IN (SELECT unit_id FROM my_reach WHERE permission = 'events_read');
CREATE VIEW my_job AS
SELECT * FROM job
WHERE person_id = me()
   OR EXISTS (SELECT 1 FROM my_reach WHERE permission = 'jobs_read');
CREATE VIEW my_import AS
SELECT * FROM import
WHERE created_by = me()
   OR (is_private = 0
       AND EXISTS (SELECT 1 FROM my_reach WHERE permission = 'import_write')
       AND EXISTS (SELECT 1 FROM my_reach WHERE permission = 'jobs_read'));

-- The people one may be in a demo; nobody in a real city.
CREATE VIEW my_demo_person AS
SELECT person.id, person.login, person.name, person.title, COALESCE(unit.name_sv, '') AS unit_name,
       COALESCE(unit.name_en, '') AS unit_name_en
FROM person LEFT JOIN unit ON unit.id = person.unit_id
WHERE person.is_active = 1
  AND person.title <> ''
  AND EXISTS (SELECT 1 FROM setting WHERE setting.name = 'demo' AND setting.value = 'yes');
