/* SPDX-License-Identifier: EUPL-1.2 */
/* warnings/queries.c - every SQL statement about warnings that have come in. */
#include "modules/warnings/inside.h"

#include "base/tongue.h"
#include "kit/setting.h"
#include "modules/warnings/pages.html.h"

/* ---- Warnings ------------------------------------------------------------------------------- */

/* Who names it, as a later message of the same sender and of the same reality: an exercise
 * never cancels what is real. */
#define LATER \
	" FROM my_warning_reference AS named JOIN my_warning AS later ON later.id = named.warning_id" \
	" WHERE named.identifier = my_warning.identifier AND named.sender = my_warning.sender" \
	" AND named.sent_at = my_warning.sent_at AND later.sender = my_warning.sender" \
	" AND later.status = my_warning.status AND later.msg_type IN ('Update', 'Cancel')" \
	" AND later.id <> my_warning.id"
#define ROW \
	"SELECT my_warning.*, COALESCE((SELECT MAX(later.id)" LATER "), 0) AS replaced_by," \
	" CASE WHEN EXISTS (SELECT 1" LATER " AND later.msg_type = 'Cancel') THEN 1 ELSE 0 END" \
	" AS is_cancelled FROM my_warning"
/* The same as warning_holds(); $1 hours. */
#define HOLDS \
	" my_warning.status = 'Actual' AND my_warning.msg_type IN ('Alert', 'Update')" \
	" AND (my_warning.expires_at > moment() OR (my_warning.expires_at = 0" \
	"      AND my_warning.received_at + $1 * 3600 > moment()))" \
	" AND NOT EXISTS (SELECT 1" LATER ")"

static int64_t hours_without_end(void)
{
	return setting_int("warning_hours_without_end");
}

const struct warning_row *warning_get(struct view *view, struct str public_id)
{
	return view_get(view, &warning_row_record.shape,
		SQL(ROW " WHERE my_warning.public_id = $1"), V(public_id));
}

const struct warning_row *warning_of_id(struct view *view, int64_t id)
{
	return view_get(view, &warning_row_record.shape,
		SQL(ROW " WHERE my_warning.id = $1"), V(id));
}

/* Jobs and commands take files in as the system, which no my_... view shows anything to. */
#define KNOWN(column, view_name) SQL("SELECT " column " FROM " view_name \
	" WHERE sender = $1 AND identifier = $2 AND sent_at = $3")

int64_t warning_same(struct view *view, const struct warning *warning, struct str *body)
{
	struct values same = V(warning->sender, warning->identifier, warning->sent_at);
	bool is_system = !view_me(view);

	*body = view_text(view, is_system ? KNOWN("body", "warning") : KNOWN("body", "my_warning"), same);
	return view_int(view, is_system ? KNOWN("id", "warning") : KNOWN("id", "my_warning"), same);
}

bool warning_is_here(struct view *view, const struct cap_reference *reference)
{
	return view_int(view, view_me(view) ? KNOWN("1", "my_warning") : KNOWN("1", "warning"),
		V(reference->sender, reference->identifier, reference->sent)) != 0;
}

int64_t warning_count(struct view *view, bool only_here)
{
	return view_int(view, SQL("SELECT count(*) FROM my_warning WHERE" HOLDS
		" AND my_warning.touches >= $2"), V(hours_without_end(), only_here));
}

struct warning_row_list warnings_that_hold_here(struct view *view)
{
	return warning_row_list_of(view_list(view, &warning_row_record.shape,
		SQL(ROW " WHERE" HOLDS " AND my_warning.touches = 1"
		    " ORDER BY CASE my_warning.severity WHEN 'Extreme' THEN 0 WHEN 'Severe' THEN 1"
		    "  WHEN 'Moderate' THEN 2 ELSE 3 END, my_warning.sent_at DESC, my_warning.id DESC"
		    " LIMIT 20"), V(hours_without_end())));
}

struct warning_reference_list warning_references_of(struct view *view, int64_t warning_id)
{
	return warning_reference_list_of(view_list(view, &warning_reference_record.shape,
		SQL("SELECT * FROM my_warning_reference WHERE warning_id = $1 ORDER BY id LIMIT 200"),
		V(warning_id)));
}

struct warning_row_list warnings_named_by(struct view *view, int64_t warning_id)
{
	return warning_row_list_of(view_list(view, &warning_row_record.shape,
		SQL(ROW " WHERE my_warning.id IN (SELECT earlier.id FROM my_warning_reference AS by_it"
		    "  JOIN my_warning AS earlier ON earlier.identifier = by_it.identifier"
		    "   AND earlier.sender = by_it.sender AND earlier.sent_at = by_it.sent_at"
		    "  WHERE by_it.warning_id = $1)"
		    " ORDER BY my_warning.sent_at DESC, my_warning.id DESC LIMIT 50"), V(warning_id)));
}

#define RECORD struct warning_place
static const struct field place_fields[] = { WARNING_PLACE_FIELDS(AS_FIELD) };
#undef RECORD
static const struct shape place_shape = SHAPE_OF(NULL, warning_place, place_fields);

struct warning_place_list warning_places_of(struct view *view, int64_t warning_id)
{
	return warning_place_list_of(view_list(view, &place_shape,
		SQL("SELECT my_area.public_id, my_area.name, found.how FROM my_warning_area AS found"
		    " JOIN my_area ON my_area.id = found.area_id WHERE found.warning_id = $1"
		    " ORDER BY found.id LIMIT 400"), V(warning_id)));
}

struct warning_row_list warnings_of_file(struct view *view, int64_t file_id)
{
	return warning_row_list_of(view_list(view, &warning_row_record.shape,
		SQL(ROW " WHERE my_warning.file_id = $1 ORDER BY my_warning.id LIMIT 200"), V(file_id)));
}

void warning_put(struct change *change, struct warning *warning, const struct matched *matched,
                 const struct cap_references *references)
{
	change_insert(change, &warning_record.shape, warning);
	for (size_t i = 0; i < references->count; i++) {
		const struct cap_reference *named = &references->at[i];

		change_insert(change, &warning_reference_record.shape, &(struct warning_reference){
			.warning_id = warning->id, .sender = named->sender, .identifier = named->identifier,
			.sent_at = named->sent });
	}
	for (size_t i = 0; i < matched->areas.count; i++) {
		struct warning_area area = matched->areas.at[i];

		area.warning_id = warning->id;
		change_insert(change, &warning_area_record.shape, &area);
	}
}

/* ---- The list of them --------------------------------------------------------------------------- */

const struct choice warnings_shown[] = {
	{ "", "" },
	{ "now", N_("Hold now") },
	{ "past", N_("Past: ended, replaced or cancelled") },
	{ "practice", N_("Exercises, tests and drafts") },
	{ "other", N_("Cancellations, receipts and errors") },
	{ "all", N_("All") },
	{ NULL, NULL },
};

/* Each with a condition of its own; the first stands for an empty address. */
static const struct { const char *name; struct sql condition; } shows[] = {
	{ "now", SQL(" AND" HOLDS) },
	{ "past", SQL(" AND my_warning.status = 'Actual' AND my_warning.msg_type IN ('Alert', 'Update')"
		" AND NOT (" HOLDS ")") },
	{ "practice", SQL(" AND my_warning.status <> 'Actual'") },
	{ "other", SQL(" AND my_warning.status = 'Actual' AND my_warning.msg_type NOT IN ('Alert', 'Update')") },
	{ "all", SQL("") },
};

void warnings_query(struct request *request, struct view *view, struct query *query)
{
	struct str show = request_query(request, "show");
	size_t chosen = 0;

	for (size_t i = 0; i < COUNT(shows); i++)
		if (str_is(show, shows[i].name))
			chosen = i;
	query_start(query, view_arena(view), SQL(ROW " WHERE $1 >= 0"), V(hours_without_end()));
	query_add(query, shows[chosen].condition, NONE);
}

static const struct filter warnings_filters[] = {
	{ .name = "show", .label = N_("Which"), .kind = FIELD_choice, .choices = warnings_shown, .is_hidden = true },
	{ .name = "here", .label = N_("Touches the city"), .kind = FIELD_yesno,
	  .condition = SQL(" AND my_warning.touches = $?") },
	{ .name = "category", .label = N_("Kind of danger"), .kind = FIELD_code,
	  .list = "warnings/categories", .condition = SQL(" AND my_warning.category = $?") },
	{ .name = "words", .label = N_("Words"), .kind = FIELD_text,
	  .condition = SQL(" AND (fold(my_warning.headline) LIKE '%' || fold($?) || '%'"
		" OR fold(my_warning.area_words) LIKE '%' || fold($?) || '%')") },
	{ .name = NULL },
};

static void headline_cell(struct out *out, struct request *request, const void *row)
{
	(void)request;
	warning_title_cell(out, row);
}

static void severity_cell(struct out *out, struct request *request, const void *row)
{
	(void)request;
	warning_severity(out, ((const struct warning_row *)row)->severity);
}

#define SORTED(column) \
	.ascending = SQL(" ORDER BY my_warning." column ", my_warning.id"), \
	.descending = SQL(" ORDER BY my_warning." column " DESC, my_warning.id DESC")
static const struct table_column warnings_columns[] = {
	{ .name = "headline", .is_link = true, SORTED("headline COLLATE local"), .cell = headline_cell },
	{ .name = "severity", .cell = severity_cell },
	{ .name = "area_words" },
	{ .name = "touches" },
	{ .name = "sent_at", SORTED("sent_at") },
	{ .name = "expires_at", SORTED("expires_at") },
	{ .name = "sender_name", SORTED("sender_name COLLATE local") },
	{ .name = "status", .is_export_only = true },
	{ .name = "msg_type", .is_export_only = true },
	{ .name = "identifier", .is_export_only = true },
	{ .name = "sender", .is_export_only = true },
	{ .name = NULL },
};

const struct table warnings_table = {
	.name = "warnings", .label = N_("Warnings"),
	.fields = warning_row_fields, .field_count = WARNING_ROW_COUNT,
	.shape = { .size = sizeof(struct warning_row), .count = WARNING_ROW_COUNT,
	           .columns = &warning_row_fields[0].column, .stride = sizeof(struct field) },
	.columns = warnings_columns, .filters = warnings_filters,
	.row_path = "/warnings/%s", .row_key = "public_id",
	.order = SQL(" ORDER BY my_warning.touches DESC, my_warning.sent_at DESC, my_warning.id DESC"),
	.export_need = MAY_notices_read,
	.empty = N_("No warning holds now, as far as anybody has taken in. Past ones and exercises are behind the links above."),
};

/* ---- Files ----------------------------------------------------------------------------------------- */

const struct warning_file *warning_file_get(struct view *view, struct str public_id)
{
	return view_get(view, &warning_file_record.shape,
		SQL("SELECT * FROM my_warning_file WHERE public_id = $1"), V(public_id));
}

const struct warning_file *warning_file_of_id(struct view *view, int64_t id)
{
	return view_get(view, &warning_file_record.shape,
		SQL("SELECT * FROM my_warning_file WHERE id = $1"), V(id));
}

const struct warning_file *warning_file_of_digest(struct view *view, struct str digest)
{
	return view_get(view, &warning_file_record.shape, view_me(view)
		? SQL("SELECT * FROM my_warning_file WHERE digest = $1")
		: SQL("SELECT * FROM warning_file WHERE digest = $1"), V(digest));
}

struct str warning_file_bytes(struct view *view, int64_t file_id)
{
	return view_text(view, SQL("SELECT content FROM my_warning_raw WHERE file_id = $1"), V(file_id));
}

void warning_file_put(struct change *change, struct warning_file *file, struct str bytes)
{
	change_insert(change, &warning_file_record.shape, file);
	change_run(change, SQL("INSERT INTO warning_raw (file_id, content) VALUES ($1, $2)"),
		V(file->id, value_bytes(bytes)));
}

void warning_file_settle(struct change *change, const struct warning_file *file)
{
	change_run(change, SQL("UPDATE warning_file SET verdict = $2, problem = $3, warnings = $4"
		" WHERE id = $1"), V(file->id, file_verdicts[file->verdict].name, file->problem,
		file->warnings));
	change_note(change, "warning_file", file->id, file_verdicts[file->verdict].name, file->problem);
}

void warning_files_query(struct request *request, struct view *view, struct query *query)
{
	(void)request;
	query_start(query, view_arena(view), SQL("SELECT * FROM my_warning_file WHERE 1 = 1"), NONE);
}

static const struct filter files_filters[] = {
	{ .name = "verdict", .label = N_("What became of it"), .kind = FIELD_choice,
	  .choices = file_verdicts, .condition = SQL(" AND verdict = $?") },
	{ .name = NULL },
};
static const struct table_column files_columns[] = {
	{ .name = "name", .is_link = true }, { .name = "verdict" }, { .name = "problem" },
	{ .name = "way" }, { .name = "warnings" }, { .name = "received_at" },
	{ .name = "received_by" }, { .name = "size", .is_export_only = true },
	{ .name = "digest", .is_export_only = true }, { .name = NULL },
};
const struct table warning_files_table = {
	.name = "warning-files", .label = N_("Files with warnings"),
	.fields = warning_file_fields, .field_count = WARNING_FILE_COUNT,
	.shape = { .size = sizeof(struct warning_file), .count = WARNING_FILE_COUNT,
	           .columns = &warning_file_fields[0].column, .stride = sizeof(struct field) },
	.columns = files_columns, .filters = files_filters,
	.row_path = "/warnings/files/%s", .row_key = "public_id",
	.order = SQL(" ORDER BY received_at DESC, id DESC"),
	.export_need = MAY_notices_import,
	.empty = N_("No file has come in yet. Take one in by the page, or let somebody watch a folder (the setting warning_folder)."),
};

/* ---- Drafts ------------------------------------------------------------------------------------------ */

/* As draft_status_of() has it, for all at once. */
#define DRAFT_ROW \
	"SELECT my_warning_draft.*, COALESCE(its.is_exercise, 0) AS is_exercise," \
	" CASE WHEN its.id IS NULL OR release.id IS NULL THEN 0 ELSE 1 END AS is_released" \
	" FROM my_warning_draft LEFT JOIN my_crisis AS its ON its.id = my_warning_draft.crisis_id" \
	" LEFT JOIN my_warning_release AS release ON release.draft_id = my_warning_draft.id"

struct warning_draft_row_list warning_drafts(struct view *view)
{
	return warning_draft_row_list_of(view_list(view, &warning_draft_row_record.shape,
		SQL(DRAFT_ROW " ORDER BY my_warning_draft.created_at DESC, my_warning_draft.id DESC"
		    " LIMIT 200"), NONE));
}

const struct warning_draft_row *warning_draft_row_get(struct view *view, struct str public_id)
{
	return view_get(view, &warning_draft_row_record.shape,
		SQL(DRAFT_ROW " WHERE my_warning_draft.public_id = $1"), V(public_id));
}

const struct warning_draft *warning_draft_get(struct view *view, struct str public_id)
{
	return view_get(view, &warning_draft_record.shape,
		SQL("SELECT * FROM my_warning_draft WHERE public_id = $1"), V(public_id));
}

const struct warning_draft *warning_draft_of_id(struct view *view, int64_t id)
{
	return view_get(view, &warning_draft_record.shape,
		SQL("SELECT * FROM my_warning_draft WHERE id = $1"), V(id));
}

const struct warning_release *warning_release_of(struct view *view, int64_t draft_id)
{
	return view_get(view, &warning_release_record.shape,
		SQL("SELECT * FROM my_warning_release WHERE draft_id = $1"), V(draft_id));
}

const struct reference warnings_references[] = {
	{ .name = "warning_draft",
	  .label = SQL("SELECT headline FROM my_warning_draft WHERE id = $1"),
	  .list = SQL("SELECT id AS key, headline AS label, '' AS hint FROM my_warning_draft"
	              " ORDER BY created_at DESC, id DESC LIMIT 500"),
	  .find = SQL("SELECT id FROM my_warning_draft WHERE public_id = $1 OR fold(headline) = fold($1)"
	              " ORDER BY id DESC LIMIT 1") },
	{ .name = NULL },
};
