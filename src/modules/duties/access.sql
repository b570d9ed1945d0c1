-- Duties of the units that one may follow.
CREATE VIEW my_duty_unit AS
SELECT DISTINCT unit_id FROM my_reach WHERE permission = 'programme_read';
CREATE VIEW my_duty_instance AS
SELECT * FROM duty_instance
WHERE {reached programme_read unit_id};
-- Which duties are laid out follows from the programme and the tree of units: no secret, and
-- whoever loads a programme must see all of it to make what is missing.
CREATE VIEW my_duty_laid AS SELECT * FROM duty_instance;
CREATE VIEW my_duty_decision AS
SELECT * FROM duty_decision
WHERE {reached programme_read unit_id};
CREATE VIEW my_attestation AS
SELECT * FROM attestation
WHERE {reached programme_read unit_id};
CREATE VIEW my_duty_comment AS
SELECT * FROM duty_comment
WHERE {reached programme_read unit_id};

-- Whom a duty concerns is decided in the open, and so are the days of meetings.  Secret questions
-- are never decided here.
CREATE VIEW my_concern_decision AS SELECT * FROM concern_decision;
CREATE VIEW my_unit_meeting AS SELECT * FROM unit_meeting;

-- What an attestation proves: from when to when, as long as nobody has taken it back.
CREATE VIEW my_proof_attestation AS
SELECT programme_code, code, unit_id, valid_from, valid_to, has_numbers, whole, counted
FROM attestation
WHERE takes_back = 0
  AND id NOT IN (SELECT takes_back FROM attestation)
  AND {reached programme_read unit_id};

-- Answers that a job has taken, for the units that one may follow.
CREATE VIEW my_evidence_taken AS SELECT * FROM evidence_taken;
CREATE VIEW my_proof_kept AS
SELECT taken_id, unit_id, valid_from, valid_to, found, whole, last_on
FROM evidence_kept
WHERE {reached programme_read unit_id};

-- Units whose duties one may answer for and decide about.
CREATE VIEW my_duty_right AS
SELECT DISTINCT permission, unit_id FROM my_reach
WHERE permission IN ('programme_answer', 'programme_decide');

-- The compartment: only for those who keep the status of protective security.
CREATE VIEW my_protective_unit AS
SELECT * FROM protective_unit
WHERE {reached protective_read unit_id};
CREATE VIEW my_protective_status AS
SELECT * FROM protective_status
WHERE {reached protective_read unit_id};
