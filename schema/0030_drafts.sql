-- Drafts are kept per page that was open, so that what is typed anew never overwrites what
-- has been kept and not yet been looked at.  Nothing has read the table before.

DROP TABLE draft;
CREATE TABLE draft (                            -- autosave: what a person has typed and not sent
	id {key},
	person_id {int} NOT NULL,
	form {text} NOT NULL,                   -- which form: where it is sent, and a word more
	page {text} NOT NULL,                   -- the key of the form on the page that was open
	answers {text} NOT NULL,                -- as a form sends them: a=b&c=d
	updated_at {int} NOT NULL,
	UNIQUE (person_id, form, page)
) {strict};
CREATE INDEX draft_by_time ON draft (updated_at);
