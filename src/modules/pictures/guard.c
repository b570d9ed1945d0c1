/* SPDX-License-Identifier: EUPL-1.2 */
/* pictures/guard.c - see guard.h. */
#include "modules/pictures/guard.h"

#include "kit/names.h"
#include "modules/events/events.h"
#include "modules/pictures/parts.h"
#include "modules/places/places.h"

/* What looks like a name, where the kind warns of names; "" nothing does. */
static struct str name_in(struct view *view, struct str kind, struct str words)
{
	struct called called = { view, 0 };
	struct names_known known = { words_are_called, &called };
	struct name_found found;

	if (!item_text(item_find("picture_kinds", kind), "warning_sv").len)
		return S("");
	found = name_next(view_arena(view), words, 0, &known);
	return str_part(words, found.at, found.len);
}

bool picture_words_judge(const struct guarded *in, const char *field, struct str words)
{
	enum guard guard = words_guard(in->request->arena, words);
	struct str name = name_in(in->view, in->kind, words);

	if (guard == WORDS_HOLD_NUMBER)
		problem_add(request_problems(in->request), field, "%s",
			_("There is a personal number in the text. Take it away: write of what happens, not of whom."));
	else if (guard == WORDS_ARE_PROTECTIVE)
		problem_add(request_problems(in->request), field, "%s",
			_("This may concern Sweden’s security and must not be written here. Ask how to send it."));
	else if (name.len)
		problem_add(request_problems(in->request), field,
			_("“%.*s” looks like the name of a person. Take it away: write of what happens, not of whom."),
			STR(name));
	return guard == WORDS_PASS && !name.len;
}

bool picture_texts_judge(struct request *request, struct view *view, const struct picture *picture)
{
	const struct guarded in = { request, view, picture->kind };
	const struct { const char *field; struct str words; } texts[] = {
		{ "present", picture->present }, { "causes", picture->causes },
		{ "consequences", picture->consequences }, { "development", picture->development },
		{ "proposals", picture->proposals }, { "contributors", picture->contributors },
		{ "sources", picture->sources } };
	bool is_well = true;

	for (size_t i = 0; i < COUNT(texts); i++)
		is_well &= picture_words_judge(&in, texts[i].field, texts[i].words);
	return is_well;
}

static bool may_keep(struct view *view, struct str kind, const struct answers *answers)
{
	for (size_t i = 0; i < answers->count; i++)     /* "_token" and its like are no words */
		if (!str_starts(answers->at[i].name, S("_"))
		    && name_in(view, kind, answers->at[i].value).len)
			return false;
	return true;
}

bool picture_may_keep(struct view *view, struct str public_id, const struct answers *answers)
{
	const struct picture *picture = picture_get(view, public_id);

	return !picture || may_keep(view, picture->kind, answers);
}

bool part_may_keep(struct view *view, struct str public_id, const struct answers *answers)
{
	const struct picture_part *part = picture_part_get(view, public_id);
	const struct part_door *door = part ? part_asked_of(view, part->id) : NULL;

	return !door || may_keep(view, door->kind, answers);
}

struct str picture_warning(struct str kind)
{
	return item_words(item_find("picture_kinds", kind), "warning");
}
