/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * people/proof.c - what appointments prove: from when to when a role was held.
 *
 * A post without a named person holds a role too (programme, F2.2: "function").  That
 * somebody is appointed says nothing of what he does; the programme's own sentence says so.
 */
#include "modules/people/inside.h"

static const struct choice yes_no[] = {
	{ "", NULL }, { "yes", N_("yes") }, { "no", N_("no") }, { NULL, NULL },
};

static const struct evidence_argument appointment_arguments[] = {
	{ .name = "role", .label = N_("Role"), .list = "role_types", .is_required = true },
	{ .name = "deputy", .label = N_("As deputy"), .choices = yes_no },
	{ .name = "accepted", .label = N_("Accepted by the holder"), .choices = yes_no },
	{ .name = NULL },
};

static bool is_said(const struct evidence_ask *ask, const char *name)
{
	return str_is(evidence_text(ask, name), "yes");
}

static struct evidence_span_list appointment_spans(struct view *view, const struct evidence_ask *ask)
{
	return appointments_held(view, evidence_text(ask, "role"), is_said(ask, "deputy"),
		is_said(ask, "accepted"), ask->unit_id);
}

static struct str record_words(struct view *view, const struct appointment *appointment)
{
	struct str who = appointment->person_id ? person_name(view, appointment->person_id)
		: appointment->post;

	return arena_print(view_arena(view), "%.*s, %.*s (%.*s)", STR(who),
		STR(code_name("role_types", appointment->role_type)),
		STR(days_short(view_arena(view), appointment->valid_from, appointment->valid_to)));
}

static struct evidence_record_list appointment_records(struct view *view,
                                                       const struct evidence_ask *ask)
{
	struct appointment_list found = appointments_of_role(view, evidence_text(ask, "role"),
		is_said(ask, "deputy"), ask->unit_id, ask->from, ask->to);
	struct evidence_record_list list = { 0, arena_array(view_arena(view),
		struct evidence_record, found.count + 1) };

	for (size_t i = 0; i < found.count && i < EVIDENCE_RECORDS_MOST; i++)
		list.at[list.count++] = (struct evidence_record){
			.words = record_words(view, &found.at[i]),
			.path = arena_print(view_arena(view), "/appointments/%.*s",
				STR(found.at[i].public_id)),
			.on = found.at[i].valid_from };
	return list;
}

const struct evidence_source people_evidence[] = {
	{ .name = "appointment", .label = N_("Somebody is appointed to a role"),
	  .arguments = appointment_arguments, .spans = appointment_spans,
	  .records = appointment_records },
	{ .name = NULL },
};
