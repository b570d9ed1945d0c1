/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * crisis/home_read.c - reads the export of a log and believes nothing of it.
 *
 * Each line is taken apart, put together again in the canonical form, and must be the same
 * bytes: so there is one way to write a log, and what is kept as fields is what was signed.
 */
#include "modules/crisis/home.h"

#include "base/crypto.h"
#include "base/say.h"

#include <string.h>
#include <time.h>

enum {
	FIELDS_MOST = 24, LINE_BYTES_MOST = 100000, TITLE_LONGEST = 120, SITE_LETTERS = 7,
	HEX_HASH = 64,
	HEAD_FIELDS = 7, ENTRY_PARTS = 21, SEAL_FIELDS = 7, END_FIELDS = 8,
};

struct reader {
	struct arena *arena;
	struct str whole, line, city_key;
	struct str part[FIELDS_MOST];
	size_t parts, number, above;    /* of the line in the file; bytes above it */
	struct home_log *log;
	struct chain chain;
	struct str other_key;           /* that signed before the line `away`, and is not the city's */
	size_t other_number;
	int64_t away_seq;
	bool has_ended;
	struct str problem;
};

__attribute__((format(printf, 2, 3)))
static bool wrong(struct reader *reader, const char *format, ...)
{
	va_list list;
	struct str why;

	va_start(list, format);
	why = arena_vprint(reader->arena, format, list);
	va_end(list);
	reader->problem = arena_print(reader->arena, _("Line %lld of the file: %.*s"),
		(long long)reader->number, STR(why));
	return false;
}

/* ---- Fields -------------------------------------------------------------------------------- */

static void line_split(struct reader *reader)
{
	struct str rest = reader->line;

	reader->parts = 0;
	for (;;) {
		ptrdiff_t tab = str_find_char(rest, '\t');
		struct str part = tab < 0 ? rest : str_part(rest, 0, (size_t)tab);

		if (reader->parts < FIELDS_MOST)
			reader->part[reader->parts] = part;
		reader->parts++;
		if (tab < 0)
			return;
		rest = str_part(rest, (size_t)tab + 1, rest.len);
	}
}

/* What was not written by put_text() comes out as something else, and is found out when the
 * line is put together again. */
static struct str text_of(struct arena *arena, struct str s)
{
	char *at;
	size_t len = 0;

	if (str_find_char(s, '\\') < 0)
		return s;
	at = arena_take(arena, s.len);
	for (size_t i = 0; i < s.len; i++) {
		char c = s.at[i];

		if (c == '\\' && i + 1 < s.len) {
			c = s.at[++i];
			c = c == 't' ? '\t' : c == 'n' ? '\n' : c == 'r' ? '\r' : c;
		}
		at[len++] = c;
	}
	return (struct str){ at, len };
}

static int64_t number_of(struct str s)
{
	int64_t number = 0;

	return str_to_int(s, &number) && number > 0 ? number : 0;
}

/* "2026-07-14T13:42:00Z" */
static struct instant instant_of(struct str s)
{
	static const char shape[] = "0000-00-00T00:00:00Z";
	struct tm utc = { 0 };
	int at[6] = { 0 }, part = 0;

	if (s.len != sizeof shape - 1)
		return (struct instant){ 0 };
	for (size_t i = 0; i < s.len; i++) {
		if (shape[i] != '0') {
			if (s.at[i] != shape[i])
				return (struct instant){ 0 };
			part++;
		} else if (s.at[i] < '0' || s.at[i] > '9') {
			return (struct instant){ 0 };
		} else {
			at[part] = at[part] * 10 + (s.at[i] - '0');
		}
	}
	utc = (struct tm){ .tm_year = at[0] - 1900, .tm_mon = at[1] - 1, .tm_mday = at[2],
		.tm_hour = at[3], .tm_min = at[4], .tm_sec = at[5] };
	return (struct instant){ timegm(&utc) };
}

static bool is_hex(struct str s, size_t letters)
{
	if (s.len != letters)
		return false;
	for (size_t i = 0; i < s.len; i++)
		if (!strchr("0123456789abcdef", s.at[i]))
			return false;
	return true;
}

/* ---- Head and entries ------------------------------------------------------------------------- */

static bool has_control(struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		if ((unsigned char)s.at[i] < ' ')
			return true;
	return false;
}

static bool head_read(struct reader *reader)
{
	struct crisis *head = &reader->log->head;
	const struct str *part = reader->part;

	if (reader->parts != HEAD_FIELDS || !str_is(part[0], "varn-log"))
		return wrong(reader, "%s", _("this is no log of a crisis. Take it out of the copy with \"Take out the log\"."));
	if (!str_is(part[1], "1"))
		return wrong(reader, "%s", _("the log has a form that this version does not know."));
	head->public_id = part[2];
	head->number = part[3];
	head->is_exercise = str_is(part[4], "exercise");
	head->opened_at = instant_of(part[5]);
	head->title = text_of(reader->arena, part[6]);
	if (!str_equals(chain_head(reader->arena, head), reader->line) || !uuid_is(head->public_id)
	    || !head->number.len || !head->title.len || has_control(head->title)
	    || str_letters(head->title) > TITLE_LONGEST)
		return wrong(reader, "%s", _("the head is not as it was written."));
	chain_begin(&reader->chain, reader->arena, head);
	return true;
}

static struct entry entry_of(struct reader *reader)
{
	const struct str *part = reader->part;
	struct arena *arena = reader->arena;
	int kind = choice_of(entry_kinds, part[4]);

	return (struct entry){ .seq = number_of(part[2]), .prev_hash = part[3],
		.kind = kind > 0 ? kind : ENTRY_none, .event_at = instant_of(part[5]),
		.logged_at = instant_of(part[6]), .author_id = number_of(part[7]),
		.author_name = text_of(arena, part[8]), .author_function = text_of(arena, part[9]),
		.words = text_of(arena, part[10]), .party = text_of(arena, part[11]),
		.decision_no = number_of(part[12]), .decided_by = text_of(arena, part[13]),
		.grounds = text_of(arena, part[14]), .refers_to = number_of(part[15]),
		.holder = text_of(arena, part[16]), .due_at = instant_of(part[17]),
		.was = text_of(arena, part[18]), .became = text_of(arena, part[19]),
		.hash = part[20] };
}

/* "K7F-29M" */
static bool is_site(struct str s)
{
	if (s.len != SITE_LETTERS || s.at[3] != '-')
		return false;
	for (size_t i = 0; i < s.len; i++)
		if (i != 3 && !(s.at[i] >= 'A' && s.at[i] <= 'Z') && !(s.at[i] >= '0' && s.at[i] <= '9'))
			return false;
	return true;
}

static bool away_read(struct reader *reader, const struct entry *entry)
{
	if (reader->away_seq)
		return wrong(reader, "%s", _("the log goes on off-line a second time. Only what one copy has written comes home in one file."));
	if (entry->seq < 2 || !is_site(entry->party) || !is_hex(entry->became, HEX_HASH))
		return wrong(reader, "%s", _("it does not say which copy goes on, and with which key."));
	if (reader->other_key.len && !str_equals(reader->other_key, entry->became)) {
		reader->number = reader->other_number;
		return wrong(reader, "%s", _("this is signed with a key that is neither the city's nor the copy's."));
	}
	reader->away_seq = entry->seq;
	reader->log->base = entry->seq - 1;
	reader->log->site = entry->party;
	reader->log->key = entry->became;
	return true;
}

static bool entry_read(struct reader *reader)
{
	struct home_log *log = reader->log;
	struct entry entry;
	struct str text;

	if (reader->parts != ENTRY_PARTS)
		return wrong(reader, "%s", _("the entry is not as it was written."));
	if (log->entries.count == HOME_LINES_MOST)
		return wrong(reader, _("a log of more than %d entries does not come home."), HOME_LINES_MOST);
	entry = entry_of(reader);
	if (!entry.kind)
		return wrong(reader, _("this version does not know the kind \"%.*s\"."), STR(reader->part[4]));
	text = str_part(reader->line, 0, reader->line.len - reader->part[ENTRY_PARTS - 1].len - 1);
	if (!entry.logged_at.seconds || !entry.event_at.seconds
	    || !str_equals(chain_entry(reader->arena, &log->head, &entry), text))
		return wrong(reader, "%s", _("the entry is not as it was written."));
	if (!chain_add(&reader->chain, &entry))
		return wrong(reader, "%.*s", STR(chain_words(reader->arena, &reader->chain)));
	log->entries.at[log->entries.count++] = entry;
	return entry.kind != ENTRY_away || away_read(reader, &entry);
}

/* ---- Signatures ---------------------------------------------------------------------------------- */

static bool is_signed(struct reader *reader)
{
	struct str key = reader->part[reader->parts - 2], signature = reader->part[reader->parts - 1];
	struct str text = str_part(reader->line, 0, reader->line.len - signature.len - 1);
	const struct home_log *log = reader->log;

	if (!is_hex(key, HEX_HASH) || !is_hex(signature, 2 * HEX_HASH)
	    || !sign_is_good(key, text, signature))
		return wrong(reader, "%s", _("the signature is not of this line."));
	if (!str_equals(reader->part[1], log->head.public_id)
	    || number_of(reader->part[2]) != reader->chain.seq || !reader->chain.seq
	    || !str_equals(reader->part[3], reader->chain.hash))
		return wrong(reader, _("this signature is of another place in the log than entry %lld."),
			(long long)reader->chain.seq);
	if (log->key.len ? str_equals(key, log->key) : str_equals(key, reader->city_key))
		return true;
	if (log->key.len || (reader->other_key.len && !str_equals(key, reader->other_key)))
		return wrong(reader, "%s", _("this is signed with another key than the copy's."));
	reader->other_key = key;
	reader->other_number = reader->number;
	return true;
}

static bool end_read(struct reader *reader)
{
	struct str above = str_part(reader->whole, 0, reader->above);

	if (!reader->away_seq)
		return wrong(reader, "%s", _("nothing in this log was written off-line, so there is nothing to bring home."));
	if (!is_signed(reader))
		return false;
	reader->has_ended = true;
	return str_equals(reader->part[5], digest_hex(reader->arena, above))
		|| wrong(reader, "%s", _("what stands above is not what was signed."));
}

static bool line_read(struct reader *reader)
{
	const struct str *kind = &reader->part[0];

	if (reader->line.len > LINE_BYTES_MOST)
		return wrong(reader, "%s", _("the line is too long."));
	line_split(reader);
	if (reader->number == 1)
		return head_read(reader);
	if (reader->has_ended)
		return wrong(reader, "%s", _("something stands after the end."));
	if (str_is(*kind, "entry"))
		return entry_read(reader);
	if (str_is(*kind, "sealed") && reader->parts == SEAL_FIELDS)
		return is_signed(reader);
	if (str_is(*kind, "end") && reader->parts == END_FIELDS)
		return end_read(reader);
	return wrong(reader, "%s", _("this is no line of a log."));
}

static struct str lines_read(struct reader *reader)
{
	struct str rest = reader->whole;

	while (rest.len) {
		ptrdiff_t feed = str_find_char(rest, '\n');

		reader->number++;
		if (feed < 0) {
			wrong(reader, "%s", _("it has no end. The file has been cut off."));
			return reader->problem;
		}
		reader->above = reader->whole.len - rest.len;
		reader->line = str_part(rest, 0, (size_t)feed);
		rest = str_part(rest, (size_t)feed + 1, rest.len);
		if (!line_read(reader))
			return reader->problem;
	}
	if (!reader->has_ended)
		wrong(reader, "%s", _("the log has been cut off: its end is missing."));
	return reader->problem;
}

static size_t lines_in(struct str text)
{
	size_t count = 1;

	for (size_t i = 0; i < text.len; i++)
		count += text.at[i] == '\n';
	return count < HOME_LINES_MOST ? count : HOME_LINES_MOST;
}

struct str home_read(struct arena *arena, struct str text, struct str city_key,
                     struct home_log *log)
{
	struct reader reader = { .arena = arena, .whole = text, .city_key = city_key, .log = log,
		.problem = S("") };

	*log = (struct home_log){ 0 };
	if (!text.len)
		return arena_print(arena, "%s", _("The file is empty."));
	if (text.len > HOME_BYTES_MOST)
		return arena_print(arena, _("The file is larger than %d MB."), HOME_BYTES_MOST >> 20);
	if (!str_is_utf8(text))
		return arena_print(arena, "%s", _("The file is no log: it is not text in UTF-8."));
	log->entries.at = arena_array(arena, struct entry, lines_in(text));
	return lines_read(&reader);
}

const struct entry *home_last(const struct home_log *log)
{
	return &log->entries.at[log->entries.count - 1];
}
