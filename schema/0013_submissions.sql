-- What units hand in.  A row is one version of one document; from the moment it is submitted
-- its text, files and links never change, and a returned one is followed by a new row.

CREATE TABLE submission (
	id {key},
	public_id {text} NOT NULL UNIQUE,
	programme {text} NOT NULL,              -- code of the programme
	deliverable {text} NOT NULL,            -- its code
	unit_id {int} NOT NULL REFERENCES unit (id),
	period {text} NOT NULL,                 -- "2026-T2"
	period_from {text} NOT NULL, period_to {text} NOT NULL,
	due_on {text} NOT NULL DEFAULT '',      -- as the calendar rule said when it was begun
	occasion {int} NOT NULL DEFAULT 1,      -- what is handed in when something happens comes many times
	number {int} NOT NULL DEFAULT 1,        -- version of this document
	state {text} NOT NULL DEFAULT 'draft',
	title {text} NOT NULL,
	body {text} NOT NULL DEFAULT '',        -- Markdown under the headings of the deliverable
	secrecy {text} NOT NULL DEFAULT '',     -- catalogue secrecy_grounds
	meeting_on {text} NOT NULL DEFAULT '',  -- the unit's decision: day, paragraph, who signed
	paragraph {text} NOT NULL DEFAULT '',
	signer {text} NOT NULL DEFAULT '',
	sender_number {text} NOT NULL DEFAULT '',       -- registry number with the sender
	receiver_number {text} NOT NULL DEFAULT '',     -- and with the receiver
	registration {text} NOT NULL DEFAULT 'not_public',      -- with the receiver
	submitted_by {int} NOT NULL DEFAULT 0, submitted_at {int} NOT NULL DEFAULT 0,
	received_at {int} NOT NULL DEFAULT 0,
	accepted_at {int} NOT NULL DEFAULT 0,
	returned_reason {text} NOT NULL DEFAULT '',
	supersedes {int} NOT NULL DEFAULT 0,
	frozen {text} NOT NULL DEFAULT '',      -- the whole as JSON when submitted
	frozen_digest {text} NOT NULL DEFAULT '',
	created_by {int} NOT NULL DEFAULT 0,
	created_at {int} NOT NULL DEFAULT 0,
	version {int} NOT NULL DEFAULT 1,
	UNIQUE (programme, deliverable, unit_id, period, occasion, number)
) {strict};
CREATE INDEX submission_by_unit ON submission (unit_id, period_from);

CREATE TABLE submission_step (                  -- what was done, by whom: only added to
	id {key},
	submission_id {int} NOT NULL REFERENCES submission (id),
	at {int} NOT NULL,
	person_id {int} NOT NULL DEFAULT 0,
	verb {text} NOT NULL,
	from_state {text} NOT NULL DEFAULT '',
	to_state {text} NOT NULL DEFAULT '',
	words {text} NOT NULL DEFAULT ''
) {strict};
CREATE INDEX submission_step_by_submission ON submission_step (submission_id, id);

CREATE TABLE submission_file (                  -- kept by its digest; a new version shares it
	id {key},
	submission_id {int} NOT NULL REFERENCES submission (id),
	digest {text} NOT NULL,
	name {text} NOT NULL,
	bytes {int} NOT NULL,
	is_removed {int} NOT NULL DEFAULT 0,
	created_by {int} NOT NULL DEFAULT 0,
	created_at {int} NOT NULL DEFAULT 0,
	version {int} NOT NULL DEFAULT 1
) {strict};
CREATE INDEX submission_file_by_submission ON submission_file (submission_id, id);

CREATE TABLE submission_link (                  -- records that it rests on
	id {key},
	submission_id {int} NOT NULL REFERENCES submission (id),
	words {text} NOT NULL,
	path {text} NOT NULL
) {strict};
CREATE INDEX submission_link_by_submission ON submission_link (submission_id, id);

-- Letters that remind: one a person and day, with all that the person is behind with.
CREATE TABLE reminder (
	id {key},
	public_id {text} NOT NULL UNIQUE,
	batch {text} NOT NULL,                  -- those that were sent together
	person_id {int} NOT NULL REFERENCES person (id),
	unit_codes {text} NOT NULL,             -- spaced
	address {text} NOT NULL,
	subject {text} NOT NULL,
	words {text} NOT NULL,
	items {int} NOT NULL DEFAULT 0,         -- how many things it names
	on_day {text} NOT NULL,
	state {text} NOT NULL DEFAULT 'waiting',
	tries {int} NOT NULL DEFAULT 0,
	problem {text} NOT NULL DEFAULT '',
	sent_at {int} NOT NULL DEFAULT 0,
	created_by {int} NOT NULL DEFAULT 0,
	created_at {int} NOT NULL DEFAULT 0,
	version {int} NOT NULL DEFAULT 1,
	UNIQUE (person_id, on_day)
) {strict};
CREATE INDEX reminder_by_batch ON reminder (batch, id);
