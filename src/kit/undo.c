/* SPDX-License-Identifier: EUPL-1.2 */
/* kit/undo.c - see undo.h. */
#include "kit/undo.h"

#include "base/crypto.h"
#include "base/say.h"
#include "base/tongue.h"
#include "kit/cells.h"
#include "kit/module.h"
#include "kit/visit.h"

#include <string.h>

enum { MOST_PAIRS = 5000 };

const char undo_is_stale[] = N_("Somebody else has changed it since then.");

struct undo {
	struct change *change;
	const char *kind;
	struct str public_id;
	int64_t id;                     /* 0: nothing is gathered yet */
};

/* ---- Gathering ---------------------------------------------------------------------- */

struct undo *undo_begin(struct change *change, const char *kind)
{
	struct undo *undo = arena_new(change_arena(change), struct undo);

	*undo = (struct undo){ .change = change, .kind = kind };
	return undo;
}

static void undo_insert(struct undo *undo)
{
	undo->public_id = uuid_v7(change_arena(undo->change));
	undo->id = change_run_id(undo->change, SQL("INSERT INTO undo (public_id, person_id, kind, at)"
		" VALUES ($1, $2, $3, $4) RETURNING id"),
		V(undo->public_id, change_me(undo->change), undo->kind, instant_now()));
}

void undo_row(struct undo *undo, const struct shape *shape, const void *was, const void *now)
{
	struct arena *arena = change_arena(undo->change);

	if (!change_me(undo->change))
		return;
	if (!undo->id)
		undo_insert(undo);
	change_run(undo->change, SQL("INSERT INTO undo_row (undo_id, table_name, was, now)"
		" VALUES ($1, $2, $3, $4)"),
		V(undo->id, shape->table, cells_of(arena, shape, was), cells_of(arena, shape, now)));
}

void undo_offer(struct undo *undo, struct request *request)
{
	if (undo->id && !request_wants_json(request))
		visit_of(request)->undo_id = undo->public_id;
}

/* ---- Taking back -------------------------------------------------------------------- */

struct undo_ask {
	int64_t id;
	struct str kind;
	struct instant at;
	bool is_used;
};
#define ASK(name_, kind_) { #name_, COLUMN_##kind_, offsetof(struct undo_ask, name_), NULL }
static const struct column ask_columns[] = {
	ASK(id, int), ASK(kind, text), ASK(at, instant), ASK(is_used, bool),
};
static const struct shape ask_shape = {
	.size = sizeof(struct undo_ask), .count = COUNT(ask_columns), .columns = ask_columns,
};
#define PAIR(name_, kind_) { #name_, COLUMN_##kind_, offsetof(struct undo_pair, name_), NULL }
static const struct column pair_columns[] = {
	PAIR(id, int), PAIR(table_name, text), PAIR(was, text), PAIR(now, text),
};
static const struct shape pair_shape = {
	.size = sizeof(struct undo_pair), .count = COUNT(pair_columns), .columns = pair_columns,
};

static const struct record *record_of_table(struct str table)
{
	for (size_t i = 0; modules[i]; i++)
		for (size_t k = 0; modules[i]->records && modules[i]->records[k]; k++)
			if (modules[i]->records[k]->shape.table
			    && str_is(table, modules[i]->records[k]->shape.table))
				return modules[i]->records[k];
	return NULL;
}

static bool rows_take_back(struct change *change, const struct undo_pair_list *pairs,
                           const char **why)
{
	struct arena *arena = change_arena(change);

	for (size_t i = 0; i < pairs->count; i++) {
		const struct record *record = record_of_table(pairs->at[i].table_name);
		void *was, *now;

		must(record != NULL);
		was = cells_row(arena, &record->shape, pairs->at[i].was);
		now = cells_row(arena, &record->shape, pairs->at[i].now);
		must(was && now);
		if (change_update(change, &record->shape, was,
		                  *field_int(record_field(record, "version"), now)) != UPDATED) {
			*why = undo_is_stale;
			return false;
		}
	}
	return true;
}

static const struct undo_kind row_kind = { "row", rows_take_back };

static const struct undo_kind *kind_find(struct str name)
{
	if (str_is(name, row_kind.name))
		return &row_kind;
	for (size_t i = 0; modules[i]; i++)
		for (const struct undo_kind *kind = modules[i]->undos; kind && kind->name; kind++)
			if (str_is(name, kind->name))
				return kind;
	return NULL;
}

/* The last that was done is taken back first. */
static struct undo_pair_list pairs_of(struct view *view, int64_t undo_id)
{
	return undo_pair_list_of(view_list(view, &pair_shape,
		SQL("SELECT id, table_name, was, now FROM my_undo_row WHERE undo_id = $1"
		    " ORDER BY id DESC LIMIT $2"), V(undo_id, MOST_PAIRS)));
}

static struct reply refuse(struct request *request, int status, const char *why)
{
	return reply_problem(request, status, _("It could not be taken back."), str_of(_(why)));
}

static struct reply undo_act(struct request *request, struct change *change)
{
	struct view *view = change_view(change);
	const struct undo_ask *ask = view_get(view, &ask_shape,
		SQL("SELECT id, kind, at, is_used FROM my_undo WHERE public_id = $1"),
		V(request_param(request, "id")));
	const struct undo_kind *kind = ask ? kind_find(ask->kind) : NULL;
	struct undo_pair_list pairs;
	const char *why = "";

	if (!kind)
		return reply_not_found(request);
	if (ask->is_used || instant_now().seconds - ask->at.seconds > UNDO_MINUTES * MINUTE)
		return refuse(request, 422, N_("It is too late, or it is taken back already."));
	pairs = pairs_of(view, ask->id);
	if (!kind->take_back(change, &pairs, &why))
		return refuse(request, 412, why);
	change_run(change, SQL("UPDATE undo SET is_used = 1 WHERE id = $1"), V(ask->id));
	request_message(request, _("It is taken back."));
	return reply_done(request, 200, NULL, NULL, "%.*s", STR(request_came_from(request)));
}

int64_t undo_forget_old(struct change *change)
{
	struct instant limit = { instant_now().seconds - HOUR };

	change_run(change, SQL("DELETE FROM undo_row WHERE undo_id IN"
		" (SELECT id FROM undo WHERE at < $1)"), V(limit));
	return change_run(change, SQL("DELETE FROM undo WHERE at < $1"), V(limit));
}

const struct route undo_routes[] = {
	{ POST, "/undo/:id", .need = SIGNED_IN, .act = undo_act,
	  .label = N_("Take back what one has just done") },
	{ .path = NULL },
};
