-- Instructions, plans and other governing documents: versions that stay as they were adopted,
-- who has received them, and what people know of them.

CREATE TABLE document (
	id {key},
	public_id {text} NOT NULL UNIQUE,
	kind {text} NOT NULL,                   -- catalogue document_kinds
	unit_id {int} NOT NULL,                 -- whose document it is
	title {text} NOT NULL,
	slot {text} NOT NULL DEFAULT '',        -- catalogue governing_documents: the named one it is
	topic {text} NOT NULL DEFAULT '',       -- catalogue knowledge_topics: what shall be known of it
	to_unit_id {int} NOT NULL DEFAULT 0,    -- addressed to this unit,
	to_kinds {text} NOT NULL DEFAULT '',    -- or to those of these kinds within it,
	is_recursive {int} NOT NULL DEFAULT 0,  -- or to it and all below it
	registry_number {text} NOT NULL DEFAULT '',
	secrecy {text} NOT NULL DEFAULT '',     -- catalogue secrecy_grounds
	newest_number {int} NOT NULL DEFAULT 0,
	adopted_number {int} NOT NULL DEFAULT 0,        -- 0: nothing has been adopted yet
	search_text {text} NOT NULL DEFAULT '',
	created_by {int} NOT NULL DEFAULT 0,
	created_at {int} NOT NULL DEFAULT 0,
	version {int} NOT NULL DEFAULT 1
) {strict};
CREATE INDEX document_by_unit ON document (unit_id, kind);
CREATE INDEX document_by_address ON document (to_unit_id);
{search document}

-- Written in while it is working.  Once adopted only its end is ever added.
CREATE TABLE document_version (
	id {key},
	public_id {text} NOT NULL UNIQUE,
	document_id {int} NOT NULL REFERENCES document (id),
	number {int} NOT NULL,
	state {text} NOT NULL DEFAULT 'working',        -- working, adopted
	text {text} NOT NULL DEFAULT '',        -- Markdown
	change_note {text} NOT NULL DEFAULT '', -- what is new in it
	file_name {text} NOT NULL DEFAULT '',
	file_type {text} NOT NULL DEFAULT '',
	file_bytes {int} NOT NULL DEFAULT 0,
	file_digest {text} NOT NULL DEFAULT '', -- SHA-256: the name of the file in the data folder
	adopted_by {int} NOT NULL DEFAULT 0,    -- person
	adopted_as {text} NOT NULL DEFAULT '',  -- role or body
	adopted_decision {text} NOT NULL DEFAULT '',
	adopted_on {text} NOT NULL DEFAULT '',
	adopted_at {int} NOT NULL DEFAULT 0,    -- when it was written down here
	valid_from {text} NOT NULL DEFAULT '',
	valid_to {text} NOT NULL DEFAULT '',    -- the last day that was decided; '' until further notice
	last_day {text} NOT NULL DEFAULT '',    -- the last day it came to be in force; '' it still is
	ended {text} NOT NULL DEFAULT '',       -- replaced, withdrawn
	ended_reason {text} NOT NULL DEFAULT '',
	created_by {int} NOT NULL DEFAULT 0,
	created_at {int} NOT NULL DEFAULT 0,
	version {int} NOT NULL DEFAULT 1,
	UNIQUE (document_id, number)
) {strict};
CREATE INDEX document_version_by_days ON document_version (state, valid_from);

CREATE TABLE document_step (
	id {key},
	document_id {int} NOT NULL REFERENCES document (id),
	number {int} NOT NULL DEFAULT 0,        -- version; 0 the document itself
	at {int} NOT NULL,
	person_id {int} NOT NULL DEFAULT 0,
	verb {text} NOT NULL,
	words {text} NOT NULL DEFAULT ''
) {strict};
CREATE INDEX document_step_by_document ON document_step (document_id, id);

-- A named person says for a unit that a version has been received there.
CREATE TABLE document_receipt (
	id {key},
	document_id {int} NOT NULL REFERENCES document (id),
	version_id {int} NOT NULL REFERENCES document_version (id),
	unit_id {int} NOT NULL,
	person_id {int} NOT NULL,
	at {int} NOT NULL,
	UNIQUE (version_id, unit_id)
) {strict};
CREATE INDEX document_receipt_by_unit ON document_receipt (unit_id);

-- When a person last looked at the list, to tell what is new.
CREATE TABLE document_look (
	person_id {int} NOT NULL PRIMARY KEY,
	at {int} NOT NULL
) {strict};

-- Questions belong to a version: when the plan changes, they must be judged anew.
CREATE TABLE knowledge_question (
	id {key},
	public_id {text} NOT NULL UNIQUE,
	version_id {int} NOT NULL REFERENCES document_version (id),
	place {int} NOT NULL DEFAULT 0,
	roles {text} NOT NULL DEFAULT '',       -- catalogue roles; '' all whom the topic concerns
	text_sv {text} NOT NULL, text_en {text} NOT NULL,
	a_sv {text} NOT NULL, a_en {text} NOT NULL,
	b_sv {text} NOT NULL, b_en {text} NOT NULL,
	c_sv {text} NOT NULL DEFAULT '', c_en {text} NOT NULL DEFAULT '',
	d_sv {text} NOT NULL DEFAULT '', d_en {text} NOT NULL DEFAULT '',
	answer {text} NOT NULL,                 -- a, b, c, d
	why_sv {text} NOT NULL, why_en {text} NOT NULL,
	is_retired {int} NOT NULL DEFAULT 0,
	created_by {int} NOT NULL DEFAULT 0,
	created_at {int} NOT NULL DEFAULT 0,
	version {int} NOT NULL DEFAULT 1
) {strict};
CREATE INDEX knowledge_question_by_version ON knowledge_question (version_id, place);

-- "This person has answered": a keyed digest of person, version and year.  No time, no unit
-- and no order, so that nothing ties it to an answer.
CREATE TABLE knowledge_done (
	token {text} NOT NULL PRIMARY KEY,
	version_id {int} NOT NULL,
	year {int} NOT NULL
) {strict};
CREATE TABLE knowledge_key (
	id {int} NOT NULL PRIMARY KEY,
	value {text} NOT NULL
) {strict};

-- What was answered: sums, never a row per person.
CREATE TABLE knowledge_result (
	version_id {int} NOT NULL REFERENCES document_version (id),
	unit_id {int} NOT NULL,                 -- the board of those who answered
	role {text} NOT NULL,
	year {int} NOT NULL,
	answered {int} NOT NULL DEFAULT 0,      -- persons
	passed {int} NOT NULL DEFAULT 0,        -- of them with enough right answers
	PRIMARY KEY (version_id, unit_id, role, year)
) {strict};
CREATE TABLE knowledge_tally (
	question_id {int} NOT NULL REFERENCES knowledge_question (id),
	answer {text} NOT NULL,
	year {int} NOT NULL,
	given {int} NOT NULL DEFAULT 0,
	PRIMARY KEY (question_id, answer, year)
) {strict};
