/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * risks/extract.c - the open extract: looked through, made, released by a named person, withdrawn.
 *
 * What is made is frozen as it was: a mark that is set or taken away later changes no extract.
 * Who may approve the analysis releases it; before that nobody outside the unit reads it.
 */
#include "modules/risks/paper.h"

#include "base/crypto.h"
#include "base/json.h"
#include "formats/docx.h"

#include "modules/risks/paper.html.h"

const struct choice rsa_extract_states[] = {
	{ "", "" },
	{ "made", N_("Not released") },
	{ "released", N_("Released") },
	{ "withdrawn", N_("Withdrawn") },
	{ NULL, NULL },
};

#define RECORD struct rsa_extract
static const struct field extract_fields[] = { RSA_EXTRACT_FIELDS(AS_FIELD) };
#undef RECORD
const struct record rsa_extract_record = {
	RECORD_OF("rsa_extract", rsa_extract, extract_fields),
	.label = N_("Open extract"), .many = N_("Open extracts"), .path = "/risks/extracts",
};

#define RECORD struct extract_act
static const struct field act_fields[] = { EXTRACT_ACT_FIELDS(AS_FIELD) };
#undef RECORD
static const struct record act_record = { .shape = SHAPE_OF(NULL, extract_act, act_fields),
	.name = "extract_act", .fields = act_fields, .count = COUNT(act_fields),
	.label = N_("Step of an extract"), .many = N_("Steps of extracts"), .path = "/risks/extracts" };
const struct form extract_act_form = { .record = &act_record, .fields = FIELDS("words") };

/* ---- Looked through ------------------------------------------------------------------------------ */

struct str extract_missing(const struct rsa *rsa)
{
	if (rsa->secrecy <= SECRECY_to_assess)
		return str_of(_("The secrecy of the analysis has not been assessed: no extract can be made."));
	if (rsa_is_editable(rsa->state))
		return str_of(_("The analysis is being worked on: an extract can be made when it has been sent for review."));
	return S("");
}

static bool may_make(struct request *request, struct view *view, const struct rsa *rsa)
{
	return (request_may(request, MAY_risks_write) && risks_may(view, MAY_risks_write, rsa->unit_id))
		|| (request_may(request, MAY_risks_approve) && risks_may(view, MAY_risks_approve, rsa->unit_id));
}

static const struct rsa *asked(struct request *request, struct view *view)
{
	const struct rsa *rsa = rsa_get(view, request_param(request, "id"));

	return rsa && may_make(request, view, rsa) ? rsa : NULL;
}

struct reply extract_preview(struct request *request, struct view *view)
{
	const struct rsa *rsa = asked(request, view);
	struct rsa_extract_list extracts;
	const struct paper *paper;
	struct str missing;
	struct out *out;

	if (!rsa)
		return reply_not_found(request);
	missing = extract_missing(rsa);
	paper = paper_open(view, rsa->id, S(""));
	extracts = rsa_extracts_of(view, rsa->id);
	if (request_wants_json(request))
		return paper ? paper_reply_json(request, paper)
			: reply_problem(request, 404, _("Open extract"), missing);
	out = page_begin(request, view, _("Open extract"));
	extract_head(out, rsa, unit_get(view, rsa->unit_id), str_of(_("Open extract")),
		arena_print(request->arena, "%.*s · %lld", STR(unit_name(view, rsa->unit_id)), (long long)rsa->year));
	extract_preview_head(out, request, rsa, missing);
	extract_list(out, view, &extracts);
	if (paper) {
		extract_preview_begin(out);
		paper_html(out, paper);
	}
	return page_end(request, 200);
}

/* ---- Made ------------------------------------------------------------------------------------------ */

struct rsa_extract *rsa_extract_make(struct change *change, const struct rsa *rsa)
{
	struct arena *arena = change_arena(change);
	const struct paper *paper = paper_open(change_view(change), rsa->id, S(""));
	struct rsa_extract *extract = arena_new(arena, struct rsa_extract);

	if (!paper)
		return NULL;
	*extract = (struct rsa_extract){ .rsa_id = rsa->id, .unit_id = rsa->unit_id, .year = rsa->year,
		.state = EXTRACT_made, .created_at = instant_now(), .language = paper->language, .content = paper_json(arena, paper) };
	extract->digest = digest_hex(arena, extract->content);
	change_insert(change, &rsa_extract_record.shape, extract);
	rsa_step_add(change, rsa->id, "extract", rsa->state, rsa->state, S(""));
	return extract;
}

struct reply extract_make_act(struct request *request, struct change *change)
{
	const struct rsa *rsa = asked(request, change_view(change));
	const struct rsa_extract *extract;
	struct str missing;

	if (!rsa)
		return reply_not_found(request);
	missing = extract_missing(rsa);
	extract = missing.len ? NULL : rsa_extract_make(change, rsa);
	if (!extract) {
		problem_add(request_problems(request), "", "%.*s", STR(missing));
		return reply_again(request, change);
	}
	request_message(request, _("The extract is made. Read all of it before it is released."));
	return reply_done(request, 201, &rsa_extract_record, extract, "/risks/extracts/%.*s",
		STR(extract->public_id));
}

/* ---- Read -------------------------------------------------------------------------------------------- */

static struct reply extracts_json(struct request *request, struct view *view,
                                  const struct rsa_extract_list *extracts)
{
	struct json_out json;
	struct out *out = json_start(request, &json);

	json_list_begin(&json, "extracts");
	for (size_t i = 0; i < extracts->count; i++) {
		json_object_begin(&json, NULL);
		json_str(&json, "public_id", extracts->at[i].public_id);
		json_str(&json, "unit", unit_name(view, extracts->at[i].unit_id));
		json_int(&json, "year", extracts->at[i].year);
		json_instant(&json, "released_at", extracts->at[i].released_at);
		json_object_finish(&json);
	}
	json_list_finish(&json);
	json_object_finish(&json);
	return reply_json(request, 200, out);
}

struct reply extracts_show(struct request *request, struct view *view)
{
	struct rsa_extract_list extracts = extracts_released(view);
	struct out *out;

	if (request_wants_json(request))
		return extracts_json(request, view, &extracts);
	out = page_begin(request, view, _("Open extracts of risk analyses"));
	extracts_page(out, view, &extracts);
	return page_end(request, 200);
}

static bool may_release(struct request *request, struct view *view, const struct rsa_extract *extract)
{
	return request_may(request, MAY_risks_approve) && risks_may(view, MAY_risks_approve, extract->unit_id);
}

static void step_forms(struct out *out, struct request *request, const struct rsa_extract *extract)
{
	const struct answers *answers = request_answers(request);
	struct str words = answers ? answer_get(answers, "words") : S("");

	if (extract->state == EXTRACT_made)
		extract_step_form(out, request, extract, "release", _("Release the extract"),
			_("To whom, and why it may be told"), words);
	if (extract->state == EXTRACT_released)
		extract_step_form(out, request, extract, "withdraw", _("Withdraw the extract"),
			_("Why it is withdrawn"), words);
}

struct reply extract_show(struct request *request, struct view *view)
{
	const struct rsa_extract *extract = rsa_extract_get(view, request_param(request, "id"));
	const struct paper *paper;
	const struct rsa *rsa;
	struct reply reply;
	struct out *out;

	if (!extract)
		return reply_not_found(request);
	if (request_wants_json(request))
		return reply_record(request, &rsa_extract_record, extract);
	paper = paper_read(request->arena, extract->content);
	if (str_is(request_query(request, "format"), "docx")) {
		reply = reply_bytes(200, docx_type, paper_word(request->arena, paper, extract->created_at));
		reply_download(&reply, request->arena, arena_print(request->arena, "rsa-extract-%lld.docx",
			(long long)extract->year));
		return reply;
	}
	rsa = request_may(request, MAY_risks_read) ? rsa_of_id(view, extract->rsa_id) : NULL;
	out = page_begin(request, view, str_z(request->arena, paper->title));
	extract_page(out, view, extract, paper, rsa && may_make(request, view, rsa) ? rsa : NULL);
	if (may_release(request, view, extract))
		step_forms(out, request, extract);
	paper_html(out, paper);
	return page_end(request, 200);
}

/* ---- Released and withdrawn ----------------------------------------------------------------------------- */

static struct reply refused(struct request *request, struct change *change, const char *field, const char *words)
{
	problem_add(request_problems(request), field, "%s", words);
	return reply_again(request, change);
}

static void step_take(struct change *change, struct rsa_extract *now, struct str words)
{
	if (now->state == EXTRACT_made) {
		now->state = EXTRACT_released;
		now->released_by = change_me(change);
		now->released_at = instant_now();
		now->released_words = words;
	} else {
		now->state = EXTRACT_withdrawn;
		now->withdrawn_by = change_me(change);
		now->withdrawn_at = instant_now();
		now->withdrawn_words = words;
	}
}

struct reply extract_step_act(struct request *request, struct change *change)
{
	const struct rsa_extract *before = rsa_extract_get(change_view(change), request_param(request, "id"));
	struct str words = str_trim(((const struct extract_act *)request_record(request))->words);
	bool is_release = str_is(request_param(request, "verb"), "release");
	struct rsa_extract now;
	const struct rsa *rsa;

	if (!before || (!is_release && !str_is(request_param(request, "verb"), "withdraw")))
		return reply_not_found(request);
	if (!may_release(request, change_view(change), before))
		return reply_forbidden(request);
	if (before->state != (is_release ? EXTRACT_made : EXTRACT_released))
		return refused(request, change, "words", _("The extract does not stand so that this can be done."));
	if (!words.len)
		return refused(request, change, "words", is_release
			? _("Write to whom it is released, and why it may be told.") : _("Write why it is withdrawn."));
	now = *before;
	step_take(change, &now, words);
	if (change_update(change, &rsa_extract_record.shape, &now,
			request_version(request) ? request_version(request) : before->version) != UPDATED)
		return reply_stale(request, &rsa_extract_record, &now, before);
	rsa = rsa_of_id(change_view(change), now.rsa_id);
	if (rsa)
		rsa_step_add(change, rsa->id, is_release ? "release" : "take_back", rsa->state, rsa->state, words);
	request_message(request, is_release ? _("The extract is released.") : _("The extract is withdrawn."));
	return reply_done(request, 200, &rsa_extract_record, &now, "/risks/extracts/%.*s", STR(now.public_id));
}
