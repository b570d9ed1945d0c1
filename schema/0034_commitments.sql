-- Commitments (åtaganden): what a unit has undertaken to do, how critical it is to each protected
-- value, and how long it may stand still.  Risks, dependencies and continuity plans point here.

CREATE TABLE commitment (
	id {key},
	public_id {text} NOT NULL UNIQUE,
	number {text} NOT NULL UNIQUE,          -- C-2026-00123
	unit_id {int} NOT NULL,
	name {text} NOT NULL,
	description {text} NOT NULL DEFAULT '',
	legal_basis {text} NOT NULL DEFAULT '',
	performed_by {text} NOT NULL DEFAULT 'own',     -- own, supplier, joint
	place_id {int} NOT NULL DEFAULT 0,
	place_text {text} NOT NULL DEFAULT '',
	clients_per_day {int} NOT NULL DEFAULT 0,
	is_vital {int} NOT NULL DEFAULT 0,      -- a vital societal activity, as a person has decided
	societal_function {text} NOT NULL DEFAULT '',   -- catalogue commitments/functions, with its vintage
	criticality {int} NOT NULL DEFAULT 0,   -- the highest of its values; see commitment_value
	acceptable_outage_hours {int} NOT NULL DEFAULT 0,       -- decided by a person; 0 not decided
	target_recovery_hours {int} NOT NULL DEFAULT 0,         -- RTO; 0 not decided
	lowest_level {text} NOT NULL DEFAULT '',                -- MBCO, in words
	data_loss_hours {int} NOT NULL DEFAULT 0,               -- RPO; 0 not decided
	seasonal {text} NOT NULL DEFAULT '',
	is_heightened_alert {int} NOT NULL DEFAULT 0,   -- must go on under heightened alert: status only
	owner_id {int} NOT NULL DEFAULT 0,      -- person
	state {text} NOT NULL DEFAULT 'active', -- active, closed
	secrecy {text} NOT NULL DEFAULT '',     -- catalogue secrecy_grounds
	judged_by {int} NOT NULL DEFAULT 0,     -- the last judgement; see commitment_judgement
	judged_at {int} NOT NULL DEFAULT 0,     -- 0: nobody has judged it yet
	source {text} NOT NULL DEFAULT '',      -- of an import
	source_key {text} NOT NULL DEFAULT '',
	import_id {int} NOT NULL DEFAULT 0,
	created_by {int} NOT NULL DEFAULT 0,
	created_at {int} NOT NULL DEFAULT 0,
	updated_at {int} NOT NULL DEFAULT 0,
	version {int} NOT NULL DEFAULT 1
) {strict};
CREATE INDEX commitment_by_unit ON commitment (unit_id, state);
CREATE INDEX commitment_by_function ON commitment (societal_function);
CREATE INDEX commitment_by_source ON commitment (source, source_key);
CREATE INDEX commitment_by_import ON commitment (import_id);
CREATE TABLE commitment_series (year {int} PRIMARY KEY, last {int} NOT NULL) {strict};

-- As it is judged today: how critical to each protected value (catalogue event/protected_values),
-- 0 to 4 (commitments/levels) ...
CREATE TABLE commitment_value (
	commitment_id {int} NOT NULL REFERENCES commitment (id),
	value {text} NOT NULL,
	level {int} NOT NULL,
	PRIMARY KEY (commitment_id, value)
) {strict};

-- ... and the consequence for each value when it has stood still until each step
-- (commitments/steps: within an hour, 6 hours ... a month).
CREATE TABLE commitment_profile (
	commitment_id {int} NOT NULL REFERENCES commitment (id),
	step {text} NOT NULL,
	value {text} NOT NULL,
	level {int} NOT NULL,
	PRIMARY KEY (commitment_id, step, value)
) {strict};

-- Every judgement as it was made: never changed, never removed.
CREATE TABLE commitment_judgement (
	id {key},
	commitment_id {int} NOT NULL REFERENCES commitment (id),
	at {int} NOT NULL,
	person_id {int} NOT NULL DEFAULT 0,
	criticality {text} NOT NULL DEFAULT '', -- "individual=3 functionality=2 ..."
	profile {text} NOT NULL DEFAULT '',     -- "h1.individual=0 h1.functionality=1 ..."
	suggested_hours {int} NOT NULL DEFAULT 0,       -- what followed from the profile; 0 nothing
	acceptable_hours {int} NOT NULL DEFAULT 0,      -- what the person decided
	reason {text} NOT NULL DEFAULT ''
) {strict};
CREATE INDEX commitment_judgement_by_commitment ON commitment_judgement (commitment_id, id);

CREATE TABLE commitment_step (
	id {key},
	commitment_id {int} NOT NULL REFERENCES commitment (id),
	at {int} NOT NULL,
	person_id {int} NOT NULL DEFAULT 0,
	verb {text} NOT NULL,
	words {text} NOT NULL DEFAULT ''
) {strict};
CREATE INDEX commitment_step_by_commitment ON commitment_step (commitment_id, id);
