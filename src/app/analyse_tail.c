/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * app/analyse_tail.c - varn analyse tail: how large can the largest become?
 *
 *   --threshold U (must be said)  --least N (50)  --level L (0.9)  --beyond A,B,... (0.99,0.999)
 *
 * One row is one claim: amount.
 */
#include "analysis/tail.h"
#include "app/analyse.h"

#include <math.h>
#include <stdio.h>

enum { BEYOND_MOST = 10 };

struct tailing {
	const struct analyse_ask *ask;
	double *amounts, beyond[BEYOND_MOST];
	size_t count, beyond_count;
	struct tail_settings settings;
	struct analysed analysed;
};

static bool beyond_read(struct tailing *tailing)
{
	struct str text = str_of(option_value(tailing->ask->argc, tailing->ask->argv, "beyond"));
	bool is_fine = true;

	if (!text.at)
		text = S("0.99,0.999");
	while (is_fine && !str_is_empty(text)) {
		double *p = &tailing->beyond[tailing->beyond_count];

		is_fine = tailing->beyond_count < BEYOND_MOST && str_to_real(str_trim(str_cut(&text, ',')), p)
			&& *p > 0 && *p < 1;
		tailing->beyond_count++;
	}
	if (!is_fine)
		fprintf(stderr, "varn analyse: --beyond are at most %d shares between 0 and 1, with commas\n", BEYOND_MOST);
	return is_fine;
}

static bool options_read(struct tailing *tailing)
{
	double least = 50;

	tailing->settings = (struct tail_settings){ NAN, 50, analyse_level(tailing->ask, 0.9) };
	if (!analyse_option(tailing->ask, "threshold", 0, 1e15, &tailing->settings.threshold)
	    || !analyse_whole(tailing->ask, "least", 10, 1e6, &least) || !beyond_read(tailing))
		return false;
	tailing->settings.least = (size_t)least;
	if (!isnan(tailing->settings.threshold))
		return true;
	fprintf(stderr, "varn analyse: say --threshold U: where the tail begins is a decision (of a hundred claims the "
		"5 to 10 largest, and 50 or more of them)\n");
	return false;
}

static bool amounts_read(struct tailing *tailing)
{
	const struct plain *plain = &tailing->ask->plain;

	tailing->amounts = arena_array(plain->arena, double, plain->table->count);
	for (size_t row = 1; row < plain->table->count; row++) {
		double amount = NAN;

		if (!plain_number(plain, row, "amount", &amount))
			return false;
		if (!(amount >= 0 && amount <= 1e15))
			return plain_wrong(plain, row, "amount is '%.*s' and must be a number from 0",
				STR(plain_text(plain, row, "amount")));
		tailing->amounts[tailing->count++] = amount;
	}
	return true;
}

static void tail_show(struct analysed *analysed, const struct tail *tail)
{
	static const char *const findings[] = { [TAIL_known] = "known", [TAIL_too_few] = "too few above the threshold",
		[TAIL_no_mean] = "so heavy that no mean can be said", [TAIL_unfitted] = "no such tail" };

	analysed_list(analysed, "tail");
	analysed_row(analysed);
	analysed_text(analysed, "finding", str_of(findings[tail->finding]));
	analysed_count(analysed, "claims", (int64_t)tail->all);
	analysed_count(analysed, "above", (int64_t)tail->excesses);
	if (tail->finding == TAIL_known || tail->finding == TAIL_no_mean) {
		analysed_number(analysed, "mean_excess", tail->mean_excess);
		analysed_number(analysed, "xi", tail->xi);
		analysed_number(analysed, "xi_error", tail->xi_error);
		analysed_number(analysed, "xi_low", tail->xi_low);
		analysed_number(analysed, "xi_high", tail->xi_high);
		analysed_number(analysed, "sigma", tail->sigma);
		analysed_number(analysed, "sigma_error", tail->sigma_error);
		analysed_number(analysed, "loglik", tail->loglik);
	}
	analysed_row_finish(analysed);
	analysed_list_finish(analysed);
}

static void beyond_show(struct tailing *tailing, const struct tail *tail)
{
	struct analysed *analysed = &tailing->analysed;
	bool has_value = tail->finding == TAIL_known || tail->finding == TAIL_no_mean;

	analysed_list(analysed, "beyond");
	for (size_t i = 0; has_value && i < tailing->beyond_count; i++) {
		double p = tailing->beyond[i];

		analysed_row(analysed);
		analysed_number(analysed, "share_below", p);
		analysed_number(analysed, "value", tail_value(tail, p));
		analysed_number(analysed, "mean_beyond", tail->finding == TAIL_known ? tail_mean_beyond(tail, p) : NAN);
		analysed_row_finish(analysed);
	}
	analysed_list_finish(analysed);
}

static void hill_show(struct tailing *tailing)
{
	static const size_t largest[] = { 25, 50, 100, 200 };
	struct analysed *analysed = &tailing->analysed;

	analysed_list(analysed, "hill");
	for (size_t i = 0; i < COUNT(largest); i++) {
		double found = hill(tailing->amounts, tailing->count, largest[i]);

		if (isnan(found))
			continue;
		analysed_row(analysed);
		analysed_count(analysed, "largest", (int64_t)largest[i]);
		analysed_number(analysed, "xi", found);
		analysed_row_finish(analysed);
	}
	analysed_list_finish(analysed);
}

int analyse_tail(const struct analyse_ask *ask)
{
	struct tailing tailing = { .ask = ask };
	struct tail tail;

	if (!options_read(&tailing) || !amounts_read(&tailing))
		return 2;
	tail = tail_fit(tailing.amounts, tailing.count, &tailing.settings);
	analysed_begin(&tailing.analysed, ask);
	tail_show(&tailing.analysed, &tail);
	beyond_show(&tailing, &tail);
	hill_show(&tailing);
	return analysed_print(&tailing.analysed);
}
