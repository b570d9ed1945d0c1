/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * submissions/deliveries.c - what each unit is to hand in during a year, and how it stands.
 *
 * Nothing is stored for what is not begun: deliverable x unit x period comes from the
 * programme and the organisation of the day, and meets the submissions and pictures there are.
 */
#include "modules/submissions/inside.h"

#include "base/tongue.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_ASKED = 400, MOST_UNITS = 600 };

static const char picture_carrier[] = "picture kind=";

/* "accident" of "picture kind=accident"; "" when another carries it. */
static struct str picture_kind(const struct deliverable *deliverable)
{
	struct str carrier = deliverable->carrier;

	if (!str_starts(carrier, str_of(picture_carrier)))
		return S("");
	return str_trim(str_part(carrier, sizeof(picture_carrier) - 1, carrier.len));
}

bool deliverable_is_ours(const struct deliverable *deliverable)
{
	return str_is(deliverable->carrier, "submission");
}

struct str deliverable_name(const struct deliverable *deliverable)
{
	return tongue_pick(deliverable->name_sv, deliverable->name_en);
}

bool deliverable_is_event(const struct calendar_rule *rule)
{
	return str_is(rule->period, "event");
}

bool period_is_of(const struct rule_period *period, const struct programme *programme)
{
	return date_compare(period->to, programme->valid_from) >= 0
		&& (!date_is_given(programme->valid_to)
		    || date_compare(period->from, programme->valid_to) <= 0);
}

const struct calendar_rule *deliverable_rule(const struct calendar_rule_list *rules, struct str code)
{
	for (size_t i = 0; i < rules->count; i++)
		if (str_equals(rules->at[i].code, code))
			return &rules->at[i];
	return NULL;
}

const struct programme *submissions_programme(struct view *view, struct str code, int year)
{
	struct date today = date_today(), last = { (int16_t)year, 12, 31 };
	struct programme_list all;

	if (code.len)
		return programme_of_code(view, code);
	all = programmes_on(view, date_compare(today, last) < 0 && today.year == year ? today : last);
	return all.count ? programme_get(view, all.at[0].id) : NULL;
}

/* ---- What is asked ------------------------------------------------------------------------ */

struct asked {                          /* a deliverable in a period */
	const struct deliverable *deliverable;
	struct rule_period period;
	struct unit_list units;         /* whom it is asked of */
	bool is_event;
};

struct round {                          /* what one answer needs to know */
	struct view *view;
	const struct programme *programme;
	int year;
	int64_t unit_id;
	size_t asked_count, unit_count;
	struct asked *asked;
	const struct unit **units;
	struct key_row_list followed, written, drawn;
	struct standing_list standings;
	const struct standing **of_unit;        /* those of the unit that is being looked at */
	size_t of_unit_count;
	bool is_bare;                   /* how it stands only: no paths */
};

static int compare_keys(const void *left, const void *right)
{
	const struct key_row *a = left, *b = right;

	return (a->key > b->key) - (a->key < b->key);
}

static bool is_among(const struct key_row_list *keys, int64_t key)
{
	struct key_row wanted = { key };

	return keys->count && bsearch(&wanted, keys->at, keys->count, sizeof(wanted), compare_keys);
}

/* The organisation on the last day of the period, or today while it goes on. */
static struct date day_of(const struct rule_period *period)
{
	struct date today = date_today();

	return date_compare(period->to, today) < 0 ? period->to : today;
}

/* The same question is asked for every deliverable: remembered by actors and day. */
static struct unit_list units_of(struct round *round, struct str who, struct date day)
{
	for (size_t i = 0; i < round->asked_count; i++)
		if (str_equals(round->asked[i].deliverable->who, who)
		    && date_compare(day_of(&round->asked[i].period), day) == 0)
			return round->asked[i].units;
	return units_addressed(round->view, round->programme, who, day).units;
}

static void unit_add(struct round *round, const struct unit *unit)
{
	if (round->unit_id ? unit->id != round->unit_id : !is_among(&round->followed, unit->id))
		return;
	for (size_t i = 0; i < round->unit_count; i++)
		if (round->units[i]->id == unit->id)
			return;
	if (round->unit_count < MOST_UNITS)
		round->units[round->unit_count++] = unit;
}

/* Periods of the year, and those of the year before that are due in it. */
static void asked_add(struct round *round, const struct deliverable *deliverable,
                      const struct calendar_rule *rule, int year)
{
	struct rule_period_list periods = rule_periods(view_arena(round->view), rule, year,
		round->programme);

	for (size_t i = 0; i < periods.count && round->asked_count < MOST_ASKED; i++) {
		struct unit_list units;

		if ((year != round->year && periods.at[i].due.year != round->year)
		    || !period_is_of(&periods.at[i], round->programme))
			continue;
		units = units_of(round, deliverable->who, day_of(&periods.at[i]));
		for (size_t u = 0; u < units.count; u++)
			unit_add(round, &units.at[u]);
		round->asked[round->asked_count++] = (struct asked){ deliverable, periods.at[i], units,
			deliverable_is_event(rule) };
	}
}

static int compare_asked(const void *left, const void *right)
{
	const struct asked *a = left, *b = right;
	bool a_due = date_is_given(a->period.due), b_due = date_is_given(b->period.due);

	if (a_due != b_due)
		return a_due ? -1 : 1;          /* what has no day comes last */
	if (a_due && date_compare(a->period.due, b->period.due))
		return date_compare(a->period.due, b->period.due);
	if (a->deliverable->place != b->deliverable->place)
		return a->deliverable->place < b->deliverable->place ? -1 : 1;
	return str_compare(a->period.period, b->period.period);
}

static int compare_units(const void *left, const void *right)
{
	const struct unit *a = *(const struct unit *const *)left, *b = *(const struct unit *const *)right;
	int by_name = str_compare_swedish(unit_words(a), unit_words(b));

	return by_name ? by_name : (a->id > b->id) - (a->id < b->id);
}

/* ---- How it stands -------------------------------------------------------------------------- */

static bool is_asked_of(const struct asked *asked, int64_t unit_id)
{
	for (size_t i = 0; i < asked->units.count; i++)
		if (asked->units.at[i].id == unit_id)
			return true;
	return false;
}

static bool is_standing_of(const struct standing *standing, const struct asked *asked)
{
	return str_equals(standing->deliverable, asked->deliverable->code)
		&& str_equals(standing->period, asked->period.period);
}

static void unit_turn_to(struct round *round, const struct unit *unit)
{
	round->of_unit_count = 0;
	for (size_t i = 0; i < round->standings.count; i++)
		if (round->standings.at[i].unit_id == unit->id)
			round->of_unit[round->of_unit_count++] = &round->standings.at[i];
}

static bool was_late(const struct delivery *delivery)
{
	if (!date_is_given(delivery->due))
		return false;
	if (date_is_given(delivery->submitted_on))
		return date_compare(delivery->submitted_on, delivery->due) > 0;
	return date_compare(delivery->due, date_today()) < 0;
}

/* A draft that follows upon a returned document is what was returned, until it moves on. */
static int state_seen(int state, bool was_returned)
{
	return state == SUBMISSION_draft && was_returned ? SUBMISSION_returned : state;
}

static struct str begin_path(const struct round *round, const struct asked *asked,
                             const struct unit *unit)
{
	struct arena *arena = view_arena(round->view);
	struct str kind = picture_kind(asked->deliverable);

	if (kind.len && is_among(&round->drawn, unit->id))
		return arena_print(arena, "/pictures/new?kind=%.*s&unit=%.*s&period=%.*s", STR(kind),
			STR(unit->code), STR(asked->period.period));
	if (!kind.len && is_among(&round->written, unit->id))
		return arena_print(arena, "/submissions/begin?programme=%.*s&deliverable=%.*s"
			"&unit=%.*s&period=%.*s", STR(round->programme->code),
			STR(asked->deliverable->code), STR(unit->code), STR(asked->period.period));
	return arena_print(arena, "/submissions?unit=%.*s&year=%d", STR(unit->code), round->year);
}

static void stands_as(const struct round *round, struct delivery *delivery,
                      const struct standing *standing, const char *folder)
{
	delivery->state = state_seen(standing->state, standing->was_returned);
	if (standing->handed_in.seconds)
		delivery->submitted_on = instant_date(standing->handed_in);
	if (standing->public_id.len && !round->is_bare)
		delivery->path = arena_print(view_arena(round->view), "%s/%.*s", folder,
			STR(standing->public_id));
}

static struct delivery delivery_of(const struct round *round, const struct asked *asked,
                                   const struct unit *unit, const struct standing *standing)
{
	struct delivery delivery = { .deliverable = asked->deliverable, .unit_id = unit->id,
		.period = asked->period.period, .from = asked->period.from, .to = asked->period.to,
		.opens = asked->period.opens, .due = asked->period.due,
		.path = round->is_bare ? S("") : begin_path(round, asked, unit) };

	if (standing)
		stands_as(round, &delivery, standing,
			picture_kind(asked->deliverable).len ? "/pictures" : "/submissions");
	delivery.is_late = was_late(&delivery);
	return delivery;
}

/* One for each that there is.  What comes when something happens can always be begun anew;
 * everything else is one, begun or not. */
static void deliveries_add(const struct round *round, struct delivery_list *list,
                           const struct asked *asked, const struct unit *unit)
{
	size_t before = list->count;

	for (size_t i = 0; i < round->of_unit_count; i++)
		if (is_standing_of(round->of_unit[i], asked))
			list->at[list->count++] = delivery_of(round, asked, unit, round->of_unit[i]);
	if (asked->is_event || list->count == before)
		list->at[list->count++] = delivery_of(round, asked, unit, NULL);
}

/* ---- Pictures: another room's flow in the same words ------------------------------------------ */

/* For a picture, what its room calls received is the end of the way. */
static int picture_as_submission(int state)
{
	static const int states[] = {
		[PICTURE_none] = SUBMISSION_none, [PICTURE_working] = SUBMISSION_draft,
		[PICTURE_reviewed] = SUBMISSION_dispatched, [PICTURE_adopted] = SUBMISSION_decided,
		[PICTURE_submitted] = SUBMISSION_submitted, [PICTURE_received] = SUBMISSION_accepted,
		[PICTURE_returned] = SUBMISSION_returned, [PICTURE_superseded] = SUBMISSION_none,
	};

	return states[state];
}

static bool same_days(struct str period, const struct rule_period *rule)
{
	struct date from, to;

	return period_read(period, &from, &to) && date_compare(from, rule->from) == 0
		&& date_compare(to, rule->to) == 0;
}

/* The standings of one kind of picture join the others, under the deliverable's own period. */
static void pictures_join(struct round *round, const struct asked *asked)
{
	struct picture_standing_list pictures = pictures_standing(round->view,
		picture_kind(asked->deliverable), asked->period.from.year, round->unit_id);
	struct standing *all = arena_array(view_arena(round->view), struct standing,
		round->standings.count + pictures.count + 1);

	if (round->standings.count)
		memcpy(all, round->standings.at, round->standings.count * sizeof(all[0]));
	round->standings.at = all;
	for (size_t i = 0; i < pictures.count; i++) {
		const struct picture_standing *picture = &pictures.at[i];

		if (same_days(picture->period, &asked->period))
			all[round->standings.count++] = (struct standing){ .unit_id = picture->unit_id,
				.deliverable = asked->deliverable->code, .period = asked->period.period,
				.public_id = picture->public_id, .was_returned = picture->was_returned,
				.state = picture_as_submission(picture->state),
				.handed_in = picture->handed_in };
	}
}

/* ---- Together ---------------------------------------------------------------------------------- */

static void round_begin(struct round *round)
{
	struct arena *arena = view_arena(round->view);
	struct deliverable_list deliverables = deliverables_of(round->view, round->programme->id);
	struct calendar_rule_list rules = calendar_rules_of(round->view, round->programme->id);

	round->asked = arena_array(arena, struct asked, MOST_ASKED);
	round->units = arena_array(arena, const struct unit *, MOST_UNITS);
	round->followed = submission_reach(round->view, MAY_programme_read);
	if (!round->is_bare) {
		round->written = submission_reach(round->view, MAY_submissions_write);
		round->drawn = submission_reach(round->view, MAY_pictures_write);
	}
	for (size_t i = 0; i < deliverables.count; i++) {
		const struct calendar_rule *rule = deliverable_rule(&rules, deliverables.at[i].cadence);

		if (!rule)
			continue;
		asked_add(round, &deliverables.at[i], rule, round->year - 1);
		asked_add(round, &deliverables.at[i], rule, round->year);
	}
	qsort(round->asked, round->asked_count, sizeof(round->asked[0]), compare_asked);
	qsort(round->units, round->unit_count, sizeof(round->units[0]), compare_units);
	round->standings = submission_standings(round->view, round->programme->code, round->year, round->unit_id);
	for (size_t i = 0; i < round->asked_count; i++)
		if (picture_kind(round->asked[i].deliverable).len)
			pictures_join(round, &round->asked[i]);
}

static struct delivery_list deliveries_read(struct round *round)
{
	struct delivery_list list = { 0 };

	if (round->unit_id && !submission_may(round->view, MAY_programme_read, round->unit_id))
		return list;
	round_begin(round);
	round->of_unit = arena_array(view_arena(round->view), const struct standing *,
		round->standings.count + 1);
	list.at = arena_array(view_arena(round->view), struct delivery,
		round->asked_count * round->unit_count + round->standings.count + 1);
	for (size_t u = 0; u < round->unit_count; u++) {
		unit_turn_to(round, round->units[u]);
		for (size_t a = 0; a < round->asked_count; a++)
			if (is_asked_of(&round->asked[a], round->units[u]->id))
				deliveries_add(round, &list, &round->asked[a], round->units[u]);
	}
	return list;
}

struct delivery_list deliveries_of(struct view *view, const struct programme *programme,
                                   int64_t unit_id, int year)
{
	struct round round = { .view = view, .programme = programme, .year = year, .unit_id = unit_id };

	return deliveries_read(&round);
}

struct delivery_list deliveries_bare(struct view *view, const struct programme *programme,
                                     int64_t unit_id, int year)
{
	struct round round = { .view = view, .programme = programme, .year = year, .unit_id = unit_id,
		.is_bare = true };

	return deliveries_read(&round);
}

const char *delivery_words(const struct delivery *delivery)
{
	return delivery_word_choices[delivery_word_of(delivery, date_today())].label;
}

static bool is_wanted(const struct delivery_ask *ask, const struct delivery *delivery, struct date today)
{
	if (ask->deliverable.len && !str_equals(ask->deliverable, delivery->deliverable->code))
		return false;
	if (ask->word && (int)delivery_word_of(delivery, today) != ask->word)
		return false;
	return (!ask->late_only || delivery->is_late)
		&& (!ask->soon_only || delivery_is_soon(delivery, today));
}

struct delivery_list deliveries_asked(struct view *view, const struct delivery_ask *ask)
{
	struct delivery_list list = deliveries_of(view, ask->programme, ask->unit_id, ask->year);
	struct date today = date_today();
	size_t kept = 0;

	for (size_t i = 0; i < list.count; i++)
		if (is_wanted(ask, &list.at[i], today))
			list.at[kept++] = list.at[i];
	list.count = kept;
	return list;
}
