/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * risks/home.c - on the start page: which analyses wait for whom, and for what.
 *
 * Of each unit only the newest version counts.  Whose turn it is follows from the same steps
 * as on the page of the analysis.
 */
#include "modules/risks/views.h"

#include "modules/risks/views.html.h"

enum { HOME_ROWS = 4 };

static bool has_turn(const struct rsa_waiting *one, enum permission need)
{
	return need == MAY_risks_write ? one->writes : need == MAY_risks_approve ? one->approves
		: need == MAY_submissions_submit && one->submits;
}

/* What the reader can do next; NULL: it waits for somebody else, or for nobody. */
static const char *turn(const struct rsa_waiting *one)
{
	const struct rsa_move *move = rsa_straight_move(one->state);

	if (one->state == RSA_returned)
		return one->writes ? N_("Begin a new version") : NULL;
	if (!move || !has_turn(one, move->need))
		return NULL;
	return one->state == RSA_draft ? N_("Go on working on it") : move->label;
}

static size_t wanting_count(struct view *view, const struct rsa_waiting *one)
{
	const struct rsa *rsa = one->state == RSA_draft ? rsa_get(view, one->public_id) : NULL;
	struct rsa_facts facts;

	if (!rsa)
		return 0;
	facts = rsa_facts_of(view, rsa);
	return rsa_wanting(view_arena(view), &facts).count;
}

/* The unit whose analysis of the year the reader could begin, and nobody has; NULL. */
static const struct unit *unit_without(struct request *request, struct view *view,
                                       const struct rsa_waiting_list *all, int year)
{
	int64_t board = unit_board(view, request_person(request)->unit_id, date_today());

	for (size_t i = 0; i < all->count; i++)
		if (all->at[i].unit_id == board && all->at[i].year >= year)
			return NULL;
	if (!board || !request_may(request, MAY_risks_write) || !risks_may(view, MAY_risks_write, board))
		return NULL;
	return unit_get(view, board);
}

void risks_home(struct out *out, struct request *request, struct view *view)
{
	struct rsa_waiting_list all;
	struct home_row rows[HOME_ROWS];
	struct risks_home home = { .rows = rows, .year = date_today().year };

	if (!request_may(request, MAY_risks_write) && !request_may(request, MAY_risks_approve)
	    && !request_may(request, MAY_submissions_submit))
		return;
	all = rsas_waiting(view);
	for (size_t i = 0; i < all.count; i++) {
		const struct rsa_waiting *one = &all.at[i];
		bool is_newest = i == 0 || all.at[i - 1].unit_id != one->unit_id;
		const char *words = is_newest ? turn(one) : NULL;

		if (words && home.shown < HOME_ROWS)
			rows[home.shown++] = (struct home_row){ one, words, wanting_count(view, one) };
		home.count += words != NULL;
	}
	home.without = unit_without(request, view, &all, home.year);
	if (home.count || home.without)
		risks_card(out, &home);
}
