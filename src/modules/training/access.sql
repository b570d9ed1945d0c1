-- How many were trained in the units one reads.
CREATE VIEW my_training AS
SELECT training.* FROM training
WHERE {reached training_read training.unit_id};
-- Units whose training one keeps: small numbers are told of these alone.
CREATE VIEW my_training_unit AS
SELECT unit_id FROM my_reach WHERE permission = 'training_write';
-- What they prove of a unit with all below it, for those who follow its duties.
CREATE VIEW my_proof_training AS
SELECT unit_closure.above_id AS unit_id, training.topic, training.audience, training.on_day,
       training.invited, training.attended
FROM training
JOIN unit_closure ON unit_closure.below_id = training.unit_id
WHERE unit_closure.valid_from <= today()
  AND (unit_closure.valid_to = '' OR unit_closure.valid_to >= today())
  AND {reached programme_read unit_closure.above_id};
