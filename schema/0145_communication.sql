-- SPDX-License-Identifier: EUPL-1.2
-- Communication: what somebody has to be told, the messages, and the calendar of the city.

CREATE TABLE communication_series (
	year {int} NOT NULL,
	name {text} NOT NULL,                   -- need, message, slot
	last {int} NOT NULL,
	PRIMARY KEY (year, name)
) {strict};

-- That somebody needs to be told something, and what was decided about it.
CREATE TABLE communication_need (
	id {key},
	public_id {text} NOT NULL UNIQUE,
	number {text} NOT NULL UNIQUE,
	unit_id {int} NOT NULL REFERENCES unit (id),
	source {text} NOT NULL,                 -- own, risk, picture, measure, bulletin
	source_id {int} NOT NULL,               -- a risk by its first row, so that it holds in the years to come
	source_number {text} NOT NULL,          -- its number or identity, to open it by
	words {text} NOT NULL,
	audience {text} NOT NULL,               -- catalogue communication/audiences
	state {text} NOT NULL,                  -- open, yes, no
	reason {text} NOT NULL,
	review_on {text} NOT NULL,              -- when it is looked at again
	decided_by {int} NOT NULL,
	decided_name {text} NOT NULL,
	decided_at {int} NOT NULL,
	created_by {int} NOT NULL,
	created_at {int} NOT NULL,
	version {int} NOT NULL
) {strict};
CREATE INDEX communication_need_by_unit ON communication_need (unit_id, state);
CREATE INDEX communication_need_by_source ON communication_need (source, source_id);
CREATE INDEX communication_need_by_state ON communication_need (state, review_on);

-- What is said, to whom, how and when.
CREATE TABLE communication_message (
	id {key},
	public_id {text} NOT NULL UNIQUE,
	number {text} NOT NULL UNIQUE,
	unit_id {int} NOT NULL REFERENCES unit (id),
	need_id {int} NOT NULL,                 -- the need that it answers; 0 none
	subject {text} NOT NULL,                -- own, risk, picture, measure, bulletin
	subject_id {int} NOT NULL,
	subject_number {text} NOT NULL,
	title {text} NOT NULL,
	audience {text} NOT NULL,
	channels {text} NOT NULL,               -- catalogue communication/channels
	words_sv {text} NOT NULL,
	words_easy {text} NOT NULL,             -- the same in easy Swedish
	words_en {text} NOT NULL,
	owner_id {int} NOT NULL,
	planned_on {text} NOT NULL,
	state {text} NOT NULL,                  -- planned, approved, published, evaluated, stopped
	written_by {int} NOT NULL,
	written_name {text} NOT NULL,
	approved_by {int} NOT NULL,
	approved_name {text} NOT NULL,
	approved_at {int} NOT NULL,
	published_on {text} NOT NULL,
	published_where {text} NOT NULL,
	published_by {int} NOT NULL,
	reach {int} NOT NULL,
	reach_words {text} NOT NULL,            -- how that is known
	effect {text} NOT NULL,                 -- catalogue measure_effects
	effect_words {text} NOT NULL,
	evaluated_by {int} NOT NULL,
	evaluated_at {int} NOT NULL,
	stopped_why {text} NOT NULL,
	created_at {int} NOT NULL,
	version {int} NOT NULL
) {strict};
CREATE INDEX communication_message_by_unit ON communication_message (unit_id, planned_on);
CREATE INDEX communication_message_by_day ON communication_message (planned_on);
CREATE INDEX communication_message_by_subject ON communication_message (subject, subject_id);
CREATE INDEX communication_message_by_state ON communication_message (state, planned_on);
CREATE INDEX communication_message_by_need ON communication_message (need_id);

-- A time in the calendar of the city: a unit proposes it, the executive board coordinates.
CREATE TABLE communication_slot (
	id {key},
	public_id {text} NOT NULL UNIQUE,
	number {text} NOT NULL UNIQUE,
	unit_id {int} NOT NULL REFERENCES unit (id),
	message_id {int} NOT NULL,              -- 0: a campaign without a message of its own
	title {text} NOT NULL,
	audience {text} NOT NULL,
	from_on {text} NOT NULL,
	to_on {text} NOT NULL,
	state {text} NOT NULL,                  -- proposed, coordinated, declined
	decision_words {text} NOT NULL,
	decided_by {int} NOT NULL,
	decided_name {text} NOT NULL,
	decided_unit_id {int} NOT NULL,         -- of whoever coordinated it
	decided_at {int} NOT NULL,
	created_by {int} NOT NULL,
	created_at {int} NOT NULL,
	version {int} NOT NULL
) {strict};
CREATE INDEX communication_slot_by_days ON communication_slot (from_on, to_on);
CREATE INDEX communication_slot_by_unit ON communication_slot (unit_id);

-- The days that it had before it was moved.
CREATE TABLE communication_slot_move (
	id {key},
	slot_id {int} NOT NULL REFERENCES communication_slot (id),
	from_on {text} NOT NULL,
	to_on {text} NOT NULL,
	why {text} NOT NULL,
	moved_by {int} NOT NULL,
	moved_name {text} NOT NULL,
	moved_at {int} NOT NULL
) {strict};
CREATE INDEX communication_slot_move_by_slot ON communication_slot_move (slot_id);
