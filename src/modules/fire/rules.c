/* SPDX-License-Identifier: EUPL-1.2 */
/* fire/rules.c - when rounds are due, what counts, and how a checklist is written. */
#include "base/calendar.h"
#include "modules/fire/inside.h"

enum { MOST_CHECKS = 80, LONGEST_CHECK = 200 };

/* ---- When -------------------------------------------------------------------------------------- */

static struct date turn_day(const struct fire_turn *turn, int nth)
{
	return date_add_months(turn->from, nth * (int)turn->months);
}

/* The nth turn holds until the day before the next begins; not given: for ever. */
static struct date turn_end(struct fire_turn_list turns, size_t nth, struct date end)
{
	if (nth + 1 >= turns.count)
		return end;
	return date_earlier(date_add_days(turns.at[nth + 1].from, -1), end);
}

/* Days of one turn in the period, written to `days` unless it is NULL; how many they are. */
static size_t turn_days(const struct fire_turn *turn, struct date end, struct date from,
                        struct date to, struct date *days)
{
	size_t count = 0;
	struct date last = date_earlier(end, to);

	for (int nth = 0; turn->months > 0; nth++) {
		struct date day = turn_day(turn, nth);

		if (date_compare(day, last) > 0)
			break;
		if (date_compare(day, from) < 0)
			continue;
		if (days)
			days[count] = day;
		count++;
	}
	return count;
}

struct fire_days fire_due_days(struct arena *arena, struct fire_turn_list turns, struct date end,
                               struct date from, struct date to)
{
	struct fire_days list = { 0 };
	size_t most = 0;

	for (size_t i = 0; i < turns.count; i++)
		most += turn_days(&turns.at[i], turn_end(turns, i, end), from, to, NULL);
	list.at = arena_array(arena, struct date, most + 1);
	for (size_t i = 0; i < turns.count; i++)
		list.count += turn_days(&turns.at[i], turn_end(turns, i, end), from, to,
			list.at + list.count);
	return list;
}

struct date fire_due_after(struct fire_turn_list turns, struct date day)
{
	for (size_t i = 0; i < turns.count; i++) {
		struct date end = turn_end(turns, i, (struct date){ 0 });

		for (int nth = 0; turns.at[i].months > 0; nth++) {
			struct date next = turn_day(&turns.at[i], nth);

			if (date_is_given(end) && date_compare(next, end) > 0)
				break;
			if (date_compare(next, day) > 0)
				return next;
		}
	}
	return (struct date){ 0 };
}

struct date fire_turn_start(struct fire_turn_list turns, struct fire_turn fresh, struct date today)
{
	struct date yesterday = date_add_days(today, -1);
	struct date next = date_earlier(fire_due_after(turns, yesterday),
		fire_due_after((struct fire_turn_list){ 1, &fresh }, yesterday));

	return date_later(date_later(next, fresh.from), turns.at[turns.count - 1].from);
}

struct date fire_due_of(struct arena *arena, struct fire_turn_list turns, struct date earliest,
                        struct date today, int64_t early)
{
	struct fire_days due = fire_due_days(arena, turns, (struct date){ 0 }, earliest, today);

	if (due.count)
		return due.at[due.count - 1];
	if (date_is_given(earliest) && date_days_between(today, earliest) <= early)
		return earliest;
	return (struct date){ 0 };
}

struct fire_share fire_share_of(struct fire_days due, const struct fire_round *rounds,
                                size_t count, int64_t late_days, struct date today)
{
	struct fire_share share = { 0 };
	size_t r = 0;

	for (size_t i = 0; i < due.count; i++) {
		struct date limit = date_add_days(due.at[i], (int)late_days);

		while (r < count && date_compare(rounds[r].due_on, due.at[i]) < 0)
			r++;
		if (r == count || date_compare(rounds[r].due_on, due.at[i]) != 0) {
			share.due += date_compare(limit, today) < 0;
			continue;
		}
		share.due++;
		share.late += date_compare(rounds[r].on_day, due.at[i]) > 0;
		share.done += date_compare(rounds[r].on_day, limit) <= 0;
		if (date_compare(rounds[r].on_day, share.last) > 0)
			share.last = rounds[r].on_day;
	}
	return share;
}

struct fire_turn_list fire_turns_part(struct fire_turn_list all, size_t *next, int64_t object_id)
{
	size_t first;

	while (*next < all.count && all.at[*next].object_id < object_id)
		(*next)++;
	first = *next;
	while (*next < all.count && all.at[*next].object_id == object_id)
		(*next)++;
	return (struct fire_turn_list){ *next - first, all.at + first };
}

size_t fire_rounds_part(struct fire_round_list all, size_t *next, int64_t object_id)
{
	size_t first;

	while (*next < all.count && all.at[*next].object_id < object_id)
		(*next)++;
	first = *next;
	while (*next < all.count && all.at[*next].object_id == object_id)
		(*next)++;
	return first;
}

/* ---- Checklists --------------------------------------------------------------------------------- */

static struct str severity_of(struct str words)
{
	const struct catalogue *all = catalogue_get("fire/severities");

	for (size_t i = 0; i < all->count; i++)
		if (str_equals(all->items[i].code, words)
		    || str_equals(all->items[i].name_sv, words) || str_equals(all->items[i].name_en, words))
			return all->items[i].code;
	return S("");
}

static bool check_read(struct str line, int nth, struct fire_check *check, struct problems *problems)
{
	struct str rest = line;
	struct str part = str_trim(str_cut(&rest, '|')), words = str_trim(str_cut(&rest, '|'));
	struct str severity = str_trim(rest);

	if (!part.len || !words.len) {
		problem_add(problems, "checks",
			_("Line %d: write the part, a | and what is looked at."), nth);
		return false;
	}
	if (str_letters(part) > LONGEST_CHECK || str_letters(words) > LONGEST_CHECK) {
		problem_add(problems, "checks", _("Line %d is too long."), nth);
		return false;
	}
	*check = (struct fire_check){ .nth = nth, .part_sv = part, .words_sv = words,
		.severity = severity_of(severity) };
	if (!check->severity.len) {
		problem_add(problems, "checks",
			_("Line %d: after the second | stands how serious it is, in the words of the list."), nth);
		return false;
	}
	return true;
}

struct fire_check_list fire_checks_read(struct arena *arena, struct str text,
                                        struct problems *problems)
{
	struct fire_check_list list = { 0, arena_array(arena, struct fire_check, MOST_CHECKS) };

	for (int line = 1; text.len; line++) {
		struct str one = str_trim(str_cut(&text, '\n'));

		if (!one.len)
			continue;
		if (list.count == MOST_CHECKS) {
			problem_add(problems, "checks", _("A checklist has at most %d lines."), MOST_CHECKS);
			break;
		}
		if (check_read(one, line, &list.at[list.count], problems)) {
			list.count++;
			list.at[list.count - 1].nth = (int64_t)list.count;
		}
	}
	if (!list.count && !problems->count)
		problem_add(problems, "checks", "%s", _("Write at least one line."));
	return list;
}

void fire_checks_keep_english(struct fire_check_list fresh, struct fire_check_list before)
{
	for (size_t i = 0; i < fresh.count; i++)
		for (size_t j = 0; j < before.count; j++) {
			if (str_equals(fresh.at[i].part_sv, before.at[j].part_sv))
				fresh.at[i].part_en = before.at[j].part_en;
			if (str_equals(fresh.at[i].words_sv, before.at[j].words_sv))
				fresh.at[i].words_en = before.at[j].words_en;
		}
}

struct str fire_checks_text(struct arena *arena, struct fire_check_list checks)
{
	struct out out;

	out_init(&out, arena, 512 * (checks.count + 1) + 64);
	for (size_t i = 0; i < checks.count; i++) {
		out_raw(&out, checks.at[i].part_sv);
		out_z(&out, " | ");
		out_raw(&out, checks.at[i].words_sv);
		out_z(&out, " | ");
		out_raw(&out, code_name("fire/severities", checks.at[i].severity));
		out_z(&out, "\n");
	}
	return out_str(&out);
}

struct fire_check_list fire_checks_standard(struct arena *arena, struct str kind)
{
	const struct catalogue *all = catalogue_get("fire/checks");
	struct fire_check_list list = { 0, arena_array(arena, struct fire_check, all->count + 1) };

	for (size_t i = 0; i < all->count; i++) {
		const struct item *item = &all->items[i];

		if (item->is_retired || !str_has_word(item_text(item, "kinds"), kind))
			continue;
		list.at[list.count] = (struct fire_check){ .nth = (int64_t)list.count + 1,
			.severity = item_text(item, "severity"), .part_sv = item_text(item, "part_sv"),
			.part_en = item_text(item, "part_en"), .words_sv = item->name_sv,
			.words_en = item->name_en };
		list.count++;
	}
	return list;
}

/* ---- Laws ----------------------------------------------------------------------------------------- */

bool law_is_repealed(struct str law, struct date on)
{
	struct date end;

	return date_read(item_text(item_find("fire/laws", law), "valid_to"), &end)
		&& date_compare(end, on) < 0;
}

/* ---- For `varn rules` ------------------------------------------------------------------------------ */

static const struct { const char *what, *when; } rules[] = {
	{ N_("A round counts for a day"), N_("it is the latest day due that nobody has done, or the next one when it is near enough") },
	{ N_("A round is missed"), N_("its day and the days of grace have passed, and nobody has done it") },
	{ N_("A deviation is found again"), N_("the same check fails while it is open; it stays one deviation") },
	{ N_("A deviation is closed"), N_("somebody says what was done, and no measure of it is open") },
	{ N_("A fire object ends"), N_("none of its deviations is open, and no round is going on") },
	{ N_("A review of a year stands"), N_("it is decided; what comes later is another edition") },
	{ N_("A special law is looked at"), N_("within the months that are asked for, and the law has not been repealed") },
};

static bool rule_row(size_t i, struct out *out)
{
	if (i >= COUNT(rules))
		return false;
	out_print(out, "| %s | %s |", _(rules[i].what), _(rules[i].when));
	return true;
}

const struct rule_table fire_rules[] = {
	{ .name = "fire: rounds, deviations, reviews", .row = rule_row, .headings = "| What | When |" },
	{ .name = NULL },
};
