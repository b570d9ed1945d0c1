/* SPDX-License-Identifier: EUPL-1.2 */
/* datasets/editions.c - reading in an edition, what one says of itself, withdrawing it. */
#include "base/crypto.h"
#include "modules/datasets/inside.h"
#include "modules/datasets/pages.html.h"

static const struct dataset *dataset_asked(struct request *request, struct view *view)
{
	return dataset_get(view, request_param(request, "dataset"));
}

/* ---- Reading in ---------------------------------------------------------------------------------- */

static const struct dataset_layout {
	const char *name, *import;
	bool (*read)(struct arena *arena, struct str content, struct figures_read *read, struct problems *problems);
} layouts[] = {
	{ "series", "dataset_file", figures_read_series },
	{ "bra_month", "dataset_bra", figures_read_bra },
};

static const struct dataset_layout *layout_named(struct str name)
{
	for (size_t i = 0; i < COUNT(layouts); i++)
		if (str_is(name, layouts[i].name))
			return &layouts[i];
	return NULL;
}

struct reply dataset_read_page(struct request *request, struct view *view)
{
	const struct dataset *dataset = dataset_asked(request, view);
	struct out *out;

	if (!dataset || !dataset_may_write(view))
		return reply_not_found(request);
	out = page_begin(request, view, _("Read in an edition"));
	edition_read_form(out, request, dataset, request_problems(request));
	return page_end(request, 200);
}

static struct str content_of(struct request *request)
{
	const struct upload *file = request_file(request, "file", 0);

	if (!file || (!file->content.len && !file->is_too_large))
		problem_add(request_problems(request), "file", "%s", _("Choose a file."));
	else if (file->is_too_large)
		problem_add(request_problems(request), "file", "%s", _("The file is too large."));
	return request_problems(request)->count ? S("") : file->content;
}

static void published_read(struct request *request, struct dataset_edition *edition)
{
	if (!date_read(request_field(request, "published_on"), &edition->published_on))
		problem_add(request_problems(request), "published_on", "%s", _("Write the day it was published, such as 2026-09-15."));
	else if (date_compare(edition->published_on, date_today()) > 0)
		problem_add(request_problems(request), "published_on", "%s", _("That day has not come yet."));
}

static void read_before_judge(struct request *request, struct view *view, const struct dataset_edition *edition)
{
	const struct dataset_edition *same = dataset_edition_of_digest(view, edition->dataset_id, edition->digest);

	if (same)
		problem_add(request_problems(request), "file", _("This very file is read in already: edition %lld."),
			(long long)same->number);
}

static bool edition_judge(struct request *request, struct view *view, struct dataset_edition *edition,
                          struct figures_read *read)
{
	const struct dataset_layout *layout = layout_named(request_field(request, "layout"));
	struct str content = content_of(request);

	if (!layout)
		problem_add(request_problems(request), "layout", "%s", _("Choose what the file looks like."));
	published_read(request, edition);
	if (request_problems(request)->count)
		return false;
	edition->layout = str_of(layout->name);
	edition->digest = digest_hex(request->arena, content);
	edition->file_name = str_letters_part(request_file(request, "file", 0)->name, 120);
	read_before_judge(request, view, edition);
	if (!request_problems(request)->count)
		layout->read(request->arena, content, read, request_problems(request));
	return !request_problems(request)->count;
}

struct reply dataset_read_act(struct request *request, struct change *change)
{
	const struct dataset *dataset = dataset_asked(request, change_view(change));
	struct dataset_edition edition = { 0 };
	struct figures_read read = { 0 };

	if (!dataset || !dataset_may_write(change_view(change)))
		return reply_not_found(request);
	edition.dataset_id = dataset->id;
	if (!edition_judge(request, change_view(change), &edition, &read))
		return reply_again(request, change);
	edition.read_by = request_person(request)->id;
	edition.read_name = request_person(request)->name;
	edition.read_at = instant_now();
	edition.import_id = import_begin(change, layout_named(edition.layout)->import, dataset->code,
		edition.file_name, 0);
	edition_put(change, &edition, &read);
	import_finish(change, edition.import_id, edition.rows_count, 0, 0, 0);
	request_message(request, _("The edition is read in. Look at what it says of itself."));
	return reply_done(request, 201, &dataset_edition_record, &edition, "/datasets/%.*s/editions/%lld",
		STR(dataset->code), (long long)edition.number);
}

/* ---- One edition --------------------------------------------------------------------------------- */

static const struct dataset_edition *edition_asked(struct request *request, struct view *view,
                                                   const struct dataset *dataset)
{
	return dataset ? dataset_edition_get(view, dataset->id, request_key(request, "edition")) : NULL;
}

static struct reply edition_json(struct request *request, const struct dataset_edition *edition,
                                 const struct level_sum_list *sums)
{
	struct json_out json;
	struct out out;

	out_init(&out, request->arena, DATASETS_JSON_LONGEST);
	json_begin(&json, &out);
	json_object_begin(&json, NULL);
	json_list_begin(&json, "edition");
	record_json(&json, &dataset_edition_record, edition);
	json_list_finish(&json);
	json_list_begin(&json, "sums_that_differ");
	for (size_t i = 0; i < sums->count; i++) {
		json_object_begin(&json, NULL);
		json_str(&json, "measure", sums->at[i].measure);
		json_str(&json, "area", sums->at[i].area);
		json_date(&json, "from", sums->at[i].from);
		json_date(&json, "to", sums->at[i].to);
		json_number(&json, "value", sums->at[i].value);
		json_number(&json, "sum_of_parts", sums->at[i].parts);
		json_int(&json, "parts", sums->at[i].part_count);
		json_object_finish(&json);
	}
	json_list_finish(&json);
	json_object_finish(&json);
	return reply_json(request, 200, &out);
}

struct reply dataset_edition_page(struct request *request, struct view *view)
{
	const struct dataset *dataset = dataset_asked(request, view);
	const struct dataset_edition *edition = edition_asked(request, view, dataset);
	struct level_sum_list sums;
	struct out *out;

	if (!edition)
		return reply_not_found(request);
	sums = level_sums_wrong(view, edition->id);
	if (request_wants_json(request))
		return edition_json(request, edition, &sums);
	out = page_begin(request, view, arena_print(request->arena, _("Edition %lld"), (long long)edition->number).at);
	edition_head(out, dataset, edition);
	if (!str_is(edition->layout, "mapping"))
		level_sums_box(out, &sums);
	if (!edition->withdrawn_at.seconds && dataset_may_write(view))
		edition_withdraw_form(out, request, dataset, edition, request_problems(request));
	return page_end(request, 200);
}

struct reply dataset_withdraw_act(struct request *request, struct change *change)
{
	const struct dataset *dataset = dataset_asked(request, change_view(change));
	const struct dataset_edition *edition = edition_asked(request, change_view(change), dataset);
	struct str why = str_trim(request_field(request, "withdrawn_why"));

	if (!edition || !dataset_may_write(change_view(change)))
		return reply_not_found(request);
	if (edition->withdrawn_at.seconds)
		return reply_problem(request, 409, _("The edition is withdrawn already."), edition->withdrawn_why);
	if (!why.len || str_letters(why) > 300)
		problem_add(request_problems(request), "withdrawn_why", "%s", _("Write why, in at most 300 letters."));
	if (request_problems(request)->count)
		return reply_again(request, change);
	edition_withdraw(change, edition, request_person(request)->name, why);
	request_message(request, _("The edition is withdrawn. What it took the place of is told again."));
	return reply_done(request, 200, NULL, NULL, "/datasets/%.*s/editions/%lld", STR(dataset->code),
		(long long)edition->number);
}
