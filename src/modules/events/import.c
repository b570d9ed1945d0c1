/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * events/import.c - the city's own events from another system's file, line by line through
 * the same judgement as a report.
 *
 * An imported event is history: no clocks start and nobody is called.  What a file does not
 * say leaves what stands; so a later file may correct an event without wiping what people
 * have written since.  Undo takes away what nobody has begun to handle, and puts back what
 * was changed.
 */
#include "modules/events/inside.h"

#include "modules/places/places.h"

#include <string.h>

/* An event, and what a file has besides. */
#define IMPORTED_FIELDS(F) \
	EVENT_FIELDS(F) \
	F(lat,      real,    N_("Latitude"), .least = -90, .most = 90) \
	F(lon,      real,    N_("Longitude"), .least = -180, .most = 180) \
	F(told_at,  instant, N_("Reported"), ) \
	F(is_done,  yesno,   N_("Closed"), )
struct imported_event { IMPORTED_FIELDS(AS_MEMBER) };
_Static_assert(offsetof(struct imported_event, lat) == sizeof(struct event),
               "an imported event begins with an event");

#define RECORD struct imported_event
static const struct field imported_fields[] = { IMPORTED_FIELDS(AS_FIELD) };
#undef RECORD
static const struct record imported_record = {
	.shape = SHAPE_OF(NULL, imported_event, imported_fields),
	.name = "event", .fields = imported_fields, .count = COUNT(imported_fields),
	.label = N_("Event"), .many = N_("Events"), .path = "/events",
};

/* ---- Judging -------------------------------------------------------------------------- */

static void judge_words(struct arena *arena, const struct imported_event *event,
                        struct problems *problems)
{
	const struct { const char *field; struct str words; } all[] = {
		{ "title", event->title }, { "story", event->story },
		{ "place_text", event->place_text }, { "immediate", event->immediate },
		{ "direct_cause", event->direct_cause }, { "damage", event->damage },
	};

	for (size_t i = 0; i < COUNT(all); i++) {
		enum guard guard = words_guard(arena, all[i].words);

		if (guard == WORDS_HOLD_NUMBER)
			problem_add(problems, all[i].field, "%s",
				_("There is a personal number in the text. Take it out of the file."));
		else if (guard == WORDS_ARE_PROTECTIVE)
			problem_add(problems, all[i].field, "%s",
				_("The text may concern Sweden's security. It must not be read in here."));
	}
}

static void judge(struct view *view, void *row, struct problems *problems)
{
	const struct imported_event *event = row;

	judge_words(view_arena(view), event, problems);
	if (!event->title.len && !event->story.len && !event->type.len)
		problem_add(problems, "title", "%s", _("An event needs a title, a story or a type."));
	if (event->occurred_at.seconds > instant_now().seconds)
		problem_add(problems, "occurred_at", "%s",
			_("This is in the future. Write when it happened."));
	if ((event->lat != 0) != (event->lon != 0))
		problem_add(problems, "lat", "%s",
			_("Give both latitude and longitude, or neither."));
}

static const struct form imported_form = {
	.record = &imported_record,
	.fields = FIELDS("unit_id", "type", "title", "story", "occurred_at", "occurred_to",
	                 "told_at", "class", "severity", "potential_severity", "injured",
	                 "place_id", "place_type", "place_text", "lat", "lon", "reporter_role",
	                 "immediate", "direct_cause", "causes", "police_reference",
	                 "authority_reference", "damage", "cost_estimate", "cost_final",
	                 "claim_number", "is_done"),
	.judge = judge,
};

/* ---- Writing -------------------------------------------------------------------------- */

/* A number of zero is what an empty cell gives: it says nothing. */
static bool is_said(const struct field *field, const struct imported_event *said)
{
	if (field->column.kind == COLUMN_int)
		return *field_int(field, said) != 0;
	return field_is_given(field, said);
}

/* What the file says, over what there is. */
static void say_over(struct event *event, const struct imported_event *said)
{
	for (size_t i = 0; imported_form.fields[i]; i++) {
		const struct field *from = record_field(&imported_record, imported_form.fields[i]);
		const struct field *to = record_field(&event_record, imported_form.fields[i]);

		if (!to || !is_said(from, said))
			continue;
		if (to->column.kind == COLUMN_text)
			*field_text(to, event) = *field_text(from, said);
		else
			*field_int(to, event) = *field_int(from, said);
	}
	if (said->lat != 0 && said->lon != 0)
		sweref_of(said->lat, said->lon, &event->north_mm, &event->east_mm);
	if (said->told_at.seconds)
		event->reported_at = said->told_at;
	if (said->is_done && event->state == STATE_reported) {
		event->state = STATE_closed;
		event->closed_at = event->reported_at;
	}
}

static void add(struct change *change, const struct imported_event *said, struct str source,
                struct str key, int64_t import_id)
{
	struct event event = { .state = STATE_reported, .channel = S("import"),
		.source = source, .source_key = key, .import_id = import_id };

	event.reported_at = said->told_at.seconds ? said->told_at : said->occurred_at;
	say_over(&event, said);
	event_prepare(&event);
	event_report_many(change, &event, 1);
	if (event.is_restricted)
		event_need_start(change, &event);
}

/* A title that was made from the story follows it. */
static void title_follow(struct arena *arena, struct event *now, const struct event *old)
{
	if (str_equals(now->title, old->title) && !str_equals(now->story, old->story)
	    && str_equals(old->title, title_of(arena, old->story)))
		now->title = title_of(arena, now->story);
}

static enum import_did put(struct change *change, int64_t import_id, struct str source,
                           const struct import_row *row)
{
	const struct event *old = event_of_source(change_view(change), source, row->key);
	struct event now;

	if (!old) {
		add(change, row->row, source, row->key, import_id);
		return IMPORT_ADDED;
	}
	now = *old;
	say_over(&now, row->row);
	title_follow(change_arena(change), &now, old);
	if (!event_differs(old, &now))
		return IMPORT_SAME;
	import_keep(change, import_id, &event_record.shape, old->id, old);
	event_change(change, &now, old, old->version);
	return IMPORT_CHANGED;
}

/* ---- Undo ------------------------------------------------------------------------------ */

static void put_back(struct change *change, const struct import_kept *kept)
{
	struct event *row = import_kept_row(change_arena(change), kept, &event_record.shape);
	const struct event *now = event_naked(change_view(change), kept->row_id);

	if (!row || !now)
		return;
	row->version = now->version;
	event_change(change, row, now, now->version);
}

static int64_t remove_added(struct change *change, int64_t import_id)
{
	struct event_list list;
	int64_t after = 0, gone = 0;

	do {
		list = events_of_import(change_view(change), import_id, after);
		for (size_t i = 0; i < list.count; i++) {
			import_kept_forget(change, "event", list.at[i].id);
			event_remove(change, &list.at[i]);
			after = list.at[i].id;
		}
		gone += (int64_t)list.count;
	} while (list.count);
	return gone;
}

static int64_t undo(struct change *change, int64_t import_id)
{
	struct import_kept_list list;
	int64_t restored = 0;

	while ((list = import_kept(change_view(change), import_id, "event")).count)
		for (size_t i = 0; i < list.count; i++) {
			if (!import_kept_hand_on(change, "event", &list.at[i]))
				put_back(change, &list.at[i]);
			restored++;
		}
	return restored + remove_added(change, import_id);
}

const struct import_kind events_imports[] = {
	{ .name = "event", .label = N_("The city's own events"), .need = MAY_events_coordinate,
	  .form = &imported_form, .put = put, .undo = undo },
	{ .name = NULL },
};
