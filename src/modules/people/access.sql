-- Whom one may know by name: every colleague, when signed in.  A protected identity is masked
-- for all but those who look after people where that person belongs, and the person.
CREATE VIEW my_person AS
SELECT id, public_id, is_protected, is_active,
       CASE WHEN is_masked = 1 THEN '•••' ELSE name END AS name,
       CASE WHEN is_masked = 1 THEN '' ELSE title END AS title,
       CASE WHEN is_masked = 1 THEN 0 ELSE unit_id END AS unit_id
FROM (SELECT person.id, person.public_id, person.name, person.title, person.unit_id,
             person.is_protected, person.is_active,
             CASE WHEN person.is_protected = 1 AND person.id <> me()
                       AND NOT {reached people_write person.unit_id}
                  THEN 1 ELSE 0 END AS is_masked
      FROM person) AS known
WHERE me() <> 0;

-- Whom one may see with telephone and e-mail: the people of the units that one reads people
-- of, and oneself.  The password stays behind.
CREATE VIEW my_staff AS
SELECT id, public_id, is_protected, is_active, language, theme, created_at, version,
       '' AS password,
       CASE WHEN is_masked = 1 THEN '' ELSE login END AS login,
       CASE WHEN is_masked = 1 THEN '•••' ELSE name END AS name,
       CASE WHEN is_masked = 1 THEN '' ELSE email END AS email,
       CASE WHEN is_masked = 1 THEN '' ELSE phone END AS phone,
       CASE WHEN is_masked = 1 THEN '' ELSE title END AS title,
       CASE WHEN is_masked = 1 THEN 0 ELSE unit_id END AS unit_id
FROM (SELECT person.id, person.public_id, person.login, person.name, person.email, person.phone,
             person.title, person.unit_id, person.language, person.theme, person.is_active,
             person.is_protected, person.created_at, person.version,
             CASE WHEN person.is_protected = 1 AND person.id <> me()
                       AND NOT {reached people_write person.unit_id}
                  THEN 1 ELSE 0 END AS is_masked
      FROM person
      WHERE person.id = me()
         OR person.unit_id IN (SELECT unit_id FROM my_reach
                               WHERE permission IN ('people_read', 'people_write', 'accounts_write'))
         OR (person.unit_id = 0
             AND EXISTS (SELECT 1 FROM my_city_reach
                         WHERE permission IN ('people_read', 'people_write', 'accounts_write')))
     ) AS known;

-- Which user names are taken; no more than that.
CREATE VIEW my_login AS SELECT id, login FROM person;

-- Units whose people, and whose accounts, one may change; 0 stands for no unit.
CREATE VIEW my_people_unit AS
SELECT permission, unit_id FROM my_reach WHERE permission IN ('people_write', 'accounts_write')
UNION
SELECT permission, 0 AS unit_id FROM my_city_reach
WHERE permission IN ('people_write', 'accounts_write');

-- Roles: one's own, those at units whose people one reads, and of all whom one gives accounts.
CREATE VIEW my_member AS
SELECT * FROM member
WHERE person_id = me()
   OR unit_id IN (SELECT unit_id FROM my_reach
                  WHERE permission IN ('people_read', 'accounts_write'));

-- Who handles events today, for the choice of handler; no names.  A coordinator comes after
-- the manager.  Also for nobody: a report without account finds its way.
CREATE VIEW my_handler AS
SELECT member.id, member.unit_id, member.person_id, member.is_recursive,
       CASE WHEN member.role IN (SELECT role FROM role_permission
                                 WHERE permission = 'events_coordinate')
            THEN 1 ELSE 0 END AS is_coordinator
FROM member JOIN person ON person.id = member.person_id
WHERE person.is_active = 1
  AND member.role IN (SELECT role FROM role_permission WHERE permission = 'events_handle')
  AND member.valid_from <= today()
  AND (member.valid_to = '' OR member.valid_to >= today());

-- Role types that are not shown openly.
CREATE VIEW my_restricted_role AS
SELECT code FROM catalogue_item
WHERE list = 'role_types' AND cells LIKE '%"restricted":"1"%';

-- Public appointments for all who are signed in; others for those who read people there; a
-- restricted one only for its holder and those who look after appointments there.
CREATE VIEW my_appointment AS
SELECT * FROM appointment
WHERE me() <> 0
  AND (is_public = 1
       OR person_id = me()
       OR unit_id IN (SELECT unit_id FROM my_reach WHERE permission = 'people_write')
       OR (unit_id IN (SELECT unit_id FROM my_reach WHERE permission = 'people_read')
           AND role_type NOT IN (SELECT code FROM my_restricted_role)));

-- What follow-up needs of appointments: that a role is held, not by whom.  Restricted roles
-- are never here.
CREATE VIEW my_proof_appointment AS
SELECT unit_id, role_type, valid_from, valid_to,
       CASE WHEN deputy_of <> 0 THEN 1 ELSE 0 END AS is_deputy,
       CASE WHEN accepted_at <> 0 THEN 1 ELSE 0 END AS is_accepted
FROM appointment
WHERE role_type NOT IN (SELECT code FROM my_restricted_role)
  AND unit_id IN (SELECT unit_id FROM my_reach WHERE permission = 'programme_read');

-- Rounds are known to all who are signed in; confirmations to those who see the appointment.
CREATE VIEW my_confirmation_round AS SELECT * FROM confirmation_round WHERE me() <> 0;
CREATE VIEW my_appointment_confirmation AS
SELECT appointment_confirmation.* FROM appointment_confirmation
WHERE EXISTS (SELECT 1 FROM my_appointment
              WHERE my_appointment.id = appointment_confirmation.appointment_id);
