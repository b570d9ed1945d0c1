/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * packs/packs.h - what works when the rest is down: the emergency pack.
 *
 * Every night, and when rosters have changed, one page is made for each unit that has duty
 * rosters or alarm paths, and one for the city: who is on duty for two weeks and how they are
 * reached, alarm paths, the organisation for crises with deputies, criteria of levels, plans
 * that belong in it, heads of open logs, and blank log sheets with numbers.  It is one file
 * without references to anything outside, made to be printed.
 *
 * What a pack has in it follows from its unit alone; whoever fetches it must have every right
 * that its parts ask for, at the unit and below it (access.sql).  No protected identity, no
 * restricted role and no document with a secrecy mark is in it.
 */
#pragma once

#include "kit/module.h"

/* varn serve --from FILE: asks for the passphrase, looks the file through, and opens it into a
 * private folder; the address of the database in it.  Ends the program where it may not. */
const char *pack_opened(int argc, char **argv);

extern const struct module packs_module;
