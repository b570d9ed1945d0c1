/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * followup/evidence.c - that a follow-up point has been assessed in the year.
 *
 * The unit's own answer proves nothing here: whether somebody else has looked is what is asked.
 */
#include "modules/followup/inside.h"

static const struct evidence_argument assessment_arguments[] = {
	{ .name = "programme", .label = N_("Programme: filled in by the program") },
	{ .name = "duty", .label = N_("Point, when it is another one") },
	{ .name = NULL },
};

static struct evidence_count_list assessment_counts(struct view *view,
                                                    const struct evidence_ask *ask)
{
	return assessed_counts(view, evidence_text(ask, "programme"), evidence_text(ask, "duty"),
		ask->unit_id, ask->from.year, ask->to.year);
}

static struct evidence_record_list assessment_records(struct view *view,
                                                      const struct evidence_ask *ask)
{
	struct arena *arena = view_arena(view);
	struct str programme = evidence_text(ask, "programme"), code = evidence_text(ask, "duty");
	const struct unit *unit = unit_get(view, ask->unit_id);
	struct follow_up_answer_list all = answers_of_point(view, programme, ask->from.year, code,
		ask->unit_id);
	struct evidence_record_list list = { 0,
		arena_array(arena, struct evidence_record, all.count + 1) };

	for (size_t i = 0; i < all.count; i++)
		if (all.at[i].is_assessment && unit)
			list.at[list.count++] = (struct evidence_record){
				.words = arena_print(arena, "%.*s: %.*s",
					STR(person_name(view, all.at[i].created_by)),
					STR(code_name("follow_up_answers", all.at[i].answer))),
				.path = arena_print(arena, "/follow-up/%.*s/%.*s?year=%lld&unit=%.*s",
					STR(programme), STR(code), (long long)all.at[i].year,
					STR(unit->code)),
				.on = instant_date(all.at[i].created_at) };
	return list;
}

const struct evidence_source followup_evidence[] = {
	{ .name = "assessment", .label = N_("The follow-up point has been assessed"),
	  .arguments = assessment_arguments, .counts = assessment_counts,
	  .records = assessment_records },
	{ .name = NULL },
};
