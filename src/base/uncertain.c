/* SPDX-License-Identifier: EUPL-1.2 */
/* base/uncertain.c - see uncertain.h. */
#include "base/uncertain.h"

#include "base/say.h"
#include "base/tongue.h"

#include <math.h>

enum { DIGITS_OF_A_KNOWN = 3 };
#define STEP_LEAST 1e-6

static const struct { const char *name, *words, *sign, *sentence; } verdicts[] = {
	[VERDICT_cannot_tell] = { "cannot_tell", N_("Cannot be said"), "?",
		N_("It cannot be said whether anything has changed.") },
	[VERDICT_increase] = { "increase", N_("Increase"), "▲", N_("It is an increase.") },
	[VERDICT_decrease] = { "decrease", N_("Decrease"), "▼", N_("It is a decrease.") },
	[VERDICT_unchanged] = { "unchanged", N_("Unchanged"), "=", N_("It is unchanged.") },
	[VERDICT_marginal] = { "marginal", N_("Too small to matter"), "≈",
		N_("The change is too small to matter.") },
};

const char *verdict_words(enum verdict verdict)
{
	must(verdict <= VERDICT_marginal);
	return _(verdicts[verdict].words);
}

const char *verdict_name(enum verdict verdict)
{
	must(verdict <= VERDICT_marginal);
	return verdicts[verdict].name;
}

const char *verdict_sign(enum verdict verdict)
{
	must(verdict <= VERDICT_marginal);
	return verdicts[verdict].sign;
}

const char *verdict_sentence(enum verdict verdict)
{
	must(verdict <= VERDICT_marginal);
	return _(verdicts[verdict].sentence);
}

/* 1, 2 or 5 times a power of ten, not below x. */
static double round_step(double x)
{
	static const double steps[] = { 1, 2, 5 };
	double unit = pow(10, floor(log10(x) + 1e-9));

	for (size_t i = 0; i < COUNT(steps); i++)
		if (steps[i] * unit >= x * (1 - 1e-9))
			return steps[i] * unit;
	return 10 * unit;
}

double uncertain_step(double value, double low, double high)
{
	double wide = high - low, near = isfinite(value) ? 1e-9 * fmax(fabs(value), 1) : 0;

	if (isfinite(wide) && wide > near)
		return fmax(round_step(wide / 10), STEP_LEAST);
	if (!isfinite(value) || fabs(value - round(value)) <= near)
		return 1;
	return fmax(fmin(pow(10, floor(log10(fabs(value)) + 1e-9) + 1 - DIGITS_OF_A_KNOWN), 1), STEP_LEAST);
}

struct str uncertain_number(struct arena *arena, double value, double step)
{
	int decimals = step < 1 ? (int)ceil(-log10(step) - 1e-9) : 0;

	must(step > 0);
	return tongue_real(arena, round(value / step) * step, decimals);
}

static struct str interval_words(struct arena *arena, double low, double high)
{
	double step = uncertain_step(NAN, low, high);

	return arena_print(arena, "%.*s–%.*s", STR(uncertain_number(arena, low, step)),
		STR(uncertain_number(arena, high, step)));
}

static struct str two_digits(struct arena *arena, double x)
{
	if (!isfinite(x) || x == 0)
		return isinf(x) ? S("∞") : uncertain_number(arena, x, 1);
	return uncertain_number(arena, x, pow(10, floor(log10(fabs(x)) + 1e-9) - 1));
}

struct str uncertain_ratio(struct arena *arena, double value, double low, double high)
{
	return arena_print(arena, "%.*s (%.*s–%.*s)", STR(two_digits(arena, value)),
		STR(two_digits(arena, low)), STR(two_digits(arena, high)));
}

struct str uncertain_estimate(struct arena *arena, double value, double low, double high)
{
	return arena_print(arena, "%.*s (%.*s)",
		STR(uncertain_number(arena, value, uncertain_step(value, low, high))),
		STR(interval_words(arena, low, high)));
}
