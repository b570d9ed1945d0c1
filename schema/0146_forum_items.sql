-- SPDX-License-Identifier: EUPL-1.2
-- The points of a meeting's agenda, each about something that has a page; members that are partners.
ALTER TABLE forum_member ADD COLUMN partner_id {int} NOT NULL DEFAULT 0;
CREATE INDEX forum_member_by_partner ON forum_member (partner_id);
CREATE TABLE forum_item (
	id {key},
	public_id {text} NOT NULL UNIQUE,
	meeting_id {int} NOT NULL REFERENCES forum_meeting (id),
	nth {int} NOT NULL,                     -- its place on the agenda
	words {text} NOT NULL,
	tag {text} NOT NULL,                    -- catalogue forum_tags; '' none
	kind {text} NOT NULL,                   -- '', risk, crisis, picture, message
	target_id {int} NOT NULL,               -- a risk by its first row
	target {text} NOT NULL,                 -- its number or identity, for those who may see it
	created_by {int} NOT NULL,
	created_at {int} NOT NULL,
	version {int} NOT NULL
) {strict};
CREATE INDEX forum_item_by_meeting ON forum_item (meeting_id);
CREATE INDEX forum_item_by_target ON forum_item (kind, target_id);
