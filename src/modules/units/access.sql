-- The organisation is public: its units, how they hang together and what became of them.
CREATE VIEW my_unit AS SELECT * FROM unit;
CREATE VIEW my_unit_parent AS SELECT * FROM unit_parent;
CREATE VIEW my_unit_successor AS SELECT * FROM unit_successor;
CREATE VIEW my_unit_closure AS SELECT * FROM unit_closure;

-- What a person may do in the whole city: the rights that are held at a unit without parent.
CREATE VIEW my_city_reach AS
SELECT DISTINCT permission FROM my_reach
WHERE unit_id IN (SELECT id FROM unit WHERE id NOT IN (SELECT unit_id FROM unit_parent));

-- Units that one may change; 0 stands for the top of the tree.
CREATE VIEW my_unit_edit AS
SELECT unit_id FROM my_reach WHERE permission = 'units_write'
UNION
SELECT 0 AS unit_id FROM my_city_reach WHERE permission = 'units_write'
UNION   -- units that have not begun yet
SELECT unit_parent.unit_id FROM unit_parent
JOIN unit ON unit.id = unit_parent.unit_id
WHERE unit.valid_from > today()
  AND unit_parent.parent_id IN (SELECT unit_id FROM my_reach WHERE permission = 'units_write');

-- Units that a person may receive for (documents, bulletins): where he answers for duties or
-- handles events by a role below the top.  The office of the whole city receives nothing in the
-- place of others.
CREATE VIEW my_receipt_unit AS
SELECT DISTINCT unit_closure.below_id AS unit_id
FROM member
JOIN role_permission ON role_permission.role = member.role
JOIN unit_closure ON unit_closure.above_id = member.unit_id
WHERE member.person_id = me()
  AND role_permission.permission IN ('programme_answer', 'events_handle')
  AND member.unit_id IN (SELECT unit_id FROM unit_parent)
  AND member.valid_from <= today()
  AND (member.valid_to = '' OR member.valid_to >= today())
  AND (member.is_recursive = 1 OR unit_closure.depth = 0)
  AND unit_closure.valid_from <= today()
  AND (unit_closure.valid_to = '' OR unit_closure.valid_to >= today())
  AND unit_closure.is_history = 0;
