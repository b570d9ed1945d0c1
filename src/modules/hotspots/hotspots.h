/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * hotspots/hotspots.h - where it gathers: areas and cells with more than they used to have,
 * clusters of late, and whether one event brings another near.
 *
 * A question is a unit with all below it (the top: the whole city), a type or branch, an area
 * and a period.  A job answers it, each week for the whole city by itself, and what it found is
 * kept with who asked, when, and by which method, and never changed.  The period is compared
 * with the two years before it (analysis/area_more.h, relative_risk.h); the last weeks are
 * looked through for clusters (scan.h); near repeats are counted (knox.h); and the map of the
 * last year is held beside what came after it, with the two maps that cost nothing
 * (hotspot_past.h).  Too few events are told as that, and nothing is drawn of them.
 *
 * Restricted events are in no number.  Types that are near persons (column person_near of
 * event/types) are counted by district only, and not at all in an answer about less than one.
 * Whoever reads all events of the unit (my_whole_reach) reads all of an answer; whoever has
 * statistics alone reads areas with whole months, and no small number.  Nothing is counted by
 * person.
 *
 * Whole months keep two periods from being laid beside each other that differ by a day.  They do
 * not keep two answers apart that were made a day apart about a month that goes on (each week's is):
 * their difference is what was registered in between.  Each answer is guarded by itself, with the
 * same rule for small numbers; what the difference of two answers (of periods, types, units) tells
 * is not hidden from whoever may read both.
 */
#pragma once

#include "kit/module.h"

extern const struct module hotspots_module;
