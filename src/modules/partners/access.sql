-- Actors are for everybody who reads forums anywhere: they are organisations.
CREATE VIEW my_partner AS
SELECT partner.* FROM partner
WHERE EXISTS (SELECT 1 FROM my_reach WHERE my_reach.permission = 'forums_read');
CREATE VIEW my_partner_edit AS
SELECT partner.id FROM partner
WHERE partner.unit_id IN (SELECT unit_id FROM my_reach WHERE permission = 'forums_write');
-- How they are reached, for those who keep forums or work in crises.
CREATE VIEW my_partner_contact AS
SELECT partner_contact.* FROM partner_contact
WHERE EXISTS (SELECT 1 FROM my_reach WHERE my_reach.permission IN ('forums_write', 'crisis_log'));
CREATE VIEW my_partner_check AS
SELECT partner_check.* FROM partner_check
WHERE EXISTS (SELECT 1 FROM my_reach WHERE my_reach.permission = 'forums_read');
-- A note that belongs to a crisis is as much need-to-know as the crisis.
CREATE VIEW my_partner_note AS
SELECT partner_note.* FROM partner_note
WHERE EXISTS (SELECT 1 FROM my_reach WHERE my_reach.permission = 'forums_read')
  AND (partner_note.crisis_id = 0 OR partner_note.crisis_id IN (SELECT id FROM my_crisis));
-- Which numbers of decisions are taken, also by those of crises that one does not see: no more
-- than that.
CREATE VIEW my_partner_decision AS
SELECT partner_note.partner_id, partner_note.number FROM partner_note
WHERE partner_note.number > 0
  AND EXISTS (SELECT 1 FROM my_reach WHERE my_reach.permission = 'forums_read');

-- What partners were let into: whoever sees the crisis sees it; words asked of them for a
-- situation picture: whoever writes that picture.
CREATE VIEW my_partner_release AS
SELECT partner_release.* FROM partner_release
WHERE partner_release.crisis_id IN (SELECT id FROM my_crisis)
   OR (partner_release.part_id <> 0
       AND EXISTS (SELECT 1 FROM picture_part JOIN picture ON picture.id = picture_part.picture_id
                   WHERE picture_part.id = partner_release.part_id
                     AND ({reached pictures_write picture.unit_id}
                          OR {reached pictures_adopt picture.unit_id})));
CREATE VIEW my_partner_line AS
SELECT partner_line.* FROM partner_line
WHERE partner_line.release_id IN (SELECT id FROM my_partner_release);
CREATE VIEW my_partner_link AS
SELECT partner_link.id, partner_link.public_id, partner_link.release_id, partner_link.partner_id,
       partner_link.partner_name, partner_link.revoked_at, partner_link.revoked_by,
       partner_link.revoked_name, partner_link.revoked_why
FROM partner_link
WHERE partner_link.release_id IN (SELECT id FROM my_partner_release);
CREATE VIEW my_partner_reading AS
SELECT partner_reading.id, partner_reading.link_id, partner_reading.name, partner_reading.at
FROM partner_reading
WHERE partner_reading.link_id IN (SELECT id FROM my_partner_link);

-- The guest's door: always asked with the digest of a link's token, which is the right to
-- it.  What has ended or was taken back is not there.
CREATE VIEW my_partner_door AS
SELECT partner_link.id, partner_link.token_digest, partner_link.partner_name,
       partner_release.id AS release_id, partner_release.title, partner_release.picture,
       partner_release.summary, partner_release.decided_at, partner_release.is_exercise,
       partner_release.words, partner_release.expires_at, partner_release.released_name,
       partner_release.released_at, partner_release.part_id
FROM partner_link JOIN partner_release ON partner_release.id = partner_link.release_id
WHERE partner_link.revoked_at = 0 AND partner_release.expires_at > moment();
CREATE VIEW my_partner_door_reading AS
SELECT partner_reading.link_id, partner_reading.token_digest, partner_reading.name,
       partner_reading.at
FROM partner_reading;
CREATE VIEW my_partner_door_line AS
SELECT partner_line.id, partner_line.release_id, partner_line.box, partner_line.certainty,
       partner_line.words
FROM partner_line WHERE partner_line.release_id IN (SELECT release_id FROM my_partner_door);

-- What the register proves: that actors are in it and were reached, and that something has
-- passed between us; to those who follow the duties of the unit or of one above it.  What passed
-- in an exercise proves nothing here.
CREATE VIEW my_proof_partner AS
SELECT unit_closure.above_id AS unit_id, partner.id AS partner_id, partner.valid_from,
       partner.valid_to
FROM partner
JOIN unit_closure ON unit_closure.below_id = partner.unit_id
WHERE unit_closure.valid_from <= today()
  AND (unit_closure.valid_to = '' OR unit_closure.valid_to >= today())
  AND unit_closure.above_id IN (SELECT unit_id FROM my_reach WHERE permission = 'programme_read');
CREATE VIEW my_proof_partner_check AS
SELECT partner_check.partner_id, partner_check.on_day FROM partner_check
WHERE partner_check.worked = 1
  AND partner_check.partner_id IN (SELECT partner_id FROM my_proof_partner);
CREATE VIEW my_proof_partner_note AS
SELECT partner_note.partner_id, partner_note.kind, partner_note.at FROM partner_note
WHERE partner_note.partner_id IN (SELECT partner_id FROM my_proof_partner)
  AND partner_note.crisis_id NOT IN (SELECT crisis.id FROM crisis WHERE crisis.is_exercise = 1);
