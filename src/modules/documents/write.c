/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * documents/write.c - how a version is begun, adopted, replaced and withdrawn.
 *
 * An adopted version is never written in again.  What is added to it is its end: the day
 * before the next one begins, or the day somebody withdrew it.
 */
#include "modules/documents/inside.h"
#include "store/search.h"

/* ---- What can be found ------------------------------------------------------------------ */

/* Only what readers may read: the newest adopted text, or while nothing is adopted the draft
 * that nobody but its writers sees. */
void document_index(struct change *change, struct document *document)
{
	struct arena *arena = change_arena(change);
	int64_t number = document->adopted_number ? document->adopted_number : document->newest_number;
	const struct document_version *version =
		version_get(change_view(change), document->id, number);
	struct str before = document->search_text;

	document->search_text = search_words(arena, arena_print(arena, "%.*s %.*s %.*s %.*s",
		STR(document->title), STR(document->registry_number),
		STR(code_name("document_kinds", document->kind)),
		STR(version ? version->text : S(""))));
	search_put(change, "document", document->id, before, document->search_text);
}

/* ---- Beginning --------------------------------------------------------------------------- */

/* The next version begins as a copy of the text before. */
struct document_version *version_begin(struct change *change, struct document *document)
{
	struct document_version *next = arena_new(change_arena(change), struct document_version);
	const struct document_version *before =
		version_get(change_view(change), document->id, document->newest_number);

	*next = (struct document_version){ .document_id = document->id,
		.number = document->newest_number + 1, .state = VERSION_working,
		.text = before ? before->text : S("") };
	change_insert(change, &document_version_record.shape, next);
	document->newest_number = next->number;
	change_update(change, &document_record.shape, document, document->version);
	document_step_add(change, document->id, next->number, "begin", S(""));
	return next;
}

/* ---- Adopting ------------------------------------------------------------------------------ */

static void replace_before(struct change *change, const struct document_version *version)
{
	const struct document_version *before =
		version_before(change_view(change), version->document_id, version->number);
	struct document_version ended;

	if (!before)
		return;
	ended = *before;
	ended.last_day = version_end_before(before->last_day, version->valid_from);
	if (!date_compare(ended.last_day, before->last_day))
		return;                 /* it had ended by itself */
	ended.ended = END_replaced;
	change_update(change, &document_version_record.shape, &ended, before->version);
}

void version_adopt(struct change *change, struct document *document, struct document_version *version,
                   const struct adoption *adoption)
{
	version->state = VERSION_adopted;
	version->adopted_by = adoption->adopted_by;
	version->adopted_as = str_trim(adoption->adopted_as);
	version->adopted_decision = str_trim(adoption->decision);
	version->adopted_on = adoption->adopted_on;
	version->adopted_at = instant_now();
	version->valid_from = adoption->valid_from;
	version->valid_to = version->last_day = adoption->valid_to;
	replace_before(change, version);
	change_update(change, &document_version_record.shape, version, version->version);
	document->adopted_number = version->number;
	document_index(change, document);
	change_update(change, &document_record.shape, document, document->version);
	document_step_add(change, document->id, version->number, "adopt", version->adopted_decision);
}

/* ---- Withdrawing ------------------------------------------------------------------------------ */

/* One that never came in force leaves the place to the one that it would have replaced. */
static void restore_before(struct change *change, struct document *document,
                           const struct document_version *version)
{
	const struct document_version *before =
		version_before(change_view(change), document->id, version->number);
	struct document_version again;

	document->adopted_number = before ? before->number : 0;
	if (before && before->ended == END_replaced) {
		again = *before;
		again.last_day = before->valid_to;
		again.ended = END_none;
		change_update(change, &document_version_record.shape, &again, before->version);
	}
	document_index(change, document);
	change_update(change, &document_record.shape, document, document->version);
}

bool version_withdraw(struct change *change, struct document *document,
                      struct document_version *version, const struct withdrawal *withdrawal)
{
	bool never_began = date_compare(withdrawal->last_day, version->valid_from) < 0;

	version->last_day = never_began ? date_add_days(version->valid_from, -1)
		: version_end_before(version->last_day, date_add_days(withdrawal->last_day, 1));
	version->ended = END_withdrawn;
	version->ended_reason = withdrawal->reason;
	if (change_update(change, &document_version_record.shape, version, version->version) != UPDATED)
		return false;
	if (never_began)
		restore_before(change, document, version);
	document_step_add(change, document->id, version->number, "withdraw", withdrawal->reason);
	return true;
}

/* ---- Receipts ------------------------------------------------------------------------------------ */

void receipt_add(struct change *change, const struct document_version *version, int64_t unit_id,
                 int64_t person_id, struct instant at)
{
	struct document_receipt receipt = { .document_id = version->document_id,
		.version_id = version->id, .unit_id = unit_id, .person_id = person_id, .at = at };

	change_insert(change, &receipt_record.shape, &receipt);
}
