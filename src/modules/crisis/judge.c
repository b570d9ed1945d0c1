/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * crisis/judge.c - named persons judge level and coordination, close, and choose who takes part.
 *
 * Level and coordination are two judgements.  Each is a line of the log with from and to, who
 * judged and why; two who judge at once do not pass each other by unseen (412).
 */
#include "modules/crisis/inside.h"

#include "modules/crisis/pages.html.h"
#include "modules/people/people.h"

/* ---- Pages with one form ------------------------------------------------------------------ */

struct sheet {
	const char *title, *status, *button, *act;
	const struct form *form;
	const void *row;
	const char *list;               /* whose meanings stand above the form; NULL */
	struct str now;
};

static struct reply sheet_show(struct request *request, struct view *view,
                               const struct crisis *crisis, const struct sheet *sheet)
{
	struct form_view form = form_view_of(request, view, sheet->form, sheet->row);
	struct out *out = page_begin(request, view, sheet->title);

	crisis_mark(out, crisis);
	crisis_sub_begin(out, crisis, sheet->title, sheet->status);
	if (sheet->list)
		crisis_criteria(out, catalogue_get(sheet->list), sheet->now);
	crisis_form_show(out, request, &form, sheet->act, sheet->button);
	return page_end(request, 200);
}

struct reply crisis_level_page(struct request *request, struct view *view)
{
	struct reply reply;
	const struct crisis *crisis = crisis_to_write(request, view, &reply);
	struct level row;

	if (!crisis)
		return reply;
	row = (struct level){ .level = crisis->level, .version = crisis->version,
		.decided_by = request_person(request)->name };
	return sheet_show(request, view, crisis, &(struct sheet){ .title = _("Judge the level"),
		.status = _("A person judges, never the program. It can go down again."),
		.button = _("Log the judgement"), .act = "level", .form = &crisis_level_form, .row = &row,
		.list = "crisis/levels", .now = crisis->level });
}

struct reply crisis_coordination_page(struct request *request, struct view *view)
{
	struct reply reply;
	const struct crisis *crisis = crisis_to_write(request, view, &reply);
	struct coordination row;

	if (!crisis)
		return reply;
	row = (struct coordination){ .coordination = crisis->coordination,
		.version = crisis->version, .decided_by = request_person(request)->name };
	return sheet_show(request, view, crisis, &(struct sheet){
		.title = _("Judge the coordination"),
		.status = _("How much is done centrally. It is another question than the level."),
		.button = _("Log the judgement"), .act = "coordination", .form = &crisis_coordination_form,
		.row = &row, .list = "crisis/coordination", .now = crisis->coordination });
}

struct reply crisis_state_page(struct request *request, struct view *view)
{
	struct reply reply;
	const struct crisis *crisis = crisis_to_write(request, view, &reply);
	struct state_change row;

	if (!crisis)
		return reply;
	row = (struct state_change){ .version = crisis->version };
	if (crisis->state == CRISIS_open)
		return sheet_show(request, view, crisis, &(struct sheet){
			.title = _("Close the crisis"), .button = _("Close the crisis"), .act = "close",
			.status = _("The log stays as it is and takes no more lines."),
			.form = &crisis_state_form, .row = &row });
	return sheet_show(request, view, crisis, &(struct sheet){
		.title = _("Open it again"), .button = _("Open it again"), .act = "reopen",
		.form = &crisis_state_form, .row = &row });
}

/* ---- What they do -------------------------------------------------------------------------- */

/* False: somebody else has judged meanwhile, and nothing is written. */
static bool is_put(struct request *request, struct change *change, struct crisis *now,
                   struct str why)
{
	int64_t version = request_version(request);
	enum updated updated;

	change_because(change, why);
	updated = change_update(change, &crisis_record.shape, now, version ? version : now->version);
	return updated == UPDATED || updated == UPDATED_NOTHING;
}

/* The line that tells what was judged and why. */
static struct reply judged(struct request *request, struct change *change,
                           const struct crisis *now, struct entry *entry)
{
	entry->author_name = request_person(request)->name;
	entry_put(change, now, entry);
	request_message(request, _("It stands in the log."));
	return reply_done(request, 200, &crisis_record, now, "/crisis/%.*s", STR(now->number));
}

/* What the other one wrote; an empty line when nobody has. */
static struct entry theirs_of(struct change *change, const struct crisis *crisis,
                              enum entry_kind kind)
{
	const struct entry *entry = entry_latest(change_view(change), crisis->id, kind);

	return entry ? *entry : (struct entry){ 0 };
}

/* The crisis that is judged; false: *reply says why it cannot be. */
static bool judgement_begin(struct request *request, struct change *change, struct crisis *now,
                            struct reply *reply)
{
	const struct crisis *crisis = crisis_to_change(request, change, "grounds", reply);

	if (crisis)
		*now = *crisis;
	return crisis != NULL;
}

struct reply crisis_level_act(struct request *request, struct change *change)
{
	const struct level *level = request_record(request);
	struct entry entry = { .kind = ENTRY_level, .became = level->level,
		.decided_by = level->decided_by, .grounds = level->grounds };
	struct crisis now;
	struct reply reply;

	if (!judgement_begin(request, change, &now, &reply))
		return reply;
	entry.was = now.level;
	now.level = level->level;
	now.level_at = instant_now();
	if (!is_put(request, change, &now, level->grounds)) {
		struct entry theirs = theirs_of(change, &now, ENTRY_level);

		return reply_stale(request, crisis_level_form.record, level, &(struct level){
			.level = entry.was, .decided_by = theirs.decided_by, .grounds = theirs.grounds });
	}
	return judged(request, change, &now, &entry);
}

struct reply crisis_coordination_act(struct request *request, struct change *change)
{
	const struct coordination *judgement = request_record(request);
	struct entry entry = { .kind = ENTRY_coordination, .became = judgement->coordination,
		.decided_by = judgement->decided_by, .grounds = judgement->grounds };
	struct crisis now;
	struct reply reply;

	if (!judgement_begin(request, change, &now, &reply))
		return reply;
	entry.was = now.coordination;
	now.coordination = judgement->coordination;
	if (!is_put(request, change, &now, judgement->grounds)) {
		struct entry theirs = theirs_of(change, &now, ENTRY_coordination);

		return reply_stale(request, crisis_coordination_form.record, judgement,
			&(struct coordination){ .coordination = entry.was,
				.decided_by = theirs.decided_by, .grounds = theirs.grounds });
	}
	return judged(request, change, &now, &entry);
}

static struct reply state_put(struct request *request, struct change *change,
                              enum crisis_state state, enum entry_kind kind)
{
	const struct state_change *why = request_record(request);
	struct reply reply;
	const struct crisis *crisis = crisis_to_write(request, change_view(change), &reply);
	struct entry entry = { .kind = kind, .grounds = why->grounds };
	struct crisis now;

	if (!crisis)
		return reply;
	if (crisis->state == (int)state) {
		problem_add(request_problems(request), "grounds", "%s", state == CRISIS_open
			? _("The crisis is open already.") : _("The crisis is closed already."));
		return reply_again(request, change);
	}
	now = *crisis;
	now.state = (int)state;
	now.closed_at = state == CRISIS_closed ? instant_now() : (struct instant){ 0 };
	if (!is_put(request, change, &now, why->grounds))
		return reply_stale(request, crisis_state_form.record, why, &(struct state_change){
			.grounds = theirs_of(change, crisis, kind).grounds });
	return judged(request, change, &now, &entry);
}

struct reply crisis_close_act(struct request *request, struct change *change)
{
	return state_put(request, change, CRISIS_closed, ENTRY_close);
}

struct reply crisis_reopen_act(struct request *request, struct change *change)
{
	return state_put(request, change, CRISIS_open, ENTRY_reopen);
}

/* ---- Who takes part --------------------------------------------------------------------------- */

struct reply crisis_staff_page(struct request *request, struct view *view)
{
	const struct crisis *crisis = crisis_asked(request, view);
	struct staff_row_list staff;
	struct form_view form;
	struct out *out;
	bool may_write;

	if (!crisis)
		return reply_not_found(request);
	may_write = crisis_takes_words(view, crisis);
	staff = crisis_staff_list(view, crisis->id);
	form = form_view_of(request, view, &crisis_staff_form, NULL);
	out = page_begin(request, view, _("Who takes part"));
	crisis_mark(out, crisis);
	crisis_sub_begin(out, crisis, _("Who takes part"),
		_("Nobody else sees the crisis, except those who read every crisis of the unit."));
	crisis_staff_table(out, request, crisis, &staff, may_write);
	if (may_write || request_problems(request)->count) {
		crisis_staff_heading(out);
		crisis_form_show(out, request, &form, "staff", _("Put in the staff"));
	}
	return page_end(request, 200);
}

static struct reply staff_logged(struct request *request, struct change *change,
                                 const struct crisis *crisis, const struct crisis_staff *staff,
                                 bool goes_off)
{
	struct entry entry = { .kind = ENTRY_staff, .author_name = request_person(request)->name,
		.words = person_name(change_view(change), staff->person_id),
		.was = goes_off ? staff->function : S(""), .became = goes_off ? S("") : staff->function };

	entry_put(change, crisis, &entry);
	return reply_done(request, 200, &crisis_staff_record, staff, "/crisis/%.*s/staff",
		STR(crisis->number));
}

struct reply crisis_staff_act(struct request *request, struct change *change)
{
	struct crisis_staff *staff = request_record(request);
	struct reply reply;
	const struct crisis *crisis = crisis_to_change(request, change, "person_id", &reply);

	if (!crisis)
		return reply;
	staff->crisis_id = crisis->id;
	staff->began_at = instant_now();
	staff->added_by = change_me(change);
	crisis_staff_put(change, staff);
	return staff_logged(request, change, crisis, staff, false);
}

struct reply crisis_staff_end_act(struct request *request, struct change *change)
{
	struct reply reply;
	const struct crisis *crisis = crisis_to_change(request, change, "", &reply);
	struct crisis_staff *staff;

	if (!crisis)
		return reply;
	staff = crisis_staff_get(change_view(change), crisis->id, request_key(request, "id"));
	if (!staff || staff->ended_at.seconds)
		return reply_not_found(request);
	staff->ended_at = instant_now();
	reply = staff_logged(request, change, crisis, staff, true);
	crisis_staff_end(change, staff, staff->ended_at);
	return staff->person_id == change_me(change) ? reply_go(request, "/crisis") : reply;
}
