/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * supervision/supervision.h - what authorities found when they looked at a unit.
 *
 * An opinion comes from an authority, says what is to be mended, and often asks for an answer by
 * a day.  Each thing to mend is a deficiency with a day of its own, from which measures spring; it
 * is closed when somebody says what was done.  What is under secrecy is seen by those who keep
 * the opinions of the unit, and by nobody else, in no list and no count.
 */
#pragma once

#include "kit/module.h"

extern const struct module supervision_module;
