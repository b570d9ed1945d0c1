-- SPDX-License-Identifier: EUPL-1.2
-- The file for a laptop that the service made by itself: what somebody made by hand is not it.
ALTER TABLE pack_file ADD COLUMN is_nightly {int} NOT NULL DEFAULT 0;
