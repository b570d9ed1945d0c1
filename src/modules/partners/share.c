/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * partners/share.c - a named person releases a decided picture to named partners, and takes
 * links back.
 *
 * What goes is chosen sentence by sentence among those that may go at all, and frozen: a
 * later version of the picture is a release of its own.  Release and taking back are lines of
 * the log of the crisis.
 */
#include "modules/partners/inside.h"

#include "base/json.h"
#include "kit/loose.h"
#include "kit/setting.h"
#include "modules/partners/share.html.h"

enum { JSON_LONGEST = 16 << 20 };

struct str share_field(struct arena *arena, const char *what, int64_t id)
{
	return arena_print(arena, "%s-%lld", what, (long long)id);
}

struct str certainty_words(struct str certainty)
{
	static const struct { const char *name, *words; } words[] = {
		{ "fact", N_("Fact") }, { "assessment", N_("Assessment") },
		{ "rumour", N_("Rumour, not confirmed") },
	};

	for (size_t i = 0; i < COUNT(words); i++)
		if (str_is(certainty, words[i].name))
			return str_of(_(words[i].words));
	return certainty;
}

struct str partner_address(struct arena *arena, struct str link_public_id)
{
	struct str base = setting_text("public_address");

	if (base.len && base.at[base.len - 1] == '/')
		base.len--;
	return arena_print(arena, "%.*s/partner/%.*s", STR(base),
		STR(partner_token(arena, link_public_id)));
}

static const struct crisis *crisis_asked(struct request *request, struct view *view)
{
	return crisis_of_number(view, request_param(request, "number"));
}

static bool may_go(const struct crisis_shared_line *line)
{
	const struct item *box = item_find("crisis/boxes", line->box);

	return line_may_go(box && item_int(box, "partners"), line->certainty);
}

static struct crisis_shared_line_list lines_that_may(struct view *view, int64_t picture_id)
{
	struct crisis_shared_line_list all = crisis_shared_lines(view, picture_id);
	size_t count = 0;

	for (size_t i = 0; i < all.count; i++)
		if (may_go(&all.at[i]))
			all.at[count++] = all.at[i];
	all.count = count;
	return all;
}

/* ---- The page ------------------------------------------------------------------------------------ */

static struct shared shared_of(struct view *view, int64_t crisis_id)
{
	return (struct shared){ .releases = partner_releases(view, crisis_id),
		.lines = partner_lines(view, crisis_id), .links = partner_links(view, crisis_id),
		.readings = partner_readings(view, crisis_id) };
}

/* The rows with that key, which stand together; `offset` is where a row has it. */
static struct rows run_of(struct rows all, size_t size, size_t offset, int64_t key)
{
	struct rows run = { 0, all.at };

	for (size_t i = 0; i < all.count; i++) {
		char *row = (char *)all.at + i * size;

		if (*(const int64_t *)(const void *)(row + offset) != key)
			continue;
		if (!run.count++)
			run.at = row;
	}
	return run;
}
#define RUN_OF(name, list, member, key) name##_list_of(run_of((struct rows){ (list)->count, \
	(list)->at }, sizeof(struct name), offsetof(struct name, member), key))

struct partner_line_list lines_of(const struct shared *shared, int64_t release_id)
{
	return RUN_OF(partner_line, &shared->lines, release_id, release_id);
}

struct partner_link_list links_of(const struct shared *shared, int64_t release_id)
{
	return RUN_OF(partner_link, &shared->links, release_id, release_id);
}

struct partner_reading_list readings_of(const struct shared *shared, int64_t link_id)
{
	return RUN_OF(partner_reading, &shared->readings, link_id, link_id);
}

static void release_json(struct json_out *json, const struct shared *shared,
                         const struct partner_release *release)
{
	struct partner_link_list links = links_of(shared, release->id);

	json_object_begin(json, NULL);
	json_str(json, "public_id", release->public_id);
	json_int(json, "picture", release->picture);
	json_instant(json, "expires_at", release->expires_at);
	json_str(json, "released_by", release->released_name);
	json_list_begin(json, "links");
	for (size_t i = 0; i < links.count; i++)
		record_json(json, &partner_link_record, &links.at[i]);
	json_list_finish(json);
	json_object_finish(json);
}

static struct reply share_json(struct request *request, const struct shared *shared)
{
	struct json_out json;
	struct out out;

	out_init(&out, request->arena, JSON_LONGEST);
	json_begin(&json, &out);
	json_object_begin(&json, NULL);
	json_list_begin(&json, "rows");
	for (size_t i = 0; i < shared->releases.count; i++)
		release_json(&json, shared, &shared->releases.at[i]);
	json_list_finish(&json);
	json_object_finish(&json);
	return reply_json(request, 200, &out);
}

/* What the form begins with: never more than it may be. */
static int64_t hours_usual(void)
{
	int64_t hours = setting_int("partner_share_hours"), most = setting_int("partner_share_days") * 24;

	return hours < most ? hours : most;
}

static void release_form_show(struct out *out, struct request *request, struct view *view,
                              const struct crisis *crisis, const struct crisis_shared *picture)
{
	struct partner_release begun = { .expires_at = { instant_now().seconds + hours_usual() * HOUR } };
	struct form_view form = form_view_of(request, view, &partner_release_form, &begun);
	struct crisis_shared_line_list lines = lines_that_may(view, picture->id);
	struct partner_list partners = partners_now(view, crisis->unit_id);

	form_is_for(&form, request, S("/partners"));
	share_form_head(out, picture);
	form_begin(out, &form, arena_print(request->arena, "/crisis/%.*s/partners",
		STR(crisis->number)), false);
	form_problems(out, &form);
	share_choices(out, &form, &lines, &partners, picture);
	form_field(out, &form, "words");
	form_field(out, &form, "expires_at");
	form_buttons(out, _("Release it to them"), arena_print(request->arena, "/crisis/%.*s",
		STR(crisis->number)));
	form_end(out);
}

struct reply share_page(struct request *request, struct view *view)
{
	const struct crisis *crisis = crisis_asked(request, view);
	const struct crisis_shared *picture;
	struct shared shared;
	struct out *out;
	bool may_release;

	if (!crisis)
		return reply_not_found(request);
	shared = shared_of(view, crisis->id);
	if (request_wants_json(request))
		return share_json(request, &shared);
	may_release = request_may(request, MAY_crisis_lead) && crisis_may_write(view, crisis);
	picture = crisis_shared_latest(view, crisis->id);
	out = page_begin(request, view, _("For partners"));
	share_head(out, crisis);
	if (str_ends(request->path, S("/revoke")))
		share_problems(out, request_problems(request));
	share_releases(out, request, crisis, &shared, may_release);
	if (!picture)
		share_no_picture(out, crisis);
	else if (may_release && crisis->state == CRISIS_open)
		release_form_show(out, request, view, crisis, picture);
	return page_end(request, 200);
}

/* ---- Releasing ------------------------------------------------------------------------------------- */

static void lines_put(struct change *change, const struct partner_release *release,
                      const struct crisis_shared_line_list *lines, struct request *request)
{
	for (size_t i = 0; i < lines->count; i++) {
		const struct crisis_shared_line *line = &lines->at[i];
		struct partner_line row = { .release_id = release->id, .box = line->box,
			.certainty = line->certainty, .words = line->words };

		if (sent(request, share_field(request->arena, "line", line->id).at).len)
			change_insert(change, &partner_line_record.shape, &row);
	}
}

/* The names of those it is released to, for the log. */
static struct str links_put(struct change *change, const struct partner_release *release,
                            const struct partner_list *partners, struct request *request)
{
	struct out names;

	out_init(&names, request->arena, 64 * 1024);
	for (size_t i = 0; i < partners->count; i++) {
		if (!sent(request, share_field(request->arena, "partner", partners->at[i].id).at).len)
			continue;
		partner_link_put(change, release->id, &partners->at[i]);
		if (names.len)
			out_z(&names, ", ");
		out_raw(&names, partners->at[i].name);
	}
	return out_str(&names);
}

static size_t chosen(struct request *request, const struct partner_list *partners,
                     const struct crisis_shared_line_list *lines, size_t *sentences)
{
	size_t count = 0;

	*sentences = 0;
	for (size_t i = 0; i < partners->count; i++)
		count += sent(request, share_field(request->arena, "partner", partners->at[i].id).at).len > 0;
	for (size_t i = 0; i < lines->count; i++)
		*sentences += sent(request, share_field(request->arena, "line", lines->at[i].id).at).len > 0;
	return count;
}

static bool release_judged(struct request *request, const struct crisis *crisis,
                           const struct crisis_shared *picture, const struct partner_list *partners,
                           const struct crisis_shared_line_list *lines)
{
	struct problems *problems = request_problems(request);
	int64_t version = 0;
	size_t sentences, named = chosen(request, partners, lines, &sentences);

	str_to_int(sent(request, "picture"), &version);
	if (crisis->state != CRISIS_open)
		problem_add(problems, "", "%s", _("The crisis is closed."));
	if (picture->number != version)
		problem_add(problems, "", _("There is a newer version of the picture, no. %lld. Look through it before you release it."),
			(long long)picture->number);
	if (!named)
		problem_add(problems, "partners", "%s", _("Choose at least one partner."));
	if (!sentences && !sent(request, "with_summary").len)
		problem_add(problems, "lines", "%s", _("Choose at least one sentence, or the situation in short."));
	return problems->count == 0;
}

struct reply share_act(struct request *request, struct change *change)
{
	struct view *view = change_view(change);
	struct partner_release *release = request_record(request);
	const struct crisis *crisis = crisis_asked(request, view);
	const struct crisis_shared *picture = crisis ? crisis_shared_latest(view, crisis->id) : NULL;
	struct crisis_shared_line_list lines;
	struct partner_list partners;
	struct str names;

	if (!crisis || !picture)
		return reply_not_found(request);
	if (!crisis_may_write(view, crisis))
		return reply_forbidden(request);
	lines = lines_that_may(view, picture->id);
	partners = partners_now(view, crisis->unit_id);
	if (!release_judged(request, crisis, picture, &partners, &lines))
		return reply_again(request, change);
	release->crisis_id = crisis->id;
	release->picture = picture->number;
	release->title = crisis->title;
	release->summary = sent(request, "with_summary").len ? picture->summary : S("");
	release->decided_at = picture->at;
	release->is_exercise = crisis->is_exercise;
	release->released_by = change_me(change);
	release->released_name = request_person(request)->name;
	release->released_at = instant_now();
	change_insert(change, &partner_release_record.shape, release);
	lines_put(change, release, &lines, request);
	names = links_put(change, release, &partners, request);
	crisis_leave(change, crisis, &(struct crisis_left){ .kind = LEFT_out, .party = names,
		.author_name = release->released_name, .at = release->released_at,
		.words = arena_print(request->arena, _("Shared picture no. %lld was released to partners, to be read until %.*s."),
			(long long)release->picture, STR(tongue_instant(request->arena, release->expires_at))) });
	request_message(request, _("It is released. Give each partner its own link, by a way you trust."));
	return reply_done(request, 201, &partner_release_record, release, "/crisis/%.*s/partners",
		STR(crisis->number));
}

struct reply revoke_act(struct request *request, struct change *change)
{
	struct view *view = change_view(change);
	const struct revoke *revoke = request_record(request);
	const struct crisis *crisis = crisis_asked(request, view);
	const struct partner_link *link = crisis
		? partner_link_get(view, crisis->id, request_param(request, "link")) : NULL;
	struct str name = request_person(request)->name;

	if (!link)
		return reply_not_found(request);
	if (!crisis_may_write(view, crisis))
		return reply_forbidden(request);
	if (link->revoked_at.seconds) {
		problem_add(request_problems(request), "", "%s", _("The link has been taken back already."));
		return reply_again(request, change);
	}
	partner_link_revoke(change, link, name, revoke->why);
	crisis_leave(change, crisis, &(struct crisis_left){ .kind = LEFT_out,
		.party = link->partner_name, .author_name = name, .at = instant_now(),
		.words = arena_print(request->arena, _("The partner's link to the shared picture was taken back: %.*s"),
			STR(revoke->why)) });
	request_message(request, _("The link leads nowhere any more. What has been read has been read."));
	return reply_done(request, 200, &partner_link_record, link, "/crisis/%.*s/partners",
		STR(crisis->number));
}
