-- SPDX-License-Identifier: EUPL-1.2
-- What is serious and goes on: few of very many, asked for on each start page.
CREATE INDEX event_serious_open ON event (severity) WHERE closed_at = 0;
