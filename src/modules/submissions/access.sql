-- Submissions.  Who writes, decides or audits at the unit sees every state; the office that
-- receives sees what has been handed in; everybody else who follows the unit's duties reads
-- what has been handed in and not sent back, and, when it has a secrecy mark, only those of
-- them who also read statistics of the unit: elected representatives and colleagues.
CREATE VIEW my_submission AS
SELECT submission.* FROM submission
WHERE {reached submissions_write submission.unit_id}
   OR {reached submissions_submit submission.unit_id}
   OR {reached audit_read submission.unit_id}
   OR (submission.state IN ('submitted', 'received', 'returned', 'accepted')
       AND {reached submissions_receive submission.unit_id})
   OR (submission.state IN ('submitted', 'received', 'accepted')
       AND {reached programme_read submission.unit_id}
       AND (submission.secrecy = ''
            OR {reached statistics_read submission.unit_id}));

CREATE VIEW my_submission_step AS
SELECT submission_step.* FROM submission_step
WHERE EXISTS (SELECT 1 FROM my_submission WHERE my_submission.id = submission_step.submission_id);

CREATE VIEW my_submission_file AS
SELECT submission_file.* FROM submission_file
WHERE submission_file.is_removed = 0
  AND EXISTS (SELECT 1 FROM my_submission WHERE my_submission.id = submission_file.submission_id);

CREATE VIEW my_submission_link AS
SELECT submission_link.* FROM submission_link
WHERE EXISTS (SELECT 1 FROM my_submission WHERE my_submission.id = submission_link.submission_id);

-- How it stands, without a word of what it says: the same for all who follow the unit's duties.
CREATE VIEW my_proof_submission AS
SELECT id, unit_id, programme, deliverable, period, period_from, period_to, occasion, number, state,
       supersedes, submitted_at
FROM submission
WHERE {reached programme_read unit_id};

-- Whom the office that receives may remind: those who write what a unit hands in, at the unit
-- itself.  Who also submits is reminded only where nobody else writes.
CREATE VIEW my_submission_writer AS
SELECT DISTINCT member.person_id, member.unit_id, person.email, person.language,
       CASE WHEN person.is_protected = 1 THEN '•••' ELSE person.name END AS name,
       CASE WHEN EXISTS (SELECT 1 FROM role_permission AS also
                         WHERE also.role = member.role
                           AND also.permission = 'submissions_submit')
            THEN 1 ELSE 0 END AS also_submits
FROM member
JOIN role_permission ON role_permission.role = member.role
                    AND role_permission.permission = 'submissions_write'
JOIN person ON person.id = member.person_id
WHERE person.is_active = 1
  AND member.valid_from <= today()
  AND (member.valid_to = '' OR member.valid_to >= today())
  AND member.unit_id IN (SELECT unit_id FROM my_reach WHERE permission = 'submissions_receive');

-- Letters are read by those who may send them, and by the one they were written to.
CREATE VIEW my_reminder AS
SELECT * FROM reminder
WHERE person_id = me()
   OR EXISTS (SELECT 1 FROM my_city_reach WHERE permission IN ('submissions_receive', 'audit_read'));
