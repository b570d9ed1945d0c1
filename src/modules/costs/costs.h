/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * costs/costs.h - what does damage cost, and does it fall?
 *
 * A sum that rises or falls by a third from one year to the next says nothing: the largest event
 * alone may be a quarter of it.  So four series always stand together, by year of the damage: how
 * many events have a cost, what they cost in fixed prices when each counts no higher than a cap
 * (the headline), how many were above it, and the whole sum with the error of chance alone.
 *
 * What an event costs is known bit by bit (event_cost, kept by the room events), so each year is
 * told as it was known on a day, and a year of which too little is known yet is no part of a
 * verdict.  Prices are records that somebody keeps; without an index nothing is said of a trend.
 * What a large loss is, which index is used and from which year on years can be compared is
 * decided by the city, by name and with a reason; until then the usual cap stands there, and that
 * nobody has decided.
 *
 * Restricted events are never counted.  Who reads statistics alone is told no small numbers, of
 * the unit of the appointment alone, as in the room reporting.
 */
#pragma once

#include "kit/module.h"

/* In which money a room may tell of costs: fixed prices and the cap, as this room does.  For those
 * who read events or statistics. */
struct cost_price_list;
struct costs_ground {
	struct str index_name;          /* "": there is none, prices of the day */
	int32_t year;                   /* whose prices; 0: of the day */
	double cap;                     /* kronor in those prices; INFINITY: too little to say */
	bool is_cap_decided;            /* by the city; else the usual one */
	double level;                   /* of limits: 0.9 */
	double settled;                 /* the share of a cost that must be known: 0.6 */
	const struct cost_price_list *prices;
};
/* Prices of the year, or of the nearest before it that the index has. */
struct costs_ground costs_ground_of(struct view *view, int year);
/* From prices of the day, of a year, to those of the ground; a year that the index has not is
 * taken as the nearest before it. */
double costs_ground_factor(const struct costs_ground *ground, int year);

extern const struct module costs_module;
