/* SPDX-License-Identifier: EUPL-1.2 */
/* datasets/pages.c - the list, a data set with its breaks and editions, and the forms of both. */
#include "modules/datasets/inside.h"
#include "modules/datasets/pages.html.h"

static const struct dataset *dataset_asked(struct request *request, struct view *view)
{
	return dataset_get(view, request_param(request, "dataset"));
}

/* ---- The list ----------------------------------------------------------------------------------- */

static struct reply datasets_json(struct request *request, const struct dataset_list *list)
{
	struct json_out json;
	struct out out;

	out_init(&out, request->arena, DATASETS_JSON_LONGEST);
	json_begin(&json, &out);
	json_object_begin(&json, NULL);
	json_list_begin(&json, "datasets");
	for (size_t i = 0; i < list->count; i++)
		record_json(&json, &dataset_record, &list->at[i]);
	json_list_finish(&json);
	json_object_finish(&json);
	return reply_json(request, 200, &out);
}

static struct reply datasets_page(struct request *request, struct view *view)
{
	struct dataset_list list = datasets_all(view);
	struct out *out;

	if (request_wants_json(request))
		return datasets_json(request, &list);
	out = page_begin(request, view, _("Data sets"));
	datasets_head(out, dataset_may_write(view), list.count);
	for (size_t i = 0; i < list.count; i++) {
		const struct dataset_edition *newest = dataset_edition_newest(view, list.at[i].id);

		datasets_row(out, &list.at[i], newest, dataset_through(view, list.at[i].id),
			newest ? dataset_fresh_until(&list.at[i], newest->published_on) : (struct date){ 0 });
	}
	datasets_end(out, list.count);
	return page_end(request, 200);
}

/* ---- Registering and changing --------------------------------------------------------------------- */

static struct reply form_page(struct request *request, struct view *view, const struct dataset *dataset,
                              const char *title)
{
	struct form_view form = form_view_of(request, view, &dataset_form, dataset);
	struct out *out = page_begin(request, view, title);
	struct str path = dataset->id ? arena_print(request->arena, "/datasets/%.*s", STR(dataset->code))
		: S("/datasets");

	dataset_form_head(out, title);
	form_whole(out, &form, path, _("Save the data set"), path);
	return page_end(request, 200);
}

static struct reply dataset_new(struct request *request, struct view *view)
{
	struct dataset fresh = { 0 };

	if (!dataset_may_write(view))
		return reply_not_found(request);
	return form_page(request, view, &fresh, _("Register a data set"));
}

static struct reply dataset_add_act(struct request *request, struct change *change)
{
	struct dataset *dataset = request_record(request);

	if (!dataset_may_write(change_view(change)))
		return reply_not_found(request);
	change_insert(change, &dataset_record.shape, dataset);
	request_message(request, _("The data set is registered. Now read in its first edition."));
	return reply_done(request, 201, &dataset_record, dataset, "/datasets/%.*s", STR(dataset->code));
}

static void *dataset_load(struct request *request, struct view *view)
{
	const struct dataset *dataset = dataset_asked(request, view);

	return dataset && dataset_may_write(view) ? (void *)(uintptr_t)dataset : NULL;
}

static struct reply dataset_edit(struct request *request, struct view *view)
{
	const struct dataset *dataset = dataset_load(request, view);

	if (!dataset)
		return reply_not_found(request);
	return form_page(request, view, dataset, _("Change the data set"));
}

static struct reply dataset_change_act(struct request *request, struct change *change)
{
	struct dataset *dataset = request_record(request);
	const struct dataset *before = dataset_asked(request, change_view(change));
	int64_t version = request_version(request);

	if (!before)
		return reply_not_found(request);
	if (change_update(change, &dataset_record.shape, dataset, version ? version : before->version)
	    == UPDATED_STALE)
		return reply_stale(request, &dataset_record, dataset, before);
	request_message(request, _("Saved."));
	return reply_done(request, 200, &dataset_record, dataset, "/datasets/%.*s", STR(dataset->code));
}

/* ---- One -------------------------------------------------------------------------------------------- */

static void measures_json(struct json_out *json, const struct dataset_measure_list *measures,
                          const struct dataset_area_list *areas)
{
	json_list_begin(json, "measures");
	for (size_t i = 0; i < measures->count; i++)
		record_json(json, &dataset_measure_record, &measures->at[i]);
	json_list_finish(json);
	json_list_begin(json, "areas");
	for (size_t i = 0; i < areas->count; i++)
		record_json(json, &dataset_area_record, &areas->at[i]);
	json_list_finish(json);
}

static struct reply dataset_json(struct request *request, struct view *view, const struct dataset *dataset)
{
	struct dataset_break_list breaks = dataset_breaks(view, dataset->id);
	struct dataset_edition_list editions = dataset_editions(view, dataset->id);
	struct dataset_measure_list measures = dataset_measures(view, dataset->id);
	struct dataset_area_list areas = dataset_areas(view, dataset->id);
	struct json_out json;
	struct out out;

	out_init(&out, request->arena, DATASETS_JSON_LONGEST);
	json_begin(&json, &out);
	json_object_begin(&json, NULL);
	json_list_begin(&json, "dataset");
	record_json(&json, &dataset_record, dataset);
	json_list_finish(&json);
	json_list_begin(&json, "breaks");
	for (size_t i = 0; i < breaks.count; i++)
		record_json(&json, &dataset_break_record, &breaks.at[i]);
	json_list_finish(&json);
	json_list_begin(&json, "editions");
	for (size_t i = 0; i < editions.count; i++)
		record_json(&json, &dataset_edition_record, &editions.at[i]);
	json_list_finish(&json);
	measures_json(&json, &measures, &areas);
	json_object_finish(&json);
	return reply_json(request, 200, &out);
}

static void breaks_show(struct out *out, struct request *request, struct view *view,
                        const struct dataset *dataset)
{
	struct dataset_break_list breaks = dataset_breaks(view, dataset->id);
	struct form_view form = form_view_of(request, view, &dataset_break_form, NULL);

	dataset_breaks_box(out, &breaks);
	if (!dataset_may_write(view))
		return;
	fold_begin(out, _("Write that the series is broken"), form.problems && form.problems->count);
	form_whole(out, &form, arena_print(request->arena, "/datasets/%.*s/breaks", STR(dataset->code)),
		_("Save the break"), arena_print(request->arena, "/datasets/%.*s", STR(dataset->code)));
	fold_end(out);
}

static struct reply dataset_page(struct request *request, struct view *view)
{
	const struct dataset *dataset = dataset_asked(request, view);
	struct dataset_edition_list editions;
	struct dataset_measure_list measures;
	struct dataset_area_list areas;
	const struct dataset_edition *newest;
	struct out *out;

	if (!dataset)
		return reply_not_found(request);
	if (request_wants_json(request))
		return dataset_json(request, view, dataset);
	editions = dataset_editions(view, dataset->id);
	measures = dataset_measures(view, dataset->id);
	areas = dataset_areas(view, dataset->id);
	newest = dataset_edition_newest(view, dataset->id);
	out = page_begin(request, view, str_z(request->arena, dataset->name));
	dataset_head(out, dataset, newest, dataset_through(view, dataset->id),
		newest ? dataset_fresh_until(dataset, newest->published_on) : (struct date){ 0 },
		dataset_may_write(view));
	dataset_measures_box(out, dataset, &measures, &areas);
	breaks_show(out, request, view, dataset);
	dataset_editions_box(out, dataset, &editions, dataset_may_write(view));
	return page_end(request, 200);
}

static struct reply dataset_break_add_act(struct request *request, struct change *change)
{
	struct dataset_break *made = request_record(request);
	struct view *view = change_view(change);
	const struct dataset *dataset = dataset_asked(request, view);
	struct dataset_break_list breaks;

	if (!dataset || !dataset_may_write(view))
		return reply_not_found(request);
	breaks = dataset_breaks(view, dataset->id);
	for (size_t i = 0; i < breaks.count; i++)
		if (!date_compare(breaks.at[i].first_on, made->first_on))
			problem_add(request_problems(request), "first_on", "%s",
				_("A break on that day is written already."));
	if (request_problems(request)->count)
		return reply_again(request, change);
	made->dataset_id = dataset->id;
	change_insert(change, &dataset_break_record.shape, made);
	request_message(request, _("The break is saved. Periods before and after it are not compared."));
	return reply_done(request, 201, &dataset_break_record, made, "/datasets/%.*s", STR(dataset->code));
}

static struct reply dataset_rows_page(struct request *request, struct view *view)
{
	const struct dataset *dataset = dataset_asked(request, view);
	struct table_page page;
	struct query query;

	if (!dataset)
		return reply_not_found(request);
	page = (struct table_page){ .title = str_z(request->arena, dataset->name),
		.status = arena_print(request->arena, _("%.*s Source: %.*s. Licence: %.*s"), STR(dataset->caveat),
			STR(dataset->publisher), STR(dataset->licence)) };
	dataset_rows_query(request, view, dataset, &query);
	return table_reply(request, view, &dataset_rows_table, &query, &page);
}

const struct route datasets_routes[] = {
	{ GET, "/datasets", .need = MAY_statistics_read, .show = datasets_page, .is_api_too = true,
		.label = N_("Data sets: figures that others publish") },
	{ GET, "/datasets/new", .need = MAY_datasets_write, .show = dataset_new, .label = N_("Register a data set") },
	{ POST, "/datasets", .need = MAY_datasets_write, .act = dataset_add_act, .form = &dataset_form,
		.again = dataset_new, .is_api_too = true, .label = N_("Save a data set") },
	{ GET, "/datasets/:dataset", .need = MAY_statistics_read, .show = dataset_page, .is_api_too = true,
		.label = N_("One data set: its measures, breaks and editions") },
	{ GET, "/datasets/:dataset/edit", .need = MAY_datasets_write, .show = dataset_edit,
		.label = N_("Change a data set") },
	{ POST, "/datasets/:dataset", .need = MAY_datasets_write, .act = dataset_change_act, .form = &dataset_form,
		.load = dataset_load, .again = dataset_edit, .is_api_too = true, .label = N_("Change a data set") },
	{ POST, "/datasets/:dataset/breaks", .need = MAY_datasets_write, .act = dataset_break_add_act,
		.form = &dataset_break_form, .again = dataset_page, .is_api_too = true,
		.label = N_("Write that a series is broken") },
	{ GET, "/datasets/:dataset/rows", .need = MAY_statistics_read, .show = dataset_rows_page, .is_api_too = true,
		.label = N_("All figures of a data set that are in force") },
	{ GET, "/datasets/:dataset/series", .need = MAY_statistics_read, .show = dataset_series_page,
		.is_api_too = true, .label = N_("One measure of a data set over time") },
	{ GET, "/datasets/:dataset/series/figure/:form", .need = MAY_statistics_read, .show = dataset_figure_file,
		.label = N_("The figure of a measure over time, as a file") },
	{ GET, "/datasets/:dataset/editions/new", .need = MAY_datasets_write, .show = dataset_read_page,
		.label = N_("Read in an edition of a data set") },
	{ POST, "/datasets/:dataset/editions", .need = MAY_datasets_write, .act = dataset_read_act,
		.again = dataset_read_page, .is_api_too = true, .label = N_("Read in an edition of a data set") },
	{ GET, "/datasets/:dataset/editions/:edition", .need = MAY_statistics_read, .show = dataset_edition_page,
		.is_api_too = true, .label = N_("One edition of a data set") },
	{ POST, "/datasets/:dataset/editions/:edition/withdraw", .need = MAY_datasets_write,
		.act = dataset_withdraw_act, .again = dataset_edition_page, .is_api_too = true,
		.label = N_("Withdraw an edition of a data set") },
	{ .path = NULL },
};
