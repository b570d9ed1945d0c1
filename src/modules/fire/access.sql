-- The fire protection of the units one reads: what is looked after, walked and found there.
CREATE VIEW my_fire_object AS
SELECT fire_object.* FROM fire_object
WHERE fire_object.unit_id IN (SELECT unit_id FROM my_reach WHERE permission = 'fire_read');
CREATE VIEW my_fire_turn AS
SELECT fire_turn.* FROM fire_turn
WHERE fire_turn.object_id IN (SELECT id FROM my_fire_object);
CREATE VIEW my_fire_round AS
SELECT fire_round.* FROM fire_round
WHERE fire_round.object_id IN (SELECT id FROM my_fire_object);
CREATE VIEW my_fire_answer AS
SELECT fire_answer.* FROM fire_answer
WHERE EXISTS (SELECT 1 FROM my_fire_round WHERE my_fire_round.id = fire_answer.round_id);
CREATE VIEW my_fire_deviation AS
SELECT fire_deviation.* FROM fire_deviation
WHERE fire_deviation.object_id IN (SELECT id FROM my_fire_object);
CREATE VIEW my_fire_review AS
SELECT fire_review.* FROM fire_review
WHERE fire_review.unit_id IN (SELECT unit_id FROM my_reach WHERE permission = 'fire_read');
CREATE VIEW my_special_law AS
SELECT special_law.* FROM special_law
WHERE special_law.unit_id IN (SELECT unit_id FROM my_reach WHERE permission = 'fire_read');
-- The checklists are the city's, for all who read fire protection anywhere.
CREATE VIEW my_fire_checklist AS
SELECT fire_checklist.* FROM fire_checklist
WHERE EXISTS (SELECT 1 FROM my_reach WHERE permission = 'fire_read');
CREATE VIEW my_fire_check AS
SELECT fire_check.* FROM fire_check
WHERE EXISTS (SELECT 1 FROM my_reach WHERE permission = 'fire_read');

-- Units with all below them whose fire protection this person may read, write and walk.
CREATE VIEW my_fire_unit AS
SELECT unit_id, permission FROM my_reach
WHERE permission IN ('fire_read', 'fire_write', 'fire_walk');

-- What a unit with all below it proves, for those who follow its duties: days, no words.
CREATE VIEW my_proof_fire_object AS
SELECT unit_closure.above_id AS unit_id, fire_object.id AS object_id, fire_object.valid_to
FROM fire_object
JOIN unit_closure ON unit_closure.below_id = fire_object.unit_id
WHERE unit_closure.valid_from <= today()
  AND (unit_closure.valid_to = '' OR unit_closure.valid_to >= today())
  AND unit_closure.above_id IN (SELECT unit_id FROM my_reach WHERE permission = 'programme_read');
CREATE VIEW my_proof_fire_turn AS
SELECT fire_turn.object_id, fire_turn.from_on, fire_turn.every_months FROM fire_turn
WHERE fire_turn.object_id IN (SELECT object_id FROM my_proof_fire_object);
CREATE VIEW my_proof_fire_round AS
SELECT fire_round.object_id, fire_round.due_on, fire_round.on_day FROM fire_round
WHERE fire_round.due_on <> '' AND fire_round.state = 'done'
  AND fire_round.object_id IN (SELECT object_id FROM my_proof_fire_object);
CREATE VIEW my_proof_fire_review AS
SELECT fire_review.unit_id, fire_review.year, fire_review.decided_at FROM fire_review
WHERE fire_review.unit_id IN (SELECT unit_id FROM my_reach WHERE permission = 'programme_read');
CREATE VIEW my_proof_special_law AS
SELECT unit_closure.above_id AS unit_id, special_law.id AS law_id, special_law.law, special_law.ended_on
FROM special_law
JOIN unit_closure ON unit_closure.below_id = special_law.unit_id
WHERE unit_closure.valid_from <= today()
  AND (unit_closure.valid_to = '' OR unit_closure.valid_to >= today())
  AND unit_closure.above_id IN (SELECT unit_id FROM my_reach WHERE permission = 'programme_read');
CREATE VIEW my_proof_special_law_look AS
SELECT special_law_look.law_id, special_law_look.looked_on FROM special_law_look
WHERE special_law_look.law_id IN (SELECT law_id FROM my_proof_special_law);
