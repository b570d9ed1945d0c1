/* SPDX-License-Identifier: EUPL-1.2 */
/* training/model.c - the record, what is refused, reading in, and the room as the house sees it. */
#include "modules/training/inside.h"

#include "kit/setting.h"

#define RECORD struct training
static const struct field training_fields[] = { TRAINING_FIELDS(AS_FIELD) };
#undef RECORD
const struct record training_record = {
	RECORD_OF("training", training, training_fields),
	.label = N_("Training"), .many = N_("Training sessions"), .path = "/training" };

static void numbers_judge(struct view *view, void *row, struct problems *problems)
{
	const struct training *training = row;

	if (training->attended > training->invited)
		problem_add(problems, "attended", "%s", _("More came than were asked. Write how many could have come as asked."));
	if (date_compare(training->on_day, date_today()) > 0)
		problem_add(problems, "on_day", "%s", _("That day has not come. Write it when it has been."));
	if (!training_keeps(view, training->unit_id))
		problem_add(problems, "unit_id", "%s",
			_("You do not keep the training of this unit. Choose another unit."));
}

static void training_judge(struct view *view, void *row, struct problems *problems)
{
	numbers_judge(view, row, problems);
	if (training_is_there(view, row))
		problem_add(problems, "on_day", "%s",
			_("This is written already: the same unit, topic, audience and day. Change that one."));
}

const struct form training_form = {
	.record = &training_record,
	.fields = FIELDS("unit_id", "topic", "audience", "on_day", "form", "invited", "attended"),
	.judge = training_judge,
};

struct str training_told(struct arena *arena, int64_t count, bool keeps)
{
	int64_t least = setting_int("small_cells_below");

	if (keeps || !count || count >= least)
		return arena_print(arena, "%lld", (long long)count);
	return arena_print(arena, "<%lld", (long long)least);
}

/* ---- Reading in --------------------------------------------------------------------------------- */

/* A file may have the same session twice under two numbers of its own; the number decides. */
static const struct form line_form = {
	.record = &training_record,
	.fields = FIELDS("unit_id", "topic", "audience", "on_day", "form", "invited", "attended"),
	.judge = numbers_judge,
};

static bool differs(const struct training *a, const struct training *b)
{
	return a->unit_id != b->unit_id || !str_equals(a->topic, b->topic)
		|| !str_equals(a->audience, b->audience) || date_compare(a->on_day, b->on_day)
		|| !str_equals(a->form, b->form) || a->invited != b->invited
		|| a->attended != b->attended;
}

static enum import_did put(struct change *change, int64_t import_id, struct str source,
                           const struct import_row *row)
{
	const struct training *old = training_of_source(change_view(change), source, row->key);
	struct training now = *(const struct training *)row->row;

	if (!old) {
		now.id = 0;
		now.source = source;
		now.source_key = row->key;
		now.import_id = import_id;
		change_insert(change, &training_record.shape, &now);
		return IMPORT_ADDED;
	}
	if (!differs(old, &now))
		return IMPORT_SAME;
	import_keep(change, import_id, &training_record.shape, old->id, old);
	now.id = old->id;
	now.public_id = old->public_id;
	now.source = old->source;
	now.source_key = old->source_key;
	now.import_id = old->import_id;
	now.created_by = old->created_by;
	now.created_at = old->created_at;
	change_update(change, &training_record.shape, &now, old->version);
	return IMPORT_CHANGED;
}

static void put_back(struct change *change, const struct import_kept *kept)
{
	struct training *row = import_kept_row(change_arena(change), kept, &training_record.shape);
	const struct training *now = training_naked(change_view(change), kept->row_id);

	if (row && now)
		change_update(change, &training_record.shape, row, now->version);
}

static int64_t undo(struct change *change, int64_t import_id)
{
	struct import_kept_list list;
	int64_t restored = 0;

	while ((list = import_kept(change_view(change), import_id, "training")).count)
		for (size_t i = 0; i < list.count; i++) {
			if (!import_kept_hand_on(change, "training", &list.at[i]))
				put_back(change, &list.at[i]);
			restored++;
		}
	return restored + trainings_remove(change, import_id);
}

const struct import_kind training_imports[] = {
	{ .name = "training", .label = N_("Training: asked and came, by count"), .need = MAY_training_write,
	  .form = &line_form, .put = put, .undo = undo, .is_private = true },
	{ .name = NULL },
};

static const struct record *const records[] = { &training_record, NULL };
static const struct menu_entry menu[] = {
	{ N_("Training"), "/training", MAY_training_read, "people", true },
	{ NULL, NULL, NOBODY, NULL, false },
};

const struct module training_module = {
	.name = "training", .routes = training_routes, .records = records, .menu = menu,
	.imports = training_imports, .evidence = training_evidence, .demo = training_demo,
};
