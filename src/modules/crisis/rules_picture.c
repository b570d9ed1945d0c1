/* SPDX-License-Identifier: EUPL-1.2 */
/* crisis/rules_picture.c - agreed times, who has reported, sentences and their sources. */
#include "modules/crisis/picture.h"

/* ---- Agreed times --------------------------------------------------------------------- */

struct instant rhythm_next(const struct rhythm *rhythm, struct instant now)
{
	int64_t every = rhythm->every_minutes * MINUTE, gone = now.seconds - rhythm->first_at.seconds;

	if (gone <= 0)
		return rhythm->first_at;
	if (!every)
		return (struct instant){ 0 };
	return (struct instant){ rhythm->first_at.seconds + (gone + every - 1) / every * every };
}

struct instant rhythm_last(const struct rhythm *rhythm, struct instant now)
{
	int64_t every = rhythm->every_minutes * MINUTE, gone = now.seconds - rhythm->first_at.seconds;

	if (gone <= 0)
		return (struct instant){ 0 };
	if (!every)
		return rhythm->first_at;
	return (struct instant){ rhythm->first_at.seconds + (gone - 1) / every * every };
}

const struct rhythm *rhythm_coming(const struct rhythm_list *rhythms, struct instant now)
{
	const struct rhythm *first = NULL;

	for (size_t i = 0; i < rhythms->count; i++) {
		const struct rhythm *rhythm = &rhythms->at[i];
		struct instant next = rhythm_next(rhythm, now);

		if (next.seconds && (!first || next.seconds < rhythm_next(first, now).seconds))
			first = rhythm;
	}
	return first;
}

const struct rhythm *rhythm_of_reports(const struct rhythm_list *rhythms)
{
	for (size_t i = 0; i < rhythms->count; i++) {
		const struct item *kind = item_find("crisis/rhythm", rhythms->at[i].kind);

		if (kind && item_int(kind, "is_reporting"))
			return &rhythms->at[i];
	}
	return NULL;
}

/* ---- Who has reported -------------------------------------------------------------------- */

enum reported unit_reported(const struct rhythm *rhythm, struct instant at, struct instant now)
{
	struct instant last = { 0 }, before = { 0 };

	if (rhythm)
		last = rhythm_last(rhythm, now);
	if (at.seconds > last.seconds)
		return REPORTED_for_next;
	if (!last.seconds)
		return REPORTED_waited_for;
	if (rhythm->every_minutes && last.seconds > rhythm->first_at.seconds)
		before.seconds = last.seconds - rhythm->every_minutes * MINUTE;
	return at.seconds && at.seconds > before.seconds ? REPORTED_waited_for : REPORTED_late;
}

bool is_old(struct instant at, struct instant now, int64_t old_minutes)
{
	return at.seconds && now.seconds - at.seconds >= old_minutes * MINUTE;
}

/* ---- Sentences ----------------------------------------------------------------------------- */

/* Lists that people paste begin with a dash or a dot. */
static struct str without_dash(struct str line)
{
	static const char *const marks[] = { "- ", "* ", "• ", "– " };

	line = str_trim(line);
	for (size_t i = 0; i < COUNT(marks); i++)
		if (str_starts(line, str_of(marks[i])))
			return str_trim(str_part(line, str_of(marks[i]).len, line.len));
	return line;
}

bool sentences_read(struct str text, struct str box, enum certainty certainty,
                    struct sentence_list *sentences, struct problems *problems, const char *field)
{
	while (text.len) {
		struct str words = without_dash(str_cut(&text, '\n'));

		if (!words.len)
			continue;
		if (str_letters(words) > SENTENCE_LONGEST) {
			problem_add(problems, field,
				_("A line is longer than %d letters. Write one sentence on each line: “%.*s …”"),
				SENTENCE_LONGEST, STR(str_letters_part(words, 40)));
			return false;
		}
		if (sentences->count == SENTENCES_MOST) {
			problem_add(problems, field, _("There is room for %d sentences. Leave out what matters least."),
				SENTENCES_MOST);
			return false;
		}
		sentences->at[sentences->count] = (struct sentence){ .box = box,
			.certainty = (int)certainty, .words = words, .place = (int64_t)sentences->count + 1 };
		sentences->count++;
	}
	return true;
}

bool sources_read(struct arena *arena, struct str line, struct str *words, struct str *sources)
{
	struct out kept, numbers;
	int count = 0;

	out_init(&kept, arena, 16 * 1024);
	out_init(&numbers, arena, 1024);
	while (line.len) {
		struct str word = str_cut(&line, ' ');
		int64_t number;

		if (!str_starts(word, S("#"))) {
			if (kept.len && word.len)
				out_char(&kept, ' ');
			out_raw(&kept, word);
			continue;
		}
		if (!str_to_int(str_part(word, 1, word.len), &number) || number < 1
		    || ++count > SOURCES_MOST)
			return false;
		out_print(&numbers, "%s%lld", numbers.len ? " " : "", (long long)number);
	}
	*words = out_str(&kept);
	*sources = out_str(&numbers);
	return true;
}

bool box_is_answered(const struct sentence_list *sentences, struct str box)
{
	for (size_t i = 0; i < sentences->count; i++)
		if (str_equals(sentences->at[i].box, box))
			return true;
	return false;
}

bool said_answers(const struct said_list *said, struct str box)
{
	for (size_t i = 0; i < said->count; i++)
		if (str_equals(said->at[i].box, box))
			return true;
	return false;
}

bool lines_answer(const struct picture_line_list *lines, struct str box)
{
	for (size_t i = 0; i < lines->count; i++)
		if (str_equals(lines->at[i].box, box))
			return true;
	return false;
}

/* ---- What hashes are of ----------------------------------------------------------------------- */

struct str sitrep_text(struct arena *arena, const struct sitrep *sitrep,
                       const struct sentence_list *sentences)
{
	const struct str head[] = { S("varn-sitrep"), arena_print(arena, "%lld",
		(long long)sitrep->number), chain_instant(arena, sitrep->at), sitrep->said_by };
	struct out out;

	out_init(&out, arena, 1024 * 1024);
	out_raw(&out, chain_line(arena, head, COUNT(head)));
	out_char(&out, '\n');
	for (size_t i = 0; i < sentences->count; i++) {
		const struct sentence *s = &sentences->at[i];
		const struct str line[] = { s->box, str_of(certainties[s->certainty].name), s->words };

		out_raw(&out, chain_line(arena, line, COUNT(line)));
		out_char(&out, '\n');
	}
	return out_str(&out);
}

struct str crisis_picture_text(struct arena *arena, const struct crisis_picture *picture,
                        const struct picture_line_list *lines)
{
	const struct str head[] = { S("varn-picture"), arena_print(arena, "%lld",
		(long long)picture->number), chain_instant(arena, picture->at), picture->decided_by,
		picture->summary };
	struct out out;

	out_init(&out, arena, 1024 * 1024);
	out_raw(&out, chain_line(arena, head, COUNT(head)));
	out_char(&out, '\n');
	for (size_t i = 0; i < lines->count; i++) {
		const struct picture_line *l = &lines->at[i];
		const struct str line[] = { l->box, str_of(certainties[l->certainty].name),
			l->is_staff ? S("staff") : S("unit"), l->words, l->sources };

		out_raw(&out, chain_line(arena, line, COUNT(line)));
		out_char(&out, '\n');
	}
	return out_str(&out);
}
