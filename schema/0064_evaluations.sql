-- SPDX-License-Identifier: EUPL-1.2
-- Evaluations of crises, exercises and events; what was found, and the lessons that come back.
-- That an evaluation is due is no row: it follows from crises that are closed.
CREATE TABLE evaluation (
	id {key},
	public_id {text} NOT NULL UNIQUE,
	number {text} NOT NULL UNIQUE,          -- UT-2026-00012
	kind {text} NOT NULL,                   -- catalogue evaluations/kinds
	crisis_id {int} NOT NULL DEFAULT 0,     -- what is evaluated: one of these two
	event_id {int} NOT NULL DEFAULT 0,
	unit_id {int} NOT NULL,                 -- whose handling
	leader_id {int} NOT NULL,
	made_by {text} NOT NULL DEFAULT '',     -- who from outside carries it out
	title {text} NOT NULL,
	types {text} NOT NULL DEFAULT '',       -- catalogue event/types, with spaces
	summary {text} NOT NULL DEFAULT '',
	secrecy {text} NOT NULL DEFAULT '',     -- catalogue secrecy_grounds; '' none
	state {text} NOT NULL DEFAULT 'draft',  -- draft, review, adopted
	edition {int} NOT NULL DEFAULT 0,       -- how many times it has been adopted
	sent_by {int} NOT NULL DEFAULT 0,
	sent_at {int} NOT NULL DEFAULT 0,
	adopted_by {int} NOT NULL DEFAULT 0,
	adopted_at {int} NOT NULL DEFAULT 0,    -- of the newest edition
	fulfilled_at {int} NOT NULL DEFAULT 0,  -- of the first edition
	created_by {int} NOT NULL DEFAULT 0,
	created_at {int} NOT NULL DEFAULT 0,
	version {int} NOT NULL DEFAULT 1
) {strict};
CREATE INDEX evaluation_by_crisis ON evaluation (crisis_id, unit_id);
CREATE INDEX evaluation_by_unit ON evaluation (unit_id, state);
CREATE INDEX evaluation_by_leader ON evaluation (leader_id, state);
CREATE TABLE evaluation_series (year {int} PRIMARY KEY, last {int} NOT NULL) {strict};

-- What has been done to it; never changed.
CREATE TABLE evaluation_step (
	id {key},
	evaluation_id {int} NOT NULL REFERENCES evaluation (id),
	at {int} NOT NULL,
	person_id {int} NOT NULL,
	person_name {text} NOT NULL,
	verb {text} NOT NULL,
	words {text} NOT NULL
) {strict};
CREATE INDEX evaluation_step_by_evaluation ON evaluation_step (evaluation_id, id);

-- Who reads one with a secrecy mark.
CREATE TABLE evaluation_reader (
	evaluation_id {int} NOT NULL REFERENCES evaluation (id),
	person_id {int} NOT NULL,
	added_by {int} NOT NULL,
	added_at {int} NOT NULL,
	PRIMARY KEY (evaluation_id, person_id)
) {strict};
CREATE INDEX evaluation_reader_by_person ON evaluation_reader (person_id);

-- What worked and what did not, under each heading.
CREATE TABLE evaluation_aspect (
	id {key},
	public_id {text} NOT NULL UNIQUE,
	evaluation_id {int} NOT NULL REFERENCES evaluation (id),
	aspect {text} NOT NULL,                 -- catalogue risk/aspects
	worked {text} NOT NULL DEFAULT '',
	failed {text} NOT NULL DEFAULT '',
	version {int} NOT NULL DEFAULT 1,
	UNIQUE (evaluation_id, aspect)
) {strict};

-- The timeline: lines of the log of the crisis as they stood when somebody chose them, each
-- with its hash.  A new choice is a new selection; none is ever changed.
CREATE TABLE evaluation_line (
	id {key},
	evaluation_id {int} NOT NULL REFERENCES evaluation (id),
	selection {int} NOT NULL,               -- 1, 2, 3 ...; the newest counts
	seq {int} NOT NULL,                     -- number of the line in the log
	kind {text} NOT NULL,
	event_at {int} NOT NULL,
	words {text} NOT NULL,
	became {text} NOT NULL,
	decided_by {text} NOT NULL,
	grounds {text} NOT NULL,
	hash {text} NOT NULL,
	chosen_by {int} NOT NULL,
	chosen_at {int} NOT NULL,
	UNIQUE (evaluation_id, selection, seq)
) {strict};

CREATE TABLE evaluation_finding (
	id {key},
	public_id {text} NOT NULL UNIQUE,
	evaluation_id {int} NOT NULL REFERENCES evaluation (id),
	number {int} NOT NULL,                  -- 1, 2, 3 ... in the evaluation
	aspect {text} NOT NULL,                 -- catalogue risk/aspects
	words {text} NOT NULL,
	recommendation {text} NOT NULL,
	functions {text} NOT NULL DEFAULT '',   -- catalogue crisis/functions, with spaces
	answer {text} NOT NULL DEFAULT '',      -- '' none yet, measure, declined
	measure_id {int} NOT NULL DEFAULT 0,
	reason {text} NOT NULL DEFAULT '',      -- why it was declined
	answered_by {int} NOT NULL DEFAULT 0,
	answered_name {text} NOT NULL DEFAULT '',
	answered_at {int} NOT NULL DEFAULT 0,
	created_by {int} NOT NULL DEFAULT 0,
	created_at {int} NOT NULL DEFAULT 0,
	version {int} NOT NULL DEFAULT 1,
	UNIQUE (evaluation_id, number)
) {strict};
CREATE INDEX evaluation_finding_by_measure ON evaluation_finding (measure_id);

-- As it was adopted; never changed.
CREATE TABLE evaluation_edition (
	id {key},
	public_id {text} NOT NULL UNIQUE,
	evaluation_id {int} NOT NULL REFERENCES evaluation (id),
	number {int} NOT NULL,                  -- 1, 2, 3 ...
	words {text} NOT NULL,                  -- Markdown
	digest {text} NOT NULL,                 -- SHA-256 of the words
	reason {text} NOT NULL,                 -- why there is another edition
	adopted_by {int} NOT NULL,
	adopted_name {text} NOT NULL,
	adopted_at {int} NOT NULL,
	UNIQUE (evaluation_id, number)
) {strict};

-- A named person judges that a unit need not evaluate a crisis.  Never changed.
CREATE TABLE evaluation_waiver (
	id {key},
	public_id {text} NOT NULL UNIQUE,
	crisis_id {int} NOT NULL,
	unit_id {int} NOT NULL,
	reason {text} NOT NULL,
	decided_by {int} NOT NULL,
	decided_name {text} NOT NULL,
	decided_at {int} NOT NULL,
	UNIQUE (crisis_id, unit_id)
) {strict};

-- A finding that others are to remember, in words that anybody may read.
CREATE TABLE lesson (
	id {key},
	public_id {text} NOT NULL UNIQUE,
	number {text} NOT NULL UNIQUE,          -- L-2026-00012
	evaluation_id {int} NOT NULL REFERENCES evaluation (id),
	finding_id {int} NOT NULL UNIQUE REFERENCES evaluation_finding (id),
	unit_id {int} NOT NULL,
	words {text} NOT NULL,
	types {text} NOT NULL,                  -- catalogue event/types, with spaces
	functions {text} NOT NULL,              -- catalogue crisis/functions, with spaces
	unit_kind {text} NOT NULL DEFAULT '',   -- catalogue unit_kinds
	reach {text} NOT NULL,                  -- unit, city
	reason {text} NOT NULL,                 -- why it may be shared
	shared_by {int} NOT NULL,
	shared_name {text} NOT NULL,
	shared_at {int} NOT NULL,
	withdrawn_by {int} NOT NULL DEFAULT 0,
	withdrawn_at {int} NOT NULL DEFAULT 0,
	withdrawn_reason {text} NOT NULL DEFAULT '',
	version {int} NOT NULL DEFAULT 1
) {strict};
CREATE TABLE lesson_series (year {int} PRIMARY KEY, last {int} NOT NULL) {strict};

-- What kind of thing a crisis is about, when no event says so.  Only added.
CREATE TABLE lesson_topic (
	id {key},
	crisis_id {int} NOT NULL,
	types {text} NOT NULL,
	said_by {int} NOT NULL,
	said_name {text} NOT NULL,
	said_at {int} NOT NULL
) {strict};
CREATE INDEX lesson_topic_by_crisis ON lesson_topic (crisis_id, id);
