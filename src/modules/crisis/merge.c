/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * crisis/merge.c - the lines of several chains in one order, and what they say otherwise of
 * the same thing.  Pure: sets of lines in, one answer out, whatever the order they came in.
 */
#include "modules/crisis/home.h"

#include "base/out.h"
#include "base/say.h"

#include <stdlib.h>

enum { FUNCTIONS_MOST = 60, HOLDERS_LONGEST = 64 * 1024 };

/* ---- One order ----------------------------------------------------------------------------- */

static int order_of(int64_t a, int64_t b)
{
	return (a > b) - (a < b);
}

static int by_chain(const void *left, const void *right)
{
	const struct merge_line *a = left, *b = right;
	int order = str_compare(a->site, b->site);

	if (!order)
		order = order_of(a->entry->seq, b->entry->seq);
	return order ? order : str_compare(a->entry->hash, b->entry->hash);
}

static int by_time(const void *left, const void *right)
{
	const struct merge_line *a = left, *b = right;
	int order = order_of(a->stands_at.seconds, b->stands_at.seconds);

	return order ? order : by_chain(left, right);
}

static void each_once(struct merge_line_list *lines)
{
	size_t kept = 0;

	for (size_t i = 0; i < lines->count; i++)
		if (!kept || by_chain(&lines->at[kept - 1], &lines->at[i]))
			lines->at[kept++] = lines->at[i];
	lines->count = kept;
}

/* When the last line of the city up to this number stands; the city's come first. */
static struct instant base_stands(const struct merge_line_list *lines, int64_t base)
{
	size_t from = 0, to = lines->count;

	while (from < to) {
		size_t middle = from + (to - from) / 2;
		const struct merge_line *line = &lines->at[middle];

		if (!line->site.len && line->entry->seq <= base)
			from = middle + 1;
		else
			to = middle;
	}
	return from ? lines->at[from - 1].stands_at : (struct instant){ 0 };
}

static void later_of(struct instant *at, struct instant other)
{
	if (other.seconds > at->seconds)
		*at = other;
}

/* Never before what stands before it in its chain, nor before what its chain follows on. */
static void places_find(struct merge_line_list *lines)
{
	for (size_t i = 0; i < lines->count; i++) {
		struct merge_line *line = &lines->at[i];

		line->stands_at = line->entry->logged_at;
		if (i && str_equals(lines->at[i - 1].site, line->site))
			later_of(&line->stands_at, lines->at[i - 1].stands_at);
		if (line->site.len)
			later_of(&line->stands_at, base_stands(lines, line->base));
	}
}

struct merge_line_list crisis_merged(struct arena *arena, const struct merge_line_list *a,
                                     const struct merge_line_list *b)
{
	size_t count = a->count + b->count;
	struct merge_line_list all = { 0, arena_array(arena, struct merge_line, count + 1) };

	for (size_t i = 0; i < a->count; i++)
		all.at[all.count++] = a->at[i];
	for (size_t i = 0; i < b->count; i++)
		all.at[all.count++] = b->at[i];
	qsort(all.at, all.count, sizeof *all.at, by_chain);
	each_once(&all);
	places_find(&all);
	qsort(all.at, all.count, sizeof *all.at, by_time);
	return all;
}

struct merge_line_list merge_lines_of(struct arena *arena, struct str site, int64_t base,
                                      const struct entry_list *entries)
{
	struct merge_line_list lines = { 0, arena_array(arena, struct merge_line, entries->count + 1) };

	for (size_t i = 0; i < entries->count; i++)
		lines.at[lines.count++] = (struct merge_line){ .site = site, .base = base,
			.entry = &entries->at[i] };
	return lines;
}

const struct merge_line *line_corrected_by(const struct merge_line_list *corrections,
                                           const struct merge_line *line)
{
	for (size_t i = 0; i < corrections->count; i++) {
		const struct merge_line *other = &corrections->at[i];

		if (other->entry->kind != ENTRY_correction || other->entry->refers_to != line->entry->seq)
			continue;
		if (str_equals(other->site, line->site)
		    || (!line->site.len && line->entry->seq <= other->base))
			return other;
	}
	return NULL;
}

/* ---- What is said of the same thing ----------------------------------------------------------- */

/* Level and coordination are one thing each, every function is another. */
struct thing { enum entry_kind kind; struct str function; };

static bool is_about(const struct entry *entry, const struct thing *thing)
{
	if (entry->kind == ENTRY_open)
		return thing->kind == ENTRY_staff && str_equals(entry->author_function, thing->function);
	if (entry->kind != (int)thing->kind)
		return false;
	return thing->kind != ENTRY_staff || str_equals(entry->was, thing->function)
		|| str_equals(entry->became, thing->function);
}

/* The lines of a chain, those that it follows on before them. */
struct chain_lines { const struct entry **at; size_t count; };

static struct chain_lines chain_lines_of(struct arena *arena, const struct merge_line_list *lines,
                                         struct str site, int64_t base)
{
	struct chain_lines found = { arena_array(arena, const struct entry *, lines->count + 1), 0 };

	for (int own = 0; own <= (site.len ? 1 : 0); own++)
		for (size_t i = 0; i < lines->count; i++) {
			const struct merge_line *line = &lines->at[i];
			bool is_of_city = !line->site.len && (!site.len || line->entry->seq <= base);

			if (own ? str_equals(line->site, site) : is_of_city)
				found.at[found.count++] = line->entry;
		}
	return found;
}

static const struct entry *latest_about(const struct chain_lines *lines, const struct thing *thing)
{
	for (size_t i = lines->count; i-- > 0; )
		if (is_about(lines->at[i], thing))
			return lines->at[i];
	return NULL;
}

static void name_put(struct str_list *names, struct str name)
{
	for (size_t i = 0; i < names->count; i++)
		if (str_equals(names->at[i], name))
			return;
	names->at[names->count++] = name;
}

static void name_drop(struct str_list *names, struct str name)
{
	size_t kept = 0;

	for (size_t i = 0; i < names->count; i++)
		if (!str_equals(names->at[i], name))
			names->at[kept++] = names->at[i];
	names->count = kept;
}

static int by_name(const void *left, const void *right)
{
	return str_compare(*(const struct str *)left, *(const struct str *)right);
}

static size_t lines_about(const struct chain_lines *lines, const struct thing *thing)
{
	size_t count = 0;

	for (size_t i = 0; i < lines->count; i++)
		count += is_about(lines->at[i], thing);
	return count;
}

/* Who has the function when all the lines have been read. */
static struct str holders(struct arena *arena, const struct chain_lines *lines,
                          const struct thing *thing)
{
	struct str_list names = { 0, arena_array(arena, struct str, lines_about(lines, thing) + 1) };
	struct out joined;

	for (size_t i = 0; i < lines->count; i++) {
		const struct entry *entry = lines->at[i];

		if (!is_about(entry, thing))
			continue;
		if (entry->kind == ENTRY_open)
			name_put(&names, entry->author_name);
		else if (str_equals(entry->became, thing->function))
			name_put(&names, entry->words);
		else
			name_drop(&names, entry->words);
	}
	qsort(names.at, names.count, sizeof *names.at, by_name);
	out_init(&joined, arena, HOLDERS_LONGEST);
	for (size_t i = 0; i < names.count; i++)
		out_print(&joined, "%s%.*s", i ? ", " : "", STR(names.at[i]));
	return out_str(&joined);
}

static struct str value_of(struct arena *arena, const struct chain_lines *lines,
                           const struct thing *thing)
{
	const struct entry *latest;

	if (thing->kind == ENTRY_staff)
		return holders(arena, lines, thing);
	latest = latest_about(lines, thing);
	return latest ? latest->became : S("");
}

/* The number of the city's line that tells that this line of the site is here; 0. */
static int64_t home_seq(const struct chain_lines *city, struct str site, int64_t seq)
{
	int64_t upto;

	for (size_t i = 0; i < city->count; i++)
		if (city->at[i]->kind == ENTRY_home && str_equals(city->at[i]->party, site)
		    && str_to_int(city->at[i]->was, &upto) && upto >= seq)
			return city->at[i]->seq;
	return 0;
}

struct apart { struct str site; int64_t base; struct chain_lines city, theirs; };

static void statement_put(struct arena *arena, const struct apart *apart, const struct thing *thing,
                          struct statement_list *found)
{
	const struct entry *theirs = latest_about(&apart->theirs, thing);
	const struct entry *ours = latest_about(&apart->city, thing);
	int64_t home;
	struct statement said = { .kind = thing->kind, .function = thing->function,
		.site = apart->site, .our_line = ours, .their_line = theirs };

	if (!theirs || theirs->seq <= apart->base)
		return;
	home = home_seq(&apart->city, apart->site, theirs->seq);
	if (ours && home && ours->seq > home)
		return;
	said.ours = value_of(arena, &apart->city, thing);
	said.theirs = value_of(arena, &apart->theirs, thing);
	said.is_both = ours && ours->seq > apart->base;
	if (!str_equals(said.ours, said.theirs))
		found->at[found->count++] = said;
}

static bool is_listed(const struct str_list *list, struct str word)
{
	for (size_t i = 0; i < list->count; i++)
		if (str_equals(list->at[i], word))
			return true;
	return false;
}

static void function_put(struct str_list *list, struct str function)
{
	if (function.len && list->count < FUNCTIONS_MOST && !is_listed(list, function))
		list->at[list->count++] = function;
}

/* The functions that lines of the copy itself are about, in order of their codes.  A file may
 * name any number; what is beyond the ceiling stands in the log alone. */
static struct str_list functions_of(struct arena *arena, const struct apart *apart)
{
	struct str_list list = { 0, arena_array(arena, struct str, FUNCTIONS_MOST) };

	for (size_t i = 0; i < apart->theirs.count; i++) {
		const struct entry *entry = apart->theirs.at[i];

		if (entry->kind != ENTRY_staff || entry->seq <= apart->base)
			continue;
		function_put(&list, entry->was);
		function_put(&list, entry->became);
	}
	qsort(list.at, list.count, sizeof *list.at, by_name);
	return list;
}

static void site_statements(struct arena *arena, const struct merge_line_list *lines,
                            const struct merge_line *first, struct statement_list *found)
{
	struct apart apart = { first->site, first->base, chain_lines_of(arena, lines, S(""), 0),
		chain_lines_of(arena, lines, first->site, first->base) };
	struct str_list functions = functions_of(arena, &apart);

	statement_put(arena, &apart, &(struct thing){ .kind = ENTRY_level }, found);
	statement_put(arena, &apart, &(struct thing){ .kind = ENTRY_coordination }, found);
	for (size_t i = 0; i < functions.count; i++)
		statement_put(arena, &apart, &(struct thing){ ENTRY_staff, functions.at[i] }, found);
}

/* Is it the first line of its copy?  They stand chain by chain. */
static bool begins_copy(const struct merge_line_list *lines, size_t i)
{
	return lines->at[i].site.len
		&& (!i || !str_equals(lines->at[i - 1].site, lines->at[i].site));
}

static size_t copies_in(const struct merge_line_list *lines)
{
	size_t count = 0;

	for (size_t i = 0; i < lines->count; i++)
		count += begins_copy(lines, i);
	return count;
}

struct statement_list crisis_statements(struct arena *arena, const struct merge_line_list *lines)
{
	struct merge_line_list none = { 0 };
	struct merge_line_list all = crisis_merged(arena, lines, &none);
	struct statement_list found = { 0 };

	qsort(all.at, all.count, sizeof *all.at, by_chain);
	found.at = arena_array(arena, struct statement, copies_in(&all) * (FUNCTIONS_MOST + 2) + 1);
	for (size_t i = 0; i < all.count; i++)
		if (begins_copy(&all, i))
			site_statements(arena, &all, &all.at[i], &found);
	return found;
}

/* ---- In words ------------------------------------------------------------------------------------- */

bool merge_rule_row(size_t i, struct out *out)
{
	static const char *const rows[][2] = {
		{ N_("Lines of the city and of off-line copies"),
		  N_("By the time they were logged, then the copy, then the number; each chain keeps its own order") },
		{ N_("A copy's first line"), N_("Never before the line that it left the city at") },
		{ N_("Level, coordination or a function judged off-line otherwise than in the city"),
		  N_("Two statements; the city's stands, until somebody judges anew in the city") },
	};

	if (i >= COUNT(rows))
		return false;
	out_print(out, "| %s | %s |", _(rows[i][0]), _(rows[i][1]));
	return true;
}
