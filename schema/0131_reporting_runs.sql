-- SPDX-License-Identifier: EUPL-1.2
-- A linking is written some pairs at a time, beside the one that holds; which one that is changes
-- in one step when all of it is there.
ALTER TABLE reporting_link RENAME TO reporting_link_before;
CREATE TABLE reporting_link (
	id {key},
	public_id {text} NOT NULL,              -- the same for the same pair in every linking
	source_id {int} NOT NULL,
	run_id {int} NOT NULL,                  -- of the source: 1 the first
	row_id {int} NOT NULL,
	event_id {int} NOT NULL,
	chance {real} NOT NULL,
	is_accepted {int} NOT NULL,             -- so likely that nobody needs to look
	is_sample {int} NOT NULL,               -- and yet somebody is asked to, to see how often it is right
	levels {text} NOT NULL,                 -- "01202": how well each field agrees
	weights {text} NOT NULL,                -- JSON list: log2(m/u) of each
	UNIQUE (row_id, event_id, run_id)
) {strict};
INSERT INTO reporting_link (public_id, source_id, run_id, row_id, event_id, chance, is_accepted, is_sample,
	levels, weights)
SELECT public_id, source_id, 1, row_id, event_id, chance, is_accepted, is_sample, levels, weights
FROM reporting_link_before ORDER BY id;
DROP TABLE reporting_link_before;
CREATE INDEX reporting_link_by_public ON reporting_link (public_id);
CREATE INDEX reporting_link_by_run ON reporting_link (source_id, run_id);

-- Which linking of a source holds.
CREATE TABLE reporting_linked (
	source_id {int} NOT NULL PRIMARY KEY,
	run_id {int} NOT NULL
) {strict};
INSERT INTO reporting_linked (source_id, run_id) SELECT id, 1 FROM reporting_source;
