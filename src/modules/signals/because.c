/* SPDX-License-Identifier: EUPL-1.2 */
/* signals/because.c - see because.h. */
#include "modules/signals/because.h"

#include "kit/holidays.h"
#include "kit/setting.h"
#include "modules/events/events.h"
#include "modules/places/places.h"
#include "modules/signals/texts.h"

enum { WEEK_DAYS = 7, WEEKS_BEFORE = 52, TEXTS_HERE = 1000, TEXTS_BEFORE = 2000, WORDS_SAID = 3,
	WORD_EVENTS_LEAST = 3, SCRATCH_BYTES = 128 << 20 };

/* Of the method: a prior of a tenth of what was read; what half of the texts have says nothing. */
static const double prior = 0.1, common = 0.5;

struct same_place same_place_of(const struct event_text_list *events)
{
	struct same_place found = { 0, 1 };

	for (size_t i = 0; i < events->count; i++) {
		int64_t at = events->at[i].place_id, count = 0;

		for (size_t k = 0; k < events->count; k++)
			count += events->at[k].place_id == at;
		if (at && count > found.events)
			found = (struct same_place){ at, count };
	}
	return found.place_id ? found : (struct same_place){ 0, 0 };
}

/* ---- Words -------------------------------------------------------------------------------------- */

static struct str text_of(struct arena *arena, const struct event_text *event)
{
	return arena_print(arena, "%.*s\n%.*s", STR(event->title), STR(event->story));
}

static struct str word_link(struct view *view, const struct listed *listed, struct str word)
{
	struct str rows = listed_link(view, (enum signal_level)listed->level, listed->unit_id, listed->type,
		listed->area_id, listed->week);
	struct out out;

	out_init(&out, view_arena(view), 2048);
	out_raw(&out, rows);
	out_z(&out, "&q=");
	out_link_part(&out, word);
	return out_str(&out);
}

static void words_put(struct because *because, struct view *view, const struct listed *listed,
                      const struct text_words *words, struct arena *scratch)
{
	int64_t least = setting_int("signals_word_events");
	struct word_settings settings = { .prior = prior, .common = common,
		.z = (double)setting_int("signals_word_z"),
		.least = (double)(least < WORD_EVENTS_LEAST ? WORD_EVENTS_LEAST : least) };
	struct word_found *found = arena_array(scratch, struct word_found, words->count + 1);
	size_t count = words_more(words->counts, words->count, (size_t)because->before, &settings, found);

	for (size_t i = 0; i < count && i < BECAUSE_WORDS; i++) {
		struct str word = arena_copy(view_arena(view), words->words[found[i].word]);

		because->words[because->count++] = (struct because_word){ .word = word,
			.link = word_link(view, listed, word), .z = found[i].odds.z,
			.events = (int64_t)words->counts[found[i].word].here,
			.before = (int64_t)words->counts[found[i].word].before };
	}
}

static void words_find(struct because *because, struct view *view, const struct listed *listed,
                       const struct event_text_list *here)
{
	struct event_text_list before = signal_texts(view, listed,
		date_add_days(listed->week, -WEEK_DAYS * WEEKS_BEFORE), listed->week, TEXTS_BEFORE);
	struct arena *scratch = arena_open(SCRATCH_BYTES);
	struct str *texts = arena_array(scratch, struct str, here->count + before.count + 1);
	struct text_words words;

	for (size_t i = 0; i < here->count; i++)
		texts[i] = text_of(scratch, &here->at[i]);
	for (size_t i = 0; i < before.count; i++)
		texts[here->count + i] = text_of(scratch, &before.at[i]);
	because->before = (int64_t)before.count;
	words = texts_words(scratch, texts, here->count, here->count + before.count);
	words_put(because, view, listed, &words, scratch);
	arena_close(scratch);
}

/* ---- Sentences ------------------------------------------------------------------------------------ */

static void say(struct because *because, struct str sentence)
{
	if (sentence.len && because->sentence_count < BECAUSE_SENTENCES)
		because->sentences[because->sentence_count++] = sentence;
}

static struct str words_said(struct arena *arena, const struct because *because)
{
	struct out out;

	if (!because->count)
		return S("");
	out_init(&out, arena, 1024);
	for (size_t i = 0; i < because->count && i < WORDS_SAID; i++) {
		out_z(&out, i ? ", " : "");
		out_raw(&out, because->words[i].word);
	}
	return arena_print(arena, _("More common in the texts of the week than in the year before: %.*s."),
		STR(out_str(&out)));
}

/* That all events of one unit are where the unit is says nothing. */
static struct str place_said(struct view *view, const struct listed *listed, const struct event_text_list *here)
{
	struct same_place same = same_place_of(here);
	const struct place *place = same.place_id ? place_get(view, same.place_id) : NULL;

	if (!place || (listed->level == LEVEL_unit && same.events == (int64_t)here->count))
		return S("");
	return arena_print(view_arena(view), _("%lld of the events of the week are at the same place, %.*s."),
		(long long)same.events, STR(place->name));
}

static struct str holidays_said(struct arena *arena, struct date week)
{
	struct named_day_list days = holidays_named(arena, week, date_add_days(week, WEEK_DAYS - 1));
	struct out out;

	if (!days.count)
		return S("");
	out_init(&out, arena, 1024);
	for (size_t i = 0; i < days.count; i++) {
		out_z(&out, i ? ", " : "");
		out_raw(&out, days.at[i].name);
		out_print(&out, " (%.*s)", STR(tongue_date(arena, days.at[i].on)));
	}
	return arena_print(arena, _("In the calendar of the week: %.*s."), STR(out_str(&out)));
}

/* ---- All of it --------------------------------------------------------------------------------------- */

/* Every unit whose events of the kind are counted that week is one whose events may be opened. */
static bool may_open_all(struct view *view, const struct listed *listed)
{
	struct event_table_ask ask = { .unit_id = listed->level == LEVEL_city ? 0 : listed->unit_id,
		.type = listed->type, .from = listed->week, .to = date_add_days(listed->week, WEEK_DAYS - 1) };

	return event_table(view, &ask).may_open_all;
}

struct because because_of(struct view *view, const struct listed *listed)
{
	struct because because = { .may_read = may_open_all(view, listed) };
	struct event_text_list here = { 0 };

	if (because.may_read)
		here = signal_texts(view, listed, listed->week, date_add_days(listed->week, WEEK_DAYS), TEXTS_HERE);
	because.events = (int64_t)here.count;
	if (here.count >= WORD_EVENTS_LEAST)
		words_find(&because, view, listed, &here);
	say(&because, words_said(view_arena(view), &because));
	say(&because, place_said(view, listed, &here));
	say(&because, holidays_said(view_arena(view), listed->week));
	return because;
}
