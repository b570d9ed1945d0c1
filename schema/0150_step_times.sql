-- SPDX-License-Identifier: EUPL-1.2
-- When an event was changed last is read from the index: situation pictures ask it of a whole city.
DROP INDEX event_step_by_event;
CREATE INDEX event_step_by_event ON event_step (event_id, id, at);
