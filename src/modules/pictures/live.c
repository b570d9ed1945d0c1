/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * pictures/live.c - the frozen numbers of a picture beside those of this moment: told while it
 * is written, taken anew or kept by whoever writes.
 */
#include "base/crypto.h"
#include "modules/pictures/cited.h"
#include "modules/pictures/pages.html.h"
#include "modules/pictures/write.h"

/* The changes as one text, so that "I have seen these" can be kept. */
static struct str changes_digest(struct arena *arena, const struct number_change *changes, size_t shown,
                                 size_t count)
{
	struct out out;

	out_init(&out, arena, 16 * 1024);
	out_print(&out, "%zu", count);
	for (size_t i = 0; i < shown; i++)
		out_print(&out, ";%.*s %lld", STR(changes[i].label), (long long)changes[i].is);
	return str_part(digest_hex(arena, out_str(&out)), 0, 32);
}

struct live {                           /* the frozen numbers against those of this moment */
	struct number_change changes[MOST_NUMBER_CHANGES];
	size_t count, shown;
	struct str digest;
};

static struct live *live_take(const struct picture_page *page)
{
	struct live *live = arena_new(view_arena(page->view), struct live);
	struct picture_query query = picture_query_of(page->view, page->picture, date_today());
	const struct numbers *now;

	if (!page->numbers)
		return live;
	now = numbers_count(page->view, &query, cited_asked(page->cited));
	live->count = numbers_compare(page->numbers, now, live->changes, MOST_NUMBER_CHANGES);
	live->count = cited_compare(page, &query, now, live->changes, MOST_NUMBER_CHANGES, live->count);
	live->shown = live->count < MOST_NUMBER_CHANGES ? live->count : MOST_NUMBER_CHANGES;
	live->digest = changes_digest(view_arena(page->view), live->changes, live->shown, live->count);
	return live;
}

void picture_changed_show(struct out *out, struct request *request, const struct picture_page *page)
{
	const struct live *live = live_take(page);

	if (!live->count || picture_keeps(page->view, page->picture->id, live->digest))
		return;
	picture_changed(out, request, page->picture, live->changes, live->shown, live->count);
}

/* ---- New numbers ---------------------------------------------------------------------------- */

/* The page of an extract that no picture carries yet. */
static struct picture_page page_of_new(struct view *view, const struct picture *picture,
                                       const struct picture_query *query, const struct numbers *numbers)
{
	struct picture_page page = picture_page_of(view, picture, false);
	struct picture_extract *extract = arena_new(view_arena(view), struct picture_extract);

	*extract = (struct picture_extract){ .id = picture->extract_id, .taken_at = instant_now() };
	page.extract = extract;
	page.query = query;
	page.numbers = numbers;
	return page;
}

int64_t picture_count_anew(struct change *change, struct picture *picture)
{
	struct view *view = change_view(change);
	struct picture_page before = picture_page_of(view, picture, false);
	struct picture_query query = picture_query_of(view, picture, date_today());
	const struct numbers *numbers = numbers_take(view, &query);
	struct picture_page page;

	picture->extract_id = extract_add(change, picture->id, &query, numbers, instant_now());
	page = page_of_new(view, picture, &query, numbers);
	cited_update(change, &page);
	cited_settle(change, &page, picture);
	return picture_drafted_anew(change, &before, &page, picture);
}

static const char *updated_words(struct arena *arena, int64_t sentences)
{
	if (!sentences)
		return _("The numbers were taken anew.");
	return str_z(arena, arena_print(arena, plural(sentences,
		"The numbers were taken anew, and %lld sentence that stood as it was drafted says what they say now.",
		"The numbers were taken anew, and %lld sentences that stood as they were drafted say what they say now."),
		(long long)sentences));
}

struct reply picture_update_act(struct request *request, struct change *change)
{
	const struct picture *before = picture_load(request, change_view(change));
	struct picture now;
	enum updated updated;
	int64_t sentences;

	if (!before)
		return reply_not_found(request);
	if (!picture_is_editable(before->state))
		return picture_wrong_state(request, change);
	now = *before;
	sentences = picture_count_anew(change, &now);
	updated = change_update(change, &picture_record.shape, &now, picture_sent_version(request, before));
	if (updated == UPDATED_STALE || updated == UPDATED_GONE)
		return picture_gone(request, change, updated, &now);
	picture_step_add(change, &now, "update", now.state, S(""));
	request_message(request, updated_words(request->arena, sentences));
	return picture_saved(request, 200, &now);
}

struct reply picture_keep_act(struct request *request, struct change *change)
{
	const struct picture *picture = picture_load(request, change_view(change));
	struct picture_page page;

	if (!picture)
		return reply_not_found(request);
	if (!picture_is_editable(picture->state))
		return picture_wrong_state(request, change);
	page = picture_page_of(change_view(change), picture, false);
	picture_step_add(change, picture, "keep", picture->state, live_take(&page)->digest);
	request_message(request, _("The numbers were kept as they were."));
	return picture_saved(request, 200, picture);
}
