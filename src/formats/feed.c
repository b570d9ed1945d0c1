/* SPDX-License-Identifier: EUPL-1.2 */
/* formats/feed.c - the values of a feed: plain text, times; and a feed as JSON and back. */
#include "formats/feed.h"

#include "base/tongue.h"

#include <stdio.h>
#include <string.h>

enum { LAST_YEAR = 2200, YEARS_OF_TWO_DIGITS = 70, LONGEST_MARK = 40, LATIN_SPACE = 0xa0 };

/* ---- Plain text ------------------------------------------------------------------------------ */

/* What HTML calls letters and a feed may have written as text. */
static const struct { const char *name; const char *letter; } named[] = {
	{ "amp", "&" }, { "lt", "<" }, { "gt", ">" }, { "quot", "\"" }, { "apos", "'" },
	{ "nbsp", " " }, { "aring", "å" }, { "auml", "ä" }, { "ouml", "ö" }, { "Aring", "Å" },
	{ "Auml", "Ä" }, { "Ouml", "Ö" }, { "eacute", "é" }, { "ndash", "–" }, { "mdash", "—" },
	{ "hellip", "…" }, { "rsquo", "’" }, { "lsquo", "‘" }, { "rdquo", "”" }, { "ldquo", "“" },
	{ "bull", "•" },
};

static bool is_letter(uint32_t c)
{
	return c >= ' ' && c != 0x7f && !(c >= 0x80 && c < LATIN_SPACE) && c != 0xfffd
		&& !(c >= 0xd800 && c < 0xe000) && c != 0xfffe && c != 0xffff && c <= 0x10ffff
		&& !(c >= 0x200b && c <= 0x200f) && !(c >= 0x202a && c <= 0x202e)
		&& !(c >= 0x2066 && c <= 0x2069);       /* nothing that turns the text around */
}

/* "#229", "#xe5"; 0 none. */
static uint32_t number_of(struct str name)
{
	bool is_hex = name.len > 1 && (name.at[1] == 'x' || name.at[1] == 'X');
	uint32_t c = 0;

	for (size_t i = is_hex ? 2 : 1; i < name.len; i++) {
		char digit = name.at[i];
		const char *at = memchr("0123456789abcdefABCDEF", digit, is_hex ? 22 : 10);
		uint32_t value;

		if (!at || c > 0x10ffff)
			return 0;
		value = digit <= '9' ? (uint32_t)(digit - '0') : (uint32_t)((digit | 0x20) - 'a' + 10);
		c = c * (is_hex ? 16 : 10) + value;
	}
	return c;
}

/* At an &: writes the letter and answers how far it goes; 0 it is only an &. */
static size_t reference_put(struct out *out, struct str rest)
{
	struct str name = str_part(rest, 1, LONGEST_MARK);
	ptrdiff_t end = str_find_char(name, ';');

	if (end <= 0)
		return 0;
	name = str_part(name, 0, (size_t)end);
	if (name.at[0] == '#') {
		uint32_t c = number_of(name);

		if (c && is_letter(c))
			out_letter(out, c == LATIN_SPACE ? ' ' : c);
		return (size_t)end + 2;
	}
	for (size_t i = 0; i < COUNT(named); i++)
		if (str_is(name, named[i].name)) {
			out_z(out, named[i].letter);
			return (size_t)end + 2;
		}
	return 0;
}

/* At a <: how far the mark goes, with all of a script or a style; 0 it is only a <. */
static size_t mark_length(struct str rest)
{
	static const char *const silent[] = { "script", "style" };
	char after = rest.len > 1 ? rest.at[1] : ' ';
	ptrdiff_t end;

	if (!((after >= 'a' && after <= 'z') || (after >= 'A' && after <= 'Z') || after == '/'
	      || after == '!'))
		return 0;
	if (str_starts(rest, S("<!--")) && str_find(rest, S("-->")) > 0)
		return (size_t)str_find(rest, S("-->")) + 3;
	for (size_t i = 0; i < COUNT(silent); i++) {
		struct str name = str_part(rest, 1, strlen(silent[i]));
		ptrdiff_t close = str_is_nocase(name, silent[i])
			? str_find(rest, i ? S("</style>") : S("</script>")) : -1;

		if (close > 0)
			return (size_t)close + strlen(silent[i]) + 3;
	}
	end = str_find_char(rest, '>');
	return end > 0 ? (size_t)end + 1 : rest.len;
}

/* A mark that stands within a word or a sentence parts nothing: "<b>two</b>." is "two.". */
static bool parts_words(struct str mark)
{
	static const char *const within[] = { "a", "abbr", "b", "code", "em", "font", "i", "mark", "small",
		"span", "strong", "sub", "sup", "u", "wbr" };
	struct str name = str_part(mark, str_starts(mark, S("</")) ? 2 : 1, mark.len);

	for (size_t i = 0; i < name.len; i++)
		if (strchr(" \t\r\n/>", name.at[i]))
			name.len = i;
	for (size_t i = 0; i < COUNT(within); i++)
		if (str_is_nocase(name, within[i]))
			return false;
	return true;
}

/* Marks become spaces, references letters. */
static struct str unmarked(struct arena *arena, struct str text)
{
	struct str rest = text;
	struct out out;

	out_init(&out, arena, 2 * text.len + 16);
	while (rest.len) {
		size_t len = rest.at[0] == '<' ? mark_length(rest)
			: rest.at[0] == '&' ? reference_put(&out, rest) : 0;

		if (len && rest.at[0] == '<' && parts_words(str_part(rest, 0, len)))
			out_char(&out, ' ');
		if (!len)
			out_char(&out, rest.at[0]);
		rest = str_part(rest, len ? len : 1, rest.len);
	}
	return out_str(&out);
}

/* One space between words, nothing that is no letter. */
static struct str squeezed(struct arena *arena, struct str text, size_t letters)
{
	struct str rest = text;
	size_t written = 0;
	bool is_between = false;
	struct out out;

	out_init(&out, arena, rest.len + 16);
	while (rest.len && written < letters) {
		struct str before = rest;
		uint32_t c = str_next_letter(&rest);

		if (c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == LATIN_SPACE) {
			is_between = written > 0;
			continue;
		}
		if (!is_letter(c))
			continue;
		if (is_between)
			out_char(&out, ' ');
		written += 1 + is_between;
		is_between = false;
		out_raw(&out, str_part(before, 0, before.len - rest.len));
	}
	if (str_trim(rest).len && written >= letters)
		out_z(&out, "…");
	return out_str(&out);
}

struct str feed_plain(struct arena *arena, struct str text, size_t letters)
{
	return squeezed(arena, unmarked(arena, text), letters);
}

/* ---- Times --------------------------------------------------------------------------------------- */

static struct str word_take(struct str *rest)
{
	return str_cut_any(rest, " \t,-");
}

static int month_of(struct str word)
{
	static const char *const names[] = { "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug",
		"sep", "oct", "nov", "dec" };

	for (size_t i = 0; i < COUNT(names); i++)
		if (str_is_nocase(str_part(word, 0, 3), names[i]))
			return (int)i + 1;
	return 0;
}

/* Letters for zones as RFC 822 has them; all others are UTC, as RFC 5322 says. */
static const char *zone_of(struct str word)
{
	static const struct { const char *name, *offset; } zones[] = {
		{ "EST", "-05:00" }, { "EDT", "-04:00" }, { "CST", "-06:00" }, { "CDT", "-05:00" },
		{ "MST", "-07:00" }, { "MDT", "-06:00" }, { "PST", "-08:00" }, { "PDT", "-07:00" },
		{ "CET", "+01:00" }, { "CEST", "+02:00" }, { "MET", "+01:00" }, { "MEST", "+02:00" },
	};

	for (size_t i = 0; i < COUNT(zones); i++)
		if (str_is_nocase(word, zones[i].name))
			return zones[i].offset;
	return "Z";
}

static int64_t year_of(struct str word)
{
	int64_t year = 0;

	if (!str_to_int(word, &year) || year < 0)
		return 0;
	if (word.len == 2)
		year += year < YEARS_OF_TWO_DIGITS ? 2000 : 1900;
	return year >= 1970 && year <= LAST_YEAR ? year : 0;
}

static bool mail_time_read(struct str text, struct instant *at)
{
	struct str rest = text, day_word = word_take(&rest), clock;
	char iso[64];
	int64_t day = 0, year;
	int month, len;

	if (!str_to_int(day_word, &day)) {      /* the weekday, which may lack */
		rest = str_starts(str_trim(rest), S(",")) ? str_part(str_trim(rest), 1, rest.len) : rest;
		day_word = word_take(&rest);
	}
	if (!str_to_int(day_word, &day) || day < 1 || day > 31)
		return false;
	month = month_of(word_take(&rest));
	year = year_of(word_take(&rest));
	rest = str_trim(rest);
	clock = str_cut(&rest, ' ');
	rest = str_trim(rest);
	if (!month || !year || clock.len < 4 || clock.len > 8)
		return false;
	len = snprintf(iso, sizeof(iso), "%04d-%02d-%02dT%.*s%.*s", (int)year, month, (int)day,
		STR(clock), STR(rest.len && (rest.at[0] == '+' || rest.at[0] == '-')
			? str_part(rest, 0, 6) : str_of(zone_of(rest))));
	return len > 0 && (size_t)len < sizeof(iso) && instant_read(str_of(iso), at);
}

/* Fractions of a second are no use to anybody here. */
static bool iso_time_read(struct arena *arena, struct str text, struct instant *at)
{
	ptrdiff_t dot = str_find_char(text, '.');
	size_t after = dot < 0 ? 0 : (size_t)dot + 1;

	if (dot < 0)
		return instant_read(text, at);
	while (after < text.len && text.at[after] >= '0' && text.at[after] <= '9')
		after++;
	return instant_read(arena_print(arena, "%.*s%.*s", STR(str_part(text, 0, (size_t)dot)),
		STR(str_part(text, after, text.len))), at);
}

bool feed_time_read(struct str text, struct instant *at)
{
	struct arena *arena = arena_open(1 << 16);
	struct instant read = { 0 };
	bool is_read = text.len <= 80 && (iso_time_read(arena, str_trim(text), &read)
		|| mail_time_read(str_trim(text), &read));

	arena_close(arena);
	if (!is_read || read.seconds <= 0 || instant_date(read).year > LAST_YEAR)
		return false;
	*at = read;
	return true;
}

/* ---- JSON ------------------------------------------------------------------------------------------ */

void feed_write_json(struct json_out *json, const char *name, const struct feed *feed)
{
	json_object_begin(json, name);
	json_str(json, "format", feed->format);
	json_str(json, "title", feed->title);
	json_int(json, "left_out", feed->left_out);
	json_list_begin(json, "items");
	for (size_t i = 0; i < feed->count; i++) {
		const struct feed_item *item = &feed->items[i];

		json_object_begin(json, NULL);
		json_str(json, "key", item->key);
		json_str(json, "title", item->title);
		json_str(json, "summary", item->summary);
		json_str(json, "link", item->link);
		json_int(json, "published_at", item->published_at.seconds);
		if (item->has_point) {
			json_number(json, "lat", item->lat);
			json_number(json, "lon", item->lon);
		}
		json_object_finish(json);
	}
	json_list_finish(json);
	json_object_finish(json);
}

static struct str text_of(struct arena *arena, const json_t *object, const char *name, size_t letters)
{
	return squeezed(arena, json_text(object, name), letters);
}

static bool is_link(struct str link)
{
	if (!str_starts(link, S("https://")) && !str_starts(link, S("http://")))
		return false;
	for (size_t i = 0; i < link.len; i++)
		if ((unsigned char)link.at[i] <= ' ' || strchr("\"<>\\^`{|}", link.at[i]))
			return false;
	return link.len <= FEED_LINK_BYTES;
}

static struct feed_item item_of_json(struct arena *arena, const json_t *object)
{
	const json_t *lat = json_object_get(object, "lat"), *lon = json_object_get(object, "lon");
	struct str link = json_text(object, "link");
	struct feed_item item = { .key = text_of(arena, object, "key", FEED_LINK_BYTES),
		.title = text_of(arena, object, "title", FEED_TITLE_LETTERS),
		.summary = text_of(arena, object, "summary", FEED_SUMMARY_LETTERS),
		.link = is_link(link) ? arena_copy(arena, link) : S("") };
	int64_t seconds = json_integer_value(json_object_get(object, "published_at"));

	if (seconds > 0 && seconds < (int64_t)(LAST_YEAR - 1970) * 366 * DAY)
		item.published_at.seconds = seconds;
	item.lat = json_number_value(lat);
	item.lon = json_number_value(lon);
	item.has_point = lat && lon && item.lat >= -90 && item.lat <= 90 && item.lon >= -180
		&& item.lon <= 180;
	return item;
}

bool feed_read_json(struct arena *arena, const json_t *object, struct feed *feed)
{
	const json_t *items = json_object_get(object, "items");
	size_t count = json_array_size(items);

	*feed = (struct feed){ 0 };
	if (!json_is_object(object) || !json_is_array(items) || count > FEED_MOST_ITEMS)
		return false;
	feed->format = text_of(arena, object, "format", 8);
	feed->title = text_of(arena, object, "title", FEED_TITLE_LETTERS);
	feed->left_out = json_integer_value(json_object_get(object, "left_out"));
	feed->items = arena_array(arena, struct feed_item, count + 1);
	for (size_t i = 0; i < count; i++) {
		struct feed_item item = item_of_json(arena, json_array_get(items, i));

		if (item.title.len || item.summary.len)
			feed->items[feed->count++] = item;
	}
	return feed->left_out >= 0;
}
