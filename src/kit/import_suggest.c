/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * kit/import_suggest.c - which column is probably which field, by its heading and values.
 *
 * A heading is compared with the field's name and with its label in every language that we
 * ship.  Pairs are given out from the likeliest down; below LIKELY nothing is suggested,
 * except that a required moment takes the only column that holds dates.
 */
#include "kit/import_inside.h"

#include "base/say.h"

#include <stdlib.h>
#include <string.h>

enum {
	MOST_WORDS = 12, LONGEST_WORD = 40, SAMPLES = 200, MOST_SUGGESTED = 256,
	MOST_NAMES = 8,
};
static const double likely = 0.55;

/* ---- Likeness ----------------------------------------------------------------------- */

struct words {
	size_t count;
	struct str at[MOST_WORDS];
};

/* "DateTimeOfCall" and "date_time of call" are the same four words. */
static struct words words_of(struct arena *arena, struct str text)
{
	struct words words = { 0 };
	char *spaced = arena_take(arena, text.len * 2 + 1);
	struct str rest, word;
	size_t len = 0;

	for (size_t i = 0; i < text.len; i++) {
		unsigned char c = (unsigned char)text.at[i];
		bool is_upper = c >= 'A' && c <= 'Z';
		bool was_lower = i && text.at[i - 1] >= 'a' && text.at[i - 1] <= 'z';
		bool is_word = is_upper || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c >= 0x80;

		if (is_upper && was_lower)
			spaced[len++] = ' ';
		spaced[len++] = is_word ? (char)c : ' ';
	}
	rest = str_fold(arena, (struct str){ spaced, len });
	while (rest.len && words.count < MOST_WORDS) {
		word = str_cut(&rest, ' ');
		if (word.len)
			words.at[words.count++] = str_part(word, 0, LONGEST_WORD);
	}
	return words;
}

/* Slips of the pen between two words (Levenshtein). */
static size_t slips(struct str a, struct str b)
{
	size_t row[LONGEST_WORD + 1];

	for (size_t k = 0; k <= b.len; k++)
		row[k] = k;
	for (size_t i = 1; i <= a.len; i++) {
		size_t before = row[0];

		row[0] = i;
		for (size_t k = 1; k <= b.len; k++) {
			size_t other = before + (a.at[i - 1] != b.at[k - 1]);

			before = row[k];
			if (row[k] + 1 < other)
				other = row[k] + 1;
			if (row[k - 1] + 1 < other)
				other = row[k - 1] + 1;
			row[k] = other;
		}
	}
	return row[b.len];
}

/* 1 the same; a beginning or an ending counts by how much of the word it is. */
static double word_likeness(struct str a, struct str b)
{
	size_t longer = a.len > b.len ? a.len : b.len, shorter = a.len + b.len - longer;
	size_t wrong;

	if (str_equals(a, b))
		return 1;
	if (shorter >= 3 && (str_starts(a, b) || str_starts(b, a)))
		return 0.7 + 0.3 * (double)shorter / (double)longer;
	if (shorter >= 4 && (str_ends(a, b) || str_ends(b, a)))
		return 0.5 + 0.4 * (double)shorter / (double)longer;
	if (shorter < 4)
		return 0;
	wrong = slips(a, b);
	return wrong * 4 <= longer ? 1 - (double)wrong / (double)longer : 0;
}

/* Words that say little by themselves weigh less. */
static double weight_of(struct str word)
{
	static const char *const light[] = { "of", "the", "at", "av", "i", "och", "and", "id",
		"nr", "no", "name", "namn", "text", "kod", "code" };

	for (size_t i = 0; i < COUNT(light); i++)
		if (str_is(word, light[i]))
			return 0.4;
	return 1;
}

static double cover(const struct words *a, const struct words *b)
{
	double have = 0, all = 0;

	for (size_t i = 0; i < a->count; i++) {
		double best = 0, weight = weight_of(a->at[i]);

		for (size_t k = 0; k < b->count; k++) {
			double like = word_likeness(a->at[i], b->at[k]);

			best = like > best ? like : best;
		}
		have += weight * best;
		all += weight;
	}
	return all > 0 ? have / all : 0;
}

double import_likeness(struct arena *arena, struct str a, struct str b)
{
	struct words x = words_of(arena, a), y = words_of(arena, b);
	double one = cover(&x, &y), other = cover(&y, &x);
	double most = one > other ? one : other, least = one + other - most;

	/* All of the one within the other is good, though the other says more. */
	return 0.6 * most + 0.4 * least;
}

/* ---- The file ----------------------------------------------------------------------- */

struct suggesting {
	struct arena *arena;
	struct csv_row headings;
	struct str (*samples)[SAMPLES]; /* per column */
	size_t sample_count;
	bool *is_taken;
	struct spellings *keys;         /* per column: are its values all different? */
};

static bool keep_headings(void *context, const struct csv_row *row)
{
	struct suggesting *s = context;

	s->headings = row_copy(s->arena, row);
	s->samples = arena_take_many(s->arena, row->count, sizeof(*s->samples));
	s->is_taken = arena_array(s->arena, bool, row->count);
	s->keys = arena_array(s->arena, struct spellings, row->count);
	for (size_t i = 0; i < row->count; i++)
		s->keys[i].arena = s->arena;
	return true;
}

static bool keep_samples(void *context, const struct csv_row *row)
{
	struct suggesting *s = context;

	for (size_t i = 0; i < s->headings.count; i++) {
		struct str cell = i < row->count ? str_trim(row->cells[i]) : S("");

		s->samples[i][s->sample_count] = arena_copy(s->arena, str_part(cell, 0, 200));
		spellings_add(&s->keys[i], cell);
	}
	return ++s->sample_count < SAMPLES;
}

static const char *pattern_of_column(const struct suggesting *s, size_t column)
{
	return import_date_pattern(s->samples[column], s->sample_count);
}

/* ---- Pairs -------------------------------------------------------------------------- */

struct pairing {
	double likeness;
	size_t column, field;           /* place in form->fields */
};

/* Our names for a field: its own, and its label in each language. */
static size_t names_of(const struct field *field, struct str names[MOST_NAMES])
{
	struct str was = str_of(tongue_code());
	size_t count = 0;

	names[count++] = str_of(field->column.name);
	if (field->label)
		names[count++] = str_of(field->label);
	for (int i = 0; i < tongue_count() && count < MOST_NAMES && field->label; i++)
		if (tongue_choose(str_of(tongue_at(i))))
			names[count++] = str_of(_(field->label));
	tongue_choose(was);
	return count;
}

static bool is_time_kind(const struct field *field)
{
	return field->kind == FIELD_instant || field->kind == FIELD_date;
}

static double likeness_of(const struct suggesting *s, const struct field *field,
                          const struct str *names, size_t count, size_t column)
{
	double best = 0;

	for (size_t i = 0; i < count; i++) {
		double like = import_likeness(s->arena, names[i], s->headings.cells[column]);

		best = like > best ? like : best;
	}
	/* A column of dates is a moment, and a moment is a column of dates. */
	if (s->sample_count && is_time_kind(field) != (pattern_of_column(s, column)[0] != '\0'))
		best *= 0.5;
	return best;
}

static int by_likeness(const void *a, const void *b)
{
	const struct pairing *x = a, *y = b;

	if (x->likeness != y->likeness)
		return x->likeness > y->likeness ? -1 : 1;
	if (x->column != y->column)
		return x->column < y->column ? -1 : 1;
	return (x->field > y->field) - (x->field < y->field);
}

static struct mapped_field *map_column(struct suggesting *s, struct mapping *mapping,
                                       const char *field, size_t column)
{
	struct mapped_field *mapped = mapping_field(mapping, field);

	must(mapped != NULL);
	mapped->headings[0] = str_trim(s->headings.cells[column]);
	mapped->part_count = 1;
	s->is_taken[column] = true;
	return mapped;
}

static void give_out(struct suggesting *s, struct mapping *mapping)
{
	const struct form *form = mapping->kind->form;
	struct pairing *pairs;
	size_t count = 0, fields = 0, columns = s->headings.count;

	while (form->fields[fields])
		fields++;
	columns = columns < MOST_SUGGESTED ? columns : MOST_SUGGESTED;
	pairs = arena_array(s->arena, struct pairing, fields * columns + 1);
	for (size_t f = 0; f < fields; f++) {
		const struct field *field = record_field(form->record, form->fields[f]);
		struct str names[MOST_NAMES];
		size_t name_count = names_of(field, names);

		for (size_t c = 0; c < columns; c++)
			pairs[count++] = (struct pairing){
				likeness_of(s, field, names, name_count, c), c, f };
	}
	if (count)
		qsort(pairs, count, sizeof(*pairs), by_likeness);
	for (size_t i = 0; i < count && pairs[i].likeness >= likely; i++)
		if (!s->is_taken[pairs[i].column]
		    && !mapping_field(mapping, form->fields[pairs[i].field])->part_count)
			map_column(s, mapping, form->fields[pairs[i].field], pairs[i].column);
}

/* A required moment that has no column takes the first one left that holds dates. */
static void give_dates(struct suggesting *s, struct mapping *mapping)
{
	const struct form *form = mapping->kind->form;

	for (size_t f = 0; form->fields[f]; f++) {
		const struct field *field = record_field(form->record, form->fields[f]);

		if (!field->required || !is_time_kind(field)
		    || mapping_field(mapping, form->fields[f])->part_count)
			continue;
		for (size_t c = 0; c < s->headings.count; c++)
			if (!s->is_taken[c] && pattern_of_column(s, c)[0]) {
				map_column(s, mapping, form->fields[f], c);
				break;
			}
	}
}

static void find_pattern(struct suggesting *s, struct mapping *mapping)
{
	for (size_t i = 0; i < mapping->field_count; i++) {
		struct mapped_field *mapped = &mapping->fields[i];
		int column;

		if (!mapped->part_count || !is_time_kind(mapped->field))
			continue;
		column = column_of(&s->headings, s->arena, mapped->headings[0]);
		if (column >= 0 && !mapping->date.len)
			mapping->date = str_of(pattern_of_column(s, (size_t)column));
	}
}

struct uniqueness {
	struct met met;
	size_t column;
};

static bool is_first_time(void *context, const struct csv_row *row)
{
	struct uniqueness *uniqueness = context;
	struct str key = uniqueness->column < row->count
		? str_trim(row->cells[uniqueness->column]) : S("");

	return is_common_mark(key) || (key.len && met_again(&uniqueness->met, key) == 1);
}

/* In the whole file, not only in the first rows. */
static bool is_unique(struct suggesting *s, struct csv_style style, struct str content, size_t column)
{
	struct uniqueness uniqueness = { .met.arena = s->arena, .column = column };
	struct scan scan = { .style = style, .row = is_first_time, .context = &uniqueness };
	struct str ignored = S("");

	return s->keys[column].count == s->sample_count
		&& scan_run(&scan, s->arena, content, &ignored) && !scan.has_stopped;
}

static double key_likeness(struct suggesting *s, size_t column)
{
	static const char *const names[] = { "number", "nummer", "id", "key", "nyckel", "nr",
		"incident number", "diarienummer", "ärendenummer", "reference", "source key" };
	double best = 0;

	for (size_t i = 0; i < COUNT(names); i++) {
		double like = import_likeness(s->arena, str_of(names[i]), s->headings.cells[column]);

		best = like > best ? like : best;
	}
	return best;
}

/* The source's own number: a heading that says so, and no value twice. */
static void find_key(struct suggesting *s, struct mapping *mapping, struct csv_style style,
                     struct str content)
{
	double best = likely;

	for (size_t c = 0; c < s->headings.count && s->sample_count; c++) {
		double like = key_likeness(s, c);

		if (like <= best || !is_unique(s, style, content, c))
			continue;
		best = like;
		mapping->key = str_trim(s->headings.cells[c]);
	}
}

/* Fields that nothing was found for are left out of the mapping. */
static void drop_empty(struct mapping *mapping)
{
	size_t count = 0;

	for (size_t i = 0; i < mapping->field_count; i++)
		if (mapping->fields[i].part_count || mapping->fields[i].constant.len)
			mapping->fields[count++] = mapping->fields[i];
	mapping->field_count = count;
}

struct str import_suggest(struct arena *arena, const struct import_kind *kind, struct str content)
{
	struct suggesting s = { .arena = arena };
	struct mapping mapping;
	struct str problem = S("");
	struct scan scan = { .headings = keep_headings, .row = keep_samples, .context = &s };

	must(mapping_read(arena, kind, S(""), &mapping, &problem));
	scan.style = mapping_style(&mapping, content);
	if (scan_run(&scan, arena, content, &problem) && s.headings.count) {
		give_out(&s, &mapping);
		give_dates(&s, &mapping);
		find_pattern(&s, &mapping);
		find_key(&s, &mapping, scan.style, content);
		drop_empty(&mapping);
	}
	return mapping_text(arena, &mapping);
}
