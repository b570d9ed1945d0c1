-- What the city's commitments stand on, and what falls with it.

CREATE TABLE node (                             -- whatever something may stand on
	id {key},
	public_id {text} NOT NULL UNIQUE,
	kind {text} NOT NULL,                   -- catalogue node_kinds
	name {text} NOT NULL DEFAULT '',        -- empty for a commitment: that has its own
	commitment_id {int} NOT NULL DEFAULT 0, -- which one, when it is a commitment
	unit_id {int} NOT NULL,                 -- who keeps what is said about it
	is_shared {int} NOT NULL DEFAULT 0,     -- others may say that they stand on it
	area {text} NOT NULL DEFAULT '',        -- the part of the city it serves, in words
	recovery_low {real} NOT NULL DEFAULT 0, -- hours until it is there again: one case in twenty is shorter,
	recovery_hours {real} NOT NULL DEFAULT 0,       -- as often shorter as longer,
	recovery_high {real} NOT NULL DEFAULT 0,        -- one in twenty is longer; 0 not known
	restart_hours {real} NOT NULL DEFAULT 0,        -- from all it needs is there again until it works
	yearly {real} NOT NULL DEFAULT 0,       -- outages of its own a year; 0 not known
	reference {text} NOT NULL DEFAULT '',   -- where the rest is kept; no addresses stand here
	note {text} NOT NULL DEFAULT '',
	retired_on {text} NOT NULL DEFAULT '',
	created_by {int} NOT NULL DEFAULT 0,
	created_at {int} NOT NULL DEFAULT 0,
	version {int} NOT NULL DEFAULT 1
) {strict};
CREATE UNIQUE INDEX node_of_commitment ON node (commitment_id) WHERE commitment_id <> 0;
CREATE INDEX node_by_unit ON node (unit_id, kind);

CREATE TABLE dependency (                       -- one need of one node; so many of its members are enough
	id {key},
	public_id {text} NOT NULL UNIQUE,
	owner_id {int} NOT NULL REFERENCES node (id),
	resource {text} NOT NULL,               -- catalogue dependency_resources
	needed {int} NOT NULL DEFAULT 1,        -- of the members
	delay_hours {real} NOT NULL DEFAULT 0,  -- until the loss is felt
	buffer_low {real} NOT NULL DEFAULT 0,   -- then battery, tank, stock or work by hand lasts so long
	buffer_hours {real} NOT NULL DEFAULT 0,
	buffer_high {real} NOT NULL DEFAULT 0,
	effect {text} NOT NULL DEFAULT '',      -- catalogue dependency_effects
	alternative {text} NOT NULL DEFAULT '', -- what is done instead
	contract {text} NOT NULL DEFAULT '',    -- reference
	has_clause {int} NOT NULL DEFAULT 0,    -- the contract demands what would be demanded of oneself
	verified_by {int} NOT NULL DEFAULT 0,
	verified_on {text} NOT NULL DEFAULT '',
	ended_on {text} NOT NULL DEFAULT '',
	source {text} NOT NULL DEFAULT '',      -- read in from where, under which key
	source_key {text} NOT NULL DEFAULT '',
	import_id {int} NOT NULL DEFAULT 0,
	created_by {int} NOT NULL DEFAULT 0,
	created_at {int} NOT NULL DEFAULT 0,
	version {int} NOT NULL DEFAULT 1
) {strict};
CREATE INDEX dependency_by_owner ON dependency (owner_id);
CREATE INDEX dependency_by_source ON dependency (source, source_key) WHERE source <> '';
CREATE INDEX dependency_by_import ON dependency (import_id) WHERE import_id <> 0;

CREATE TABLE dependency_member (
	id {key},
	dependency_id {int} NOT NULL REFERENCES dependency (id),
	node_id {int} NOT NULL REFERENCES node (id),
	UNIQUE (dependency_id, node_id)
) {strict};
CREATE INDEX dependency_member_by_node ON dependency_member (node_id);

CREATE TABLE cascade_run (                      -- what a long calculation found, for who ordered it
	id {key},
	public_id {text} NOT NULL UNIQUE,
	kind {text} NOT NULL,
	question {text} NOT NULL,               -- JSON
	answer {text} NOT NULL DEFAULT '',      -- JSON; empty until it is there
	person_id {int} NOT NULL,
	job_id {int} NOT NULL DEFAULT 0,
	created_at {int} NOT NULL,
	version {int} NOT NULL DEFAULT 1
) {strict};
CREATE INDEX cascade_run_by_person ON cascade_run (person_id, id);

CREATE TABLE dependency_extract (               -- who took the graph of the city out; only added to
	id {key},
	public_id {text} NOT NULL UNIQUE,
	person_id {int} NOT NULL,
	at {int} NOT NULL,
	format {text} NOT NULL,
	reason {text} NOT NULL,
	nodes {int} NOT NULL,
	dependencies {int} NOT NULL,
	digest {text} NOT NULL,
	version {int} NOT NULL DEFAULT 1
) {strict};
CREATE INDEX dependency_extract_by_person ON dependency_extract (person_id, at);
