/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * packs/queries_paper.c - what stands in an emergency pack; as the system.
 *
 * What is read here is what the rights that my_pack_reach asks for give at the unit and below
 * it, and no more: ways to be reached only of those who serve in rosters there, telephones of
 * those who belong there, never of a protected identity; no role that is restricted, no
 * document with a secrecy mark.  $1 is the unit, $2 the day, $3 the language of names.
 */
#include "modules/packs/inside.h"

#define BELOW \
	"(SELECT below.below_id FROM unit_closure AS below WHERE below.above_id = $1" \
	" AND below.is_history = 0 AND below.valid_from <= $2" \
	" AND (below.valid_to = '' OR below.valid_to >= $2))"
#define UNIT_NAME(id) \
	"COALESCE((SELECT CASE WHEN $3 = 'en' AND named.name_en <> '' THEN named.name_en" \
	" ELSE named.name_sv END FROM unit AS named WHERE named.id = " id "), '')"
#define MASKED(column) "CASE WHEN person.is_protected = 1 THEN '' ELSE " column " END"
#define OWN_ONLY(column) \
	"CASE WHEN person.is_protected = 0 AND person.unit_id IN " BELOW \
	" THEN " column " ELSE '' END"
#define MARKED(list_, column) \
	"(SELECT item.code FROM catalogue_item AS item WHERE item.list = '" list_ "'" \
	" AND item.cells LIKE '%\"" column "\":\"1\"%')"

/* ---- People ----------------------------------------------------------------------------- */

#define SHAPE(name, type, FIELDS) \
	static const struct field name##_fields[] = { FIELDS(AS_FIELD) }; \
	static const struct shape name##_shape = SHAPE_OF(NULL, type, name##_fields)

#define RECORD struct called
SHAPE(called, called, CALLED_FIELDS);
#undef RECORD
#define RECORD struct way
SHAPE(way, way, WAY_FIELDS);
#undef RECORD

/* Who serves in a roster of $4: 'below' only those of the units themselves, '' the city's too. */
#define SERVES \
	"SELECT roster_member.person_id FROM roster_member" \
	" JOIN roster_layer ON roster_layer.id = roster_member.layer_id" \
	" JOIN roster ON roster.id = roster_layer.roster_id" \
	" WHERE roster.closed_at = 0 AND (roster_layer.ended_at = 0 OR roster_layer.ended_at > $4)" \
	"   AND (roster.unit_id IN " BELOW OTHERS ")" \
	" UNION SELECT roster_override.person_id FROM roster_override" \
	" JOIN roster ON roster.id = roster_override.roster_id" \
	" WHERE roster.closed_at = 0 AND roster_override.withdrawn_at = 0" \
	"   AND roster_override.ends_at > $4 AND (roster.unit_id IN " BELOW OTHERS ")"

static struct called_list people_read(struct view *view, const struct paper *paper)
{
#define OTHERS " OR roster.is_city = 1 OR roster.id IN (SELECT roster_share.roster_id" \
	" FROM roster_share WHERE roster_share.ended_at = 0 AND roster_share.unit_id IN " BELOW ")"
	return called_list_of(view_list(view, &called_shape,
		SQL("SELECT person.id AS person_id, person.is_protected," MASKED("person.name")
		    " AS name," OWN_ONLY("person.title") " AS title,"
		    OWN_ONLY("person.phone") " AS phone," OWN_ONLY("person.email") " AS email,"
		    " CASE WHEN person.is_protected = 1 THEN '' ELSE " UNIT_NAME("person.unit_id")
		    " END AS unit_name"
		    " FROM person WHERE person.id IN (" SERVES ")"
		    " ORDER BY person.is_protected, person.name COLLATE local, person.id LIMIT 5000"),
		V(paper->unit_id, paper->today, tongue_code(), paper->made_at)));
#undef OTHERS
}

static struct way_list ways_read(struct view *view, const struct paper *paper)
{
#define OTHERS ""
	return way_list_of(view_list(view, &way_shape,
		SQL("SELECT duty_channel.person_id, duty_channel.kind, duty_channel.address,"
		    " duty_channel.verified_on FROM duty_channel"
		    " JOIN person ON person.id = duty_channel.person_id"
		    " WHERE duty_channel.ended_on = '' AND person.is_protected = 0 AND $3 <> ''"
		    "   AND duty_channel.person_id IN (" SERVES ")"
		    " ORDER BY duty_channel.person_id,"
		    " CASE WHEN duty_channel.verified_on = '' THEN 1 ELSE 0 END, duty_channel.id"
		    " LIMIT 20000"),
		V(paper->unit_id, paper->today, tongue_code(), paper->made_at)));
#undef OTHERS
}

/* ---- The organisation ----------------------------------------------------------------------- */

#define RECORD struct held_role
SHAPE(held_role, held_role, HELD_FIELDS);
#undef RECORD

static struct held_role_list roles_read(struct view *view, const struct paper *paper)
{
	return held_role_list_of(view_list(view, &held_role_shape,
		SQL("SELECT appointment.role_type, " UNIT_NAME("appointment.unit_id") " AS unit_name,"
		    " CASE WHEN appointment.person_id = 0 THEN appointment.post ELSE"
		    "  COALESCE((SELECT " MASKED("person.name") " FROM person"
		    "   WHERE person.id = appointment.person_id), '') END AS holder,"
		    " COALESCE((SELECT " OWN_ONLY("person.phone") " FROM person"
		    "   WHERE person.id = appointment.person_id), '') AS phone,"
		    " CASE WHEN appointment.deputy_of <> 0 THEN 1 ELSE 0 END AS is_deputy"
		    " FROM appointment"
		    " LEFT JOIN catalogue_item AS role ON role.list = 'role_types'"
		    "  AND role.code = appointment.role_type"
		    " WHERE appointment.unit_id IN " BELOW
		    "  AND appointment.role_type IN " MARKED("role_types", "in_pack")
		    "  AND appointment.role_type NOT IN " MARKED("role_types", "restricted")
		    "  AND appointment.valid_from <= $2"
		    "  AND (appointment.valid_to = '' OR appointment.valid_to >= $2)"
		    " ORDER BY CASE WHEN appointment.unit_id = $1 THEN 0 ELSE 1 END,"
		    " unit_name, appointment.unit_id, role.place, appointment.role_type, is_deputy,"
		    " appointment.id LIMIT 3000"),
		V(paper->unit_id, paper->today, tongue_code())));
}

/* ---- Alarm paths ---------------------------------------------------------------------------- */

#define RECORD struct paper_step
SHAPE(paper_step, paper_step, PAPER_STEP_FIELDS);
#undef RECORD
struct step_person { int64_t step_id; struct str name; };
LIST_OF(step_person)
static const struct column step_person_columns[] = {
	{ "step_id", COLUMN_int, offsetof(struct step_person, step_id), NULL, false },
	{ "name", COLUMN_text, offsetof(struct step_person, name), NULL, false },
};
static const struct shape step_person_shape = { .size = sizeof(struct step_person),
	.count = COUNT(step_person_columns), .columns = step_person_columns };

static struct str names_of(struct arena *arena, const struct step_person_list *people,
                           int64_t step_id)
{
	struct str names = S("");

	for (size_t i = 0; i < people->count; i++)
		if (people->at[i].step_id == step_id)
			names = arena_print(arena, "%.*s%s%.*s", STR(names), names.len ? ", " : "",
				people->at[i].name.len ? (int)people->at[i].name.len
				: (int)strlen(_("protected identity")),
				people->at[i].name.len ? people->at[i].name.at : _("protected identity"));
	return names;
}

static struct paper_step_list steps_read(struct view *view, const struct paper *paper)
{
	struct paper_step_list steps = paper_step_list_of(view_list(view, &paper_step_shape,
		SQL("SELECT path.id AS path_id, path.name AS path_name, path.words, path.rounds,"
		    " " UNIT_NAME("path.unit_id") " AS unit_name, step.id AS step_id, step.kind,"
		    " step.function, step.role, '' AS people,"
		    " CASE WHEN step.unit_id = 0 THEN '' ELSE " UNIT_NAME("step.unit_id")
		    " END AS at_unit,"
		    " step.channel_1, step.channel_2, step.channel_3, step.wait_minutes"
		    " FROM alarm_path AS path JOIN alarm_step AS step"
		    "  ON step.path_id = path.id AND step.alarm_id = 0"
		    " WHERE path.closed_at = 0 AND path.unit_id IN " BELOW
		    " ORDER BY CASE WHEN path.unit_id = $1 THEN 0 ELSE 1 END, unit_name, path.id,"
		    " step.place, step.id LIMIT 5000"),
		V(paper->unit_id, paper->today, tongue_code())));
	struct step_person_list people = step_person_list_of(view_list(view, &step_person_shape,
		SQL("SELECT one.step_id, " MASKED("person.name") " AS name"
		    " FROM alarm_step_person AS one"
		    " JOIN alarm_step AS step ON step.id = one.step_id AND step.alarm_id = 0"
		    " JOIN alarm_path AS path ON path.id = step.path_id"
		    " JOIN person ON person.id = one.person_id"
		    " WHERE path.closed_at = 0 AND path.unit_id IN " BELOW
		    " ORDER BY one.step_id, one.place LIMIT 20000"), V(paper->unit_id, paper->today)));

	for (size_t i = 0; i < steps.count; i++)
		steps.at[i].people = names_of(view_arena(view), &people, steps.at[i].step_id);
	return steps;
}

/* ---- Plans and logs --------------------------------------------------------------------------- */

#define RECORD struct paper_text
SHAPE(paper_text, paper_text, PAPER_TEXT_FIELDS);
#undef RECORD
#define RECORD struct paper_plan
SHAPE(paper_plan, paper_plan, PAPER_PLAN_FIELDS);
#undef RECORD
#define RECORD struct paper_routine
SHAPE(paper_routine, paper_routine, PAPER_ROUTINE_FIELDS);
#undef RECORD
#define RECORD struct paper_head
SHAPE(paper_head, paper_head, PAPER_HEAD_FIELDS);
#undef RECORD

static struct paper_text_list texts_read(struct view *view, const struct paper *paper)
{
	return paper_text_list_of(view_list(view, &paper_text_shape,
		SQL("SELECT document.title, document.kind, " UNIT_NAME("document.unit_id")
		    " AS unit_name, edition.number, edition.valid_from AS since, edition.text"
		    " FROM document JOIN document_version AS edition"
		    "  ON edition.document_id = document.id AND edition.state = 'adopted'"
		    " WHERE document.unit_id IN " BELOW " AND document.secrecy = ''"
		    "  AND document.kind IN " MARKED("document_kinds", "in_pack")
		    "  AND edition.valid_from <= $2"
		    "  AND (edition.valid_to = '' OR edition.valid_to >= $2)"
		    "  AND (edition.last_day = '' OR edition.last_day >= $2)"
		    " ORDER BY CASE WHEN document.unit_id = $1 THEN 0 ELSE 1 END, unit_name,"
		    " document.kind, document.id, edition.number LIMIT 500"),
		V(paper->unit_id, paper->today, tongue_code())));
}

#define PLANS_IN_FORCE \
	" FROM continuity_plan AS plan JOIN plan_edition AS edition" \
	"  ON edition.plan_id = plan.id AND edition.state = 'approved'" \
	" WHERE plan.unit_id IN " BELOW " AND plan.secrecy = ''" \
	"  AND (plan.ended_on = '' OR plan.ended_on > $2)" \
	"  AND edition.number = (SELECT max(newest.number) FROM plan_edition AS newest" \
	"   WHERE newest.plan_id = plan.id AND newest.state = 'approved'" \
	"     AND newest.valid_from <= $2)"

static void plans_read(struct view *view, struct paper *paper)
{
	paper->plans = paper_plan_list_of(view_list(view, &paper_plan_shape,
		SQL("SELECT edition.id AS edition_id, plan.name, " UNIT_NAME("plan.unit_id")
		    " AS unit_name, edition.number, edition.used_when, edition.first_steps,"
		    " edition.contacts, edition.materials, edition.back_to_normal" PLANS_IN_FORCE
		    " ORDER BY CASE WHEN plan.unit_id = $1 THEN 0 ELSE 1 END, unit_name, plan.name,"
		    " plan.id LIMIT 500"), V(paper->unit_id, paper->today, tongue_code())));
	paper->routines = paper_routine_list_of(view_list(view, &paper_routine_shape,
		SQL("SELECT routine.edition_id, routine.resource, routine.instead,"
		    " routine.performed_by FROM plan_routine AS routine"
		    " WHERE routine.edition_id IN (SELECT edition.id" PLANS_IN_FORCE ")"
		    " ORDER BY routine.edition_id, routine.resource, routine.id LIMIT 5000"),
		V(paper->unit_id, paper->today)));
}

/* How far each log has come: whoever has the paper can tell whether it was made anew. */
static struct paper_head_list heads_read(struct view *view, const struct paper *paper)
{
	return paper_head_list_of(view_list(view, &paper_head_shape,
		SQL("SELECT crisis.number, crisis.is_exercise, crisis_end.seq, crisis_end.hash"
		    " FROM crisis JOIN crisis_end ON crisis_end.crisis_id = crisis.id"
		    " WHERE crisis.state = 'open' AND crisis.unit_id IN " BELOW
		    " ORDER BY crisis.opened_at, crisis.id LIMIT 200"),
		V(paper->unit_id, paper->today)));
}

void pack_paper_read(struct view *view, struct paper *paper)
{
	paper->unit_name = view_text(view, SQL("SELECT CASE WHEN $2 = 'en' AND name_en <> ''"
		" THEN name_en ELSE name_sv END FROM unit WHERE id = $1"),
		V(paper->unit_id, tongue_code()));
	paper->rosters = rosters_ahead(view, paper->unit_id, paper->made_at,
		instant_at(date_add_days(paper->until, 1), 0, 0, 0));
	paper->people = people_read(view, paper);
	paper->ways = ways_read(view, paper);
	paper->roles = roles_read(view, paper);
	paper->steps = steps_read(view, paper);
	paper->texts = texts_read(view, paper);
	plans_read(view, paper);
	paper->heads = heads_read(view, paper);
}
