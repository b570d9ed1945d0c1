/* SPDX-License-Identifier: EUPL-1.2 */
/* crisis/meetings.c - the common direction in versions, and when one meets and reports. */
#include "modules/crisis/sitrep.h"

#include "kit/rows.h"
#include "modules/crisis/meetings.html.h"
#include "modules/crisis/pages.html.h"

/* ---- The direction ------------------------------------------------------------------------- */

struct reply direction_page(struct request *request, struct view *view)
{
	const struct crisis *crisis = crisis_asked(request, view);
	struct direction_list directions;
	struct form_view form;
	struct out *out;

	if (!crisis)
		return reply_not_found(request);
	directions = directions_of(view, crisis->id);
	if (request_wants_json(request))
		return reply_rows(request, &direction_record,
			(struct rows){ directions.count, directions.at });
	form = form_view_of(request, view, &direction_form,
		directions.count ? &(struct direction){ .words = directions.at[0].words } : NULL);
	out = page_begin(request, view, _("Common direction"));
	crisis_mark(out, crisis);
	directions_show(out, crisis, &directions);
	if (crisis_takes_words(view, crisis) || request_problems(request)->count) {
		direction_heading(out, directions.count > 0);
		form_begin(out, &form, crisis_path(request, "direction"), false);
		direction_seen(out, directions.count ? directions.at[0].number + 1 : 1);
		form_all(out, &form);
		form_buttons(out, _("Decide the direction"), crisis_path(request, NULL));
		form_end(out);
	}
	return page_end(request, 200);
}

struct reply direction_act(struct request *request, struct change *change)
{
	struct direction *direction = request_record(request);
	struct reply reply;
	const struct crisis *crisis = crisis_to_change(request, change, "words", &reply);
	struct direction_list before;

	if (!crisis)
		return reply;
	before = directions_of(change_view(change), crisis->id);
	if (before.count && request_version(request)
	    && request_version(request) != before.at[0].number + 1)
		return reply_stale(request, &direction_record, direction, &before.at[0]);
	direction->at = instant_now();
	direction->made_by = change_me(change);
	direction->made_name = request_person(request)->name;
	direction_put(change, crisis, direction);
	request_message(request, _("The direction is decided and stands in the log."));
	return reply_done(request, 201, &direction_record, direction, "/crisis/%.*s/direction",
		STR(crisis->number));
}

/* ---- Meetings and reports -------------------------------------------------------------------- */

struct str every_words(struct arena *arena, int64_t minutes)
{
	if (minutes % 60)
		return arena_print(arena, _("every %lld min"), (long long)minutes);
	return arena_print(arena, _("every %lld h"), (long long)minutes / 60);
}

void rhythm_head(struct out *out, struct view *view, const struct crisis *crisis)
{
	struct rhythm_list rhythms = rhythms_of(view, crisis->id);
	struct instant now = instant_now();

	if (crisis->state == CRISIS_open)
		rhythm_next_line(out, crisis, rhythm_coming(&rhythms, now), now);
}

struct reply rhythm_page(struct request *request, struct view *view)
{
	const struct crisis *crisis = crisis_asked(request, view);
	struct rhythm_list rhythms;
	struct form_view form;
	struct out *out;
	bool may_write;

	if (!crisis)
		return reply_not_found(request);
	rhythms = rhythms_of(view, crisis->id);
	if (request_wants_json(request))
		return reply_rows(request, &rhythm_record, (struct rows){ rhythms.count, rhythms.at });
	may_write = crisis_takes_words(view, crisis);
	form = form_view_of(request, view, &rhythm_form, NULL);
	out = page_begin(request, view, _("Meetings and reports"));
	crisis_mark(out, crisis);
	rhythms_show(out, request, crisis, &rhythms, instant_now(), may_write);
	if (may_write || request_problems(request)->count) {
		rhythm_heading(out);
		crisis_form_show(out, request, &form, "rhythm", _("Agree on it"));
	}
	return page_end(request, 200);
}

struct reply rhythm_act(struct request *request, struct change *change)
{
	struct rhythm *rhythm = request_record(request);
	struct reply reply;
	const struct crisis *crisis = crisis_to_change(request, change, "kind", &reply);

	if (!crisis)
		return reply;
	rhythm->made_by = change_me(change);
	rhythm->made_at = instant_now();
	rhythm_put(change, crisis, rhythm, request_person(request)->name);
	return reply_done(request, 201, &rhythm_record, rhythm, "/crisis/%.*s/rhythm",
		STR(crisis->number));
}

struct reply rhythm_end_act(struct request *request, struct change *change)
{
	struct reply reply;
	const struct crisis *crisis = crisis_to_change(request, change, "", &reply);
	const struct rhythm *rhythm;

	if (!crisis)
		return reply;
	rhythm = rhythm_get(change_view(change), crisis->id, request_param(request, "id"));
	if (!rhythm)
		return reply_not_found(request);
	rhythm_end(change, crisis, rhythm, request_person(request)->name);
	return reply_done(request, 200, &rhythm_record, rhythm, "/crisis/%.*s/rhythm",
		STR(crisis->number));
}
