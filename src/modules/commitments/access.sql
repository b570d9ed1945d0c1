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
CREATE VIEW my_vital_decision AS
SELECT vital_decision.* FROM vital_decision
WHERE vital_decision.commitment_id IN (SELECT id FROM my_commitment);

-- Counts of points of electricity and preparations for heightened alert: read where one may
-- read what has a secrecy mark.
CREATE VIEW my_styrel AS
SELECT styrel_count.* FROM styrel_count WHERE {reached commitments_secret styrel_count.unit_id};
CREATE VIEW my_preparation AS
SELECT preparation.* FROM preparation WHERE {reached commitments_secret preparation.unit_id};
CREATE VIEW my_preparation_step AS
SELECT preparation_step.* FROM preparation_step
WHERE preparation_step.preparation_id IN (SELECT id FROM my_preparation);

-- Contracts with suppliers of the units one reaches, and those one owns.
CREATE VIEW my_contract AS
SELECT supplier_contract.* FROM supplier_contract
WHERE {reached commitments_read supplier_contract.unit_id}
   OR (supplier_contract.owner_id <> 0 AND supplier_contract.owner_id = me());
CREATE VIEW my_contract_edit AS
SELECT supplier_contract.id AS id FROM supplier_contract
WHERE supplier_contract.unit_id IN (SELECT unit_id FROM my_reach WHERE permission = 'commitments_write');
-- What they carry today: of the contracts and of the commitments that one may read.
CREATE VIEW my_contract_carries AS
SELECT contract_carries.* FROM contract_carries
WHERE contract_carries.ended_on = ''
  AND contract_carries.contract_id IN (SELECT id FROM my_contract)
  AND contract_carries.commitment_id IN (SELECT id FROM my_commitment);
CREATE VIEW my_contract_step AS
SELECT contract_step.* FROM contract_step
WHERE contract_step.contract_id IN (SELECT id FROM my_contract);

-- What contracts prove, to those who follow the duties of a unit.  Commitments with a secrecy
-- mark are not counted: not everybody who follows the duties may know of them.
CREATE VIEW my_proof_carried AS
SELECT unit_closure.above_id AS unit_id, commitment.id AS commitment_id, commitment.is_vital,
       commitment.performed_by, commitment.criticality, commitment.judged_at,
       commitment.acceptable_outage_hours, commitment.target_recovery_hours,
       COALESCE(supplier_contract.id, 0) AS contract_id,
       COALESCE(supplier_contract.valid_from, '') AS valid_from,
       COALESCE(supplier_contract.valid_to, '') AS valid_to,
       COALESCE(contract_carries.added_on, '') AS added_on,
       COALESCE(contract_carries.ended_on, '') AS ended_on,
       COALESCE(supplier_contract.recovery_hours, 0) AS recovery_hours,
       COALESCE(supplier_contract.report_hours, 0) AS report_hours,
       COALESCE(supplier_contract.exercise_months, 0) AS exercise_months,
       COALESCE(supplier_contract.has_plan, 0) AS has_plan,
       COALESCE(supplier_contract.has_insight, 0) AS has_insight,
       COALESCE(supplier_contract.has_chain, 0) AS has_chain
FROM commitment
JOIN unit_closure ON unit_closure.below_id = commitment.unit_id
LEFT JOIN contract_carries ON contract_carries.commitment_id = commitment.id
LEFT JOIN supplier_contract ON supplier_contract.id = contract_carries.contract_id
WHERE commitment.state = 'active' AND commitment.secrecy = ''
  AND unit_closure.valid_from <= today()
  AND (unit_closure.valid_to = '' OR unit_closure.valid_to >= today())
  AND unit_closure.above_id IN (SELECT unit_id FROM my_reach WHERE permission = 'programme_read');
CREATE VIEW my_proof_procurement AS
SELECT unit_closure.above_id AS unit_id, supplier_contract.id AS contract_id,
       supplier_contract.valid_from, supplier_contract.position_on
FROM supplier_contract
JOIN unit_closure ON unit_closure.below_id = supplier_contract.unit_id
WHERE unit_closure.valid_from <= today()
  AND (unit_closure.valid_to = '' OR unit_closure.valid_to >= today())
  AND unit_closure.above_id IN (SELECT unit_id FROM my_reach WHERE permission = 'programme_read');
