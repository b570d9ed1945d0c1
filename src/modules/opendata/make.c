/* SPDX-License-Identifier: EUPL-1.2 */
/* opendata/make.c - a publication made: counted, hidden, written; by a job, for counting takes its time. */
#include "modules/opendata/inside.h"

#include "base/crypto.h"
#include "modules/people/people.h"

enum { TRIES = 8 };

/* ---- What earlier editions hide ------------------------------------------------------------------ */

static size_t place_of(const struct open_name *names, size_t count, struct str code)
{
	for (size_t i = 0; code.len && i < count; i++)
		if (str_equals(names[i].code, code))
			return i;
	return count;                   /* the sum; also of what is no longer there */
}

static bool is_there(const struct open_name *names, size_t count, struct str code)
{
	return !code.len || place_of(names, count, code) < count;
}

static void held_add(bool *held, const struct open_table *table, const struct open_content *content)
{
	for (size_t i = 0; i < content->count; i++) {
		const struct open_cell *cell = &content->cells[i];

		if (cell->telling != CELL_told && is_there(table->row_names, table->rows, cell->row.code)
		    && is_there(table->column_names, table->columns, cell->column.code))
			held[place_of(table->row_names, table->rows, cell->row.code) * (table->columns + 1)
				+ place_of(table->column_names, table->columns, cell->column.code)] = true;
	}
}

/* Everything that was ever published of the table and year, also what is withdrawn since. */
static void held_find(struct view *view, const struct publication_making *making, struct open_table *table)
{
	struct arena *arena = view_arena(view);
	struct publication_list editions = publication_editions(view, making->table_code, making->year);
	bool *held = arena_array(arena, bool, (table->rows + 1) * (table->columns + 1));

	for (size_t i = 0; i < editions.count; i++) {
		const struct publication *whole;
		const struct open_content *content;

		if (editions.at[i].state != PUBLICATION_approved && editions.at[i].state != PUBLICATION_withdrawn)
			continue;
		whole = publication_get(view, making->table_code, making->year, editions.at[i].edition);
		content = whole ? content_read(arena, whole->content) : NULL;
		if (content)
			held_add(held, table, content);
	}
	table->held = held;
}

/* ---- Made ------------------------------------------------------------------------------------------ */

static int64_t edition_next(struct view *view, const struct publication_making *making)
{
	struct publication_list editions = publication_editions(view, making->table_code, making->year);

	return editions.count ? editions.at[0].edition + 1 : 1;
}

static bool made_write(struct store *store, struct arena *arena, struct publication_making *making,
                       const struct open_table *table)
{
	for (int i = 0; i < TRIES; i++) {
		struct change *change = change_open(store, arena,
			(struct who){ .person = making->who.person, .is_system = true });
		struct view *view = change_view(change);

		making->made = (struct publication){ .table_code = making->table_code, .year = making->year,
			.edition = edition_next(view, making), .state = PUBLICATION_made, .reason = making->reason,
			.made_by = making->who.person, .made_name = person_name_kept(view, making->who.person),
			.made_at = instant_now() };
		making->made.content = content_write(arena, &making->made, table);
		making->made.digest = digest_hex(arena, making->made.content);
		publication_add(change, &making->made);
		if (change_commit(change) == COMMITTED)
			return true;
	}
	making->problem = str_of(_("Somebody else was writing all the time. Try again."));
	return false;
}

bool publication_make(struct store *store, struct arena *arena, struct publication_making *making)
{
	struct view *view = view_open(store, arena, (struct who){ .person = making->who.person });
	struct open_table table;
	bool may = publication_may(view, "opendata_write"), is_made;

	if (!may)
		making->problem = str_of(_("Only who makes open data for the whole city does so."));
	is_made = may && open_table_count(view, making->table_code, making->year, &table, &making->problem);
	if (is_made)
		held_find(view, making, &table);
	view_close(view);
	return is_made && made_write(store, arena, making, &table);
}

/* ---- The job ---------------------------------------------------------------------------------------- */

static bool make_run(struct job *job)
{
	struct publication_making making = { .who = job_who(job),
		.table_code = job_argument(job, "table"), .reason = job_argument(job, "reason") };
	int64_t year = 0;

	job_progress(job, 0, 0, _("Counting"));
	if (!str_to_int(job_argument(job, "year"), &year) || year < 2000 || year >= date_today().year) {
		job_say(job, "%s", _("The year has not ended: its figures would change."));
		return false;
	}
	making.year = (int)year;
	if (!publication_make(job_store(job), job_arena(job), &making)) {
		job_say(job, _("Nothing was made. %.*s"), STR(making.problem));
		return false;
	}
	job_say(job, _("Edition %lld is made. Another person must approve it."), (long long)making.made.edition);
	job_result(job, arena_print(job_arena(job), "/publications/%.*s/%lld/%lld", STR(making.table_code),
		(long long)making.year, (long long)making.made.edition));
	return true;
}

const struct job_kind opendata_jobs[] = {
	{ .name = "opendata-make", .label = N_("Make a publication of open data"), .need = MAY_opendata_write,
	  .run = make_run, .is_hidden = true },
	{ .name = NULL },
};
