-- Rosters of the whole city for all who read rosters anywhere, those of a unit for those who
-- read rosters there, and those one serves in.  The number of the function only for those who
-- keep rosters (there, or anywhere for the city's) and who serve themselves.
CREATE VIEW my_roster_served AS
SELECT roster_layer.roster_id AS roster_id
FROM roster_member JOIN roster_layer ON roster_layer.id = roster_member.layer_id
WHERE roster_member.person_id = me()
UNION
SELECT roster_override.roster_id AS roster_id FROM roster_override
WHERE roster_override.person_id = me();

CREATE VIEW my_roster AS
SELECT id, public_id, function, unit_id, name, talk_group, note, is_city, closed_at, created_by,
       created_at, updated_at, version,
       CASE WHEN {reached rosters_write known.unit_id}
                 OR (is_city = 1 AND EXISTS (SELECT 1 FROM my_reach
                                             WHERE permission = 'rosters_write'))
                 OR id IN (SELECT roster_id FROM my_roster_served)
            THEN phone ELSE '' END AS phone
FROM (SELECT roster.* FROM roster
      WHERE {reached rosters_read roster.unit_id}
         OR (roster.is_city = 1 AND EXISTS (SELECT 1 FROM my_reach
                                            WHERE permission = 'rosters_read'))
         OR roster.id IN (SELECT roster_id FROM my_roster_served)
         OR roster.id IN (SELECT roster_share.roster_id FROM roster_share
                          WHERE roster_share.unit_id IN (SELECT unit_id FROM my_reach
                                                         WHERE permission = 'rosters_read')))
     AS known;

-- Those one may change; asked together with my_roster.
CREATE VIEW my_roster_edit AS
SELECT roster.id AS id FROM roster
WHERE roster.unit_id IN (SELECT unit_id FROM my_reach WHERE permission = 'rosters_write');

CREATE VIEW my_roster_layer AS
SELECT roster_layer.* FROM roster_layer
WHERE roster_layer.roster_id IN (SELECT id FROM my_roster);
CREATE VIEW my_roster_member AS
SELECT roster_member.* FROM roster_member
WHERE roster_member.layer_id IN (SELECT id FROM my_roster_layer);
CREATE VIEW my_roster_override AS
SELECT roster_override.* FROM roster_override
WHERE roster_override.roster_id IN (SELECT id FROM my_roster);
CREATE VIEW my_roster_share AS
SELECT roster_share.* FROM roster_share
WHERE roster_share.roster_id IN (SELECT id FROM my_roster);
CREATE VIEW my_roster_step AS
SELECT roster_step.* FROM roster_step
WHERE roster_step.roster_id IN (SELECT id FROM my_roster);

-- People in rosters that one keeps, as long as they serve there: whom one may have to ring.  Of
-- a protected identity nobody else sees a number: that of the function leads there.
CREATE VIEW my_duty_people AS
SELECT roster_member.person_id AS person_id
FROM roster_member JOIN roster_layer ON roster_layer.id = roster_member.layer_id
JOIN roster ON roster.id = roster_layer.roster_id
JOIN person ON person.id = roster_member.person_id
WHERE (roster_layer.ended_at = 0 OR roster_layer.ended_at > moment()) AND person.is_protected = 0
  AND roster.unit_id IN (SELECT unit_id FROM my_reach WHERE permission = 'rosters_write')
UNION
SELECT roster_override.person_id AS person_id
FROM roster_override JOIN roster ON roster.id = roster_override.roster_id
JOIN person ON person.id = roster_override.person_id
WHERE roster_override.ends_at > moment() AND roster_override.withdrawn_at = 0
  AND person.is_protected = 0
  AND roster.unit_id IN (SELECT unit_id FROM my_reach WHERE permission = 'rosters_write');

-- How they are reached, and how oneself is.
CREATE VIEW my_duty_channel AS
SELECT duty_channel.* FROM duty_channel
WHERE duty_channel.person_id = me()
   OR duty_channel.person_id IN (SELECT person_id FROM my_duty_people);

-- That somebody can be reached in some ways, for proof of coverage; never how.
CREATE VIEW my_duty_reached AS
SELECT duty_channel.person_id AS person_id, duty_channel.verified_on AS verified_on
FROM duty_channel
WHERE duty_channel.ended_on = '' AND duty_channel.verified_on <> ''
  AND EXISTS (SELECT 1 FROM my_reach WHERE permission = 'rosters_read');

-- Who keeps the rosters of a unit, the nearest first: whom a hole is told to.
CREATE VIEW my_roster_keeper AS
SELECT unit_closure.below_id AS unit_id, member.person_id AS person_id, unit_closure.depth AS depth
FROM member
JOIN role_permission ON role_permission.role = member.role
JOIN unit_closure ON unit_closure.above_id = member.unit_id
WHERE role_permission.permission = 'rosters_write'
  AND member.valid_from <= today()
  AND (member.valid_to = '' OR member.valid_to >= today())
  AND (member.is_recursive = 1 OR unit_closure.depth = 0)
  AND unit_closure.valid_from <= today()
  AND (unit_closure.valid_to = '' OR unit_closure.valid_to >= today())
  AND EXISTS (SELECT 1 FROM my_reach WHERE permission = 'rosters_read');

-- What coverage follows from, without names, for those who follow the duties of a unit: of its
-- own rosters, and of those that it shares from the day that was decided.
CREATE VIEW my_proof_roster AS
SELECT roster.id AS roster_id, roster.function AS function, roster.unit_id AS unit_id,
       0 AS shared_at, 0 AS unshared_at
FROM roster
WHERE roster.unit_id IN (SELECT unit_id FROM my_reach WHERE permission = 'programme_read')
UNION ALL
SELECT roster.id AS roster_id, roster.function AS function, roster_share.unit_id AS unit_id,
       roster_share.shared_at AS shared_at, roster_share.ended_at AS unshared_at
FROM roster_share JOIN roster ON roster.id = roster_share.roster_id
WHERE roster_share.unit_id IN (SELECT unit_id FROM my_reach WHERE permission = 'programme_read');
CREATE VIEW my_proof_roster_layer AS
SELECT my_proof_roster.unit_id AS unit_id, my_proof_roster.function AS function,
       my_proof_roster.shared_at AS shared_at, my_proof_roster.unshared_at AS unshared_at,
       roster_layer.id AS id, roster_layer.kind AS kind, roster_layer.starts AS starts,
       roster_layer.until AS until, roster_layer.turn AS turn,
       roster_layer.turn_length AS turn_length, roster_layer.from_minute AS from_minute,
       roster_layer.to_minute AS to_minute, roster_layer.weekdays AS weekdays,
       roster_layer.days AS days, roster_layer.made_at AS made_at,
       roster_layer.ended_at AS ended_at
FROM my_proof_roster JOIN roster_layer ON roster_layer.roster_id = my_proof_roster.roster_id
WHERE roster_layer.id IN (SELECT layer_id FROM roster_member);
CREATE VIEW my_proof_roster_override AS
SELECT my_proof_roster.unit_id AS unit_id, my_proof_roster.function AS function,
       my_proof_roster.shared_at AS shared_at, my_proof_roster.unshared_at AS unshared_at,
       roster_override.id AS id, roster_override.begins_at AS begins_at,
       roster_override.ends_at AS ends_at, roster_override.made_at AS made_at,
       roster_override.withdrawn_at AS withdrawn_at
FROM my_proof_roster
JOIN roster_override ON roster_override.roster_id = my_proof_roster.roster_id;

-- Who serves, for those who must know whom to inform: the city's rosters for all who inform
-- anywhere; those of a unit for who informs at it, below it, or in a crisis.
CREATE VIEW my_told_roster AS
SELECT roster.id AS id, roster.function AS function, roster.unit_id AS unit_id,
       roster.unit_id AS held_at, roster.is_city AS is_city
FROM roster
WHERE roster.closed_at = 0
  AND ((roster.is_city = 1 AND EXISTS (SELECT 1 FROM my_reach WHERE permission = 'inform_read'))
       OR roster.unit_id IN (SELECT unit_id FROM my_inform_board)
       OR EXISTS (SELECT 1 FROM my_crisis WHERE my_crisis.state = 'open'))
UNION ALL
SELECT roster.id AS id, roster.function AS function, roster.unit_id AS unit_id,
       roster_share.unit_id AS held_at, 0 AS is_city
FROM roster_share JOIN roster ON roster.id = roster_share.roster_id
WHERE roster.closed_at = 0 AND roster_share.ended_at = 0
  AND (roster_share.unit_id IN (SELECT unit_id FROM my_inform_board)
       OR EXISTS (SELECT 1 FROM my_crisis WHERE my_crisis.state = 'open'));
CREATE VIEW my_told_roster_layer AS
SELECT roster_layer.* FROM roster_layer
WHERE roster_layer.roster_id IN (SELECT id FROM my_told_roster);
CREATE VIEW my_told_roster_member AS
SELECT roster_member.* FROM roster_member
WHERE roster_member.layer_id IN (SELECT id FROM my_told_roster_layer);
CREATE VIEW my_told_roster_override AS
SELECT roster_override.* FROM roster_override
WHERE roster_override.roster_id IN (SELECT id FROM my_told_roster);

-- Requests to take a shift: the two, and those who keep the roster.  Others learn of it when
-- somebody has been put in, and never why.
CREATE VIEW my_roster_swap AS
SELECT roster_swap.* FROM roster_swap
WHERE roster_swap.asked_by = me() OR roster_swap.asked_of = me()
   OR roster_swap.roster_id IN (SELECT id FROM my_roster_edit);
CREATE VIEW my_roster_swap_step AS
SELECT roster_swap_step.* FROM roster_swap_step
WHERE roster_swap_step.swap_id IN (SELECT id FROM my_roster_swap);

-- Those one serves with, or whose rosters one keeps, and every roster that they are in: only
-- to find out that somebody is on duty elsewhere already; where is not told.
CREATE VIEW my_swap_mate AS
SELECT roster_member.person_id AS person_id
FROM roster_member JOIN roster_layer ON roster_layer.id = roster_member.layer_id
WHERE roster_layer.roster_id IN (SELECT roster_id FROM my_roster_served)
   OR roster_layer.roster_id IN (SELECT id FROM my_roster_edit)
UNION
SELECT roster_override.person_id AS person_id FROM roster_override
WHERE roster_override.roster_id IN (SELECT roster_id FROM my_roster_served)
   OR roster_override.roster_id IN (SELECT id FROM my_roster_edit);
CREATE VIEW my_swap_roster AS
SELECT roster.id AS id, roster.public_id AS public_id, roster.function AS function,
       roster.unit_id AS unit_id
FROM roster
WHERE roster.closed_at = 0
  AND (roster.id IN (SELECT roster_layer.roster_id FROM roster_layer
                     JOIN roster_member ON roster_member.layer_id = roster_layer.id
                     WHERE roster_member.person_id IN (SELECT person_id FROM my_swap_mate))
       OR roster.id IN (SELECT roster_override.roster_id FROM roster_override
                        WHERE roster_override.person_id IN (SELECT person_id
                                                            FROM my_swap_mate)));
CREATE VIEW my_swap_roster_layer AS
SELECT roster_layer.* FROM roster_layer
WHERE roster_layer.roster_id IN (SELECT id FROM my_swap_roster);
CREATE VIEW my_swap_roster_member AS
SELECT roster_member.* FROM roster_member
WHERE roster_member.layer_id IN (SELECT id FROM my_swap_roster_layer);
CREATE VIEW my_swap_roster_override AS
SELECT roster_override.* FROM roster_override
WHERE roster_override.roster_id IN (SELECT id FROM my_swap_roster);
