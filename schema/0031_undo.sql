-- What a person has just done and may take back: rows as they were and as they became.
-- Forgotten within hours; what has happened stands in the steps and the audit trail.

CREATE TABLE undo (
	id {key},
	public_id {text} NOT NULL UNIQUE,
	person_id {int} NOT NULL,
	kind {text} NOT NULL,                   -- undo_kind: who knows how
	at {int} NOT NULL,
	is_used {int} NOT NULL DEFAULT 0
) {strict};
CREATE INDEX undo_by_time ON undo (at);

CREATE TABLE undo_row (
	id {key},
	undo_id {int} NOT NULL REFERENCES undo (id),
	table_name {text} NOT NULL,
	was {text} NOT NULL,                    -- JSON: column -> value
	now {text} NOT NULL
) {strict};
CREATE INDEX undo_row_by_undo ON undo_row (undo_id, id);
