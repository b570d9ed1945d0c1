/* SPDX-License-Identifier: EUPL-1.2 */
/* documents/rules.c - when a version is in force and how old it may be; pure. */
#include "modules/documents/inside.h"

static bool is_after(struct date a, struct date b)
{
	return date_compare(a, b) > 0;
}

static struct date earlier(struct date a, struct date b)
{
	if (!date_is_given(a) || !date_is_given(b))
		return date_is_given(a) ? a : b;
	return is_after(a, b) ? b : a;
}

/* ---- Standing ----------------------------------------------------------------------------- */

const char *const standing_names[STANDING_COUNT] = { "working", "coming", "in_force", "expired",
	"replaced", "withdrawn" };

static enum standing standing_ended(const struct document_version *version)
{
	if (version->ended == END_replaced)
		return STANDING_replaced;
	return version->ended == END_withdrawn ? STANDING_withdrawn : STANDING_expired;
}

/* A version that ended before it began was never in force. */
enum standing version_standing(const struct document_version *version, struct date on)
{
	bool has_ended = date_is_given(version->last_day) && is_after(on, version->last_day);

	if (version->state != VERSION_adopted)
		return STANDING_working;
	if (has_ended || (date_is_given(version->last_day)
	                  && is_after(version->valid_from, version->last_day)))
		return standing_ended(version);
	return is_after(version->valid_from, on) ? STANDING_coming : STANDING_in_force;
}

struct date version_end_before(struct date last_day, struct date next_from)
{
	return earlier(last_day, date_add_days(next_from, -1));
}

/* ---- Age ------------------------------------------------------------------------------------ */

/* A plan grows old from the day it was adopted, not from the day it came in force. */
struct date version_young_to(struct date adopted_on, struct date valid_from, int64_t months)
{
	struct date from = date_is_given(adopted_on) ? adopted_on : valid_from;

	if (months <= 0 || !date_is_given(from))
		return (struct date){ 0 };
	return date_add_days(date_add_months(from, (int)months), -1);
}

bool version_span(struct date adopted_on, struct date valid_from, struct date last_day,
                  int64_t months, struct date *from, struct date *to)
{
	*from = valid_from;
	*to = earlier(last_day, version_young_to(adopted_on, valid_from, months));
	return !date_is_given(*to) || !is_after(*from, *to);
}

/* ---- Adopting ----------------------------------------------------------------------------------- */

enum adoption_fault adoption_judge(const struct adoption *adoption, const struct document_version *version,
                                   struct date before_from, struct date today)
{
	if (!str_trim(version->text).len && !version->file_digest.len)
		return ADOPTION_empty;
	if (!adoption->adopted_by && !str_trim(adoption->adopted_as).len)
		return ADOPTION_nobody;
	if (is_after(adoption->adopted_on, today))
		return ADOPTION_after_today;
	if (date_is_given(adoption->valid_to) && is_after(adoption->valid_from, adoption->valid_to))
		return ADOPTION_ends_before;
	if (date_is_given(before_from) && !is_after(adoption->valid_from, before_from))
		return ADOPTION_too_early;
	return ADOPTION_fine;
}

/* ---- For `varn rules` ----------------------------------------------------------------------------- */

static const char *const standing_rules[STANDING_COUNT][2] = {
	[STANDING_working] = { "not adopted", "being written" },
	[STANDING_coming] = { "adopted, its first day is ahead", "adopted, not yet in force" },
	[STANDING_in_force] = { "adopted, begun, its last day is today, ahead or not said", "in force" },
	[STANDING_expired] = { "the decided last day has passed", "expired" },
	[STANDING_replaced] = { "the next version has begun", "replaced" },
	[STANDING_withdrawn] = { "somebody withdrew it, with a reason", "withdrawn" },
};

static bool standing_row(size_t i, struct out *out)
{
	if (i >= STANDING_COUNT)
		return false;
	out_print(out, "| %s | %s |", standing_rules[i][0], standing_rules[i][1]);
	return true;
}

const struct rule_table documents_rules[] = {
	{ "documents: how a version stands", standing_row, "| When | It is |" },
	{ NULL, NULL, NULL },
};
