/* SPDX-License-Identifier: EUPL-1.2 */
/* risks/compare.c - see compare.h: the page of one analysis beside the earlier one. */
#include "modules/risks/compare.h"

#include "base/json.h"
#include "modules/risks/compare.html.h"

enum { LONGEST_JSON = 2 << 20 };

/* The risks of an analysis with the level that holds for each. */
struct leveled { struct risk_list risks; struct risk_revision_list levels; };

static struct leveled leveled_of(struct view *view, int64_t rsa_id)
{
	return (struct leveled){ risks_of(view, rsa_id), revisions_of(view, rsa_id) };
}

static const struct risk *risk_of_root(const struct leveled *in, int64_t root)
{
	for (size_t i = 0; i < in->risks.count; i++)
		if (in->risks.at[i].root_id == root)
			return &in->risks.at[i];
	return NULL;
}

static void compared_add(struct arena *arena, struct compare_page *page, struct compared one)
{
	if (one.now && one.before)
		risk_compared_words(arena, &one);
	one.group = risk_compared_group(&one, page->same_scales);
	page->list.at[page->list.count++] = one;
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
	struct leveled now = leveled_of(view, page->rsa->id), before = leveled_of(view, page->before->id);

	page->same_scales = page->before->method_id == page->rsa->method_id;
	page->list.at = arena_array(arena, struct compared, now.risks.count + before.risks.count + 1);
	for (size_t i = 0; i < now.risks.count; i++) {
		const struct risk *risk = &now.risks.at[i], *was = risk_of_root(&before, risk->root_id);

		compared_add(arena, page, (struct compared){ .now = risk, .before = was,
			.level = revision_find(&now.levels, risk->id),
			.level_before = was ? revision_find(&before.levels, was->id) : NULL });
	}
	for (size_t i = 0; i < before.risks.count; i++) {
		const struct risk *was = &before.risks.at[i];

		if (!risk_of_root(&now, was->root_id))
			compared_add(arena, page, (struct compared){ .before = was,
				.level_before = revision_find(&before.levels, was->id) });
	}
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
	json_str(json, "group", str_of(comparisons[one->group].name));
	level_json(json, "before", one->level_before);
	level_json(json, "now", one->level);
	json_list_begin(json, "changed");
	for (size_t i = 0; i < one->changed_count; i++)
		json_str(json, NULL, str_of(one->changed[i]->column.name));
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
	json_str(&json, "rsa", page->rsa->public_id);
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
	struct compare_page page = { .rsa = rsa };
	struct out *out;

	if (!rsa)
		return reply_not_found(request);
	page.unit = unit_get(view, rsa->unit_id);
	page.before = rsa_earlier(view, rsa->unit_id, (int)rsa->year);
	if (page.before)
		compare_fill(view, &page);
	if (request_wants_json(request))
		return compare_json(request, &page);
	out = page_begin(request, view, _("Compared with the year before"));
	rsa_compare_begin(out, &page);
	groups_show(out, &page);
	return page_end(request, 200);
}
