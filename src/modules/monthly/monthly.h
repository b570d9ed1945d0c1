/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * monthly/monthly.h - the statistics of a month for each committee and company, on a fixed day.
 *
 * On the day and hour that the city has set a job counts the month that is over, for all
 * committees and companies that existed in it at once, and makes a pack for each: what happened
 * by kind, severity and area beside the same month the year before and beside what was expected,
 * near misses, how soon it was reported, measures, signals, costs, new surveys.  Which parts, and
 * in which order, is the catalogue monthly/parts.  A unit where nothing happened gets one too.
 *
 * What was counted is kept as JSON with the question, the method and the program, and a digest of
 * it all.  A named person approves, then it is sent: letters have a link and no figure.  Each unit
 * receives it by named persons; reach is how many units have.  It is counted again later, and what
 * has become another number is told; a correction is a new edition, and both stand.
 *
 * Events under need to know are in no number.  Who may not open every event of the unit, and every
 * machine, is not told small numbers, nor what would give them away (analysis/small_cells.h).
 */
#pragma once

#include "kit/module.h"

extern const struct module monthly_module;
