/* SPDX-License-Identifier: EUPL-1.2 */
/* analysis/warning.c - see warning.h. */
#include "analysis/warning.h"

#include "analysis/discoveries.h"
#include "analysis/parallel.h"

#define MATHLIB_STANDALONE
#include <Rmath.h>

#include <math.h>
#include <stdlib.h>

struct warning_settings warning_usual(void)
{
	return (struct warning_settings){ .baseline = baseline_usual(),
		.ears = { 7, 0.001, 0.5 }, .alpha = 0.01, .q_most = 0.1, .strong_p = 1e-4,
		.least_count = 3, .child_alone = 0.05, .explained = 0.8, .threads = 1 };
}

struct finding {
	struct arena *arena;
	const struct warning_series *series;
	size_t count;
	const struct warning_settings *settings;
	struct baseline_plan plan;
	int32_t week;
	struct warning *warnings;
	struct count_law *laws;         /* of the judged week, by now; mean 0: none */
	double **means;                 /* of the weeks of the plan, of those who have children; or NULL */
	double *expected;               /* of the whole judged week */
	double *phi;
};

bool warning_series_are_fine(const struct warning_series *series, size_t count, size_t *at)
{
	for (*at = 0; *at < count; ++*at) {
		const struct warning_series *one = &series[*at];

		if (one->level < 0 || one->parent >= (int32_t)*at || one->parent < -1
		    || (one->parent >= 0 && series[one->parent].level >= one->level)
		    || !(one->reported >= 0 && one->reported <= 1))
			return false;
	}
	return true;
}

/* The delays of the topmost series together. */
static struct delay city_delay(struct arena *arena, const struct warning_series *series, size_t count,
                               const struct delay_report *reports, const size_t *begin,
                               const struct delay_settings *settings)
{
	struct delay_report *all = arena_array(arena, struct delay_report, begin[count] + 1);
	size_t found = 0;

	for (size_t i = 0; i < count; i++)
		for (size_t at = begin[i]; at < begin[i + 1] && series[i].level == 0; at++)
			all[found++] = reports[at];
	return delay_fit(all, found, settings, NULL);
}

struct delay warnings_delay(struct arena *arena, struct warning_series *series, size_t count,
                            const struct delay_report *reports, const size_t *begin,
                            const struct delay_settings *settings, int32_t week)
{
	struct delay city = city_delay(arena, series, count, reports, begin, settings);

	for (size_t i = 0; i < count; i++) {
		struct delay own = delay_fit(&reports[begin[i]], begin[i + 1] - begin[i], settings, &city);

		series[i].reported = delay_share(&own, settings->now - week);
	}
	return city;
}

/* ---- Each by itself ----------------------------------------------------------------------- */

static void own_do(void *context, int thread, size_t item)
{
	struct finding *finding = context;
	const struct warning_series *series = &finding->series[item];
	struct warning *warning = &finding->warnings[item];
	struct baseline found = baseline_fit(&finding->plan, &finding->settings->baseline, series->counts,
		series->exposure, finding->means[item]);

	(void)thread;
	*warning = (struct warning){ .baseline = found.finding, .is_simplified = found.is_simplified,
		.count = series->counts[finding->week], .upper = NAN, .p = NAN, .q = NAN, .score = NAN,
		.folded_under = -1 };
	finding->phi[item] = 1;
	if (found.finding != BASELINE_fitted)
		return;
	warning->way = WARNING_baseline;
	finding->laws[item] = baseline_law(&found, series->reported);
	warning->whole = baseline_law(&found, 1);
	finding->expected[item] = found.expected;
	finding->phi[item] = found.phi;
}

/* ---- Shares of a parent ------------------------------------------------------------------- */

/* How much longer a child is open than it uses to be, over how much longer its parent is. */
struct opening { const double *own, *parent; double own_mean, parent_mean; };

static double opening_mean(const struct finding *finding, const double *exposure)
{
	double sum = 0, many = 0;

	for (size_t i = 0; exposure && i < finding->plan.count; i++)
		if (exposure[finding->plan.weeks[i]] > 0) {
			sum += exposure[finding->plan.weeks[i]];
			many++;
		}
	return many > 0 ? sum / many : 1;
}

static struct opening opening_of(const struct finding *finding, size_t item)
{
	const double *own = finding->series[item].exposure;
	const double *parent = finding->series[finding->series[item].parent].exposure;

	return (struct opening){ own, parent, opening_mean(finding, own), opening_mean(finding, parent) };
}

/* NAN: not known. */
static double opening_at(const struct opening *opening, int32_t week)
{
	return (opening->own ? opening->own[week] / opening->own_mean : 1)
		/ (opening->parent ? opening->parent[week] / opening->parent_mean : 1);
}

/* Events of a child and what its parent's model expected in the weeks that are known of both. */
static struct share_cell cell_of(const struct finding *finding, size_t item)
{
	const struct warning_series *series = &finding->series[item];
	const double *means = finding->means[series->parent];
	struct opening opening = opening_of(finding, item);
	struct share_cell cell = { 0, 0 };

	for (size_t i = 0; means && i < finding->plan.count; i++) {
		double count = series->counts[finding->plan.weeks[i]];
		double expected = means[i] * opening_at(&opening, finding->plan.weeks[i]);

		if (isnan(count) || isnan(expected))
			continue;
		cell.events += count;
		cell.expected += expected;
	}
	return cell;
}

static bool has_parent_model(const struct finding *finding, size_t item)
{
	int32_t parent = finding->series[item].parent;

	return parent >= 0 && (finding->warnings[parent].way == WARNING_baseline
		|| finding->warnings[parent].way == WARNING_share);
}

struct siblings { int32_t parent, dimension, level; size_t at; };

static int by_family(const void *a, const void *b)
{
	const struct siblings *x = a, *y = b;

	if (x->level != y->level)
		return (x->level > y->level) - (x->level < y->level);
	if (x->parent != y->parent)
		return (x->parent > y->parent) - (x->parent < y->parent);
	if (x->dimension != y->dimension)
		return (x->dimension > y->dimension) - (x->dimension < y->dimension);
	return (x->at > y->at) - (x->at < y->at);
}

static void share_put(struct finding *finding, size_t item, const struct share_prior *prior,
                      struct share_cell cell)
{
	const struct warning_series *series = &finding->series[item];
	struct opening opening = opening_of(finding, item);
	double phi = finding->phi[series->parent];
	double from = finding->expected[series->parent] * opening_at(&opening, finding->week);
	struct share share = share_of_cell(prior, cell, phi, 0.9);

	if (!(share.mean > 0) || isnan(from))
		return;
	finding->warnings[item].way = WARNING_share;
	finding->laws[item] = share_law(&share, phi, from, series->reported);
	finding->warnings[item].whole = share_law(&share, phi, from, 1);
	finding->expected[item] = share.mean * from;
	finding->phi[item] = phi;
	for (size_t i = 0; finding->means[item] && i < finding->plan.count; i++)
		finding->means[item][i] = share.mean * finding->means[series->parent][i]
			* opening_at(&opening, finding->plan.weeks[i]);
}

/* All children of one dimension of a parent: those with a baseline are siblings too. */
static void family_do(struct finding *finding, const struct siblings *family, size_t count)
{
	struct share_cell *cells;
	struct share_prior prior;
	bool is_needed = false;

	for (size_t i = 0; i < count; i++)
		is_needed |= finding->warnings[family[i].at].way == WARNING_none;
	if (!is_needed || !has_parent_model(finding, family[0].at))
		return;
	cells = arena_array(finding->arena, struct share_cell, count);
	for (size_t i = 0; i < count; i++)
		cells[i] = cell_of(finding, family[i].at);
	prior = share_prior_fit(cells, count, finding->phi[family[0].parent]);
	for (size_t i = 0; i < count; i++)
		if (finding->warnings[family[i].at].way == WARNING_none) {
			share_put(finding, family[i].at, &prior, cells[i]);
			finding->warnings[family[i].at].is_simplified = prior.finding == SHARE_few
				|| prior.finding == SHARE_no_end;
		}
}

/* From the top down, so that a child may lean on a parent that leans itself. */
static void families_do(struct finding *finding)
{
	struct siblings *all = arena_array(finding->arena, struct siblings, finding->count + 1);
	size_t count = 0;

	for (size_t i = 0; i < finding->count; i++)
		if (finding->series[i].parent >= 0)
			all[count++] = (struct siblings){ finding->series[i].parent,
				finding->series[i].dimension, finding->series[i].level, i };
	qsort(all, count, sizeof(*all), by_family);
	for (size_t from = 0, to; from < count; from = to) {
		for (to = from; to < count && all[to].level == all[from].level
		     && all[to].parent == all[from].parent && all[to].dimension == all[from].dimension;)
			to++;
		family_do(finding, &all[from], to - from);
	}
}

/* ---- What is too many --------------------------------------------------------------------- */

static void preliminary_do(struct finding *finding, size_t item)
{
	struct warning *warning = &finding->warnings[item];
	struct ears_judged judged;

	if (finding->series[item].parent >= 0 || warning->baseline != BASELINE_too_few_weeks)
		return;
	judged = ears_judge(EARS_c2, &finding->settings->ears, finding->series[item].counts,
		(size_t)finding->week);
	if (!judged.is_known)
		return;
	warning->way = WARNING_preliminary;
	warning->expected = judged.mean;
	warning->upper = judged.upper;
	if (judged.is_above && warning->count >= finding->settings->least_count)
		warning->tier = WARNING_first_year;
}

static void judge_do(void *context, int thread, size_t item)
{
	struct finding *finding = context;
	struct warning *warning = &finding->warnings[item];
	struct count_law law = finding->laws[item];

	(void)thread;
	warning->phi = finding->phi[item];
	if (warning->way == WARNING_none)
		preliminary_do(finding, item);
	if (warning->way != WARNING_baseline && warning->way != WARNING_share)
		return;
	warning->expected = law.mean;
	warning->upper = count_law_quantile(law, 1 - finding->settings->alpha);
	if (isnan(warning->count))
		return;
	warning->p = warning->count > 0 ? count_law_at_least(law, warning->count) : 1;
	warning->score = warning->upper > law.mean
		? (warning->count - law.mean) / (warning->upper - law.mean) : warning->count > warning->upper;
}

/* ---- Among all of its level --------------------------------------------------------------- */

static void level_do(struct finding *finding, int32_t level)
{
	struct count_law *laws = arena_array(finding->arena, struct count_law, finding->count);
	double *p = arena_array(finding->arena, double, finding->count);
	double *q = arena_array(finding->arena, double, finding->count);
	size_t *at = arena_array(finding->arena, size_t, finding->count), count = 0;
	struct discrete_tests tests;

	for (size_t i = 0; i < finding->count; i++)
		if (finding->series[i].level == level && !isnan(finding->warnings[i].p)) {
			laws[count] = finding->laws[i];
			p[count] = finding->warnings[i].p;
			at[count++] = i;
		}
	tests = discrete_tests_make(finding->arena, laws, count);
	discoveries_discrete(finding->arena, &tests, p, q);
	for (size_t i = 0; i < count; i++)
		finding->warnings[at[i]].q = q[i];
}

static int32_t levels_of(const struct finding *finding)
{
	int32_t most = -1;

	for (size_t i = 0; i < finding->count; i++)
		most = finding->series[i].level > most ? finding->series[i].level : most;
	return most + 1;
}

static void tier_put(const struct finding *finding, size_t item)
{
	struct warning *warning = &finding->warnings[item];
	const struct warning_settings *settings = finding->settings;

	if (warning->q <= settings->q_most && warning->count >= settings->least_count)
		warning->tier = warning->p < settings->strong_p ? WARNING_strong : WARNING_listed;
	else if (finding->series[item].is_sentinel && warning->count > 0)
		warning->tier = WARNING_sentinel;
}

/* ---- Folding and reasons ------------------------------------------------------------------ */

bool warning_is_listed(const struct warning *warning)
{
	return warning->tier == WARNING_listed || warning->tier == WARNING_strong;
}

/* Given the parent's count, how likely are so many in the child? */
static double alone(const struct warning *child, const struct warning *parent)
{
	double share = parent->expected > 0 ? fmin(1, child->expected / parent->expected) : 1;

	if (isnan(child->count) || isnan(parent->count))
		return NAN;
	return child->count > 0 ? pbinom(child->count - 1, fmax(parent->count, child->count), share, 0, 0) : 1;
}

static void fold(struct finding *finding, size_t item)
{
	struct warning *warning = &finding->warnings[item];
	int32_t parent = finding->series[item].parent;

	if (parent < 0 || !warning_is_listed(warning) || finding->series[item].is_sentinel
	    || !warning_is_listed(&finding->warnings[parent]))
		return;
	if (alone(warning, &finding->warnings[parent]) > finding->settings->child_alone)
		warning->folded_under = finding->warnings[parent].folded_under >= 0
			? finding->warnings[parent].folded_under : parent;
}

static void means_room(struct finding *finding)
{
	for (size_t i = 0; i < finding->count; i++) {
		int32_t parent = finding->series[i].parent;

		if (parent >= 0 && !finding->means[parent])
			finding->means[parent] = arena_array(finding->arena, double, finding->plan.count + 1);
	}
}

const struct warning *warnings_find(struct arena *arena, const struct warning_series *series, size_t count,
                                    const struct warning_settings *settings, struct date first, int32_t week)
{
	struct finding finding = { .arena = arena, .series = series, .count = count, .settings = settings,
		.plan = baseline_plan(arena, &settings->baseline, first, week), .week = week,
		.warnings = arena_array(arena, struct warning, count + 1),
		.laws = arena_array(arena, struct count_law, count + 1),
		.means = arena_array(arena, double *, count + 1),
		.expected = arena_array(arena, double, count + 1),
		.phi = arena_array(arena, double, count + 1) };

	means_room(&finding);
	parallel_for(settings->threads, count, own_do, &finding);
	families_do(&finding);
	parallel_for(settings->threads, count, judge_do, &finding);
	for (int32_t level = 0; level < levels_of(&finding); level++)
		level_do(&finding, level);
	for (size_t i = 0; i < count; i++)
		if (finding.warnings[i].tier == WARNING_quiet)
			tier_put(&finding, i);
	for (size_t i = 0; i < count; i++)
		fold(&finding, i);
	return finding.warnings;
}

struct warning_level warnings_level(const struct warning_series *series, const struct warning *warnings,
                                    size_t count, int32_t level)
{
	struct warning_level told = { 0 };

	for (size_t i = 0; i < count; i++) {
		if (series[i].level != level)
			continue;
		told.series++;
		told.judged += !isnan(warnings[i].p);
		if (!warning_is_listed(&warnings[i]))
			continue;
		told.listed++;
		told.most_q = fmax(told.most_q, warnings[i].q);
	}
	told.false_expected = told.most_q * (double)told.listed;
	return told;
}

static int by_excess(const void *a, const void *b)
{
	const struct contribution *x = a, *y = b;

	return x->excess != y->excess ? (x->excess < y->excess) - (x->excess > y->excess)
		: (x->series > y->series) - (x->series < y->series);
}

const struct contribution *warning_contributions(struct arena *arena, const struct warning_series *series,
                                                 const struct warning *warnings, size_t series_count,
                                                 int32_t parent, int32_t dimension, double explained,
                                                 size_t *count)
{
	struct contribution *all = arena_array(arena, struct contribution, series_count + 1);
	double excess = warnings[parent].count - warnings[parent].expected, told = 0;
	size_t found = 0;

	*count = 0;
	if (!(excess > 0))
		return all;
	for (size_t i = 0; i < series_count; i++)
		if (series[i].parent == parent && series[i].dimension == dimension
		    && warnings[i].count > warnings[i].expected)
			all[found++] = (struct contribution){ (int32_t)i, warnings[i].count - warnings[i].expected,
				alone(&warnings[i], &warnings[parent]) };
	qsort(all, found, sizeof(*all), by_excess);
	while (*count < found && told < explained * excess)
		told += all[(*count)++].excess;
	return all;
}
