/* SPDX-License-Identifier: EUPL-1.2 */
/* opendata/model.c - the records of the room, and the room as the house sees it. */
#include "modules/opendata/inside.h"

const struct choice publication_states[] = {
	{ "", "" },
	{ "made", N_("Made, waits for another person") },
	{ "approved", N_("Published") },
	{ "withdrawn", N_("Has been withdrawn") },
	{ "dropped", N_("Dropped before it was published") },
	{ NULL, NULL },
};
#define RECORD struct publication
static const struct field publication_fields[] = { PUBLICATION_FIELDS(AS_FIELD) };
#undef RECORD
const struct record publication_record = { RECORD_OF("publication", publication, publication_fields),
	.label = N_("Publication of open data"), .many = N_("Publications of open data"), .path = "/publications" };

#define RECORD struct publication_ask
static const struct field ask_fields[] = { PUBLICATION_ASK_FIELDS(AS_FIELD) };
#undef RECORD
const struct record publication_ask_record = {
	.shape = SHAPE_OF(NULL, publication_ask, ask_fields), .name = "publication_ask",
	.fields = ask_fields, .count = COUNT(ask_fields),
	.label = N_("Publication of open data"), .many = N_("Publications of open data"), .path = "/publications" };

static void ask_judge(struct view *view, void *row, struct problems *problems)
{
	const struct publication_ask *ask = row;

	if (ask->year >= date_today().year)
		problem_add(problems, "year", "%s", _("The year has not ended: its figures would change."));
	if (publication_newest(view, ask->table_code, ask->year) && !str_trim(ask->reason).len)
		problem_add(problems, "reason", "%s", _("The table of the year is published. Write why it is corrected."));
}

const struct form publication_ask_form = {
	.record = &publication_ask_record, .fields = FIELDS("table_code", "year", "reason"), .judge = ask_judge,
};

static const struct record *const records[] = { &publication_record, NULL };
static const struct menu_entry menu[] = {
	{ N_("Open data"), "/publications", MAY_opendata_write, "statistics", true },
	{ NULL, NULL, NOBODY, NULL, false },
};
const struct module opendata_module = {
	.name = "opendata", .routes = opendata_routes, .records = records, .jobs = opendata_jobs, .menu = menu,
	.demo = opendata_demo,
};
