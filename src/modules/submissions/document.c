/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * submissions/document.c - a submission is begun, followed by a new version, frozen and
 * written out.
 *
 * The document is the unit's and the city's: its headings and first lines are in the language
 * of the city, whoever presses the button.
 */
#include "modules/submissions/inside.h"

#include "base/crypto.h"
#include "kit/folder.h"
#include "kit/setting.h"
#include "modules/units/units.h"

enum { LONGEST_JSON = 4 << 20, LONGEST_MARKDOWN = 1 << 20, LONGEST_NAME = 120, MOST_HEADINGS = 24 };

/* ---- Headings (catalogue submission_headings) --------------------------------------------- */

static bool city_is_english(void)
{
	return str_is(setting_text("language"), "en");
}

static struct str city_name_of(const struct item *item)
{
	struct str en = item_text(item, "name_en"), sv = item_text(item, "name_sv");

	return city_is_english() && en.len ? en : sv;
}

static void headings_take(struct section_list *list, const char *word)
{
	const struct catalogue *all = catalogue_get("submission_headings");

	for (size_t i = 0; i < all->count && list->count < MOST_HEADINGS; i++)
		if (!all->items[i].is_retired && item_has(&all->items[i], "deliverables", word))
			list->at[list->count++] = (struct section){
				.heading = city_name_of(&all->items[i]),
				.text = item_words(&all->items[i], "hint") };
}

/* Those of the deliverable, else those of any; the text is what belongs there. */
struct section_list submission_headings(struct arena *arena, struct str deliverable)
{
	struct section_list list = { 0, arena_array(arena, struct section, MOST_HEADINGS) };

	headings_take(&list, str_z(arena, deliverable));
	if (!list.count)
		headings_take(&list, "any");
	return list;
}

/* ---- What is known beforehand ---------------------------------------------------------------- */

static struct event_ask events_of(const struct submission *submission, int years_before)
{
	struct date today = date_today(), to = submission->period_to;

	if (date_compare(to, today) > 0)
		to = today;
	return (struct event_ask){ .unit_id = submission->unit_id, .without_restricted = true,
		.from = date_add_months(submission->period_from, -12 * years_before),
		.to = date_add_months(to, -12 * years_before) };
}

/* Numbers of a period that has begun, and only for a writer who sees the events of the unit: others would count what they may
 * see and believe that it is all. */
static struct str figures(struct change *change, const struct submission *submission)
{
	struct view *view = change_view(change);
	struct event_ask now = events_of(submission, 0), before = events_of(submission, 1);
	struct str link;

	if (date_compare(submission->period_from, date_today()) > 0
	    || !submission_may(view, MAY_events_read, submission->unit_id))
		return S("");
	link = events_link(change_arena(change), &now, "", S(""));
	submission_link_add(change, submission->id, arena_print(change_arena(change),
		_("Reported events %.*s to %.*s"), STR(date_iso(change_arena(change), now.from)),
		STR(date_iso(change_arena(change), now.to))), link);
	return arena_print(change_arena(change),
		_("- Reported events %.*s to %.*s: %lld; the same days the year before: %lld."),
		STR(tongue_date(change_arena(change), now.from)),
		STR(tongue_date(change_arena(change), now.to)),
		(long long)events_total(view, &now), (long long)events_total(view, &before));
}

static struct str basis_heading(void)
{
	const struct item *item = item_find("submission_headings", S("basis"));

	return item ? city_name_of(item) : S("");
}

/* Headings with last year's words under them; under the one for the basis the numbers of now. */
static struct str body_first(struct change *change, const struct submission *submission,
                             const struct submission *last)
{
	struct section_list headings = submission_headings(change_arena(change), submission->deliverable);
	struct str basis = basis_heading();

	for (size_t i = 0; i < headings.count; i++)
		headings.at[i].text = str_equals(headings.at[i].heading, basis)
			? figures(change, submission) : (struct str){ 0 };
	return body_begin(change_arena(change), headings.at, headings.count, last ? last->body : S(""));
}

static struct str title_of(struct view *view, const struct deliverable *deliverable,
                           const struct submission *submission)
{
	struct str number = submission->occasion > 1 ? arena_print(view_arena(view), " (%lld)",
		(long long)submission->occasion) : S("");

	return arena_print(view_arena(view), "%.*s, %.*s, %.*s%.*s", STR(deliverable_name(deliverable)),
		STR(unit_name(view, submission->unit_id)), STR(submission->period), STR(number));
}

static void begin_fill(struct change *change, struct submission *submission)
{
	struct view *view = change_view(change);
	const struct submission *last = submission_last_accepted(view, submission);

	if (last)
		submission_link_add(change, submission->id, last->title,
			arena_print(change_arena(change), "/submissions/%.*s", STR(last->public_id)));
	submission->body = body_first(change, submission, last);
	change_update(change, &submission_record.shape, submission, submission->version);
}

struct submission *submission_begin(struct change *change, const struct programme *programme,
                                    const struct deliverable *deliverable, int64_t unit_id,
                                    const struct rule_period *period, int64_t occasion)
{
	struct submission *submission = arena_new(change_arena(change), struct submission);
	struct str mine = str_of(tongue_code());

	tongue_choose(setting_text("language"));
	*submission = (struct submission){ .programme = programme->code,
		.deliverable = deliverable->code, .unit_id = unit_id, .period = period->period,
		.period_from = period->from, .period_to = period->to, .due_on = period->due,
		.occasion = occasion, .number = 1, .state = SUBMISSION_draft, .registration = REGISTRATION_not_public };
	submission->title = title_of(change_view(change), deliverable, submission);
	change_insert(change, &submission_record.shape, submission);
	begin_fill(change, submission);
	submission_step_add(change, submission, "begin", SUBMISSION_none, S(""));
	tongue_choose(mine);
	return submission;
}

/* What was sent back goes on as a new version with the same words, files and links. */
struct submission *submission_follow(struct change *change, const struct submission *before)
{
	struct submission *next = arena_new(change_arena(change), struct submission);

	*next = (struct submission){ .programme = before->programme, .deliverable = before->deliverable,
		.unit_id = before->unit_id, .period = before->period, .period_from = before->period_from,
		.period_to = before->period_to, .due_on = before->due_on,
		.occasion = before->occasion, .number = before->number + 1,
		.state = SUBMISSION_draft, .title = before->title, .body = before->body,
		.secrecy = before->secrecy, .sender_number = before->sender_number,
		.receiver_number = before->receiver_number, .registration = REGISTRATION_not_public,
		.returned_reason = before->returned_reason, .supersedes = before->id };
	change_insert(change, &submission_record.shape, next);
	submission_inherit(change, before->id, next->id);
	submission_step_add(change, next, "begin", SUBMISSION_none, before->returned_reason);
	return next;
}

/* ---- Written out ------------------------------------------------------------------------------ */

static struct str row_text(struct arena *arena, const struct record *record, const void *row)
{
	struct json_out json;
	struct out out;

	out_init(&out, arena, LONGEST_JSON);
	json_begin(&json, &out);
	record_json(&json, record, row);
	return out_str(&out);
}

static void files_write(struct json_out *json, struct view *view, const struct submission *submission)
{
	struct submission_file_list files = submission_files(view, submission->id);
	struct submission_link_list links = submission_links(view, submission->id);

	json_list_begin(json, "files");
	for (size_t i = 0; i < files.count; i++) {
		json_object_begin(json, NULL);
		json_str(json, "name", files.at[i].name);
		json_int(json, "bytes", files.at[i].bytes);
		json_str(json, "sha256", files.at[i].digest);
		json_object_finish(json);
	}
	json_list_finish(json);
	json_list_begin(json, "rests_on");
	for (size_t i = 0; i < links.count; i++) {
		json_object_begin(json, NULL);
		json_str(json, "words", links.at[i].words);
		json_str(json, "path", links.at[i].path);
		json_object_finish(json);
	}
	json_list_finish(json);
}

static void about_write(struct json_out *json, struct view *view, const struct submission *submission)
{
	const struct programme *programme = programme_of_code(view, submission->programme);
	const struct deliverable *deliverable = programme
		? deliverable_of_code(view, programme->id, submission->deliverable) : NULL;
	const struct unit *unit = unit_get(view, submission->unit_id);

	json_object_begin(json, "about");
	json_str(json, "unit", unit ? unit->code : S(""));
	json_str(json, "unit_name", unit ? unit->name_sv : S(""));
	json_str(json, "edition", programme ? programme->edition : S(""));
	json_str(json, "deliverable_name", deliverable ? deliverable->name_sv : S(""));
	json_str(json, "covers", deliverable ? deliverable->covers : S(""));
	json_str(json, "receiver", deliverable ? deliverable->receiver : S(""));
	json_object_finish(json);
}

static struct str whole_json(struct view *view, const struct submission *submission, bool has_history)
{
	struct submission_step_list steps = submission_steps(view, submission->id);
	struct json_out json;
	struct out out;

	out_init(&out, view_arena(view), LONGEST_JSON);
	json_begin(&json, &out);
	json_object_begin(&json, NULL);
	json_already(&json, "submission", row_text(view_arena(view), &submission_record, submission));
	about_write(&json, view, submission);
	files_write(&json, view, submission);
	if (has_history) {
		json_list_begin(&json, "steps");
		for (size_t i = 0; i < steps.count; i++) {
			json_object_begin(&json, NULL);
			json_instant(&json, "at", steps.at[i].at);
			json_str(&json, "who", steps.at[i].person_name);
			json_str(&json, "verb", steps.at[i].verb);
			json_str(&json, "to", steps.at[i].to_state);
			json_str(&json, "words", steps.at[i].words);
			json_object_finish(&json);
		}
		json_list_finish(&json);
	}
	if (has_history && submission->frozen.len)
		json_already(&json, "as_submitted", submission->frozen);
	json_object_finish(&json);
	return out_str(&out);
}

struct str submission_json(struct view *view, const struct submission *submission)
{
	return whole_json(view, submission, true);
}

void submission_freeze(struct change *change, struct submission *submission)
{
	submission->frozen = whole_json(change_view(change), submission, false);
	submission->frozen_digest = digest_hex(change_arena(change), submission->frozen);
}

static void fact(struct out *out, const char *label, struct str value)
{
	if (value.len)
		out_print(out, "- %s: %.*s\n", _(label), STR(value));
}

struct str submission_markdown(struct view *view, const struct submission *submission)
{
	struct submission_file_list files = submission_files(view, submission->id);
	struct arena *arena = view_arena(view);
	struct out out;

	out_init(&out, arena, LONGEST_MARKDOWN);
	out_print(&out, "# %.*s\n\n", STR(submission->title));
	fact(&out, N_("Unit"), unit_name(view, submission->unit_id));
	fact(&out, N_("Period"), submission->period);
	fact(&out, N_("State"), str_of(_(submission_states[submission->state].label)));
	fact(&out, N_("Day of the meeting"), date_iso(arena, submission->meeting_on));
	fact(&out, N_("Paragraph of the minutes"), submission->paragraph);
	fact(&out, N_("Signed by"), submission->signer);
	fact(&out, N_("Submitted"), submission->submitted_at.seconds
		? instant_iso(arena, submission->submitted_at) : S(""));
	fact(&out, N_("Sender's registry number"), submission->sender_number);
	fact(&out, N_("Receiver's registry number"), submission->receiver_number);
	fact(&out, N_("Secrecy"), code_name("secrecy_grounds", submission->secrecy));
	fact(&out, N_("Digest"), submission->frozen_digest);
	for (size_t i = 0; i < files.count; i++)
		out_print(&out, "- %s: %.*s (SHA-256 %.*s)\n", _("Attached file"), STR(files.at[i].name),
			STR(files.at[i].digest));
	out_print(&out, "\n%.*s\n", STR(submission->body));
	return out_str(&out);
}

/* ---- Attachments -------------------------------------------------------------------------------- */

const char *submission_file_path(struct arena *arena, struct str digest)
{
	return arena_print(arena, "%s/%.*s", folder_make(arena, "submissions"), STR(digest)).at;
}

/* What comes after the last / or \, without what a file name should not have; only shown,
 * never a path on our disk. */
static struct str plain_name(struct arena *arena, struct str name)
{
	char *to = (char *)arena_take(arena, name.len + 1);
	size_t len = 0;

	for (size_t i = 0; i < name.len; i++) {
		unsigned char c = (unsigned char)name.at[i];

		if (c == '/' || c == '\\')
			len = 0;
		else if (c >= ' ' && c != 127 && c != '"')
			to[len++] = (char)c;
	}
	return str_letters_part(str_trim((struct str){ to, len }), LONGEST_NAME);
}

void submission_file_keep(struct change *change, int64_t id, struct str name, struct str content)
{
	struct arena *arena = change_arena(change);
	struct submission_file file = { .submission_id = id, .digest = digest_hex(arena, content),
		.name = plain_name(arena, name), .bytes = (int64_t)content.len };

	if (!file.name.len)
		file.name = str_part(file.digest, 0, 12);
	if (submission_file_get(change_view(change), id, file.digest))
		return;
	file_write(arena, submission_file_path(arena, file.digest), content);
	change_insert(change, &submission_file_record.shape, &file);
}
