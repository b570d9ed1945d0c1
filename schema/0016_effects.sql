-- What measures rest on and what they led to; and what should have been an event but is none.

-- A measure cites what it is based on.  Never changed: one that was wrong is withdrawn.
CREATE TABLE citation (
	id {key},
	public_id {text} NOT NULL UNIQUE,
	measure_id {int} NOT NULL REFERENCES measure (id),
	kind {text} NOT NULL,                   -- catalogue measure_sources
	cited_id {int} NOT NULL DEFAULT 0,      -- the row that is cited; 0: known by its words alone
	part {text} NOT NULL DEFAULT '',        -- section of a picture
	words {text} NOT NULL DEFAULT '',       -- what is cited, when it has no row here
	edition {text} NOT NULL DEFAULT '',     -- which version was cited
	stood_at {int} NOT NULL DEFAULT 0,      -- from when that version stood; 0 it does not stand yet
	reason {text} NOT NULL DEFAULT '',      -- how the measure follows from it
	created_by {int} NOT NULL DEFAULT 0,
	created_at {int} NOT NULL DEFAULT 0,
	withdrawn_by {int} NOT NULL DEFAULT 0,
	withdrawn_at {int} NOT NULL DEFAULT 0,
	withdrawn_reason {text} NOT NULL DEFAULT '',
	version {int} NOT NULL DEFAULT 1
) {strict};
CREATE INDEX citation_by_measure ON citation (measure_id);
CREATE INDEX citation_by_cited ON citation (kind, cited_id);

-- Measures that already sprang from something cite it; nobody has said how they follow.
INSERT INTO citation (public_id, measure_id, kind, cited_id, stood_at, created_by, created_at)
SELECT measure.public_id, measure.id, measure.source_kind, measure.source_id,
       event.reported_at, measure.created_by, measure.created_at
FROM measure JOIN event ON event.id = measure.source_id
WHERE measure.source_kind = 'event';
INSERT INTO citation (public_id, measure_id, kind, cited_id, edition, stood_at, created_by, created_at)
SELECT measure.public_id, measure.id, measure.source_kind, measure.source_id,
       picture.number || '', picture.adopted_at, measure.created_by, measure.created_at
FROM measure JOIN picture ON picture.id = measure.source_id
WHERE measure.source_kind = 'picture';

-- What will be counted before and after, and when somebody looks at it.
CREATE TABLE effect_check (
	id {key},
	public_id {text} NOT NULL UNIQUE,
	measure_id {int} NOT NULL UNIQUE REFERENCES measure (id),
	types {text} NOT NULL DEFAULT '',       -- event types and branches, spaced; '' all
	unit_id {int} NOT NULL DEFAULT 0,       -- and all below it
	area_code {text} NOT NULL DEFAULT '',   -- and only there
	before_from {text} NOT NULL DEFAULT '',
	before_to {text} NOT NULL DEFAULT '',
	after_from {text} NOT NULL DEFAULT '',
	after_to {text} NOT NULL DEFAULT '',
	people_before {int} NOT NULL DEFAULT 0, -- employees, residents ...; 0: days alone
	people_after {int} NOT NULL DEFAULT 0,
	compare_unit_id {int} NOT NULL DEFAULT 0,       -- where the measure was not taken
	compare_area_code {text} NOT NULL DEFAULT '',
	compare_people_before {int} NOT NULL DEFAULT 0,
	compare_people_after {int} NOT NULL DEFAULT 0,
	due_on {text} NOT NULL DEFAULT '',
	is_suggested {int} NOT NULL DEFAULT 1,  -- nobody has changed it: it follows the measure's days
	change_reason {text} NOT NULL DEFAULT '',
	created_by {int} NOT NULL DEFAULT 0,
	created_at {int} NOT NULL DEFAULT 0,
	version {int} NOT NULL DEFAULT 1
) {strict};
CREATE INDEX effect_check_by_due ON effect_check (due_on);

-- What was counted, frozen with the question and the time.  Never changed.  Ratios without an
-- end (nothing before) are -1.
CREATE TABLE effect_figure (
	id {key},
	public_id {text} NOT NULL UNIQUE,
	check_id {int} NOT NULL REFERENCES effect_check (id),
	measure_id {int} NOT NULL REFERENCES measure (id),
	taken_at {int} NOT NULL,
	taken_by {int} NOT NULL DEFAULT 0,
	query {text} NOT NULL,                  -- JSON: the whole of the check as it was asked
	method {text} NOT NULL,
	before_count {int} NOT NULL,
	after_count {int} NOT NULL,
	before_exposure {real} NOT NULL,
	after_exposure {real} NOT NULL,
	ratio {real} NOT NULL,
	low {real} NOT NULL,
	high {real} NOT NULL,
	p_value {real} NOT NULL,
	finding {text} NOT NULL,                -- which sentence
	has_compare {int} NOT NULL DEFAULT 0,
	compare_before {int} NOT NULL DEFAULT 0,
	compare_after {int} NOT NULL DEFAULT 0,
	compare_before_exposure {real} NOT NULL DEFAULT 0,
	compare_after_exposure {real} NOT NULL DEFAULT 0,
	compare_ratio {real} NOT NULL DEFAULT 0,
	compare_low {real} NOT NULL DEFAULT 0,
	compare_high {real} NOT NULL DEFAULT 0,
	relative {real} NOT NULL DEFAULT 0,     -- ratio of the ratios
	relative_low {real} NOT NULL DEFAULT 0,
	relative_high {real} NOT NULL DEFAULT 0,
	compare_finding {text} NOT NULL DEFAULT '',
	digest {text} NOT NULL,
	version {int} NOT NULL DEFAULT 1
) {strict};
CREATE INDEX effect_figure_by_measure ON effect_figure (measure_id, id);

-- Claims, police reports and injury notifications that nobody has reported as an event.
CREATE TABLE event_unreported (
	id {key},
	public_id {text} NOT NULL UNIQUE,
	kind {text} NOT NULL,                   -- catalogue event/unreported_kinds
	reference {text} NOT NULL,              -- the number others know it by
	unit_id {int} NOT NULL,
	happened_on {text} NOT NULL,
	event_id {int} NOT NULL DEFAULT 0,      -- the event that it has got
	linked_by {int} NOT NULL DEFAULT 0,
	linked_at {int} NOT NULL DEFAULT 0,
	no_event_reason {text} NOT NULL DEFAULT '',     -- why it needs none
	created_by {int} NOT NULL DEFAULT 0,
	created_at {int} NOT NULL DEFAULT 0,
	version {int} NOT NULL DEFAULT 1,
	UNIQUE (kind, reference)
) {strict};
CREATE INDEX event_unreported_by_unit ON event_unreported (unit_id, happened_on);

