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
         OR roster.id IN (SELECT roster_id FROM my_roster_served)) AS known;

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

-- People in rosters that one keeps: whom one may have to ring.
CREATE VIEW my_duty_people AS
SELECT roster_member.person_id AS person_id
FROM roster_member JOIN roster_layer ON roster_layer.id = roster_member.layer_id
JOIN roster ON roster.id = roster_layer.roster_id
WHERE roster.unit_id IN (SELECT unit_id FROM my_reach WHERE permission = 'rosters_write')
UNION
SELECT roster_override.person_id AS person_id
FROM roster_override JOIN roster ON roster.id = roster_override.roster_id
WHERE roster.unit_id IN (SELECT unit_id FROM my_reach WHERE permission = 'rosters_write');

-- How they are reached, and how oneself is.  Of a protected identity nobody else sees it: the
-- number of the function leads there.
CREATE VIEW my_duty_channel AS
SELECT duty_channel.* FROM duty_channel
WHERE duty_channel.person_id = me()
   OR (duty_channel.person_id IN (SELECT person_id FROM my_duty_people)
       AND duty_channel.person_id NOT IN (SELECT id FROM person WHERE is_protected = 1));

-- That somebody can be reached in some ways, for proof of coverage; never how.
CREATE VIEW my_duty_reached AS
SELECT duty_channel.person_id AS person_id, duty_channel.verified_on AS verified_on
FROM duty_channel
WHERE duty_channel.ended_on = '' AND duty_channel.verified_on <> ''
  AND EXISTS (SELECT 1 FROM my_reach WHERE permission = 'rosters_read');
