/* SPDX-License-Identifier: EUPL-1.2 */
/* pictures/guard.c - see guard.h. */
#include "modules/pictures/guard.h"

#include "modules/events/events.h"

bool picture_words_judge(struct request *request, const char *field, struct str words)
{
	enum guard guard = words_guard(request->arena, words);

	if (guard == WORDS_HOLD_NUMBER)
		problem_add(request_problems(request), field, "%s",
			_("There is a personal number in the text. Take it away: write of what happens, not of whom."));
	else if (guard == WORDS_ARE_PROTECTIVE)
		problem_add(request_problems(request), field, "%s",
			_("This may concern Sweden’s security and must not be written here. Ask how to send it."));
	return guard == WORDS_PASS;
}

bool picture_texts_judge(struct request *request, const struct picture *picture)
{
	const struct { const char *field; struct str words; } texts[] = {
		{ "present", picture->present }, { "causes", picture->causes },
		{ "consequences", picture->consequences }, { "development", picture->development },
		{ "proposals", picture->proposals }, { "contributors", picture->contributors },
		{ "sources", picture->sources } };
	bool is_well = true;

	for (size_t i = 0; i < COUNT(texts); i++)
		is_well &= picture_words_judge(request, texts[i].field, texts[i].words);
	return is_well;
}

struct str picture_warning(struct str kind)
{
	return item_words(item_find("picture_kinds", kind), "warning");
}
