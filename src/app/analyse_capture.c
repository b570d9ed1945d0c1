/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * app/analyse_capture.c - varn analyse share, three-lists and split: how much is reported at all.
 *
 * share        one row is one source: name, first, second, both; right, wrong, found, missed
 *              --level L (0.9)  --odds-ratios A,B,... (0.5,0.8,1,1.25,1.5,2,3)  --draws N  --seed N
 * three-lists  one row is one cell: pattern (111 110 101 100 011 010 001), count
 *              --level L (0.9)  --widest W (0.3)  --heaviest W (0.5)
 * split        one row is one change: name, exposure, reports and share, each _before and _after;
 *              share_before_low, share_before_high and the same after
 *              --level L (0.9)  --draws N  --seed N
 */
#include "analysis/capture.h"
#include "analysis/change_split.h"
#include "app/analyse_draw.h"

#include <math.h>
#include <stdio.h>

enum { RATIOS_MOST = 20, DRAWS = 10000 };

/* A whole number from 0; an empty cell is an error. */
static bool count_read(const struct plain *plain, size_t row, const char *column, int64_t *count)
{
	double found = NAN;

	if (!plain_number(plain, row, column, &found))
		return false;
	if (!(found >= 0 && found == floor(found) && found < 1e12))
		return plain_wrong(plain, row, "%s is '%.*s' and must be a whole number from 0", column,
			STR(plain_text(plain, row, column)));
	*count = (int64_t)found;
	return true;
}

static bool draws_read(const struct analyse_ask *ask, double *draws, double *seed)
{
	*draws = DRAWS;
	*seed = 1;
	return analyse_whole(ask, "draws", 100, 1e6, draws) && analyse_whole(ask, "seed", 0, 1e15, seed);
}

/* ---- Two lists --------------------------------------------------------------------------- */

struct sharing {
	const struct analyse_ask *ask;
	double ratios[RATIOS_MOST], draws, seed, level;
	size_t ratios_count;
	struct two_lists *lists;
	struct linked_share_ask *links;
	struct analysed analysed;
};

static bool ratios_read(struct sharing *sharing)
{
	static const double usual[] = { 0.5, 0.8, 1, 1.25, 1.5, 2, 3 };
	struct str text = str_of(option_value(sharing->ask->argc, sharing->ask->argv, "odds-ratios"));
	bool is_fine = true;

	for (size_t i = 0; !text.at && i < COUNT(usual); i++)
		sharing->ratios[sharing->ratios_count++] = usual[i];
	while (is_fine && !str_is_empty(text)) {
		double *ratio = &sharing->ratios[sharing->ratios_count];

		is_fine = sharing->ratios_count < RATIOS_MOST && str_to_real(str_trim(str_cut(&text, ',')), ratio)
			&& *ratio > 0 && *ratio <= 1000;
		sharing->ratios_count++;
	}
	if (!is_fine)
		fprintf(stderr, "varn analyse: --odds-ratios are at most %d numbers above 0, with commas\n", RATIOS_MOST);
	return is_fine;
}

/* What a person has looked at: empty cells are 0. */
static bool links_read(struct sharing *sharing, size_t row, struct linked_share_ask *links)
{
	static const char *const names[] = { "right", "wrong", "found", "missed" };
	double *const values[] = { &links->right, &links->wrong, &links->found, &links->missed };
	const struct two_lists *lists = &sharing->lists[row];

	*links = (struct linked_share_ask){ .linked = lists->both, .of = lists->second, .level = sharing->level,
		.draws = (uint64_t)sharing->draws, .seed = (uint64_t)sharing->seed };
	for (size_t i = 0; i < COUNT(names); i++) {
		if (!plain_number(&sharing->ask->plain, row, names[i], values[i]))
			return false;
		if (*values[i] < 0 || *values[i] > 1e12)
			return plain_wrong(&sharing->ask->plain, row, "%s is below 0 or above 1e12", names[i]);
	}
	return true;
}

static bool shares_read(struct sharing *sharing)
{
	const struct plain *plain = &sharing->ask->plain;

	sharing->lists = arena_array(plain->arena, struct two_lists, plain->table->count);
	sharing->links = arena_array(plain->arena, struct linked_share_ask, plain->table->count);
	for (size_t row = 1; row < plain->table->count; row++) {
		struct two_lists *lists = &sharing->lists[row];

		if (!count_read(plain, row, "first", &lists->first) || !count_read(plain, row, "second", &lists->second)
		    || !count_read(plain, row, "both", &lists->both) || !links_read(sharing, row, &sharing->links[row]))
			return false;
		if (!two_lists_are_fine(lists))
			return plain_wrong(plain, row, "both is %lld and cannot be more than first or second",
				(long long)lists->both);
	}
	return true;
}

static const char *const findings[] = { [CAPTURE_known] = "known", [CAPTURE_nothing] = "nothing can be said",
	[CAPTURE_at_least] = "at least", [CAPTURE_all_seen] = "all are seen" };

/* Where only a least number is known, no other stands beside it. */
static void number_show(struct analysed *analysed, const struct captured *found)
{
	bool is_known = found->finding == CAPTURE_known || found->finding == CAPTURE_all_seen;

	analysed_text(analysed, "finding", str_of(findings[found->finding]));
	analysed_count(analysed, "distinct", found->distinct);
	analysed_number(analysed, "at_least", found->finding == CAPTURE_nothing ? NAN : found->sadinle_low);
	analysed_number(analysed, "at_most", is_known ? found->sadinle_high : NAN);
	analysed_number(analysed, "all", is_known ? found->chapman : NAN);
	analysed_number(analysed, "error", is_known ? found->error : NAN);
	analysed_number(analysed, "petersen", found->petersen);
	analysed_number(analysed, "chao_low", is_known ? found->chao_low : NAN);
	analysed_number(analysed, "chao_high", is_known ? found->chao_high : NAN);
}

static void share_show(struct sharing *sharing, size_t row)
{
	struct analysed *analysed = &sharing->analysed;
	struct captured found = capture(&sharing->lists[row], sharing->level);
	struct linked_share corrected = linked_share(&sharing->links[row]);

	analysed_row(analysed);
	analysed_text(analysed, "name", plain_text(&sharing->ask->plain, row, "name"));
	analysed_number(analysed, "share", found.share);
	analysed_number(analysed, "share_low", found.wilson.low);
	analysed_number(analysed, "share_high", found.wilson.high);
	analysed_number(analysed, "exact_low", found.exact.low);
	analysed_number(analysed, "exact_high", found.exact.high);
	if (corrected.is_known) {
		analysed_number(analysed, "corrected", corrected.share);
		analysed_number(analysed, "corrected_low", corrected.low);
		analysed_number(analysed, "corrected_high", corrected.high);
	}
	number_show(analysed, &found);
	analysed_row_finish(analysed);
}

static void dependence_show(struct sharing *sharing, size_t row)
{
	struct analysed *analysed = &sharing->analysed;

	for (size_t i = 0; i < sharing->ratios_count; i++) {
		struct dependent found = capture_if_dependent(&sharing->lists[row], sharing->ratios[i]);

		analysed_row(analysed);
		analysed_text(analysed, "name", plain_text(&sharing->ask->plain, row, "name"));
		analysed_number(analysed, "odds_ratio", sharing->ratios[i]);
		analysed_number(analysed, "share", found.share);
		analysed_number(analysed, "missed", found.missed);
		analysed_number(analysed, "all", found.all);
		analysed_row_finish(analysed);
	}
}

/* All sources below each other; as links are, when somebody has looked at some. */
static void shares_draw(struct sharing *sharing)
{
	size_t count = sharing->ask->plain.table->count - 1;
	struct arena *arena = sharing->ask->plain.arena;
	struct estimate_row *rows = arena_array(arena, struct estimate_row, count + 1);

	for (size_t i = 0; i < count; i++) {
		struct captured found = capture(&sharing->lists[i + 1], sharing->level);
		struct linked_share corrected = linked_share(&sharing->links[i + 1]);

		rows[i] = (struct estimate_row){ plain_text(&sharing->ask->plain, i + 1, "name"), found.share,
			found.wilson.low, found.wilson.high, NAN };
		if (corrected.is_known)
			rows[i] = (struct estimate_row){ rows[i].label, corrected.share, corrected.low,
				corrected.high, NAN };
	}
	analysed_draw(&sharing->analysed, estimates_drawn(arena, &(struct estimates_drawing){
		.title = str_of(_("How much is reported at all")), .heading = str_of(_("Source")),
		.unit = str_of(_("Share that is reported")), .rows = rows, .count = count,
		.interval_words = arena_print(arena, _("Estimate; holds it with %.4g %%"), sharing->level * 100) }));
}

int analyse_share(const struct analyse_ask *ask)
{
	struct sharing sharing = { .ask = ask, .level = analyse_level(ask, 0.9) };
	size_t rows = ask->plain.table->count;

	if (!draws_read(ask, &sharing.draws, &sharing.seed) || !ratios_read(&sharing) || !shares_read(&sharing))
		return 2;
	analysed_begin(&sharing.analysed, ask);
	analysed_list(&sharing.analysed, "shares");
	for (size_t row = 1; row < rows; row++)
		share_show(&sharing, row);
	analysed_list_finish(&sharing.analysed);
	analysed_list(&sharing.analysed, "if_dependent");
	for (size_t row = 1; row < rows; row++)
		dependence_show(&sharing, row);
	analysed_list_finish(&sharing.analysed);
	if (option_is_given(ask->argc, ask->argv, "chart"))
		shares_draw(&sharing);
	return analysed_print(&sharing.analysed);
}

/* ---- Three lists ------------------------------------------------------------------------- */

static bool cell_read(const struct plain *plain, size_t row, struct three_lists *lists, bool seen[8])
{
	struct str pattern = plain_text(plain, row, "pattern");
	int cell = 0;

	for (size_t i = 0; i < pattern.len && i < 3; i++)
		cell = pattern.at[i] == '0' || pattern.at[i] == '1' ? 2 * cell + (pattern.at[i] == '1') : -100;
	if (pattern.len != 3 || cell < 1)
		return plain_wrong(plain, row, "pattern is '%.*s' and must be 111, 110, 101, 100, 011, 010 or 001", STR(pattern));
	if (seen[cell])
		return plain_wrong(plain, row, "the pattern %.*s is there twice", STR(pattern));
	seen[cell] = true;
	return count_read(plain, row, "count", &lists->counts[cell]);
}

static bool cells_read(const struct plain *plain, struct three_lists *lists)
{
	bool seen[8] = { false };

	for (size_t row = 1; row < plain->table->count; row++)
		if (!cell_read(plain, row, lists, seen))
			return false;
	for (int cell = 1; cell < 8; cell++)
		if (!seen[cell])
			return plain_wrong(plain, 0, "the pattern %d%d%d is missing (its count may be 0)", cell >> 2,
				cell >> 1 & 1, cell & 1);
	return true;
}

static void model_show(struct analysed *analysed, const struct capture_model *model)
{
	static const char *const pairs[CAPTURE_MODELS] = { "independent", "AB", "AC", "AB AC", "BC", "AB BC", "AC BC",
		"AB AC BC" };

	analysed_row(analysed);
	analysed_text(analysed, "model", str_of(pairs[model->pairs]));
	analysed_yes(analysed, "is_known", model->is_known);
	analysed_number(analysed, "all", model->is_known ? model->all : NAN);
	analysed_number(analysed, "error", model->is_known ? model->error : NAN);
	analysed_number(analysed, "low", model->is_known ? model->low : NAN);
	analysed_number(analysed, "high", model->is_known ? model->high : NAN);
	analysed_number(analysed, "share_first", model->is_known ? model->share_first : NAN);
	analysed_number(analysed, "deviance", model->is_known ? model->deviance : NAN);
	analysed_number(analysed, "aic", model->is_known ? model->aic : NAN);
	analysed_number(analysed, "bic", model->bic);
	analysed_number(analysed, "weight", model->weight);
	analysed_row_finish(analysed);
}

static void three_show(struct analysed *analysed, const struct three_captured *found)
{
	static const char *const names[] = { [THREE_known] = "known", [THREE_nothing] = "nothing can be said",
		[THREE_depends_on_model] = "the models differ too much for one number" };
	bool is_known = found->finding == THREE_known;

	analysed_list(analysed, "summary");
	analysed_row(analysed);
	analysed_text(analysed, "finding", str_of(names[found->finding]));
	analysed_count(analysed, "distinct", found->distinct);
	analysed_number(analysed, "all", is_known ? found->all : NAN);
	analysed_number(analysed, "error", is_known ? found->error : NAN);
	analysed_number(analysed, "petersen_AB", found->petersen[0]);
	analysed_number(analysed, "petersen_AC", found->petersen[1]);
	analysed_number(analysed, "petersen_BC", found->petersen[2]);
	analysed_row_finish(analysed);
	analysed_list_finish(analysed);
	analysed_list(analysed, "models");
	for (int i = 0; i < CAPTURE_MODELS; i++)
		model_show(analysed, &found->models[i]);
	analysed_list_finish(analysed);
}

int analyse_three_lists(const struct analyse_ask *ask)
{
	struct three_settings settings = { analyse_level(ask, 0.9), 0.3, 0.5 };
	struct three_lists lists = { { 0 } };
	struct three_captured found;
	struct analysed analysed;

	if (!analyse_option(ask, "widest", 0.01, 10, &settings.widest)
	    || !analyse_option(ask, "heaviest", 0.01, 1, &settings.heaviest) || !cells_read(&ask->plain, &lists))
		return 2;
	found = capture_three(&lists, &settings);
	analysed_begin(&analysed, ask);
	three_show(&analysed, &found);
	return analysed_print(&analysed);
}

/* ---- Worse, or better reported ------------------------------------------------------------- */

static bool reported_read(const struct plain *plain, size_t row, bool is_after, struct reported *reported)
{
	static const char *const shares[2][3] = { { "share_before_low", "share_before", "share_before_high" },
		{ "share_after_low", "share_after", "share_after_high" } };
	const char *reports = is_after ? "reports_after" : "reports_before";
	const char *exposure = is_after ? "exposure_after" : "exposure_before";
	double share[3] = { 0, 0, 0 };
	bool is_given;

	*reported = (struct reported){ NAN, NAN, { 0, 0, 0 } };
	if (!plain_number(plain, row, reports, &reported->reports)
	    || !plain_number(plain, row, exposure, &reported->exposure)
	    || !plain_spread(plain, row, shares[is_after], &share, &is_given))
		return false;
	if (!(reported->reports >= 0 && reported->reports <= 1e12))
		return plain_wrong(plain, row, "%s is a number from 0", reports);
	if (!(reported->exposure > 0 && reported->exposure <= 1e15))
		return plain_wrong(plain, row, "%s is a number above 0", exposure);
	if (!is_given || !(share[0] > 0 && share[1] <= 1))
		return plain_wrong(plain, row, "%s is a number above 0 and at most 1", shares[is_after][1]);
	reported->share = (struct spread){ share[0], share[1], share[2] };
	return true;
}

static void part_show(struct analysed *analysed, const char *const names[3], const struct change_part *part)
{
	analysed_number(analysed, names[0], part->effect);
	analysed_number(analysed, names[1], part->low);
	analysed_number(analysed, names[2], part->high);
}

static void split_show(struct analysed *analysed, struct str name, const struct change_split *found)
{
	static const char *const exposure[] = { "by_exposure", "by_exposure_low", "by_exposure_high" };
	static const char *const rate[] = { "by_rate", "by_rate_low", "by_rate_high" };
	static const char *const share[] = { "by_reporting", "by_reporting_low", "by_reporting_high" };

	analysed_row(analysed);
	analysed_text(analysed, "name", name);
	analysed_yes(analysed, "is_known", found->is_known);
	analysed_number(analysed, "change", found->change);
	if (found->is_known) {
		part_show(analysed, exposure, &found->exposure);
		part_show(analysed, rate, &found->rate);
		part_show(analysed, share, &found->share);
	}
	analysed_row_finish(analysed);
}

int analyse_split(const struct analyse_ask *ask)
{
	struct change_split_ask split = { .level = analyse_level(ask, 0.9) };
	struct analysed analysed;
	double draws, seed;

	if (!draws_read(ask, &draws, &seed))
		return 2;
	split.draws = (uint64_t)draws;
	split.seed = (uint64_t)seed;
	analysed_begin(&analysed, ask);
	analysed_list(&analysed, "changes");
	for (size_t row = 1; row < ask->plain.table->count; row++) {
		struct change_split found;

		if (!reported_read(&ask->plain, row, false, &split.before)
		    || !reported_read(&ask->plain, row, true, &split.after))
			return 2;
		found = change_split(&split);
		split_show(&analysed, plain_text(&ask->plain, row, "name"), &found);
		if (analysed_draws(&analysed, plain_text(&ask->plain, row, "name")))
			analysed_draw(&analysed, split_drawn(ask->plain.arena,
				str_of(_("Worse, or better reported?")), &split, &found));
	}
	analysed_list_finish(&analysed);
	return analysed_print(&analysed);
}
