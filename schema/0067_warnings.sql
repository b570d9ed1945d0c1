-- SPDX-License-Identifier: EUPL-1.2
-- Warnings of others (CAP 1.2), as they came and as they were read; and drafts of our own.

-- A file that came in, whatever became of it.
CREATE TABLE warning_file (
	id {key},
	public_id {text} NOT NULL UNIQUE,
	name {text} NOT NULL,
	way {text} NOT NULL,                    -- upload, command, folder
	digest {text} NOT NULL UNIQUE,          -- SHA-256 of the whole file
	size {int} NOT NULL,
	verdict {text} NOT NULL,                -- accepted, same, partly, refused
	problem {text} NOT NULL,                -- what was wrong, naming the element
	warnings {int} NOT NULL,                -- new ones that it had
	received_at {int} NOT NULL,
	received_by {int} NOT NULL              -- 0: the program
) {strict};
-- Its bytes; of one that is too large only the beginning.
CREATE TABLE warning_raw (
	file_id {int} PRIMARY KEY REFERENCES warning_file (id),
	content {bytes} NOT NULL
) {strict};

-- One message.  Never changed: an update or a cancel is a message of its own.
CREATE TABLE warning (
	id {key},
	public_id {text} NOT NULL UNIQUE,
	file_id {int} NOT NULL REFERENCES warning_file (id),
	identifier {text} NOT NULL,
	sender {text} NOT NULL,
	sent_at {int} NOT NULL,
	status {text} NOT NULL,                 -- Actual, Exercise, System, Test, Draft
	msg_type {text} NOT NULL,               -- Alert, Update, Cancel, Ack, Error
	scope {text} NOT NULL,                  -- Public, Restricted, Private
	event {text} NOT NULL,
	headline {text} NOT NULL,               -- in Swedish if it has that, else in the first language
	headline_en {text} NOT NULL,
	category {text} NOT NULL,
	urgency {text} NOT NULL,
	severity {text} NOT NULL,
	certainty {text} NOT NULL,
	onset_at {int} NOT NULL,                -- 0 not said
	expires_at {int} NOT NULL,              -- 0 not said
	sender_name {text} NOT NULL,
	area_words {text} NOT NULL,
	touches {int} NOT NULL,                 -- the city, as far as can be seen
	remarks {text} NOT NULL,                -- catalogue warnings/remarks
	body {text} NOT NULL,                   -- all of it as JSON with the names of CAP
	received_at {int} NOT NULL,
	UNIQUE (sender, identifier, sent_at)
) {strict};
CREATE INDEX warning_by_time ON warning (sent_at);
-- The earlier messages that it names, whether they have come here or not.
CREATE TABLE warning_reference (
	id {key},
	warning_id {int} NOT NULL REFERENCES warning (id),
	sender {text} NOT NULL,
	identifier {text} NOT NULL,
	sent_at {int} NOT NULL
) {strict};
CREATE INDEX warning_reference_by_named ON warning_reference (identifier, sender);
CREATE INDEX warning_reference_by_warning ON warning_reference (warning_id);
-- Areas of ours that it seems to concern; a suggestion of the program.
CREATE TABLE warning_area (
	id {key},
	warning_id {int} NOT NULL REFERENCES warning (id),
	area_id {int} NOT NULL,
	how {text} NOT NULL                     -- geocode, outline, name
) {strict};
CREATE INDEX warning_area_by_warning ON warning_area (warning_id);

-- A warning of our own as a text to hand on.  Never changed: another draft replaces it.
CREATE TABLE warning_draft (
	id {key},
	public_id {text} NOT NULL UNIQUE,
	crisis_id {int} NOT NULL DEFAULT 0,
	message_id {int} NOT NULL DEFAULT 0,    -- of the message bank of that crisis
	replaces_id {int} NOT NULL DEFAULT 0,
	msg_type {text} NOT NULL,
	category {text} NOT NULL,
	response {text} NOT NULL,
	urgency {text} NOT NULL,
	severity {text} NOT NULL,
	certainty {text} NOT NULL,
	event {text} NOT NULL,
	event_en {text} NOT NULL,
	headline {text} NOT NULL,
	headline_en {text} NOT NULL,
	description {text} NOT NULL,
	description_en {text} NOT NULL,
	instruction {text} NOT NULL,
	instruction_en {text} NOT NULL,
	area_words {text} NOT NULL,
	area_id {int} NOT NULL DEFAULT 0,       -- its outline goes with it
	onset_at {int} NOT NULL DEFAULT 0,
	expires_at {int} NOT NULL,
	web {text} NOT NULL,
	created_by {int} NOT NULL,
	created_name {text} NOT NULL,
	created_at {int} NOT NULL
) {strict};
CREATE INDEX warning_draft_by_crisis ON warning_draft (crisis_id);
CREATE INDEX warning_draft_by_replaced ON warning_draft (replaces_id);
