/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * commitments/demo_alert.c - counts of points of electricity and preparations in the demo city.
 *
 * catalogues/demo/styrel.csv has the usual numbers of a kind of unit, and
 * catalogues/demo/preparations.csv which preparations there are and how far most have come.
 */
#include "modules/commitments/demo.h"
#include "modules/commitments/preparations.h"
#include "modules/commitments/styrel.h"

#include "kit/demo.h"

enum { LEAST = 700, SPREAD = 600, COUNTED_AGAIN = 300, DAYS_BETWEEN = 60, BEGUN_DAYS = 500 };

struct telling {
	struct demo_city *city;
	const struct csv_table *table;
	size_t row;
	const struct unit *unit;
	int64_t coordinator, director;
};

static struct str cell(const struct telling *t, const char *name)
{
	return csv_cell(t->table, t->row, name);
}

static int drawn(const struct telling *t, const char *what)
{
	return demo_drawn(t->city->arena, t->unit->code, cell(t, "key"), what);
}

static bool is_done(const struct telling *t, const char *share, const char *what)
{
	return demo_is_done(t->city->arena, (int)demo_int(t->table, t->row, share), t->unit->code,
		cell(t, "key"), what);
}

/* Each row at each unit that it names. */
static void tell(struct demo_city *city, const char *file, void (*one)(const struct telling *t))
{
	struct telling t = { .city = city, .table = demo_rows(city->arena, file) };

	for (size_t i = 0; i < city->units.count; i++) {
		t.unit = &city->units.at[i];
		t.coordinator = commitments_demo_holder(city, t.unit->id, "unit_coordinator");
		t.director = commitments_demo_holder(city, t.unit->id, "unit_director");
		for (t.row = 1; t.row < t.table->count; t.row++)
			if (commitments_demo_is_of(t.unit, cell(&t, "units")))
				one(&t);
	}
}

/* ---- Points ------------------------------------------------------------------------------ */

static int64_t points(const struct telling *t, const char *class, int part)
{
	int64_t usual = demo_int(t->table, t->row, class);

	return usual * (LEAST + drawn(t, class) * SPREAD / PER_MILLE) / PER_MILLE * part / PER_MILLE;
}

static void count_put(const struct telling *t, struct date day, int part)
{
	struct styrel styrel = { .unit_id = t->unit->id, .round = cell(t, "round"),
		.class_1 = points(t, "class_1", part), .class_2 = points(t, "class_2", part),
		.class_3 = points(t, "class_3", part), .class_4 = points(t, "class_4", part),
		.class_5 = points(t, "class_5", part), .class_6 = points(t, "class_6", part),
		.class_7 = points(t, "class_7", part), .class_8 = points(t, "class_8", part),
		.created_by = t->coordinator, .created_at = commitments_demo_at_ten(day) };

	styrel_put(t->city->change, &styrel);
}

static void count(const struct telling *t)
{
	struct date day = date_add_days(t->city->today,
		-(int)demo_int(t->table, t->row, "days_ago") - drawn(t, "day") * DAYS_BETWEEN / PER_MILLE);

	if (!is_done(t, "share", "counted") || date_compare(day, t->unit->valid_from) < 0)
		return;
	if (drawn(t, "again") < COUNTED_AGAIN)
		count_put(t, date_add_days(day, -DAYS_BETWEEN), LEAST);
	count_put(t, day, PER_MILLE);
}

void styrel_demo(struct demo_city *city)
{
	tell(city, "styrel", count);
}

/* ---- Preparations -------------------------------------------------------------------------- */

static void step(const struct telling *t, struct preparation *p, int state, struct date day)
{
	p->state = state;
	preparation_step_put(t->city->change, p,
		(struct judged_by){ t->coordinator, commitments_demo_at_ten(day) });
}

static void prepare(const struct telling *t)
{
	struct demo_city *city = t->city;
	struct date day = date_add_days(city->today, -BEGUN_DAYS - drawn(t, "begun") / 10);
	struct preparation p = { .unit_id = t->unit->id, .kind = cell(t, "key"),
		.state = PREPARATION_not_begun, .owner_id = t->director, .created_by = t->coordinator,
		.created_at = commitments_demo_at_ten(day), .updated_at = commitments_demo_at_ten(day),
		.due_on = date_add_days(city->today, (int)demo_int(t->table, t->row, "due_days")
			+ drawn(t, "due") / 10),
		.paragraph = cell(t, "paragraph"), .reference = cell(t, "reference") };

	if (p.paragraph.len)
		p.decided_on = date_add_days(day, -DAYS_BETWEEN);
	change_insert(city->change, &preparation_record.shape, &p);
	step(t, &p, PREPARATION_not_begun, day);
	if (is_done(t, "begun", "begun"))
		step(t, &p, PREPARATION_begun, date_add_days(day, DAYS_BETWEEN));
	if (p.state == PREPARATION_begun && is_done(t, "ready", "ready"))
		step(t, &p, PREPARATION_ready, date_add_days(day, BEGUN_DAYS / 2));
	change_update(city->change, &preparation_record.shape, &p, p.version);
}

void preparations_demo(struct demo_city *city)
{
	tell(city, "preparations", prepare);
}
