-- Duty rosters: whose turn it is, by rules that are never written over.  A rule counts from the
-- moment it was made and may only be ended from now on, so what was is always what it was.

CREATE TABLE roster (
	id {key},
	public_id {text} NOT NULL UNIQUE,
	function {text} NOT NULL,               -- catalogue rosters/functions
	unit_id {int} NOT NULL,
	name {text} NOT NULL DEFAULT '',
	phone {text} NOT NULL DEFAULT '',       -- the one number of the function, not of a person
	talk_group {text} NOT NULL DEFAULT '',
	note {text} NOT NULL DEFAULT '',        -- what is done at a hand-over
	is_city {int} NOT NULL DEFAULT 0,       -- serves the whole city: everybody who reads rosters sees it
	closed_at {int} NOT NULL DEFAULT 0,     -- 0: in use
	created_by {int} NOT NULL DEFAULT 0,
	created_at {int} NOT NULL DEFAULT 0,
	updated_at {int} NOT NULL DEFAULT 0,
	version {int} NOT NULL DEFAULT 1
) {strict};
CREATE INDEX roster_by_unit ON roster (unit_id, function);

CREATE TABLE roster_layer (
	id {key},
	public_id {text} NOT NULL UNIQUE,
	roster_id {int} NOT NULL REFERENCES roster (id),
	kind {text} NOT NULL,                   -- rotation, temporary
	name {text} NOT NULL DEFAULT '',
	starts {text} NOT NULL,                 -- the first day that duty begins
	until {text} NOT NULL DEFAULT '',       -- the last; '' goes on
	turn {text} NOT NULL,                   -- day, week, month
	turn_length {int} NOT NULL DEFAULT 1,
	from_minute {int} NOT NULL,             -- local, 0 to 1439
	to_minute {int} NOT NULL,
	weekdays {int} NOT NULL DEFAULT 0,      -- bit 0 Monday; 0 all
	days {text} NOT NULL DEFAULT 'all',     -- all, working, free
	reason {text} NOT NULL DEFAULT '',
	made_by {int} NOT NULL DEFAULT 0,
	made_at {int} NOT NULL,
	ended_by {int} NOT NULL DEFAULT 0,
	ended_at {int} NOT NULL DEFAULT 0,      -- 0: in force
	end_reason {text} NOT NULL DEFAULT '',
	version {int} NOT NULL DEFAULT 1
) {strict};
CREATE INDEX roster_layer_by_roster ON roster_layer (roster_id, id);

CREATE TABLE roster_member (
	layer_id {int} NOT NULL REFERENCES roster_layer (id),
	place {int} NOT NULL,
	person_id {int} NOT NULL,
	PRIMARY KEY (layer_id, place)
) {strict};
CREATE INDEX roster_member_by_person ON roster_member (person_id);

CREATE TABLE roster_override (
	id {key},
	public_id {text} NOT NULL UNIQUE,
	roster_id {int} NOT NULL REFERENCES roster (id),
	begins_at {int} NOT NULL,
	ends_at {int} NOT NULL,
	person_id {int} NOT NULL,
	reason {text} NOT NULL DEFAULT '',
	made_by {int} NOT NULL DEFAULT 0,
	made_at {int} NOT NULL,
	withdrawn_by {int} NOT NULL DEFAULT 0,
	withdrawn_at {int} NOT NULL DEFAULT 0,
	withdrawn_reason {text} NOT NULL DEFAULT '',
	version {int} NOT NULL DEFAULT 1
) {strict};
CREATE INDEX roster_override_by_roster ON roster_override (roster_id, ends_at);
CREATE INDEX roster_override_by_person ON roster_override (person_id);

-- Another unit that the same duty serves, with the reason why they share it.
CREATE TABLE roster_share (
	id {key},
	roster_id {int} NOT NULL REFERENCES roster (id),
	unit_id {int} NOT NULL,
	reason {text} NOT NULL,
	shared_by {int} NOT NULL DEFAULT 0,
	shared_at {int} NOT NULL,
	ended_by {int} NOT NULL DEFAULT 0,
	ended_at {int} NOT NULL DEFAULT 0
) {strict};
CREATE INDEX roster_share_by_roster ON roster_share (roster_id);
CREATE INDEX roster_share_by_unit ON roster_share (unit_id);

CREATE TABLE roster_step (
	id {key},
	roster_id {int} NOT NULL REFERENCES roster (id),
	at {int} NOT NULL,
	person_id {int} NOT NULL DEFAULT 0,
	verb {text} NOT NULL,
	words {text} NOT NULL DEFAULT ''
) {strict};
CREATE INDEX roster_step_by_roster ON roster_step (roster_id, id);

-- How somebody is reached on duty; verified when an answer came back that day.
CREATE TABLE duty_channel (
	id {key},
	public_id {text} NOT NULL UNIQUE,
	person_id {int} NOT NULL,
	kind {text} NOT NULL,                   -- catalogue rosters/channels
	address {text} NOT NULL,
	verified_on {text} NOT NULL DEFAULT '',
	verified_by {int} NOT NULL DEFAULT 0,
	ended_on {text} NOT NULL DEFAULT '',
	created_by {int} NOT NULL DEFAULT 0,
	created_at {int} NOT NULL DEFAULT 0,
	version {int} NOT NULL DEFAULT 1
) {strict};
CREATE INDEX duty_channel_by_person ON duty_channel (person_id, ended_on);
