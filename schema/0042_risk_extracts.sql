-- The open extract of a risk analysis: frozen as it was made, released by a named person.

CREATE TABLE rsa_extract (
	id {key},
	public_id {text} NOT NULL UNIQUE,
	rsa_id {int} NOT NULL REFERENCES rsa (id),
	unit_id {int} NOT NULL REFERENCES unit (id),
	year {int} NOT NULL,
	state {text} NOT NULL DEFAULT 'made',   -- made, released, withdrawn
	language {text} NOT NULL,               -- it was made in
	content {text} NOT NULL,                -- JSON: headings, words and tables, as they were
	digest {text} NOT NULL,                 -- SHA-256 of the content
	created_by {int} NOT NULL DEFAULT 0,
	created_at {int} NOT NULL DEFAULT 0,
	released_by {int} NOT NULL DEFAULT 0,
	released_at {int} NOT NULL DEFAULT 0,
	released_words {text} NOT NULL DEFAULT '',      -- to whom, and on what ground
	withdrawn_by {int} NOT NULL DEFAULT 0,
	withdrawn_at {int} NOT NULL DEFAULT 0,
	withdrawn_words {text} NOT NULL DEFAULT '',
	version {int} NOT NULL DEFAULT 1
) {strict};
CREATE INDEX rsa_extract_by_rsa ON rsa_extract (rsa_id, id);
CREATE INDEX rsa_extract_by_unit ON rsa_extract (unit_id, state);
