-- Councils, networks and forums: who sits there, what was said, and what became of it.

CREATE TABLE forum (
	id {key},
	public_id {text} NOT NULL UNIQUE,
	code {text} NOT NULL UNIQUE,            -- stands in addresses: "safety-council"
	kind {text} NOT NULL,                   -- catalogue forum_kinds
	name {text} NOT NULL,
	unit_id {int} NOT NULL,                 -- whose it is
	chair {text} NOT NULL DEFAULT '',       -- the post that leads it
	charter {text} NOT NULL DEFAULT '',     -- what it is for, in the city's words
	decision {text} NOT NULL DEFAULT '',    -- by which it was set up
	every_months {int} NOT NULL DEFAULT 0,  -- how often it means to meet
	is_closed {int} NOT NULL DEFAULT 0,     -- read by members and the own unit alone
	valid_from {text} NOT NULL,
	valid_to {text} NOT NULL DEFAULT '',
	created_by {int} NOT NULL DEFAULT 0,
	created_at {int} NOT NULL DEFAULT 0,
	version {int} NOT NULL DEFAULT 1
) {strict};
CREATE INDEX forum_by_unit ON forum (unit_id, kind);

CREATE TABLE forum_member (                     -- a person here, a post, or somebody from outside
	id {key},
	public_id {text} NOT NULL UNIQUE,
	forum_id {int} NOT NULL REFERENCES forum (id),
	person_id {int} NOT NULL DEFAULT 0,
	name {text} NOT NULL DEFAULT '',        -- post or name, when no person here
	organisation {text} NOT NULL DEFAULT '',
	role {text} NOT NULL DEFAULT '',        -- catalogue forum_roles
	valid_from {text} NOT NULL,
	valid_to {text} NOT NULL DEFAULT '',
	version {int} NOT NULL DEFAULT 1
) {strict};
CREATE INDEX forum_member_by_forum ON forum_member (forum_id);
CREATE INDEX forum_member_by_person ON forum_member (person_id) WHERE person_id <> 0;

CREATE TABLE forum_meeting (
	id {key},
	public_id {text} NOT NULL UNIQUE,
	number {text} NOT NULL UNIQUE,          -- "safety-council-2026-3"
	nth {int} NOT NULL,                     -- within its forum and year
	forum_id {int} NOT NULL REFERENCES forum (id),
	on_date {text} NOT NULL,
	begins {text} NOT NULL DEFAULT '',      -- "13.00"
	place {text} NOT NULL DEFAULT '',
	agenda {text} NOT NULL DEFAULT '',
	state {text} NOT NULL DEFAULT 'planned',        -- planned, held, cancelled
	tags {text} NOT NULL DEFAULT '',        -- catalogue forum_tags
	minutes {text} NOT NULL DEFAULT '',     -- as they are being written; approved ones are rows
	approved {int} NOT NULL DEFAULT 0,      -- number of the newest approved version
	approved_at {int} NOT NULL DEFAULT 0,
	created_by {int} NOT NULL DEFAULT 0,
	created_at {int} NOT NULL DEFAULT 0,
	version {int} NOT NULL DEFAULT 1
) {strict};
CREATE INDEX forum_meeting_by_forum ON forum_meeting (forum_id, on_date);

CREATE TABLE forum_attendance (
	id {key},
	meeting_id {int} NOT NULL REFERENCES forum_meeting (id),
	member_id {int} NOT NULL REFERENCES forum_member (id),
	UNIQUE (meeting_id, member_id)
) {strict};

CREATE TABLE forum_minutes (                    -- approved; never changed
	id {key},
	public_id {text} NOT NULL UNIQUE,
	meeting_id {int} NOT NULL REFERENCES forum_meeting (id),
	number {int} NOT NULL,
	words {text} NOT NULL,
	reason {text} NOT NULL DEFAULT '',      -- why a later version was needed
	approved_by {int} NOT NULL,
	approved_at {int} NOT NULL,
	digest {text} NOT NULL,
	version {int} NOT NULL DEFAULT 1,
	UNIQUE (meeting_id, number)
) {strict};

CREATE TABLE forum_decision (                   -- never changed
	id {key},
	public_id {text} NOT NULL UNIQUE,
	meeting_id {int} NOT NULL REFERENCES forum_meeting (id),
	number {int} NOT NULL,
	words {text} NOT NULL,
	created_by {int} NOT NULL DEFAULT 0,
	created_at {int} NOT NULL DEFAULT 0,
	version {int} NOT NULL DEFAULT 1,
	UNIQUE (meeting_id, number)
) {strict};

CREATE TABLE forum_priority (
	id {key},
	public_id {text} NOT NULL UNIQUE,
	number {text} NOT NULL UNIQUE,          -- P-2026-001
	forum_id {int} NOT NULL REFERENCES forum (id),
	meeting_id {int} NOT NULL REFERENCES forum_meeting (id),
	title {text} NOT NULL,
	reason {text} NOT NULL DEFAULT '',
	unit_id {int} NOT NULL,                 -- who owns it
	owner_id {int} NOT NULL DEFAULT 0,
	due_on {text} NOT NULL DEFAULT '',
	state {text} NOT NULL DEFAULT 'open',   -- open, reached, dropped
	stated_at {int} NOT NULL,               -- the meeting's day
	created_by {int} NOT NULL DEFAULT 0,
	created_at {int} NOT NULL DEFAULT 0,
	version {int} NOT NULL DEFAULT 1
) {strict};
CREATE INDEX forum_priority_by_forum ON forum_priority (forum_id, state);
CREATE INDEX forum_priority_by_unit ON forum_priority (unit_id, state);
CREATE TABLE forum_series (year {int} PRIMARY KEY, last {int} NOT NULL) {strict};
CREATE TABLE forum_meeting_series (
	forum_id {int} NOT NULL,
	year {int} NOT NULL,
	last {int} NOT NULL,
	PRIMARY KEY (forum_id, year)
) {strict};

CREATE TABLE forum_follow (                     -- what became of a priority, told at a meeting
	id {key},
	priority_id {int} NOT NULL REFERENCES forum_priority (id),
	meeting_id {int} NOT NULL DEFAULT 0,
	person_id {int} NOT NULL DEFAULT 0,
	at {int} NOT NULL,
	state {text} NOT NULL,
	words {text} NOT NULL
) {strict};
CREATE INDEX forum_follow_by_priority ON forum_follow (priority_id, id);
