-- What the programme asks of each unit in each period, and what people have decided about it.
-- How a duty stands is never stored: it is computed from the evidence.  Programmes are named by
-- their lasting code, duties by theirs: both stay the same from edition to edition.

CREATE TABLE duty_instance (                    -- duty x unit x period, laid out per year
	id {key},
	programme_code {text} NOT NULL,
	code {text} NOT NULL,                   -- the duty
	unit_id {int} NOT NULL REFERENCES unit (id),
	period {text} NOT NULL,                 -- "2026", "2026-T2", "2026-03", "2024..2027"
	from_on {text} NOT NULL,
	to_on {text} NOT NULL,                  -- the last day of the period
	opens_on {text} NOT NULL DEFAULT '',
	due_on {text} NOT NULL DEFAULT '',
	closed_on {text} NOT NULL DEFAULT '',   -- no longer asked from this day; kept as history
	created_at {int} NOT NULL DEFAULT 0,
	UNIQUE (programme_code, unit_id, code, period)
) {strict};
CREATE INDEX duty_instance_by_end ON duty_instance (programme_code, to_on);

CREATE TABLE concern_decision (                 -- "berörd": a new decision follows, none is changed
	id {key},
	unit_id {int} NOT NULL REFERENCES unit (id),
	flag {text} NOT NULL,                   -- code of a question in flags.csv, never a secret one
	answer {text} NOT NULL,                 -- yes, no
	reason {text} NOT NULL,
	decision {text} NOT NULL DEFAULT '',    -- registry number or paragraph
	decided_by {int} NOT NULL DEFAULT 0,
	valid_from {text} NOT NULL,
	valid_to {text} NOT NULL DEFAULT '',
	created_by {int} NOT NULL DEFAULT 0,
	created_at {int} NOT NULL DEFAULT 0
) {strict};
CREATE INDEX concern_decision_by_unit ON concern_decision (unit_id, flag);

CREATE TABLE duty_decision (                    -- waived, not applicable, asked again
	id {key},
	programme_code {text} NOT NULL,
	code {text} NOT NULL,
	unit_id {int} NOT NULL REFERENCES unit (id),
	period {text} NOT NULL,
	verb {text} NOT NULL,                   -- waive, not_applicable, ask
	reason {text} NOT NULL,
	decision {text} NOT NULL DEFAULT '',
	decided_by {int} NOT NULL DEFAULT 0,
	created_by {int} NOT NULL DEFAULT 0,
	created_at {int} NOT NULL DEFAULT 0
) {strict};
CREATE INDEX duty_decision_by_duty ON duty_decision (programme_code, unit_id, code, period);

CREATE TABLE attestation (                      -- a named person answers for a duty, with words
	id {key},
	programme_code {text} NOT NULL,
	code {text} NOT NULL,
	unit_id {int} NOT NULL REFERENCES unit (id),
	period {text} NOT NULL,
	words {text} NOT NULL,
	valid_from {text} NOT NULL,             -- what it answers for: first and last day
	valid_to {text} NOT NULL,
	takes_back {int} NOT NULL DEFAULT 0,    -- the attestation that this row takes back
	created_by {int} NOT NULL DEFAULT 0,
	created_at {int} NOT NULL DEFAULT 0
) {strict};
CREATE INDEX attestation_by_duty ON attestation (programme_code, code, unit_id);
CREATE INDEX attestation_by_taken ON attestation (takes_back);

CREATE TABLE duty_comment (
	id {key},
	programme_code {text} NOT NULL,
	code {text} NOT NULL,
	unit_id {int} NOT NULL REFERENCES unit (id),
	period {text} NOT NULL,
	words {text} NOT NULL,
	created_by {int} NOT NULL DEFAULT 0,
	created_at {int} NOT NULL DEFAULT 0
) {strict};
CREATE INDEX duty_comment_by_duty ON duty_comment (programme_code, unit_id, code);

CREATE TABLE unit_meeting (                     -- the unit's own meetings: its deadlines hang on them
	id {key},
	unit_id {int} NOT NULL REFERENCES unit (id),
	on_date {text} NOT NULL,
	mailing_on {text} NOT NULL DEFAULT '',
	words {text} NOT NULL DEFAULT '',
	version {int} NOT NULL DEFAULT 1,
	UNIQUE (unit_id, on_date)
) {strict};

-- Answers of sources that read what grows with the events: taken by a job, with the time said.
CREATE TABLE evidence_taken (
	id {key},
	source {text} NOT NULL,
	arguments {text} NOT NULL DEFAULT '',
	from_on {text} NOT NULL,
	to_on {text} NOT NULL,                  -- the last day of the period, also when it goes on
	taken_at {int} NOT NULL DEFAULT 0,
	UNIQUE (source, arguments, from_on, to_on)
) {strict};
CREATE TABLE evidence_kept (
	id {key},
	taken_id {int} NOT NULL REFERENCES evidence_taken (id),
	unit_id {int} NOT NULL,
	valid_from {text} NOT NULL DEFAULT '',  -- of a span
	valid_to {text} NOT NULL DEFAULT '',
	found {int} NOT NULL DEFAULT 0,         -- of a count
	whole {int} NOT NULL DEFAULT 0,
	last_on {text} NOT NULL DEFAULT ''
) {strict};
CREATE INDEX evidence_kept_by_taken ON evidence_kept (taken_id, unit_id);

-- The compartment of protective security.  Status only: done or not, and the day; there is no
-- field for content.  Rows follow each other and are never changed.  No other view reads these
-- tables, and what is written here is not told to the audit trail, which others read.
CREATE TABLE protective_unit (                  -- whom the Protective Security Act concerns
	id {key},
	unit_id {int} NOT NULL REFERENCES unit (id),
	is_affected {int} NOT NULL,
	created_by {int} NOT NULL DEFAULT 0,
	created_at {int} NOT NULL DEFAULT 0
) {strict};
CREATE TABLE protective_status (
	id {key},
	programme_code {text} NOT NULL,
	code {text} NOT NULL,
	unit_id {int} NOT NULL REFERENCES unit (id),
	year {int} NOT NULL,
	is_done {int} NOT NULL,
	on_date {text} NOT NULL DEFAULT '',
	created_by {int} NOT NULL DEFAULT 0,
	created_at {int} NOT NULL DEFAULT 0
) {strict};
