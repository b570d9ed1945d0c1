-- Who scans does so for the whole city: what comes in, and what is made of it, is theirs.
CREATE VIEW my_scanner AS
SELECT 1 AS may WHERE EXISTS (SELECT 1 FROM my_city_reach WHERE permission = 'scanning_write');

CREATE VIEW my_news_source AS
SELECT news_source.* FROM news_source WHERE EXISTS (SELECT 1 FROM my_scanner);
CREATE VIEW my_news_fetch AS
SELECT news_fetch.* FROM news_fetch WHERE EXISTS (SELECT 1 FROM my_scanner);
CREATE VIEW my_news_file AS
SELECT news_file.* FROM news_file WHERE EXISTS (SELECT 1 FROM my_scanner);
CREATE VIEW my_news_raw AS
SELECT news_raw.* FROM news_raw WHERE EXISTS (SELECT 1 FROM my_scanner);
CREATE VIEW my_news_item AS
SELECT news_item.* FROM news_item WHERE EXISTS (SELECT 1 FROM my_scanner);
CREATE VIEW my_news_item_before AS
SELECT news_item_before.* FROM news_item_before WHERE EXISTS (SELECT 1 FROM my_scanner);

-- Units whose people a bulletin concerns: those one reads for, and all above them.
CREATE VIEW my_bulletin_reader AS
SELECT DISTINCT unit_closure.above_id AS unit_id
FROM my_reach JOIN unit_closure ON unit_closure.below_id = my_reach.unit_id
WHERE my_reach.permission = 'scanning_read'
  AND unit_closure.is_history = 0
  AND unit_closure.valid_from <= today()
  AND (unit_closure.valid_to = '' OR unit_closure.valid_to >= today());

-- A bulletin that is written is the scanners'; one that is sent also theirs whom it was sent to.
CREATE VIEW my_bulletin AS
SELECT bulletin.* FROM bulletin
WHERE EXISTS (SELECT 1 FROM my_scanner)
   OR (bulletin.state = 'sent'
       AND EXISTS (SELECT 1 FROM bulletin_address
                   WHERE bulletin_address.bulletin_id = bulletin.id
                     AND bulletin_address.unit_id IN (SELECT unit_id FROM my_bulletin_reader)));

-- What it is written from, as far as a reader needs it: never what the scanners thought of it.
-- When a source changes its words later, an approved bulletin goes on saying and pointing where
-- it did when the second person read it.
CREATE VIEW my_bulletin_item AS
SELECT bulletin_item.bulletin_id, bulletin_item.item_id, news_item.public_id,
       COALESCE(earlier.title, news_item.title) AS title, news_item.origin,
       COALESCE(earlier.link, news_item.link) AS link, news_item.published_at
FROM bulletin_item
JOIN news_item ON news_item.id = bulletin_item.item_id
JOIN my_bulletin ON my_bulletin.id = bulletin_item.bulletin_id
LEFT JOIN news_item_before AS earlier ON earlier.id =
	(SELECT min(later.id) FROM news_item_before AS later
	 WHERE later.item_id = bulletin_item.item_id
	   AND my_bulletin.approved_at > 0
	   AND later.until_at > my_bulletin.approved_at);

-- Whom it was sent to and who has received it: all of it for the scanners, others their units.
CREATE VIEW my_bulletin_address AS
SELECT bulletin_address.* FROM bulletin_address
WHERE EXISTS (SELECT 1 FROM my_scanner)
   OR bulletin_address.unit_id IN (SELECT unit_id FROM my_reach WHERE permission = 'scanning_read');
CREATE VIEW my_bulletin_receipt AS
SELECT bulletin_receipt.* FROM bulletin_receipt
WHERE EXISTS (SELECT 1 FROM my_scanner)
   OR bulletin_receipt.unit_id IN (SELECT unit_id FROM my_reach WHERE permission = 'scanning_read');

CREATE VIEW my_bulletin_link AS
SELECT bulletin_link.* FROM bulletin_link
WHERE bulletin_link.bulletin_id IN (SELECT id FROM my_bulletin);

-- ---- Proof ------------------------------------------------------------------------------
-- That bulletins were sent, on which day, with which tags and how many received them; never
-- their words.  They are proof for the unit that sent them and for those above it.
CREATE VIEW my_proof_bulletin AS
SELECT unit_closure.above_id AS unit_id, bulletin.id AS bulletin_id, bulletin.replaces_id,
       bulletin.tags, bulletin.sent_at
FROM bulletin JOIN unit_closure ON unit_closure.below_id = bulletin.unit_id
WHERE bulletin.state = 'sent'
  AND unit_closure.is_history = 0
  AND unit_closure.valid_from <= today()
  AND (unit_closure.valid_to = '' OR unit_closure.valid_to >= today())
  AND unit_closure.above_id IN (SELECT unit_id FROM my_reach WHERE permission = 'programme_read');
CREATE VIEW my_proof_bulletin_reach AS
SELECT bulletin_address.bulletin_id, bulletin_address.unit_id,
       COALESCE(bulletin_receipt.at, 0) AS received_at
FROM bulletin_address
LEFT JOIN bulletin_receipt ON bulletin_receipt.bulletin_id = bulletin_address.bulletin_id
                          AND bulletin_receipt.unit_id = bulletin_address.unit_id
WHERE bulletin_address.bulletin_id IN (SELECT bulletin_id FROM my_proof_bulletin);
