-- SPDX-License-Identifier: EUPL-1.2
-- Crisis support: who can give it, what is given (counts alone), and who is responsible.

CREATE TABLE support_organisation (
	id {key},
	public_id {text} NOT NULL UNIQUE,
	unit_id {int} NOT NULL UNIQUE,
	hours {text} NOT NULL,                  -- catalogue support/hours
	ready_minutes {int} NOT NULL DEFAULT 0, -- on the spot within so many minutes
	reached_by {text} NOT NULL DEFAULT '',
	words {text} NOT NULL DEFAULT '',
	valid_from {text} NOT NULL,
	valid_to {text} NOT NULL DEFAULT '',
	created_by {int} NOT NULL DEFAULT 0,
	created_at {int} NOT NULL DEFAULT 0,
	version {int} NOT NULL DEFAULT 1
) {strict};

CREATE TABLE support_staff (
	id {key},
	public_id {text} NOT NULL UNIQUE,
	organisation_id {int} NOT NULL REFERENCES support_organisation (id),
	person_id {int} NOT NULL DEFAULT 0,
	name {text} NOT NULL DEFAULT '',        -- post, when no person here
	role {text} NOT NULL,                   -- catalogue support/roles
	may_answer {int} NOT NULL DEFAULT 0,    -- offers and accepts handovers for the unit
	valid_from {text} NOT NULL,
	valid_to {text} NOT NULL DEFAULT '',
	version {int} NOT NULL DEFAULT 1
) {strict};
CREATE INDEX support_staff_by_organisation ON support_staff (organisation_id);
CREATE INDEX support_staff_by_person ON support_staff (person_id) WHERE person_id <> 0;

CREATE TABLE support_premises (
	id {key},
	public_id {text} NOT NULL UNIQUE,
	organisation_id {int} NOT NULL REFERENCES support_organisation (id),
	name {text} NOT NULL,
	address {text} NOT NULL DEFAULT '',
	seats {int} NOT NULL DEFAULT 0,
	valid_from {text} NOT NULL,
	valid_to {text} NOT NULL DEFAULT '',
	version {int} NOT NULL DEFAULT 1
) {strict};
CREATE INDEX support_premises_by_organisation ON support_premises (organisation_id);

-- Somebody has gone through it all.  Never changed.
CREATE TABLE support_review (
	id {key},
	public_id {text} NOT NULL UNIQUE,
	organisation_id {int} NOT NULL REFERENCES support_organisation (id),
	on_date {text} NOT NULL,
	staff {int} NOT NULL,                   -- as many as there were that day
	premises {int} NOT NULL,
	ready_minutes {int} NOT NULL,
	words {text} NOT NULL,
	person_id {int} NOT NULL,
	created_at {int} NOT NULL
) {strict};
CREATE INDEX support_review_by_organisation ON support_review (organisation_id, id);

CREATE TABLE support_operation (
	id {key},
	public_id {text} NOT NULL UNIQUE,
	number {text} NOT NULL UNIQUE,          -- KS-2026-003
	unit_id {int} NOT NULL,                 -- who began it
	kind {text} NOT NULL,                   -- catalogue support/kinds
	place {text} NOT NULL,
	event_id {int} NOT NULL DEFAULT 0,
	began_at {int} NOT NULL,
	words {text} NOT NULL DEFAULT '',
	state {text} NOT NULL,                  -- open, closed
	opened_by {int} NOT NULL DEFAULT 0,
	opened_at {int} NOT NULL,
	closed_at {int} NOT NULL DEFAULT 0,
	version {int} NOT NULL DEFAULT 1
) {strict};
CREATE INDEX support_operation_by_unit ON support_operation (unit_id, state);
CREATE TABLE support_series (year {int} PRIMARY KEY, last {int} NOT NULL) {strict};

CREATE TABLE support_handover_series (
	operation_id {int} PRIMARY KEY,
	last {int} NOT NULL
) {strict};

-- What is offered.  Its words and counts are never changed; the state follows from the steps.
CREATE TABLE support_handover (
	id {key},
	public_id {text} NOT NULL UNIQUE,
	number {text} NOT NULL UNIQUE,          -- KS-2026-003-2
	operation_id {int} NOT NULL REFERENCES support_operation (id),
	from_unit_id {int} NOT NULL,
	to_unit_id {int} NOT NULL,
	adults {int} NOT NULL,
	children {int} NOT NULL,
	situation {text} NOT NULL,
	remains {text} NOT NULL,
	contact {text} NOT NULL,
	digest {text} NOT NULL,                 -- of what was offered
	state {text} NOT NULL,                  -- offered, read, accepted, declined, withdrawn
	offered_by {int} NOT NULL,
	offered_at {int} NOT NULL,
	answered_by {int} NOT NULL DEFAULT 0,
	answered_at {int} NOT NULL DEFAULT 0,
	reason {text} NOT NULL DEFAULT '',
	version {int} NOT NULL DEFAULT 1
) {strict};
CREATE INDEX support_handover_by_operation ON support_handover (operation_id, id);
CREATE INDEX support_handover_by_to ON support_handover (to_unit_id, state);
CREATE INDEX support_handover_by_from ON support_handover (from_unit_id, state);

-- What happened, line by line; who is responsible follows from them.  Never changed.
CREATE TABLE support_step (
	id {key},
	public_id {text} NOT NULL UNIQUE,
	operation_id {int} NOT NULL REFERENCES support_operation (id),
	handover_id {int} NOT NULL DEFAULT 0,
	verb {text} NOT NULL,                   -- met, ended, offered, read, accepted, declined, withdrawn, closed
	unit_id {int} NOT NULL,                 -- who holds the people, or hands them over
	to_unit_id {int} NOT NULL DEFAULT 0,    -- whom a handover is to
	adults {int} NOT NULL DEFAULT 0,
	children {int} NOT NULL DEFAULT 0,
	staff {int} NOT NULL DEFAULT 0,
	words {text} NOT NULL DEFAULT '',
	digest {text} NOT NULL DEFAULT '',      -- of what was signed
	person_id {int} NOT NULL DEFAULT 0,
	created_at {int} NOT NULL
) {strict};
CREATE INDEX support_step_by_operation ON support_step (operation_id, id);
CREATE INDEX support_step_by_handover ON support_step (handover_id, id) WHERE handover_id <> 0;
