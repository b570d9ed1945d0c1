/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * kit/manual.c - the program explains itself: routes, rights, fields, rules, the matrix.
 *
 * Everything is printed from the tables that the program runs on, so it cannot be untrue.
 */
#include "kit/manual.h"

#include "kit/catalogue.h"
#include "kit/match.h"
#include "kit/module.h"
#include "kit/setting.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char *method_name(enum method method)
{
	return method == METHOD_GET ? "GET" : "POST";
}

static const char *need_name(enum permission need)
{
	if (need == NOBODY)
		return "nobody";
	if (need == ANYBODY)
		return "anybody";
	return need == SIGNED_IN ? "signed in" : permission_name(need);
}

/* ---- Routes and rights --------------------------------------------------------------- */

void manual_routes(struct out *out)
{
	out_z(out, "| Method | Path | Needs | What | API |\n|---|---|---|---|---|\n");
	for (size_t i = 0; i < routes_count(); i++) {
		const struct route *route = routes_at(i);

		out_print(out, "| %s | `%s` | %s | %s | %s |\n", method_name(route->method),
			route->path, need_name(route->need), route->label ? _(route->label) : "",
			route->is_api_too ? "yes" : "");
	}
}

void manual_rights(struct out *out)
{
	const struct catalogue *roles = catalogue_get("roles");

	out_z(out, "## What each right allows\n\n");
	for (int may = SIGNED_IN + 1; may < PERMISSION_COUNT; may++)
		out_print(out, "- `%s`: %s\n", permission_name((enum permission)may),
			_(permission_words((enum permission)may)));
	out_z(out, "\n## What each role may\n");
	for (size_t i = 0; i < roles->count; i++) {
		const struct item *role = &roles->items[i];

		out_print(out, "\n### %.*s (`%.*s`)\n\n%.*s\n", STR(item_name(role)),
			STR(role->code), STR(item_text(role, "permissions")));
	}
}

static struct person person_of_role(const struct item *role)
{
	struct person person = { .id = 1 };

	for (int may = SIGNED_IN + 1; may < PERMISSION_COUNT; may++)
		if (item_has(role, "permissions", permission_name((enum permission)may)))
			rights_add(&person.may, may);
	return person;
}

void manual_matrix(struct out *out)
{
	const struct catalogue *roles = catalogue_get("roles");
	const struct person nobody = { 0 };

	for (size_t i = 0; i < routes_count(); i++) {
		const struct route *route = routes_at(i);

		out_print(out, "%-5s %s\n\tnobody %d", method_name(route->method), route->path,
			route_gate(route, &nobody));
		for (size_t k = 0; k < roles->count; k++) {
			struct person person = person_of_role(&roles->items[k]);

			out_print(out, "  %.*s %d", STR(roles->items[k].code),
				route_gate(route, &person));
		}
		out_char(out, '\n');
	}
}

/* ---- Fields and rules ---------------------------------------------------------------- */

static const char *const kind_names[] = {
	[FIELD_key] = "key", [FIELD_ref] = "reference", [FIELD_count] = "count",
	[FIELD_money] = "kronor", [FIELD_real] = "number", [FIELD_yesno] = "yes/no",
	[FIELD_text] = "line", [FIELD_prose] = "text", [FIELD_code] = "choice from a list",
	[FIELD_codes] = "choices from a list", [FIELD_choice] = "choice", [FIELD_instant] = "moment",
	[FIELD_date] = "date", [FIELD_email] = "e-mail", [FIELD_phone] = "telephone",
	[FIELD_json] = "JSON", [FIELD_secret] = "secret",
};

static void field_line(struct out *out, const struct field *field)
{
	out_print(out, "| `%s` | %s | %s |", field->column.name, kind_names[field->kind],
		_(field->label));
	if (field->list)
		out_print(out, " list `%s`", field->list);
	if (field->refers_to)
		out_print(out, " a %s", field->refers_to);
	if (field->required)
		out_z(out, " required");
	if (field->is_own)
		out_z(out, " set by the program");
	if (field->is_personal)
		out_z(out, " personal");
	out_z(out, " |\n");
}

static const struct record *record_find(struct str name)
{
	for (size_t i = 0; modules[i]; i++)
		for (size_t k = 0; modules[i]->records && modules[i]->records[k]; k++)
			if (str_is(name, modules[i]->records[k]->name))
				return modules[i]->records[k];
	return NULL;
}

static void list_records(struct out *out)
{
	for (size_t i = 0; modules[i]; i++)
		for (size_t k = 0; modules[i]->records && modules[i]->records[k]; k++)
			out_print(out, "%-20s %s\n", modules[i]->records[k]->name,
				_(modules[i]->records[k]->label));
}

bool manual_fields(struct out *out, struct str name)
{
	const struct record *record = record_find(name);

	if (!name.len) {
		list_records(out);
		return true;
	}
	if (!record)
		return false;
	out_print(out, "## %s\n\n| Field | Kind | Label | |\n|---|---|---|---|\n", _(record->label));
	for (size_t i = 0; i < record->count; i++)
		field_line(out, &record->fields[i]);
	return true;
}

void manual_rules(struct out *out)
{
	for (size_t i = 0; modules[i]; i++) {
		const struct rule_table *table = modules[i]->rules;

		for (; table && table->name; table++) {
			out_print(out, "## %s\n\n%s\n", table->name, table->headings);
			for (size_t row = 0; table->row(row, out); row++)
				out_char(out, '\n');
			out_char(out, '\n');
		}
	}
}

/* ---- Why ----------------------------------------------------------------------------- */

struct role_at { struct str role, unit; bool is_recursive; };
static const struct column role_columns[] = {
	{ .name = "role", .kind = COLUMN_text, .offset = offsetof(struct role_at, role) },
	{ .name = "unit", .kind = COLUMN_text, .offset = offsetof(struct role_at, unit) },
	{ .name = "is_recursive", .kind = COLUMN_bool, .offset = offsetof(struct role_at, is_recursive) },
};
static const struct shape role_shape = {
	.size = sizeof(struct role_at), .count = COUNT(role_columns), .columns = role_columns,
};

/* The roles of a person, each with what it gives for the route. */
static bool why_roles(struct view *view, struct out *out, int64_t person, const struct route *route)
{
	struct rows rows = view_list(view, &role_shape,
		SQL("SELECT member.role, unit.name_sv AS unit, member.is_recursive"
		    " FROM member JOIN unit ON unit.id = member.unit_id"
		    " WHERE member.person_id = $1 AND member.valid_from <= today()"
		    " AND (member.valid_to = '' OR member.valid_to >= today())"), V(person));
	const struct role_at *role = rows.at;
	bool may = route->need <= SIGNED_IN && route->need != NOBODY;

	for (size_t i = 0; i < rows.count; i++) {
		const struct item *item = item_find("roles", role[i].role);
		bool gives = item && route->need > SIGNED_IN
			&& item_has(item, "permissions", permission_name(route->need));

		out_print(out, "- %.*s at %.*s%s: %s\n", STR(role[i].role), STR(role[i].unit),
			role[i].is_recursive ? " and below" : "",
			route->need <= SIGNED_IN ? "not asked for" : gives ? "gives it" : "does not give it");
		may = may || gives;
	}
	return may;
}

bool manual_why(struct store *store, struct out *out, struct str path, struct str login)
{
	struct view *view = view_open(store, out->arena, (struct who){ .is_system = true });
	int64_t person = view_int(view, SQL("SELECT id FROM person WHERE login = $1"), V(login));
	struct visit visit = { .path = path };
	const struct route *route;
	bool other_method;

	if (!person) {
		view_close(view);
		return false;
	}
	route = route_find(&visit, METHOD_GET, &other_method);
	if (!route) {
		out_print(out, "1. There is no page at %.*s: 404.\n", STR(path));
	} else {
		out_print(out, "1. The route is GET %s; it needs: %s.\n", route->path, need_name(route->need));
		out_print(out, "2. The roles of %.*s today:\n", STR(login));
		if (why_roles(view, out, person, route))
			out_z(out, "3. The gate opens. Which rows there are is decided by the views my_...:"
				" a row of a unit beyond reach is answered as if it were not there (404).\n");
		else
			out_z(out, "3. The gate stays closed: 403.\n");
	}
	view_close(view);
	return true;
}

/* ---- Check --------------------------------------------------------------------------- */

struct checking { struct store *store; struct out *out; int faults; };

static void fault(struct checking *checking, const char *what, const char *which)
{
	out_print(checking->out, "FAULT  %s: %s\n", what, which);
	checking->faults++;
}

static void check_routes(struct checking *checking)
{
	for (size_t i = 0; i < routes_count(); i++) {
		const struct route *route = routes_at(i);
		const struct field *field;

		if (route->need == NOBODY)
			fault(checking, "a route has no .need and is closed to all", route->path);
		if (route->method == METHOD_GET ? !route->show || route->act
		    : !route->show && !route->act && !route->outside)
			fault(checking, "a GET route only shows, a POST route does something", route->path);
		for (size_t k = 0; route->form && route->form->fields[k]; k++) {
			field = record_field(route->form->record, route->form->fields[k]);
			if (!field)
				fault(checking, "a form names a field that is not there", route->form->fields[k]);
		}
	}
	out_print(checking->out, "ok     %zu routes\n", routes_count());
}

static bool reference_is_there(const char *name)
{
	for (size_t i = 0; modules[i]; i++)
		for (const struct reference *reference = modules[i]->references;
		     reference && reference->name; reference++)
			if (!strcmp(reference->name, name))
				return true;
	return false;
}

static void check_record(struct checking *checking, const struct record *record)
{
	struct str words = store_compare(checking->store, checking->out->arena, &record->shape);

	if (words.len)
		fault(checking, "a record and its table differ", str_z(checking->out->arena, words));
	for (size_t i = 0; i < record->count; i++) {
		const struct field *field = &record->fields[i];

		if (field->list && !catalogue_find(str_of(field->list)))
			fault(checking, "a field names a list that is not there", field->list);
		if (field->refers_to && !reference_is_there(field->refers_to))
			fault(checking, "a field refers to what is not there", field->refers_to);
	}
}

static void check_records(struct checking *checking)
{
	size_t count = 0;

	for (size_t i = 0; modules[i]; i++)
		for (size_t k = 0; modules[i]->records && modules[i]->records[k]; k++, count++)
			check_record(checking, modules[i]->records[k]);
	out_print(checking->out, "ok     %zu records against their tables\n", count);
}

/* ---- Words, time, helpers ------------------------------------------------------------ */

/* Asks for every word of the tables in the language chosen. */
static void say_tables(void)
{
	for (size_t i = 0; i < routes_count(); i++)
		if (routes_at(i)->label)
			tongue_say(routes_at(i)->label);
	for (int may = SIGNED_IN + 1; may < PERMISSION_COUNT; may++)
		tongue_say(permission_words((enum permission)may));
	for (const struct setting *setting = settings; setting->name; setting++)
		tongue_say(setting->meaning);
	for (size_t i = 0; modules[i]; i++) {
		for (const struct menu_entry *e = modules[i]->menu; e && e->label; e++)
			tongue_say(e->label);
		for (const struct report *r = modules[i]->reports; r && r->name; r++)
			tongue_say(r->label);
		for (const struct job_kind *k = modules[i]->jobs; k && k->name; k++)
			tongue_say(k->label);
		for (size_t k = 0; modules[i]->records && modules[i]->records[k]; k++)
			for (size_t f = 0; f < modules[i]->records[k]->count; f++)
				if (modules[i]->records[k]->fields[f].label)
					tongue_say(modules[i]->records[k]->fields[f].label);
	}
}

static void check_tongues(struct checking *checking)
{
	struct str was = str_of(tongue_code());

	for (int i = 0; i < tongue_count(); i++) {
		int missing = tongue_missing_count();

		tongue_choose(str_of(tongue_at(i)));
		say_tables();
		if (tongue_missing_count() > missing)
			fault(checking, "a language lacks words (they are named above)", tongue_at(i));
		else
			out_print(checking->out, "ok     language %s\n", tongue_at(i));
	}
	tongue_choose(was);
}

/* Local time comes from the system's tz database: without it summer would be an hour off. */
static void check_time(struct checking *checking)
{
	struct str zone = setting_text("time_zone");
	const char *path = arena_print(checking->out->arena, "/usr/share/zoneinfo/%.*s", STR(zone)).at;

	if (access(path, R_OK) != 0)
		fault(checking, "the tz database lacks the city's zone (install tzdata)", path);
	else
		out_print(checking->out, "ok     local time is that of %.*s\n", STR(zone));
}

static bool is_on_path(struct arena *arena, const char *program)
{
	struct str rest = str_of(getenv("PATH"));

	while (rest.len) {
		struct str folder = str_cut(&rest, ':');

		if (access(arena_print(arena, "%.*s/%s", STR(folder), program).at, X_OK) == 0)
			return true;
	}
	return false;
}

/* What is not there is no fault; the one who runs the service should know what that means. */
static void note_helpers(struct checking *checking)
{
	static const struct { const char *program, *without; bool is_for_postgres; } helpers[] = {
		{ "pg_dump", "back-ups of the PostgreSQL database must be made elsewhere", true },
		{ "pg_restore", "back-ups of the PostgreSQL database must be restored elsewhere", true },
	};

	for (size_t i = 0; i < COUNT(helpers); i++) {
		if (helpers[i].is_for_postgres && !store_is_postgres(checking->store))
			continue;
		if (is_on_path(checking->out->arena, helpers[i].program))
			out_print(checking->out, "ok     %s is installed\n", helpers[i].program);
		else
			out_print(checking->out, "note   %s is not installed: %s\n",
				helpers[i].program, helpers[i].without);
	}
}

int manual_check(struct store *store, struct out *out)
{
	struct checking checking = { store, out, 0 };

	out_print(out, "ok     %s\n", store_describe(store));
	check_routes(&checking);
	check_records(&checking);
	check_tongues(&checking);
	check_time(&checking);
	note_helpers(&checking);
	if (checking.faults)
		out_print(out, "%d faults\n", checking.faults);
	else
		out_z(out, "Everything is as it must be.\n");
	return checking.faults;
}
