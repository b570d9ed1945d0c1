/* SPDX-License-Identifier: EUPL-1.2 */
/* events/photo_acts.c - photos of an event: shown, added, described, taken away. */
#include "modules/events/handle.h"

struct reply event_photo_show(struct request *request, struct view *view)
{
	const struct event *event = event_of_number(view, request_param(request, "number"));
	const struct event_photo *photo;
	struct reply reply;

	if (!event || (event->is_restricted && !read_lately(view, event->id).seconds)
	    || !event_may(view, MAY_events_read, event->unit_id))
		return reply_not_found(request);
	photo = photo_get(view, event->id, request_param(request, "photo"));
	if (!photo)
		return reply_not_found(request);
	reply = reply_bytes(200, "image/jpeg", S(""));
	reply.file = photo_path(request->arena, photo->digest);
	return reply;
}

/* One line that says to those who do not see it what a photo shows. */
static struct str alt_read(struct request *request)
{
	const struct field *field = record_field(&event_photo_record, "alt");
	struct str alt = str_trim(request_field(request, "alt"));

	if (str_letters(alt) > (size_t)field->longest)
		problem_add(request_problems(request), "alt",
			_("What the photo shows is too long: at most %d letters."), field->longest);
	words_have_number(request, "alt", alt);
	return alt;
}

struct reply event_photo_act(struct request *request, struct change *change)
{
	struct photos photos = photos_read(request, "photos");
	const struct event *event;
	struct reply reply;

	photos.alt = alt_read(request);
	event = event_for_act(request, change, MAY_events_handle, &reply);
	if (!event)
		return reply;
	if (request_problems(request)->count)
		return reply_again(request, change);
	if (photos_keep(change, &photos, event->id)) {
		problem_add(request_problems(request), "photos", "%s",
			_("Some photos could not be kept. Photos are JPEG or PNG, at most 20 MB, at most five."));
		return reply_again(request, change);
	}
	if (photos.count)
		event_step_add(change, event->id, &(struct step){ .verb = "photo" });
	return event_section_saved(request, event, "photos");
}

struct reply event_photo_remove_act(struct request *request, struct change *change)
{
	const struct event *event;
	struct event_photo *photo;
	struct reply reply;

	event = event_for_act(request, change, MAY_events_handle, &reply);
	if (!event)
		return reply;
	photo = photo_get(change_view(change), event->id, request_param(request, "photo"));
	if (!photo)
		return reply_not_found(request);
	photo->is_removed = true;
	change_update(change, &event_photo_record.shape, photo, photo->version);
	event_step_add(change, event->id, &(struct step){ .verb = "photo removed" });
	return event_section_saved(request, event, "photos");
}

struct reply event_photo_words_act(struct request *request, struct change *change)
{
	const struct event *event;
	struct event_photo *photo;
	struct reply reply;

	event = event_for_act(request, change, MAY_events_handle, &reply);
	if (!event)
		return reply;
	photo = photo_get(change_view(change), event->id, request_param(request, "photo"));
	if (!photo)
		return reply_not_found(request);
	photo->alt = alt_read(request);
	if (request_problems(request)->count)
		return reply_again(request, change);
	switch (change_update(change, &event_photo_record.shape, photo, request_version(request))) {
	case UPDATED_STALE:
		return reply_stale(request, &event_photo_record, photo,
			photo_get(change_view(change), event->id, photo->public_id));
	case UPDATED_GONE:
		return reply_not_found(request);
	case UPDATED:
		event_step_add(change, event->id, &(struct step){ .verb = "photo described" });
		break;
	case UPDATED_NOTHING:
		break;
	}
	return event_section_saved(request, event, "photos");
}
