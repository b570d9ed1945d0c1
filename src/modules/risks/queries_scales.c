/* SPDX-License-Identifier: EUPL-1.2 */
/* risks/queries_scales.c - versions of the scales in the database. */
#include "modules/risks/inside.h"

static const struct column zone_columns[] = {
	{ "id", COLUMN_int, offsetof(struct risk_zone, id), NULL, false },
	{ "method_id", COLUMN_int, offsetof(struct risk_zone, method_id), NULL, false },
	{ "probability", COLUMN_int, offsetof(struct risk_zone, probability), NULL, false },
	{ "consequence", COLUMN_int, offsetof(struct risk_zone, consequence), NULL, false },
	{ "zone", COLUMN_text, offsetof(struct risk_zone, zone), NULL, false },
};
static const struct shape zone_shape = { .table = "risk_zone", .size = sizeof(struct risk_zone),
	.count = COUNT(zone_columns), .columns = zone_columns };

struct risk_method_list risk_methods(struct view *view)
{
	return risk_method_list_of(view_list(view, &risk_method_record.shape,
		SQL("SELECT * FROM my_risk_method ORDER BY in_force_from DESC, id"), NONE));
}

const struct risk_method *risk_method_get(struct view *view, struct str code)
{
	return view_get(view, &risk_method_record.shape,
		SQL("SELECT * FROM my_risk_method WHERE code = $1"), V(code));
}

const struct scales *scales_of(struct view *view, int64_t method_id)
{
	const struct risk_method *method = view_get(view, &risk_method_record.shape,
		SQL("SELECT * FROM my_risk_method WHERE id = $1"), V(method_id));
	struct scales *scales;

	if (!method)
		return NULL;
	scales = arena_new(view_arena(view), struct scales);
	scales->method = *method;
	scales->steps = risk_step_list_of(view_list(view, &risk_step_shape,
		SQL("SELECT * FROM my_risk_step WHERE method_id = $1 ORDER BY id"), V(method_id)));
	scales->zones = risk_zone_list_of(view_list(view, &zone_shape,
		SQL("SELECT * FROM my_risk_zone WHERE method_id = $1 ORDER BY probability, consequence"),
		V(method_id)));
	return scales;
}

const struct scales *scales_today(struct view *view)
{
	int64_t id = view_int(view, SQL("SELECT id FROM my_risk_method WHERE in_force_from <= today()"
		" ORDER BY in_force_from DESC, id LIMIT 1"), NONE);

	return id ? scales_of(view, id) : NULL;
}

int64_t method_analyses(struct view *view, int64_t method_id, bool only_approved)
{
	if (only_approved)
		return view_int(view, SQL("SELECT approved FROM my_risk_method_use WHERE method_id = $1"),
			V(method_id));
	return view_int(view, SQL("SELECT analyses FROM my_risk_method_use WHERE method_id = $1"),
		V(method_id));
}

/* Steps and levels that an earlier file of the same code said are gone: nothing rests on them. */
static void method_empty(struct change *change, int64_t method_id)
{
	change_run(change, SQL("DELETE FROM risk_step WHERE method_id = $1"), V(method_id));
	change_run(change, SQL("DELETE FROM risk_zone WHERE method_id = $1"), V(method_id));
}

void method_replace(struct change *change, struct scales *scales)
{
	const struct risk_method *there = risk_method_get(change_view(change), scales->method.code);
	struct risk_method *method = &scales->method;

	if (there) {
		method->id = there->id;
		method->public_id = there->public_id;
		method->created_by = there->created_by;
		method->created_at = there->created_at;
		change_update(change, &risk_method_record.shape, method, there->version);
		method_empty(change, method->id);
	} else {
		change_insert(change, &risk_method_record.shape, method);
	}
	for (size_t i = 0; i < scales->steps.count; i++)
		scales->steps.at[i].method_id = method->id;
	for (size_t i = 0; i < scales->zones.count; i++)
		scales->zones.at[i].method_id = method->id;
	change_insert_many(change, &risk_step_shape, scales->steps.at, scales->steps.count);
	change_insert_many(change, &zone_shape, scales->zones.at, scales->zones.count);
	change_note(change, "risk_method", method->id, "steps", scales->method.code);
}
