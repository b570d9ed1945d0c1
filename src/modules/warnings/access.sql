-- Warnings are for everybody who reads warnings anywhere: most of them are public, and none
-- belongs to a unit.
CREATE VIEW my_warning AS
SELECT warning.* FROM warning
WHERE EXISTS (SELECT 1 FROM my_reach WHERE my_reach.permission = 'notices_read');
CREATE VIEW my_warning_reference AS
SELECT warning_reference.* FROM warning_reference
WHERE EXISTS (SELECT 1 FROM my_reach WHERE my_reach.permission = 'notices_read');
CREATE VIEW my_warning_area AS
SELECT warning_area.* FROM warning_area
WHERE EXISTS (SELECT 1 FROM my_reach WHERE my_reach.permission = 'notices_read');

-- What came in as files, also what was refused, for those who take warnings in.
CREATE VIEW my_warning_file AS
SELECT warning_file.* FROM warning_file
WHERE EXISTS (SELECT 1 FROM my_reach WHERE my_reach.permission = 'notices_import');
CREATE VIEW my_warning_raw AS
SELECT warning_raw.* FROM warning_raw
WHERE EXISTS (SELECT 1 FROM my_reach WHERE my_reach.permission = 'notices_import');

-- A draft that belongs to a crisis is as much need-to-know as the crisis.
CREATE VIEW my_warning_draft AS
SELECT warning_draft.* FROM warning_draft
WHERE EXISTS (SELECT 1 FROM my_reach WHERE my_reach.permission = 'notices_import')
  AND (warning_draft.crisis_id = 0 OR warning_draft.crisis_id IN (SELECT id FROM my_crisis));
