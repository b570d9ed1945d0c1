-- What was decided about a risk: accepted until a day, told or not, dropped, marked for secrecy.
ALTER TABLE risk ADD COLUMN tell_reason {text} NOT NULL DEFAULT '';    -- why it shall not be told

CREATE TABLE risk_decision (                    -- by whom, when and why: only added to
	id {key},
	risk_id {int} NOT NULL REFERENCES risk (id),
	revision_id {int} NOT NULL DEFAULT 0,   -- the assessment that held when it was decided
	at {int} NOT NULL,
	person_id {int} NOT NULL DEFAULT 0,
	verb {text} NOT NULL,                   -- accept, end, drop, take_up, tell, tell_not, marks
	until {text} NOT NULL DEFAULT '',       -- accept: the last day
	words {text} NOT NULL DEFAULT ''        -- the reason; marks: "cause:rsa controls:security_measures"
) {strict};
CREATE INDEX risk_decision_by_risk ON risk_decision (risk_id, id);
