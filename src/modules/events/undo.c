/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * events/undo.c - an act upon an event that is taken back: the row and its clocks become what
 * they were, and the history tells of both.
 */
#include "modules/events/undo.h"

#include "base/say.h"
#include "kit/cells.h"

struct event_undo {
	struct undo *undo;
	struct event_clock_list clocks; /* of the event in hand, before the act */
};

struct event_undo *event_undo_begin(struct change *change)
{
	struct event_undo *undo = arena_new(change_arena(change), struct event_undo);

	undo->undo = undo_begin(change, "event");
	return undo;
}

void event_undo_before(struct event_undo *undo, struct change *change, const struct event *event)
{
	undo->clocks = clocks_of(change_view(change), event->id);
}

static const struct event_clock *clock_among(const struct event_clock_list *clocks, int64_t id)
{
	for (size_t i = 0; i < clocks->count; i++)
		if (clocks->at[i].id == id)
			return &clocks->at[i];
	return NULL;
}

/* What the act began ends; what it ended runs again.  Nothing is shown of an event that went
 * where one sees nothing: forwarding touches no clock. */
static void clocks_gather(struct event_undo *undo, struct change *change, int64_t event_id)
{
	struct event_clock_list after = clocks_of(change_view(change), event_id);

	for (size_t i = 0; i < after.count; i++) {
		const struct event_clock *now = &after.at[i];
		const struct event_clock *was = clock_among(&undo->clocks, now->id);
		struct event_clock waived = *now;

		waived.waived_reason = str_of(_("The step was taken back."));
		if (!was)
			undo_row(undo->undo, &event_clock_record.shape, &waived, now);
		else if (was->version != now->version)
			undo_row(undo->undo, &event_clock_record.shape, was, now);
	}
}

void event_undo_after(struct event_undo *undo, struct change *change, const struct event *was,
                      const struct event *now)
{
	undo_row(undo->undo, &event_record.shape, was, now);
	clocks_gather(undo, change, now->id);
}

void event_undo_offer(struct event_undo *undo, struct request *request)
{
	undo_offer(undo->undo, request);
}

/* Taken back, the new event is merged into the one it was cut from: a number that has been
 * given is never given again. */
void event_undo_split(struct request *request, struct change *change, const struct event *event,
                      const struct event *cut)
{
	struct event_undo *undo = event_undo_begin(change);
	const struct event *now = event_get(change_view(change), cut->id);
	struct event was = now ? *now : *cut;

	was.state = STATE_merged;
	was.merged_into = event->id;
	event_undo_before(undo, change, &was);
	event_undo_after(undo, change, &was, now ? now : cut);
	event_undo_offer(undo, request);
}

/* ---- Taking back -------------------------------------------------------------------- */

static bool clock_take_back(struct change *change, const struct undo_pair *pair)
{
	const struct shape *shape = &event_clock_record.shape;
	struct event_clock *was = cells_row(change_arena(change), shape, pair->was);
	struct event_clock *now = cells_row(change_arena(change), shape, pair->now);

	must(was && now);
	return change_update(change, shape, was, now->version) != UPDATED_STALE;
}

/* Read from what was kept: after a forward the event may be where one sees nothing. */
static bool event_take_back(struct change *change, const struct undo_pair *pair)
{
	const struct shape *shape = &event_record.shape;
	struct event *was = cells_row(change_arena(change), shape, pair->was);
	struct event *now = cells_row(change_arena(change), shape, pair->now);

	must(was && now);
	if (event_change(change, was, now, now->version) != UPDATED)
		return false;
	event_step_add(change, now->id, &(struct step){ .verb = "undo",
		.from = was->state == now->state ? STATE_none : now->state,
		.to = was->state == now->state ? STATE_none : was->state,
		.is_for_reporter = was->state != now->state });
	if (now->merged_into && !was->merged_into)
		event_step_add(change, now->merged_into, &(struct step){ .verb = "unmerge",
			.words = now->number });
	return true;
}

static bool pairs_take_back(struct change *change, const struct undo_pair_list *pairs,
                            const char **why)
{
	for (size_t i = 0; i < pairs->count; i++) {
		const struct undo_pair *pair = &pairs->at[i];
		bool is_event = str_is(pair->table_name, event_record.shape.table);

		if (is_event ? event_take_back(change, pair) : clock_take_back(change, pair))
			continue;
		*why = undo_is_stale;
		return false;
	}
	return true;
}

const struct undo_kind events_undos[] = {
	{ "event", pairs_take_back },
	{ NULL, NULL },
};
