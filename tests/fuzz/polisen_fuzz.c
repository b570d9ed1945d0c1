/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * polisen_fuzz.c - any line becomes a notice or a refusal in words, and any text is placed.
 *
 * What is read is checked for what the importer and the pages rely on: texts are UTF-8 and
 * end where they should, the time of the event is not after its notice, a digest is there.
 */
#include "base/json.h"
#include "modules/notices/placing.h"
#include "modules/notices/polisen.h"

#include <stdlib.h>

enum { MEMORY = 64 * 1024 * 1024 };

static void must_hold(bool is_true)
{
	if (!is_true)
		abort();
}

static void look_over(const struct notice *notice)
{
	const struct str texts[] = { notice->title, notice->summary, notice->kind, notice->body,
		notice->place_name, notice->municipality, notice->url };

	for (size_t i = 0; i < COUNT(texts); i++)
		must_hold(str_is_utf8(texts[i]));
	must_hold(notice->source_key.len > 0 && notice->digest.len > 0);
	must_hold(notice->occurred_at.seconds <= notice->published_at.seconds);
	must_hold(notice->lat >= -90 && notice->lat <= 90 && notice->lon >= -180 && notice->lon <= 180);
}

static void try_placing(struct arena *arena, struct str text)
{
	static const struct placer_name names[] = {
		{ { "Farsta", 6 }, 1, false }, { { "Farsta strand", 13 }, 2, false },
		{ { "Åkeslund", 9 }, 3, false }, { { "T-Centralen", 11 }, 4, true },
		{ { "S:t Eriksplan", 13 }, 5, true },
	};
	struct placer *placer = placer_make(arena, names, COUNT(names));
	int64_t plain = placer_find(placer, arena, text, false);
	int64_t other = placer_find(placer, arena, text, true);

	must_hold(plain >= 0 && plain <= 3);
	must_hold(other == 0 || other == 4 || other == 5);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static bool is_ready;
	struct str text = { (const char *)data, size }, problem = S("");
	struct arena *arena = arena_open(MEMORY);
	struct notice notice;
	json_t *object;

	if (!is_ready)
		calendar_open("Europe/Stockholm");
	is_ready = true;
	object = str_is_utf8(text) ? json_read(arena, text, &problem) : NULL;
	if (object && polisen_read(arena, object, &notice, &problem)) {
		look_over(&notice);
		try_placing(arena, notice.summary);
	} else if (object) {
		must_hold(problem.len > 0);
	}
	if (str_is_utf8(text))
		try_placing(arena, text);
	json_decref(object);
	arena_close(arena);
	return 0;
}
