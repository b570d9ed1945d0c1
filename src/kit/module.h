/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * kit/module.h - what a room shows to the house: tables, listed in app/modules.c.
 */
#pragma once

#include "kit/evidence.h"
#include "kit/job.h"
#include "kit/reference.h"
#include "kit/report.h"
#include "kit/route.h"
#include "kit/table.h"
#include "kit/undo.h"
#include "kit/wheel.h"

struct menu_entry {
	const char *label;              /* N_() */
	const char *path;
	enum permission need;
	const char *icon;               /* symbol in web/icons.svg */
	bool is_more;                   /* under "More" */
};

struct rule_table {                     /* for `varn rules` and the manual */
	const char *name;               /* "events: clocks" */
	/* Writes row i as one line of Markdown table cells "| a | b |"; false after the last. */
	bool (*row)(size_t i, struct out *out);
	const char *headings;           /* "| When | What |" */
};

struct command {                        /* varn NAME ... */
	const char *name, *usage, *what;
	int (*run)(struct store *store, int argc, char **argv);
};

struct module {
	const char *name;               /* "events" */
	const struct route *routes;             /* ends with path NULL */
	const struct record *const *records;    /* ends with NULL */
	const struct reference *references;     /* ends with name NULL */
	const struct job_kind *jobs;            /* ends with name NULL */
	const struct report *reports;           /* ends with name NULL */
	const struct rule_table *rules;         /* ends with name NULL */
	const struct menu_entry *menu;          /* ends with label NULL */
	const struct import_kind *imports;      /* ends with name NULL */
	const struct command *commands;         /* ends with name NULL */
	const struct undo_kind *undos;          /* ends with name NULL */
	const struct evidence_source *evidence; /* ends with name NULL */
	const struct wheel_source *wheel;       /* ends with name NULL */
	/* Fills the demo city, in the order of the module list; `scale` 1 normal. */
	void (*demo)(struct store *store, int scale);
	/* A card on the home page; NULL none. */
	void (*home)(struct out *out, struct request *request, struct view *view);
	enum permission home_first;     /* the card comes first for those who may this; NOBODY: in turn */
};

extern const struct module *const modules[];    /* app/modules.c; ends with NULL */
