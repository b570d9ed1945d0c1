-- Risk and vulnerability analyses (RSA): the scales, the analysis of a unit and year, its risks,
-- and every assessment that was ever made of one.

CREATE TABLE risk_method (                      -- a version of the scales; locked when an analysis that is approved uses it
	id {key},
	public_id {text} NOT NULL UNIQUE,
	code {text} NOT NULL UNIQUE,            -- "municipal-1"
	name_sv {text} NOT NULL,
	name_en {text} NOT NULL DEFAULT '',
	probability_steps {int} NOT NULL,       -- 4 to 6
	consequence_steps {int} NOT NULL,
	in_force_from {text} NOT NULL DEFAULT '',
	source_sv {text} NOT NULL DEFAULT '',   -- where it comes from and what is to be thought of
	source_en {text} NOT NULL DEFAULT '',
	created_by {int} NOT NULL DEFAULT 0,
	created_at {int} NOT NULL DEFAULT 0,
	version {int} NOT NULL DEFAULT 1
) {strict};

CREATE TABLE risk_step (                        -- one step of a scale, in words
	id {key},
	method_id {int} NOT NULL REFERENCES risk_method (id),
	kind {text} NOT NULL,                   -- probability, consequence, capability
	value {text} NOT NULL DEFAULT '',       -- consequence: catalogue event/protected_values
	step {int} NOT NULL,
	name_sv {text} NOT NULL,
	name_en {text} NOT NULL DEFAULT '',
	anchor_sv {text} NOT NULL DEFAULT '',   -- what it means
	anchor_en {text} NOT NULL DEFAULT '',
	example_sv {text} NOT NULL DEFAULT '',
	example_en {text} NOT NULL DEFAULT '',
	frequency_low {real} NOT NULL DEFAULT 0,        -- probability: times a year, closed by decision
	frequency_high {real} NOT NULL DEFAULT 0,
	UNIQUE (method_id, kind, value, step)
) {strict};

CREATE TABLE risk_zone (                        -- the level that each cell of the matrix suggests
	id {key},
	method_id {int} NOT NULL REFERENCES risk_method (id),
	probability {int} NOT NULL,
	consequence {int} NOT NULL,
	zone {text} NOT NULL,                   -- catalogue event/zone_levels
	UNIQUE (method_id, probability, consequence)
) {strict};

CREATE TABLE rsa (
	id {key},
	public_id {text} NOT NULL UNIQUE,
	unit_id {int} NOT NULL REFERENCES unit (id),
	year {int} NOT NULL,
	number {int} NOT NULL DEFAULT 1,        -- version: what was submitted is followed, never changed
	method_id {int} NOT NULL REFERENCES risk_method (id),
	state {text} NOT NULL DEFAULT 'draft',
	area {text} NOT NULL DEFAULT '',        -- the unit and its geographic area
	process {text} NOT NULL DEFAULT '',     -- how the work was done
	participants {text} NOT NULL DEFAULT '',
	preparedness {text} NOT NULL DEFAULT '',        -- vulnerabilities and shortcomings seen as a whole
	secrecy {text} NOT NULL DEFAULT 'to_assess',
	secrecy_ground {text} NOT NULL DEFAULT '',      -- catalogue secrecy_grounds
	meeting_on {text} NOT NULL DEFAULT '',
	paragraph {text} NOT NULL DEFAULT '',
	signer {text} NOT NULL DEFAULT '',
	new_reason {text} NOT NULL DEFAULT '',  -- why this version was begun
	copied_from {int} NOT NULL DEFAULT 0,   -- the analysis of an earlier year
	supersedes {int} NOT NULL DEFAULT 0,    -- the version before
	submission_id {int} NOT NULL DEFAULT 0, -- what it was handed in with
	submitted_by {int} NOT NULL DEFAULT 0,
	submitted_at {int} NOT NULL DEFAULT 0,
	created_by {int} NOT NULL DEFAULT 0,
	created_at {int} NOT NULL DEFAULT 0,
	version {int} NOT NULL DEFAULT 1,
	UNIQUE (unit_id, year, number)
) {strict};
CREATE INDEX rsa_by_year ON rsa (year, unit_id);

CREATE TABLE rsa_step (                         -- what was done, by whom and why: only added to
	id {key},
	rsa_id {int} NOT NULL REFERENCES rsa (id),
	at {int} NOT NULL,
	person_id {int} NOT NULL DEFAULT 0,
	verb {text} NOT NULL,
	from_state {text} NOT NULL DEFAULT '',
	to_state {text} NOT NULL DEFAULT '',
	words {text} NOT NULL DEFAULT ''
) {strict};
CREATE INDEX rsa_step_by_rsa ON rsa_step (rsa_id, id);

CREATE TABLE risk (
	id {key},
	public_id {text} NOT NULL UNIQUE,
	number {text} NOT NULL,                 -- R-2026-00012: the same in every year it goes on
	root_id {int} NOT NULL DEFAULT 0,       -- the first of its rows; measures and citations point at it
	copied_from {int} NOT NULL DEFAULT 0,   -- the same risk in the analysis before
	rsa_id {int} NOT NULL REFERENCES rsa (id),
	unit_id {int} NOT NULL REFERENCES unit (id),
	year {int} NOT NULL,
	title {text} NOT NULL,                  -- an event: "X happens so that Y"
	cause {text} NOT NULL DEFAULT '',
	source_kind {text} NOT NULL DEFAULT '', -- catalogue risk/sources
	scope {text} NOT NULL DEFAULT '',       -- own, area, strategic
	controls {text} NOT NULL DEFAULT '',    -- what there is already
	trend {text} NOT NULL DEFAULT '',
	command {text} NOT NULL DEFAULT '',     -- the five aspects of capability: a step, or not judged
	cooperation {text} NOT NULL DEFAULT '',
	communication {text} NOT NULL DEFAULT '',
	competence {text} NOT NULL DEFAULT '',
	resources {text} NOT NULL DEFAULT '',
	capability_words {text} NOT NULL DEFAULT '',
	owner_id {int} NOT NULL DEFAULT 0,
	review_on {text} NOT NULL DEFAULT '',
	is_prominent {int} NOT NULL DEFAULT 0,
	plan {text} NOT NULL DEFAULT '',        -- the long-term action plan
	treatment {text} NOT NULL DEFAULT '',   -- reduce, avoid, share, accept
	accepted_by {int} NOT NULL DEFAULT 0,
	accepted_until {text} NOT NULL DEFAULT '',
	accepted_reason {text} NOT NULL DEFAULT '',
	communicable {text} NOT NULL DEFAULT '',        -- not decided, yes, no
	audience {text} NOT NULL DEFAULT '',
	message {text} NOT NULL DEFAULT '',
	channel {text} NOT NULL DEFAULT '',
	tell_when {text} NOT NULL DEFAULT '',
	teller_id {int} NOT NULL DEFAULT 0,
	secret_whole {text} NOT NULL DEFAULT '',        -- grounds: catalogue secrecy_grounds
	secret_cause {text} NOT NULL DEFAULT '',
	secret_controls {text} NOT NULL DEFAULT '',
	secret_assessment {text} NOT NULL DEFAULT '',
	secret_capability {text} NOT NULL DEFAULT '',
	secret_commitments {text} NOT NULL DEFAULT '',
	secret_treatment {text} NOT NULL DEFAULT '',
	revision_id {int} NOT NULL DEFAULT 0,   -- the assessment that holds now
	dropped_reason {text} NOT NULL DEFAULT '',      -- it is no risk any more: why; empty while it is one
	created_by {int} NOT NULL DEFAULT 0,
	created_at {int} NOT NULL DEFAULT 0,
	version {int} NOT NULL DEFAULT 1
) {strict};
CREATE INDEX risk_by_rsa ON risk (rsa_id);
CREATE INDEX risk_by_root ON risk (root_id);
CREATE INDEX risk_by_number ON risk (number);
CREATE INDEX risk_by_unit ON risk (unit_id, year);
CREATE TABLE risk_series (year {int} PRIMARY KEY, last {int} NOT NULL) {strict};

CREATE TABLE risk_revision (                    -- every assessment: only added to
	id {key},
	public_id {text} NOT NULL UNIQUE,
	risk_id {int} NOT NULL REFERENCES risk (id),
	probability {int} NOT NULL,             -- step of the method of the analysis
	consequence {int} NOT NULL,             -- the worst of the protected values
	suggested {text} NOT NULL,              -- zone of the cell
	zone {text} NOT NULL,                   -- what the person decided
	zone_reason {text} NOT NULL DEFAULT '', -- why, when it differs
	frequency_low {real} NOT NULL DEFAULT 0,        -- elicited, times a year; 0 not given
	frequency_likely {real} NOT NULL DEFAULT 0,
	frequency_high {real} NOT NULL DEFAULT 0,
	uncertainty {text} NOT NULL DEFAULT '',
	uncertainty_reason {text} NOT NULL DEFAULT '',
	reason {text} NOT NULL DEFAULT '',
	is_carried {int} NOT NULL DEFAULT 0,    -- as it stood in the analysis before; nobody has judged anew
	created_by {int} NOT NULL DEFAULT 0,
	created_at {int} NOT NULL DEFAULT 0
) {strict};
CREATE INDEX risk_revision_by_risk ON risk_revision (risk_id, id);

CREATE TABLE risk_consequence (                 -- per protected value; only added to
	id {key},
	revision_id {int} NOT NULL REFERENCES risk_revision (id),
	value {text} NOT NULL,
	step {int} NOT NULL,
	UNIQUE (revision_id, value)
) {strict};

CREATE TABLE risk_commitment (                  -- which commitments it would hit
	risk_id {int} NOT NULL REFERENCES risk (id),
	commitment_id {int} NOT NULL,
	PRIMARY KEY (risk_id, commitment_id)
) {strict};

CREATE TABLE risk_event_query (                 -- which types of events are counted beside it
	risk_id {int} NOT NULL REFERENCES risk (id),
	type {text} NOT NULL,                   -- catalogue event/types: a leaf or a branch
	PRIMARY KEY (risk_id, type)
) {strict};
