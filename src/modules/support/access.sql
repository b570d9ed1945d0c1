-- For which units this person answers: where he has the right, and where he stands on the
-- list of staff today as one who offers and accepts handovers.
CREATE VIEW my_support_unit AS
SELECT unit_id FROM my_reach WHERE permission = 'support_write'
UNION
SELECT support_organisation.unit_id
FROM support_staff
JOIN support_organisation ON support_organisation.id = support_staff.organisation_id
WHERE support_staff.person_id = me() AND me() <> 0
  AND support_staff.may_answer = 1
  AND support_staff.valid_from <= today()
  AND (support_staff.valid_to = '' OR support_staff.valid_to >= today())
  AND EXISTS (SELECT 1 FROM my_reach WHERE permission = 'support_write');
-- Whose crisis support this person reads: by right, or as one of the staff.
CREATE VIEW my_support_seen AS
SELECT unit_id FROM my_reach WHERE permission = 'support_read'
UNION
SELECT support_organisation.unit_id
FROM support_staff
JOIN support_organisation ON support_organisation.id = support_staff.organisation_id
WHERE support_staff.person_id = me() AND me() <> 0
  AND support_staff.valid_from <= today()
  AND (support_staff.valid_to = '' OR support_staff.valid_to >= today())
  AND EXISTS (SELECT 1 FROM my_reach WHERE permission = 'support_read');

-- Who gives crisis support, where, and how it is reached: for all who read crisis support
-- anywhere, since they hand over to each other.  Names of staff, and what a review found, stay
-- within the unit.
CREATE VIEW my_support_organisation AS
SELECT support_organisation.* FROM support_organisation
WHERE EXISTS (SELECT 1 FROM my_reach WHERE permission = 'support_read');
CREATE VIEW my_support_premises AS
SELECT support_premises.* FROM support_premises
WHERE EXISTS (SELECT 1 FROM my_reach WHERE permission = 'support_read');
CREATE VIEW my_support_review AS
SELECT support_review.* FROM support_review
WHERE support_review.organisation_id IN (SELECT support_organisation.id FROM support_organisation
	WHERE support_organisation.unit_id IN (SELECT unit_id FROM my_support_seen));
CREATE VIEW my_support_staff AS
SELECT support_staff.* FROM support_staff
WHERE support_staff.organisation_id IN (SELECT support_organisation.id FROM support_organisation
	WHERE support_organisation.unit_id IN (SELECT unit_id FROM my_support_seen));
-- How many they are, without names, and when it was gone through.
CREATE VIEW my_support_staff_days AS
SELECT support_staff.organisation_id, support_staff.valid_from, support_staff.valid_to
FROM support_staff
WHERE EXISTS (SELECT 1 FROM my_reach WHERE permission = 'support_read');
CREATE VIEW my_support_review_days AS
SELECT support_review.organisation_id, support_review.on_date
FROM support_review
WHERE EXISTS (SELECT 1 FROM my_reach WHERE permission = 'support_read');

-- Both parties see a handover; the operation is seen by who began it and by all parties.
CREATE VIEW my_support_handover AS
SELECT support_handover.* FROM support_handover
WHERE support_handover.from_unit_id IN (SELECT unit_id FROM my_support_seen)
   OR support_handover.to_unit_id IN (SELECT unit_id FROM my_support_seen);
CREATE VIEW my_support_operation AS
SELECT support_operation.* FROM support_operation
WHERE support_operation.unit_id IN (SELECT unit_id FROM my_support_seen)
   OR support_operation.id IN (SELECT operation_id FROM my_support_handover);
-- Steps hold counts and names of those who signed, no words of a handover.
CREATE VIEW my_support_step AS
SELECT support_step.* FROM support_step
WHERE support_step.operation_id IN (SELECT id FROM my_support_operation);

-- What is proved, to those who follow the duties of the unit: days and counts.
CREATE VIEW my_proof_support AS
SELECT support_organisation.id, support_organisation.unit_id, support_organisation.valid_from,
       support_organisation.valid_to
FROM support_organisation
WHERE support_organisation.unit_id IN (SELECT unit_id FROM my_reach
                                       WHERE permission = 'programme_read');
CREATE VIEW my_proof_support_staff AS
SELECT support_staff.organisation_id, support_staff.valid_from, support_staff.valid_to
FROM support_staff
WHERE support_staff.organisation_id IN (SELECT id FROM my_proof_support);
CREATE VIEW my_proof_support_premises AS
SELECT support_premises.organisation_id, support_premises.valid_from, support_premises.valid_to
FROM support_premises
WHERE support_premises.organisation_id IN (SELECT id FROM my_proof_support);
CREATE VIEW my_proof_support_review AS
SELECT support_review.organisation_id, support_review.on_date
FROM support_review
WHERE support_review.organisation_id IN (SELECT id FROM my_proof_support);
-- A line for each party: when a handover was offered, and when it was answered.
CREATE VIEW my_proof_support_wait AS
SELECT support_step.unit_id, support_step.handover_id, support_step.verb, support_step.created_at
FROM support_step
WHERE support_step.handover_id <> 0
  AND support_step.unit_id IN (SELECT unit_id FROM my_reach WHERE permission = 'programme_read')
UNION ALL
SELECT support_step.to_unit_id AS unit_id, support_step.handover_id, support_step.verb,
       support_step.created_at
FROM support_step
WHERE support_step.handover_id <> 0
  AND support_step.to_unit_id IN (SELECT unit_id FROM my_reach WHERE permission = 'programme_read');
