/* SPDX-License-Identifier: EUPL-1.2 */
/* analysis/estimate.c - see estimate.h. */
#include "analysis/estimate.h"

#include "analysis/stream.h"
#include "base/arena.h"

#define MATHLIB_STANDALONE
#include <Rmath.h>

#include <math.h>

struct estimate estimate_three(double low, double middle, double high)
{
	return (struct estimate){ ESTIMATE_three, low, middle, high };
}

struct estimate estimate_known(double value)
{
	return estimate_three(value, value, value);
}

struct estimate estimate_class(struct class_interval interval, double wider)
{
	return (struct estimate){ ESTIMATE_class, class_quantile(interval, -wider),
		class_quantile(interval, 0.5), class_quantile(interval, 1 + wider) };
}

static struct spread spread_of(struct estimate estimate)
{
	return (struct spread){ estimate.low, estimate.middle, estimate.high };
}

static struct class_interval interval_of(struct estimate estimate)
{
	return (struct class_interval){ estimate.low, estimate.high };
}

bool estimate_is_fine(struct estimate estimate)
{
	if (estimate.kind == ESTIMATE_class)
		return isfinite(estimate.high) && estimate.low > 0 && estimate.low < estimate.high;
	return spread_is_fine(spread_of(estimate));
}

bool estimate_is_zero(struct estimate estimate)
{
	return estimate.kind == ESTIMATE_three && estimate.high == 0;
}

double estimate_quantile(struct estimate estimate, double share)
{
	return estimate.kind == ESTIMATE_class ? class_quantile(interval_of(estimate), share)
		: spread_quantile(spread_of(estimate), share);
}

double estimate_share_below(struct estimate estimate, double value)
{
	if (estimate_is_zero(estimate))
		return value >= 0;
	if (estimate.kind == ESTIMATE_three)
		return spread_share_below(spread_of(estimate), value);
	if (value <= estimate.low)
		return 0;
	return value >= estimate.high ? 1 : log(value / estimate.low) / log(estimate.high / estimate.low);
}

double estimate_mean(struct estimate estimate)
{
	if (estimate_is_zero(estimate))
		return 0;
	return estimate.kind == ESTIMATE_class ? class_mean(interval_of(estimate))
		: spread_mean(spread_of(estimate));
}

/* ---- Several ----------------------------------------------------------------------------- */

bool opinion_is_fine(struct opinion opinion)
{
	for (size_t i = 0; i < opinion.count; i++)
		if (!estimate_is_fine(opinion.said[i]))
			return false;
	return opinion.count > 0;
}

bool opinion_is_zero(struct opinion opinion)
{
	for (size_t i = 0; i < opinion.count; i++)
		if (!estimate_is_zero(opinion.said[i]))
			return false;
	return true;
}

double opinion_share_below(struct opinion opinion, double value)
{
	double sum = 0;

	for (size_t i = 0; i < opinion.count; i++)
		sum += estimate_share_below(opinion.said[i], value);
	return sum / (double)opinion.count;
}

/* Between the least and the greatest of what each of them says, halved on a scale of factors. */
double opinion_quantile(struct opinion opinion, double share)
{
	enum { HALVINGS = 200 };
	double from = INFINITY, to = 0;

	if (opinion_share_below(opinion, 0) >= share)
		return 0;               /* so many say that it is nothing */
	for (size_t i = 0; i < opinion.count; i++) {
		from = fmin(from, estimate_quantile(opinion.said[i], share));
		to = fmax(to, estimate_quantile(opinion.said[i], share));
	}
	for (int i = 0; i < HALVINGS && from < to; i++) {
		double between = from > 0 ? sqrt(from) * sqrt(to) : to / 2;

		if (opinion_share_below(opinion, between) < share)
			from = between;
		else
			to = between;
	}
	return to;
}

double opinion_mean(struct opinion opinion)
{
	double sum = 0;

	for (size_t i = 0; i < opinion.count; i++)
		sum += estimate_mean(opinion.said[i]);
	return opinion.count ? sum / (double)opinion.count : 0;
}

double opinion_disagreement(struct opinion opinion)
{
	double sum = 0, squares = 0, count = 0;

	for (size_t i = 0; i < opinion.count; i++)
		if (!estimate_is_zero(opinion.said[i])) {
			sum += log10(estimate_quantile(opinion.said[i], 0.5));
			count++;
		}
	for (size_t i = 0; i < opinion.count && count > 1; i++)
		if (!estimate_is_zero(opinion.said[i])) {
			double apart = log10(estimate_quantile(opinion.said[i], 0.5)) - sum / count;

			squares += apart * apart;
		}
	return count > 1 ? sqrt(squares / (count - 1)) : 0;
}

/* ---- Drawing ----------------------------------------------------------------------------- */

/* log(value) is at + width x share, or at + (low or high) x z. */
struct drawer_part {
	bool is_class;
	double at, low, high;
};

static const double far_z = 4.5;

static struct drawer_part part_make(struct estimate estimate)
{
	if (estimate.kind == ESTIMATE_class)
		return (struct drawer_part){ .is_class = true, .at = log(estimate.low),
			.high = log(estimate.high / estimate.low) };
	return (struct drawer_part){ .at = log(estimate.middle),
		.low = spread_sigma_low(spread_of(estimate)),
		.high = spread_sigma_high(spread_of(estimate)) };
}

struct drawer drawer_make(struct arena *arena, struct opinion opinion)
{
	struct drawer_part *parts = arena_array(arena, struct drawer_part, opinion.count + 1);
	struct drawer drawer = { parts, opinion.count, INFINITY, -INFINITY };

	for (size_t i = 0; i < opinion.count; i++) {
		struct drawer_part *part = &parts[i];

		*part = part_make(opinion.said[i]);
		if (!isfinite(part->at))
			continue;
		drawer.least = fmin(drawer.least, part->is_class ? part->at : part->at - far_z * part->low);
		drawer.most = fmax(drawer.most, part->is_class ? part->at + part->high
			: part->at + far_z * part->high);
	}
	return drawer;
}

static double part_at(const struct drawer_part *part, double share)
{
	double z;

	if (part->is_class)
		return part->at + part->high * share;
	if (part->low == 0 && part->high == 0)
		return part->at;
	z = qnorm(share, 0, 1, 1, 0);
	return part->at + (z < 0 ? part->low : part->high) * z;
}

/* Who is believed is drawn too, with a share of its own, so that each of them stays what it is. */
void drawer_draw(const struct drawer *drawer, struct stream *stream, double *logs, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		double who = drawer->count > 1 ? stream_share(stream) * (double)drawer->count : 0;

		logs[i] = part_at(&drawer->parts[(size_t)who], stream_share(stream));
	}
}
