-- Alarms of the units whose alarms one reads, and those that were sent to oneself.  Who asks
-- whom to take a shift is a matter of those two: what is sent of it is nobody else's.
CREATE VIEW my_alarm AS
SELECT alarm.* FROM alarm
WHERE (alarm.kind <> 'swap' AND {reached alarms_read alarm.unit_id})
   OR alarm.id IN (SELECT alarm_target.alarm_id FROM alarm_target
                   WHERE alarm_target.person_id = me() AND me() <> 0);

-- Whom they were sent to; never the link or the code.  A probe tells nothing of any person.
CREATE VIEW my_alarm_target AS
SELECT alarm_target.id AS id, alarm_target.public_id AS public_id,
       alarm_target.alarm_id AS alarm_id, alarm_target.step_id AS step_id,
       alarm_target.round AS round, alarm_target.person_id AS person_id,
       alarm_target.name AS name, alarm_target.function AS function,
       alarm_target.unit_id AS unit_id, '' AS token_digest, '' AS code,
       alarm_target.begun_at AS begun_at, alarm_target.acked_at AS acked_at,
       alarm_target.acked_how AS acked_how
FROM alarm_target
WHERE alarm_target.alarm_id IN (SELECT id FROM my_alarm WHERE kind <> 'probe')
   OR (alarm_target.person_id = me() AND me() <> 0);

-- How; never the address.
CREATE VIEW my_alarm_attempt AS
SELECT alarm_attempt.id AS id, alarm_attempt.public_id AS public_id,
       alarm_attempt.alarm_id AS alarm_id, alarm_attempt.target_id AS target_id,
       alarm_attempt.place AS place, alarm_attempt.channel AS channel, '' AS address,
       alarm_attempt.state AS state, alarm_attempt.tries AS tries,
       alarm_attempt.due_at AS due_at, alarm_attempt.lease_until AS lease_until,
       alarm_attempt.made_at AS made_at, alarm_attempt.failed_at AS failed_at,
       alarm_attempt.handed_at AS handed_at, alarm_attempt.delivered_at AS delivered_at,
       alarm_attempt.problem AS problem
FROM alarm_attempt
WHERE alarm_attempt.target_id IN (SELECT id FROM my_alarm_target);

CREATE VIEW my_alarm_entry AS
SELECT alarm_entry.* FROM alarm_entry
WHERE alarm_entry.alarm_id IN (SELECT id FROM my_alarm)
  AND (alarm_entry.target_id = 0
       OR alarm_entry.target_id IN (SELECT id FROM my_alarm_target));

CREATE VIEW my_alarm_path AS
SELECT alarm_path.* FROM alarm_path
WHERE {reached alarms_read alarm_path.unit_id};
CREATE VIEW my_alarm_step AS
SELECT alarm_step.* FROM alarm_step
WHERE (alarm_step.alarm_id = 0 AND alarm_step.path_id IN (SELECT id FROM my_alarm_path))
   OR alarm_step.alarm_id IN (SELECT id FROM my_alarm);
CREATE VIEW my_alarm_step_person AS
SELECT alarm_step_person.* FROM alarm_step_person
WHERE alarm_step_person.step_id IN (SELECT id FROM my_alarm_step);
CREATE VIEW my_alarm_probe AS
SELECT alarm_probe.* FROM alarm_probe
WHERE alarm_probe.path_id IN (SELECT id FROM my_alarm_path);
CREATE VIEW my_alarm_result AS
SELECT alarm_result.* FROM alarm_result
WHERE {reached alarms_read alarm_result.unit_id};

-- Whoever has a link, or has replied: always asked with the digest of the link's token, the
-- code of the reply or the number it came from.
CREATE VIEW my_alarm_link AS
SELECT alarm_target.id AS id, alarm_target.alarm_id AS alarm_id,
       alarm_target.public_id AS public_id,
       alarm_target.person_id AS person_id, alarm_target.name AS name,
       alarm_target.token_digest AS token_digest, alarm_target.code AS code,
       alarm_target.acked_at AS acked_at, alarm.unit_id AS unit_id,
       alarm.number AS number, alarm.kind AS kind,
       alarm.title AS title, alarm.words AS words, alarm.is_exercise AS is_exercise,
       alarm.stop AS stop, alarm.state AS state,
       alarm.started_at AS started_at
FROM alarm_target JOIN alarm ON alarm.id = alarm_target.alarm_id;
CREATE VIEW my_alarm_first AS
SELECT alarm_target.alarm_id AS alarm_id, alarm_target.id AS id, alarm_target.name AS name,
       alarm_target.acked_at AS acked_at
FROM alarm_target WHERE alarm_target.acked_at > 0;
-- What a gateway tells of a message: always asked with its identity, by whoever knows the secret.
CREATE VIEW my_alarm_message AS
SELECT public_id, id, 0 AS is_trial, alarm_id, target_id, channel FROM alarm_attempt
UNION ALL
SELECT public_id, id, 1 AS is_trial, 0 AS alarm_id, 0 AS target_id, channel FROM alarm_trial;
CREATE VIEW my_alarm_sent AS
SELECT alarm_attempt.target_id AS target_id, alarm_attempt.address AS address
FROM alarm_attempt JOIN alarm ON alarm.id = alarm_attempt.alarm_id
WHERE alarm_attempt.handed_at > 0 AND alarm_attempt.address <> '';

-- Gateways, for those who set the service up; never the secret, only that there is one.
CREATE VIEW my_alarm_gateway AS
SELECT id, public_id, channel, is_on, address, method, content_type, headers, body, accepted,
       updated_at, version, CASE WHEN secret = '' THEN 0 ELSE 1 END AS has_secret
FROM alarm_gateway
WHERE EXISTS (SELECT 1 FROM my_reach WHERE permission = 'settings_write');
CREATE VIEW my_alarm_trial AS
SELECT alarm_trial.* FROM alarm_trial
WHERE EXISTS (SELECT 1 FROM my_reach WHERE permission = 'settings_write');
CREATE VIEW my_alarm_channel AS
SELECT channel, is_on FROM alarm_gateway
WHERE EXISTS (SELECT 1 FROM my_reach WHERE permission IN ('alarms_read', 'settings_write'));

-- What tests proved, without names, for those who follow the duties of a unit.
CREATE VIEW my_proof_alarm AS
SELECT alarm.id AS id, alarm.number AS number, alarm.title AS title, alarm.unit_id AS unit_id,
       alarm_result.on_day AS on_day, alarm_result.asked AS asked,
       alarm_result.in_time AS in_time
FROM alarm JOIN alarm_result ON alarm_result.alarm_id = alarm.id
WHERE alarm.kind = 'test' AND alarm.is_exercise = 0
  AND alarm.unit_id IN (SELECT unit_id FROM my_reach WHERE permission = 'programme_read');
