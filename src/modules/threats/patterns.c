/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * threats/patterns.c - tables of what threats were, so that small numbers stay unknown.
 *
 * The columns of all tables are the same: forms, influence, repeated.  A reader could add up a
 * column in one table and take away what is told in another.  So the sum of a column that is told
 * is told in every table, and each table is guarded as if that sum were known; a column whose sum
 * may not be told in one of them is left out of all.  The table of months has columns of its own.
 */
#include "modules/threats/inside.h"

#include "kit/setting.h"
#include "modules/units/units.h"

enum { COLUMNS_MOST = 24, ROWS_MOST = 200, SEVERITIES = 5, MONTHS = 12 };

struct columns {
	size_t count;
	struct str codes[COLUMNS_MOST], labels[COLUMNS_MOST];
};

/* "name=Svenska|English;..." of the question of forms. */
static void forms_add(struct columns *columns)
{
	struct str rest = item_text(item_find("event/blocks", S("threat.form")), "choices");

	while (rest.len && columns->count < COLUMNS_MOST - 2) {
		struct str english = str_cut(&rest, ';'), code = str_cut(&english, '=');
		struct str swedish = str_cut(&english, '|');

		columns->codes[columns->count] = code;
		columns->labels[columns->count++] = tongue_pick(swedish, english);
	}
}

static struct columns columns_all(void)
{
	struct columns columns = { 0 };

	forms_add(&columns);
	columns.codes[columns.count] = S("+influence");
	columns.labels[columns.count++] = str_of(_("Wanted to influence a decision"));
	columns.codes[columns.count] = S("+repeated");
	columns.labels[columns.count++] = str_of(_("Has happened before"));
	return columns;
}

static bool mix_has(const struct threat_mix *mix, struct str code)
{
	if (str_is(code, "+influence"))
		return str_is(mix->influence, "yes");
	if (str_is(code, "+repeated"))
		return mix->is_repeated;
	return str_has_word(mix->forms, code);
}

static struct str key_label(struct view *view, enum threat_by by, struct str key)
{
	const struct unit *unit = by == THREATS_by_board ? unit_of_code(view, key) : NULL;
	struct str choices = item_text(item_find("event/blocks", by == THREATS_by_task
		? S("threat.task") : S("threat.perpetrator")), "choices");

	if (!key.len)
		return str_of(_("Not said"));
	if (unit)
		return unit_words(unit);
	if (by == THREATS_by_place)
		return code_name("event/place_types", key);
	while (by != THREATS_by_board && choices.len) {
		struct str english = str_cut(&choices, ';'), code = str_cut(&english, '=');
		struct str swedish = str_cut(&english, '|');

		if (str_equals(code, key))
			return tongue_pick(swedish, english);
	}
	return key;
}

/* One column as a table of its own: an event can have several forms, so that no sum of a row is
 * told or can be worked out; the sum of the column is taken as known. */
static void column_guard(struct arena *arena, struct pattern *pattern, size_t column)
{
	int64_t *counts = arena_array(arena, int64_t, pattern->rows + 1);
	enum cell_telling *telling;

	for (size_t r = 0; r < pattern->rows; r++)
		counts[r] = pattern->counts[r * pattern->columns + column];
	telling = small_cells_hide(arena, &(struct small_cells){ .rows = pattern->rows, .columns = 1,
		.counts = counts, .least = pattern->least, .width = pattern->least - 1 });
	for (size_t r = 0; r <= pattern->rows; r++)
		pattern->telling[r * (pattern->columns + 1) + column] = telling[r * 2];
}

static void pattern_guard(struct arena *arena, struct pattern *pattern)
{
	pattern->least = setting_int("small_cells_below");
	if (pattern->least < 2)
		pattern->least = 2;
	pattern->telling = arena_array(arena, enum cell_telling,
		(pattern->rows + 1) * (pattern->columns + 1));
	for (size_t c = 0; c < pattern->columns; c++)
		column_guard(arena, pattern, c);
}

static struct pattern pattern_of(struct view *view, enum threat_by by,
                                 const struct threat_mix_list *mixes, struct columns *columns)
{
	struct arena *arena = view_arena(view);
	struct pattern pattern = { .columns = columns->count, .column_labels = columns->labels,
		.row_labels = arena_array(arena, struct str, mixes->count + 1),
		.counts = arena_array(arena, int64_t, (mixes->count + 1) * columns->count) };

	for (size_t i = 0; i < mixes->count; i++) {
		if (!i || !str_equals(mixes->at[i].key, mixes->at[i - 1].key)) {
			if (pattern.rows == ROWS_MOST)
				break;
			pattern.row_labels[pattern.rows++] = key_label(view, by, mixes->at[i].key);
		}
		for (size_t c = 0; c < columns->count; c++)
			if (mix_has(&mixes->at[i], columns->codes[c]))
				pattern.counts[(pattern.rows - 1) * columns->count + c] += mixes->at[i].events;
	}
	pattern_guard(arena, &pattern);
	return pattern;
}

/* The first column whose sum is not told in some table; count when there is none. */
static size_t column_untold(const struct patterns *patterns)
{
	size_t columns = patterns->at[0].columns;

	for (size_t t = 0; t < THREATS_by_month; t++) {
		const struct pattern *pattern = &patterns->at[t];

		for (size_t c = 0; c < columns; c++)
			if (pattern->telling[pattern->rows * (columns + 1) + c] != CELL_told)
				return c;
	}
	return columns;
}

static void column_leave(struct arena *arena, struct patterns *patterns, struct columns *columns,
                         size_t column)
{
	patterns->left_out = arena_print(arena, "%.*s%s%.*s", STR(patterns->left_out),
		patterns->left_out.len ? ", " : "", STR(columns->labels[column]));
	for (size_t c = column; c + 1 < columns->count; c++) {
		columns->codes[c] = columns->codes[c + 1];
		columns->labels[c] = columns->labels[c + 1];
	}
	columns->count--;
}

/* ---- Months ----------------------------------------------------------------------------------- */

static void month_count(struct view *view, struct pattern *pattern, struct date from)
{
	struct date next = date_add_months(from, 1);
	struct threat_mix_list mixes = threat_mixes(view, THREATS_by_month,
		instant_at(from, 0, 0, 0), instant_at(next, 0, 0, 0));

	pattern->row_labels[pattern->rows] = arena_print(view_arena(view), "%04d-%02d", from.year,
		from.month);
	for (size_t i = 0; i < mixes.count; i++)
		if (mixes.at[i].severity >= 0 && mixes.at[i].severity < SEVERITIES)
			pattern->counts[pattern->rows * SEVERITIES + (size_t)mixes.at[i].severity]
				+= mixes.at[i].events;
	pattern->rows++;
}

static struct pattern months_of(struct view *view, int year, struct date to)
{
	struct arena *arena = view_arena(view);
	struct pattern pattern = { .columns = SEVERITIES,
		.row_labels = arena_array(arena, struct str, MONTHS),
		.column_labels = arena_array(arena, struct str, SEVERITIES),
		.counts = arena_array(arena, int64_t, MONTHS * SEVERITIES) };

	for (int s = 0; s < SEVERITIES; s++)
		pattern.column_labels[s] = s ? arena_print(arena, _("Severity %d"), s)
			: str_of(_("Severity not said"));
	for (int month = 1; month <= to.month; month++)
		month_count(view, &pattern, (struct date){ (int16_t)year, (int8_t)month, 1 });
	pattern_guard(arena, &pattern);
	return pattern;
}

struct patterns patterns_made(struct view *view, int year)
{
	static const char *const titles[] = { N_("By committee or company"), N_("By kind of place"),
		N_("By what the person works with"), N_("By who was behind it, in the whole city"),
		N_("By month and severity") };
	struct patterns patterns = { .year = year, .to = patterns_to(year, date_today()) };
	struct threat_mix_list mixes[THREATS_BY_COUNT] = { 0 };
	struct columns *columns = arena_new(view_arena(view), struct columns);
	struct date from = { (int16_t)year, 1, 1 };
	size_t untold;

	*columns = columns_all();
	for (enum threat_by by = 0; by < THREATS_by_month; by++)
		if (date_is_given(patterns.to))
			mixes[by] = threat_mixes(view, by, instant_at(from, 0, 0, 0),
				instant_at(date_add_days(patterns.to, 1), 0, 0, 0));
	do {
		for (enum threat_by by = 0; by < THREATS_by_month; by++)
			patterns.at[by] = pattern_of(view, by, &mixes[by], columns);
		untold = column_untold(&patterns);
		if (untold < columns->count)
			column_leave(view_arena(view), &patterns, columns, untold);
	} while (untold < patterns.at[0].columns && columns->count);
	for (size_t t = 0; t < THREATS_by_month && !columns->count; t++)
		patterns.at[t] = (struct pattern){ 0 };
	patterns.at[THREATS_by_month] = months_of(view, year, patterns.to);
	for (size_t t = 0; t < THREATS_BY_COUNT; t++)
		patterns.at[t].title = titles[t];
	return patterns;
}

struct str pattern_cell(struct arena *arena, const struct pattern *pattern, size_t row, size_t column)
{
	switch (pattern->telling[row * (pattern->columns + 1) + column]) {
	case CELL_small: return arena_print(arena, "<%lld", (long long)pattern->least);
	case CELL_left_out: return S("–");
	default: return arena_print(arena, "%lld",
		(long long)pattern->counts[row * pattern->columns + column]);
	}
}
