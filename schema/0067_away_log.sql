-- SPDX-License-Identifier: EUPL-1.2
-- Logs of crises go on in a copy of a city: what it is called, and who had signed before.
ALTER TABLE away_origin ADD COLUMN site {text} NOT NULL DEFAULT '';    -- chosen when it is first served
ALTER TABLE away_origin ADD COLUMN log_key {text} NOT NULL DEFAULT ''; -- public key of the city's logs
