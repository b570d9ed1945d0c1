/* SPDX-License-Identifier: EUPL-1.2 */
/* scanning/model_bulletins.c - the records of bulletins and their forms; the room as the house sees it. */
#include "modules/scanning/bulletins.h"

#include "modules/events/events.h"

const struct choice bulletin_states[] = {
	{ "", "" }, { "draft", N_("Draft") }, { "approved", N_("Approved") }, { "sent", N_("Sent") },
	{ NULL, NULL },
};
const struct choice bulletin_targets[] = {
	{ "", "" }, { "risk", N_("Risk") }, { "picture", N_("Situation picture") }, { NULL, NULL },
};

#define RECORD struct bulletin
static const struct field bulletin_fields[] = { BULLETIN_FIELDS(AS_FIELD) };
#undef RECORD
const struct record bulletin_record = { RECORD_OF("bulletin", bulletin, bulletin_fields),
	.label = N_("Bulletin"), .many = N_("Bulletins"), .path = "/scanning/bulletins" };

#define RECORD struct bulletin_receipt
static const struct field receipt_fields[] = { BULLETIN_RECEIPT_FIELDS(AS_FIELD) };
#undef RECORD
const struct record bulletin_receipt_record = {
	RECORD_OF("bulletin_receipt", bulletin_receipt, receipt_fields),
	.label = N_("Receipt of a bulletin"), .many = N_("Receipts of bulletins"),
	.path = "/scanning/bulletins" };
const struct form bulletin_receipt_form = { .record = &bulletin_receipt_record,
	.fields = FIELDS("unit_id") };

#define RECORD struct bulletin_link
static const struct field link_fields[] = { BULLETIN_LINK_FIELDS(AS_FIELD) };
#undef RECORD
const struct record bulletin_link_record = { RECORD_OF("bulletin_link", bulletin_link, link_fields),
	.label = N_("What a bulletin points at"), .many = N_("What bulletins point at"),
	.path = "/scanning/bulletins" };
const struct form bulletin_link_form = { .record = &bulletin_link_record,
	.fields = FIELDS("kind", "target") };

static void bulletin_form_judge(struct view *view, void *row, struct problems *problems)
{
	static const char *const proses[] = { "title", "changed", "meaning", "wanted" };

	for (size_t i = 0; i < COUNT(proses); i++)
		if (words_guard(view_arena(view), *field_text(record_field(&bulletin_record, proses[i]), row))
		    != WORDS_PASS)
			problem_add(problems, proses[i], "%s",
				_("Write no personal numbers and nothing that may be secret."));
}

const struct form bulletin_form = { .record = &bulletin_record,
	.fields = FIELDS("title", "tags", "changed", "meaning", "wanted", "unit_id", "to_unit_id", "to_kinds"),
	.judge = bulletin_form_judge };

static const struct record *const records[] = { &news_source_record, &news_fetch_record,
	&news_file_record, &news_item_record, &news_item_before_record, &bulletin_record,
	&bulletin_receipt_record, &bulletin_link_record, NULL };
static const struct menu_entry menu[] = {
	{ N_("Horizon scanning"), "/scanning", MAY_scanning_write, "search", true },
	{ N_("Bulletins"), "/scanning/bulletins", MAY_scanning_read, "document", true },
	{ NULL, NULL, NOBODY, NULL, false },
};

const struct module scanning_module = {
	.name = "scanning", .routes = scanning_routes, .records = records,
	.references = scanning_references, .jobs = scanning_jobs, .rules = scanning_rules,
	.menu = menu, .evidence = scanning_evidence, .demo = scanning_demo, .home = bulletins_home,
};
