-- Kinds of documents that stand open to everybody who is signed in: instructions, guidelines.
CREATE VIEW my_open_document_kind AS
SELECT code FROM catalogue_item
WHERE list = 'document_kinds' AND cells LIKE '%"is_open":"1"%';

-- Units whose plans a person reads: where that person belongs by a role, with what is below,
-- and where events are read.  Who only looks after accounts or claims of the whole city reads
-- no plans.  A document with a secrecy mark asks for the right to read events there.
CREATE VIEW my_document_unit AS
SELECT unit_id, 1 AS is_trusted FROM my_reach
WHERE permission = 'documents_read'
  AND unit_id IN (SELECT unit_id FROM my_reach WHERE permission = 'events_read')
UNION ALL
SELECT unit_closure.below_id AS unit_id, 0 AS is_trusted
FROM member
JOIN role_permission ON role_permission.role = member.role
JOIN unit_closure ON unit_closure.above_id = member.unit_id
WHERE member.person_id = me()
  AND role_permission.permission = 'documents_read'
  AND member.unit_id IN (SELECT unit_id FROM unit_parent)
  AND member.valid_from <= today()
  AND (member.valid_to = '' OR member.valid_to >= today())
  AND (member.is_recursive = 1 OR unit_closure.depth = 0)
  AND unit_closure.valid_from <= today()
  AND (unit_closure.valid_to = '' OR unit_closure.valid_to >= today());

-- The same with the units above: who works in a school reads the plans of its committee.
CREATE VIEW my_document_reader AS
SELECT DISTINCT unit_closure.above_id AS unit_id, my_document_unit.is_trusted
FROM my_document_unit
JOIN unit_closure ON unit_closure.below_id = my_document_unit.unit_id
WHERE unit_closure.valid_from <= today()
  AND (unit_closure.valid_to = '' OR unit_closure.valid_to >= today())
  AND unit_closure.is_history = 0;

-- Who writes documents of a unit sees them in every state.  Others see them from the day one
-- version is adopted: what is open and has no mark everybody; the rest those whom it belongs
-- to or is addressed to, and with a mark only the trusted of them.  (The lists within say
-- nothing of the document: they are made once, and that of the trusted when it is needed.)
CREATE VIEW my_document AS
SELECT document.* FROM document
WHERE {reached documents_write document.unit_id}
   OR (me() <> 0 AND document.adopted_number > 0
       AND ((document.secrecy = ''
             AND document.kind IN (SELECT code FROM my_open_document_kind))
            OR CASE WHEN document.secrecy = ''
                    THEN document.unit_id IN (SELECT unit_id FROM my_document_reader)
                    ELSE document.unit_id IN (SELECT unit_id FROM my_document_reader
                                              WHERE is_trusted = 1) END
            OR EXISTS (SELECT 1 FROM unit_closure
                       JOIN unit ON unit.id = unit_closure.below_id
                       WHERE unit_closure.above_id = document.to_unit_id
                         AND (document.is_recursive = 1 OR document.to_kinds <> ''
                              OR unit_closure.depth = 0)
                         AND (document.to_kinds = ''
                              OR ' ' || document.to_kinds || ' ' LIKE '% ' || unit.kind || ' %')
                         AND unit_closure.valid_from <= today()
                         AND (unit_closure.valid_to = '' OR unit_closure.valid_to >= today())
                         AND unit_closure.is_history = 0
                         AND CASE WHEN document.secrecy = ''
                                  THEN unit_closure.below_id IN
                                       (SELECT unit_id FROM my_document_reader)
                                  ELSE unit_closure.below_id IN
                                       (SELECT unit_id FROM my_document_reader
                                        WHERE is_trusted = 1) END)));

CREATE VIEW my_document_version AS
SELECT document_version.* FROM document_version
JOIN my_document ON my_document.id = document_version.document_id
WHERE document_version.state = 'adopted'
   OR {reached documents_write my_document.unit_id};

CREATE VIEW my_document_step AS
SELECT document_step.* FROM document_step
JOIN my_document ON my_document.id = document_step.document_id
WHERE document_step.verb IN ('adopt', 'withdraw')
   OR my_document.unit_id IN (SELECT unit_id FROM my_reach WHERE permission = 'documents_write');

-- Whom the documents that one sees are addressed to, as the organisation stands today.
CREATE VIEW my_document_address AS
SELECT my_document.id AS document_id, unit_closure.below_id AS unit_id
FROM my_document
JOIN unit_closure ON unit_closure.above_id = my_document.to_unit_id
JOIN unit ON unit.id = unit_closure.below_id
WHERE (my_document.is_recursive = 1 OR my_document.to_kinds <> '' OR unit_closure.depth = 0)
  AND (my_document.to_kinds = ''
       OR ' ' || my_document.to_kinds || ' ' LIKE '% ' || unit.kind || ' %')
  AND unit_closure.valid_from <= today()
  AND (unit_closure.valid_to = '' OR unit_closure.valid_to >= today())
  AND unit_closure.is_history = 0
  AND unit.valid_from <= today() AND (unit.valid_to = '' OR unit.valid_to >= today());

-- Receipts of one's own units, and of the documents that one writes.
CREATE VIEW my_document_receipt AS
SELECT document_receipt.* FROM document_receipt
JOIN my_document ON my_document.id = document_receipt.document_id
WHERE document_receipt.unit_id IN (SELECT unit_id FROM my_reach WHERE permission = 'documents_read')
   OR my_document.unit_id IN (SELECT unit_id FROM my_reach WHERE permission = 'documents_write');

-- Who can be asked to acknowledge for a unit: those of the very unit who answer for its duties.
CREATE VIEW my_receipt_person AS
SELECT member.unit_id, member.person_id FROM member
JOIN person ON person.id = member.person_id
WHERE person.is_active = 1
  AND member.role IN (SELECT role FROM role_permission
                      WHERE permission IN ('programme_answer', 'events_handle'))
  AND member.valid_from <= today()
  AND (member.valid_to = '' OR member.valid_to >= today())
  AND member.unit_id IN (SELECT unit_id FROM my_reach WHERE permission = 'documents_read');

CREATE VIEW my_document_look AS SELECT * FROM document_look WHERE person_id = me();

-- ---- Knowledge ------------------------------------------------------------------------

CREATE VIEW my_knowledge_question AS
SELECT knowledge_question.* FROM knowledge_question
WHERE knowledge_question.version_id IN (SELECT id FROM my_document_version);

-- Tokens tell nothing to who has not the key; no page shows either.
CREATE VIEW my_knowledge_done AS SELECT token FROM knowledge_done WHERE me() <> 0;
CREATE VIEW my_knowledge_key AS SELECT id, value FROM knowledge_key WHERE me() <> 0;

-- Sums per board.  Pages hide those of fewer than five (documents/rules.c).
CREATE VIEW my_knowledge_result AS
SELECT * FROM knowledge_result
WHERE unit_id IN (SELECT unit_id FROM my_reach WHERE permission = 'statistics_read');
CREATE VIEW my_knowledge_tally AS
SELECT knowledge_tally.* FROM knowledge_tally
JOIN my_knowledge_question ON my_knowledge_question.id = knowledge_tally.question_id
WHERE my_knowledge_question.version_id IN
      (SELECT my_document_version.id FROM my_document_version
       JOIN my_document ON my_document.id = my_document_version.document_id
       WHERE my_document.unit_id IN (SELECT unit_id FROM my_reach
                                     WHERE permission = 'documents_write'));

-- Who is asked: people with a role, where they belong.
CREATE VIEW my_knowledge_staff AS
SELECT person.id AS person_id, person.unit_id, member.role, member.valid_from, member.valid_to
FROM person JOIN member ON member.person_id = person.id
WHERE person.is_active = 1
  AND person.unit_id IN (SELECT unit_id FROM my_reach WHERE permission = 'statistics_read');

-- ---- Proof ------------------------------------------------------------------------------
-- What follows duties reads of these, the same for everybody with programme_read at the unit:
-- that a document is there and its days, never its words.

CREATE VIEW my_proof_document AS
SELECT document.unit_id, document.kind, document_version.id AS version_id,
       document_version.adopted_on, document_version.valid_from, document_version.last_day
FROM document JOIN document_version ON document_version.document_id = document.id
WHERE document_version.state = 'adopted'
  AND document.unit_id IN (SELECT unit_id FROM my_reach WHERE permission = 'programme_read');

CREATE VIEW my_proof_address AS
SELECT unit_closure.below_id AS unit_id, document.kind, document.topic, document.slot, document.unit_id AS owner_id,
       document_version.id AS version_id, document_version.valid_from, document_version.last_day,
       unit_closure.valid_from AS unit_from, unit_closure.valid_to AS unit_to
FROM document
JOIN document_version ON document_version.document_id = document.id
JOIN unit_closure ON unit_closure.above_id = document.to_unit_id
JOIN unit ON unit.id = unit_closure.below_id
WHERE document_version.state = 'adopted'
  AND (document.is_recursive = 1 OR document.to_kinds <> '' OR unit_closure.depth = 0)
  AND (document.to_kinds = '' OR ' ' || document.to_kinds || ' ' LIKE '% ' || unit.kind || ' %')
  AND unit_closure.is_history = 0
  AND unit_closure.below_id IN (SELECT unit_id FROM my_reach WHERE permission = 'programme_read');

CREATE VIEW my_proof_receipt AS
SELECT version_id, unit_id, at FROM document_receipt
WHERE unit_id IN (SELECT unit_id FROM my_reach WHERE permission = 'programme_read');

-- Fewer than five answers of a unit in a year are no proof, and are not told.
CREATE VIEW my_proof_known AS
SELECT version_id, unit_id, year, sum(answered) AS answered, sum(passed) AS passed
FROM knowledge_result
WHERE unit_id IN (SELECT unit_id FROM my_reach WHERE permission = 'programme_read')
GROUP BY version_id, unit_id, year
HAVING sum(answered) >= 5;

CREATE VIEW my_proof_asked AS
SELECT unit_closure.above_id AS unit_id, person.id AS person_id, member.role,
       member.valid_from, member.valid_to
FROM person
JOIN member ON member.person_id = person.id
JOIN unit_closure ON unit_closure.below_id = person.unit_id
WHERE person.is_active = 1
  AND unit_closure.is_history = 0
  AND unit_closure.valid_from <= today()
  AND (unit_closure.valid_to = '' OR unit_closure.valid_to >= today())
  AND unit_closure.above_id IN (SELECT unit_id FROM my_reach WHERE permission = 'programme_read');
