/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * kit/catalogue.h - lists of choices that a city may change: types, severities, roles ...
 *
 * A list is a CSV file under catalogues/ ("event/types" is catalogues/event/types.csv) with a
 * column `code`; `parent_code`, `name_sv`, `name_en` have their meaning here, all other
 * columns are reached by name.  catalogue_load() puts the files that came with the program in
 * the table `catalogue_item` where the city has no own version; each process keeps the
 * lists in memory and reads them anew when somebody changed one (catalogue_refresh()).
 */
#pragma once

#include "store/store.h"

struct catalogue;

struct item {
	struct str code, parent, name_sv, name_en;
	int64_t place;                  /* order in the file */
	bool is_retired;                /* kept for old records, not offered */
	const struct catalogue *catalogue;
	const struct str *cells;        /* all columns */
};

struct catalogue {
	struct str name;                /* "event/types" */
	size_t columns, count;
	const struct str *headings;
	const struct item *items;       /* in order */
};

void catalogue_load(struct store *store, const struct embedded *files);
void catalogue_refresh(struct store *store);            /* cheap when nothing changed; settings too */
int64_t catalogue_version(void);        /* moves when this process has read the lists anew */
/* After rows of catalogue_item were changed, in the same change: every process reads the
 * lists anew, and roles get their rights. */
void catalogue_changed(struct change *change);
const struct catalogue *catalogue_get(const char *name);        /* must exist */
const struct catalogue *catalogue_find(struct str name);        /* NULL */
const struct item *item_find(const char *list, struct str code);  /* NULL when unknown */
struct str item_name(const struct item *item);          /* in the person's language; "" for NULL */
struct str item_text(const struct item *item, const char *column);      /* "" when absent */
struct str item_words(const struct item *item, const char *column);     /* column_sv / column_en */
int64_t item_int(const struct item *item, const char *column);          /* 0 when no number */
bool item_has(const struct item *item, const char *column, const char *word);  /* word in a spaced list */
/* The name for a code, or the code itself when it is unknown. */
struct str code_name(const char *list, struct str code);
