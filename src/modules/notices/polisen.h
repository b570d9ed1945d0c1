/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * notices/polisen.h - reading the police authority's events (polisen.se/api/events).
 *
 * Pure: one JSON object in, one notice out.  What the source does to its readers and we
 * answer to: hours without leading zero, a space before the zone, `datetime` is when it was
 * published and not when it happened, titles without year, "10:14" until autumn 2023 and
 * "10.14" after, a type with a trailing space, summaries of a whole night that must not be
 * counted as one event, and a place that since January 2026 is the county only.
 */
#pragma once

#include "modules/notices/model.h"

#include <jansson.h>

enum { LONGEST_NOTICE_LINE = 1 << 20 };

/* False with *problem (a sentence) when the object is no police event. */
bool polisen_read(struct arena *arena, const json_t *object, struct notice *notice,
                  struct str *problem);
/* "20 mars 10:14, Trafikolycka, Malmö" published then: when it happened.  The year is the one
 * that lies nearest before the publication; a time after it becomes the publication itself.
 * { 0 } when the title has no time. */
struct instant polisen_occurred(struct str title, struct instant published);
/* The last part of the title, when it is a place and not the type: "Malmö". */
struct str polisen_title_place(struct str title, struct str type);
/* Is the place a county ("Stockholms län") rather than a municipality? */
bool polisen_is_county(struct str place);
/* What the source said, as one digest: a later change of any of it is a new version. */
struct str notice_digest(struct arena *arena, const struct notice *notice);
