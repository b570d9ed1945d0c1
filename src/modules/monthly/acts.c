/* SPDX-License-Identifier: EUPL-1.2 */
/* monthly/acts.c - packs are made, approved, sent, received, corrected and counted again. */
#include "modules/monthly/inside.h"

#include "base/json.h"
#include "kit/mail.h"
#include "kit/setting.h"
#include "modules/people/people.h"
#include "modules/submissions/submissions.h"

static struct reply refused(struct request *request, struct change *change, const char *why)
{
	problem_add(request_problems(request), "", "%s", why);
	return reply_again(request, change);
}

static struct reply job_begun(struct request *request, struct change *change, struct str arguments)
{
	int64_t job = job_start(change, "monthly-packs", arguments, S(""), S(""));

	return reply_done(request, 202, NULL, NULL, "%.*s", STR(job_path(change_view(change), job)));
}

/* What somebody read is what is approved and sent. */
static bool pack_keep(struct change *change, struct monthly_pack *pack, int64_t version)
{
	return change_update(change, &monthly_pack_record.shape, pack, version ? version : pack->version)
		!= UPDATED_STALE;
}

static bool month_of(struct request *request, struct date *month)
{
	return monthly_read(request_param(request, "period"), month);
}

static struct reply to_month(struct request *request, const char *message)
{
	request_message(request, message);
	return reply_done(request, 200, NULL, NULL, "/monthly/%.*s", STR(request_param(request, "period")));
}

static struct reply to_pack(struct request *request, int status, const struct record *record, const void *row,
                            const char *message)
{
	request_message(request, message);
	return reply_done(request, status, record, row, "/monthly/%.*s/%.*s",
		STR(request_param(request, "period")), STR(request_param(request, "unit")));
}

static const struct monthly_pack *pack_asked(struct request *request, struct view *view)
{
	return monthly_get(view, request_param(request, "period"), request_param(request, "unit"), 0);
}

/* ---- A whole month ----------------------------------------------------------------------------- */

struct reply monthly_make_act(struct request *request, struct change *change)
{
	struct date month;

	if (!month_of(request, &month) || !monthly_may_write(change_view(change)))
		return reply_not_found(request);
	if (date_compare(month, date_month_start(date_today())) >= 0)
		return refused(request, change, _("The month is not over."));
	return job_begun(request, change, arena_print(request->arena, "{\"period\":\"%.*s\"}",
		STR(request_param(request, "period"))));
}

static void approve(struct change *change, struct monthly_pack *pack)
{
	pack->state = MONTHLY_approved;
	pack->approved_by = change_me(change);
	pack->approved_name = person_name(change_view(change), pack->approved_by);
	pack->approved_at = instant_now();
}

static void send_from(struct change *change, struct monthly_pack *pack, int64_t unit_id)
{
	pack->state = MONTHLY_sent;
	pack->sent_by = change_me(change);
	pack->sent_name = person_name(change_view(change), pack->sent_by);
	pack->sent_at = instant_now();
	pack->from_unit_id = unit_id;
}

struct reply monthly_approve_all_act(struct request *request, struct change *change)
{
	struct monthly_pack_list packs = monthly_newest(change_view(change), request_param(request, "period"));
	int64_t count = 0;

	if (!monthly_may_write(change_view(change)))
		return reply_not_found(request);
	for (size_t i = 0; i < packs.count; i++) {
		if (packs.at[i].state != MONTHLY_made)
			continue;
		approve(change, &packs.at[i]);
		count += pack_keep(change, &packs.at[i], 0);
	}
	if (!count)
		return refused(request, change, _("There is no pack to approve."));
	return to_month(request, arena_print(request->arena, plural(count, "%lld pack is approved.",
		"%lld packs are approved."), (long long)count).at);
}

/* ---- Sent, and handed in when all are ------------------------------------------------------------ */

static struct str hand_in_words(struct arena *arena, struct str period, size_t count)
{
	return arena_print(arena, _("The statistics of %.*s have been sent to %zu committees and companies, each its own. What was sent, when, and who has received it stands on the page of the month. Small numbers are not shown to those who may not open the events.\n"),
		STR(period), count);
}

/* Who hands in the statistics of the month under the programme; else where the sender belongs. */
static int64_t sending_unit(struct request *request, struct view *view, struct str period, int year)
{
	struct programme_list programmes = programmes_on(view, date_today());

	for (size_t p = 0; p < programmes.count; p++) {
		struct delivery_list all = deliveries_of(view, &programmes.at[p], 0, year);

		for (size_t i = 0; i < all.count; i++)
			if (str_equals(all.at[i].deliverable->code, setting_text("monthly_deliverable"))
			    && str_equals(all.at[i].period, period))
				return all.at[i].unit_id;
	}
	return request_person(request)->unit_id;
}

/* "" or one sentence that is told beside. */
static struct str handed_in(struct request *request, struct change *change, struct str period, struct date month,
                            int64_t unit_id)
{
	struct monthly_pack_list packs = monthly_newest(change_view(change), period);
	struct hand_in hand = { .deliverable = setting_text("monthly_deliverable"),
		.unit_id = unit_id, .year = month.year, .period = period,
		.body = hand_in_words(request->arena, period, packs.count),
		.signer = person_name(change_view(change), change_me(change)), .meeting_on = date_today(),
		.words = arena_print(request->arena, _("Monthly packs of %.*s"), STR(period)),
		.path = arena_print(request->arena, "/monthly/%.*s", STR(period)) };
	struct str problem;
	int64_t id = 0;

	for (size_t i = 0; i < packs.count; i++)
		if (packs.at[i].state != MONTHLY_sent || packs.at[i].edition > 1)
			return S("");
	if (monthly_missing(change_view(change), month).count || !hand.deliverable.len || !hand.unit_id)
		return S("");
	problem = submission_hand_in(change, &hand, &id);
	if (problem.len)
		return arena_print(request->arena, _("It was not handed in under the programme: %.*s"), STR(problem));
	return id ? str_of(_("All are sent: the statistics are handed in under the programme.")) : S("");
}

static const char *sent_message(struct request *request, struct str first, struct str more)
{
	return arena_print(request->arena, "%.*s%s%.*s", STR(first), more.len ? " " : "", STR(more)).at;
}

struct reply monthly_send_all_act(struct request *request, struct change *change)
{
	struct str period = request_param(request, "period");
	struct monthly_pack_list packs = monthly_newest(change_view(change), period);
	struct date month;
	int64_t count = 0, unit_id;

	if (!monthly_may_write(change_view(change)) || !month_of(request, &month))
		return reply_not_found(request);
	unit_id = sending_unit(request, change_view(change), period, month.year);
	for (size_t i = 0; i < packs.count; i++) {
		if (packs.at[i].state != MONTHLY_approved)
			continue;
		send_from(change, &packs.at[i], unit_id);
		count += pack_keep(change, &packs.at[i], 0);
	}
	if (!count)
		return refused(request, change, _("There is no pack to send. They must be approved first."));
	monthly_letters_start(change, S(""));
	return to_month(request, sent_message(request, arena_print(request->arena, plural(count,
		"%lld pack is sent.", "%lld packs are sent."), (long long)count),
		handed_in(request, change, period, month, unit_id)));
}

struct reply monthly_remind_act(struct request *request, struct change *change)
{
	struct date month;

	if (!monthly_may_write(change_view(change)) || !month_of(request, &month))
		return reply_not_found(request);
	if (!mail_is_ready())
		return refused(request, change, _("No mail server is set: nobody can be written to."));
	monthly_letters_start(change, request_param(request, "period"));
	return to_month(request, _("Those who have not received their pack are written to, once each."));
}

/* ---- One pack -------------------------------------------------------------------------------------- */

static struct reply stale(struct request *request)
{
	return reply_problem(request, 409, _("Somebody else was first."),
		str_of(_("The pack has been changed since you read it. Nothing was done: read it again.")));
}

struct reply monthly_approve_act(struct request *request, struct change *change)
{
	const struct monthly_pack *before = pack_asked(request, change_view(change));
	const char *why = before ? monthly_approve_refused(before) : NULL;
	struct monthly_pack pack;

	if (!before || !monthly_may_write(change_view(change)))
		return reply_not_found(request);
	if (why)
		return refused(request, change, _(why));
	pack = *before;
	approve(change, &pack);
	if (!pack_keep(change, &pack, request_version(request)))
		return stale(request);
	return to_pack(request, 200, &monthly_pack_record, &pack, _("It is approved and can be sent."));
}

struct reply monthly_send_act(struct request *request, struct change *change)
{
	const struct monthly_pack *before = pack_asked(request, change_view(change));
	const char *why = before ? monthly_send_refused(before) : NULL;
	struct monthly_pack pack;
	struct date month;
	int64_t unit_id;

	if (!before || !month_of(request, &month) || !monthly_may_write(change_view(change)))
		return reply_not_found(request);
	if (why)
		return refused(request, change, _(why));
	pack = *before;
	unit_id = sending_unit(request, change_view(change), pack.period, month.year);
	send_from(change, &pack, unit_id);
	if (!pack_keep(change, &pack, request_version(request)))
		return stale(request);
	monthly_letters_start(change, S(""));
	return to_pack(request, 200, &monthly_pack_record, &pack, sent_message(request,
		str_of(_("It is sent. The unit receives it by named persons.")),
		handed_in(request, change, pack.period, month, unit_id)));
}

struct reply monthly_receipt_act(struct request *request, struct change *change)
{
	struct view *view = change_view(change);
	const struct monthly_pack *pack = pack_asked(request, view);
	struct monthly_receipt receipt = { .person_id = change_me(change), .at = instant_now() };

	if (!pack || pack->state != MONTHLY_sent)
		return reply_not_found(request);
	if (!monthly_may_receive(view, pack->unit_id))
		return refused(request, change, _("You do not receive for this unit. Those do who answer for its duties or handle its events."));
	if (monthly_is_received_by(view, pack->id, receipt.person_id))
		return refused(request, change, _("You have received it already."));
	receipt.pack_id = pack->id;
	receipt.person_name = person_name(view, receipt.person_id);
	change_insert(change, &monthly_receipt_record.shape, &receipt);
	return to_pack(request, 201, &monthly_receipt_record, &receipt, _("Received. Thank you."));
}

/* The newest that was sent, when it may be followed by another edition. */
void *monthly_load(struct request *request, struct view *view)
{
	const struct monthly_pack *pack = pack_asked(request, view);
	struct monthly_pack *own;

	if (!pack || !monthly_may_write(view) || monthly_correct_refused(pack))
		return NULL;
	own = arena_new(request->arena, struct monthly_pack);
	*own = *pack;
	own->reason = S("");
	return own;
}

static struct str correct_arguments(struct arena *arena, const struct monthly_pack *pack, struct str path)
{
	struct json_out json;
	struct out out;

	out_init(&out, arena, 16384);
	json_begin(&json, &out);
	json_object_begin(&json, NULL);
	json_str(&json, "pack", arena_print(arena, "%lld", (long long)pack->id));
	json_str(&json, "reason", pack->reason);
	json_str(&json, "path", path);
	json_object_finish(&json);
	return out_str(&out);
}

struct reply monthly_correct_act(struct request *request, struct change *change)
{
	const struct monthly_pack *pack = request_record(request);

	return job_begun(request, change, correct_arguments(request->arena, pack,
		arena_print(request->arena, "/monthly/%.*s/%.*s", STR(pack->period),
			STR(request_param(request, "unit")))));
}

struct reply monthly_again_act(struct request *request, struct change *change)
{
	struct date month;

	if (!month_of(request, &month) || !monthly_may_write(change_view(change)))
		return reply_not_found(request);
	return job_begun(request, change, arena_print(request->arena, "{\"again\":\"%.*s\"}",
		STR(request_param(request, "period"))));
}
