/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * datasets/import.c - figures in files of anybody's make, through kit/import and its mapping.
 *
 * What one import says of a set is one edition of it.  Its digest is that of its rows, in order: each
 * row's words are joined to the digest so far and digested again.
 */
#include "base/crypto.h"
#include "modules/datasets/import.h"

#define FIGURE_IN_FIELDS(F) \
	F(dataset,   text, N_("Code of the data set"), .required = true, .longest = 40) \
	F(measure,   text, N_("What the figure is of"), .required = true, .longest = 60) \
	F(measure_name, text, N_("Name of the measure"), .longest = 300) \
	F(parent,    text, N_("Part of"), .longest = 60) \
	F(area,      text, N_("Area"), .longest = 60) \
	F(area_name, text, N_("Name of the area"), .longest = 300) \
	F(period,    text, N_("Period"), .required = true, .longest = 20, \
	             .help = N_("2026, 2026-08 or 2026K3")) \
	F(value,     text, N_("Value"), .required = true, .longest = 40, \
	             .help = N_("A number; .. is not known, - is nothing to count.")) \
	F(rate,      text, N_("Per 100,000"), .longest = 40) \
	F(is_preliminary, yesno, N_("Preliminary"), )
struct figure_in { FIGURE_IN_FIELDS(AS_MEMBER) };
#define RECORD struct figure_in
static const struct field figure_in_fields[] = { FIGURE_IN_FIELDS(AS_FIELD) };
#undef RECORD
const struct record figure_in_record = {
	.shape = SHAPE_OF(NULL, figure_in, figure_in_fields), .name = "figure_in",
	.fields = figure_in_fields, .count = COUNT(figure_in_fields),
	.label = N_("Figure of a data set"), .many = N_("Figures of data sets"), .path = "/datasets" };

static void figure_judge(struct view *view, void *row, struct problems *problems)
{
	const struct figure_in *in = row;
	struct date from, to;
	enum figure_telling telling;
	double value;

	if (!dataset_id_of(view, in->dataset))
		problem_add(problems, "dataset", _("There is no data set with the code “%.*s”."), STR(in->dataset));
	if (!span_read(in->period, &from, &to))
		problem_add(problems, "period", "%s", _("write it as 2026, 2026-08 or 2026K3."));
	if (!figure_read(in->value, &telling, &value))
		problem_add(problems, "value", "%s",
			_("it must be a number, .. for not known or - for nothing to count."));
	if (in->rate.len && !figure_read(in->rate, &telling, &value))
		problem_add(problems, "rate", "%s", _("it must be a number, or .. for not known."));
}

static const struct form figure_in_form = {
	.record = &figure_in_record,
	.fields = FIELDS("dataset", "measure", "measure_name", "parent", "area", "area_name", "period", "value",
		"rate", "is_preliminary"),
	.judge = figure_judge,
};

static struct figure_read figure_of(const struct figure_in *in)
{
	struct figure_read figure = { .measure = in->measure, .measure_name = in->measure_name,
		.parent = in->parent, .area = in->area, .area_name = in->area_name,
		.is_preliminary = in->is_preliminary };
	enum figure_telling rate = FIGURE_none;

	span_read(in->period, &figure.from, &figure.to);
	figure_read(in->value, &figure.telling, &figure.value);
	if (in->rate.len)
		figure_read(in->rate, &rate, &figure.rate);
	figure.has_rate = rate == FIGURE_number;
	return figure;
}

static enum import_did put(struct change *change, int64_t import_id, struct str source,
                           const struct import_row *row)
{
	const struct figure_in *in = row->row;
	struct figure_read figure = figure_of(in);
	struct str words = arena_print(change_arena(change), "%.*s\n%.*s\n%.*s\n%.*s\n%.*s\n%d", STR(in->measure),
		STR(in->area), STR(in->period), STR(in->value), STR(in->rate), in->is_preliminary);

	return edition_row_put(change, &(struct edition_row){ .import_id = import_id,
		.dataset_id = dataset_id_of(change_view(change), in->dataset), .source = source,
		.words = words, .figure = &figure });
}

const struct import_kind datasets_imports[] = {
	{ .name = "dataset_series", .label = N_("Figures of a data set"), .need = MAY_datasets_write,
	  .form = &figure_in_form, .put = put, .undo = editions_undo },
	{ .name = "dataset_file", .label = N_("An edition of a data set"), .need = MAY_datasets_write,
	  .undo = editions_undo },
	{ .name = "dataset_bra", .label = N_("Brå’s monthly file of a municipality"), .need = MAY_datasets_write,
	  .undo = editions_undo },
	{ .name = NULL },
};
