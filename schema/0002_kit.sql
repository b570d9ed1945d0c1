-- What the kit keeps: lists, people who sign in, sessions, memberships, jobs, imports,
-- idempotency keys, drafts, saved views, settings.

CREATE TABLE catalogue_item (
	id {key},
	list {text} NOT NULL,
	code {text} NOT NULL,
	parent_code {text} NOT NULL DEFAULT '',
	place {int} NOT NULL DEFAULT 0,
	cells {text} NOT NULL,                  -- JSON object: column -> text
	is_retired {int} NOT NULL DEFAULT 0,
	is_own {int} NOT NULL DEFAULT 0,        -- changed by the city: not overwritten at upgrade
	version {int} NOT NULL DEFAULT 1,
	UNIQUE (list, code)
) {strict};

CREATE TABLE setting (
	name {text} PRIMARY KEY,
	value {text} NOT NULL,
	version {int} NOT NULL DEFAULT 1
) {strict};

CREATE TABLE person (
	id {key},
	public_id {text} NOT NULL UNIQUE,
	login {text} NOT NULL UNIQUE,           -- '' is not allowed; people without account have their public_id
	name {text} NOT NULL,
	email {text} NOT NULL DEFAULT '',
	phone {text} NOT NULL DEFAULT '',
	title {text} NOT NULL DEFAULT '',
	unit_id {int} NOT NULL DEFAULT 0,
	language {text} NOT NULL DEFAULT '',
	theme {text} NOT NULL DEFAULT '',
	is_active {int} NOT NULL DEFAULT 1,     -- may sign in
	is_protected {int} NOT NULL DEFAULT 0,  -- protected identity: masked everywhere
	password {text} NOT NULL DEFAULT '',    -- argon2id text; '' no local password
	created_at {int} NOT NULL DEFAULT 0,
	version {int} NOT NULL DEFAULT 1
) {strict};
CREATE INDEX person_by_unit ON person (unit_id);

-- A person has a role at a unit, and below it when recursive, between two days.
CREATE TABLE member (
	id {key},
	person_id {int} NOT NULL REFERENCES person (id),
	unit_id {int} NOT NULL,
	role {text} NOT NULL,
	is_recursive {int} NOT NULL DEFAULT 1,
	valid_from {text} NOT NULL DEFAULT '',
	valid_to {text} NOT NULL DEFAULT '',    -- last day; '' open
	reason {text} NOT NULL DEFAULT '',
	version {int} NOT NULL DEFAULT 1
) {strict};
CREATE INDEX member_by_person ON member (person_id, role);
CREATE INDEX member_by_unit ON member (unit_id);

-- catalogues/roles.csv taken apart, so that views can join it.
CREATE TABLE role_permission (
	role {text} NOT NULL,
	permission {text} NOT NULL,
	PRIMARY KEY (role, permission)
) {strict};

CREATE TABLE session (
	id {key},
	digest {text} NOT NULL UNIQUE,          -- of the cookie's value; the value is not stored
	secret {text} NOT NULL,                 -- for CSRF tokens
	person_id {int} NOT NULL REFERENCES person (id),
	created_at {int} NOT NULL,
	seen_at {int} NOT NULL,                 -- moved at most once in five minutes
	ends_at {int} NOT NULL,
	what {text} NOT NULL DEFAULT ''         -- 'browser', 'api', 'demo'
) {strict};
CREATE INDEX session_by_person ON session (person_id);

CREATE TABLE idempotency (
	key {text} PRIMARY KEY,                 -- digest of the person and the key
	at {int} NOT NULL,
	request {text} NOT NULL,                -- digest of method, path and body
	status {int} NOT NULL,
	location {text} NOT NULL,
	body {text} NOT NULL
) {strict};
CREATE INDEX idempotency_by_time ON idempotency (at);

CREATE TABLE job (
	id {key},
	public_id {text} NOT NULL UNIQUE,
	kind {text} NOT NULL,
	arguments {text} NOT NULL DEFAULT '{}',
	file_path {text} NOT NULL DEFAULT '',
	file_name {text} NOT NULL DEFAULT '',
	person_id {int} NOT NULL DEFAULT 0,
	state {text} NOT NULL DEFAULT 'waiting',        -- waiting, running, done, failed, cancelled
	wants_cancel {int} NOT NULL DEFAULT 0,
	done {int} NOT NULL DEFAULT 0,
	total {int} NOT NULL DEFAULT 0,
	step {text} NOT NULL DEFAULT '',
	words {text} NOT NULL DEFAULT '',               -- the closing sentence
	result {text} NOT NULL DEFAULT '',              -- path of the page that shows it
	tries {int} NOT NULL DEFAULT 0,
	runner {text} NOT NULL DEFAULT '',              -- the process that has it: host/boot/pid/start
	created_at {int} NOT NULL DEFAULT 0,
	started_at {int} NOT NULL DEFAULT 0,
	ended_at {int} NOT NULL DEFAULT 0,
	version {int} NOT NULL DEFAULT 1
) {strict};
CREATE INDEX job_by_state ON job (state, id);
CREATE INDEX job_by_person ON job (person_id, id);

CREATE TABLE import (
	id {key},
	public_id {text} NOT NULL UNIQUE,
	kind {text} NOT NULL,                           -- import_kind
	source {text} NOT NULL,                         -- 'polisen', or what the person calls it
	file_name {text} NOT NULL DEFAULT '',
	mapping {text} NOT NULL DEFAULT '',
	job_id {int} NOT NULL DEFAULT 0,
	state {text} NOT NULL DEFAULT 'running',        -- preview, running, done, cancelled, failed, undone
	added {int} NOT NULL DEFAULT 0,
	changed {int} NOT NULL DEFAULT 0,
	same {int} NOT NULL DEFAULT 0,
	bad {int} NOT NULL DEFAULT 0,
	warnings {text} NOT NULL DEFAULT '[]',          -- JSON list of {words,count,first_line}
	bad_path {text} NOT NULL DEFAULT '',            -- CSV of bad rows
	created_by {int} NOT NULL DEFAULT 0,
	created_at {int} NOT NULL DEFAULT 0,
	ended_at {int} NOT NULL DEFAULT 0,
	version {int} NOT NULL DEFAULT 1
) {strict};

CREATE TABLE import_before (                    -- rows as they stood before an import, for its undo
	id {key},
	import_id {int} NOT NULL,
	table_name {text} NOT NULL,
	row_id {int} NOT NULL,
	cells {text} NOT NULL                   -- JSON: column -> value
) {strict};
CREATE INDEX import_before_by_import ON import_before (import_id, id);
CREATE INDEX import_before_by_row ON import_before (table_name, row_id, id);

CREATE TABLE draft (                            -- autosave: what a person has typed and not sent
	id {key},
	person_id {int} NOT NULL,
	form {text} NOT NULL,                   -- path of the form
	answers {text} NOT NULL,                -- JSON object
	updated_at {int} NOT NULL,
	UNIQUE (person_id, form)
) {strict};

CREATE TABLE saved_view (
	id {key},
	public_id {text} NOT NULL UNIQUE,
	table_name {text} NOT NULL,
	name {text} NOT NULL,
	address {text} NOT NULL,                -- path and query string
	person_id {int} NOT NULL,
	unit_id {int} NOT NULL DEFAULT 0,       -- shared with the unit; 0 own
	created_at {int} NOT NULL DEFAULT 0,
	version {int} NOT NULL DEFAULT 1
) {strict};
CREATE INDEX saved_view_by_person ON saved_view (person_id, table_name);
