/* SPDX-License-Identifier: EUPL-1.2 */
/* formats/ical.c - thin over libical. */
#include "formats/ical.h"

#include "base/say.h"

#include <libical/ical.h>
#include <stdlib.h>

static const char product[] = "-//Varn//Varn//SV";

static const char *z(struct arena *arena, struct str text)
{
	return str_z(arena, text);
}

static struct icaltimetype day_of(struct date date)
{
	struct icaltimetype time = icaltime_null_date();

	time.year = date.year;
	time.month = date.month;
	time.day = date.day;
	return time;
}

static struct icaltimetype utc_of(struct instant instant)
{
	return icaltime_from_timet_with_zone((time_t)instant.seconds, 0,
		icaltimezone_get_utc_timezone());
}

static void text_add(icalcomponent *to, struct arena *arena,
                     icalproperty *(*make)(const char *), struct str text)
{
	if (text.len)
		icalcomponent_add_property(to, make(z(arena, text)));
}

/* A time of the day in the zone, with its name beside: the plain name, which calendar
 * programs know, and not the one that libical gives its own zones. */
static icalproperty *zoned(icalproperty *property, icaltimezone *zone)
{
	icalproperty_add_parameter(property, icalparameter_new_tzid(icaltimezone_get_location(zone)));
	return property;
}

static icalcomponent *zone_make(icaltimezone *zone)
{
	icalcomponent *made = icalcomponent_new_clone(icaltimezone_get_component(zone));
	icalproperty *name = icalcomponent_get_first_property(made, ICAL_TZID_PROPERTY);

	must(name != NULL);
	icalproperty_set_tzid(name, icaltimezone_get_location(zone));
	return made;
}

static struct icaltimetype local_of(struct instant instant, icaltimezone *zone)
{
	return icaltime_from_timet_with_zone((time_t)instant.seconds, 0, zone);
}

static void when_add(icalcomponent *to, const struct ical_event *event, icaltimezone *zone)
{
	struct date last = date_is_given(event->to) ? event->to : event->from;

	if (event->begins.seconds) {
		icalcomponent_add_property(to,
			zoned(icalproperty_new_dtstart(local_of(event->begins, zone)), zone));
		icalcomponent_add_property(to,
			zoned(icalproperty_new_dtend(local_of(event->ends, zone)), zone));
		return;
	}
	/* The end is the day after the last one (RFC 5545, 3.6.1). */
	icalcomponent_add_property(to, icalproperty_new_dtstart(day_of(event->from)));
	icalcomponent_add_property(to, icalproperty_new_dtend(day_of(date_add_days(last, 1))));
}

static void alarm_add(icalcomponent *to, struct arena *arena, const struct ical_event *event,
                      int days)
{
	struct icaltriggertype trigger = icaltriggertype_from_int(-days * DAY);
	icalcomponent *alarm = icalcomponent_new(ICAL_VALARM_COMPONENT);

	icalcomponent_add_property(alarm, icalproperty_new_action(ICAL_ACTION_DISPLAY));
	icalcomponent_add_property(alarm, icalproperty_new_trigger(trigger));
	text_add(alarm, arena, icalproperty_new_description, event->summary);
	icalcomponent_add_component(to, alarm);
}

static icalcomponent *event_make(struct arena *arena, const struct ical_event *event,
                                 icaltimezone *zone)
{
	icalcomponent *made = icalcomponent_new(ICAL_VEVENT_COMPONENT);

	text_add(made, arena, icalproperty_new_uid, event->uid);
	icalcomponent_add_property(made, icalproperty_new_dtstamp(utc_of(event->changed)));
	icalcomponent_add_property(made, icalproperty_new_lastmodified(utc_of(event->changed)));
	icalcomponent_add_property(made, icalproperty_new_sequence((int)event->sequence));
	when_add(made, event, zone);
	icalcomponent_add_property(made, icalproperty_new_transp(ICAL_TRANSP_TRANSPARENT));
	icalcomponent_add_property(made, icalproperty_new_status(
		event->is_cancelled ? ICAL_STATUS_CANCELLED : ICAL_STATUS_CONFIRMED));
	text_add(made, arena, icalproperty_new_summary, event->summary);
	if (event->is_cancelled)
		return made;
	text_add(made, arena, icalproperty_new_description, event->description);
	text_add(made, arena, icalproperty_new_location, event->place);
	text_add(made, arena, icalproperty_new_categories, event->category);
	text_add(made, arena, icalproperty_new_url, event->url);
	for (size_t i = 0; i < event->alarm_count; i++)
		alarm_add(made, arena, event, event->alarm_days[i]);
	return made;
}

static icalproperty *extension(const char *name, const char *value)
{
	icalproperty *property = icalproperty_new_x(value);

	icalproperty_set_x_name(property, name);
	return property;
}

static icalcomponent *calendar_make(struct arena *arena, const struct ical *calendar)
{
	icalcomponent *made = icalcomponent_new(ICAL_VCALENDAR_COMPONENT);
	const char *often = z(arena, arena_print(arena, "PT%dH", calendar->refresh_hours));

	icalcomponent_add_property(made, icalproperty_new_version("2.0"));
	icalcomponent_add_property(made, icalproperty_new_prodid(product));
	icalcomponent_add_property(made, icalproperty_new_calscale("GREGORIAN"));
	icalcomponent_add_property(made, icalproperty_new_method(ICAL_METHOD_PUBLISH));
	icalcomponent_add_property(made, extension("X-WR-CALNAME", z(arena, calendar->name)));
	icalcomponent_add_property(made, extension("X-PUBLISHED-TTL", often));
	return made;
}

static icaltimezone *zone_find(const char *name)
{
	icaltimezone *zone = icaltimezone_get_builtin_timezone(name);

	if (!zone)
		abandon("cannot find the time zone for calendars", name);
	return zone;
}

struct str ical_write(struct arena *arena, const struct ical *calendar)
{
	icaltimezone *zone = zone_find(calendar->zone);
	icalcomponent *made = calendar_make(arena, calendar);
	bool has_times = false;
	char *text;
	struct str copy;

	for (size_t i = 0; i < calendar->count; i++)
		has_times |= calendar->events[i].begins.seconds != 0;
	if (has_times)
		icalcomponent_add_component(made, zone_make(zone));
	for (size_t i = 0; i < calendar->count; i++)
		icalcomponent_add_component(made, event_make(arena, &calendar->events[i], zone));
	text = icalcomponent_as_ical_string_r(made);
	must(text != NULL);
	copy = arena_copy(arena, str_of(text));
	free(text);
	icalcomponent_free(made);
	return copy;
}
