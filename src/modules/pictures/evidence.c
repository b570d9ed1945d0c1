/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * pictures/evidence.c - what pictures prove: that one was written, came so far and says what
 * it must, and that one is kept alive.
 *
 * They prove that the words are there, never that they are right.
 */
#include "modules/pictures/inside.h"

static const struct choice yes_only[] = { { "", "" }, { "yes", N_("Yes") }, { NULL, NULL } };
static const struct choice contributors[] = {
	{ "", "" }, { "outside", N_("an actor outside the city") }, { NULL, NULL },
};

static const struct evidence_argument picture_arguments[] = {
	{ "kind", N_("Kind of picture"), .list = "picture_kinds", .is_required = true },
	{ "state", N_("It has come so far"), .choices = picture_states },
	{ "complete", N_("Every heading is answered"), .choices = yes_only },
	{ "reviewed", N_("Reviewed by another than those who wrote it"), .choices = yes_only },
	{ "development", N_("It tells of a possible development too"), .choices = yes_only },
	{ "contributors", N_("Who has written a part of it"), .choices = contributors },
	{ .name = NULL },
};

static const struct evidence_argument living_arguments[] = {
	{ "kind", N_("Kind of picture"), .list = "picture_kinds", .is_required = true },
	{ "months", N_("Months that it lives without being worked on"), .is_number = true,
	  .is_required = true },
	{ .name = NULL },
};

static bool asks(const struct evidence_ask *ask, const char *name)
{
	return str_is(evidence_text(ask, name), "yes");
}

static struct picture_demand demand_of(const struct evidence_ask *ask)
{
	int state = choice_of(picture_states, evidence_text(ask, "state"));

	return (struct picture_demand){ .state = state > 0 ? state : PICTURE_none,
		.complete = asks(ask, "complete"), .development = asks(ask, "development"),
		.reviewed = asks(ask, "reviewed"),
		.outside = str_is(evidence_text(ask, "contributors"), "outside") };
}

/* A picture of the period itself, or of a part of it. */
static bool period_is_within(struct str period, const struct evidence_ask *ask)
{
	struct date from, to;

	return period_read(period, &from, &to) && date_compare(from, ask->from) >= 0
		&& date_compare(from, ask->to) <= 0;
}

static struct evidence_count_list picture_counts_of(struct view *view, const struct evidence_ask *ask)
{
	struct picture_proof_list proofs = picture_proofs(view, evidence_text(ask, "kind"), ask->unit_id);
	struct picture_demand demand = demand_of(ask);
	struct evidence_count_list counts = { 0, arena_array(view_arena(view),
		struct evidence_count, proofs.count + 1) };

	for (size_t i = 0; i < proofs.count; i++) {
		const struct picture_proof *proof = &proofs.at[i];
		struct evidence_count *count = &counts.at[counts.count];

		if (!period_is_within(proof->period, ask) || !picture_meets(&demand, proof))
			continue;
		if (counts.count && count[-1].unit_id == proof->unit_id)
			count--;
		else
			counts.count++;
		count->unit_id = proof->unit_id;
		count->count++;
		if (proof->submitted_at.seconds)
			count->last = instant_date(proof->submitted_at);
	}
	return counts;
}

static struct evidence_record_list picture_records(struct view *view, const struct evidence_ask *ask)
{
	struct arena *arena = view_arena(view);
	struct picture_row_list rows = pictures_of_unit(view, evidence_text(ask, "kind"), ask->unit_id);
	struct evidence_record_list records = { 0, arena_array(arena, struct evidence_record,
		rows.count + 1) };

	for (size_t i = 0; i < rows.count && records.count < EVIDENCE_RECORDS_MOST; i++) {
		const struct picture_row *row = &rows.at[i];

		if (!period_is_within(row->period, ask))
			continue;
		records.at[records.count++] = (struct evidence_record){
			.words = arena_print(arena, "%.*s: %s", STR(row->title),
				_(picture_states[row->state].label)),
			.path = arena_print(arena, "/pictures/%.*s", STR(row->public_id)),
			.on = row->submitted_at.seconds ? instant_date(row->submitted_at)
				: instant_date(row->adopted_at) };
	}
	return records;
}

/* Each day of work keeps a picture alive for so many months; days that follow close enough
 * become one span. */
static struct evidence_span_list living_spans(struct view *view, const struct evidence_ask *ask)
{
	struct picture_touch_list touches = picture_touches(view, evidence_text(ask, "kind"), ask->unit_id);
	int months = (int)evidence_number(ask, "months", 0);
	struct evidence_span_list spans = { 0, arena_array(view_arena(view), struct evidence_span,
		touches.count + 1) };

	for (size_t i = 0; i < touches.count; i++) {
		struct date from = instant_date(touches.at[i].at);
		struct date to = date_add_months(from, months);
		struct evidence_span *last = spans.count ? &spans.at[spans.count - 1] : NULL;

		if (last && last->unit_id == touches.at[i].unit_id
		    && date_compare(from, date_add_days(last->to, 1)) <= 0)
			last->to = to;
		else
			spans.at[spans.count++] = (struct evidence_span){
				.unit_id = touches.at[i].unit_id, .from = from, .to = to };
	}
	return spans;
}

/* The newest pictures of the kind, of any period: it is their life that is asked for. */
static struct evidence_record_list living_records(struct view *view, const struct evidence_ask *ask)
{
	struct evidence_ask ever = *ask;

	ever.from = (struct date){ 1, 1, 1 };
	return picture_records(view, &ever);
}

const struct evidence_source pictures_evidence[] = {
	{ .name = "picture", .label = N_("A situation picture has come so far and says what it must"),
	  .arguments = picture_arguments, .counts = picture_counts_of, .records = picture_records },
	{ .name = "picture_living", .label = N_("A situation picture is kept alive"),
	  .arguments = living_arguments, .spans = living_spans, .records = living_records },
	{ .name = NULL },
};
