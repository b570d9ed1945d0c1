-- SPDX-License-Identifier: EUPL-1.2
-- Surveys of perceived safety: what was asked, the rounds, the files of a round, and what was
-- computed of them.

CREATE TABLE security_survey (
	id {key},
	public_id {text} NOT NULL UNIQUE,
	name {text} NOT NULL UNIQUE,
	kind {text} NOT NULL,                   -- catalogue surveys/kinds
	run_by {text} NOT NULL,
	licence {text} NOT NULL,
	method {text} NOT NULL,
	created_by {int} NOT NULL DEFAULT 0,
	created_at {int} NOT NULL DEFAULT 0,
	version {int} NOT NULL DEFAULT 1
) {strict};

-- Another wording is another question; what it is about is the same.
CREATE TABLE survey_question (
	id {key},
	public_id {text} NOT NULL UNIQUE,
	survey_id {int} NOT NULL REFERENCES security_survey (id),
	code {text} NOT NULL,                   -- the heading of its column in a file
	subject {text} NOT NULL,
	wording {text} NOT NULL,
	answers {text} NOT NULL,                -- words with spaces between
	safe {text} NOT NULL,
	not_counted {text} NOT NULL DEFAULT '',
	created_by {int} NOT NULL DEFAULT 0,
	created_at {int} NOT NULL DEFAULT 0,
	version {int} NOT NULL DEFAULT 1,
	UNIQUE (survey_id, code)
) {strict};

CREATE TABLE survey_round (
	id {key},
	public_id {text} NOT NULL UNIQUE,
	survey_id {int} NOT NULL REFERENCES security_survey (id),
	name {text} NOT NULL,
	asked_from {text} NOT NULL,
	asked_to {text} NOT NULL,
	mode {text} NOT NULL,                   -- catalogue surveys/modes
	invited {int} NOT NULL DEFAULT 0,       -- people asked; 0 not known
	group_columns {text} NOT NULL DEFAULT '',       -- headings, with spaces between
	is_break {int} NOT NULL DEFAULT 0,
	break_reason {text} NOT NULL DEFAULT '',
	created_by {int} NOT NULL DEFAULT 0,
	created_at {int} NOT NULL DEFAULT 0,
	version {int} NOT NULL DEFAULT 1,
	UNIQUE (survey_id, name)
) {strict};

-- What somebody answered, as one text for a whole round, so that nothing can be asked of a
-- single answer; no view shows the content, and it is erased in time.
CREATE TABLE survey_file (
	id {key},
	public_id {text} NOT NULL UNIQUE,
	round_id {int} NOT NULL REFERENCES survey_round (id),
	kind {text} NOT NULL,                   -- answers, people
	file_name {text} NOT NULL,
	rows_count {int} NOT NULL,
	content {text} NOT NULL DEFAULT '',
	import_id {int} NOT NULL DEFAULT 0,
	read_by {int} NOT NULL DEFAULT 0,
	read_name {text} NOT NULL DEFAULT '',
	read_at {int} NOT NULL,
	erased_at {int} NOT NULL DEFAULT 0
) {strict};
CREATE INDEX survey_file_by_round ON survey_file (round_id, kind, id);

-- One computing of a round; never changed.
CREATE TABLE survey_run (
	id {key},
	public_id {text} NOT NULL UNIQUE,
	round_id {int} NOT NULL REFERENCES survey_round (id),
	file_id {int} NOT NULL REFERENCES survey_file (id),     -- the answers it is of
	number {int} NOT NULL,                  -- 1, 2 ... of the round
	data_through {text} NOT NULL,
	method {text} NOT NULL,
	level {real} NOT NULL,
	is_weighted {int} NOT NULL,
	answers {int} NOT NULL,
	margins {text} NOT NULL,
	weights_cut {int} NOT NULL,
	weight_median {real} NOT NULL,
	weight_most {real} NOT NULL,
	made_by {int} NOT NULL DEFAULT 0,
	made_name {text} NOT NULL DEFAULT '',
	made_at {int} NOT NULL,
	UNIQUE (round_id, number)
) {strict};

CREATE TABLE survey_result (
	id {key},
	run_id {int} NOT NULL REFERENCES survey_run (id),
	question_id {int} NOT NULL REFERENCES survey_question (id),
	area_id {int} NOT NULL DEFAULT 0,       -- 0: all
	area_kind {text} NOT NULL DEFAULT '',
	telling {text} NOT NULL,                -- told, few, unsure, beside; numbers only where told
	answers {int} NOT NULL,
	not_answered {int} NOT NULL,
	share {real} NOT NULL,
	error {real} NOT NULL,
	low {real} NOT NULL,
	high {real} NOT NULL,
	effect {real} NOT NULL,
	has_small {int} NOT NULL,               -- an estimate put together with areas like it
	small {real} NOT NULL,
	small_low {real} NOT NULL,
	small_high {real} NOT NULL,
	small_error {real} NOT NULL,            -- of asin(sqrt small)
	own {real} NOT NULL,                    -- how much the own answers count in it
	leans_before {int} NOT NULL,            -- on the round before too
	rank_low {int} NOT NULL,
	rank_high {int} NOT NULL,
	ranked {int} NOT NULL,
	UNIQUE (run_id, question_id, area_id)
) {strict};
