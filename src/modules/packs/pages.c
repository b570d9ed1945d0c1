/* SPDX-License-Identifier: EUPL-1.2 */
/* packs/pages.c - which packs there are, how old they are, who fetched them; fetching one. */
#include "modules/packs/take.h"

#include "base/crypto.h"
#include "base/json.h"
#include "kit/away.h"
#include "kit/folder.h"
#include "kit/members.h"
#include "modules/packs/codes.html.h"
#include "modules/packs/pages.html.h"
#include "modules/units/units.h"

enum { JSON_LONGEST = 1 << 20 };

struct str bytes_words(struct arena *arena, int64_t bytes)
{
	if (bytes < 1024 * 1024)
		return arena_print(arena, "%lld kB", (long long)(bytes + 1023) / 1024);
	return arena_print(arena, "%.*s MB", STR(tongue_real(arena, (double)bytes / (1024 * 1024), 1)));
}

struct str pack_age_words(struct arena *arena, struct instant made, struct instant now)
{
	int64_t minutes = now.seconds > made.seconds ? (now.seconds - made.seconds) / MINUTE : 0;

	if (minutes < 60)
		return arena_print(arena, _("%lld min"), (long long)minutes);
	if (minutes < 2 * 24 * 60)
		return arena_print(arena, _("%lld h"), (long long)(minutes / 60));
	return arena_print(arena, plural(minutes / (24 * 60), "%lld day", "%lld days"),
		(long long)(minutes / (24 * 60)));
}

/* ---- The list ----------------------------------------------------------------------------- */

static struct reply packs_json(struct request *request, const struct pack_unit_list *units,
                               const struct pack_clock *clock, struct instant now)
{
	struct json_out json;
	struct out out;

	out_init(&out, request->arena, JSON_LONGEST);
	json_begin(&json, &out);
	json_object_begin(&json, NULL);
	json_list_begin(&json, "items");
	for (size_t i = 0; i < units->count; i++) {
		json_object_begin(&json, NULL);
		record_members_json(&json, &pack_unit_record, &units->at[i]);
		json_bool(&json, "is_old", pack_is_wanting(&units->at[i], clock, now));
		json_object_finish(&json);
	}
	json_list_finish(&json);
	json_object_finish(&json);
	return reply_json(request, 200, &out);
}

static size_t count_red(const struct pack_unit_list *units, const struct pack_clock *clock,
                        struct instant now)
{
	size_t red = 0;

	for (size_t i = 0; i < units->count; i++)
		red += pack_is_wanting(&units->at[i], clock, now);
	return red;
}

static struct reply packs_page(struct request *request, struct view *view)
{
	struct pack_unit_list none = { 0 }, units = away_is() ? none : pack_units(view);
	struct pack_clock clock = pack_clock_set();
	struct instant now = instant_now();
	struct pack_file_list files;
	struct out *out;

	if (request_wants_json(request))
		return packs_json(request, &units, &clock, now);
	out = page_begin(request, view, _("Emergency packs"));
	packs_head(out, &clock, count_red(&units, &clock, now), units.count);
	packs_table(out, request, view, &units, &clock, now);
	files = pack_files(view);
	if (!away_is())
		packs_taken(out, view, &files);
	return page_end(request, 200);
}

/* ---- One ------------------------------------------------------------------------------------ */

static const struct pack *pack_asked(struct request *request, struct view *view)
{
	return pack_get(view, request_param(request, "pack"));
}

static struct reply pack_page(struct request *request, struct view *view)
{
	const struct pack *pack = pack_asked(request, view);
	struct pack_fetch_list fetches;
	struct pack_list others;
	struct out *out;

	if (!pack)
		return reply_not_found(request);
	if (request_wants_json(request))
		return reply_record(request, &pack_record, pack);
	fetches = pack_fetches(view, pack->id);
	others = packs_of(view, pack->unit_id);
	out = page_begin(request, view, _("Emergency pack"));
	pack_head(out, pack, unit_name(view, pack->unit_id), instant_now());
	pack_actions(out, request, pack, others.count ? &others.at[0] : NULL);
	pack_facts(out, view, pack);
	pack_fetch_table(out, view, &fetches);
	pack_others(out, pack, &others);
	return page_end(request, 200);
}

/* What is on the disk must be what was made: a paper that somebody has changed there would be
 * believed. */
static bool file_is_whole(struct request *request, const struct pack *pack, struct str *content)
{
	struct str mapped;
	bool is_whole;

	if (pack->removed_at.seconds || !file_map(pack_path(request->arena, pack), &mapped))
		return false;
	is_whole = str_equals(digest_hex(request->arena, mapped), pack->digest);
	*content = arena_copy(request->arena, mapped);
	file_unmap(mapped);
	return is_whole;
}

static struct reply pack_fetch_act(struct request *request, struct change *change)
{
	struct view *view = change_view(change);
	const struct pack *pack = pack_asked(request, view);
	struct pack_fetch fetch = { .person_id = change_me(change), .at = instant_now() };
	struct str content;
	struct reply reply;

	if (!pack)
		return reply_not_found(request);
	if (!file_is_whole(request, pack, &content)) {
		problem_add(request_problems(request), "", "%s",
			_("The file is not there any more, or is not as it was made. Make a new one under Emergency packs."));
		return reply_again(request, change);
	}
	fetch.pack_id = pack->id;
	change_insert(change, &pack_fetch_record.shape, &fetch);
	reply = reply_bytes(200, "text/html; charset=utf-8", content);
	reply.again_at = "/packs";
	reply_download(&reply, request->arena, arena_print(request->arena,
		"emergency-pack-%.*s-%.*s.html", STR(unit_get(view, pack->unit_id)->code),
		STR(date_iso(request->arena, instant_date(pack->made_at)))));
	return reply;
}

static struct reply pack_make_act(struct request *request, struct change *change)
{
	int64_t unit_id = reference_find(change_view(change), "unit", request_field(request, "unit"));
	int64_t job;

	if (!unit_id || !pack_unit_get(change_view(change), unit_id))
		return reply_not_found(request);
	job = job_start(change, "packs", arena_print(request->arena, "{\"unit\":\"%lld\"}",
		(long long)unit_id), S(""), S(""));
	return reply_done(request, 202, NULL, NULL, "%.*s",
		STR(job_path(change_view(change), job)));
}

const struct route packs_routes[] = {
	{ GET, "/packs", .need = MAY_rosters_write, .show = packs_page, .is_api_too = true,
	  .label = N_("Emergency packs") },
	{ POST, "/packs/make", .need = MAY_rosters_write, .act = pack_make_act, .again = packs_page,
	  .is_api_too = true, .label = N_("Make an emergency pack") },
	{ GET, "/packs/code", .need = MAY_rosters_read, .show = pack_code_page,
	  .label = N_("Emergency code") },
	{ POST, "/packs/code", .need = MAY_rosters_read, .act = pack_code_act,
	  .again = pack_code_page, .label = N_("Make an emergency code") },
	{ GET, "/packs/:pack", .need = MAY_rosters_write, .show = pack_page, .is_api_too = true,
	  .label = N_("One emergency pack") },
	{ POST, "/packs/:pack/fetch", .need = MAY_rosters_write, .act = pack_fetch_act,
	  .again = pack_page, .label = N_("Fetch an emergency pack") },
	{ .path = NULL },
};
