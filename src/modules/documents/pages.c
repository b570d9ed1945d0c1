/* SPDX-License-Identifier: EUPL-1.2 */
/* documents/pages.c - the routes of the room; lists, what is in force, what is missing. */
#include "modules/documents/knowledge.h"
#include "modules/documents/pages.html.h"

static void document_judge(struct view *view, void *row, struct problems *problems);
const struct form document_form = {
	.record = &document_record,
	.fields = FIELDS("kind", "unit_id", "title", "to_unit_id", "to_kinds", "is_recursive", "slot",
	                 "topic", "registry_number", "secrecy"),
	.judge = document_judge,
};

/* ---- Lists ------------------------------------------------------------------------------ */

static void list_actions(struct out *out, struct request *request, struct view *view)
{
	(void)view;
	documents_actions(out, request_may(request, MAY_documents_write),
		request_may(request, MAY_programme_read));
}

static struct reply documents_list(struct request *request, struct view *view)
{
	struct table_page page = { .title = _("Documents"), .actions = list_actions,
		.status = str_of(_("Instructions, plans and routines that you may read.")) };
	struct query query;

	documents_query(request, view, &query);
	return table_reply(request, view, &documents_table, &query, &page);
}

static struct date asked_day(struct request *request)
{
	struct date day;

	return date_read(request_query(request, "on"), &day) ? day : date_today();
}

/* A person who has never looked is told of the last three months. */
static struct instant new_since(struct view *view)
{
	enum { AT_FIRST_DAYS = 90 };
	struct instant looked = documents_looked(view);

	if (looked.seconds)
		return looked;
	return instant_at(date_add_days(date_today(), -AT_FIRST_DAYS), 0, 0, 0);
}

static void new_above(struct out *out, struct request *request, struct view *view)
{
	struct instant since = new_since(view);
	struct document_row_list rows = documents_new(view, since);

	if (date_compare(asked_day(request), date_today()) == 0)
		documents_new_box(out, request, instant_date(since), &rows);
}

static void in_force_actions_of(struct out *out, struct request *request, struct view *view)
{
	(void)view;
	in_force_actions(out, request_may(request, MAY_documents_read));
}

struct reply in_force_show(struct request *request, struct view *view)
{
	int64_t unit_id = reference_find(view, "unit", request_query(request, "unit"));
	bool is_narrow = unit_id || request_query(request, "kind").len;
	struct date on = asked_day(request);
	struct table_page page = { .title = _("Documents in force"), .actions = in_force_actions_of,
		.above = new_above };
	struct query query;

	page.status = arena_print(request->arena, is_narrow
		? _("As they stand on %.*s.")
		: _("As they stand on %.*s: what is open to everybody. Choose a unit to see its plans as well."),
		STR(tongue_date(request->arena, on)));
	in_force_query(request, view, &query, on, unit_id, !is_narrow);
	return table_reply(request, view, &in_force_table, &query, &page);
}

struct reply in_force_seen_act(struct request *request, struct change *change)
{
	documents_look(change);
	request_message(request, _("From now on only later documents are told as new."));
	return reply_done(request, 200, NULL, NULL, "/documents/in-force");
}

/* ---- What is missing --------------------------------------------------------------------- */

static struct reply missing_json(struct request *request, struct view *view,
                                 const struct missing_list *missing)
{
	const struct catalogue *slots = catalogue_get("governing_documents");
	struct json_out json;
	struct out *out = arena_new(request->arena, struct out);

	out_init(out, request->arena, 4 << 20);
	json_begin(&json, out);
	json_object_begin(&json, NULL);
	json_list_begin(&json, "named_by_programme");
	for (size_t i = 0; i < slots->count; i++) {
		json_object_begin(&json, NULL);
		json_str(&json, "code", slots->items[i].code);
		json_str(&json, "name", item_name(&slots->items[i]));
		json_str(&json, "path", document_path_of_slot(view, slots->items[i].code));
		json_object_finish(&json);
	}
	json_list_finish(&json);
	json_list_begin(&json, "missing");
	for (size_t i = 0; i < missing->count; i++) {
		json_object_begin(&json, NULL);
		json_str(&json, "kind", missing->at[i].kind);
		json_str(&json, "unit", missing->at[i].unit_code);
		json_date(&json, "had_until", missing->at[i].last_day);
		json_object_finish(&json);
	}
	json_list_finish(&json);
	json_object_finish(&json);
	return reply_json(request, 200, out);
}

struct reply missing_show(struct request *request, struct view *view)
{
	const struct catalogue *slots = catalogue_get("governing_documents");
	struct missing_list missing = documents_missing(view);
	struct out *out;

	if (request_wants_json(request))
		return missing_json(request, view, &missing);
	out = page_begin(request, view, _("Documents that are missing"));
	missing_begin(out, missing.count);
	for (size_t i = 0; i < slots->count; i++)
		if (!slots->items[i].is_retired)
			missing_slot(out, &slots->items[i],
				document_path_of_slot(view, slots->items[i].code),
				request_may(request, MAY_documents_write));
	missing_slots_end(out);
	for (size_t i = 0, first = 0; i < missing.count; i++) {
		if (i + 1 < missing.count && str_equals(missing.at[i + 1].kind, missing.at[i].kind))
			continue;
		missing_kind(out, missing.at[i].kind, &missing.at[first], i + 1 - first);
		first = i + 1;
	}
	missing_end(out, missing.count);
	return page_end(request, 200);
}

/* ---- A document itself --------------------------------------------------------------------- */

const struct document *document_asked(struct request *request, struct view *view)
{
	return document_get(view, request_param(request, "id"));
}

bool document_may_write(struct request *request, struct view *view, const struct document *document)
{
	return request_may(request, MAY_documents_write)
		&& document_may(view, MAY_documents_write, document->unit_id);
}

/* The topic that every document of a kind rests under, so that nobody needs to choose it. */
struct str document_topic_of_kind(struct str kind)
{
	const struct catalogue *topics = catalogue_get("knowledge_topics");

	for (size_t i = 0; i < topics->count; i++)
		if (str_equals(item_text(&topics->items[i], "document_kind"), kind)
		    && item_int(&topics->items[i], "is_always"))
			return topics->items[i].code;
	return S("");
}

static void document_judge(struct view *view, void *row, struct problems *problems)
{
	struct document *document = row;
	const struct item *kind = item_find("document_kinds", document->kind);
	const struct item *topic = item_find("knowledge_topics", document->topic);
	const struct item *slot = item_find("governing_documents", document->slot);

	if (!document_may(view, MAY_documents_write, document->unit_id))
		problem_add(problems, "unit_id", "%s",
			_("You do not write documents of this unit. Choose another unit."));
	if (document->secrecy.len && !item_int(kind, "is_secret_possible"))
		problem_add(problems, "secrecy", "%s",
			_("A document of this kind is open to all. Leave the mark empty, or choose another kind."));
	if (topic && !str_equals(item_text(topic, "document_kind"), document->kind))
		problem_add(problems, "topic", _("This rests on another kind of document: %.*s."),
			STR(code_name("document_kinds", item_text(topic, "document_kind"))));
	if (slot && !str_equals(item_text(slot, "kind"), document->kind))
		problem_add(problems, "slot", _("That document is of another kind: %.*s."),
			STR(code_name("document_kinds", item_text(slot, "kind"))));
	if (!document->topic.len)
		document->topic = document_topic_of_kind(document->kind);
	if (!document->to_unit_id)
		document->to_unit_id = document->unit_id;
}

static struct reply document_form_page(struct request *request, struct view *view,
                                       const struct document *document, const char *title,
                                       struct str action, struct str back)
{
	struct form_view form = form_view_of(request, view, &document_form, document);
	struct out *out = page_begin(request, view, title);

	document_form_begin(out, title, document->id ? document : NULL);
	form_begin(out, &form, action, false);
	form_all(out, &form);
	form_buttons(out, document->id ? _("Save the document") : _("Save and write the first version"), back);
	form_end(out);
	return page_end(request, 200);
}

static struct reply document_new(struct request *request, struct view *view)
{
	struct document document = { .kind = request_query(request, "kind"),
		.slot = request_query(request, "slot"),
		.unit_id = reference_find(view, "document_unit", request_query(request, "unit")) };
	const struct item *slot = item_find("governing_documents", document.slot);

	if (slot && !document.kind.len) {
		document.kind = item_text(slot, "kind");
		document.title = item_name(slot);
	}
	if (!document.unit_id)
		document.unit_id = request_person(request)->unit_id;
	return document_form_page(request, view, &document, _("New document"), S("/documents"),
		S("/documents"));
}

static struct reply document_add_act(struct request *request, struct change *change)
{
	struct document *document = request_record(request);
	struct document_version *version;

	change_insert(change, &document_record.shape, document);
	document_index(change, document);
	version = version_begin(change, document);
	request_message(request, _("The document is put in. Write its text or add its file, then say who adopted it."));
	return reply_done(request, 201, &document_record, document, "/documents/%.*s/versions/%lld/edit",
		STR(document->public_id), (long long)version->number);
}

static void *document_load(struct request *request, struct view *view)
{
	const struct document *document = document_asked(request, view);

	if (!document || !document_may(view, MAY_documents_write, document->unit_id))
		return NULL;
	return (void *)(uintptr_t)document;
}

static struct reply document_edit(struct request *request, struct view *view)
{
	const struct document *document = document_load(request, view);
	struct str path;

	if (!document)
		return reply_not_found(request);
	path = arena_print(request->arena, "/documents/%.*s", STR(document->public_id));
	return document_form_page(request, view, document, _("Change the document"), path, path);
}

static struct reply document_gone(struct request *request, struct change *change, enum updated updated,
                           const struct document *mine)
{
	const struct document *theirs = document_of_id(change_view(change), mine->id);

	if (updated == UPDATED_GONE || !theirs)
		return reply_not_found(request);
	return reply_stale(request, &document_record, mine, theirs);
}

static struct reply document_change_act(struct request *request, struct change *change)
{
	struct document *document = request_record(request);
	int64_t version = request_version(request) ? request_version(request) : document->version;
	enum updated updated;

	document_index(change, document);
	updated = change_update(change, &document_record.shape, document, version);
	if (updated == UPDATED_STALE || updated == UPDATED_GONE)
		return document_gone(request, change, updated, document);
	if (updated == UPDATED)
		document_step_add(change, document->id, 0, "change", S(""));
	request_message(request, _("The document is saved."));
	return reply_done(request, 200, &document_record, document, "/documents/%.*s",
		STR(document->public_id));
}

void documents_home(struct out *out, struct request *request, struct view *view)
{
	struct receipt_row_list waiting;
	struct document_row_list fresh;

	if (!request_may(request, MAY_documents_read))
		return;
	waiting = receipts_mine(view);
	fresh = documents_new(view, new_since(view));
	documents_card(out, &waiting, fresh.count, check_waiting(request, view));
}

const struct route documents_routes[] = {
	{ GET, "/documents", .need = MAY_documents_read, .show = documents_list, .is_api_too = true,
	  .label = N_("List of documents") },
	{ GET, "/documents/in-force", .need = SIGNED_IN, .show = in_force_show, .is_api_too = true,
	  .label = N_("Documents in force on a day") },
	{ POST, "/documents/in-force", .need = SIGNED_IN, .act = in_force_seen_act, .is_api_too = true,
	  .label = N_("Say that one has seen what is new") },
	{ GET, "/documents/missing", .need = MAY_programme_read, .show = missing_show, .is_api_too = true,
	  .label = N_("Documents that are missing") },
	{ GET, "/documents/acknowledgements", .need = MAY_documents_read, .show = receipts_show,
	  .is_api_too = true, .label = N_("Who has acknowledged which document") },
	{ GET, "/documents/reminders", .need = MAY_documents_write, .show = receipt_reminders_show,
	  .label = N_("Reminders of documents that wait") },
	{ GET, "/documents/new", .need = MAY_documents_write, .show = document_new,
	  .label = N_("Put in a document") },
	{ POST, "/documents", .need = MAY_documents_write, .act = document_add_act,
	  .form = &document_form, .again = document_new, .is_api_too = true,
	  .label = N_("Save a new document") },
	{ GET, "/documents/:id", .need = SIGNED_IN, .show = version_show, .is_api_too = true,
	  .label = N_("One document, as it is in force") },
	{ GET, "/documents/:id/edit", .need = MAY_documents_write, .show = document_edit,
	  .label = N_("Change a document") },
	{ POST, "/documents/:id", .need = MAY_documents_write, .act = document_change_act,
	  .form = &document_form, .load = document_load, .again = document_edit, .is_api_too = true,
	  .label = N_("Save a changed document") },
	{ POST, "/documents/:id/acknowledge", .need = MAY_documents_read, .act = receipt_act,
	  .form = &receipt_form, .again = version_show, .is_api_too = true,
	  .label = N_("Acknowledge a document for a unit") },
	{ GET, "/documents/:id/compare", .need = SIGNED_IN, .show = version_compare,
	  .is_api_too = true, .label = N_("Two versions compared in words") },
	{ POST, "/documents/:id/versions", .need = MAY_documents_write, .act = version_begin_act,
	  .again = version_show, .is_api_too = true, .label = N_("Begin a new version of a document") },
	{ GET, "/documents/:id/versions/:n", .need = SIGNED_IN, .show = version_show,
	  .is_api_too = true, .label = N_("One version of a document") },
	{ GET, "/documents/:id/versions/:n/edit", .need = MAY_documents_write, .show = version_edit,
	  .label = N_("Write in a version of a document") },
	{ GET, "/documents/:id/versions/:n/file", .need = SIGNED_IN, .show = version_file,
	  .label = N_("The file of a version") },
	{ POST, "/documents/:id/versions/:n", .need = MAY_documents_write, .act = version_change_act,
	  .form = &version_form, .load = version_load, .again = version_edit, .is_api_too = true,
	  .label = N_("Save a version of a document") },
	{ POST, "/documents/:id/versions/:n/adopt", .need = MAY_documents_write,
	  .act = version_adopt_act, .form = &adoption_form, .again = version_show, .is_api_too = true,
	  .label = N_("Write down that a version was adopted") },
	{ POST, "/documents/:id/versions/:n/withdraw", .need = MAY_documents_write,
	  .act = version_withdraw_act, .form = &withdrawal_form, .again = version_show,
	  .is_api_too = true, .label = N_("Withdraw a version of a document") },
	{ GET, "/documents/:id/questions", .need = MAY_documents_write, .show = questions_show,
	  .label = N_("Questions on a document") },
	{ POST, "/documents/:id/questions", .need = MAY_documents_write, .act = question_add_act,
	  .form = &question_form, .again = questions_show, .is_api_too = true,
	  .label = N_("Save a question") },
	{ POST, "/documents/:id/questions/carry", .need = MAY_documents_write,
	  .act = questions_carry_act, .again = questions_show, .is_api_too = true,
	  .label = N_("Take over the questions of the version before") },
	{ POST, "/documents/:id/questions/:question/retire", .need = MAY_documents_write,
	  .act = question_retire_act, .is_api_too = true, .label = N_("Take out a question") },
	{ GET, "/knowledge", .need = MAY_documents_read, .show = knowledge_show, .is_api_too = true,
	  .label = N_("My questions of the year") },
	{ GET, "/knowledge/results", .need = MAY_statistics_read, .show = knowledge_results,
	  .is_api_too = true, .label = N_("Results of what the units know") },
	{ GET, "/knowledge/:topic", .need = MAY_documents_read, .show = check_show,
	  .is_api_too = true, .label = N_("Answer three questions") },
	{ POST, "/knowledge/:topic", .need = MAY_documents_read, .act = check_act,
	  .again = check_show, .label = N_("Send one's answers") },
	{ .path = NULL },
};
