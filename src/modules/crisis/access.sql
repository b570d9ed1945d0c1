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
CREATE VIEW my_crisis_end AS
SELECT crisis_end.* FROM crisis_end WHERE crisis_end.crisis_id IN (SELECT id FROM my_crisis);
CREATE VIEW my_crisis_entry AS
SELECT crisis_entry.* FROM crisis_entry WHERE crisis_entry.crisis_id IN (SELECT id FROM my_crisis);
CREATE VIEW my_crisis_seal AS
SELECT crisis_seal.* FROM crisis_seal WHERE crisis_seal.crisis_id IN (SELECT id FROM my_crisis);
