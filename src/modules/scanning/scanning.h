/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * scanning/scanning.h - horizon scanning: what others publish, read, tagged, and told to units.
 *
 * The city says whom it follows.  What they publish (RSS, Atom, RDF) comes in as a file: by a
 * page, a watched folder, or, only where the city has switched that on, fetched by a job.  Each
 * file is read in a process of its own and kept with its bytes also when it is refused.  Its
 * items wait in a queue until somebody tags them with one key or drops them; what a source
 * changes later is a new edition, and the old one stays.  Anybody who scans writes in what came
 * otherwise, with own words.
 *
 * From tagged items bulletins are written: what has changed, what it may mean here, what is
 * asked for.  A second person approves, then it is sent to units, each of which receives it by
 * a named person; reach is how many of those it was sent to have done so.  A bulletin that was
 * sent is never changed: another corrects it, and both stand.  It may point at risks and
 * situation pictures, and is shown there.
 */
#pragma once

#include "kit/module.h"

/* A bulletin as another room shows it. */
struct bulletin_told {
	struct str number, title;
	struct instant sent_at;
};
LIST_OF(bulletin_told)
enum { BULLETINS_TOLD_MOST = 12 };

/* Sent ones that the reader may see and that point at a risk (its first row), newest first. */
struct bulletin_told_list bulletins_about_risk(struct view *view, int64_t root_id);
/* The same for situation pictures of a unit and a kind, of whatever period. */
struct bulletin_told_list bulletins_about_pictures(struct view *view, int64_t unit_id, struct str kind);
/* "OB-2026-00003 Title"; "" when it is not seen or not sent. */
struct str bulletin_told_words(struct view *view, struct str number);
/* As a section with a heading; nothing when there is none. */
void bulletins_told_show(struct out *out, const struct bulletin_told_list *list);

extern const struct module scanning_module;
