/* SPDX-License-Identifier: EUPL-1.2 */
/* opendata/public.c - what anybody may read without an account: the list, a table, its files. */
#include "modules/opendata/inside.h"
#include "modules/opendata/pages.html.h"

#include "kit/setting.h"
#include "modules/places/places.h"

struct str publication_path(struct arena *arena, const struct publication *publication)
{
	return arena_print(arena, "/open-data/%.*s/%lld", STR(publication->table_code), (long long)publication->year);
}

/* Of all that is seen: the newest approved of each table and year. */
static struct publication_list newest_of(struct view *view)
{
	struct publication_list seen = publications_seen(view);
	struct publication_list newest = { 0, arena_array(view_arena(view), struct publication, seen.count + 1) };

	for (size_t i = 0; i < seen.count; i++) {
		const struct publication *last = newest.count ? &newest.at[newest.count - 1] : NULL;

		if (seen.at[i].state != PUBLICATION_approved)
			continue;
		if (!last || last->year != seen.at[i].year || !str_equals(last->table_code, seen.at[i].table_code))
			newest.at[newest.count++] = seen.at[i];
	}
	return newest;
}


static struct reply list_json(struct request *request, const struct publication_list *list)
{
	struct json_out json;
	struct out out;

	out_init(&out, request->arena, CONTENT_LONGEST);
	json_begin(&json, &out);
	json_object_begin(&json, NULL);
	json_list_begin(&json, "publications");
	for (size_t i = 0; i < list->count; i++)
		record_json(&json, &publication_record, &list->at[i]);
	json_list_finish(&json);
	json_object_finish(&json);
	return reply_json(request, 200, &out);
}

struct reply opendata_page(struct request *request, struct view *view)
{
	struct publication_list newest = newest_of(view);
	struct out *out;

	if (request_wants_json(request))
		return list_json(request, &newest);
	out = page_begin_bare(request, "report", _("Open data"));
	opendata_list(out, &newest, setting_text("opendata_licence"), setting_text("opendata_contact"),
		setting_text("public_address").len > 0);
	return page_end(request, 200);
}

/* ---- A table of a year --------------------------------------------------------------------------- */

struct reply opendata_one(struct request *request, struct view *view)
{
	struct publication_list editions = publication_editions(view, request_param(request, "table"),
		request_key(request, "year"));
	const struct publication *newest = publication_newest(view, request_param(request, "table"),
		request_key(request, "year"));
	const struct open_content *content = newest ? content_read(request->arena, newest->content) : NULL;
	struct out *out;
	size_t shown = 0;

	for (size_t i = 0; i < editions.count; i++)
		if (editions.at[i].state == PUBLICATION_approved || editions.at[i].state == PUBLICATION_withdrawn)
			editions.at[shown++] = editions.at[i];
	editions.count = shown;
	if (!shown)
		return reply_not_found(request);
	if (request_wants_json(request))
		return list_json(request, &editions);
	out = page_begin_bare(request, "report", _("Open data"));
	opendata_head(out, &editions.at[0], newest, content && content_has_map(content));
	if (content)
		publication_table_show(out, content);
	opendata_editions(out, &editions);
	return page_end(request, 200);
}

/* ---- Files ---------------------------------------------------------------------------------------- */

static struct reply bytes_of(struct request *request, const struct publication *of, const char *type,
                             const char *end, struct str bytes)
{
	struct reply reply = reply_bytes(200, type, bytes);

	reply_download(&reply, request->arena, arena_print(request->arena, "%.*s-%lld-%lld.%s", STR(of->table_code),
		(long long)of->year, (long long)of->edition, end));
	return reply;
}

static struct reply geojson_of(struct request *request, struct view *view, const struct publication *of,
                               const struct open_content *content)
{
	struct area_list areas = areas_of(view, "district", (struct date){ (int16_t)of->year, 12, 31 });

	return bytes_of(request, of, "application/geo+json", "geojson",
		content_geojson(request->arena, content, &areas));
}

struct reply opendata_file(struct request *request, struct view *view)
{
	const struct publication *of = publication_get(view, request_param(request, "table"),
		request_key(request, "year"), request_key(request, "edition"));
	struct str name = request_param(request, "file");
	const struct open_content *content;

	if (!of || (of->state != PUBLICATION_approved && of->state != PUBLICATION_withdrawn))
		return reply_not_found(request);
	if (of->state == PUBLICATION_withdrawn)
		return reply_problem(request, 410, _("This edition is withdrawn."), of->withdrawn_why);
	content = content_read(request->arena, of->content);
	if (str_is(name, "data.json"))
		return bytes_of(request, of, "application/json; charset=utf-8", "json", of->content);
	if (str_is(name, "data.csv") && content)
		return bytes_of(request, of, "text/csv; charset=utf-8", "csv", content_csv(request->arena, content));
	if (str_is(name, "data.geojson") && content && content_has_map(content))
		return geojson_of(request, view, of, content);
	return reply_not_found(request);
}

struct reply opendata_catalogue(struct request *request, struct view *view)
{
	struct publication_list newest = newest_of(view);
	struct str base = setting_text("public_address");

	if (!base.len)
		return reply_problem(request, 404, _("The catalogue cannot be made."),
			str_of(_("The address of the service is not set, and every address in a catalogue is whole.")));
	while (base.len && base.at[base.len - 1] == '/')
		base.len--;
	return reply_bytes(200, "text/turtle; charset=utf-8", catalogue_turtle(request->arena, &newest, base));
}
