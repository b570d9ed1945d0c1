/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * cap_fuzz.c - any bytes become a warning or a refusal in words, as XML and as JSON.
 *
 * What is read and judged well must be written so that it is read again as the same.
 */
#include "formats/cap.h"

#include <stdlib.h>

enum { MEMORY = 128 * 1024 * 1024 };

static void must_hold(bool is_true)
{
	if (!is_true)
		abort();
}

static struct str written(struct arena *arena, const struct cap_alert *alert)
{
	struct out out;

	out_init(&out, arena, 8 * CAP_LARGEST);
	cap_write_xml(&out, alert);
	must_hold(!out.is_full);
	return out_str(&out);
}

/* Letters that XML cannot have may be lost; after that nothing is. */
static void try_round(struct arena *arena, const struct cap_alert *alert)
{
	struct cap_alert second, third;
	struct xml_fault problem;
	struct str xml = written(arena, alert);

	if (xml.len > CAP_LARGEST)
		return;
	must_hold(cap_read_xml(arena, xml, &second, &problem));
	xml = written(arena, &second);
	must_hold(cap_read_xml(arena, xml, &third, &problem));
	must_hold(str_equals(written(arena, &third), xml));
}

static void look_over(struct arena *arena, bool is_read, const struct cap_alert *alert,
                      struct xml_fault *problem)
{
	if (is_read && cap_judge(arena, alert, problem))
		try_round(arena, alert);
	else
		must_hold(problem->words.len > 0 && str_is_utf8(xml_fault_words(arena, problem)));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static bool is_ready;
	struct str text = { (const char *)data, size }, no = S("");
	struct arena *arena = arena_open(MEMORY);
	struct cap_alert alert;
	struct xml_fault problem;
	json_t *object;

	if (!is_ready)
		calendar_open("Europe/Stockholm");
	is_ready = true;
	look_over(arena, cap_read_xml(arena, text, &alert, &problem), &alert, &problem);
	object = str_is_utf8(text) ? json_read(arena, text, &no) : NULL;
	if (object)
		look_over(arena, cap_read_json(arena, object, &alert, &problem), &alert, &problem);
	json_decref(object);
	arena_close(arena);
	return 0;
}
