-- Who sits in a forum today, or sat there.
CREATE VIEW my_forum_seat AS
SELECT forum_member.forum_id FROM forum_member
WHERE forum_member.person_id = me() AND me() <> 0;

-- Forums are open to those who read forums anywhere, unless they are closed: then to the
-- members and those who read them at the unit that has the forum.
CREATE VIEW my_forum AS
SELECT forum.* FROM forum
WHERE forum.unit_id IN (SELECT unit_id FROM my_reach WHERE permission = 'forums_read')
   OR forum.id IN (SELECT forum_id FROM my_forum_seat)
   OR (forum.is_closed = 0
       AND EXISTS (SELECT 1 FROM my_reach WHERE permission = 'forums_read'));
CREATE VIEW my_forum_edit AS
SELECT forum.id FROM forum
WHERE forum.unit_id IN (SELECT unit_id FROM my_reach WHERE permission = 'forums_write');

CREATE VIEW my_forum_member AS
SELECT forum_member.* FROM forum_member
WHERE forum_member.forum_id IN (SELECT id FROM my_forum);
CREATE VIEW my_forum_meeting AS
SELECT forum_meeting.* FROM forum_meeting
WHERE forum_meeting.forum_id IN (SELECT id FROM my_forum);
CREATE VIEW my_forum_item AS
SELECT forum_item.* FROM forum_item
WHERE forum_item.meeting_id IN (SELECT id FROM my_forum_meeting);
CREATE VIEW my_forum_attendance AS
SELECT forum_attendance.* FROM forum_attendance
WHERE forum_attendance.meeting_id IN (SELECT id FROM my_forum_meeting);
CREATE VIEW my_forum_minutes AS
SELECT forum_minutes.* FROM forum_minutes
WHERE forum_minutes.meeting_id IN (SELECT id FROM my_forum_meeting);
CREATE VIEW my_forum_decision AS
SELECT forum_decision.* FROM forum_decision
WHERE forum_decision.meeting_id IN (SELECT id FROM my_forum_meeting);
-- A priority is also seen by those who read measures at the unit that owns it.
CREATE VIEW my_forum_priority AS
SELECT forum_priority.* FROM forum_priority
WHERE forum_priority.forum_id IN (SELECT id FROM my_forum)
   OR forum_priority.unit_id IN (SELECT unit_id FROM my_reach WHERE permission = 'measures_read')
   OR (forum_priority.owner_id <> 0 AND forum_priority.owner_id = me());
CREATE VIEW my_forum_follow AS
SELECT forum_follow.* FROM forum_follow
WHERE forum_follow.priority_id IN (SELECT id FROM my_forum_priority);

-- What forums prove: that they are and meet, to those who follow the duties of the unit that
-- has them or of one above it.  Not what was said.
CREATE VIEW my_proof_forum AS
SELECT unit_closure.above_id AS unit_id, forum.id AS forum_id, forum.kind, forum.valid_from,
       forum.valid_to
FROM forum
JOIN unit_closure ON unit_closure.below_id = forum.unit_id
WHERE unit_closure.valid_from <= today()
  AND (unit_closure.valid_to = '' OR unit_closure.valid_to >= today())
  AND unit_closure.above_id IN (SELECT unit_id FROM my_reach WHERE permission = 'programme_read');
CREATE VIEW my_proof_forum_member AS
SELECT forum_member.forum_id, forum_member.valid_from, forum_member.valid_to
FROM forum_member
WHERE forum_member.forum_id IN (SELECT forum_id FROM my_proof_forum);
CREATE VIEW my_proof_forum_meeting AS
SELECT forum_meeting.id AS meeting_id, forum_meeting.forum_id, forum_meeting.on_date,
       forum_meeting.tags,
       CASE WHEN forum_meeting.approved > 0 THEN 1 ELSE 0 END AS is_approved
FROM forum_meeting
WHERE forum_meeting.state = 'held'
  AND forum_meeting.forum_id IN (SELECT forum_id FROM my_proof_forum);
-- Which kinds of partners came, and at what kinds of things the agenda pointed: never at which.
CREATE VIEW my_proof_forum_partner AS
SELECT DISTINCT forum_attendance.meeting_id, partner.kind
FROM forum_attendance
JOIN forum_member ON forum_member.id = forum_attendance.member_id
JOIN partner ON partner.id = forum_member.partner_id
WHERE forum_member.forum_id IN (SELECT forum_id FROM my_proof_forum);
CREATE VIEW my_proof_forum_item AS
SELECT DISTINCT forum_item.meeting_id, forum_item.kind
FROM forum_item JOIN forum_meeting ON forum_meeting.id = forum_item.meeting_id
WHERE forum_item.kind <> '' AND forum_meeting.forum_id IN (SELECT forum_id FROM my_proof_forum);
-- Which codes are taken, for those who give them.
CREATE VIEW my_forum_code AS
SELECT forum.id, forum.code FROM forum
WHERE EXISTS (SELECT 1 FROM my_reach WHERE permission = 'forums_write');
