/* SPDX-License-Identifier: EUPL-1.2 */
/* fire/reviews.c - once a year: how the fire protection work of a unit went. */
#include "modules/fire/inside.h"

#include "modules/fire/pages.html.h"
#include "modules/units/units.h"

const struct form fire_review_form = {
	.record = &fire_review_record, .fields = FIELDS("unit_id", "year", "words", "better"),
};

static void list_actions(struct out *out, struct request *request, struct view *view)
{
	(void)view;
	reviews_buttons(out, request_may(request, MAY_fire_write));
}

struct reply fire_reviews_list(struct request *request, struct view *view)
{
	struct table_page page = { .title = _("Yearly reviews of the fire protection"),
		.actions = list_actions };
	struct query query;

	fire_reviews_query(request, view, &query);
	return table_reply(request, view, &fire_reviews_table, &query, &page);
}

static struct fire_review asked(struct request *request, struct view *view)
{
	struct str code = request_query(request, "unit");
	const struct unit *unit = code.len ? unit_of_code(view, code) : NULL;
	struct fire_review fresh = { .unit_id = unit ? unit->id : request_person(request)->unit_id,
		.year = date_today().year };

	str_to_int(request_query(request, "year"), &fresh.year);
	if (fresh.year < 2000 || fresh.year > 2200)
		fresh.year = date_today().year;
	return fresh;
}

struct reply fire_review_new(struct request *request, struct view *view)
{
	struct fire_review fresh = asked(request, view);
	struct form_view form = form_view_of(request, view, &fire_review_form, &fresh);
	struct out *out = page_begin(request, view, _("Review a year"));

	fire_head(out, _("Review a year"), "/fire/reviews", str_of(_("Yearly reviews of the fire protection")),
		_("The numbers are those of the unit with all below it, as they stand when you save."));
	if (fire_reads_below(view, fresh.unit_id)) {
		fire_review_count(view, &fresh);
		review_numbers(out, &fresh);
	}
	form_whole(out, &form, S("/fire/reviews"), _("Decide the review"), S("/fire/reviews"));
	return page_end(request, 200);
}

static bool review_is_fine(struct request *request, struct view *view, struct fire_review *review)
{
	struct problems *problems = request_problems(request);

	if (!fire_may_write(view, review->unit_id))
		problem_add(problems, "unit_id", "%s",
			_("You do not keep the fire protection of this unit. Choose another unit."));
	else if (!fire_reads_below(view, review->unit_id))
		problem_add(problems, "unit_id", "%s",
			_("You do not see all units below this one, and would count too little. Choose another unit."));
	else if (review->year > date_today().year)
		problem_add(problems, "year", "%s", _("That year has not begun."));
	else {
		fire_review_count(view, review);
		if (!review->objects)
			problem_add(problems, "unit_id", "%s",
				_("The unit had no fire objects that year: there is nothing to review. Add the objects first."));
	}
	fire_words_fine(request, "words", review->words);
	fire_words_fine(request, "better", review->better);
	return !problems->count;
}

struct reply fire_review_add_act(struct request *request, struct change *change)
{
	struct fire_review *review = request_record(request);
	struct view *view = change_view(change);
	struct fire_review_list before;

	if (!review_is_fine(request, view, review))
		return reply_again(request, change);
	before = fire_review_editions(view, review->unit_id, review->year);
	review->edition = before.count ? before.at[0].edition + 1 : 1;
	review->decided_by = change_me(change);
	review->decided_at = instant_now();
	change_insert(change, &fire_review_record.shape, review);
	request_message(request, _("The review is decided. Its numbers stay as they are."));
	return reply_done(request, 201, &fire_review_record, review, "/fire/reviews/%.*s",
		STR(review->public_id));
}

struct reply fire_review_show(struct request *request, struct view *view)
{
	const struct fire_review *review = fire_review_of_key(view, request_param(request, "key"));
	struct fire_review_list editions;
	struct out *out;

	if (!review)
		return reply_not_found(request);
	if (request_wants_json(request))
		return reply_record(request, &fire_review_record, review);
	editions = fire_review_editions(view, review->unit_id, review->year);
	out = page_begin(request, view, str_z(request->arena, arena_print(request->arena,
		_("Fire protection %lld, %.*s"), (long long)review->year,
		STR(unit_name(view, review->unit_id)))));
	review_page(out, view, review, &editions);
	return page_end(request, 200);
}
