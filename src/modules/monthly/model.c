/* SPDX-License-Identifier: EUPL-1.2 */
/* monthly/model.c - the records, the form of a correction; the room as the house sees it. */
#include "modules/monthly/inside.h"

const struct choice monthly_states[] = {
	{ "", "" }, { "made", N_("Made") }, { "approved", N_("Has been approved") }, { "sent", N_("Sent") },
	{ NULL, NULL },
};
const struct choice monthly_letter_states[] = {
	{ "", "" }, { "waiting", N_("Waits") }, { "sending", N_("Is being sent") }, { "sent", N_("Sent") },
	{ "failed", N_("Failed") }, { "unknown", N_("Not known") }, { NULL, NULL },
};
const struct choice monthly_letter_kinds[] = {
	{ "", "" }, { "pack", N_("A pack is there") }, { "reminder", N_("Reminder") }, { NULL, NULL },
};

#define RECORD struct monthly_pack
static const struct field pack_fields[] = { MONTHLY_PACK_FIELDS(AS_FIELD) };
#undef RECORD
const struct record monthly_pack_record = { RECORD_OF("monthly_pack", monthly_pack, pack_fields),
	.label = N_("Monthly pack"), .many = N_("Monthly packs"), .path = "/monthly" };

#define RECORD struct monthly_receipt
static const struct field receipt_fields[] = { MONTHLY_RECEIPT_FIELDS(AS_FIELD) };
#undef RECORD
const struct record monthly_receipt_record = {
	RECORD_OF("monthly_receipt", monthly_receipt, receipt_fields),
	.label = N_("Receipt of a monthly pack"), .many = N_("Receipts of monthly packs"), .path = "/monthly" };

#define RECORD struct monthly_letter
static const struct field letter_fields[] = { MONTHLY_LETTER_FIELDS(AS_FIELD) };
#undef RECORD
const struct record monthly_letter_record = { RECORD_OF("monthly_letter", monthly_letter, letter_fields),
	.label = N_("Letter of a monthly pack"), .many = N_("Letters of monthly packs"), .path = "/monthly" };

#define RECORD struct monthly_again
static const struct field again_fields[] = { MONTHLY_AGAIN_FIELDS(AS_FIELD) };
#undef RECORD
const struct record monthly_again_record = { RECORD_OF("monthly_again", monthly_again, again_fields),
	.label = N_("Monthly pack counted again"), .many = N_("Monthly packs counted again"),
	.path = "/monthly" };

static void reason_judge(struct view *view, void *row, struct problems *problems)
{
	const struct monthly_pack *pack = row;

	if (words_guard(view_arena(view), pack->reason) != WORDS_PASS)
		problem_add(problems, "reason", "%s",
			_("Write no personal numbers and nothing that may be secret."));
}
const struct form monthly_correct_form = { .record = &monthly_pack_record, .fields = FIELDS("reason"),
	.judge = reason_judge };

static const struct record *const records[] = { &monthly_pack_record, &monthly_receipt_record,
	&monthly_letter_record, &monthly_again_record, NULL };
static const struct menu_entry menu[] = {
	{ N_("Monthly packs"), "/monthly", MAY_monthly_read, "statistics", true },
	{ NULL, NULL, NOBODY, NULL, false },
};

const struct module monthly_module = {
	.name = "monthly", .routes = monthly_routes, .records = records, .jobs = monthly_jobs,
	.rules = monthly_rules, .menu = menu, .commands = monthly_commands,
	.evidence = monthly_evidence, .demo = monthly_demo, .home = monthly_home,
};
