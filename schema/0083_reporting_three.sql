-- SPDX-License-Identifier: EUPL-1.2
-- Events and the rows of two sources: how many are on which of the three lists, in the whole city,
-- over the four months that are old enough.  Made anew with each linking.
CREATE TABLE reporting_three (
	id {key},
	first_source_id {int} NOT NULL,
	second_source_id {int} NOT NULL,
	from_on {text} NOT NULL,
	to_on {text} NOT NULL,
	events_only {int} NOT NULL,
	first_only {int} NOT NULL,
	second_only {int} NOT NULL,
	events_first {int} NOT NULL,
	events_second {int} NOT NULL,
	first_second {int} NOT NULL,
	all_three {int} NOT NULL,
	made_at {int} NOT NULL,
	UNIQUE (first_source_id, second_source_id)
) {strict};
