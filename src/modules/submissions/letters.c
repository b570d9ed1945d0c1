/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * submissions/letters.c - polite reminders: written per person, shown, sent, followed.
 *
 * A person gets at most one letter a day, with everything from all of his or her units: what
 * is to be handed in, and roles that nobody holds.  A restricted role is never in a letter.  A
 * letter is sent once: before it goes it is marked as being sent, so that a job that dies
 * leaves "not known", never a second letter by itself.
 */
#include "modules/submissions/inside.h"

#include "base/crypto.h"
#include "kit/mail.h"
#include "kit/setting.h"
#include "kit/table.h"
#include "modules/submissions/cockpit.h"
#include "modules/submissions/letters.html.h"
#include "modules/units/units.h"

#include <string.h>

enum { LONGEST_LETTER_TEXT = 64 * 1024, LONGEST_INTRO = 1000, FEW_LETTERS = 4 };

/* ---- Writing them ---------------------------------------------------------------------------- */

struct writing {
	struct view *view;
	const struct letter_ask *ask;
	struct str intro;
	struct date today;
};

static void item_line(struct out *out, const struct writing *writing, const struct delivery *delivery)
{
	bool has_day = date_is_given(delivery->due);
	int days = has_day ? date_days_between(writing->today, delivery->due) : 0;
	struct str name = deliverable_name(delivery->deliverable);
	struct str due = has_day ? tongue_date(out->arena, delivery->due) : S("");

	if (delivery->state == SUBMISSION_returned)
		out_print(out, _("- %.*s, %.*s: was returned with a comment and is to be handed in again."),
			STR(name), STR(delivery->period));
	else if (!has_day)
		out_print(out, _("- %.*s, %.*s: to be handed in when something has happened."),
			STR(name), STR(delivery->period));
	else if (days < 0)
		out_print(out, plural(-days, "- %.*s, %.*s: was due %.*s, %d day ago.",
			"- %.*s, %.*s: was due %.*s, %d days ago."), STR(name), STR(delivery->period),
			STR(due), -days);
	else
		out_print(out, _("- %.*s, %.*s: due %.*s."), STR(name), STR(delivery->period), STR(due));
	out_char(out, '\n');
}

static void address_line(struct out *out, const char *path, const struct unit *unit)
{
	struct str base = setting_text("public_address");

	if (base.len)
		out_print(out, "\n%.*s%s?unit=%.*s\n", STR(base), path, STR(unit->code));
}

static size_t delivery_lines(struct out *out, const struct writing *writing, const struct unit *unit)
{
	const struct delivery_list *deliveries = writing->ask->deliveries;
	size_t items = 0;

	for (size_t i = 0; i < deliveries->count; i++) {
		if (deliveries->at[i].unit_id != unit->id)
			continue;
		if (!items++)
			out_print(out, "\n%.*s\n\n", STR(unit_words(unit)));
		item_line(out, writing, &deliveries->at[i]);
	}
	if (items)
		address_line(out, "/submissions", unit);
	return items;
}

static bool is_told(const struct vacancy *vacancy, int64_t unit_id)
{
	return vacancy->unit_id == unit_id && !item_int(vacancy->role, "restricted");
}

static size_t vacancy_lines(struct out *out, const struct writing *writing, const struct unit *unit)
{
	const struct vacancy_list *vacancies = &writing->ask->vacancies;
	size_t count = 0;

	for (size_t i = 0; i < vacancies->count; i++) {
		const struct vacancy *one = &vacancies->at[i];

		if (!is_told(one, unit->id))
			continue;
		if (!count++)
			out_print(out, _("\n%.*s: roles that nobody holds\n\n"), STR(unit_words(unit)));
		out_print(out, one->is_deputy ? _("- %.*s (deputy), since %.*s\n")
			: _("- %.*s, since %.*s\n"), STR(item_name(one->role)),
			STR(tongue_date(out->arena, one->since)));
	}
	if (count)
		address_line(out, "/appointments/vacancies", unit);
	return count;
}

/* What one unit is behind with; nothing: nothing is written. */
static bool unit_lines(struct out *out, const struct writing *writing, const struct unit *unit,
                       struct letter *letter)
{
	size_t items = delivery_lines(out, writing, unit), vacancies = 0;

	if (items || writing->ask->for_vacancies)
		vacancies = vacancy_lines(out, writing, unit);
	letter->items += items;
	letter->vacancies += vacancies;
	return items || vacancies;
}

static struct str intro_of(struct arena *arena, const struct writing *writing)
{
	if (writing->intro.len)
		return arena_print(arena, _("Hello!\n\n%.*s\n"), STR(writing->intro));
	if (!writing->ask->deliveries->count)
		return arena_copy(arena, str_of(_("Hello!\n\nThese roles under the programme have no holder:\n")));
	return arena_copy(arena, str_of(_("Hello!\n\nThis is what is to be handed in under the programme:\n")));
}

/* Is this writer the one whom the unit is reminded through?  Who also submits is so only where
 * nobody else writes. */
static bool is_addressee(const struct writer_list *writers, const struct writer *writer)
{
	if (!writer->also_submits)
		return true;
	for (size_t i = 0; i < writers->count; i++)
		if (writers->at[i].unit_id == writer->unit_id && !writers->at[i].also_submits)
			return false;
	return true;
}

static struct str subject_of(struct arena *arena, const struct letter *letter)
{
	if (letter->items)
		return arena_print(arena, plural((int64_t)letter->items,
			"%.*s: %zu thing to hand in", "%.*s: %zu things to hand in"),
			STR(letter->unit_codes), letter->items);
	return arena_print(arena, plural((int64_t)letter->vacancies,
		"%.*s: %zu role without a holder", "%.*s: %zu roles without a holder"),
		STR(letter->unit_codes), letter->vacancies);
}

static struct letter letter_of(const struct writing *writing, const struct writer_list *writers,
                               size_t from, size_t to)
{
	struct arena *arena = view_arena(writing->view);
	struct letter letter = { .writer = &writers->at[from] };
	struct str mine = str_of(tongue_code());
	struct out out;
	int64_t last_unit = 0;

	tongue_choose(letter.writer->language.len ? letter.writer->language : setting_text("language"));
	out_init(&out, arena, LONGEST_LETTER_TEXT);
	out_raw(&out, intro_of(arena, writing));
	for (size_t i = from; i < to; i++) {
		const struct unit *unit;

		if (writers->at[i].unit_id == last_unit || !is_addressee(writers, &writers->at[i]))
			continue;
		last_unit = writers->at[i].unit_id;
		unit = unit_get(writing->view, last_unit);
		if (unit && unit_lines(&out, writing, unit, &letter))
			letter.unit_codes = arena_print(arena, "%.*s%s%.*s", STR(letter.unit_codes),
				letter.unit_codes.len ? " " : "", STR(unit->code));
	}
	out_print(&out, _("\nIf something is already on its way, you need not answer.\n\n%.*s\n"),
		STR(setting_text("city_name")));
	letter.subject = subject_of(arena, &letter);
	letter.words = out_str(&out);
	tongue_choose(mine);
	return letter;
}

static bool has_writer(const struct writer_list *writers, int64_t unit_id)
{
	for (size_t i = 0; i < writers->count; i++)
		if (writers->at[i].unit_id == unit_id)
			return true;
	return false;
}

static void silent_add(const struct writing *writing, const struct writer_list *writers,
                       int64_t unit_id, struct unit_list *silent)
{
	const struct unit *unit;

	for (size_t i = 0; i < silent->count; i++)
		if (silent->at[i].id == unit_id)
			return;
	unit = has_writer(writers, unit_id) ? NULL : unit_get(writing->view, unit_id);
	if (unit)
		silent->at[silent->count++] = *unit;
}

static struct unit_list silent_of(const struct writing *writing, const struct writer_list *writers)
{
	const struct delivery_list *deliveries = writing->ask->deliveries;
	const struct vacancy_list *vacancies = &writing->ask->vacancies;
	struct unit_list silent = { 0, arena_array(view_arena(writing->view), struct unit,
		deliveries->count + vacancies->count + 1) };

	for (size_t i = 0; i < deliveries->count; i++)
		silent_add(writing, writers, deliveries->at[i].unit_id, &silent);
	for (size_t i = 0; i < vacancies->count && writing->ask->for_vacancies; i++)
		if (is_told(&vacancies->at[i], vacancies->at[i].unit_id))
			silent_add(writing, writers, vacancies->at[i].unit_id, &silent);
	return silent;
}

struct letter_list letters_write(struct view *view, const struct letter_ask *ask,
                                 struct unit_list *silent)
{
	struct writer_list writers = submission_writers(view);
	const struct writing writing = { view, ask,
		str_letters_part(str_trim(ask->intro), LONGEST_INTRO), date_today() };
	struct letter_list letters = { 0, arena_array(view_arena(view), struct letter,
		writers.count + 1) };
	size_t to;

	for (size_t from = 0; from < writers.count; from = to) {
		struct letter letter;

		for (to = from; to < writers.count
		     && writers.at[to].person_id == writers.at[from].person_id; to++)
			;
		letter = letter_of(&writing, &writers, from, to);
		if (!letter.items && !letter.vacancies)
			continue;
		letter.is_sent_today = reminder_is_sent_today(view, letter.writer->person_id,
			writing.today);
		letters.at[letters.count++] = letter;
	}
	*silent = silent_of(&writing, &writers);
	return letters;
}

struct str letter_mailto(struct arena *arena, const struct letter *letter)
{
	struct out out;

	out_init(&out, arena, 4 * LONGEST_LETTER_TEXT);
	out_z(&out, "mailto:");
	out_link_part(&out, letter->writer->email);
	out_z(&out, "?subject=");
	out_link_part(&out, letter->subject);
	out_z(&out, "&body=");
	out_link_part(&out, letter->words);
	return out_str(&out);
}

/* ---- Shown before they are sent ------------------------------------------------------------------ */

enum { WHAT_late, WHAT_soon, WHAT_both, WHAT_vacancies };
static const char *const whats[] = { "late", "soon", "both", "vacancies" };

struct wish {
	int what;                       /* index in whats */
	struct str intro;
	int year;
	const struct programme *programme;
};

static struct str said(struct request *request, const char *name)
{
	struct str field = request_field(request, name);

	return field.len ? field : request_query(request, name);
}

static struct wish wish_of(struct request *request, struct view *view)
{
	struct wish wish = { .intro = said(request, "intro"), .year = cockpit_year(request) };
	struct str what = said(request, "what");
	int64_t year;

	if (str_to_int(request_field(request, "year"), &year) && year > 1999 && year < 2200)
		wish.year = (int)year;
	for (size_t i = 0; i < COUNT(whats); i++)
		if (str_is(what, whats[i]))
			wish.what = (int)i;
	wish.programme = submissions_programme(view, S(""), wish.year);
	return wish;
}

/* Late and not handed in, or sent back; soon and not handed in. */
static struct delivery_list wished(struct view *view, const struct wish *wish)
{
	const struct delivery_ask ask = { .programme = wish->programme, .year = wish->year };
	struct delivery_list list = wish->programme && wish->what != WHAT_vacancies
		? deliveries_asked(view, &ask) : (struct delivery_list){ 0 };
	struct date today = date_today();
	size_t kept = 0;

	for (size_t i = 0; i < list.count; i++) {
		enum delivery_word word = delivery_word_of(&list.at[i], today);
		bool is_late = word == WORD_late || word == WORD_returned;
		bool is_soon = delivery_is_soon(&list.at[i], today);

		if ((wish->what != WHAT_soon && is_late) || (wish->what != WHAT_late && is_soon))
			list.at[kept++] = list.at[i];
	}
	list.count = kept;
	return list;
}

static struct letter_list letters_wished(struct view *view, const struct wish *wish,
                                         struct unit_list *silent)
{
	struct delivery_list deliveries = wished(view, wish);

	return letters_write(view, &(struct letter_ask){ .deliveries = &deliveries,
		.vacancies = vacancies_seen(view, 0), .intro = wish->intro,
		.for_vacancies = wish->what == WHAT_vacancies }, silent);
}

struct reply reminders_show(struct request *request, struct view *view)
{
	struct wish wish = wish_of(request, view);
	struct str problem = problem_for(request_problems(request), "");
	struct unit_list silent;
	struct letter_list letters = letters_wished(view, &wish, &silent);
	struct out *out = page_begin(request, view, _("Remind"));
	bool may_send = false;

	reminders_head(out, wish.year, wish.what, wish.intro);
	if (problem.len)
		reminders_problem(out, problem);
	if (silent.count)
		reminders_silent(out, &silent);
	if (!letters.count) {
		reminders_none(out);
		return page_end(request, 200);
	}
	for (size_t i = 0; i < letters.count; i++)
		may_send |= mail_is_ready() && !letters.at[i].is_sent_today;
	reminders_form_begin(out, request, wish.year, whats[wish.what], wish.intro, may_send);
	for (size_t i = 0; i < letters.count; i++)
		reminders_letter(out, &letters.at[i], letters.count <= FEW_LETTERS);
	reminders_form_end(out, may_send);
	return page_end(request, 200);
}

static bool is_chosen(struct request *request, int64_t person_id)
{
	int64_t chosen;

	for (size_t i = 0; i < request->field_count; i++)
		if (str_is(request->fields[i].name, "chosen")
		    && str_to_int(request->fields[i].value, &chosen) && chosen == person_id)
			return true;
	return false;
}

static void letter_keep(struct change *change, const struct letter *letter, struct str batch)
{
	struct reminder reminder = { .batch = batch, .person_id = letter->writer->person_id,
		.unit_codes = letter->unit_codes, .address = letter->writer->email,
		.subject = letter->subject, .words = letter->words,
		.items = (int64_t)(letter->items + letter->vacancies),
		.on_day = date_today(), .state = REMINDER_waiting };

	change_insert(change, &reminder_record.shape, &reminder);
}

static struct reply batch_start(struct request *request, struct change *change, struct str batch)
{
	int64_t job = job_start(change, "submission-letters",
		arena_print(request->arena, "{\"batch\":\"%.*s\"}", STR(batch)), S(""), S(""));
	struct str path = job_path(change_view(change), job);

	return reply_done(request, 202, NULL, NULL, "%.*s", STR(path));
}

static struct reply nothing_sent(struct request *request, struct change *change, const char *words)
{
	problem_add(request_problems(request), "", "%s", words);
	return reply_again(request, change);
}

struct reply reminders_act(struct request *request, struct change *change)
{
	struct view *view = change_view(change);
	struct wish wish = wish_of(request, view);
	struct str batch = uuid_v7(request->arena);
	struct unit_list silent;
	struct letter_list letters;
	size_t kept = 0;

	if (!mail_is_ready())
		return nothing_sent(request, change,
			_("No mail server is set up. Copy the letters, or ask the system owner."));
	letters = letters_wished(view, &wish, &silent);
	for (size_t i = 0; i < letters.count; i++)
		if (!letters.at[i].is_sent_today
		    && is_chosen(request, letters.at[i].writer->person_id)) {
			letter_keep(change, &letters.at[i], batch);
			kept++;
		}
	if (!kept)
		return nothing_sent(request, change,
			_("Choose at least one letter. A person gets at most one a day."));
	return batch_start(request, change, batch);
}

/* ---- Sending them ----------------------------------------------------------------------------------- */

/* False: somebody else has it. */
static bool reminder_save(struct job *job, struct reminder *reminder)
{
	return job_save(job, &reminder_record.shape, reminder, reminder->version);
}

/* One letter, tried again while the server says later; each state is on the disk before the
 * next step, and who could not mark it as being sent does not send it. */
static void reminder_send(struct job *job, struct reminder *reminder)
{
	const struct mail mail = { .to = reminder->address, .subject = reminder->subject,
		.text = reminder->words, .identity = reminder->public_id };
	struct str problem = S("");
	enum mail_answer answer;

	reminder->state = REMINDER_sending;
	if (!reminder_save(job, reminder))
		return;
	answer = mail_send_patiently(job, &mail, &reminder->tries, &problem);
	reminder->state = answer == MAIL_SENT ? REMINDER_sent : REMINDER_failed;
	reminder->problem = str_letters_part(problem, 200);
	if (answer == MAIL_SENT)
		reminder->sent_at = instant_now();
	reminder_save(job, reminder);
}

static struct reminder_list batch_read(struct job *job)
{
	struct view *view = view_open(job_store(job), job_arena(job), (struct who){ .is_system = true });
	struct reminder_list list = reminders_of_batch(view, job_argument(job, "batch"));

	view_close(view);
	return list;
}

static bool letters_run(struct job *job)
{
	struct reminder_list list = batch_read(job);
	size_t sent = 0, done = 0;

	for (size_t i = 0; i < list.count && !job_is_cancelled(job); i++) {
		job_progress(job, (int64_t)i, (int64_t)list.count, _("Sending"));
		reminder_send(job, &list.at[i]);
		sent += list.at[i].state == REMINDER_sent;
		done++;
	}
	job_count(job, (int64_t)done, (int64_t)list.count, _("Sending"));
	job_result(job, arena_print(job_arena(job), "/submissions/letters?batch=%.*s",
		STR(job_argument(job, "batch"))));
	job_say(job, _("%zu of %zu letters were taken by the mail server."), sent, list.count);
	return sent == list.count;
}

/* The one that was under way when the job died may have been sent. */
static void letters_recover(struct job *job)
{
	struct change *change;

	do {
		change = change_open(job_store(job), job_arena(job), (struct who){ .is_system = true });
		reminders_sending_unknown(change, job_argument(job, "batch"));
	} while (change_commit(change) == CLASHED);
}

const struct job_kind submissions_jobs[] = {
	{ .name = "submission-letters", .label = N_("Send reminders"), .need = MAY_submissions_receive,
	  .run = letters_run, .recover = letters_recover, .is_hidden = true },
	{ .name = NULL },
};

/* ---- What became of them ------------------------------------------------------------------------------ */

struct reply letters_show(struct request *request, struct view *view)
{
	struct table_page page = { .title = _("Reminders"),
		.status = str_of(_("Taken by the mail server does not mean read.")) };
	struct query query;

	reminders_query(request, view, &query);
	return table_reply(request, view, &reminders_table, &query, &page);
}

/* A person presses: also for one of which it is not known whether it was sent. */
struct reply letter_retry_act(struct request *request, struct change *change)
{
	const struct reminder *before = reminder_get(change_view(change), request_param(request, "id"));
	struct reminder now;

	if (!before)
		return reply_not_found(request);
	if (before->state != REMINDER_failed && before->state != REMINDER_unknown)
		return reply_problem(request, 422, _("The letter is not sent again."),
			str_of(_("It is waiting, or has been sent already.")));
	now = *before;
	now.state = REMINDER_waiting;
	now.batch = uuid_v7(request->arena);
	now.tries = 0;
	change_update(change, &reminder_record.shape, &now, before->version);
	return batch_start(request, change, now.batch);
}
