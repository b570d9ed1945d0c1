-- SPDX-License-Identifier: EUPL-1.2
-- Alarm paths, alarms, whom they were sent to, how, and what came of it.

-- A gateway, as the city has set it up.  The secret never leaves the table again.
CREATE TABLE alarm_gateway (
	id {key},
	public_id {text} NOT NULL UNIQUE,
	channel {text} NOT NULL UNIQUE,         -- catalogue alarms/channels
	is_on {int} NOT NULL DEFAULT 0,
	address {text} NOT NULL DEFAULT '',     -- URL template, or the folder of a spool
	method {text} NOT NULL DEFAULT '',      -- get, post, put
	content_type {text} NOT NULL DEFAULT '',
	headers {text} NOT NULL DEFAULT '',     -- a line each
	body {text} NOT NULL DEFAULT '',
	accepted {text} NOT NULL DEFAULT '',    -- what an answer must have in it; '' any with 2xx
	secret {text} NOT NULL DEFAULT '',
	updated_at {int} NOT NULL DEFAULT 0,
	version {int} NOT NULL DEFAULT 1
) {strict};
-- Somebody tried it.
CREATE TABLE alarm_trial (
	id {key},
	public_id {text} NOT NULL UNIQUE,
	channel {text} NOT NULL,
	address {text} NOT NULL,
	person_id {int} NOT NULL DEFAULT 0,
	state {text} NOT NULL DEFAULT 'waiting',        -- as of attempts
	problem {text} NOT NULL DEFAULT '',
	made_at {int} NOT NULL,
	ended_at {int} NOT NULL DEFAULT 0
) {strict};
CREATE INDEX alarm_trial_by_channel ON alarm_trial (channel, id);

CREATE TABLE alarm_path (
	id {key},
	public_id {text} NOT NULL UNIQUE,
	unit_id {int} NOT NULL,
	name {text} NOT NULL,
	words {text} NOT NULL DEFAULT '',       -- what is said when nobody writes anything else
	stop {text} NOT NULL,                   -- first, some, all
	stop_count {int} NOT NULL DEFAULT 1,
	rounds {int} NOT NULL DEFAULT 1,
	closed_at {int} NOT NULL DEFAULT 0,
	created_by {int} NOT NULL DEFAULT 0,
	created_at {int} NOT NULL DEFAULT 0,
	updated_at {int} NOT NULL DEFAULT 0,
	version {int} NOT NULL DEFAULT 1
) {strict};
CREATE INDEX alarm_path_by_unit ON alarm_path (unit_id);

-- The steps of a path (alarm_id 0), and the copy that an alarm follows whatever becomes of
-- the path.
CREATE TABLE alarm_step (
	id {key},
	public_id {text} NOT NULL UNIQUE,
	path_id {int} NOT NULL DEFAULT 0,
	alarm_id {int} NOT NULL DEFAULT 0,
	place {int} NOT NULL,
	kind {text} NOT NULL,                   -- duty, role, people
	function {text} NOT NULL DEFAULT '',    -- catalogue rosters/functions
	role {text} NOT NULL DEFAULT '',        -- catalogue role_types
	unit_id {int} NOT NULL DEFAULT 0,       -- of the function or role; 0: the path's
	channel_1 {text} NOT NULL DEFAULT '',   -- catalogue alarms/channels, in order
	channel_2 {text} NOT NULL DEFAULT '',
	channel_3 {text} NOT NULL DEFAULT '',
	wait_minutes {int} NOT NULL DEFAULT 5,
	version {int} NOT NULL DEFAULT 1
) {strict};
CREATE INDEX alarm_step_by_path ON alarm_step (path_id, place);
CREATE INDEX alarm_step_by_alarm ON alarm_step (alarm_id, place);
CREATE TABLE alarm_step_person (
	step_id {int} NOT NULL REFERENCES alarm_step (id),
	place {int} NOT NULL,
	person_id {int} NOT NULL,
	PRIMARY KEY (step_id, place)
) {strict};

CREATE TABLE alarm (
	id {key},
	public_id {text} NOT NULL UNIQUE,
	number {text} NOT NULL UNIQUE,          -- LA-2026-00012
	path_id {int} NOT NULL DEFAULT 0,
	unit_id {int} NOT NULL,
	kind {text} NOT NULL,                   -- catalogue alarms/kinds
	title {text} NOT NULL,
	words {text} NOT NULL,                  -- what is sent
	about {text} NOT NULL DEFAULT '',       -- number of an event or crisis
	about_key {text} NOT NULL DEFAULT '',   -- what made the program start it; at most one each
	stop {text} NOT NULL,
	stop_count {int} NOT NULL DEFAULT 1,
	rounds {int} NOT NULL DEFAULT 1,
	state {text} NOT NULL DEFAULT 'going',  -- going, acknowledged, exhausted, stopped
	started_by {int} NOT NULL DEFAULT 0,
	started_at {int} NOT NULL,
	ended_at {int} NOT NULL DEFAULT 0,
	ended_by {int} NOT NULL DEFAULT 0,
	end_reason {text} NOT NULL DEFAULT '',
	version {int} NOT NULL DEFAULT 1
) {strict};
CREATE INDEX alarm_by_state ON alarm (state, started_at);
CREATE INDEX alarm_by_unit ON alarm (unit_id, started_at);
CREATE INDEX alarm_by_about ON alarm (about_key);
CREATE TABLE alarm_series (year {int} PRIMARY KEY, last {int} NOT NULL) {strict};

-- Somebody whom a step means, from the moment that the step began.
CREATE TABLE alarm_target (
	id {key},
	public_id {text} NOT NULL UNIQUE,
	alarm_id {int} NOT NULL REFERENCES alarm (id),
	step_id {int} NOT NULL,
	round {int} NOT NULL,
	person_id {int} NOT NULL,               -- 0: there was nobody
	name {text} NOT NULL,                   -- as others may read it
	function {text} NOT NULL,               -- code of a function or role; '' somebody by name
	unit_id {int} NOT NULL DEFAULT 0,
	token_digest {text} NOT NULL,           -- of the link that acknowledges
	code {text} NOT NULL,                   -- what is replied by SMS
	begun_at {int} NOT NULL,
	acked_at {int} NOT NULL DEFAULT 0,
	acked_how {text} NOT NULL DEFAULT ''    -- link, reply, button
) {strict};
CREATE INDEX alarm_target_by_alarm ON alarm_target (alarm_id, id);
CREATE INDEX alarm_target_by_token ON alarm_target (token_digest);
CREATE INDEX alarm_target_by_person ON alarm_target (person_id, alarm_id);
CREATE INDEX alarm_target_by_code ON alarm_target (code);

-- One way to one of them.  public_id is what gateways are told as the identity of the message,
-- the same at each try.
CREATE TABLE alarm_attempt (
	id {key},
	public_id {text} NOT NULL UNIQUE,
	alarm_id {int} NOT NULL,
	target_id {int} NOT NULL REFERENCES alarm_target (id),
	place {int} NOT NULL,                   -- of the channel in the step
	channel {text} NOT NULL,
	address {text} NOT NULL,
	state {text} NOT NULL,                  -- waiting, sending, handed_over, failed, dropped
	tries {int} NOT NULL DEFAULT 0,
	due_at {int} NOT NULL,
	lease_until {int} NOT NULL DEFAULT 0,   -- whoever sends has until then
	made_at {int} NOT NULL,
	failed_at {int} NOT NULL DEFAULT 0,     -- the first time
	handed_at {int} NOT NULL DEFAULT 0,
	problem {text} NOT NULL DEFAULT ''
) {strict};
CREATE INDEX alarm_attempt_by_alarm ON alarm_attempt (alarm_id, target_id, place);
CREATE INDEX alarm_attempt_by_state ON alarm_attempt (state, due_at);

-- What happened, line by line.  Never changed.
CREATE TABLE alarm_entry (
	id {key},
	alarm_id {int} NOT NULL REFERENCES alarm (id),
	at {int} NOT NULL,
	verb {text} NOT NULL,
	target_id {int} NOT NULL DEFAULT 0,
	person_id {int} NOT NULL DEFAULT 0,     -- who did it
	channel {text} NOT NULL DEFAULT '',
	words {text} NOT NULL DEFAULT ''
) {strict};
CREATE INDEX alarm_entry_by_alarm ON alarm_entry (alarm_id, id);

-- What a test or a probe found, function by function.  Never changed, and names nobody.
CREATE TABLE alarm_result (
	id {key},
	alarm_id {int} NOT NULL REFERENCES alarm (id),
	unit_id {int} NOT NULL,
	kind {text} NOT NULL,
	function {text} NOT NULL,
	on_day {text} NOT NULL,
	asked {int} NOT NULL,
	reached {int} NOT NULL,
	in_time {int} NOT NULL,
	slowest_seconds {int} NOT NULL DEFAULT 0,
	within_minutes {int} NOT NULL
) {strict};
CREATE INDEX alarm_result_by_unit ON alarm_result (unit_id, on_day);
CREATE INDEX alarm_result_by_alarm ON alarm_result (alarm_id);

-- The weekly probe: who switched it on or off, after which consultation.  Never changed; the
-- last line counts.
CREATE TABLE alarm_probe (
	id {key},
	public_id {text} NOT NULL UNIQUE,
	path_id {int} NOT NULL,
	is_on {int} NOT NULL,
	consulted_on {text} NOT NULL DEFAULT '',
	note {text} NOT NULL,
	weekday {int} NOT NULL DEFAULT 1,
	hour {int} NOT NULL DEFAULT 10,
	decided_by {int} NOT NULL,
	decided_by_name {text} NOT NULL,
	decided_at {int} NOT NULL
) {strict};
CREATE INDEX alarm_probe_by_path ON alarm_probe (path_id, id);
