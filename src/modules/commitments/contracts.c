/* SPDX-License-Identifier: EUPL-1.2 */
/* commitments/contracts.c - contracts with suppliers: the list, one, writing, what they carry. */
#include "modules/commitments/contracts.h"

#include "modules/commitments/contracts.html.h"
#include "modules/people/people.h"
#include "modules/units/units.h"

#define CONTRACT_ANSWERS "unit_id", "supplier", "name", "reference", "valid_from", "valid_to", \
	"recovery_hours", "report_hours", "exercise_months", "has_plan", "has_insight", "has_chain", \
	"position_on", "follow_up_on", "owner_id"

static void contract_judge(struct view *view, void *row, struct problems *problems)
{
	const struct contract *contract = row;

	(void)view;
	judge_words(&contract_form, row, problems);
	if (date_is_given(contract->valid_to)
	    && date_compare(contract->valid_to, contract->valid_from) < 0)
		problem_add(problems, "valid_to", "%s",
			_("The contract ends before it comes into force. Change one of the days."));
	if (date_compare(contract->position_on, date_today()) > 0)
		problem_add(problems, "position_on", "%s",
			_("A position cannot have been taken on a day that has not come."));
}

const struct form contract_form = { .record = &contract_record,
	.fields = FIELDS(CONTRACT_ANSWERS), .judge = contract_judge };
const struct form contract_new_form = { .record = &contract_new_record,
	.fields = FIELDS("commitment_id", CONTRACT_ANSWERS), .judge = contract_judge };
const struct form carry_form = { .record = &carry_record, .fields = FIELDS("commitment_id") };

const char *contract_step_words(struct str verb)
{
	static const struct { const char *verb, *words; } steps[] = {
		{ "write", N_("The contract was written down.") },
		{ "change", N_("The contract was changed.") },
		{ "carry", N_("A commitment was added.") },
		{ "drop", N_("A commitment was taken away.") },
	};

	for (size_t i = 0; i < COUNT(steps); i++)
		if (str_is(verb, steps[i].verb))
			return steps[i].words;
	return steps[1].words;
}

/* ---- The history tells what was demanded, as it then was ---------------------------------- */

static const struct told { const char *name, *empty; } told[] = {
	{ "valid_from", N_("not yet") },
	{ "valid_to", N_("no end") },
	{ "recovery_hours", N_("says nothing") },
	{ "report_hours", N_("says nothing") },
	{ "exercise_months", N_("says nothing") },
	{ "has_plan", NULL },
	{ "has_insight", NULL },
	{ "has_chain", NULL },
	{ "position_on", N_("not yet") },
};

struct str contract_tell(struct arena *arena, const struct contract *now,
                         const struct contract *before)
{
	enum { LONGEST = 1000 };
	struct out out;

	out_init(&out, arena, LONGEST);
	for (size_t i = 0; i < COUNT(told); i++) {
		const struct field *field = record_field(&contract_record, told[i].name);
		struct str value = field_machine(arena, field, now);

		if (before && str_equals(value, field_machine(arena, field, before)))
			continue;
		out_print(&out, "%s%s=%.*s", out.len ? " " : "", told[i].name, STR(value));
	}
	return out_str(&out);
}

static struct str told_value(struct arena *arena, const struct told *one, const struct field *field,
                             struct str value)
{
	struct date date;

	if (field->kind == FIELD_yesno)
		return str_of(str_is(value, "1") ? _("yes") : _("no"));
	if (!value.len || str_is(value, "0"))
		return str_of(_(one->empty));
	if (field->kind == FIELD_date && date_read(value, &date))
		return tongue_date(arena, date);
	return value;
}

static const struct told *told_of(struct str name)
{
	for (size_t i = 0; i < COUNT(told); i++)
		if (str_is(name, told[i].name))
			return &told[i];
	return NULL;
}

struct str contract_said(struct arena *arena, struct str words)
{
	enum { LONGEST = 4000 };
	struct out out;

	out_init(&out, arena, LONGEST);
	while (words.len) {
		struct str value = str_cut(&words, ' '), name = str_cut(&value, '=');
		const struct told *one = told_of(name);
		const struct field *field = one ? record_field(&contract_record, one->name) : NULL;

		if (field)
			out_print(&out, "%s%s: %.*s", out.len ? ". " : "", _(field->label),
				STR(told_value(arena, one, field, value)));
	}
	return out_str(&out);
}

/* ---- The list ----------------------------------------------------------------------- */

static void list_actions(struct out *out, struct request *request, struct view *view)
{
	(void)view;
	contracts_actions(out, request_may(request, MAY_commitments_write));
}

struct reply contracts_list(struct request *request, struct view *view)
{
	struct table_page page = { .title = _("Contracts with suppliers"), .actions = list_actions };
	struct query query;

	contracts_query(request, view, &query);
	return table_reply(request, view, &contracts_table, &query, &page);
}

/* ---- Writing ------------------------------------------------------------------------ */

struct reply contract_new_page(struct request *request, struct view *view)
{
	const struct commitment *commitment =
		commitment_of_number(view, request_query(request, "commitment"));
	struct contract_new contract = {
		.unit_id = commitment ? commitment->unit_id : request_person(request)->unit_id,
		.commitment_id = commitment ? commitment->id : 0,
		.owner_id = request_person(request)->id };
	struct form_view form = form_view_of(request, view, &contract_new_form, &contract);
	struct out *out = page_begin(request, view, _("Add a contract"));

	contract_form_head(out, _("Add a contract"), S(""));
	form_begin(out, &form, S("/contracts"), false);
	form_all(out, &form);
	form_buttons(out, _("Save the contract"), S("/contracts"));
	form_end(out);
	return page_end(request, 200);
}

static const char not_mine[] = N_("You do not write the contracts of this unit. Choose another unit.");

struct reply contract_add_act(struct request *request, struct change *change)
{
	const struct contract_new *said = request_record(request);
	struct contract contract;

	memcpy(&contract, said, sizeof(contract));      /* it begins as a contract does */
	if (!unit_is_mine(request, change, contract.unit_id, not_mine))
		return reply_again(request, change);
	contract_add(change, &contract, judged_by_me(change));
	contract_carry(change, contract.id, said->commitment_id, date_today());
	request_message(request, _("The contract is saved, and compared below with what is demanded in-house."));
	return reply_done(request, 201, &contract_record, &contract, "/contracts/%.*s",
		STR(contract.number));
}

void *contract_load(struct request *request, struct view *view)
{
	const struct contract *contract = contract_of_number(view, request_param(request, "number"));

	if (!contract || !contract_may_edit(view, contract))
		return NULL;
	return (void *)(uintptr_t)contract;
}

struct reply contract_edit(struct request *request, struct view *view)
{
	const struct contract *contract = contract_load(request, view);
	struct form_view form = form_view_of(request, view, &contract_form, contract);
	struct str path = arena_print(request->arena, "/contracts/%.*s",
		STR(request_param(request, "number")));
	struct out *out;

	if (!contract)
		return reply_not_found(request);
	out = page_begin(request, view, _("Change the contract"));
	contract_form_head(out, _("Change the contract"), contract->number);
	form_begin(out, &form, path, false);
	form_all(out, &form);
	form_buttons(out, _("Save the contract"), path);
	form_end(out);
	return page_end(request, 200);
}

static struct reply contract_saved(struct request *request, struct change *change,
                                   struct contract *mine, int64_t version)
{
	const struct contract *theirs;
	enum updated updated;

	mine->updated_at = instant_now();
	updated = change_update(change, &contract_record.shape, mine,
		request_version(request) ? request_version(request) : version);
	if (updated == UPDATED_GONE)
		return reply_not_found(request);
	if (updated == UPDATED_STALE) {
		theirs = contract_of_number(change_view(change), mine->number);
		return theirs ? reply_stale(request, &contract_record, mine, theirs)
			: reply_not_found(request);
	}
	return reply_done(request, 200, &contract_record, mine, "/contracts/%.*s", STR(mine->number));
}

struct reply contract_change_act(struct request *request, struct change *change)
{
	struct contract *contract = request_record(request);
	const struct contract *before = contract_of_number(change_view(change), contract->number);

	if (!before)
		return reply_not_found(request);
	if (before->unit_id != contract->unit_id
	    && !unit_is_mine(request, change, contract->unit_id, not_mine))
		return reply_again(request, change);
	contract_step_by(change, contract->id, judged_by_me(change), "change",
		contract_tell(request->arena, contract, before));
	request_message(request, _("The contract is saved."));
	return contract_saved(request, change, contract, before->version);
}

/* ---- What it carries ------------------------------------------------------------------ */

/* A commitment with a secrecy mark is not named in the history of the contract. */
static struct str carried_words(const struct commitment *commitment)
{
	return commitment->secrecy.len ? S("") : commitment->number;
}

struct reply contract_carry_act(struct request *request, struct change *change)
{
	const struct carry *said = request_record(request);
	struct view *view = change_view(change);
	const struct contract *before = contract_load(request, view);
	const struct commitment *commitment = commitment_get(view, said->commitment_id);
	struct contract now;

	if (!before || !commitment)
		return reply_not_found(request);
	if (contract_carries(view, before->id, commitment->id)) {
		problem_add(request_problems(request), "commitment_id", "%s",
			_("The contract carries that commitment already."));
		return reply_again(request, change);
	}
	now = *before;
	contract_carry(change, now.id, commitment->id, date_today());
	contract_step_by(change, now.id, judged_by_me(change), "carry", carried_words(commitment));
	request_message(request, _("The commitment is added."));
	return contract_saved(request, change, &now, before->version);
}

struct reply contract_drop_act(struct request *request, struct change *change)
{
	struct view *view = change_view(change);
	const struct contract *before = contract_load(request, view);
	const struct commitment *commitment =
		commitment_of_number(view, request_param(request, "commitment"));
	struct contract now;

	if (!before || !commitment || !contract_carries(view, before->id, commitment->id))
		return reply_not_found(request);
	now = *before;
	contract_drop(change, now.id, commitment->id);
	contract_step_by(change, now.id, judged_by_me(change), "drop", carried_words(commitment));
	request_message(request, _("The commitment is taken away from the contract."));
	return contract_saved(request, change, &now, before->version);
}

/* ---- One ------------------------------------------------------------------------------ */

static void carry_show(struct out *out, struct request *request, struct view *view,
                       const struct contract *contract)
{
	struct carry carry = { .version = contract->version };
	struct form_view form = form_view_of(request, view, &carry_form, &carry);

	carry_begin(out, form.answers != NULL);
	form_begin(out, &form, arena_print(request->arena, "/contracts/%.*s/carries",
		STR(contract->number)), false);
	form_all(out, &form);
	form_buttons(out, _("Add the commitment"), S(""));
	form_end(out);
	carry_end(out);
}

struct reply contract_show(struct request *request, struct view *view)
{
	const struct contract *contract = contract_of_number(view, request_param(request, "number"));
	struct contract_step_list steps;
	struct carried_list carried;
	struct out *out;
	bool may_edit;

	if (!contract)
		return reply_not_found(request);
	if (request_wants_json(request))
		return reply_record(request, &contract_record, contract);
	may_edit = request_may(request, MAY_commitments_write) && contract_may_edit(view, contract);
	carried = contract_carried(view, contract->id);
	steps = contract_steps(view, contract->id);
	out = page_begin(request, view, str_z(request->arena, contract->name));
	contract_head(out, contract, unit_name(view, contract->unit_id), may_edit);
	contract_facts(out, contract, person_name(view, contract->owner_id));
	contract_compared_begin(out, carried.count);
	for (size_t i = 0; i < carried.count; i++)
		contract_compared(out, request, contract, &carried.at[i], may_edit);
	if (may_edit)
		carry_show(out, request, view, contract);
	contract_compared_end(out);
	contract_history(out, &steps);
	return page_end(request, 200);
}
