/* SPDX-License-Identifier: EUPL-1.2 */
/* programme/queries.c - what the door promises: editions and their parts. */
#include "modules/programme/inside.h"

/* ---- Editions ------------------------------------------------------------------------- */

struct programme_list programmes_on(struct view *view, struct date on)
{
	return programme_list_of(view_list(view, &programme_record.shape,
		SQL("SELECT * FROM my_programme"
		    " WHERE is_current = 1 AND valid_from <= $1 AND (valid_to = '' OR valid_to >= $1)"
		    " ORDER BY valid_from DESC, id DESC"), V(on)));
}

struct programme_list programmes_all(struct view *view)
{
	return programme_list_of(view_list(view, &programme_record.shape,
		SQL("SELECT * FROM my_programme WHERE is_current = 1"
		    " ORDER BY valid_from DESC, id DESC"), NONE));
}

const struct programme *programme_get(struct view *view, int64_t id)
{
	return view_get(view, &programme_record.shape,
		SQL("SELECT * FROM my_programme WHERE id = $1"), V(id));
}

const struct programme *programme_of_code(struct view *view, struct str code)
{
	return view_get(view, &programme_record.shape,
		SQL("SELECT * FROM my_programme WHERE code = $1 AND is_current = 1"), V(code));
}

struct programme_list editions_all(struct view *view)
{
	return programme_list_of(view_list(view, &programme_record.shape,
		SQL("SELECT * FROM my_programme ORDER BY valid_from DESC, code, id DESC"), NONE));
}

struct programme_list editions_of(struct view *view, struct str code)
{
	return programme_list_of(view_list(view, &programme_record.shape,
		SQL("SELECT * FROM my_programme WHERE code = $1 ORDER BY id DESC"), V(code)));
}

const struct programme *edition_get(struct view *view, struct str code, struct str edition)
{
	return view_get(view, &programme_record.shape,
		SQL("SELECT * FROM my_programme WHERE code = $1 AND edition = $2"), V(code, edition));
}

void programme_put_current(struct change *change, const struct programme *programme)
{
	change_run(change, SQL("UPDATE programme SET is_current = 0, version = version + 1"
		" WHERE code = $1 AND id <> $2 AND is_current = 1"), V(programme->code, programme->id));
}

struct str programme_title(const struct programme *programme)
{
	return tongue_pick(programme->title_sv, programme->title_en);
}

/* ---- Parts ----------------------------------------------------------------------------- */

struct obligation_list obligations_of(struct view *view, int64_t programme_id)
{
	return obligation_list_of(view_list(view, &obligation_record.shape,
		SQL("SELECT * FROM my_obligation WHERE programme_id = $1 ORDER BY place, id"),
		V(programme_id)));
}

const struct obligation *obligation_of_code(struct view *view, int64_t programme_id, struct str code)
{
	return view_get(view, &obligation_record.shape,
		SQL("SELECT * FROM my_obligation WHERE programme_id = $1 AND code = $2"),
		V(programme_id, code));
}

struct actor_list actors_of(struct view *view, int64_t programme_id)
{
	return actor_list_of(view_list(view, &actor_record.shape,
		SQL("SELECT * FROM my_actor WHERE programme_id = $1 ORDER BY place, id"), V(programme_id)));
}

struct concern_flag_list concern_flags_of(struct view *view, int64_t programme_id)
{
	return concern_flag_list_of(view_list(view, &concern_flag_record.shape,
		SQL("SELECT * FROM my_concern_flag WHERE programme_id = $1 ORDER BY place, id"),
		V(programme_id)));
}

struct calendar_rule_list calendar_rules_of(struct view *view, int64_t programme_id)
{
	return calendar_rule_list_of(view_list(view, &calendar_rule_record.shape,
		SQL("SELECT * FROM my_calendar_rule WHERE programme_id = $1 ORDER BY place, id"),
		V(programme_id)));
}

struct deadline_step_list deadline_steps_of(struct view *view, int64_t programme_id)
{
	return deadline_step_list_of(view_list(view, &deadline_step_record.shape,
		SQL("SELECT * FROM my_deadline_step WHERE programme_id = $1"
		    " ORDER BY days_before DESC, place"), V(programme_id)));
}

struct evidence_rule_list evidence_rules_of(struct view *view, int64_t programme_id)
{
	return evidence_rule_list_of(view_list(view, &evidence_rule_record.shape,
		SQL("SELECT * FROM my_evidence_rule WHERE programme_id = $1 ORDER BY code, part"),
		V(programme_id)));
}

struct deliverable_list deliverables_of(struct view *view, int64_t programme_id)
{
	return deliverable_list_of(view_list(view, &deliverable_record.shape,
		SQL("SELECT * FROM my_deliverable WHERE programme_id = $1 ORDER BY place, id"),
		V(programme_id)));
}

const struct deliverable *deliverable_of_code(struct view *view, int64_t programme_id, struct str code)
{
	return view_get(view, &deliverable_record.shape,
		SQL("SELECT * FROM my_deliverable WHERE programme_id = $1 AND code = $2"),
		V(programme_id, code));
}

struct focus_area_list focus_areas_of(struct view *view, int64_t programme_id)
{
	return focus_area_list_of(view_list(view, &focus_area_record.shape,
		SQL("SELECT * FROM my_focus_area WHERE programme_id = $1 ORDER BY place, id"),
		V(programme_id)));
}

struct legal_basis_list legal_bases_of(struct view *view, int64_t programme_id)
{
	return legal_basis_list_of(view_list(view, &legal_basis_record.shape,
		SQL("SELECT * FROM my_legal_basis WHERE programme_id = $1 ORDER BY id"), V(programme_id)));
}

struct term_list terms_of(struct view *view, int64_t programme_id)
{
	return term_list_of(view_list(view, &term_record.shape,
		SQL("SELECT * FROM my_term WHERE programme_id = $1 ORDER BY place, id"), V(programme_id)));
}

const struct term *term_of_code(struct view *view, int64_t programme_id, struct str code)
{
	return view_get(view, &term_record.shape,
		SQL("SELECT * FROM my_term WHERE programme_id = $1 AND code = $2"), V(programme_id, code));
}

struct programme_role_list programme_roles_of(struct view *view, int64_t programme_id)
{
	return programme_role_list_of(view_list(view, &programme_role_record.shape,
		SQL("SELECT * FROM my_programme_role WHERE programme_id = $1 ORDER BY id"),
		V(programme_id)));
}

struct succession_list successions_of(struct view *view, int64_t programme_id)
{
	return succession_list_of(view_list(view, &succession_record.shape,
		SQL("SELECT * FROM my_succession WHERE programme_id = $1 ORDER BY id"), V(programme_id)));
}

/* ---- In words -------------------------------------------------------------------------- */

struct str obligation_words(const struct obligation *obligation)
{
	return tongue_pick(obligation->text_sv, obligation->text_en);
}

struct str obligation_path(struct arena *arena, const struct programme *programme, struct str code)
{
	return arena_print(arena, "/programmes/%.*s/%.*s", STR(programme->code), STR(code));
}

struct str actor_names(struct arena *arena, const struct actor_list *actors, struct str codes)
{
	struct str names = S(""), rest = codes;

	for (struct str code = spaced_next(&rest); code.len; code = spaced_next(&rest)) {
		struct str name = code;

		for (size_t i = 0; i < actors->count; i++)
			if (str_equals(actors->at[i].code, code))
				name = tongue_pick(actors->at[i].name_sv, actors->at[i].name_en);
		names = names.len ? arena_print(arena, "%.*s, %.*s", STR(names), STR(name)) : name;
	}
	return names;
}

/* ---- The adopted text ------------------------------------------------------------------- */

static const struct column adopted_line_columns[] = {
	{ "line", COLUMN_int, offsetof(struct adopted_line, line), NULL, false },
	{ "words", COLUMN_text, offsetof(struct adopted_line, words), NULL, false },
};
static const struct shape adopted_line_shape = { .size = sizeof(struct adopted_line),
	.count = COUNT(adopted_line_columns), .columns = adopted_line_columns };

bool programme_has_text(struct view *view, int64_t programme_id)
{
	return view_int(view, SQL("SELECT count(*) FROM my_programme_line"
		" WHERE programme_id = $1"), V(programme_id)) > 0;
}

static const struct column kept_line_columns[] = {
	{ "programme_id", COLUMN_int, offsetof(struct adopted_line, programme_id), NULL, false },
	{ "line", COLUMN_int, offsetof(struct adopted_line, line), NULL, false },
	{ "words", COLUMN_text, offsetof(struct adopted_line, words), NULL, false },
};
static const struct shape kept_line_shape = { .table = "programme_line",
	.size = sizeof(struct adopted_line), .count = COUNT(kept_line_columns),
	.columns = kept_line_columns };

void adopted_text_put(struct change *change, int64_t programme_id, struct str name,
                      const struct str *lines, size_t count)
{
	struct adopted_line *rows = arena_array(change_arena(change), struct adopted_line, count + 1);

	for (size_t i = 0; i < count; i++)
		rows[i] = (struct adopted_line){ programme_id, (int64_t)i + 1, lines[i] };
	change_insert_many(change, &kept_line_shape, rows, count);
	change_run(change, SQL("UPDATE programme SET text_name = $1, version = version + 1"
		" WHERE id = $2"), V(name, programme_id));
	change_note(change, "programme", programme_id, "text", name);
}

struct adopted_line_list adopted_lines(struct view *view, int64_t programme_id, struct line_range range)
{
	return adopted_line_list_of(view_list(view, &adopted_line_shape,
		SQL("SELECT line, words FROM my_programme_line"
		    " WHERE programme_id = $1 AND line BETWEEN $2 AND $3 ORDER BY line"),
		V(programme_id, range.from, range.to)));
}

/* Lines as they stand; between places that do not touch an empty line. */
struct str obligation_adopted_text(struct view *view, const struct obligation *obligation)
{
	struct line_range_list ranges = { 0 };
	struct out out;

	out_init(&out, view_arena(view), 1 << 20);
	if (!lines_read(view_arena(view), obligation->lines, &ranges))
		return S("");
	for (size_t i = 0; i < ranges.count; i++) {
		struct adopted_line_list lines = adopted_lines(view, obligation->programme_id,
			ranges.at[i]);

		if (out.len && lines.count)
			out_char(&out, '\n');
		for (size_t k = 0; k < lines.count; k++) {
			out_raw(&out, lines.at[k].words);
			out_char(&out, '\n');
		}
	}
	return out_str(&out);
}
