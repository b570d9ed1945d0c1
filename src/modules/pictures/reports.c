/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * pictures/reports.c - a picture as a report, and from the command line.
 *
 * `varn report picture` gives the numbers as a table in any format; `varn picture` gives the
 * whole picture as a page or as JSON.  Both show the newest picture of the unit and the
 * period, as it stands.
 */
#include "modules/pictures/inside.h"

#include "kit/argument.h"
#include "kit/grid.h"
#include "kit/reference.h"
#include "kit/setting.h"
#include "modules/pictures/again.h"
#include "modules/pictures/pages.html.h"

#include <stdio.h>

/* ---- The numbers as a table ------------------------------------------------------------- */

enum { COLUMNS = 4, MOST_LINES = 2000 };

static void line_add(struct grid *grid, const char *what, struct str label, int64_t now, int64_t before)
{
	struct value *cells;

	if (grid->rows == MOST_LINES)
		return;
	cells = grid_row(grid);
	cells[0] = value_z(what);
	cells[1] = value_text(label);
	cells[2] = value_int(now);
	cells[3] = value_int(before);
}

static void table_add(struct grid *grid, struct arena *arena, const char *what,
                      const struct numbers_by *table)
{
	for (size_t i = 0; i < table->count; i++)
		line_add(grid, what, row_label(arena, table->by, &table->rows[i]),
			table->rows[i].now, table->rows[i].before);
}

static void numbers_add(struct grid *grid, struct arena *arena, const struct numbers *numbers)
{
	line_add(grid, _("Events"), str_of(_("All")), numbers->total, numbers->before);
	line_add(grid, _("Injured"), str_of(_("All")), numbers->injured, numbers->injured_before);
	table_add(grid, arena, _("Month"), &numbers->by[BY_MONTH]);
	table_add(grid, arena, _("Type"), &numbers->by[BY_TYPE]);
	table_add(grid, arena, _("Severity"), &numbers->by[BY_SEVERITY]);
	table_add(grid, arena, _("Area"), &numbers->by[BY_AREA]);
	table_add(grid, arena, _("Kind of place"), &numbers->by[BY_PLACE_TYPE]);
	line_add(grid, _("Notices from outside"), str_of(_("All")), numbers->notices,
		numbers->notices_before);
	table_add(grid, arena, _("Notices from outside"), &numbers->notices_by[NOTICES_KIND]);
}

static struct grid picture_run(struct view *view, const struct report_ask *ask)
{
	static const char *const names[COLUMNS] = { N_("What"), N_("Which"), N_("In the period"),
		N_("The same days the year before") };
	struct arena *arena = view_arena(view);
	struct grid grid = grid_make(arena, COLUMNS, MOST_LINES, names);
	const struct picture *picture = picture_of_period(view, ask->unit_id, S(""), ask->period);
	struct picture_page page;

	if (!picture)
		return grid;
	page = picture_page_of(view, picture, false);
	if (page.numbers)
		numbers_add(&grid, arena, page.numbers);
	return grid;
}

const struct report pictures_reports[] = {
	{ .name = "picture", .label = N_("The numbers of a situation picture"),
	  .need = MAY_pictures_read, .run = picture_run,
	  .caveat = N_("The numbers of the newest picture of the unit and the period, as they were frozen. Notices from outside are never part of the events.") },
	{ .name = NULL },
};

/* ---- On the command line ------------------------------------------------------------------ */

enum { ARENA_BYTES = 256 << 20, LONGEST_PAGE = 16 << 20 };

static void page_print(struct out *out, const struct picture_page *page)
{
	const struct picture *picture = page->picture;

	picture_alone_begin(out, page);
	if (page->numbers)
		picture_numbers(out, page);
	for (size_t i = 0; picture_sections[i]; i++)
		picture_text(out, page, picture_heading(page->kind, picture_sections[i]),
			picture_section(picture, i));
	picture_text(out, page, str_of(_("Who took part")), picture->contributors);
	picture_text(out, page, str_of(_("Sources")), picture->sources);
	picture_figures_begin(out);
	picture_figures(out, page);
	picture_figures_end(out);
	picture_extract_facts(out, page);
	picture_alone_end(out);
}

static int picture_print(struct view *view, const struct picture *picture, struct str format)
{
	struct picture_page page = picture_page_of(view, picture, false);
	struct out out;
	struct str text;

	out_init(&out, view_arena(view), LONGEST_PAGE);
	if (str_is(format, "json"))
		out_raw(&out, picture_json(&page));
	else
		page_print(&out, &page);
	out_char(&out, '\n');
	text = out_str(&out);
	fwrite(text.at, 1, text.len, stdout);
	return out.is_full ? 1 : 0;
}

static int picture_fail(const char *what, struct str name)
{
	fprintf(stderr, "varn picture: %s '%.*s'\n", what, STR(name));
	return 2;
}

static int picture_find(struct view *view, int argc, char **argv)
{
	struct str unit = argument_text(argc, argv, "unit"), period = argument_text(argc, argv, "period");
	struct str kind = argument_text(argc, argv, "kind"), format = argument_text(argc, argv, "format");
	int64_t unit_id = unit.len ? reference_find(view, "unit", unit) : 0;
	const struct picture *picture;

	if (!unit_id)
		return picture_fail("there is no unit", unit);
	if (!period.len)
		return picture_fail("say --period, for example 2026-T2; not", period);
	if (format.len && !str_is(format, "json") && !str_is(format, "html"))
		return picture_fail("html and json are formats, not", format);
	picture = picture_of_period(view, unit_id, kind, period);
	if (!picture)
		return picture_fail("there is no picture of this unit for", period) - 1;
	return picture_print(view, picture, format);
}

static int picture_command(struct store *store, int argc, char **argv)
{
	struct arena *arena = arena_open(ARENA_BYTES);
	struct view *view;
	int status;

	tongue_choose(setting_text("language"));
	view = view_open(store, arena, (struct who){ .is_system = true });
	status = picture_find(view, argc, argv);
	view_close(view);
	arena_close(arena);
	return status;
}

const struct command pictures_commands[] = {
	{ "picture", "picture --unit U --period P [--kind K] [--format F]",
	  "prints a situation picture as html or json", picture_command },
	{ "picture-again", "picture-again --unit U --period P [--kind K]",
	  "counts a picture again: the same bytes, or what is another", picture_again_command },
	{ .name = NULL },
};
