-- SPDX-License-Identifier: EUPL-1.2
-- Words to the public and others in a crisis: one person writes, another releases.  The words
-- are never changed; whoever wants others writes a new one that says which it replaces.
CREATE TABLE crisis_message (
	id {key},
	public_id {text} NOT NULL UNIQUE,
	crisis_id {int} NOT NULL REFERENCES crisis (id),
	number {int} NOT NULL,                  -- 1, 2, 3 ... in this crisis
	audience {text} NOT NULL,               -- catalogue crisis/audiences
	channels {text} NOT NULL,
	words {text} NOT NULL,
	replaces {int} NOT NULL,                -- number of an earlier one; 0 none
	written_by {int} NOT NULL,
	written_name {text} NOT NULL,
	written_at {int} NOT NULL,
	UNIQUE (crisis_id, number)
) {strict};

CREATE TABLE crisis_message_step (
	id {key},
	crisis_id {int} NOT NULL REFERENCES crisis (id),
	message_id {int} NOT NULL UNIQUE REFERENCES crisis_message (id),
	verb {text} NOT NULL,                   -- release, stop
	by_id {int} NOT NULL,
	by_name {text} NOT NULL,
	at {int} NOT NULL,
	why {text} NOT NULL
) {strict};
