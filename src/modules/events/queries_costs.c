/* SPDX-License-Identifier: EUPL-1.2 */
/* events/queries_costs.c - when it became known what an event costs: a line for each change. */
#include "modules/events/inside.h"
#include "modules/events/lists.h"

struct cost_line { int64_t id, event_id, cost; struct instant known_at; bool is_final; };
static const struct column cost_columns[] = {
	{ "id", COLUMN_int, offsetof(struct cost_line, id), NULL, false },
	{ "event_id", COLUMN_int, offsetof(struct cost_line, event_id), NULL, false },
	{ "known_at", COLUMN_instant, offsetof(struct cost_line, known_at), NULL, false },
	{ "cost", COLUMN_int, offsetof(struct cost_line, cost), NULL, false },
	{ "is_final", COLUMN_bool, offsetof(struct cost_line, is_final), NULL, false },
};
static const struct shape cost_shape = { .table = "event_cost", .size = sizeof(struct cost_line),
	.count = COUNT(cost_columns), .columns = cost_columns };

void event_cost_note(struct change *change, int64_t event_id, struct event_cost before, struct event_cost now)
{
	if (before.estimate == now.estimate && before.final == now.final)
		return;
	change_run(change, SQL("INSERT INTO event_cost (event_id, known_at, cost, is_final)"
		" VALUES ($1, $2, $3, $4)"), V(event_id, instant_now(),
		now.final ? now.final : now.estimate, (int64_t)(now.final > 0)));
}

/* As of a register that was kept elsewhere: the estimate was known when the event was reported,
 * the final cost when it was closed. */
static size_t lines_put(struct cost_line *lines, const struct event *event)
{
	struct instant settled = event->closed_at.seconds ? event->closed_at : event->reported_at;
	size_t count = 0;

	if (event->cost_estimate)
		lines[count++] = (struct cost_line){ .event_id = event->id, .cost = event->cost_estimate,
			.known_at = event->reported_at };
	if (event->cost_final)
		lines[count++] = (struct cost_line){ .event_id = event->id, .cost = event->cost_final,
			.known_at = settled, .is_final = true };
	return count;
}

void event_costs_note(struct change *change, const struct event *events, size_t count)
{
	struct cost_line *lines = arena_array(change_arena(change), struct cost_line, 2 * count + 1);
	size_t lines_count = 0;

	for (size_t i = 0; i < count; i++)
		lines_count += lines_put(lines + lines_count, &events[i]);
	if (lines_count)
		change_insert_many(change, &cost_shape, lines, lines_count);
}

/* ---- What they cost, as known at an age ---------------------------------------------------- */

struct loss_line { int64_t event_id, cost; struct instant occurred_at, known_at; };
static const struct column loss_columns[] = {
	{ "event_id", COLUMN_int, offsetof(struct loss_line, event_id), NULL, false },
	{ "cost", COLUMN_int, offsetof(struct loss_line, cost), NULL, false },
	{ "occurred_at", COLUMN_instant, offsetof(struct loss_line, occurred_at), NULL, false },
	{ "known_at", COLUMN_instant, offsetof(struct loss_line, known_at), NULL, false },
};
static const struct shape loss_shape = { .size = sizeof(struct loss_line), .count = COUNT(loss_columns),
	.columns = loss_columns };

/* Lines of one event stand together, in order of time. */
static struct event_loss_list losses_of(struct arena *arena, const struct loss_line *lines, size_t count, int days)
{
	struct event_loss_list losses = { 0, arena_array(arena, struct event_loss, count + 1) };

	for (size_t i = 0; i < count;) {
		struct event_loss loss = { .event_id = lines[i].event_id, .occurred_at = lines[i].occurred_at };
		struct instant end = instant_at(date_add_days(instant_date(loss.occurred_at), days), 0, 0, 0);

		for (; i < count && lines[i].event_id == loss.event_id; i++) {
			loss.today = lines[i].cost;
			if (lines[i].known_at.seconds < end.seconds)
				loss.then = lines[i].cost;
		}
		losses.at[losses.count++] = loss;
	}
	return losses;
}

struct event_loss_list events_losses(struct view *view, const struct event_ask *ask, int days)
{
	struct query query;
	struct rows rows;

	query_start(&query, view_arena(view), SQL("SELECT line.event_id, line.cost, my_event.occurred_at, line.known_at"
		" FROM my_event JOIN my_event_cost AS line ON line.event_id = my_event.id WHERE 1 = 1"), NONE);
	event_ask_add(&query, view, ask);
	query_add(&query, SQL(" ORDER BY line.event_id, line.known_at, line.id"), NONE);
	rows = view_list_of(view, &loss_shape, &query);
	return losses_of(view_arena(view), rows.at, rows.count, days);
}
