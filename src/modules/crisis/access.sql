-- Crises are need-to-know: those who take part now, and those who read every crisis of the
-- unit.  A relief who has gone home reads no more.
CREATE VIEW my_crisis AS
SELECT crisis.* FROM crisis
WHERE crisis.id IN (SELECT crisis_staff.crisis_id FROM crisis_staff
                    WHERE crisis_staff.person_id = me() AND crisis_staff.ended_at = 0
                      AND me() <> 0)
   OR {reached crisis_city crisis.unit_id};

-- Those one may write in: who takes part, or leads and reads them all.
CREATE VIEW my_crisis_write AS
SELECT crisis.id FROM crisis
WHERE crisis.id IN (SELECT crisis_staff.crisis_id FROM crisis_staff
                    WHERE crisis_staff.person_id = me() AND crisis_staff.ended_at = 0
                      AND crisis_staff.only_reads = 0 AND me() <> 0)
   OR (crisis.unit_id IN (SELECT unit_id FROM my_reach WHERE permission = 'crisis_city')
       AND crisis.unit_id IN (SELECT unit_id FROM my_reach WHERE permission = 'crisis_lead'));

CREATE VIEW my_crisis_staff AS
SELECT crisis_staff.* FROM crisis_staff WHERE crisis_staff.crisis_id IN (SELECT id FROM my_crisis);
-- Also for whoever was told of it: his receipt becomes the next line.
CREATE VIEW my_crisis_end AS
SELECT crisis_end.* FROM crisis_end
WHERE crisis_end.crisis_id IN (SELECT id FROM my_crisis)
   OR crisis_end.crisis_id IN (SELECT informed.crisis_id FROM informed
                               WHERE informed.person_id = me() AND me() <> 0);
CREATE VIEW my_crisis_entry AS
SELECT crisis_entry.* FROM crisis_entry WHERE crisis_entry.crisis_id IN (SELECT id FROM my_crisis);
CREATE VIEW my_crisis_seal AS
SELECT crisis_seal.* FROM crisis_seal WHERE crisis_seal.crisis_id IN (SELECT id FROM my_crisis);

-- Logs that went on off-line and have come home.
CREATE VIEW my_crisis_home AS
SELECT crisis_home.* FROM crisis_home WHERE crisis_home.crisis_id IN (SELECT id FROM my_crisis);
CREATE VIEW my_crisis_home_file AS
SELECT crisis_home_file.* FROM crisis_home_file
WHERE crisis_home_file.home_id IN (SELECT id FROM my_crisis_home);
CREATE VIEW my_crisis_home_entry AS
SELECT crisis_home_entry.* FROM crisis_home_entry
WHERE crisis_home_entry.crisis_id IN (SELECT id FROM my_crisis);

-- What units report and what is made of it: whoever sees the crisis sees all of it.
CREATE VIEW my_crisis_unit AS
SELECT crisis_unit.* FROM crisis_unit WHERE crisis_unit.crisis_id IN (SELECT id FROM my_crisis);
CREATE VIEW my_crisis_sitrep AS
SELECT crisis_sitrep.* FROM crisis_sitrep WHERE crisis_sitrep.crisis_id IN (SELECT id FROM my_crisis);
CREATE VIEW my_crisis_sentence AS
SELECT crisis_sentence.* FROM crisis_sentence
WHERE crisis_sentence.crisis_id IN (SELECT id FROM my_crisis);
CREATE VIEW my_crisis_picture AS
SELECT crisis_picture.* FROM crisis_picture
WHERE crisis_picture.crisis_id IN (SELECT id FROM my_crisis);
CREATE VIEW my_crisis_picture_line AS
SELECT crisis_picture_line.* FROM crisis_picture_line
WHERE crisis_picture_line.crisis_id IN (SELECT id FROM my_crisis);
CREATE VIEW my_crisis_direction AS
SELECT crisis_direction.* FROM crisis_direction
WHERE crisis_direction.crisis_id IN (SELECT id FROM my_crisis);
CREATE VIEW my_crisis_rhythm AS
SELECT crisis_rhythm.* FROM crisis_rhythm
WHERE crisis_rhythm.crisis_id IN (SELECT id FROM my_crisis);
CREATE VIEW my_crisis_shift AS
SELECT crisis_shift.* FROM crisis_shift WHERE crisis_shift.crisis_id IN (SELECT id FROM my_crisis);
CREATE VIEW my_crisis_message AS
SELECT crisis_message.* FROM crisis_message
WHERE crisis_message.crisis_id IN (SELECT id FROM my_crisis);
CREATE VIEW my_crisis_message_step AS
SELECT crisis_message_step.* FROM crisis_message_step
WHERE crisis_message_step.crisis_id IN (SELECT id FROM my_crisis);

-- What crises prove: that there was a real one, and which judgements and decisions it has.
-- The same for everybody who follows duties somewhere; no words, no names.
CREATE VIEW my_proof_crisis AS
SELECT crisis.id, crisis.unit_id, crisis.opened_at FROM crisis
WHERE crisis.is_exercise = 0
  AND EXISTS (SELECT 1 FROM my_reach WHERE my_reach.permission = 'programme_read');
CREATE VIEW my_proof_crisis_step AS
SELECT crisis_entry.crisis_id, crisis_entry.kind,
       CASE WHEN crisis_entry.kind = 'level' THEN crisis_entry.became ELSE '' END AS level
FROM crisis_entry
WHERE crisis_entry.kind IN ('level', 'coordination', 'picture', 'direction')
  AND crisis_entry.crisis_id IN (SELECT id FROM my_proof_crisis);
