/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * risks/ranking.c - which risks of an analysis are the largest, as far as can be said.
 *
 * Two answers.  From the steps alone, which nobody can object to: the best and the worst place
 * that a risk can have.  And from many futures in which each step is some number within its
 * class: how large a step of consequence is, is a decision (risk/consequence_sizes).  Steps
 * are never multiplied.  Protected values are never added: every way of weighing them is tried.
 */
#include "modules/risks/views.h"

#include "base/json.h"
#include "modules/risks/views.html.h"

#include <stdlib.h>

enum { SEED = 1, ROW_HIGH = 30, NAME_WIDE = 290, BAR_WIDE = 380, TOP = 34, MOST_LETTERS = 38,
	LONGEST_DRAWING = 512 * 1024, SHARE_STEP = 5, TOP_STANDARD = 3, TOP_MOST = 50 };
static const double SURE = 0.8;
/* So many classes wider on each side, the more uncertain a step was said to be. */
static const double wider[] = { [UNCERTAINTY_none] = 0.5, [UNCERTAINTY_low] = 0,
	[UNCERTAINTY_medium] = 0.5, [UNCERTAINTY_high] = 1 };

/* ---- As it was said --------------------------------------------------------------------------- */

struct said said_of(const struct risk_revision *revision, const struct scales *scales)
{
	const struct risk_step *step;

	if (!revision)
		return (struct said){ 0 };
	if (revision->frequency_likely > 0)
		return (struct said){ true, estimate_three(revision->frequency_low,
			revision->frequency_likely, revision->frequency_high) };
	step = scales_step(scales, "probability", S(""), revision->probability);
	if (!step || step->frequency_low <= 0 || step->frequency_high <= step->frequency_low)
		return (struct said){ 0 };
	return (struct said){ true, estimate_class((struct class_interval){ step->frequency_low,
		step->frequency_high }, wider[revision->uncertainty]) };
}

/* The size of a step: of its value, else of any. */
static bool size_of(struct str value, int64_t step, struct class_interval *size)
{
	const struct catalogue *sizes = catalogue_get(CONSEQUENCE_SIZES);
	bool is_found = false;

	for (size_t i = 0; i < sizes->count; i++) {
		struct str of = item_text(&sizes->items[i], "value");
		double from, to;

		if (item_int(&sizes->items[i], "step") != step || (of.len && !str_equals(of, value))
		    || (is_found && !of.len) || !str_to_real(item_text(&sizes->items[i], "size_from"), &from)
		    || !str_to_real(item_text(&sizes->items[i], "size_to"), &to) || from <= 0 || to <= from)
			continue;
		*size = (struct class_interval){ from, to };
		is_found = true;
	}
	return is_found;
}

/* ---- The ask ------------------------------------------------------------------------------------- */

struct asking {
	struct arena *arena;
	const struct rsa_page *page;
	const struct risk_consequence_list *consequences;
	struct str values[MOST_VALUES];
	size_t values_count, count;
	struct ranking_risk *risks;
	size_t *of;                     /* the place of an asked risk in the page's list */
	double *classes;                /* every risk: probability, then each value */
};

static int64_t step_in(const struct asking *asking, int64_t revision_id, size_t value)
{
	for (size_t i = 0; i < asking->consequences->count; i++)
		if (asking->consequences->at[i].revision_id == revision_id
		    && str_equals(asking->consequences->at[i].value, asking->values[value]))
			return asking->consequences->at[i].step;
	return 0;
}

static struct opinion opinion_of(struct arena *arena, struct estimate said)
{
	struct estimate *kept = arena_new(arena, struct estimate);

	*kept = said;
	return (struct opinion){ kept, 1 };
}

static void risk_ask(struct asking *asking, size_t i)
{
	const struct risk_revision *now = asking->page->risks.at[i].now;
	struct said said = said_of(now, asking->page->scales);
	struct ranking_risk *risk = &asking->risks[asking->count];
	bool is_sized = false;

	*risk = (struct ranking_risk){ .id = asking->page->risks.at[i].risk->public_id };
	asking->classes[i * (asking->values_count + 1)] = now ? (double)now->probability : 0;
	for (size_t v = 0; v < asking->values_count; v++) {
		int64_t step = now ? step_in(asking, now->id, v) : 0;
		struct class_interval size;

		asking->classes[i * (asking->values_count + 1) + 1 + v] = (double)step;
		if (!step || !size_of(asking->values[v], step, &size))
			continue;
		is_sized = true;
		risk->consequence[v] = opinion_of(asking->arena,
			estimate_class(size, wider[now->uncertainty]));
	}
	if (!said.is_known || !is_sized)
		return;
	risk->frequency = opinion_of(asking->arena, said.times);
	asking->of[asking->count++] = i;
}

static struct asking asking_of(struct arena *arena, const struct rsa_page *page,
                               const struct risk_consequence_list *consequences)
{
	size_t count = page->risks.count;
	struct asking asking = { .arena = arena, .page = page, .consequences = consequences,
		.risks = arena_array(arena, struct ranking_risk, count + 1),
		.of = arena_array(arena, size_t, count + 1) };

	asking.values_count = scales_values(page->scales, asking.values);
	if (asking.values_count > RANKING_VALUES_MOST)
		asking.values_count = RANKING_VALUES_MOST;
	asking.classes = arena_array(arena, double, (count + 1) * (asking.values_count + 1));
	for (size_t i = 0; i < count && i < MOST_RANKED; i++)
		risk_ask(&asking, i);
	return asking;
}

/* ---- The answer ------------------------------------------------------------------------------------- */

static int by_place(const void *left, const void *right)
{
	const struct ranked_risk *a = left, *b = right;

	if (a->place.has_place != b->place.has_place)
		return a->place.has_place ? -1 : 1;
	if (a->place.mean != b->place.mean)
		return a->place.mean < b->place.mean ? -1 : 1;
	return (a->judged->nth > b->judged->nth) - (a->judged->nth < b->judged->nth);
}

struct ranked_risk_list ranking_of(struct arena *arena, const struct rsa_page *page,
                                   const struct risk_consequence_list *consequences, int32_t top)
{
	struct asking asking = asking_of(arena, page, consequences);
	size_t count = page->risks.count < MOST_RANKED ? page->risks.count : MOST_RANKED, at;
	struct ranked_risk_list list = { count, arena_array(arena, struct ranked_risk, count + 1) };
	struct ranking_ask ask = { .risks = asking.risks, .count = asking.count,
		.values = asking.values_count, .draws = RANKING_DRAWS, .seed = SEED, .threads = 1,
		.top = top, .sure = SURE };
	struct pareto *classes = count ? pareto_ranks(arena, asking.classes, count,
		asking.values_count + 1) : NULL;

	for (size_t i = 0; i < count; i++) {
		list.at[i] = (struct ranked_risk){ .judged = &page->risks.at[i] };
		if (page->risks.at[i].now)
			list.at[i].classes = classes[i];
	}
	if (asking.count && ranking_judge(arena, &ask, &at) == RANKING_fine) {
		const struct ranking *ranking = ranking_make(arena, &ask);

		for (size_t i = 0; i < asking.count; i++)
			list.at[asking.of[i]].place = ranking->of[i].combined;
	}
	qsort(list.at, list.count, sizeof(list.at[0]), by_place);
	return list;
}

struct str chance_words(struct arena *arena, double share)
{
	int64_t percent = (int64_t)(share * 100 / SHARE_STEP + 0.5) * SHARE_STEP;

	if (percent >= 100)
		return arena_print(arena, _("more than %d %%"), 100 - SHARE_STEP);
	if (percent <= 0)
		return arena_print(arena, _("less than %d %%"), SHARE_STEP);
	return arena_print(arena, _("about %lld %%"), (long long)percent);
}

/* ---- The drawing --------------------------------------------------------------------------------------- */

static struct str shortened(struct arena *arena, struct str title)
{
	size_t end = 0, letters = 0;

	while (end < title.len && letters < MOST_LETTERS) {
		end++;
		while (end < title.len && ((unsigned char)title.at[end] & 0xc0) == 0x80)
			end++;
		letters++;
	}
	return end < title.len ? arena_print(arena, "%.*s…", STR(str_part(title, 0, end))) : title;
}

static double x_of(int32_t place, size_t places)
{
	return NAME_WIDE + ((double)place - 0.5) * BAR_WIDE / (double)places;
}

static void bar_draw(struct out *out, const struct ranked_risk *risk, size_t row, size_t places)
{
	double y = TOP + (double)row * ROW_HIGH + ROW_HIGH / 2.0;
	const struct ranking_place *place = &risk->place;
	double half = BAR_WIDE / (double)places / 2;

	out_print(out, "<text x=\"%d\" y=\"%g\" text-anchor=\"end\">", NAME_WIDE - 10, y + 5);
	out_text(out, shortened(out->arena, risk->judged->risk->title));
	out_print(out, "</text><path class=\"axis\" d=\"M%g %gH%g\"/>"
		"<rect class=\"mark\" x=\"%g\" y=\"%g\" width=\"%g\" height=\"14\"/>",
		x_of(place->low, places) - half, y, x_of(place->high, places) + half,
		x_of(place->from, places) - half, y - 7,
		x_of(place->to, places) - x_of(place->from, places) + 2 * half);
}

struct html ranking_drawing(struct arena *arena, const struct ranked_risk_list *risks)
{
	size_t places = 0;
	struct out out;

	while (places < risks->count && risks->at[places].place.has_place)
		places++;
	out_init(&out, arena, LONGEST_DRAWING);
	if (!places)
		return out_html(&out);
	out_print(&out, "<svg viewBox=\"0 0 %d %zu\" width=\"%d\" height=\"%zu\" role=\"img\" aria-label=\"",
		NAME_WIDE + BAR_WIDE + 20, TOP + places * ROW_HIGH + 10, NAME_WIDE + BAR_WIDE + 20,
		TOP + places * ROW_HIGH + 10);
	out_attr(&out, str_of(_("Probable places of each risk. The same stands in the table.")));
	out_z(&out, "\">");
	for (size_t place = 1; place <= places; place += places > 20 ? 5 : 1)
		out_print(&out, "<text class=\"tick\" x=\"%g\" y=\"20\" text-anchor=\"middle\">%zu</text>"
			"<path class=\"grid\" d=\"M%g %dV%zu\"/>", x_of((int32_t)place, places), place,
			x_of((int32_t)place, places), TOP - 6, TOP + places * ROW_HIGH);
	for (size_t i = 0; i < places; i++)
		bar_draw(&out, &risks->at[i], i, places);
	out_z(&out, "</svg>");
	return out_html(&out);
}

/* ---- Shown ----------------------------------------------------------------------------------------------- */

static struct reply ranking_json(struct request *request, const struct rsa_page *page,
                                 const struct ranked_risk_list *risks, int64_t top)
{
	struct json_out json;
	struct out *out = json_start(request, &json);

	json_str(&json, "rsa", page->rsa->public_id);
	json_int(&json, "top", top);
	json_list_begin(&json, "risks");
	for (size_t i = 0; i < risks->count; i++) {
		const struct ranked_risk *risk = &risks->at[i];

		json_object_begin(&json, NULL);
		json_str(&json, "number", risk->judged->risk->number);
		json_str(&json, "title", risk->judged->risk->title);
		if (risk->place.has_place) {
			json_int(&json, "from", risk->place.from);
			json_int(&json, "to", risk->place.to);
			json_str(&json, "among_top", chance_words(request->arena, risk->place.share_top));
		}
		if (risk->classes.front) {
			json_int(&json, "best_by_steps", risk->classes.best);
			json_int(&json, "worst_by_steps", risk->classes.worst);
		}
		json_object_finish(&json);
	}
	json_list_finish(&json);
	json_object_finish(&json);
	return reply_json(request, 200, out);
}

struct reply ranking_show(struct request *request, struct view *view)
{
	const struct rsa *rsa = rsa_get(view, request_param(request, "id"));
	struct risk_consequence_list consequences;
	struct ranked_risk_list risks;
	struct rsa_page page;
	int64_t top = 0;
	struct out *out;

	if (!rsa)
		return reply_not_found(request);
	if (!str_to_int(request_query(request, "top"), &top) || top < 1 || top > TOP_MOST)
		top = TOP_STANDARD;
	page = rsa_page_of(request, view, rsa);
	consequences = consequences_of(view, rsa->id);
	risks = ranking_of(request->arena, &page, &consequences, (int32_t)top);
	if (request_wants_json(request))
		return ranking_json(request, &page, &risks, top);
	out = page_begin(request, view, _("Ranking"));
	ranking_page(out, &page, &risks, top, ranking_drawing(request->arena, &risks));
	return page_end(request, 200);
}
