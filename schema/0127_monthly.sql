-- SPDX-License-Identifier: EUPL-1.2
-- The statistics of a month for each committee and company: counted, approved by a named person,
-- sent, received.  What was counted is kept as it was; a correction is a new edition beside it.

CREATE TABLE monthly_pack (
	id {key},
	public_id {text} NOT NULL UNIQUE,
	unit_id {int} NOT NULL REFERENCES unit (id),
	period {text} NOT NULL,                 -- the month, '2026-10'
	edition {int} NOT NULL,                 -- 1, 2 ... of the unit and month
	replaces_id {int} NOT NULL,             -- the edition that it corrects; 0 none
	state {text} NOT NULL,                  -- made, approved, sent
	reason {text} NOT NULL,                 -- of a correction: why
	query {text} NOT NULL,                  -- JSON: what was asked, which method and program
	body {text} NOT NULL,                   -- JSON: what was counted
	digest {text} NOT NULL,                 -- of both
	made_by {int} NOT NULL,                 -- 0: the program, on its day
	made_name {text} NOT NULL,
	made_at {int} NOT NULL,
	approved_by {int} NOT NULL,
	approved_name {text} NOT NULL,
	approved_at {int} NOT NULL,
	from_unit_id {int} NOT NULL,            -- the unit of whoever sent it; 0 not sent
	sent_by {int} NOT NULL,
	sent_name {text} NOT NULL,
	sent_at {int} NOT NULL,
	version {int} NOT NULL,
	UNIQUE (unit_id, period, edition)
) {strict};
CREATE INDEX monthly_pack_by_period ON monthly_pack (period, state, unit_id);
CREATE INDEX monthly_pack_by_sent ON monthly_pack (state, sent_at);
CREATE INDEX monthly_pack_by_replaced ON monthly_pack (replaces_id);

-- A named person has received it for the unit.  Several may.
CREATE TABLE monthly_receipt (
	id {key},
	pack_id {int} NOT NULL REFERENCES monthly_pack (id),
	person_id {int} NOT NULL,
	person_name {text} NOT NULL,
	at {int} NOT NULL,
	UNIQUE (pack_id, person_id)
) {strict};
