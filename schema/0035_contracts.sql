-- What commitments are placed with: contracts with suppliers.  And what the city says of
-- its commitments for hard times: which are vital, how power is given priority, how far
-- preparations for heightened alert have come.

CREATE TABLE supplier_contract (
	id {key},
	public_id {text} NOT NULL UNIQUE,
	number {text} NOT NULL UNIQUE,          -- K-2026-00012
	unit_id {int} NOT NULL,
	supplier {text} NOT NULL,
	name {text} NOT NULL,                   -- what it delivers
	reference {text} NOT NULL DEFAULT '',   -- where it is registered
	valid_from {text} NOT NULL DEFAULT '',
	valid_to {text} NOT NULL DEFAULT '',
	recovery_hours {int} NOT NULL DEFAULT 0,        -- 0: the contract says nothing
	report_hours {int} NOT NULL DEFAULT 0,
	exercise_months {int} NOT NULL DEFAULT 0,
	has_plan {int} NOT NULL DEFAULT 0,      -- a continuity plan that the city may read
	has_insight {int} NOT NULL DEFAULT 0,   -- the city may check
	has_chain {int} NOT NULL DEFAULT 0,     -- the same is demanded of subcontractors
	position_on {text} NOT NULL DEFAULT '', -- position taken on secret information; what it was is not kept
	follow_up_on {text} NOT NULL DEFAULT '',
	owner_id {int} NOT NULL DEFAULT 0,
	created_by {int} NOT NULL DEFAULT 0,
	created_at {int} NOT NULL DEFAULT 0,
	updated_at {int} NOT NULL DEFAULT 0,
	version {int} NOT NULL DEFAULT 1
) {strict};
CREATE INDEX supplier_contract_by_unit ON supplier_contract (unit_id, valid_to);
CREATE TABLE contract_series (year {int} PRIMARY KEY, last {int} NOT NULL) {strict};

-- Which commitments it carries; what is taken away stays, with its day.
CREATE TABLE contract_carries (
	id {key},
	contract_id {int} NOT NULL REFERENCES supplier_contract (id),
	commitment_id {int} NOT NULL REFERENCES commitment (id),
	added_on {text} NOT NULL,
	ended_on {text} NOT NULL DEFAULT ''
) {strict};
CREATE INDEX contract_carries_by_contract ON contract_carries (contract_id);
CREATE INDEX contract_carries_by_commitment ON contract_carries (commitment_id);

CREATE TABLE contract_step (                    -- only added to
	id {key},
	contract_id {int} NOT NULL REFERENCES supplier_contract (id),
	at {int} NOT NULL,
	person_id {int} NOT NULL DEFAULT 0,
	verb {text} NOT NULL,
	words {text} NOT NULL DEFAULT ''        -- the clauses as they then were; what was carried
) {strict};
CREATE INDEX contract_step_by_contract ON contract_step (contract_id, id);

-- Is it a vital societal activity?  Each decision as it was made; the last one stands, and is
-- also on the commitment.  Only added to.
CREATE TABLE vital_decision (
	id {key},
	public_id {text} NOT NULL UNIQUE,
	commitment_id {int} NOT NULL REFERENCES commitment (id),
	is_vital {int} NOT NULL,
	societal_function {text} NOT NULL DEFAULT '',
	reason {text} NOT NULL,
	created_by {int} NOT NULL DEFAULT 0,
	created_at {int} NOT NULL DEFAULT 0,
	version {int} NOT NULL DEFAULT 1
) {strict};
CREATE INDEX vital_decision_by_commitment ON vital_decision (commitment_id, id);

-- Priority of electricity (styrel): how many points of each class a unit has counted in a
-- planning round.  Numbers alone; no place, no point.  Only added to: the last one stands.
CREATE TABLE styrel_count (
	id {key},
	public_id {text} NOT NULL UNIQUE,
	unit_id {int} NOT NULL REFERENCES unit (id),
	round {text} NOT NULL,                  -- catalogue commitments/styrel_rounds
	class_1 {int} NOT NULL DEFAULT 0,
	class_2 {int} NOT NULL DEFAULT 0,
	class_3 {int} NOT NULL DEFAULT 0,
	class_4 {int} NOT NULL DEFAULT 0,
	class_5 {int} NOT NULL DEFAULT 0,
	class_6 {int} NOT NULL DEFAULT 0,
	class_7 {int} NOT NULL DEFAULT 0,
	class_8 {int} NOT NULL DEFAULT 0,
	created_by {int} NOT NULL DEFAULT 0,
	created_at {int} NOT NULL DEFAULT 0,
	version {int} NOT NULL DEFAULT 1
) {strict};
CREATE INDEX styrel_count_by_round ON styrel_count (round, unit_id, id);

-- Preparations for civil defence: how far each has come, whose it is and by which decision of
-- the city executive board; nothing of what they hold.
CREATE TABLE preparation (
	id {key},
	public_id {text} NOT NULL UNIQUE,
	unit_id {int} NOT NULL REFERENCES unit (id),
	kind {text} NOT NULL,                   -- catalogue commitments/preparations
	state {text} NOT NULL,
	owner_id {int} NOT NULL DEFAULT 0,
	due_on {text} NOT NULL DEFAULT '',
	decided_on {text} NOT NULL DEFAULT '',  -- the board's decision that began it
	paragraph {text} NOT NULL DEFAULT '',
	reference {text} NOT NULL DEFAULT '',
	created_by {int} NOT NULL DEFAULT 0,
	created_at {int} NOT NULL DEFAULT 0,
	updated_at {int} NOT NULL DEFAULT 0,
	version {int} NOT NULL DEFAULT 1,
	UNIQUE (unit_id, kind)
) {strict};
CREATE TABLE preparation_step (                 -- only added to
	id {key},
	preparation_id {int} NOT NULL REFERENCES preparation (id),
	at {int} NOT NULL,
	person_id {int} NOT NULL DEFAULT 0,
	state {text} NOT NULL,
	owner_id {int} NOT NULL DEFAULT 0,
	due_on {text} NOT NULL DEFAULT ''
) {strict};
CREATE INDEX preparation_step_by_preparation ON preparation_step (preparation_id, id);
