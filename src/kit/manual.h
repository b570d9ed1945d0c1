/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * kit/manual.h - the program explains itself: routes, rights, fields, rules, matrix.
 *
 * The same functions print to the terminal and into docs/manual, so the manual stays true.
 */
#pragma once

#include "base/out.h"
#include "store/store.h"

void manual_routes(struct out *out);
void manual_rights(struct out *out);                    /* roles x permissions */
bool manual_fields(struct out *out, struct str record); /* "" lists the records; false: unknown */
void manual_rules(struct out *out);
void manual_matrix(struct out *out);                    /* route x role -> 200/303/403 */
/* Why a person may or may not open a path: each lock in turn.  False: no such person. */
bool manual_why(struct store *store, struct out *out, struct str path, struct str login);
/* Everything `varn check` looks at; answers the number of faults found. */
int manual_check(struct store *store, struct out *out);
