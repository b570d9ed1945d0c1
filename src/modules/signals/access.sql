-- What counts all of a board (or of the city) is for those who read all of it; a unit's own
-- for those who read the unit.
-- A slow drift is told with its level alone (schema/0098).
CREATE VIEW my_signal AS
SELECT signal.id, signal.public_id,
       replace(replace(signal.level, '_rising', ''), '_falling', '') AS level,
       signal.unit_id, signal.board_id, signal.type, signal.area_id, signal.created_at
FROM signal
WHERE (signal.level <> 'unit'
       AND signal.unit_id IN (SELECT unit_id FROM my_whole_reach WHERE permission = 'events_read'))
   OR (signal.level = 'unit' AND {reached events_read signal.unit_id});
-- Those one may do something with; asked together with my_signal.
CREATE VIEW my_signal_act AS
SELECT signal.id FROM signal
WHERE (signal.level <> 'unit'
       AND signal.unit_id IN (SELECT unit_id FROM my_whole_reach WHERE permission = 'signals_write'))
   OR (signal.level = 'unit'
       AND signal.unit_id IN (SELECT unit_id FROM my_reach WHERE permission = 'signals_write'));

-- That a week was judged, and how; not how many events the city had.
CREATE VIEW my_signal_run AS
SELECT signal_run.id, signal_run.public_id, signal_run.week, signal_run.data_through,
       signal_run.first_week, signal_run.method, signal_run.years, signal_run.is_preliminary,
       signal_run.is_replay, signal_run.made_at, signal_run.made_by
FROM signal_run
WHERE EXISTS (SELECT 1 FROM my_reach WHERE permission = 'events_read');
-- The numbers of all series, for those who read the whole city.
CREATE VIEW my_signal_level AS
SELECT signal_level.* FROM signal_level
WHERE EXISTS (SELECT 1 FROM my_event_top_unit AS top
              JOIN my_whole_reach ON my_whole_reach.unit_id = top.id
              WHERE my_whole_reach.permission = 'events_read');

-- How many of a board's series were followed, for those who read all of the board.
CREATE VIEW my_signal_followed AS
SELECT signal_followed.* FROM signal_followed
WHERE signal_followed.unit_id IN (SELECT unit_id FROM my_whole_reach
                                  WHERE permission = 'events_read');

CREATE VIEW my_signal_listing AS
SELECT signal_listing.* FROM signal_listing
WHERE signal_listing.signal_id IN (SELECT id FROM my_signal);
CREATE VIEW my_signal_part AS
SELECT signal_part.* FROM signal_part
WHERE signal_part.listing_id IN (SELECT id FROM my_signal_listing)
  AND ((signal_part.level <> 'unit'
        AND signal_part.unit_id IN (SELECT unit_id FROM my_whole_reach
                                    WHERE permission = 'events_read'))
       OR (signal_part.level = 'unit' AND {reached events_read signal_part.unit_id}));
CREATE VIEW my_signal_step AS
SELECT signal_step.* FROM signal_step
WHERE signal_step.signal_id IN (SELECT id FROM my_signal);

-- What one has asked to be told of.
CREATE VIEW my_signal_watch AS
SELECT signal_watch.* FROM signal_watch WHERE signal_watch.person_id = me() AND me() <> 0;

-- What is known to have happened in units that one reads; what concerned all is no secret.
CREATE VIEW my_signal_known AS
SELECT signal_known.* FROM signal_known
WHERE (signal_known.unit_id = 0
       AND EXISTS (SELECT 1 FROM my_reach WHERE permission = 'events_read'))
   OR {reached events_read signal_known.unit_id};
