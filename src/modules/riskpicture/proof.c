/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * riskpicture/proof.c - that the city's risk picture has been made; its days in the year wheel;
 * the card of those who make it.
 */
#include "modules/riskpicture/part.h"

#include "modules/riskpicture/part.html.h"

static const struct choice yes_only[] = { { "", "" }, { "yes", N_("Yes") }, { NULL, NULL } };

static const struct evidence_argument picture_arguments[] = {
	{ "state", N_("It has come so far"), .choices = risk_picture_states, .is_required = true },
	{ "strategic", N_("It has a strategic risk of the city"), .choices = yes_only },
	{ "outside", N_("It tells who outside the city took part"), .choices = yes_only },
	{ .name = NULL },
};

static bool meets(const struct evidence_ask *ask, const struct picture_evidence *picture)
{
	int least = choice_of(risk_picture_states, evidence_text(ask, "state"));

	return picture->state >= least
		&& (!evidence_text(ask, "strategic").len || picture->has_strategic)
		&& (!evidence_text(ask, "outside").len || picture->has_outside);
}

static struct date day_of(const struct picture_evidence *picture)
{
	return instant_date(picture->published_at.seconds ? picture->published_at : picture->decided_at);
}

static struct evidence_count_list picture_counts(struct view *view, const struct evidence_ask *ask)
{
	struct picture_evidence_list all = risk_picture_evidence(view, ask->unit_id, ask->from.year, ask->to.year);
	struct evidence_count_list counts = { 0, arena_array(view_arena(view), struct evidence_count,
		all.count + 1) };

	for (size_t i = 0; i < all.count; i++) {
		struct evidence_count *count = &counts.at[counts.count];

		if (!meets(ask, &all.at[i]))
			continue;
		if (counts.count && count[-1].unit_id == all.at[i].unit_id)
			count--;
		else
			counts.count++;
		count->unit_id = all.at[i].unit_id;
		count->count++;
		count->last = day_of(&all.at[i]);
	}
	return counts;
}

static struct evidence_record_list picture_records(struct view *view, const struct evidence_ask *ask)
{
	struct risk_picture_list all = riskpictures_all(view);
	struct evidence_record_list list = { 0, arena_array(view_arena(view), struct evidence_record,
		all.count + 1) };

	for (size_t i = 0; i < all.count && list.count < EVIDENCE_RECORDS_MOST; i++) {
		const struct risk_picture *one = &all.at[i];

		if (one->unit_id != ask->unit_id || one->state == RISK_PICTURE_draft
		    || one->year < ask->from.year || one->year > ask->to.year)
			continue;
		list.at[list.count++] = (struct evidence_record){
			.words = arena_print(view_arena(view), _("The city's risk picture of %lld"), (long long)one->year),
			.path = riskpicture_path(view_arena(view), one),
			.on = instant_date(one->published_at.seconds ? one->published_at : one->decided_at) };
	}
	return list;
}

const struct evidence_source riskpicture_evidence[] = {
	{ .name = "risk_picture", .label = N_("The city's risk picture has been made"),
	  .arguments = picture_arguments, .counts = picture_counts, .records = picture_records },
	{ .name = NULL },
};

/* ---- Days ------------------------------------------------------------------------------------------- */

static struct wheel_item_list picture_days(struct view *view, const struct wheel_ask *ask)
{
	struct wheel_item_list list = { 0, NULL };
	struct risk_picture_list all;

	if (!ask->unit_id)
		return list;
	all = riskpictures_all(view);
	list.at = arena_array(view_arena(view), struct wheel_item, all.count + 1);
	for (size_t i = 0; i < all.count; i++) {
		const struct risk_picture *one = &all.at[i];
		struct date on = date_is_given(one->meeting_on) ? one->meeting_on : one->planned_on;

		if (one->unit_id != ask->unit_id || !date_is_given(on)
		    || date_compare(on, ask->from) < 0 || date_compare(on, ask->to) > 0)
			continue;
		list.at[list.count++] = (struct wheel_item){
			.uid = arena_print(view_arena(view), "risk-picture-%.*s", STR(one->public_id)),
			.kind = S("meeting"), .on = on, .path = riskpicture_path(view_arena(view), one),
			.words = str_of(_("The city's risk picture is decided")),
			.title = riskpicture_name(view_arena(view), one),
			.state = str_of(_(risk_picture_states[one->state].label)),
			.is_done = one->state != RISK_PICTURE_draft,
			.is_late = one->state == RISK_PICTURE_draft && date_compare(on, date_today()) < 0 };
	}
	return list;
}

const struct wheel_source riskpicture_wheel[] = {
	{ .name = "risk-picture", .items = picture_days },
	{ .name = NULL },
};

/* ---- At home ------------------------------------------------------------------------------------------ */

void riskpicture_home(struct out *out, struct request *request, struct view *view)
{
	const struct risk_picture *picture;

	if (!request_may(request, MAY_risks_receive) || !riskpicture_maker(view))
		return;
	picture = risk_picture_of_year(view, date_today().year);
	if (picture && picture->state == RISK_PICTURE_draft)
		riskpicture_card(out, picture, rollup_units(view, (int)picture->year),
			risk_themes_of(view, picture->id).count);
}
