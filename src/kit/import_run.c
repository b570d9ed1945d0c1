/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * kit/import_run.c - reading in: the file once to count, then in batches, each a change of
 * its own, so that other writers get their turn between them.
 *
 * Until the last batch is in, the import counts as running; one that is cancelled or dies is
 * taken back by its kind's undo().  Bad rows are left out and stand in a file beside.
 */
#include "kit/import_inside.h"

#include "base/crypto.h"
#include "base/json.h"
#include "base/say.h"
#include "kit/folder.h"
#include "kit/import_run.h"
#include "kit/module.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum {
	BATCH_ROWS = 500, BATCH_BYTES = 8 << 20,
	BATCH_MEMORY = 512 << 20,
	MOST_TRIES = 8,
	KEPT_DAYS = 90,
};

#define COLUMN(name_, kind_) { #name_, COLUMN_##kind_, offsetof(struct import_books, name_), NULL, false }
static const struct column import_columns[] = {
	COLUMN(id, int), COLUMN(job_id, int), COLUMN(added, int), COLUMN(changed, int),
	COLUMN(same, int), COLUMN(bad, int), COLUMN(created_by, int), COLUMN(version, int), COLUMN(is_private, int),
	COLUMN(public_id, text), COLUMN(kind, text), COLUMN(source, text), COLUMN(file_name, text),
	COLUMN(mapping, text), COLUMN(state, text), COLUMN(warnings, text), COLUMN(bad_path, text),
	COLUMN(created_at, instant), COLUMN(ended_at, instant),
};
#undef COLUMN
const struct shape import_shape = {
	.table = "import", .size = sizeof(struct import_books),
	.count = COUNT(import_columns), .columns = import_columns,
};

static const struct who the_system = { .is_system = true };

const struct import_kind *import_kind_find(struct str name)
{
	for (size_t i = 0; modules[i]; i++)
		for (const struct import_kind *kind = modules[i]->imports; kind && kind->name; kind++)
			if (str_is(name, kind->name))
				return kind;
	return NULL;
}

bool import_is_private(struct str name)
{
	const struct import_kind *kind = import_kind_find(name);

	return kind && kind->is_private;
}

struct import_books *import_get(struct view *view, struct str public_id)
{
	return view_get(view, &import_shape, SQL("SELECT * FROM my_import WHERE public_id = $1"),
		V(public_id));
}

const char *import_folder(struct arena *arena, struct str public_id)
{
	return folder_path(arena, arena_print(arena, "imports/%.*s", STR(public_id)).at);
}

/* ---- Bookkeeping -------------------------------------------------------------------- */

int64_t import_begin(struct change *change, const char *kind, struct str source,
                     struct str file_name, int64_t job_id)
{
	struct import_books books = {
		.kind = str_of(kind), .source = source, .file_name = file_name, .job_id = job_id,
		.state = S("running"), .warnings = S("[]"), .created_by = change_me(change),
		.is_private = import_is_private(str_of(kind)),
	};

	return change_insert(change, &import_shape, &books);
}

void import_finish(struct change *change, int64_t import_id, int64_t added, int64_t changed,
                   int64_t same, int64_t bad)
{
	change_run(change, SQL("UPDATE import SET state = 'done', added = $1, changed = $2,"
		" same = $3, bad = $4, ended_at = $5 WHERE id = $6"),
		V(added, changed, same, bad, instant_now(), import_id));
	change_note(change, "import", import_id, "done", S(""));
}

/* Writes in the person's name and sees through the person's views; the kinds' put() and
 * undo() may also look for what is there in the tables themselves. */
static struct who writer_of(struct job *job)
{
	struct who who = job_who(job);

	/* On the command line: --as.  A job ordered on the web has its person already. */
	if (!who.person)
		str_to_int(job_argument(job, "person"), &who.person);
	who.is_system = true;
	return who;
}

/* In a change of its own; a clash is tried again. */
static bool run_alone(struct store *store, struct arena *arena, struct sql sql, struct values values)
{
	for (int i = 0; i < MOST_TRIES; i++) {
		struct change *change = change_open(store, arena, the_system);

		change_run(change, sql, values);
		if (change_commit(change) == COMMITTED)
			return true;
	}
	return false;
}

/* ---- Taking back -------------------------------------------------------------------- */

/* All at once: an import is one act.  -1: it did not succeed. */
static int64_t take_back(struct store *store, struct arena *arena, const struct import_books *books,
                         struct who who, const char *state)
{
	const struct import_kind *kind = import_kind_find(books->kind);

	if (!kind || !kind->undo)
		return -1;
	for (int i = 0; i < MOST_TRIES; i++) {
		struct change *change = change_open(store, arena, who);
		int64_t gone = kind->undo(change, books->id);

		change_run(change, SQL("UPDATE import SET state = $1, ended_at = $2 WHERE id = $3"),
			V(state, instant_now(), books->id));
		change_note(change, "import", books->id, state, S(""));
		if (change_commit(change) == COMMITTED)
			return gone;
	}
	return -1;
}

void import_recover(struct job *job)
{
	struct view *view = view_open(job_store(job), job_arena(job), the_system);
	struct rows rows = view_list(view, &import_shape,
		SQL("SELECT * FROM import WHERE job_id = $1 AND state = 'running'"), V(job_id(job)));
	const struct import_books *books = rows.at;

	view_close(view);
	for (size_t i = 0; i < rows.count; i++)
		if (take_back(job_store(job), job_arena(job), &books[i], the_system, "failed") < 0)
			say_warning("import %lld could not be taken back", (long long)books[i].id);
}

/* ---- One run ------------------------------------------------------------------------ */

struct totals {
	int64_t added, changed, same, bad;
};

struct run {
	struct job *job;
	struct store *store;
	struct who who;
	struct arena *keep;             /* the job's */
	struct arena *batch;            /* emptied after each batch */
	struct import_books *books;
	struct mapping *mapping;
	struct csv_style style;
	struct str content;
	struct csv_row headings;
	struct csv_row rows[BATCH_ROWS];
	size_t row_count, row_bytes;
	struct met lines;               /* without a key: two equal lines are two events */
	int64_t total, done;
	struct totals totals;
	struct warnings warnings;
	FILE *bad;
	bool only_judges;               /* nothing is written */
	bool has_failed;
	struct str problem;
};

static bool run_headings(void *context, const struct csv_row *row)
{
	struct run *run = context;

	run->headings = row_copy(run->keep, row);
	return mapping_meet(run->mapping, run->keep, &run->headings, &run->problem);
}

static bool count_row(void *context, const struct csv_row *row)
{
	struct run *run = context;

	for (size_t i = 0; i < run->mapping->field_count; i++) {
		const struct mapped_field *mapped = &run->mapping->fields[i];

		for (size_t p = 0; p < mapped->part_count; p++)
			if (mapped->folds[p] && (size_t)mapped->columns[p] < row->count
			    && !is_mark(run->mapping, str_trim(row->cells[mapped->columns[p]])))
				spellings_add(mapped->folds[p], str_trim(row->cells[mapped->columns[p]]));
	}
	return (run->total++ & 1023) || !job_is_cancelled(run->job);
}

/* ---- Keys --------------------------------------------------------------------------- */

static struct str line_key(struct run *run, const struct csv_row *row)
{
	struct str digest;
	struct out text;
	uint32_t nth;

	out_init(&text, run->batch, 64 << 20);
	for (size_t i = 0; i < row->count; i++) {
		out_raw(&text, row->cells[i]);
		out_char(&text, '\x1f');
	}
	digest = str_part(digest_hex(run->batch, out_str(&text)), 0, 32);
	nth = met_again(&run->lines, digest);
	return nth == 1 ? arena_print(run->batch, "line:%.*s", STR(digest))
		: arena_print(run->batch, "line:%.*s:%u", STR(digest), nth);
}

/* Made when the row is taken in, once, whatever happens to its batch afterwards. */
static struct str key_of(struct run *run, const struct csv_row *row)
{
	struct str key = S("");

	if (run->mapping->key_column >= 0 && (size_t)run->mapping->key_column < row->count)
		key = str_trim(row->cells[run->mapping->key_column]);
	if (key.len && !is_mark(run->mapping, key) && !is_common_mark(key))
		return key;
	return line_key(run, row);
}

/* ---- Bad rows ----------------------------------------------------------------------- */

static void bad_row(struct run *run, const struct csv_row *row, const char *line, struct str reason)
{
	struct out out;

	out_init(&out, run->batch, 64 << 20);
	out_csv(&out, str_of(line), ';');
	out_char(&out, ';');
	out_csv(&out, reason, ';');
	for (size_t i = 0; i < row->count; i++) {
		out_char(&out, ';');
		out_csv(&out, row->cells[i], ';');
	}
	out_z(&out, "\r\n");
	if (fwrite(out.at, 1, out.len, run->bad) != out.len)
		abandon("cannot write the file of bad rows", strerror(errno));
}

static void bad_open(struct run *run)
{
	const char *below = arena_print(run->keep, "imports/%.*s", STR(run->books->public_id)).at;
	const char *folder = folder_make(run->keep, below);

	run->bad = fopen(arena_print(run->keep, "%s/bad.csv", folder).at, "w");
	if (!run->bad)
		abandon("cannot write the file of bad rows", strerror(errno));
	run->books->bad_path = arena_print(run->keep, "%s/bad.csv", below);
	fputs("\xEF\xBB\xBF", run->bad);
	bad_row(run, &run->headings, _("Line"), str_of(_("Reason")));
}

static void bad_add(struct run *run, const struct csv_row *row, struct str reason)
{
	char line[24];

	if (run->only_judges)
		return;
	if (!run->bad)
		bad_open(run);
	snprintf(line, sizeof(line), "%lld", (long long)row->line);
	bad_row(run, row, line, reason);
}

/* ---- A batch ------------------------------------------------------------------------ */

struct verdict {                        /* on one row of the batch */
	struct str key, reason;         /* reason "": it is good */
	const struct problems *problems;
};

static struct str reason_of(struct run *run, const struct problems *problems)
{
	struct str reason = S("");

	for (size_t i = 0; i < problems->count; i++) {
		struct str words = problem_words(run->batch, run->mapping, &problems->at[i]);

		reason = reason.len ? arena_print(run->batch, "%.*s %.*s", STR(reason), STR(words)) : words;
	}
	return reason.len ? reason : str_of(_("The row could not be used."));
}

static void count_did(struct totals *totals, enum import_did did)
{
	totals->added += did == IMPORT_ADDED;
	totals->changed += did == IMPORT_CHANGED;
	totals->same += did == IMPORT_SAME;
}

static void *judge(struct run *run, struct view *view, const struct csv_row *row, struct verdict *verdict)
{
	const struct form *form = run->mapping->kind->form;
	struct answers answers = mapping_answers(run->mapping, run->batch, row);
	struct problems *problems = arena_new(run->batch, struct problems);
	void *record = arena_take(run->batch, form->record->shape.size);

	problems->arena = run->batch;
	verdict->problems = problems;
	verdict->reason = S("");
	if (form_judge(form, view, &answers, false, record, problems))
		return record;
	verdict->reason = reason_of(run, problems);
	return NULL;
}

/* False: somebody else changed the same at once, and nothing of the batch is in. */
static bool batch_put(struct run *run, struct verdict *verdicts, struct totals *totals)
{
	const struct import_kind *kind = run->mapping->kind;
	struct change *change = change_open(run->store, run->batch, run->who);

	*totals = (struct totals){ 0 };
	for (size_t i = 0; i < run->row_count; i++) {
		void *record = judge(run, change_view(change), &run->rows[i], &verdicts[i]);
		struct import_row row = { run->rows[i].line, verdicts[i].key, record };

		if (record)
			count_did(totals, kind->put(change, run->books->id, run->books->source, &row));
		else
			totals->bad++;
	}
	return change_commit(change) == COMMITTED;
}

static void batch_judge(struct run *run, struct verdict *verdicts, struct totals *totals)
{
	struct view *view = view_open(run->store, run->batch, run->who);

	for (size_t i = 0; i < run->row_count; i++)
		if (judge(run, view, &run->rows[i], &verdicts[i]))
			totals->added++;
		else
			totals->bad++;
	view_close(view);
}

static bool batch_try(struct run *run, struct verdict *verdicts, struct totals *totals)
{
	if (run->only_judges) {
		batch_judge(run, verdicts, totals);
		return true;
	}
	for (int i = 0; i < MOST_TRIES; i++)
		if (batch_put(run, verdicts, totals))
			return true;
	run->problem = str_of(_("Too many changed the same thing at once."));
	return false;
}

static void batch_count(struct run *run, const struct verdict *verdicts, const struct totals *totals)
{
	for (size_t i = 0; i < run->row_count; i++) {
		if (!verdicts[i].reason.len)
			continue;
		bad_add(run, &run->rows[i], verdicts[i].reason);
		for (size_t k = 0; k < verdicts[i].problems->count; k++)
			warnings_add(&run->warnings, problem_words(run->batch, run->mapping,
				&verdicts[i].problems->at[k]), run->rows[i].line);
	}
	run->totals.added += totals->added;
	run->totals.changed += totals->changed;
	run->totals.same += totals->same;
	run->totals.bad += totals->bad;
}

static bool batch_end(struct run *run)
{
	struct verdict *verdicts = arena_array(run->batch, struct verdict, BATCH_ROWS);
	struct totals totals = { 0 };
	bool is_well;

	for (size_t i = 0; i < run->row_count; i++)
		verdicts[i].key = key_of(run, &run->rows[i]);
	is_well = batch_try(run, verdicts, &totals);
	if (is_well)
		batch_count(run, verdicts, &totals);
	run->done += (int64_t)run->row_count;
	run->row_count = run->row_bytes = 0;
	arena_clear(run->batch);
	job_progress(run->job, run->done, run->total, run->only_judges ? _("Judging the rows")
		: _("Reading in the rows"));
	return is_well && !job_is_cancelled(run->job);
}

static bool take_row(void *context, const struct csv_row *row)
{
	struct run *run = context;

	run->rows[run->row_count++] = row_copy(run->batch, row);
	for (size_t i = 0; i < row->count; i++)
		run->row_bytes += row->cells[i].len;
	if (run->row_count < BATCH_ROWS && run->row_bytes < BATCH_BYTES)
		return true;
	return batch_end(run);
}

/* ---- The steps ---------------------------------------------------------------------- */

static bool scan_file(struct run *run, bool (*row)(void *context, const struct csv_row *row))
{
	struct scan scan = { .style = run->style, .headings = run_headings, .row = row,
		.context = run };
	bool is_read = scan_run(&scan, run->keep, run->content, &run->problem);

	return is_read && !run->problem.len && !job_is_cancelled(run->job);
}

static bool count_step(struct run *run)
{
	bool is_well;

	job_count(run->job, 0, 0, _("Reading the file"));
	is_well = scan_file(run, count_row);
	for (size_t i = 0; i < run->mapping->fold_count; i++)
		spellings_settle(&run->mapping->fold_spellings[i]);
	return is_well;
}

static bool rows_step(struct run *run, bool only_judges)
{
	bool is_well;

	run->only_judges = only_judges;
	run->done = 0;
	run->totals = (struct totals){ 0 };
	run->warnings.count = 0;
	run->lines = (struct met){ .arena = run->keep };
	is_well = scan_file(run, take_row);
	if (is_well && run->row_count)
		is_well = batch_end(run);
	run->row_count = run->row_bytes = 0;
	arena_clear(run->batch);
	return is_well && !job_is_cancelled(run->job);
}

static void say_outcome(struct run *run)
{
	const struct totals *t = &run->totals;
	struct arena *arena = run->keep;

	job_say(run->job, _("%.*s added, %.*s changed, %.*s as before, %.*s bad rows left out."),
		STR(tongue_number(arena, t->added)), STR(tongue_number(arena, t->changed)),
		STR(tongue_number(arena, t->same)), STR(tongue_number(arena, t->bad)));
}

static void books_write(struct run *run)
{
	const struct totals *t = &run->totals;

	for (int i = 0; i < MOST_TRIES; i++) {
		struct change *change = change_open(run->store, run->batch, run->who);

		change_run(change, SQL("UPDATE import SET warnings = $1, bad_path = $2 WHERE id = $3"),
			V(warnings_json(run->batch, &run->warnings), run->books->bad_path, run->books->id));
		import_finish(change, run->books->id, t->added, t->changed, t->same, t->bad);
		if (change_commit(change) == COMMITTED)
			break;
	}
	arena_clear(run->batch);
}

static bool stop(struct run *run)
{
	bool is_cancelled = job_is_cancelled(run->job);
	const char *state = is_cancelled ? "cancelled" : "failed";

	run->has_failed = true;
	job_count(run->job, run->done, run->total, _("Taking back what was read in"));
	if (take_back(run->store, run->batch, run->books, run->who, state) < 0)
		job_say(run->job, "%s", _("What was read in could not be taken back. Undo the import by hand."));
	else if (is_cancelled)
		job_say(run->job, "%s", _("The import was stopped. Nothing of it is left."));
	else
		job_say(run->job, _("%.*s Nothing was read in."), STR(run->problem));
	return false;
}

static void set_running(struct run *run)
{
	run_alone(run->store, run->batch, SQL("UPDATE import SET state = 'running', job_id = $1"
		" WHERE id = $2"), V(job_id(run->job), run->books->id));
	arena_clear(run->batch);
}

static bool run_steps(struct run *run, bool all_or_nothing)
{
	if (!count_step(run))
		return stop(run);
	if (all_or_nothing) {
		if (!rows_step(run, true))
			return stop(run);
		if (run->totals.bad) {
			run->problem = arena_print(run->keep, _("%.*s rows are bad."),
				STR(tongue_number(run->keep, run->totals.bad)));
			return stop(run);
		}
	}
	if (!rows_step(run, false))
		return stop(run);
	if (run->bad && fclose(run->bad) != 0)
		abandon("cannot write the file of bad rows", strerror(errno));
	run->bad = NULL;
	books_write(run);
	say_outcome(run);
	job_count(run->job, run->done, run->total, "");
	return true;
}

static struct run_outcome outcome;

struct run_outcome import_outcome(void)
{
	return outcome;
}

static void keep_outcome(const struct run *run, bool is_well)
{
	outcome = (struct run_outcome){
		.is_well = is_well, .rows = run->total, .added = run->totals.added,
		.changed = run->totals.changed, .same = run->totals.same, .bad = run->totals.bad,
	};
}

static bool run_import(struct job *job, struct import_books *books, const char *path, bool all_or_nothing)
{
	struct run *run = arena_new(job_arena(job), struct run);
	const struct import_kind *kind = import_kind_find(books->kind);
	bool is_well = false;

	*run = (struct run){ .job = job, .store = job_store(job), .who = writer_of(job),
		.keep = job_arena(job), .books = books, .problem = S(""),
		.warnings.arena = job_arena(job) };
	run->mapping = arena_new(run->keep, struct mapping);
	run->batch = arena_open(BATCH_MEMORY);
	set_running(run);
	if (!kind || !kind->form)
		run->problem = str_of(_("This version of the program does not read in that kind."));
	else if (!path || !file_map(path, &run->content))
		run->problem = str_of(_("The file cannot be read."));
	else if (mapping_read(run->keep, kind, books->mapping, run->mapping, &run->problem)) {
		run->style = mapping_style(run->mapping, run->content);
		is_well = run_steps(run, all_or_nothing);
	}
	if (!is_well && !run->has_failed)
		stop(run);
	keep_outcome(run, is_well);
	mapping_free(run->mapping);
	file_unmap(run->content);
	arena_close(run->batch);
	return is_well;
}

/* ---- The jobs ----------------------------------------------------------------------- */

static struct import_books *books_of(struct job *job, struct str public_id)
{
	struct view *view = view_open(job_store(job), job_arena(job), the_system);
	struct import_books *books = view_get(view, &import_shape,
		SQL("SELECT * FROM import WHERE public_id = $1"), V(public_id));

	view_close(view);
	return books;
}

/* On the command line there is no preview that made the row. */
static struct import_books *books_make(struct job *job)
{
	struct change *change = change_open(job_store(job), job_arena(job), writer_of(job));
	struct import_books *books = arena_new(job_arena(job), struct import_books);

	*books = (struct import_books){
		.kind = job_argument(job, "kind"), .source = job_argument(job, "source"),
		.mapping = job_argument(job, "mapping"), .file_name = job_argument(job, "file_name"),
		.job_id = job_id(job), .state = S("running"), .warnings = S("[]"),
		.created_by = change_me(change),
	};
	books->is_private = import_is_private(books->kind);
	change_insert(change, &import_shape, books);
	return change_commit(change) == COMMITTED ? books : NULL;
}

static bool import_csv_run(struct job *job)
{
	struct str key = job_argument(job, "import");
	struct import_books *books = key.len ? books_of(job, key) : books_make(job);
	const char *path = job_file(job, 0);

	if (!books) {
		job_say(job, "%s", _("The import is no longer there."));
		return false;
	}
	if (key.len)
		path = arena_print(job_arena(job), "%s/file", import_folder(job_arena(job), key)).at;
	job_result(job, arena_print(job_arena(job), "/imports/%.*s", STR(books->public_id)));
	return run_import(job, books, path, str_is(job_argument(job, "all_or_nothing"), "yes"));
}

static bool import_undo_run(struct job *job)
{
	struct import_books *books = books_of(job, job_argument(job, "import"));
	int64_t gone;

	job_count(job, 0, 0, _("Taking back what was read in"));
	if (!books || !str_is(books->state, "done")) {
		job_say(job, "%s", _("There is nothing to take back."));
		return false;
	}
	job_result(job, arena_print(job_arena(job), "/imports/%.*s", STR(books->public_id)));
	gone = take_back(job_store(job), job_arena(job), books, writer_of(job), "undone");
	if (gone < 0)
		job_say(job, "%s", _("The import could not be taken back."));
	else
		job_say(job, _("%.*s rows were taken back."), STR(tongue_number(job_arena(job), gone)));
	return gone >= 0;
}

const struct job_kind import_jobs[] = {
	{ .name = "import-csv", .label = N_("Read in a file"), .need = MAY_import_write,
	  .run = import_csv_run, .recover = import_recover },
	{ .name = "import-undo", .label = N_("Take back an import"), .need = MAY_import_write,
	  .run = import_undo_run },
	{ .name = NULL },
};

/* ---- Keeping order ------------------------------------------------------------------ */

/* Files of imports are kept as long as their jobs; a week's worth at each round is enough. */
void import_tidy(struct store *store, struct arena *arena)
{
	int64_t before = instant_now().seconds - KEPT_DAYS * (int64_t)DAY;
	struct view *view = view_open(store, arena, the_system);
	struct rows rows = view_list(view, &import_shape,
		SQL("SELECT * FROM import WHERE created_at BETWEEN $1 AND $2 LIMIT 1000"),
		V(before - 7 * DAY, before));
	const struct import_books *books = rows.at;

	view_close(view);
	for (size_t i = 0; i < rows.count; i++)
		folder_remove(import_folder(arena, books[i].public_id));
}
