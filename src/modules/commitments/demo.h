/* SPDX-License-Identifier: EUPL-1.2 */
/* commitments/demo.h - what the files that fill the demo city share. */
#pragma once

#include "kit/demo.h"
#include "modules/commitments/inside.h"
#include "modules/units/units.h"

struct demo_city {
	struct arena *arena;
	struct change *change;
	struct date today;
	struct unit_list units;         /* boards and companies */
	size_t count;                   /* commitments made */
	struct demo_made {
		struct commitment commitment;
		struct str key;         /* of catalogues/demo/commitments.csv */
		const struct unit *unit;
	} *made;
};

/* A row of a file of the demo, told at one unit. */
struct demo_row {
	struct demo_city *city;
	const struct csv_table *table;
	size_t row;
	const struct unit *unit;
	int64_t coordinator, director;  /* of the unit */
};
/* Each row of catalogues/demo/FILE.csv at each unit that its column `units` names. */
void commitments_demo_each(struct demo_city *city, const char *file,
                           void (*tell)(const struct demo_row *row));
static inline struct str row_cell(const struct demo_row *row, const char *name)
{ return csv_cell(row->table, row->row, name); }
static inline int64_t row_int(const struct demo_row *row, const char *name)
{ return demo_int(row->table, row->row, name); }
/* What is drawn for this row at this unit, and whether it is done there (kit/demo.h). */
static inline int row_drawn(const struct demo_row *row, const char *what)
{ return demo_drawn(row->city->arena, row->unit->code, row_cell(row, "key"), what); }
static inline bool row_is_done(const struct demo_row *row, int share, const char *what)
{ return demo_is_done(row->city->arena, share, row->unit->code, row_cell(row, "key"), what); }

int64_t commitments_demo_holder(const struct demo_city *city, int64_t unit_id, const char *role);
struct instant commitments_demo_at_ten(struct date day);
