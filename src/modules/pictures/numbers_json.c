/* SPDX-License-Identifier: EUPL-1.2 */
/* pictures/numbers_json.c - query and numbers of an extract, written down and read again. */
#include "base/crypto.h"
#include "base/say.h"
#include "kit/setting.h"
#include "modules/pictures/inside.h"

enum { LONGEST_NUMBERS = 4 << 20 };

struct str query_write(struct arena *arena, const struct picture_query *query)
{
	struct out out;
	struct json_out json;

	out_init(&out, arena, LONGEST_NUMBERS);
	json_begin(&json, &out);
	json_object_begin(&json, NULL);
	json_str(&json, "unit", query->unit_code);
	json_str(&json, "area", query->area_code);
	json_str(&json, "notice_area", query->notice_area);
	json_str(&json, "kind", query->kind);
	json_str(&json, "types", query->types);
	json_str(&json, "period", query->period);
	json_date(&json, "from", query->from);
	json_date(&json, "to", query->to);
	json_date(&json, "period_to", query->period_to);
	json_date(&json, "before_from", query->before_from);
	json_date(&json, "before_to", query->before_to);
	json_date(&json, "measures_to", query->measures_to);
	json_date(&json, "taken_on", query->taken_on);
	json_str(&json, "language", query->language);
	json_str(&json, "program", query->program);
	json_int(&json, "method", query->method);
	json_object_finish(&json);
	return out_str(&out);
}

static void table_write(struct json_out *json, const struct numbers_by *table)
{
	json_list_begin(json, table->by);
	for (size_t i = 0; i < table->count; i++) {
		const struct number_row *row = &table->rows[i];

		json_object_begin(json, NULL);
		json_str(json, "key", row->key);
		json_str(json, "label", row_label(json->out->arena, table->by, row));
		json_int(json, "now", row->now);
		json_int(json, "before", row->before);
		json_object_finish(json);
	}
	json_list_finish(json);
}

static void measures_write(struct json_out *json, const struct numbers *numbers)
{
	json_object_begin(json, "measures");
	json_int(json, "open", numbers->measures_open);
	json_int(json, "late", numbers->measures_late);
	json_int(json, "done", numbers->measures_done);
	json_int(json, "evaluated", numbers->measures_evaluated);
	json_int(json, "stopped", numbers->measures_stopped);
	json_list_begin(json, "list");
	for (size_t i = 0; i < numbers->measure_count; i++) {
		const struct number_measure *measure = &numbers->measures[i];

		json_object_begin(json, NULL);
		json_str(json, "number", measure->number);
		json_str(json, "title", measure->title);
		json_str(json, "state", measure->state);
		json_date(json, "due_on", measure->due_on);
		json_str(json, "effect", measure->effect);
		json_str(json, "effect_words", measure->effect_words);
		json_object_finish(json);
	}
	json_list_finish(json);
	json_object_finish(json);
}

static void notices_write(struct json_out *json, const struct numbers *numbers)
{
	json_object_begin(json, "notices");
	json_int(json, "now", numbers->notices);
	json_int(json, "before", numbers->notices_before);
	json_int(json, "unplaced", numbers->notices_unplaced);
	json_list_begin(json, "sources");
	for (size_t i = 0; i < numbers->source_count; i++) {
		json_object_begin(json, NULL);
		json_str(json, "source", numbers->sources[i].source);
		json_int(json, "now", numbers->sources[i].now);
		json_int(json, "before", numbers->sources[i].before);
		json_str(json, "caveat", numbers->sources[i].caveat);
		json_object_finish(json);
	}
	json_list_finish(json);
	for (size_t i = 0; i < NOTICES_COUNT; i++)
		if (numbers->notices_by[i].by)
			table_write(json, &numbers->notices_by[i]);
	json_object_finish(json);
}

static void months_write(struct json_out *json, const struct numbers *numbers)
{
	json_list_begin(json, "months_before");
	for (size_t i = 0; i < numbers->month_count; i++) {
		json_object_begin(json, NULL);
		json_str(json, "month", numbers->months[i].month);
		json_int(json, "events", numbers->months[i].events);
		json_int(json, "injured", numbers->months[i].injured);
		json_object_finish(json);
	}
	json_list_finish(json);
}

static void events_write(struct json_out *json, const struct numbers *numbers)
{
	json_object_begin(json, "events");
	json_int(json, "now", numbers->total);
	json_int(json, "before", numbers->before);
	json_int(json, "injured", numbers->injured);
	json_int(json, "injured_before", numbers->injured_before);
	json_instant(json, "changed_at", numbers->changed);
	json_int(json, "employees", numbers->employees);
	json_int(json, "workplaces", numbers->units);
	json_int(json, "silent_workplaces", numbers->silent_units);
	for (size_t i = 0; i < BY_COUNT; i++)
		table_write(json, &numbers->by[i]);
	json_int(json, "with_cause", numbers->with_cause);
	json_int(json, "with_cause_before", numbers->with_cause_before);
	if (numbers->causes.by)
		table_write(json, &numbers->causes);
	months_write(json, numbers);
	json_list_begin(json, "weekday_by_hour");
	for (size_t i = 0; i < COUNT(numbers->week); i++)
		json_int(json, NULL, numbers->week[i]);
	json_list_finish(json);
	json_object_finish(json);
}

struct str numbers_write(struct arena *arena, const struct numbers *numbers)
{
	struct out out;
	struct json_out json;

	out_init(&out, arena, LONGEST_NUMBERS);
	json_begin(&json, &out);
	json_object_begin(&json, NULL);
	events_write(&json, numbers);
	notices_write(&json, numbers);
	measures_write(&json, numbers);
	json_object_finish(&json);
	must(!out.is_full);
	return out_str(&out);
}

struct str numbers_digest(struct arena *arena, struct str query, struct str numbers)
{
	return digest_hex(arena, arena_print(arena, "%.*s\n%.*s", STR(query), STR(numbers)));
}

/* ---- Read again -------------------------------------------------------------------------- */

static struct str text_in(struct arena *arena, const json_t *object, const char *name)
{
	return arena_copy(arena, json_text(object, name));
}

static int64_t number_in(const json_t *object, const char *name)
{
	return json_integer_value(json_object_get(object, name));
}

static struct date date_in(const json_t *object, const char *name)
{
	struct date date = { 0 };

	date_read(json_text(object, name), &date);
	return date;
}

const struct picture_query *query_read(struct view *view, struct str text)
{
	struct arena *arena = view_arena(view);
	struct picture_query *query = arena_new(arena, struct picture_query);
	struct str problem = S("");
	json_t *json = text.len ? json_read(arena, text, &problem) : NULL;
	const struct unit *unit;

	if (!json)
		return NULL;
	*query = (struct picture_query){
		.unit_code = text_in(arena, json, "unit"), .area_code = text_in(arena, json, "area"),
		.notice_area = text_in(arena, json, "notice_area"),
		.kind = text_in(arena, json, "kind"), .types = text_in(arena, json, "types"),
		.period = text_in(arena, json, "period"), .from = date_in(json, "from"),
		.to = date_in(json, "to"), .period_to = date_in(json, "period_to"),
		.before_from = date_in(json, "before_from"), .before_to = date_in(json, "before_to"),
		.measures_to = date_in(json, "measures_to"), .taken_on = date_in(json, "taken_on"),
		.language = text_in(arena, json, "language"), .program = text_in(arena, json, "program"),
		.method = number_in(json, "method") };
	json_decref(json);
	if (!date_is_given(query->measures_to))         /* taken before method 2 */
		query->measures_to = date_add_days(query->period_to,
			(int)setting_int("picture_measure_days"));
	if (!date_is_given(query->taken_on))
		query->taken_on = date_today();
	unit = unit_of_code(view, query->unit_code);
	if (unit)
		query_unit(view, query, unit);
	return query;
}

static struct numbers_by table_read(struct arena *arena, const json_t *object, const char *by)
{
	const json_t *list = json_object_get(object, by);
	size_t count = json_array_size(list);
	struct numbers_by table = { .by = by, .rows = arena_array(arena, struct number_row, count) };

	for (size_t i = 0; i < count; i++) {
		const json_t *row = json_array_get(list, i);
		struct number_row *to = &table.rows[table.count++];

		*to = (struct number_row){ .key = text_in(arena, row, "key"),
			.label = text_in(arena, row, "label"), .now = number_in(row, "now"),
			.before = number_in(row, "before") };
		str_to_int(to->key, &to->id);
	}
	return table;
}

static void sources_read(struct arena *arena, const json_t *list, struct numbers *numbers)
{
	numbers->source_count = json_array_size(list);
	numbers->sources = arena_array(arena, struct number_source, numbers->source_count);
	for (size_t i = 0; i < numbers->source_count; i++) {
		const json_t *row = json_array_get(list, i);

		numbers->sources[i] = (struct number_source){
			.source = text_in(arena, row, "source"), .caveat = text_in(arena, row, "caveat"),
			.now = number_in(row, "now"), .before = number_in(row, "before") };
	}
}

static void measures_read(struct arena *arena, const json_t *object, struct numbers *numbers)
{
	const json_t *list = json_object_get(object, "list");

	numbers->measures_open = number_in(object, "open");
	numbers->measures_late = number_in(object, "late");
	numbers->measures_done = number_in(object, "done");
	numbers->measures_evaluated = number_in(object, "evaluated");
	numbers->measures_stopped = number_in(object, "stopped");
	numbers->measure_count = json_array_size(list);
	numbers->measures = arena_array(arena, struct number_measure, numbers->measure_count);
	for (size_t i = 0; i < numbers->measure_count; i++) {
		const json_t *row = json_array_get(list, i);

		numbers->measures[i] = (struct number_measure){
			.number = text_in(arena, row, "number"), .title = text_in(arena, row, "title"),
			.state = text_in(arena, row, "state"), .effect = text_in(arena, row, "effect"),
			.effect_words = text_in(arena, row, "effect_words"),
			.due_on = date_in(row, "due_on") };
	}
}

static void months_read(struct arena *arena, const json_t *list, struct numbers *numbers)
{
	numbers->month_count = json_array_size(list);
	numbers->months = arena_array(arena, struct number_month, numbers->month_count + 1);
	for (size_t i = 0; i < numbers->month_count; i++) {
		const json_t *row = json_array_get(list, i);

		numbers->months[i] = (struct number_month){ .month = text_in(arena, row, "month"),
			.events = number_in(row, "events"), .injured = number_in(row, "injured") };
	}
}

static void events_read(struct arena *arena, const json_t *events, struct numbers *numbers)
{
	const json_t *week = json_object_get(events, "weekday_by_hour");

	numbers->total = number_in(events, "now");
	numbers->before = number_in(events, "before");
	numbers->injured = number_in(events, "injured");
	numbers->injured_before = number_in(events, "injured_before");
	instant_read(json_text(events, "changed_at"), &numbers->changed);
	numbers->employees = number_in(events, "employees");
	numbers->units = number_in(events, "workplaces");
	numbers->silent_units = number_in(events, "silent_workplaces");
	numbers->with_cause = number_in(events, "with_cause");
	numbers->with_cause_before = number_in(events, "with_cause_before");
	numbers->causes = table_read(arena, events, "cause");
	months_read(arena, json_object_get(events, "months_before"), numbers);
	for (size_t i = 0; i < BY_COUNT; i++)
		numbers->by[i] = table_read(arena, events, number_tables[i]);
	for (size_t i = 0; i < COUNT(numbers->week); i++)
		numbers->week[i] = json_integer_value(json_array_get(week, i));
}

const struct numbers *numbers_read(struct arena *arena, struct str text)
{
	struct numbers *numbers = arena_new(arena, struct numbers);
	struct str problem = S("");
	json_t *json = text.len ? json_read(arena, text, &problem) : NULL;
	const json_t *notices;

	if (!json)
		return NULL;
	events_read(arena, json_object_get(json, "events"), numbers);
	notices = json_object_get(json, "notices");
	numbers->notices = number_in(notices, "now");
	numbers->notices_before = number_in(notices, "before");
	numbers->notices_unplaced = number_in(notices, "unplaced");
	sources_read(arena, json_object_get(notices, "sources"), numbers);
	for (size_t i = 0; i < NOTICES_COUNT; i++)
		numbers->notices_by[i] = table_read(arena, notices, notice_tables[i]);
	measures_read(arena, json_object_get(json, "measures"), numbers);
	json_decref(json);
	return numbers;
}
