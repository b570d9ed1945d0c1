-- Workshops: several judge one risk at a time, in secret until a round is closed; then a named
-- person decides.  Votes carry no name and no time.

CREATE TABLE risk_workshop (
	id {key},
	public_id {text} NOT NULL UNIQUE,
	rsa_id {int} NOT NULL REFERENCES rsa (id),
	unit_id {int} NOT NULL REFERENCES unit (id),
	code {text} NOT NULL,                   -- "K7F-29M": worth something only while it is open
	code_digest {text} NOT NULL UNIQUE,
	needs_account {int} NOT NULL DEFAULT 0, -- only those who are signed in take part
	state {text} NOT NULL DEFAULT 'open',   -- open, finished
	round_id {int} NOT NULL DEFAULT 0,      -- what is being voted about, or was last; 0 nothing
	created_by {int} NOT NULL DEFAULT 0,
	created_at {int} NOT NULL DEFAULT 0,
	finished_at {int} NOT NULL DEFAULT 0,
	version {int} NOT NULL DEFAULT 1
) {strict};
CREATE INDEX risk_workshop_by_rsa ON risk_workshop (rsa_id, id);

CREATE TABLE risk_round (                       -- one round about one risk
	id {key},
	public_id {text} NOT NULL UNIQUE,
	workshop_id {int} NOT NULL REFERENCES risk_workshop (id),
	risk_id {int} NOT NULL REFERENCES risk (id),
	round {int} NOT NULL,                   -- 1, 2 ...
	votes {int} NOT NULL DEFAULT 0,         -- when it was closed
	closed_at {int} NOT NULL DEFAULT 0,     -- 0: it is being voted
	is_shown {int} NOT NULL DEFAULT 0,      -- enough votes that nobody's own can be told from the rest
	revision_id {int} NOT NULL DEFAULT 0,   -- what a named person then decided
	created_by {int} NOT NULL DEFAULT 0,
	created_at {int} NOT NULL DEFAULT 0,
	version {int} NOT NULL DEFAULT 1,
	UNIQUE (workshop_id, risk_id, round)
) {strict};
CREATE INDEX risk_round_by_revision ON risk_round (revision_id);
CREATE INDEX risk_round_by_risk ON risk_round (risk_id);

CREATE TABLE risk_vote (                        -- changed by who gave it until the round is closed; then never
	id {key},
	round_id {int} NOT NULL REFERENCES risk_round (id),
	voter {text} NOT NULL,                  -- digest of what only the voter's browser has
	probability {int} NOT NULL,
	consequences {text} NOT NULL,           -- "individual:3 functionality:4"
	UNIQUE (round_id, voter)
) {strict};
