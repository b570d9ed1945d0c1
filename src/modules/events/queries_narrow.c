/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * events/queries_narrow.c - which rows the address of a list means, and how to find them.
 *
 * A page of fifty must not cost more than some thousand rows, also with a million events.
 * A condition that fits few rows should lead: its index finds them, and their keys are
 * sorted.  When all fit many, none should: then the newest fifty are near the top of the
 * index of time.  A leading condition is written plainly; one that follows is written so
 * that no index can be taken for it.  The plan counts first, over indexes alone and no
 * further than CENSUS_MOST, and chooses what costs the fewest rows.
 *
 * Merged and rejected events stand in no list or number unless they are asked for by state.
 */
#include "kit/reference.h"
#include "modules/events/lists.h"
#include "modules/units/units.h"
#include "store/search.h"

enum {
	CENSUS_MOST = 40000,
	PAGE_KEYS = 51,
	COUNT_KEYS = 1001,              /* as many as the list counts, and one */
	VISITS_TO_COUNT = 8000,         /* beyond this a total is not worth its time */
	HITS_MOST = 60000,              /* a word with more may well have five times as many */
	HITS_TO_COUNT = 40000,
	ROWS_MOST = 200000,
};

#define OPEN " my_event.state NOT IN ('closed', 'merged', 'rejected')"

/* ---- Conditions that may lead --------------------------------------------------------- */

#define IN_UNITS " IN (SELECT below_id FROM my_unit_below WHERE above_id = $?)"
#define IN_TYPES " IN (SELECT code FROM my_catalogue_item WHERE list = 'event/types'" \
	" AND (code = $? OR parent_code = $?))"
#define IN_AREAS " IN (WITH RECURSIVE inside(id, code) AS (" \
	"SELECT area.id, area.code FROM my_area AS area JOIN my_area AS asked" \
	" ON asked.code = area.code WHERE asked.id = $?" \
	" UNION SELECT area.id, area.code FROM my_area AS area" \
	" JOIN inside ON area.parent_code = inside.code) SELECT id FROM inside)"


static const struct lead_kind {
	struct sql leads, follows, census;
	int values;
	bool is_ordered;                /* its index is in order of time: no sorting */
} kinds[] = {
	[LEAD_unit] = { .values = 1, .leads = SQL(" AND my_event.unit_id" IN_UNITS),
		.follows = SQL(" AND +my_event.unit_id" IN_UNITS),
		.census = SQL(" unit_id" IN_UNITS) },
	[LEAD_reach] = { .leads = SQL(" AND my_event.unit_id IN (SELECT unit_id FROM my_reach"
			" WHERE permission = 'events_read')"),
		.follows = SQL(" AND {reached events_read my_event.unit_id}"),
		.census = SQL(" unit_id IN (SELECT unit_id FROM my_reach"
			" WHERE permission = 'events_read')") },
	[LEAD_one_unit] = { .values = 1, .is_ordered = true,
		.leads = SQL(" AND my_event.unit_id = $?"),
		.follows = SQL(" AND +my_event.unit_id = $?"),
		.census = SQL(" unit_id = $?") },
	[LEAD_unit_type] = { .values = 2, .is_ordered = true,
		.leads = SQL(" AND my_event.unit_id = $? AND my_event.type = $?"),
		.follows = SQL(" AND +my_event.unit_id = $? AND (my_event.type || '') = $?"),
		.census = SQL(" unit_id = $? AND type = $?") },
	[LEAD_area] = { .values = 1, .leads = SQL(" AND my_event.area_id" IN_AREAS),
		.follows = SQL(" AND +my_event.area_id" IN_AREAS),
		.census = SQL(" area_id" IN_AREAS) },
	[LEAD_branch] = { .values = 2, .leads = SQL(" AND my_event.type" IN_TYPES),
		.follows = SQL(" AND (my_event.type || '')" IN_TYPES),
		.census = SQL(" type" IN_TYPES) },
	[LEAD_type] = { .values = 1, .is_ordered = true,
		.leads = SQL(" AND my_event.type = $?"),
		.follows = SQL(" AND (my_event.type || '') = $?"),
		.census = SQL(" type = $?") },
	[LEAD_board] = { .values = 1, .is_ordered = true,
		.leads = SQL(" AND my_event.board_id = $?"),
		.follows = SQL(" AND +my_event.board_id = $?"),
		.census = SQL(" board_id = $?") },
};

/* What is only weighed need not be true to the row: it is counted once a minute.  Two
 * questions with the same digest would at worst make a list slow for a while. */
static int64_t weighed(struct view *view, const struct query *query)
{
	enum { PLACES = 512, SECONDS = 60 };
	static struct { uint64_t digest; int64_t until, rows; } places[PLACES];
	uint64_t digest = query_digest(view, query, 0);
	int64_t now = instant_now().seconds, i = (int64_t)(digest % PLACES);

	if (places[i].digest == digest && now < places[i].until
	    && now >= places[i].until - SECONDS)
		return places[i].rows;
	places[i].rows = view_int_of(view, query);
	places[i].digest = digest;
	places[i].until = now + SECONDS;
	return places[i].rows;
}

static int64_t census(struct view *view, const struct list_lead *lead, int64_t most)
{
	struct query query;

	query_start(&query, view_arena(view),
		SQL("SELECT count(*) FROM (SELECT 1 FROM my_event_census WHERE"), NONE);
	query_add(&query, kinds[lead->kind].census,
		(struct values){ (size_t)kinds[lead->kind].values, (struct value *)lead->values });
	query_add(&query, SQL(" LIMIT $?) AS few"), V(most));
	return weighed(view, &query);
}

static void lead_write(struct query *query, const struct list_lead *lead, bool leads)
{
	const struct lead_kind *kind = &kinds[lead->kind];

	query_add(query, leads ? kind->leads : kind->follows,
		(struct values){ (size_t)kind->values, (struct value *)lead->values });
}

/* ---- The plan ------------------------------------------------------------------------- */

/* How many rows are visited until a page is full, when each visited row fits all the other
 * conditions by chance. */
static double visits(const struct list_plan *plan, size_t but, double keys)
{
	double rows = keys * plan->others;

	for (size_t i = 0; i < plan->count; i++)
		if (i != but && plan->at[i].rows)
			rows *= (double)plan->total / (double)plan->at[i].rows;
	return rows < (double)plan->total ? rows : (double)plan->total;
}

static double lead_cost(const struct list_plan *plan, size_t i)
{
	double rows = (double)plan->at[i].rows;

	if (!kinds[plan->at[i].kind].is_ordered)        /* all of them, then sorted */
		return rows < CENSUS_MOST ? rows : (double)plan->total;
	return rows < visits(plan, i, PAGE_KEYS) ? rows : visits(plan, i, PAGE_KEYS);
}

/* The fewest lead when rows are counted; without any, all are walked. */
static double count_cost(const struct list_plan *plan)
{
	size_t fewest = plan->fewest < 0 ? MOST_LEADS : (size_t)plan->fewest;
	double rows = visits(plan, fewest, COUNT_KEYS * plan->rare);

	if (plan->fewest < 0 || rows < (double)plan->at[fewest].rows)
		return rows;
	return (double)plan->at[fewest].rows;
}

void list_plan_choose(struct list_plan *plan)
{
	double least = visits(plan, MOST_LEADS, PAGE_KEYS);

	plan->chosen = plan->fewest = -1;
	for (size_t i = 0; i < plan->count; i++) {
		if (lead_cost(plan, i) <= least) {
			least = lead_cost(plan, i);
			plan->chosen = (int)i;
		}
		if (plan->fewest < 0 || plan->at[i].rows < plan->at[plan->fewest].rows)
			plan->fewest = (int)i;
	}
	plan->is_sorted = plan->chosen >= 0 && !kinds[plan->at[plan->chosen].kind].is_ordered;
	plan->is_uncounted = count_cost(plan) > VISITS_TO_COUNT;
}

static void lead_add(struct list_plan *plan, enum lead kind, struct value value)
{
	plan->at[plan->count++] = (struct list_lead){ .kind = kind, .values = { value, value } };
}

static bool is_mine_alone(struct request *request)
{
	return str_is(request_query(request, "reporter"), "me")
		|| str_is(request_query(request, "restricted"), "yes");
}

static int64_t asked_ref(struct request *request, struct view *view, const char *name,
                         const char *reference)
{
	return reference_read(view, reference, request_query(request, name));
}

struct one { int64_t id; };
static const struct column one_columns[] = {
	{ "id", COLUMN_int, offsetof(struct one, id), NULL },
};
static const struct shape one_shape = {
	.size = sizeof(struct one), .count = 1, .columns = one_columns,
};

/* A workplace has none below it, and most people work at one: its index is in order of time,
 * so that nothing is sorted. */
static void units_lead_add(struct list_plan *plan, enum lead kind, int64_t unit, struct rows rows)
{
	const struct one *one = rows.at;

	if (rows.count == 1)
		lead_add(plan, LEAD_one_unit, value_int(one->id));
	else
		lead_add(plan, kind, unit ? value_int(unit) : value_null());
}

static void unit_lead_add(struct list_plan *plan, struct view *view, int64_t unit)
{
	units_lead_add(plan, LEAD_unit, unit, view_list(view, &one_shape,
		SQL("SELECT DISTINCT below_id AS id FROM my_unit_below WHERE above_id = $1 LIMIT 2"),
		V(unit)));
}

static void reach_lead_add(struct list_plan *plan, struct view *view)
{
	units_lead_add(plan, LEAD_reach, 0, view_list(view, &one_shape,
		SQL("SELECT DISTINCT unit_id AS id FROM my_reach WHERE permission = 'events_read'"
		    " LIMIT 2"), NONE));
}

/* With one unit asked for, or reached, the two lead together. */
static void type_lead_add(struct list_plan *plan, const struct item *type)
{
	if (!type->parent.len) {
		lead_add(plan, LEAD_branch, value_text(type->code));
		return;
	}
	for (size_t i = 0; i < plan->count; i++) {
		if (plan->at[i].kind != LEAD_one_unit)
			continue;
		plan->at[i].kind = LEAD_unit_type;
		plan->at[i].values[1] = value_text(type->code);
		return;
	}
	lead_add(plan, LEAD_type, value_text(type->code));
}

static void leads_gather(struct list_plan *plan, struct request *request, struct view *view)
{
	int64_t unit = asked_ref(request, view, "unit", "unit");
	int64_t area = asked_ref(request, view, "area", "area");
	const struct item *type = item_find("event/types", request_query(request, "type"));

	if (unit)
		unit_lead_add(plan, view, unit);
	/* One's own reports elsewhere have a list of their own; so have restricted events. */
	if (!request_person(request)->reaches_all && !is_mine_alone(request))
		reach_lead_add(plan, view);
	if (area)
		lead_add(plan, LEAD_area, value_int(area));
	if (request_query(request, "board").len && !request_query(request, "as_is").len)
		lead_add(plan, LEAD_board, value_int(asked_ref(request, view, "board", "unit")));
	if (type)
		type_lead_add(plan, type);
}

/* Filters that no index serves: each leaves perhaps a quarter of the rows. */
static double others_factor(struct request *request)
{
	static const char *const names[] = { "class", "place_type", "source", "types", "weekday",
		"hour", "without" };
	double factor = 1;

	for (size_t i = 0; i < COUNT(names); i++)
		if (request_query(request, names[i]).len)
			factor *= 4;
	return factor;
}

/* Filters that have a short index of their own: walked quickly, but most rows that something
 * else leads to do not fit them. */
static double rare_factor(struct request *request)
{
	static const char *const names[] = { "claim", "restricted", "mine", "late", "exactly" };
	bool is_rare = str_is(request_query(request, "state"), "open");
	int64_t severity = 0;

	for (size_t i = 0; i < COUNT(names); i++)
		is_rare = is_rare || request_query(request, names[i]).len;
	if (str_to_int(request_query(request, "severity"), &severity))
		is_rare = is_rare || severity >= 3;
	return is_rare ? 32 : 1;
}

/* How many rows the index of time has between the asked days. */
static int64_t rows_in_time(struct request *request, struct view *view)
{
	int64_t total = view_int(view, SQL("SELECT COALESCE(max(id), 0) FROM my_event_census"), NONE);
	struct date from = { 0 }, to = { 0 };
	struct query query;
	int64_t within;

	date_read(request_query(request, "from"), &from);
	date_read(request_query(request, "to"), &to);
	if (!date_is_given(from) && !date_is_given(to))
		return total;
	query_start(&query, view_arena(view),
		SQL("SELECT count(*) FROM (SELECT 1 FROM my_event_census WHERE 1 = 1"), NONE);
	if (date_is_given(from))
		query_add(&query, SQL(" AND occurred_at >= $?"), V(instant_at(from, 0, 0, 0)));
	if (date_is_given(to))
		query_add(&query, SQL(" AND occurred_at < $?"),
			V(instant_at(date_add_days(to, 1), 0, 0, 0)));
	query_add(&query, SQL(" LIMIT $?) AS few"), V(CENSUS_MOST));
	within = weighed(view, &query);
	return within < CENSUS_MOST ? within : total;
}

/* How many rows a search finds, as far as it matters. */
static int64_t hits_of(struct view *view, struct str q)
{
	struct str sought = search_query(view, q);
	struct query query;

	if (!sought.len)
		return 0;
	query_start(&query, view_arena(view),
		SQL("SELECT count(*) FROM (SELECT 1 FROM {found event $1} AS hit"), V(sought));
	query_add(&query, SQL(" LIMIT $?) AS few"), V(HITS_MOST));
	return weighed(view, &query) < HITS_MOST ? weighed(view, &query) : 5 * HITS_MOST;
}

/* The fewest rows that another condition leads to; further counted than for a list. */
static int64_t rows_looked_up(const struct list_plan *plan, struct view *view)
{
	const struct list_lead *fewest = plan->fewest < 0 ? NULL : &plan->at[plan->fewest];

	if (!fewest)
		return ROWS_MOST;
	return fewest->rows < CENSUS_MOST ? fewest->rows : census(view, fewest, ROWS_MOST);
}

/* A search leads by itself: its hits are walked past as the rows of an index are, the newest
 * first.  When few of them fit what else is asked for, that is dear; then they are gathered,
 * which is cheap for each, and the rows of the fewest other condition are looked up among
 * them.  Words and other conditions may shun each other, so walking is weighed as if it took
 * four times as long as by chance. */
static void search_plan(struct list_plan *plan, struct view *view, struct str q)
{
	enum { ROW = 12, GATHERED = 1, PASSED = 2, SHUNNED = 4 };     /* fifths of a microsecond */
	double walked = SHUNNED * visits(plan, MOST_LEADS, PAGE_KEYS);
	int64_t hits = plan->count ? hits_of(view, q) : 0;
	int64_t rows = rows_looked_up(plan, view);

	if (walked > (double)hits || rows == 0)
		walked = (double)hits;
	plan->is_uncounted = visits(plan, MOST_LEADS, COUNT_KEYS) > VISITS_TO_COUNT;
	plan->is_sorted = false;
	plan->chosen = -1;
	if (rows < ROWS_MOST
	    && (double)hits * GATHERED + (double)rows * PASSED < walked * ROW) {
		plan->is_looked_up = true;
		plan->is_uncounted = hits >= HITS_TO_COUNT;
		plan->chosen = plan->fewest;
	}
	plan->fewest = plan->chosen;
}

struct list_plan list_plan_of(struct request *request, struct view *view)
{
	struct list_plan plan = { .chosen = -1, .fewest = -1 };

	leads_gather(&plan, request, view);
	plan.total = rows_in_time(request, view);
	plan.others = others_factor(request);
	plan.rare = plan.count ? rare_factor(request) : 1;
	for (size_t i = 0; i < plan.count; i++)
		plan.at[i].rows = census(view, &plan.at[i], CENSUS_MOST);
	list_plan_choose(&plan);
	if (str_trim(request_query(request, "q")).len)
		search_plan(&plan, view, str_trim(request_query(request, "q")));
	return plan;
}

static const struct list_lead reach_lead = { .kind = LEAD_reach };

bool event_reach_is_small(struct view *view)
{
	return census(view, &reach_lead, CENSUS_MOST) < CENSUS_MOST;
}

/* Counts are of the same rows: those of the units one reaches.  What one knows of elsewhere
 * (own reports, a need-to-know list) has lists of its own. */
void event_reach_add(struct query *query, struct view *view, bool may_lead)
{
	lead_write(query, &reach_lead, may_lead && event_reach_is_small(view));
}

/* ---- Conditions that the database may do with as it likes -------------------------------- */

static void types_add(struct query *query, struct str types)
{
	int room = 12;

	if (!str_trim(types).len)
		return;
	query_add(query, SQL(" AND my_event.type IN (SELECT code FROM my_catalogue_item"
		" WHERE list = 'event/types' AND (1 = 0"), NONE);
	while (types.len && room-- > 0) {
		struct str type = str_cut(&types, ' ');

		if (type.len)
			query_add(query, SQL(" OR code = $? OR parent_code = $?"), V(type, type));
	}
	query_add(query, SQL("))"), NONE);
}

static const struct { const char *name; struct sql condition; } state_conditions[] = {
	{ "", SQL(" AND my_event.state NOT IN ('merged', 'rejected')") },
	{ "open", SQL(" AND" OPEN) },
	{ "any", SQL("") },
};

/* Nearly all are closed: no index shall lead there. */
static void state_add(struct query *query, struct str state, bool may_lead)
{
	for (size_t i = 0; i < COUNT(state_conditions); i++) {
		if (!str_is(state, state_conditions[i].name))
			continue;
		query_add(query, state_conditions[i].condition, NONE);
		return;
	}
	if (may_lead && !str_is(state, "closed"))
		query_add(query, SQL(" AND my_event.state = $?"), V(state));
	else
		query_add(query, SQL(" AND (my_event.state || '') = $?"), V(state));
}

/* Serious ones are few and have an index of their own; of lesser ones there are many. */
static void severity_add(struct query *query, struct str severity, struct str exactly)
{
	int64_t from = 0;

	if (str_to_int(exactly, &from))
		query_add(query, SQL(" AND my_event.severity = $?"), V(from));
	from = 0;
	if (!str_to_int(severity, &from) || from <= 0)
		return;
	if (from >= 3)          /* as the index event_serious says it */
		query_add(query, SQL(" AND my_event.severity NOT IN (0, 1, 2)"), NONE);
	if (from != 3)
		query_add(query, SQL(" AND +my_event.severity >= $?"), V(from));
}

/* As the index of events with damage says it, and then which of them. */
void event_cost_add(struct query *query, int64_t above)
{
	query_add(query, SQL(" AND (my_event.claim_number <> '' OR my_event.claim_state <> ''"
		" OR my_event.damage <> '' OR my_event.cost_estimate > 0 OR my_event.cost_final > 0)"
		" AND CASE WHEN my_event.cost_final > 0 THEN my_event.cost_final"
		" ELSE my_event.cost_estimate END > $?"), V(above));
}

static void cost_add(struct query *query, struct request *request)
{
	int64_t above = 0;

	if (str_to_int(request_query(request, "cost_above"), &above) && above > 0)
		event_cost_add(query, above);
	else if (str_is(request_query(request, "cost"), "yes"))
		event_cost_add(query, 0);
}

static const struct { const char *name; struct sql condition; } without_conditions[] = {
	{ "type", SQL(" AND my_event.type = ''") },
	{ "class", SQL(" AND (my_event.class || '') = ''") },
	{ "place_type", SQL(" AND (my_event.place_type || '') = ''") },
};

static void without_add(struct query *query, struct str without)
{
	for (size_t i = 0; i < COUNT(without_conditions); i++)
		if (str_is(without, without_conditions[i].name))
			query_add(query, without_conditions[i].condition, NONE);
}

/* With the boards that have become part of it since. */
static void boards_add(struct query *query, struct view *view, struct request *request)
{
	int64_t board = asked_ref(request, view, "board", "unit");
	struct unit_list units;

	if (!board || !str_is(request_query(request, "as_is"), "yes"))
		return;
	units = unit_ancestors_in_time(view, board);
	query_add(query, SQL(" AND my_event.board_id IN ($?"), V(board));
	for (size_t i = 0; i < units.count && i < 24; i++)
		query_add(query, SQL(", $?"), V(units.at[i].id));
	query_add(query, SQL(")"), NONE);
}

/* Yes and no in an address, for conditions that have no value. */
static const struct { const char *name; struct sql yes, no; } yes_conditions[] = {
	{ "late", SQL(" AND" OPEN " AND my_event.id IN (SELECT event_id FROM my_event_clock"
	              " WHERE done_at = 0 AND waived_reason = '' AND due_at < moment())"),
	          SQL(" AND my_event.id NOT IN (SELECT event_id FROM my_event_clock"
	              " WHERE done_at = 0 AND waived_reason = '' AND due_at < moment())") },
	{ "mine", SQL(" AND my_event.handler_id = me() AND my_event.handler_id <> 0"),
	          SQL(" AND +my_event.handler_id <> me()") },
	{ "restricted", SQL(" AND my_event.is_restricted = 1"
	                    " AND my_event.id IN (SELECT event_id FROM my_event_own_need)"),
	                SQL(" AND my_event.is_restricted = 0") },
	{ "claim", SQL(" AND (my_event.claim_number <> '' OR my_event.claim_state <> ''"
	               " OR my_event.damage <> '' OR my_event.cost_estimate > 0"
	               " OR my_event.cost_final > 0)"),
	           SQL(" AND my_event.claim_number = '' AND my_event.claim_state = ''"
	               " AND my_event.damage = '' AND my_event.cost_estimate = 0"
	               " AND my_event.cost_final = 0") },
};

static void yes_add(struct query *query, struct request *request)
{
	for (size_t i = 0; i < COUNT(yes_conditions); i++) {
		struct str text = request_query(request, yes_conditions[i].name);

		if (str_is(text, "yes") || str_is(text, "1") || str_is(text, "true"))
			query_add(query, yes_conditions[i].yes, NONE);
		else if (text.len)
			query_add(query, yes_conditions[i].no, NONE);
	}
}

/* ---- Hours and weekdays, local ------------------------------------------------------- */

static int64_t offset_at(int64_t seconds)
{
	return instant_local((struct instant){ seconds }).offset_seconds;
}

/* The second of the change between two moments with different offsets. */
static int64_t offset_change(int64_t from, int64_t to)
{
	int64_t offset = offset_at(from);

	while (to - from > 1) {
		int64_t middle = from + (to - from) / 2;

		if (offset_at(middle) == offset)
			from = middle;
		else
			to = middle;
	}
	return to;
}

struct offsets offsets_between(struct date from, struct date to)
{
	struct offsets offsets = { 0 };
	int64_t at = instant_at(from, 12, 0, 0).seconds;
	int64_t end = instant_at(to, 12, 0, 0).seconds + DAY;

	for (; at < end && offsets.count < MOST_OFFSETS; at += DAY) {
		if (offset_at(at) == offset_at(at + DAY))
			continue;
		offsets.at[offsets.count].before = offset_change(at, at + DAY);
		offsets.at[offsets.count++].seconds = offset_at(at);
	}
	offsets.last = offset_at(at);
	return offsets;
}

/* "(occurred_at + offset)": local seconds. */
static void local_add(struct query *query, const struct offsets *offsets)
{
	query_add(query, SQL("(my_event.occurred_at + CASE"), NONE);
	for (size_t i = 0; i < offsets->count; i++)
		query_add(query, SQL(" WHEN my_event.occurred_at < $? THEN $?"),
			V(offsets->at[i].before, offsets->at[i].seconds));
	if (!offsets->count)
		query_add(query, SQL(" WHEN 1 = 0 THEN 0"), NONE);
	query_add(query, SQL(" ELSE $? END)"), V(offsets->last));
}

/* The first of January 1970 was a Thursday. */
void event_weekday_add(struct query *query, const struct offsets *offsets)
{
	query_add(query, SQL("(("), NONE);
	local_add(query, offsets);
	query_add(query, SQL(" / 86400 + 3) % 7 + 1)"), NONE);
}

void event_hour_add(struct query *query, const struct offsets *offsets)
{
	query_add(query, SQL("("), NONE);
	local_add(query, offsets);
	query_add(query, SQL(" % 86400 / 3600)"), NONE);
}

void event_day_add(struct query *query, const struct offsets *offsets)
{
	query_add(query, SQL("("), NONE);
	local_add(query, offsets);
	query_add(query, SQL(" / 86400)"), NONE);
}

/* A year has two changes; of a longer time the last years are taken. */
struct offsets event_offsets(struct date from, struct date to)
{
	int years = MOST_OFFSETS / 2 - 1;

	if (!date_is_given(to))
		to = date_today();
	if (!date_is_given(from) || to.year - from.year >= years)
		from = (struct date){ (int16_t)(to.year - years + 1), 1, 1 };
	return offsets_between(from, to);
}

static void clock_time_add(struct query *query, struct request *request)
{
	struct date from = { 0 }, to = { 0 };
	struct offsets offsets;
	int64_t weekday = 0, hour = -1;

	if (!str_to_int(request_query(request, "weekday"), &weekday))
		weekday = 0;
	if (!str_to_int(request_query(request, "hour"), &hour))
		hour = -1;
	if (!weekday && hour < 0)
		return;
	date_read(request_query(request, "from"), &from);
	date_read(request_query(request, "to"), &to);
	offsets = event_offsets(from, to);
	if (weekday) {
		query_add(query, SQL(" AND "), NONE);
		event_weekday_add(query, &offsets);
		query_add(query, SQL(" = $?"), V(weekday));
	}
	if (hour >= 0) {
		query_add(query, SQL(" AND "), NONE);
		event_hour_add(query, &offsets);
		query_add(query, SQL(" = $?"), V(hour));
	}
}

/* ---- The list ----------------------------------------------------------------------- */

/* ---- All together ---------------------------------------------------------------------- */

void list_conditions_add(struct query *query, struct request *request, struct view *view,
                         const struct list_plan *plan, enum list_how how)
{
	int leads = how == LIST_COUNT ? plan->fewest : plan->chosen;

	for (size_t i = 0; i < plan->count; i++)
		lead_write(query, &plan->at[i], (int)i == leads);
	if (str_is(request_query(request, "reporter"), "me"))
		query_add(query, SQL(" AND my_event.reporter_id = me()"
			" AND my_event.reporter_id <> 0"), NONE);
	boards_add(query, view, request);
	types_add(query, request_query(request, "types"));
	state_add(query, request_query(request, "state"), leads < 0);
	severity_add(query, request_query(request, "severity"), request_query(request, "exactly"));
	yes_add(query, request);
	cost_add(query, request);
	without_add(query, request_query(request, "without"));
	clock_time_add(query, request);
}
