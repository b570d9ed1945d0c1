/* SPDX-License-Identifier: EUPL-1.2 */
/* fire/queries.c - fire objects, how often they are walked, rounds and checklists. */
#include "base/tongue.h"
#include "modules/fire/inside.h"

/* ---- For which units ------------------------------------------------------------------------ */

static bool may(struct view *view, const char *permission, int64_t unit_id)
{
	return view_int(view, SQL("SELECT 1 FROM my_fire_unit"
		" WHERE permission = $1 AND unit_id = $2 LIMIT 1"), V(permission, unit_id)) != 0;
}

bool fire_may_write(struct view *view, int64_t unit_id)
{
	return may(view, "fire_write", unit_id);
}

bool fire_may_walk(struct view *view, int64_t unit_id)
{
	return may(view, "fire_walk", unit_id);
}

bool fire_reads_below(struct view *view, int64_t unit_id)
{
	return view_int(view, SQL("SELECT 1 FROM my_unit_below WHERE above_id = $1"
		" AND below_id NOT IN (SELECT unit_id FROM my_fire_unit WHERE permission = 'fire_read')"
		" LIMIT 1"), V(unit_id)) == 0;
}

/* ---- Objects --------------------------------------------------------------------------------- */

const struct fire_object *fire_object_of_number(struct view *view, struct str number)
{
	return view_get(view, &fire_object_record.shape,
		SQL("SELECT * FROM my_fire_object WHERE number = $1"), V(number));
}

const struct fire_object *fire_object_of_id(struct view *view, int64_t id)
{
	return view_get(view, &fire_object_record.shape,
		SQL("SELECT * FROM my_fire_object WHERE id = $1"), V(id));
}

static int64_t series_next(struct change *change, struct str name)
{
	return change_run_id(change,
		SQL("INSERT INTO fire_series (name, last) VALUES ($1, 1)"
		    " ON CONFLICT (name) DO UPDATE SET last = fire_series.last + 1"
		    " RETURNING last"), V(name));
}

void fire_turn_put(struct change *change, int64_t object_id, struct date from, int64_t months)
{
	change_run(change,
		SQL("INSERT INTO fire_turn (object_id, from_on, every_months) VALUES ($1, $2, $3)"
		    " ON CONFLICT (object_id, from_on) DO UPDATE SET every_months = excluded.every_months"),
		V(object_id, from, months));
}

int64_t fire_object_add(struct change *change, struct fire_object *object)
{
	object->number = arena_print(change_arena(change), "BO-%04lld",
		(long long)series_next(change, S("object")));
	if (!object->created_by)
		object->created_by = change_me(change);
	if (!date_is_given(object->valid_from))
		object->valid_from = date_today();
	object->due_on = object->first_on;
	change_insert(change, &fire_object_record.shape, object);
	fire_turn_put(change, object->id, object->first_on, object->every_months);
	return object->id;
}

static const struct column turn_columns[] = {
	{ "object_id", COLUMN_int, offsetof(struct fire_turn, object_id), NULL, false },
	{ "from_on", COLUMN_date, offsetof(struct fire_turn, from), NULL, false },
	{ "every_months", COLUMN_int, offsetof(struct fire_turn, months), NULL, false },
};
const struct shape fire_turn_shape = { .size = sizeof(struct fire_turn),
	.count = COUNT(turn_columns), .columns = turn_columns };

static const struct column done_columns[] = {
	{ "object_id", COLUMN_int, offsetof(struct fire_round, object_id), NULL, false },
	{ "due_on", COLUMN_date, offsetof(struct fire_round, due_on), NULL, false },
	{ "on_day", COLUMN_date, offsetof(struct fire_round, on_day), NULL, false },
};
const struct shape fire_done_shape = { .size = sizeof(struct fire_round),
	.count = COUNT(done_columns), .columns = done_columns };

struct fire_turn_list fire_turns(struct view *view, int64_t object_id)
{
	return fire_turn_list_of(view_list(view, &fire_turn_shape,
		SQL("SELECT object_id, from_on, every_months FROM my_fire_turn"
		    " WHERE object_id = $1 ORDER BY from_on"), V(object_id)));
}

/* ---- Rounds ---------------------------------------------------------------------------------- */

struct fire_round_list fire_rounds(struct view *view, int64_t object_id)
{
	return fire_round_list_of(view_list(view, &fire_round_record.shape,
		SQL("SELECT * FROM my_fire_round WHERE object_id = $1"
		    " ORDER BY CASE WHEN state = 'open' THEN 0 ELSE 1 END, on_day DESC, id DESC"
		    " LIMIT 60"), V(object_id)));
}

const struct fire_round *fire_round_of_key(struct view *view, struct str public_id)
{
	return view_get(view, &fire_round_record.shape,
		SQL("SELECT * FROM my_fire_round WHERE public_id = $1"), V(public_id));
}

const struct fire_round *fire_round_open(struct view *view, int64_t object_id)
{
	return view_get(view, &fire_round_record.shape,
		SQL("SELECT * FROM my_fire_round WHERE object_id = $1 AND state = 'open'"), V(object_id));
}

bool fire_round_is_taken(struct view *view, int64_t object_id, struct date due_on)
{
	return view_int(view, SQL("SELECT count(*) FROM my_fire_round"
		" WHERE object_id = $1 AND due_on = $2"), V(object_id, due_on)) > 0;
}

struct fire_line_list fire_lines(struct view *view, const struct fire_round *round)
{
	return fire_line_list_of(view_list(view, &fire_line_record.shape,
		SQL("SELECT item.id AS check_id, item.nth, item.severity,"
		    " CASE WHEN $1 = 'en' AND item.part_en <> '' THEN item.part_en ELSE item.part_sv END AS part,"
		    " CASE WHEN $1 = 'en' AND item.words_en <> '' THEN item.words_en ELSE item.words_sv END"
		    "  AS about, item.words_sv AS about_sv, item.words_en AS about_en,"
		    " COALESCE(given.answer, '') AS answer, COALESCE(given.words, '') AS words"
		    " FROM my_fire_check AS item"
		    " LEFT JOIN my_fire_answer AS given ON given.check_id = item.id AND given.round_id = $2"
		    " WHERE item.checklist_id = $3 ORDER BY item.nth"),
		V(tongue_code(), round->id, round->checklist_id)));
}

void fire_answer_put(struct change *change, int64_t round_id, const struct fire_line *line)
{
	change_run(change,
		SQL("INSERT INTO fire_answer (round_id, check_id, answer, words) VALUES ($1, $2, $3, $4)"
		    " ON CONFLICT (round_id, check_id)"
		    " DO UPDATE SET answer = excluded.answer, words = excluded.words"),
		V(round_id, line->check_id, fire_answers[line->answer].name, line->words));
}

void fire_round_touch(struct change *change, int64_t id)
{
	change_run(change, SQL("UPDATE fire_round SET version = version + 1 WHERE id = $1"), V(id));
}

/* ---- Checklists ------------------------------------------------------------------------------- */

struct fire_checklist_list fire_checklists(struct view *view, struct str kind)
{
	return fire_checklist_list_of(view_list(view, &fire_checklist_record.shape,
		SQL("SELECT * FROM my_fire_checklist WHERE kind = $1 ORDER BY edition DESC LIMIT 100"),
		V(kind)));
}

const struct fire_checklist *fire_checklist_of_id(struct view *view, int64_t id)
{
	return view_get(view, &fire_checklist_record.shape,
		SQL("SELECT * FROM my_fire_checklist WHERE id = $1"), V(id));
}

struct fire_check_list fire_checks(struct view *view, int64_t checklist_id)
{
	if (!view_me(view))     /* the demo */
		return fire_check_list_of(view_list(view, &fire_check_record.shape,
			SQL("SELECT * FROM fire_check WHERE checklist_id = $1 ORDER BY nth"),
			V(checklist_id)));
	return fire_check_list_of(view_list(view, &fire_check_record.shape,
		SQL("SELECT * FROM my_fire_check WHERE checklist_id = $1 ORDER BY nth"), V(checklist_id)));
}

/* The newest edition of a kind; the demo is nobody and reads the table
 * itself. */
static const struct fire_checklist *newest(struct view *view, struct str kind)
{
	if (!view_me(view))
		return view_get(view, &fire_checklist_record.shape,
			SQL("SELECT * FROM fire_checklist WHERE kind = $1 ORDER BY edition DESC LIMIT 1"),
			V(kind));
	return view_get(view, &fire_checklist_record.shape,
		SQL("SELECT * FROM my_fire_checklist WHERE kind = $1 ORDER BY edition DESC LIMIT 1"),
		V(kind));
}

int64_t fire_checklist_add(struct change *change, struct fire_checklist *checklist,
                           struct fire_check_list checks)
{
	const struct fire_checklist *before = newest(change_view(change), checklist->kind);

	checklist->edition = before ? before->edition + 1 : 1;
	if (!checklist->created_by)
		checklist->created_by = change_me(change);
	change_insert(change, &fire_checklist_record.shape, checklist);
	for (size_t i = 0; i < checks.count; i++) {
		checks.at[i].checklist_id = checklist->id;
		checks.at[i].id = 0;
	}
	change_insert_many(change, &fire_check_record.shape, checks.at, checks.count);
	return checklist->id;
}

int64_t fire_checklist_now(struct change *change, struct str kind)
{
	struct fire_checklist first = { .kind = kind };
	const struct fire_checklist *now = newest(change_view(change), kind);

	if (now)
		return now->id;
	return fire_checklist_add(change, &first, fire_checks_standard(change_arena(change), kind));
}

/* ---- Deviations ---------------------------------------------------------------------------------- */

const struct fire_deviation *fire_deviation_of_number(struct view *view, struct str number)
{
	return view_get(view, &fire_deviation_record.shape,
		SQL("SELECT * FROM my_fire_deviation WHERE number = $1"), V(number));
}

const struct fire_deviation *fire_deviation_same(struct view *view, int64_t object_id,
                                                 struct str about)
{
	return view_get(view, &fire_deviation_record.shape,
		SQL("SELECT * FROM my_fire_deviation"
		    " WHERE object_id = $1 AND state = 'open' AND about = $2 AND about <> ''"
		    " ORDER BY id LIMIT 1"), V(object_id, about));
}

int64_t fire_deviation_add(struct change *change, struct fire_deviation *deviation)
{
	int year = deviation->found_on.year;
	int64_t days = item_int(item_find("fire/severities", deviation->severity), "days");
	struct arena *arena = change_arena(change);

	deviation->number = arena_print(arena, "BA-%04d-%03lld", year,
		(long long)series_next(change, arena_print(arena, "%04d", year)));
	if (!date_is_given(deviation->due_on))
		deviation->due_on = date_add_days(deviation->found_on, (int)days);
	if (!date_is_given(deviation->seen_on))
		deviation->seen_on = deviation->found_on;
	if (!deviation->seen)
		deviation->seen = 1;
	if (!deviation->state)
		deviation->state = DEVIATION_open;
	if (!deviation->created_by)
		deviation->created_by = change_me(change);
	return change_insert(change, &fire_deviation_record.shape, deviation);
}

struct fire_deviation_list fire_deviations_of(struct view *view, int64_t object_id)
{
	return fire_deviation_list_of(view_list(view, &fire_deviation_record.shape,
		SQL("SELECT * FROM my_fire_deviation WHERE object_id = $1"
		    " ORDER BY CASE WHEN state = 'open' THEN 0 ELSE 1 END, due_on, id LIMIT 200"),
		V(object_id)));
}

int64_t fire_deviations_open(struct view *view, int64_t object_id)
{
	return view_int(view, SQL("SELECT count(*) FROM my_fire_deviation"
		" WHERE object_id = $1 AND state = 'open'"), V(object_id));
}
