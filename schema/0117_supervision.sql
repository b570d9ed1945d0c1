-- SPDX-License-Identifier: EUPL-1.2
-- What authorities found when they looked: the opinion, its deadline, and what is to be mended.

CREATE TABLE supervision_series (
	year {int} NOT NULL,
	name {text} NOT NULL,
	last {int} NOT NULL,
	PRIMARY KEY (year, name)
) {strict};

CREATE TABLE supervision (
	id {key},
	public_id {text} NOT NULL UNIQUE,
	number {text} NOT NULL UNIQUE,
	unit_id {int} NOT NULL,
	place_id {int} NOT NULL DEFAULT 0,
	authority {text} NOT NULL,              -- catalogue supervision/authorities
	reference {text} NOT NULL DEFAULT '',   -- the number that the authority has given it
	title {text} NOT NULL,
	visited_on {text} NOT NULL DEFAULT '',
	received_on {text} NOT NULL,
	answer_due {text} NOT NULL DEFAULT '',  -- '': no answer is asked for
	answered_on {text} NOT NULL DEFAULT '',
	answer_words {text} NOT NULL DEFAULT '',
	is_secret {int} NOT NULL DEFAULT 0,
	words {text} NOT NULL DEFAULT '',
	created_by {int} NOT NULL DEFAULT 0,
	created_at {int} NOT NULL DEFAULT 0,
	version {int} NOT NULL DEFAULT 1
) {strict};
CREATE INDEX supervision_by_unit ON supervision (unit_id, received_on);

CREATE TABLE supervision_deficiency (
	id {key},
	public_id {text} NOT NULL UNIQUE,
	number {text} NOT NULL UNIQUE,
	supervision_id {int} NOT NULL REFERENCES supervision (id),
	words {text} NOT NULL,
	due_on {text} NOT NULL,
	state {text} NOT NULL,                  -- open, closed
	closed_on {text} NOT NULL DEFAULT '',
	closed_by {int} NOT NULL DEFAULT 0,
	closed_words {text} NOT NULL DEFAULT '',
	created_by {int} NOT NULL DEFAULT 0,
	created_at {int} NOT NULL DEFAULT 0,
	version {int} NOT NULL DEFAULT 1
) {strict};
CREATE INDEX supervision_deficiency_by_supervision ON supervision_deficiency (supervision_id, state);
