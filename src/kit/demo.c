/* SPDX-License-Identifier: EUPL-1.2 */
/* kit/demo.c - tables, draws and the diligence of boards in the demo city. */
#include "kit/demo.h"

#include "base/embedded.h"
#include "base/say.h"

extern const struct embedded catalogue_files[];

enum { ORDINARY = 50, WHOLE = 100, LEAST_ORDINARY = 36, ORDINARY_SPREAD = 26, USUAL_WEEK = 3 };

const struct csv_table *demo_rows(struct arena *arena, const char *name)
{
	const struct embedded *file = embedded_find(catalogue_files,
		arena_print(arena, "catalogues/demo/%s.csv", name).at);
	const char *problem = NULL;
	const struct csv_table *table;

	must(file != NULL);
	table = csv_read(arena, (struct str){ (const char *)file->at, file->len }, &problem);
	must(table != NULL);
	return table;
}

int64_t demo_int(const struct csv_table *table, size_t row, const char *name)
{
	int64_t n = 0;

	str_to_int(csv_cell(table, row, name), &n);
	return n;
}

/* FNV-1a, stirred. */
int demo_drawn(struct arena *arena, struct str a, struct str b, const char *what)
{
	struct str words = arena_print(arena, "%.*s/%.*s/%s", STR(a), STR(b), what);
	uint64_t key = 14695981039346656037u;

	for (size_t i = 0; i < words.len; i++)
		key = (key ^ (unsigned char)words.at[i]) * 1099511628211u;
	key ^= key >> 29;
	key *= 0xbf58476d1ce4e5b9u;
	return (int)((key >> 32) % PER_MILLE);
}

int demo_share(int share, int percent)
{
	if (percent >= ORDINARY)
		return share + (PER_MILLE - share) * (percent - ORDINARY) / (WHOLE - ORDINARY);
	return share * percent / ORDINARY;
}

static int64_t board_int(struct arena *arena, struct str unit_code, const char *column,
                         int64_t standard)
{
	const struct csv_table *table = demo_rows(arena, "boards");

	for (size_t i = 1; i < table->count; i++)
		if (str_equals(csv_cell(table, i, "unit_code"), unit_code))
			return demo_int(table, i, column);
	return standard;
}

int demo_meeting_week(struct arena *arena, struct str unit_code)
{
	return (int)board_int(arena, unit_code, "meeting_week", USUAL_WEEK);
}

/* Those that no row names lie around the middle. */
static int percent_of(struct arena *arena, struct str unit_code)
{
	return (int)board_int(arena, unit_code, "percent",
		LEAST_ORDINARY + demo_drawn(arena, unit_code, S("board"), "diligence") % ORDINARY_SPREAD);
}

bool demo_is_done(struct arena *arena, int share, struct str unit_code, struct str of,
                  const char *what)
{
	return demo_drawn(arena, of, unit_code, what) < demo_share(share, percent_of(arena, unit_code));
}

/* "07-14" in a year. */
static struct date day_in(struct str day, int year)
{
	struct date date = { 0 };

	if (day.len == 5)
		date = (struct date){ (int16_t)year,
			(int8_t)((day.at[0] - '0') * 10 + day.at[1] - '0'),
			(int8_t)((day.at[3] - '0') * 10 + day.at[4] - '0') };
	return date;
}

/* Of periods that are over, or that go on. */
struct demo_days demo_planted_days(const struct csv_table *planted, size_t row, struct date today)
{
	struct str first = csv_cell(planted, row, "from_day"), last = csv_cell(planted, row, "to_day");
	int year = today.year - (int)demo_int(planted, row, "occurrence") + 1;

	if (date_compare(day_in(last.len ? last : first, today.year), today) >= 0)
		year--;
	return (struct demo_days){ day_in(first, year), last.len ? day_in(last, year) : today };
}
