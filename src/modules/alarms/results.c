/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * alarms/results.c - alarm tests and the weekly probe: results function by function, switching
 * the probe on and off, starting it in its hour; what a test proves.
 *
 * The probe is off until a named person has written when and how the unions were consulted.
 */
#include "modules/alarms/inside.h"

#include "kit/setting.h"
#include "modules/alarms/results.html.h"
#include "modules/people/people.h"

enum { PROBE_WEEKS = 26, WEEK_DAYS = 7, SHOWN_MONTHS = 12 };

/* ---- Results ------------------------------------------------------------------------------ */

static void results_above(struct out *out, struct request *request, struct view *view)
{
	struct date since = date_add_days(date_today(), -PROBE_WEEKS * WEEK_DAYS);
	struct date year = date_add_months(date_today(), -SHOWN_MONTHS);
	int64_t least = setting_int("alarm_least_shown");
	struct alarm_result_list probes = results_together(view, S("probe"), since, least);
	struct alarm_result_list tests = results_together(view, S("test"), year, 1);

	(void)request;
	results_top(out);
	if (tests.count)
		results_together_show(out, &tests, _("Alarm tests together"),
			arena_print(out->arena, _("Since %.*s."), STR(tongue_date(out->arena, year))));
	if (probes.count)
		results_together_show(out, &probes, _("Reachability probes together"),
			arena_print(out->arena, _("Since %.*s. A function is shown when at least %lld have been asked, so that nobody can be told apart."),
				STR(tongue_date(out->arena, since)), (long long)least));
}

struct reply tests_page(struct request *request, struct view *view)
{
	struct table_page page = { .title = _("Alarm tests"), .above = results_above,
		.status = str_of(_("How many were reached in time, function by function.")) };
	struct query query;

	result_query(request, view, &query);
	return table_reply(request, view, &result_table, &query, &page);
}

/* ---- Switching the probe on and off ------------------------------------------------------------ */

static void probe_judge(struct view *view, void *row, struct problems *problems)
{
	struct probe *probe = row;

	(void)view;
	if (date_compare(probe->consulted_on, date_today()) > 0)
		problem_add(problems, "consulted_on", "%s",
			_("That day has not come yet. Consult first, then switch the probe on."));
}

const struct form probe_form = {
	.record = &probe_record,
	.fields = FIELDS("consulted_on", "note", "weekday", "hour"),
	.judge = probe_judge,
};

struct reply probe_page(struct request *request, struct view *view)
{
	const struct alarm_path *path = path_load(request, view);
	struct probe fresh = { .weekday = 2, .hour = 10 };
	struct form_view form;
	struct probe_list probes;
	struct out *out;

	if (!path)
		return reply_not_found(request);
	probes = probes_of(view, path->id);
	form = form_view_of(request, view, &probe_form, &fresh);
	out = page_begin(request, view, _("Weekly reachability probe"));
	probe_head(out, path);
	if (probes.count && probes.at[0].is_on)
		probe_off_form(out, request, path, &probes.at[0]);
	else {
		form_begin(out, &form, arena_print(request->arena, "/alarms/paths/%.*s/probe",
			STR(path->public_id)), false);
		form_all(out, &form);
		form_buttons(out, _("Switch the probe on"),
			arena_print(request->arena, "/alarms/paths/%.*s", STR(path->public_id)));
		form_end(out);
	}
	probe_history(out, &probes);
	return page_end(request, request_problems(request)->count ? 422 : 200);
}

static struct reply probe_put(struct request *request, struct change *change, struct probe *probe,
                              const char *said)
{
	const struct alarm_path *path = path_load(request, change_view(change));

	if (!path)
		return reply_not_found(request);
	probe->path_id = path->id;
	probe->decided_by = change_me(change);
	probe->decided_by_name = request_person(request)->name;
	probe->decided_at = instant_now();
	change_because(change, probe->note);
	change_insert(change, &probe_record.shape, probe);
	request_message(request, said);
	return reply_done(request, 201, &probe_record, probe, "/alarms/paths/%.*s/probe",
		STR(path->public_id));
}

struct reply probe_act(struct request *request, struct change *change)
{
	struct probe *probe = request_record(request);

	probe->is_on = true;
	return probe_put(request, change, probe, _("The probe is on. It is sent once a week."));
}

struct reply probe_off_act(struct request *request, struct change *change)
{
	struct probe off = { .is_on = false };

	if (!why_given(request, &off.note))
		return reply_again(request, change);
	return probe_put(request, change, &off, _("The probe is off."));
}

/* ---- Starting it in its hour -------------------------------------------------------------------- */

bool probe_is_due(const struct probe *probe, struct instant now, struct date last)
{
	struct clock_time clock = instant_local(now);

	return probe->is_on && clock.weekday == probe->weekday && clock.hour == probe->hour
		&& date_compare(last, clock.date) < 0;
}

static void probe_start(struct change *change, const struct probe *probe)
{
	const struct alarm_path *path = path_by_number(change_view(change), probe->path_id);
	struct alarm alarm;

	if (!path || path->closed_at.seconds)
		return;
	alarm = (struct alarm){ .path_id = path->id, .unit_id = path->unit_id, .kind = S("probe"),
		.title = path->name, .words = str_of(_("Acknowledge as soon as you see this. Nothing has happened.")),
		.stop = STOP_all, .stop_count = 1, .rounds = 1, .started_by = probe->decided_by,
		.about_key = arena_print(change_arena(change), "probe %lld %.*s",
			(long long)path->id, STR(date_iso(change_arena(change), date_today()))) };
	alarm_start_as_system(change, &alarm);
}

bool probes_run(struct job *job)
{
	struct change *change = change_open(job_store(job), job_arena(job),
		(struct who){ .is_system = true });
	struct probe_list probes = probes_latest(change_view(change));
	int64_t started = 0;

	tongue_choose(setting_text("language"));
	for (size_t i = 0; i < probes.count; i++)
		if (probe_is_due(&probes.at[i], instant_now(),
		                 probe_last_day(change_view(change), probes.at[i].path_id))) {
			probe_start(change, &probes.at[i]);
			started++;
		}
	change_commit(change);
	job_say(job, _("%lld probes were started."), (long long)started);
	return true;
}

bool probe_is_needed(struct view *view)
{
	struct probe_list probes = probes_latest(view);

	for (size_t i = 0; i < probes.count; i++)
		if (probe_is_due(&probes.at[i], instant_now(),
		                 probe_last_day(view, probes.at[i].path_id)))
			return true;
	return false;
}

/* ---- What a test proves ---------------------------------------------------------------------------- */

static const struct evidence_argument test_arguments[] = {
	{ .name = "months", .label = N_("Months"), .is_number = true, .is_required = true },
	{ .name = NULL },
};

/* From the day of the test, for so many months; a test that nobody answered in time proves
 * nothing. */
static struct evidence_span_list test_spans(struct view *view, const struct evidence_ask *ask)
{
	int months = (int)evidence_number(ask, "months", 0);
	struct evidence_span_list list = tests_answered(view, ask->unit_id,
		date_add_months(ask->from, -months), ask->to);

	for (size_t i = 0; i < list.count; i++)
		list.at[i].to = date_add_days(date_add_months(list.at[i].from, months), -1);
	return list;
}

static struct evidence_record_list test_records(struct view *view, const struct evidence_ask *ask)
{
	int months = (int)evidence_number(ask, "months", 0);
	bool may_open = alarm_may(view, MAY_alarms_read, ask->unit_id);
	struct tested_list tests = tests_of(view, ask->unit_id, date_add_months(ask->from, -months),
		ask->to, EVIDENCE_RECORDS_MOST);
	struct evidence_record_list list = { 0, arena_array(view_arena(view), struct evidence_record,
		tests.count + 1) };

	for (size_t i = 0; i < tests.count; i++)
		list.at[list.count++] = (struct evidence_record){ .on = tests.at[i].on_day,
			.path = may_open ? arena_print(view_arena(view), "/alarms/%.*s",
				STR(tests.at[i].number)) : S(""),
			.words = arena_print(view_arena(view), _("%.*s: %lld of %lld reached in time"),
				STR(tests.at[i].title), (long long)tests.at[i].in_time,
				(long long)tests.at[i].asked) };
	return list;
}

const struct evidence_source alarms_evidence[] = {
	{ .name = "alarm_test", .label = N_("An alarm path has been tested, and somebody answered in time"),
	  .arguments = test_arguments, .spans = test_spans, .records = test_records },
	{ .name = NULL },
};
