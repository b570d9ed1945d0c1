/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * base/tongue.h - translations, one language per request in one binary.
 *
 * Source texts are plain English.  A worker answers one request at a time, so the language
 * is a property of the process for the moment: tongue_choose() at the start of each request.
 * The .mo files (gettext's format) are embedded; look-up is a binary search.
 */
#pragma once

#include "base/arena.h"
#include "base/calendar.h"
#include "base/str.h"

struct embedded;

void tongue_open(const struct embedded *files);         /* rows named "sv.mo", "en.mo", ... */
bool tongue_choose(struct str language);                /* "sv", "en"; false: unknown, unchanged */
const char *tongue_code(void);                          /* "sv" */
bool tongue_is(const char *code);
int tongue_count(void);
const char *tongue_at(int i);                           /* codes of the shipped languages */

const char *tongue_say(const char *message);
const char *tongue_plural(int64_t n, const char *one, const char *many);
/* Messages asked for and not found in the current language, for the test that wants none. */
int tongue_missing_count(void);

#define _(text) tongue_say(text)
#define N_(text) text
#define plural(n, one, many) tongue_plural((n), (one), (many))

/* In the person's language. */
struct str tongue_date(struct arena *arena, struct date date);          /* 2 mars 2026 */
struct str tongue_instant(struct arena *arena, struct instant instant); /* 2 mars 2026 21:10 */
const char *month_name(int month);                     /* 1..12: "mars" */
const char *weekday_name(int weekday);                 /* 1 Monday ... 7 Sunday: "måndag" */
struct str tongue_month(struct arena *arena, struct date date);         /* mars 2026 */
struct str tongue_number(struct arena *arena, int64_t n);               /* 12 345, thin no-break space */
struct str tongue_real(struct arena *arena, double x, int decimals);    /* 3,5 */
struct str tongue_about(struct arena *arena, double x); /* with one decimal below 10, else with none */
/* Of two texts (a catalogue's _sv and _en) the one for the current language; the other when
 * that is empty. */
struct str tongue_pick(struct str sv, struct str en);
