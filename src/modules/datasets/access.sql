-- Figures of others are public; they are shown to those who read statistics, with their caveats.
CREATE VIEW my_dataset_reader AS
SELECT 1 AS may WHERE EXISTS (SELECT 1 FROM my_reach WHERE permission = 'statistics_read');
CREATE VIEW my_dataset AS
SELECT dataset.* FROM dataset WHERE EXISTS (SELECT 1 FROM my_dataset_reader);
CREATE VIEW my_dataset_break AS
SELECT dataset_break.* FROM dataset_break WHERE EXISTS (SELECT 1 FROM my_dataset_reader);
CREATE VIEW my_dataset_edition AS
SELECT dataset_edition.* FROM dataset_edition WHERE EXISTS (SELECT 1 FROM my_dataset_reader);
CREATE VIEW my_dataset_measure AS
SELECT dataset_measure.* FROM dataset_measure WHERE EXISTS (SELECT 1 FROM my_dataset_reader);
CREATE VIEW my_dataset_area AS
SELECT dataset_area.* FROM dataset_area WHERE EXISTS (SELECT 1 FROM my_dataset_reader);
CREATE VIEW my_dataset_row AS
SELECT dataset_row.* FROM dataset_row WHERE EXISTS (SELECT 1 FROM my_dataset_reader);
CREATE VIEW my_dataset_sum AS
SELECT dataset_sum.* FROM dataset_sum WHERE EXISTS (SELECT 1 FROM my_dataset_reader);

-- Who keeps data sets does so for the whole city.
CREATE VIEW my_dataset_writer AS
SELECT 1 AS may WHERE EXISTS (SELECT 1 FROM my_city_reach WHERE permission = 'datasets_write');

-- What they prove: days and kinds, for each unit whose duties one follows; they are of the city.
CREATE VIEW my_proof_dataset AS
SELECT unit.id AS unit_id, dataset.id AS dataset_id, dataset.kind, edition.id AS edition_id,
       edition.published_on
FROM dataset_edition AS edition
JOIN dataset ON dataset.id = edition.dataset_id
CROSS JOIN unit
WHERE edition.withdrawn_at = 0 AND {reached programme_read unit.id};
