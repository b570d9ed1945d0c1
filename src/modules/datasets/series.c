/* SPDX-License-Identifier: EUPL-1.2 */
/* datasets/series.c - one measure over time: the diagram, its table, what it said before, and two
 * periods beside each other when they can be compared. */
#include "modules/datasets/inside.h"
#include "modules/datasets/pages.html.h"

#include "formats/chart_band.h"
#include "kit/figure.h"

#include <math.h>

struct str series_path(struct arena *arena, const struct dataset *dataset, struct str measure, struct str area)
{
	struct out out;

	out_init(&out, arena, 4096);
	out_print(&out, "/datasets/%.*s/series?measure=", STR(dataset->code));
	out_link_part(&out, measure);
	out_z(&out, "&area=");
	out_link_part(&out, area);
	return out_str(&out);
}

/* ---- What is asked -------------------------------------------------------------------------------- */

/* The newest row of the period that begins on the day; NULL none. */
static const struct series_row *row_of(const struct series_row_list *rows, struct date from)
{
	for (size_t i = 0; i < rows->count; i++)
		if (rows->at[i].is_newest && !date_compare(rows->at[i].from, from))
			return &rows->at[i];
	return NULL;
}

static void compared_choose(struct series_page *page, struct request *request)
{
	struct date a, b;
	const struct series_row *keep;

	for (size_t i = 0; i < page->rows.count && !page->second; i++)
		if (page->rows.at[i].is_newest)
			page->second = &page->rows.at[i];
	if (!page->second)
		return;
	if (date_read(request_query(request, "b"), &b) && row_of(&page->rows, b))
		page->second = row_of(&page->rows, b);
	page->first = row_of(&page->rows, date_add_months(page->second->from, -12));
	if (date_read(request_query(request, "a"), &a) && row_of(&page->rows, a))
		page->first = row_of(&page->rows, a);
	if (page->first && date_compare(page->first->from, page->second->from) > 0) {
		keep = page->first;
		page->first = page->second;
		page->second = keep;
	}
}

/* The measure and area of the address, or those that are told first, or the first of all. */
static bool series_asked(struct request *request, struct view *view, struct series_page *page)
{
	struct str measure = request_query(request, "measure"), area = request_query(request, "area");
	int64_t id;

	*page = (struct series_page){ .dataset = dataset_get(view, request_param(request, "dataset")) };
	if (!page->dataset)
		return false;
	id = page->dataset->id;
	page->measures = dataset_measures(view, id);
	page->areas = dataset_areas(view, id);
	page->measure = dataset_measure_get(view, id, measure.len ? measure : page->dataset->headline);
	page->area = dataset_area_get(view, id, request_has_query(request, "area") ? area
		: page->dataset->headline_area);
	if (!page->measure && !measure.len && page->measures.count)
		page->measure = &page->measures.at[0];
	if (!page->area && !area.len && page->areas.count)
		page->area = &page->areas.at[0];
	if (!page->measure || !page->area)
		return false;
	page->breaks = dataset_breaks(view, id);
	page->rows = series_of(view, id, page->measure->id, page->area->id);
	compared_choose(page, request);
	return true;
}

/* ---- The diagram ------------------------------------------------------------------------------------ */

static struct str short_period(struct arena *arena, const struct series_row *row)
{
	int months = (row->to.year - row->from.year) * 12 + row->to.month - row->from.month + 1;

	return months >= 12 || row->from.month == 1 ? arena_print(arena, "%d", row->from.year)
		: arena_print(arena, "%d", row->from.month);
}

static struct str break_of(struct arena *arena, const struct series_page *page, const struct series_row *before,
                           const struct series_row *row)
{
	const struct dataset_break *broken = before ? break_between(&page->breaks, before->from, row->from) : NULL;

	return broken ? arena_print(arena, _("Broken %.*s"), STR(tongue_date(arena, broken->first_on))) : S("");
}

static struct str finding_of(struct arena *arena, const struct series_page *page)
{
	const struct series_row *last = page->second;

	if (!last)
		return str_of(_("Nothing is known of it."));
	if (page->first && page->first != last)
		return comparison_words(arena, &page->breaks, page->first, last);
	return arena_print(arena, "%.*s: %.*s.", STR(span_words(arena, last->from, last->to)),
		STR(figure_words(arena, last)));
}

/* The newest rows that there is room for, oldest first. */
static size_t periods_of(struct arena *arena, const struct series_page *page, struct band_period *periods)
{
	const struct series_row *newest[BAND_PERIODS_MOST], *before = NULL;
	size_t count = 0, at = 0;

	for (size_t i = 0; i < page->rows.count && count < BAND_PERIODS_MOST; i++)
		if (page->rows.at[i].is_newest && page->rows.at[i].value >= 0)
			newest[count++] = &page->rows.at[i];
	while (count--) {
		const struct series_row *row = newest[count];

		periods[at] = band_period(span_words(arena, row->from, row->to));
		periods[at].short_label = short_period(arena, row);
		periods[at].break_words = break_of(arena, page, before, row);
		if (row->telling == FIGURE_number)
			periods[at].reported = row->value;
		before = row;
		at++;
	}
	return at;
}

static struct diagram series_diagram(struct arena *arena, const struct series_page *page)
{
	struct chart_band *band = arena_new(arena, struct chart_band);
	struct band_period *periods = arena_array(arena, struct band_period, BAND_PERIODS_MOST);
	struct out asked;

	*band = (struct chart_band){ .about = { .id = "series",
			.title = arena_print(arena, "%.*s, %.*s", STR(page->measure->name), STR(page->area->name)),
			.finding = finding_of(arena, page), .caveat = page->dataset->caveat,
			.heading = str_of(_("Period")),
			.source = arena_print(arena, _("%.*s, %.*s. Licence: %.*s"), STR(page->dataset->name),
				STR(page->dataset->publisher), STR(page->dataset->licence)) },
		.periods = periods, .is_rate = true, .unit = str_of(_("Value")) };
	band->count = periods_of(arena, page, periods);
	out_init(&asked, arena, 4096);
	out_z(&asked, "?measure=");
	out_link_part(&asked, page->measure->code);
	out_z(&asked, "&area=");
	out_link_part(&asked, page->area->code);
	figure_links_asked(arena, &band->about, arena_print(arena, "/datasets/%.*s/series/figure",
		STR(page->dataset->code)), out_str(&asked));
	return band_diagram(band);
}

struct reply dataset_figure_file(struct request *request, struct view *view)
{
	struct series_page page;

	if (!series_asked(request, view, &page) || !page.second)
		return reply_not_found(request);
	return figure_reply(request, series_diagram(request->arena, &page),
		arena_print(request->arena, "%.*s-%.*s", STR(page.dataset->code), STR(page.measure->code)));
}

/* ---- The page --------------------------------------------------------------------------------------- */

static void row_json(struct json_out *json, const struct series_row *row)
{
	json_object_begin(json, NULL);
	json_date(json, "from", row->from);
	json_date(json, "to", row->to);
	json_str(json, "telling", str_of(figure_tellings[row->telling].name));
	json_number(json, "value", row->telling == FIGURE_number ? row->value : NAN);
	json_number(json, "per_100000", row->has_rate ? row->rate : NAN);
	json_bool(json, "is_preliminary", row->is_preliminary);
	json_int(json, "edition", row->edition);
	json_bool(json, "is_newest", row->is_newest);
	json_object_finish(json);
}

static struct reply series_json(struct request *request, const struct series_page *page)
{
	struct json_out json;
	struct out out;

	out_init(&out, request->arena, DATASETS_JSON_LONGEST);
	json_begin(&json, &out);
	json_object_begin(&json, NULL);
	json_str(&json, "dataset", page->dataset->code);
	json_str(&json, "publisher", page->dataset->publisher);
	json_str(&json, "licence", page->dataset->licence);
	json_str(&json, "caveat", page->dataset->caveat);
	json_str(&json, "measure", page->measure->code);
	json_str(&json, "measure_name", page->measure->name);
	json_str(&json, "area", page->area->code);
	json_str(&json, "area_name", page->area->name);
	json_list_begin(&json, "breaks");
	for (size_t i = 0; i < page->breaks.count; i++)
		record_json(&json, &dataset_break_record, &page->breaks.at[i]);
	json_list_finish(&json);
	if (page->first && page->second && page->first != page->second)
		json_str(&json, "comparison", comparison_words(request->arena, &page->breaks, page->first, page->second));
	json_list_begin(&json, "rows");
	for (size_t i = 0; i < page->rows.count; i++)
		row_json(&json, &page->rows.at[i]);
	json_list_finish(&json);
	json_object_finish(&json);
	return reply_json(request, 200, &out);
}

static bool says_the_same(const struct series_row *a, const struct series_row *b)
{
	return a->telling == b->telling && fabs(a->value - b->value) < 1e-9
		&& a->is_preliminary == b->is_preliminary;
}

/* What earlier editions said of the period of a newest row, where it was something else: "180
 * (edition 1)". */
static struct str history_of(struct arena *arena, const struct series_row_list *rows, size_t at)
{
	const struct series_row *newest = &rows->at[at];
	struct str words = S("");

	for (size_t i = at + 1; i < rows->count; i++) {
		const struct series_row *row = &rows->at[i];

		if (date_compare(row->from, newest->from) || date_compare(row->to, newest->to))
			break;
		if (says_the_same(row, newest))
			continue;
		words = arena_print(arena, _("%.*s%s%.*s (edition %lld)"), STR(words), words.len ? ", " : "",
			STR(figure_words(arena, row)), (long long)row->edition);
	}
	return words;
}

static void rows_show(struct out *out, const struct series_page *page)
{
	const struct series_row *before = NULL;

	series_rows_begin(out);
	for (size_t i = 0; i < page->rows.count; i++) {
		const struct series_row *row = &page->rows.at[i];
		const struct dataset_break *broken;

		if (!row->is_newest)
			continue;
		broken = before ? break_between(&page->breaks, row->from, before->from) : NULL;
		if (broken)
			series_break(out, broken);
		series_line(out, row, figure_words(out->arena, row), history_of(out->arena, &page->rows, i));
		before = row;
	}
	series_rows_end(out);
}

struct reply dataset_series_page(struct request *request, struct view *view)
{
	struct series_page page;
	struct out *out;

	if (!series_asked(request, view, &page))
		return reply_not_found(request);
	if (request_wants_json(request))
		return series_json(request, &page);
	out = page_begin(request, view, str_z(request->arena, page.measure->name));
	series_head(out, &page);
	series_choose(out, &page);
	if (page.second) {
		diagram_show(out, series_diagram(request->arena, &page));
		series_compare(out, &page);
		rows_show(out, &page);
	}
	return page_end(request, 200);
}
