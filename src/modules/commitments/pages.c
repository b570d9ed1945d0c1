/* SPDX-License-Identifier: EUPL-1.2 */
/* commitments/pages.c - the list, one commitment, adding and changing it; the routes. */
#include "modules/commitments/contracts.h"
#include "modules/commitments/preparations.h"
#include "modules/commitments/styrel.h"
#include "modules/commitments/vital.h"

#include "base/json.h"
#include "modules/commitments/pages.html.h"
#include "modules/people/people.h"
#include "modules/units/units.h"

static void commitment_judge(struct view *view, void *row, struct problems *problems)
{
	struct commitment *commitment = row;

	if (!commitment->performed_by)
		commitment->performed_by = PERFORMED_own;
	judge_words(&commitment_form, row, problems);
	judge_function(commitment->is_vital, commitment->societal_function, problems);
	if (commitment->acceptable_outage_hours
	    && commitment->target_recovery_hours > commitment->acceptable_outage_hours)
		problem_add(problems, "target_recovery_hours",
			_("The recovery target is longer than the acceptable outage (%.*s). Shorten it, or judge the outage again."),
			STR(hours_words(view_arena(view), commitment->acceptable_outage_hours)));
}

const struct form commitment_form = {
	.record = &commitment_record,
	.fields = FIELDS("name", "unit_id", "description", "owner_id", "performed_by",
	                 "legal_basis", "clients_per_day", "place_id", "place_text", "is_vital",
	                 "societal_function", "target_recovery_hours", "lowest_level",
	                 "data_loss_hours", "seasonal", "is_heightened_alert", "secrecy"),
	.judge = commitment_judge,
};
/* Whether it is vital is then decided on a page of its own, with a reason. */
static const struct form change_form = {
	.record = &commitment_record,
	.fields = FIELDS("name", "unit_id", "description", "owner_id", "performed_by",
	                 "legal_basis", "clients_per_day", "place_id", "place_text",
	                 "target_recovery_hours", "lowest_level", "data_loss_hours", "seasonal",
	                 "is_heightened_alert", "secrecy"),
	.judge = commitment_judge,
};

const char *commitment_step_words(struct str verb)
{
	static const struct { const char *verb, *words; } steps[] = {
		{ "write", N_("The commitment was written down.") },
		{ "change", N_("The commitment was changed.") },
		{ "close", N_("The commitment was closed.") },
		{ "open", N_("The commitment was opened again.") },
		{ "judge", N_("Criticality and outage were judged.") },
		{ "import", N_("The commitment was changed by an import.") },
		{ "import_back", N_("An import that changed the commitment was taken back.") },
		{ "vital", N_("It was decided that the commitment is vital.") },
		{ "not_vital", N_("It was decided that the commitment is not vital.") },
	};

	for (size_t i = 0; i < COUNT(steps); i++)
		if (str_is(verb, steps[i].verb))
			return steps[i].words;
	return steps[1].words;
}

struct str commitment_level_words(struct arena *arena, int64_t level)
{
	const struct catalogue *levels = catalogue_get("commitments/levels");

	for (size_t i = 0; i < levels->count; i++)
		if (item_int(&levels->items[i], "level") == level)
			return arena_print(arena, "%lld %.*s", (long long)level,
				STR(item_name(&levels->items[i])));
	return S("");
}

struct str hours_words(struct arena *arena, int64_t hours)
{
	enum { DAY_HOURS = 24 };

	if (!hours)
		return S("");
	if (hours <= DAY_HOURS || hours % DAY_HOURS)
		return arena_print(arena, plural(hours, "%lld hour", "%lld hours"), (long long)hours);
	hours /= DAY_HOURS;
	return arena_print(arena, plural(hours, "%lld whole day", "%lld whole days"), (long long)hours);
}

/* ---- The list ----------------------------------------------------------------------- */

static void list_actions(struct out *out, struct request *request, struct view *view)
{
	(void)view;
	commitments_actions(out, request_may(request, MAY_commitments_write),
		request_may(request, MAY_commitments_secret), request_may(request, MAY_commitments_write)
			&& request_may(request, MAY_import_write));
}

static struct reply commitments_list(struct request *request, struct view *view)
{
	struct table_page page = { .title = _("Commitments"), .actions = list_actions };
	struct query query;

	commitments_query(request, view, &query);
	return table_reply(request, view, &commitments_table, &query, &page);
}

struct reply reply_items(struct request *request, const struct record *record, const void *rows,
                         size_t count)
{
	enum { LONGEST = 4 * 1024 * 1024 };
	struct json_out json;
	struct out out;

	out_init(&out, request->arena, LONGEST);
	json_begin(&json, &out);
	json_object_begin(&json, NULL);
	json_list_begin(&json, "items");
	for (size_t i = 0; i < count; i++)
		record_json(&json, record, (const char *)rows + i * record->shape.size);
	json_list_finish(&json);
	json_object_finish(&json);
	return reply_json(request, 200, &out);
}

/* ---- Adding ------------------------------------------------------------------------- */

static struct reply commitment_new(struct request *request, struct view *view)
{
	struct commitment commitment = { .unit_id = request_person(request)->unit_id,
		.owner_id = request_person(request)->id, .performed_by = PERFORMED_own };
	struct form_view form = form_view_of(request, view, &commitment_form, &commitment);
	struct out *out = page_begin(request, view, _("Add a commitment"));

	commitment_new_begin(out);
	form_begin(out, &form, S("/commitments"), false);
	form_all(out, &form);
	form_buttons(out, _("Save the commitment"), S("/commitments"));
	form_end(out);
	return page_end(request, 200);
}

bool unit_is_mine(struct request *request, struct change *change, int64_t unit_id,
                  const char *refusal)
{
	if (commitment_may_add(change_view(change), unit_id))
		return true;
	problem_add(request_problems(request), "unit_id", "%s", _(refusal));
	return false;
}

static const char not_mine[] = N_("You do not write the commitments of this unit. Choose another unit.");

static struct reply commitment_add_act(struct request *request, struct change *change)
{
	struct commitment *commitment = request_record(request);

	if (!unit_is_mine(request, change, commitment->unit_id, not_mine))
		return reply_again(request, change);
	commitment->created_by = change_me(change);
	commitment_add(change, commitment);
	request_message(request, _("The commitment is saved. Now judge how critical it is."));
	return reply_done(request, 201, &commitment_record, commitment, "/commitments/%.*s",
		STR(commitment->number));
}

/* ---- One commitment ------------------------------------------------------------------ */

bool commitment_may_change(struct request *request, struct view *view,
                           const struct commitment *commitment)
{
	return request_may(request, MAY_commitments_write) && commitment_may_edit(view, commitment);
}

static struct reply commitment_show(struct request *request, struct view *view)
{
	const struct commitment *commitment =
		commitment_of_number(view, request_param(request, "number"));
	struct commitment_step_list steps;
	struct str needs;
	struct out *out;
	bool may_edit;

	if (!commitment)
		return reply_not_found(request);
	if (request_wants_json(request))
		return reply_record(request, &commitment_record, commitment);
	may_edit = commitment_may_change(request, view, commitment);
	needs = arena_print(request->arena, "/commitments/%.*s/dependencies", STR(commitment->number));
	steps = commitment_steps(view, commitment->id);
	out = page_begin(request, view, str_z(request->arena, commitment->name));
	commitment_head(out, commitment, unit_name(view, commitment->unit_id),
		request_may_open(request, needs) ? needs : S(""), may_edit);
	commitment_facts(out, commitment, reference_label(view, "place", commitment->place_id),
		person_name(view, commitment->owner_id));
	judgement_show(out, request, view, commitment, may_edit);
	vital_show(out, view, commitment, may_edit);
	commitment_contracts_show(out, view, commitment, may_edit);
	commitment_history(out, &steps);
	if (may_edit)
		commitment_close(out, request, commitment);
	return page_end(request, 200);
}

void *commitment_load(struct request *request, struct view *view)
{
	const struct commitment *commitment =
		commitment_of_number(view, request_param(request, "number"));

	if (!commitment || !commitment_may_edit(view, commitment))
		return NULL;
	return (void *)(uintptr_t)commitment;
}

static struct reply commitment_edit(struct request *request, struct view *view)
{
	const struct commitment *commitment = commitment_load(request, view);
	struct form_view form = form_view_of(request, view, &change_form, commitment);
	struct str path = arena_print(request->arena, "/commitments/%.*s",
		STR(request_param(request, "number")));
	struct out *out;

	if (!commitment)
		return reply_not_found(request);
	out = page_begin(request, view, _("Change the commitment"));
	commitment_edit_begin(out, commitment);
	form_begin(out, &form, path, false);
	form_all(out, &form);
	form_buttons(out, _("Save the commitment"), path);
	form_end(out);
	return page_end(request, 200);
}

/* ---- Changing ----------------------------------------------------------------------- */

bool commitment_update(struct request *request, struct change *change, struct commitment *mine,
                       int64_t version, struct reply *reply)
{
	struct instant before = mine->updated_at;
	const struct commitment *theirs;
	enum updated updated;

	mine->updated_at = instant_now();
	updated = change_update(change, &commitment_record.shape, mine,
		request_version(request) ? request_version(request) : version);
	if (updated == UPDATED || updated == UPDATED_NOTHING)
		return true;
	mine->updated_at = before;
	theirs = commitment_of_number(change_view(change), mine->number);
	*reply = updated == UPDATED_GONE || !theirs ? reply_not_found(request)
		: reply_stale(request, &commitment_record, mine, theirs);
	return false;
}

struct reply commitment_saved(struct request *request, const struct commitment *commitment)
{
	return reply_done(request, 200, &commitment_record, commitment, "/commitments/%.*s",
		STR(commitment->number));
}

static struct reply commitment_change_act(struct request *request, struct change *change)
{
	struct commitment *commitment = request_record(request);
	const struct commitment *before = commitment_get(change_view(change), commitment->id);
	struct reply reply;

	if (before && before->unit_id != commitment->unit_id
	    && !unit_is_mine(request, change, commitment->unit_id, not_mine))
		return reply_again(request, change);
	if (!commitment_update(request, change, commitment, commitment->version, &reply))
		return reply;
	commitment_step_add(change, commitment->id, "change", S(""));
	request_message(request, _("The commitment is saved."));
	return commitment_saved(request, commitment);
}

/* Closed and opened again with a reason; nothing is taken away. */
static struct reply state_put(struct request *request, struct change *change,
                              enum commitment_state state, const char *verb)
{
	const struct commitment *before = commitment_load(request, change_view(change));
	struct str why = str_trim(str_letters_part(request_field(request, "why"), 1000));
	struct commitment now;
	struct reply reply;

	if (!before)
		return reply_not_found(request);
	if (!why.len || words_hold_meter(why)) {
		problem_add(request_problems(request), "why", "%s", why.len
			? _("There is a metering point's number in this text. Such numbers are not kept here: write how many points there are.")
			: _("Write why. One sentence is enough."));
		return reply_again(request, change);
	}
	now = *before;
	now.state = (int)state;
	change_because(change, why);
	if (!commitment_update(request, change, &now, before->version, &reply))
		return reply;
	commitment_step_add(change, now.id, verb, why);
	request_message(request, _(commitment_step_words(str_of(verb))));
	return commitment_saved(request, &now);
}

static struct reply commitment_close_act(struct request *request, struct change *change)
{
	return state_put(request, change, COMMITMENT_closed, "close");
}

static struct reply commitment_open_act(struct request *request, struct change *change)
{
	return state_put(request, change, COMMITMENT_active, "open");
}

const struct route commitments_routes[] = {
	{ GET, "/commitments", .need = MAY_commitments_read, .show = commitments_list,
	  .is_api_too = true, .label = N_("List of commitments") },
	{ GET, "/commitments/new", .need = MAY_commitments_write, .show = commitment_new,
	  .label = N_("Add a commitment") },
	{ POST, "/commitments", .need = MAY_commitments_write, .act = commitment_add_act,
	  .form = &commitment_form, .again = commitment_new, .is_api_too = true,
	  .label = N_("Save a new commitment") },
	{ GET, "/commitments/:number", .need = MAY_commitments_read, .show = commitment_show,
	  .is_api_too = true, .label = N_("One commitment") },
	{ GET, "/commitments/:number/edit", .need = MAY_commitments_write, .show = commitment_edit,
	  .label = N_("Change a commitment") },
	{ POST, "/commitments/:number", .need = MAY_commitments_write, .act = commitment_change_act,
	  .form = &change_form, .load = commitment_load, .again = commitment_edit,
	  .is_api_too = true, .label = N_("Save a changed commitment") },
	{ GET, "/commitments/:number/judge", .need = MAY_commitments_write, .show = judgement_edit,
	  .label = N_("Judge how critical a commitment is") },
	{ POST, "/commitments/:number/judge", .need = MAY_commitments_write, .act = judgement_act,
	  .form = &judgement_form, .again = judgement_edit, .is_api_too = true,
	  .label = N_("Save how critical a commitment is") },
	{ GET, "/commitments/:number/judgements", .need = MAY_commitments_read,
	  .show = judgements_page, .is_api_too = true,
	  .label = N_("Every judgement of a commitment") },
	{ POST, "/commitments/:number/close", .need = MAY_commitments_write,
	  .act = commitment_close_act, .again = commitment_show, .is_api_too = true,
	  .label = N_("Close a commitment") },
	{ POST, "/commitments/:number/open", .need = MAY_commitments_write,
	  .act = commitment_open_act, .again = commitment_show, .is_api_too = true,
	  .label = N_("Open a commitment again") },
	{ GET, "/vital", .need = MAY_commitments_read, .show = vital_page, .is_api_too = true,
	  .label = N_("Vital societal activity, per function and unit") },
	{ GET, "/commitments/:number/vital", .need = MAY_commitments_read, .show = vital_edit,
	  .is_api_too = true, .label = N_("Every decision on whether a commitment is vital") },
	{ POST, "/commitments/:number/vital", .need = MAY_commitments_write, .act = vital_act,
	  .form = &vital_form, .again = vital_edit, .is_api_too = true,
	  .label = N_("Decide whether a commitment is vital") },
	{ GET, "/contracts", .need = MAY_commitments_read, .show = contracts_list,
	  .is_api_too = true, .label = N_("List of contracts with suppliers") },
	{ GET, "/contracts/equivalence", .need = MAY_commitments_read, .show = equivalence_page,
	  .is_api_too = true, .label = N_("What suppliers carry, beside what is demanded in-house") },
	{ GET, "/contracts/new", .need = MAY_commitments_write, .show = contract_new_page,
	  .label = N_("Add a contract") },
	{ POST, "/contracts", .need = MAY_commitments_write, .act = contract_add_act,
	  .form = &contract_new_form, .again = contract_new_page, .is_api_too = true,
	  .label = N_("Save a new contract") },
	{ GET, "/contracts/:number", .need = MAY_commitments_read, .show = contract_show,
	  .is_api_too = true, .label = N_("One contract, beside what is demanded in-house") },
	{ GET, "/contracts/:number/edit", .need = MAY_commitments_write, .show = contract_edit,
	  .label = N_("Change a contract") },
	{ POST, "/contracts/:number", .need = MAY_commitments_write, .act = contract_change_act,
	  .form = &contract_form, .load = contract_load, .again = contract_edit,
	  .is_api_too = true, .label = N_("Save a changed contract") },
	{ POST, "/contracts/:number/carries", .need = MAY_commitments_write,
	  .act = contract_carry_act, .form = &carry_form, .again = contract_show,
	  .is_api_too = true, .label = N_("Add a commitment that a contract carries") },
	{ POST, "/contracts/:number/carries/:commitment/drop", .need = MAY_commitments_write,
	  .act = contract_drop_act, .again = contract_show, .is_api_too = true,
	  .label = N_("Take a commitment away from a contract") },
	{ GET, "/styrel", .need = MAY_commitments_secret, .show = styrel_page, .is_api_too = true,
	  .label = N_("Priority of electricity: points per unit and class") },
	{ GET, "/styrel/:unit/:round", .need = MAY_commitments_secret, .show = styrel_unit_page,
	  .is_api_too = true, .label = N_("Every count of points of a unit in a planning round") },
	{ POST, "/styrel/:unit/:round", .need = MAY_commitments_write, .act = styrel_act,
	  .form = &styrel_form, .again = styrel_unit_page, .is_api_too = true,
	  .label = N_("Save a count of points") },
	{ GET, "/preparations", .need = MAY_commitments_secret, .show = preparations_list,
	  .is_api_too = true, .label = N_("List of preparations for civil defence") },
	{ GET, "/preparations/new", .need = MAY_commitments_write, .show = preparation_new,
	  .label = N_("Add a preparation for civil defence") },
	{ POST, "/preparations", .need = MAY_commitments_write, .act = preparation_add_act,
	  .form = &preparation_form, .again = preparation_new, .is_api_too = true,
	  .label = N_("Save a new preparation") },
	{ GET, "/preparations/:preparation", .need = MAY_commitments_secret, .show = preparation_show,
	  .is_api_too = true, .label = N_("One preparation, and every status it has had") },
	{ GET, "/preparations/:preparation/edit", .need = MAY_commitments_write,
	  .show = preparation_edit, .label = N_("Change the status of a preparation") },
	{ POST, "/preparations/:preparation", .need = MAY_commitments_write,
	  .act = preparation_change_act, .form = &preparation_change_form,
	  .load = preparation_load, .again = preparation_edit, .is_api_too = true,
	  .label = N_("Save a changed preparation") },
	{ .path = NULL },
};
