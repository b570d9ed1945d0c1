/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * crisis/picture.c - the shared picture: what units say now, put together while it is said;
 * the versions that somebody has decided; and the texts for systems that only take pasting.
 */
#include "modules/crisis/sitrep.h"

#include "base/json.h"
#include "kit/loose.h"
#include "kit/watch.h"
#include "modules/crisis/pages.html.h"
#include "modules/crisis/picture.html.h"
#include "modules/crisis/sitrep.html.h"

enum { JSON_LONGEST = 1024 * 1024, LINES_MOST = 300, NAME_LONGEST = 120, SUMMARY_LONGEST = 1000 };

/* ---- What units say now ------------------------------------------------------------------ */

static bool now_write(struct out *out, struct view *view, int64_t id)
{
	const struct crisis *crisis = crisis_of_id(view, id);
	struct reports reports;
	struct said_list said;

	if (!crisis)
		return false;
	reports = reports_of(view, crisis);
	said = said_now(view, id);
	crisis_picture_now(out, &reports, &said);
	return crisis->state == CRISIS_open;
}

struct reply crisis_picture_stream(struct request *request, struct view *view)
{
	const struct crisis *crisis = crisis_asked(request, view);

	return crisis ? reply_watch(request, view, crisis->id, now_write)
		: reply_not_found(request);
}

static void said_json(struct json_out *json, const char *name, const struct said_list *said)
{
	json_list_begin(json, name);
	for (size_t i = 0; i < said->count; i++)
		record_json(json, &said_record, &said->at[i]);
	json_list_finish(json);
}

static struct reply now_json(struct request *request, struct view *view, const struct crisis *crisis)
{
	struct said_list said = said_now(view, crisis->id);
	struct crisis_picture_list versions = pictures_of(view, crisis->id);
	struct json_out json;
	struct out out;

	out_init(&out, request->arena, 4 * JSON_LONGEST);
	json_begin(&json, &out);
	json_object_begin(&json, NULL);
	said_json(&json, "said_now", &said);
	json_list_begin(&json, "versions");
	for (size_t i = 0; i < versions.count; i++)
		record_json(&json, &crisis_picture_record, &versions.at[i]);
	json_list_finish(&json);
	json_object_finish(&json);
	return reply_json(request, 200, &out);
}

struct reply crisis_picture_page(struct request *request, struct view *view)
{
	const struct crisis *crisis = crisis_asked(request, view);
	struct crisis_picture_list versions;
	struct direction_list directions;
	struct out *out;

	if (!crisis)
		return reply_not_found(request);
	if (request_wants_json(request))
		return now_json(request, view, crisis);
	versions = pictures_of(view, crisis->id);
	directions = directions_of(view, crisis->id);
	out = page_begin(request, view, _("Shared picture"));
	crisis_mark(out, crisis);
	crisis_picture_head(out, crisis, &versions, directions.count ? &directions.at[0] : NULL,
		crisis_takes_words(view, crisis));
	watch_show(out, view, crisis_path(request, "picture/stream"), crisis->id, now_write);
	crisis_picture_versions(out, crisis, &versions);
	return page_end(request, 200);
}

/* ---- Deciding a version --------------------------------------------------------------------- */

struct str pick_field(struct arena *arena, int64_t number)
{
	return arena_print(arena, "take_%lld", (long long)number);
}

struct str own_field(struct arena *arena, struct str box, enum certainty certainty)
{
	return arena_print(arena, "own_%.*s", STR(box_field(arena, box, certainty)));
}

bool crisis_picture_takes(const struct crisis_picture_form *form, const struct said *said)
{
	const char *field = str_z(form->request->arena, pick_field(form->request->arena, said->number));

	return answer_get(request_sent(form->request), field).len > 0;
}

/* What the person wrote; else the staff's own sentences of the version before. */
struct str crisis_picture_own(const struct crisis_picture_form *form, struct str box, enum certainty certainty)
{
	struct arena *arena = form->request->arena;
	struct out text;

	if (request_problems(form->request)->count)
		return answer_get(request_sent(form->request),
			str_z(arena, own_field(arena, box, certainty)));
	out_init(&text, arena, JSON_LONGEST);
	for (size_t i = 0; i < form->before.count; i++) {
		const struct picture_line *line = &form->before.at[i];
		struct str sources = line->sources;

		if (!line->is_staff || !str_equals(line->box, box) || line->certainty != (int)certainty)
			continue;
		out_print(&text, "%s%.*s", text.len ? "\n" : "", STR(line->words));
		while (sources.len) {
			struct str one = str_cut(&sources, ' ');

			out_print(&text, " #%.*s", STR(one));
		}
	}
	return out_str(&text);
}

struct reply crisis_picture_new(struct request *request, struct view *view)
{
	struct reply reply;
	const struct crisis *crisis = crisis_to_write(request, view, &reply);
	struct crisis_picture_form form = { .request = request, .crisis = crisis };
	struct crisis_picture_list versions;
	struct out *out;

	if (!crisis)
		return reply;
	versions = pictures_of(view, crisis->id);
	if (versions.count) {
		form.last = versions.at[0].number;
		form.before = crisis_picture_lines(view, versions.at[0].id);
	}
	form.said = said_now(view, crisis->id);
	form.reports = reports_of(view, crisis);
	form.decided_by = request_problems(request)->count ? sent(request, "decided_by") : S("");
	form.summary = request_problems(request)->count ? sent(request, "summary") : S("");
	out = page_begin(request, view, _("Decide the shared picture"));
	crisis_mark(out, crisis);
	crisis_picture_write(out, view, &form);
	return page_end(request, 200);
}

static void line_add(struct picture_line_list *lines, struct problems *problems,
                     struct picture_line line)
{
	if (lines->count < LINES_MOST)
		lines->at[lines->count++] = line;
	else if (!problem_for(problems, "").len)
		problem_add(problems, "", _("There is room for %d sentences. Leave out what matters least."),
			LINES_MOST);
}

static void picks_read(struct request *request, const struct said_list *said, struct str box,
                       struct picture_line_list *lines)
{
	for (size_t i = 0; i < said->count; i++) {
		const struct said *s = &said->at[i];

		if (str_equals(s->box, box)
		    && sent(request, str_z(request->arena, pick_field(request->arena, s->number))).len)
			line_add(lines, request_problems(request), (struct picture_line){ .box = box,
				.certainty = s->certainty, .words = s->words,
				.sources = arena_print(request->arena, "%lld", (long long)s->number) });
	}
}

static bool sources_are_there(const struct said_list *said, struct str sources, struct str *missing)
{
	while (sources.len) {
		struct str one = str_cut(&sources, ' ');
		int64_t number = 0;

		if (str_to_int(one, &number) && said_find(said, number))
			continue;
		*missing = one;
		return false;
	}
	return true;
}

/* What the staff writes itself; "#12" names a sentence that it rests on. */
static void own_read(struct request *request, const struct said_list *all, struct str box,
                     enum certainty certainty, struct picture_line_list *lines)
{
	struct arena *arena = request->arena;
	struct problems *problems = request_problems(request);
	const char *field = str_z(arena, own_field(arena, box, certainty));
	struct sentence_list own = { 0, arena_array(arena, struct sentence, SENTENCES_MOST) };

	if (!sentences_read(sent(request, field), box, certainty, &own, problems, field))
		return;
	for (size_t i = 0; i < own.count; i++) {
		struct picture_line line = { .box = box, .certainty = (int)certainty, .is_staff = true };
		struct str missing;

		if (!sources_read(arena, own.at[i].words, &line.words, &line.sources))
			problem_add(problems, field,
				_("After # stands the number of a sentence, as in #12: “%.*s”"), STR(own.at[i].words));
		else if (!sources_are_there(all, line.sources, &missing))
			problem_add(problems, field, _("There is no sentence #%.*s in this crisis."), STR(missing));
		else
			line_add(lines, problems, line);
	}
}

/* A sentence that a newer report has replaced since the page was made is taken no more. */
static void gone_judge(struct request *request, const struct said_list *said)
{
	const struct answers *answers = request_sent(request);

	for (size_t i = 0; i < answers->count; i++) {
		struct str name = answers->at[i].name;
		int64_t number;
		bool is_there = false;

		if (!str_starts(name, S("take_")) || !answers->at[i].value.len
		    || !str_to_int(str_part(name, 5, name.len), &number))
			continue;
		for (size_t s = 0; s < said->count; s++)
			is_there = is_there || said->at[s].number == number;
		if (!is_there)
			problem_add(request_problems(request), "",
				_("The unit has handed in a newer report than the one with sentence #%lld. Choose again among what stands here now."),
				(long long)number);
	}
}

static struct picture_line_list lines_read(struct request *request, struct view *view,
                                           const struct crisis *crisis)
{
	const struct catalogue *boxes = catalogue_get("crisis/boxes");
	struct said_list now = said_now(view, crisis->id), all = said_all(view, crisis->id);
	struct picture_line_list lines = { 0, arena_array(request->arena, struct picture_line, LINES_MOST) };

	gone_judge(request, &now);
	for (size_t i = 0; i < boxes->count; i++) {
		for (int nth = 0; nth < CERTAINTY_rumour; nth++)
			own_read(request, &all, boxes->items[i].code, box_certainty(&boxes->items[i], nth), &lines);
		picks_read(request, &now, boxes->items[i].code, &lines);
	}
	return lines;
}

static void crisis_picture_judge(struct request *request, const struct crisis_picture *picture,
                                 const struct picture_line_list *lines)
{
	struct problems *problems = request_problems(request);

	if (!picture->summary.len || str_letters(picture->summary) > SUMMARY_LONGEST)
		problem_add(problems, "summary", "%s",
			_("Write the situation in short: one or two sentences that can be read aloud."));
	if (!picture->decided_by.len || str_letters(picture->decided_by) > NAME_LONGEST)
		problem_add(problems, "decided_by", "%s", _("Write the name of the person who decides it."));
	if (!lines->count && !problems->count)
		problem_add(problems, "", "%s", _("Take or write at least one sentence."));
}

#define SUMMARY_FIELDS(F) F(summary, prose, N_("The situation in short"), )
struct summary { SUMMARY_FIELDS(AS_MEMBER) };
#define RECORD struct summary
static const struct field summary_fields[] = { SUMMARY_FIELDS(AS_FIELD) };
#undef RECORD
static const struct record summary_record = {
	.shape = SHAPE_OF(NULL, summary, summary_fields),
	.name = "crisis_picture_summary", .fields = summary_fields, .count = COUNT(summary_fields),
	.label = N_("Shared picture"), .many = N_("Shared pictures"), .path = "/crisis",
};

struct reply crisis_picture_act(struct request *request, struct change *change)
{
	struct reply reply;
	struct view *view = change_view(change);
	const struct crisis *crisis = crisis_to_change(request, change, "summary", &reply);
	struct crisis_picture picture = { .summary = sent(request, "summary"),
		.decided_by = sent(request, "decided_by"), .made_name = request_person(request)->name };
	struct crisis_picture_list versions;
	struct picture_line_list lines;
	struct reports reports;

	if (!crisis)
		return reply;
	lines = lines_read(request, view, crisis);
	crisis_picture_judge(request, &picture, &lines);
	if (request_problems(request)->count)
		return reply_again(request, change);
	versions = pictures_of(view, crisis->id);
	if (versions.count && request_version(request)
	    && request_version(request) != versions.at[0].number + 1)
		return reply_stale(request, &summary_record, &(struct summary){ picture.summary },
			&(struct summary){ versions.at[0].summary });
	reports = reports_of(view, crisis);
	picture.at = instant_now();
	picture.made_by = change_me(change);
	picture.units_asked = (int64_t)reports.units.count;
	picture.units_reported = (int64_t)reports.reported;
	crisis_picture_put(change, crisis, &picture, &lines);
	request_message(request, _("The shared picture is decided and stands in the log."));
	return reply_done(request, 201, &crisis_picture_record, &picture, "/crisis/%.*s/pictures/%lld",
		STR(crisis->number), (long long)picture.number);
}

/* ---- One version ------------------------------------------------------------------------------ */

static struct reply version_json(struct request *request, const struct crisis_picture *picture,
                                 const struct picture_line_list *lines)
{
	struct json_out json;
	struct out out;

	out_init(&out, request->arena, JSON_LONGEST);
	json_begin(&json, &out);
	json_object_begin(&json, NULL);
	record_member_json(&json, "picture", &crisis_picture_record, picture);
	json_list_begin(&json, "sentences");
	for (size_t i = 0; i < lines->count; i++)
		record_json(&json, &picture_line_record, &lines->at[i]);
	json_list_finish(&json);
	json_object_finish(&json);
	return reply_json(request, 200, &out);
}

struct reply crisis_picture_version(struct request *request, struct view *view)
{
	const struct crisis *crisis = crisis_asked(request, view);
	const struct crisis_picture *picture = crisis
		? crisis_picture_of_number(view, crisis->id, request_key(request, "version")) : NULL;
	struct picture_line_list lines;
	struct said_list said;
	struct out *out;

	if (!picture)
		return reply_not_found(request);
	lines = crisis_picture_lines(view, picture->id);
	if (request_wants_json(request))
		return version_json(request, picture, &lines);
	said = said_all(view, crisis->id);
	out = page_begin(request, view, _("Shared picture"));
	crisis_mark(out, crisis);
	crisis_picture_show(out, crisis, picture, &lines, &said);
	crisis_mark(out, crisis);
	return page_end(request, 200);
}
