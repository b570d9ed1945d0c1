-- Situation pictures.  Who writes or adopts pictures of a unit sees them in every state, and so
-- do those who audit; the office that receives sees what was sent to it; everybody else who
-- reads pictures sees them from the day they are adopted.  One with a secrecy mark is read
-- only by those of them who also read statistics of the unit: elected representatives, but
-- not partners outside the city.
CREATE VIEW my_picture AS
SELECT picture.* FROM picture
WHERE picture.unit_id IN (SELECT unit_id FROM my_reach
                          WHERE permission IN ('pictures_write', 'pictures_adopt', 'audit_read'))
   OR (picture.state IN ('submitted', 'received', 'returned', 'superseded')
       AND picture.unit_id IN (SELECT unit_id FROM my_reach WHERE permission = 'pictures_receive'))
   OR (picture.state IN ('adopted', 'submitted', 'received', 'superseded')
       AND picture.unit_id IN (SELECT unit_id FROM my_reach WHERE permission = 'pictures_read')
       AND (picture.secrecy = ''
            OR picture.unit_id IN (SELECT unit_id FROM my_reach
                                   WHERE permission = 'statistics_read')));

CREATE VIEW my_picture_extract AS
SELECT picture_extract.* FROM picture_extract
WHERE EXISTS (SELECT 1 FROM my_picture
              WHERE my_picture.extract_id = picture_extract.id);

CREATE VIEW my_picture_step AS
SELECT picture_step.* FROM picture_step
WHERE EXISTS (SELECT 1 FROM my_picture WHERE my_picture.id = picture_step.picture_id);
