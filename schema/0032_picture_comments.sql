-- What colleagues say about a section while a picture is written; a row that answers for
-- another one settles it.  Nothing is changed or taken away.

CREATE TABLE picture_comment (
	id {key},
	public_id {text} NOT NULL UNIQUE,
	picture_id {int} NOT NULL REFERENCES picture (id),
	section {text} NOT NULL,                -- present, causes, consequences, development, measures
	words {text} NOT NULL,
	settles {int} NOT NULL DEFAULT 0,       -- the comment that this row settles; 0 it is one itself
	person_id {int} NOT NULL,
	at {int} NOT NULL,
	version {int} NOT NULL DEFAULT 1
) {strict};
CREATE INDEX picture_comment_by_picture ON picture_comment (picture_id, id);
