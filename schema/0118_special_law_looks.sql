-- SPDX-License-Identifier: EUPL-1.2
-- Every day on which somebody looked at a special law: that it is looked at anew this year does not
-- take away what it proved of the year before.

CREATE TABLE special_law_look (
	law_id {int} NOT NULL REFERENCES special_law (id),
	looked_on {text} NOT NULL,
	PRIMARY KEY (law_id, looked_on)
) {strict};
INSERT INTO special_law_look (law_id, looked_on) SELECT id, reviewed_on FROM special_law;
