/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * pictures/compare.c - two versions of a picture in words: any two of the same kind, unit and
 * area that the reader may read, also of different periods.
 */
#include "base/json.h"
#include "kit/compare.h"
#include "modules/pictures/compare.html.h"
#include "modules/pictures/write.h"

enum { LONGEST_JSON = 8 << 20 };

static struct compared_words section_compared(struct arena *arena, const struct picture *from,
                                              const struct picture *to, size_t section)
{
	return words_compare(arena, marks_plain(arena, picture_section(from, section)),
		marks_plain(arena, picture_section(to, section)));
}

static struct reply as_json(struct request *request, const struct picture *from, const struct picture *to)
{
	struct json_out json;
	struct out out;

	out_init(&out, request->arena, LONGEST_JSON);
	json_begin(&json, &out);
	json_object_begin(&json, NULL);
	json_str(&json, "from", from->public_id);
	json_str(&json, "to", to->public_id);
	json_object_begin(&json, "sections");
	for (size_t i = 0; picture_sections[i]; i++) {
		struct compared_words compared = section_compared(request->arena, from, to, i);

		json_object_begin(&json, picture_sections[i]);
		compared_words_json(&json, &compared);
		json_object_finish(&json);
	}
	json_object_finish(&json);
	json_object_finish(&json);
	return reply_json(request, 200, &out);
}

/* The one that is asked for, else the newest before it. */
static const struct picture *other_of(struct request *request, const struct picture_list *versions,
                                      const struct picture *picture)
{
	struct str with = request_query(request, "with");
	const struct picture *other = NULL;

	for (size_t i = 0; i < versions->count; i++) {
		const struct picture *version = &versions->at[i];

		if (with.len ? str_equals(version->public_id, with)
		    : !other && (str_compare(version->period, picture->period) < 0
		                 || (str_equals(version->period, picture->period)
		                     && version->number < picture->number)))
			other = version;
	}
	return other;
}

struct reply picture_compare(struct request *request, struct view *view)
{
	const struct picture *picture = picture_asked(request, view), *other;
	struct picture_list versions;
	struct picture_page page;
	struct out *out;

	if (!picture)
		return reply_not_found(request);
	versions = picture_versions(view, picture);
	other = other_of(request, &versions, picture);
	if (!other && request_query(request, "with").len)
		return reply_not_found(request);
	if (!other)
		other = picture;
	if (request_wants_json(request))
		return as_json(request, other, picture);
	page = picture_page_of(view, picture, false);
	out = page_begin(request, view, _("Two versions compared"));
	compare_head(out, picture, other, &versions);
	for (size_t i = 0; picture_sections[i]; i++) {
		struct compared_words compared = section_compared(request->arena, other, picture, i);

		compare_section(out, picture_heading(page.kind, picture_sections[i]), &compared);
	}
	return page_end(request, 200);
}
