-- Measures of the units one reaches, and those one is responsible for.  A measure that
-- springs from a restricted event shows what it was about, so it follows that event's list.
CREATE VIEW my_measure AS
SELECT measure.* FROM measure
WHERE (+measure.unit_id IN (SELECT unit_id FROM my_reach WHERE permission = 'measures_read')
       OR (measure.responsible_id <> 0 AND measure.responsible_id = me()))
  AND (measure.source_kind <> 'event'
       OR NOT EXISTS (SELECT 1 FROM event
                      WHERE event.id = measure.source_id AND event.is_restricted = 1)
       OR EXISTS (SELECT 1 FROM event_need
                  WHERE event_need.event_id = measure.source_id
                    AND event_need.person_id = me()));

-- Those one may change; asked together with my_measure.
CREATE VIEW my_measure_edit AS
SELECT measure.id AS id FROM measure
WHERE measure.unit_id IN (SELECT unit_id FROM my_reach WHERE permission = 'measures_write')
   OR (measure.responsible_id <> 0 AND measure.responsible_id = me());

CREATE VIEW my_measure_step AS
SELECT measure_step.* FROM measure_step
WHERE measure_step.measure_id IN (SELECT id FROM my_measure);

-- A unit with all below it: as they stand today, or as they stood for a unit that has ended.
CREATE VIEW my_unit_below AS
SELECT unit_closure.above_id, unit_closure.below_id
FROM unit_closure
JOIN unit ON unit.id = unit_closure.above_id
WHERE unit_closure.depth = 0
   OR (unit_closure.valid_from <= today()
       AND (unit_closure.valid_to = '' OR unit_closure.valid_to >= today()))
   OR (unit.valid_to <> '' AND unit.valid_to < today());
