/* SPDX-License-Identifier: EUPL-1.2 */
/* notices/pages.c - the list of notices, one notice, and reading a file in. */
#include "modules/notices/inside.h"
#include "modules/notices/pages.html.h"

#include "kit/catalogue.h"
#include "modules/places/places.h"

/* ---- The list ----------------------------------------------------------------------- */

#define NOTICE_ROW_FIELDS(F) \
	F(public_id,    text,    N_("Identity"), .is_hidden = true) \
	F(published_at, instant, N_("Published"), ) \
	F(source,       code,    N_("Source"), .list = "notice_sources") \
	F(kind,         text,    N_("Kind"), ) \
	F(title,        text,    N_("Title"), ) \
	F(summary,      prose,   N_("Summary"), ) \
	F(municipality, text,    N_("Municipality"), ) \
	F(area_name,    text,    N_("Area"), ) \
	F(placed_by,    text,    N_("Placed by"), ) \
	F(source_key,   text,    N_("Source's number"), ) \
	F(versions,     count,   N_("Versions"), )

struct notice_row { NOTICE_ROW_FIELDS(AS_MEMBER) };
#define RECORD struct notice_row
static const struct field row_fields[] = { NOTICE_ROW_FIELDS(AS_FIELD) };
#undef RECORD

static const struct table_column columns[] = {
	{ .name = "published_at", .ascending = { " ORDER BY my_notice.published_at, my_notice.id" },
	  .descending = { " ORDER BY my_notice.published_at DESC, my_notice.id DESC" } },
	{ .name = "title", .is_link = true },
	{ .name = "summary" },
	{ .name = "kind", .is_export_only = true },
	{ .name = "area_name" },
	{ .name = "municipality", .is_export_only = true },
	{ .name = "source" },
	{ .name = "source_key", .is_export_only = true },
	{ .name = "placed_by", .is_export_only = true },
	{ .name = "versions", .is_export_only = true },
	{ .name = NULL },
};

static const struct filter filters[] = {
	{ .name = "source", .label = N_("Source"), .kind = FIELD_code, .list = "notice_sources",
	  .condition = { " AND my_notice.source = $?" } },
	{ .name = "kind", .label = N_("Kind"), .kind = FIELD_text,
	  .condition = { " AND my_notice.kind = $?" } },
	{ .name = "area", .label = N_("Area"), .kind = FIELD_ref, .refers_to = "area",
	  .condition = { " AND my_notice.area_id = $?" } },
	{ .name = "municipality", .label = N_("Municipality"), .kind = FIELD_text,
	  .condition = { " AND my_notice.municipality = $?" } },
	{ .name = "from", .label = N_("From"), .kind = FIELD_instant,
	  .condition = { " AND my_notice.published_at >= $?" } },
	{ .name = "to", .label = N_("To"), .kind = FIELD_instant,
	  .condition = { " AND my_notice.published_at < $?" } },
	{ .name = "placed", .label = N_("Placed on the map"), .kind = FIELD_yesno,
	  .condition = { " AND (my_notice.area_id <> 0) = ($? <> 0)" } },
	{ .name = "area_code", .label = N_("Area"), .kind = FIELD_text, .is_hidden = true,
	  .condition = { " AND my_notice.area_id IN " AREAS_INSIDE } },
	{ .name = "single", .label = N_("About one event"), .kind = FIELD_yesno, .is_hidden = true,
	  .condition = { " AND (my_notice.is_summary = 0) = ($? <> 0)" } },
	{ .name = "import", .label = N_("Import"), .kind = FIELD_count, .is_hidden = true,
	  .condition = { " AND my_notice.import_id = $?" } },
	{ .name = NULL },
};

static const struct table notices_table = {
	.name = "notices",
	.label = N_("External notices"),
	.fields = row_fields,
	.field_count = COUNT(row_fields),
	.shape = SHAPE_OF(NULL, notice_row, row_fields),
	.columns = columns,
	.filters = filters,
	.row_path = "/notices/%s",
	.row_key = "public_id",
	.order = { " ORDER BY my_notice.published_at DESC, my_notice.id DESC" },
	.search = "notice",
	.found = { NOTICES_FOUND_SQL },
	.found_order = { " ORDER BY hit.row_id DESC" },
	.export_need = MAY_notices_read,
	.empty = N_("Notices from the police and others stand here when somebody has read in a file."),
};

static void list_actions(struct out *out, struct request *request, struct view *view)
{
	(void)view;
	if (request_may(request, MAY_notices_import))
		notices_actions_import(out);
}

static void list_above(struct out *out, struct request *request, struct view *view)
{
	struct str source = request_query(request, "source");

	notices_mark(out, notices_caveat(view, source));
}

static struct reply notices_list(struct request *request, struct view *view)
{
	const struct table_page page = {
		.title = _("External notices"), .actions = list_actions, .above = list_above,
	};
	struct query query;

	notices_start(request, view, &notices_table, &query);
	return table_reply(request, view, &notices_table, &query, &page);
}

/* ---- One notice --------------------------------------------------------------------- */

static struct str placed_words(struct str by)
{
	static const struct { const char *by, *words; } all[] = {
		{ "summary", N_("named in the summary") }, { "body", N_("named in the text") },
		{ "alias", N_("by another name of the area") }, { "point", N_("by its point") },
		{ "name", N_("by the name of its place") },
	};

	for (size_t i = 0; i < COUNT(all); i++)
		if (str_is(by, all[i].by))
			return str_of(_(all[i].words));
	return S("");
}

static struct str version_words(struct arena *arena, const struct notice_version *version)
{
	return arena_print(arena, "%.*s · %.*s · %.*s", STR(version->title), STR(version->summary),
		STR(version->place_name));
}

static struct str notice_words(struct arena *arena, const struct notice *notice)
{
	return arena_print(arena, "%.*s · %.*s · %.*s", STR(notice->title), STR(notice->summary),
		STR(notice->place_name));
}

/* Each version against the one that came after it. */
static void fill_diffs(struct arena *arena, struct notice_view *shown)
{
	size_t count = shown->versions.count;
	struct html *diffs = arena_array(arena, struct html, count + 1);

	for (size_t i = 0; i < count; i++)
		diffs[i] = words_diff(arena, version_words(arena, &shown->versions.at[i]),
			i + 1 < count ? version_words(arena, &shown->versions.at[i + 1])
			              : notice_words(arena, shown->notice));
	shown->diffs = diffs;
}

static struct reply notice_show(struct request *request, struct view *view)
{
	struct notice_view shown = { .notice = notice_by_key(view, request_param(request, "id")) };
	struct out *out;

	if (!shown.notice)
		return reply_not_found(request);
	if (request_wants_json(request))
		return reply_record(request, &notice_record, shown.notice);
	shown.versions = notice_versions(view, shown.notice->id);
	shown.source_name = code_name("notice_sources", shown.notice->source);
	shown.caveat = notices_caveat(view, shown.notice->source);
	shown.area = shown.notice->area_id ? area_name(view, shown.notice->area_id)
		: str_of(_("not placed on the map"));
	shown.placed = placed_words(shown.notice->placed_by);
	fill_diffs(request->arena, &shown);
	out = page_begin(request, view, str_z(request->arena, shown.notice->title));
	notice_page(out, &shown);
	return page_end(request, 200);
}

/* ---- Reading a file in --------------------------------------------------------------- */

static struct reply import_show(struct request *request, struct view *view)
{
	struct out *out = page_begin(request, view, _("Read in police notices"));

	notice_import_page(out, request);
	return page_end(request, 200);
}

static struct reply import_act(struct request *request, struct change *change)
{
	const struct upload *file = request_file(request, "file", 0);
	int64_t id;

	if (!file || (!file->content.len && !file->is_too_large))
		problem_add(request_problems(request), "file", "%s", _("Choose a file."));
	else if (file->is_too_large)
		problem_add(request_problems(request), "file", "%s", _("The file is too large."));
	if (request_problems(request)->count)
		return reply_again(request, change);
	id = job_start(change, "import-polisen", S("{}"), file->name, file->content);
	return reply_done(request, 202, NULL, NULL, "/jobs/%.*s", STR(job_key(change, id)));
}

const struct route notices_routes[] = {
	{ GET, "/notices", .need = MAY_notices_read, .show = notices_list, .is_api_too = true,
	  .label = N_("External notices") },
	{ GET, "/notices/import", .need = MAY_notices_import, .show = import_show,
	  .label = N_("Read in police notices") },
	{ POST, "/notices/import", .need = MAY_notices_import, .act = import_act,
	  .again = import_show, .label = N_("Read in police notices") },
	{ GET, "/notices/aliases", .need = MAY_notices_import, .show = aliases_show,
	  .label = N_("Other names of areas") },
	{ POST, "/notices/aliases", .need = MAY_notices_import, .act = aliases_act,
	  .again = aliases_show, .label = N_("Change other names of areas, place notices again") },
	{ GET, "/notices/:id", .need = MAY_notices_read, .show = notice_show, .is_api_too = true,
	  .label = N_("An external notice") },
	{ .path = NULL },
};
