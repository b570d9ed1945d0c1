/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * events/lists.c - the coordinator's list, many events at once, and the table of counts.
 */
#include "base/json.h"
#include "kit/grid.h"
#include "modules/events/lists.h"
#include "modules/events/undo.h"
#include "modules/events/lists.html.h"
#include "modules/units/units.h"
#include "store/search.h"

#include <stdlib.h>

/* ---- Words -------------------------------------------------------------------------- */

const char *event_state_class(int state)
{
	static const char *const classes[] = {
		[STATE_none] = "", [STATE_reported] = "", [STATE_received] = "doing",
		[STATE_investigated] = "doing", [STATE_decided] = "doing",
		[STATE_closed] = "closed", [STATE_merged] = "closed", [STATE_rejected] = "closed",
	};

	return state >= 0 && (size_t)state < COUNT(classes) ? classes[state] : "";
}

struct str event_when_words(struct arena *arena, struct instant at)
{
	struct str input = instant_input(arena, at);

	return arena_print(arena, "%.*s %.*s", STR(str_part(input, 0, 10)),
		STR(str_part(input, 11, 5)));
}

struct str event_age_words(struct arena *arena, struct instant since)
{
	int64_t seconds = instant_now().seconds - since.seconds;
	int64_t days = seconds / DAY, hours = seconds / HOUR;

	if (days >= 1)
		return arena_print(arena, plural(days, "%lld day", "%lld days"), (long long)days);
	if (hours >= 1)
		return arena_print(arena, plural(hours, "%lld hour", "%lld hours"), (long long)hours);
	return str_of(_("less than an hour"));
}

/* ---- The list ----------------------------------------------------------------------- */

static void list_actions(struct out *out, struct request *request, struct view *view)
{
	(void)view;
	lists_actions(out, request_may(request, MAY_events_report));
}

static bool wants_file(struct request *request)
{
	struct str format = request_query(request, "format");

	return format.len && !str_is(format, "html");
}

struct reply events_list(struct request *request, struct view *view)
{
	struct table_page page = { .title = _("Events"), .actions = list_actions };
	struct list_plan plan = list_plan_of(request, view);
	struct str q = str_trim(request_query(request, "q"));
	struct query query, counted;
	struct table table;

	if (wants_file(request)) {
		events_query(request, view, &plan, LIST_ROWS, &query);
		return table_reply(request, view, &events_table, &query, &page);
	}
	table = events_page_table(request, &plan, q.len && search_query(view, q).len);
	events_query(request, view, &plan, events_page_how(request, &plan), &query);
	events_query(request, view, &plan, LIST_COUNT, &counted);
	page.counted = &counted;
	page.is_uncounted = plan.is_uncounted;
	return table_reply(request, view, &table, &query, &page);
}

/* ---- Many at once ------------------------------------------------------------------- */

const struct choice bulk_kinds[] = {
	{ "", "" },
	{ "receive", N_("Receive the events") },
	{ "handler", N_("Give the events a handler") },
	{ "forward", N_("Forward the events to another unit") },
	{ "retype", N_("Change the type of the events") },
	{ NULL, NULL },
};

/* The rows that the list's form means: chosen ones, or all that its filter finds. */
static void chosen_numbers(struct request *request, struct out *numbers, struct bulk_view *bulk)
{
	for (size_t i = 0; i < request->field_count; i++) {
		if (!str_is(request->fields[i].name, "chosen"))
			continue;
		out_raw(numbers, request->fields[i].value);
		out_char(numbers, ' ');
		bulk->count++;
	}
}

static void every_number(struct request *request, struct view *view, struct out *numbers,
                         struct bulk_view *bulk)
{
	struct request asked = *request;
	struct str filter = request_field(request, "filter");
	struct event_row_list rows;

	filter = str_part(filter, filter.len && filter.at[0] == '?', filter.len);
	asked.query_count = 0;
	if (!request_pairs(request->arena, filter, &asked.query, &asked.query_count))
		return;
	rows = events_found(&asked, view, BULK_MOST + 1);
	bulk->left_out = rows.count > BULK_MOST;
	bulk->count = rows.count - bulk->left_out;
	for (size_t i = 0; i < bulk->count; i++) {
		out_raw(numbers, rows.at[i].number);
		out_char(numbers, ' ');
	}
}

static struct str first_number(struct str *numbers)
{
	struct str number;

	*numbers = str_trim(*numbers);
	number = str_cut(numbers, ' ');
	return number;
}

enum { BULK_SHOWN = 20 };

/* The first of them, by name, so that one sees what one is about to do. */
static struct event_row_list first_rows(struct view *view, struct str numbers)
{
	struct event_row_list rows = {
		.at = arena_array(view_arena(view), struct event_row, BULK_SHOWN) };

	while (numbers.len && rows.count < BULK_SHOWN) {
		const struct event *event = event_of_number(view, first_number(&numbers));

		if (!event)
			continue;
		rows.at[rows.count++] = (struct event_row){ .number = event->number,
			.title = event->title, .unit_name = unit_name(view, event->unit_id) };
	}
	return rows;
}

static struct reply bulk_show(struct request *request, struct view *view, struct bulk_view *bulk)
{
	int kind = choice_of(bulk_kinds, bulk->kind);
	struct out *out;

	if (kind <= 0)
		return reply_not_found(request);
	bulk->rows = first_rows(view, bulk->numbers);
	out = page_begin(request, view, _(bulk_kinds[kind].label));
	bulk_page(out, request, view, bulk, _(bulk_kinds[kind].label));
	return page_end(request, bulk->problem ? 422 : 200);
}

struct reply events_bulk_ask(struct request *request, struct view *view)
{
	struct bulk_view bulk = { .kind = request_field(request, "do") };
	struct out numbers;

	out_init(&numbers, request->arena, 64 * 1024);
	if (table_is_every(request))
		every_number(request, view, &numbers, &bulk);
	else
		chosen_numbers(request, &numbers, &bulk);
	bulk.numbers = str_trim(out_str(&numbers));
	return bulk_show(request, view, &bulk);
}

static int64_t field_int_of(struct request *request, const char *name)
{
	int64_t number = 0;

	str_to_int(request_field(request, name), &number);
	return number;
}

static const char *bulk_problem(const struct act_ask *ask)
{
	if (str_is(ask->kind, "handler") && !ask->handler_id)
		return _("Choose who shall handle the events.");
	if (str_is(ask->kind, "forward") && !ask->unit_id)
		return _("Choose the unit that takes over.");
	if (str_is(ask->kind, "forward") && !str_trim(ask->reason).len)
		return _("Write why. One sentence is enough.");
	if (str_is(ask->kind, "retype") && !item_find("event/types", ask->type))
		return _("Choose the type of the events.");
	return NULL;
}

struct bulk_result { int64_t done, left; const char *why; struct out names; };

static void bulk_one(struct change *change, const struct act_ask *ask, struct str number,
                     struct bulk_result *result)
{
	const struct event *event = event_of_number(change_view(change), number);
	const char *why = _("it is not there, or not yours");

	if (event && act_do(change, event, ask, event->version, &why)) {
		result->done++;
		return;
	}
	if (result->left++ < 5)
		out_print(&result->names, "%s%.*s (%s)", result->names.len ? ", " : "",
			STR(number), why);
}

static struct reply bulk_done(struct request *request, const struct act_ask *ask,
                              const struct bulk_result *result)
{
	struct str done = arena_print(request->arena, plural(result->done,
		"%lld event was changed.", "%lld events were changed."), (long long)result->done);

	if (result->left)
		done = arena_print(request->arena, "%.*s %.*s", STR(done),
			STR(arena_print(request->arena, plural(result->left,
				"%lld was left as it was: %.*s.", "%lld were left as they were: %.*s."),
				(long long)result->left, STR(out_str(&result->names)))));
	request_message(request, str_z(request->arena, done));
	event_undo_offer(ask->undo, request);
	return reply_done(request, 200, NULL, NULL, "/events");
}

struct reply events_bulk_act(struct request *request, struct change *change)
{
	struct act_ask ask = {
		.kind = request_field(request, "do"), .reason = request_field(request, "reason"),
		.type = request_field(request, "type"),
		.unit_id = field_int_of(request, "unit_id"),
		.handler_id = field_int_of(request, "handler_id"),
	};
	struct str numbers = request_field(request, "numbers");
	struct bulk_result result = { 0 };

	if (choice_of(bulk_kinds, ask.kind) <= 0)
		return reply_not_found(request);
	if (bulk_problem(&ask)) {
		struct bulk_view bulk = { .kind = ask.kind, .numbers = numbers, .ask = ask,
			.problem = bulk_problem(&ask) };

		for (struct str rest = numbers; rest.len; first_number(&rest))
			bulk.count++;
		return bulk_show(request, change_view(change), &bulk);
	}
	ask.undo = event_undo_begin(change);
	out_init(&result.names, request->arena, 8192);
	for (int room = BULK_MOST; numbers.len && room > 0; room--)
		bulk_one(change, &ask, first_number(&numbers), &result);
	return bulk_done(request, &ask, &result);
}

/* ---- The table of counts ------------------------------------------------------------ */

static const struct choice cube_dims[] = {
	{ "board", N_("Committees and companies") },
	{ "branch", N_("Branches of types") },
	{ "type", N_("Types") },
	{ "month", N_("Months") },
	{ "severity", N_("Severity") },
	{ NULL, NULL },
};

static struct str dim_asked(struct request *request, const char *name, struct str standard)
{
	struct str dim = request_query(request, name);

	return dim.len && choice_of(cube_dims, dim) >= 0 ? dim : standard;
}

static struct date month_asked(struct request *request, const char *name, struct date standard)
{
	struct date date;
	struct str text = request_query(request, name);

	if (date_read(arena_print(request->arena, "%.*s-01", STR(text)), &date)
	    || date_read(text, &date))
		return date_month_start(date);
	return standard;
}

static struct cube_ask cube_asked(struct request *request)
{
	struct date month = date_month_start(date_today());
	struct cube_ask ask = {
		.rows = dim_asked(request, "rows", S("board")),
		.columns = dim_asked(request, "columns", S("month")),
		.type = request_query(request, "type"),
		.from = month_asked(request, "from", date_add_months(month, -11)),
		.to = month_asked(request, "to", month),
	};

	if (!item_find("event/types", ask.type))
		ask.type = S("");
	str_to_int(request_query(request, "severity"), &ask.severity_from);
	str_to_int(request_query(request, "board"), &ask.board_id);
	ask.to = date_add_days(date_add_months(ask.to, 1), -1);
	return ask;
}

/* The row's and the column's keys narrow what the whole table asks. */
static void narrow(struct event_ask *ask, const char **by, struct str *key, struct str dim,
                   struct str value)
{
	struct date month;

	if (!value.len && !str_is(dim, "type") && !str_is(dim, "branch"))
		return;
	if (str_is(dim, "board")) {
		str_to_int(value, &ask->unit_id);
		ask->is_board = true;
	} else if (str_is(dim, "severity")) {
		*by = "severity";
		*key = value;
	} else if (str_is(dim, "month")) {
		struct str day = { value.at, value.len };
		char text[16];

		snprintf(text, sizeof(text), "%.*s-01", STR(day));
		if (!date_read(str_of(text), &month))
			return;
		ask->from = month;
		ask->to = date_add_days(date_add_months(month, 1), -1);
	} else if (value.len) {
		ask->types = value;
	}
}

struct str cube_link(struct arena *arena, const struct cube_ask *cube, struct str row,
                     struct str column)
{
	struct event_ask ask = {
		.unit_id = cube->board_id, .is_board = cube->board_id != 0, .types = cube->type,
		.severity_from = cube->severity_from, .from = cube->from, .to = cube->to,
	};
	const char *by = "";
	struct str key = S("");

	narrow(&ask, &by, &key, cube->rows, row);
	narrow(&ask, &by, &key, cube->columns, column);
	return events_link(arena, &ask, by, key);
}

static struct str dim_label(struct view *view, struct str dim, struct str key)
{
	struct date month;
	int64_t id = 0;

	if (str_is(dim, "board")) {
		str_to_int(key, &id);
		return id ? unit_name(view, id) : str_of(_("No committee or company"));
	}
	if (str_is(dim, "month")
	    && date_read(arena_print(view_arena(view), "%.*s-01", STR(key)), &month))
		return tongue_month(view_arena(view), month);
	if (str_is(dim, "severity"))
		return code_name("event/severities", key);
	return key.len ? code_name("event/types", key) : str_of(_("Not typed yet"));
}

static int by_text(const void *left, const void *right)
{
	return str_compare_swedish(*(const struct str *)left, *(const struct str *)right);
}

/* The different keys, sorted; months, types and numbers sort well as text. */
static struct str *keys_of(struct arena *arena, const struct cube_cell_list *cells, bool of_rows,
                           size_t *count)
{
	struct str *keys = arena_array(arena, struct str, cells->count);
	size_t kept = 0;

	for (size_t i = 0; i < cells->count; i++)
		keys[i] = of_rows ? cells->at[i].row : cells->at[i].column;
	if (cells->count)
		qsort(keys, cells->count, sizeof(*keys), by_text);
	for (size_t i = 0; i < cells->count; i++)
		if (!kept || !str_equals(keys[kept - 1], keys[i]))
			keys[kept++] = keys[i];
	*count = kept;
	return keys;
}

static size_t key_place(const struct str *keys, size_t count, struct str key)
{
	const struct str *at = bsearch(&key, keys, count, sizeof(*keys), by_text);

	return at ? (size_t)(at - keys) : 0;
}

static struct str *labels_of(struct view *view, struct str dim, const struct str *keys, size_t count)
{
	struct str *labels = arena_array(view_arena(view), struct str, count);

	for (size_t i = 0; i < count; i++)
		labels[i] = dim_label(view, dim, keys[i]);
	return labels;
}

static struct cube_view cube_made(struct view *view, const struct cube_ask *ask)
{
	struct arena *arena = view_arena(view);
	struct cube_cell_list cells = cube_cells(view, ask);
	struct cube_view cube = { .ask = *ask };

	cube.rows = keys_of(arena, &cells, true, &cube.row_count);
	cube.columns = keys_of(arena, &cells, false, &cube.column_count);
	cube.row_labels = labels_of(view, ask->rows, cube.rows, cube.row_count);
	cube.column_labels = labels_of(view, ask->columns, cube.columns, cube.column_count);
	cube.numbers = arena_array(arena, int64_t, cube.row_count * cube.column_count);
	cube.row_sums = arena_array(arena, int64_t, cube.row_count);
	cube.column_sums = arena_array(arena, int64_t, cube.column_count);
	for (size_t i = 0; i < cells.count; i++) {
		size_t r = key_place(cube.rows, cube.row_count, cells.at[i].row);
		size_t c = key_place(cube.columns, cube.column_count, cells.at[i].column);

		cube.numbers[r * cube.column_count + c] += cells.at[i].events;
		cube.row_sums[r] += cells.at[i].events;
		cube.column_sums[c] += cells.at[i].events;
		cube.total += cells.at[i].events;
	}
	return cube;
}

/* Every line of the cube, for machines and spreadsheets. */
static struct grid cube_grid(struct view *view, const struct cube_ask *ask)
{
	static const char *const names[] = { N_("Committee or company"), N_("Branch of types"),
		N_("Type"), N_("Month"), N_("Severity"), N_("Events"), N_("Injured") };
	struct cube_line_list lines = cube_lines(view, ask);
	struct arena *arena = view_arena(view);
	struct grid grid = grid_make(arena, COUNT(names), lines.count, names);
	int64_t board = -1;
	struct str name = S("");

	for (size_t i = 0; i < lines.count; i++) {
		const struct cube_line *line = &lines.at[i];
		const struct item *item = item_find("event/types", line->type);
		struct value *cells = grid_row(&grid);

		if (line->board_id != board)
			name = dim_label(view, S("board"), arena_print(arena, "%lld",
				(long long)line->board_id));
		board = line->board_id;
		cells[0] = value_text(name);
		cells[1] = value_text(code_name("event/types",
			item && item->parent.len ? item->parent : line->type));
		cells[2] = value_text(code_name("event/types", line->type));
		cells[3] = value_text(line->month);
		cells[4] = value_int(line->severity);
		cells[5] = value_int(line->events);
		cells[6] = value_int(line->injured);
	}
	return grid;
}

static struct reply cube_file(struct request *request, struct view *view, const struct cube_ask *ask,
                              bool is_json)
{
	struct grid grid = cube_grid(view, ask);
	struct reply reply;
	struct out out;

	out_init(&out, request->arena, 64 << 20);
	if (is_json) {
		grid_json(&out, &grid);
		return reply_json(request, 200, &out);
	}
	grid_csv(&out, &grid);
	reply = reply_bytes(200, "text/csv; charset=utf-8", out_str(&out));
	reply_download(&reply, request->arena, str_of("events-table.csv"));
	return reply;
}

struct reply events_table_show(struct request *request, struct view *view)
{
	struct cube_ask ask = cube_asked(request);
	struct str format = request_query(request, "format");
	struct arena *arena = request->arena;
	struct cube_view cube;
	struct out *out;

	if (str_is(format, "csv") || str_is(format, "json") || request_wants_json(request))
		return cube_file(request, view, &ask, !str_is(format, "csv"));
	cube = cube_made(view, &ask);
	out = page_begin(request, view, _("Events in a table"));
	cube_form_begin(out, table_address(request, "format", S("csv")), &ask,
		str_part(date_iso(arena, ask.from), 0, 7), str_part(date_iso(arena, ask.to), 0, 7));
	cube_choice(out, "rows", _("Rows"), cube_dims, ask.rows);
	cube_choice(out, "columns", _("Columns"), cube_dims, ask.columns);
	cube_form_end(out);
	cube_table(out, &cube, _("Events in a table"));
	return page_end(request, 200);
}
