/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * packs/queries_take.c - which rows go along on a laptop.
 *
 * Everything is read through the views of whoever takes it, and of that only what a duty
 * laptop needs: no event, no account but those with an emergency code, no setting that is a
 * secret, no protected identity and no restricted role, whatever the taker may see at home.
 */
#include "modules/packs/take.h"

#include "modules/crisis/crisis.h"
#include "store/copy.h"

/* $1 is the unit. */
#define BELOW "(SELECT my_unit_below.below_id FROM my_unit_below WHERE my_unit_below.above_id = $1)"
#define ROSTERS \
	"(SELECT taken.id FROM my_roster AS taken WHERE taken.closed_at = 0" \
	" AND (taken.is_city = 1 OR taken.unit_id IN " BELOW \
	"      OR taken.id IN (SELECT my_roster_share.roster_id FROM my_roster_share" \
	"          WHERE my_roster_share.ended_at = 0 AND my_roster_share.unit_id IN " BELOW ")))"
#define PATHS \
	"(SELECT taken.id FROM my_alarm_path AS taken" \
	" WHERE taken.closed_at = 0 AND taken.unit_id IN " BELOW ")"
#define CRISES \
	"(SELECT taken.id FROM my_crisis AS taken" \
	" WHERE taken.state = 'open' AND taken.unit_id IN " BELOW ")"
#define DOCUMENTS \
	"(SELECT taken.id FROM my_document AS taken WHERE taken.secrecy = ''" \
	" AND taken.adopted_number > 0 AND taken.unit_id IN " BELOW \
	" AND taken.kind IN (SELECT my_catalogue_item.code FROM my_catalogue_item" \
	"     WHERE my_catalogue_item.list = 'document_kinds'" \
	"       AND my_catalogue_item.cells LIKE '%\"in_pack\":\"1\"%'))"
#define PLANS \
	"(SELECT taken.id FROM my_continuity_plan AS taken WHERE taken.secrecy = ''" \
	" AND taken.ended_on = '' AND taken.unit_id IN " BELOW ")"
#define EDITIONS \
	"(SELECT edition.id FROM my_plan_edition AS edition WHERE edition.state = 'approved'" \
	" AND edition.plan_id IN " PLANS ")"
#define OF_CRISES(view) "SELECT one.* FROM " view " AS one WHERE one.crisis_id IN " CRISES

/* Never along, also not with whoever may see it at home. */
#define RESTRICTED "(SELECT my_restricted_role.code FROM my_restricted_role)"
#define UNPROTECTED(column, other) \
	"CASE WHEN my_person.is_protected = 1 THEN " other " ELSE " column " END"

/* Whoever stands in one of the rows that go along. */
#define PEOPLE \
	"(SELECT member.person_id FROM my_roster_member AS member" \
	"  JOIN my_roster_layer AS layer ON layer.id = member.layer_id" \
	"  WHERE layer.roster_id IN " ROSTERS \
	" UNION SELECT one.person_id FROM my_roster_override AS one WHERE one.roster_id IN " ROSTERS \
	" UNION SELECT who.person_id FROM my_alarm_step_person AS who" \
	"  JOIN my_alarm_step AS step ON step.id = who.step_id AND step.alarm_id = 0" \
	"  WHERE step.path_id IN " PATHS \
	" UNION SELECT staff.person_id FROM my_crisis_staff AS staff WHERE staff.crisis_id IN " CRISES \
	" UNION SELECT held.person_id FROM my_appointment AS held WHERE held.unit_id IN " BELOW \
	"  AND held.role_type NOT IN " RESTRICTED \
	" UNION SELECT signer.person_id FROM my_pack_signer AS signer)"

static const struct { const char *table; bool is_by_unit; struct sql sql; } parts[] = {
	{ "unit", false, SQL("SELECT * FROM my_unit") },
	{ "unit_parent", false, SQL("SELECT * FROM my_unit_parent") },
	{ "catalogue_item", false, SQL("SELECT * FROM my_catalogue_item") },
	{ "setting", false, SQL("SELECT * FROM my_setting WHERE name IN ('city_name', 'language',"
		" 'time_zone', 'clock_shift_seconds', 'session_hours', 'emergency_number',"
		" 'signins_per_minute', 'requests_per_minute', 'municipality', 'duty_verified_days',"
		" 'crisis_old_minutes', 'crisis_longest_hours', 'crisis_rest_hours',"
		" 'crisis_days_ahead', 'pack_days')") },
	{ "person", true, SQL("SELECT my_person.id, my_person.public_id,"
		" my_person.public_id AS login, "
		UNPROTECTED("my_person.name", "'•••'") " AS name, "
		UNPROTECTED("my_person.title", "''") " AS title, "
		UNPROTECTED("COALESCE(my_person.unit_id, 0)", "0") " AS unit_id,"
		" 0 AS is_active, my_person.is_protected"
		" FROM my_person WHERE my_person.id IN " PEOPLE) },
	{ "member", false, SQL("SELECT * FROM my_member WHERE person_id IN"
		" (SELECT person_id FROM my_pack_signer)") },
	{ "appointment", true, SQL("SELECT * FROM my_appointment WHERE unit_id IN " BELOW
		" AND role_type NOT IN " RESTRICTED) },
	{ "roster", true, SQL("SELECT * FROM my_roster WHERE id IN " ROSTERS) },
	{ "roster_layer", true, SQL("SELECT * FROM my_roster_layer WHERE roster_id IN " ROSTERS) },
	{ "roster_member", true, SQL("SELECT my_roster_member.* FROM my_roster_member"
		" JOIN my_roster_layer ON my_roster_layer.id = my_roster_member.layer_id"
		" WHERE my_roster_layer.roster_id IN " ROSTERS) },
	{ "roster_override", true,
	  SQL("SELECT * FROM my_roster_override WHERE roster_id IN " ROSTERS) },
	{ "roster_share", true, SQL("SELECT * FROM my_roster_share WHERE roster_id IN " ROSTERS) },
	{ "duty_channel", true, SQL("SELECT * FROM my_duty_channel WHERE ended_on = ''"
		" AND person_id IN " PEOPLE " AND person_id NOT IN"
		" (SELECT my_person.id FROM my_person WHERE my_person.is_protected = 1)") },
	{ "alarm_path", true, SQL("SELECT * FROM my_alarm_path WHERE id IN " PATHS) },
	{ "alarm_step", true,
	  SQL("SELECT * FROM my_alarm_step WHERE alarm_id = 0 AND path_id IN " PATHS) },
	{ "alarm_step_person", true, SQL("SELECT who.* FROM my_alarm_step_person AS who"
		" JOIN my_alarm_step AS step ON step.id = who.step_id AND step.alarm_id = 0"
		" WHERE step.path_id IN " PATHS) },
	{ "document", true, SQL("SELECT * FROM my_document WHERE id IN " DOCUMENTS) },
	{ "document_version", true, SQL("SELECT * FROM my_document_version"
		" WHERE state = 'adopted' AND document_id IN " DOCUMENTS) },
	{ "continuity_plan", true, SQL("SELECT * FROM my_continuity_plan WHERE id IN " PLANS) },
	{ "plan_edition", true, SQL("SELECT * FROM my_plan_edition WHERE id IN " EDITIONS) },
	{ "plan_routine", true, SQL("SELECT * FROM my_plan_routine WHERE edition_id IN " EDITIONS) },
	{ "crisis", true, SQL("SELECT * FROM my_crisis WHERE id IN " CRISES) },
	{ "crisis_staff", true, SQL(OF_CRISES("my_crisis_staff")) },
	{ "crisis_end", true, SQL(OF_CRISES("my_crisis_end")) },
	{ "crisis_entry", true, SQL(OF_CRISES("my_crisis_entry")) },
	{ "crisis_seal", true, SQL(OF_CRISES("my_crisis_seal")) },
	{ "crisis_home", true, SQL(OF_CRISES("my_crisis_home")) },
	{ "crisis_home_file", true, SQL("SELECT one.* FROM my_crisis_home_file AS one"
		" WHERE one.home_id IN (SELECT home.id FROM my_crisis_home AS home WHERE home.crisis_id IN "
		CRISES ")") },
	{ "crisis_home_entry", true, SQL(OF_CRISES("my_crisis_home_entry")) },
	{ "crisis_unit", true, SQL(OF_CRISES("my_crisis_unit")) },
	{ "crisis_sitrep", true, SQL(OF_CRISES("my_crisis_sitrep")) },
	{ "crisis_sentence", true, SQL(OF_CRISES("my_crisis_sentence")) },
	{ "crisis_picture", true, SQL(OF_CRISES("my_crisis_picture")) },
	{ "crisis_picture_line", true, SQL(OF_CRISES("my_crisis_picture_line")) },
	{ "crisis_direction", true, SQL(OF_CRISES("my_crisis_direction")) },
	{ "crisis_rhythm", true, SQL(OF_CRISES("my_crisis_rhythm")) },
	{ "crisis_shift", true, SQL(OF_CRISES("my_crisis_shift")) },
};

int64_t city_copy(struct view *view, struct change *change, int64_t unit_id)
{
	for (size_t i = 0; i < COUNT(parts); i++) {
		struct grid rows = view_grid(view, parts[i].sql,
			parts[i].is_by_unit ? V(unit_id) : NONE);

		change_copy(change, parts[i].table, &rows);
	}
	return view_int(view, SQL("SELECT count(DISTINCT person_id) FROM my_pack_signer"), NONE);
}

int64_t pack_unit_top(struct view *view)
{
	return view_int(view, SQL("SELECT my_pack_unit.unit_id FROM my_pack_unit"
		" WHERE my_pack_unit.unit_id NOT IN (SELECT unit_id FROM my_unit_parent)"
		" ORDER BY my_pack_unit.unit_id LIMIT 1"), NONE);
}

struct instant pack_file_last(struct view *view, int64_t person_id)
{
	return (struct instant){ view_int(view,
		SQL("SELECT COALESCE(max(made_at), 0) FROM pack_file"
		    " WHERE made_by = $1 AND is_nightly = 1"), V(person_id)) };
}

int64_t pack_file_person(struct view *view, struct str login)
{
	return view_int(view, SQL("SELECT id FROM person WHERE login = $1 AND is_active = 1"), V(login));
}

struct pack_file_list pack_files(struct view *view)
{
	return pack_file_list_of(view_list(view, &pack_file_record.shape,
		SQL("SELECT * FROM my_pack_file ORDER BY id DESC LIMIT 50"), NONE));
}

/* ---- Codes -------------------------------------------------------------------------------- */

struct instant pack_code_since(struct view *view, int64_t person_id)
{
	return (struct instant){ view_int(view, SQL("SELECT made_at FROM my_pack_code"
		" WHERE person_id = $1 AND ended_at = 0 ORDER BY id DESC LIMIT 1"), V(person_id)) };
}

void pack_codes_end(struct change *change, int64_t person_id, struct instant at)
{
	change_run(change, SQL("UPDATE pack_code SET ended_at = $2"
		" WHERE person_id = $1 AND ended_at = 0"), V(person_id, at));
}

/* As the system: hashes of those who are in the copy. */
struct grid pack_signers(struct view *view)
{
	return view_grid(view, SQL("SELECT person.id, person.login, pack_code.hash, person.language"
		" FROM pack_code JOIN person ON person.id = pack_code.person_id"
		" WHERE pack_code.ended_at = 0 AND person.is_active = 1 AND person.is_protected = 0"
		" ORDER BY person.id"), NONE);
}

void signer_put(struct change *change, const struct grid *signers, size_t row)
{
	change_run(change, SQL("UPDATE person SET login = $2, password = $3, language = $4,"
		" is_active = 1 WHERE id = $1"), V(grid_at(signers, row, 0), grid_at(signers, row, 1),
		grid_at(signers, row, 2), grid_at(signers, row, 3)));
}

void away_put(struct change *change, const struct pack_file *file, struct str city)
{
	change_run(change, SQL("INSERT INTO away_origin"
		" (pack_id, city_name, made_at, unit_id, taken_by, log_key)"
		" VALUES ($1, $2, $3, $4, $5, $6)"),
		V(file->public_id, city, file->made_at, file->unit_id, file->made_by,
			crisis_public_key(change_arena(change))));
}
