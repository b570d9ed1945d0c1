-- Public warnings are for everybody who reads warnings anywhere: none belongs to a unit.  What
-- the sender gave a limited circle stays with those who take warnings in.
CREATE VIEW my_warning AS
SELECT warning.* FROM warning
WHERE (warning.scope = 'Public'
       AND EXISTS (SELECT 1 FROM my_reach WHERE my_reach.permission = 'notices_read'))
   OR EXISTS (SELECT 1 FROM my_reach WHERE my_reach.permission = 'notices_import');
CREATE VIEW my_warning_reference AS
SELECT warning_reference.* FROM warning_reference
WHERE warning_reference.warning_id IN (SELECT id FROM my_warning);
CREATE VIEW my_warning_area AS
SELECT warning_area.* FROM warning_area
WHERE warning_area.warning_id IN (SELECT id FROM my_warning);

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
CREATE VIEW my_warning_release AS
SELECT warning_release.* FROM warning_release
WHERE warning_release.draft_id IN (SELECT id FROM my_warning_draft);
