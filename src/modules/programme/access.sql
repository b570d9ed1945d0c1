-- What the council has decided is public: every edition, for everybody who is signed in, and
-- for the whole city.  Whom a secret actor is, is not said here: a predicate asks a flag whose
-- decisions stand in the compartment of protective security.
CREATE VIEW my_programme AS SELECT * FROM programme WHERE me() <> 0;
CREATE VIEW my_programme_line AS SELECT * FROM programme_line WHERE me() <> 0;
CREATE VIEW my_focus_area AS SELECT * FROM focus_area WHERE me() <> 0;
CREATE VIEW my_actor AS SELECT * FROM actor WHERE me() <> 0;
CREATE VIEW my_concern_flag AS SELECT * FROM concern_flag WHERE me() <> 0;
CREATE VIEW my_calendar_rule AS SELECT * FROM calendar_rule WHERE me() <> 0;
CREATE VIEW my_deadline_step AS SELECT * FROM deadline_step WHERE me() <> 0;
CREATE VIEW my_obligation AS SELECT * FROM obligation WHERE me() <> 0;
CREATE VIEW my_evidence_rule AS SELECT * FROM evidence_rule WHERE me() <> 0;
CREATE VIEW my_deliverable AS SELECT * FROM deliverable WHERE me() <> 0;
CREATE VIEW my_term AS SELECT * FROM term WHERE me() <> 0;
CREATE VIEW my_legal_basis AS SELECT * FROM legal_basis WHERE me() <> 0;
CREATE VIEW my_programme_role AS SELECT * FROM programme_role WHERE me() <> 0;
CREATE VIEW my_succession AS SELECT * FROM succession WHERE me() <> 0;
