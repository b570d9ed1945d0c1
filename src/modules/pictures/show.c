/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * pictures/show.c - a picture as figures, as JSON and as text from Markdown.
 *
 * What is shown is always the frozen extract.  Links lead to the rows as they are today.
 */
#include "modules/pictures/inside.h"

#include "formats/chart.h"
#include "modules/pictures/bases.h"
#include "modules/pictures/parts.h"
#include "modules/pictures/pages.html.h"
#include "modules/places/places.h"

#include <stdlib.h>
#include <string.h>

enum { LONGEST_JSON = 8 << 20, MOST_BARS = 10 };

const char *const picture_sections[] = { "present", "causes", "consequences", "development",
	"measures", NULL };

size_t picture_section_find(struct str name)
{
	size_t i = 0;

	while (picture_sections[i] && !str_is(name, picture_sections[i]))
		i++;
	return i;
}

struct str picture_section(const struct picture *picture, size_t i)
{
	const struct str texts[] = { picture->present, picture->causes, picture->consequences,
		picture->development, picture->proposals };

	return i < COUNT(texts) ? texts[i] : S("");
}

struct str picture_heading(const struct item *kind, const char *column)
{
	return kind ? item_words(kind, column) : str_of(column);
}

static const struct picture_number_list *cited_list_of(struct view *view, const struct picture *picture)
{
	struct picture_number_list *list = arena_new(view_arena(view), struct picture_number_list);

	*list = cited_in_texts(view, picture);
	return list;
}

struct picture_page picture_page_of(struct view *view, const struct picture *picture, bool has_links)
{
	struct picture_page page = { .picture = picture, .view = view, .has_links = has_links,
		.kind = item_find("picture_kinds", picture->kind),
		.extract = picture->extract_id ? extract_get(view, picture->extract_id) : NULL };

	if (page.extract) {
		page.query = query_read(view, page.extract->query);
		page.numbers = numbers_read(view_arena(view), page.extract->numbers);
	}
	if (!page.query)
		page.numbers = NULL;
	page.cited = cited_list_of(view, picture);
	return page;
}

/* ---- Text ------------------------------------------------------------------------------ */

/* Where a text is cut, a number in it is not cut in two. */
static struct str without_half_mark(struct str text)
{
	for (size_t i = text.len; i-- > 0 && text.at[i] != ']';)
		if (text.at[i] == '[' && str_find_char(str_part(text, i, text.len), '#') >= 0)
			return str_trim(str_part(text, 0, i));
	return text;
}

struct str first_paragraph(struct str text)
{
	enum { LETTERS = 420 };
	ptrdiff_t end = str_find(str_trim(text), S("\n\n"));

	text = str_trim(text);
	if (end >= 0)
		text.len = (size_t)end;
	return without_half_mark(str_letters_part(text, LETTERS));
}

/* One sentence, as the draft says it: how many, compared with the year before, how sure. */
struct str picture_finding(const struct picture_page *page)
{
	struct picture_limits limits = picture_limits();

	return marks_plain(view_arena(page->view), draft_total(view_arena(page->view), page->query,
		page->numbers, &limits));
}

/* ---- Figures ---------------------------------------------------------------------------- */

static struct str year_words(struct arena *arena, struct date from, struct date to)
{
	if (from.year == to.year)
		return arena_print(arena, "%d", from.year);
	return arena_print(arena, "%d–%d", from.year, to.year);
}

static struct str unfinished(struct arena *arena, const struct picture_query *query)
{
	if (date_compare(query->to, query->period_to) >= 0)
		return S("");
	return arena_print(arena, _("until %.*s"), STR(tongue_date(arena, query->to)));
}

/* The rows of a table as columns for a figure. */
struct drawn {
	size_t count;
	struct str *labels, *links, *before_links;
	int64_t *now, *before;
};

static struct drawn drawn_make(struct arena *arena, size_t count)
{
	return (struct drawn){ .labels = arena_array(arena, struct str, count),
		.links = arena_array(arena, struct str, count),
		.before_links = arena_array(arena, struct str, count),
		.now = arena_array(arena, int64_t, count),
		.before = arena_array(arena, int64_t, count) };
}

static struct str year_earlier(struct arena *arena, struct str month)
{
	int64_t year;

	if (!str_to_int(str_part(month, 0, 4), &year))
		return month;
	return arena_print(arena, "%04lld%.*s", (long long)year - 1, STR(str_part(month, 4, 3)));
}

static struct str row_link(const struct picture_page *page, const struct numbers_by *table,
                           const struct number_row *row, bool is_notice, bool is_before)
{
	struct arena *arena = view_arena(page->view);
	bool is_month = !strcmp(table->by, "month");
	struct str key = is_month && is_before ? year_earlier(arena, row->key) : row->key;
	struct event_ask events = query_events(page->query, is_before);
	struct notice_ask notices = query_notices(page->query, is_before);

	if (!page->has_links || !(is_before ? row->before : row->now))
		return S("");
	return is_notice ? notices_link(arena, &notices, table->by, key)
		: events_link(arena, &events, table->by, key);
}

static struct drawn drawn_of(const struct picture_page *page, const struct numbers_by *table,
                             bool is_notice, size_t most)
{
	struct arena *arena = view_arena(page->view);
	struct drawn drawn = drawn_make(arena, table->count);

	for (size_t i = 0; i < table->count && i < most; i++) {
		const struct number_row *row = &table->rows[i];
		bool is_area_notice = is_notice && !strcmp(table->by, "area");

		if (!row->now && !row->before && strcmp(table->by, "month"))
			continue;
		drawn.labels[drawn.count] = is_area_notice && row->label.len ? row->label
			: row_label(arena, table->by, row);
		drawn.now[drawn.count] = row->now;
		drawn.before[drawn.count] = row->before;
		drawn.links[drawn.count] = row_link(page, table, row, is_notice, false);
		drawn.before_links[drawn.count++] = row_link(page, table, row, is_notice, true);
	}
	return drawn;
}

static struct str months_short(struct arena *arena, struct str month)
{
	static const char *const names[] = { N_("Jan"), N_("Feb"), N_("Mar"), N_("Apr"), N_("May"),
		N_("Jun"), N_("Jul"), N_("Aug"), N_("Sep"), N_("Oct"), N_("Nov"), N_("Dec") };
	int64_t n = 0;

	if (month.len != 7 || !str_to_int(str_part(month, 5, 2), &n) || n < 1 || n > 12)
		return month;
	return n == 1 ? arena_print(arena, "%s %.*s", _(names[0]), STR(str_part(month, 0, 4)))
		: str_of(_(names[n - 1]));
}

/* What is counted, how it is named and what must be said beside it. */
struct figure {
	const char *id;
	const char *title, *heading;
	struct str finding, caveat;
	const struct numbers_by *table;
	bool is_notice;
	size_t most;
};

static void figure_show(struct out *out, const struct picture_page *page, const struct figure *figure)
{
	struct arena *arena = view_arena(page->view);
	struct drawn drawn = drawn_of(page, figure->table, figure->is_notice, figure->most);
	bool is_month = !strcmp(figure->table->by, "month");
	struct str *shorts = arena_array(arena, struct str, drawn.count + 1);
	const struct chart_series series[] = {
		{ year_words(arena, page->query->from, page->query->to), drawn.now, drawn.links },
		{ year_words(arena, page->query->before_from, page->query->before_to), drawn.before,
		  drawn.before_links } };

	for (size_t i = 0; i < drawn.count; i++)
		shorts[i] = is_month ? months_short(arena, figure->table->rows[i].key) : drawn.labels[i];
	chart_show(out, &(struct chart){ .kind = is_month ? CHART_LINE : CHART_BARS,
		.id = figure->id, .title = str_of(figure->title), .finding = figure->finding,
		.caveat = figure->caveat, .heading = str_of(figure->heading), .count = drawn.count,
		.labels = drawn.labels, .short_labels = shorts, .series_count = 2, .series = series,
		.unfinished = is_month ? unfinished(arena, page->query) : S("") });
}

static struct str most_words(const struct picture_page *page, const struct numbers_by *table)
{
	struct arena *arena = view_arena(page->view);

	if (!table->count || !table->rows[0].now)
		return S("");
	return arena_print(arena, _("Most: %.*s, %lld."),
		STR(row_label(arena, table->by, &table->rows[0])), (long long)table->rows[0].now);
}

void picture_trend(struct out *out, const struct picture_page *page)
{
	figure_show(out, page, &(struct figure){ .id = "months", .title = _("Events per month"),
		.heading = _("Month"), .finding = picture_finding(page),
		.table = &page->numbers->by[BY_MONTH], .most = SIZE_MAX });
}

/* ---- When in the week --------------------------------------------------------------------- */

static struct str cell_link(const struct picture_page *page, int day, int hour)
{
	struct arena *arena = view_arena(page->view);
	struct event_ask ask = query_events(page->query, false);

	if (!page->has_links)
		return S("");
	return arena_print(arena, "%.*s&hour=%d", STR(events_link(arena, &ask, "weekday",
		arena_print(arena, "%d", day))), hour);
}

static void week_show(struct out *out, const struct picture_page *page)
{
	static const char *const days[WEEK_DAYS] = { N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"),
		N_("Fri"), N_("Sat"), N_("Sun") };
	struct arena *arena = view_arena(page->view);
	struct str rows[WEEK_DAYS], columns[DAY_HOURS], finding;
	struct str *links = arena_array(arena, struct str, WEEK_DAYS * DAY_HOURS);
	size_t most = 0;

	for (size_t i = 0; i < WEEK_DAYS * DAY_HOURS; i++) {
		links[i] = cell_link(page, (int)i / DAY_HOURS + 1, (int)i % DAY_HOURS);
		if (page->numbers->week[i] > page->numbers->week[most])
			most = i;
	}
	for (size_t i = 0; i < WEEK_DAYS; i++)
		rows[i] = str_of(_(days[i]));
	for (size_t i = 0; i < DAY_HOURS; i++)
		columns[i] = arena_print(arena, "%02zu", i);
	finding = arena_print(arena, _("Most: %.*s at %02zu, %lld."), STR(rows[most / DAY_HOURS]),
		most % DAY_HOURS, (long long)page->numbers->week[most]);
	heat_show(out, &(struct heat){ .id = "week", .title = str_of(_("Day of the week and hour")),
		.finding = finding, .heading = str_of(_("Day")), .rows = WEEK_DAYS,
		.columns = DAY_HOURS, .row_labels = rows, .column_labels = columns,
		.values = page->numbers->week, .links = links });
}

/* ---- Where --------------------------------------------------------------------------------- */

/* The smallest areas of the picture, where events can happen. */
static struct area_list areas_drawn(const struct picture_page *page)
{
	const struct unit *unit = unit_get(page->view, page->query->counted_id);
	struct str code = page->query->area_code;
	struct area_list all, drawn = { 0 };

	if (!code.len && unit)
		code = unit->area_code;
	if (!code.len)
		return drawn;
	all = areas_within(page->view, code, page->query->to);
	drawn.at = arena_array(view_arena(page->view), struct area, all.count);
	for (size_t i = 0; i < all.count; i++) {
		const struct item *kind = item_find("area_kinds", all.at[i].kind);

		if (!area_has_part(&all, all.at[i].code) && (!kind || item_int(kind, "has_events")))
			drawn.at[drawn.count++] = all.at[i];
	}
	return drawn;
}

static void areas_show(struct out *out, const struct picture_page *page)
{
	struct arena *arena = view_arena(page->view);
	const struct numbers_by *table = &page->numbers->by[BY_AREA];
	struct map_mark *marks = arena_array(arena, struct map_mark, table->count + 1);
	struct area_list areas = page->has_links ? areas_drawn(page) : (struct area_list){ 0 };
	size_t count = 0;

	figure_show(out, page, &(struct figure){ .id = "areas", .title = _("Events per area"),
		.heading = _("Area"), .finding = most_words(page, table), .table = table,
		.most = MOST_BARS });
	for (size_t i = 0; i < table->count; i++)
		if (table->rows[i].id && table->rows[i].now)
			marks[count++] = (struct map_mark){ .area_id = table->rows[i].id,
				.number = table->rows[i].now,
				.link = row_link(page, table, &table->rows[i], false, false) };
	if (areas.count && count)
		map_show(out, &(struct map){ .title = _("Events on the map"), .count = count,
			.finding = most_words(page, table), .marks = marks, .areas = areas });
}

/* ---- From outside ----------------------------------------------------------------------------- */

static struct str all_caveats(const struct picture_page *page)
{
	struct out out;

	out_init(&out, view_arena(page->view), 16 * 1024);
	for (size_t i = 0; i < page->numbers->source_count; i++) {
		if (i)
			out_char(&out, ' ');
		out_print(&out, "%.*s: %.*s",
			STR(code_name("notice_sources", page->numbers->sources[i].source)),
			STR(page->numbers->sources[i].caveat));
	}
	return out_str(&out);
}

static void notices_show(struct out *out, const struct picture_page *page)
{
	const struct numbers *numbers = page->numbers;
	struct arena *arena = view_arena(page->view);
	struct str caveat = all_caveats(page);
	struct notice_ask ask = query_notices(page->query, false);

	if (!numbers->notices && !numbers->notices_before)
		return;
	picture_notices_begin(out, numbers, page->has_links ? notices_link(arena, &ask, "", S(""))
		: S(""), caveat);
	figure_show(out, page, &(struct figure){ .id = "notice-months",
		.title = _("Notices from outside per month"), .heading = _("Month"),
		.finding = arena_print(arena, _("%lld notices against %lld in the same days the year before."),
			(long long)numbers->notices, (long long)numbers->notices_before),
		.caveat = caveat, .table = &numbers->notices_by[NOTICES_MONTH], .is_notice = true,
		.most = SIZE_MAX });
	figure_show(out, page, &(struct figure){ .id = "notice-kinds",
		.title = _("What the notices are about"), .heading = _("Kind"),
		.finding = most_words(page, &numbers->notices_by[NOTICES_KIND]), .caveat = caveat,
		.table = &numbers->notices_by[NOTICES_KIND], .is_notice = true, .most = MOST_BARS });
	figure_show(out, page, &(struct figure){ .id = "notice-areas",
		.title = _("Areas that the notices name"), .heading = _("Area"),
		.finding = most_words(page, &numbers->notices_by[NOTICES_AREA]), .caveat = caveat,
		.table = &numbers->notices_by[NOTICES_AREA], .is_notice = true, .most = MOST_BARS });
}

void picture_figures(struct out *out, const struct picture_page *page)
{
	const struct numbers *numbers = page->numbers;

	if (!numbers)
		return;
	picture_trend(out, page);
	if (numbers->total || numbers->before) {
		figure_show(out, page, &(struct figure){ .id = "types", .title = _("Events per type"),
			.heading = _("Type"), .finding = most_words(page, &numbers->by[BY_TYPE]),
			.table = &numbers->by[BY_TYPE], .most = MOST_BARS });
		figure_show(out, page, &(struct figure){ .id = "severities",
			.title = _("Events per severity"), .heading = _("Severity"),
			.table = &numbers->by[BY_SEVERITY], .most = MOST_BARS });
		figure_show(out, page, &(struct figure){ .id = "places",
			.title = _("Events per kind of place"), .heading = _("Kind of place"),
			.finding = most_words(page, &numbers->by[BY_PLACE_TYPE]),
			.table = &numbers->by[BY_PLACE_TYPE], .most = MOST_BARS });
		areas_show(out, page);
	}
	if (numbers->total)
		week_show(out, page);
	notices_show(out, page);
	if (numbers->measure_count)
		picture_measures(out, numbers, page->has_links);
}

/* ---- JSON --------------------------------------------------------------------------------------- */

static void steps_write(struct json_out *json, const struct picture_page *page)
{
	struct picture_step_list steps = picture_steps(page->view, page->picture->id);

	json_list_begin(json, "steps");
	for (size_t i = 0; i < steps.count; i++) {
		if (str_is(steps.at[i].verb, "keep"))
			continue;
		json_object_begin(json, NULL);
		json_instant(json, "at", steps.at[i].at);
		json_str(json, "verb", steps.at[i].verb);
		json_str(json, "from", steps.at[i].from_state);
		json_str(json, "to", steps.at[i].to_state);
		json_str(json, "words", steps.at[i].words);
		json_object_finish(json);
	}
	json_list_finish(json);
}

static void extract_write(struct json_out *json, const struct picture_extract *extract)
{
	json_object_begin(json, "extract");
	json_instant(json, "taken_at", extract->taken_at);
	json_str(json, "digest", extract->digest);
	json_already(json, "query", extract->query);
	json_already(json, "numbers", extract->numbers);
	json_object_finish(json);
}

static struct str record_text(const struct picture_page *page)
{
	struct out out;
	struct json_out json;

	out_init(&out, view_arena(page->view), LONGEST_JSON);
	json_begin(&json, &out);
	record_json(&json, &picture_record, page->picture);
	return out_str(&out);
}

struct str picture_json(const struct picture_page *page)
{
	const struct picture *picture = page->picture;
	const struct unit *unit = unit_get(page->view, picture->unit_id);
	struct out out;
	struct json_out json;

	out_init(&out, view_arena(page->view), LONGEST_JSON);
	json_begin(&json, &out);
	json_object_begin(&json, NULL);
	json_str(&json, "public_id", picture->public_id);
	json_str(&json, "state", str_of(picture_states[picture->state].name));
	json_int(&json, "version", picture->version);
	json_object_begin(&json, "unit");
	json_str(&json, "code", unit ? unit->code : S(""));
	json_str(&json, "name", unit_name(page->view, picture->unit_id));
	json_object_finish(&json);
	json_object_begin(&json, "headings");
	for (size_t i = 0; picture_sections[i]; i++)
		json_str(&json, picture_sections[i], picture_heading(page->kind, picture_sections[i]));
	json_object_finish(&json);
	json_already(&json, "picture", record_text(page));
	if (page->extract)
		extract_write(&json, page->extract);
	cited_json(&json, page);
	sentences_json(&json, page);
	bases_json(&json, page);
	parts_json(&json, page);
	steps_write(&json, page);
	if (picture->frozen.len)
		json_already(&json, "as_submitted", picture->frozen);
	json_object_finish(&json);
	return out_str(&out);
}
