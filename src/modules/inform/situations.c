/* SPDX-License-Identifier: EUPL-1.2 */
/* inform/situations.c - what goes on, put together with the rules and with who is there now. */
#include "modules/inform/inside.h"

#include "modules/events/events.h"
#include "modules/rosters/rosters.h"
#include "modules/units/units.h"

#include <stdlib.h>

enum { MEMO_MOST = 512 };

struct inform_book {
	struct view *view;
	struct arena *arena;
	struct instant now;
	struct inform_rule_list rules;
	struct crisis_list crises;
	size_t left_out;
	/* People are looked up when the first list wants them. */
	bool has_people;
	struct inform_units boards;
	struct holder_list roles;
	struct roster_book *rosters;
	struct held_memo { struct str function; int64_t unit_id; struct roster_held_list held; } memo[MEMO_MOST];
	size_t memo_count;
	struct boards_now boards_now;
	/* Of all open events, in order of the event, when many are asked for at once. */
	bool has_rows;
	struct informed_list rows;
	struct inform_decision_list decisions;
};

struct inform_book *inform_book_open(struct view *view, struct instant now)
{
	struct arena *arena = view_arena(view);
	struct inform_book *book = arena_new(arena, struct inform_book);

	*book = (struct inform_book){ .view = view, .arena = arena, .now = now };
	book->rules = inform_rules_read(arena, &book->left_out);
	book->crises = inform_crises_open(view);
	return book;
}

static bool is_asked_for(const struct inform_rule_list *rules, struct str role)
{
	for (size_t r = 0; r < rules->count; r++)
		if (!rules->at[r].function.len && str_equals(rules->at[r].role, role))
			return true;
	return false;
}

/* Every event that goes on looks at each of them, so those whom no rule asks for are left out. */
static struct holder_list roles_asked(struct inform_book *book)
{
	struct holder_list all = inform_role_holders(book->view);
	struct holder *at = arena_array(book->arena, struct holder, all.count + 1);
	size_t kept = 0;

	for (size_t i = 0; i < all.count; i++)
		if (is_asked_for(&book->rules, all.at[i].code))
			at[kept++] = all.at[i];
	return (struct holder_list){ kept, at };
}

static void people_look_up(struct inform_book *book)
{
	if (book->has_people)
		return;
	book->has_people = true;
	book->boards = inform_boards(book->view);
	book->roles = roles_asked(book);
	book->rosters = roster_book_open(book->view, book->now);
}

bool inform_book_asks(const struct inform_book *book, int64_t severity)
{
	int64_t least = inform_severity_least(&book->rules);

	return least && severity >= least;
}

size_t inform_book_left_out(const struct inform_book *book)
{
	return book->left_out;
}

/* ---- Who is there ------------------------------------------------------------------------------ */

/* Many events ask for the same people. */
static struct roster_held_list held_in(struct inform_book *book, struct str function, int64_t unit_id)
{
	struct roster_held_list held;

	for (size_t i = 0; i < book->memo_count; i++)
		if (book->memo[i].unit_id == unit_id && str_equals(book->memo[i].function, function))
			return book->memo[i].held;
	held = roster_book_find(book->rosters, function, unit_id);
	if (book->memo_count < MEMO_MOST)
		book->memo[book->memo_count++] = (struct held_memo){ function, unit_id, held };
	return held;
}

static bool was_asked(const struct inform_book *book, size_t rule)
{
	const struct inform_rule *now = &book->rules.at[rule];

	for (size_t i = 0; i < rule; i++)
		if (str_equals(book->rules.at[i].function, now->function)
		    && (book->rules.at[i].at == AT_city) == (now->at == AT_city))
			return true;
	return false;
}

/* Those on duty in a function at some units; with nowhere to put them they are only counted. */
static size_t functions_put(struct inform_book *book, struct str function,
                            const struct inform_units *units, struct holder *at)
{
	size_t count = 0;

	for (size_t u = 0; u < units->count; u++) {
		struct roster_held_list held = held_in(book, function, units->at[u]);

		for (size_t i = 0; i < held.count; i++) {
			if (held.at[i].person_id && at)
				at[count] = (struct holder){ .code = function, .is_function = true,
					.unit_id = held.at[i].unit_id, .person_id = held.at[i].person_id,
					.since = held.at[i].since };
			count += held.at[i].person_id != 0;
		}
	}
	return count;
}

static size_t on_duty_put(struct inform_book *book, const struct inform_case *c, struct holder *at)
{
	size_t count = 0;

	for (size_t r = 0; r < book->rules.count; r++) {
		const struct inform_rule *rule = &book->rules.at[r];
		struct inform_units units;

		if (!rule->function.len || was_asked(book, r))
			continue;
		units = rule_units(book->arena, rule, c);
		count += functions_put(book, rule->function, &units, at ? at + count : NULL);
	}
	return count;
}

/* All who hold roles, and those who are on duty in what the rules ask for of this case. */
static struct holder_list holders_of(struct inform_book *book, const struct inform_case *c)
{
	size_t roles = book->roles.count, on_duty = on_duty_put(book, c, NULL);
	struct holder *at = arena_array(book->arena, struct holder, roles + on_duty + 1);

	for (size_t i = 0; i < roles; i++)
		at[i] = book->roles.at[i];
	on_duty_put(book, c, at + roles);
	return (struct holder_list){ roles + on_duty, at };
}

/* ---- Putting one together ------------------------------------------------------------------------ */

static size_t first_row(const void *rows, size_t count, size_t size, size_t offset, int64_t event_id)
{
	size_t low = 0, high = count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		const char *row = (const char *)rows + middle * size;

		if (*(const int64_t *)(const void *)(row + offset) < event_id)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static void rows_find(struct inform_book *book, struct situation *s, int64_t crisis_id)
{
	size_t row, decision;

	if (crisis_id || !book->has_rows) {
		s->rows = informed_of(book->view, crisis_id, s->event_id);
		s->decisions = inform_decisions_of(book->view, crisis_id, s->event_id);
		return;
	}
	row = first_row(book->rows.at, book->rows.count, sizeof(*book->rows.at),
		offsetof(struct informed, event_id), s->event_id);
	decision = first_row(book->decisions.at, book->decisions.count, sizeof(*book->decisions.at),
		offsetof(struct inform_decision, event_id), s->event_id);
	s->rows.at = book->rows.at + row;
	s->decisions.at = book->decisions.at + decision;
	while (row < book->rows.count && book->rows.at[row++].event_id == s->event_id)
		s->rows.count++;
	while (decision < book->decisions.count
	       && book->decisions.at[decision++].event_id == s->event_id)
		s->decisions.count++;
}

static void situation_fill(struct inform_book *book, struct situation *s, const struct event_case *event,
                           const struct hit_list *hits)
{
	struct judged_list judged = { 0 };
	int64_t crisis_id = s->crisis ? s->crisis->id : 0;
	struct holder_list holders;

	if (s->crisis)
		judged = inform_judged_of(book->view, crisis_id);
	s->event_id = event ? event->id : 0;
	s->severity = event ? event->severity : 0;
	rows_find(book, s, crisis_id);
	people_look_up(book);
	case_facts(book->arena, event, judged.at, judged.count, &s->c);
	case_hits(book->arena, hits->at, hits->count, &s->c);
	s->c.board_count = book->boards.count;
	s->c.boards = book->boards.at;
	s->told = tellings_of(book->arena, &s->rows);
	s->steps = steps_of_decisions(book->arena, &s->decisions);
	holders = holders_of(book, &s->c);
	s->lines = inform_lines(book->arena, &(struct inform_ask){ .rules = &book->rules, .c = &s->c,
		.holders = &holders, .told = &s->told, .steps = &s->steps, .now = book->now });
	s->sum = inform_sum_of(&s->lines, book->now);
	s->unit = unit_name(book->view, s->unit_id);
}

struct hit event_hit(struct view *view, struct boards_now *boards, const struct event_case *event)
{
	return (struct hit){ board_now(view, boards, event->board_id), event->reported_at, { 0 } };
}

struct hit_list crisis_hits(struct view *view, struct boards_now *boards, struct crisis_begun crisis,
                            const struct event_case *event, const struct asked_unit_list *asked)
{
	struct hit_list hits = { 0, arena_array(view_arena(view), struct hit, asked->count + 2) };

	hits.at[hits.count++] = (struct hit){ board_now(view, boards, crisis.unit_id), crisis.at, { 0 } };
	if (event)
		hits.at[hits.count++] = event_hit(view, boards, event);
	for (size_t i = 0; i < asked->count; i++)
		if (asked->at[i].crisis_id == crisis.id)
			hits.at[hits.count++] = (struct hit){ board_now(view, boards, asked->at[i].unit_id),
				asked->at[i].asked_at, asked->at[i].ended_at };
	return hits;
}

static struct situation of_crisis(struct inform_book *book, const struct crisis *crisis)
{
	const struct event_case *event = crisis->event_id && !crisis->is_exercise
		? inform_event_of_crisis(book->view, crisis->event_id) : NULL;
	struct situation s = { .crisis = crisis, .number = crisis->number, .title = crisis->title,
		.unit_id = crisis->unit_id, .is_open = crisis->state == CRISIS_open,
		.begun = crisis->opened_at };
	struct asked_unit_list asked = inform_units_asked(book->view, crisis->id);
	struct hit_list hits = crisis_hits(book->view, &book->boards_now,
		(struct crisis_begun){ crisis->id, crisis->unit_id, crisis->opened_at }, event, &asked);

	situation_fill(book, &s, event, &hits);
	return s;
}

static struct situation of_event(struct inform_book *book, const struct event_case *event)
{
	struct situation s = { .number = event->number, .title = event->title,
		.unit_id = event->unit_id, .is_open = !event->closed_at.seconds,
		.begun = event->reported_at };
	struct hit hit = event_hit(book->view, &book->boards_now, event);

	situation_fill(book, &s, event, &(struct hit_list){ 1, &hit });
	return s;
}

/* An event that has become a real crisis which this reader sees is told of there. */
static const struct crisis *crisis_begun_with(const struct inform_book *book, int64_t event_id)
{
	for (size_t i = 0; i < book->crises.count; i++)
		if (book->crises.at[i].event_id == event_id && !book->crises.at[i].is_exercise)
			return &book->crises.at[i];
	return NULL;
}

/* ---- All that go on ---------------------------------------------------------------------------------- */

/* Real before exercises; then what is due first; then what began last. */
static int situation_order(const void *a, const void *b)
{
	const struct situation *x = a, *y = b;
	bool x_plays = x->crisis && x->crisis->is_exercise, y_plays = y->crisis && y->crisis->is_exercise;
	int64_t x_next = x->sum.next.seconds ? x->sum.next.seconds : INT64_MAX;
	int64_t y_next = y->sum.next.seconds ? y->sum.next.seconds : INT64_MAX;

	if (x_plays != y_plays)
		return x_plays ? 1 : -1;
	if (x_next != y_next)
		return x_next < y_next ? -1 : 1;
	if (x->begun.seconds != y->begun.seconds)
		return x->begun.seconds > y->begun.seconds ? -1 : 1;
	return str_compare(x->number, y->number);
}

struct situation_list situations_open(struct inform_book *book)
{
	int64_t least = inform_severity_least(&book->rules);
	struct event_case_list events = { 0 };
	struct situation_list list;

	if (least)
		events = inform_events_open(book->view, least);
	if (events.count) {
		book->rows = informed_of_open(book->view, least);
		book->decisions = inform_decisions_of_open(book->view, least);
		book->has_rows = true;
	}
	list = (struct situation_list){ 0, arena_array(book->arena, struct situation,
		events.count + book->crises.count + 1) };
	for (size_t i = 0; i < book->crises.count; i++) {
		list.at[list.count] = of_crisis(book, &book->crises.at[i]);
		list.count += list.at[list.count].lines.count > 0;
	}
	for (size_t i = 0; i < events.count; i++) {
		if (crisis_begun_with(book, events.at[i].id))
			continue;
		list.at[list.count] = of_event(book, &events.at[i]);
		list.count += list.at[list.count].lines.count > 0;
	}
	if (list.count > 1)
		qsort(list.at, list.count, sizeof(*list.at), situation_order);
	return list;
}

/* ---- One -------------------------------------------------------------------------------------------------- */

static const struct situation *kept(struct inform_book *book, struct situation found)
{
	struct situation *s = arena_new(book->arena, struct situation);

	*s = found;
	return s;
}

const struct situation *situation_of_crisis(struct inform_book *book, int64_t crisis_id)
{
	const struct crisis *crisis = crisis_of_id(book->view, crisis_id);

	return crisis ? kept(book, of_crisis(book, crisis)) : NULL;
}

const struct situation *situation_of_event(struct inform_book *book, int64_t event_id)
{
	const struct crisis *crisis = crisis_begun_with(book, event_id);
	const struct event_case *event = inform_event_get(book->view, event_id);

	if (!event)
		return NULL;
	return kept(book, crisis ? of_crisis(book, crisis) : of_event(book, event));
}

const struct situation *situation_of_number(struct inform_book *book, struct str number)
{
	const struct crisis *crisis = crisis_of_number(book->view, number);
	const struct event_case *event;

	if (crisis)
		return kept(book, of_crisis(book, crisis));
	event = inform_event_of_number(book->view, number);
	return event ? situation_of_event(book, event->id) : NULL;
}

bool situation_may_write(struct view *view, const struct situation *situation)
{
	if (situation->crisis)
		return crisis_may_write(view, situation->crisis);
	return inform_event_may_write(view, situation->event_id);
}

/* ---- Lines by their key ------------------------------------------------------------------------------------ */

struct str line_key(struct arena *arena, const struct inform_line *line)
{
	return arena_print(arena, "%.*s.%lld.%lld", STR(line->rule->code), (long long)line->unit_id,
		(long long)line->person_id);
}

const struct inform_line *line_of_key(const struct situation *situation, struct str key)
{
	struct str rest = key, rule = str_cut(&rest, '.'), unit = str_cut(&rest, '.');
	int64_t unit_id, person_id;

	if (!str_to_int(unit, &unit_id) || !str_to_int(rest, &person_id))
		return NULL;
	for (size_t i = 0; i < situation->lines.count; i++) {
		const struct inform_line *line = &situation->lines.at[i];

		if (line->person_id == person_id
		    && (person_id || (line->unit_id == unit_id && str_has_word(line->rules, rule))))
			return line;
	}
	return NULL;
}
