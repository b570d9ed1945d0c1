/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * signals/letters.c - mail to those who have asked to be told.
 *
 * What a letter says is read as the person it goes to.  A letter is sent once: it is marked as
 * being sent before it goes, so that a job that dies leaves "not known", never a second one.
 */
#include "modules/signals/inside.h"

#include "kit/mail.h"
#include "kit/setting.h"

enum { LONGEST = 64 * 1024, MOST_TOLD = 20 };

/* ---- Writing ------------------------------------------------------------------------------------- */

static void line_write(struct out *out, struct view *view, const struct listed *listed)
{
	struct why why = why_listed(view, listed, &(struct signal_part_list){ 0 });
	struct str base = setting_text("public_address");

	out_print(out, "- %.*s\n", STR(signal_name(view, listed)));
	for (size_t i = 0; i < why.count; i++)
		out_print(out, "  %.*s\n", STR(why.at[i]));
	if (base.len)
		out_print(out, "  %.*s/signals/%.*s\n", STR(base), STR(listed->public_id));
}

static struct str words_of(struct view *view, const struct listed_list *list)
{
	struct arena *arena = view_arena(view);
	struct out out;

	out_init(&out, arena, LONGEST);
	out_print(&out, _("Hello!\n\nThis was unusual in %.*s, of what you have asked to be told of:\n\n"),
		STR(week_words(arena, list->at[0].week)));
	for (size_t i = 0; i < list->count && i < MOST_TOLD; i++)
		line_write(&out, view, &list->at[i]);
	if (list->count > MOST_TOLD)
		out_print(&out, plural((int64_t)(list->count - MOST_TOLD), "\n%zu more stands in the list.\n",
			"\n%zu more stand in the list.\n"), list->count - MOST_TOLD);
	out_print(&out, _("\nA signal says that more was reported than usual, not why. Some are chance.\nYou end these letters under Signals, Be told.\n\n%.*s\n"),
		STR(setting_text("city_name")));
	return out_str(&out);
}

static bool letter_of(struct store *store, struct arena *arena, const struct watcher *watcher,
                      int64_t run_id, struct signal_letter *letter)
{
	struct view *view = view_open(store, arena, (struct who){ .person = watcher->person_id });
	struct listed_list list = run_wanted(view, run_id, WANTED_asked);
	struct str mine = str_of(tongue_code());

	tongue_choose(watcher->language.len ? watcher->language : setting_text("language"));
	*letter = (struct signal_letter){ .run_id = run_id, .person_id = watcher->person_id,
		.address = watcher->email, .state = LETTER_waiting };
	if (list.count) {
		letter->subject = arena_print(arena, plural((int64_t)list.count,
			"%zu signal this week", "%zu signals this week"), list.count);
		letter->words = words_of(view, &list);
	}
	tongue_choose(mine);
	view_close(view);
	return list.count > 0;
}

static struct watcher_list watchers(struct store *store, struct arena *arena)
{
	struct view *view = view_open(store, arena, (struct who){ .is_system = true });
	struct watcher_list list = signals_watchers(view);

	view_close(view);
	return list;
}

/* Copies are kept, so that a clash leaves the letters as they were. */
static void letters_keep(struct store *store, struct arena *arena, const struct signal_letter *letters,
                         size_t count, int64_t run_id)
{
	struct change *change;

	do {
		change = change_open(store, arena, (struct who){ .is_system = true });
		for (size_t i = 0; i < count; i++) {
			struct signal_letter letter = letters[i];

			change_insert(change, &signal_letter_record.shape, &letter);
		}
		job_start(change, "signal-letters",
			arena_print(arena, "{\"run\":\"%lld\"}", (long long)run_id), S(""), S(""));
	} while (change_commit(change) == CLASHED);
}

size_t signal_letters_write(struct store *store, struct arena *arena, int64_t run_id)
{
	struct watcher_list list = mail_is_ready() ? watchers(store, arena) : (struct watcher_list){ 0 };
	struct signal_letter *letters = arena_array(arena, struct signal_letter, list.count + 1);
	size_t count = 0;

	for (size_t i = 0; i < list.count; i++)
		count += letter_of(store, arena, &list.at[i], run_id, &letters[count]);
	if (count)
		letters_keep(store, arena, letters, count, run_id);
	return count;
}

/* ---- Sending --------------------------------------------------------------------------------------- */

/* False: somebody else has it. */
static bool letter_save(struct job *job, struct signal_letter *letter)
{
	return job_save(job, &signal_letter_record.shape, letter, letter->version);
}

static bool letter_send(struct job *job, struct signal_letter *letter)
{
	const struct mail mail = { .to = letter->address, .subject = letter->subject,
		.text = letter->words, .identity = letter->public_id };
	struct str problem = S("");
	enum mail_answer answer;

	letter->state = LETTER_sending;
	if (!letter_save(job, letter))
		return false;
	answer = mail_send_patiently(job, &mail, &letter->tries, &problem);
	letter->state = answer == MAIL_SENT ? LETTER_sent : LETTER_failed;
	letter->problem = str_letters_part(problem, 200);
	if (answer == MAIL_SENT)
		letter->sent_at = instant_now();
	letter_save(job, letter);
	return answer == MAIL_SENT;
}

static int64_t run_asked(struct job *job)
{
	int64_t run_id = 0;

	return str_to_int(job_argument(job, "run"), &run_id) ? run_id : 0;
}

bool signal_letters_run(struct job *job)
{
	struct view *view = view_open(job_store(job), job_arena(job), (struct who){ .is_system = true });
	struct signal_letter_list list = letters_of_run(view, run_asked(job));
	size_t sent = 0;

	view_close(view);
	for (size_t i = 0; i < list.count && !job_is_cancelled(job); i++) {
		job_progress(job, (int64_t)i, (int64_t)list.count, _("Sending"));
		sent += letter_send(job, &list.at[i]);
	}
	job_say(job, _("%zu of %zu letters were taken by the mail server."), sent, list.count);
	return sent == list.count;
}

/* The one that was under way when the job died may have been sent. */
void signal_letters_recover(struct job *job)
{
	struct change *change;

	do {
		change = change_open(job_store(job), job_arena(job), (struct who){ .is_system = true });
		letters_sending_unknown(change, run_asked(job));
	} while (change_commit(change) == CLASHED);
}
