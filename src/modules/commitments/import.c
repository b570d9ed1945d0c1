/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * commitments/import.c - commitments from a file: a line is one commitment, perhaps judged.
 *
 * Each line goes through the same judgement as the forms.  A later file with the same keys
 * corrects what it says something of; what a cell leaves empty stays as it is.  Whether a
 * commitment is vital is a person's decision: a line may propose it for a new commitment and
 * does not change it for one that is there.
 */
#include "modules/commitments/lines.h"

#include <string.h>

/* ---- Judging a line ----------------------------------------------------------------------- */

static bool is_judged(const struct line *line)
{
	return line->judged_levels.len || line->judged_profile.len;
}

static struct judgement judgement_of(const struct line *line)
{
	return (struct judgement){ .criticality = line->judged_levels,
		.profile = line->judged_profile, .acceptable_outage_hours = line->judged_hours,
		.target_recovery_hours = line->target_recovery_hours, .reason = line->judged_reason };
}

/* The form of a judgement has other names for the same. */
static const char *field_of(const char *name)
{
	static const struct { const char *of_form, *of_line; } names[] = {
		{ "criticality", "judged_levels" }, { "profile", "judged_profile" },
		{ "acceptable_outage_hours", "judged_hours" }, { "reason", "judged_reason" },
	};

	for (size_t i = 0; i < COUNT(names); i++)
		if (!strcmp(name, names[i].of_form))
			return names[i].of_line;
	return name;
}

static void profile_judge(struct view *view, const struct line *line, struct problems *problems)
{
	struct problems found = { .arena = problems->arena };
	struct judgement judgement = judgement_of(line);
	struct profile profile;
	struct str problem = S("");

	profile_begin(&profile);
	if (profile_read(view_arena(view), &profile, line->judged_levels, line->judged_profile, &problem))
		judgement_fault_add(&found, &profile, &judgement, judgement_fault(&profile, &judgement));
	else
		problem_add(problems, "judged_profile", "%.*s", STR(problem));
	for (size_t i = 0; i < found.count; i++)
		problem_add(problems, field_of(found.at[i].field), "%.*s", STR(found.at[i].words));
}

/* What a line has beside the form of a commitment, which judges its own words. */
static const struct form judged_form = { .record = &line_record,
	.fields = FIELDS("judged_levels", "judged_profile", "judged_reason") };

static void line_judge(struct view *view, void *row, struct problems *problems)
{
	struct line *line = row;

	commitment_form.judge(view, row, problems);
	judge_words(&judged_form, row, problems);
	if (!commitment_may_add(view, line->unit_id))
		problem_add(problems, "unit_id", "%s",
			_("You do not write the commitments of this unit. Choose another unit."));
	if (is_judged(line))
		profile_judge(view, line, problems);
	else if (line->judged_hours)
		problem_add(problems, "judged_hours", "%s",
			_("How long it may be away follows from a judgement. Give the criticality and the consequences too."));
}

static const struct form line_form = {
	.record = &line_record,
	.fields = FIELDS("name", "unit_id", "description", "owner_id", "performed_by",
	                 "legal_basis", "clients_per_day", "place_text", "is_vital",
	                 "societal_function", "target_recovery_hours", "lowest_level",
	                 "data_loss_hours", "seasonal", "is_heightened_alert", "secrecy",
	                 "judged_levels", "judged_profile", "judged_hours", "judged_reason"),
	.judge = line_judge,
};

/* ---- Reading in --------------------------------------------------------------------------- */

static const char *const said[] = { "name", "unit_id", "description", "owner_id", "performed_by",
	"legal_basis", "clients_per_day", "place_text", "target_recovery_hours", "lowest_level",
	"data_loss_hours", "seasonal", "is_heightened_alert", "secrecy" };

static size_t member_size(const struct field *field)
{
	switch (field->column.kind) {
	case COLUMN_text: return sizeof(struct str);
	case COLUMN_bool: return sizeof(bool);
	case COLUMN_choice: return sizeof(int);
	default: return sizeof(int64_t);
	}
}

/* What the line says, over what there is.  True: something differs. */
static bool say_over(struct commitment *commitment, const struct line *line)
{
	struct commitment before = *commitment;

	for (size_t i = 0; i < COUNT(said); i++) {
		const struct field *field = record_field(&commitment_record, said[i]);
		size_t at = field->column.offset;

		if (field_is_given(field, line))        /* a line begins as a commitment does */
			memcpy((char *)commitment + at, (const char *)line + at, member_size(field));
	}
	for (size_t i = 0; i < COUNT(said); i++) {
		const struct field *field = record_field(&commitment_record, said[i]);

		if (field->column.kind == COLUMN_text
		    ? !str_equals(*field_text(field, &before), *field_text(field, commitment))
		    : memcmp((const char *)&before + field->column.offset,
		             (const char *)commitment + field->column.offset, member_size(field)))
			return true;
	}
	return false;
}

/* A judgement that is the one that stands is not made again. */
static bool judge_again(struct change *change, struct commitment *commitment,
                        const struct line *line, struct instant at)
{
	const struct judged *last = judged_last(change_view(change), commitment->id);
	struct judgement judgement = judgement_of(line);
	struct str problem, levels, steps;
	struct profile profile;

	if (!is_judged(line))
		return false;
	profile_begin(&profile);
	(void)profile_read(change_arena(change), &profile, line->judged_levels, line->judged_profile,
		&problem);
	profile_write(change_arena(change), &profile, &levels, &steps);
	if (last && str_equals(levels, last->criticality) && str_equals(steps, last->profile)
	    && (!line->judged_hours || line->judged_hours == last->acceptable_hours))
		return false;
	if (!judgement.target_recovery_hours)
		judgement.target_recovery_hours = commitment->target_recovery_hours;
	judgement_put(change, commitment, &profile, &judgement,
		(struct judged_by){ change_me(change), at });
	return true;
}

static enum import_did add(struct change *change, int64_t import_id, struct str source,
                           const struct import_row *row)
{
	const struct line *line = row->row;
	struct commitment commitment;

	memcpy(&commitment, line, sizeof(commitment));
	commitment.source = source;
	commitment.source_key = row->key;
	commitment.import_id = import_id;
	commitment.created_by = change_me(change);
	commitment_add(change, &commitment);
	if (judge_again(change, &commitment, line, commitment.created_at))
		change_update(change, &commitment_record.shape, &commitment, commitment.version);
	return IMPORT_ADDED;
}

static enum import_did put(struct change *change, int64_t import_id, struct str source,
                           const struct import_row *row)
{
	const struct line *line = row->row;
	const struct commitment *old = commitment_of_source(change_view(change), source, row->key);
	struct commitment now;
	bool is_said, is_judged_again;

	if (!old)
		return add(change, import_id, source, row);
	now = *old;
	is_said = say_over(&now, line);
	is_judged_again = judge_again(change, &now, line, instant_now());
	if (!is_said && !is_judged_again)
		return IMPORT_SAME;
	import_keep(change, import_id, &commitment_record.shape, old->id, old);
	now.updated_at = instant_now();
	change_update(change, &commitment_record.shape, &now, old->version);
	commitment_step_add(change, now.id, "import", S(""));
	return IMPORT_CHANGED;
}

/* ---- Taking back ----------------------------------------------------------------------------- */

/* What was judged stays judged: a judgement is never taken away. */
static void put_back(struct change *change, const struct import_kept *kept)
{
	const struct commitment *now = commitment_naked(change_view(change), kept->row_id);
	struct commitment *row = import_kept_row(change_arena(change), kept, &commitment_record.shape);

	if (!row || !now)
		return;
	row->criticality = now->criticality;
	row->acceptable_outage_hours = now->acceptable_outage_hours;
	row->judged_by = now->judged_by;
	row->judged_at = now->judged_at;
	row->is_vital = now->is_vital;
	row->societal_function = now->societal_function;
	row->version = now->version;
	change_update(change, &commitment_record.shape, row, now->version);
	commitment_step_add(change, now->id, "import_back", S(""));
}

static int64_t undo(struct change *change, int64_t import_id)
{
	struct import_kept_list kept;
	struct commitment_list added;
	int64_t count = 0, after = 0;

	while ((kept = import_kept(change_view(change), import_id, "commitment")).count)
		for (size_t i = 0; i < kept.count; i++, count++)
			if (!import_kept_hand_on(change, "commitment", &kept.at[i]))
				put_back(change, &kept.at[i]);
	while ((added = commitments_of_import(change_view(change), import_id, after)).count)
		for (size_t i = 0; i < added.count; i++, count++) {
			after = added.at[i].id;
			import_kept_forget(change, "commitment", after);
			commitment_remove(change, after);
		}
	return count;
}

const struct import_kind commitments_imports[] = {
	{ .name = "commitment", .label = N_("Commitments"), .need = MAY_commitments_write,
	  .form = &line_form, .put = put, .undo = undo },
	{ .name = NULL },
};
