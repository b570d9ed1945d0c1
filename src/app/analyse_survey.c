/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * app/analyse_survey.c - varn analyse survey: what all would say, from a sample of them.
 *
 *   --by COLUMN       also of each group of the answers, and how it differs from the rest
 *   --margin M        a difference that does not matter (0.03)
 *   --level L (0.9)   --trim T (5)   --least N (25)   --widest S (0.3)
 *
 *   kind=answer       answer (yes, no, empty), weight, [stratum], [round], [question], [mode], columns of margins
 *   kind=population   margin (a column, or stratum), group, people, [round]
 */
#include "app/analyse.h"
#include "app/analyse_survey.h"

#include <math.h>
#include <stdio.h>

struct showing {
	const struct analyse_ask *ask;
	struct survey_file file;
	const char *by;
	double level, margin, trim, widest;
	size_t least;
	struct naming groups;           /* of the column --by, in all rounds */
	struct survey_share whole[SURVEY_ROUNDS_MOST];
	struct survey_share *parts[SURVEY_ROUNDS_MOST];         /* by group */
	struct survey_difference *apart[SURVEY_ROUNDS_MOST];    /* of each group from the rest */
	struct analysed analysed;
};

static bool options_read(struct showing *showing)
{
	const struct analyse_ask *ask = showing->ask;

	showing->by = option_value(ask->argc, ask->argv, "by");
	showing->level = analyse_level(ask, 0.9);
	showing->margin = 0.03;
	showing->trim = 5;
	showing->widest = 0.3;
	showing->least = 25;
	if (!analyse_option(ask, "margin", 0, 1, &showing->margin) || !analyse_option(ask, "trim", 0, 1e6, &showing->trim)
	    || !analyse_option(ask, "widest", 0.01, 10, &showing->widest)
	    || !analyse_count(ask, "least", 2, 1000000, &showing->least))
		return false;
	if (!showing->by || plain_has(&ask->plain, showing->by))
		return true;
	fprintf(stderr, "varn analyse: --by: the file has no column %s\n", showing->by);
	return false;
}

/* ---- Shares ------------------------------------------------------------------------------ */

/* What is left when the arena is emptied: the share without its pulls, and how far it is from the rest. */
static void group_find(struct showing *showing, struct arena *arena, size_t number, const int32_t *groups,
                       int32_t group)
{
	struct survey_round *round = &showing->file.rounds[number];
	bool *is_in = arena_array(arena, bool, round->sample.count);
	struct survey_share rest;

	for (size_t i = 0; i < round->sample.count; i++)
		is_in[i] = groups[i] == group;
	showing->parts[number][group] = survey_share(arena, &round->sample, &round->weights, round->values, is_in,
		showing->level);
	for (size_t i = 0; i < round->sample.count; i++)
		is_in[i] = groups[i] != group;
	rest = survey_share(arena, &round->sample, &round->weights, round->values, is_in, showing->level);
	showing->apart[number][group] = survey_between(arena, &round->sample, &showing->parts[number][group], &rest,
		showing->level, showing->margin);
	showing->parts[number][group].pulls = NULL;
	arena_clear(arena);
}

static void groups_find(struct showing *showing, size_t number, const int32_t *groups)
{
	struct arena *arena = showing->ask->plain.arena, *own = arena_open((size_t)1 << 30);

	showing->parts[number] = arena_array(arena, struct survey_share, showing->groups.count + 1);
	showing->apart[number] = arena_array(arena, struct survey_difference, showing->groups.count + 1);
	for (size_t group = 0; group < showing->groups.count; group++)
		group_find(showing, own, number, groups, (int32_t)group);
	arena_close(own);
}

static void all_find(struct showing *showing)
{
	const struct plain *plain = &showing->ask->plain;
	int32_t *groups[SURVEY_ROUNDS_MOST];

	naming_init(&showing->groups, plain->arena, plain->table->count);
	for (size_t r = 0; r < showing->file.count; r++) {
		struct survey_round *round = &showing->file.rounds[r];

		showing->whole[r] = survey_share(plain->arena, &round->sample, &round->weights, round->values, NULL,
			showing->level);
		groups[r] = arena_array(plain->arena, int32_t, round->sample.count);
		for (size_t i = 0; showing->by && i < round->sample.count; i++)
			groups[r][i] = naming_put(&showing->groups, plain_text(plain, round->rows[i], showing->by));
	}
	for (size_t r = 0; showing->by && r < showing->file.count; r++)
		groups_find(showing, r, groups[r]);
}

/* ---- Answers ----------------------------------------------------------------------------- */

/* Of few answers, or when the error is great beside the share, nothing is said. */
static bool is_few(const struct showing *showing, const struct survey_share *share)
{
	return share->answers < showing->least || share->error > showing->widest * share->share;
}

static void share_show(struct showing *showing, const struct survey_share *share)
{
	struct analysed *analysed = &showing->analysed;

	analysed_count(analysed, "answers", (int64_t)share->answers);
	analysed_yes(analysed, "is_few", is_few(showing, share));
	if (is_few(showing, share))
		return;
	analysed_number(analysed, "share", share->share);
	analysed_number(analysed, "low", share->low);
	analysed_number(analysed, "high", share->high);
	analysed_number(analysed, "logit_low", share->logit_low);
	analysed_number(analysed, "logit_high", share->logit_high);
	analysed_number(analysed, "error", share->error);
	analysed_number(analysed, "design_effect", share->effect);
	analysed_number(analysed, "worth", share->worth);
}

static void difference_show(struct analysed *analysed, const struct survey_difference *found)
{
	analysed_number(analysed, "difference", found->difference);
	analysed_number(analysed, "low", found->low);
	analysed_number(analysed, "high", found->high);
	analysed_number(analysed, "error", found->error);
	analysed_number(analysed, "p_value", found->p_value);
	analysed_verdict(analysed, found->verdict);
}

static void round_show(struct showing *showing, size_t number)
{
	struct analysed *analysed = &showing->analysed;
	const struct survey_round *round = &showing->file.rounds[number];

	analysed_row(analysed);
	analysed_text(analysed, "round", round->name);
	analysed_count(analysed, "not_answered", (int64_t)(round->sample.count - showing->whole[number].answers));
	share_show(showing, &showing->whole[number]);
	analysed_number(analysed, "weight_median", round->weights.median);
	analysed_number(analysed, "weight_most", round->weights.most);
	analysed_count(analysed, "weights_cut", (int64_t)round->weights.cut);
	analysed_row_finish(analysed);
}

static void group_show(struct showing *showing, size_t number, size_t group)
{
	struct analysed *analysed = &showing->analysed;
	const struct survey_difference *apart = &showing->apart[number][group];

	analysed_row(analysed);
	analysed_text(analysed, "round", showing->file.rounds[number].name);
	analysed_text(analysed, "group", showing->groups.names[group]);
	share_show(showing, &showing->parts[number][group]);
	if (apart->is_known && !is_few(showing, &showing->parts[number][group])) {
		analysed_number(analysed, "from_rest", apart->difference);
		analysed_number(analysed, "from_rest_low", apart->low);
		analysed_number(analysed, "from_rest_high", apart->high);
		analysed_number(analysed, "from_rest_error", apart->error);
	}
	analysed_row_finish(analysed);
}

/* Another wording is another question; another way of asking is a break that is told. */
static void change_show(struct showing *showing, size_t number, struct str group, const struct survey_share *earlier,
                        const struct survey_share *later)
{
	struct analysed *analysed = &showing->analysed;
	const struct survey_round *before = &showing->file.rounds[number - 1], *now = &showing->file.rounds[number];
	struct survey_difference found = survey_change(earlier, later, showing->level, showing->margin);
	bool is_other = !str_equals(before->question, now->question);
	bool is_told = found.is_known && !is_few(showing, earlier) && !is_few(showing, later);

	analysed_row(analysed);
	analysed_text(analysed, "from", before->name);
	analysed_text(analysed, "to", now->name);
	analysed_text(analysed, "group", group);
	analysed_text(analysed, "state", is_other ? S("another question") : is_told ? S("known") : S("too few"));
	analysed_yes(analysed, "is_break", !str_equals(before->mode, now->mode));
	if (is_told && !is_other)
		difference_show(analysed, &found);
	analysed_row_finish(analysed);
}

static void changes_show(struct showing *showing)
{
	for (size_t r = 1; r < showing->file.count; r++) {
		change_show(showing, r, S(""), &showing->whole[r - 1], &showing->whole[r]);
		for (size_t g = 0; showing->by && g < showing->groups.count; g++)
			change_show(showing, r, showing->groups.names[g], &showing->parts[r - 1][g], &showing->parts[r][g]);
	}
}

int analyse_survey(const struct analyse_ask *ask)
{
	struct showing showing = { .ask = ask };

	if (!options_read(&showing) || !survey_file_read(&ask->plain, showing.trim, &showing.file))
		return 2;
	all_find(&showing);
	analysed_begin(&showing.analysed, ask);
	analysed_list(&showing.analysed, "rounds");
	for (size_t r = 0; r < showing.file.count; r++)
		round_show(&showing, r);
	analysed_list_finish(&showing.analysed);
	analysed_list(&showing.analysed, "groups");
	for (size_t r = 0; showing.by && r < showing.file.count; r++)
		for (size_t g = 0; g < showing.groups.count; g++)
			group_show(&showing, r, g);
	analysed_list_finish(&showing.analysed);
	analysed_list(&showing.analysed, "changes");
	changes_show(&showing);
	analysed_list_finish(&showing.analysed);
	return analysed_print(&showing.analysed);
}
