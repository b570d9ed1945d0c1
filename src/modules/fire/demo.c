/* SPDX-License-Identifier: EUPL-1.2 */
/* fire/demo.c - fire objects of the demo city, their rounds for a year or two, and what was found. */
#include "base/say.h"
#include "kit/demo.h"
#include "modules/fire/inside.h"
#include "modules/measures/measures.h"
#include "modules/people/people.h"
#include "modules/units/units.h"

enum { ARENA_BYTES = 64 << 20, MOST_ROUNDS = 64, LATE_SHARE = 150, DONE_SHARE = 930 };

struct city {
	struct change *change;
	struct view *view;
	const struct csv_table *objects, *deviations;
};

static struct date days_ago(int64_t days)
{
	return date_add_days(date_today(), -(int)days);
}

static int64_t unit_of(struct view *view, struct str code)
{
	const struct unit *unit = unit_of_code(view, code);

	return unit ? unit->id : 0;
}

/* ---- What was found ------------------------------------------------------------------------------ */

static void measure_make(const struct city *city, struct str title,
                         const struct fire_object *object, const struct fire_deviation *deviation)
{
	struct measure measure = { .unit_id = object->unit_id, .title = title,
		.type = S("prevent"), .source_kind = S("fire_deviation"), .source_id = deviation->id,
		.responsible_id = object->responsible_id, .due_on = date_add_days(date_today(), 45),
		.state = MEASURE_decided, .created_by = object->responsible_id,
		.created_at = instant_at(deviation->found_on, 15, 0, 0),
		.decided_by = object->responsible_id,
		.decided_at = instant_at(date_add_days(deviation->found_on, 1), 10, 0, 0) };

	if (date_compare(date_add_days(deviation->found_on, 1), date_today()) > 0)
		measure.decided_at = instant_now();
	measure_add_because(city->change, &measure, deviation->words);
}

static void deviation_make(const struct city *city, size_t row, const struct fire_object *object,
                           const struct fire_round *round, const struct fire_check *check)
{
	const struct csv_table *table = city->deviations;
	struct str closed = csv_cell(table, row, "closed_sv");
	struct fire_deviation deviation = { .object_id = object->id, .round_id = round->id,
		.about = check->words_sv, .about_en = check->words_en, .words = csv_cell(table, row, "words_sv"),
		.severity = check->severity, .found_on = round->on_day, .created_by = round->done_by,
		.created_at = round->done_at };

	if (closed.len) {
		deviation.state = DEVIATION_closed;
		deviation.closed_words = closed;
		deviation.closed_by = object->responsible_id;
		deviation.closed_on = date_add_days(round->on_day,
			(int)demo_int(table, row, "closed_after_days"));
		if (date_compare(deviation.closed_on, date_today()) > 0)
			deviation.closed_on = date_today();
	}
	fire_deviation_add(city->change, &deviation);
	if (csv_cell(table, row, "measure_sv").len)
		measure_make(city, csv_cell(table, row, "measure_sv"), object, &deviation);
}

/* The row of a check that failed in the nth round, counted from the latest; 0 none. */
static size_t failed(const struct city *city, struct str object, int64_t nth,
                     const struct fire_check *check)
{
	const struct csv_table *table = city->deviations;

	for (size_t row = 1; row < table->count; row++)
		if (str_equals(csv_cell(table, row, "object"), object)
		    && demo_int(table, row, "round") == nth
		    && str_equals(item_find("fire/checks", csv_cell(table, row, "check"))->name_sv,
		                  check->words_sv))
			return row;
	return 0;
}

/* ---- Rounds ---------------------------------------------------------------------------------------- */

static void round_make(const struct city *city, size_t row, const struct fire_object *object,
                       struct fire_round *round, int64_t nth)
{
	struct fire_check_list checks;
	struct str code = csv_cell(city->objects, row, "code");
	size_t rows[MOST_ROUNDS * 2] = { 0 };

	round->checklist_id = fire_checklist_now(city->change, object->kind);
	checks = fire_checks(city->view, round->checklist_id);
	for (size_t i = 0; i < checks.count && i < COUNT(rows); i++) {
		rows[i] = failed(city, code, nth, &checks.at[i]);
		round->found += rows[i] > 0;
	}
	change_insert(city->change, &fire_round_record.shape, round);
	for (size_t i = 0; i < checks.count && i < COUNT(rows); i++) {
		fire_answer_put(city->change, round->id, &(struct fire_line){
			.check_id = checks.at[i].id, .answer = rows[i] ? ANSWER_deviation : ANSWER_fine,
			.words = rows[i] ? csv_cell(city->deviations, rows[i], "words_sv") : S("") });
		if (rows[i])
			deviation_make(city, rows[i], object, round, &checks.at[i]);
	}
}

/* Those before the next one, but for what nobody walked. */
static void rounds_make(const struct city *city, size_t row, const struct fire_object *object)
{
	struct arena *arena = change_arena(city->change);
	struct fire_turn turn = { object->id, object->first_on, object->every_months };
	struct fire_days due = fire_due_days(arena, (struct fire_turn_list){ 1, &turn },
		(struct date){ 0 }, object->first_on, date_add_days(object->due_on, -1));
	struct str code = csv_cell(city->objects, row, "code");

	for (size_t i = 0; i < due.count; i++) {
		struct str day = date_iso(arena, due.at[i]);
		bool late = demo_drawn(arena, code, day, "late") < LATE_SHARE;
		struct fire_round round = { .object_id = object->id, .due_on = due.at[i],
			.state = ROUND_done, .begun_by = object->responsible_id,
			.done_by = object->responsible_id,
			.on_day = date_add_days(due.at[i], late ? 6 : -2) };

		if (date_compare(round.on_day, date_today()) > 0)
			round.on_day = due.at[i];
		if (i + 6 < due.count && demo_drawn(arena, code, day, "done") >= DONE_SHARE)
			continue;
		round.begun_at = instant_at(round.on_day, 9, 10, 0);
		round.done_at = instant_at(round.on_day, 9, 45, 0);
		round_make(city, row, object, &round, (int64_t)(due.count - i));
	}
}

/* The first round so many turns before the next that it is about so many days ago. */
static struct date first_round(const struct csv_table *table, size_t row, int64_t months)
{
	struct date due = date_add_days(date_today(), (int)demo_int(table, row, "due_in_days"));
	struct date first = due;

	while (date_days_between(first, date_today()) < demo_int(table, row, "first_days_ago"))
		first = date_add_months(first, -(int)months);
	return first;
}

static void object_make(const struct city *city, size_t row)
{
	const struct csv_table *table = city->objects;
	struct str code = csv_cell(table, row, "unit_code");
	const struct unit *unit = unit_of_code(city->view, code);
	struct fire_object object = { .name = csv_cell(table, row, "name_sv"),
		.kind = csv_cell(table, row, "kind"), .every_months = demo_int(table, row, "months"),
		.description = csv_cell(table, row, "description_sv"),
		.risk_inventory = csv_cell(table, row, "risks_sv"),
		.responsible_id = person_of_login(city->view, csv_cell(table, row, "responsible")) };
	struct fire_turn turn;

	if (!unit)
		return;
	object.unit_id = unit->id;
	object.place_id = unit->place_id;
	object.first_on = first_round(table, row, object.every_months);
	object.valid_from = object.first_on;
	object.created_by = object.responsible_id;
	fire_object_add(city->change, &object);
	turn = (struct fire_turn){ object.id, object.first_on, object.every_months };
	object.due_on = fire_due_after((struct fire_turn_list){ 1, &turn },
		date_add_days(date_today(), (int)demo_int(table, row, "due_in_days") - 16));
	change_update(city->change, &fire_object_record.shape, &object, object.version);
	rounds_make(city, row, &object);
}

/* ---- Laws and reviews ------------------------------------------------------------------------------- */

static void law_make(const struct city *city, const struct csv_table *table, size_t row)
{
	struct special_law law = { .unit_id = unit_of(city->view, csv_cell(table, row, "unit_code")),
		.law = csv_cell(table, row, "law"), .law_words = csv_cell(table, row, "law_words_sv"),
		.operation = csv_cell(table, row, "operation_sv"),
		.documented_in = csv_cell(table, row, "documented_in"),
		.reviewed_on = days_ago(demo_int(table, row, "reviewed_days_ago")),
		.responsible_id = person_of_login(city->view, csv_cell(table, row, "login")) };

	law.review_by = date_add_months(law.reviewed_on, (int)demo_int(table, row, "months"));
	law.created_by = law.responsible_id;
	if (law.unit_id)
		special_law_add(city->change, &law);
}

/* Counted as the person who decides it counts it, so after all else is committed. */
static void review_make(struct store *store, struct arena *arena, const struct csv_table *table,
                        size_t row)
{
	struct change *change = change_open(store, arena, (struct who){ .is_system = true });
	struct fire_review review = { .year = date_today().year - demo_int(table, row, "years_ago"),
		.unit_id = unit_of(change_view(change), csv_cell(table, row, "unit_code")), .edition = 1,
		.words = csv_cell(table, row, "words_sv"), .better = csv_cell(table, row, "better_sv"),
		.decided_by = person_of_login(change_view(change), csv_cell(table, row, "login")) };
	struct view *view;

	change_undo(change);
	view = view_open(store, arena, (struct who){ .person = review.decided_by });
	fire_review_count(view, &review);
	view_close(view);
	if (!review.unit_id || !review.objects)
		return;
	review.decided_at = instant_at((struct date){ (int16_t)(review.year + 1), 1, 20 }, 13, 0, 0);
	change = change_open(store, arena, (struct who){ .is_system = true });
	change_insert(change, &fire_review_record.shape, &review);
	if (change_commit(change) != COMMITTED)
		abandon("Could not fill the demo city.", "somebody else was writing");
}

void fire_demo(struct store *store, int scale)
{
	struct arena *arena = arena_open(ARENA_BYTES);
	struct change *change = change_open(store, arena, (struct who){ .is_system = true });
	const struct csv_table *laws = demo_rows(arena, "special_laws");
	const struct csv_table *reviews = demo_rows(arena, "fire_reviews");
	struct city city = { change, change_view(change), demo_rows(arena, "fire_objects"),
		demo_rows(arena, "fire_deviations") };

	(void)scale;
	for (size_t row = 1; row < city.objects->count; row++)
		object_make(&city, row);
	for (size_t row = 1; row < laws->count; row++)
		law_make(&city, laws, row);
	if (change_commit(change) != COMMITTED)
		abandon("Could not fill the demo city.", "somebody else was writing");
	for (size_t row = 1; row < reviews->count; row++)
		review_make(store, arena, reviews, row);
	arena_close(arena);
}
