-- SPDX-License-Identifier: EUPL-1.2
-- What the store itself keeps.

-- Who did what to which row, and what it was before.  `fields` is JSON:
-- {"column": ["before", "after"], ...}; {} says that the verb is all there is to tell.
-- A person's key stays here after the person has left, so it refers to no table.
CREATE TABLE audit (
	id {key},
	at {int} NOT NULL,
	person_id {int} NOT NULL,
	verb {text} NOT NULL,
	table_name {text} NOT NULL,
	row_id {int} NOT NULL,
	fields {text} NOT NULL,
	reason {text} NOT NULL
) {strict};
CREATE INDEX audit_row ON audit (table_name, row_id, id);
CREATE INDEX audit_person ON audit (person_id, id);

-- Every word that stands in a text that can be searched, once: a word asked for is sought
-- here as a part of longer ones.
CREATE TABLE search_word (
	id {key},
	word {text} NOT NULL UNIQUE
) {strict};
