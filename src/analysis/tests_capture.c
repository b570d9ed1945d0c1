/* SPDX-License-Identifier: EUPL-1.2 */
/* analysis/tests_capture.c - shares and numbers from two and three lists, and the split of a change. */
#include "analysis/capture.h"
#include "analysis/change_split.h"

#include "analysis/stream.h"
#include "analysis/tests_oracle.h"

#define MATHLIB_STANDALONE
#include <Rmath.h>

/* The oracle takes 1.96 for the limits of Chao and of the models, and the exact quantile elsewhere. */
static double level_of_196(void)
{
	return 2 * pnorm(1.96, 0, 1, 1, 0) - 1;
}

static void column_check(const struct csv_table *table, size_t row, const char *name, double found)
{
	if (str_is(csv_cell(table, row, name), "NA"))
		CHECK(isnan(found));
	else
		CHECK(is_within(found, oracle_number(table, row, name), 1e-8));
}

TEST(two_lists_are_as_the_oracle_says)
{
	const struct csv_table *table = oracle_read("oracles/04_reporting/two_lists.csv");

	for (size_t row = 1; row < table->count; row++) {
		struct two_lists lists = { oracle_int(table, row, "n1"), oracle_int(table, row, "n2"),
			oracle_int(table, row, "m") };
		struct captured found = capture(&lists, 0.95), rounded = capture(&lists, level_of_196());

		CHECK(two_lists_are_fine(&lists) && found.distinct == oracle_int(table, row, "distinct"));
		column_check(table, row, "LP", found.petersen);
		column_check(table, row, "chapman", found.chapman);
		column_check(table, row, "se", found.error);
		column_check(table, row, "chao_lo", rounded.chao_low);
		column_check(table, row, "chao_hi", rounded.chao_high);
		column_check(table, row, "sadinle_lo", found.sadinle_low);
		column_check(table, row, "sadinle_hi", found.sadinle_high);
		column_check(table, row, "share_list1", found.share);
		column_check(table, row, "wilson_lo", found.wilson.low);
		column_check(table, row, "wilson_hi", found.wilson.high);
		column_check(table, row, "cp_lo", found.exact.low);
		column_check(table, row, "cp_hi", found.exact.high);
		CHECK(found.finding == (lists.both == 0 ? CAPTURE_at_least
			: lists.both == lists.second ? CAPTURE_all_seen : CAPTURE_known));
	}
}

TEST(dependence_moves_the_share_as_the_oracle_says)
{
	const struct csv_table *table = oracle_read("oracles/04_reporting/sensitivity_psi.csv");
	struct two_lists lists = { 300, 120, 70 }, apart = { 25, 8, 0 };

	for (size_t row = 1; row < table->count; row++) {
		struct dependent found = capture_if_dependent(&lists, oracle_number(table, row, "psi"));

		column_check(table, row, "n00", found.missed);
		column_check(table, row, "N", found.all);
		column_check(table, row, "share_list1", found.share);
	}
	CHECK(is_within(capture_if_dependent(&lists, 1).all, capture(&lists, 0.95).petersen, 1e-12));
	CHECK(isnan(capture_if_dependent(&apart, 2).all) && isnan(capture_if_dependent(&lists, 0).all));
}

/* ---- Three lists ------------------------------------------------------------------------- */

static struct three_lists oracle_three(const char *column)
{
	static const int cells[] = { 7, 6, 5, 4, 3, 2, 1 };     /* 111, 110, 101, 100, 011, 010, 001 */
	const struct csv_table *table = oracle_read("oracles/04_reporting/three_lists_counts.csv");
	struct three_lists lists = { { 0 } };

	for (size_t row = 1; row < table->count; row++)
		lists.counts[cells[row - 1]] = oracle_int(table, row, column);
	return lists;
}

static void model_check(const struct csv_table *table, size_t row, const struct three_captured *found, size_t at)
{
	static const char *const names[] = { "ind", "AB", "AC", "BC", "AB_AC", "AB_BC", "AC_BC", "AB_AC_BC" };
	const struct capture_model *model = &found->models[at];

	CHECK(str_is(csv_cell(table, row, "model"), names[at]) && model->is_known);
	CHECK(7 - model->parameters == oracle_int(table, row, "df"));
	CHECK(fabs(model->deviance - oracle_number(table, row, "deviance")) < 1e-8 * fmax(1, model->deviance));
	column_check(table, row, "AIC", model->aic);
	column_check(table, row, "BIC", model->bic);
	column_check(table, row, "f0", model->missed);
	column_check(table, row, "N", model->all);
	column_check(table, row, "se", model->error);
	column_check(table, row, "lo", model->low);
	column_check(table, row, "hi", model->high);
	column_check(table, row, "share_A", model->share_first);
	column_check(table, row, "bic_weight", model->weight);
	column_check(table, row, "N_bma", found->all);
	column_check(table, row, "se_bma", found->error);
}

TEST(models_of_three_lists_are_as_the_oracle_says)
{
	const struct csv_table *table = oracle_read("oracles/04_reporting/three_lists_loglinear.csv");
	struct three_settings settings = { level_of_196(), 0.3, 0.5 };
	struct three_lists hepatitis = oracle_three("hepatitisA"), own = oracle_three("own");
	struct three_captured found;

	CHECK(table->count == 17);
	found = capture_three(&hepatitis, &settings);
	for (size_t at = 0; at < CAPTURE_MODELS; at++)
		model_check(table, 1 + at, &found, at);
	/* Published: 336, 378, 334; and the model's choice moves the answer threefold. */
	CHECK(round(found.petersen[0]) == 336 && round(found.petersen[1]) == 378 && round(found.petersen[2]) == 334);
	CHECK(found.finding == THREE_depends_on_model);
	found = capture_three(&own, &settings);
	for (size_t at = 0; at < CAPTURE_MODELS; at++)
		model_check(table, 9 + at, &found, at);
	CHECK(found.finding == THREE_known);
}

TEST(cells_that_hold_no_model_are_told_apart)
{
	struct three_settings settings = { 0.95, 0.3, 0.5 };
	struct three_lists none = { { 0 } }, gap = { { 0, 63, 55, 0, 69, 17, 21, 0 } }, huge = { { 0 } };
	struct three_captured found = capture_three(&none, &settings);

	CHECK(found.finding == THREE_nothing && isnan(found.all));
	/* Nobody on B and C: what a model with BC says has no end; independence has an answer. */
	found = capture_three(&gap, &settings);
	CHECK(found.models[0].is_known && !found.models[3].is_known && found.models[3].weight == 0);
	CHECK(found.finding != THREE_nothing && isfinite(found.all) && isfinite(found.error));
	for (int cell = 1; cell < 8; cell++)
		huge.counts[cell] = ((int64_t)1 << 32) + cell;
	CHECK(three_lists_are_fine(&huge));
	found = capture_three(&huge, &settings);
	CHECK(found.models[0].is_known && isfinite(found.all));
	huge.counts[3] = -1;
	CHECK(!three_lists_are_fine(&huge));
}

TEST(the_order_of_the_lists_changes_no_number)
{
	struct three_settings settings = { 0.95, 0.3, 0.5 };
	struct three_lists lists = oracle_three("own"), turned = { { 0 } };
	struct three_captured one = capture_three(&lists, &settings), other;

	for (int cell = 1; cell < 8; cell++)            /* A B C becomes C A B */
		turned.counts[(cell >> 1) | (cell & 1) << 2] = lists.counts[cell];
	other = capture_three(&turned, &settings);
	CHECK(is_within(one.all, other.all, 1e-8) && is_within(one.error, other.error, 1e-8));
	CHECK(is_within(one.models[7].all, other.models[7].all, 1e-8));
}

/* ---- How often limits hold ---------------------------------------------------------------- */

static struct two_lists lists_draw(uint64_t number, int events, double first, double second)
{
	struct stream stream = stream_open(17, number);
	struct two_lists lists = { 0, 0, 0 };

	for (int i = 0; i < events; i++) {
		bool on_first = stream_share(&stream) < first, on_second = stream_share(&stream) < second;

		lists.first += on_first;
		lists.second += on_second;
		lists.both += on_first && on_second;
	}
	return lists;
}

TEST(limits_hold_about_as_often_as_they_say)
{
	enum { TIMES = 2000, EVENTS = 200 };
	double wilson = 0, exact = 0, sadinle = 0, chao = 0;

	for (uint64_t number = 0; number < TIMES; number++) {
		struct two_lists lists = lists_draw(number, EVENTS, 0.5, 0.3);
		struct captured found = capture(&lists, 0.9);

		wilson += found.wilson.low <= 0.5 && 0.5 <= found.wilson.high;
		exact += found.exact.low <= 0.5 && 0.5 <= found.exact.high;
		sadinle += found.sadinle_low <= EVENTS && EVENTS <= found.sadinle_high;
		chao += found.chao_low <= EVENTS && EVENTS <= found.chao_high;
	}
	CHECK(wilson / TIMES > 0.87 && wilson / TIMES < 0.93);
	CHECK(exact / TIMES > 0.89 && sadinle / TIMES > 0.87 && sadinle / TIMES < 0.94);
	CHECK(chao / TIMES > 0.85 && chao / TIMES < 0.95);
}

TEST(impossible_lists_are_refused_and_empty_ones_say_nothing)
{
	struct two_lists more = { 5, 8, 6 }, below = { 5, 8, -1 }, none = { 0, 0, 0 }, huge = { 3000000000, 2500000000, 2400000000 };

	CHECK(!two_lists_are_fine(&more) && !two_lists_are_fine(&below) && two_lists_are_fine(&none));
	CHECK(capture(&none, 0.95).finding == CAPTURE_nothing && isnan(capture(&none, 0.95).share));
	CHECK(two_lists_are_fine(&huge) && is_within(capture(&huge, 0.95).petersen, 3.125e9, 1e-12));
	CHECK(capture(&huge, 0.95).chao_low < 3.125e9 && capture(&huge, 0.95).chao_high > 3.125e9);
	CHECK(share_jeffreys(0, 0, 0.95).high == 1 && share_exact(0, 10, 0.95).low == 0 && share_exact(10, 10, 0.95).high == 1);
}

/* ---- Links that may be wrong --------------------------------------------------------------- */

TEST(wrong_and_lost_links_move_the_share_and_widen_it)
{
	struct linked_share_ask ask = { 300, 500, 95, 5, 90, 10, 0.9, 4000, 1 };
	struct linked_share found = linked_share(&ask), sure;

	CHECK(linked_share_ask_is_fine(&ask) && found.is_known);
	CHECK(is_within(found.share, 0.6 * 0.95 / 0.9, 1e-12) && found.low < found.share && found.share < found.high);
	ask.right = ask.found = 1e6;
	ask.wrong = ask.missed = 0;
	sure = linked_share(&ask);
	CHECK(is_within(sure.share, 0.6, 1e-12) && sure.high - sure.low < 0.75 * (found.high - found.low));
	/* And the same every time. */
	CHECK(linked_share(&ask).low == sure.low);
	ask.right = 0;
	CHECK(!linked_share(&ask).is_known);
	ask.missed = NAN;
	CHECK(!linked_share_ask_is_fine(&ask));
}

TEST(the_corrected_share_holds_the_true_share)
{
	enum { TIMES = 200 };
	double held = 0;

	for (uint64_t number = 0; number < TIMES; number++) {
		struct stream stream = stream_open(23, number);
		/* 400 claims, half reported; 90 % of links found, one of 19 of those found is wrong. */
		int64_t reported = (int64_t)qbinom(stream_share(&stream), 400, 0.5, 1, 0);
		int64_t linked = (int64_t)(qbinom(stream_share(&stream), (double)reported, 0.9, 1, 0) / 0.95);
		double right = qbinom(stream_share(&stream), 100, 0.95, 1, 0);
		double found = qbinom(stream_share(&stream), 100, 0.9, 1, 0);
		struct linked_share_ask ask = { linked, 400, right, 100 - right, found, 100 - found, 0.9, 500, 3 };
		struct linked_share share = linked_share(&ask);

		held += share.low <= 0.5 && 0.5 <= share.high;
	}
	CHECK(held / TIMES > 0.84);
}

/* ---- Worse, or better reported ------------------------------------------------------------- */

static struct change_split_ask oracle_split(const struct csv_table *table, size_t row)
{
	return (struct change_split_ask){ .level = 0.9, .draws = 200, .seed = 1,
		.before = { oracle_number(table, row, "N0"), oracle_number(table, row, "exposure0"),
			spread_known(oracle_number(table, row, "share0")) },
		.after = { oracle_number(table, row, "N1"), oracle_number(table, row, "exposure1"),
			spread_known(oracle_number(table, row, "share1")) } };
}

TEST(a_change_is_split_as_the_oracle_does)
{
	const struct csv_table *table = oracle_read("oracles/04_reporting/lmdi.csv");

	for (size_t row = 1; row < table->count; row++) {
		struct change_split_ask ask = oracle_split(table, row);
		struct change_split found = change_split(&ask);

		CHECK(change_split_ask_is_fine(&ask) && found.is_known);
		CHECK(fabs(found.exposure.effect - oracle_number(table, row, "eff_exposure")) < 1e-8);
		CHECK(fabs(found.rate.effect - oracle_number(table, row, "eff_rate")) < 1e-8);
		CHECK(fabs(found.share.effect - oracle_number(table, row, "eff_share")) < 1e-8);
		CHECK(fabs(found.change - oracle_number(table, row, "sum")) < 1e-8);
		CHECK(fabs(found.share.low - found.share.effect) < 1e-9 && fabs(found.rate.high - found.rate.effect) < 1e-9);
	}
}

TEST(the_parts_are_the_change_and_a_share_not_known_is_wide)
{
	struct change_split_ask ask = { { 200, 1000, { 0.3, 0.4, 0.5 } }, { 283, 1100, { 0.45, 0.55, 0.6 } }, 0.9, 2000, 1 };
	struct change_split found = change_split(&ask);

	CHECK(change_split_ask_is_fine(&ask) && is_within(found.change, 83, 1e-12));
	CHECK(fabs(found.exposure.effect + found.rate.effect + found.share.effect - found.change) < 1e-9);
	CHECK(found.share.low < found.share.effect && found.share.effect < found.share.high);
	CHECK(found.rate.low < found.rate.effect && found.rate.effect < found.rate.high);
	CHECK(fabs(found.rate.high + found.share.low + found.exposure.effect - found.change) < 1e-9);
	ask.before.reports = 0;
	CHECK(change_split_ask_is_fine(&ask) && !change_split(&ask).is_known);
	ask.before.exposure = 0;
	CHECK(!change_split_ask_is_fine(&ask));
	ask.before.exposure = 1;
	ask.after.share = spread_known(1.2);
	CHECK(!change_split_ask_is_fine(&ask));
	ask.after.share = spread_known(NAN);
	CHECK(!change_split_ask_is_fine(&ask));
}
