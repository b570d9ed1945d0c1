/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * reporting/rows.c - the rows of a source from a file, line by line.
 *
 * Nobody's name has a column.  A number is guarded as everything that people write; the source
 * must be on, and hold the day.  A later file may correct a row; undo takes away what a file
 * added and nobody has judged.
 */
#include "modules/reporting/flows.h"

#include "modules/events/events.h"

#include <math.h>

static void day_judge(const struct source *source, const struct told *told, struct problems *problems)
{
	if (date_compare(told->happened_on, date_today()) > 0)
		problem_add(problems, "happened_on", "%s", _("The day is in the future."));
	else if (date_compare(told->happened_on, source->starts_on) < 0
	         || (date_is_given(source->ends_on) && date_compare(told->happened_on, source->ends_on) > 0))
		problem_add(problems, "happened_on", "%s",
			_("The legal basis of the source does not hold this day."));
	else if (date_compare(date_add_days(tertial_end(tertial_of(problems->arena, told->happened_on)),
	                                    (int)source->kept_days), date_today()) < 0)
		problem_add(problems, "happened_on", "%s", _("It is so old that it would be erased at once."));
}

/* Kronor without a word; other currencies by a rate that the file or the mapping gives. */
static bool is_kronor(struct str currency)
{
	return !currency.len || str_is(currency, "SEK") || str_is(currency, "sek") || str_is(currency, "kr");
}

static void amounts_judge(const struct told *told, struct problems *problems)
{
	if (!is_kronor(told->currency) && !(told->rate > 0))
		problem_add(problems, "rate", _("The amounts are in %.*s. Write how many kronor one of it is."),
			STR(told->currency));
	if (date_is_given(told->known_on) && date_compare(told->known_on, date_today()) > 0)
		problem_add(problems, "known_on", "%s", _("The day is in the future."));
	if (date_is_given(told->known_on) && date_compare(told->known_on, told->happened_on) < 0)
		problem_add(problems, "known_on", "%s", _("It cannot be known before it happened."));
}

static void told_judge(struct view *view, void *row, struct problems *problems)
{
	struct told *told = row;
	const struct source *source = source_of(view, told->source_id);

	told->reference = str_trim(told->reference);
	if (!source || source_state(source, date_today()) != SOURCE_open) {
		problem_add(problems, "source_id", "%s",
			_("The source is off. Somebody with the right must write its legal basis first."));
		return;
	}
	told->currency = str_trim(told->currency);
	day_judge(source, told, problems);
	amounts_judge(told, problems);
	if (words_guard(view_arena(view), told->reference) != WORDS_PASS)
		problem_add(problems, "reference", "%s",
			_("This looks like a personal number. Write the number of the claim or the report."));
	if (!row_unit_is_mine(view, told->unit_id))
		problem_add(problems, "unit_id", "%s",
			_("You do not look after this unit. Choose another unit."));
}

static const struct form told_form = {
	.record = &told_record,
	.fields = FIELDS("source_id", "reference", "unit_id", "place_id", "happened_on", "cause", "amount",
	                 "paid", "state", "known_on", "currency", "rate"),
	.judge = told_judge,
};

static bool told_differs(const struct told *a, const struct told *b)
{
	return a->unit_id != b->unit_id || a->place_id != b->place_id || a->amount != b->amount
		|| a->paid != b->paid || a->state != b->state || date_compare(a->known_on, b->known_on)
		|| date_compare(a->happened_on, b->happened_on) || !str_equals(a->cause, b->cause);
}

/* Amounts of another currency become kronor. */
static struct told as_known(const struct told *row)
{
	struct told told = *row;

	if (!is_kronor(told.currency)) {
		told.amount = (int64_t)round((double)told.amount * told.rate);
		told.paid = (int64_t)round((double)told.paid * told.rate);
	}
	return told;
}

/* What is known of a row from a later day takes the place of what was; of an earlier day it is
 * only added to what has been known. */
static enum import_did correct(struct change *change, int64_t import_id, const struct told *old, const struct told *said)
{
	struct told now = *old;
	bool is_older = date_is_given(said->known_on) && date_compare(said->known_on, old->known_on) < 0;

	now.amount = said->amount;
	now.paid = said->paid;
	now.state = said->state;
	now.known_on = said->known_on;
	if (is_older)
		return told_value_add(change, &now, import_id) ? IMPORT_CHANGED : IMPORT_SAME;
	if (!told_differs(old, said))
		return IMPORT_SAME;
	import_keep(change, import_id, &told_record.shape, old->id, old);
	now.unit_id = said->unit_id;
	now.place_id = said->place_id;
	now.happened_on = said->happened_on;
	now.cause = said->cause;
	now.currency = said->currency;
	now.rate = said->rate;
	change_update(change, &told_record.shape, &now, old->version);
	told_value_add(change, &now, import_id);
	return IMPORT_CHANGED;
}

static enum import_did put(struct change *change, int64_t import_id, struct str source,
                           const struct import_row *row)
{
	struct told said = as_known(row->row);
	const struct told *old = told_of_reference(change_view(change), said.source_id, said.reference);

	(void)source;
	if (old)
		return correct(change, import_id, old, &said);
	said.import_id = import_id;
	change_insert(change, &told_record.shape, &said);
	told_value_add(change, &said, import_id);
	return IMPORT_ADDED;
}

static int64_t undo(struct change *change, int64_t import_id)
{
	struct import_kept_list list;
	int64_t restored = 0;

	while ((list = import_kept(change_view(change), import_id, "reporting_row")).count)
		for (size_t i = 0; i < list.count; i++) {
			if (!import_kept_hand_on(change, "reporting_row", &list.at[i])) {
				struct told *row = import_kept_row(change_arena(change), &list.at[i], &told_record.shape);
				const struct told *now = row ? told_of_reference(change_view(change),
					row->source_id, row->reference) : NULL;

				if (now)
					change_update(change, &told_record.shape, row, now->version);
			}
			restored++;
		}
	return restored + told_remove(change, import_id);
}

const struct import_kind reporting_imports[] = {
	{ .name = "reporting_row", .label = N_("Rows of a source: claims, police reports, injury notifications"),
	  .need = MAY_reporting_rows, .form = &told_form, .put = put, .undo = undo, .is_private = true },
	{ .name = NULL },
};
