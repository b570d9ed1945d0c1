-- Follow-up of the programme: what units answer themselves, what the city executive board
-- assesses, and the yearly reports with the numbers as they were when published.

CREATE TABLE follow_up_answer (                 -- a new one follows, none is changed
	id {key},
	programme_code {text} NOT NULL,
	code {text} NOT NULL,                   -- the follow-up point
	unit_id {int} NOT NULL REFERENCES unit (id),
	year {int} NOT NULL,
	is_assessment {int} NOT NULL DEFAULT 0, -- 0 the unit's own answer, 1 the assessor's
	answer {text} NOT NULL,                 -- catalogue follow_up_answers
	words {text} NOT NULL DEFAULT '',
	created_by {int} NOT NULL DEFAULT 0,
	created_at {int} NOT NULL DEFAULT 0
) {strict};
CREATE INDEX follow_up_answer_by_point ON follow_up_answer (programme_code, year, code, unit_id);

CREATE TABLE yearly_report (
	id {key},
	public_id {text} NOT NULL UNIQUE,
	kind {text} NOT NULL,                   -- follow_up, effects
	programme_code {text} NOT NULL,
	year {int} NOT NULL,
	state {text} NOT NULL DEFAULT 'working',        -- working, published, superseded
	number {int} NOT NULL DEFAULT 1,        -- version of the report of that year
	summary {text} NOT NULL DEFAULT '',     -- Markdown under the headings of the report
	done {text} NOT NULL DEFAULT '',
	cost {text} NOT NULL DEFAULT '',
	changed {text} NOT NULL DEFAULT '',
	unknown {text} NOT NULL DEFAULT '',
	ahead {text} NOT NULL DEFAULT '',
	numbers {text} NOT NULL DEFAULT '',     -- JSON: the tables as they were published
	digest {text} NOT NULL DEFAULT '',
	published_by {int} NOT NULL DEFAULT 0, published_at {int} NOT NULL DEFAULT 0,
	created_by {int} NOT NULL DEFAULT 0,
	created_at {int} NOT NULL DEFAULT 0,
	version {int} NOT NULL DEFAULT 1,
	UNIQUE (kind, programme_code, year, number)
) {strict};
