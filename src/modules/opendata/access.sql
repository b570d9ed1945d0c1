-- What is approved is for everybody, also without an account; what is made and not yet approved
-- is seen by those who make or approve for the whole city.
CREATE VIEW my_publication AS
SELECT publication.* FROM publication
WHERE publication.state IN ('approved', 'withdrawn')
   OR EXISTS (SELECT 1 FROM my_city_reach WHERE permission IN ('opendata_write', 'opendata_approve'));
CREATE VIEW my_publication_right AS
SELECT DISTINCT permission FROM my_city_reach WHERE permission IN ('opendata_write', 'opendata_approve');
