/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * observations/observations.h - weekly observations by the EST way, without personal data.
 *
 * EST (effektiv samordning för trygghet) is how municipalities, police, landlords and guards put
 * together what makes an area unsafe: trained people report each week by a checklist of factors;
 * each week the picture of an area of cooperation is written, decided by name and leads to
 * measures; each quarter what has gathered is analysed.
 *
 * No row says who saw or who was seen: of the reporter only the kind of organisation is kept, the
 * hour and not the minute, and words in which something looks like a person (kit/names.h,
 * kit/identity.h) are refused before anything is stored.  The audit trail knows who acted.
 *
 * A week that is decided takes no more: what comes later counts in the next.  Its sums are frozen
 * (observation_sum) and stay when observations are erased after the days of a setting.
 * Weeks are those of ISO 8601; a week belongs to the quarter that has its Thursday.
 */
#pragma once

#include "kit/module.h"

extern const struct module observations_module;
