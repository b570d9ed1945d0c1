/* SPDX-License-Identifier: EUPL-1.2 */
/* analysis/baseline.c - see baseline.h: the fit. */
#include "analysis/baseline.h"

#define MATHLIB_STANDALONE
#include <Rmath.h>

#include <math.h>
#include <string.h>

enum { FIT_STEPS_MOST = 25, LEVELS_MOST = BASELINE_PERIODS_MOST + 1 };

static const double fit_end = 1e-8, least_mean = 2.2204460492503131e-16;
static const double eta_most = 30, count_most = 1e15;

/* One series and the weeks of the plan that are known, with what the fit works on. */
struct fit {
	const struct baseline_settings *settings;
	size_t count;
	int levels;
	bool has_end;
	double b, t_mean, deviance;
	double a[LEVELS_MOST], sum[LEVELS_MOST], t_at[LEVELS_MOST], s_tt;
	double y[BASELINE_WEEKS_MOST], log_y[BASELINE_WEEKS_MOST], t[BASELINE_WEEKS_MOST];
	double offset[BASELINE_WEEKS_MOST], prior[BASELINE_WEEKS_MOST];
	double eta[BASELINE_WEEKS_MOST], mu[BASELINE_WEEKS_MOST], weight[BASELINE_WEEKS_MOST];
	int16_t level[BASELINE_WEEKS_MOST];
	int32_t place[BASELINE_WEEKS_MOST];     /* in the plan */
};

/* ---- The weeks that are known ------------------------------------------------------------- */

static bool week_is_fine(double y, double exposure)
{
	return y >= 0 && y <= count_most && exposure > 0 && isfinite(exposure);
}

/* False: something is no count. */
static bool weeks_read(struct fit *fit, const struct baseline_plan *plan, const double *counts,
                       const double *exposure, double *events)
{
	*events = 0;
	for (size_t i = 0; i < plan->count; i++) {
		double y = counts[plan->weeks[i]], e = exposure ? exposure[plan->weeks[i]] : 1;
		size_t n = fit->count;

		if (isnan(y) || isnan(e))
			continue;
		if (!week_is_fine(y, e))
			return false;
		fit->y[n] = y;
		fit->log_y[n] = y > 0 ? log(y) : 0;
		fit->offset[n] = exposure ? log(e) : 0;
		fit->t[n] = plan->weeks[i];
		fit->level[n] = plan->level[i];
		fit->place[n] = (int32_t)i;
		fit->t_mean += plan->weeks[i];
		*events += y;
		fit->count++;
	}
	fit->t_mean /= fit->count ? (double)fit->count : 1;
	for (size_t i = 0; i < fit->count; i++)
		fit->t[i] -= fit->t_mean;
	return true;
}

/* ---- Levels that are too thin ------------------------------------------------------------- */

struct thin { double weeks[LEVELS_MOST], events[LEVELS_MOST]; };

static bool is_thin(const struct thin *thin, int level, const struct baseline_settings *settings)
{
	if (thin->weeks[level] == 0)
		return false;           /* joined already, or never there */
	return thin->events[level] == 0 || (thin->events[level] < settings->level_events
		&& thin->weeks[level] < settings->level_weeks);
}

/* The next level in the round of the year that has weeks. */
static int neighbour(const struct thin *thin, int levels, int level)
{
	for (int step = 1; step < levels; step++) {
		int other = (level - 1 + step) % levels + 1;

		if (thin->weeks[other] > 0)
			return other;
	}
	return 0;
}

static void level_join(struct fit *fit, struct thin *thin, int from, int to)
{
	/* What is judged keeps the last number. */
	if (from == fit->levels) {
		from = to;
		to = fit->levels;
	}
	for (size_t i = 0; i < fit->count; i++)
		if (fit->level[i] == from)
			fit->level[i] = (int16_t)to;
	thin->weeks[to] += thin->weeks[from];
	thin->events[to] += thin->events[from];
	thin->weeks[from] = thin->events[from] = 0;
}

/* True when levels were joined: a level without events would send its mean to nothing. */
static bool levels_join(struct fit *fit)
{
	struct thin thin = { { 0 }, { 0 } };
	bool is_joined = false;

	for (size_t i = 0; i < fit->count; i++) {
		thin.weeks[fit->level[i]]++;
		thin.events[fit->level[i]] += fit->y[i];
	}
	for (int level = 1; level <= fit->levels; level++)
		while (is_thin(&thin, level, fit->settings)) {
			int other = neighbour(&thin, fit->levels, level);

			if (!other)
				return is_joined;
			level_join(fit, &thin, level, other);
			is_joined = true;
		}
	return is_joined;
}

/* ---- One fit ------------------------------------------------------------------------------ */

static double deviance_of(const struct fit *fit)
{
	double sum = 0;

	for (size_t i = 0; i < fit->count; i++) {
		double y = fit->y[i], apart = y > 0 ? y * (fit->log_y[i] - fit->eta[i]) : 0;

		sum += fit->prior[i] * (apart - (y - fit->mu[i]));
	}
	return 2 * sum;
}

/* Sums per level of weight, and of weighted t and z; then the slope through all levels. */
static void step_solve(struct fit *fit, const double *z, bool has_trend)
{
	double z_at[LEVELS_MOST] = { 0 }, s_tz = 0;

	memset(fit->sum, 0, sizeof(fit->sum));
	memset(fit->t_at, 0, sizeof(fit->t_at));
	for (size_t i = 0; i < fit->count; i++) {
		fit->sum[fit->level[i]] += fit->weight[i];
		fit->t_at[fit->level[i]] += fit->weight[i] * fit->t[i];
		z_at[fit->level[i]] += fit->weight[i] * z[i];
	}
	for (int l = 1; l <= fit->levels; l++)
		if (fit->sum[l] > 0) {
			fit->t_at[l] /= fit->sum[l];
			z_at[l] /= fit->sum[l];
		}
	fit->s_tt = 0;
	for (size_t i = 0; i < fit->count; i++) {
		double apart = fit->t[i] - fit->t_at[fit->level[i]];

		fit->s_tt += fit->weight[i] * apart * apart;
		s_tz += fit->weight[i] * apart * (z[i] - z_at[fit->level[i]]);
	}
	fit->b = has_trend && fit->s_tt > 0 ? s_tz / fit->s_tt : 0;
	for (int l = 1; l <= fit->levels; l++)
		fit->a[l] = z_at[l] - fit->b * fit->t_at[l];
}

static double within(double eta)
{
	return fmin(fmax(eta, -eta_most), eta_most + 5);
}

static void step_apply(struct fit *fit)
{
	for (size_t i = 0; i < fit->count; i++) {
		fit->eta[i] = within(fit->a[fit->level[i]] + fit->b * fit->t[i] + fit->offset[i]);
		fit->mu[i] = fmax(exp(fit->eta[i]), least_mean);
	}
}

/* As R's glm(): from the counts themselves, until the deviance stands still. */
static void fit_do(struct fit *fit, bool has_trend)
{
	double z[BASELINE_WEEKS_MOST], before;

	for (size_t i = 0; i < fit->count; i++) {
		fit->mu[i] = fit->y[i] + 0.1;
		fit->eta[i] = log(fit->mu[i]);
	}
	fit->has_end = false;
	fit->deviance = deviance_of(fit);
	for (int step = 0; step < FIT_STEPS_MOST && !fit->has_end; step++) {
		for (size_t i = 0; i < fit->count; i++) {
			fit->weight[i] = fit->prior[i] * fit->mu[i];
			z[i] = fit->eta[i] - fit->offset[i] + (fit->y[i] - fit->mu[i]) / fit->mu[i];
		}
		step_solve(fit, z, has_trend);
		step_apply(fit);
		before = fit->deviance;
		fit->deviance = deviance_of(fit);
		fit->has_end = fabs(fit->deviance - before) / (fabs(fit->deviance) + 0.1) < fit_end;
	}
}

static int levels_used(const struct fit *fit)
{
	int used = 0;

	for (int l = 1; l <= fit->levels; l++)
		used += fit->sum[l] > 0;
	return used;
}

static double freedom(const struct fit *fit, bool has_trend)
{
	return (double)fit->count - levels_used(fit) - has_trend;
}

/* Pearson's dispersion; with the prior weights alone it is the package's. */
static double dispersion(const struct fit *fit, const double *weights, bool has_trend)
{
	double sum = 0;

	for (size_t i = 0; i < fit->count; i++) {
		double apart = (fit->y[i] - fit->mu[i]) / fit->mu[i];

		sum += weights[i] * apart * apart;
	}
	return sum / freedom(fit, has_trend);
}

/* Anscombe residuals: what is far above usual was an outbreak, and weighs less. */
static void weigh(struct fit *fit, double phi, bool has_trend)
{
	double all = 0;

	for (size_t i = 0; i < fit->count; i++) {
		double apart = fit->t[i] - fit->t_at[fit->level[i]], mu = fit->mu[i], s;
		double lever = fit->weight[i] * (1 / fit->sum[fit->level[i]]
			+ (has_trend && fit->s_tt > 0 ? apart * apart / fit->s_tt : 0));

		s = 1.5 * (pow(fit->y[i], 2.0 / 3) * pow(mu, -1.0 / 6) - sqrt(mu))
			/ sqrt(phi * fmax(1 - lever, 1e-12));
		fit->prior[i] = s > fit->settings->heavy ? 1 / (s * s) : 1;
		all += fit->prior[i];
	}
	for (size_t i = 0; i < fit->count; i++)
		fit->prior[i] *= (double)fit->count / all;
}

/* ---- The whole ---------------------------------------------------------------------------- */

/* What the variance is multiplied by: of counts, of the trend, of the mean that is expected. */
struct dispersions { double phi, trend, mean; };

/* Fits, weighs old outbreaks down, fits again.  False: no end was found. */
static bool fit_twice(struct fit *fit, bool has_trend, struct dispersions *found)
{
	double raw;

	for (size_t i = 0; i < fit->count; i++)
		fit->prior[i] = 1;
	fit_do(fit, has_trend);
	if (!fit->has_end)
		return false;
	weigh(fit, fmax(1, dispersion(fit, fit->weight, has_trend)), has_trend);
	fit_do(fit, has_trend);
	raw = dispersion(fit, fit->weight, has_trend);
	found->phi = found->trend = found->mean = fmax(1, raw);
	if (fit->settings->form == BASELINE_as_flexible)
		found->trend = found->mean = dispersion(fit, fit->prior, has_trend);
	if (fit->settings->form == BASELINE_as_classic)
		found->trend = raw;
	return fit->has_end && isfinite(raw);
}

static double expected_at(const struct fit *fit, double week, double offset)
{
	return exp(within(fit->a[fit->levels] + fit->b * (week - fit->t_mean) + offset));
}

static bool trend_is_kept(const struct fit *fit, const struct baseline_plan *plan,
                          const struct dispersions *dispersions, double offset)
{
	double most = 0, t;

	if (plan->years < 3 || !(fit->s_tt > 0))
		return false;
	for (size_t i = 0; i < fit->count; i++)
		most = fmax(most, fit->y[i]);
	t = fit->b / sqrt(dispersions->trend / fit->s_tt);
	return 2 * pt(-fabs(t), freedom(fit, true), 1, 0) < fit->settings->trend_p
		&& expected_at(fit, plan->week, offset) <= most;
}

static void means_put(const struct fit *fit, const struct baseline_plan *plan, double *means)
{
	for (size_t i = 0; i < plan->count; i++)
		means[i] = NAN;
	for (size_t i = 0; i < fit->count; i++)
		means[fit->place[i]] = fit->mu[i];
}

static void found_fill(struct baseline *found, const struct fit *fit, const struct baseline_plan *plan,
                       const struct dispersions *dispersions, double offset)
{
	double apart = plan->week - fit->t_mean - fit->t_at[fit->levels];

	found->finding = BASELINE_fitted;
	found->expected = expected_at(fit, plan->week, offset);
	found->phi = dispersions->phi;
	found->slope = found->has_trend ? fit->b : 0;
	found->log_error = sqrt(dispersions->mean * (1 / fit->sum[fit->levels]
		+ (found->has_trend ? apart * apart / fit->s_tt : 0)));
}

/* With a trend when it holds, else without. */
static void model_fit(struct fit *fit, const struct baseline_plan *plan, double offset,
                      struct baseline *found)
{
	struct dispersions dispersions;
	bool has_end = fit_twice(fit, true, &dispersions);

	found->is_simplified |= !has_end;
	found->has_trend = has_end && trend_is_kept(fit, plan, &dispersions, offset);
	if (!found->has_trend)
		has_end = fit_twice(fit, false, &dispersions);
	found->finding = has_end ? BASELINE_fitted : BASELINE_no_end;
	if (has_end)
		found_fill(found, fit, plan, &dispersions, offset);
}

static bool is_enough(const struct fit *fit)
{
	int used = 0;
	bool is_there[LEVELS_MOST] = { false };

	for (size_t i = 0; i < fit->count; i++) {
		used += !is_there[fit->level[i]];
		is_there[fit->level[i]] = true;
	}
	return is_there[fit->levels] && fit->count >= (size_t)used + 2;
}

struct baseline baseline_fit(const struct baseline_plan *plan, const struct baseline_settings *settings,
                             const double *counts, const double *exposure, double *means)
{
	struct baseline found = { .finding = BASELINE_too_few_weeks };
	struct fit fit;
	double exposed = exposure ? exposure[plan->week] : 1, offset;

	fit.settings = settings;
	fit.count = 0;
	fit.levels = plan->levels;
	fit.t_mean = 0;
	if (plan->count == 0)
		return found;
	found.finding = BASELINE_not_counts;
	if (!(exposed > 0 && isfinite(exposed))
	    || !weeks_read(&fit, plan, counts, exposure, &found.events))
		return found;
	offset = log(exposed);
	found.weeks = fit.count;
	found.finding = is_enough(&fit) ? BASELINE_too_few_events : BASELINE_too_few_weeks;
	if (!is_enough(&fit) || found.events < settings->least_events || found.events == 0)
		return found;
	found.is_simplified = settings->form == BASELINE_strict && levels_join(&fit);
	model_fit(&fit, plan, offset, &found);
	if (means && found.finding == BASELINE_fitted)
		means_put(&fit, plan, means);
	return found;
}
