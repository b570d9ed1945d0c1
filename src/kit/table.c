/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * kit/table.c - what an address asks of a list: conditions, order, page; and the reply.
 *
 * Only conditions that are asked for reach the statement, so that the planner can choose an
 * index for exactly them.  Counting stops at most_counted(): a list is read from the top.
 */
#include "kit/table_inside.h"

#include "base/json.h"
#include "base/say.h"
#include "kit/catalogue.h"
#include "kit/reference.h"
#include "store/search.h"

#include <string.h>

enum { MOST_PLACES = 4, LONGEST_ADDRESS = 8192 };

/* ---- Columns ------------------------------------------------------------------------ */

static const struct field *field_named(const struct table *table, const char *name)
{
	for (size_t i = 0; i < table->field_count; i++)
		if (!strcmp(table->fields[i].column.name, name))
			return &table->fields[i];
	return NULL;
}

/* Asked for every cell: found once for each column, which stands still as its fields do. */
const struct field *column_field(const struct table *table, const struct table_column *column)
{
	enum { PLACES = 512 };
	static struct {
		const struct table_column *column;
		const char *name;
		const struct field *fields, *field;
	} places[PLACES];
	size_t i = (uintptr_t)column / sizeof(*column) % PLACES;
	const struct field *field = places[i].field;

	if (places[i].column == column && places[i].name == column->name
	    && places[i].fields == table->fields)
		return field;
	field = field_named(table, column->name);
	places[i].column = column;
	places[i].name = column->name;
	places[i].fields = table->fields;
	places[i].field = field;

	must(field || column->cell);
	return field;
}

const char *column_label(const struct table *table, const struct table_column *column)
{
	const struct field *field = column_field(table, column);

	must(column->label || (field && field->label));
	return _(column->label ? column->label : field->label);
}

bool field_is_number(const struct field *field)
{
	return field && (field->kind == FIELD_count || field->kind == FIELD_money
		|| field->kind == FIELD_real);
}

struct str row_key_text(struct arena *arena, const struct table *table, const void *row)
{
	const struct field *field = table->row_key ? field_named(table, table->row_key) : NULL;

	return field ? field_machine(arena, field, row) : S("");
}

struct str row_address(struct arena *arena, const struct table *table, const void *row)
{
	struct str pattern = str_of(table->row_path), key = row_key_text(arena, table, row);
	ptrdiff_t place = str_find(pattern, S("%s"));
	struct out out;

	if (!key.len)
		return S("");
	must(place >= 0);
	out_init(&out, arena, LONGEST_ADDRESS);
	out_raw(&out, str_part(pattern, 0, (size_t)place));
	out_link_part(&out, key);
	out_raw(&out, str_part(pattern, (size_t)place + 2, pattern.len));
	return out_str(&out);
}

/* ---- Filters ------------------------------------------------------------------------ */

static bool ends_a_period(const struct filter *filter)
{
	struct str name = str_of(filter->name);

	return str_is(name, "to") || str_ends(name, S("_to"));
}

static bool date_value(const struct filter *filter, struct arena *arena, struct str text,
                       struct value *value)
{
	struct date date;

	if (!date_read(text, &date))
		return false;
	if (filter->kind == FIELD_date)
		*value = value_text(date_iso(arena, date));
	else
		*value = value_instant(instant_at(
			ends_a_period(filter) ? date_add_days(date, 1) : date, 0, 0, 0));
	return true;
}

static bool number_value(struct str text, struct value *value)
{
	int64_t number;

	if (!str_to_int(text, &number))
		return false;
	*value = value_int(number);
	return true;
}

static bool real_value(struct str text, struct value *value)
{
	double number;

	if (!str_to_real(text, &number))
		return false;
	*value = value_real(number);
	return true;
}

static bool ref_value(const struct filter *filter, struct view *view, struct str text,
                      struct value *value)
{
	if (number_value(text, value))
		return true;
	if (view && filter->refers_to)
		*value = value_int(reference_find(view, filter->refers_to, text));
	return value->number != 0;
}

static bool yesno_value(struct str text, struct value *value)
{
	bool yes = str_is(text, "yes") || str_is(text, "1") || str_is(text, "true");

	*value = value_int(yes);
	return yes || str_is(text, "no") || str_is(text, "0") || str_is(text, "false");
}

bool filter_value(const struct filter *filter, struct view *view, struct arena *arena,
                  struct str text, struct value *value)
{
	*value = value_text(text);
	switch (filter->kind) {
	case FIELD_code: case FIELD_codes:
		return !filter->list || item_find(filter->list, text);
	case FIELD_choice:
		return !filter->choices || choice_of(filter->choices, text) >= 0;
	case FIELD_date: case FIELD_instant:
		return date_value(filter, arena, text, value);
	case FIELD_ref:
		return ref_value(filter, view, text, value);
	case FIELD_key: case FIELD_count: case FIELD_money:
		return number_value(text, value);
	case FIELD_real:
		return real_value(text, value);
	case FIELD_yesno:
		return yesno_value(text, value);
	default:
		return true;
	}
}

static struct str choice_words(const struct choice *choices, struct str text)
{
	int chosen = choices ? choice_of(choices, text) : -1;

	return chosen >= 0 && choices[chosen].label ? str_of(_(choices[chosen].label)) : text;
}

/* A chosen filter as a person reads it: "Kind: fire". */
struct str filter_words(const struct filter *filter, struct view *view, struct arena *arena,
                        struct str text)
{
	struct str words = text;
	struct value value;
	struct date date;

	if (filter->kind == FIELD_code && filter->list)
		words = code_name(filter->list, text);
	else if (filter->kind == FIELD_choice)
		words = choice_words(filter->choices, text);
	else if (filter->kind == FIELD_ref && filter->refers_to && ref_value(filter, view, text, &value))
		words = reference_label(view, filter->refers_to, value.number);
	else if ((filter->kind == FIELD_date || filter->kind == FIELD_instant) && date_read(text, &date))
		words = tongue_date(arena, date);
	else if (filter->kind == FIELD_yesno && yesno_value(text, &value))
		words = str_of(value.number ? _("yes") : _("no"));
	return arena_print(arena, "%s: %.*s", _(filter->label), STR(words.len ? words : text));
}

static void condition_add(const struct filter *filter, struct query *query, struct value value)
{
	struct value same[MOST_PLACES] = { value, value, value, value };
	const char *at = filter->condition.text;
	size_t count = 0;

	while (at && (at = strstr(at, "$?"))) {
		count++;
		at += 2;
	}
	must(count <= MOST_PLACES);
	if (filter->condition.text)
		query_add(query, filter->condition, (struct values){ count, same });
}

static void conditions(struct request *request, struct view *view, const struct table *table,
                       struct query *query)
{
	for (const struct filter *filter = table->filters; filter && filter->name; filter++) {
		struct str text = request_query(request, filter->name);
		struct value value;

		if (text.len && filter_value(filter, view, request->arena, text, &value))
			condition_add(filter, query, value);
	}
}

void table_conditions(struct request *request, const struct table *table, struct query *query)
{
	conditions(request, NULL, table, query);
}

/* ---- Searching ---------------------------------------------------------------------- */

static struct str sought(const struct request *request, const struct table *table)
{
	return table->search ? str_trim(request_query(request, "q")) : S("");
}

void table_start(struct request *request, struct view *view, const struct table *table,
                 struct query *query, struct sql base, struct values values)
{
	struct str q = sought(request, table);
	struct value all[QUERY_MOST_VALUES];

	if (!q.len) {
		query_start(query, request->arena, base, values);
		return;
	}
	must(table->found.text && values.count + 1 < QUERY_MOST_VALUES);
	all[0] = value_text(search_query(view, q));
	if (values.count)
		memcpy(all + 1, values.at, values.count * sizeof(*all));
	if (all[0].text.len) {
		query_start(query, request->arena, table->found,
			(struct values){ values.count + 1, all });
	} else {        /* nothing in it that can be sought */
		query_start(query, request->arena, base, values);
		query_add(query, SQL(" AND 1 = 0"), NONE);
	}
}

/* ---- Addresses ---------------------------------------------------------------------- */

static void parameter_add(struct out *out, struct str name, struct str value)
{
	out_char(out, out->len ? '&' : '?');
	out_link_part(out, name);
	out_char(out, '=');
	out_link_part(out, value);
}

struct str table_address(struct request *request, const char *name, struct str value)
{
	struct out out;

	out_init(&out, request->arena, LONGEST_ADDRESS);
	for (size_t i = 0; i < request->query_count; i++) {
		const struct pair *pair = &request->query[i];

		if (pair->value.len && !str_is(pair->name, name) && !str_is(pair->name, "page")
		    && !str_is(pair->name, "format"))
			parameter_add(&out, pair->name, pair->value);
	}
	if (value.len)
		parameter_add(&out, str_of(name), value);
	return out.len ? out_str(&out) : S("?");
}

bool table_is_every(struct request *request)
{
	return str_is(request_field(request, "every"), "1");
}

/* ---- Order and page ----------------------------------------------------------------- */

static void read_sort(struct ask *ask)
{
	struct str sort = request_query(ask->request, "sort");

	ask->is_descending = sort.len && sort.at[0] == '-';
	sort = str_part(sort, ask->is_descending, sort.len);
	for (const struct table_column *column = ask->table->columns; column->name; column++)
		if (column->ascending.text && str_is(sort, column->name))
			ask->sort = column;
	if (ask->sort && ask->is_descending && !ask->sort->descending.text)
		ask->is_descending = false;
}

static void read_page(struct ask *ask)
{
	ask->page_rows = ask->table->page_rows ? ask->table->page_rows : PAGE_ROWS;
	ask->page_number = 1;
	if (str_to_int(request_query(ask->request, "page"), &ask->page_number)
	    && ask->page_number < 1)
		ask->page_number = 1;
	if (ask->page_number > LAST_PAGE)
		ask->page_number = LAST_PAGE;
}

static struct sql order_of(const struct ask *ask)
{
	if (ask->sort)
		return ask->is_descending ? ask->sort->descending : ask->sort->ascending;
	if (ask->q.len && ask->table->found_order.text)
		return ask->table->found_order;
	return ask->table->order;
}

/* A statement around another one: the text is put together here, from literals. */
static struct query query_around(const struct query *inner, struct sql before, struct sql after)
{
	struct query query;

	query_start(&query, inner->arena, before, NONE);
	must(query.len + inner->len < QUERY_LONGEST);
	memcpy(query.text + query.len, inner->text, inner->len);
	query.len += inner->len;
	query.text[query.len] = '\0';
	query_add(&query, after, NONE);
	memcpy(query.values, inner->values, inner->count * sizeof(*inner->values));
	query.count = inner->count;
	return query;
}

int64_t most_counted(const struct table *table)
{
	return table->most_counted ? table->most_counted : MOST_COUNTED;
}

/* The total is the same on all pages of a list, so it is counted once and kept for the person
 * as long as nobody has committed anything and the day is the same.  What depends on the
 * moment is counted each time: such a condition says moment() in its text. */
static int64_t counted(struct view *view, const struct query *query)
{
	enum { PLACES = 256 };
	static struct { uint64_t digests[2]; int64_t moved, count; struct date day; } places[PLACES];
	uint64_t digests[2] = { query_digest(view, query, 1), query_digest(view, query, 2) };
	int64_t moved = view_moved(view);
	size_t i = digests[0] % PLACES;

	if (moved < 0 || strstr(query->text, "moment()"))
		return view_int_of(view, query);
	if (memcmp(places[i].digests, digests, sizeof(digests)) || places[i].moved != moved
	    || date_compare(places[i].day, date_today())) {
		places[i].count = view_int_of(view, query);
		places[i].moved = moved;
		places[i].day = date_today();
		memcpy(places[i].digests, digests, sizeof(digests));
	}
	return places[i].count;
}

int64_t table_counted(const struct ask *ask, int64_t most)
{
	struct query query = query_around(ask->page->counted ? ask->page->counted : ask->query,
		SQL("SELECT count(*) FROM ("), SQL(""));

	query_add(&query, SQL(" LIMIT $?) AS counted"), V(most));
	return counted(ask->view, &query);
}

static int64_t count_rows(const struct ask *ask)
{
	int64_t most = most_counted(ask->table), count = table_counted(ask, most + 1);

	return count > most ? -1 : count;
}

/* The rows of the keys that the page has picked, in the same order. */
static struct query picked_rows(const struct ask *ask, const struct query *page)
{
	struct query rows = query_around(page, ask->table->picked_before, ask->table->picked_after);
	bool is_found = ask->q.len && !ask->sort && ask->table->picked_order.text;

	query_add(&rows, is_found ? ask->table->picked_order : order_of(ask), NONE);
	return rows;
}

static void read_rows(struct ask *ask)
{
	struct query *query = ask->query;
	struct query page = query_around(query, SQL(""), SQL(""));
	int64_t before = (ask->page_number - 1) * ask->page_rows;

	if (order_of(ask).text)
		query_add(&page, order_of(ask), NONE);
	query_add(&page, SQL(" LIMIT $? OFFSET $?"), V(ask->page_rows + 1, before));
	if (ask->table->picked_before.text)
		page = picked_rows(ask, &page);
	ask->rows = view_list_of(ask->view, &ask->table->shape, &page);
	ask->has_next = (int64_t)ask->rows.count > ask->page_rows;
	if (ask->has_next)
		ask->rows.count = (size_t)ask->page_rows;
	if (!ask->has_next && (ask->rows.count || ask->page_number == 1))
		ask->total = before + (int64_t)ask->rows.count;
	else
		ask->total = ask->page->is_uncounted ? -1 : count_rows(ask);
	ask->has_next = ask->has_next && ask->page_number < LAST_PAGE;
}

/* ---- JSON --------------------------------------------------------------------------- */

struct reply table_items(struct ask *ask)
{
	const struct table *table = ask->table;
	struct record record = { .fields = table->fields, .count = table->field_count };
	struct request *request = ask->request;
	struct json_out json;
	struct out out;

	out_init(&out, request->arena, 64 << 20);
	json_begin(&json, &out);
	json_object_begin(&json, NULL);
	json_list_begin(&json, "items");
	for (size_t i = 0; i < ask->rows.count; i++)
		record_json(&json, &record, (char *)ask->rows.at + i * table->shape.size);
	json_list_finish(&json);
	if (ask->total >= 0)
		json_int(&json, "total", ask->total);
	else
		json_nothing(&json, "total");
	if (ask->has_next)
		json_str(&json, "next", arena_join(request->arena, request->path,
			table_address(request, "page", arena_print(request->arena, "%lld",
				(long long)ask->page_number + 1))));
	else
		json_nothing(&json, "next");
	json_object_finish(&json);
	return reply_json(request, 200, &out);
}

/* A person sees which filter was not used; a machine must not get more than it asked for. */
static const struct filter *not_understood(const struct ask *ask)
{
	for (const struct filter *f = ask->table->filters; f && f->name; f++) {
		struct str text = request_query(ask->request, f->name);
		struct value value;

		if (text.len && !filter_value(f, ask->view, ask->request->arena, text, &value))
			return f;
	}
	return NULL;
}

/* ---- The reply ---------------------------------------------------------------------- */

struct reply table_reply(struct request *request, struct view *view, const struct table *table,
                         struct query *query, const struct table_page *page)
{
	struct str format = request_query(request, "format");
	struct ask ask = { .request = request, .view = view, .table = table, .page = page,
		.query = query, .q = sought(request, table) };
	const struct filter *odd = not_understood(&ask);
	struct out *out;

	if (odd && (request_wants_json(request) || format.len))
		return reply_problem(request, 400, _("The filter was not understood."), str_of(odd->name));
	conditions(request, view, table, query);
	if (page->counted)
		conditions(request, view, table, page->counted);
	read_sort(&ask);
	read_page(&ask);
	if (format.len && !str_is(format, "html")) {
		ask.order = order_of(&ask);
		return table_export(&ask, format);
	}
	read_rows(&ask);
	if (request_wants_json(request))
		return table_items(&ask);
	out = page_begin(request, view, page->title);
	table_write(out, &ask);
	return page_end(request, 200);
}
