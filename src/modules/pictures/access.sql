-- Situation pictures.  Who writes or adopts pictures of a unit sees them in every state, and so
-- do those who audit; the office that receives sees what was sent to it; everybody else who
-- reads pictures sees them from the day they are adopted, also one of the city that was passed
-- back to their unit.  One with a secrecy mark is read
-- only by those of them who also read statistics of the unit: elected representatives, but
-- not partners outside the city.
CREATE VIEW my_picture AS
SELECT picture.* FROM picture
WHERE {reached pictures_write picture.unit_id}
   OR {reached pictures_adopt picture.unit_id}
   OR {reached audit_read picture.unit_id}
   OR (picture.state IN ('submitted', 'received', 'returned', 'superseded')
       AND {reached pictures_receive picture.unit_id})
   OR (picture.state IN ('adopted', 'submitted', 'received', 'superseded')
       AND {reached pictures_read picture.unit_id}
       AND (picture.secrecy = ''
            OR {reached statistics_read picture.unit_id}))
   OR (picture.state IN ('adopted', 'submitted', 'received', 'superseded')
       AND EXISTS (SELECT 1 FROM picture_passing
                   WHERE picture_passing.picture_id = picture.id
                     AND {reached pictures_read picture_passing.unit_id}
                     AND (picture.secrecy = ''
                          OR {reached statistics_read picture_passing.unit_id})));

CREATE VIEW my_picture_extract AS
SELECT picture_extract.* FROM picture_extract
WHERE EXISTS (SELECT 1 FROM my_picture
              WHERE my_picture.extract_id = picture_extract.id);

CREATE VIEW my_picture_step AS
SELECT picture_step.* FROM picture_step
WHERE EXISTS (SELECT 1 FROM my_picture WHERE my_picture.id = picture_step.picture_id);

-- What proves that a unit has written its pictures: for all who follow the duties of the unit,
-- in every state, without a word of what they say.  A picture of a part of the unit's area
-- proves nothing about the whole.  Reviewed is what another than its writers has reviewed; an
-- actor outside has contributed when he has answered what he was asked, in whatever version.
CREATE VIEW my_proof_picture AS
SELECT picture.id, picture.unit_id, picture.kind, picture.period, picture.number, picture.state,
       picture.supersedes, picture.submitted_at,
       CASE WHEN trim(picture.present) <> '' AND trim(picture.causes) <> ''
             AND trim(picture.consequences) <> '' AND trim(picture.development) <> ''
             AND trim(picture.proposals) <> '' THEN 1 ELSE 0 END AS is_complete,
       CASE WHEN trim(picture.present) <> '' AND trim(picture.development) <> ''
            THEN 1 ELSE 0 END AS has_development,
       CASE WHEN picture.reviewed_by <> 0
             AND NOT EXISTS (SELECT 1 FROM picture_step
                             JOIN picture AS written ON written.id = picture_step.picture_id
                             WHERE written.unit_id = picture.unit_id
                               AND written.kind = picture.kind
                               AND written.period = picture.period
                               AND picture_step.verb IN ('begin', 'change')
                               AND picture_step.person_id = picture.reviewed_by)
            THEN 1 ELSE 0 END AS is_reviewed,
       CASE WHEN EXISTS (SELECT 1 FROM picture AS written
                         JOIN picture_part ON picture_part.picture_id = written.id
                         JOIN picture_part_text ON picture_part_text.part_id = picture_part.id
                         WHERE written.unit_id = picture.unit_id AND written.kind = picture.kind
                           AND written.period = picture.period AND picture_part.unit_id = 0)
            THEN 1 ELSE 0 END AS has_outside
FROM picture JOIN unit ON unit.id = picture.unit_id
WHERE (picture.area_code = '' OR picture.area_code = unit.area_code)
  AND {reached programme_read picture.unit_id};

-- The days on which somebody worked on a picture of a kind.
CREATE VIEW my_proof_picture_step AS
SELECT my_proof_picture.unit_id, my_proof_picture.kind, picture_step.at
FROM my_proof_picture JOIN picture_step ON picture_step.picture_id = my_proof_picture.id
WHERE picture_step.verb NOT IN ('receive', 'return');

-- What is said while one writes is for those who write and adopt, not for those who receive.
CREATE VIEW my_picture_comment AS
SELECT picture_comment.* FROM picture_comment
WHERE picture_comment.picture_id IN
      (SELECT picture.id FROM picture
       WHERE {reached pictures_write picture.unit_id} OR {reached pictures_adopt picture.unit_id});

-- What stands in a text may be read with the text.
CREATE VIEW my_picture_number AS
SELECT picture_number.* FROM picture_number
WHERE EXISTS (SELECT 1 FROM my_picture WHERE my_picture.id = picture_number.picture_id);
CREATE VIEW my_picture_sentence AS
SELECT picture_sentence.* FROM picture_sentence
WHERE EXISTS (SELECT 1 FROM my_picture WHERE my_picture.id = picture_sentence.picture_id);

-- What a picture of the city is built on may be read with it.
CREATE VIEW my_picture_base AS
SELECT picture_base.* FROM picture_base
WHERE EXISTS (SELECT 1 FROM my_picture WHERE my_picture.id = picture_base.picture_id);
-- Which versions those are: what they are called, not a word of what they say.
CREATE VIEW my_picture_cited_version AS
SELECT picture.id, picture.public_id, picture.title, picture.unit_id, picture.kind, picture.number,
       picture.state, picture.frozen_digest, picture.submitted_at
FROM picture WHERE picture.id IN (SELECT base_id FROM my_picture_base);
-- To whom it was passed back: for the office that did so, and for each unit its own row.
CREATE VIEW my_picture_passing AS
SELECT picture_passing.* FROM picture_passing
WHERE {reached pictures_read picture_passing.unit_id}
   OR EXISTS (SELECT 1 FROM picture WHERE picture.id = picture_passing.picture_id
              AND ({reached pictures_write picture.unit_id}
                   OR {reached pictures_adopt picture.unit_id}
                   OR {reached audit_read picture.unit_id}));
CREATE VIEW my_picture_receipt AS
SELECT picture_receipt.* FROM picture_receipt
WHERE EXISTS (SELECT 1 FROM my_picture_passing
              WHERE my_picture_passing.id = picture_receipt.passing_id);

-- Who was asked sees the question and what was answered to it, and nothing else of the picture.
CREATE VIEW my_picture_part AS
SELECT picture_part.* FROM picture_part
WHERE (picture_part.unit_id <> 0 AND {reached pictures_write picture_part.unit_id})
   OR EXISTS (SELECT 1 FROM picture WHERE picture.id = picture_part.picture_id
              AND ({reached pictures_write picture.unit_id}
                   OR {reached pictures_adopt picture.unit_id}
                   OR {reached audit_read picture.unit_id}));
CREATE VIEW my_picture_part_text AS
SELECT picture_part_text.* FROM picture_part_text
WHERE picture_part_text.part_id IN (SELECT id FROM my_picture_part);
-- What the picture is called, for whoever was asked.
CREATE VIEW my_picture_asked AS
SELECT picture_part.id AS part_id, picture.title, picture.kind, picture.state
FROM picture_part JOIN picture ON picture.id = picture_part.picture_id
WHERE picture_part.id IN (SELECT id FROM my_picture_part);
-- The guest's door: always asked with the part that the link of a partner leads to.
CREATE VIEW my_picture_part_door AS
SELECT picture_part.id, picture_part.section, picture_part.question, picture.title, picture.kind
FROM picture_part JOIN picture ON picture.id = picture_part.picture_id
WHERE picture_part.ended_at = 0 AND picture.state = 'working'
  AND picture_part.id IN (SELECT part_id FROM my_partner_door);
CREATE VIEW my_picture_part_door_text AS
SELECT picture_part_text.* FROM picture_part_text
WHERE picture_part_text.part_id IN (SELECT id FROM my_picture_part_door);
