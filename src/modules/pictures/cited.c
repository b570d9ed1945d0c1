/* SPDX-License-Identifier: EUPL-1.2 */
/* pictures/cited.c - see cited.h; what a number asks, how it is counted and named. */
#include "modules/pictures/write.h"

#include "modules/places/places.h"

const struct choice number_whats[] = {
	{ "", "" },
	{ "events", N_("Events") },
	{ "injured", N_("Injured") },
	{ "notices", N_("Notices from outside") },
	{ "silent", N_("Workplaces without a report") },
	{ "workplaces", N_("Workplaces") },
	{ "causes", N_("Events whose cause is written down") },
	{ "open", N_("Open measures") },
	{ "late", N_("Late measures") },
	{ NULL, NULL },
};

const struct choice sentence_origins[] = {
	{ "", "" },
	{ "data", N_("Drafted from the numbers") },
	{ "picture", N_("From the picture of a unit") },
	{ "part", N_("From somebody who was asked") },
	{ NULL, NULL },
};

#define RECORD struct picture_number
static const struct field number_fields[] = { PICTURE_NUMBER_FIELDS(AS_FIELD) };
#undef RECORD
const struct record picture_number_record = {
	RECORD_OF("picture_number", picture_number, number_fields),
	.label = N_("Number in a picture"), .many = N_("Numbers in pictures"), .path = "/pictures",
};

#define RECORD struct picture_sentence
static const struct field sentence_fields[] = { PICTURE_SENTENCE_FIELDS(AS_FIELD) };
#undef RECORD
const struct record picture_sentence_record = {
	RECORD_OF("picture_sentence", picture_sentence, sentence_fields),
	.label = N_("Sentence that was taken"), .many = N_("Sentences that were taken"),
	.path = "/pictures",
};

const struct picture_number *cited_of(const struct picture_number_list *list, int64_t number)
{
	for (size_t i = 0; i < list->count; i++)
		if (list->at[i].number == number)
			return &list->at[i];
	return NULL;
}

/* ---- The question -------------------------------------------------------------------------- */

bool cited_is_of_extract(const struct picture_number *cited)
{
	return !cited->unit_id && !cited->area_code.len && !cited->type.len && !cited->period.len;
}

static void days_of(struct arena *arena, const struct picture_query *query, struct picture_number *cited)
{
	struct str period = cited->period;

	cited->from_on = cited->is_before ? query->before_from : query->from;
	cited->to_on = cited->is_before ? query->before_to : query->to;
	if (!period.len)
		return;
	if (cited->is_before)
		period = period_before(arena, period);
	period_read(period, &cited->from_on, &cited->to_on);
}

static struct event_ask ask_of(struct view *view, const struct picture_query *query,
                               const struct picture_number *cited)
{
	struct event_ask ask = query_events(query, cited->is_before);
	const struct unit *unit = cited->unit_id ? unit_get(view, cited->unit_id) : NULL;
	const struct item *kind = unit ? item_find("unit_kinds", unit->kind) : NULL;

	if (unit) {
		ask.unit_id = unit->id;
		ask.is_board = kind && item_int(kind, "is_board");
		ask.as_is = true;
		ask.area_code = S("");
	}
	if (cited->area_code.len)
		ask.area_code = cited->area_code;
	if (cited->type.len)
		ask.types = cited->type;
	ask.from = cited->from_on;
	ask.to = cited->to_on;
	return ask;
}

/* ---- In the extract ---------------------------------------------------------------------------- */

static const struct numbers_by *table_of(const struct numbers *numbers, struct str axis)
{
	if (str_is(axis, "cause"))
		return &numbers->causes;
	for (size_t i = 0; i < BY_COUNT; i++)
		if (str_is(axis, number_tables[i]))
			return &numbers->by[i];
	return NULL;
}

static int64_t row_count(const struct numbers *numbers, const struct picture_number *cited)
{
	const struct numbers_by *table = table_of(numbers, cited->axis);

	for (size_t i = 0; table && i < table->count; i++)
		if (str_equals(table->rows[i].key, cited->row_key))
			return cited->is_before ? table->rows[i].before : table->rows[i].now;
	return 0;
}

struct numbers_asked cited_asked(const struct picture_number_list *list)
{
	struct numbers_asked asked = { 0 };

	for (size_t i = 0; i < list->count; i++) {
		const struct picture_number *cited = &list->at[i];

		if (!cited_is_of_extract(cited))
			continue;
		asked.each_event |= cited->what == WHAT_causes || numbers_are_by_event(cited->axis);
		asked.rest |= cited->what == WHAT_silent || cited->what == WHAT_workplaces || cited->axis.len > 0;
	}
	return asked;
}

static int64_t extract_count(const struct numbers *numbers, const struct picture_number *cited)
{
	bool before = cited->is_before;

	switch ((enum number_what)cited->what) {
	case WHAT_events:
		return cited->axis.len ? row_count(numbers, cited)
			: before ? numbers->before : numbers->total;
	case WHAT_injured: return before ? numbers->injured_before : numbers->injured;
	case WHAT_notices: return before ? numbers->notices_before : numbers->notices;
	case WHAT_silent: return numbers->silent_units;
	case WHAT_workplaces: return numbers->units;
	case WHAT_causes: return before ? numbers->with_cause_before : numbers->with_cause;
	case WHAT_open: return numbers->measures_open;
	case WHAT_late: return numbers->measures_late;
	default: return 0;
	}
}

static int64_t injured_count(struct view *view, const struct event_ask *ask)
{
	struct event_count_list counts = events_count(view, ask, "severity");
	int64_t injured = 0;

	for (size_t i = 0; i < counts.count; i++)
		injured += counts.at[i].injured;
	return injured;
}

static struct notice_ask notices_of(const struct picture_query *query, const struct picture_number *cited)
{
	struct notice_ask ask = query_notices(query, cited->is_before);

	if (cited->area_code.len)
		ask.area_code = cited->area_code;
	ask.from = cited->from_on;
	ask.to = cited->to_on;
	return ask;
}

int64_t cited_count(struct view *view, const struct picture_query *query,
                    const struct numbers *numbers, const struct picture_number *cited)
{
	struct event_ask ask = ask_of(view, query, cited);
	struct notice_ask notices = notices_of(query, cited);

	if (cited_is_of_extract(cited))
		return extract_count(numbers, cited);
	if (cited->what == WHAT_injured)
		return injured_count(view, &ask);
	return cited->what == WHAT_notices ? notices_total(view, &notices) : events_total(view, &ask);
}

/* ---- In words ---------------------------------------------------------------------------------- */

static void words_add(struct out *out, struct str words)
{
	if (!words.len)
		return;
	if (out->len)
		out_z(out, ", ");
	out_raw(out, words);
}

static struct str axis_words(struct arena *arena, const struct picture_number *cited)
{
	struct number_row row = { .key = cited->row_key };

	str_to_int(row.key, &row.id);
	return row_label(arena, str_z(arena, cited->axis), &row);
}

/* Areas are counted by their number. */
static struct str area_words(struct view *view, struct str key)
{
	int64_t id = 0;

	return str_to_int(key, &id) && id ? area_name(view, id) : key;
}

struct str cited_label(struct view *view, const struct picture_number *cited)
{
	struct arena *arena = view_arena(view);
	struct out out;

	out_init(&out, arena, 4096);
	words_add(&out, str_of(_(number_whats[cited->what].label)));
	if (str_is(cited->axis, "area"))
		words_add(&out, area_words(view, cited->row_key));
	else if (cited->axis.len)
		words_add(&out, axis_words(arena, cited));
	if (cited->type.len)
		words_add(&out, code_name("event/types", cited->type));
	if (cited->unit_id)
		words_add(&out, unit_name(view, cited->unit_id));
	words_add(&out, cited->area_code);
	words_add(&out, arena_print(arena, _("%.*s to %.*s"), STR(tongue_date(arena, cited->from_on)),
		STR(tongue_date(arena, cited->to_on))));
	return out_str(&out);
}

struct str cited_link(const struct picture_page *page, const struct picture_number *cited)
{
	struct arena *arena = view_arena(page->view);
	struct event_ask ask = ask_of(page->view, page->query, cited);
	struct notice_ask notices = notices_of(page->query, cited);

	if (!page->has_links)
		return S("");
	switch ((enum number_what)cited->what) {
	case WHAT_events: case WHAT_injured:
		if (str_is(cited->axis, "cause"))
			return arena_print(arena, "%.*s&cause=%.*s",
				STR(events_link(arena, &ask, "", S(""))), STR(cited->row_key));
		return events_link(arena, &ask, str_z(arena, cited->axis), cited->row_key);
	case WHAT_causes:
		return events_link(arena, &ask, "", S(""));
	case WHAT_notices:
		return notices_link(arena, &notices, "", S(""));
	case WHAT_open: case WHAT_late:
		return S("/measures");
	default:
		return S("#numbers");
	}
}

/* ---- Kept -------------------------------------------------------------------------------------- */

static bool is_same_question(const struct picture_number *a, const struct picture_number *b)
{
	return a->what == b->what && a->unit_id == b->unit_id && a->is_before == b->is_before
		&& str_equals(a->area_code, b->area_code) && str_equals(a->type, b->type)
		&& str_equals(a->period, b->period) && str_equals(a->axis, b->axis)
		&& str_equals(a->row_key, b->row_key);
}

/* The same question has one number in a picture. */
int64_t cited_add(struct change *change, const struct picture_page *page, struct picture_number *cited)
{
	struct view *view = change_view(change);
	struct picture_number_list list = picture_cited(view, page->picture->id);

	for (size_t i = 0; i < list.count; i++)
		if (is_same_question(&list.at[i], cited)) {
			*cited = list.at[i];
			return cited->number;
		}
	cited->picture_id = page->picture->id;
	cited->number = list.count ? list.at[list.count - 1].number + 1 : 1;
	days_of(change_arena(change), page->query, cited);
	cited->amount = cited_count(view, page->query, page->numbers, cited);
	cited->taken_at = cited_is_of_extract(cited) ? page->extract->taken_at : instant_now();
	change_insert(change, &picture_number_record.shape, cited);
	return cited->number;
}

void cited_update(struct change *change, const struct picture_page *page)
{
	struct view *view = change_view(change);
	struct picture_number_list list = picture_cited(view, page->picture->id);

	for (size_t i = 0; i < list.count; i++) {
		struct picture_number *cited = &list.at[i];

		days_of(change_arena(change), page->query, cited);
		cited->amount = cited_count(view, page->query, page->numbers, cited);
		cited->taken_at = page->extract->taken_at;
		change_update(change, &picture_number_record.shape, cited, cited->version);
	}
}

size_t cited_compare(const struct picture_page *page, const struct picture_query *query,
                     const struct numbers *now, struct number_change *changes, size_t most, size_t count)
{
	struct arena *arena = view_arena(page->view);

	for (size_t i = 0; i < page->cited->count; i++) {
		struct picture_number cited = page->cited->at[i];
		int64_t was = cited.amount, is;

		days_of(arena, query, &cited);
		is = cited_count(page->view, query, now, &cited);
		if (is == was)
			continue;
		if (count < most)
			changes[count] = (struct number_change){ arena_print(arena, "#%lld %.*s",
				(long long)cited.number, STR(cited_label(page->view, &cited))), was, is };
		count++;
	}
	return count;
}

/* ---- Settled in the texts ------------------------------------------------------------------------ */

struct settling {
	struct change *change;
	const struct picture_page *page;
	struct picture_number_list list;
};

/* False: a row that is in no table of the extract. */
static bool question_of(const struct picture_page *page, struct str name, struct picture_number *cited)
{
	struct mark_words words;
	const struct numbers_by *table;

	if (!mark_words_read(name, &words))
		return false;
	*cited = (struct picture_number){ .what = WHAT_events, .is_before = words.is_before };
	if (!words.of.len) {
		if (!str_is(words.what, "total"))
			cited->what = choice_of(number_whats, words.what);
		return true;
	}
	cited->axis = words.what;
	cited->row_key = words.of;
	table = table_of(page->numbers, words.what);
	for (size_t i = 0; table && i < table->count; i++)
		if (str_equals(table->rows[i].key, words.of))
			return true;
	return false;
}

static struct str settled(void *context, const struct mark *mark)
{
	struct settling *settling = context;
	struct arena *arena = change_arena(settling->change);
	const struct picture_number *known = NULL;
	struct picture_number asked;
	int64_t number = 0;

	if (str_to_int(mark->name, &number)) {
		known = cited_of(&settling->list, number);
	} else if (question_of(settling->page, mark->name, &asked)) {
		asked.axis = arena_copy(arena, asked.axis);
		asked.row_key = arena_copy(arena, asked.row_key);
		number = cited_add(settling->change, settling->page, &asked);
		known = &asked;
	}
	if (!known)
		return S("");
	return mark_write(arena, tongue_number(arena, known->amount),
		arena_print(arena, "%lld", (long long)number));
}

struct str cited_settled(struct change *change, const struct picture_page *page, struct str text)
{
	struct settling settling = { change, page, picture_cited(change_view(change), page->picture->id) };

	if (!page->numbers)
		return text;
	return marks_replace(change_arena(change), text, &(struct mark_answer){ settled, &settling });
}

void cited_settle(struct change *change, const struct picture_page *page, struct picture *picture)
{
	for (size_t i = 0; picture_sections[i]; i++) {
		struct str *text = picture_text_of(picture, str_of(picture_sections[i]));

		*text = cited_settled(change, page, *text);
	}
}
