-- What authorities found in the units one reads; what is under secrecy only for those who keep it.
CREATE VIEW my_supervision AS
SELECT supervision.* FROM supervision
WHERE (supervision.is_secret = 0
       AND supervision.unit_id IN (SELECT unit_id FROM my_reach WHERE permission = 'supervision_read'))
   OR supervision.unit_id IN (SELECT unit_id FROM my_reach WHERE permission = 'supervision_write');
CREATE VIEW my_supervision_deficiency AS
SELECT supervision_deficiency.* FROM supervision_deficiency
WHERE supervision_deficiency.supervision_id IN (SELECT id FROM my_supervision);
-- What is under secrecy, whoever asks: for the views of rooms that could tell of it.
CREATE VIEW my_secret_deficiency AS
SELECT lack.id FROM supervision_deficiency AS lack
JOIN supervision ON supervision.id = lack.supervision_id AND supervision.is_secret = 1;
-- Units with all below them whose opinions this person keeps.
CREATE VIEW my_supervision_unit AS
SELECT unit_id FROM my_reach WHERE permission = 'supervision_write';
