-- SPDX-License-Identifier: EUPL-1.2
-- Training: how many of a unit were asked and how many came.  Never who.
CREATE TABLE training (
	id {key},
	public_id {text} NOT NULL UNIQUE,
	unit_id {int} NOT NULL,
	topic {text} NOT NULL,                  -- catalogue training/topics
	audience {text} NOT NULL,               -- catalogue training/audiences
	on_day {text} NOT NULL,
	form {text} NOT NULL DEFAULT '',        -- catalogue training/forms
	invited {int} NOT NULL,
	attended {int} NOT NULL,
	source {text} NOT NULL DEFAULT '',
	source_key {text} NOT NULL DEFAULT '',
	import_id {int} NOT NULL DEFAULT 0,
	created_by {int} NOT NULL DEFAULT 0,
	created_at {int} NOT NULL DEFAULT 0,
	version {int} NOT NULL DEFAULT 1
) {strict};
CREATE INDEX training_by_unit ON training (unit_id, on_day);
CREATE INDEX training_by_day ON training (on_day);
CREATE INDEX training_by_source ON training (source, source_key);
