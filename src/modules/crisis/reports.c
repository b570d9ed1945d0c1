/* SPDX-License-Identifier: EUPL-1.2 */
/* crisis/reports.c - the units that report in a crisis: who has, who has not, asking one more. */
#include "modules/crisis/sitrep.h"

#include "kit/members.h"
#include "kit/setting.h"
#include "modules/crisis/pages.html.h"
#include "modules/crisis/sitrep.html.h"

enum { JSON_LONGEST = 1024 * 1024 };

struct str age_words(struct arena *arena, struct instant at, struct instant now)
{
	int64_t minutes = (now.seconds - at.seconds) / MINUTE;

	if (!at.seconds)
		return S("");
	if (minutes < 1)
		return str_of(_("just now"));
	if (minutes < 120)
		return arena_print(arena, _("%lld min ago"), (long long)minutes);
	if (minutes < 48 * 60)
		return arena_print(arena, _("%lld h ago"), (long long)minutes / 60);
	return arena_print(arena, _("%lld days ago"), (long long)minutes / (24 * 60));
}

struct str clock_words(struct arena *arena, struct instant at, struct instant now)
{
	struct clock_time local = instant_local(at);
	struct out out;

	if (!date_compare(local.date, instant_date(now)))
		return arena_print(arena, "%02d:%02d", local.hour, local.minute);
	out_init(&out, arena, 100);
	out_text(&out, at);
	return out_str(&out);
}

void record_member_json(struct json_out *json, const char *name, const struct record *record,
                        const void *row)
{
	json_object_begin(json, name);
	record_members_json(json, record, row);
	json_object_finish(json);
}

/* ---- Who has reported -------------------------------------------------------------------- */

struct reports reports_of(struct view *view, const struct crisis *crisis)
{
	struct rhythm_list rhythms = rhythms_of(view, crisis->id);
	struct reports reports = { .crisis = crisis, .now = instant_now(),
		.rhythm = rhythm_of_reports(&rhythms), .old_minutes = setting_int("crisis_old_minutes") };

	reports.units = units_reporting(view, crisis->id);
	if (crisis->state == CRISIS_closed)
		reports.now = crisis->closed_at;
	for (size_t i = 0; i < reports.units.count; i++) {
		enum reported reported = unit_reported(reports.rhythm, reports.units.at[i].at, reports.now);

		reports.late += reported == REPORTED_late;
		reports.reported += reports.units.at[i].number > 0;
	}
	return reports;
}

static void reporting_json(struct json_out *json, const struct reports *reports, size_t i)
{
	static const char *const states[] = { "reported", "waited_for", "late" };
	const struct reporting *unit = &reports->units.at[i];

	json_object_begin(json, NULL);
	json_str(json, "unit", unit->unit_code);
	json_str(json, "name", unit->unit_name);
	json_int(json, "reports", unit->number);
	json_str(json, "latest", unit->report_id);
	json_instant(json, "at", unit->at);
	json_str(json, "state", str_of(states[unit_reported(reports->rhythm, unit->at, reports->now)]));
	json_object_finish(json);
}

static struct reply reports_json(struct request *request, const struct reports *reports)
{
	struct json_out json;
	struct out out;

	out_init(&out, request->arena, JSON_LONGEST);
	json_begin(&json, &out);
	json_object_begin(&json, NULL);
	json_int(&json, "late", (int64_t)reports->late);
	json_list_begin(&json, "units");
	for (size_t i = 0; i < reports->units.count; i++)
		reporting_json(&json, reports, i);
	json_list_finish(&json);
	json_object_finish(&json);
	return reply_json(request, 200, &out);
}

struct reply sitreps_page(struct request *request, struct view *view)
{
	const struct crisis *crisis = crisis_asked(request, view);
	struct reports reports;
	struct form_view form;
	struct out *out;
	bool may_write;

	if (!crisis)
		return reply_not_found(request);
	reports = reports_of(view, crisis);
	if (request_wants_json(request))
		return reports_json(request, &reports);
	may_write = crisis_takes_words(view, crisis);
	form = form_view_of(request, view, &crisis_unit_form, NULL);
	out = page_begin(request, view, _("Situation reports"));
	crisis_mark(out, crisis);
	crisis_sub_begin(out, crisis, _("Situation reports"), NULL);
	reports_table(out, request, &reports, may_write);
	if (may_write || request_problems(request)->count) {
		reports_heading(out);
		crisis_form_show(out, request, &form, "units", _("Ask the unit to report"));
	}
	return page_end(request, 200);
}

struct reply crisis_unit_act(struct request *request, struct change *change)
{
	struct crisis_unit *unit = request_record(request);
	struct reply reply;
	const struct crisis *crisis = crisis_to_change(request, change, "unit_id", &reply);

	if (!crisis)
		return reply;
	if (crisis_unit_asked(change_view(change), crisis->id, unit->unit_id))
		problem_add(request_problems(request), "unit_id", "%s",
			_("That unit is to report already."));
	if (request_problems(request)->count)
		return reply_again(request, change);
	unit->crisis_id = crisis->id;
	unit->asked_by = change_me(change);
	unit->asked_at = instant_now();
	change_insert(change, &crisis_unit_record.shape, unit);
	return reply_done(request, 201, &crisis_unit_record, unit, "/crisis/%.*s/sitreps",
		STR(crisis->number));
}

struct reply crisis_unit_end_act(struct request *request, struct change *change)
{
	struct reply reply;
	const struct crisis *crisis = crisis_to_change(request, change, "", &reply);
	const struct crisis_unit *unit;

	if (!crisis)
		return reply;
	unit = crisis_unit_get(change_view(change), crisis->id, request_key(request, "id"));
	if (!unit)
		return reply_not_found(request);
	crisis_unit_end(change, unit->id);
	return reply_done(request, 200, NULL, NULL, "/crisis/%.*s/sitreps", STR(crisis->number));
}
