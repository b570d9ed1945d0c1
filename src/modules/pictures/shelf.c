/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * pictures/shelf.c - the evidence beside the text: the gravest events, what was unusual, the
 * measures, and what was written the last time, each put into a section by a button.
 *
 * The number of an event or a measure becomes a link for who may open it; a signal is its
 * sentence, and a paragraph of last time's text comes as it was.
 */
#include "kit/loose.h"
#include "modules/datasets/datasets.h"
#include "modules/pictures/shelf.html.h"
#include "modules/pictures/write.h"
#include "modules/scanning/scanning.h"
#include "modules/signals/signals.h"
#include "modules/surveys/surveys.h"

/* The nth paragraph of a text, from 1; "" there is none. */
static struct str paragraph_of(struct str text, int64_t nth)
{
	for (int64_t i = 1; str_trim(text).len; i++) {
		ptrdiff_t end = str_find(text, S("\n\n"));
		size_t len = end < 0 ? text.len : (size_t)end;

		if (i == nth)
			return str_trim(str_part(text, 0, len));
		text = str_part(text, end < 0 ? text.len : len + 2, text.len);
	}
	return S("");
}

static void last_write(struct out *out, const struct picture_page *page, const struct picture *last)
{
	last_begin(out, last);
	for (size_t i = 0; picture_sections[i]; i++) {
		struct str text = marks_plain(out->arena, picture_section(last, i)), words;

		for (int64_t nth = 1; (words = paragraph_of(text, nth)).len; nth++)
			last_row(out, page, picture_sections[i], nth, words);
	}
	shelf_list_end(out);
}

static void signals_write(struct out *out, const struct picture_page *page)
{
	const struct picture_query *asked = page->query;
	struct signal_told_list told = signals_told(page->view, asked->counted_id, asked->types,
		asked->from, asked->to);

	if (!told.count)
		return;
	shelf_signals_begin(out);
	for (size_t i = 0; i < told.count; i++)
		shelf_signal_row(out, page, &told.at[i]);
	shelf_list_end(out);
}

/* Bulletins that point at this picture or an earlier one of its kind. */
static void bulletins_write(struct out *out, const struct picture_page *page)
{
	struct bulletin_told_list told = bulletins_about_pictures(page->view, page->picture->unit_id,
		page->picture->kind);

	if (!told.count)
		return;
	shelf_bulletins_begin(out);
	for (size_t i = 0; i < told.count; i++)
		shelf_bulletin_row(out, page, &told.at[i]);
	shelf_list_end(out);
}

/* What others had published, and what surveys said, of the period or before it. */
static struct date figures_until(const struct picture_page *page)
{
	return page->query ? page->query->period_to : date_today();
}

static void figures_write(struct out *out, const struct picture_page *page)
{
	struct dataset_told_list sets = datasets_told(page->view, figures_until(page));
	struct survey_told_list surveys = surveys_told(page->view, figures_until(page));

	if (!sets.count && !surveys.count)
		return;
	shelf_figures_begin(out);
	for (size_t i = 0; i < sets.count; i++)
		shelf_figure_row(out, page, S("dataset"), sets.at[i].code, sets.at[i].words);
	for (size_t i = 0; i < surveys.count; i++)
		shelf_figure_row(out, page, S("survey"), surveys.at[i].key, surveys.at[i].words);
	shelf_list_end(out);
}

void picture_shelf(struct out *out, const struct picture_page *page)
{
	const struct picture *last = picture_last(page->view, page->picture);
	struct shelf_event_list events = page->query && page->has_links
		? shelf_events(page->view, page->query) : (struct shelf_event_list){ 0 };

	shelf_begin(out, page);
	if (events.count) {
		shelf_events_begin(out);
		for (size_t i = 0; i < events.count; i++)
			shelf_event_row(out, page, &events.at[i]);
		shelf_list_end(out);
	}
	if (page->query && page->has_links)
		signals_write(out, page);
	bulletins_write(out, page);
	figures_write(out, page);
	if (page->numbers && page->numbers->measure_count) {
		shelf_measures_begin(out);
		for (size_t i = 0; i < page->numbers->measure_count && i < SHELF_MOST; i++)
			shelf_measure_row(out, page, &page->numbers->measures[i]);
		shelf_list_end(out);
	}
	if (last)
		last_write(out, page, last);
	shelf_end(out);
}

/* ---- Put into the text --------------------------------------------------------------------- */

/* "causes-2" of the text before. */
static struct str last_words(struct writing *writing, struct str key, struct str *section)
{
	const struct picture *last = picture_last(change_view(writing->change), writing->before);
	struct str name = str_cut(&key, '-');
	int64_t nth = 0;

	for (size_t i = 0; last && picture_sections[i]; i++)
		if (str_is(name, picture_sections[i]) && str_to_int(key, &nth)) {
			*section = name;
			return paragraph_of(marks_plain(change_arena(writing->change),
				picture_section(last, i)), nth);
		}
	return S("");
}

static struct str cited_words(struct writing *writing, struct str kind, struct str key, struct str *section)
{
	struct view *view = change_view(writing->change);

	if (str_is(kind, "last"))
		return last_words(writing, key, section);
	if (str_is(kind, "event"))
		return event_of_number(view, key) ? key : S("");
	if (str_is(kind, "signal"))
		return signal_told_words(view, key);
	if (str_is(kind, "bulletin"))
		return bulletin_told_words(view, key);
	if (str_is(kind, "dataset"))
		return dataset_told_words(view, key, figures_until(&writing->page));
	if (str_is(kind, "survey"))
		return survey_told_words(view, key, figures_until(&writing->page));
	return str_is(kind, "measure") && measure_is_seen(view, key) ? key : S("");
}

struct reply picture_cite_act(struct request *request, struct change *change)
{
	struct str section = sent(request, "cite_into"), words;
	struct writing writing;
	struct reply reply;

	if (!writing_begin(&writing, request, change, &reply))
		return reply;
	words = cited_words(&writing, request_param(request, "kind"), request_param(request, "key"), &section);
	if (!section.len)
		section = str_of(picture_sections[0]);
	if (!words.len || !writing_append(&writing, section, words))
		return reply_not_found(request);
	return writing_done(&writing, section, _("It stands at the end of the section. Move it to where it belongs."));
}
