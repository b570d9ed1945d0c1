/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * base/tongue.c - finds messages in gettext's .mo files; dates and numbers in words.
 *
 * A .mo file is two tables of (length, offset), the originals sorted, and the texts.  It is
 * checked once, when opened; after that every offset is known to be inside.  The files are
 * our own, so a broken one is our mistake.
 */
#include "base/tongue.h"
#include "base/embedded.h"
#include "base/out.h"
#include "base/say.h"

#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

enum {
	LANGUAGES_MOST = 16,
	CODE_SIZE = 12,
	MISSING_MOST = 512,             /* remembered, so that each is told of once */
	DECIMALS_MOST = 15,
	MO_MAGIC = 0x950412DE,
	MO_MAGIC_SWAPPED = 0xDE120495,
	MO_HEADER = 28,
};

struct language {
	char code[CODE_SIZE];
	const unsigned char *at;        /* NULL: the source language without a file */
	size_t len;
	bool is_swapped;                /* written by a machine of the other byte order */
	bool is_source;
	uint32_t count, originals, translations;
};

static struct language languages[LANGUAGES_MOST] = { { .code = "en", .is_source = true } };
static int language_count = 1;
static const struct language *current = &languages[0];
static uint64_t missing[MISSING_MOST];
static int missing_count;

/* --- .mo files ------------------------------------------------------------------------- */

static uint32_t mo_number(const struct language *language, size_t at)
{
	uint32_t n;

	memcpy(&n, language->at + at, sizeof(n));
	return language->is_swapped ? __builtin_bswap32(n) : n;
}

static struct str mo_text(const struct language *language, uint32_t table, uint32_t i)
{
	uint32_t len = mo_number(language, table + (size_t)i * 8);
	uint32_t offset = mo_number(language, table + (size_t)i * 8 + 4);

	return (struct str){ (const char *)language->at + offset, len };
}

static void mo_table_check(const struct language *language, uint32_t table)
{
	must((uint64_t)table + (uint64_t)language->count * 8 <= language->len);
	for (uint32_t i = 0; i < language->count; i++) {
		uint64_t len = mo_number(language, table + (size_t)i * 8);
		uint64_t offset = mo_number(language, table + (size_t)i * 8 + 4);

		must(offset + len < language->len);
		must(language->at[offset + len] == '\0');
	}
}

static void mo_open(struct language *language, const struct embedded *file)
{
	uint32_t magic;

	must(file->len >= MO_HEADER);
	language->at = file->at;
	language->len = file->len;
	memcpy(&magic, file->at, sizeof(magic));
	must(magic == (uint32_t)MO_MAGIC || magic == (uint32_t)MO_MAGIC_SWAPPED);
	language->is_swapped = magic == (uint32_t)MO_MAGIC_SWAPPED;
	must(mo_number(language, 4) >> 16 == 0);        /* the major revision */
	language->count = mo_number(language, 8);
	language->originals = mo_number(language, 12);
	language->translations = mo_number(language, 16);
	mo_table_check(language, language->originals);
	mo_table_check(language, language->translations);
}

static struct language *language_find(struct str code)
{
	for (int i = 0; i < language_count; i++)
		if (str_is(code, languages[i].code))
			return &languages[i];
	return NULL;
}

static struct language *language_add(struct str code)
{
	struct language *language = language_find(code);

	if (language)
		return language;
	must(language_count < LANGUAGES_MOST);
	must(code.len < CODE_SIZE);
	language = &languages[language_count++];
	*language = (struct language){ 0 };
	memcpy(language->code, code.at, code.len);
	return language;
}

void tongue_open(const struct embedded *files)
{
	for (; files->path; files++) {
		const char *slash = strrchr(files->path, '/');
		struct str name = str_of(slash ? slash + 1 : files->path);

		if (str_ends(name, S(".mo")))
			mo_open(language_add(str_part(name, 0, name.len - 3)), files);
	}
}

bool tongue_choose(struct str language)
{
	struct language *found = language_find(language);

	if (!found)
		return false;
	current = found;
	return true;
}

const char *tongue_code(void)
{
	return current->code;
}

bool tongue_is(const char *code)
{
	return strcmp(current->code, code) == 0;
}

int tongue_count(void)
{
	return language_count;
}

const char *tongue_at(int i)
{
	must(i >= 0);
	must(i < language_count);
	return languages[i].code;
}

/* --- messages -------------------------------------------------------------------------- */

static struct str message_seek(const char *message, const char **original)
{
	uint32_t low = 0, high = current->at ? current->count : 0;

	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		/* A plural's original is "one\0many": strcmp() looks at the first only. */
		int order = strcmp(message, mo_text(current, current->originals, middle).at);

		if (order == 0) {
			*original = mo_text(current, current->originals, middle).at;
			return mo_text(current, current->translations, middle);
		}
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return (struct str){ NULL, 0 };
}

/* The translation, which for a plural is two texts with a NUL between; empty: none.  What was
 * sought is remembered by where it stands; the text may be another by now, so it is
 * compared all the same. */
static struct str message_find(const char *message)
{
	enum { PLACES = 1024 };
	static struct {
		const char *message, *original;
		const void *tongue;
		struct str found;
	} places[PLACES];
	size_t i = ((uintptr_t)message ^ (uintptr_t)message >> 10) % PLACES;
	const char *original = NULL;
	struct str found;

	if (places[i].message == message && places[i].tongue == current->at
	    && strcmp(places[i].original, message) == 0)
		return places[i].found;
	found = message_seek(message, &original);
	if (original) {
		places[i].message = message;
		places[i].original = original;
		places[i].tongue = current->at;
		places[i].found = found;
	}
	return found;
}

static uint64_t message_mark(const char *message)
{
	uint64_t mark = 14695981039346656037u;          /* FNV-1a */

	for (; *message; message++)
		mark = (mark ^ (unsigned char)*message) * 1099511628211u;
	return mark;
}

static void missing_remember(const char *message)
{
	uint64_t mark = message_mark(message);

	for (int i = 0; i < missing_count; i++)
		if (missing[i] == mark)
			return;
	if (missing_count == MISSING_MOST)
		return;
	missing[missing_count++] = mark;
	say_warning("no translation to %s of \"%s\"", current->code, message);
}

/* "menu\4Open" is the message "Open" as it stands in a menu. */
static const char *without_context(const char *message)
{
	const char *end = strchr(message, '\4');

	return end ? end + 1 : message;
}

const char *tongue_say(const char *message)
{
	struct str found;

	if (!*message)
		return message;         /* the empty message is the file's own header */
	found = message_find(message);
	if (found.len > 0)
		return found.at;
	if (!current->is_source)
		missing_remember(message);
	return without_context(message);
}

const char *tongue_plural(int64_t n, const char *one, const char *many)
{
	struct str found = message_find(one), second;

	if (found.len > 0) {
		second = found;
		str_cut(&second, '\0');
		return n != 1 && second.len > 0 ? second.at : found.at;
	}
	if (!current->is_source)
		missing_remember(one);
	return n == 1 ? without_context(one) : many;
}

int tongue_missing_count(void)
{
	return missing_count;
}

/* --- dates and numbers ----------------------------------------------------------------- */

static const char *const months[] = {
	N_("January"), N_("February"), N_("March"), N_("April"), N_("May"), N_("June"),
	N_("July"), N_("August"), N_("September"), N_("October"), N_("November"),
	N_("December"),
};

const char *month_name(int month)
{
	must(month >= 1 && month <= 12);
	return _(months[month - 1]);
}

static const char *const weekdays[] = {
	N_("Monday"), N_("Tuesday"), N_("Wednesday"), N_("Thursday"), N_("Friday"), N_("Saturday"),
	N_("Sunday"),
};

const char *weekday_name(int weekday)
{
	must(weekday >= 1 && weekday <= 7);
	return _(weekdays[weekday - 1]);
}

struct str tongue_date(struct arena *arena, struct date date)
{
	if (!date_is_given(date))
		return S("");
	return arena_print(arena, "%d %s %d", date.day, month_name(date.month), date.year);
}

struct str tongue_instant(struct arena *arena, struct instant instant)
{
	struct clock_time local;

	if (!instant.seconds)
		return S("");
	local = instant_local(instant);
	return arena_print(arena, "%d %s %d %02d:%02d", local.date.day,
		month_name(local.date.month), local.date.year, local.hour, local.minute);
}

struct str tongue_month(struct arena *arena, struct date date)
{
	if (!date_is_given(date))
		return S("");
	return arena_print(arena, "%s %d", month_name(date.month), date.year);
}

#define THIN_SPACE "\xE2\x80\xAF"       /* U+202F, which lines do not break at */
enum { NUMBER_LONGEST = 512 };

static void digits_grouped(struct out *out, struct str digits)
{
	size_t first = digits.len % 3;

	out_raw(out, str_part(digits, 0, first));
	for (size_t i = first; i < digits.len; i += 3) {
		if (i > 0)
			out_z(out, THIN_SPACE);
		out_raw(out, str_part(digits, i, 3));
	}
}

/* "-12345.60" with spaces in the whole part and the language's own mark. */
static struct str number_in_words(struct arena *arena, struct str number)
{
	struct out out;
	struct str rest = number;

	out_init(&out, arena, NUMBER_LONGEST * 2);
	if (str_starts(rest, S("-"))) {
		out_char(&out, '-');
		rest = str_part(rest, 1, rest.len);
	}
	digits_grouped(&out, str_cut(&rest, '.'));
	if (rest.len > 0) {
		out_char(&out, tongue_is("en") ? '.' : ',');
		out_raw(&out, rest);
	}
	return out_str(&out);
}

struct str tongue_number(struct arena *arena, int64_t n)
{
	char number[24];

	snprintf(number, sizeof(number), "%" PRId64, n);
	return number_in_words(arena, str_of(number));
}

static bool is_all_zero(const char *number)
{
	return number[strspn(number, "-0.")] == '\0';
}

struct str tongue_real(struct arena *arena, double x, int decimals)
{
	char number[NUMBER_LONGEST];
	struct str s;

	must(decimals >= 0);
	must(decimals <= DECIMALS_MOST);
	if (!isfinite(x))
		return S("–");
	snprintf(number, sizeof(number), "%.*f", decimals, x);
	s = str_of(number);
	if (number[0] == '-' && is_all_zero(number))
		s = str_part(s, 1, s.len);      /* nobody has heard of minus nothing */
	return number_in_words(arena, s);
}

struct str tongue_about(struct arena *arena, double x)
{
	return tongue_real(arena, x, x < 10 ? 1 : 0);
}

struct str tongue_pick(struct str sv, struct str en)
{
	struct str first = tongue_is("en") ? en : sv;
	struct str second = tongue_is("en") ? sv : en;

	return str_is_empty(first) ? second : first;
}
