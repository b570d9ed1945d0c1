/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * risks/beside.c - what stands beside a risk without being written there: whether it hits a
 * commitment, and how many events of its types there were.
 *
 * The events are counted once for each scope and period and then shared out among the risks, so
 * an analysis of fifty risks asks no more than one of five.  Each number has the address of
 * exactly those rows, and both follow what the reader may see.
 */
#include "modules/risks/pages.h"

enum { SCOPES = 4 };

struct period {
	struct event_ask asks[SCOPES];          /* by enum risk_scope */
	struct event_count_list counts[SCOPES]; /* by type */
	bool is_counted[SCOPES];
};

/* A risk to one's own activities is about the unit's events; one to the area about those that
 * happened there, whoever reported them; a strategic one about the whole city's. */
struct event_ask risk_event_ask(struct view *view, const struct risk *risk, struct date from, struct date to)
{
	const struct unit *unit = risk->scope == SCOPE_area ? unit_get(view, risk->unit_id) : NULL;
	struct event_ask ask = { .from = from, .to = to };

	if (unit && unit->area_code.len)
		ask.area_code = unit->area_code;
	else
		ask.unit_id = risk->scope == SCOPE_strategic ? 0 : risk->unit_id;
	return ask;
}

static bool type_is_of(struct str type, struct str types)
{
	const struct item *item = item_find("event/types", type);
	struct str parent = item ? item_text(item, "parent_code") : S("");

	for (struct str one; types.len; ) {
		one = str_cut(&types, ' ');
		if (one.len && (str_equals(one, type) || str_equals(one, parent)))
			return true;
	}
	return false;
}

static int64_t counted(struct view *view, struct period *period, const struct risk *risk,
                       struct date from, struct date to, struct str types)
{
	int scope = risk->scope;
	int64_t events = 0;

	if (!period->is_counted[scope]) {
		period->is_counted[scope] = true;
		period->asks[scope] = risk_event_ask(view, risk, from, to);
		period->counts[scope] = events_count(view, &period->asks[scope], "type");
	}
	for (size_t i = 0; i < period->counts[scope].count; i++)
		if (type_is_of(period->counts[scope].at[i].key, types))
			events += period->counts[scope].at[i].events;
	return events;
}

static struct str link_of(struct view *view, const struct period *period, const struct risk *risk,
                          struct str types)
{
	struct event_ask ask = period->asks[risk->scope];

	ask.types = types;
	return events_link(view_arena(view), &ask, NULL, S(""));
}

struct beside_list besides_of(struct view *view, const struct risk_list *risks)
{
	struct period this_year = { 0 }, last_year = { 0 }, twelve_months = { 0 };
	struct date today = date_today(), first = { today.year, 1, 1 };
	struct date first_before = { (int16_t)(today.year - 1), 1, 1 };
	struct beside_list list = { risks->count, arena_array(view_arena(view), struct beside, risks->count + 1) };
	struct risk_type_list types = { 0 };
	struct risk_hit_list hit = { 0 };

	if (risks->count) {
		types = risk_types_of_rsa(view, risks->at[0].rsa_id);
		hit = risk_hits_of_rsa(view, risks->at[0].rsa_id);
	}
	for (size_t i = 0; i < risks->count; i++) {
		const struct risk *risk = &risks->at[i];
		struct beside *beside = &list.at[i];

		*beside = (struct beside){ .types = types_find(view_arena(view), &types, risk->id),
			.hits = hit_find(&hit, risk->id) };
		if (!beside->types.len)
			continue;
		beside->this_year = counted(view, &this_year, risk, first, today, beside->types);
		beside->last_year = counted(view, &last_year, risk, first_before,
			date_add_days(first, -1), beside->types);
		beside->twelve_months = counted(view, &twelve_months, risk,
			date_add_days(date_add_months(today, -12), 1), today, beside->types);
		beside->this_link = link_of(view, &this_year, risk, beside->types);
		beside->last_link = link_of(view, &last_year, risk, beside->types);
	}
	return list;
}
