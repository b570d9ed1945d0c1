-- Situation pictures: living until submitted, each version kept whole.

CREATE TABLE picture (
	id {key},
	public_id {text} NOT NULL UNIQUE,
	kind {text} NOT NULL,                   -- catalogue picture_kinds
	unit_id {int} NOT NULL,
	area_code {text} NOT NULL DEFAULT '',
	period {text} NOT NULL,                 -- "2026-T2"
	title {text} NOT NULL,
	state {text} NOT NULL DEFAULT 'working',        -- working, reviewed, adopted, submitted, received, returned, superseded
	number {int} NOT NULL DEFAULT 1,        -- version of this picture
	present {text} NOT NULL DEFAULT '',     -- Markdown under the headings of the programme
	causes {text} NOT NULL DEFAULT '',
	consequences {text} NOT NULL DEFAULT '',
	development {text} NOT NULL DEFAULT '',
	proposals {text} NOT NULL DEFAULT '',
	contributors {text} NOT NULL DEFAULT '',
	sources {text} NOT NULL DEFAULT '',
	secrecy {text} NOT NULL DEFAULT '',
	extract_id {int} NOT NULL DEFAULT 0,
	reviewed_by {int} NOT NULL DEFAULT 0, reviewed_at {int} NOT NULL DEFAULT 0,
	adopted_by {int} NOT NULL DEFAULT 0, adopted_at {int} NOT NULL DEFAULT 0,
	adopted_decision {text} NOT NULL DEFAULT '',
	submitted_by {int} NOT NULL DEFAULT 0, submitted_at {int} NOT NULL DEFAULT 0,
	received_by {int} NOT NULL DEFAULT 0, received_at {int} NOT NULL DEFAULT 0,
	returned_reason {text} NOT NULL DEFAULT '',
	supersedes {int} NOT NULL DEFAULT 0,
	frozen {text} NOT NULL DEFAULT '',      -- the whole as JSON when submitted
	frozen_digest {text} NOT NULL DEFAULT '',
	created_by {int} NOT NULL DEFAULT 0,
	created_at {int} NOT NULL DEFAULT 0,
	version {int} NOT NULL DEFAULT 1
) {strict};
CREATE INDEX picture_by_unit ON picture (unit_id, period);

-- The numbers a picture stands on: query, counts and time, never changed once made.
CREATE TABLE picture_extract (
	id {key},
	public_id {text} NOT NULL UNIQUE,
	picture_id {int} NOT NULL DEFAULT 0,
	query {text} NOT NULL,                  -- JSON: unit, area, period, types, sources, version of the method
	taken_at {int} NOT NULL,
	numbers {text} NOT NULL,                -- JSON: every figure and table
	digest {text} NOT NULL,
	created_by {int} NOT NULL DEFAULT 0,
	version {int} NOT NULL DEFAULT 1
) {strict};

CREATE TABLE picture_step (
	id {key},
	picture_id {int} NOT NULL REFERENCES picture (id),
	at {int} NOT NULL,
	person_id {int} NOT NULL DEFAULT 0,
	verb {text} NOT NULL,
	from_state {text} NOT NULL DEFAULT '',
	to_state {text} NOT NULL DEFAULT '',
	words {text} NOT NULL DEFAULT ''
) {strict};
CREATE INDEX picture_step_by_picture ON picture_step (picture_id, id);
