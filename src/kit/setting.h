/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * kit/setting.h - every setting: name, default, meaning, in one table.
 *
 * A city's own value stands in the table `setting`; each process keeps them in memory and
 * reads them anew together with the catalogues.
 */
#pragma once

#include "store/store.h"

struct setting {
	const char *name;
	const char *standard;           /* the value when the city has said nothing */
	const char *meaning;            /* N_() */
};
extern const struct setting settings[];         /* ends with name NULL */

void setting_refresh(struct store *store);
struct str setting_text(const char *name);      /* must be in the table */
int64_t setting_int(const char *name);
/* The same, not below `least` nor above `most`, whatever the city has written. */
int setting_within(const char *name, int least, int most);
bool setting_yes(const char *name);             /* "yes" */
void setting_put(struct change *change, const char *name, struct str value);
