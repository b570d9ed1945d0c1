/* SPDX-License-Identifier: EUPL-1.2 */
/* crisis/queries.c - crises and who takes part: finding, writing; the list of them. */
#include "modules/crisis/inside.h"

#include "kit/away.h"
#include "modules/crisis/pages.html.h"
#include "modules/units/units.h"

/* ---- One ---------------------------------------------------------------------------- */

const struct crisis *crisis_of_number(struct view *view, struct str number)
{
	return view_get(view, &crisis_record.shape,
		SQL("SELECT * FROM my_crisis WHERE number = $1 OR public_id = $1"), V(number));
}

const struct crisis *crisis_of_id(struct view *view, int64_t id)
{
	return view_get(view, &crisis_record.shape,
		SQL("SELECT * FROM my_crisis WHERE id = $1"), V(id));
}

struct crisis_list crises_open(struct view *view)
{
	return crisis_list_of(view_list(view, &crisis_record.shape,
		SQL("SELECT * FROM my_crisis WHERE state = 'open'"
		    " ORDER BY is_exercise, opened_at DESC, id DESC LIMIT 20"), NONE));
}

bool crisis_may_write(struct view *view, const struct crisis *crisis)
{
	return view_int(view, SQL("SELECT 1 FROM my_crisis_write WHERE id = $1"),
		V(crisis->id)) != 0;
}

bool crisis_may_open(struct view *view, int64_t unit_id)
{
	return view_int(view, SQL("SELECT 1 FROM my_reach"
		" WHERE permission = 'crisis_lead' AND unit_id = $1 LIMIT 1"), V(unit_id)) != 0;
}

/* ---- Opening ------------------------------------------------------------------------ */

static struct str crisis_number(struct change *change, struct instant opened)
{
	int64_t year = instant_local(opened).date.year;
	int64_t last = change_run_id(change,
		SQL("INSERT INTO crisis_series (year, last) VALUES ($1, 1)"
		    " ON CONFLICT (year) DO UPDATE SET last = crisis_series.last + 1"
		    " RETURNING last"), V(year));

	/* One that is opened in a copy must never have the number of one of the city's. */
	if (away_is())
		return arena_print(change_arena(change), "KR-%04lld-%.*s-%05lld", (long long)year,
			STR(away_site()), (long long)last);
	return arena_print(change_arena(change), "KR-%04lld-%05lld", (long long)year, (long long)last);
}

void crisis_add(struct change *change, struct crisis *crisis, struct str name)
{
	crisis_begin(change, crisis, name, S("lead"));
}

void crisis_begin(struct change *change, struct crisis *crisis, struct str name,
                  struct str function)
{
	struct entry opened = { .kind = ENTRY_open, .words = crisis->title, .author_name = name };
	struct crisis_staff staff = { .function = function };
	struct chain chain;

	crisis->state = CRISIS_open;
	if (!crisis->opened_by)
		crisis->opened_by = change_me(change);
	if (!crisis->opened_at.seconds)
		crisis->opened_at = instant_now();
	crisis->number = crisis_number(change, crisis->opened_at);
	change_insert(change, &crisis_record.shape, crisis);
	staff.crisis_id = crisis->id;
	staff.person_id = staff.added_by = crisis->opened_by;
	staff.began_at = crisis->opened_at;
	crisis_staff_put(change, &staff);
	chain_begin(&chain, change_arena(change), crisis);
	change_run(change,
		SQL("INSERT INTO crisis_end (crisis_id, seq, decisions, hash) VALUES ($1, 0, 0, $2)"),
		V(crisis->id, chain.hash));
	opened.author_id = crisis->opened_by;
	opened.event_at = opened.logged_at = crisis->opened_at;
	opened.author_function = staff.function;
	opened.became = crisis->is_exercise ? S("exercise") : S("real");
	entry_put(change, crisis, &opened);
}

/* ---- Who takes part ------------------------------------------------------------------- */

struct staff_row_list crisis_staff_list(struct view *view, int64_t crisis_id)
{
	return staff_row_list_of(view_list(view, &crisis_staff_row_shape,
		SQL("SELECT my_crisis_staff.id, my_crisis_staff.person_id, my_crisis_staff.function,"
		    " my_crisis_staff.began_at, my_crisis_staff.ended_at,"
		    " COALESCE(my_person.name, '') AS name"
		    " FROM my_crisis_staff LEFT JOIN my_person ON my_person.id = my_crisis_staff.person_id"
		    " WHERE my_crisis_staff.crisis_id = $1"
		    " ORDER BY CASE WHEN my_crisis_staff.ended_at = 0 THEN 0 ELSE 1 END,"
		    " my_crisis_staff.began_at, my_crisis_staff.id LIMIT 500"), V(crisis_id)));
}

struct crisis_staff *crisis_staff_get(struct view *view, int64_t crisis_id, int64_t id)
{
	return view_get(view, &crisis_staff_record.shape,
		SQL("SELECT * FROM my_crisis_staff WHERE crisis_id = $1 AND id = $2"), V(crisis_id, id));
}

bool crisis_staff_has(struct view *view, int64_t crisis_id, int64_t person_id)
{
	return view_int(view, SQL("SELECT 1 FROM my_crisis_staff WHERE crisis_id = $1"
		" AND person_id = $2 AND ended_at = 0 LIMIT 1"), V(crisis_id, person_id)) != 0;
}

void crisis_staff_put(struct change *change, struct crisis_staff *staff)
{
	const struct item *function = item_find("crisis/functions", staff->function);

	staff->only_reads = function && item_int(function, "only_reads");
	change_insert(change, &crisis_staff_record.shape, staff);
}

void crisis_staff_end(struct change *change, const struct crisis_staff *staff, struct instant at)
{
	if (change_run(change, SQL("UPDATE crisis_staff SET ended_at = $2"
			" WHERE id = $1 AND ended_at = 0"), V(staff->id, at)))
		change_note(change, "crisis_staff", staff->id, "end", S(""));
}

/* ---- The list ----------------------------------------------------------------------- */

/* $1 is the language of names. */
#define CRISIS_ROW \
	"SELECT my_crisis.id, my_crisis.number, my_crisis.title, my_crisis.is_exercise," \
	" my_crisis.level, my_crisis.coordination, my_crisis.opened_at, my_crisis.state," \
	UNIT_NAME("my_crisis.unit_id") " AS unit_name" \
	" FROM my_crisis"

static const struct filter crisis_filters[] = {
	{ .name = "q", .label = N_("Words"), .kind = FIELD_text,
	  .condition = SQL(" AND (fold(my_crisis.title) LIKE '%' || fold($?) || '%'"
	                   " OR my_crisis.number = $?)") },
	{ .name = "state", .label = N_("State"), .kind = FIELD_choice, .choices = crisis_states,
	  .condition = SQL(" AND my_crisis.state = $?") },
	{ .name = "exercise", .label = N_("Exercise"), .kind = FIELD_yesno,
	  .condition = SQL(" AND my_crisis.is_exercise = $?") },
	{ .name = "level", .label = N_("Level"), .kind = FIELD_code, .list = "crisis/levels",
	  .condition = SQL(" AND my_crisis.level = $?") },
	{ .name = "unit", .label = N_("Unit"), .kind = FIELD_ref, .refers_to = "unit",
	  .condition = SQL(" AND my_crisis.unit_id IN (SELECT below_id FROM my_unit_below"
	                   " WHERE above_id = $?)") },
	{ .name = NULL },
};

static void level_cell(struct out *out, struct request *request, const void *row)
{
	(void)request;
	crisis_level_badge(out, ((const struct crisis_row *)row)->level);
}

static void title_cell(struct out *out, struct request *request, const void *row)
{
	const struct crisis_row *crisis = row;

	(void)request;
	crisis_title_cell(out, crisis->title, crisis->is_exercise);
}

#define SORTED(column) \
	.ascending = SQL(" ORDER BY " column ", my_crisis.id"), \
	.descending = SQL(" ORDER BY " column " DESC, my_crisis.id DESC")
static const struct table_column crisis_columns[] = {
	{ .name = "number", .is_link = true, SORTED("my_crisis.number") },
	{ .name = "title", SORTED("my_crisis.title COLLATE local"), .cell = title_cell },
	{ .name = "level", SORTED("my_crisis.level"), .cell = level_cell },
	{ .name = "coordination" },
	{ .name = "unit_name", SORTED("unit_name") },
	{ .name = "opened_at", SORTED("my_crisis.opened_at") },
	{ .name = "state", SORTED("my_crisis.state") },
	{ .name = "is_exercise", .is_export_only = true },
	{ .name = NULL },
};

const struct table crisis_table = {
	.name = "crises",
	.label = N_("Crises, what goes on first"),
	.fields = crisis_row_fields,
	.field_count = CRISIS_ROW_COUNT,
	.shape = { .size = sizeof(struct crisis_row), .count = CRISIS_ROW_COUNT,
	           .columns = &crisis_row_fields[0].column, .stride = sizeof(struct field) },
	.columns = crisis_columns,
	.filters = crisis_filters,
	.is_stacked = true,
	.row_path = "/crisis/%s",
	.row_key = "number",
	.order = SQL(" ORDER BY CASE WHEN my_crisis.state = 'open' THEN 0 ELSE 1 END,"
	             " my_crisis.opened_at DESC, my_crisis.id DESC"),
	.export_need = MAY_crisis_city,
	.empty = N_("Nothing goes on that you take part in. A crisis is open when somebody has opened it, and whoever is put in its staff finds it here."),
};

void crisis_query(struct request *request, struct view *view, struct query *query)
{
	table_start(request, view, &crisis_table, query, SQL(CRISIS_ROW " WHERE 1 = 1"),
		V(tongue_code()));
}

/* ---- How others point at a crisis ---------------------------------------------------- */

const struct reference crisis_references[] = {
	{ .name = "crisis",
	  .label = SQL("SELECT number || ' ' || title FROM my_crisis WHERE id = $1"),
	  .list = SQL("SELECT id AS key, number || ' ' || title AS label, '' AS hint"
	              " FROM my_crisis ORDER BY opened_at DESC, id DESC LIMIT 500"),
	  .exact = SQL("SELECT id FROM my_crisis WHERE number = $1"),
	  .find = SQL("SELECT id FROM my_crisis WHERE fold(title) = fold($1) ORDER BY id LIMIT 1"),
	  .written = "KR", .path = "/crisis/", .is_long = true },
	{ .name = NULL },
};
