/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * crisis/exercise.c - what the room of exercises may do here: open and close an exercise, and
 * put injects in its log.
 *
 * Whether a crisis is an exercise is read from its row each time, never taken from the caller:
 * an inject cannot reach the log of a real one.
 */
#include "modules/crisis/inside.h"

void crisis_exercise_open(struct change *change, struct crisis *crisis, struct str name)
{
	crisis->is_exercise = true;
	crisis_begin(change, crisis, name, S("control"));
}

void crisis_exercise_control(struct change *change, const struct crisis *crisis, int64_t person_id)
{
	struct crisis_staff staff = { .crisis_id = crisis->id, .person_id = person_id,
		.function = S("control"), .began_at = instant_now(), .added_by = change_me(change) };

	if (!crisis->is_exercise || crisis_staff_has(change_view(change), crisis->id, person_id))
		return;
	crisis_staff_put(change, &staff);
}

bool crisis_exercise_close(struct change *change, int64_t crisis_id, struct str grounds,
                           struct str name)
{
	const struct crisis *crisis = crisis_of_id(change_view(change), crisis_id);
	struct entry entry = { .kind = ENTRY_close, .grounds = grounds, .author_name = name };
	struct crisis now;

	if (!crisis || !crisis->is_exercise || crisis->state != CRISIS_open)
		return false;
	now = *crisis;
	now.state = CRISIS_closed;
	now.closed_at = instant_now();
	if (change_update(change, &crisis_record.shape, &now, now.version) != UPDATED)
		return false;
	entry_put(change, &now, &entry);
	return true;
}

int64_t crisis_inject(struct change *change, int64_t crisis_id, const struct crisis_left *line,
                      const char **why)
{
	const struct crisis *crisis = crisis_of_id(change_view(change), crisis_id);
	struct entry entry = { .kind = ENTRY_inject, .words = line->words, .party = line->party,
		.event_at = line->at, .author_name = line->author_name };

	*why = inject_refused(crisis);
	if (*why)
		return 0;
	crisis_turn_take(change, crisis->id);
	entry_put(change, crisis, &entry);
	return entry.seq;
}

const char *inject_refused(const struct crisis *crisis)
{
	if (!crisis)
		return _("The exercise has no log that you take part in, so nothing can be played.");
	if (!crisis->is_exercise)
		return _("That crisis is real. Injects are only ever played in an exercise.");
	if (crisis->state != CRISIS_open)
		return _("The log is closed, so nothing more is played in it.");
	return NULL;
}

struct str exercise_words_marked(struct arena *arena, struct str words)
{
	struct str mark = str_of(_("EXERCISE"));

	return str_starts(words, mark) ? words
		: arena_print(arena, "%.*s: %.*s", STR(mark), STR(words));
}

struct str crisis_words_marked(struct arena *arena, const struct crisis *crisis, struct str words)
{
	return crisis->is_exercise ? exercise_words_marked(arena, words) : words;
}
