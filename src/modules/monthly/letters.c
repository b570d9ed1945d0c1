/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * monthly/letters.c - mail to those who receive for a unit: a pack is there, a pack still waits.
 *
 * A letter has a link and no figure.  It is sent once: it is marked as being sent before it goes,
 * so that a job that dies leaves "not known", never a second one.
 */
#include "modules/monthly/inside.h"

#include "base/tongue.h"
#include "kit/mail.h"
#include "kit/setting.h"

enum { LONGEST = 8192, NEWS_DAYS = 3 };

static const struct who the_system = { .is_system = true };

/* ---- Writing ------------------------------------------------------------------------------------- */

static struct str words_of(struct arena *arena, const struct monthly_receiver *to, enum monthly_letter_kind kind,
                           struct str month)
{
	struct str base = setting_text("public_address");
	struct out out;

	out_init(&out, arena, LONGEST);
	out_print(&out, kind == MONTHLY_LETTER_pack
		? _("Hello!\n\nThe statistics of %.*s for %.*s can be read and received:\n\n")
		: _("Hello!\n\nThe statistics of %.*s for %.*s have not been received yet:\n\n"),
		STR(month), STR(to->name));
	if (base.len)
		out_print(&out, "%.*s/monthly/%.*s/%.*s\n\n", STR(base), STR(to->period), STR(to->code));
	else
		out_print(&out, _("Sign in, and choose Monthly packs in the menu.\n\n"));
	out_print(&out, _("There are no figures in this letter. Whoever of you receives it does so for the unit.\n\n%.*s\n"),
		STR(setting_text("city_name")));
	return out_str(&out);
}

static struct monthly_letter letter_of(struct arena *arena, const struct monthly_receiver *to,
                                       enum monthly_letter_kind kind)
{
	struct monthly_letter letter = { .pack_id = to->pack_id, .person_id = to->person_id, .kind = (int)kind,
		.address = to->email, .state = MONTHLY_LETTER_waiting };
	struct str mine = arena_copy(arena, str_of(tongue_code())), month = S("");
	struct date first = { 0 };

	tongue_choose(to->language.len ? to->language : setting_text("language"));
	if (monthly_read(to->period, &first))
		month = tongue_month(arena, first);
	letter.subject = arena_print(arena, kind == MONTHLY_LETTER_pack ? _("Statistics of %.*s")
		: _("Reminder: statistics of %.*s"), STR(month));
	letter.words = words_of(arena, to, kind, month);
	tongue_choose(mine);
	return letter;
}

/* Who is to be told is read in the change, so that nobody is told twice. */
static size_t letters_write(struct job *job, const struct monthly_tell *tell)
{
	struct monthly_receiver_list list;
	struct change *change;

	do {
		change = change_open(job_store(job), job_arena(job), the_system);
		list = monthly_to_tell(change_view(change), tell);
		for (size_t i = 0; i < list.count; i++) {
			struct monthly_letter letter = letter_of(job_arena(job), &list.at[i], tell->kind);

			change_insert(change, &monthly_letter_record.shape, &letter);
		}
	} while (change_commit(change) == CLASHED);
	return list.count;
}

/* Of packs that have just been sent: a mail server that is set up later writes of no old ones. */
static struct monthly_tell news(void)
{
	struct instant now = instant_now();

	return (struct monthly_tell){ .kind = MONTHLY_LETTER_pack, .from = { now.seconds - NEWS_DAYS * (int64_t)DAY },
		.to = now };
}

/* Those who were written to when it was sent, and are late; with 0 days nobody is by itself. */
static struct monthly_tell late(void)
{
	int days = setting_within("monthly_remind_days", 0, 366);

	return (struct monthly_tell){ .kind = MONTHLY_LETTER_reminder, .only_told = true,
		.to = { days ? instant_now().seconds - days * (int64_t)DAY : 0 } };
}

bool monthly_letters_are_needed(struct view *system)
{
	struct monthly_tell tell = late();

	return mail_is_ready() && (monthly_to_tell(system, &tell).count > 0
		|| monthly_letters_waiting(system).count > 0);
}

void monthly_letters_start(struct change *change, struct str remind_period)
{
	if (mail_is_ready())
		job_start(change, "monthly-letters", arena_print(change_arena(change), "{\"remind\":\"%.*s\"}",
			STR(remind_period)), S(""), S(""));
}

/* ---- Sending --------------------------------------------------------------------------------------- */

/* False: somebody else has it. */
static bool letter_save(struct job *job, struct monthly_letter *letter)
{
	return job_save(job, &monthly_letter_record.shape, letter, letter->version);
}

static bool letter_send(struct job *job, struct monthly_letter *letter)
{
	const struct mail mail = { .to = letter->address, .subject = letter->subject,
		.text = letter->words, .identity = letter->public_id };
	struct str problem = S("");
	enum mail_answer answer;

	letter->state = MONTHLY_LETTER_sending;
	if (!letter_save(job, letter))
		return false;
	answer = mail_send_patiently(job, &mail, &letter->tries, &problem);
	letter->state = answer == MAIL_SENT ? MONTHLY_LETTER_sent : MONTHLY_LETTER_failed;
	letter->problem = str_letters_part(problem, 200);
	if (answer == MAIL_SENT)
		letter->sent_at = instant_now();
	letter_save(job, letter);
	return answer == MAIL_SENT;
}

static struct monthly_letter_list letters_waiting(struct job *job)
{
	struct view *view = view_open(job_store(job), job_arena(job), the_system);
	struct monthly_letter_list list = monthly_letters_waiting(view);

	view_close(view);
	return list;
}

static void tells_write(struct job *job, struct str remind)
{
	struct monthly_tell first = news(), overdue = late();
	struct monthly_tell asked = { .kind = MONTHLY_LETTER_reminder, .period = remind, .to = instant_now() };

	letters_write(job, &first);
	letters_write(job, &overdue);
	if (remind.len)
		letters_write(job, &asked);
}

bool monthly_letters_run(struct job *job)
{
	struct monthly_letter_list list;
	size_t sent = 0;

	if (!mail_is_ready()) {
		job_say(job, _("No mail server is set (smtp_url, mail_from): nobody was written to."));
		return true;
	}
	tells_write(job, job_argument(job, "remind"));
	list = letters_waiting(job);
	for (size_t i = 0; i < list.count && !job_is_cancelled(job); i++) {
		job_progress(job, (int64_t)i, (int64_t)list.count, _("Sending"));
		sent += letter_send(job, &list.at[i]);
	}
	job_say(job, _("%zu of %zu letters were taken by the mail server."), sent, list.count);
	return sent == list.count;
}

/* The one that was under way when the job died may have been sent. */
void monthly_letters_recover(struct job *job)
{
	struct change *change;

	do {
		change = change_open(job_store(job), job_arena(job), the_system);
		monthly_letters_unknown(change);
	} while (change_commit(change) == CLASHED);
}
