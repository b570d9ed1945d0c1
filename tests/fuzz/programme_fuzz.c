/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * programme_fuzz.c - any text as a predicate, a cadence, a place in the adopted text, and any
 * files as a folder: read, or refused in words with a place that is within the text.
 */
#include "modules/programme/folder.h"
#include "modules/units/units.h"

#include <stdlib.h>

enum { MEMORY = 256 * 1024 * 1024, MOST_FILES_FUZZED = 6 };

static void must_hold(bool is_true)
{
	if (!is_true)
		abort();
}

static void try_predicate(struct arena *arena, struct str text)
{
	static const struct unit unit;
	struct predicate_facts facts = { .unit = &unit, .is_board = true };
	struct str problem = S("");
	size_t at = 0;
	const struct predicate *predicate = predicate_read(arena, text, &problem, &at);

	if (!predicate) {
		must_hold(problem.len > 0 && at <= str_letters(text));
		return;
	}
	must_hold(predicate_applies(predicate, &facts) <= APPLIES_undecided);
	predicate_flags(arena, predicate);
}

/* Four words: period, opens, due, window. */
static void try_cadence(struct arena *arena, struct str text)
{
	static const struct programme programme = { .valid_from = { 2018, 1, 1 },
		.valid_to = { 2021, 12, 31 } };
	struct calendar_rule rule = { .code = S("X") };
	struct cadence_fault fault = { .column = "" };

	rule.period = str_cut(&text, ' ');
	rule.opens = str_cut(&text, ' ');
	rule.due = str_cut(&text, ' ');
	rule.meeting_from = str_cut(&text, ' ');
	rule.meeting_to = text;
	if (!cadence_judge(arena, &rule, &programme, &fault)) {
		must_hold(fault.column[0] != '\0');
		return;
	}
	for (int year = 2018; year < 2023; year++) {
		struct rule_period_list list = rule_periods(arena, &rule, year, &programme);

		for (size_t i = 0; i < list.count; i++) {
			struct date from, to;

			must_hold(period_read(list.at[i].period, &from, &to));
			must_hold(date_compare(list.at[i].from, list.at[i].to) <= 0);
		}
	}
}

static void try_lines(struct arena *arena, struct str text)
{
	struct line_range_list ranges = { 0 };
	size_t at = 0;

	if (!lines_read_at(arena, text, &ranges, &at))
		must_hold(at < str_letters(text));
	else
		for (size_t i = 0; i < ranges.count; i++)
			must_hold(ranges.at[i].from > 0 && ranges.at[i].from <= ranges.at[i].to);
}

/* Files begin with the number of their kind and end with a byte that no text has. */
static void try_folder(struct arena *arena, struct str text)
{
	struct folder_file files[MOST_FILES_FUZZED];
	struct folder *folder;
	size_t count = 0;

	while (text.len && count < MOST_FILES_FUZZED) {
		struct str content = str_cut(&text, '\xff');
		unsigned kind = content.len ? (unsigned char)content.at[0] % PART_COUNT : 0;

		/* Arguments of evidence ask the catalogues, which stand in a database. */
		kind = kind == PART_evidence ? PART_terms : kind;
		files[count++] = (struct folder_file){ str_of(part_files[kind].name),
			str_part(content, 1, content.len) };
	}
	folder = folder_read(arena, files, count, NULL);
	must_hold(folder->mistakes_kept <= MOST_MISTAKES);
	for (size_t i = 0; i < folder->mistakes_kept; i++) {
		must_hold(folder->mistakes[i].words.len > 0);
		must_hold(mistake_where(arena, &folder->mistakes[i]).len > 0);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static bool is_ready;
	struct str text = { (const char *)data, size };
	struct arena *arena = arena_open(MEMORY);

	if (!is_ready)
		calendar_open("Europe/Stockholm");
	is_ready = true;
	if (str_is_utf8(text)) {
		try_predicate(arena, text);
		try_cadence(arena, text);
		try_lines(arena, text);
	}
	try_folder(arena, text);
	arena_close(arena);
	return 0;
}
