-- Boards at and above the units where one reads who must be informed.
CREATE VIEW my_inform_board AS
SELECT unit_closure.above_id AS unit_id
FROM unit_closure
WHERE unit_closure.below_id IN (SELECT unit_id FROM my_reach WHERE permission = 'inform_read')
  AND unit_closure.valid_from <= today()
  AND (unit_closure.valid_to = '' OR unit_closure.valid_to >= today());

-- Events that a list may be kept of.  Never a restricted one: who would have to be told may
-- not be told it here.
CREATE VIEW my_inform_event AS
SELECT my_event.id, my_event.number, my_event.title, my_event.unit_id, my_event.board_id,
       my_event.severity, my_event.severity_at, my_event.occurred_at, my_event.reported_at,
       my_event.closed_at, my_event.state
FROM my_event
WHERE my_event.is_restricted = 0
  AND my_event.state NOT IN ('merged', 'rejected')
  AND {reached inform_read my_event.unit_id};
CREATE VIEW my_inform_event_write AS
SELECT event.id FROM event
WHERE event.is_restricted = 0 AND {reached inform_write event.unit_id};

-- Who is activated because of a crisis, for whoever sees the crisis: two moments.
CREATE VIEW my_inform_active AS
SELECT emergency_period.crisis_id, emergency_period.id, emergency_period.body,
       emergency_period.began_at, emergency_period.ended_at
FROM emergency_period
WHERE emergency_period.crisis_id IN (SELECT id FROM my_crisis);

-- Tellings of what one sees, and those that one was told oneself.  What was said in a crisis
-- is for those who take part and the one who was told.
CREATE VIEW my_informed AS
SELECT informed.id, informed.public_id, informed.crisis_id, informed.event_id, informed.rules,
       informed.unit_id, informed.asked_id, informed.person_id, informed.channel, informed.at,
       informed.logged_at, informed.informed_by, informed.informed_by_name, informed.corrects,
       informed.is_void, informed.log_seq,
       CASE WHEN informed.person_id IN (SELECT person.id FROM person WHERE person.is_protected = 1)
            THEN '' ELSE informed.person_name END AS person_name,
       CASE WHEN informed.crisis_id = 0 OR informed.person_id = me()
                 OR informed.crisis_id IN (SELECT id FROM my_crisis)
            THEN informed.note ELSE '' END AS note
FROM informed
WHERE informed.crisis_id IN (SELECT id FROM my_crisis)
   OR EXISTS (SELECT 1 FROM my_inform_event WHERE my_inform_event.id = informed.event_id)
   OR (informed.person_id = me() AND me() <> 0
       AND NOT EXISTS (SELECT 1 FROM event
                       WHERE event.id = informed.event_id AND event.is_restricted = 1));
CREATE VIEW my_inform_receipt AS
SELECT inform_receipt.* FROM inform_receipt
WHERE EXISTS (SELECT 1 FROM my_informed WHERE my_informed.id = inform_receipt.informed_id);
CREATE VIEW my_inform_decision AS
SELECT inform_decision.* FROM inform_decision
WHERE inform_decision.crisis_id IN (SELECT id FROM my_crisis)
   OR EXISTS (SELECT 1 FROM my_inform_event WHERE my_inform_event.id = inform_decision.event_id);

-- What one was told of: how it is called, and no more.
CREATE VIEW my_told_crisis AS
SELECT crisis.* FROM crisis
WHERE crisis.id IN (SELECT informed.crisis_id FROM informed
                    WHERE informed.person_id = me() AND me() <> 0);
CREATE VIEW my_told_event AS
SELECT event.id, event.number, event.unit_id FROM event
WHERE event.is_restricted = 0
  AND event.id IN (SELECT informed.event_id FROM informed
                   WHERE informed.person_id = me() AND me() <> 0);

-- Who holds the roles that the list inform/rules asks for, and no other; never a restricted
-- one.  The same to all who read such a list, or somebody would be missing for some.
CREATE VIEW my_inform_holder AS
SELECT appointment.role_type, appointment.unit_id, appointment.person_id, appointment.post,
       appointment.valid_from,
       CASE WHEN appointment.deputy_of <> 0 THEN 1 ELSE 0 END AS is_deputy
FROM appointment
WHERE appointment.role_type IN (SELECT role.code FROM catalogue_item AS role
                                WHERE role.list = 'role_types'
                                  AND role.cells NOT LIKE '%"restricted":"1"%'
                                  AND EXISTS (SELECT 1 FROM catalogue_item AS asked
                                              WHERE asked.list = 'inform/rules'
                                                AND asked.cells LIKE '%"role":"' || role.code || '"%'))
  AND appointment.valid_from <= today()
  AND (appointment.valid_to = '' OR appointment.valid_to >= today())
  AND (EXISTS (SELECT 1 FROM my_reach WHERE permission = 'inform_read')
       OR EXISTS (SELECT 1 FROM my_crisis WHERE my_crisis.state = 'open'));

-- What a rule is proved by, to those who follow the duties of the unit that informs: moments
-- and numbers, never what happened.  Exercises and restricted events are not there.
CREATE VIEW my_proof_inform_by AS
SELECT unit.id AS unit_id, unit.kind AS kind
FROM unit
WHERE unit.id IN (SELECT unit_id FROM my_reach WHERE permission = 'programme_read')
  AND EXISTS (SELECT 1 FROM catalogue_item WHERE catalogue_item.list = 'inform/rules'
                AND catalogue_item.cells LIKE '%"by":"' || unit.kind || '"%');
CREATE VIEW my_proof_inform_event AS
SELECT event.id, event.board_id, event.severity, event.severity_at, event.occurred_at,
       event.reported_at, event.closed_at
FROM event
WHERE event.is_restricted = 0
  AND event.state NOT IN ('merged', 'rejected')
  AND (event.board_id IN (SELECT unit_id FROM my_reach WHERE permission = 'programme_read')
       OR EXISTS (SELECT 1 FROM my_proof_inform_by));
CREATE VIEW my_proof_inform_crisis AS
SELECT crisis.id, crisis.unit_id, crisis.event_id, crisis.opened_at
FROM crisis
WHERE crisis.is_exercise = 0
  AND EXISTS (SELECT 1 FROM my_reach WHERE permission = 'programme_read');
CREATE VIEW my_proof_inform_judged AS
SELECT crisis_entry.crisis_id, crisis_entry.kind, crisis_entry.became, crisis_entry.event_at,
       crisis_entry.seq
FROM crisis_entry
WHERE crisis_entry.kind IN ('level', 'coordination', 'close', 'reopen')
  AND crisis_entry.crisis_id IN (SELECT id FROM my_proof_inform_crisis);
CREATE VIEW my_proof_inform_active AS
SELECT emergency_period.crisis_id, emergency_period.id, emergency_period.body,
       emergency_period.began_at, emergency_period.ended_at
FROM emergency_period
WHERE emergency_period.is_exercise = 0
  AND emergency_period.crisis_id IN (SELECT id FROM my_proof_inform_crisis);
CREATE VIEW my_proof_inform_unit AS
SELECT crisis_unit.crisis_id, crisis_unit.unit_id, crisis_unit.asked_at, crisis_unit.ended_at
FROM crisis_unit
WHERE crisis_unit.crisis_id IN (SELECT id FROM my_proof_inform_crisis);
CREATE VIEW my_proof_informed AS
SELECT informed.id, informed.crisis_id, informed.event_id, informed.rules, informed.unit_id,
       informed.at, informed.corrects, informed.is_void
FROM informed
WHERE EXISTS (SELECT 1 FROM my_reach WHERE permission = 'programme_read');
CREATE VIEW my_proof_inform_decision AS
SELECT inform_decision.id, inform_decision.crisis_id, inform_decision.event_id,
       inform_decision.kind, inform_decision.minutes, inform_decision.at
FROM inform_decision
WHERE EXISTS (SELECT 1 FROM my_reach WHERE permission = 'programme_read');
