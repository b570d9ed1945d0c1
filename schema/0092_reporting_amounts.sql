-- SPDX-License-Identifier: EUPL-1.2
-- What the rows of a source came to: stays, as their number does, when the rows go.
ALTER TABLE reporting_share ADD COLUMN with_amount {int} NOT NULL DEFAULT 0;    -- rows whose amount is known
ALTER TABLE reporting_share ADD COLUMN amount {int} NOT NULL DEFAULT 0;         -- kronor
UPDATE reporting_share SET
	with_amount = (SELECT count(*) FROM reporting_row AS told
		WHERE told.source_id = reporting_share.source_id AND told.unit_id = reporting_share.unit_id
		  AND told.amount > 0 AND reporting_share.tertial = substr(told.happened_on, 1, 4) || '-T'
		      || CASE WHEN substr(told.happened_on, 6, 2) < '05' THEN '1'
		              WHEN substr(told.happened_on, 6, 2) < '09' THEN '2' ELSE '3' END),
	amount = (SELECT COALESCE(sum(told.amount), 0) FROM reporting_row AS told
		WHERE told.source_id = reporting_share.source_id AND told.unit_id = reporting_share.unit_id
		  AND reporting_share.tertial = substr(told.happened_on, 1, 4) || '-T'
		      || CASE WHEN substr(told.happened_on, 6, 2) < '05' THEN '1'
		              WHEN substr(told.happened_on, 6, 2) < '09' THEN '2' ELSE '3' END);
