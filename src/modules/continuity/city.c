/* SPDX-License-Identifier: EUPL-1.2 */
/* continuity/city.c - see city.h; who takes the graph out says what for, and is written down. */
#include "modules/continuity/city.h"

#include "base/crypto.h"
#include "base/json.h"
#include "formats/dot.h"
#include "kit/setting.h"
#include "modules/continuity/city.html.h"
#include "modules/units/units.h"

enum { EXTRACT_BYTES = 64 << 20, DRAW_SECONDS = 15 };

const struct choice extract_formats[] = {
	{ "", "" },
	{ "csv", N_("Table (CSV), as varn analyse cascade reads it") },
	{ "json", N_("Data (JSON)") },
	{ "svg", N_("Drawing (SVG)") },
	{ NULL, NULL },
};

const struct choice extract_rows[] = {
	{ "", "" },
	{ "csv", N_("Table (CSV), as varn analyse cascade reads it") },
	{ "json", N_("Data (JSON)") },
	{ "svg", N_("Drawing (SVG)") },
	{ "read", N_("Read on the pages") },
	{ NULL, NULL },
};

#define RECORD struct dependency_extract
static const struct field extract_fields[] = { EXTRACT_FIELDS(AS_FIELD) };
#undef RECORD
const struct record extract_record = { RECORD_OF("dependency_extract", dependency_extract, extract_fields),
	.label = N_("Extract of the graph"), .many = N_("Extracts of the graph"), .path = "/dependencies/extracts" };
const struct form extract_form = { .record = &extract_record, .fields = FIELDS("format", "reason") };

/* ---- Opened ---------------------------------------------------------------------------------- */

bool graph_is_open(struct view *view)
{
	return !city_graph_is_seen(view) || graph_opened_lately(view);
}

struct reply graph_closed_refused(struct request *request)
{
	return reply_problem(request, 403, _("The graph of the city must be opened first."),
		str_of(_("It is opened where it is read, or by POST to /api/v1/dependencies/open; it is written down, and holds for an hour.")));
}

/* The page that was asked for, and how it is opened. */
struct reply graph_closed_show(struct request *request, struct view *view, const char *title)
{
	struct str back = table_address(request, "format", S(""));
	struct out *out;

	if (request_wants_json(request))
		return graph_closed_refused(request);
	out = page_begin(request, view, title);
	graph_closed(out, request, title, back, OPEN_MINUTES);
	return page_end(request, 200);
}

static bool leads_back(struct str path)
{
	return str_is(path, "/dependencies/city") || str_is(path, "/cascade") || str_is(path, "/cascade/weak")
		|| str_starts(path, S("/cascade?")) || str_starts(path, S("/cascade/runs/"));
}

struct reply graph_open_act(struct request *request, struct change *change)
{
	struct str back = request_field(request, "back");
	struct dependency_extract said = { .at = instant_now(), .person_id = change_me(change) };
	const struct chain *chain;

	if (!city_graph_is_seen(change_view(change)))
		return reply_not_found(request);
	if (!leads_back(back))
		back = S("/cascade");
	chain = chain_of(change_view(change));
	said.nodes = chain->graph.nodes_count;
	said.dependencies = chain->graph.groups_count;
	said.reason = str_letters_part(back, 300);
	graph_open_add(change, said.reason, said.nodes, said.dependencies);
	return reply_done(request, 201, &extract_record, &said, "%.*s", STR(back));
}

/* ---- The page -------------------------------------------------------------------------------- */

static int64_t left_today(struct view *view)
{
	int64_t left = setting_int("graph_extracts_per_day") - extracts_of_today(view);

	return left > 0 ? left : 0;
}

struct reply graph_city_show(struct request *request, struct view *view)
{
	struct dependency_extract row = { .format = EXTRACT_csv };
	struct form_view form = form_view_of(request, view, &extract_form, &row);
	const struct chain *chain;
	int64_t left = left_today(view);
	struct out *out;

	if (!city_graph_is_seen(view))
		return reply_not_found(request);
	if (!graph_is_open(view))
		return graph_closed_show(request, view, _("The graph of the city"));
	chain = chain_of(view);
	out = page_begin(request, view, _("The graph of the city"));
	form_problems(out, &form);
	graph_city_head(out, chain->graph.nodes_count, chain->graph.groups_count, left);
	if (left) {
		form_begin(out, &form, S("/dependencies/extracts"), false);
		form_field(out, &form, "format");
		form_field(out, &form, "reason");
		form_buttons(out, _("Take it out"), S("/continuity"));
		form_end(out);
	}
	return page_end(request, 200);
}

struct reply extracts_list(struct request *request, struct view *view)
{
	struct table_page page = { .title = _("Who has taken the graph out") };
	struct query query;

	extracts_query(request, view, &query);
	return table_reply(request, view, &extracts_table, &query, &page);
}

/* ---- The files --------------------------------------------------------------------------------- */

/* Names may be alike; the file needs each once. */
static struct str name_once(struct arena *arena, const struct chain *chain, int32_t node)
{
	if (chain->nodes.at[node].commitment_id || !chain->seen[node])
		return arena_print(arena, "%.*s #%lld", STR(chain_name(chain, node)),
			(long long)chain->nodes.at[node].id);
	return chain_name(chain, node);
}

static void csv_number(struct out *out, double number)
{
	out_print(out, ",%.15g", number);
}

static void csv_node(struct out *out, struct view *view, const struct chain *chain, int32_t i)
{
	const struct cascade_node *node = &chain->graph.nodes[i];

	out_z(out, "node,");
	out_csv(out, name_once(out->arena, chain, i), ',');
	out_char(out, ',');
	out_csv(out, unit_name(view, chain->boards[i]), ',');
	csv_number(out, node->restart);
	out_char(out, ',');
	if (node->has_tolerable)
		out_print(out, "%.15g", node->tolerable);
	csv_number(out, node->weight);
	csv_number(out, node->yearly);
	if (node->repair.middle > 0)
		out_print(out, ",%.15g,%.15g,%.15g", node->repair.low, node->repair.middle, node->repair.high);
	else
		out_z(out, ",,,");
	out_z(out, ",,,,,,,\r\n");
}

static void csv_group(struct out *out, const struct chain *chain, int32_t i)
{
	const struct cascade_group *group = &chain->graph.groups[i];

	for (int32_t k = 0; k < group->count; k++) {
		out_z(out, "dependency,");
		out_csv(out, name_once(out->arena, chain, group->owner), ',');
		out_z(out, ",,,,,,,,,");
		out_csv(out, name_once(out->arena, chain, chain->graph.members[group->first + k]), ',');
		out_print(out, ",%.*s-%lld,%d", STR(chain->needs[i]->resource),
			(long long)chain->needs[i]->id, group->need);
		csv_number(out, group->delay);
		csv_number(out, group->buffer.low);
		csv_number(out, group->buffer.middle);
		csv_number(out, group->buffer.high);
		out_z(out, "\r\n");
	}
}

void graph_csv_write(struct out *out, struct view *view, const struct chain *chain)
{
	out_z(out, "kind,node,unit,restart_hours,tolerable_hours,weight,outages_per_year,repair_low,"
		"repair_hours,repair_high,supplier,group,need,delay_hours,buffer_low,buffer_hours,buffer_high\r\n");
	for (int32_t i = 0; i < chain->graph.nodes_count; i++)
		csv_node(out, view, chain, i);
	for (int32_t i = 0; i < chain->graph.groups_count; i++)
		csv_group(out, chain, i);
}

static void json_node(struct json_out *json, struct view *view, const struct chain *chain, int32_t i)
{
	const struct cascade_node *node = &chain->graph.nodes[i];

	json_object_begin(json, NULL);
	json_int(json, "id", chain->nodes.at[i].id);
	json_str(json, "name", chain_name(chain, i));
	json_str(json, "kind", chain->nodes.at[i].kind);
	json_str(json, "board", unit_name(view, chain->boards[i]));
	json_number(json, "restart_hours", node->restart);
	if (node->has_tolerable)
		json_number(json, "tolerable_hours", node->tolerable);
	json_number(json, "recovery_hours", node->repair.middle);
	json_object_finish(json);
}

static void json_group(struct json_out *json, const struct chain *chain, int32_t i)
{
	const struct cascade_group *group = &chain->graph.groups[i];

	json_object_begin(json, NULL);
	json_int(json, "node", chain->nodes.at[group->owner].id);
	json_str(json, "resource", chain->needs[i]->resource);
	json_int(json, "need", group->need);
	json_number(json, "delay_hours", group->delay);
	json_number(json, "buffer_hours", group->buffer.middle);
	json_list_begin(json, "members");
	for (int32_t k = 0; k < group->count; k++)
		json_int(json, NULL, chain->nodes.at[chain->graph.members[group->first + k]].id);
	json_list_finish(json);
	json_object_finish(json);
}

static void json_write(struct out *out, struct view *view, const struct chain *chain)
{
	struct json_out json;

	json_begin(&json, out);
	json_object_begin(&json, NULL);
	json_list_begin(&json, "nodes");
	for (int32_t i = 0; i < chain->graph.nodes_count; i++)
		json_node(&json, view, chain, i);
	json_list_finish(&json);
	json_list_begin(&json, "dependencies");
	for (int32_t i = 0; i < chain->graph.groups_count; i++)
		json_group(&json, chain, i);
	json_list_finish(&json);
	json_object_finish(&json);
}

static bool svg_write(struct out *out, const struct chain *chain)
{
	const struct cascade_graph *graph = &chain->graph;
	struct dot_node *nodes = arena_array(out->arena, struct dot_node, (size_t)graph->nodes_count + 1);
	struct dot_edge *edges = arena_array(out->arena, struct dot_edge, (size_t)graph->members_count + 1);
	struct dot_graph drawing = { .id = "city", .title = str_of(_("The graph of the city")),
		.finding = tongue_instant(out->arena, instant_now()), .nodes = nodes, .edges = edges,
		.nodes_count = (size_t)graph->nodes_count };

	for (int32_t i = 0; i < graph->nodes_count; i++)
		nodes[i] = (struct dot_node){ .label = chain_name(chain, i),
			.is_round = !chain->nodes.at[i].commitment_id };
	for (int32_t i = 0; i < graph->groups_count; i++)
		for (int32_t k = 0; k < graph->groups[i].count; k++)
			edges[drawing.edges_count++] = (struct dot_edge){
				graph->members[graph->groups[i].first + k], graph->groups[i].owner,
				graph->groups[i].need < graph->groups[i].count };
	return dot_svg(out, &drawing, DRAW_SECONDS);
}

static struct reply file_reply(struct request *request, const struct out *out, enum extract_format format)
{
	static const char *const types[] = { "", "text/csv; charset=utf-8", "application/json", "image/svg+xml" };
	struct reply reply = reply_bytes(200, types[format], out_str(out));

	/* The file is nobody's to keep: sent again, it is not given again. */
	reply.again_at = "/dependencies/extracts";
	reply_download(&reply, request->arena, arena_print(request->arena, "graph.%s",
		extract_formats[format].name));
	return reply;
}

struct reply city_extract_act(struct request *request, struct change *change)
{
	struct dependency_extract *extract = request_record(request);
	struct view *view = change_view(change);
	const struct chain *chain;
	struct out out;

	if (!city_graph_is_seen(view))
		return reply_not_found(request);
	if (!left_today(view)) {
		problem_add(request_problems(request), "", "%s",
			_("You have taken the graph out as many times as is allowed in a day. Ask the chief security officer."));
		return reply_again(request, change);
	}
	chain = chain_of(view);
	out_init(&out, request->arena, EXTRACT_BYTES);
	if (extract->format == EXTRACT_csv)
		graph_csv_write(&out, view, chain);
	else if (extract->format == EXTRACT_json)
		json_write(&out, view, chain);
	else if (!svg_write(&out, chain)) {
		problem_add(request_problems(request), "format", "%s",
			_("The graph is too large to draw, or the program that draws is missing. Take a table or data."));
		return reply_again(request, change);
	}
	extract->person_id = change_me(change);
	extract->at = instant_now();
	extract->nodes = chain->graph.nodes_count;
	extract->dependencies = chain->graph.groups_count;
	extract->digest = digest_hex(request->arena, out_str(&out));
	change_insert(change, &extract_record.shape, extract);
	return file_reply(request, &out, extract->format);
}
