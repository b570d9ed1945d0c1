/* SPDX-License-Identifier: EUPL-1.2 */
/* analysis/prior.c - see prior.h. */
#include "analysis/prior.h"

#define MATHLIB_STANDALONE
#include <Rmath.h>

#include <math.h>

/* From what is known within a hundredth to what is known to nobody. */
static const double log_shape_least = -4, log_shape_most = 13;

static double log_ratio(double shape)
{
	return log(qgamma(0.95, shape, 1, 1, 0)) - log(qgamma(0.05, shape, 1, 1, 0));
}

bool frequency_ask_is_fine(const struct frequency_ask *ask)
{
	double apart = log(ask->said.high / ask->said.low);

	return ask->said.low > 0 && isfinite(apart) && apart <= log_ratio(exp(log_shape_least))
		&& apart >= log_ratio(exp(log_shape_most)) && ask->seen.events >= 0
		&& ask->seen.years >= 0 && isfinite(ask->seen.years) && ask->seen.share_reported > 0
		&& ask->seen.share_reported <= 1 && (ask->seen.years > 0 || ask->seen.events == 0)
		&& ask->level > 0 && ask->level < 1 && ask->surprise >= 0 && ask->surprise < 0.5;
}

/* The larger the shape, the nearer to each other are the two. */
static double shape_of(struct frequency_said said)
{
	enum { HALVINGS = 80 };
	double from = log_shape_least, to = log_shape_most;

	for (int i = 0; i < HALVINGS; i++) {
		double middle = (from + to) / 2;

		if (log_ratio(exp(middle)) > log(said.high / said.low))
			from = middle;
		else
			to = middle;
	}
	return exp(from / 2 + to / 2);
}

static struct frequency frequency_of(double shape, double rate, double level)
{
	double tail = (1 - level) / 2;

	return (struct frequency){ shape, rate, shape / rate, qgamma(tail, shape, 1 / rate, 1, 0),
		qgamma(1 - tail, shape, 1 / rate, 1, 0) };
}

/* The exact limits of a count (Garwood): what is there when nobody has said anything. */
static struct frequency counted(const struct frequency_ask *ask)
{
	double events = (double)ask->seen.events, years = ask->seen.years * ask->seen.share_reported;
	double tail = (1 - ask->level) / 2;

	if (!(years > 0))
		return (struct frequency){ .mean = NAN, .low = 0, .high = INFINITY };
	return (struct frequency){ events, years, events / years,
		events > 0 ? qgamma(tail, events, 1 / years, 1, 0) : 0,
		qgamma(1 - tail, events + 1, 1 / years, 1, 0) };
}

/* What was said, mixed over the counts of Poisson years, is a negative binomial count. */
static void surprise_find(const struct frequency_ask *ask, struct frequency_found *found)
{
	double years = ask->seen.years * ask->seen.share_reported, events = (double)ask->seen.events;
	double shape = found->before.shape, chance = found->before.rate / (found->before.rate + years);

	found->chance_so_many = events > 0 ? pnbinom(events - 1, shape, chance, 0, 0) : 1;
	found->chance_so_few = pnbinom(events, shape, chance, 1, 0);
	if (found->chance_so_many < ask->surprise)
		found->conflict = FREQUENCY_more_than_said;
	else if (found->chance_so_few < ask->surprise)
		found->conflict = FREQUENCY_fewer_than_said;
}

struct frequency_found frequency_update(const struct frequency_ask *ask)
{
	struct frequency_found found = { .data = counted(ask) };
	double shape = shape_of(ask->said), rate = qgamma(0.05, shape, 1, 1, 0) / ask->said.low;
	double years = ask->seen.years * ask->seen.share_reported;

	found.before = frequency_of(shape, rate, ask->level);
	found.after = frequency_of(shape + (double)ask->seen.events, rate + years, ask->level);
	found.none_next_year = pow(found.after.rate / (found.after.rate + 1), found.after.shape);
	surprise_find(ask, &found);
	return found;
}
