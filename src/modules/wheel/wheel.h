/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * wheel/wheel.h - the year wheel: what comes when, for a unit or for oneself.
 *
 * The rooms know their days (kit/wheel.h); this room puts them together: a list first, a
 * drawing beside it for the wall, and calendar feeds (iCalendar) that a calendar program
 * reads at an address nobody can guess.  Days of the whole city are the list wheel_marks.
 */
#pragma once

#include "kit/module.h"

extern const struct module wheel_module;
