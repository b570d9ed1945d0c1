/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * events/report.c - the public report: one page, sixty seconds, no account.
 *
 * Anonymous means that nothing about the sender is stored: no address, no device, no account
 * (also not in the audit trail, the steps or the log), and photos lose place and camera.  The
 * address is only counted, in memory, against floods.  A form carries a signed challenge: it
 * is what the browser's work is done upon, and the same form sent twice is one report.
 */
#include "modules/events/report.h"

#include "base/crypto.h"
#include "kit/key.h"
#include "kit/setting.h"
#include "modules/events/blocks.h"
#include "modules/events/pieces.h"
#include "modules/events/report.html.h"
#include "modules/events/whistleblowing.h"

#include <math.h>
#include <sodium.h>
#include <string.h>

enum {
	CHALLENGE_BYTES = 12, MAC_LETTERS = 32,
	CHALLENGE_HOURS = 48,           /* a draft may lie that long */
	RATE_SECONDS = 60,
	MOST_CODES = 50,                /* tries until a code is free */
	HASH_BYTES = 32,
};

#define RECORD struct public_report
static const struct field report_fields[] = { REPORT_FIELDS(AS_FIELD) };
#undef RECORD
static const struct record report_record = {
	.shape = SHAPE_OF(NULL, public_report, report_fields),
	.name = "report", .fields = report_fields, .count = COUNT(report_fields),
	.label = N_("Report"), .many = N_("Reports"), .path = "/r",
};
static const struct form public_form = {
	.record = &report_record,
	.fields = FIELDS("tile", "story", "unit_id", "place_text", "lat", "lon", "when", "clock",
		"day", "hurt", "ongoing", "only_risk", "reporter_role", "contact", "is_anonymous",
		"witness", "police_reference", "damage", "photo_words"),
};

/* ---- The challenge ------------------------------------------------------------------- */

static struct str challenge_mac(struct arena *arena, struct str token)
{
	return str_part(digest_keyed(arena, service_key(arena, "challenge"), token), 0, MAC_LETTERS);
}

static struct str challenge_make(struct arena *arena)
{
	struct str token = arena_print(arena, "%llx.%.*s", (long long)instant_now().seconds,
		STR(random_token(arena, CHALLENGE_BYTES)));

	return arena_print(arena, "%.*s.%.*s", STR(token), STR(challenge_mac(arena, token)));
}

/* Ours, and not too old? */
static bool challenge_is_good(struct arena *arena, struct str challenge)
{
	struct str token, mac;
	int64_t made = 0;

	if (challenge.len < MAC_LETTERS + 10 || challenge.len > 100)
		return false;
	token = str_part(challenge, 0, challenge.len - MAC_LETTERS - 1);
	mac = str_part(challenge, challenge.len - MAC_LETTERS, MAC_LETTERS);
	if (!secret_equals(mac, challenge_mac(arena, token)))
		return false;
	made = strtoll(str_z(arena, token), NULL, 16);
	return made <= instant_now().seconds
		&& instant_now().seconds - made <= CHALLENGE_HOURS * HOUR;
}

/* Does SHA-256 of "challenge:pow" begin with so many zero bits? */
bool work_is_done(struct arena *arena, struct str challenge, struct str pow, int64_t bits)
{
	struct str text = arena_print(arena, "%.*s:%.*s", STR(challenge), STR(pow));
	unsigned char hash[HASH_BYTES];

	if (!pow.len || pow.len > 20)
		return bits == 0;
	crypto_hash_sha256(hash, (const unsigned char *)text.at, text.len);
	for (int64_t bit = 0; bit < bits && bit < HASH_BYTES * 8; bit++)
		if (hash[bit / 8] & (0x80 >> bit % 8))
			return false;
	return true;
}

/* Without script, or over plain http, no work is done: half as many may come. */
static bool is_within_rate(struct request *request, bool has_worked)
{
	int most = (int)setting_int("report_per_minute");

	if (!access_rate("report", request->address, most, RATE_SECONDS))
		return false;
	return has_worked
		|| access_rate("report without work", request->address, (most + 1) / 2, RATE_SECONDS);
}

/* ---- Codes ---------------------------------------------------------------------------- */

/* The nth code of a seed, so that the same form sent again finds its own code. */
static struct str code_of(struct arena *arena, struct str seed, int n)
{
	static const char alphabet[] = "23456789ABCDEFGHJKMNPQRSTVWXYZ";
	struct str hex = digest_keyed(arena, service_key(arena, "code"),
		arena_print(arena, "%.*s %d", STR(seed), n));
	uint64_t number = strtoull(str_z(arena, str_part(hex, 0, 15)), NULL, 16);
	char letters[CODE_LETTERS];

	for (int i = 0; i < CODE_LETTERS; i++, number /= sizeof alphabet - 1)
		letters[i] = alphabet[number % (sizeof alphabet - 1)];
	return arena_print(arena, "%.3s-%.3s", letters, letters + 3);
}

/* A code that no other report has. */
static struct str code_free(struct view *view, struct str seed)
{
	struct arena *arena = view_arena(view);

	for (int n = 0; n < MOST_CODES; n++) {
		struct str code = code_of(arena, seed, n);

		if (!follow_of_code(view, follow_digest(arena, code)))
			return code;
	}
	return random_code(arena, CODE_LETTERS + 3);
}

static struct str code_found(struct arena *arena, struct str seed, struct str digest)
{
	for (int n = 0; n < MOST_CODES; n++) {
		struct str code = code_of(arena, seed, n);

		if (str_equals(follow_digest(arena, code), digest))
			return code;
	}
	return S("");
}

/* ---- Guards --------------------------------------------------------------------------- */

enum guard words_guard(struct arena *arena, struct str words)
{
	size_t at, len;

	if (protective_mark(arena, words))
		return WORDS_ARE_PROTECTIVE;
	return personal_number_find(words, &at, &len) ? WORDS_HOLD_NUMBER : WORDS_PASS;
}

bool words_pass(struct request *request, const char *field, struct str words, const char *number)
{
	enum guard guard = words_guard(request->arena, words);

	if (guard == WORDS_PASS)
		return true;
	problem_add(request_problems(request), field, "%s", guard == WORDS_HOLD_NUMBER ? number
		: _("Take the words away that may concern Sweden’s security, and speak to the chief protective security officer in person."));
	return false;
}

struct reply words_seal(struct request *request, struct change *change, const char *form,
                        struct str reason, int64_t unit_id)
{
	quarantine_put(change, &(struct quarantine){ .form = form, .reason = reason,
		.unit_id = unit_id,
		.content = request->field_count ? answers_text(request) : request->body });
	if (request_wants_json(request)) {
		struct reply reply = reply_bytes(202, "application/json; charset=utf-8",
			S("{\"state\":\"stopped\"}"));

		return reply;
	}
	return reply_go(request, "/r/stopped");
}

/* ---- From answers to an event ---------------------------------------------------------- */

void event_prepare(struct event *event)
{
	const struct item *type = item_find("event/types", event->type);
	struct type_facts facts = { 0 };

	if (type)
		facts = (struct type_facts){ item_int(type, "severity_hint"),
			item_int(type, "restricted") == 1, item_text(type, "class") };
	if (!event->class.len)
		event->class = facts.class;
	if (!event->severity)
		event->severity = severity_first(&facts, event->is_anyone_hurt);
	event->is_restricted |= facts.is_restricted;
}

static bool clock_read(struct str text, int *hour, int *minute)
{
	struct str minutes = text, hours = str_cut(&minutes, ':');
	int64_t h, m;

	if (!str_to_int(hours, &h) || !str_to_int(str_part(minutes, 0, 2), &m)
	    || h < 0 || h > 23 || m < 0 || m > 59)
		return false;
	*hour = (int)h;
	*minute = (int)m;
	return true;
}

static void occurred_judge(struct public_report *report, struct event *event,
                           struct problems *problems)
{
	struct date day = date_today();
	int hour = 12, minute = 0;
	bool has_clock = clock_read(report->clock, &hour, &minute);

	event->occurred_at = instant_now();
	if (!str_is(report->when, "today") && !str_is(report->when, "day"))
		return;
	if (str_is(report->when, "day")) {
		day = report->day;
		if (!date_is_given(day)) {
			problem_add(problems, "day", "%s", _("Write the date when it happened."));
			return;
		}
		event->is_time_uncertain = !has_clock;
	} else if (!has_clock) {
		problem_add(problems, "clock", "%s", _("Write the time when it happened, for example 14:20."));
		return;
	}
	event->occurred_at = instant_at(day, hour, minute, 0);
	if (date_compare(day, date_today()) == 0 && !has_clock)
		event->occurred_at = instant_now();
	if (event->occurred_at.seconds > instant_now().seconds)
		problem_add(problems, str_is(report->when, "day") ? "day" : "clock", "%s",
			_("This is in the future. Write when it happened."));
}

static struct target target_of(struct view *view, struct str code)
{
	struct target target = { .code = code };

	if (!code.len || code.len > 60)
		return target;
	target.place = place_of_code(view, code);
	if (target.place && target.place->unit_id)
		target.unit = unit_get(view, target.place->unit_id);
	if (!target.place)
		target.unit = unit_of_code(view, code);
	return target;
}

/* Who takes it: the poster's unit, the one that was chosen, the reporter's own, the city's. */
static int64_t report_unit(struct request *request, struct view *view,
                           const struct public_report *report, const struct target *target)
{
	struct str code = setting_text("report_unit");
	const struct unit *unit;

	if (report->unit_id)
		return report->unit_id;
	if (target->unit)
		return target->unit->id;
	if (request_person(request)->unit_id)
		return request_person(request)->unit_id;
	unit = code.len ? unit_of_code(view, code) : NULL;
	return unit ? unit->id : unit_at_top(view);
}

static void place_put(struct event *event, const struct public_report *report,
                      const struct target *target)
{
	event->place_text = report->place_text;
	if (target->place) {
		event->place_id = target->place->id;
		event->place_type = target->place->kind;
		event->is_place_hidden = target->place->is_hidden;
		if (!event->place_text.len)
			event->place_text = target->place->name;
	}
	if (report->lat != 0 && report->lon != 0
	    && !sweref_of(report->lat, report->lon, &event->north_mm, &event->east_mm))
		event->north_mm = event->east_mm = 0;
}

static void event_of_report(struct request *request, struct view *view,
                            const struct public_report *report, struct event *event)
{
	struct target target = target_of(view, request_field(request, "code"));
	const struct person *person = request_person(request);

	event->unit_id = report_unit(request, view, report, &target);
	place_put(event, report, &target);
	event->type = item_text(item_find("event/tiles", report->tile), "type_code");
	event->class = report->only_risk ? S("risk_observation") : S("");
	event->story = report->story;
	event->is_anyone_hurt = report->hurt;
	event->is_ongoing = str_is(report->ongoing, "yes");
	event->channel = target.code.len ? S("qr") : S("web");
	event->is_anonymous = report->is_anonymous;
	event->reporter_role = report->reporter_role;
	event->police_reference = report->police_reference;
	event->damage = report->damage;
	event->blocks = S("{}");
	if (report->witness)
		event->blocks = block_with(view_arena(view), event->blocks, S("report"),
			S("witness"), S("yes"));
	if (!report->is_anonymous) {
		event->contact = report->contact;
		event->reporter_id = person->id;
	}
	event_prepare(event);
}

/* ---- Judging ---------------------------------------------------------------------------- */

static void words_judge(struct arena *arena, const struct public_report *report,
                        struct problems *problems)
{
	const struct { const char *field; struct str words; } fields[] = {
		{ "story", report->story }, { "place_text", report->place_text },
		{ "damage", report->damage }, { "photo_words", report->photo_words },
	};

	for (size_t i = 0; i < COUNT(fields); i++)
		if (words_guard(arena, fields[i].words) == WORDS_HOLD_NUMBER)
			problem_add(problems, fields[i].field, "%s",
				_("There is a personal number in the text. Send it without the number."));
}

static bool report_judge(struct view *view, const struct answers *answers,
                         struct public_report *report, struct event *event,
                         struct problems *problems)
{
	if (!form_judge(&public_form, view, answers, true, report, problems))
		return false;
	if (!report->tile.len)
		problem_add(problems, "tile", "%s", _("Choose what kind of event it was."));
	if (!report->story.len)
		problem_add(problems, "story", "%s", _("Write what happened. One sentence is enough."));
	occurred_judge(report, event, problems);
	words_judge(view_arena(view), report, problems);
	return problems->count == 0;
}

/* What must never be stored, asked before anything else is judged. */
static struct str protective_reason(struct request *request)
{
	static const char *const fields[] = { "story", "place_text", "damage", "contact",
		"photo_words" };

	if (str_is(request_field(request, "protective"), "yes"))
		return S("answered yes");
	for (size_t i = 0; i < COUNT(fields); i++) {
		const struct item *mark = protective_mark(request->arena,
			request_field(request, fields[i]));

		if (mark)
			return mark->code;
	}
	return S("");
}

static struct reply too_many(struct request *request)
{
	return reply_problem(request, 429, _("Many reports have come from here in a short time."),
		str_of(_("Yours was not saved. Wait a minute, go back and send it again.")));
}

/* A field that people do not see was filled in. */
static struct reply trapped(struct request *request)
{
	return reply_problem(request, 422, _("The report was not sent."),
		str_of(_("A field that must be empty was filled in, perhaps by your browser. Go back, empty it and send again.")));
}

static void say_photos(struct request *request, int refused)
{
	if (refused)
		request_message(request, _("The report is saved, but some photos could not be kept. Photos are JPEG or PNG, at most 20 MB, at most five."));
}

static struct reply report_keep(struct request *request, struct change *change,
                                struct event *event, struct str seed,
                                const struct photos *photos)
{
	struct view *view = change_view(change);
	struct str code = code_free(view, seed);

	event->follow_digest = follow_digest(request->arena, code);
	event->source_key = seed;
	event_report(change, event, S(""));
	say_photos(request, photos_keep(change, photos, event->id));
	return reply_done(request, 201, &event_record, event, "/r/receipt/%.*s", STR(code));
}

/* The key of one sending; the same form with the same words is the same sending. */
static struct str sending_key(struct request *request, bool is_challenged)
{
	if (!is_challenged)
		return digest_hex(request->arena, random_token(request->arena, HASH_BYTES));
	return digest_keyed(request->arena, service_key(request->arena, "sending"),
		arena_print(request->arena, "%.*s\n%.*s", STR(request_field(request, "challenge")),
			STR(answers_text(request))));
}

static struct reply report_judged(struct request *request, struct change *change, struct str seed,
                                  const struct photos *photos)
{
	struct answers answers = { request->field_count, request->fields };
	struct public_report report = { 0 };
	struct event event = { 0 };
	const struct event_follow *before = follow_of_sender(change_view(change), seed);

	if (before)
		return reply_go(request, "/r/receipt/%.*s",
			STR(code_found(request->arena, seed, before->follow_digest)));
	if (!report_judge(change_view(change), &answers, &report, &event, request_problems(request)))
		return reply_again(request, change);
	event_of_report(request, change_view(change), &report, &event);
	return report_keep(request, change, &event, seed, photos);
}

struct reply report_act(struct request *request, struct change *change)
{
	struct str challenge = request_field(request, "challenge"), reason;
	bool is_challenged = challenge_is_good(request->arena, challenge);
	bool has_worked = is_challenged && work_is_done(request->arena, challenge,
		request_field(request, "pow"), setting_int("proof_of_work_bits"));
	struct photos photos;
	struct target target;

	if (request_field(request, "website").len)
		return trapped(request);
	if (!request_person(request)->id && !is_within_rate(request, has_worked))
		return too_many(request);
	if (str_is(request_field(request, "whistleblowing"), "yes"))
		return whistleblowing_turn(request, change, "report");
	if (request_field(request, "is_anonymous").len)
		change_as_nobody(change);
	reason = protective_reason(request);
	if (reason.len) {
		target = target_of(change_view(change), request_field(request, "code"));
		return words_seal(request, change, "report", reason,
			target.unit ? target.unit->id : 0);
	}
	photos = photos_read(request, "photos");
	photos.alt = str_trim(request_field(request, "photo_words"));
	return report_judged(request, change, sending_key(request, is_challenged), &photos);
}

/* ---- For machines ------------------------------------------------------------------------ */

static void api_judge(struct view *view, void *row, struct problems *problems)
{
	struct event *event = row;

	if (!event->story.len && !event->title.len)
		problem_add(problems, "story", "%s", _("Write what happened. One sentence is enough."));
	if (event->occurred_at.seconds > instant_now().seconds)
		problem_add(problems, "occurred_at", "%s", _("This is in the future. Write when it happened."));
	if (words_guard(view_arena(view), event->story) == WORDS_HOLD_NUMBER
	    || words_guard(view_arena(view), event->title) == WORDS_HOLD_NUMBER)
		problem_add(problems, "story", "%s",
			_("There is a personal number in the text. Send it without the number."));
}

const struct form event_report_form = {
	.record = &event_record,
	.fields = FIELDS("unit_id", "place_id", "type", "class", "title", "story", "occurred_at",
		"occurred_to", "is_time_uncertain", "discovered_at", "is_ongoing", "place_type",
		"place_text", "is_indoors", "is_anyone_hurt", "injured", "reporter_role", "contact",
		"channel", "protected_values", "immediate", "police_reference", "damage",
		"cost_estimate"),
	.judge = api_judge,
};

struct reply event_api_report(struct request *request, struct change *change)
{
	struct event *event = request_record(request);

	if (words_guard(request->arena, event->story) == WORDS_ARE_PROTECTIVE
	    || words_guard(request->arena, event->title) == WORDS_ARE_PROTECTIVE)
		return words_seal(request, change, "api", S("mark"), event->unit_id);
	event->reporter_id = request_person(request)->id;
	if (!event->channel.len)
		event->channel = request_wants_json(request) ? S("api") : S("web");
	event_prepare(event);
	event_report(change, event, S(""));
	return reply_done(request, 201, &event_record, event, "/my-reports/%.*s",
		STR(event->number));
}

/* ---- Pages --------------------------------------------------------------------------------- */

struct str report_answer(const struct report_page *page, const char *name)
{
	return page->answers ? answer_get(page->answers, name) : S("");
}

bool report_chose(const struct report_page *page, const char *name, const char *value,
                  bool is_standard)
{
	if (page->answers && answer_has(page->answers, name))
		return str_is(answer_get(page->answers, name), value);
	return is_standard;
}

struct str report_problem(const struct report_page *page, const char *name)
{
	return page->problems ? problem_for(page->problems, name) : S("");
}

enum { STORY_BEGUN_LONGEST = 500 };

/* Who is signed in may come with the beginning: /r?story=... from a warning. */
struct str report_story(const struct report_page *page)
{
	if (!page->answers && page->person->id)
		return personal_numbers_removed(page->request->arena,
			str_letters_part(request_query(page->request, "story"), STORY_BEGUN_LONGEST));
	return personal_numbers_removed(page->request->arena, report_answer(page, "story"));
}

static void page_number_find(struct report_page *page)
{
	struct str story = report_answer(page, "story");

	if (personal_number_find(story, &page->number_at, &page->number_len))
		page->number_text = story;
}

static struct str target_words(struct arena *arena, const struct target *target)
{
	if (target->place && target->unit && target->unit->place_id == target->place->id)
		return unit_words(target->unit);
	if (target->place && target->unit)
		return arena_print(arena, "%.*s, %.*s", STR(target->place->name),
			STR(unit_words(target->unit)));
	if (target->place)
		return target->place->name;
	return target->unit ? unit_words(target->unit) : S("");
}

struct reply report_show(struct request *request, struct view *view)
{
	const struct answers *answers = request_answers(request);
	struct str code = answers ? answer_get(answers, "code") : request_param(request, "code");
	struct report_page page = {
		.request = request, .view = view, .answers = answers,
		.problems = answers ? request_problems(request) : NULL,
		.person = request_person(request), .target = target_of(view, code),
		.challenge = challenge_make(request->arena),
		.bits = setting_int("proof_of_work_bits"),
		.emergency = setting_text("emergency_number"),
		.security_contact = setting_text("security_contact"),
		.draft_name = S("report"),
	};
	struct form_view form = form_view_of(request, view, &public_form, NULL);
	struct public_report own = { .unit_id = page.person->unit_id };
	struct out *out;

	if (code.len && !page.target.unit && !page.target.place)
		return reply_not_found(request);
	form.row = &own;
	page.unit_words = target_words(request->arena, &page.target);
	page_number_find(&page);
	out = page_begin_bare(request, "report", _("Report what happened"));
	report_page(out, &page, &form);
	return page_end(request, answers ? 422 : 200);
}

struct instant reading_due(struct arena *arena, struct instant reported_at)
{
	const struct catalogue *clocks = catalogue_get("event/handling_clocks");

	for (size_t i = 0; i < clocks->count; i++) {
		const struct item *clock = &clocks->items[i];

		if (str_is(item_text(clock, "from_state_or_event"), "reported")
		    && str_is(item_text(clock, "until_state_or_event"), "received")
		    && !item_int(clock, "severity_from"))
			return handling_due(clock, reported_at,
				holidays_near(arena, instant_date(reported_at)));
	}
	return (struct instant){ 0 };
}

struct str type_branch_name(struct str type)
{
	const struct item *item = item_find("event/types", type);

	if (!item)
		return str_of(_("An event"));
	return item->parent.len ? code_name("event/types", item->parent) : item_name(item);
}

struct reply receipt_show(struct request *request, struct view *view)
{
	struct arena *arena = request->arena;
	struct str code = code_plain(arena, request_param(request, "code"));
	struct receipt receipt = { .code = code };
	struct instant due;
	struct out *out;

	if (!access_rate("follow", request->address, 60, RATE_SECONDS))
		return too_many(request);
	receipt.follow = code.len ? follow_of_code(view, follow_digest(arena, code)) : NULL;
	if (!receipt.follow)
		return reply_not_found(request);
	due = reading_due(arena, receipt.follow->reported_at);
	receipt.unit = unit_name(view, receipt.follow->unit_id);
	receipt.due = due.seconds ? tongue_date(arena, instant_date(due)) : S("");
	if (instant_now().seconds - receipt.follow->reported_at.seconds < SAME_MINUTES * MINUTE)
		receipt.near = events_near(view, receipt.follow);
	out = page_begin_bare(request, "report", _("Thank you"));
	receipt_page(out, &receipt);
	return page_end(request, 200);
}

struct reply quarantined_show(struct request *request, struct view *view)
{
	struct out *out = page_begin_bare(request, "report", _("This must not be written here"));

	(void)view;
	quarantined_page(out, setting_text("security_contact"));
	return page_end(request, 200);
}
