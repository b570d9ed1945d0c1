/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * warnings/warnings.h - warnings from others, and drafts of our own, as CAP 1.2.
 *
 * A file comes in by a page, a command or a watched folder; nothing is fetched.  It is read in
 * a process of its own, judged, and kept with its bytes also when it is refused.  A message
 * is never changed: an update or a cancel of the same sender replaces what is shown.  What is
 * an exercise, a test or a draft says so everywhere and is counted nowhere.
 *
 * A draft goes out as a file that somebody hands on.  Nothing is sent from here: a public
 * announcement (VMA) is asked for by those whom the law names, by telephone, and the page
 * about it is a checklist and a text.
 */
#pragma once

#include "kit/module.h"

/* Those that hold now and touch the city, in a box; nothing when there is none or the person
 * does not read warnings. */
void warnings_now_show(struct out *out, struct request *request, struct view *view);

/* varn import cap FILE... */
int warnings_import_command(struct store *store, int argc, char **argv);

extern const struct module warnings_module;
