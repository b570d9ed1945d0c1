/* SPDX-License-Identifier: EUPL-1.2 */
/* documents/versions.c - a version: read, compared, written, adopted, withdrawn. */
#include "modules/documents/inside.h"

#include "kit/away.h"
#include "kit/compare.h"
#include "kit/identity.h"
#include "kit/members.h"
#include "modules/documents/versions.html.h"
#include "modules/people/people.h"

/* A plan says what is done and by which function; nobody's number belongs in it. */
static void version_judge(struct view *view, void *row, struct problems *problems)
{
	const struct document_version *version = row;

	(void)view;
	personal_number_refuse(problems, "text", version->text);
	personal_number_refuse(problems, "change_note", version->change_note);
}

const struct form version_form = {
	.record = &document_version_record,
	.fields = FIELDS("change_note", "text"),
	.judge = version_judge,
};

#define RECORD struct adoption
static const struct field adoption_fields[] = { ADOPTION_FIELDS(AS_FIELD) };
#undef RECORD
static const struct record adoption_record = {
	.shape = SHAPE_OF(NULL, adoption, adoption_fields),
	.name = "adoption", .fields = adoption_fields, .count = COUNT(adoption_fields),
	.label = N_("Adoption"), .many = N_("Adoptions"), .path = "/documents",
};
const struct form adoption_form = {
	.record = &adoption_record,
	.fields = FIELDS("adopted_by", "adopted_as", "decision", "adopted_on", "valid_from", "valid_to"),
};

#define RECORD struct withdrawal
static const struct field withdrawal_fields[] = { WITHDRAWAL_FIELDS(AS_FIELD) };
#undef RECORD
static const struct record withdrawal_record = {
	.shape = SHAPE_OF(NULL, withdrawal, withdrawal_fields),
	.name = "withdrawal", .fields = withdrawal_fields, .count = COUNT(withdrawal_fields),
	.label = N_("Withdrawal"), .many = N_("Withdrawals"), .path = "/documents",
};
const struct form withdrawal_form = {
	.record = &withdrawal_record,
	.fields = FIELDS("last_day", "reason"),
};

/* ---- Words ------------------------------------------------------------------------------- */

struct str standing_words(enum standing standing)
{
	static const char *const words[STANDING_COUNT] = { N_("Being written"),
		N_("Adopted, not yet in force"), N_("In force"), N_("Expired"),
		N_("Replaced by a newer version"), N_("Revoked") };

	return str_of(_(words[standing]));
}

const char *standing_class(enum standing standing)
{
	static const char *const classes[STANDING_COUNT] = { "draft", "doing", "ok", "late", "closed",
		"closed" };

	return classes[standing];
}

/* What people write as HTML is shown as text, so "<h1>" comes from a heading alone. */
struct html text_html(struct arena *arena, struct str text)
{
	enum { LOWER = 2, LOWEST = 6 };
	struct str made = arena_copy(arena, markdown_html(arena, text).text);
	char *at = (char *)(uintptr_t)made.at;

	for (size_t i = 0; i + 3 < made.len; i++) {
		char *level = at[i] != '<' ? NULL : at[i + 1] == 'h' ? &at[i + 2]
			: at[i + 1] == '/' && at[i + 2] == 'h' ? &at[i + 3] : NULL;

		if (level && *level >= '1' && *level <= '6')
			*level = *level + LOWER > '0' + LOWEST ? '0' + LOWEST : (char)(*level + LOWER);
	}
	return (struct html){ made };
}

/* "Ljungbacka stadsdelsnämnd and all units below it" */
struct str document_address_words(struct view *view, const struct document *document)
{
	struct arena *arena = view_arena(view);
	struct str name = unit_name(view, document->to_unit_id);
	static const struct field kinds = { .kind = FIELD_codes, .list = "unit_kinds" };

	if (document->to_kinds.len)
		return arena_print(arena, _("units within %.*s of the kinds: %.*s"), STR(name),
			STR(field_show(arena, &kinds, &document->to_kinds)));
	if (document->is_recursive)
		return arena_print(arena, _("%.*s and all units below it"), STR(name));
	return name;
}

/* ---- Which one ----------------------------------------------------------------------------- */

const struct document_version *version_asked(struct request *request, struct view *view,
                                             const struct document *document)
{
	struct str number = request_param(request, "n");
	const struct document_version *version;
	int64_t n;

	if (number.len)
		return str_to_int(number, &n) ? version_get(view, document->id, n) : NULL;
	version = version_on(view, document->id, date_today());
	if (!version && document->adopted_number)
		version = version_get(view, document->id, document->adopted_number);
	return version ? version : version_get(view, document->id, document->newest_number);
}

static struct str version_path(struct arena *arena, const struct document *document, int64_t number)
{
	return arena_print(arena, "/documents/%.*s/versions/%lld", STR(document->public_id),
		(long long)number);
}

/* ---- Reading --------------------------------------------------------------------------------- */

/* What the form shows is this form's only when this form was sent. */
static bool was_sent(struct request *request, struct form_view *form, const char *ending)
{
	bool is_this = form->answers && str_ends(request->path, str_of(ending));

	if (!is_this) {
		form->answers = NULL;
		form->problems = NULL;
	}
	return is_this;
}

static struct adoption adoption_proposed(struct view *view, const struct document *document,
                                         const struct document_version *version)
{
	struct str role = item_text(item_find("document_kinds", document->kind), "adopter_role");

	return (struct adoption){ .adopted_on = date_today(), .valid_from = date_today(),
		.adopted_by = role.len ? document_role_holder(view, role, date_today()) : 0,
		.adopted_as = role.len ? code_name("role_types", role) : S(""),
		.version = version->version };
}

static void adoption_show(struct out *out, struct request *request, struct view *view,
                          const struct document *document, const struct document_version *version)
{
	const struct adoption proposed = adoption_proposed(view, document, version);
	struct form_view form = form_view_of(request, view, &adoption_form, &proposed);
	bool is_sent = was_sent(request, &form, "/adopt");

	version_details_begin(out, "adopt", _("Write down that it was adopted"), is_sent);
	form_begin(out, &form, arena_print(request->arena, "%.*s/adopt",
		STR(version_path(request->arena, document, version->number))), false);
	form_all(out, &form);
	form_buttons(out, _("It was adopted"), S(""));
	form_end(out);
	version_details_end(out);
}

static void withdrawal_show(struct out *out, struct request *request, struct view *view,
                            const struct document *document, const struct document_version *version)
{
	const struct withdrawal proposed = { .last_day = date_today(), .version = version->version };
	struct form_view form = form_view_of(request, view, &withdrawal_form, &proposed);
	bool is_sent = was_sent(request, &form, "/withdraw");

	version_details_begin(out, "withdraw", _("Withdraw this version"), is_sent);
	form_begin(out, &form, arena_print(request->arena, "%.*s/withdraw",
		STR(version_path(request->arena, document, version->number))), false);
	form_all(out, &form);
	form_buttons(out, _("Withdraw it"), S(""));
	form_end(out);
	version_details_end(out);
}

static void steps_show(struct out *out, struct request *request, struct view *view,
                       const struct document *document, const struct document_version *version)
{
	enum standing standing = version_standing(version, date_today());

	version_steps_begin(out);
	if (standing == STANDING_working)
		adoption_show(out, request, view, document, version);
	if (standing == STANDING_coming || standing == STANDING_in_force)
		withdrawal_show(out, request, view, document, version);
	if (document->newest_number == document->adopted_number
	    || version->number < document->newest_number)
		version_follow(out, request, document, document->newest_number > document->adopted_number);
	version_steps_end(out);
}

static void side_show(struct out *out, struct request *request, struct view *view,
                      const struct version_page *page)
{
	struct document_version_list versions = versions_of(view, page->document->id);
	struct document_step_list steps = document_steps(view, page->document->id);

	if (page->may_write)
		steps_show(out, request, view, page->document, page->version);
	/* Acknowledgements do not go along in a copy of the city. */
	if (page->standing == STANDING_in_force && !away_is()
	    && request_may(request, MAY_documents_read)) {
		struct receipt_row_list receipts = receipts_of_document(view, page->document->id);
		size_t given = 0;

		for (size_t i = 0; i < receipts.count; i++)
			given += receipts.at[i].at.seconds != 0;
		version_receipts(out, request, page, &receipts, given, request_problems(request));
	}
	version_facts(out, page);
	version_list(out, page->document, &versions);
	version_history(out, &steps);
}

static void versions_json(struct json_out *json, struct view *view, const struct document *document)
{
	struct document_version_list versions = versions_of(view, document->id);

	json_list_begin(json, "versions");
	for (size_t i = 0; i < versions.count; i++) {
		const struct document_version *version = &versions.at[i];

		json_object_begin(json, NULL);
		json_int(json, "number", version->number);
		json_str(json, "state", str_of(version_states[version->state].name));
		json_date(json, "valid_from", version->valid_from);
		json_date(json, "last_day", version->last_day);
		json_str(json, "decision", version->adopted_decision);
		json_object_finish(json);
	}
	json_list_finish(json);
}

static struct reply document_json(struct request *request, struct view *view,
                                  const struct document *document, const struct document_version *version)
{
	struct out *out = arena_new(request->arena, struct out);
	struct json_out json;
	struct reply reply;

	out_init(out, request->arena, 4 << 20);
	json_begin(&json, out);
	json_object_begin(&json, NULL);
	json_str(&json, "standing", str_of(version
		? standing_names[version_standing(version, date_today())] : ""));
	record_members_json(&json, &document_record, document);
	versions_json(&json, view, document);
	json_object_finish(&json);
	reply = reply_json(request, 200, out);
	reply_header(&reply, "ETag", arena_print(request->arena, "\"%lld\"",
		(long long)document->version));
	return reply;
}

static struct version_page version_page_of(struct request *request, struct view *view,
                                           const struct document *document,
                                           const struct document_version *version)
{
	const struct item *kind = item_find("document_kinds", document->kind);
	struct version_page page = { .document = document, .version = version,
		.standing = version_standing(version, date_today()),
		.unit = unit_name(view, document->unit_id),
		.address = document_address_words(view, document),
		.person = version->adopted_by ? person_name(view, version->adopted_by) : S(""),
		.young_to = version_young_to(version->adopted_on, version->valid_from,
			item_int(kind, "months")),
		.may_write = document_may_write(request, view, document),
		.before = version_before(view, document->id, version->number) };

	return page;
}

struct reply version_show(struct request *request, struct view *view)
{
	const struct document *document = document_asked(request, view);
	const struct document_version *version = document ? version_asked(request, view, document) : NULL;
	struct version_page page;
	struct out *out;

	if (!document || !version)
		return reply_not_found(request);
	if (request_wants_json(request))
		return request_param(request, "n").len
			? reply_record(request, &document_version_record, version)
			: document_json(request, view, document, version);
	page = version_page_of(request, view, document, version);
	out = page_begin(request, view, str_z(request->arena, document->title));
	version_head(out, &page);
	version_problem(out, problem_for(request_problems(request), ""));
	version_body(out, &page);
	side_show(out, request, view, &page);
	version_end(out);
	return page_end(request, 200);
}

struct reply version_file(struct request *request, struct view *view)
{
	const struct document *document = document_asked(request, view);
	const struct document_version *version = document ? version_asked(request, view, document) : NULL;

	if (!version || !version->file_digest.len)
		return reply_not_found(request);
	return file_reply(request, version);
}

/* ---- Comparing ---------------------------------------------------------------------------------- */

static struct reply compare_json(struct request *request, const struct compared_words *compared)
{
	struct out *out = arena_new(request->arena, struct out);
	struct json_out json;

	out_init(out, request->arena, 8 << 20);
	json_begin(&json, out);
	json_object_begin(&json, NULL);
	compared_words_json(&json, compared);
	json_object_finish(&json);
	return reply_json(request, 200, out);
}

static const struct document_version *version_named(struct request *request, struct view *view,
                                                    const struct document *document, const char *name)
{
	int64_t number;

	if (!document || !str_to_int(request_query(request, name), &number))
		return NULL;
	return version_get(view, document->id, number);
}

struct reply version_compare(struct request *request, struct view *view)
{
	const struct document *document = document_asked(request, view);
	const struct document_version *from = version_named(request, view, document, "from");
	const struct document_version *to = version_named(request, view, document, "to");
	struct compared_words comparison;
	struct document_version_list versions;
	struct out *out;

	if (!from || !to)
		return reply_not_found(request);
	comparison = words_compare(request->arena, from->text, to->text);
	if (request_wants_json(request))
		return compare_json(request, &comparison);
	versions = versions_of(view, document->id);
	out = page_begin(request, view, _("Two versions compared"));
	compare_page(out, document, from, to, &versions, &comparison);
	return page_end(request, 200);
}

/* ---- Writing --------------------------------------------------------------------------------------- */

void *version_load(struct request *request, struct view *view)
{
	const struct document *document = document_asked(request, view);
	const struct document_version *version = document ? version_asked(request, view, document) : NULL;

	if (!version || !document_may(view, MAY_documents_write, document->unit_id))
		return NULL;
	return (void *)(uintptr_t)version;
}

static struct reply version_gone(struct request *request, struct change *change, enum updated updated,
                                 const struct document_version *mine)
{
	const struct document_version *theirs = version_of_id(change_view(change), mine->id);

	if (updated == UPDATED_GONE || !theirs)
		return reply_not_found(request);
	return reply_stale(request, &document_version_record, mine, theirs);
}

static struct reply document_not_so(struct request *request, struct change *change, const char *words)
{
	problem_add(request_problems(request), "", "%s", words);
	return reply_again(request, change);
}

static struct reply version_done(struct request *request, int status, const struct document *document,
                                 const struct document_version *version)
{
	return reply_done(request, status, &document_version_record, version,
		"/documents/%.*s/versions/%lld", STR(document->public_id), (long long)version->number);
}

struct reply version_edit(struct request *request, struct view *view)
{
	const struct document_version *version = version_load(request, view);
	const struct document *document = version ? document_of_id(view, version->document_id) : NULL;
	struct form_view form;
	struct str path;
	struct out *out;

	if (!document)
		return reply_not_found(request);
	path = version_path(request->arena, document, version->number);
	if (version->state != VERSION_working)
		return request_answers(request) ? version_show(request, view)
			: reply_go(request, "%.*s", STR(path));
	form = form_view_of(request, view, &version_form, version);
	out = page_begin(request, view, str_z(request->arena, document->title));
	version_edit_begin(out, document, version);
	form_begin(out, &form, path, true);
	form_all(out, &form);
	version_file_field(out, version, problem_for(request_problems(request), "file"));
	form_buttons(out, _("Save the version"), path);
	form_end(out);
	return page_end(request, 200);
}

struct reply version_begin_act(struct request *request, struct change *change)
{
	struct view *view = change_view(change);
	const struct document *found = document_asked(request, view);
	struct document document;

	if (!found || !document_may(view, MAY_documents_write, found->unit_id))
		return reply_not_found(request);
	if (found->newest_number > found->adopted_number
	    && version_get(view, found->id, found->newest_number)->state == VERSION_working)
		return document_not_so(request, change, _("A version is being written already. Go on with that one."));
	document = *found;
	return reply_done(request, 201, &document_record, &document, "/documents/%.*s/versions/%lld/edit",
		STR(document.public_id), (long long)version_begin(change, &document)->number);
}

struct reply version_change_act(struct request *request, struct change *change)
{
	struct document_version *version = request_record(request);
	int64_t sent = request_version(request) ? request_version(request) : version->version;
	const struct document *document = document_of_id(change_view(change), version->document_id);
	enum updated updated;

	if (version->state != VERSION_working)
		return document_not_so(request, change, _("What has been adopted stays as it is. Begin a new version."));
	if (str_is(request_field(request, "drop_file"), "1"))
		version->file_name = version->file_type = version->file_digest = S("");
	if (!version->file_digest.len)
		version->file_bytes = 0;
	if (!file_take(request, version))
		return reply_again(request, change);
	updated = change_update(change, &document_version_record.shape, version, sent);
	if (updated == UPDATED_STALE || updated == UPDATED_GONE)
		return version_gone(request, change, updated, version);
	if (updated == UPDATED)
		document_step_add(change, document->id, version->number, "write", S(""));
	request_message(request, _("The version is saved. It is not in force before somebody has adopted it."));
	return version_done(request, 200, document, version);
}

/* ---- Adopting ------------------------------------------------------------------------------------------ */

static void adoption_tell(struct problems *problems, enum adoption_fault fault)
{
	static const struct { const char *field, *words; } faults[] = {
		[ADOPTION_after_today] = { "adopted_on", N_("The decision cannot be later than today.") },
		[ADOPTION_ends_before] = { "valid_to", N_("The last day is before the first.") },
		[ADOPTION_too_early] = { "valid_from", N_("It must come in force after the first day of the version before.") },
		[ADOPTION_nobody] = { "adopted_as", N_("Write who adopted it: a person, a role or a body.") },
		[ADOPTION_empty] = { "", N_("There is neither text nor file yet. Write the version first.") },
	};

	problem_add(problems, faults[fault].field, "%s", _(faults[fault].words));
}

/* Some kinds are adopted by one role alone: instructions by the city manager. */
static bool adopter_fits(struct request *request, struct view *view, const struct document *document,
                         const struct adoption *adoption)
{
	struct str role = item_text(item_find("document_kinds", document->kind), "adopter_role");

	if (!role.len || (adoption->adopted_by
	                  && document_holds_role(view, adoption->adopted_by, role, adoption->adopted_on)))
		return true;
	problem_add(request_problems(request), "adopted_by",
		_("A document of this kind is adopted by one role: %.*s. Write the person who held it that day."),
		STR(code_name("role_types", role)));
	return false;
}

struct reply version_adopt_act(struct request *request, struct change *change)
{
	struct view *view = change_view(change);
	const struct adoption *adoption = request_record(request);
	const struct document_version *found = version_load(request, view), *before;
	struct document_version version;
	struct document document;
	enum adoption_fault fault;

	if (!found)
		return reply_not_found(request);
	version = *found;
	document = *document_of_id(view, version.document_id);
	if (version.state != VERSION_working)
		return document_not_so(request, change, _("This version has been adopted already."));
	if (request_version(request) && request_version(request) != version.version)
		return reply_stale(request, &document_version_record, &version, found);
	before = version_before(view, document.id, version.number);
	fault = adoption_judge(adoption, &version, before ? before->valid_from : (struct date){ 0 },
		date_today());
	if (fault)
		adoption_tell(request_problems(request), fault);
	if (!adopter_fits(request, view, &document, adoption) || fault)
		return reply_again(request, change);
	version_adopt(change, &document, &version, adoption);
	request_message(request, _("The decision is written down. Those whom it is addressed to are asked to acknowledge it once it is in force."));
	return version_done(request, 200, &document, &version);
}

struct reply version_withdraw_act(struct request *request, struct change *change)
{
	struct view *view = change_view(change);
	struct withdrawal *withdrawal = request_record(request);
	const struct document_version *found = version_load(request, view);
	struct document_version version;
	struct document document;
	enum standing standing;

	if (!found)
		return reply_not_found(request);
	standing = version_standing(found, date_today());
	if (standing != STANDING_in_force && standing != STANDING_coming)
		return document_not_so(request, change, _("Only a version that is or will be in force can be withdrawn."));
	if (request_version(request) && request_version(request) != found->version)
		return reply_stale(request, &document_version_record, found, found);
	if (date_compare(withdrawal->last_day, date_today()) < 0) {
		problem_add(request_problems(request), "last_day", "%s",
			_("It was in force until today. The last day is today or later."));
		return reply_again(request, change);
	}
	version = *found;
	document = *document_of_id(view, version.document_id);
	version_withdraw(change, &document, &version, withdrawal);
	request_message(request, _("The version is withdrawn. It can still be read."));
	return version_done(request, 200, &document, &version);
}
