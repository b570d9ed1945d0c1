-- SPDX-License-Identifier: EUPL-1.2
-- Two decisions with one actor never have the same number.
CREATE UNIQUE INDEX partner_note_by_number ON partner_note (partner_id, number) WHERE number > 0;
