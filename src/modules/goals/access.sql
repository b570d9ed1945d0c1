-- Goals of the units one reaches; and those in which one owns an activity.
CREATE VIEW my_unit_goal AS
SELECT unit_goal.* FROM unit_goal
WHERE unit_goal.unit_id IN (SELECT unit_id FROM my_reach WHERE permission = 'goals_read')
   OR EXISTS (SELECT 1 FROM unit_activity
              WHERE unit_activity.goal_id = unit_goal.id
                AND unit_activity.owner_id <> 0 AND unit_activity.owner_id = me());

CREATE VIEW my_unit_activity AS
SELECT unit_activity.* FROM unit_activity
WHERE unit_activity.unit_id IN (SELECT unit_id FROM my_reach WHERE permission = 'goals_read')
   OR (unit_activity.owner_id <> 0 AND unit_activity.owner_id = me());

-- Units whose goals one writes.  The owner of an activity may say how it goes.
CREATE VIEW my_goals_write AS
SELECT unit_id FROM my_reach WHERE permission = 'goals_write';
CREATE VIEW my_goals_unit AS
SELECT unit_id FROM my_reach WHERE permission = 'goals_read';

CREATE VIEW my_activity_measure AS
SELECT activity_measure.* FROM activity_measure
WHERE activity_measure.activity_id IN (SELECT id FROM my_unit_activity);

CREATE VIEW my_goal_step AS
SELECT goal_step.* FROM goal_step
WHERE (goal_step.activity_id = 0
       AND EXISTS (SELECT 1 FROM my_unit_goal WHERE my_unit_goal.id = goal_step.goal_id))
   OR EXISTS (SELECT 1 FROM my_unit_activity WHERE my_unit_activity.id = goal_step.activity_id);

CREATE VIEW my_area_decision AS
SELECT area_decision.* FROM area_decision
WHERE area_decision.unit_id IN (SELECT unit_id FROM my_reach WHERE permission = 'goals_read');

CREATE VIEW my_development_status AS
SELECT development_status.* FROM development_status
WHERE development_status.unit_id IN (SELECT unit_id FROM my_reach WHERE permission = 'goals_read');

-- Everybody who reads the goals sees how far the follow-up has come; what is being written in
-- it is read by those who write, until it is submitted.
CREATE VIEW my_goal_follow_up AS
SELECT goal_follow_up.* FROM goal_follow_up
WHERE goal_follow_up.unit_id IN (SELECT unit_id FROM my_reach WHERE permission = 'goals_read');

CREATE VIEW my_follow_up_entry AS
SELECT follow_up_entry.* FROM follow_up_entry
JOIN goal_follow_up ON goal_follow_up.id = follow_up_entry.follow_up_id
WHERE follow_up_entry.unit_id IN (SELECT unit_id FROM my_reach
                                  WHERE permission IN ('goals_write', 'audit_read'))
   OR (goal_follow_up.state = 'submitted'
       AND follow_up_entry.unit_id IN (SELECT unit_id FROM my_reach
                                       WHERE permission = 'goals_read'));

-- What proves duties, without a word of what goals say: the same for all who follow them.
CREATE VIEW my_proof_goal AS
SELECT unit_goal.id AS goal_id, unit_goal.unit_id, unit_goal.year, unit_goal.programme,
       unit_goal.focus_area, unit_goal.created_at
FROM unit_goal
WHERE unit_goal.state = 'current' AND unit_goal.aim <> ''
  AND EXISTS (SELECT 1 FROM unit_activity
              WHERE unit_activity.goal_id = unit_goal.id AND unit_activity.state <> 'stopped')
  AND unit_goal.unit_id IN (SELECT unit_id FROM my_reach WHERE permission = 'programme_read');

CREATE VIEW my_proof_area_decision AS
SELECT area_decision.unit_id, area_decision.year, area_decision.programme,
       area_decision.focus_area, area_decision.created_at
FROM area_decision
WHERE area_decision.answer = 'not_concerned'
  AND NOT EXISTS (SELECT 1 FROM area_decision AS later
                  WHERE later.unit_id = area_decision.unit_id AND later.year = area_decision.year
                    AND later.programme = area_decision.programme
                    AND later.focus_area = area_decision.focus_area
                    AND later.id > area_decision.id)
  AND area_decision.unit_id IN (SELECT unit_id FROM my_reach WHERE permission = 'programme_read');

CREATE VIEW my_proof_follow_up_entry AS
SELECT follow_up_entry.unit_id, follow_up_entry.period, follow_up_entry.goal_id,
       follow_up_entry.created_at
FROM follow_up_entry
WHERE follow_up_entry.unit_id IN (SELECT unit_id FROM my_reach WHERE permission = 'programme_read');

CREATE VIEW my_proof_development AS
SELECT development_status.unit_id, development_status.programme, development_status.code,
       development_status.created_at
FROM development_status
WHERE development_status.unit_id IN (SELECT unit_id FROM my_reach
                                     WHERE permission = 'programme_read');
