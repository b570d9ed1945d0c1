-- Agreements are between organisations and open to everybody who reads forums anywhere.
CREATE VIEW my_agreement AS
SELECT agreement.* FROM agreement
WHERE EXISTS (SELECT 1 FROM my_reach WHERE my_reach.permission = 'forums_read');
CREATE VIEW my_agreement_right AS
SELECT DISTINCT unit_id FROM my_reach WHERE permission = 'forums_write';
-- What they prove: days and the number of parts, to those who follow the duties of the unit.
CREATE VIEW my_proof_agreement AS
SELECT agreement.unit_id, agreement.kind, agreement.signed_on, agreement.valid_from,
       CASE WHEN agreement.ended_on <> '' AND agreement.ended_on < agreement.valid_to
            THEN agreement.ended_on ELSE agreement.valid_to END AS last_day,
       CASE WHEN agreement.priorities <> '' THEN 1 ELSE 0 END
       + CASE WHEN agreement.plans <> '' THEN 1 ELSE 0 END
       + CASE WHEN agreement.measures <> '' THEN 1 ELSE 0 END
       + CASE WHEN agreement.follow_up <> '' THEN 1 ELSE 0 END AS parts,
       COALESCE(parent.signed_on, '') AS parent_signed_on,
       COALESCE(parent.valid_from, '') AS parent_from,
       COALESCE(CASE WHEN parent.ended_on <> '' AND parent.ended_on < parent.valid_to
                     THEN parent.ended_on ELSE parent.valid_to END, '') AS parent_last
FROM agreement
LEFT JOIN agreement AS parent ON parent.id = agreement.parent_id
WHERE {reached programme_read agreement.unit_id};
