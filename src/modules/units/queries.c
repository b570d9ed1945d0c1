/* SPDX-License-Identifier: EUPL-1.2 */
/* units/queries.c - every SQL statement of the room. */
#include "modules/units/inside.h"

#include "kit/catalogue.h"

/* ---- One unit ------------------------------------------------------------------------ */

const struct unit *unit_get(struct view *view, int64_t id)
{
	if (!id)
		return NULL;
	return view_get(view, &unit_record.shape, SQL("SELECT * FROM my_unit WHERE id = $1"), V(id));
}

const struct unit *unit_of_code(struct view *view, struct str code)
{
	return view_get(view, &unit_record.shape,
		SQL("SELECT * FROM my_unit WHERE code = $1"), V(code));
}

struct str unit_name(struct view *view, int64_t id)
{
	return unit_words(unit_get(view, id));
}

bool unit_may_edit(struct view *view, int64_t id)
{
	return view_int(view, SQL("SELECT count(*) FROM my_unit_edit WHERE unit_id = $1"), V(id)) > 0;
}

void unit_place_set(struct change *change, int64_t id, int64_t place_id)
{
	change_run(change, SQL("UPDATE unit SET place_id = $1, version = version + 1 WHERE id = $2"),
		V(place_id, id));
}

/* ---- Above, below, before and after -------------------------------------------------- */

/* Those above a unit on a day, itself first; only id and kind are filled in. */
static struct unit_list units_above(struct view *view, int64_t id, struct date on)
{
	static const struct column columns[] = {
		{ "id", COLUMN_int, offsetof(struct unit, id), NULL },
		{ "kind", COLUMN_text, offsetof(struct unit, kind), NULL },
	};
	static const struct shape shape = { .size = sizeof(struct unit), .count = 2,
		.columns = columns };

	return unit_list_of(view_list(view, &shape,
		SQL("SELECT my_unit.id, my_unit.kind"
		    " FROM my_unit_closure JOIN my_unit ON my_unit.id = my_unit_closure.above_id"
		    " WHERE my_unit_closure.below_id = $1 AND my_unit_closure.is_history = 0"
		    "   AND my_unit_closure.valid_from <= $2"
		    "   AND (my_unit_closure.valid_to = '' OR my_unit_closure.valid_to >= $2)"
		    " ORDER BY my_unit_closure.depth"), V(id, on)));
}

static int64_t board_among(const struct unit_list *units)
{
	for (size_t i = 0; i < units->count; i++) {
		const struct item *kind = item_find("unit_kinds", units->at[i].kind);

		if (kind && item_int(kind, "is_board"))
			return units->at[i].id;
	}
	return 0;
}

int64_t unit_board(struct view *view, int64_t id, struct date on)
{
	struct unit_list above = units_above(view, id, on);

	if (!above.count)
		above = units_above(view, id, date_today());
	return board_among(&above);
}

void unit_board_kinds_add(struct query *query)
{
	const struct catalogue *kinds = catalogue_get("unit_kinds");

	query_add(query, SQL("(''"), NONE);
	for (size_t i = 0; i < kinds->count; i++)
		if (item_int(&kinds->items[i], "is_board"))
			query_add(query, SQL(", $?"), V(kinds->items[i].code));
	query_add(query, SQL(")"), NONE);
}

int64_t unit_today(struct view *view, int64_t id)
{
	enum { LONGEST_HISTORY = 12 };

	for (int i = 0; i < LONGEST_HISTORY; i++) {
		int64_t next = view_int(view,
			SQL("SELECT to_id FROM my_unit_successor"
			    " WHERE from_id = $1 AND on_date <= today()"
			    " ORDER BY share DESC, to_id LIMIT 1"), V(id));

		if (!next)
			break;
		id = next;
	}
	return id;
}

struct unit_list unit_ancestors_in_time(struct view *view, int64_t id)
{
	return unit_list_of(view_list(view, &unit_record.shape,
		SQL("WITH RECURSIVE earlier (id) AS ("
		    " SELECT id FROM my_unit WHERE id = $1"
		    "  UNION"
		    " SELECT my_unit_successor.from_id FROM my_unit_successor"
		    " JOIN earlier ON my_unit_successor.to_id = earlier.id)"
		    " SELECT * FROM my_unit WHERE id IN (SELECT id FROM earlier)"
		    " ORDER BY valid_from DESC, id"), V(id)));
}

struct unit_list units_below(struct view *view, int64_t id, struct date on)
{
	return unit_list_of(view_list(view, &unit_record.shape,
		SQL("SELECT * FROM my_unit"
		    " WHERE id IN (SELECT unit_id FROM my_unit_parent WHERE parent_id = $1"
		    "   AND valid_from <= $2 AND (valid_to = '' OR valid_to >= $2))"
		    "   AND valid_from <= $2 AND (valid_to = '' OR valid_to >= $2)"
		    " ORDER BY name_sv COLLATE local, id"), V(id, on)));
}

struct unit_list units_valid(struct view *view, struct date on)
{
	return unit_list_of(view_list(view, &unit_record.shape,
		SQL("SELECT * FROM my_unit"
		    " WHERE valid_from <= $1 AND (valid_to = '' OR valid_to >= $1)"
		    " ORDER BY name_sv COLLATE local, id"), V(on)));
}

struct unit_parent_list parents_valid(struct view *view, struct date on)
{
	return unit_parent_list_of(view_list(view, &unit_parent_record.shape,
		SQL("SELECT * FROM my_unit_parent"
		    " WHERE valid_from <= $1 AND (valid_to = '' OR valid_to >= $1)"
		    " ORDER BY unit_id, id"), V(on)));
}

struct unit_parent_list unit_parents(struct view *view, int64_t id)
{
	return unit_parent_list_of(view_list(view, &unit_parent_record.shape,
		SQL("SELECT * FROM my_unit_parent WHERE unit_id = $1 ORDER BY valid_from DESC, id"),
		V(id)));
}

const struct unit_parent *unit_parent_on(struct view *view, int64_t id, struct date on)
{
	return view_get(view, &unit_parent_record.shape,
		SQL("SELECT * FROM my_unit_parent"
		    " WHERE unit_id = $1 AND valid_from <= $2 AND (valid_to = '' OR valid_to >= $2)"
		    " ORDER BY valid_from DESC, id LIMIT 1"), V(id, on));
}

struct unit_successor_list unit_followers(struct view *view, int64_t id)
{
	return unit_successor_list_of(view_list(view, &unit_successor_record.shape,
		SQL("SELECT * FROM my_unit_successor WHERE from_id = $1 ORDER BY on_date, id"), V(id)));
}

struct unit_successor_list unit_forerunners(struct view *view, int64_t id)
{
	return unit_successor_list_of(view_list(view, &unit_successor_record.shape,
		SQL("SELECT * FROM my_unit_successor WHERE to_id = $1 ORDER BY on_date, id"), V(id)));
}

/* ---- Changing the tree --------------------------------------------------------------- */

struct tree tree_read(struct view *view)
{
	return (struct tree){
		.units = unit_list_of(view_list(view, &unit_record.shape,
			SQL("SELECT * FROM my_unit ORDER BY id"), NONE)),
		.parents = unit_parent_list_of(view_list(view, &unit_parent_record.shape,
			SQL("SELECT * FROM my_unit_parent ORDER BY id"), NONE)),
		.successors = unit_successor_list_of(view_list(view, &unit_successor_record.shape,
			SQL("SELECT * FROM my_unit_successor ORDER BY id"), NONE)) };
}

void unit_closure_make(struct change *change)
{
	struct tree tree = tree_read(change_view(change));
	struct unit_closure_list rows = closure_of(change_arena(change), &tree);

	change_run(change, SQL("DELETE FROM unit_closure"), NONE);
	change_insert_many(change, &unit_closure_record.shape, rows.at, rows.count);
}

void unit_parent_end(struct change *change, int64_t unit, struct date last)
{
	change_run(change, SQL("DELETE FROM unit_parent WHERE unit_id = $1 AND valid_from > $2"),
		V(unit, last));
	change_run(change,
		SQL("UPDATE unit_parent SET valid_to = $1"
		    " WHERE unit_id = $2 AND (valid_to = '' OR valid_to > $1)"), V(last, unit));
}

void unit_parent_put(struct change *change, int64_t unit, int64_t parent, struct date from)
{
	struct unit_parent row = { .unit_id = unit, .parent_id = parent, .valid_from = from };

	unit_parent_end(change, unit, day_before(from));
	change_insert(change, &unit_parent_record.shape, &row);
}

/* ---- The list ------------------------------------------------------------------------ */

#define UNIT_ROW_FIELDS(F) \
	F(code,       text,  N_("Code"), ) \
	F(name,       text,  N_("Name"), ) \
	F(kind,       code,  N_("Kind"), .list = "unit_kinds") \
	F(parent,     text,  N_("Belongs to"), ) \
	F(headcount,  count, N_("Employees"), ) \
	F(area_code,  text,  N_("Geographic responsibility"), ) \
	F(tags,       text,  N_("Marks"), ) \
	F(valid_from, date,  N_("From"), ) \
	F(valid_to,   date,  N_("To"), )
struct unit_row { UNIT_ROW_FIELDS(AS_MEMBER) };
#define RECORD struct unit_row
static const struct field unit_row_fields[] = { UNIT_ROW_FIELDS(AS_FIELD) };
#undef RECORD

void units_query(struct query *query, struct arena *arena, struct date on)
{
	query_start(query, arena,
		SQL("SELECT my_unit.code, my_unit.kind, my_unit.headcount, my_unit.area_code,"
		    " my_unit.tags, my_unit.valid_from, my_unit.valid_to,"
		    " CASE WHEN $1 = 'en' AND my_unit.name_en <> ''"
		    "  THEN my_unit.name_en ELSE my_unit.name_sv END AS name,"
		    " COALESCE((SELECT CASE WHEN $1 = 'en' AND above.name_en <> ''"
		    "  THEN above.name_en ELSE above.name_sv END"
		    "  FROM my_unit_parent JOIN my_unit AS above ON above.id = my_unit_parent.parent_id"
		    "  WHERE my_unit_parent.unit_id = my_unit.id AND my_unit_parent.valid_from <= $2"
		    "   AND (my_unit_parent.valid_to = '' OR my_unit_parent.valid_to >= $2)"
		    "  ORDER BY my_unit_parent.valid_from DESC LIMIT 1), '') AS parent"
		    " FROM my_unit WHERE 1 = 1"), V(tongue_code(), on));
}

static const struct table_column units_columns[] = {
	{ .name = "name", .is_link = true,
	  .ascending = SQL(" ORDER BY my_unit.name_sv COLLATE local, my_unit.id"),
	  .descending = SQL(" ORDER BY my_unit.name_sv COLLATE local DESC, my_unit.id DESC") },
	{ .name = "code", .ascending = SQL(" ORDER BY my_unit.code"),
	  .descending = SQL(" ORDER BY my_unit.code DESC") },
	{ .name = "kind", .ascending = SQL(" ORDER BY my_unit.kind, my_unit.code"),
	  .descending = SQL(" ORDER BY my_unit.kind DESC, my_unit.code") },
	{ .name = "parent" },
	{ .name = "headcount", .ascending = SQL(" ORDER BY my_unit.headcount, my_unit.code"),
	  .descending = SQL(" ORDER BY my_unit.headcount DESC, my_unit.code") },
	{ .name = "valid_from", .ascending = SQL(" ORDER BY my_unit.valid_from, my_unit.code"),
	  .descending = SQL(" ORDER BY my_unit.valid_from DESC, my_unit.code") },
	{ .name = "valid_to" },
	{ .name = "area_code", .is_export_only = true }, { .name = "tags", .is_export_only = true },
	{ .name = NULL },
};

static const struct filter units_filters[] = {
	{ .name = "words", .label = N_("Words"), .kind = FIELD_text,
	  .condition = SQL(" AND fold(my_unit.name_sv || ' ' || my_unit.name_en || ' '"
		" || my_unit.code) LIKE '%' || fold($?) || '%'") },
	{ .name = "kind", .label = N_("Kind"), .kind = FIELD_code, .list = "unit_kinds",
	  .condition = SQL(" AND my_unit.kind = $?") },
	{ .name = "below", .label = N_("Belongs to"), .kind = FIELD_ref, .refers_to = "unit",
	  .condition = SQL(" AND my_unit.id IN (SELECT below_id FROM my_unit_closure"
		" WHERE above_id = $? AND is_history = 0)") },
	{ .name = "valid", .label = N_("Valid on"), .kind = FIELD_date,
	  .condition = SQL(" AND $? BETWEEN my_unit.valid_from AND"
		" CASE WHEN my_unit.valid_to = '' THEN '9999-12-31' ELSE my_unit.valid_to END") },
	{ .name = NULL },
};

const struct table units_table = {
	.name = "units", .label = N_("Units"),
	.fields = unit_row_fields, .field_count = COUNT(unit_row_fields),
	.shape = SHAPE_OF(NULL, unit_row, unit_row_fields),
	.columns = units_columns, .filters = units_filters,
	.row_path = "/units/%s", .row_key = "code",
	.order = SQL(" ORDER BY my_unit.name_sv COLLATE local, my_unit.id"),
	.export_need = MAY_units_read,
	.empty = N_("The committees, companies and workplaces of the city will stand here."),
};

/* ---- References ---------------------------------------------------------------------- */

/* A form offers the units that one reports events for; any unit can be named by its code. */
/* Units of several boards may have the same name: then the code stands beside it, so that
 * what a form shows is found again as the same unit. */
#define NAME_IN(name) \
	"CASE WHEN EXISTS (SELECT 1 FROM my_unit AS other WHERE other." name " = my_unit." name \
	"                  AND other.id <> my_unit.id)" \
	" THEN " name " || ' (' || code || ')' ELSE " name " END"
#define PLAIN_NAME(language) \
	"CASE WHEN " language " = 'en' AND name_en <> '' THEN " NAME_IN("name_en") \
	" ELSE " NAME_IN("name_sv") " END"

const struct reference units_references[] = {
	{ .name = "unit", .is_long = true,
	  .label = SQL("SELECT " PLAIN_NAME("$2") " FROM my_unit WHERE id = $1"),
	  .list = SQL("SELECT id AS key, " PLAIN_NAME("$1") " AS label, code AS hint FROM my_unit"
		" WHERE valid_from <= today() AND (valid_to = '' OR valid_to >= today())"
		"   AND id IN (SELECT unit_id FROM my_reach WHERE permission = 'events_report')"
		" ORDER BY name_sv COLLATE local, id LIMIT 500"),
	  .exact = SQL("SELECT id FROM my_unit WHERE code = $1"),
	  .find = SQL("SELECT id FROM my_unit"
		" WHERE code = $1 OR fold(name_sv) = fold($1) OR fold(name_en) = fold($1)"
		"    OR fold(name_sv || ' (' || code || ')') = fold($1)"
		"    OR fold(name_en || ' (' || code || ')') = fold($1)"
		" ORDER BY CASE WHEN code = $1 THEN 0 ELSE 1 END,"
		"  CASE WHEN valid_to = '' THEN 0 ELSE 1 END, id LIMIT 1") },
	{ .name = NULL },
};
