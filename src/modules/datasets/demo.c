/* SPDX-License-Identifier: EUPL-1.2 */
/* datasets/demo.c - two sets of the demo city: months that begin preliminary, with a break, and people. */
#include "base/crypto.h"
#include "base/csv.h"
#include "base/say.h"
#include "kit/demo.h"
#include "modules/datasets/inside.h"
#include "modules/people/people.h"

enum { ARENA_BYTES = 64 << 20, FILE_LONGEST = 4 << 20, MONTHS_BACK = 34, YEARS_BACK = 6, LATER_DAYS = 12 };

struct set_making {
	struct change *change;
	struct arena *arena;
	const struct csv_table *measures, *areas;
	const struct dataset *dataset;
	struct str shape;
	int64_t author;
};

/* ---- The files -------------------------------------------------------------------------------- */

static bool is_measure(const struct set_making *making, size_t row)
{
	return str_equals(csv_cell(making->measures, row, "dataset"), making->dataset->code);
}

/* A sum is that of its parts; what has none is drawn around its base, and less while it is preliminary. */
static int64_t value_of(const struct set_making *making, size_t row, struct str month, bool is_last)
{
	struct str code = csv_cell(making->measures, row, "code");
	int64_t sum = 0, base = demo_int(making->measures, row, "base");

	if (base)
		return base * (850 + demo_drawn(making->arena, code, month, "figure") * 300 / PER_MILLE) / PER_MILLE
			* (is_last ? 94 : 100) / 100;
	for (size_t i = 1; i < making->measures->count; i++)
		if (is_measure(making, i) && str_equals(csv_cell(making->measures, i, "parent"), code))
			sum += value_of(making, i, month, is_last);
	return sum;
}

static void month_write(struct out *out, const struct set_making *making, struct date month, bool is_last)
{
	struct str key = arena_print(making->arena, "%04d-%02d", month.year, month.month);

	for (size_t i = 1; i < making->measures->count; i++) {
		int64_t value = is_measure(making, i) ? value_of(making, i, key, is_last) : 0;

		if (is_measure(making, i))
			out_print(out, "\n%.*s;%.*s;%.*s;%lld;alvhamn;Alvhamn;%.*s;%lld;%s",
				STR(csv_cell(making->measures, i, "code")),
				STR(csv_cell(making->measures, i, "name_sv")),
				STR(csv_cell(making->measures, i, "parent")),
				(long long)demo_int(making->measures, i, "level"), STR(key),
				(long long)value, is_last ? "ja" : "nej");
	}
}

static void people_write(struct out *out, const struct set_making *making, int year)
{
	int back = date_today().year - 1 - year;

	for (size_t i = 1; i < making->areas->count; i++)
		if (str_is(csv_cell(making->areas, i, "kind"), "district")
		    && !csv_cell(making->areas, i, "valid_to").len)
			out_print(out, "\nfolk;Folkbokförda;;1;%.*s;%.*s;%d;%lld;nej",
				STR(csv_cell(making->areas, i, "code")), STR(csv_cell(making->areas, i, "name_sv")), year,
				(long long)(demo_int(making->areas, i, "population") * (1000 - back * 9) / PER_MILLE));
}

/* Months before the newest one; of a set of years only the last two. */
static const int editions_late[] = { 9, 6, 3, 1, 0 };

/* `late` months or years before the newest one. */
static struct str file_make(const struct set_making *making, int late)
{
	struct date now = date_month_start(date_today());
	struct out out;

	out_init(&out, making->arena, FILE_LONGEST);
	out_z(&out, "measure;measure_name;parent;level;area;area_name;period;value;preliminary");
	if (str_is(making->shape, "people"))
		for (int back = YEARS_BACK; back > late; back--)
			people_write(&out, making, now.year - back);
	else
		for (int back = MONTHS_BACK; back > late; back--)
			month_write(&out, making, date_add_months(now, -back), back == late + 1);
	return out_str(&out);
}

/* ---- Put in -------------------------------------------------------------------------------------- */

static void edition_make(const struct set_making *making, int late)
{
	struct problems problems = { .arena = making->arena };
	struct str content = file_make(making, late);
	bool is_years = str_is(making->shape, "people");
	struct date month = date_month_start(date_today());
	struct date published = is_years ? (struct date){ (int16_t)(month.year - late), 2, 22 }
		: date_add_days(date_add_months(month, -late), LATER_DAYS);
	struct dataset_edition edition = { .dataset_id = making->dataset->id, .layout = S("series"),
		.file_name = arena_print(making->arena, "%.*s-%d.csv", STR(making->dataset->code), published.year),
		.digest = digest_hex(making->arena, content), .published_on = published,
		.read_by = making->author, .read_at = instant_at(published, 10, 20, 0),
		.read_name = person_name_kept(change_view(making->change), making->author) };
	struct figures_read read;

	if (!figures_read_series(making->arena, content, &read, &problems))
		abandon("Could not fill the demo city.", str_z(making->arena, problems.at[0].words));
	edition_put(making->change, &edition, &read);
}

static void breaks_make(const struct set_making *making)
{
	const struct csv_table *table = demo_rows(making->arena, "dataset_breaks");

	for (size_t row = 1; row < table->count; row++) {
		struct dataset_break made = { .dataset_id = making->dataset->id,
			.first_on = { (int16_t)(date_today().year - demo_int(table, row, "years_ago")), 1, 1 },
			.reason = csv_cell(table, row, "reason_sv"), .created_by = making->author };

		if (str_equals(csv_cell(table, row, "dataset"), making->dataset->code))
			change_insert(making->change, &dataset_break_record.shape, &made);
	}
}

static void set_make(struct set_making *making, const struct csv_table *table, size_t row)
{
	struct dataset dataset = { .code = csv_cell(table, row, "code"), .name = csv_cell(table, row, "name_sv"),
		.kind = csv_cell(table, row, "kind"), .publisher = csv_cell(table, row, "publisher_sv"),
		.licence = csv_cell(table, row, "licence_sv"), .method = csv_cell(table, row, "method_sv"),
		.caveat = csv_cell(table, row, "caveat_sv"), .cadence = csv_cell(table, row, "cadence"),
		.headline = csv_cell(table, row, "headline"), .headline_area = csv_cell(table, row, "headline_area") };

	making->author = person_of_login(change_view(making->change), csv_cell(table, row, "author_login"));
	making->shape = csv_cell(table, row, "shape");
	dataset.created_by = making->author;
	change_insert(making->change, &dataset_record.shape, &dataset);
	making->dataset = &dataset;
	breaks_make(making);
	for (size_t i = 0; i < COUNT(editions_late); i++)
		if (editions_late[i] <= 1 || !str_is(making->shape, "people"))
			edition_make(making, editions_late[i]);
}

void datasets_demo(struct store *store, int scale)
{
	struct arena *arena = arena_open(ARENA_BYTES);
	struct set_making making = { .change = change_open(store, arena, (struct who){ .is_system = true }),
		.arena = arena, .measures = demo_rows(arena, "dataset_measures"), .areas = demo_rows(arena, "areas") };
	const struct csv_table *table = demo_rows(arena, "datasets");

	(void)scale;
	for (size_t row = 1; row < table->count; row++)
		set_make(&making, table, row);
	if (change_commit(making.change) != COMMITTED)
		abandon("Could not fill the demo city.", "somebody else was writing");
	arena_close(arena);
}
