-- The programme as data: each version of each programme as it was loaded, never overwritten.
-- What is done because of it (instances, evidence) points at programme and code, which stay
-- the same from version to version.

CREATE TABLE programme (
	id {key},
	public_id {text} NOT NULL UNIQUE,
	code {text} NOT NULL,                   -- "stockholm-2018-2021"
	edition {text} NOT NULL,                -- as the folder says: "1", "2026-03"
	title_sv {text} NOT NULL,
	title_en {text} NOT NULL DEFAULT '',
	adopted_by {text} NOT NULL DEFAULT '',
	adopted_on {text} NOT NULL DEFAULT '',
	registry_number {text} NOT NULL DEFAULT '',
	valid_from {text} NOT NULL,
	valid_to {text} NOT NULL DEFAULT '',
	plan_functions {text} NOT NULL DEFAULT '',      -- which statutory plans it is, spaced
	predecessors {text} NOT NULL DEFAULT '',        -- codes of programmes, spaced
	is_current {int} NOT NULL DEFAULT 1,    -- the last edition loaded of this code
	digest {text} NOT NULL,                 -- of all its files: loading twice changes nothing
	text_name {text} NOT NULL DEFAULT '',   -- the file with the adopted text, if supplied
	loaded_by {int} NOT NULL DEFAULT 0,
	loaded_at {int} NOT NULL DEFAULT 0,
	version {int} NOT NULL DEFAULT 1,
	UNIQUE (code, edition)
) {strict};

CREATE TABLE programme_line (                   -- the adopted text, line by line
	programme_id {int} NOT NULL REFERENCES programme (id),
	line {int} NOT NULL,
	words {text} NOT NULL,
	PRIMARY KEY (programme_id, line)
) {strict};

CREATE TABLE focus_area (
	id {key},
	programme_id {int} NOT NULL REFERENCES programme (id),
	code {text} NOT NULL,
	name_sv {text} NOT NULL, name_en {text} NOT NULL DEFAULT '',
	place {int} NOT NULL DEFAULT 0,
	UNIQUE (programme_id, code)
) {strict};

CREATE TABLE actor (                            -- whom a duty is addressed to
	id {key},
	programme_id {int} NOT NULL REFERENCES programme (id),
	code {text} NOT NULL,                   -- "ALL"
	name_sv {text} NOT NULL, name_en {text} NOT NULL DEFAULT '',
	applies {text} NOT NULL DEFAULT '',     -- predicate over a unit; "" no unit
	is_secret {int} NOT NULL DEFAULT 0,     -- who it is must not be seen (protective security)
	place {int} NOT NULL DEFAULT 0,
	UNIQUE (programme_id, code)
) {strict};

CREATE TABLE concern_flag (                     -- "berörd": decided per unit, never computed
	id {key},
	programme_id {int} NOT NULL REFERENCES programme (id),
	code {text} NOT NULL,
	name_sv {text} NOT NULL, name_en {text} NOT NULL DEFAULT '',
	question_sv {text} NOT NULL DEFAULT '', question_en {text} NOT NULL DEFAULT '',
	is_secret {int} NOT NULL DEFAULT 0,
	place {int} NOT NULL DEFAULT 0,
	UNIQUE (programme_id, code)
) {strict};

CREATE TABLE calendar_rule (
	id {key},
	programme_id {int} NOT NULL REFERENCES programme (id),
	code {text} NOT NULL,                   -- "T2"
	name_sv {text} NOT NULL, name_en {text} NOT NULL DEFAULT '',
	period {text} NOT NULL,                 -- year, third1..3, quarter, month, programme, term, standing, event, never
	opens {text} NOT NULL DEFAULT '',       -- "08-15", "01-15+1", "end+10d", "start-30d"
	due {text} NOT NULL DEFAULT '',
	meeting_from {text} NOT NULL DEFAULT '',        -- the unit's own meeting that decides: in this window
	meeting_to {text} NOT NULL DEFAULT '',
	place {int} NOT NULL DEFAULT 0,
	UNIQUE (programme_id, code)
) {strict};

CREATE TABLE deadline_step (                    -- internal days before the unit's meeting
	id {key},
	programme_id {int} NOT NULL REFERENCES programme (id),
	code {text} NOT NULL,                   -- draft, coordination, director, dispatch, decision, submission
	name_sv {text} NOT NULL, name_en {text} NOT NULL DEFAULT '',
	days_before {int} NOT NULL DEFAULT 0,   -- negative: after
	place {int} NOT NULL DEFAULT 0,
	UNIQUE (programme_id, code)
) {strict};

-- Goals, duties, roles, powers, principles, facts, development activities, follow-up points.
CREATE TABLE obligation (
	id {key},
	programme_id {int} NOT NULL REFERENCES programme (id),
	code {text} NOT NULL,                   -- "F4.21": stable, never reused
	kind {text} NOT NULL,                   -- G D R P A U I F
	section {text} NOT NULL DEFAULT '',
	focus_area {text} NOT NULL DEFAULT '',
	who {text} NOT NULL DEFAULT '',         -- actors, spaced
	assessor {text} NOT NULL DEFAULT '',    -- actor who follows it up (U)
	cadence {text} NOT NULL DEFAULT '',     -- calendar rule
	report_to {text} NOT NULL DEFAULT '',   -- actors, spaced
	text_sv {text} NOT NULL,                -- our short form
	text_en {text} NOT NULL DEFAULT '',
	lines {text} NOT NULL DEFAULT '',       -- "782-783 790": of the adopted text
	legal {text} NOT NULL DEFAULT '',       -- legal bases, spaced
	same_as {text} NOT NULL DEFAULT '',     -- the code whose answer is this one's too
	checked_by {text} NOT NULL DEFAULT '',  -- follow-up points, spaced
	note_sv {text} NOT NULL DEFAULT '',     -- how an unclear place is read, and why
	note_en {text} NOT NULL DEFAULT '',
	closed_on {text} NOT NULL DEFAULT '',   -- not in the next edition: closed from this day
	place {int} NOT NULL DEFAULT 0,
	UNIQUE (programme_id, code)
) {strict};

CREATE TABLE evidence_rule (                    -- all parts must hold
	id {key},
	programme_id {int} NOT NULL REFERENCES programme (id),
	code {text} NOT NULL,                   -- the obligation
	part {int} NOT NULL,
	source {text} NOT NULL,
	arguments {text} NOT NULL DEFAULT '',
	least {text} NOT NULL DEFAULT '1',      -- "1", "80%", "all"
	says_sv {text} NOT NULL, says_en {text} NOT NULL DEFAULT '',    -- why it is green
	not_sv {text} NOT NULL, not_en {text} NOT NULL DEFAULT '',      -- what that does not prove
	UNIQUE (programme_id, code, part)
) {strict};

CREATE TABLE deliverable (                      -- what a unit hands in; fulfils every row it covers
	id {key},
	programme_id {int} NOT NULL REFERENCES programme (id),
	code {text} NOT NULL,
	name_sv {text} NOT NULL, name_en {text} NOT NULL DEFAULT '',
	who {text} NOT NULL DEFAULT '',         -- actors
	receiver {text} NOT NULL DEFAULT '',    -- actor
	cadence {text} NOT NULL DEFAULT '',
	carrier {text} NOT NULL DEFAULT 'submission',   -- or "picture kind=accident": that room's own flow
	covers {text} NOT NULL DEFAULT '',      -- obligations, spaced
	help_sv {text} NOT NULL DEFAULT '', help_en {text} NOT NULL DEFAULT '',
	place {int} NOT NULL DEFAULT 0,
	UNIQUE (programme_id, code)
) {strict};

CREATE TABLE term (                             -- definitions, with the programme's version
	id {key},
	programme_id {int} NOT NULL REFERENCES programme (id),
	code {text} NOT NULL,
	name_sv {text} NOT NULL, name_en {text} NOT NULL DEFAULT '',
	text_sv {text} NOT NULL, text_en {text} NOT NULL DEFAULT '',
	lines {text} NOT NULL DEFAULT '',
	note_sv {text} NOT NULL DEFAULT '', note_en {text} NOT NULL DEFAULT '',
	place {int} NOT NULL DEFAULT 0,
	UNIQUE (programme_id, code)
) {strict};

CREATE TABLE legal_basis (
	id {key},
	programme_id {int} NOT NULL REFERENCES programme (id),
	code {text} NOT NULL,
	name_sv {text} NOT NULL, name_en {text} NOT NULL DEFAULT '',
	statute {text} NOT NULL DEFAULT '',     -- "2006:544"
	paragraph {text} NOT NULL DEFAULT '',
	url {text} NOT NULL DEFAULT '',
	valid_from {text} NOT NULL DEFAULT '', valid_to {text} NOT NULL DEFAULT '',
	UNIQUE (programme_id, code)
) {strict};

CREATE TABLE programme_role (                   -- which role type a duty of kind R asks for
	id {key},
	programme_id {int} NOT NULL REFERENCES programme (id),
	role_type {text} NOT NULL,              -- catalogue role_types
	code {text} NOT NULL,                   -- obligation
	deputy_required {int} NOT NULL DEFAULT 0,
	UNIQUE (programme_id, role_type, code)
) {strict};

CREATE TABLE succession (                       -- what became of a duty of an earlier programme
	id {key},
	programme_id {int} NOT NULL REFERENCES programme (id),  -- the later one
	from_programme {text} NOT NULL,
	from_code {text} NOT NULL,
	to_code {text} NOT NULL DEFAULT '',     -- "" it has no successor
	kind {text} NOT NULL,                   -- continues, split, merged, widened, narrowed, ended
	note_sv {text} NOT NULL DEFAULT '', note_en {text} NOT NULL DEFAULT '',
	UNIQUE (programme_id, from_programme, from_code, to_code)
) {strict};
