/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * programme/load.c - a folder without mistakes becomes an edition.
 *
 * An edition is never written over.  A duty that the new edition no longer has goes along, with
 * the day it closed and what it points at, so that its periods before that day can still be
 * asked about; the editions before stay as they were.
 */
#include "modules/programme/folder.h"

#include "modules/duties/duties.h"

#include <stdlib.h>
#include <string.h>

/* ---- What the database says ------------------------------------------------------------------ */

static bool text_is_same(struct view *view, const struct folder *folder, int64_t programme_id)
{
	struct adopted_line_list lines = adopted_lines(view, programme_id,
		(struct line_range){ 1, INT64_MAX });

	if (lines.count != folder->text_count)
		return false;
	for (size_t i = 0; i < lines.count; i++)
		if (!str_equals(lines.at[i].words, folder->text_lines[i]))
			return false;
	return true;
}

/* The same edition once more: nothing changes, but a text may be added that was not there. */
static struct load load_again(struct change *change, struct folder *folder,
                              const struct programme *there)
{
	struct view *view = change_view(change);
	struct load load = { .outcome = LOAD_same, .programme = there };

	if (!str_equals(there->digest, folder->digest)) {
		mistake_add(folder, &folder->parts[PART_programme], 0, "edition",
			_("Edition “%.*s” of this programme is loaded already, with other content. An edition "
			  "is never written over: give the changed folder a new edition."),
			STR(there->edition));
		return (struct load){ .outcome = LOAD_refused };
	}
	if (!folder->text_count || text_is_same(view, folder, there->id))
		return load;
	if (programme_has_text(view, there->id)) {
		mistake_add(folder, &folder->parts[PART_programme], 0, "edition",
			_("Edition “%.*s” has another adopted text already. A corrected text needs a new "
			  "edition."), STR(there->edition));
		return (struct load){ .outcome = LOAD_refused };
	}
	adopted_text_put(change, there->id, folder->text_name, folder->text_lines, folder->text_count);
	load.outcome = LOAD_text_added;
	return load;
}

static size_t edges_of(const struct programme *programme, struct graph_edge *edges, size_t room)
{
	struct str rest = programme->predecessors;
	size_t count = 0;

	for (struct str word = spaced_next(&rest); word.len && count < room; word = spaced_next(&rest))
		edges[count++] = (struct graph_edge){ programme->code, word };
	return count;
}

/* Programmes follow upon each other through all that is loaded, and never come back. */
static void predecessors_judge(struct folder *folder, struct view *view)
{
	const struct programme *own = folder_programme(folder);
	struct programme_list all = programmes_all(view);
	enum { MOST_EACH = 40 };
	struct graph_edge *edges = arena_array(folder->arena, struct graph_edge,
		(all.count + 1) * MOST_EACH);
	size_t count = edges_of(own, edges, MOST_EACH);
	struct str circle;

	for (size_t i = 0; i < all.count; i++)
		if (!str_equals(all.at[i].code, own->code))
			count += edges_of(&all.at[i], edges + count, MOST_EACH);
	circle = graph_circle(folder->arena, edges, count);
	if (circle.len)
		mistake_add(folder, &folder->parts[PART_programme], 0, "predecessors",
			_("The programmes follow upon each other in a circle: %.*s."), STR(circle));
}

static struct str obligation_code_at(const void *context, size_t i)
{
	const struct obligation_list *list = context;

	return i < list->count ? list->at[i].code : S("");
}

/* Every earlier duty must be there, when its programme is. */
static void earlier_judge(struct folder *folder, struct view *view)
{
	const struct part *part = &folder->parts[PART_successions];

	for (size_t i = 0; i < part->count; i++) {
		const struct succession *s = part_row(part, i);
		const struct programme *earlier = programme_of_code(view, s->from_programme);
		struct obligation_list list;
		struct str nearest;

		if (!earlier || obligation_of_code(view, earlier->id, s->from_code))
			continue;
		list = obligations_of(view, earlier->id);
		nearest = word_nearest(folder->arena, s->from_code, obligation_code_at, &list);
		if (nearest.len)
			mistake_add(folder, part, i, "from_id",
				_("“%.*s” is no row of %.*s. Did you mean “%.*s”?"), STR(s->from_code),
				STR(s->from_programme), STR(nearest));
		else
			mistake_add(folder, part, i, "from_id", _("“%.*s” is no row of %.*s."),
				STR(s->from_code), STR(s->from_programme));
	}
}

/* ---- Rows of the edition ------------------------------------------------------------------------ */

struct edition {
	struct folder *folder;
	struct arena *arena;
	struct programme programme;
	const struct programme *before; /* the edition that was current; NULL: the first */
	struct date today;
	struct rows parts[PART_COUNT];  /* what goes in; obligations all in one */
	size_t closed;
};

enum { ROWS_TOGETHER = 4 * MOST_ROWS };

/* Room for the rows of a part and `more`. */
static void rows_take(struct edition *edition, enum part_name name, size_t more)
{
	const struct part *part = &edition->folder->parts[name];
	size_t size = part->file->record->shape.size;
	struct rows *rows = &edition->parts[name];

	rows->at = arena_take_many(edition->arena, part->count + more + 1, size);
	rows->count = part->count;
	if (part->count)
		memcpy(rows->at, part->rows, part->count * size);
}

/* The line of the adopted text where a row begins; rows without lines come last. */
static int64_t first_line(struct arena *arena, const struct obligation *row)
{
	struct line_range_list ranges = { 0 };

	return lines_read(arena, row->lines, &ranges) && ranges.count ? ranges.at[0].from : INT32_MAX;
}

static int obligation_order(const void *a, const void *b)
{
	const struct obligation *x = a, *y = b;

	return (x->place > y->place) - (x->place < y->place);
}

/* All rows that can be pointed at, in the order of the adopted text where they have lines in
 * it, else in the order of the files. */
static void obligations_gather(struct edition *edition, size_t more)
{
	static const enum part_name names[] = { PART_goals, PART_obligations, PART_activities,
		PART_follow_up };
	const struct part *parts = edition->folder->parts;
	struct rows *rows = &edition->parts[PART_obligations];
	struct obligation *at;

	for (size_t i = 0; i < COUNT(names); i++)
		more += parts[names[i]].count;
	rows->at = at = arena_array(edition->arena, struct obligation, more + 1);
	rows->count = 0;
	for (size_t i = 0; i < COUNT(names); i++)
		for (size_t k = 0; k < parts[names[i]].count; k++) {
			struct obligation *row = &at[rows->count];

			*row = *(const struct obligation *)part_row(&parts[names[i]], k);
			row->place = first_line(edition->arena, row) * ROWS_TOGETHER
				+ (int64_t)rows->count++;
		}
	qsort(at, rows->count, sizeof *at, obligation_order);
}

/* ---- What the edition before had and this one has not ---------------------------------------------- */

static bool obligation_is_in(const struct rows *rows, struct str code)
{
	const struct obligation *at = rows->at;

	for (size_t i = 0; i < rows->count; i++)
		if (str_equals(at[i].code, code))
			return true;
	return false;
}

/* The day the new edition counts from: when it was adopted, if that was after the one before,
 * else the day it is loaded; never before the programme itself. */
static struct date closing_day(const struct edition *edition)
{
	struct date on = edition->programme.adopted_on;

	if (!date_is_given(on) || date_compare(on, edition->before->adopted_on) <= 0)
		on = edition->today;
	return date_compare(on, edition->programme.valid_from) < 0 ? edition->programme.valid_from : on;
}

static void obligations_close(struct edition *edition, const struct obligation_list *before)
{
	struct rows *rows = &edition->parts[PART_obligations];
	struct obligation *at = rows->at;
	size_t own = rows->count;

	for (size_t i = 0; i < before->count; i++) {
		struct obligation *row = &at[rows->count];

		if (obligation_is_in(&(struct rows){ own, at }, before->at[i].code))
			continue;
		*row = before->at[i];
		row->id = 0;
		if (!date_is_given(row->closed_on)) {
			row->closed_on = closing_day(edition);
			edition->closed++;
		}
		rows->count++;
	}
}

/* Is the code asked for by a row that has closed? */
static bool is_asked(const struct rows *rows, struct str code)
{
	const struct obligation *at = rows->at;

	for (size_t i = 0; i < rows->count; i++)
		if (date_is_given(at[i].closed_on)
		    && (str_equals(at[i].cadence, code) || str_equals(at[i].focus_area, code)
		        || spaced_has(at[i].who, code) || spaced_has(at[i].report_to, code)
		        || str_equals(at[i].assessor, code) || spaced_has(at[i].legal, code)))
			return true;
	return false;
}

static struct str *member_text(const struct record *record, const char *name, void *row)
{
	return field_text(record_field(record, name), row);
}

static bool has_code(const struct rows *rows, const struct record *record, struct str code)
{
	for (size_t i = 0; i < rows->count; i++)
		if (str_equals(*member_text(record, "code", (char *)rows->at + i * record->shape.size), code))
			return true;
	return false;
}

/* Of a part, the rows of before that closed duties still point at. */
static void part_carry(struct edition *edition, enum part_name name, struct rows before)
{
	const struct record *record = part_files[name].record;
	struct rows *rows = &edition->parts[name];

	rows_take(edition, name, before.count);
	for (size_t i = 0; i < before.count; i++) {
		char *row = (char *)before.at + i * record->shape.size;
		struct str code = *member_text(record, "code", row);

		if (has_code(rows, record, code) || !is_asked(&edition->parts[PART_obligations], code))
			continue;
		*field_int(record_field(record, "id"), row) = 0;
		memcpy((char *)rows->at + rows->count++ * record->shape.size, row, record->shape.size);
	}
}

static bool is_closed(const struct rows *obligations, struct str code)
{
	const struct obligation *at = obligations->at;

	for (size_t i = 0; i < obligations->count; i++)
		if (str_equals(at[i].code, code))
			return date_is_given(at[i].closed_on);
	return false;
}

static void evidence_carry(struct edition *edition, struct evidence_rule_list before)
{
	struct rows *rows = &edition->parts[PART_evidence];
	struct evidence_rule *at;

	rows_take(edition, PART_evidence, before.count);
	at = rows->at;
	for (size_t i = 0; i < before.count; i++)
		if (is_closed(&edition->parts[PART_obligations], before.at[i].code)) {
			at[rows->count] = before.at[i];
			at[rows->count++].id = 0;
		}
}

/* A list of rows as it is, of whatever kind. */
#define ROWS_OF(list) ((struct rows){ (list).count, (list).at })

static void carry(struct edition *edition, struct view *view)
{
	int64_t before = edition->before ? edition->before->id : 0;
	struct obligation_list obligations = obligations_of(view, before);
	struct actor_list actors = actors_of(view, before);
	struct calendar_rule_list rules = calendar_rules_of(view, before);
	struct focus_area_list areas = focus_areas_of(view, before);
	struct legal_basis_list legal = legal_bases_of(view, before);
	struct concern_flag_list flags = concern_flags_of(view, before);

	obligations_gather(edition, obligations.count);
	obligations_close(edition, &obligations);
	part_carry(edition, PART_actors, ROWS_OF(actors));
	part_carry(edition, PART_calendar_rules, ROWS_OF(rules));
	part_carry(edition, PART_focus_areas, ROWS_OF(areas));
	part_carry(edition, PART_legal_basis, ROWS_OF(legal));
	part_carry(edition, PART_flags, ROWS_OF(flags));
	evidence_carry(edition, evidence_rules_of(view, before));
}

/* ---- Into the database ------------------------------------------------------------------------------- */

static void part_put(struct change *change, struct edition *edition, enum part_name name)
{
	const struct record *record = part_files[name].record;
	const struct field *place = record_field(record, "place");
	struct rows *rows = &edition->parts[name];

	for (size_t i = 0; i < rows->count; i++) {
		char *row = (char *)rows->at + i * record->shape.size;

		*field_int(record_field(record, "programme_id"), row) = edition->programme.id;
		if (place)
			*field_int(place, row) = (int64_t)i + 1;
	}
	if (rows->count)
		change_insert_many(change, &record->shape, rows->at, rows->count);
}

/* What is filled in when a cell is empty. */
static void standards_put(struct edition *edition)
{
	struct evidence_rule *rules = edition->parts[PART_evidence].at;

	for (size_t i = 0; i < edition->parts[PART_evidence].count; i++)
		if (!rules[i].least.len)
			rules[i].least = S("1");
}

static void edition_put(struct change *change, struct edition *edition)
{
	static const enum part_name plain[] = { PART_deadline_steps, PART_terms, PART_roles,
		PART_deliverables, PART_successions };
	static const enum part_name all[] = { PART_focus_areas, PART_actors, PART_flags,
		PART_calendar_rules, PART_deadline_steps, PART_obligations, PART_terms, PART_roles,
		PART_legal_basis, PART_deliverables, PART_evidence, PART_successions };

	for (size_t i = 0; i < COUNT(plain); i++)
		rows_take(edition, plain[i], 0);
	standards_put(edition);
	change_insert(change, &programme_record.shape, &edition->programme);
	programme_put_current(change, &edition->programme);
	for (size_t i = 0; i < COUNT(all); i++)
		part_put(change, edition, all[i]);
	if (edition->folder->text_count)
		adopted_text_put(change, edition->programme.id, edition->folder->text_name,
			edition->folder->text_lines, edition->folder->text_count);
}

static struct load load_new(struct change *change, struct folder *folder)
{
	struct edition edition = { .folder = folder, .arena = change_arena(change),
		.programme = *folder_programme(folder), .today = date_today() };
	struct view *view = change_view(change);

	edition.before = programme_of_code(view, edition.programme.code);
	edition.programme.digest = folder->digest;
	edition.programme.is_current = true;
	edition.programme.loaded_by = change_me(change);
	edition.programme.loaded_at = instant_now();
	carry(&edition, view);
	edition_put(change, &edition);
	duties_lay_out(change, edition.today.year);
	return (struct load){ .outcome = LOAD_new,
		.programme = programme_get(view, edition.programme.id), .closed = edition.closed,
		.obligations = folder->parts[PART_goals].count + folder->parts[PART_obligations].count
			+ folder->parts[PART_activities].count + folder->parts[PART_follow_up].count,
		.terms = folder->parts[PART_terms].count,
		.deliverables = folder->parts[PART_deliverables].count };
}

struct load programme_load(struct change *change, struct folder *folder)
{
	const struct programme *own = folder_programme(folder), *there;
	struct view *view = change_view(change);

	if (folder->mistake_count || !own)
		return (struct load){ .outcome = LOAD_refused };
	there = edition_get(view, own->code, own->edition);
	if (there)
		return load_again(change, folder, there);
	predecessors_judge(folder, view);
	earlier_judge(folder, view);
	if (folder->mistake_count)
		return (struct load){ .outcome = LOAD_refused };
	return load_new(change, folder);
}

struct str load_words(struct arena *arena, const struct folder *folder, const struct load *load)
{
	struct str title = load->programme ? programme_title(load->programme) : S("");
	struct str edition = load->programme ? load->programme->edition : S("");

	switch (load->outcome) {
	case LOAD_same:
		return arena_print(arena, _("%.*s, edition %.*s, was loaded already. Nothing was changed."),
			STR(title), STR(edition));
	case LOAD_text_added:
		return arena_print(arena, _("%.*s, edition %.*s, now has its adopted text: %zu lines."),
			STR(title), STR(edition), folder->text_count);
	case LOAD_new:
		return arena_print(arena, _("%.*s, edition %.*s, is loaded: %zu rows, %zu definitions, "
			"%zu deliverables; %zu rows of the edition before have closed."), STR(title),
			STR(edition), load->obligations, load->terms, load->deliverables, load->closed);
	case LOAD_refused:
		break;
	}
	return arena_print(arena, plural((int64_t)folder->mistake_count,
		"Nothing was loaded: there is %zu mistake.", "Nothing was loaded: there are %zu mistakes."),
		folder->mistake_count);
}
