/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * duties/protective.c - the compartment of protective security: status, and nothing else.
 *
 * Which units the Protective Security Act concerns is itself sensitive.  So it is asked and
 * answered only here, for those with the permission protective_read: done or not, and the day.
 * There is no field for content; analyses stay outside this system.  What is written here is
 * not told to the audit trail (others read it): rows follow each other and say who and when.
 */
#include "modules/duties/inside.h"

#include "modules/duties/protective.html.h"

/* ---- What is known ------------------------------------------------------------------------------------ */

static const struct protective_status *status_of(const struct protective_status_list *list,
                                                 int64_t unit_id, struct str programme, struct str code)
{
	const struct protective_status *last = NULL;

	for (size_t i = 0; i < list->count; i++)
		if (list->at[i].unit_id == unit_id && str_equals(list->at[i].code, code)
		    && str_equals(list->at[i].programme_code, programme))
			last = &list->at[i];
	return last;
}

static bool is_affected(const struct protective_unit_list *list, int64_t unit_id)
{
	bool answer = false;

	for (size_t i = 0; i < list->count; i++)
		if (list->at[i].unit_id == unit_id)
			answer = list->at[i].is_affected;
	return answer;
}

/* The duties whose addressees are all secret, and that are acted on. */
static struct obligation_list secret_duties(struct view *view, const struct programme *programme)
{
	struct addressing addressing = addressing_read(view, programme);
	struct obligation_list all = obligations_of(view, programme->id);
	struct calendar_rule_list rules = calendar_rules_of(view, programme->id);
	size_t kept = 0;

	for (size_t i = 0; i < all.count; i++) {
		const struct calendar_rule *rule = NULL;

		for (size_t r = 0; r < rules.count; r++)
			if (str_equals(rules.at[r].code, all.at[i].cadence))
				rule = &rules.at[r];
		if (obligation_is_acted_on(&all.at[i], rule) && !date_is_given(all.at[i].closed_on)
		    && addressed_is_secret(&addressing, all.at[i].who))
			all.at[kept++] = all.at[i];
	}
	all.count = kept;
	return all;
}

/* ---- The page -------------------------------------------------------------------------------------------- */

static struct unit_list units_kept(struct view *view)
{
	return duty_units(view, date_today());
}

static void totals_show(struct out *out, const struct programme *programme,
                        const struct obligation_list *duties, const struct unit_list *units,
                        const struct protective_unit_list *affected,
                        const struct protective_status_list *statuses)
{
	protective_totals_begin(out, programme_title(programme));
	for (size_t d = 0; d < duties->count; d++) {
		int64_t done = 0, whole = 0;

		for (size_t u = 0; u < units->count; u++) {
			const struct protective_status *status;

			if (!is_affected(affected, units->at[u].id))
				continue;
			status = status_of(statuses, units->at[u].id, programme->code, duties->at[d].code);
			whole++;
			done += status && status->is_done;
		}
		protective_total(out, &duties->at[d], done, whole);
	}
	protective_totals_end(out);
}

static void unit_show(struct out *out, struct request *request, int year,
                      const struct programme *programme, const struct obligation_list *duties,
                      const struct unit *unit, const struct protective_status_list *statuses)
{
	protective_unit_begin(out, unit);
	for (size_t d = 0; d < duties->count; d++)
		protective_row(out, request, year, programme, unit, &duties->at[d],
			status_of(statuses, unit->id, programme->code, duties->at[d].code));
	protective_unit_end(out);
}

struct reply compartment_show(struct request *request, struct view *view)
{
	int year = asked_year(request);
	struct programme_list programmes = programmes_of_year(view, year);
	struct unit_list units = units_kept(view);
	struct protective_unit_list affected = protective_units(view);
	struct protective_status_list statuses = protective_statuses(view, year);
	struct out *out = page_begin(request, view, _("Protective security"));

	protective_head(out, request, year, &units);
	for (size_t p = 0; p < programmes.count; p++) {
		struct obligation_list duties = secret_duties(view, &programmes.at[p]);

		if (!duties.count)
			continue;
		totals_show(out, &programmes.at[p], &duties, &units, &affected, &statuses);
		for (size_t u = 0; u < units.count; u++)
			if (is_affected(&affected, units.at[u].id))
				unit_show(out, request, year, &programmes.at[p], &duties, &units.at[u],
					&statuses);
	}
	return page_end(request, 200);
}

/* ---- Writing ------------------------------------------------------------------------------------------------ */

static const struct unit *unit_asked(struct request *request, struct view *view)
{
	const struct unit *unit = unit_of_code(view, request_field(request, "unit"));

	return unit && unit_bears_duties(unit) ? unit : NULL;
}

static int64_t year_asked(struct request *request)
{
	int64_t year = date_today().year;

	str_to_int(request_field(request, "year"), &year);
	return year;
}

static struct reply told(struct request *request, const char *words)
{
	request_message(request, words);
	return reply_done(request, 200, NULL, NULL,
		"/protective?year=%lld", (long long)year_asked(request));
}

struct reply compartment_affect(struct request *request, struct change *change)
{
	const struct unit *unit = unit_asked(request, change_view(change));

	if (!unit)
		return reply_not_found(request);
	protective_unit_put(change, unit->id, str_is(request_field(request, "affected"), "yes"));
	return told(request, _("It is written down."));
}

struct reply compartment_mark(struct request *request, struct change *change)
{
	const struct unit *unit = unit_asked(request, change_view(change));
	struct protective_status status = { .programme_code = request_field(request, "programme"),
		.code = request_field(request, "code"), .year = year_asked(request),
		.is_done = str_is(request_field(request, "done"), "yes") };
	const struct programme *programme = programme_of_code(change_view(change),
		status.programme_code);
	struct obligation_list duties = { 0 };
	bool is_known = false;

	if (programme)
		duties = secret_duties(change_view(change), programme);
	for (size_t i = 0; i < duties.count; i++)
		is_known |= str_equals(duties.at[i].code, status.code);
	if (!unit || !is_known)
		return reply_not_found(request);
	status.unit_id = unit->id;
	if (status.is_done && (!date_read(request_field(request, "on"), &status.on_date)
	                       || date_compare(status.on_date, date_today()) > 0))
		return reply_problem(request, 422, _("The day was not understood."),
			str_of(_("Write the day when it was done, as 2026-03-02. It cannot be a day to come. Nothing was changed.")));
	protective_status_put(change, &status);
	return told(request, _("It is written down."));
}
