-- Commitments of the units one reaches, and those one owns.  One with a secrecy mark is read
-- only by those who may read secret ones there: not by everybody who reads the others.
CREATE VIEW my_commitment AS
SELECT commitment.* FROM commitment
WHERE ({reached commitments_read commitment.unit_id}
       AND (commitment.secrecy = '' OR {reached commitments_secret commitment.unit_id}))
   OR (commitment.owner_id <> 0 AND commitment.owner_id = me());

-- Those one may change; asked together with my_commitment.
CREATE VIEW my_commitment_edit AS
SELECT commitment.id AS id FROM commitment
WHERE commitment.unit_id IN (SELECT unit_id FROM my_reach WHERE permission = 'commitments_write');

CREATE VIEW my_commitment_value AS
SELECT commitment_value.* FROM commitment_value
WHERE commitment_value.commitment_id IN (SELECT id FROM my_commitment);
CREATE VIEW my_commitment_profile AS
SELECT commitment_profile.* FROM commitment_profile
WHERE commitment_profile.commitment_id IN (SELECT id FROM my_commitment);
CREATE VIEW my_commitment_judgement AS
SELECT commitment_judgement.* FROM commitment_judgement
WHERE commitment_judgement.commitment_id IN (SELECT id FROM my_commitment);
CREATE VIEW my_commitment_step AS
SELECT commitment_step.* FROM commitment_step
WHERE commitment_step.commitment_id IN (SELECT id FROM my_commitment);
