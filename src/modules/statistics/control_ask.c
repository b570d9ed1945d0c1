/* SPDX-License-Identifier: EUPL-1.2 */
/* statistics/control_ask.c - what an address asks of a control chart. */
#include "modules/statistics/control.h"

#include "kit/setting.h"

/* Delays are kept in whole days, and no longer ones apart. */
enum { YEARS_BEFORE = 5, DELAY_MOST = 200 };

const struct choice control_follows[] = {
	[FOLLOW_events] = { "events", N_("How many events") },
	[FOLLOW_serious] = { "serious", N_("Serious events") },
	[FOLLOW_rate] = { "rate", N_("Events per employee") },
	[FOLLOW_soon] = { "soon", N_("Share reported soon") },
	[FOLLOW_COUNT] = { NULL, NULL },
};
const struct choice control_periods[] = {
	{ "month", N_("Month") },
	{ "week", N_("Week") },
	{ NULL, NULL },
};

static int choice_asked(struct request *request, const char *name, const struct choice *choices)
{
	struct str text = request_query(request, name);
	int chosen = text.len ? choice_of(choices, text) : 0;

	return chosen > 0 ? chosen : 0;
}

static struct date since_asked(struct request *request)
{
	struct date today = date_today();
	int64_t year = 0;

	if (!str_to_int(request_query(request, "since"), &year) || year > today.year
	    || year < today.year - CONTROL_YEARS_MOST)
		year = today.year - YEARS_BEFORE;
	return (struct date){ (int16_t)year, 1, 1 };
}

static struct date monday_from(struct date day)
{
	return date_add_days(day, (8 - date_weekday(day)) % 7);
}

/* Whole periods, of which the last is over.  In the first days of a year there is none: then it
 * is the one that goes on. */
static void period_settle(struct control_question *question)
{
	struct date today = date_today();
	struct event_table_ask *ask = &question->ask;

	ask->from = question->since;
	ask->to = date_add_days(date_month_start(today), -1);
	if (question->per == DIM_week) {
		ask->from = monday_from(ask->from);
		ask->to = date_add_days(today, -date_weekday(today));
	}
	if (date_compare(ask->to, ask->from) < 0) {
		ask->from = question->since;
		ask->to = today;
	}
}

/* "2025-03": a month of the chart after its first. */
static void anew_read(struct control_question *question, struct request *request)
{
	struct str text = request_query(request, "from");
	struct date month;

	if (!text.len)
		return;
	if (date_read(arena_print(request->arena, "%.*s-01", STR(text)), &month)
	    && date_compare(month, question->since) > 0 && date_compare(month, question->ask.to) <= 0)
		question->anew = month;
	else
		question->odd = text;
}

static int64_t days_within(void)
{
	int64_t days = setting_int("control_reported_days");

	return days < 1 ? 1 : days > DELAY_MOST ? DELAY_MOST : days;
}

struct control_question control_question_read(struct request *request, struct view *view, bool is_file)
{
	struct control_question question = { .is_file = is_file, .since = since_asked(request),
		.follow = (enum follow)choice_asked(request, "follow", control_follows),
		.per = choice_asked(request, "per", control_periods) ? DIM_week : DIM_month,
		.within_days = days_within(),
		.ask = narrowed_read(request, view) };
	int64_t serious = setting_int("control_serious_from");

	period_settle(&question);
	anew_read(&question, request);
	if (question.follow == FOLLOW_serious && question.ask.severity_from < serious)
		question.ask.severity_from = serious;
	return question;
}

/* ---- From a table to its chart ------------------------------------------------------------ */

static void part(struct out *out, const char *name, struct str value)
{
	if (!value.len)
		return;
	out_char(out, str_find_char(out_str(out), '?') < 0 ? '?' : '&');
	out_z(out, name);
	out_char(out, '=');
	out_link_part(out, value);
}

static struct str number(struct arena *arena, int64_t number)
{
	return number > 0 ? arena_print(arena, "%lld", (long long)number) : S("");
}

static void narrowed_write(struct out *out, struct arena *arena, const struct event_table_ask *ask)
{
	part(out, "unit", number(arena, ask->unit_id));
	part(out, "as_is", ask->as_is ? S("yes") : S(""));
	part(out, "area", ask->area_code);
	part(out, "type", ask->type);
	part(out, "severity", number(arena, ask->severity_from));
}

struct str control_anew_address(struct arena *arena, const struct control_question *question, struct date month)
{
	struct out out;

	out_init(&out, arena, 1024);
	out_z(&out, "/statistics/control");
	part(&out, "follow", str_of(control_follows[question->follow].name));
	part(&out, "per", str_of(control_periods[question->per == DIM_week].name));
	part(&out, "since", number(arena, question->since.year));
	part(&out, "from", str_part(date_iso(arena, month), 0, 7));
	narrowed_write(&out, arena, &question->ask);
	return out_str(&out);
}

struct str control_address(struct arena *arena, const struct event_table_ask *ask)
{
	struct out out;

	out_init(&out, arena, 1024);
	out_z(&out, "/statistics/control");
	narrowed_write(&out, arena, ask);
	return out_str(&out);
}
