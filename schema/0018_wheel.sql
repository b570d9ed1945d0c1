-- Calendar feeds: an address that nobody can guess, read as the person who made it.

CREATE TABLE calendar_feed (
	id {key},
	public_id {text} NOT NULL UNIQUE,
	person_id {int} NOT NULL REFERENCES person (id),
	unit_id {int} NOT NULL DEFAULT 0,       -- 0: what the person has to do
	name {text} NOT NULL,
	session_id {int} NOT NULL DEFAULT 0,    -- the token's; gone: the feed has ended
	language {text} NOT NULL DEFAULT '',
	created_at {int} NOT NULL DEFAULT 0,
	version {int} NOT NULL DEFAULT 1
) {strict};
CREATE INDEX calendar_feed_by_person ON calendar_feed (person_id);
CREATE INDEX calendar_feed_by_session ON calendar_feed (session_id);

-- What a feed has told of each item, so that a change has a higher number.
CREATE TABLE calendar_told (
	feed_id {int} NOT NULL REFERENCES calendar_feed (id),
	uid {text} NOT NULL,
	digest {text} NOT NULL,                 -- of what was told
	on_date {text} NOT NULL,
	sequence {int} NOT NULL DEFAULT 0,
	is_cancelled {int} NOT NULL DEFAULT 0,
	changed_at {int} NOT NULL DEFAULT 0,
	PRIMARY KEY (feed_id, uid)
) {strict};
