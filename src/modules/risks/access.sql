-- Risk analyses.  Who writes, approves, submits or audits at the unit, and who owns one of the
-- risks, sees them while they are written; others who read risks see what has been handed in.
-- How far the receiver has come stands with the submission, and only there.
CREATE VIEW my_rsa AS
SELECT rsa.id, rsa.public_id, rsa.unit_id, rsa.year, rsa.number, rsa.method_id,
       CASE WHEN rsa.state = 'submitted' AND submission.state IN ('received', 'accepted')
            THEN 'received'
            WHEN rsa.state = 'submitted' AND submission.state = 'returned' THEN 'returned'
            ELSE rsa.state END AS state,
       rsa.area, rsa.process, rsa.participants, rsa.preparedness, rsa.secrecy, rsa.secrecy_ground,
       rsa.meeting_on, rsa.paragraph, rsa.signer, rsa.new_reason, rsa.copied_from, rsa.supersedes,
       rsa.submission_id, rsa.submitted_by, rsa.submitted_at, rsa.created_by, rsa.created_at,
       rsa.version
FROM rsa
LEFT JOIN submission ON submission.id = rsa.submission_id AND rsa.submission_id <> 0
WHERE rsa.unit_id IN (SELECT unit_id FROM my_reach
                      WHERE permission IN ('risks_write', 'risks_approve', 'submissions_submit',
                                           'audit_read'))
   OR (rsa.state IN ('submitted', 'aggregated')
       AND rsa.unit_id IN (SELECT unit_id FROM my_reach WHERE permission = 'risks_read'))
   OR rsa.id IN (SELECT risk.rsa_id FROM risk WHERE risk.owner_id <> 0 AND risk.owner_id = me());

CREATE VIEW my_rsa_step AS
SELECT rsa_step.* FROM rsa_step WHERE rsa_step.rsa_id IN (SELECT id FROM my_rsa);

CREATE VIEW my_risk AS
SELECT risk.* FROM risk WHERE risk.rsa_id IN (SELECT id FROM my_rsa);

CREATE VIEW my_risk_revision AS
SELECT risk_revision.* FROM risk_revision
WHERE risk_revision.risk_id IN (SELECT id FROM my_risk);

CREATE VIEW my_risk_consequence AS
SELECT risk_consequence.* FROM risk_consequence
WHERE risk_consequence.revision_id IN (SELECT id FROM my_risk_revision);

CREATE VIEW my_risk_commitment AS
SELECT risk_commitment.* FROM risk_commitment
WHERE risk_commitment.risk_id IN (SELECT id FROM my_risk)
  AND risk_commitment.commitment_id IN (SELECT id FROM my_commitment);

-- Which links a copy of the analysis takes over: numbers for the one who writes there and for no
-- page, also of commitments that the writer may not read.
CREATE VIEW my_risk_commitment_kept AS
SELECT risk_commitment.* FROM risk_commitment
JOIN risk ON risk.id = risk_commitment.risk_id
WHERE risk.unit_id IN (SELECT unit_id FROM my_reach WHERE permission = 'risks_write');

-- Whether the steps that come before the risks are taken (a list of commitments that are judged,
-- risks that hit some of them): the same for everybody who sees the analysis, and no number.
CREATE VIEW my_rsa_ground AS
SELECT rsa.id AS rsa_id,
       CASE WHEN EXISTS (SELECT 1 FROM unit_closure
                         JOIN commitment ON commitment.unit_id = unit_closure.below_id
                         WHERE unit_closure.above_id = rsa.unit_id AND unit_closure.valid_to = ''
                           AND commitment.judged_at > 0)
            THEN 1 ELSE 0 END AS has_commitments
FROM rsa WHERE rsa.id IN (SELECT id FROM my_rsa);
CREATE VIEW my_risk_hit AS
SELECT DISTINCT risk_commitment.risk_id FROM risk_commitment
WHERE risk_commitment.risk_id IN (SELECT id FROM my_risk);

CREATE VIEW my_risk_decision AS
SELECT risk_decision.* FROM risk_decision
WHERE risk_decision.risk_id IN (SELECT id FROM my_risk);

CREATE VIEW my_risk_event_query AS
SELECT risk_event_query.* FROM risk_event_query
WHERE risk_event_query.risk_id IN (SELECT id FROM my_risk);

-- Scales are nobody's secret.
CREATE VIEW my_risk_method AS SELECT * FROM risk_method;
CREATE VIEW my_risk_step AS SELECT * FROM risk_step;
CREATE VIEW my_risk_zone AS SELECT * FROM risk_zone;
-- In how many analyses that are approved or further a version of the scales is used: a number,
-- and the same for everybody.
CREATE VIEW my_risk_method_use AS
SELECT rsa.method_id, count(*) AS analyses,
       sum(CASE WHEN rsa.state IN ('draft', 'in_review') THEN 0 ELSE 1 END) AS approved
FROM rsa GROUP BY rsa.method_id;

-- Where one writes and approves.
CREATE VIEW my_risks_right AS
SELECT permission, unit_id FROM my_reach
WHERE permission IN ('risks_read', 'risks_write', 'risks_approve', 'risks_receive',
                     'submissions_submit');

-- What an open extract is made of: what is marked is left out here and nowhere later.  Those who
-- write, approve, submit or audit at the unit make it; others read it when it has been released.
CREATE VIEW my_open_rsa AS
SELECT rsa.id, rsa.unit_id, rsa.year, rsa.number, rsa.method_id,
       CASE WHEN rsa.secrecy = 'whole' THEN '' ELSE rsa.area END AS area,
       CASE WHEN rsa.secrecy = 'whole' THEN '' ELSE rsa.process END AS process,
       CASE WHEN rsa.secrecy = 'whole' THEN '' ELSE rsa.participants END AS participants,
       CASE WHEN rsa.secrecy IN ('whole', 'parts') THEN '' ELSE rsa.preparedness END AS preparedness,
       rsa.secrecy
FROM rsa
WHERE rsa.secrecy <> 'to_assess'
  AND rsa.unit_id IN (SELECT unit_id FROM my_reach
                      WHERE permission IN ('risks_write', 'risks_approve', 'submissions_submit',
                                           'audit_read'));

CREATE VIEW my_open_risk AS
SELECT risk.id, risk.rsa_id, risk.title,
       CASE WHEN risk.secret_cause = '' THEN risk.cause ELSE '' END AS cause,
       risk.source_kind, risk.scope,
       CASE WHEN risk.secret_controls = '' THEN risk.controls ELSE '' END AS controls,
       CASE WHEN risk.secret_assessment = '' THEN risk.trend ELSE '' END AS trend,
       CASE WHEN risk.secret_capability = '' THEN risk.command ELSE '' END AS command,
       CASE WHEN risk.secret_capability = '' THEN risk.cooperation ELSE '' END AS cooperation,
       CASE WHEN risk.secret_capability = '' THEN risk.communication ELSE '' END AS communication,
       CASE WHEN risk.secret_capability = '' THEN risk.competence ELSE '' END AS competence,
       CASE WHEN risk.secret_capability = '' THEN risk.resources ELSE '' END AS resources,
       CASE WHEN risk.secret_capability = '' THEN risk.capability_words ELSE '' END AS capability_words,
       CASE WHEN risk.secret_treatment = '' THEN risk.treatment ELSE '' END AS treatment,
       CASE WHEN risk.secret_treatment = '' THEN risk.plan ELSE '' END AS plan,
       risk.secret_cause, risk.secret_controls, risk.secret_assessment, risk.secret_capability,
       risk.secret_commitments, risk.secret_treatment,
       CASE WHEN risk.secret_assessment = '' THEN risk.revision_id ELSE 0 END AS revision_id
FROM risk
JOIN my_open_rsa ON my_open_rsa.id = risk.rsa_id
WHERE risk.secret_whole = '' AND risk.dropped_reason = '' AND my_open_rsa.secrecy <> 'whole';

CREATE VIEW my_open_revision AS
SELECT risk_revision.id, risk_revision.risk_id, risk_revision.probability,
       risk_revision.consequence, risk_revision.zone, risk_revision.uncertainty
FROM risk_revision
WHERE risk_revision.id IN (SELECT revision_id FROM my_open_risk WHERE revision_id <> 0);

-- Beside the risks of an extract: measures that spring from them, commitments that are open, and
-- how many of these stand on what.  Nothing of a commitment that has a mark, and no supplier.
CREATE VIEW my_open_measure AS
SELECT my_open_risk.id AS risk_id, measure.id, measure.title, measure.state, measure.due_on
FROM my_open_risk
JOIN risk ON risk.id = my_open_risk.id
JOIN measure ON measure.source_kind = 'risk' AND measure.source_id = risk.root_id
WHERE my_open_risk.secret_treatment = '' AND measure.state <> 'stopped';

CREATE VIEW my_open_link AS
SELECT my_open_risk.id AS risk_id, commitment.id, commitment.name
FROM my_open_risk
JOIN risk_commitment ON risk_commitment.risk_id = my_open_risk.id
JOIN commitment ON commitment.id = risk_commitment.commitment_id
WHERE my_open_risk.secret_commitments = '' AND commitment.secrecy = ''
  AND commitment.state <> 'closed';

CREATE VIEW my_open_vital AS
SELECT my_open_rsa.id AS rsa_id, commitment.id, commitment.name, commitment.societal_function,
       commitment.criticality, commitment.acceptable_outage_hours
FROM my_open_rsa
JOIN my_unit_below ON my_unit_below.above_id = my_open_rsa.unit_id
JOIN commitment ON commitment.unit_id = my_unit_below.below_id
WHERE my_open_rsa.secrecy <> 'whole' AND commitment.is_vital = 1 AND commitment.secrecy = ''
  AND commitment.state <> 'closed';

CREATE VIEW my_open_need AS
SELECT my_open_vital.rsa_id, dependency.resource, count(DISTINCT my_open_vital.id) AS commitments
FROM my_open_vital
JOIN node ON node.commitment_id = my_open_vital.id
JOIN dependency ON dependency.owner_id = node.id AND dependency.ended_on = ''
WHERE dependency.effect IN (SELECT code FROM catalogue_item
                            WHERE list = 'dependency_effects' AND cells LIKE '%"is_critical":"1"%')
  AND (my_open_vital.acceptable_outage_hours <= 0
       OR dependency.delay_hours + dependency.buffer_hours <= my_open_vital.acceptable_outage_hours)
GROUP BY my_open_vital.rsa_id, dependency.resource;

-- An extract is read at the unit while it is being looked through; by all who follow the duties
-- of the unit when a named person has released it.
CREATE VIEW my_rsa_extract AS
SELECT rsa_extract.* FROM rsa_extract
WHERE rsa_extract.unit_id IN (SELECT unit_id FROM my_reach
                              WHERE permission IN ('risks_write', 'risks_approve',
                                                   'submissions_submit', 'audit_read'))
   OR (rsa_extract.state = 'released'
       AND rsa_extract.unit_id IN (SELECT unit_id FROM my_reach
                                   WHERE permission IN ('programme_read', 'risks_read')));

-- Workshops are seen by those who read the analysis.  Votes are seen when their round has been
-- closed with enough of them, never before and never by name; until then only how many there are.
CREATE VIEW my_risk_workshop AS
SELECT risk_workshop.* FROM risk_workshop WHERE risk_workshop.rsa_id IN (SELECT id FROM my_rsa);

CREATE VIEW my_risk_round AS
SELECT risk_round.* FROM risk_round
WHERE risk_round.workshop_id IN (SELECT id FROM my_risk_workshop);

CREATE VIEW my_risk_vote AS
SELECT risk_vote.id, risk_vote.round_id, risk_vote.probability, risk_vote.consequences
FROM risk_vote
JOIN my_risk_round ON my_risk_round.id = risk_vote.round_id
WHERE my_risk_round.closed_at > 0 AND my_risk_round.is_shown = 1;

CREATE VIEW my_risk_vote_count AS
SELECT risk_vote.round_id, count(*) AS votes
FROM risk_vote JOIN my_risk_round ON my_risk_round.id = risk_vote.round_id
GROUP BY risk_vote.round_id;

-- Who has the code takes part: sees the title of the risk that is being voted about and, when
-- the round is closed, how the votes are spread.  There is no round any more when the analysis
-- has been sent on, nor, for those without an account, when a mark has been set since it began.
-- A workshop that nobody finishes ends after twelve hours.
CREATE VIEW my_workshop_room AS
SELECT risk_workshop.id, risk_workshop.code_digest, rsa.method_id,
       COALESCE(risk_round.id, 0) AS round_id,
       COALESCE(risk_round.round, 0) AS round, COALESCE(risk_round.closed_at, 0) AS closed_at,
       COALESCE(risk_round.is_shown, 0) AS is_shown, COALESCE(risk_round.revision_id, 0) AS revision_id,
       COALESCE(risk.title, '') AS title
FROM risk_workshop
JOIN rsa ON rsa.id = risk_workshop.rsa_id
LEFT JOIN risk_round ON risk_round.id = risk_workshop.round_id AND rsa.state = 'draft'
      AND (risk_workshop.needs_account = 1
           OR (rsa.secrecy <> 'whole'
               AND EXISTS (SELECT 1 FROM risk AS told WHERE told.id = risk_round.risk_id
                           AND told.secret_whole = '' AND told.secret_assessment = '')))
LEFT JOIN risk ON risk.id = risk_round.risk_id
WHERE risk_workshop.state = 'open' AND risk_workshop.created_at > moment() - 43200
  AND (risk_workshop.needs_account = 0 OR me() <> 0);

-- Every code that has been given out, also of a workshop that has ended: who writes such a one
-- has not guessed.
CREATE VIEW my_workshop_code AS SELECT code_digest FROM risk_workshop;

CREATE VIEW my_workshop_vote AS
SELECT risk_vote.id, risk_vote.round_id, risk_vote.probability, risk_vote.consequences
FROM risk_vote
JOIN my_workshop_room ON my_workshop_room.round_id = risk_vote.round_id
WHERE my_workshop_room.closed_at > 0 AND my_workshop_room.is_shown = 1;

-- One's own, found by what one's browser has.
CREATE VIEW my_workshop_own AS
SELECT risk_vote.id, risk_vote.round_id, risk_vote.probability, risk_vote.consequences,
       risk_vote.voter
FROM risk_vote JOIN my_workshop_room ON my_workshop_room.round_id = risk_vote.round_id;

-- What risk analyses prove about units: the newest version of each year that has left the hands
-- of those who write it, and what of each risk is in place.  No word of them, and the same for
-- everybody who may follow the duties of the unit.
CREATE VIEW my_proof_rsa AS
SELECT rsa.id AS rsa_id, rsa.unit_id, rsa.year, rsa.meeting_on, rsa.submitted_at,
       CASE WHEN rsa.state = 'submitted' AND submission.state IN ('received', 'accepted')
            THEN 'received'
            WHEN rsa.state = 'submitted' AND submission.state = 'returned' THEN 'returned'
            ELSE rsa.state END AS state
FROM rsa
LEFT JOIN submission ON submission.id = rsa.submission_id AND rsa.submission_id <> 0
WHERE rsa.state NOT IN ('draft', 'in_review')
  AND rsa.unit_id IN (SELECT unit_id FROM my_reach WHERE permission = 'programme_read')
  AND NOT EXISTS (SELECT 1 FROM rsa AS later
                  WHERE later.unit_id = rsa.unit_id AND later.year = rsa.year
                    AND later.number > rsa.number AND later.state NOT IN ('draft', 'in_review'));

CREATE VIEW my_proof_risk AS
SELECT my_proof_rsa.unit_id, my_proof_rsa.year, risk.id AS risk_id, risk.is_prominent,
       COALESCE(risk_revision.zone, '') AS zone,
       COALESCE(risk_revision.created_at, 0) AS assessed_at,
       CASE WHEN risk_revision.is_carried = 0 THEN 1 ELSE 0 END AS is_assessed,
       CASE WHEN risk.plan <> '' THEN 1 ELSE 0 END AS has_plan,
       CASE WHEN risk.scope = 'area' THEN 1 ELSE 0 END AS is_of_area,
       CASE WHEN risk.communicable <> '' THEN 1 ELSE 0 END AS is_telling_decided,
       CASE WHEN risk.accepted_by <> 0 THEN risk.accepted_until ELSE '' END AS accepted_until,
       CASE WHEN EXISTS (SELECT 1 FROM risk_commitment WHERE risk_commitment.risk_id = risk.id)
            THEN 1 ELSE 0 END AS has_commitment,
       CASE WHEN EXISTS (SELECT 1 FROM measure
                         WHERE measure.source_kind = 'risk' AND measure.source_id = risk.root_id
                           AND measure.state IN ('in_progress', 'done', 'evaluated', 'closed'))
              OR EXISTS (SELECT 1 FROM citation JOIN measure ON measure.id = citation.measure_id
                         WHERE citation.kind = 'risk' AND citation.cited_id = risk.root_id
                           AND citation.withdrawn_at = 0
                           AND measure.state IN ('in_progress', 'done', 'evaluated', 'closed'))
            THEN 1 ELSE 0 END AS has_measure
FROM my_proof_rsa
JOIN risk ON risk.rsa_id = my_proof_rsa.rsa_id AND risk.dropped_reason = ''
LEFT JOIN risk_revision ON risk_revision.id = risk.revision_id AND risk.revision_id <> 0;
