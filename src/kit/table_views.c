/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * kit/table_views.c - saved views: a list with chosen filters, under a name.
 */
#include "kit/table_inside.h"

#include "kit/table.html.h"

#include <string.h>

enum { LONGEST_VIEW_NAME = 80, LONGEST_VIEW_ADDRESS = 2000 };

struct saved_view {
	int64_t id, person_id, unit_id, version;
	struct str public_id, table_name, name, address;
	struct instant created_at;
};
LIST_OF(saved_view)

#define COLUMN(name_, kind_) { #name_, COLUMN_##kind_, offsetof(struct saved_view, name_), NULL, false }
static const struct column saved_view_columns[] = {
	COLUMN(id, int), COLUMN(person_id, int), COLUMN(unit_id, int), COLUMN(version, int),
	COLUMN(public_id, text), COLUMN(table_name, text), COLUMN(name, text), COLUMN(address, text),
	COLUMN(created_at, instant),
};
#undef COLUMN
static const struct shape saved_view_shape = {
	.table = "saved_view", .size = sizeof(struct saved_view),
	.count = COUNT(saved_view_columns), .columns = saved_view_columns,
};

/* An empty table name means the views of all lists. */
static struct saved_view_list saved_views(struct view *view, struct str table_name)
{
	return saved_view_list_of(view_list(view, &saved_view_shape,
		SQL("SELECT * FROM my_saved_view WHERE ($1 = '' OR table_name = $1)"
		    " ORDER BY name COLLATE local, id LIMIT 200"), V(table_name)));
}

void table_write_views(struct out *out, const struct ask *ask)
{
	struct saved_view_list views;

	if (!request_person(ask->request)->id)
		return;
	views = saved_views(ask->view, str_of(ask->table->name));
	if (!views.count)
		return;
	table_chips_begin(out, _("Saved views"));
	for (size_t i = 0; i < views.count && i < MOST_VIEWS; i++)
		table_view_chip(out, views.at[i].name, views.at[i].address, views.at[i].unit_id != 0);
	table_views_end(out, ask->table->name);
}

/* Only what has been chosen is worth keeping. */
void table_write_save_view(struct out *out, const struct ask *ask)
{
	const struct person *person = request_person(ask->request);
	struct str now = table_address(ask->request, "", S(""));

	if (person->id && !str_is(now, "?"))
		table_save_view(out, ask, arena_join(ask->request->arena, ask->request->path, now),
			person->unit_id != 0);
}

/* ---- Routes ------------------------------------------------------------------------- */

static bool is_own_address(struct str address)
{
	return address.len > 1 && address.len <= LONGEST_VIEW_ADDRESS && address.at[0] == '/'
		&& address.at[1] != '/' && address.at[1] != '\\';
}

static struct reply views_save(struct request *request, struct change *change)
{
	const struct person *person = request_person(request);
	struct saved_view row = {
		.table_name = str_trim(request_field(request, "table_name")),
		.name = str_trim(request_field(request, "name")),
		.address = request_field(request, "address"),
		.person_id = person->id,
		.unit_id = request_has_field(request, "is_shared") ? person->unit_id : 0,
	};

	if (!row.name.len || str_letters(row.name) > LONGEST_VIEW_NAME)
		return reply_problem(request, 422, _("The view needs a name of at most 80 letters."), S(""));
	if (!row.table_name.len || row.table_name.len > 40 || !is_own_address(row.address))
		return reply_problem(request, 422, _("The view could not be saved."), S(""));
	change_insert(change, &saved_view_shape, &row);
	request_message(request, _("The view is saved."));
	return reply_done(request, 201, NULL, NULL, "%.*s", STR(row.address));
}

static struct reply views_delete(struct request *request, struct change *change)
{
	int64_t deleted = change_run(change,
		SQL("DELETE FROM saved_view WHERE public_id = $1 AND person_id = $2"),
		V(request_param(request, "id"), change_me(change)));

	if (!deleted)
		return reply_not_found(request);
	request_message(request, _("The view is deleted."));
	return reply_done(request, 200, NULL, NULL, "/views");
}

static struct reply views_show(struct request *request, struct view *view)
{
	struct saved_view_list views = saved_views(view, request_query(request, "table"));
	struct out *out = page_begin(request, view, _("Saved views"));

	views_page_begin(out);
	if (views.count)
		views_list_begin(out);
	else
		views_empty(out);
	for (size_t i = 0; i < views.count; i++)
		views_item(out, request, views.at[i].name, views.at[i].address,
			views.at[i].public_id, views.at[i].person_id == view_me(view));
	if (views.count)
		views_list_end(out);
	return page_end(request, 200);
}

const struct route table_routes[] = {
	{ GET, "/views", .need = SIGNED_IN, .show = views_show, .label = N_("Saved views") },
	{ POST, "/views", .need = SIGNED_IN, .act = views_save, .label = N_("Save a view") },
	{ POST, "/views/:id/delete", .need = SIGNED_IN, .act = views_delete,
	  .label = N_("Delete a saved view") },
	{ .path = NULL },
};
