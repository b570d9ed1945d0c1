/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * kit/away.h - is this a copy of a city that is served without it?
 *
 * The database itself says so (table away_origin), so that no command can take a copy for the
 * city.  In a copy every page says when it was made, nothing can be changed but what away.c
 * names (the logs of crises), and no job runs.  What did not go along is not shown as nothing:
 * its pages say that it is in the city, and stand in no menu.
 */
#pragma once

#include "kit/route.h"

void away_refresh(struct store *store);                 /* once, when the store is opened */
bool away_is(void);
/* A name of its own, chosen at random when the copy is first served: what is written here is
 * known by it.  Two copies that were opened from one file are two sites. */
void away_begin(struct store *store);
struct str away_site(void);                             /* "K7F-29M"; "" in the city */
struct str away_log_key(void);                          /* of the city's logs until then */
/* What every page says; "" in the city. */
struct str away_words(struct arena *arena);
/* An emergency code as it was made, however it is typed: "k7f 29m" is "K7F-29M". */
struct str away_code(struct arena *arena, struct str typed);
/* May this change something here? */
bool away_takes(const struct route *route);
/* Did what is shown at this path (of a route or a menu entry) go along?  Always in the city. */
bool away_has(const char *path);
/* The same of the card that a room has on the start page. */
bool away_has_card(const char *room);
