-- SPDX-License-Identifier: EUPL-1.2
-- The yearly follow-up of the work environment of a unit: what was seen, in words and in numbers as
-- they stood when it was signed.
CREATE TABLE work_review (
	id {key},
	public_id {text} NOT NULL UNIQUE,
	unit_id {int} NOT NULL,
	year {int} NOT NULL,
	words {text} NOT NULL,
	next_words {text} NOT NULL DEFAULT '',
	injuries {int} NOT NULL DEFAULT 0,
	near_misses {int} NOT NULL DEFAULT 0,
	risks {int} NOT NULL DEFAULT 0,
	unjudged {int} NOT NULL DEFAULT 0,
	to_tell {int} NOT NULL DEFAULT 0,
	told {int} NOT NULL DEFAULT 0,
	signed_by {int} NOT NULL,
	signed_on {text} NOT NULL,
	created_by {int} NOT NULL DEFAULT 0,
	created_at {int} NOT NULL DEFAULT 0,
	version {int} NOT NULL DEFAULT 1,
	UNIQUE (unit_id, year)
) {strict};
