-- SPDX-License-Identifier: EUPL-1.2
-- That somebody turned from reporting an event to the whistleblowing function: the day and the form,
-- once a day.  Nothing of what was written, by whom, when on the day or how many.
CREATE TABLE whistleblowing_day (
	on_day {text} NOT NULL,
	form {text} NOT NULL,
	PRIMARY KEY (on_day, form)
) {strict};
