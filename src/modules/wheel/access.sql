-- Feeds are their maker's own.
CREATE VIEW my_calendar_feed AS SELECT * FROM calendar_feed WHERE person_id = me();
CREATE VIEW my_calendar_told AS
SELECT * FROM calendar_told
WHERE feed_id IN (SELECT id FROM calendar_feed WHERE person_id = me());
