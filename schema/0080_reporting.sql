-- SPDX-License-Identifier: EUPL-1.2
-- What others know: registers of claims and reports that are beside the events, the law they
-- are read by, which of their rows tell of an event, and the figures that stay when rows go.

-- A flow is off until somebody with the right has written its legal basis.
CREATE TABLE reporting_source (
	id {key},
	public_id {text} NOT NULL UNIQUE,
	name {text} NOT NULL UNIQUE,
	kind {text} NOT NULL,                   -- catalogue event/unreported_kinds
	purpose {text} NOT NULL,
	legal_basis {text} NOT NULL DEFAULT '', -- '': the flow is off
	decided_by {text} NOT NULL DEFAULT '',
	decided_on {text} NOT NULL DEFAULT '',
	starts_on {text} NOT NULL DEFAULT '',
	ends_on {text} NOT NULL DEFAULT '',
	kept_days {int} NOT NULL DEFAULT 0,     -- rows are erased so long after the four months they belong to
	registered_by {int} NOT NULL DEFAULT 0, -- who wrote the legal basis
	registered_name {text} NOT NULL DEFAULT '',
	registered_at {int} NOT NULL DEFAULT 0,
	created_by {int} NOT NULL DEFAULT 0,
	created_at {int} NOT NULL DEFAULT 0,
	version {int} NOT NULL DEFAULT 1
) {strict};

-- One row of a source: when, where, what and how much, and nobody's name.
CREATE TABLE reporting_row (
	id {key},
	public_id {text} NOT NULL UNIQUE,
	source_id {int} NOT NULL REFERENCES reporting_source (id),
	reference {text} NOT NULL,
	unit_id {int} NOT NULL,
	place_id {int} NOT NULL DEFAULT 0,
	happened_on {text} NOT NULL,
	cause {text} NOT NULL DEFAULT '',       -- catalogue reporting/causes
	amount {int} NOT NULL DEFAULT 0,        -- kronor; 0 not known
	import_id {int} NOT NULL DEFAULT 0,
	created_at {int} NOT NULL DEFAULT 0,
	version {int} NOT NULL DEFAULT 1,
	UNIQUE (source_id, reference)
) {strict};
CREATE INDEX reporting_row_by_unit ON reporting_row (unit_id, happened_on);
CREATE INDEX reporting_row_by_import ON reporting_row (import_id) WHERE import_id <> 0;

-- What the newest linking found: made anew each time, but for what people have decided.
CREATE TABLE reporting_link (
	id {key},
	public_id {text} NOT NULL UNIQUE,
	source_id {int} NOT NULL,
	row_id {int} NOT NULL,
	event_id {int} NOT NULL,
	chance {real} NOT NULL,
	is_accepted {int} NOT NULL,             -- so likely that nobody needs to look
	is_sample {int} NOT NULL,               -- and yet somebody is asked to, to see how often it is right
	levels {text} NOT NULL,                 -- "01202": how well each field agrees
	weights {text} NOT NULL,                -- JSON list: log2(m/u) of each
	UNIQUE (row_id, event_id)
) {strict};

-- Who judged what, and how it looked then; never changed.
CREATE TABLE reporting_decision (
	id {key},
	public_id {text} NOT NULL UNIQUE,
	source_id {int} NOT NULL,
	row_id {int} NOT NULL,
	event_id {int} NOT NULL,
	is_same {int} NOT NULL,
	reason {text} NOT NULL,
	chance {real} NOT NULL,
	was_accepted {int} NOT NULL,
	is_sample {int} NOT NULL,
	levels {text} NOT NULL,
	weights {text} NOT NULL,
	decided_by {int} NOT NULL,
	decided_name {text} NOT NULL,
	decided_at {int} NOT NULL
) {strict};
CREATE INDEX reporting_decision_by_row ON reporting_decision (row_id, event_id, id);

-- What each linking found of a source as a whole.
CREATE TABLE reporting_run (
	id {key},
	source_id {int} NOT NULL,
	at {int} NOT NULL,
	finding {text} NOT NULL,                -- fitted, held, too_few, switched, unsettled
	events {int} NOT NULL,
	rows_count {int} NOT NULL,
	pairs {int} NOT NULL,
	accepted {int} NOT NULL,
	expected {real} NOT NULL,               -- links that belong together, also those that were not accepted
	expected_accepted {real} NOT NULL       -- of those that were accepted
) {strict};
CREATE INDEX reporting_run_by_source ON reporting_run (source_id, id);

-- How many rows there were and how many had an event within the follow-up: stays when rows go.
CREATE TABLE reporting_share (
	source_id {int} NOT NULL,
	unit_id {int} NOT NULL,
	tertial {text} NOT NULL,                -- '2026-T1', of happened_on
	rows_count {int} NOT NULL,
	linked {int} NOT NULL,
	waits {int} NOT NULL,                   -- likely pairs that nobody has judged
	events {int} NOT NULL,                  -- events of kinds that the source can hold
	is_final {int} NOT NULL DEFAULT 0,      -- its rows are erased
	made_at {int} NOT NULL,
	PRIMARY KEY (source_id, unit_id, tertial)
) {strict};
CREATE INDEX reporting_share_by_unit ON reporting_share (unit_id, tertial);
