-- SPDX-License-Identifier: EUPL-1.2
-- What packs prove is read from indexes: a row holds the body of the pack before these columns.
DROP INDEX monthly_pack_by_period;
CREATE INDEX monthly_pack_by_period
ON monthly_pack (period, state, unit_id, edition, replaces_id, made_at, sent_at, from_unit_id);
DROP INDEX monthly_pack_by_sent;
CREATE INDEX monthly_pack_by_sent ON monthly_pack (state, sent_at, from_unit_id);
