-- The map is for everybody: areas are public geography.
CREATE VIEW my_area AS SELECT * FROM area;
CREATE VIEW my_area_alias AS SELECT * FROM area_alias;

-- Places of today for everybody; also past ones for those who are signed in.  One that must
-- not be shown on maps (sheltered housing, for instance) is seen by those who handle events
-- or look after places where it belongs.
CREATE VIEW my_place AS
SELECT * FROM place
WHERE (place.is_hidden = 0
       AND (me() <> 0 OR (place.valid_from <= today()
                          AND (place.valid_to = '' OR place.valid_to >= today()))))
   OR place.unit_id IN (SELECT unit_id FROM my_reach
                        WHERE permission IN ('places_write', 'events_handle'));

-- Whoever stands before a poster knows the place: its code opens the name, never the point.
CREATE VIEW my_place_of_code AS
SELECT place.id, place.public_id, place.code, place.name, place.kind, place.unit_id, place.area_id,
       place.is_hidden, place.valid_from, place.valid_to, place.created_at, place.version,
       CASE WHEN place.is_hidden = 1 THEN '' ELSE place.address END AS address,
       CASE WHEN place.is_hidden = 1 THEN 0 ELSE place.north_mm END AS north_mm,
       CASE WHEN place.is_hidden = 1 THEN 0 ELSE place.east_mm END AS east_mm,
       CASE WHEN place.is_hidden = 1 THEN 0.0 ELSE place.lat END AS lat,
       CASE WHEN place.is_hidden = 1 THEN 0.0 ELSE place.lon END AS lon
FROM place
WHERE place.valid_from <= today()
  AND (place.valid_to = '' OR place.valid_to >= today());

-- Which codes are taken; no more than that.
CREATE VIEW my_place_code AS SELECT id, code FROM place;

-- Units whose places one may change; 0 stands for places that no unit runs.
CREATE VIEW my_place_unit AS
SELECT unit_id FROM my_reach WHERE permission = 'places_write'
UNION
SELECT 0 AS unit_id FROM my_city_reach WHERE permission = 'places_write';
