-- Meetings of the units whose safety one arranges, and the checks made before them.
CREATE VIEW my_threat_unit AS
SELECT unit_id, permission FROM my_reach
WHERE permission IN ('threats_meetings', 'threats_protection', 'threats_decide');
CREATE VIEW my_meeting_check AS
SELECT meeting_check.* FROM meeting_check
WHERE meeting_check.unit_id IN (SELECT unit_id FROM my_reach WHERE permission = 'threats_meetings');
CREATE VIEW my_threat_meeting AS
SELECT unit_meeting.id, unit_meeting.unit_id, unit_meeting.on_date AS on_day FROM unit_meeting
WHERE unit_meeting.unit_id IN (SELECT unit_id FROM my_reach WHERE permission = 'threats_meetings');

-- The state of protection: for those who keep it, in no other view.
CREATE VIEW my_protection_status AS
SELECT protection_status.* FROM protection_status
WHERE protection_status.unit_id IN (SELECT unit_id FROM my_reach
                                    WHERE permission = 'threats_protection');

-- Who may read patterns: those who decide it, and each of oneself.
CREATE VIEW my_threat_reader AS
SELECT threat_reader.* FROM threat_reader
WHERE (threat_reader.person_id = me() AND me() <> 0)
   OR EXISTS (SELECT 1 FROM my_reach WHERE permission = 'threats_decide');
CREATE VIEW my_threat_reading AS
SELECT threat_reading.* FROM threat_reading
WHERE (threat_reading.person_id = me() AND me() <> 0)
   OR EXISTS (SELECT 1 FROM my_reach WHERE permission = 'threats_decide');
-- What the threats were, also the restricted ones: for a reader whose time has not run out.
-- Nothing here leads to an event.
CREATE VIEW my_threat_pattern AS
SELECT event_threat.board_id, event_threat.place_type, event_threat.severity,
       event_threat.occurred_at, event_threat.forms, event_threat.task, event_threat.relation,
       event_threat.influence, event_threat.is_repeated
FROM event_threat
WHERE event_threat.is_counted = 1
  AND EXISTS (SELECT 1 FROM threat_reader
              WHERE threat_reader.person_id = me() AND me() <> 0
                AND threat_reader.from_on <= today() AND threat_reader.to_on >= today()
                AND threat_reader.ended_on = '');

-- What they prove, for those who follow the duties of the unit: days, no more.
CREATE VIEW my_proof_meeting_check AS
SELECT unit_meeting.unit_id, unit_meeting.on_date AS on_day,
       COALESCE(meeting_check.done_on, '') AS done_on
FROM unit_meeting
LEFT JOIN meeting_check ON meeting_check.meeting_id = unit_meeting.id
WHERE {reached programme_read unit_meeting.unit_id};
CREATE VIEW my_proof_protection_status AS
SELECT protection_status.unit_id, protection_status.reviewed_on, protection_status.next_by
FROM protection_status
WHERE {reached programme_read protection_status.unit_id};
