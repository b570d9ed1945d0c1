-- All answers about units whose events one reads; of other units with statistics those of whole
-- months: of two periods that differ by a day the difference would tell of that day.  (Of a month
-- that goes on, answers of two days differ all the same; see hotspots.h.)
CREATE VIEW my_hotspot AS
SELECT hotspot.* FROM hotspot
WHERE hotspot.unit_id IN (SELECT unit_id FROM my_whole_reach WHERE permission = 'events_read')
   OR (hotspot.is_whole_months = 1
       AND hotspot.unit_id IN (SELECT unit_id FROM my_whole_reach WHERE permission = 'statistics_read'));
-- Areas and clusters of areas; which numbers are told is decided by told.c.
CREATE VIEW my_hotspot_area AS
SELECT hotspot_area.* FROM hotspot_area
WHERE hotspot_area.hotspot_id IN (SELECT id FROM my_hotspot);
CREATE VIEW my_hotspot_cluster AS
SELECT hotspot_cluster.* FROM hotspot_cluster
WHERE hotspot_cluster.hotspot_id IN (SELECT id FROM my_hotspot);
CREATE VIEW my_hotspot_cluster_area AS
SELECT hotspot_cluster_area.* FROM hotspot_cluster_area
WHERE hotspot_cluster_area.hotspot_id IN (SELECT id FROM my_hotspot);
-- Squares are for those who read the events.
CREATE VIEW my_hotspot_cell AS
SELECT hotspot_cell.* FROM hotspot_cell
WHERE hotspot_cell.hotspot_id IN (SELECT hotspot.id FROM hotspot
                                  WHERE hotspot.unit_id IN (SELECT unit_id FROM my_whole_reach
                                                            WHERE permission = 'events_read'));
