/* SPDX-License-Identifier: EUPL-1.2 */
/* commitments/styrel.c - the counts of a planning round, and of one unit; counting again. */
#include "modules/commitments/styrel.h"

#include "base/json.h"
#include "modules/commitments/styrel.html.h"
#include "modules/people/people.h"
#include "modules/units/units.h"

const struct form styrel_form = { .record = &styrel_record,
	.fields = FIELDS("class_1", "class_2", "class_3", "class_4", "class_5", "class_6",
	                 "class_7", "class_8") };

int64_t styrel_points(const struct styrel_row *row, int class)
{
	const int64_t points[STYREL_CLASSES] = { row->class_1, row->class_2, row->class_3,
		row->class_4, row->class_5, row->class_6, row->class_7, row->class_8 };

	return class < 1 || class > STYREL_CLASSES ? 0 : points[class - 1];
}

int64_t styrel_all(const struct styrel_row *row)
{
	int64_t all = 0;

	for (int class = 1; class <= STYREL_CLASSES; class++)
		all += styrel_points(row, class);
	return all;
}

/* ---- The round ------------------------------------------------------------------------- */

/* The one that is asked for; else the last of the list.  NULL: there is no such round. */
static const struct item *round_of(struct str code)
{
	const struct catalogue *rounds = catalogue_get("commitments/styrel_rounds");

	if (code.len)
		return item_find("commitments/styrel_rounds", code);
	return rounds->count ? &rounds->items[rounds->count - 1] : NULL;
}

static void row_add(struct styrel_row *sum, const struct styrel_row *row)
{
	sum->class_1 += row->class_1;
	sum->class_2 += row->class_2;
	sum->class_3 += row->class_3;
	sum->class_4 += row->class_4;
	sum->class_5 += row->class_5;
	sum->class_6 += row->class_6;
	sum->class_7 += row->class_7;
	sum->class_8 += row->class_8;
}

static struct reply rows_json(struct request *request, const struct item *round,
                              const struct styrel_row_list *rows)
{
	enum { LONGEST = 4 * 1024 * 1024 };
	struct json_out json;
	struct out out;

	out_init(&out, request->arena, LONGEST);
	json_begin(&json, &out);
	json_object_begin(&json, NULL);
	json_str(&json, "round", round->code);
	json_list_begin(&json, "items");
	for (size_t i = 0; i < rows->count; i++)
		record_json(&json, &styrel_row_record, &rows->at[i]);
	json_list_finish(&json);
	json_object_finish(&json);
	return reply_json(request, 200, &out);
}

struct reply styrel_page(struct request *request, struct view *view)
{
	const struct item *round = round_of(request_query(request, "round"));
	struct styrel_row sum = { 0 };
	struct styrel_row_list rows;
	int64_t counted = 0;
	struct out *out;

	if (!round)
		return reply_not_found(request);
	rows = styrel_rows(view, round->code);
	for (size_t i = 0; i < rows.count; i++) {
		row_add(&sum, &rows.at[i]);
		counted += rows.at[i].id != 0;
	}
	if (request_wants_json(request))
		return rows_json(request, round, &rows);
	out = page_begin(request, view, _("Priority of electricity"));
	styrel_head(out, round, counted, (int64_t)rows.count);
	styrel_table(out, round, &rows, &sum);
	styrel_meanings(out);
	return page_end(request, 200);
}

/* ---- One unit --------------------------------------------------------------------------- */

struct asked { const struct unit *unit; const struct item *round; bool may_count; };

static bool asked_of(struct request *request, struct view *view, struct asked *asked)
{
	asked->unit = unit_of_code(view, request_param(request, "unit"));
	asked->round = item_find("commitments/styrel_rounds", request_param(request, "round"));
	if (!asked->unit || !asked->round || !marked_is_read(view, asked->unit->id))
		return false;
	asked->may_count = request_may(request, MAY_commitments_write) && !asked->round->is_retired
		&& commitment_may_add(view, asked->unit->id);
	return true;
}

static struct str unit_path(struct request *request, const struct asked *asked)
{
	return arena_print(request->arena, "/styrel/%.*s/%.*s", STR(asked->unit->code),
		STR(asked->round->code));
}

static void fields_show(struct out *out, struct form_view *form, const struct styrel *now, bool is_new)
{
	const struct catalogue *classes = catalogue_get("commitments/styrel_classes");
	struct problems none = { .arena = out->arena };
	const struct problems *problems = form->problems ? form->problems : &none;

	form_problems(out, form);
	for (size_t i = 0; i < classes->count; i++) {
		const char *name = str_z(out->arena, arena_print(out->arena, "class_%.*s",
			STR(classes->items[i].code)));
		const struct field *field = record_field(&styrel_record, name);
		struct str value = field && !is_new ? field_machine(out->arena, field, now) : S("");

		if (field)
			styrel_field(out, &classes->items[i], str_of(name),
				form->answers ? answer_get(form->answers, name) : value,
				problem_for(problems, name));
	}
}

struct reply styrel_unit_page(struct request *request, struct view *view)
{
	struct styrel now = { 0 };
	struct form_view form = form_view_of(request, view, &styrel_form, &now);
	struct styrel_list all;
	struct asked asked;
	struct out *out;

	if (!asked_of(request, view, &asked))
		return reply_not_found(request);
	all = styrel_counts(view, asked.unit->id, asked.round->code);
	if (request_wants_json(request))
		return reply_items(request, &styrel_record, all.at, all.count);
	now = all.count ? all.at[0] : (struct styrel){ .version = STYREL_UNCOUNTED };
	out = page_begin(request, view, _("Priority of electricity"));
	styrel_unit_head(out, asked.round, unit_name(view, asked.unit->id));
	if (asked.may_count) {
		form_begin(out, &form, unit_path(request, &asked), false);
		fields_show(out, &form, &now, !all.count);
		form_buttons(out, _("Save the counts"), arena_print(request->arena,
			"/styrel?round=%.*s", STR(asked.round->code)));
		form_end(out);
	}
	styrel_counts_begin(out, all.count);
	for (size_t i = 0; i < all.count; i++)
		styrel_count_one(out, &all.at[i], person_name(view, all.at[i].created_by));
	styrel_counts_end(out, all.count);
	return page_end(request, 200);
}

/* Nothing is written over: who counted on a page that was old is told so. */
struct reply styrel_act(struct request *request, struct change *change)
{
	struct styrel *said = request_record(request);
	struct styrel_list before;
	struct asked asked;
	int64_t version = request_version(request);

	if (!asked_of(request, change_view(change), &asked) || !asked.may_count)
		return reply_not_found(request);
	before = styrel_counts(change_view(change), asked.unit->id, asked.round->code);
	if (version && before.count && version != before.at[0].version)
		return reply_stale(request, &styrel_record, said, &before.at[0]);
	said->id = said->version = 0;
	said->public_id = S("");
	said->unit_id = asked.unit->id;
	said->round = asked.round->code;
	said->created_by = change_me(change);
	said->created_at = instant_now();
	styrel_put(change, said);
	request_message(request, _("The counts are saved."));
	return reply_done(request, 201, &styrel_record, said, "/styrel/%.*s/%.*s",
		STR(asked.unit->code), STR(asked.round->code));
}
