/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * feed_fuzz.c - any bytes become a feed or a refusal in words.
 *
 * What is read is plain text in UTF-8, and comes through the JSON of the process apart as it
 * was.
 */
#include "formats/feed.h"

#include <stdlib.h>

enum { MEMORY = 256 * 1024 * 1024 };

static void must_hold(bool is_true)
{
	if (!is_true)
		abort();
}

static void try_round(struct arena *arena, const struct feed *feed)
{
	struct feed again;
	struct str no = S("");
	struct json_out json;
	struct out out;
	json_t *read;

	out_init(&out, arena, FEED_JSON_LARGEST);
	json_begin(&json, &out);
	feed_write_json(&json, NULL, feed);
	must_hold(!out.is_full);
	read = json_read(arena, out_str(&out), &no);
	must_hold(read && feed_read_json(arena, read, &again) && again.count == feed->count);
	for (size_t i = 0; i < feed->count; i++)
		must_hold(str_is_utf8(again.items[i].title) && str_is_utf8(again.items[i].summary));
	json_decref(read);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static bool is_ready;
	struct str text = { (const char *)data, size };
	struct arena *arena = arena_open(MEMORY);
	struct feed feed;
	struct xml_fault problem;

	if (!is_ready)
		calendar_open("Europe/Stockholm");
	is_ready = true;
	if (feed_read_xml(arena, text, &feed, &problem))
		try_round(arena, &feed);
	else
		must_hold(problem.words.len > 0 && str_is_utf8(xml_fault_words(arena, &problem)));
	arena_close(arena);
	return 0;
}
