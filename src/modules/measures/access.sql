-- Measures of the units one reaches, and those one is responsible for.  A measure that
-- springs from a restricted event shows what it was about, so it follows that event's list; one
-- from an evaluation with a mark follows its list, and is seen by who is to do it; so does one from
-- an authority's opinion that has come under secrecy.
CREATE VIEW my_measure AS
SELECT measure.* FROM measure
WHERE ({reached measures_read measure.unit_id}
       OR (measure.responsible_id <> 0 AND measure.responsible_id = me()))
  AND (measure.source_kind <> 'event'
       OR NOT EXISTS (SELECT 1 FROM event
                      WHERE event.id = measure.source_id AND event.is_restricted = 1)
       OR EXISTS (SELECT 1 FROM event_need
                  WHERE event_need.event_id = measure.source_id
                    AND event_need.person_id = me()))
  AND (measure.source_kind <> 'evaluation'
       OR (measure.responsible_id <> 0 AND measure.responsible_id = me())
       OR measure.source_id NOT IN (SELECT id FROM my_marked_evaluation)
       OR measure.source_id IN (SELECT id FROM my_evaluation))
  AND (measure.source_kind <> 'supervision_deficiency'
       OR (measure.responsible_id <> 0 AND measure.responsible_id = me())
       OR measure.source_id NOT IN (SELECT id FROM my_secret_deficiency)
       OR measure.source_id IN (SELECT id FROM my_supervision_deficiency));

-- That something has a measure that has not ended, for whoever sees what it springs from: it is not
-- closed before.  Which measure that is, may be for others to see.
CREATE VIEW my_measure_under_way AS
SELECT measure.source_kind, measure.source_id FROM measure
WHERE measure.state IN ('proposed', 'decided', 'in_progress')
  AND ((measure.source_kind = 'fire_deviation'
        AND measure.source_id IN (SELECT id FROM my_fire_deviation))
       OR (measure.source_kind = 'supervision_deficiency'
           AND measure.source_id IN (SELECT id FROM my_supervision_deficiency))
       OR EXISTS (SELECT 1 FROM my_measure WHERE my_measure.id = measure.id));

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

-- What a measure cites.  That a restricted event is cited is seen by those on its list, and what is
-- under secrecy by those who keep it.
CREATE VIEW my_citation AS
SELECT citation.* FROM citation
WHERE citation.measure_id IN (SELECT id FROM my_measure)
  AND (citation.kind <> 'event'
       OR NOT EXISTS (SELECT 1 FROM event
                      WHERE event.id = citation.cited_id AND event.is_restricted = 1)
       OR EXISTS (SELECT 1 FROM event_need
                  WHERE event_need.event_id = citation.cited_id
                    AND event_need.person_id = me()))
  AND (citation.kind <> 'supervision_deficiency'
       OR citation.cited_id NOT IN (SELECT id FROM my_secret_deficiency)
       OR citation.cited_id IN (SELECT id FROM my_supervision_deficiency));
-- That a measure cites something, whatever it is.
CREATE VIEW my_measure_cited AS
SELECT DISTINCT citation.measure_id FROM citation
WHERE citation.withdrawn_at = 0
  AND citation.measure_id IN (SELECT id FROM my_measure);
CREATE VIEW my_effect_check AS
SELECT effect_check.* FROM effect_check
WHERE effect_check.measure_id IN (SELECT id FROM my_measure);
CREATE VIEW my_effect_figure AS
SELECT effect_figure.* FROM effect_figure
WHERE effect_figure.measure_id IN (SELECT id FROM my_measure);

-- What measures prove: to those who follow the duties of a unit, what was decided there and
-- below, and no more of it than is counted.  Without measures from restricted events and from what
-- is under secrecy, which not everybody who may follow the duties may know of.
CREATE VIEW my_proof_measure AS
SELECT unit_closure.above_id AS unit_id, measure.id AS measure_id, measure.type, measure.focus_area,
       measure.state,
       measure.decided_at, measure.done_at, measure.evaluated_at, measure.effect
FROM measure
JOIN unit_closure ON unit_closure.below_id = measure.unit_id
WHERE unit_closure.valid_from <= today()
  AND (unit_closure.valid_to = '' OR unit_closure.valid_to >= today())
  AND unit_closure.above_id IN (SELECT unit_id FROM my_reach WHERE permission = 'programme_read')
  AND (measure.source_kind <> 'event'
       OR NOT EXISTS (SELECT 1 FROM event
                      WHERE event.id = measure.source_id AND event.is_restricted = 1))
  AND (measure.source_kind <> 'evaluation'
       OR measure.source_id NOT IN (SELECT id FROM my_marked_evaluation))
  AND (measure.source_kind <> 'supervision_deficiency'
       OR measure.source_id NOT IN (SELECT id FROM my_secret_deficiency));
-- Each citation that stands, and whether it came before the decision and says why.
CREATE VIEW my_proof_citation AS
SELECT citation.measure_id, citation.kind,
       CASE WHEN citation.stood_at > 0 AND citation.stood_at < measure.decided_at
                 AND citation.reason <> '' THEN 1 ELSE 0 END AS is_basis
FROM citation
JOIN measure ON measure.id = citation.measure_id
WHERE citation.withdrawn_at = 0
  AND measure.unit_id IN (SELECT unit_id FROM my_reach WHERE permission = 'programme_read');

-- What the events of a measure cost: those who may count them all, here and where it is compared with.
CREATE VIEW my_effect_cost AS
SELECT effect_cost.* FROM effect_cost
WHERE effect_cost.measure_id IN (SELECT id FROM my_measure)
  AND effect_cost.unit_id IN (SELECT unit_id FROM my_whole_reach WHERE permission = 'events_read')
  AND (effect_cost.compare_unit_id = 0
       OR effect_cost.compare_unit_id IN (SELECT unit_id FROM my_whole_reach WHERE permission = 'events_read'));
