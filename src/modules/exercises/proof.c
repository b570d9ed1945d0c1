/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * exercises/proof.c - what exercises prove, and their days in the year wheel.
 *
 * Only what has been held counts, for each unit that took part itself; what is planned, goes
 * on or was cancelled proves nothing.
 */
#include "modules/exercises/inside.h"

static const struct choice proof_states[] = {
	{ "", "" },
	{ "held", N_("It has been held") },
	{ "evaluated", N_("It has been held and evaluated") },
	{ NULL, NULL },
};
static const struct choice proof_subjects[] = {
	{ "", "" }, { "staff", N_("Kinds that exercise the crisis organisation") }, { NULL, NULL },
};
static const struct evidence_argument exercise_arguments[] = {
	{ "state", N_("It has come so far"), .choices = proof_states, .is_required = true },
	{ "of", N_("Which exercises"), .choices = proof_subjects },
	{ .name = NULL },
};

/* Their codes, " tabletop field ". */
static struct str kinds_of_staff(struct arena *arena)
{
	const struct catalogue *kinds = catalogue_get("exercises/kinds");
	struct out out;

	out_init(&out, arena, 4096);
	out_char(&out, ' ');
	for (size_t i = 0; i < kinds->count; i++)
		if (item_int(&kinds->items[i], "trains_staff"))
			out_print(&out, "%.*s ", STR(kinds->items[i].code));
	return out_str(&out);
}

static struct exercise_proof_ask proof_ask(struct view *view, const struct evidence_ask *ask)
{
	return (struct exercise_proof_ask){ .unit_id = ask->unit_id, .from = ask->from, .to = ask->to,
		.is_evaluated = str_is(evidence_text(ask, "state"), "evaluated"),
		.kinds = evidence_text(ask, "of").len ? kinds_of_staff(view_arena(view)) : S("") };
}

static struct evidence_count_list exercise_counts(struct view *view, const struct evidence_ask *ask)
{
	struct exercise_proof_ask wanted = proof_ask(view, ask);

	return exercise_proofs(view, &wanted);
}

static struct evidence_record_list exercise_records(struct view *view,
                                                    const struct evidence_ask *ask)
{
	struct arena *arena = view_arena(view);
	struct exercise_proof_ask wanted = proof_ask(view, ask);
	struct proven_list proven = exercises_proving(view, &wanted);
	struct evidence_record_list list = { 0, arena_array(arena, struct evidence_record,
		proven.count + 1) };

	for (size_t i = 0; i < proven.count; i++)
		list.at[list.count++] = (struct evidence_record){ .on = proven.at[i].on,
			.words = arena_print(arena, "%.*s %.*s, %.*s", STR(proven.at[i].number),
				STR(proven.at[i].title), STR(code_name("exercises/kinds", proven.at[i].kind))),
			.path = proven.at[i].is_seen ? arena_print(arena, "/exercises/%.*s",
				STR(proven.at[i].number)) : S("") };
	return list;
}

const struct evidence_source exercises_evidence[] = {
	{ .name = "exercise", .label = N_("Exercises that the unit has taken part in"),
	  .arguments = exercise_arguments, .counts = exercise_counts, .records = exercise_records },
	{ .name = NULL },
};

/* ---- Days ------------------------------------------------------------------------------------ */

/* The kind leaves the house, the title does not: it may say what those who take part are not
 * to know. */
static struct wheel_item_list exercise_days(struct view *view, const struct wheel_ask *ask)
{
	struct arena *arena = view_arena(view);
	struct exercise_list found = exercises_between(view, ask);
	struct wheel_item_list list = { 0, arena_array(arena, struct wheel_item, found.count + 1) };

	for (size_t i = 0; i < found.count; i++) {
		const struct exercise *one = &found.at[i];

		list.at[list.count++] = (struct wheel_item){
			.uid = arena_print(arena, "exercise-%.*s", STR(one->public_id)),
			.kind = S("exercise"), .words = code_name("exercises/kinds", one->kind),
			.title = one->title, .on = date_is_given(one->held_on) ? one->held_on : one->on_date,
			.path = arena_print(arena, "/exercises/%.*s", STR(one->number)),
			.state = str_of(_(exercise_states[one->state].label)),
			.is_done = exercise_is_held(one), .is_late = exercise_is_late(one, date_today()) };
	}
	return list;
}

const struct wheel_source exercises_wheel[] = {
	{ .name = "exercises", .items = exercise_days },
	{ .name = NULL },
};
