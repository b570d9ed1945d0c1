/* SPDX-License-Identifier: EUPL-1.2 */
/* monthly/show.c - the parts of a pack, in the order of the catalogue; the same as JSON. */
#include "modules/monthly/inside.h"

#include "base/json.h"
#include "modules/monthly/parts.html.h"

enum { JSON_LONGEST = 4 << 20 };

static void total_show(struct out *out, const struct monthly_page *page)
{
	monthly_part_total(out, page);
	monthly_part_expected(out, page);
}

static void kinds_show(struct out *out, const struct monthly_page *page)
{
	monthly_part_table(out, page, MONTHLY_kinds, "event/types", _("Kind"));
}

static void severities_show(struct out *out, const struct monthly_page *page)
{
	monthly_part_table(out, page, MONTHLY_severities, "event/severities", _("Severity"));
}

static void places_show(struct out *out, const struct monthly_page *page)
{
	monthly_part_table(out, page, MONTHLY_places, NULL, _("Area"));
}

/* A part of the catalogue that is not here has no page: the city may take parts away and put them
 * in another order, and may not make new ones. */
static const struct { const char *code; void (*show)(struct out *out, const struct monthly_page *page); } parts[] = {
	{ "total", total_show }, { "kinds", kinds_show }, { "severities", severities_show },
	{ "places", places_show }, { "near_misses", monthly_part_near }, { "timeliness", monthly_part_timeliness },
	{ "measures", monthly_part_measures }, { "signals", monthly_part_signals }, { "costs", monthly_part_costs },
	{ "surveys", monthly_part_surveys },
};

void monthly_parts_show(struct out *out, const struct monthly_page *page)
{
	struct str rest = page->told.body->parts;

	while (rest.len) {
		struct str code = str_cut(&rest, ' ');

		for (size_t i = 0; i < COUNT(parts); i++)
			if (str_is(code, parts[i].code)) {
				monthly_part_heading(out, code);
				parts[i].show(out, page);
			}
	}
}

/* ---- As JSON: always as to somebody who may not open the rows ---------------------------------- */

static void cell_json(struct json_out *json, const char *name, struct monthly_cell cell)
{
	if (cell.telling == CELL_told)
		json_int(json, name, cell.number);
	else
		json_nothing(json, name);
}

static void tables_json(struct json_out *json, const struct monthly_told *told)
{
	for (size_t which = 0; which < MONTHLY_TABLES; which++) {
		const struct monthly_part_list *rows = &told->body->tables[which];

		if (!monthly_has(told->body, monthly_tables[which]))
			continue;
		json_list_begin(json, monthly_tables[which]);
		for (size_t i = 0; i < rows->count; i++) {
			json_object_begin(json, NULL);
			json_str(json, "key", rows->at[i].key);
			cell_json(json, "now", told->tables[which][i * MONTHLY_TIMES + MONTHLY_NOW]);
			cell_json(json, "before", told->tables[which][i * MONTHLY_TIMES + MONTHLY_BEFORE]);
			json_object_finish(json);
		}
		json_list_finish(json);
	}
}

static void rest_json(struct json_out *json, const struct monthly_told *told)
{
	const struct monthly_body *body = told->body;

	if (monthly_has(body, "near_misses")) {
		cell_json(json, "near_misses", told->near[MONTHLY_NOW]);
		cell_json(json, "near_misses_before", told->near[MONTHLY_BEFORE]);
	}
	if (monthly_has(body, "timeliness")) {
		cell_json(json, "reported_in_time", told->reported);
		cell_json(json, "received_in_time", told->received);
	}
	if (monthly_has(body, "measures")) {
		json_int(json, "measures_begun", body->begun);
		json_int(json, "measures_done", body->done);
		json_int(json, "measures_late", body->late);
	}
	if (monthly_has(body, "signals")) {
		json_int(json, "signals_listed", body->listed);
		json_int(json, "signals_read", body->read);
	}
	if (monthly_has(body, "costs")) {
		cell_json(json, "events_with_cost", told->with_cost);
		cell_json(json, "kronor", told->kronor);
	}
}

struct reply monthly_pack_json(const struct monthly_page *page)
{
	struct json_out json;
	struct out out;

	out_init(&out, page->request->arena, JSON_LONGEST);
	json_begin(&json, &out);
	json_object_begin(&json, NULL);
	json_list_begin(&json, "pack");
	record_json(&json, &monthly_pack_record, page->pack);
	json_list_finish(&json);
	cell_json(&json, "total", page->told.totals[MONTHLY_NOW]);
	cell_json(&json, "total_before", page->told.totals[MONTHLY_BEFORE]);
	if (page->told.body->expected.is_known)
		cell_json(&json, "expected", page->told.expected);
	tables_json(&json, &page->told);
	rest_json(&json, &page->told);
	json_int(&json, "small_below", page->told.least);
	json_int(&json, "receipts", (int64_t)page->receipts.count);
	json_bool(&json, "has_changed_since", page->again && !str_equals(page->again->digest, page->pack->digest));
	json_int(&json, "method", page->query.method);
	json_str(&json, "program", page->query.program);
	json_object_finish(&json);
	return reply_json(page->request, 200, &out);
}
