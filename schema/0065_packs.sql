-- SPDX-License-Identifier: EUPL-1.2
-- Emergency packs: what lies on paper beside the telephone when everything else is down.

-- One that was made.  Never changed, but that its file is taken away when it is old.
CREATE TABLE pack (
	id {key},
	public_id {text} NOT NULL UNIQUE,
	unit_id {int} NOT NULL,
	reason {text} NOT NULL,                 -- nightly, rosters, asked
	made_at {int} NOT NULL,
	made_by {int} NOT NULL DEFAULT 0,       -- who asked for it
	bytes {int} NOT NULL,
	digest {text} NOT NULL,                 -- SHA-256 of the file
	roster_mark {int} NOT NULL DEFAULT 0,   -- the last step of the rosters that it knows of
	removed_at {int} NOT NULL DEFAULT 0     -- its file is gone
) {strict};
CREATE INDEX pack_by_unit ON pack (unit_id, id);

-- Who fetched it.  Only added to.
CREATE TABLE pack_fetch (
	id {key},
	pack_id {int} NOT NULL REFERENCES pack (id),
	person_id {int} NOT NULL,
	at {int} NOT NULL
) {strict};
CREATE INDEX pack_fetch_by_pack ON pack_fetch (pack_id, id);
