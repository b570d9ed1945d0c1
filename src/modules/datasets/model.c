/* SPDX-License-Identifier: EUPL-1.2 */
/* datasets/model.c - the records of the room, and what is a fine data set and break. */
#include "modules/datasets/inside.h"

#define RECORD struct dataset
static const struct field dataset_fields[] = { DATASET_FIELDS(AS_FIELD) };
#undef RECORD
const struct record dataset_record = { RECORD_OF("dataset", dataset, dataset_fields),
	.label = N_("Data set"), .many = N_("Data sets"), .path = "/datasets" };

#define RECORD struct dataset_break
static const struct field break_fields[] = { DATASET_BREAK_FIELDS(AS_FIELD) };
#undef RECORD
const struct record dataset_break_record = { RECORD_OF("dataset_break", dataset_break, break_fields),
	.label = N_("Break of a data set"), .many = N_("Breaks of data sets"), .path = "/datasets" };

#define RECORD struct dataset_edition
static const struct field edition_fields[] = { DATASET_EDITION_FIELDS(AS_FIELD) };
#undef RECORD
const struct record dataset_edition_record = { RECORD_OF("dataset_edition", dataset_edition, edition_fields),
	.label = N_("Edition of a data set"), .many = N_("Editions of data sets"), .path = "/datasets" };

#define RECORD struct dataset_measure
static const struct field measure_fields[] = { DATASET_MEASURE_FIELDS(AS_FIELD) };
#undef RECORD
const struct record dataset_measure_record = { RECORD_OF("dataset_measure", dataset_measure, measure_fields),
	.label = N_("Measure of a data set"), .many = N_("Measures of data sets"), .path = "/datasets" };

#define RECORD struct dataset_area
static const struct field area_fields[] = { DATASET_AREA_FIELDS(AS_FIELD) };
#undef RECORD
const struct record dataset_area_record = { RECORD_OF("dataset_area", dataset_area, area_fields),
	.label = N_("Area of a data set"), .many = N_("Areas of data sets"), .path = "/datasets" };

const struct choice figure_tellings[] = {
	{ "", "" },
	{ "number", N_("a number") },
	{ "missing", N_("not known") },
	{ "nothing", N_("nothing to count") },
	{ NULL, NULL },
};
#define RECORD struct dataset_row
static const struct field row_fields[] = { DATASET_ROW_FIELDS(AS_FIELD) };
#undef RECORD
const struct record dataset_row_record = { RECORD_OF("dataset_row", dataset_row, row_fields),
	.label = N_("Figure of a data set"), .many = N_("Figures of data sets"), .path = "/datasets" };

/* ---- What is fine ------------------------------------------------------------------------- */

static bool code_is_fine(struct str code)
{
	for (size_t i = 0; i < code.len; i++)
		if (!((code.at[i] >= 'a' && code.at[i] <= 'z') || (code.at[i] >= '0' && code.at[i] <= '9')
		      || code.at[i] == '-'))
			return false;
	return code.len > 0 && !str_is(code, "new");
}

static void dataset_judge(struct view *view, void *row, struct problems *problems)
{
	struct dataset *dataset = row;

	dataset->code = str_trim(dataset->code);
	dataset->name = str_trim(dataset->name);
	if (!code_is_fine(dataset->code))
		problem_add(problems, "code", "%s", _("Write small letters a to z, digits and -."));
	else if (!dataset_code_is_free(view, dataset->code, dataset->id))
		problem_add(problems, "code", "%s", _("There is a data set with this code already."));
	if (dataset->source_url.len && !str_starts(dataset->source_url, S("https://"))
	    && !str_starts(dataset->source_url, S("http://")))
		problem_add(problems, "source_url", "%s", _("Write an address that begins with https://."));
}

const struct form dataset_form = {
	.record = &dataset_record,
	.fields = FIELDS("name", "code", "kind", "publisher", "licence", "source_url", "method", "caveat",
		"cadence", "headline", "headline_area"),
	.judge = dataset_judge,
};
const struct form dataset_break_form = {
	.record = &dataset_break_record, .fields = FIELDS("first_on", "reason"),
};
