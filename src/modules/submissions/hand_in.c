/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * submissions/hand_in.c - what another room has written and decided becomes a submission.
 *
 * There is one way to hand in: the same document, steps and lock as when it is written here.
 */
#include "modules/submissions/inside.h"

#include "base/say.h"
#include "kit/setting.h"

enum { LONGEST_BODY_OF_TWO = 512 * 1024 };

struct str submission_path(struct view *view, int64_t id)
{
	const struct submission *submission = submission_of_id(view, id);

	return submission ? arena_print(view_arena(view), "/submissions/%.*s",
		STR(submission->public_id)) : S("");
}

/* ---- Which document ---------------------------------------------------------------------------- */

struct place {
	const struct programme *programme;
	const struct deliverable *deliverable;
	struct rule_period period;
};

/* The period of the deliverable that begins in the year; the first, unless one is named. */
static bool place_find(struct view *view, struct str code, int year, struct str period, struct place *place)
{
	struct calendar_rule_list rules;
	const struct calendar_rule *rule;
	struct rule_period_list periods;

	place->programme = submissions_programme(view, S(""), year);
	if (!place->programme)
		return false;
	place->deliverable = deliverable_of_code(view, place->programme->id, code);
	if (!place->deliverable || !deliverable_is_ours(place->deliverable))
		return false;
	rules = calendar_rules_of(view, place->programme->id);
	rule = deliverable_rule(&rules, place->deliverable->cadence);
	if (!rule)
		return false;
	periods = rule_periods(view_arena(view), rule, year, place->programme);
	for (size_t i = 0; i < periods.count; i++)
		if (period_is_of(&periods.at[i], place->programme)
		    && (!period.len || str_equals(periods.at[i].period, period))) {
			place->period = periods.at[i];
			return true;
		}
	return false;
}

static struct submission like_of(const struct place *place, int64_t unit_id)
{
	return (struct submission){ .programme = place->programme->code,
		.deliverable = place->deliverable->code, .unit_id = unit_id,
		.period = place->period.period };
}

int64_t submission_of_year(struct view *view, struct str deliverable, int64_t unit_id, int year, int *state)
{
	return submission_of_period(view, deliverable, unit_id, year, S(""), state);
}

int64_t submission_of_period(struct view *view, struct str deliverable, int64_t unit_id, int year,
                             struct str period, int *state)
{
	struct place place = { 0 };
	struct submission like;
	const struct submission *newest;

	*state = SUBMISSION_none;
	if (!place_find(view, deliverable, year, period, &place))
		return 0;
	like = like_of(&place, unit_id);
	newest = submission_newest(view, &like);
	if (!newest)
		return 0;
	*state = newest->state;
	return newest->id;
}

/* ---- Handed in --------------------------------------------------------------------------------- */

static bool says_something(struct arena *arena, struct str body)
{
	struct section_list all = body_sections(arena, body);

	for (size_t i = 0; i < all.count; i++)
		if (str_trim(all.at[i].text).len)
			return true;
	return false;
}

static struct str body_of_both(struct arena *arena, struct str written, struct str handed)
{
	struct out out;

	if (!says_something(arena, written))
		return handed;
	out_init(&out, arena, LONGEST_BODY_OF_TWO);
	out_print(&out, "%.*s\n\n%.*s", STR(str_trim(written)), STR(handed));
	return out_str(&out);
}

/* The straight way, as far as it is left. */
static void moves_take(struct change *change, struct submission *submission, const struct hand_in *hand)
{
	const struct submission_act act = { .meeting_on = hand->meeting_on,
		.paragraph = hand->paragraph, .signer = hand->signer };
	int64_t version = submission->version;

	for (const struct submission_move *move = submission_moves; submission->state < SUBMISSION_submitted;
	     move++) {
		int from = submission->state;

		must(move->verb != NULL);
		if (!(move->from & FROM_STATE(from)))
			continue;
		submission_after(move, submission, &act, change_me(change), instant_now());
		submission_step_add(change, submission, move->verb, from, hand->words);
	}
	submission_freeze(change, submission);
	change_update(change, &submission_record.shape, submission, version);
}

struct str submission_hand_in(struct change *change, const struct hand_in *hand, int64_t *id)
{
	struct view *view = change_view(change);
	struct place place = { 0 };
	const struct submission *newest;
	struct submission like, *now;

	*id = 0;
	if (!place_find(view, hand->deliverable, hand->year, hand->period, &place))
		return S("");
	like = like_of(&place, hand->unit_id);
	newest = submission_newest(view, &like);
	if (newest && (newest->state == SUBMISSION_submitted || newest->state == SUBMISSION_received))
		return arena_print(change_arena(change), _("“%.*s” has already been handed in and lies with the receiver (“%s”). It must be returned before a new version can be handed in."),
			STR(newest->title), _(submission_states[newest->state].label));
	now = !newest ? submission_begin(change, place.programme, place.deliverable, hand->unit_id,
			&place.period, 1)
		: submission_is_frozen(newest->state) ? submission_follow(change, newest)
		: memcpy(arena_new(change_arena(change), struct submission), newest, sizeof(*newest));
	now->body = newest ? body_of_both(change_arena(change), now->body, hand->body) : hand->body;
	now->secrecy = hand->secrecy;
	submission_link_add(change, now->id, hand->words, hand->path);
	moves_take(change, now, hand);
	*id = now->id;
	return S("");
}
