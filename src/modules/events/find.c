/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * events/find.c - "Search or go to": a number goes straight there; else what a few letters
 * may mean, in groups, each under the person's own rights.
 */
#include "base/json.h"
#include "kit/reference.h"
#include "modules/events/find.html.h"
#include "modules/events/lists.h"

/* ---- Pages by name -------------------------------------------------------------------- */

static const struct page {
	const char *words, *path;
	enum permission need;
} pages[] = {
	{ N_("My work"), "/", SIGNED_IN },
	{ N_("New report"), "/r", ANYBODY },
	{ N_("List of events"), "/events", MAY_events_read },
	{ N_("Events that are open"), "/events?state=open", MAY_events_read },
	{ N_("Events whose clock has passed"), "/events?late=yes", MAY_events_read },
	{ N_("Statistics"), "/statistics", MAY_statistics_read },
	{ N_("List of measures"), "/measures", MAY_measures_read },
	{ N_("New measure"), "/measures/new", MAY_measures_write },
	{ N_("Late measures"), "/measures/late", MAY_measures_read },
	{ N_("Insurance claims"), "/claims", MAY_events_claims },
	{ N_("Situation pictures"), "/pictures", MAY_pictures_read },
	{ N_("New situation picture"), "/pictures/new", MAY_pictures_write },
	{ N_("External notices"), "/notices", MAY_notices_read },
	{ N_("What is in force today"), "/documents/in-force", SIGNED_IN },
	{ N_("Governing documents"), "/documents", MAY_documents_read },
	{ N_("What we know"), "/knowledge", MAY_documents_read },
	{ N_("Places"), "/places", MAY_places_read },
	{ N_("Areas"), "/areas", MAY_places_read },
	{ N_("The organisation"), "/units", MAY_units_read },
	{ N_("People"), "/people", MAY_people_read },
	{ N_("Reports"), "/reports", SIGNED_IN },
	{ N_("Imports"), "/imports", MAY_import_write },
	{ N_("Jobs"), "/jobs", SIGNED_IN },
	{ N_("My settings"), "/me", SIGNED_IN },
	{ N_("Help"), "/help", ANYBODY },
};

static struct found_list found_pages(struct request *request, struct str q)
{
	struct arena *arena = request->arena;
	struct found_list list = { .at = arena_array(arena, struct found, COUNT(pages)) };
	struct str sought = str_fold(arena, q);

	for (size_t i = 0; i < COUNT(pages); i++) {
		struct str words = str_of(_(pages[i].words));

		if (request_may(request, pages[i].need)
		    && str_find(str_fold(arena, words), sought) >= 0)
			list.at[list.count++] = (struct found){ str_of(pages[i].path), words, S("") };
	}
	return list;
}

/* ---- Numbers -------------------------------------------------------------------------- */

/* "h-2026-17" as people write it: H-2026-00017. */
static struct str number_plain(struct arena *arena, struct str q)
{
	struct str rest = q, kind = str_cut(&rest, '-'), year = str_cut(&rest, '-');
	int64_t y, n;

	if (kind.len != 1 || !str_to_int(year, &y) || !str_to_int(rest, &n) || n < 0)
		return S("");
	if (kind.at[0] != 'h' && kind.at[0] != 'H' && kind.at[0] != 'a' && kind.at[0] != 'A')
		return S("");
	return arena_print(arena, "%c-%04lld-%05lld", kind.at[0] & ~0x20, (long long)y, (long long)n);
}

/* The page of a number that this person may see; "" when there is none. */
static struct str number_path(struct request *request, struct view *view, struct str q)
{
	struct str number = number_plain(request->arena, str_trim(q));

	if (!number.len)
		return S("");
	if (number.at[0] == 'H' && request_may(request, MAY_events_read)
	    && event_of_number(view, number))
		return arena_print(request->arena, "/events/%.*s", STR(number));
	if (number.at[0] == 'A' && request_may(request, MAY_measures_read)
	    && reference_find(view, "measure", number))
		return arena_print(request->arena, "/measures/%.*s", STR(number));
	return S("");
}

/* ---- Groups --------------------------------------------------------------------------- */

enum { SHORTEST = 2 };

static struct str path_with(struct arena *arena, const char *before, struct str key)
{
	struct out out;

	out_init(&out, arena, 1024);
	out_z(&out, before);
	out_link_part(&out, key);
	return out_str(&out);
}

/* Keys become addresses, and codes words. */
static struct found_list addressed(struct arena *arena, struct found_list list, const char *path,
                                   const char *hints)
{
	for (size_t i = 0; i < list.count; i++) {
		struct found *found = &list.at[i];

		if (hints)
			found->hint = code_name(hints, found->hint);
		found->key = path_with(arena, path, found->key);
	}
	return list;
}

static struct found_list numbered(struct arena *arena, struct found_list list)
{
	for (size_t i = 0; i < list.count; i++)
		list.at[i].words = arena_print(arena, "%.*s %.*s", STR(list.at[i].key),
			STR(list.at[i].words));
	return list;
}

static const struct finder {
	const char *label, *path, *hints;
	enum permission need;
	struct found_list (*find)(struct view *view, struct str text);
} finders[] = {
	{ N_("Events"), "/events/", "event/types", MAY_events_read, found_events },
	{ N_("Documents"), "/documents/", "document_kinds", MAY_documents_read, found_documents },
	{ N_("Places"), "/places/", "event/place_types", MAY_places_read, found_places },
	{ N_("Units"), "/units/", "unit_kinds", MAY_units_read, found_units },
	{ N_("People"), "/people/", NULL, MAY_people_read, found_people },
};
enum { MOST_GROUPS = COUNT(finders) + 1 };

static size_t find_all(struct request *request, struct view *view, struct str q,
                       struct found_group *groups)
{
	struct arena *arena = request->arena;
	size_t count = 0;

	groups[count++] = (struct found_group){ _("Pages"), "", found_pages(request, q) };
	for (size_t i = 0; i < COUNT(finders); i++) {
		const struct finder *finder = &finders[i];
		struct found_list list;

		if (!request_may(request, finder->need))
			continue;
		list = finder->find(view, q);
		if (finder->find == found_events)
			list = numbered(arena, list);
		groups[count++] = (struct found_group){ _(finder->label), finder->path,
			addressed(arena, list, finder->path, finder->hints) };
	}
	return count;
}

/* ---- The reply ------------------------------------------------------------------------ */

static struct reply find_json(struct request *request, const struct found_group *groups, size_t count)
{
	struct json_out json;
	struct out out;

	out_init(&out, request->arena, 1 << 20);
	json_begin(&json, &out);
	json_object_begin(&json, NULL);
	json_list_begin(&json, "items");
	for (size_t g = 0; g < count; g++)
		for (size_t i = 0; i < groups[g].list.count; i++) {
			json_object_begin(&json, NULL);
			json_str(&json, "group", str_of(groups[g].label));
			json_str(&json, "words", groups[g].list.at[i].words);
			json_str(&json, "hint", groups[g].list.at[i].hint);
			json_str(&json, "path", groups[g].list.at[i].key);
			json_object_finish(&json);
		}
	json_list_finish(&json);
	json_object_finish(&json);
	return reply_json(request, 200, &out);
}

static struct reply find_page(struct request *request, struct view *view, struct str q,
                              const struct found_group *groups, size_t count)
{
	struct out *out = page_begin(request, view, _("Search or go to"));
	int64_t found = 0;

	for (size_t i = 0; i < count; i++)
		found += (int64_t)groups[i].list.count;
	find_begin(out, q, found);
	for (size_t i = 0; i < count; i++) {
		bool are_events = str_is(S("/events/"), groups[i].path);

		if (groups[i].list.count)
			find_group(out, &groups[i], are_events && groups[i].list.count == FOUND_MOST
				? path_with(request->arena, "/events?q=", q) : S(""));
	}
	if (q.len && !found)
		find_nothing(out);
	return page_end(request, 200);
}

struct reply search_show(struct request *request, struct view *view)
{
	struct str q = str_letters_part(str_trim(request_query(request, "q")), 200);
	struct str path = number_path(request, view, q);
	struct found_group groups[MOST_GROUPS];
	size_t count = 0;

	if (path.len && !request_wants_json(request))
		return reply_go(request, "%.*s", STR(path));
	if (path.len) {
		groups[count].label = _("Number");
		groups[count].path = "";
		groups[count].list = (struct found_list){ 1, arena_new(request->arena, struct found) };
		groups[count++].list.at[0] = (struct found){ path, q, S("") };
	} else if (str_letters(q) >= SHORTEST) {
		count = find_all(request, view, q, groups);
	}
	if (request_wants_json(request))
		return find_json(request, groups, count);
	return find_page(request, view, q, groups, count);
}
