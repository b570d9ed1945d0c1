/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * warnings/drafts.c - a warning of our own: written in two languages, handed on as a file.
 *
 * It says what it is: an exercise is always an exercise, and nothing is real that another
 * person than whoever wrote it has not read and released, as it stands: a draft is never changed.
 * The file is made anew each time, and is the same each time until the draft is released; then it
 * is another message, with a number and a time of its own.
 */
#include "modules/warnings/inside.h"

#include "kit/rows.h"
#include "kit/setting.h"
#include "modules/warnings/pages.html.h"

enum { FILE_LARGEST = 1 << 20, MOST_RINGS = 200 };

/* ---- What it is worth ---------------------------------------------------------------------------- */

enum warning_status draft_status_of(struct view *view, const struct warning_draft *draft)
{
	const struct crisis *crisis = draft->crisis_id ? crisis_of_id(view, draft->crisis_id) : NULL;

	return draft_status(crisis && crisis->is_exercise,
		crisis && warning_release_of(view, draft->id));
}

/* ---- As CAP ------------------------------------------------------------------------------------------ */

static struct str host_of(struct str address)
{
	ptrdiff_t at = str_find(address, S("://"));
	struct str rest = at < 0 ? address : str_part(address, (size_t)at + 3, address.len);
	struct str host = str_cut(&rest, '/');

	return host.len ? str_cut(&host, ':') : S("localhost");
}

static struct str sender_of(struct arena *arena)
{
	struct str said = setting_text("cap_sender");

	return said.len ? said
		: arena_print(arena, "varn@%.*s", STR(host_of(setting_text("public_address"))));
}

/* What the file says of itself.  Two files with the same number and time are one message to
 * whoever takes them in, so what is not real has another number than what is. */
struct outgoing { enum warning_status status; struct str identifier, sent; };

static struct outgoing outgoing_of(struct view *view, const struct warning_draft *draft)
{
	struct arena *arena = view_arena(view);
	struct outgoing outgoing = { .status = draft_status_of(view, draft) };
	bool is_real = outgoing.status == STATUS_actual;

	outgoing.identifier = arena_print(arena, "urn:uuid:%.*s%s", STR(draft->public_id),
		is_real ? "" : "-draft");
	outgoing.sent = cap_time(arena, is_real
		? warning_release_of(view, draft->id)->released_at : draft->created_at);
	return outgoing;
}

/* One ring of GeoJSON, longitude first, as a polygon of CAP. */
static struct str ring_polygon(struct arena *arena, const json_t *ring)
{
	struct out out;

	out_init(&out, arena, FILE_LARGEST);
	for (size_t i = 0; i < json_array_size(ring); i++) {
		const json_t *point = json_array_get(ring, i);

		out_print(&out, "%s%.6f,%.6f", i ? " " : "",
			json_number_value(json_array_get(point, 1)),
			json_number_value(json_array_get(point, 0)));
	}
	return out_str(&out);
}

/* The outer rings; a hole is left to the words. */
static void outline_put(struct arena *arena, const struct area *area, struct cap_area *into)
{
	struct str no = S("");
	json_t *json = json_read(arena, area->outline, &no);
	const json_t *coordinates = json_object_get(json, "coordinates");
	bool is_many = str_is(json_text(json, "type"), "MultiPolygon");
	size_t count = is_many ? json_array_size(coordinates) : 1;

	into->polygon.at = arena_array(arena, struct str, count + 1);
	for (size_t i = 0; json && i < count && i < MOST_RINGS; i++) {
		const json_t *rings = is_many ? json_array_get(coordinates, i) : coordinates;

		if (json_array_size(json_array_get(rings, 0)) <= CAP_MOST_POINTS)
			into->polygon.at[into->polygon.count++] = ring_polygon(arena, json_array_get(rings, 0));
	}
	json_decref(json);
}

static struct cap_area *area_of(struct view *view, const struct warning_draft *draft)
{
	struct arena *arena = view_arena(view);
	struct cap_area *made = arena_new(arena, struct cap_area);
	const struct area *area = draft->area_id ? area_get(view, draft->area_id) : NULL;
	struct str code = setting_text("municipality_code");

	made->areaDesc = draft->area_words;
	if (area)
		outline_put(arena, area, made);
	if (area && str_is(area->kind, "city") && code.len) {
		made->geocode.at = arena_new(arena, struct cap_pair);
		made->geocode.at[0] = (struct cap_pair){ S("Municipality"), code };
		made->geocode.count = 1;
	}
	return made;
}

static struct cap_info info_of(struct view *view, const struct warning_draft *draft, bool in_english)
{
	struct arena *arena = view_arena(view);
	struct cap_info info = { .language = in_english ? S("en-GB") : S("sv-SE"),
		.category = cap_text(arena, draft->category),
		.event = in_english ? draft->event_en : draft->event,
		.responseType = cap_text(arena, draft->response), .urgency = draft->urgency,
		.severity = draft->severity, .certainty = draft->certainty,
		.expires = cap_time(arena, draft->expires_at), .senderName = setting_text("city_name"),
		.headline = in_english ? draft->headline_en : draft->headline,
		.description = in_english ? draft->description_en : draft->description,
		.instruction = in_english ? draft->instruction_en : draft->instruction,
		.web = draft->web };

	if (draft->onset_at.seconds)
		info.onset = cap_time(arena, draft->onset_at);
	info.area.at = area_of(view, draft);
	info.area.count = 1;
	return info;
}

struct cap_alert draft_alert(struct view *view, const struct warning_draft *draft)
{
	struct arena *arena = view_arena(view);
	const struct warning_draft *earlier = draft->replaces_id
		? warning_draft_of_id(view, draft->replaces_id) : NULL;
	struct outgoing outgoing = outgoing_of(view, draft), before;
	struct cap_alert alert = { .identifier = outgoing.identifier, .sender = sender_of(arena),
		.sent = outgoing.sent, .status = str_of(warning_statuses[outgoing.status].name),
		.msgType = str_of(draft_types[draft->msg_type].name), .scope = S("Public") };

	if (earlier) {
		before = outgoing_of(view, earlier);
		alert.references = arena_print(arena, "%.*s,%.*s,%.*s", STR(alert.sender),
			STR(before.identifier), STR(before.sent));
	}
	alert.info.at = arena_array(arena, struct cap_info, 2);
	alert.info.at[0] = info_of(view, draft, false);
	alert.info.at[1] = info_of(view, draft, true);
	alert.info.count = 2;
	return alert;
}

struct reply draft_file(struct request *request, struct view *view)
{
	const struct warning_draft *draft = warning_draft_get(view, request_param(request, "id"));
	struct cap_alert alert;
	struct xml_fault problem;
	struct reply reply;
	struct out out;

	if (!draft)
		return reply_not_found(request);
	alert = draft_alert(view, draft);
	if (!cap_judge(request->arena, &alert, &problem))
		return reply_problem(request, 422, _("The draft cannot be made into a file."),
			xml_fault_words(request->arena, &problem));
	out_init(&out, request->arena, FILE_LARGEST);
	cap_write_xml(&out, &alert);
	reply = reply_bytes(200, "application/cap+xml; charset=utf-8", out_str(&out));
	reply_download(&reply, request->arena, arena_print(request->arena, "%.*s-%.*s.cap.xml",
		STR(alert.status), STR(draft->public_id)));
	return reply;
}

/* ---- Pages ------------------------------------------------------------------------------------------- */

struct reply drafts_page(struct request *request, struct view *view)
{
	struct warning_draft_row_list drafts = warning_drafts(view);
	struct out *out;

	if (request_wants_json(request))
		return reply_rows(request, &warning_draft_row_record,
			(struct rows){ drafts.count, drafts.at });
	out = page_begin(request, view, _("Drafts of warnings"));
	drafts_list(out, &drafts);
	return page_end(request, 200);
}

/* ?crisis=KR-...&message=ID: what it is made of.  NULL where there is none, or not for her. */
static const struct crisis *crisis_begun(struct request *request, struct view *view)
{
	struct str number = request_query(request, "crisis");

	return number.len ? crisis_of_number(view, number) : NULL;
}

static struct warning_draft draft_begun(struct request *request, struct view *view)
{
	const struct crisis *crisis = crisis_begun(request, view);
	const struct crisis_said *said = crisis
		? crisis_said_get(view, crisis->id, request_query(request, "message")) : NULL;
	const struct warning_draft *earlier = warning_draft_get(view, request_query(request, "replaces"));
	struct warning_draft draft = { .msg_type = TYPE_alert, .urgency = S("Immediate"),
		.area_words = setting_text("city_name") };

	if (earlier) {
		draft = *earlier;
		draft.replaces_id = earlier->id;
		draft.msg_type = TYPE_update;
	}
	if (crisis && !earlier)
		draft.headline = crisis->title;
	if (said)
		draft.description = said->words;
	return draft;
}

/* What replaces a draft belongs to its crisis, unless another is said. */
static const struct crisis *crisis_of_draft(struct request *request, struct view *view,
                                            const struct warning_draft *draft)
{
	const struct warning_draft *earlier = draft->replaces_id
		? warning_draft_of_id(view, draft->replaces_id) : NULL;

	if (request_query(request, "crisis").len)
		return crisis_begun(request, view);
	return earlier && earlier->crisis_id ? crisis_of_id(view, earlier->crisis_id) : NULL;
}

static struct str draft_address(struct request *request)
{
	struct str crisis = request_query(request, "crisis"), message = request_query(request, "message");

	if (!crisis.len)
		return S("/warnings/drafts");
	return arena_print(request->arena, "/warnings/drafts?crisis=%.*s&message=%.*s", STR(crisis),
		STR(message));
}

struct reply draft_new(struct request *request, struct view *view)
{
	struct warning_draft draft = draft_begun(request, view);
	const struct crisis *crisis = crisis_of_draft(request, view, &draft);
	struct form_view form;
	struct out *out;

	if (request_query(request, "crisis").len && !crisis)
		return reply_not_found(request);
	form = form_view_of(request, view, &warning_draft_form, &draft);
	out = page_begin(request, view, _("Write a draft of a warning"));
	draft_form_head(out, crisis);
	form_begin(out, &form, draft_address(request), false);
	form_all(out, &form);
	form_buttons(out, _("Save the draft"), S("/warnings/drafts"));
	form_end(out);
	return page_end(request, 200);
}

struct reply draft_add_act(struct request *request, struct change *change)
{
	struct warning_draft *draft = request_record(request);
	struct view *view = change_view(change);
	const struct crisis *crisis = crisis_of_draft(request, view, draft);
	const struct crisis_said *said = crisis
		? crisis_said_get(view, crisis->id, request_query(request, "message")) : NULL;

	if (request_query(request, "crisis").len && !crisis)
		return reply_not_found(request);
	if (crisis && !crisis_may_write(view, crisis)) {
		problem_add(request_problems(request), "", "%s",
			_("You do not write in the log of that crisis."));
		return reply_again(request, change);
	}
	draft->crisis_id = crisis ? crisis->id : 0;
	draft->message_id = said ? said->id : 0;
	draft->created_by = change_me(change);
	draft->created_name = request_person(request)->name;
	draft->created_at = instant_now();
	change_insert(change, &warning_draft_record.shape, draft);
	request_message(request, _("The draft is saved. Nothing has been sent: take the file or the text and hand it on."));
	return reply_done(request, 201, &warning_draft_record, draft, "/warnings/drafts/%.*s",
		STR(draft->public_id));
}

struct reply draft_page(struct request *request, struct view *view)
{
	const struct warning_draft *draft = warning_draft_get(view, request_param(request, "id"));
	struct out *out;
	enum warning_status status;

	if (!draft)
		return reply_not_found(request);
	if (request_wants_json(request))
		return reply_record(request, &warning_draft_row_record,
			warning_draft_row_get(view, draft->public_id));
	status = draft_status_of(view, draft);
	out = page_begin(request, view, str_z(request->arena, draft->headline));
	draft_show(out, view, draft, status,
		draft->crisis_id ? crisis_of_id(view, draft->crisis_id) : NULL);
	draft_release(out, request, draft, warning_release_of(view, draft->id),
		draft_release_refused(draft, status, request_person(request)->id));
	return page_end(request, 200);
}

/* The words of the log say what was released, and that nothing was sent. */
static bool release_logged(struct change *change, const struct warning_draft *draft,
                           const struct crisis *crisis, const struct warning_release *release)
{
	return crisis_leave(change, crisis, &(struct crisis_left){ .kind = LEFT_out,
		.author_name = release->released_name, .at = release->released_at,
		.words = arena_print(change_arena(change), _("The warning \"%.*s\" was released as a file: it says now that it is real."),
			STR(draft->headline)) }) != 0;
}

/* The second person.  What is released is the draft as it stands, all of it. */
struct reply draft_release_act(struct request *request, struct change *change)
{
	struct view *view = change_view(change);
	const struct warning_draft *draft = warning_draft_get(view, request_param(request, "id"));
	const struct crisis *crisis = draft && draft->crisis_id
		? crisis_of_id(view, draft->crisis_id) : NULL;
	struct warning_release release = { .released_by = change_me(change),
		.released_name = request_person(request)->name, .released_at = instant_now() };
	const char *refused;

	if (!draft)
		return reply_not_found(request);
	refused = draft_release_refused(draft, draft_status_of(view, draft), change_me(change));
	if (!refused && (!crisis || !crisis_may_write(view, crisis)))
		refused = _("Only those who write in the log of the crisis release its warnings.");
	if (!refused && !release_logged(change, draft, crisis, &release))
		refused = _("That crisis is closed.");
	if (refused) {
		problem_add(request_problems(request), "", "%s", refused);
		return reply_again(request, change);
	}
	release.draft_id = draft->id;
	change_insert(change, &warning_release_record.shape, &release);
	request_message(request, _("It is released: the file says that it is real. Nothing has been sent: take the file or the text and hand it on."));
	return reply_done(request, 201, &warning_release_record, &release, "/warnings/drafts/%.*s",
		STR(draft->public_id));
}

struct reply request_page(struct request *request, struct view *view)
{
	const struct warning_draft *draft = warning_draft_get(view, request_query(request, "draft"));
	struct out *out = page_begin(request, view, _("Ask for a public announcement"));

	request_show(out, draft, draft ? (int)draft_status_of(view, draft) : STATUS_none);
	return page_end(request, 200);
}
