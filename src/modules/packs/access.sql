-- Units that have an emergency pack: those with rosters or alarm paths of their own, and the
-- top of the organisation.
CREATE VIEW my_pack_owner AS
SELECT unit.id AS unit_id
FROM unit
WHERE (unit.valid_to = '' OR unit.valid_to >= today())
  AND (unit.id IN (SELECT roster.unit_id FROM roster WHERE roster.closed_at = 0)
       OR unit.id IN (SELECT alarm_path.unit_id FROM alarm_path WHERE alarm_path.closed_at = 0)
       OR unit.id NOT IN (SELECT unit_parent.unit_id FROM unit_parent));

-- Units whose packs one may read: with every right that a part of a pack asks for.
CREATE VIEW my_pack_reach AS
SELECT my_reach.unit_id AS unit_id
FROM my_reach
WHERE my_reach.permission IN ('rosters_read', 'rosters_write', 'alarms_read',
                              'crisis_city', 'people_read', 'documents_read', 'continuity_read')
GROUP BY my_reach.unit_id
HAVING count(DISTINCT my_reach.permission) = 7;
-- A pack has in it what is below its unit: who does not reach all of that does not read it.
CREATE VIEW my_pack_beyond AS
SELECT unit_closure.above_id AS unit_id
FROM unit_closure
WHERE unit_closure.is_history = 0
  AND unit_closure.valid_from <= today()
  AND (unit_closure.valid_to = '' OR unit_closure.valid_to >= today())
  AND unit_closure.below_id NOT IN (SELECT unit_id FROM my_pack_reach);
CREATE VIEW my_pack_unit AS
SELECT my_pack_owner.unit_id AS unit_id
FROM my_pack_owner
WHERE my_pack_owner.unit_id IN (SELECT unit_id FROM my_pack_reach)
  AND my_pack_owner.unit_id NOT IN (SELECT unit_id FROM my_pack_beyond);

CREATE VIEW my_pack AS
SELECT pack.* FROM pack
WHERE pack.unit_id IN (SELECT unit_id FROM my_pack_unit);
CREATE VIEW my_pack_fetch AS
SELECT pack_fetch.* FROM pack_fetch
WHERE pack_fetch.pack_id IN (SELECT id FROM my_pack);
-- The last step of the rosters that a pack is made of: its unit's and those below.
CREATE VIEW my_pack_roster_step AS
SELECT unit_closure.above_id AS unit_id, roster_step.id AS id
FROM roster_step
JOIN roster ON roster.id = roster_step.roster_id
JOIN unit_closure ON unit_closure.below_id = roster.unit_id
WHERE unit_closure.is_history = 0
  AND unit_closure.above_id IN (SELECT unit_id FROM my_pack_unit);

-- What has been taken along of what one reads oneself.
CREATE VIEW my_pack_file AS
SELECT pack_file.* FROM pack_file
WHERE pack_file.unit_id IN (SELECT unit_id FROM my_pack_unit);
-- One's own emergency code: that there is one, never its hash.
CREATE VIEW my_pack_code AS
SELECT id, person_id, made_at, ended_at FROM pack_code WHERE person_id = me();
-- Who can sign in to a copy that one takes along: whoever has a code, and roles that one reads.
CREATE VIEW my_pack_signer AS
SELECT pack_code.person_id AS person_id FROM pack_code
JOIN person ON person.id = pack_code.person_id
WHERE pack_code.ended_at = 0 AND person.is_active = 1 AND person.is_protected = 0
  AND pack_code.person_id IN (SELECT person_id FROM my_member);
