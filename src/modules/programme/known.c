/* SPDX-License-Identifier: EUPL-1.2 */
/* programme/known.c - words that a cell may hold, and the known one that is nearest. */
#include "modules/programme/folder.h"

#include "kit/catalogue.h"

enum { MOST_TOLD = 12, LONGEST_WORD = 40 };

/* ---- Where they stand ------------------------------------------------------------------ */

static const char *const fates[] = { "continues", "split", "merged", "widened", "narrowed", "ended" };

/* The i-th word of a part; "" after the last. */
static struct str part_word(const struct folder *folder, enum part_name name, const char *heading, size_t i)
{
	const struct part *part = &folder->parts[name];

	return i < part->count ? part_cell(part, i, heading) : S("");
}

/* All that can be pointed at: goals, duties, activities and follow-up points. */
static struct str duty_word(const struct folder *folder, size_t i)
{
	static const enum part_name names[] = { PART_goals, PART_obligations, PART_activities,
		PART_follow_up };

	for (size_t k = 0; k < COUNT(names); k++) {
		const struct part *part = &folder->parts[names[k]];

		if (i < part->count)
			return part_cell(part, i, "id");
		i -= part->count;
	}
	return S("");
}

static struct str list_word(const char *list, size_t i)
{
	const struct catalogue *catalogue = catalogue_find(str_of(list));

	return catalogue && i < catalogue->count ? catalogue->items[i].code : S("");
}

static struct str source_word(size_t i)
{
	for (size_t k = 0; modules[k]; k++)
		for (const struct evidence_source *s = modules[k]->evidence; s && s->name; s++)
			if (!i--)
				return str_of(s->name);
	return S("");
}

static struct str period_word(size_t i)
{
	for (size_t k = 0; cadence_kinds[k].name; k++)
		if (k == i)
			return str_of(cadence_kinds[k].name);
	return S("");
}

static struct str word_at(const struct folder *folder, enum known known, size_t i)
{
	switch (known) {
	case KNOWN_focus_area: return part_word(folder, PART_focus_areas, "code", i);
	case KNOWN_actor: return part_word(folder, PART_actors, "code", i);
	case KNOWN_flag: return part_word(folder, PART_flags, "code", i);
	case KNOWN_cadence: return part_word(folder, PART_calendar_rules, "code", i);
	case KNOWN_legal: return part_word(folder, PART_legal_basis, "code", i);
	case KNOWN_follow_up: return part_word(folder, PART_follow_up, "id", i);
	case KNOWN_duty: return duty_word(folder, i);
	case KNOWN_obligation_kind: return list_word("obligation_kinds", i);
	case KNOWN_role_type: return list_word("role_types", i);
	case KNOWN_unit_kind: return list_word("unit_kinds", i);
	case KNOWN_picture_kind: return list_word("picture_kinds", i);
	case KNOWN_period: return period_word(i);
	case KNOWN_source: return source_word(i);
	case KNOWN_fate: return i < COUNT(fates) ? str_of(fates[i]) : S("");
	case KNOWN_file: return i < PART_COUNT ? str_of(part_files[i].name) : S("");
	default: return S("");
	}
}

bool known_is(const struct folder *folder, enum known known, struct str word)
{
	struct str at;

	for (size_t i = 0; (at = word_at(folder, known, i)).len; i++)
		if (str_equals(at, word))
			return true;
	return false;
}

/* ---- The nearest ------------------------------------------------------------------------ */

static size_t least_of(size_t a, size_t b)
{
	return a < b ? a : b;
}

/* How many letters are to be changed, added or taken away (Levenshtein), case aside; words
 * that are long are far from everything. */
static size_t distance(struct arena *arena, struct str a, struct str b)
{
	size_t row[LONGEST_WORD + 1];

	a = str_fold(arena, a);
	b = str_fold(arena, b);
	if (a.len > LONGEST_WORD || b.len > LONGEST_WORD)
		return LONGEST_WORD;
	for (size_t k = 0; k <= b.len; k++)
		row[k] = k;
	for (size_t i = 0; i < a.len; i++) {
		size_t corner = row[0];

		row[0] = i + 1;
		for (size_t k = 0; k < b.len; k++) {
			size_t cost = corner + (a.at[i] != b.at[k]);

			corner = row[k + 1];
			row[k + 1] = least_of(cost, least_of(row[k], corner) + 1);
		}
	}
	return row[b.len];
}

struct str word_nearest(struct arena *arena, struct str word,
                        struct str (*at)(const void *context, size_t i), const void *context)
{
	size_t least = word.len / 3 + 2, away;
	struct str known, nearest = S("");

	if (word.len > LONGEST_WORD)
		return nearest;
	for (size_t i = 0; i < MOST_ROWS && (known = at(context, i)).len; i++) {
		away = distance(arena, word, known);
		if (away < least && away < known.len) {
			least = away;
			nearest = known;
		}
	}
	return nearest;
}

struct known_words { const struct folder *folder; enum known known; };

static struct str known_at(const void *context, size_t i)
{
	const struct known_words *words = context;

	return word_at(words->folder, words->known, i);
}

struct str known_nearest(const struct folder *folder, enum known known, struct str word)
{
	struct known_words words = { folder, known };

	return word_nearest(folder->arena, word, known_at, &words);
}

/* Few enough to be told all. */
static struct str known_all(const struct folder *folder, enum known known)
{
	struct str words = S(""), at;

	for (size_t i = 0; (at = word_at(folder, known, i)).len; i++) {
		if (i == MOST_TOLD)
			return S("");
		words = spaced_add(folder->arena, words, at);
	}
	return words;
}

static const char *const sentences[] = {
	[KNOWN_focus_area] = N_("“%.*s” is no focus area in focus_areas.csv."),
	[KNOWN_actor] = N_("“%.*s” is no actor in actors.csv."),
	[KNOWN_flag] = N_("“%.*s” is no question of concern in flags.csv."),
	[KNOWN_cadence] = N_("“%.*s” is no cadence in calendar_rules.csv."),
	[KNOWN_legal] = N_("“%.*s” is no legal basis in legal_basis.csv."),
	[KNOWN_duty] = N_("“%.*s” is no row in goals, obligations, activities or follow_up."),
	[KNOWN_follow_up] = N_("“%.*s” is no follow-up point in follow_up.csv."),
	[KNOWN_obligation_kind] = N_("“%.*s” is no kind of row (list obligation_kinds)."),
	[KNOWN_role_type] = N_("“%.*s” is no type of role (list role_types)."),
	[KNOWN_unit_kind] = N_("“%.*s” is no kind of unit (list unit_kinds)."),
	[KNOWN_period] = N_("“%.*s” is no period."),
	[KNOWN_source] = N_("“%.*s” is no source of evidence (varn programme sources)."),
	[KNOWN_picture_kind] = N_("“%.*s” is no situation picture (list picture_kinds)."),
	[KNOWN_fate] = N_("“%.*s” is nothing that becomes of a duty."),
	[KNOWN_file] = N_("“%.*s” is no file of a programme."),
};

struct str known_problem(const struct folder *folder, enum known known, struct str word)
{
	struct str says = arena_print(folder->arena, _(sentences[known]), STR(word));
	struct str nearest = known_nearest(folder, known, word);
	struct str all = nearest.len ? S("") : known_all(folder, known);

	if (nearest.len)
		return arena_print(folder->arena, _("%.*s Did you mean “%.*s”?"), STR(says), STR(nearest));
	if (all.len)
		return arena_print(folder->arena, _("%.*s Known are: %.*s."), STR(says), STR(all));
	return says;
}
