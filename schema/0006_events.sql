-- Unwanted events.

CREATE TABLE event (
	id {key},
	public_id {text} NOT NULL UNIQUE,
	number {text} NOT NULL UNIQUE,          -- H-2026-01234, for people
	-- who and where in the organisation
	unit_id {int} NOT NULL,                 -- line owner: workplace or unit that handles it
	board_id {int} NOT NULL DEFAULT 0,      -- committee or company above it on the day it occurred
	area_id {int} NOT NULL DEFAULT 0,       -- area owner: from the point or the place, on that day
	place_id {int} NOT NULL DEFAULT 0,
	handler_id {int} NOT NULL DEFAULT 0,    -- responsible manager
	-- what is known of the reporter; nothing when anonymous
	reporter_id {int} NOT NULL DEFAULT 0,
	reporter_role {text} NOT NULL DEFAULT '',
	is_anonymous {int} NOT NULL DEFAULT 0,
	contact {text} NOT NULL DEFAULT '',     -- how the reporter wants to be reached, own words
	channel {text} NOT NULL DEFAULT 'web',
	follow_digest {text} NOT NULL DEFAULT '',       -- of the follow-up code
	-- what
	state {text} NOT NULL DEFAULT 'reported',
	class {text} NOT NULL DEFAULT '',
	type {text} NOT NULL DEFAULT '',
	title {text} NOT NULL,
	story {text} NOT NULL DEFAULT '',
	occurred_at {int} NOT NULL,
	occurred_to {int} NOT NULL DEFAULT 0,
	is_time_uncertain {int} NOT NULL DEFAULT 0,
	discovered_at {int} NOT NULL DEFAULT 0,
	reported_at {int} NOT NULL,
	is_ongoing {int} NOT NULL DEFAULT 0,
	-- where
	place_type {text} NOT NULL DEFAULT '',
	place_text {text} NOT NULL DEFAULT '',
	north_mm {int} NOT NULL DEFAULT 0,
	east_mm {int} NOT NULL DEFAULT 0,
	is_place_hidden {int} NOT NULL DEFAULT 0,
	is_indoors {text} NOT NULL DEFAULT '',          -- '', 'yes', 'no'
	-- how bad
	severity {int} NOT NULL DEFAULT 0,
	potential_severity {int} NOT NULL DEFAULT 0,
	injured {int} NOT NULL DEFAULT 0,
	is_anyone_hurt {text} NOT NULL DEFAULT '',      -- reporter's answer: '', 'yes', 'no', 'unknown'
	protected_values {text} NOT NULL DEFAULT '',
	-- handling
	immediate {text} NOT NULL DEFAULT '',           -- immediate measures, own words
	direct_cause {text} NOT NULL DEFAULT '',
	causes {text} NOT NULL DEFAULT '',              -- catalogue codes
	barrier {text} NOT NULL DEFAULT '',
	is_safety_rep_informed {int} NOT NULL DEFAULT 0,
	safety_rep_informed_at {int} NOT NULL DEFAULT 0,
	police_reference {text} NOT NULL DEFAULT '',
	authority_reference {text} NOT NULL DEFAULT '',
	-- insurance: the only fields the system owner's claims officers see
	damage {text} NOT NULL DEFAULT '',
	cost_estimate {int} NOT NULL DEFAULT 0,
	cost_final {int} NOT NULL DEFAULT 0,
	claim_number {text} NOT NULL DEFAULT '',
	claim_state {text} NOT NULL DEFAULT '',
	-- secrecy
	is_restricted {int} NOT NULL DEFAULT 0,         -- need-to-know list decides
	secrecy {text} NOT NULL DEFAULT '',             -- catalogue secrecy_grounds
	-- closing
	received_at {int} NOT NULL DEFAULT 0,
	closed_at {int} NOT NULL DEFAULT 0,
	countersigned_by {int} NOT NULL DEFAULT 0,
	countersigned_at {int} NOT NULL DEFAULT 0,
	feedback {text} NOT NULL DEFAULT '',            -- words to the reporter
	feedback_at {int} NOT NULL DEFAULT 0,
	lesson {text} NOT NULL DEFAULT '',
	is_lesson_shared {int} NOT NULL DEFAULT 0,
	merged_into {int} NOT NULL DEFAULT 0,
	split_from {int} NOT NULL DEFAULT 0,
	reject_reason {text} NOT NULL DEFAULT '',
	blocks {text} NOT NULL DEFAULT '{}',            -- extra field blocks: {"threat": {...}}
	import_id {int} NOT NULL DEFAULT 0,
	source {text} NOT NULL DEFAULT '',              -- of an import
	source_key {text} NOT NULL DEFAULT '',
	search_text {text} NOT NULL DEFAULT '',         -- words as indexed
	created_by {int} NOT NULL DEFAULT 0,
	created_at {int} NOT NULL DEFAULT 0,
	version {int} NOT NULL DEFAULT 1
) {strict};
-- The list page: newest first for a reader of the whole city, and per unit, board, type ...
CREATE INDEX event_by_time ON event (occurred_at, id);
CREATE INDEX event_by_unit ON event (unit_id, occurred_at, id);
CREATE INDEX event_by_board ON event (board_id, occurred_at, id);
CREATE INDEX event_by_type ON event (type, occurred_at, id);
CREATE INDEX event_by_state ON event (state, occurred_at, id);
CREATE INDEX event_by_area ON event (area_id, occurred_at, id);
CREATE INDEX event_by_severity ON event (severity, occurred_at, id);
CREATE INDEX event_by_reporter ON event (reporter_id) WHERE reporter_id <> 0;
CREATE INDEX event_by_follow ON event (follow_digest) WHERE follow_digest <> '';
CREATE INDEX event_by_import ON event (import_id) WHERE import_id <> 0;
CREATE UNIQUE INDEX event_by_source ON event (source, source_key) WHERE source_key <> '';
{search event}

-- Numbers for people are given in order within a year.
CREATE TABLE event_series (
	year {int} PRIMARY KEY,
	last {int} NOT NULL
) {strict};

-- What has happened to an event, in order; never changed.
CREATE TABLE event_step (
	id {key},
	event_id {int} NOT NULL REFERENCES event (id),
	at {int} NOT NULL,
	person_id {int} NOT NULL DEFAULT 0,
	verb {text} NOT NULL,                   -- report, receive, investigate, decide, close, reopen, forward, merge, split, reject, retype, restrict, feedback, countersign, remind ...
	from_state {text} NOT NULL DEFAULT '',
	to_state {text} NOT NULL DEFAULT '',
	words {text} NOT NULL DEFAULT '',
	is_for_reporter {int} NOT NULL DEFAULT 0        -- shown on the follow page
) {strict};
CREATE INDEX event_step_by_event ON event_step (event_id, id);

CREATE TABLE event_photo (
	id {key},
	public_id {text} NOT NULL UNIQUE,
	event_id {int} NOT NULL REFERENCES event (id),
	digest {text} NOT NULL,                 -- the file under the data folder is named by it
	bytes {int} NOT NULL,
	width {int} NOT NULL,
	height {int} NOT NULL,
	alt {text} NOT NULL DEFAULT '',
	is_removed {int} NOT NULL DEFAULT 0,
	created_at {int} NOT NULL DEFAULT 0,
	version {int} NOT NULL DEFAULT 1
) {strict};
CREATE INDEX event_photo_by_event ON event_photo (event_id);

-- Risk assessment after the event: every one is kept.
CREATE TABLE event_assessment (
	id {key},
	public_id {text} NOT NULL UNIQUE,
	event_id {int} NOT NULL REFERENCES event (id),
	probability {int} NOT NULL,             -- 1-5
	individual {int} NOT NULL DEFAULT 0,    -- consequence per protected value, 1-5; 0 not hit
	functionality {int} NOT NULL DEFAULT 0,
	environment_property {int} NOT NULL DEFAULT 0,
	fundamental_values {int} NOT NULL DEFAULT 0,
	controls {text} NOT NULL DEFAULT '',
	needs_measures {text} NOT NULL DEFAULT '',      -- yes, no
	reason {text} NOT NULL DEFAULT '',
	created_by {int} NOT NULL DEFAULT 0,
	created_at {int} NOT NULL DEFAULT 0,
	version {int} NOT NULL DEFAULT 1
) {strict};
CREATE INDEX event_assessment_by_event ON event_assessment (event_id, id);

-- Statutory and own clocks that run for an event; done only when a person says so.
CREATE TABLE event_clock (
	id {key},
	public_id {text} NOT NULL UNIQUE,
	event_id {int} NOT NULL REFERENCES event (id),
	clock {text} NOT NULL,                  -- catalogue event/clocks or event/handling_clocks
	starts_at {int} NOT NULL,
	due_at {int} NOT NULL,
	done_at {int} NOT NULL DEFAULT 0,
	done_by {int} NOT NULL DEFAULT 0,
	reference {text} NOT NULL DEFAULT '',   -- the authority's number
	waived_reason {text} NOT NULL DEFAULT '',
	version {int} NOT NULL DEFAULT 1,
	UNIQUE (event_id, clock)
) {strict};
CREATE INDEX event_clock_by_due ON event_clock (done_at, due_at);

CREATE TABLE event_check (                      -- ticks of a checklist
	id {key},
	event_id {int} NOT NULL REFERENCES event (id),
	checklist {text} NOT NULL,
	place {int} NOT NULL,
	person_id {int} NOT NULL,
	at {int} NOT NULL,
	UNIQUE (event_id, checklist, place)
) {strict};

-- Who may see a restricted event, besides nobody.
CREATE TABLE event_need (
	id {key},
	event_id {int} NOT NULL REFERENCES event (id),
	person_id {int} NOT NULL,
	reason {text} NOT NULL DEFAULT '',
	given_by {int} NOT NULL DEFAULT 0,
	at {int} NOT NULL DEFAULT 0,
	UNIQUE (event_id, person_id)
) {strict};
CREATE INDEX event_need_by_person ON event_need (person_id, event_id);

CREATE TABLE event_read (                       -- reads of restricted events
	id {key},
	event_id {int} NOT NULL,
	person_id {int} NOT NULL,
	at {int} NOT NULL
) {strict};

-- Something that may concern Sweden's security has reached the server: kept unread.
CREATE TABLE quarantine (
	id {key},
	public_id {text} NOT NULL UNIQUE,
	at {int} NOT NULL,
	unit_id {int} NOT NULL DEFAULT 0,
	form {text} NOT NULL,
	reason {text} NOT NULL,                 -- which sign: answered yes, a mark in the text
	sealed {bytes} NOT NULL,                -- sealed to the key of the security chief; unread here
	version {int} NOT NULL DEFAULT 1
) {strict};

-- Counts kept beside the events, so that a table of boards x types x months over a million
-- rows is a sum of few: one row per board, area, type, severity, month and restriction.
CREATE TABLE event_tally (
	board_id {int} NOT NULL,
	area_id {int} NOT NULL,
	type {text} NOT NULL,
	severity {int} NOT NULL,
	month {text} NOT NULL,                  -- '2026-03', of occurred_at, local
	is_restricted {int} NOT NULL,
	events {int} NOT NULL,
	injured {int} NOT NULL,
	PRIMARY KEY (board_id, month, type, severity, area_id, is_restricted)
) {strict};
