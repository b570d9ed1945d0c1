-- Who is activated, and what they have decided, is a matter of the whole city: whoever may
-- read it anywhere reads all of it.  Of which crisis it is part is seen by those who see that.
CREATE VIEW my_emergency_period AS
SELECT emergency_period.* FROM emergency_period
WHERE EXISTS (SELECT 1 FROM my_reach WHERE my_reach.permission = 'emergency_read');
CREATE VIEW my_emergency_act AS
SELECT emergency_act.* FROM emergency_act
WHERE EXISTS (SELECT 1 FROM my_reach WHERE my_reach.permission = 'emergency_read');

-- What follow-up needs: that a crisis had it, and which decisions have been reported where.
-- No words, no names.
CREATE VIEW my_proof_emergency AS
SELECT emergency_period.crisis_id, emergency_period.body, emergency_period.began_at
FROM emergency_period
WHERE emergency_period.is_exercise = 0 AND emergency_period.crisis_id <> 0
  AND EXISTS (SELECT 1 FROM my_reach WHERE my_reach.permission = 'programme_read');
CREATE VIEW my_proof_emergency_act AS
SELECT emergency_act.period_id, emergency_act.seq, emergency_act.kind, emergency_act.event_at,
       emergency_act.decision_no, emergency_act.refers_to
FROM emergency_act JOIN emergency_period ON emergency_period.id = emergency_act.period_id
WHERE emergency_period.is_exercise = 0
  AND EXISTS (SELECT 1 FROM my_reach WHERE my_reach.permission = 'programme_read');
