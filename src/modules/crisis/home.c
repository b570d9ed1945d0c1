/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * crisis/home.c - brings a log home that went on off-line.
 *
 * All is judged before anything is written: the file by itself (home_read.c), then that its
 * beginning is the city's own and that what has come before is in it.  The same file twice
 * adds nothing; a longer one adds what is new.
 */
#include "modules/crisis/home.h"

#include "base/crypto.h"
#include "kit/away.h"
#include "kit/setting.h"

static struct str words(struct change *change, const char *text)
{
	return arena_copy(change_arena(change), str_of(text));
}

/* ---- Which crisis ------------------------------------------------------------------------------ */

/* "KR-2026-K7F-29M-00001": one that was opened in that copy. */
static bool is_born_there(const struct home_log *log)
{
	struct str number = log->head.number;
	struct str tail = str_part(number, 16, number.len);
	int64_t year, place;

	return number.len == 21 && str_starts(number, S("KR-")) && number.at[7] == '-'
		&& str_to_int(str_part(number, 3, 4), &year) && year > 1900
		&& str_equals(str_part(number, 8, 7), log->site) && number.at[15] == '-'
		&& str_to_int(tail, &place) && place > 0 && log->base == 1
		&& log->entries.at[0].kind == ENTRY_open;
}

static struct str born(struct change *change, struct homecoming *homecoming,
                       const struct home_log *log)
{
	struct entry opened = log->entries.at[0], staff = { .kind = ENTRY_staff,
		.author_name = homecoming->name, .words = homecoming->name, .became = S("lead") };
	struct crisis *crisis = &homecoming->crisis;

	if (!is_born_there(log) || homecoming->only)
		return words(change, _("There is no crisis here that this is the log of and that you take part in."));
	if (!homecoming->unit_id || !crisis_may_open(change_view(change), homecoming->unit_id))
		return words(change, _("The crisis was opened off-line. Say which unit it is of: one that you open crises of."));
	*crisis = log->head;
	crisis->unit_id = homecoming->unit_id;
	if (crisis_is_taken(change, crisis))
		return words(change, _("There is no crisis here that this is the log of and that you take part in."));
	crisis_born(change, crisis, &opened);
	if (opened.author_id != change_me(change))
		entry_put(change, crisis, &staff);
	return S("");
}

static struct str known(struct change *change, struct homecoming *homecoming,
                        const struct crisis *crisis)
{
	if (homecoming->only && homecoming->only->id != crisis->id)
		return arena_print(change_arena(change), _("The file is the log of %.*s, not of this crisis."),
			STR(crisis->number));
	crisis_turn_take(change, crisis->id);
	homecoming->crisis = *crisis_of_id(change_view(change), crisis->id);
	if (!home_may_bring(change_view(change), &homecoming->crisis))
		return words(change, _("Logs are brought home by who leads and takes part in the crisis."));
	if (homecoming->crisis.state != CRISIS_open)
		return words(change, _("The crisis is closed. Its log takes no more lines. Open it again to bring a log home."));
	return S("");
}

/* ---- The common beginning ------------------------------------------------------------------------ */

static struct str beginning_judge(struct change *change, const struct crisis *crisis,
                                  const struct home_log *log, const struct entry_list *city)
{
	struct arena *arena = change_arena(change);

	if (!str_equals(chain_head(arena, crisis), chain_head(arena, &log->head)))
		return words(change, _("The head of the file is not that of the city's log: number, time, title, or whether it is an exercise differ."));
	for (size_t i = 0; i < (size_t)log->base; i++)
		if (i >= city->count || !str_equals(city->at[i].hash, log->entries.at[i].hash))
			return arena_print(arena, _("Entry %lld of the file is not the one in the city's log. Nothing has come home."),
				(long long)log->entries.at[i].seq);
	return S("");
}

/* What has come before must be in the file, as far as the file goes. */
static struct str before_judge(struct change *change, const struct home_log *log,
                               const struct entry_list *had)
{
	for (size_t i = 0; i < had->count; i++) {
		size_t at = (size_t)log->base + i;

		if (at >= log->entries.count)
			break;
		if (!str_equals(had->at[i].hash, log->entries.at[at].hash))
			return arena_print(change_arena(change),
				_("Two logs of %.*s say otherwise of entry %lld: %.*s has come home before, %.*s stands in the file. Somebody has gone on from a copy of the copy. Keep both files."),
				STR(log->site), (long long)had->at[i].seq, STR(had->at[i].hash),
				STR(log->entries.at[at].hash));
	}
	return S("");
}

/* ---- Keeping it ------------------------------------------------------------------------------------ */

/* The line is the city's, whoever brings the file and however. */
static int64_t home_logged(struct change *change, struct homecoming *homecoming,
                           const struct home_log *log)
{
	struct arena *arena = change_arena(change);
	struct str mine = str_of(tongue_code());
	const struct entry *last = home_last(log);
	struct entry entry = { .kind = ENTRY_home, .author_name = homecoming->name,
		.party = log->site, .became = last->hash,
		.was = arena_print(arena, "%lld", (long long)last->seq) };

	tongue_choose(setting_text("language"));
	entry.words = arena_print(arena, plural(homecoming->came,
			"%lld line that was written off-line at %.*s has come home: up to number %lld there.",
			"%lld lines that were written off-line at %.*s have come home: up to number %lld there."),
		(long long)homecoming->came, STR(log->site), (long long)last->seq);
	tongue_choose(mine);
	entry_put(change, &homecoming->crisis, &entry);
	return entry.seq;
}

static void home_put(struct change *change, struct homecoming *homecoming,
                     const struct home_log *log, const struct crisis_home *home, size_t had)
{
	const struct entry *first = &log->entries.at[(size_t)log->base + had];
	struct crisis_home made = { .crisis_id = homecoming->crisis.id, .site = log->site,
		.public_key = log->key, .base_seq = log->base,
		.base_hash = log->entries.at[log->base - 1].hash };
	struct home_file file = { .head_seq = home_last(log)->seq, .head_hash = home_last(log)->hash,
		.came = homecoming->came, .content = homecoming->text,
		.digest = digest_hex(change_arena(change), homecoming->text),
		.brought_by = change_me(change), .brought_by_name = homecoming->name,
		.brought_at = instant_now() };

	if (!home)
		change_insert(change, &crisis_home_record.shape, &made);
	file.home_id = home ? home->id : made.id;
	file.log_seq = homecoming->log_seq = home_logged(change, homecoming, log);
	change_insert(change, &home_file_record.shape, &file);
	for (size_t i = 0; i < (size_t)homecoming->came; i++)
		log->entries.at[(size_t)log->base + had + i].crisis_id = homecoming->crisis.id;
	home_entries_put(change, file.home_id, first, (size_t)homecoming->came);
}

/* ---- All of it -------------------------------------------------------------------------------------- */

static struct str put_judged(struct change *change, struct homecoming *homecoming,
                             const struct home_log *log)
{
	struct view *view = change_view(change);
	struct entry_list city = entries_all(view, homecoming->crisis.id), had = { 0 };
	struct str problem = beginning_judge(change, &homecoming->crisis, log, &city);
	const struct crisis_home *home;

	if (problem.len)
		return problem;
	home = home_of_site(view, homecoming->crisis.id, log->site);
	if (home && home->base_seq != log->base)
		return arena_print(change_arena(change), _("Another log of %.*s has come home before, that leaves the city's at entry %lld and not at %lld."),
			STR(log->site), (long long)home->base_seq, (long long)log->base);
	if (home)
		had = home_entries(view, home->id);
	problem = before_judge(change, log, &had);
	if (problem.len)
		return problem;
	homecoming->came = (int64_t)log->entries.count - log->base - (int64_t)had.count;
	if (homecoming->came > 0)
		home_put(change, homecoming, log, home, had.count);
	else
		homecoming->came = 0;
	return S("");
}

struct str crisis_bring_home(struct change *change, struct homecoming *homecoming)
{
	const struct crisis *crisis;
	struct home_log log;
	struct str problem;

	if (away_is())
		return words(change, _("Logs come home to the city, not to a copy of it."));
	problem = home_read(change_arena(change), homecoming->text,
		crisis_public_key(change_arena(change)), &log);
	if (problem.len)
		return problem;
	crisis = crisis_of_number(change_view(change), log.head.public_id);
	problem = crisis ? known(change, homecoming, crisis) : born(change, homecoming, &log);
	if (problem.len)
		return problem;
	homecoming->site = log.site;
	return put_judged(change, homecoming, &log);
}
