/* SPDX-License-Identifier: EUPL-1.2 */
/* threats/reading.c - see reading.h. */
#include "modules/threats/reading.h"

#include "base/json.h"
#include "modules/events/events.h"
#include "modules/threats/pages.html.h"

/* ---- Who may read ------------------------------------------------------------------------------- */

static struct reply readers_json(struct request *request, const struct threat_reader_list *readers)
{
	struct json_out json;
	struct out body;

	out_init(&body, request->arena, 1 << 20);
	json_begin(&json, &body);
	json_list_begin(&json, NULL);
	for (size_t i = 0; i < readers->count; i++)
		record_json(&json, &threat_reader_record, &readers->at[i]);
	json_list_finish(&json);
	return reply_bytes(200, "application/json; charset=utf-8", out_str(&body));
}

struct reply threat_readers_show(struct request *request, struct view *view)
{
	struct threat_reader_list readers = threat_readers(view);
	struct threat_reading_list readings = threat_readings(view);
	struct threat_reader fresh = { .from_on = date_today(),
		.to_on = date_add_months(date_today(), 6) };
	struct date year = { date_today().year, 1, 1 };
	struct form_view form;
	struct out *out;

	if (request_wants_json(request))
		return readers_json(request, &readers);
	out = page_begin(request, view, _("Readers of patterns"));
	form = form_view_of(request, view, &threat_reader_form, &fresh);
	readers_page(out, request, view, &readers, threat_reader_is_me(view));
	fold_begin(out, _("Decide who may read"), request_answers(request) != NULL);
	form_whole(out, &form, S("/threats/readers"), _("Save the decision"), S(""));
	fold_end(out);
	readings_page(out, view, &readings, whistleblowing_days(view, year));
	return page_end(request, 200);
}

struct reply threat_reader_act(struct request *request, struct change *change)
{
	struct threat_reader *reader = request_record(request);

	reader->id = 0;
	change_insert(change, &threat_reader_record.shape, reader);
	request_message(request, _("The decision is saved."));
	return reply_done(request, 201, &threat_reader_record, reader, "/threats/readers");
}

struct reply threat_reader_end_act(struct request *request, struct change *change)
{
	const struct threat_reader *before = threat_reader_get(change_view(change),
		request_param(request, "id"));
	struct threat_reader now;

	if (!before)
		return reply_not_found(request);
	now = *before;
	if (!date_is_given(now.ended_on)) {
		now.ended_on = date_today();
		change_update(change, &threat_reader_record.shape, &now, before->version);
		request_message(request, _("It is ended, from now on."));
	}
	return reply_done(request, 200, &threat_reader_record, &now, "/threats/readers");
}

/* ---- Patterns ------------------------------------------------------------------------------------ */

static int year_asked(struct request *request, struct str text)
{
	int64_t year = 0;

	(void)request;
	if (!str_to_int(text, &year) || year < date_today().year - 10 || year > date_today().year)
		year = date_is_given(patterns_to(date_today().year, date_today()))
			? date_today().year : date_today().year - 1;
	return (int)year;
}

struct reply patterns_show(struct request *request, struct view *view)
{
	int year = year_asked(request, request_query(request, "year"));
	struct patterns patterns;
	struct out *out;

	if (!threat_reader_is_me(view))
		return reply_not_found(request);
	out = page_begin(request, view, _("Patterns of threats"));
	if (!threat_read_lately(view, year).seconds) {
		patterns_closed(out, request, year);
		return page_end(request, 200);
	}
	patterns = patterns_made(view, year);
	patterns_head(out, &patterns);
	for (size_t i = 0; i < THREATS_BY_COUNT; i++)
		pattern_table(out, &patterns.at[i], i);
	return page_end(request, 200);
}

struct reply patterns_open_act(struct request *request, struct change *change)
{
	int year = year_asked(request, request_field(request, "year"));

	if (!threat_reader_is_me(change_view(change)))
		return reply_not_found(request);
	threat_read_put(change, year);
	return reply_go(request, "/threats/patterns?year=%d", year);
}

void threats_home(struct out *out, struct request *request, struct view *view)
{
	(void)request;
	if (threat_reader_is_me(view))
		patterns_card(out);
}
