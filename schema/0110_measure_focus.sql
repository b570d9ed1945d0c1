-- SPDX-License-Identifier: EUPL-1.2
-- Which focus area a measure belongs to: suggested from what it springs from, decided by people.
ALTER TABLE measure ADD COLUMN focus_area {text} NOT NULL DEFAULT '';   -- of event/focus_areas; '': none said
CREATE INDEX measure_focus ON measure (focus_area, decided_at);
