-- SPDX-License-Identifier: EUPL-1.2
-- Letters that a pack is there, and that it has not been received: a link, never a figure.
CREATE TABLE monthly_letter (
	id {key},
	public_id {text} NOT NULL UNIQUE,
	pack_id {int} NOT NULL REFERENCES monthly_pack (id),
	person_id {int} NOT NULL REFERENCES person (id),
	kind {text} NOT NULL,                   -- pack, reminder
	address {text} NOT NULL,
	subject {text} NOT NULL,
	words {text} NOT NULL,
	state {text} NOT NULL,                  -- waiting, sending, sent, failed, unknown
	tries {int} NOT NULL,
	problem {text} NOT NULL,
	sent_at {int} NOT NULL,
	created_at {int} NOT NULL,
	version {int} NOT NULL,
	UNIQUE (pack_id, person_id, kind)
) {strict};
CREATE INDEX monthly_letter_by_state ON monthly_letter (state, id);
