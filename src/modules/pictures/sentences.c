/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * pictures/sentences.c - of each sentence of a picture: whose words it is, and where it came
 * from.
 *
 * A sentence that was taken and stands there as it was is of who said it; one that has been
 * changed a little says that too; everything else is the writers' own.
 */
#include "modules/pictures/cited.h"

#include "base/json.h"
#include "kit/compare.h"
#include "modules/pictures/cited.html.h"
#include "modules/pictures/write.h"

enum { LONGEST_JSON = 8 << 20, SAME_PARTS = 6, ALL_PARTS = 10, SCRATCH_MEMORY = 128 << 20 };

struct proposal_list picture_proposals(const struct picture_page *page)
{
	struct picture_limits limits = picture_limits();

	if (!page->numbers)
		return (struct proposal_list){ 0 };
	return picture_draft(view_arena(page->view), page->query, page->numbers, &limits);
}

bool sentence_is_taken(const struct picture_sentence_list *taken, const struct proposal *proposal)
{
	for (size_t i = 0; i < taken->count; i++)
		if (taken->at[i].origin == ORIGIN_data && str_equals(taken->at[i].row_key, proposal->key))
			return true;
	return false;
}

/* ---- The rows behind a proposal -------------------------------------------------------------- */

static struct str history_path(const struct picture_page *page, struct event_ask ask)
{
	const struct numbers *numbers = page->numbers;
	struct arena *arena = view_arena(page->view);
	struct date last = ask.to;

	if (numbers->month_count) {
		date_read(arena_print(arena, "%.*s-01", STR(numbers->months[0].month)), &ask.from);
		date_read(arena_print(arena, "%.*s-01",
			STR(numbers->months[numbers->month_count - 1].month)), &last);
		ask.to = date_add_days(date_add_months(last, 1), -1);
	}
	return events_link(arena, &ask, "", S(""));
}

struct str proposal_path(const struct picture_page *page, const struct proposal *proposal)
{
	struct arena *arena = view_arena(page->view);
	struct event_ask ask = query_events(page->query, false);
	struct notice_ask notices = query_notices(page->query, false);

	switch (proposal->rows) {
	case ROWS_events: return events_link(arena, &ask, proposal->by, proposal->of);
	case ROWS_history: return history_path(page, ask);
	case ROWS_notices: return notices_link(arena, &notices, "", S(""));
	case ROWS_measures: return S("/measures");
	default: return S("");
	}
}

/* ---- Taking a text apart ----------------------------------------------------------------------- */

static bool is_end(struct str text, size_t i)
{
	char c = text.at[i];

	if (c == '\n')
		return true;
	return (c == '.' || c == '!' || c == '?') && i + 1 < text.len
		&& (text.at[i + 1] == ' ' || text.at[i + 1] == '\n');
}

static bool has_letters(struct str text)
{
	for (size_t i = 0; i < text.len; i++)
		if ((unsigned char)text.at[i] >= 0x80 || (text.at[i] >= 'A' && text.at[i] <= 'Z')
		    || (text.at[i] >= 'a' && text.at[i] <= 'z'))
			return true;
	return false;
}

/* "- a point" and "> a quotation" begin with what is no word. */
static struct str without_bullet(struct str line)
{
	line = str_trim(line);
	while (line.len && (line.at[0] == '-' || line.at[0] == '*' || line.at[0] == '>' || line.at[0] == '#'))
		line = str_trim(str_part(line, 1, line.len));
	return line;
}

static struct str sentence_next(struct str *rest)
{
	size_t i = 0;
	struct str next;

	while (i < rest->len && !is_end(*rest, i))
		i++;
	next = str_part(*rest, 0, i + 1);
	*rest = str_part(*rest, i + 1, rest->len);
	return without_bullet(next);
}

/* ---- Whose ---------------------------------------------------------------------------------------- */

/* At least six words of ten are the same. */
static bool is_much_the_same(struct arena *arena, struct str a, struct str b)
{
	struct compared_words compared = words_compare(arena, a, b);
	int64_t same = words_compare(arena, S(""), b).added - compared.added;

	return same * ALL_PARTS >= (same + compared.added + compared.removed) * SAME_PARTS;
}

static bool taken_has(struct arena *arena, const struct picture_sentence *taken, struct str words,
                      bool exactly)
{
	struct str rest = taken->words;

	while (rest.len) {
		struct str part = marks_named(arena, sentence_next(&rest));

		if (!has_letters(part))
			continue;
		if (exactly ? str_equals(part, words) : is_much_the_same(arena, part, words))
			return true;
	}
	return false;
}

/* Each comparison leaves tables behind, and there may be thousands: they go in a scratch. */
static const struct picture_sentence *taken_find(struct arena *scratch, struct str section, struct str words,
                                                 const struct picture_sentence_list *taken, bool exactly)
{
	for (size_t i = taken->count; i-- > 0;) {
		bool is_found = str_equals(taken->at[i].section, section)
			&& taken_has(scratch, &taken->at[i], words, exactly);

		arena_clear(scratch);
		if (is_found)
			return &taken->at[i];
	}
	return NULL;
}

struct told_sentence_list sentences_told(struct arena *arena, struct str section, struct str text,
                                         const struct picture_sentence_list *taken)
{
	struct arena *scratch = arena_open(SCRATCH_MEMORY);
	struct str rest = text;
	struct told_sentence_list list = { 0, arena_array(arena, struct told_sentence, rest.len + 1) };

	while (rest.len) {
		struct told_sentence *told = &list.at[list.count];
		struct str named;

		told->words = sentence_next(&rest);
		if (!has_letters(told->words))
			continue;
		named = marks_named(arena, told->words);
		told->words = marks_plain(arena, told->words);
		told->from = taken_find(scratch, section, named, taken, true);
		if (!told->from) {
			told->from = taken_find(scratch, section, named, taken, false);
			told->is_changed = told->from != NULL;
		}
		list.count++;
	}
	arena_close(scratch);
	return list;
}

struct told_sentence_list told_sentences(struct arena *arena, struct str text)
{
	return sentences_told(arena, S(""), text, &(struct picture_sentence_list){ 0 });
}

/* ---- Shown ------------------------------------------------------------------------------------------ */

static void told_json(struct json_out *json, const struct told_sentence *told)
{
	json_object_begin(json, NULL);
	json_str(json, "words", told->words);
	json_str(json, "from", told->from ? str_of(sentence_origins[told->from->origin].name) : S("own"));
	json_bool(json, "changed", told->is_changed);
	if (told->from) {
		json_str(json, "whose", told->from->source_name);
		json_str(json, "key", told->from->row_key);
		json_str(json, "path", told->from->path);
		json_str(json, "digest", told->from->digest);
		json_instant(json, "taken_at", told->from->taken_at);
	}
	json_object_finish(json);
}

void sentences_json(struct json_out *json, const struct picture_page *page)
{
	struct picture_sentence_list taken = picture_sentences(page->view, page->picture->id);

	json_object_begin(json, "whose_words");
	for (size_t i = 0; picture_sections[i]; i++) {
		struct told_sentence_list told = sentences_told(view_arena(page->view),
			str_of(picture_sections[i]), picture_section(page->picture, i), &taken);

		json_list_begin(json, picture_sections[i]);
		for (size_t k = 0; k < told.count; k++)
			told_json(json, &told.at[k]);
		json_list_finish(json);
	}
	json_object_finish(json);
}

static struct reply words_json(struct request *request, const struct picture_page *page)
{
	struct json_out json;
	struct out out;

	out_init(&out, request->arena, LONGEST_JSON);
	json_begin(&json, &out);
	json_object_begin(&json, NULL);
	sentences_json(&json, page);
	json_object_finish(&json);
	return reply_json(request, 200, &out);
}

struct reply picture_words(struct request *request, struct view *view)
{
	const struct picture *picture = picture_get(view, request_param(request, "id"));
	struct picture_sentence_list taken;
	struct picture_page page;
	struct out *out;

	if (!picture)
		return reply_not_found(request);
	page = picture_page_of(view, picture, picture_has_links(request, view, picture));
	if (request_wants_json(request))
		return words_json(request, &page);
	taken = picture_sentences(view, picture->id);
	out = page_begin(request, view, _("Whose words"));
	words_begin(out, &page);
	for (size_t i = 0; picture_sections[i]; i++) {
		struct told_sentence_list told = sentences_told(request->arena, str_of(picture_sections[i]),
			picture_section(picture, i), &taken);

		if (told.count)
			words_section(out, &page, picture_heading(page.kind, picture_sections[i]), &told);
	}
	return page_end(request, 200);
}
