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

enum { LEAST = 700, SPREAD = 600, COUNTED_AGAIN = 300, DAYS_BETWEEN = 60, BEGUN_DAYS = 500 };

static bool is_done(const struct demo_row *row, const char *share, const char *what)
{
	return row_is_done(row, (int)row_int(row, share), what);
}

/* ---- Points ------------------------------------------------------------------------------ */

static int64_t points(const struct demo_row *row, const char *class, int part)
{
	int64_t usual = row_int(row, class);

	return usual * (LEAST + row_drawn(row, class) * SPREAD / PER_MILLE) / PER_MILLE * part / PER_MILLE;
}

static void count_put(const struct demo_row *row, struct date day, int part)
{
	struct styrel styrel = { .unit_id = row->unit->id, .round = row_cell(row, "round"),
		.class_1 = points(row, "class_1", part), .class_2 = points(row, "class_2", part),
		.class_3 = points(row, "class_3", part), .class_4 = points(row, "class_4", part),
		.class_5 = points(row, "class_5", part), .class_6 = points(row, "class_6", part),
		.class_7 = points(row, "class_7", part), .class_8 = points(row, "class_8", part),
		.created_by = row->coordinator, .created_at = commitments_demo_at_ten(day) };

	styrel_put(row->city->change, &styrel);
}

static void count(const struct demo_row *row)
{
	struct date day = date_add_days(row->city->today,
		-(int)row_int(row, "days_ago") - row_drawn(row, "day") * DAYS_BETWEEN / PER_MILLE);

	if (!is_done(row, "share", "counted") || date_compare(day, row->unit->valid_from) < 0)
		return;
	if (row_drawn(row, "again") < COUNTED_AGAIN)
		count_put(row, date_add_days(day, -DAYS_BETWEEN), LEAST);
	count_put(row, day, PER_MILLE);
}

void styrel_demo(struct demo_city *city)
{
	commitments_demo_each(city, "styrel", count);
}

/* ---- Preparations -------------------------------------------------------------------------- */

static void step(const struct demo_row *row, struct preparation *p, int state, struct date day)
{
	p->state = state;
	preparation_step_put(row->city->change, p,
		(struct judged_by){ row->coordinator, commitments_demo_at_ten(day) });
}

static void prepare(const struct demo_row *row)
{
	struct demo_city *city = row->city;
	struct date day = date_add_days(city->today, -BEGUN_DAYS - row_drawn(row, "begun") / 10);
	struct preparation p = { .unit_id = row->unit->id, .kind = row_cell(row, "key"),
		.state = PREPARATION_not_begun, .owner_id = row->director, .created_by = row->coordinator,
		.created_at = commitments_demo_at_ten(day), .updated_at = commitments_demo_at_ten(day),
		.due_on = date_add_days(city->today, (int)row_int(row, "due_days")
			+ row_drawn(row, "due") / 10),
		.paragraph = row_cell(row, "paragraph"), .reference = row_cell(row, "reference") };

	if (p.paragraph.len)
		p.decided_on = date_add_days(day, -DAYS_BETWEEN);
	change_insert(city->change, &preparation_record.shape, &p);
	step(row, &p, PREPARATION_not_begun, day);
	if (is_done(row, "begun", "begun"))
		step(row, &p, PREPARATION_begun, date_add_days(day, DAYS_BETWEEN));
	if (p.state == PREPARATION_begun && is_done(row, "ready", "ready"))
		step(row, &p, PREPARATION_ready, date_add_days(day, BEGUN_DAYS / 2));
	change_update(city->change, &preparation_record.shape, &p, p.version);
}

void preparations_demo(struct demo_city *city)
{
	commitments_demo_each(city, "preparations", prepare);
}
