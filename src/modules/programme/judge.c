/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * programme/judge.c - what concerns several cells of a row, several rows and several files.
 */
#include "modules/programme/folder.h"

#include "base/csv.h"

enum { MOST_PARTS = 20 };

/* ---- Rows that are there once ------------------------------------------------------------------ */

static struct str row_key(struct arena *arena, const struct part *part, size_t row,
                          const char *const *headings)
{
	struct str key = S("");

	for (; *headings; headings++) {
		struct str cell = part_cell(part, row, *headings);

		key = key.len ? arena_print(arena, "%.*s %.*s", STR(key), STR(cell)) : cell;
	}
	return key;
}

static void twice_judge(struct folder *folder, const struct part *part)
{
	const char *const *headings = part->file->key;
	struct str *keys = arena_array(folder->arena, struct str, part->count + 1);

	for (size_t i = 0; headings && i < part->count; i++) {
		keys[i] = row_key(folder->arena, part, i, headings);
		for (size_t k = 0; keys[i].len && k < i; k++)
			if (str_equals(keys[i], keys[k])) {
				mistake_add(folder, part, i, headings[0],
					_("“%.*s” stands already on line %lld."), STR(keys[i]),
					(long long)part->lines[k].line);
				break;
			}
	}
}

static const enum part_name id_parts[] = { PART_goals, PART_obligations, PART_activities,
	PART_follow_up, PART_terms };

/* Goals, duties, activities, follow-up points and definitions share one space of ids. */
static bool id_stands_before(const struct folder *folder, size_t place, size_t row, struct str id,
                             const struct part **where, size_t *at)
{
	for (size_t p = 0; p <= place; p++) {
		const struct part *part = &folder->parts[id_parts[p]];

		for (size_t i = 0; i < (p == place ? row : part->count); i++)
			if (str_equals(part_cell(part, i, "id"), id)) {
				*where = part;
				*at = i;
				return true;
			}
	}
	return false;
}

static void ids_judge(struct folder *folder)
{
	const struct part *where;
	size_t at;

	for (size_t p = 0; p < COUNT(id_parts); p++) {
		const struct part *part = &folder->parts[id_parts[p]];

		for (size_t i = 0; i < part->count; i++) {
			struct str id = part_cell(part, i, "id");

			if (id.len && id_stands_before(folder, p, i, id, &where, &at))
				mistake_add(folder, part, i, "id",
					_("The id “%.*s” stands already in %s, line %lld. Every id occurs once."),
					STR(id), where->file->name, (long long)where->lines[at].line);
		}
	}
}

/* ---- Two cells of a row --------------------------------------------------------------------------- */

/* A text in one language only, where neither is required. */
static void languages_judge(struct folder *folder, const struct part *part, size_t row)
{
	for (const struct part_column *c = part->file->columns; c[0].name && c[1].name; c++) {
		struct str sv = part_cell(part, row, c[0].name), en = part_cell(part, row, c[1].name);
		struct str name = str_of(c[0].name);

		if (c->required || !str_ends(name, S("_sv")) || !sv.len == !en.len)
			continue;
		if (sv.len)
			mistake_add(folder, part, row, c[1].name, "%s",
				_("The English is missing: both languages are required."));
		else
			mistake_add(folder, part, row, c[0].name, "%s",
				_("The Swedish is missing: both languages are required."));
	}
}

static void days_judge(struct folder *folder, const struct part *part, size_t row)
{
	struct date from, to;

	if (date_read(part_cell(part, row, "valid_from"), &from)
	    && date_read(part_cell(part, row, "valid_to"), &to) && date_compare(to, from) < 0)
		mistake_add(folder, part, row, "valid_to", "%s", _("The last day is before the first."));
}

static void cadences_judge(struct folder *folder)
{
	static const struct programme unknown;
	const struct part *part = &folder->parts[PART_calendar_rules];
	const struct programme *programme = folder_programme(folder);
	struct cadence_fault fault;

	for (size_t i = 0; i < part->count; i++)
		if (!cadence_judge(folder->arena, part_row(part, i), programme ? programme : &unknown, &fault)
		    && fault.words.len)
			mistake_add(folder, part, i, fault.column, "%.*s", STR(fault.words));
}

static bool kind_is_of_file(struct str kind)
{
	return str_is(kind, "D") || str_is(kind, "R") || str_is(kind, "P") || str_is(kind, "I")
		|| str_is(kind, "F");
}

/* Goals, activities and follow-up points have files of their own, which give the kind. */
static void kinds_judge(struct folder *folder)
{
	const struct part *part = &folder->parts[PART_obligations];

	for (int p = 0; p < PART_COUNT; p++)
		for (size_t i = 0; part_files[p].kind && i < folder->parts[p].count; i++)
			((struct obligation *)part_row(&folder->parts[p], i))->kind = str_of(part_files[p].kind);
	for (size_t i = 0; i < part->count; i++) {
		struct str kind = part_cell(part, i, "kind");

		if (known_is(folder, KNOWN_obligation_kind, kind) && !kind_is_of_file(kind))
			mistake_add(folder, part, i, "kind",
				_("Here stand the kinds D, R, P, I and F; “%.*s” has a file of its own."), STR(kind));
	}
}

static void parts_judge(struct folder *folder)
{
	const struct part *part = &folder->parts[PART_evidence];

	for (size_t i = 0; i < part->count; i++) {
		const struct evidence_rule *rule = part_row(part, i);

		if (part_cell(part, i, "part").len && (rule->part < 1 || rule->part > MOST_PARTS))
			mistake_add(folder, part, i, "part", "%s",
				_("Parts are numbered from 1 to at most 20."));
	}
}

/* ---- What follows upon each other ------------------------------------------------------------------- */

static void same_as_gather(const struct folder *folder, enum part_name name, struct graph_edge *edges,
                           size_t *count)
{
	const struct part *part = &folder->parts[name];

	for (size_t i = 0; i < part->count; i++) {
		struct graph_edge edge = { part_cell(part, i, "id"), part_cell(part, i, "same_as") };

		if (edge.from.len && edge.to.len)
			edges[(*count)++] = edge;
	}
}

/* A row that is answered by another that is answered by the first is answered by none. */
static void same_as_judge(struct folder *folder)
{
	const struct part *duties = &folder->parts[PART_obligations];
	struct graph_edge *edges = arena_array(folder->arena, struct graph_edge,
		duties->count + folder->parts[PART_follow_up].count + 1);
	size_t count = 0;
	struct str circle;

	same_as_gather(folder, PART_obligations, edges, &count);
	same_as_gather(folder, PART_follow_up, edges, &count);
	circle = graph_circle(folder->arena, edges, count);
	for (int p = PART_obligations; circle.len && p <= PART_follow_up; p += PART_follow_up - PART_obligations)
		for (size_t i = 0; i < folder->parts[p].count; i++) {
			struct str first = str_part(circle, 0, (size_t)str_find(circle, S(" ")));

			if (str_equals(part_cell(&folder->parts[p], i, "id"), first))
				mistake_add(folder, &folder->parts[p], i, "same_as",
					_("The rows answer each other in a circle: %.*s."), STR(circle));
		}
}

/* What became of a duty: a later one, unless it ended. */
static void successions_judge(struct folder *folder)
{
	const struct part *part = &folder->parts[PART_successions];
	const struct programme *programme = folder_programme(folder);

	for (size_t i = 0; i < part->count; i++) {
		const struct succession *s = part_row(part, i);
		bool has_ended = str_is(s->kind, "ended");

		if (has_ended == (s->to_code.len > 0) && s->kind.len)
			mistake_add(folder, part, i, "to_id", "%s", has_ended
				? _("What has ended has no later row: leave to_id empty, or say what became of it.")
				: _("Only what has ended (kind ended) has no later row."));
		if (!programme || !s->from_programme.len)
			continue;
		if (str_equals(s->from_programme, programme->code))
			mistake_add(folder, part, i, "from_programme",
				_("A succession within the same programme is a circle: %.*s → %.*s."),
				STR(s->from_programme), STR(programme->code));
		else if (!spaced_has(programme->predecessors, s->from_programme))
			mistake_add(folder, part, i, "from_programme",
				_("“%.*s” is none of the predecessors in programme.csv."), STR(s->from_programme));
	}
}

static void programme_judge(struct folder *folder)
{
	const struct part *part = &folder->parts[PART_programme];
	const struct programme *programme = folder_programme(folder);

	if (part->is_there && part->lines && part->count != 1)
		mistake_at(folder, part, part->count > 1 ? part->lines[1].line : 0, "",
			str_of(_("A folder is one edition of one programme: one row.")));
	if (programme && spaced_has(programme->predecessors, programme->code))
		mistake_add(folder, part, 0, "predecessors",
			_("A programme cannot follow upon itself: %.*s → %.*s."), STR(programme->code),
			STR(programme->code));
}

void folder_judge(struct folder *folder)
{
	for (int p = 0; p < PART_COUNT; p++) {
		const struct part *part = &folder->parts[p];

		twice_judge(folder, part);
		for (size_t i = 0; i < part->count; i++) {
			languages_judge(folder, part, i);
			days_judge(folder, part, i);
		}
	}
	programme_judge(folder);
	kinds_judge(folder);
	ids_judge(folder);
	cadences_judge(folder);
	parts_judge(folder);
	same_as_judge(folder);
	successions_judge(folder);
}
