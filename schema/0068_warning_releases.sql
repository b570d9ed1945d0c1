-- SPDX-License-Identifier: EUPL-1.2
-- A draft of a warning has been read and released by another person than whoever wrote it.
-- Only added; the draft itself is never changed.
CREATE TABLE warning_release (
	id {key},
	draft_id {int} NOT NULL UNIQUE REFERENCES warning_draft (id),
	released_by {int} NOT NULL,
	released_name {text} NOT NULL,
	released_at {int} NOT NULL
) {strict};
