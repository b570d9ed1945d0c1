-- What the council has decided is public: every edition, for the whole city and for the jobs
-- that count on it; the routes ask for a sign-in.  Whom a secret actor is, is not said here: a
-- predicate asks a flag whose decisions stand in the compartment of protective security.
CREATE VIEW my_programme AS SELECT * FROM programme;
CREATE VIEW my_programme_line AS SELECT * FROM programme_line;
CREATE VIEW my_focus_area AS SELECT * FROM focus_area;
CREATE VIEW my_actor AS SELECT * FROM actor;
CREATE VIEW my_concern_flag AS SELECT * FROM concern_flag;
CREATE VIEW my_calendar_rule AS SELECT * FROM calendar_rule;
CREATE VIEW my_deadline_step AS SELECT * FROM deadline_step;
CREATE VIEW my_obligation AS SELECT * FROM obligation;
CREATE VIEW my_evidence_rule AS SELECT * FROM evidence_rule;
CREATE VIEW my_deliverable AS SELECT * FROM deliverable;
CREATE VIEW my_term AS SELECT * FROM term;
CREATE VIEW my_legal_basis AS SELECT * FROM legal_basis;
CREATE VIEW my_programme_role AS SELECT * FROM programme_role;
CREATE VIEW my_succession AS SELECT * FROM succession;
