/* SPDX-License-Identifier: EUPL-1.2 */
/* risks/compare.c - see compare.h: the page of one analysis beside the earlier one. */
#include "modules/risks/compare.h"

#include "base/json.h"
#include "modules/risks/compare.html.h"

enum { LONGEST_JSON = 2 << 20 };

static const struct judged *judged_of_root(const struct judged_list *list, int64_t root)
{
	for (size_t i = 0; i < list->count; i++)
		if (list->at[i].risk->root_id == root)
			return &list->at[i];
	return NULL;
}

static struct compared compared_of(const struct judged *now, const struct judged *before, bool same_scales)
{
	struct compared one = { .now = now ? now->risk : NULL, .before = before ? before->risk : NULL,
		.level = now ? now->now : NULL, .level_before = before ? before->now : NULL };

	if (now && before)
		risk_compared_words(&one);
	one.group = risk_compared_group(&one, same_scales);
	return one;
}

/* Group by group; within a group in the order of the analysis. */
static void groups_sort(struct arena *arena, struct compare_page *page)
{
	struct compared_list sorted = { 0, arena_array(arena, struct compared, page->list.count + 1) };

	for (int group = 0; group < COMPARISONS; group++)
		for (size_t i = 0; i < page->list.count; i++)
			if ((int)page->list.at[i].group == group) {
				sorted.at[sorted.count++] = page->list.at[i];
				page->counts[group]++;
			}
	page->list = sorted;
}

static void compare_fill(struct view *view, struct compare_page *page)
{
	struct arena *arena = view_arena(view);
	const struct judged_list *now = &page->page->risks;
	struct judged_list before = rsa_judged(view, page->before);

	page->same_scales = page->before->method_id == page->page->rsa->method_id;
	page->list.at = arena_array(arena, struct compared, now->count + before.count + 1);
	for (size_t i = 0; i < now->count; i++)
		page->list.at[page->list.count++] = compared_of(&now->at[i],
			judged_of_root(&before, now->at[i].risk->root_id), page->same_scales);
	for (size_t i = 0; i < before.count; i++)
		if (!judged_of_root(now, before.at[i].risk->root_id))
			page->list.at[page->list.count++] = compared_of(NULL, &before.at[i], page->same_scales);
	groups_sort(arena, page);
}

static void level_json(struct json_out *json, const char *name, const struct risk_revision *level)
{
	json_object_begin(json, name);
	json_str(json, "zone", level ? level->zone : S(""));
	json_int(json, "probability", level ? level->probability : 0);
	json_int(json, "consequence", level ? level->consequence : 0);
	json_object_finish(json);
}

static void compared_json(struct json_out *json, const struct compared *one)
{
	const struct risk *risk = one->now ? one->now : one->before;

	json_object_begin(json, NULL);
	json_str(json, "number", risk->number);
	json_str(json, "title", risk->title);
	json_str(json, "group", str_of(_(comparison_words[one->group])));
	level_json(json, "before", one->level_before);
	level_json(json, "now", one->level);
	json_list_begin(json, "changed");
	for (size_t i = 0; i < one->changed_count; i++)
		json_str(json, NULL, str_of(_(one->changed[i])));
	json_list_finish(json);
	json_object_finish(json);
}

static struct reply compare_json(struct request *request, const struct compare_page *page)
{
	struct out *out = arena_new(request->arena, struct out);
	struct json_out json;

	out_init(out, request->arena, LONGEST_JSON);
	json_begin(&json, out);
	json_object_begin(&json, NULL);
	json_str(&json, "rsa", page->page->rsa->public_id);
	json_str(&json, "before", page->before ? page->before->public_id : S(""));
	json_bool(&json, "same_scales", page->same_scales);
	json_list_begin(&json, "risks");
	for (size_t i = 0; i < page->list.count; i++)
		compared_json(&json, &page->list.at[i]);
	json_list_finish(&json);
	json_object_finish(&json);
	return reply_json(request, 200, out);
}

static void groups_show(struct out *out, const struct compare_page *page)
{
	size_t at = 0;

	for (int group = 0; group < COMPARISONS; group++) {
		if (!page->counts[group])
			continue;
		rsa_compare_group(out, page, group, &page->list.at[at], page->counts[group]);
		at += page->counts[group];
	}
}

struct reply rsa_compare_show(struct request *request, struct view *view)
{
	const struct rsa *rsa = rsa_get(view, request_param(request, "id"));
	struct compare_page compare = { 0 };
	struct rsa_page page;
	struct out *out;

	if (!rsa)
		return reply_not_found(request);
	page = rsa_page_of(request, view, rsa);
	compare.page = &page;
	compare.before = rsa_earlier(view, rsa->unit_id, (int)rsa->year);
	if (compare.before)
		compare_fill(view, &compare);
	if (request_wants_json(request))
		return compare_json(request, &compare);
	out = page_begin(request, view, _("Compared with the year before"));
	rsa_compare_begin(out, &compare);
	groups_show(out, &compare);
	return page_end(request, 200);
}
