/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * projects/projects.h - plans, building projects and investments in the physical environment.
 *
 * A project has a day when it is fixed: before it the risks can still change what is built, after
 * it they cannot.  So a project keeps the day of its first assessment and the day it was fixed,
 * and one that was fixed first is told as that for ever.  Its risks are judged with the scales of
 * the room risks; each that needs a measure gets one, or a named person decides, with a reason,
 * that none is needed.  A unit without projects signs that for the year; the signature falls when
 * a project of that year is written.  On the map stands what has a point, and beside the map
 * all the rest.
 */
#pragma once

#include "kit/module.h"

extern const struct module projects_module;
