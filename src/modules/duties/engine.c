/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * duties/engine.c - what duties rest on, and the answers of the sources.
 *
 * A source is asked once per rule and period for all units; forty-six units that are asked the
 * same thing cost one statement.  What slow sources answered is kept by a job (answers_take).
 */
#include "modules/duties/inside.h"

#include "base/say.h"
#include "store/memo.h"

#include <stdlib.h>
#include <string.h>

/* ---- Units by number --------------------------------------------------------------------- */

static int unit_order(const void *a, const void *b)
{
	int64_t x = (*(const struct unit *const *)a)->id, y = (*(const struct unit *const *)b)->id;

	return x < y ? -1 : x > y;
}

struct unit_index unit_index_of(struct arena *arena, const struct unit_list *units)
{
	struct unit_index index = { units->count,
		arena_array(arena, const struct unit *, units->count + 1) };

	for (size_t i = 0; i < units->count; i++)
		index.at[i] = &units->at[i];
	if (index.count)
		qsort(index.at, index.count, sizeof(*index.at), unit_order);
	return index;
}

const struct unit *unit_index_find(const struct unit_index *index, int64_t id)
{
	size_t low = 0, high = index->count;

	while (low < high) {
		size_t middle = (low + high) / 2;

		if (index->at[middle]->id < id)
			low = middle + 1;
		else
			high = middle;
	}
	return low < index->count && index->at[low]->id == id ? index->at[low] : NULL;
}

/* ---- Plans --------------------------------------------------------------------------------- */

enum { DEEPEST_SAME = 8 };

struct plan_parts_of {                  /* the lists that plans are made from */
	struct arena *arena;
	struct obligation_list obligations;
	struct calendar_rule_list rules;
	struct evidence_rule_list evidence;
	struct deliverable_list deliverables;
};

static const struct calendar_rule *rule_of(const struct plan_parts_of *lists, struct str cadence)
{
	for (size_t i = 0; i < lists->rules.count; i++)
		if (str_equals(lists->rules.at[i].code, cadence))
			return &lists->rules.at[i];
	return NULL;
}

static const struct deliverable *covering(const struct plan_parts_of *lists, struct str code)
{
	for (size_t i = 0; i < lists->deliverables.count; i++)
		if (str_has_word(lists->deliverables.at[i].covers, code))
			return &lists->deliverables.at[i];
	return NULL;
}

/* A duty without a rule of its own: the deliverable that covers it answers, else a person. */
static const struct evidence_rule *rule_implied(struct arena *arena, const struct plan *plan)
{
	struct evidence_rule *rule = arena_new(arena, struct evidence_rule);
	struct str carrier = plan->deliverable ? plan->deliverable->carrier : S("attestation");
	struct str words;

	*rule = (struct evidence_rule){ .code = plan->obligation->code, .part = 1, .least = S("1") };
	rule->source = str_cut(&carrier, ' ');
	rule->arguments = carrier;
	if (str_is(rule->source, "submission"))
		rule->arguments = arena_print(arena, "deliverable=%.*s state=submitted",
			STR(plan->deliverable->code));
	words = str_of(plan->deliverable ? _("It is handed in.") : _("A named person has answered for it."));
	rule->says_sv = rule->says_en = words;
	words = str_of(plan->deliverable
		? _("That something is handed in does not say how good it is.")
		: _("The program has not seen anything: it rests on the word of the person."));
	rule->not_sv = rule->not_en = words;
	return rule;
}

static void plan_parts(struct plan *plan, const struct plan_parts_of *lists)
{
	size_t count = 0;

	for (size_t i = 0; i < lists->evidence.count; i++)
		count += str_equals(lists->evidence.at[i].code, plan->obligation->code);
	plan->parts = arena_array(lists->arena, struct plan_part, count + 1);
	for (size_t i = 0; i < lists->evidence.count; i++)
		if (str_equals(lists->evidence.at[i].code, plan->obligation->code))
			plan->parts[plan->part_count++].rule = &lists->evidence.at[i];
	if (!plan->part_count)
		plan->parts[plan->part_count++].rule = rule_implied(lists->arena, plan);
	for (size_t i = 0; i < plan->part_count; i++)
		plan->parts[i].source = evidence_source_find(plan->parts[i].rule->source);
}

static bool asks_flags(const struct addressing *all, struct str who)
{
	for (size_t i = 0; i < all->actors.count; i++)
		if (all->predicates[i] && all->flags[i].len && str_has_word(who, all->actors.at[i].code))
			return true;
	return false;
}

static int plan_order(const void *a, const void *b)
{
	return str_compare((*(const struct plan *const *)a)->obligation->code,
		(*(const struct plan *const *)b)->obligation->code);
}

const struct plan *plan_find(const struct plan_book *book, struct str code)
{
	size_t low = 0, high = book->count;

	while (low < high) {
		size_t middle = (low + high) / 2;

		if (str_compare(book->by_code[middle]->obligation->code, code) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low < book->count && str_equals(book->by_code[low]->obligation->code, code)
		? book->by_code[low] : NULL;
}

static struct str root_of(const struct plan_book *book, const struct plan *plan)
{
	for (int depth = 0; depth < DEEPEST_SAME && plan->obligation->same_as.len; depth++) {
		const struct plan *next = plan_find(book, plan->obligation->same_as);

		if (!next || next == plan)
			break;
		plan = next;
	}
	return plan->obligation->code;
}

static struct plan_book plans_read_anew(struct view *view, const struct programme *programme,
                                        const struct addressing *addressing)
{
	struct arena *arena = view_arena(view);
	struct plan_parts_of lists = { .arena = arena,
		.obligations = obligations_of(view, programme->id),
		.rules = calendar_rules_of(view, programme->id),
		.evidence = evidence_rules_of(view, programme->id),
		.deliverables = deliverables_of(view, programme->id) };
	struct plan_book book = { lists.obligations.count,
		arena_array(arena, struct plan, lists.obligations.count + 1),
		arena_array(arena, const struct plan *, lists.obligations.count + 1) };

	for (size_t i = 0; i < book.count; i++) {
		struct plan *plan = &book.at[i];

		plan->obligation = &lists.obligations.at[i];
		plan->rule = rule_of(&lists, plan->obligation->cadence);
		plan->deliverable = covering(&lists, plan->obligation->code);
		plan->asks_flags = asks_flags(addressing, plan->obligation->who);
		plan_parts(plan, &lists);
		book.by_code[i] = plan;
	}
	if (book.count)
		qsort(book.by_code, book.count, sizeof(*book.by_code), plan_order);
	for (size_t i = 0; i < book.count; i++)
		book.at[i].root = root_of(&book, &book.at[i]);
	return book;
}

/* Several cards of one page ask for the same programme. */
struct plan_book plans_read(struct view *view, const struct programme *programme,
                            const struct addressing *addressing)
{
	static const char key;
	struct plans_memo { int64_t programme_id; struct plan_book book; } *memo =
		view_memo(view, &key, sizeof(*memo));

	if (memo->programme_id != programme->id)
		*memo = (struct plans_memo){ programme->id,
			plans_read_anew(view, programme, addressing) };
	return memo->book;
}

/* ---- Asking --------------------------------------------------------------------------------- */

static bool wants(const struct evidence_source *source, const char *name)
{
	for (const struct evidence_argument *a = source->arguments; a && a->name; a++)
		if (!strcmp(a->name, name))
			return true;
	return false;
}

static void ask_add(struct arena *arena, struct evidence_ask *ask, const char *name, struct str value)
{
	struct pair *pairs = arena_array(arena, struct pair, ask->count + 1);

	for (size_t i = 0; i < ask->count; i++)
		pairs[i] = ask->at[i];
	pairs[ask->count++] = (struct pair){ str_of(name), value };
	ask->at = pairs;
}

void ask_of(struct arena *arena, const struct plan_part *part, struct str programme_code,
            struct str code, struct evidence_ask *ask)
{
	struct str problem;
	size_t at;

	if (!evidence_arguments_read(arena, part->rule->arguments, ask, &problem, &at))
		ask->count = 0;
	if (!wants(part->source, "duty"))
		return;
	ask_add(arena, ask, "programme", programme_code);
	if (!evidence_text(ask, "duty").len)
		ask_add(arena, ask, "duty", code);
}

/* ---- Answers ---------------------------------------------------------------------------------- */

struct answer {
	const struct evidence_source *source;
	struct str arguments, duty;
	struct date from, to;
	struct evidence_span_list spans;
	struct evidence_count_list counts;
	struct instant taken_at;
	struct answer *next;
};
enum { ANSWER_SHELVES = 512 };
struct answer_book {
	struct view *view;
	struct arena *arena;
	int64_t unit_id;
	bool takes_anew;                /* does not believe what a job has taken */
	struct date today;
	struct answer *shelves[ANSWER_SHELVES];
};

struct answer_book *answers_open(struct view *view, int64_t unit_id, bool takes_anew)
{
	struct answer_book *book = arena_new(view_arena(view), struct answer_book);

	*book = (struct answer_book){ .view = view, .arena = view_arena(view), .unit_id = unit_id,
		.takes_anew = takes_anew, .today = date_today() };
	return book;
}

static int span_order(const void *a, const void *b)
{
	int64_t x = ((const struct evidence_span *)a)->unit_id;
	int64_t y = ((const struct evidence_span *)b)->unit_id;

	return x < y ? -1 : x > y;
}

static int count_order(const void *a, const void *b)
{
	int64_t x = ((const struct evidence_count *)a)->unit_id;
	int64_t y = ((const struct evidence_count *)b)->unit_id;

	return x < y ? -1 : x > y;
}

static void answer_sort(struct answer *answer)
{
	if (answer->spans.count > 1)
		qsort(answer->spans.at, answer->spans.count, sizeof(*answer->spans.at), span_order);
	if (answer->counts.count > 1)
		qsort(answer->counts.at, answer->counts.count, sizeof(*answer->counts.at), count_order);
}

static bool answer_is_kept(struct answer_book *book, struct answer *answer)
{
	const struct taken_answer *taken;

	if (!answer->source->is_slow || book->takes_anew)
		return false;
	taken = taken_find(book->view, str_of(answer->source->name), answer->arguments,
		answer->from, answer->to);
	if (!taken)
		return false;
	answer->taken_at = taken->taken_at;
	if (answer->source->spans)
		answer->spans = taken_spans(book->view, taken->id, book->unit_id);
	else
		answer->counts = taken_counts(book->view, taken->id, book->unit_id);
	return true;
}

static void answer_fetch(struct answer_book *book, const struct plan_part *part,
                         struct str programme_code, struct answer *answer)
{
	struct evidence_ask ask = { .unit_id = book->unit_id, .from = answer->from,
		.to = date_earlier(answer->to, book->today) };

	if (answer_is_kept(book, answer))
		return;
	ask_of(book->arena, part, programme_code, part->rule->code, &ask);
	if (answer->source->spans)
		answer->spans = answer->source->spans(book->view, &ask);
	else
		answer->counts = answer->source->counts(book->view, &ask);
}

static size_t shelf_of(const struct answer *answer)
{
	uint64_t sum = (uint64_t)(uintptr_t)answer->source + (uint64_t)answer->from.month * 7
		+ (uint64_t)answer->to.month * 13 + (uint64_t)answer->from.year;

	for (size_t i = 0; i < answer->arguments.len; i++)
		sum = sum * 31 + (unsigned char)answer->arguments.at[i];
	for (size_t i = 0; i < answer->duty.len; i++)
		sum = sum * 31 + (unsigned char)answer->duty.at[i];
	return sum % ANSWER_SHELVES;
}

static bool answer_is(const struct answer *a, const struct answer *b)
{
	return a->source == b->source && str_equals(a->arguments, b->arguments)
		&& str_equals(a->duty, b->duty) && !date_compare(a->from, b->from)
		&& !date_compare(a->to, b->to);
}

static const struct answer *answer_found(struct answer_book *book, const struct plan_part *part,
                                       const struct duty_instance *instance)
{
	struct answer key = { .source = part->source, .arguments = part->rule->arguments,
		.from = instance->from_on, .to = instance->to_on };
	struct answer *answer;
	size_t shelf;

	if (wants(part->source, "duty"))
		key.duty = part->rule->code;
	shelf = shelf_of(&key);
	for (answer = book->shelves[shelf]; answer; answer = answer->next)
		if (answer_is(answer, &key))
			return answer;
	answer = arena_new(book->arena, struct answer);
	*answer = key;
	answer_fetch(book, part, instance->programme_code, answer);
	answer_sort(answer);
	answer->next = book->shelves[shelf];
	book->shelves[shelf] = answer;
	return answer;
}

/* The first row of a unit in rows sorted by unit. */
static size_t first_of(const void *rows, size_t count, size_t size, int64_t unit_id)
{
	size_t low = 0, high = count;

	while (low < high) {
		size_t middle = (low + high) / 2;
		int64_t id = *(const int64_t *)(const void *)((const char *)rows + middle * size);

		if (id < unit_id)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}
_Static_assert(offsetof(struct evidence_span, unit_id) == 0, "first_of() reads it");
_Static_assert(offsetof(struct evidence_count, unit_id) == 0, "first_of() reads it");

static struct part_answer spans_for(struct answer_book *book, const struct answer *answer,
                                    const struct duty_instance *instance)
{
	const struct evidence_span_list *spans = &answer->spans;
	size_t first = first_of(spans->at, spans->count, sizeof(*spans->at), instance->unit_id);
	size_t count = 0;

	while (first + count < spans->count && spans->at[first + count].unit_id == instance->unit_id)
		count++;
	return (struct part_answer){ .has_spans = true, .taken_at = answer->taken_at,
		.held = days_of(book->arena, spans->at ? &spans->at[first] : NULL, count,
			(struct days){ instance->from_on, instance->to_on }) };
}

static struct part_answer counts_for(const struct answer *answer,
                                     const struct duty_instance *instance)
{
	const struct evidence_count_list *counts = &answer->counts;
	size_t first = first_of(counts->at, counts->count, sizeof(*counts->at), instance->unit_id);
	struct part_answer found = { .taken_at = answer->taken_at };

	for (size_t i = first; i < counts->count && counts->at[i].unit_id == instance->unit_id; i++) {
		found.count += counts->at[i].count;
		found.whole += counts->at[i].whole;
		found.last = date_later(found.last, counts->at[i].last);
	}
	return found;
}

/* Nothing is asked of a source before the period has begun. */
struct part_answer answer_for(struct answer_book *book, const struct plan_part *part,
                              const struct duty_instance *instance)
{
	const struct answer *answer;

	if (!part->source || date_compare(instance->from_on, book->today) > 0)
		return (struct part_answer){ .has_spans = part->source && part->source->spans };
	answer = answer_found(book, part, instance);
	return part->source->spans ? spans_for(book, answer, instance)
		: counts_for(answer, instance);
}

/* ---- Slow answers, taken by a job ----------------------------------------------------------------- */

static size_t slow_each(struct answer_book *book, const struct programme *programme,
                        const struct plan_book *plans, int year)
{
	struct duty_instance_list instances = instances_of(book->view, programme, 0, S(""), year);
	size_t asked = 0;

	for (size_t i = 0; i < instances.count; i++) {
		const struct plan *plan = plan_find(plans, instances.at[i].code);

		for (size_t p = 0; plan && p < plan->part_count; p++)
			if (plan->parts[p].source && plan->parts[p].source->is_slow) {
				answer_for(book, &plan->parts[p], &instances.at[i]);
				asked++;
			}
	}
	return asked;
}

static int64_t answers_write(struct store *store, struct arena *arena, const struct answer_book *book)
{
	struct change *change = change_open(store, arena, (struct who){ .is_system = true });
	int64_t count = 0;

	for (size_t s = 0; s < ANSWER_SHELVES; s++)
		for (const struct answer *a = book->shelves[s]; a; a = a->next, count++)
			taken_put(change, &(struct taken_key){ str_of(a->source->name), a->arguments,
				a->from, a->to }, &a->spans, &a->counts);
	if (change_commit(change) != COMMITTED)
		abandon("Could not keep the answers of the sources.", "somebody else was writing");
	return count;
}

int64_t answers_take(struct store *store, struct arena *arena, int year)
{
	struct view *view = view_open(store, arena, (struct who){ .is_system = true });
	int64_t person = city_follower(view);
	struct answer_book *book;

	view_close(view);
	if (!person)
		return 0;
	view = view_open(store, arena, (struct who){ .person = person });
	struct programme_list programmes = programmes_of_year(view, year);

	book = answers_open(view, 0, true);
	for (size_t i = 0; i < programmes.count; i++) {
		struct addressing addressing = addressing_read(view, &programmes.at[i]);
		struct plan_book plans = plans_read(view, &programmes.at[i], &addressing);

		slow_each(book, &programmes.at[i], &plans, year);
	}
	view_close(view);
	return answers_write(store, arena, book);
}
