/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * followup/followup.h - the follow-up points of a programme, and the two yearly reports.
 *
 * A point is computed where it can be (the verdicts of the room duties); beside it stand the
 * unit's own answer and, kept apart, the assessment of the one who follows up.  Answers
 * follow each other and are never changed.  The yearly reports are written by people around
 * tables that the program makes; when one is published its tables are frozen with a digest.
 */
#pragma once

#include "kit/module.h"

extern const struct module followup_module;
