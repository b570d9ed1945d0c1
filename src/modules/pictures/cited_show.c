/* SPDX-License-Identifier: EUPL-1.2 */
/* pictures/cited_show.c - see cited.h; numbers in a text as links, as a list, as JSON. */
#include "modules/pictures/cited.h"

#include "modules/pictures/cited.html.h"

/* What was taken out of the texts is kept with its number, and told to nobody. */
static bool stands_in(const struct picture *picture, int64_t number)
{
	struct mark mark;
	int64_t named;

	for (size_t i = 0; picture_sections[i]; i++) {
		struct str text = picture_section(picture, i);

		for (size_t from = 0; mark_find(text, from, &mark); from = mark.at + mark.len)
			if (str_to_int(mark.name, &named) && named == number)
				return true;
	}
	return false;
}

struct picture_number_list cited_in_texts(struct view *view, const struct picture *picture)
{
	struct picture_number_list list = picture_cited(view, picture->id);
	size_t kept = 0;

	for (size_t i = 0; i < list.count; i++)
		if (stands_in(picture, list.at[i].number))
			list.at[kept++] = list.at[i];
	list.count = kept;
	return list;
}

static struct str shown(void *context, const struct mark *mark)
{
	const struct picture_page *page = context;
	const struct picture_number *cited;
	int64_t number = 0;
	struct out out;

	cited = str_to_int(mark->name, &number) ? cited_of(page->cited, number) : NULL;
	if (!cited)
		return S("");
	out_init(&out, view_arena(page->view), 8192);
	cited_number(&out, page, cited);
	return str_trim(out_str(&out));
}

struct html cited_html(const struct picture_page *page, struct html html)
{
	const struct mark_answer answer = { shown, (void *)(uintptr_t)page };

	if (!page->query)
		return html;
	return marks_replace_html(view_arena(page->view), html, &answer);
}

/* ---- What may be chosen --------------------------------------------------------------------- */

enum { MOST_OPTIONS = 300 };

static void option_add(struct arena *arena, struct number_option_list *list, int64_t number,
                       struct str name, struct str words)
{
	if (list->count < MOST_OPTIONS)
		list->at[list->count++] = (struct number_option){ draft_mark(arena, number, name),
			arena_print(arena, "%.*s: %.*s", STR(words), STR(tongue_number(arena, number))) };
}

static void table_add(struct arena *arena, struct number_option_list *list, const struct numbers_by *table)
{
	for (size_t i = 0; i < table->count; i++) {
		const struct number_row *row = &table->rows[i];
		struct str label = row_label(arena, table->by, row);
		struct str name = arena_print(arena, "%s:%.*s", table->by, STR(row->key));

		if (!row->key.len)
			continue;
		if (row->now)
			option_add(arena, list, row->now, name, label);
		if (row->before)
			option_add(arena, list, row->before, arena_print(arena, "%.*s:before", STR(name)),
				arena_print(arena, _("%.*s, the year before"), STR(label)));
	}
}

struct number_option_list cited_options(struct arena *arena, const struct numbers *numbers)
{
	static const int tables[] = { BY_TYPE, BY_AREA, BY_SEVERITY, BY_PLACE_TYPE, BY_MONTH };
	struct number_option_list list = { 0, arena_array(arena, struct number_option, MOST_OPTIONS) };

	option_add(arena, &list, numbers->total, S("total"), str_of(_("Events")));
	option_add(arena, &list, numbers->before, S("total:before"), str_of(_("Events, the year before")));
	option_add(arena, &list, numbers->injured, S("injured"), str_of(_("Injured")));
	option_add(arena, &list, numbers->injured_before, S("injured:before"),
		str_of(_("Injured, the year before")));
	option_add(arena, &list, numbers->notices, S("notices"), str_of(_("Notices from outside")));
	option_add(arena, &list, numbers->silent_units, S("silent"), str_of(_("Workplaces without a report")));
	option_add(arena, &list, numbers->measures_open, S("open"), str_of(_("Open measures")));
	option_add(arena, &list, numbers->measures_late, S("late"), str_of(_("Late measures")));
	for (size_t i = 0; i < COUNT(tables); i++)
		table_add(arena, &list, &numbers->by[tables[i]]);
	if (numbers->causes.by)
		table_add(arena, &list, &numbers->causes);
	return list;
}

/* ---- JSON ----------------------------------------------------------------------------------- */

void cited_json(struct json_out *json, const struct picture_page *page)
{
	json_list_begin(json, "numbers_in_text");
	for (size_t i = 0; i < page->cited->count; i++) {
		const struct picture_number *cited = &page->cited->at[i];

		json_object_begin(json, NULL);
		json_int(json, "number", cited->number);
		json_int(json, "amount", cited->amount);
		json_instant(json, "taken_at", cited->taken_at);
		json_object_begin(json, "query");
		json_str(json, "what", str_of(number_whats[cited->what].name));
		json_str(json, "unit", cited->unit_id && unit_get(page->view, cited->unit_id)
			? unit_get(page->view, cited->unit_id)->code : S(""));
		json_str(json, "area", cited->area_code);
		json_str(json, "type", cited->type);
		json_str(json, "period", cited->period);
		json_bool(json, "year_before", cited->is_before);
		json_str(json, "by", cited->axis);
		json_str(json, "key", cited->row_key);
		json_date(json, "from", cited->from_on);
		json_date(json, "to", cited->to_on);
		json_object_finish(json);
		json_object_finish(json);
	}
	json_list_finish(json);
}
