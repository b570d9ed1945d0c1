/* SPDX-License-Identifier: EUPL-1.2 */
/* notices/polisen.c - see polisen.h. */
#include "modules/notices/polisen.h"

#include "base/crypto.h"
#include "base/json.h"

#include <string.h>

static const char *const month_names[] = {
	"januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september",
	"oktober", "november", "december",
};

/* The type of a notice about many events ("Sammanfattning natt"). */
static const struct str summary_type = { "Sammanfattning", 14 };
static const struct str county_ending = { " län", 5 };

static int month_of(struct str word)
{
	for (size_t i = 0; i < COUNT(month_names); i++)
		if (str_is_nocase(word, month_names[i]))
			return (int)i + 1;
	return 0;
}

static bool number_of(struct str word, int64_t least, int64_t most, int *number)
{
	int64_t n;

	if (!word.len || word.len > 2 || !str_to_int(word, &n) || n < least || n > most)
		return false;
	*number = (int)n;
	return true;
}

/* "10:14" or "10.14". */
static bool clock_of(struct str word, int *hour, int *minute)
{
	char separator = str_find_char(word, ':') >= 0 ? ':' : '.';
	struct str rest = word;
	struct str first = str_cut(&rest, separator);

	return number_of(first, 0, 23, hour) && number_of(rest, 0, 59, minute);
}

struct instant polisen_occurred(struct str title, struct instant published)
{
	struct str rest = str_cut(&title, ',');
	struct str day_word = str_cut(&rest, ' ');
	struct str month_word = str_cut(&rest, ' ');
	struct date today = instant_date(published);
	struct instant occurred = { 0 };
	int day, hour, minute, month = month_of(month_word);

	if (!month || !number_of(day_word, 1, 31, &day)
	    || !clock_of(str_trim(rest), &hour, &minute))
		return occurred;
	for (int year = today.year; year >= today.year - 1; year--) {
		struct date first = { (int16_t)year, (int8_t)month, 1 };
		struct date date = date_add_days(first, day - 1);

		if (date.month != month)        /* 31 February, or the 29th of a common year */
			continue;
		occurred = instant_at(date, hour, minute, 0);
		if (occurred.seconds <= published.seconds + DAY)
			break;
	}
	return occurred.seconds > published.seconds ? published : occurred;
}

struct str polisen_title_place(struct str title, struct str type)
{
	size_t at = title.len;
	struct str last;

	while (at && title.at[at - 1] != ',')
		at--;
	last = str_trim(str_part(title, at, title.len));
	if (!at || str_ends(str_trim(type), last))
		return S("");
	return last;
}

bool polisen_is_county(struct str place)
{
	return str_ends(place, county_ending);
}

/* Both or neither; what is no place on earth is none. */
static void gps_take(struct str gps, struct notice *notice)
{
	struct str first = str_cut(&gps, ',');
	double lat, lon;

	if (!str_to_real(str_trim(first), &lat) || !str_to_real(str_trim(gps), &lon))
		return;
	if (!(lat >= -90 && lat <= 90 && lon >= -180 && lon <= 180))
		return;
	notice->lat = lat;
	notice->lon = lon;
}

struct str notice_digest(struct arena *arena, const struct notice *notice)
{
	return digest_hex(arena, arena_print(arena, "%lld\n%.*s\n%.*s\n%.*s\n%.*s",
		(long long)notice->published_at.seconds, STR(notice->kind), STR(notice->title),
		STR(notice->summary), STR(notice->place_name)));
}

static struct str text_of(struct arena *arena, const json_t *object, const char *name)
{
	return arena_copy(arena, str_trim(json_text(object, name)));
}

bool polisen_read(struct arena *arena, const json_t *object, struct notice *notice,
                  struct str *problem)
{
	const json_t *location = json_object_get(object, "location");
	const json_t *id = json_object_get(object, "id");

	if (!json_is_integer(id)) {
		*problem = str_of(N_("The event has no number (id)."));
		return false;
	}
	*notice = (struct notice){ .source = S("polisen"), .versions = 1, .version = 1 };
	if (!instant_read(json_text(object, "datetime"), &notice->published_at)
	    || notice->published_at.seconds <= 0) {
		*problem = str_of(N_("The event has no time that can be read (datetime)."));
		return false;
	}
	notice->source_key = arena_print(arena, "%lld", (long long)json_integer_value(id));
	notice->title = text_of(arena, object, "name");
	notice->summary = text_of(arena, object, "summary");
	notice->kind = text_of(arena, object, "type");
	notice->url = text_of(arena, object, "url");
	notice->body = text_of(arena, object, "body");
	notice->place_name = text_of(arena, location, "name");
	gps_take(json_text(location, "gps"), notice);
	notice->occurred_at = polisen_occurred(notice->title, notice->published_at);
	notice->is_summary = str_starts(notice->kind, summary_type);
	notice->municipality = polisen_title_place(notice->title, notice->kind);
	if (!notice->municipality.len)
		notice->municipality = notice->place_name;
	if (polisen_is_county(notice->municipality))
		notice->municipality = S("");
	notice->extra = S("{}");
	notice->digest = notice_digest(arena, notice);
	return true;
}
