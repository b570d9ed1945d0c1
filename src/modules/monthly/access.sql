-- Who prepares the packs does so for the whole city.
CREATE VIEW my_monthly_writer AS
SELECT 1 AS may WHERE EXISTS (SELECT 1 FROM my_city_reach WHERE permission = 'monthly_write');

-- A pack tells of all of a unit: it is for those who read for the unit itself, when it is sent.
CREATE VIEW my_monthly_pack AS
SELECT monthly_pack.* FROM monthly_pack
WHERE EXISTS (SELECT 1 FROM my_monthly_writer)
   OR (monthly_pack.state = 'sent'
       AND monthly_pack.unit_id IN (SELECT unit_id FROM my_reach WHERE permission = 'monthly_read'));

-- Who may open every event behind a pack, and so be told its small numbers.
CREATE VIEW my_monthly_open AS
SELECT unit_id FROM my_whole_reach WHERE permission = 'events_read';

-- Units that a person may receive for; a unit that has ended is received for by those who do so
-- for what it has become part of.
CREATE VIEW my_monthly_receiver AS
SELECT unit_id FROM my_receipt_unit
UNION
SELECT unit_closure.below_id FROM my_receipt_unit
JOIN unit_closure ON unit_closure.above_id = my_receipt_unit.unit_id
WHERE unit_closure.is_history = 1 AND unit_closure.valid_from <= today();

CREATE VIEW my_monthly_receipt AS
SELECT monthly_receipt.* FROM monthly_receipt
WHERE monthly_receipt.pack_id IN (SELECT id FROM my_monthly_pack);

-- What has become another number is for those who may open the rows; that something has, for all.
CREATE VIEW my_monthly_again AS
SELECT monthly_again.id, monthly_again.pack_id, monthly_again.at, monthly_again.query,
       monthly_again.digest,
       CASE WHEN my_monthly_pack.unit_id IN (SELECT unit_id FROM my_monthly_open)
            THEN monthly_again.body ELSE '' END AS body
FROM monthly_again JOIN my_monthly_pack ON my_monthly_pack.id = monthly_again.pack_id;

-- How letters went, for those who send.
CREATE VIEW my_monthly_letter AS
SELECT monthly_letter.* FROM monthly_letter WHERE EXISTS (SELECT 1 FROM my_monthly_writer);

-- ---- Proof ------------------------------------------------------------------------------
-- That packs were sent, when, and whether somebody received them; never a number of theirs.  They
-- are proof for the unit that sent them and for those above it.
CREATE VIEW my_proof_monthly_sender AS
SELECT DISTINCT unit_closure.above_id AS unit_id, monthly_pack.id AS pack_id
FROM monthly_pack JOIN unit_closure ON unit_closure.below_id = monthly_pack.from_unit_id
WHERE monthly_pack.state = 'sent'
  AND unit_closure.is_history = 0
  AND unit_closure.valid_from <= today()
  AND (unit_closure.valid_to = '' OR unit_closure.valid_to >= today())
  AND unit_closure.above_id IN (SELECT unit_id FROM my_reach WHERE permission = 'programme_read');
CREATE VIEW my_proof_monthly_pack AS
SELECT monthly_pack.id AS pack_id, monthly_pack.period, monthly_pack.edition,
       monthly_pack.replaces_id, monthly_pack.state, monthly_pack.made_at, monthly_pack.sent_at,
       COALESCE((SELECT min(monthly_receipt.at) FROM monthly_receipt
                 WHERE monthly_receipt.pack_id = monthly_pack.id), 0) AS received_at
FROM monthly_pack
WHERE EXISTS (SELECT 1 FROM my_proof_monthly_sender);
