-- SPDX-License-Identifier: EUPL-1.2
-- Which special legislation applies to a unit, for what, and when somebody last looked at it.

CREATE TABLE special_law (
	id {key},
	public_id {text} NOT NULL UNIQUE,
	unit_id {int} NOT NULL,
	law {text} NOT NULL,                    -- catalogue fire/laws
	law_words {text} NOT NULL DEFAULT '',   -- when it is another one
	operation {text} NOT NULL,
	responsible_id {int} NOT NULL DEFAULT 0,
	documented_in {text} NOT NULL DEFAULT '',
	reviewed_on {text} NOT NULL,
	review_by {text} NOT NULL,
	ended_on {text} NOT NULL DEFAULT '',
	ended_why {text} NOT NULL DEFAULT '',
	created_by {int} NOT NULL DEFAULT 0,
	created_at {int} NOT NULL DEFAULT 0,
	version {int} NOT NULL DEFAULT 1
) {strict};
CREATE INDEX special_law_by_unit ON special_law (unit_id, law);
