/* SPDX-License-Identifier: EUPL-1.2 */
/* inform/facts.c - from events, judgements and decisions to what the rules look at.  Pure. */
#include "modules/inform/inside.h"

#include <stdlib.h>

/* ---- Facts ---------------------------------------------------------------------------------- */

static void fact_put(struct inform_case *c, struct fact *facts, struct fact fact)
{
	facts[c->fact_count++] = fact;
}

/* Whoever was told before the report was written knows of it all the same; of its becoming
 * worse only who was told after that. */
static void facts_of_event(const struct event_case *event, struct inform_case *c, struct fact *facts)
{
	struct instant at = event->reported_at, counts_from = event->occurred_at;

	if (event->severity_at.seconds > at.seconds)
		at = counts_from = event->severity_at;
	fact_put(c, facts, (struct fact){ at, counts_from, FACT_severity, event->severity });
	if (event->closed_at.seconds > at.seconds)
		fact_put(c, facts, (struct fact){ event->closed_at, event->closed_at, FACT_severity, 0 });
}

static int64_t place_of(const char *list, struct str code)
{
	const struct item *item = item_find(list, code);

	return item ? item->place : -1;
}

/* Whoever is activated stays so until it ends, also when the crisis is closed. */
static void fact_of_active(const struct judged *one, struct inform_case *c, struct fact *facts)
{
	fact_put(c, facts, (struct fact){ one->event_at, one->event_at,
		str_is(one->became, "committee") ? FACT_committee : FACT_management,
		str_is(one->kind, "active") });
}

/* A closed crisis is on no level; one that is opened again is on the level it was. */
static void facts_of_judged(const struct judged *judged, size_t count, struct inform_case *c,
                            struct fact *facts)
{
	int64_t values[] = { [FACT_level] = -1, [FACT_coordination] = -1 };

	for (size_t i = 0; i < count; i++) {
		const struct judged *one = &judged[i];
		bool is_close = str_is(one->kind, "close");

		if (str_is(one->kind, "level"))
			values[FACT_level] = place_of("crisis/levels", one->became);
		else if (str_is(one->kind, "coordination"))
			values[FACT_coordination] = place_of("crisis/coordination", one->became);
		else if (str_is(one->kind, "active") || str_is(one->kind, "ended")) {
			fact_of_active(one, c, facts);
			continue;
		}
		for (int k = FACT_level; k <= FACT_coordination; k++)
			fact_put(c, facts, (struct fact){ one->event_at, one->event_at,
				(enum fact_kind)k, is_close ? -1 : values[k] });
	}
}

/* Stable: of two facts of one moment the later one holds. */
static void facts_sort(struct fact *facts, size_t count)
{
	for (size_t i = 1; i < count; i++)
		for (size_t k = i; k > 0 && facts[k - 1].at.seconds > facts[k].at.seconds; k--) {
			struct fact before = facts[k - 1];

			facts[k - 1] = facts[k];
			facts[k] = before;
		}
}

void case_facts(struct arena *arena, const struct event_case *event, const struct judged *judged,
                size_t judged_count, struct inform_case *c)
{
	struct fact *facts = arena_array(arena, struct fact, 2 + 2 * judged_count + 1);

	c->fact_count = 0;
	if (event)
		facts_of_event(event, c, facts);
	facts_of_judged(judged, judged_count, c, facts);
	facts_sort(facts, c->fact_count);
	c->facts = facts;
}

/* ---- Who is hit ------------------------------------------------------------------------------- */

static bool is_later(struct instant a, struct instant b)
{
	return b.seconds && (!a.seconds || a.seconds > b.seconds);
}

/* An earlier one of the same board that has not ended before this begins. */
static struct hit *hit_goes_on(struct hit *hits, size_t count, const struct hit *next)
{
	for (size_t i = 0; i < count; i++)
		if (hits[i].unit_id == next->unit_id
		    && (!hits[i].to.seconds || hits[i].to.seconds >= next->from.seconds))
			return &hits[i];
	return NULL;
}

static int hit_order(const void *a, const void *b)
{
	const struct hit *x = a, *y = b;

	return (x->from.seconds > y->from.seconds) - (x->from.seconds < y->from.seconds);
}

void case_hits(struct arena *arena, const struct hit *given, size_t count, struct inform_case *c)
{
	struct hit *sorted = arena_array(arena, struct hit, count + 1);
	struct hit *hits = arena_array(arena, struct hit, count + 1);

	for (size_t i = 0; i < count; i++)
		sorted[i] = given[i];
	if (count > 1)
		qsort(sorted, count, sizeof(*sorted), hit_order);
	c->hit_count = 0;
	for (size_t i = 0; i < count; i++) {
		struct hit *before = hit_goes_on(hits, c->hit_count, &sorted[i]);

		if (before && is_later(sorted[i].to, before->to))
			before->to = sorted[i].to;
		else if (!before && sorted[i].unit_id)
			hits[c->hit_count++] = sorted[i];
	}
	c->hits = hits;
}

struct step_list steps_of_decisions(struct arena *arena, const struct inform_decision_list *decisions)
{
	struct step_at *steps = arena_array(arena, struct step_at, decisions->count + 1);

	for (size_t i = 0; i < decisions->count; i++)
		steps[i] = (struct step_at){ decisions->at[i].at, decisions->at[i].kind,
			decisions->at[i].minutes };
	return (struct step_list){ decisions->count, steps };
}

/* ---- Tellings --------------------------------------------------------------------------------- */

const struct informed *informed_corrected_by(const struct informed_list *rows, int64_t id)
{
	for (size_t i = 0; i < rows->count; i++)
		if (rows->at[i].corrects == id)
			return &rows->at[i];
	return NULL;
}

struct telling_list tellings_of(struct arena *arena, const struct informed_list *rows)
{
	struct telling *told = arena_array(arena, struct telling, rows->count + 1);
	size_t count = 0;

	for (size_t i = 0; i < rows->count; i++) {
		const struct informed *row = &rows->at[i];

		if (!row->is_void && !informed_corrected_by(rows, row->id))
			told[count++] = (struct telling){ row->rules, row->unit_id, row->asked_id,
				row->person_id, row->at };
	}
	return (struct telling_list){ count, told };
}
