/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * costs/keep.c - what damage costs, counted before anybody asks (modules/reporting/kept.h).
 *
 * Kept are the usual index as known today, of the city and of units with many events, and the
 * usual limit of a large loss.  As long as no event with a cost has changed since, what was kept
 * is what would be counted now, and nothing is said of it.
 */
#include "modules/costs/inside.h"

#include "modules/reporting/reporting.h"

#include <string.h>

enum { BODY_LONGEST = 1 << 20, QUESTION_LONGEST = 1 << 16, KEEP_MINUTES = 10 };

/* ---- What it depends on --------------------------------------------------------------------- */

static struct str question_words(struct arena *arena, const struct costs_question *question, struct str units)
{
	const struct costs_settings *s = &question->settings;
	struct out out;

	out_init(&out, arena, QUESTION_LONGEST);
	out_print(&out, "%.*s %.*s %d %lld %g %g %g %zu %zu %g %g %d %zu %g %lld",
		STR(date_iso(arena, question->known)), STR(units), question->first_year,
		question->cap ? (long long)question->cap->id : 0LL, s->level, s->margin, s->settled, s->least_years,
		s->unsettled_years, s->cap_share, s->tail_share, s->cap_years, s->tail_least, s->return_years,
		(long long)s->small_below);
	for (size_t i = 0; i < question->prices.count; i++)
		out_print(&out, " %.*s %lld %a", STR(question->prices.at[i].name),
			(long long)question->prices.at[i].year, question->prices.at[i].value);
	return out_str(&out);
}

/* ---- As words --------------------------------------------------------------------------------- */

static void reals_lay(struct kept_pen *pen, double *const *numbers, size_t count)
{
	for (size_t i = 0; i < count; i++)
		*numbers[i] = kept_real(pen, *numbers[i]);
}

static void year_lay(struct kept_pen *pen, struct costs_year *y)
{
	double *const numbers[] = { &y->sums.nominal, &y->sums.real, &y->sums.capped, &y->sums.real_error,
		&y->sums.largest_share, &y->factor, &y->capped_error, &y->final, &y->claimed, &y->developed,
		&y->settled, &y->settled_low, &y->settled_high, &y->events_settled, &y->events_low, &y->events_high };

	y->sums.year = (int32_t)kept_int(pen, y->sums.year);
	y->sums.count = kept_int(pen, y->sums.count);
	y->sums.large = kept_int(pen, y->sums.large);
	y->state = (enum year_state)kept_int(pen, y->state);
	y->final_count = kept_int(pen, y->final_count);
	y->claim_count = kept_int(pen, y->claim_count);
	reals_lay(pen, numbers, COUNT(numbers));
}

static void trend_lay(struct kept_pen *pen, struct trend *t)
{
	double *const numbers[] = { &t->intercept, &t->slope, &t->error, &t->t, &t->p_value, &t->dispersion,
		&t->ratio, &t->ratio_low, &t->ratio_high, &t->chance_of_decrease, &t->least_seen };

	t->finding = (enum trend_finding)kept_int(pen, t->finding);
	t->verdict = (enum verdict)kept_int(pen, t->verdict);
	reals_lay(pen, numbers, COUNT(numbers));
}

static void tail_lay(struct kept_pen *pen, struct tail *t)
{
	double *const numbers[] = { &t->threshold, &t->mean_excess, &t->xi, &t->xi_error, &t->xi_low, &t->xi_high,
		&t->sigma, &t->sigma_error, &t->covariance, &t->loglik };

	t->finding = (enum tail_finding)kept_int(pen, t->finding);
	t->all = (size_t)kept_int(pen, (int64_t)t->all);
	t->excesses = (size_t)kept_int(pen, (int64_t)t->excesses);
	reals_lay(pen, numbers, COUNT(numbers));
}

static void years_lay(struct kept_pen *pen, struct arena *arena, struct costs_found *found)
{
	found->count = (size_t)kept_int(pen, (int64_t)found->count);
	pen->is_bad |= found->count > COST_YEARS_MOST;
	if (!pen->out && !pen->is_bad)
		found->years = arena_array(arena, struct costs_year, found->count + 1);
	for (size_t i = 0; !pen->is_bad && i < found->count; i++)
		year_lay(pen, &found->years[i]);
}

/* But for what is hidden, which is another thing for each reader. */
static void found_lay(struct kept_pen *pen, struct arena *arena, struct costs_found *f)
{
	double *const numbers[] = { &f->cap, &f->events_a_year, &f->value, &f->mean_beyond, &f->limits.low,
		&f->limits.high };

	f->has_prices = kept_int(pen, f->has_prices);
	f->base = (int32_t)kept_int(pen, f->base);
	f->cap_kind = (enum cap_kind)kept_int(pen, f->cap_kind);
	f->is_development_known = kept_int(pen, f->is_development_known);
	f->used = (size_t)kept_int(pen, (int64_t)f->used);
	f->used_from = (int32_t)kept_int(pen, f->used_from);
	f->used_to = (int32_t)kept_int(pen, f->used_to);
	reals_lay(pen, numbers, COUNT(numbers));
	for (int i = 0; i < SERIES_COUNT; i++) {
		trend_lay(pen, &f->trends[i]);
		f->least_by_chance[i] = kept_real(pen, f->least_by_chance[i]);
	}
	tail_lay(pen, &f->tail);
	years_lay(pen, arena, f);
}

struct str costs_found_words(struct arena *arena, const struct costs_found *found)
{
	struct costs_found copy = *found;
	struct out out;

	out_init(&out, arena, BODY_LONGEST);
	found_lay(&(struct kept_pen){ .out = &out }, arena, &copy);
	return out_str(&out);
}

/* ---- To a reader ------------------------------------------------------------------------------ */

bool costs_kept(struct view *view, const struct costs_topic *topic, const struct costs_question *question,
                struct costs_found *found)
{
	struct arena *arena = view_arena(view);
	const struct kept *kept = kept_get(view, "costs", topic->unit->id,
		question_words(arena, question, kept_units_mark(view, topic->unit->id)));
	struct kept_pen pen = { .left = kept ? kept->body : S("") };

	if (!kept)
		return false;
	*found = (struct costs_found){ 0 };
	found_lay(&pen, arena, found);
	if (pen.is_bad)
		return false;
	costs_guard(question, found);
	if (kept->has_moved_cost)
		found->as_of = kept->made_at;
	return true;
}

bool costs_kept_cap(struct view *view, struct str index_name, struct costs_question *question, struct instant *as_of)
{
	const struct kept *kept = kept_get(view, "cost_limit", 0,
		question_words(view_arena(view), question, index_name));
	struct kept_pen pen = { .left = kept ? kept->body : S("") };

	if (!kept)
		return false;
	question->usual_cap = kept_real(&pen, 0);
	question->is_cap_given = !pen.is_bad;
	if (kept->has_moved_cost)
		*as_of = kept->made_at;
	return question->is_cap_given;
}

/* ---- The job ------------------------------------------------------------------------------------ */

/* The usual index as known today. */
static struct costs_question question_now(struct view *system, struct cost_cap_list *caps, struct str *index_name)
{
	struct cost_price_list prices = cost_prices_all(system);
	struct costs_question question;

	*caps = cost_caps_all(system);
	question = costs_question_of(caps, date_today());
	*index_name = costs_index_usual(&prices, caps);
	question.prices = cost_prices_named(system, *index_name);
	return question;
}

static void cap_keep(struct keeping *keeping, struct view *system, struct arena *arena)
{
	struct cost_cap_list caps;
	struct str index_name;
	struct costs_question question = question_now(system, &caps, &index_name);
	struct out out;

	question.city = cost_lines_city_all(system, costs_city_from(&question));
	out_init(&out, arena, BODY_LONGEST);
	kept_real(&(struct kept_pen){ .out = &out }, costs_city_cap(arena, &question));
	keeping_add(keeping, "cost_limit", 0, question_words(arena, &question, index_name), out_str(&out));
}

/* The limit that this job has counted before any unit: what has moved since then is not in it. */
static void cap_take(struct keeping *keeping, struct costs_question *question)
{
	for (size_t i = 0; i < keeping->count; i++)
		if (strcmp(keeping->answers[i].name, "cost_limit") == 0) {
			struct kept_pen pen = { .left = keeping->answers[i].body };

			question->usual_cap = kept_real(&pen, 0);
			question->is_cap_given = !pen.is_bad;
			keeping->of = keeping->answers[i].of;
		}
}

static void unit_keep(struct keeping *keeping, struct view *system, struct arena *arena, int64_t unit_id)
{
	struct cost_cap_list caps;
	struct str index_name;
	struct costs_question question = question_now(system, &caps, &index_name);
	struct costs_found found;

	cap_take(keeping, &question);
	question.lines = cost_lines_all(system, unit_id, costs_from(&question));
	found = costs_find(arena, &question);
	keeping_add(keeping, "costs", unit_id, question_words(arena, &question, kept_units_mark(system, unit_id)),
		costs_found_words(arena, &found));
}

/* The city (0) comes first, so that the limit is known. */
void costs_keep_one(struct keeping *keeping, struct view *system, int64_t unit_id)
{
	if (unit_id)
		unit_keep(keeping, system, view_arena(system), unit_id);
	else
		cap_keep(keeping, system, view_arena(system));
}

static bool keep_run(struct job *job)
{
	return keeping_run(job, costs_keep_one);
}

static bool keep_is_due(struct view *system)
{
	struct cost_cap_list caps;
	struct str index_name;
	struct costs_question question = question_now(system, &caps, &index_name);

	return kept_is_due(system, "cost_limit", question_words(view_arena(system), &question, index_name));
}

const struct job_kind costs_jobs[] = {
	{ .name = "costs-keep", .label = N_("Count what damage costs, before anybody asks"),
	  .need = MAY_settings_write, .run = keep_run, .is_needed = keep_is_due, .is_hidden = true,
	  .every_minutes = KEEP_MINUTES },
	{ .name = NULL },
};
