-- Subjects that not everybody may know of: a risk with a mark whose own decision does not say that
-- it is told (its newest row), and a situation picture with a mark.
CREATE VIEW my_silent_subject AS
SELECT 'risk' AS kind, risk.root_id AS id FROM risk
WHERE (risk.secret_whole <> '' OR risk.secret_cause <> '' OR risk.secret_controls <> ''
       OR risk.secret_assessment <> '' OR risk.secret_capability <> ''
       OR risk.secret_commitments <> '' OR risk.secret_treatment <> '')
  AND risk.communicable <> 'yes'
  AND NOT EXISTS (SELECT 1 FROM risk AS later
                  WHERE later.root_id = risk.root_id AND later.id > risk.id)
UNION ALL
SELECT 'picture' AS kind, picture.id FROM picture WHERE picture.secrecy <> '';

-- Needs of the units one reads for.  One about something that not everybody may know of follows
-- that, and so does one about a measure.
CREATE VIEW my_communication_need AS
SELECT n.* FROM communication_need AS n
WHERE {reached communication_read n.unit_id}
  AND (n.source IN ('own', 'bulletin')
       OR (n.source = 'measure'
           AND EXISTS (SELECT 1 FROM my_measure WHERE my_measure.id = n.source_id))
       OR (n.source IN ('risk', 'picture')
           AND NOT EXISTS (SELECT 1 FROM my_silent_subject AS silent
                           WHERE silent.kind = n.source AND silent.id = n.source_id))
       OR (n.source = 'risk'
           AND EXISTS (SELECT 1 FROM my_risk WHERE my_risk.root_id = n.source_id))
       OR (n.source = 'picture'
           AND EXISTS (SELECT 1 FROM my_picture WHERE my_picture.id = n.source_id)));

-- Messages the same, until they are published: then everybody has read them.
CREATE VIEW my_communication_message AS
SELECT m.* FROM communication_message AS m
WHERE {reached communication_read m.unit_id}
  AND (m.state IN ('published', 'evaluated')
       OR m.subject IN ('own', 'bulletin')
       OR (m.subject = 'measure'
           AND EXISTS (SELECT 1 FROM my_measure WHERE my_measure.id = m.subject_id))
       OR (m.subject IN ('risk', 'picture')
           AND NOT EXISTS (SELECT 1 FROM my_silent_subject AS silent
                           WHERE silent.kind = m.subject AND silent.id = m.subject_id))
       OR (m.subject = 'risk'
           AND EXISTS (SELECT 1 FROM my_risk WHERE my_risk.root_id = m.subject_id))
       OR (m.subject = 'picture'
           AND EXISTS (SELECT 1 FROM my_picture WHERE my_picture.id = m.subject_id)));

-- The calendar is the whole city's: who reads communication of some unit sees all of it.
CREATE VIEW my_communication_slot AS
SELECT communication_slot.* FROM communication_slot
WHERE EXISTS (SELECT 1 FROM my_reach WHERE permission = 'communication_read');
CREATE VIEW my_communication_slot_move AS
SELECT communication_slot_move.* FROM communication_slot_move
WHERE EXISTS (SELECT 1 FROM my_reach WHERE permission = 'communication_read');

CREATE VIEW my_communication_right AS
SELECT DISTINCT permission, unit_id FROM my_reach
WHERE permission IN ('communication_write', 'communication_coordinate');

-- That something has a decision, whoever took it: no word of it.
CREATE VIEW my_communication_decided AS
SELECT communication_need.source, communication_need.source_id FROM communication_need
WHERE communication_need.state IN ('yes', 'no') AND communication_need.source_id <> 0
  AND EXISTS (SELECT 1 FROM my_reach
              WHERE permission IN ('communication_read', 'programme_read'));

-- ---- Proof ------------------------------------------------------------------------------
-- Of the risks of a year's analysis: whether somebody has decided if they are told.
CREATE VIEW my_proof_telling AS
SELECT my_proof_rsa.unit_id, my_proof_rsa.year, risk.id AS risk_id,
       CASE WHEN risk.communicable <> '' THEN 1 ELSE 0 END AS is_decided
FROM my_proof_rsa
JOIN risk ON risk.rsa_id = my_proof_rsa.rsa_id AND risk.dropped_reason = '';
-- Needs of a unit and those below it: when they were written and decided, not a word of them.
CREATE VIEW my_proof_communication_need AS
SELECT unit_closure.above_id AS unit_id, communication_need.id AS need_id,
       communication_need.created_at, communication_need.decided_at
FROM communication_need
JOIN unit_closure ON unit_closure.below_id = communication_need.unit_id
WHERE unit_closure.valid_from <= today()
  AND (unit_closure.valid_to = '' OR unit_closure.valid_to >= today())
  AND unit_closure.above_id IN (SELECT unit_id FROM my_reach WHERE permission = 'programme_read');
-- What has been published, and whether somebody has judged its effect.
CREATE VIEW my_proof_communication_message AS
SELECT unit_closure.above_id AS unit_id, communication_message.id AS message_id,
       communication_message.subject, communication_message.published_on,
       CASE WHEN communication_message.state = 'evaluated' THEN 1 ELSE 0 END AS is_evaluated
FROM communication_message
JOIN unit_closure ON unit_closure.below_id = communication_message.unit_id
WHERE communication_message.state IN ('published', 'evaluated')
  AND unit_closure.valid_from <= today()
  AND (unit_closure.valid_to = '' OR unit_closure.valid_to >= today())
  AND unit_closure.above_id IN (SELECT unit_id FROM my_reach WHERE permission = 'programme_read');
-- Slots that the executive board has answered: they are proof for the unit that did.
CREATE VIEW my_proof_communication_slot AS
SELECT communication_slot.decided_unit_id AS unit_id, communication_slot.id AS slot_id,
       communication_slot.from_on
FROM communication_slot
WHERE communication_slot.state IN ('coordinated', 'declined')
  AND communication_slot.decided_unit_id IN (SELECT unit_id FROM my_reach
                                             WHERE permission = 'programme_read');
