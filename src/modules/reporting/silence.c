/* SPDX-License-Identifier: EUPL-1.2 */
/* reporting/silence.c - counting once a period, the findings, and what a named person answers. */
#include "modules/reporting/silence.h"
#include "modules/reporting/silence.html.h"

#include "formats/chart_funnel.h"
#include "modules/events/events.h"
#include "modules/measures/measures.h"

#include <math.h>

enum { CURVE_POINTS = 40 };
static const double outer_level = 0.998;        /* beyond it: very low, very high */

/* ---- Counting ---------------------------------------------------------------------------- */

static struct funnel_settings funnel_settings_of(void)
{
	return (struct funnel_settings){ .inner = reporting_percent("reporting_silence_level_percent"),
		.outer = outer_level, .pulled = 0.1, .least = (size_t)setting_int("reporting_silence_units") };
}

static struct str period_of(struct arena *arena, struct date today, struct date *from, struct date *to)
{
	silence_period(today, setting_int("reporting_silence_wait_days"), from, to);
	return arena_print(arena, "%.*s..%.*s", STR(date_iso(arena, *from)), STR(date_iso(arena, *to)));
}

int64_t silence_make(struct change *change, struct date today)
{
	struct funnel_settings settings = funnel_settings_of();
	struct standing_count_list counts;
	struct standing_list list;
	struct date from, to;
	struct str period = period_of(change_arena(change), today, &from, &to);
	int64_t silent = 0;

	if (standings_are_made(change_view(change), period))
		return -1;
	counts = standing_counts(change_view(change), from, to);
	list = standings_find(change_arena(change), &counts, period, &settings);
	for (size_t i = 0; i < list.count; i++) {
		standing_put(change, &list.at[i]);
		silent += list.at[i].is_silent;
	}
	return silent;
}

bool silence_is_needed(struct view *view)
{
	struct date from, to;

	return !standings_are_made(view, period_of(view_arena(view), date_today(), &from, &to));
}

bool silence_run(struct job *job)
{
	struct change *change = change_open(job_store(job), job_arena(job), (struct who){ .is_system = true });
	int64_t silent = silence_make(change, date_today());

	if (change_commit(change) != COMMITTED) {
		job_say(job, "%s", _("Somebody else was writing. It is tried again tomorrow."));
		return false;
	}
	job_say(job, plural(silent, "%lld finding of few reports.", "%lld findings of few reports."),
		(long long)(silent < 0 ? 0 : silent));
	job_result(job, S("/reporting/silence"));
	return true;
}

/* ---- The drawing: only the dots that are for the reader --------------------------------------- */

static bool is_hidden(struct view *view, const struct standing *one)
{
	return one->counted > 0 && one->counted < setting_int("small_cells_below")
		&& !reporting_may_count(view, one->unit_id);
}

static enum funnel_sign sign_of(const struct standing *one)
{
	if (one->is_silent)
		return FUNNEL_SIGN_silent;
	return one->place == PLACE_low || one->place == PLACE_very_low ? FUNNEL_SIGN_low
		: one->place == PLACE_high || one->place == PLACE_very_high ? FUNNEL_SIGN_high : FUNNEL_SIGN_within;
}

/* Per 1 000 employees, or per 100 reports. */
static double scale_of(const struct standing *one)
{
	return one->kind == STANDING_reports ? 1000 : 100;
}

static struct funnel_dot dot_of(struct view *view, const struct standing *one)
{
	double scale = scale_of(one);
	struct funnel_dot dot = { .label = unit_name(view, one->unit_id), .exposure = one->exposure,
		.rate = scale * (double)one->counted / one->exposure, .low = scale * one->low, .high = scale * one->high,
		.outer_low = scale * one->outer_low, .outer_high = scale * one->outer_high,
		.sign = sign_of(one), .less_than = NAN };

	if (one->is_silent)
		dot.link = arena_print(view_arena(view), "/reporting/silence/%.*s", STR(one->public_id));
	if (is_hidden(view, one)) {
		dot.rate = NAN;
		dot.less_than = (double)setting_int("small_cells_below");
	}
	return dot;
}

/* Limits as the funnel draws them: theta (1 +- z sqrt(1/E + tau2)), not below 0.  z is read back
 * from the limits that stand with a unit, so that the drawing is of the day it was counted. */
static size_t curve_of(const struct standing *one, double most, struct funnel_curve *curve)
{
	double expected = one->rate_all * one->exposure, spread = sqrt(1 / expected + one->tau2);
	double inner = (one->high / one->rate_all - 1) / spread, outer = (one->outer_high / one->rate_all - 1) / spread;
	double scale = scale_of(one), rate = one->rate_all;

	for (size_t i = 0; i < CURVE_POINTS; i++) {
		double exposure = most * (double)(i + 1) / CURVE_POINTS;
		double width = sqrt(1 / (rate * exposure) + one->tau2);

		curve[i] = (struct funnel_curve){ exposure, scale * fmax(0, rate * (1 - inner * width)),
			scale * rate * (1 + inner * width), scale * fmax(0, rate * (1 - outer * width)),
			scale * rate * (1 + outer * width) };
	}
	return CURVE_POINTS;
}

static void funnel_show(struct out *out, struct view *view, const struct standing_list *list, enum standing_kind kind)
{
	struct funnel_dot *dots = arena_array(out->arena, struct funnel_dot, list->count + 1);
	struct funnel_curve curve[CURVE_POINTS];
	const struct standing *any = NULL;
	bool is_reports = kind == STANDING_reports;
	struct chart_funnel chart = { .dots = dots, .curve = curve, .centre = NAN,
		.about = { .id = is_reports ? "funnel-reports" : "funnel-near",
			.title = str_of(is_reports ? _("Reports per 1 000 employees") : _("Near misses per 100 reports")),
			.finding = str_of(_("Each dot is a unit that you may look at; the lines are where units of its size would be by chance and by what units differ.")),
			.caveat = str_of(_("Low is no praise. High is no blame.")), .heading = str_of(_("Unit")) },
		.rate_words = str_of(is_reports ? _("reports per 1 000 employees") : _("near misses per 100 reports")),
		.exposure_words = str_of(is_reports ? _("employees") : _("reports")),
		.inner_words = arena_print(out->arena, "%.*s %%", STR(setting_text("reporting_silence_level_percent"))),
		.outer_words = arena_print(out->arena, "%.*s %%", STR(tongue_real(out->arena, 100 * outer_level, 1))) };
	double most = 0;

	for (size_t i = 0; i < list->count; i++)
		if (list->at[i].kind == (int)kind) {
			dots[chart.count++] = dot_of(view, &list->at[i]);
			most = fmax(most, list->at[i].exposure);
			any = list->at[i].place == PLACE_unknown ? any : &list->at[i];
		}
	if (!chart.count)
		return;
	if (any && any->rate_all > 0) {
		chart.centre = scale_of(any) * any->rate_all;
		chart.curve_count = curve_of(any, 1.1 * most, curve);
	}
	diagram_show(out, funnel_diagram(&chart));
}

/* ---- Pages -------------------------------------------------------------------------------------- */

static struct reply silences_json(struct request *request, struct view *view, const struct standing_list *list)
{
	struct json_out json;
	struct out out;

	out_init(&out, request->arena, REPORTING_JSON_LONGEST);
	json_begin(&json, &out);
	json_object_begin(&json, NULL);
	json_list_begin(&json, "findings");
	for (size_t i = 0; i < list->count; i++)
		if (!is_hidden(view, &list->at[i]))
			record_json(&json, &standing_record, &list->at[i]);
	json_list_finish(&json);
	json_object_finish(&json);
	return reply_json(request, 200, &out);
}

struct reply silence_page(struct request *request, struct view *view)
{
	struct standing_list found = silences_of(view), now;
	struct out *out;

	if (request_wants_json(request))
		return silences_json(request, view, &found);
	now = standings_now(view);
	out = page_begin(request, view, _("Silence"));
	silences_head(out, request, now.count ? period_words(request->arena, now.at[0].period) : S(""));
	silences_begin(out, found.count);
	for (size_t i = 0; i < found.count; i++)
		silences_item(out, &found.at[i], unit_name(view, found.at[i].unit_id),
			period_words(request->arena, found.at[i].period), silence_answers(view, found.at[i].id).count);
	silences_end(out);
	funnel_show(out, view, &now, STANDING_reports);
	funnel_show(out, view, &now, STANDING_near);
	return page_end(request, 200);
}

struct reply silence_one_page(struct request *request, struct view *view)
{
	const struct standing *one = silence_get(view, request_param(request, "id"));
	struct silence_answer_list answers;
	struct form_view form;
	struct out *out;

	if (!one)
		return reply_not_found(request);
	if (request_wants_json(request))
		return is_hidden(view, one) ? reply_forbidden(request)
			: reply_record(request, &standing_record, one);
	answers = silence_answers(view, one->id);
	out = page_begin(request, view, _("Few reports"));
	silence_head(out, one, unit_name(view, one->unit_id), period_words(request->arena, one->period),
		is_hidden(view, one));
	silence_said(out, &answers);
	measures_show(out, request, view, "reporting_silence", one->id, one->unit_id);
	if (!request_may(request, MAY_programme_answer) || !silence_may_answer(view, one->unit_id))
		return page_end(request, 200);
	form = form_view_of(request, view, &silence_answer_form, NULL);
	silence_form_head(out);
	form_begin(out, &form, arena_print(request->arena, "/reporting/silence/%.*s", STR(one->public_id)), false);
	form_all(out, &form);
	form_buttons(out, _("Save the answer"), S("/reporting/silence"));
	form_end(out);
	return page_end(request, 200);
}

struct reply silence_answer_act(struct request *request, struct change *change)
{
	struct silence_answer *answer = request_record(request);
	const struct standing *one = silence_get(change_view(change), request_param(request, "id"));

	if (!one)
		return reply_not_found(request);
	if (!silence_may_answer(change_view(change), one->unit_id))
		return reply_forbidden(request);
	if (words_guard(request->arena, answer->words) != WORDS_PASS) {
		problem_add(request_problems(request), "words", "%s",
			_("Write no personal numbers and nothing that may be secret."));
		return reply_again(request, change);
	}
	answer->standing_id = one->id;
	answer->said_by = change_me(change);
	answer->said_name = request_person(request)->name;
	answer->said_at = instant_now();
	change_insert(change, &silence_answer_record.shape, answer);
	request_message(request, _("The answer is saved."));
	return reply_done(request, 201, &silence_answer_record, answer, "/reporting/silence/%.*s",
		STR(one->public_id));
}
