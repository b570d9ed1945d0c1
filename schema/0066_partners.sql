-- SPDX-License-Identifier: EUPL-1.2
-- Actors outside the city within a unit's geographic responsibility: how they are reached, what
-- has passed between us, and shared pictures that they have been let into.

CREATE TABLE partner (
	id {key},
	public_id {text} NOT NULL UNIQUE,
	unit_id {int} NOT NULL,                 -- within whose geographic responsibility
	kind {text} NOT NULL,                   -- catalogue partners/kinds
	name {text} NOT NULL,
	area {text} NOT NULL DEFAULT '',
	runs {text} NOT NULL DEFAULT '',
	agreement {text} NOT NULL DEFAULT '',   -- reference
	agreement_to {text} NOT NULL DEFAULT '',
	valid_from {text} NOT NULL,
	valid_to {text} NOT NULL DEFAULT '',
	created_by {int} NOT NULL DEFAULT 0,
	created_at {int} NOT NULL DEFAULT 0,
	version {int} NOT NULL DEFAULT 1
) {strict};
CREATE INDEX partner_by_unit ON partner (unit_id);
CREATE TABLE partner_contact (
	id {key},
	public_id {text} NOT NULL UNIQUE,
	partner_id {int} NOT NULL REFERENCES partner (id),
	name {text} NOT NULL,                   -- the post rather than the person
	channel {text} NOT NULL,                -- catalogue partners/channels
	address {text} NOT NULL,
	at_all_hours {int} NOT NULL DEFAULT 0,
	created_by {int} NOT NULL DEFAULT 0,
	created_at {int} NOT NULL DEFAULT 0,
	ended_at {int} NOT NULL DEFAULT 0
) {strict};
CREATE INDEX partner_contact_by_partner ON partner_contact (partner_id);
-- Somebody tried it.  Only added.
CREATE TABLE partner_check (
	id {key},
	contact_id {int} NOT NULL REFERENCES partner_contact (id),
	partner_id {int} NOT NULL REFERENCES partner (id),
	on_day {text} NOT NULL,
	worked {int} NOT NULL,
	person_id {int} NOT NULL,
	at {int} NOT NULL
) {strict};
CREATE INDEX partner_check_by_contact ON partner_check (contact_id, worked, on_day);
CREATE INDEX partner_check_by_partner ON partner_check (partner_id, worked, on_day);
-- What has passed between us: a contact, a shared regional picture received, a decision taken
-- there.  Only added.
CREATE TABLE partner_note (
	id {key},
	public_id {text} NOT NULL UNIQUE,
	partner_id {int} NOT NULL REFERENCES partner (id),
	kind {text} NOT NULL,                   -- contact, picture, decision
	number {int} NOT NULL,                  -- of decisions there: 1, 2, 3 ...; 0 none
	at {int} NOT NULL,                      -- when it happened
	words {text} NOT NULL,
	from_whom {text} NOT NULL,
	took_part {text} NOT NULL,              -- who from us
	committed {text} NOT NULL,              -- what we took upon us
	measure_id {int} NOT NULL DEFAULT 0,    -- that does it
	crisis_id {int} NOT NULL DEFAULT 0,
	created_by {int} NOT NULL,
	created_at {int} NOT NULL
) {strict};
CREATE INDEX partner_note_by_partner ON partner_note (partner_id, kind, at);

-- A decided version of a shared picture, as much of it as partners may read, frozen.
CREATE TABLE partner_release (
	id {key},
	public_id {text} NOT NULL UNIQUE,
	crisis_id {int} NOT NULL,
	picture {int} NOT NULL,                 -- the version
	title {text} NOT NULL,
	summary {text} NOT NULL,
	decided_at {int} NOT NULL,
	is_exercise {int} NOT NULL,
	words {text} NOT NULL,                  -- to the partners
	expires_at {int} NOT NULL,
	released_by {int} NOT NULL,
	released_name {text} NOT NULL,
	released_at {int} NOT NULL
) {strict};
CREATE INDEX partner_release_by_crisis ON partner_release (crisis_id);
CREATE TABLE partner_line (
	id {key},
	release_id {int} NOT NULL REFERENCES partner_release (id),
	box {text} NOT NULL,
	certainty {text} NOT NULL,
	words {text} NOT NULL
) {strict};
CREATE INDEX partner_line_by_release ON partner_line (release_id);
-- One for each partner.  The link itself is not stored.
CREATE TABLE partner_link (
	id {key},
	public_id {text} NOT NULL UNIQUE,
	release_id {int} NOT NULL REFERENCES partner_release (id),
	partner_id {int} NOT NULL REFERENCES partner (id),
	partner_name {text} NOT NULL,
	token_digest {text} NOT NULL DEFAULT '' UNIQUE,
	revoked_at {int} NOT NULL DEFAULT 0,
	revoked_by {int} NOT NULL DEFAULT 0,
	revoked_name {text} NOT NULL DEFAULT '',
	revoked_why {text} NOT NULL DEFAULT ''
) {strict};
CREATE INDEX partner_link_by_release ON partner_link (release_id);
-- Who said to read it, before it was shown.  Only added.
CREATE TABLE partner_reading (
	id {key},
	public_id {text} NOT NULL DEFAULT '' UNIQUE,
	link_id {int} NOT NULL REFERENCES partner_link (id),
	token_digest {text} NOT NULL DEFAULT '' UNIQUE,
	name {text} NOT NULL,
	at {int} NOT NULL
) {strict};
CREATE INDEX partner_reading_by_link ON partner_reading (link_id);
