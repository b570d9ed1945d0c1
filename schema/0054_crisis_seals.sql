-- SPDX-License-Identifier: EUPL-1.2
-- Signed heads of the logs of crises: how far a log had come, and a signature of that.  Never
-- changed, never removed.
CREATE TABLE crisis_seal (
	id {key},
	crisis_id {int} NOT NULL REFERENCES crisis (id),
	seq {int} NOT NULL,
	hash {text} NOT NULL,
	at {int} NOT NULL,
	public_key {text} NOT NULL,
	signature {text} NOT NULL
) {strict};
CREATE INDEX crisis_seal_by_crisis ON crisis_seal (crisis_id, seq);
