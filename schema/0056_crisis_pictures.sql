-- SPDX-License-Identifier: EUPL-1.2
-- What units say in a crisis, the shared pictures made of it, the common direction, and when
-- the next meeting and the next reports are.  Reports, sentences, pictures and directions are
-- only added, never changed.
CREATE TABLE crisis_unit (
	id {key},
	crisis_id {int} NOT NULL REFERENCES crisis (id),
	unit_id {int} NOT NULL REFERENCES unit (id),
	asked_by {int} NOT NULL,
	asked_at {int} NOT NULL,
	ended_at {int} NOT NULL                 -- 0: it is still to report
) {strict};
CREATE INDEX crisis_unit_by_crisis ON crisis_unit (crisis_id, unit_id);

CREATE TABLE crisis_sitrep (
	id {key},
	public_id {text} NOT NULL UNIQUE,
	crisis_id {int} NOT NULL REFERENCES crisis (id),
	unit_id {int} NOT NULL REFERENCES unit (id),
	number {int} NOT NULL,                  -- 1, 2, 3 ... of the unit in this crisis
	at {int} NOT NULL,
	due_at {int} NOT NULL,                  -- the agreed time that it is for; 0 none
	said_by {text} NOT NULL,                -- in whose words
	handed_by {int} NOT NULL,
	handed_name {text} NOT NULL,
	is_unchanged {int} NOT NULL,            -- somebody said that nothing had changed
	digest {text} NOT NULL,                 -- SHA-256, also in the log
	UNIQUE (crisis_id, unit_id, number)
) {strict};

CREATE TABLE crisis_sentence (
	id {key},
	crisis_id {int} NOT NULL REFERENCES crisis (id),
	sitrep_id {int} NOT NULL REFERENCES crisis_sitrep (id),
	number {int} NOT NULL,                  -- 1, 2, 3 ... in this crisis
	box {text} NOT NULL,                    -- catalogue crisis/boxes
	certainty {text} NOT NULL,              -- fact, assessment, rumour
	place {int} NOT NULL,
	words {text} NOT NULL,
	UNIQUE (crisis_id, number)
) {strict};
CREATE INDEX crisis_sentence_by_sitrep ON crisis_sentence (sitrep_id, place);

CREATE TABLE crisis_picture (
	id {key},
	public_id {text} NOT NULL UNIQUE,
	crisis_id {int} NOT NULL REFERENCES crisis (id),
	number {int} NOT NULL,                  -- 1, 2, 3 ... in this crisis
	at {int} NOT NULL,
	summary {text} NOT NULL,
	decided_by {text} NOT NULL,
	made_by {int} NOT NULL,
	made_name {text} NOT NULL,
	units_asked {int} NOT NULL,
	units_reported {int} NOT NULL,
	digest {text} NOT NULL,
	UNIQUE (crisis_id, number)
) {strict};

CREATE TABLE crisis_picture_line (
	id {key},
	crisis_id {int} NOT NULL REFERENCES crisis (id),
	picture_id {int} NOT NULL REFERENCES crisis_picture (id),
	box {text} NOT NULL,
	certainty {text} NOT NULL,
	place {int} NOT NULL,
	is_staff {int} NOT NULL,                -- the staff's own words; else a unit's
	words {text} NOT NULL,
	sources {text} NOT NULL                 -- numbers of sentences, a space between
) {strict};
CREATE INDEX crisis_picture_line_by_picture ON crisis_picture_line (picture_id, place);

CREATE TABLE crisis_direction (
	id {key},
	public_id {text} NOT NULL UNIQUE,
	crisis_id {int} NOT NULL REFERENCES crisis (id),
	number {int} NOT NULL,
	at {int} NOT NULL,
	words {text} NOT NULL,
	decided_by {text} NOT NULL,
	grounds {text} NOT NULL,
	made_by {int} NOT NULL,
	made_name {text} NOT NULL,
	UNIQUE (crisis_id, number)
) {strict};

CREATE TABLE crisis_rhythm (
	id {key},
	public_id {text} NOT NULL UNIQUE,
	crisis_id {int} NOT NULL REFERENCES crisis (id),
	kind {text} NOT NULL,                   -- catalogue crisis/rhythm
	first_at {int} NOT NULL,
	every_minutes {int} NOT NULL,           -- 0: once
	place {text} NOT NULL,
	made_by {int} NOT NULL,
	made_at {int} NOT NULL,
	ended_at {int} NOT NULL
) {strict};
CREATE INDEX crisis_rhythm_by_crisis ON crisis_rhythm (crisis_id, ended_at);
