/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * submissions/cockpit.c - units x deliverables with a word in each square; the same as a list;
 * one unit's page; rates and times per unit.
 */
#include "modules/submissions/inside.h"

#include "kit/table.h"
#include "modules/submissions/cockpit.h"
#include "modules/submissions/cockpit.html.h"

#include <string.h>

enum { FIRST_YEAR = 2000, LAST_YEAR = 2199, MOST_COLUMNS = 60, FILE_BYTES = 32 << 20 };

/* ---- What is asked -------------------------------------------------------------------------- */

int cockpit_year(struct request *request)
{
	int64_t year;

	if (str_to_int(request_query(request, "year"), &year) && year >= FIRST_YEAR && year <= LAST_YEAR)
		return (int)year;
	return date_today().year;
}

static bool is_on(struct request *request, const char *name)
{
	return str_is(request_query(request, name), "1");
}

static struct cockpit cockpit_of(struct request *request, struct view *view)
{
	int word = choice_of(delivery_word_choices, request_query(request, "state"));
	struct cockpit cockpit = { .request = request, .view = view, .today = date_today(),
		.ask = { .year = cockpit_year(request), .word = word > 0 ? word : WORD_none,
			.deliverable = request_query(request, "deliverable"),
			.late_only = is_on(request, "late"), .soon_only = is_on(request, "soon") } };

	cockpit.ask.programme = submissions_programme(view, request_query(request, "programme"),
		cockpit.ask.year);
	if (cockpit.ask.programme)
		cockpit.deliverables = deliverables_of(view, cockpit.ask.programme->id);
	return cockpit;
}

static bool is_filtered(const struct cockpit *cockpit)
{
	return cockpit->ask.word || cockpit->ask.late_only || cockpit->ask.soon_only;
}

/* Every delivery, before state and days narrow it: what the numbers on top count. */
static void count_all(struct cockpit *cockpit)
{
	struct delivery_ask all = cockpit->ask;

	all.word = WORD_none;
	all.late_only = all.soon_only = false;
	cockpit->all = deliveries_asked(cockpit->view, &all);
	for (size_t i = 0; i < cockpit->all.count; i++) {
		const struct delivery *delivery = &cockpit->all.at[i];

		cockpit->by_word[delivery_word_of(delivery, cockpit->today)]++;
		cockpit->soon += delivery_is_soon(delivery, cockpit->today);
	}
}

static void narrow(struct cockpit *cockpit)
{
	cockpit->shown = is_filtered(cockpit)
		? deliveries_asked(cockpit->view, &cockpit->ask) : cockpit->all;
}

struct str cockpit_link(const struct cockpit *cockpit, const char *name, const char *value)
{
	struct arena *arena = cockpit->request->arena;
	struct out out;

	out_init(&out, arena, 4096);
	out_print(&out, "/submissions?year=%d", cockpit->ask.year);
	if (cockpit->unit)
		out_print(&out, "&unit=%.*s", STR(cockpit->unit->code));
	if (request_has_query(cockpit->request, "programme")) {
		out_z(&out, "&programme=");
		out_link_part(&out, cockpit->ask.programme->code);
	}
	if (cockpit->ask.deliverable.len) {
		out_z(&out, "&deliverable=");
		out_link_part(&out, cockpit->ask.deliverable);
	}
	if (*name)
		out_print(&out, "&%s=%s", name, value);
	return out_str(&out);
}

/* ---- Files ---------------------------------------------------------------------------------- */

static const struct { const char *name, *type; } formats[] = {
	{ "csv", "text/csv; charset=utf-8; header=present" },
	{ "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" },
};

struct reply submissions_file(struct request *request, const struct grid *grid, const char *name,
                        struct str format)
{
	bool is_csv = str_is(format, formats[0].name);
	struct reply reply;
	struct out out;

	out_init(&out, request->arena, FILE_BYTES);
	if (is_csv)
		grid_csv(&out, grid);
	else
		out_raw(&out, grid_xlsx(request->arena, grid, str_of(name)));
	reply = reply_bytes(200, formats[is_csv ? 0 : 1].type, out_str(&out));
	reply_download(&reply, request->arena, arena_print(request->arena, "%s.%.*s", name, STR(format)));
	return reply;
}

static void delivery_json(struct json_out *json, const struct cockpit *cockpit,
                          const struct delivery *delivery)
{
	const struct unit *unit = unit_get(cockpit->view, delivery->unit_id);

	json_object_begin(json, NULL);
	json_str(json, "unit", unit ? unit->code : S(""));
	json_str(json, "deliverable", delivery->deliverable->code);
	json_str(json, "period", delivery->period);
	json_date(json, "opens", delivery->opens);
	json_date(json, "due", delivery->due);
	json_str(json, "word", str_of(delivery_word_choices[delivery_word_of(delivery,
		cockpit->today)].name));
	json_str(json, "state", str_of(submission_states[delivery->state].name));
	json_date(json, "submitted_on", delivery->submitted_on);
	json_bool(json, "is_late", delivery->is_late);
	json_str(json, "path", delivery->path);
	json_object_finish(json);
}

static struct reply as_json(const struct cockpit *cockpit)
{
	struct out *out = arena_new(cockpit->request->arena, struct out);
	struct json_out json;

	out_init(out, cockpit->request->arena, FILE_BYTES);
	json_begin(&json, out);
	json_object_begin(&json, NULL);
	json_str(&json, "programme", cockpit->ask.programme ? cockpit->ask.programme->code : S(""));
	json_int(&json, "year", cockpit->ask.year);
	json_list_begin(&json, "deliveries");
	for (size_t i = 0; i < cockpit->shown.count; i++)
		delivery_json(&json, cockpit, &cockpit->shown.at[i]);
	json_list_finish(&json);
	json_object_finish(&json);
	return reply_json(cockpit->request, 200, out);
}

/* ---- The squares ---------------------------------------------------------------------------- */

/* What most needs to be seen when a deliverable comes round many times a year. */
static int rank(enum delivery_word word)
{
	static const int ranks[] = { [WORD_none] = 9, [WORD_late] = 0, [WORD_returned] = 1,
		[WORD_open] = 2, [WORD_draft] = 2, [WORD_dispatched] = 2, [WORD_decided] = 2,
		[WORD_submitted] = 3, [WORD_received] = 3, [WORD_accepted] = 4, [WORD_later] = 5,
		[WORD_not_asked] = 6 };

	return ranks[word];
}

static bool is_of(const struct delivery *delivery, const struct deliverable *deliverable)
{
	return delivery->deliverable->place == deliverable->place;
}

/* How many units have something in the column; what only comes when something happens has
 * nothing while nothing has. */
static size_t units_asked(const struct cockpit *cockpit, const struct deliverable *deliverable)
{
	int64_t last = 0;
	size_t count = 0;

	for (size_t i = 0; i < cockpit->all.count; i++) {
		const struct delivery *delivery = &cockpit->all.at[i];

		if (!is_of(delivery, deliverable) || delivery->unit_id == last
		    || delivery_word_of(delivery, cockpit->today) == WORD_not_asked)
			continue;
		last = delivery->unit_id;
		count++;
	}
	return count;
}

/* What is asked of several units has a column; what one unit alone hands in is listed below. */
static size_t columns_of(const struct cockpit *cockpit, const struct deliverable **columns, bool is_alone)
{
	size_t count = 0;

	for (size_t d = 0; d < cockpit->deliverables.count && count < MOST_COLUMNS; d++) {
		size_t units = units_asked(cockpit, &cockpit->deliverables.at[d]);

		if (units && (units == 1) == is_alone)
			columns[count++] = &cockpit->deliverables.at[d];
	}
	return count;
}

static bool has_square(const struct cockpit *cockpit, size_t from, size_t to,
                       const struct deliverable *const *columns, size_t count)
{
	for (size_t i = from; i < to; i++)
		for (size_t c = 0; c < count; c++)
			if (is_of(&cockpit->all.at[i], columns[c]))
				return true;
	return false;
}

static const struct delivery *square_of(const struct cockpit *cockpit, size_t from, size_t to,
                                        const struct deliverable *column, size_t *periods)
{
	const struct delivery *best = NULL;

	*periods = 0;
	for (size_t i = from; i < to; i++) {
		const struct delivery *delivery = &cockpit->all.at[i];

		if (!is_of(delivery, column))
			continue;
		++*periods;
		if (!best || rank(delivery_word_of(delivery, cockpit->today))
		             < rank(delivery_word_of(best, cockpit->today)))
			best = delivery;
	}
	return best;
}

static void squares_row(struct out *out, const struct cockpit *cockpit, size_t from, size_t to,
                        const struct deliverable *const *columns, size_t count)
{
	squares_row_begin(out, cockpit, unit_get(cockpit->view, cockpit->all.at[from].unit_id));
	for (size_t c = 0; c < count; c++) {
		size_t periods;
		const struct delivery *square = square_of(cockpit, from, to, columns[c], &periods);

		squares_cell(out, cockpit, columns[c], square, periods > 1);
	}
	squares_row_end(out);
}

static void alone_show(struct out *out, const struct cockpit *cockpit,
                       const struct deliverable *const *columns, size_t count)
{
	alone_begin(out);
	deliveries_begin(out, false, false);
	for (size_t i = 0; i < cockpit->all.count; i++)
		for (size_t c = 0; c < count; c++)
			if (is_of(&cockpit->all.at[i], columns[c])
			    && delivery_word_of(&cockpit->all.at[i], cockpit->today) != WORD_not_asked)
				deliveries_row(out, cockpit, &cockpit->all.at[i], NULL,
					unit_name(cockpit->view, cockpit->all.at[i].unit_id));
	deliveries_end(out);
}

static void squares_show(struct out *out, const struct cockpit *cockpit)
{
	const struct deliverable **columns = arena_array(cockpit->request->arena,
		const struct deliverable *, MOST_COLUMNS);
	size_t count = columns_of(cockpit, columns, false), to;
	bool has_begun = false;

	for (size_t from = 0; from < cockpit->all.count; from = to) {
		for (to = from; to < cockpit->all.count
		     && cockpit->all.at[to].unit_id == cockpit->all.at[from].unit_id; to++)
			;
		if (!has_square(cockpit, from, to, columns, count))
			continue;
		if (!has_begun)
			squares_begin(out, columns, count);
		has_begun = true;
		squares_row(out, cockpit, from, to, columns, count);
	}
	if (has_begun)
		squares_end(out);
	count = columns_of(cockpit, columns, true);
	if (count)
		alone_show(out, cockpit, columns, count);
}

static void list_show(struct out *out, const struct cockpit *cockpit)
{
	deliveries_begin(out, false, false);
	for (size_t i = 0; i < cockpit->shown.count; i++)
		deliveries_row(out, cockpit, &cockpit->shown.at[i], NULL,
			unit_name(cockpit->view, cockpit->shown.at[i].unit_id));
	deliveries_end(out);
}

/* ---- One unit --------------------------------------------------------------------------------- */

enum { MOST_RULES = 60 };
struct meetings {                       /* asked once for each calendar rule */
	size_t count;
	struct unit_days days[MOST_RULES];
};

static const struct unit_days *days_of(struct cockpit *cockpit, struct meetings *meetings,
                                       const struct calendar_rule_list *rules, struct str cadence)
{
	const struct calendar_rule *rule = deliverable_rule(rules, cadence);
	struct unit_days *days = &meetings->days[meetings->count];

	if (!rule || !rule->meeting_from.len)
		return NULL;
	for (size_t i = 0; i < meetings->count; i++)
		if (meetings->days[i].rule == rule)
			return &meetings->days[i];
	if (meetings->count == MOST_RULES)
		return NULL;
	meetings->count++;
	days->rule = rule;
	days->meeting = meeting_for(cockpit->view, cockpit->unit->id, rule, cockpit->ask.year);
	if (days->meeting)
		days->deadlines = internal_deadlines(cockpit->view, cockpit->ask.programme->id,
			days->meeting);
	return days;
}

const struct internal_deadline *deadline_next(const struct unit_days *days, struct date today)
{
	for (size_t i = 0; days && i < days->deadlines.count; i++)
		if (date_compare(days->deadlines.at[i].on, today) >= 0)
			return &days->deadlines.at[i];
	return NULL;
}

static bool is_to_come(const struct cockpit *cockpit, const struct delivery *delivery)
{
	return delivery_word_of(delivery, cockpit->today) == WORD_not_asked && !cockpit->ask.word;
}

static void unit_rows(struct out *out, struct cockpit *cockpit, struct meetings *meetings)
{
	struct calendar_rule_list rules = calendar_rules_of(cockpit->view, cockpit->ask.programme->id);

	deliveries_begin(out, true, cockpit->may_write);
	for (size_t i = 0; i < cockpit->shown.count; i++) {
		const struct delivery *delivery = &cockpit->shown.at[i];
		const struct unit_days *days = days_of(cockpit, meetings, &rules,
			delivery->deliverable->cadence);

		if (!is_to_come(cockpit, delivery))
			deliveries_row(out, cockpit, delivery, delivery_is_handed_in(delivery)
				? NULL : deadline_next(days, cockpit->today), S(""));
	}
	deliveries_end(out);
}

/* What nobody asks for until something has happened. */
static void unit_events(struct out *out, const struct cockpit *cockpit)
{
	size_t count = 0;

	for (size_t i = 0; i < cockpit->shown.count; i++)
		if (is_to_come(cockpit, &cockpit->shown.at[i])) {
			if (!count++)
				unit_events_begin(out);
			unit_event(out, cockpit, &cockpit->shown.at[i]);
		}
	if (count)
		unit_events_end(out);
}

static struct reply unit_show(struct request *request, struct cockpit *cockpit)
{
	struct meetings *meetings = arena_new(request->arena, struct meetings);
	struct out *out = page_begin(request, cockpit->view, _("What the unit hands in"));

	unit_head(out, cockpit);
	cockpit_numbers(out, cockpit);
	if (cockpit->shown.count)
		unit_rows(out, cockpit, meetings);
	else
		deliveries_empty(out, cockpit);
	unit_events(out, cockpit);
	for (size_t i = 0; i < meetings->count; i++)
		if (meetings->days[i].meeting)
			unit_meeting_days(out, cockpit, &meetings->days[i]);
	return page_end(request, 200);
}

/* A unit below a board has nothing of its own to hand in: its board's page is shown. */
static const struct unit *unit_asked(struct request *request, struct view *view, bool *is_unknown)
{
	struct str code = request_query(request, "unit");
	const struct unit *unit = code.len ? unit_of_code(view, code) : NULL;
	int64_t board;

	*is_unknown = code.len && !unit;
	if (!unit || submission_may(view, MAY_programme_read, unit->id))
		return unit;
	board = unit_board(view, unit->id, date_today());
	if (board && submission_may(view, MAY_programme_read, board))
		return unit_get(view, board);
	*is_unknown = true;
	return NULL;
}

/* ---- The page ----------------------------------------------------------------------------------- */

static struct reply as_page(struct request *request, struct cockpit *cockpit)
{
	struct out *out;

	if (cockpit->unit)
		return unit_show(request, cockpit);
	out = page_begin(request, cockpit->view, _("Submissions"));
	cockpit_head(out, cockpit);
	cockpit_numbers(out, cockpit);
	cockpit_filters(out, cockpit);
	if (!cockpit->shown.count)
		deliveries_empty(out, cockpit);
	else if (is_filtered(cockpit))
		list_show(out, cockpit);
	else
		squares_show(out, cockpit);
	return page_end(request, 200);
}

struct reply cockpit_show(struct request *request, struct view *view)
{
	struct cockpit cockpit = cockpit_of(request, view);
	struct str format = request_query(request, "format");
	bool is_unknown;

	cockpit.unit = unit_asked(request, view, &is_unknown);
	if (is_unknown || (request_query(request, "programme").len && !cockpit.ask.programme))
		return reply_not_found(request);
	if (!cockpit.ask.programme) {
		cockpit_none(page_begin(request, view, _("Submissions")), cockpit.ask.year);
		return page_end(request, 200);
	}
	cockpit.ask.unit_id = cockpit.unit ? cockpit.unit->id : 0;
	cockpit.may_write = cockpit.unit && request_may(request, MAY_submissions_write)
		&& submission_may(view, MAY_submissions_write, cockpit.unit->id);
	count_all(&cockpit);
	narrow(&cockpit);
	if (str_is(format, "csv") || str_is(format, "xlsx")) {
		struct grid grid = deliveries_grid(view, cockpit.ask.programme, &cockpit.shown);

		return submissions_file(request, &grid, "submissions", format);
	}
	if (request_wants_json(request) || str_is(format, "json"))
		return as_json(&cockpit);
	return as_page(request, &cockpit);
}

/* ---- Rates and times ------------------------------------------------------------------------------ */

struct reply submissions_units(struct request *request, struct view *view)
{
	struct cockpit cockpit = cockpit_of(request, view);
	struct out *out;
	size_t to;

	if (!cockpit.ask.programme) {
		cockpit_none(page_begin(request, view, _("Rates and times")), cockpit.ask.year);
		return page_end(request, 200);
	}
	count_all(&cockpit);
	out = page_begin(request, view, _("Rates and times"));
	rates_begin(out, &cockpit);
	if (!cockpit.all.count) {
		rates_none(out, &cockpit);
		return page_end(request, 200);
	}
	rates_table(out);
	for (size_t from = 0; from < cockpit.all.count; from = to) {
		struct timeliness rates;

		for (to = from; to < cockpit.all.count
		     && cockpit.all.at[to].unit_id == cockpit.all.at[from].unit_id; to++)
			;
		rates = timeliness_of(request->arena, &cockpit.all.at[from], to - from, cockpit.today);
		rates_row(out, &cockpit, unit_get(view, cockpit.all.at[from].unit_id), &rates);
	}
	rates_end(out);
	return page_end(request, 200);
}
