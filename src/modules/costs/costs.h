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

extern const struct module costs_module;
