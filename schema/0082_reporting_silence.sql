-- SPDX-License-Identifier: EUPL-1.2
-- How much each committee and company reported beside the others, period by period, as it stood
-- when it was counted; never changed.
CREATE TABLE reporting_standing (
	id {key},
	public_id {text} NOT NULL UNIQUE,
	period {text} NOT NULL,                 -- '2025-09-01..2026-08-31'
	kind {text} NOT NULL,                   -- reports, near_misses
	unit_id {int} NOT NULL,
	counted {int} NOT NULL,                 -- reports, or near misses
	exposure {real} NOT NULL,               -- employees, or all reports
	rate_all {real} NOT NULL,               -- of all together
	tau2 {real} NOT NULL,                   -- how much units differ beyond chance
	low {real} NOT NULL,                    -- limits of its rate
	high {real} NOT NULL,
	outer_low {real} NOT NULL,
	outer_high {real} NOT NULL,
	place {text} NOT NULL,                  -- within, low, high, very_low, very_high, unknown
	seen {int} NOT NULL,                    -- claims, police reports and injury notifications that others know of
	seen_expected {real} NOT NULL,
	is_silent {int} NOT NULL,               -- few reports, and what others see is not low
	made_at {int} NOT NULL,
	UNIQUE (unit_id, period, kind)
) {strict};

-- What a named person says of it; never changed.
CREATE TABLE reporting_silence_answer (
	id {key},
	public_id {text} NOT NULL UNIQUE,
	standing_id {int} NOT NULL REFERENCES reporting_standing (id),
	words {text} NOT NULL,
	said_by {int} NOT NULL,
	said_name {text} NOT NULL,
	said_at {int} NOT NULL
) {strict};
CREATE INDEX reporting_silence_answer_by_standing ON reporting_silence_answer (standing_id, id);
