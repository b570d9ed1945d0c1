/* SPDX-License-Identifier: EUPL-1.2 */
/* scanning/model.c - the records of sources, files and items, and their forms. */
#include "modules/scanning/inside.h"

#include "modules/events/events.h"

const struct choice news_ways[] = {
	{ "", "" }, { "upload", N_("The page") }, { "folder", N_("The watched folder") },
	{ "fetch", N_("Fetched") }, { NULL, NULL },
};
const struct choice news_verdicts[] = {
	{ "", "" }, { "accepted", N_("Taken in") }, { "same", N_("Nothing new") },
	{ "refused", N_("Refused") }, { NULL, NULL },
};
const struct choice news_states[] = {
	{ "", "" }, { "new", N_("Waits") }, { "tagged", N_("Tagged") }, { "dropped", N_("Dropped") },
	{ NULL, NULL },
};

#define RECORD struct news_source
static const struct field source_fields[] = { NEWS_SOURCE_FIELDS(AS_FIELD) };
#undef RECORD
const struct record news_source_record = { RECORD_OF("news_source", news_source, source_fields),
	.label = N_("Source of news"), .many = N_("Sources of news"), .path = "/scanning/sources" };

#define RECORD struct news_fetch
static const struct field fetch_fields[] = { NEWS_FETCH_FIELDS(AS_FIELD) };
#undef RECORD
const struct record news_fetch_record = { RECORD_OF("news_fetch", news_fetch, fetch_fields),
	.label = N_("Fetching of a source"), .many = N_("Fetching of sources"),
	.path = "/scanning/sources" };

#define RECORD struct news_file
const struct field news_file_fields[] = { NEWS_FILE_FIELDS(AS_FIELD) };
#undef RECORD
_Static_assert(COUNT(news_file_fields) == NEWS_FILE_COUNT, "one count for each field");
const struct record news_file_record = { RECORD_OF("news_file", news_file, news_file_fields),
	.label = N_("File with news"), .many = N_("Files with news"), .path = "/scanning/files" };

#define RECORD struct news_item
const struct field news_item_fields[] = { NEWS_ITEM_FIELDS(AS_FIELD) };
#undef RECORD
_Static_assert(COUNT(news_item_fields) == NEWS_ITEM_COUNT, "one count for each field");
const struct record news_item_record = { RECORD_OF("news_item", news_item, news_item_fields),
	.label = N_("Piece of news"), .many = N_("Pieces of news"), .path = "/scanning/items" };

#define RECORD struct news_item_before
static const struct field before_fields[] = { NEWS_ITEM_BEFORE_FIELDS(AS_FIELD) };
#undef RECORD
const struct record news_item_before_record = {
	RECORD_OF("news_item_before", news_item_before, before_fields),
	.label = N_("Earlier wording of a piece of news"), .many = N_("Earlier wordings of news"),
	.path = "/scanning/items" };

/* ---- Forms ---------------------------------------------------------------------------------- */

static void source_form_judge(struct view *view, void *row, struct problems *problems)
{
	const struct news_source *source = row;
	int64_t other = news_source_at_code(view, source->code);

	news_source_judge(source, problems);
	if (other && other != source->id)
		problem_add(problems, "code", "%s", _("Another source has that code."));
}

const struct form news_source_form = { .record = &news_source_record,
	.fields = FIELDS("name", "code", "address", "every_minutes", "reason", "is_on"),
	.judge = source_form_judge };

static void item_form_judge(struct view *view, void *row, struct problems *problems)
{
	const struct news_item *item = row;

	if (item->link.len && !str_starts(item->link, S("https://"))
	    && !str_starts(item->link, S("http://")))
		problem_add(problems, "link", "%s", _("Write an address that begins with https:// or http://."));
	if (words_guard(view_arena(view), item->title) != WORDS_PASS)
		problem_add(problems, "title", "%s",
			_("Write no personal numbers and nothing that may be secret."));
	if (words_guard(view_arena(view), item->summary) != WORDS_PASS)
		problem_add(problems, "summary", "%s",
			_("Write no personal numbers and nothing that may be secret."));
	if (item->published_at.seconds > instant_now().seconds + DAY)
		problem_add(problems, "published_at", "%s", _("That day has not come yet."));
}

const struct form news_item_form = { .record = &news_item_record,
	.fields = FIELDS("title", "origin", "summary", "link", "published_at", "tags"),
	.judge = item_form_judge };
const struct form news_tags_form = { .record = &news_item_record, .fields = FIELDS("tags") };
