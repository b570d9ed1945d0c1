-- The city's risk picture of a year: what the units' analyses say together, in themes that a
-- named person has confirmed, and what the city decides about them.

CREATE TABLE risk_picture (
	id {key},
	public_id {text} NOT NULL UNIQUE,
	unit_id {int} NOT NULL REFERENCES unit (id),    -- the office that makes it
	year {int} NOT NULL,
	number {int} NOT NULL DEFAULT 1,        -- version: what was decided is followed, never changed
	state {text} NOT NULL DEFAULT 'draft',
	summary {text} NOT NULL DEFAULT '',
	outside {text} NOT NULL DEFAULT '',     -- who outside the city took part
	planned_on {text} NOT NULL DEFAULT '',  -- the meeting that is to decide it
	meeting_on {text} NOT NULL DEFAULT '',
	paragraph {text} NOT NULL DEFAULT '',
	signer {text} NOT NULL DEFAULT '',
	decided_by {int} NOT NULL DEFAULT 0,
	decided_at {int} NOT NULL DEFAULT 0,
	published_by {int} NOT NULL DEFAULT 0,
	published_at {int} NOT NULL DEFAULT 0,
	new_reason {text} NOT NULL DEFAULT '',  -- why this version was begun
	supersedes {int} NOT NULL DEFAULT 0,    -- the version before
	submission_id {int} NOT NULL DEFAULT 0, -- what it was handed in with
	frozen {text} NOT NULL DEFAULT '',      -- the open version as decided: JSON
	frozen_inner {text} NOT NULL DEFAULT '',        -- and with what is marked
	digest {text} NOT NULL DEFAULT '',      -- of the open version
	created_by {int} NOT NULL DEFAULT 0,
	created_at {int} NOT NULL DEFAULT 0,
	version {int} NOT NULL DEFAULT 1,
	UNIQUE (year, number)
) {strict};

CREATE TABLE risk_theme (
	id {key},
	public_id {text} NOT NULL UNIQUE,
	picture_id {int} NOT NULL REFERENCES risk_picture (id),
	kind {text} NOT NULL,                   -- gathered, shared, strategic
	place {int} NOT NULL DEFAULT 0,         -- among the first ten; 0 not among them
	title {text} NOT NULL,
	words {text} NOT NULL DEFAULT '',       -- what it is about
	doing {text} NOT NULL DEFAULT '',       -- what the city does with it
	actors {text} NOT NULL DEFAULT '',      -- with whom outside the city
	reason {text} NOT NULL DEFAULT '',      -- why it belongs together, or why it is strategic
	zone {text} NOT NULL DEFAULT '',        -- the office's own judgement, of what no unit has assessed
	frequency_low {real} NOT NULL DEFAULT 0,
	frequency_likely {real} NOT NULL DEFAULT 0,
	frequency_high {real} NOT NULL DEFAULT 0,
	secrecy {text} NOT NULL DEFAULT '',     -- catalogue secrecy_grounds: not in the open version
	is_open {int} NOT NULL DEFAULT 0,       -- stands in the open version that was decided
	confirmed_by {int} NOT NULL DEFAULT 0,
	confirmed_at {int} NOT NULL DEFAULT 0,
	dissolved_reason {text} NOT NULL DEFAULT '',    -- it is no theme any more: why
	version {int} NOT NULL DEFAULT 1
) {strict};
CREATE INDEX risk_theme_by_picture ON risk_theme (picture_id, place);

CREATE TABLE risk_theme_risk (                  -- who put which risk in it; taken out, never away
	id {key},
	theme_id {int} NOT NULL REFERENCES risk_theme (id),
	risk_id {int} NOT NULL REFERENCES risk (id),
	added_by {int} NOT NULL DEFAULT 0,
	added_at {int} NOT NULL DEFAULT 0,
	taken_by {int} NOT NULL DEFAULT 0,
	taken_at {int} NOT NULL DEFAULT 0
) {strict};
CREATE INDEX risk_theme_risk_by_theme ON risk_theme_risk (theme_id, id);
CREATE INDEX risk_theme_risk_by_risk ON risk_theme_risk (risk_id);

CREATE TABLE risk_picture_step (                -- what was done, by whom and why: only added to
	id {key},
	picture_id {int} NOT NULL REFERENCES risk_picture (id),
	at {int} NOT NULL,
	person_id {int} NOT NULL DEFAULT 0,
	verb {text} NOT NULL,
	words {text} NOT NULL DEFAULT ''
) {strict};
CREATE INDEX risk_picture_step_by_picture ON risk_picture_step (picture_id, id);
