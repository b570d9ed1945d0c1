/* SPDX-License-Identifier: EUPL-1.2 */
/* kit/draft.c - see draft.h. */
#include "kit/draft.h"

#include "base/crypto.h"
#include "kit/form.html.h"
#include "kit/identity.h"
#include "kit/match.h"
#include "kit/repeat.h"
#include "kit/setting.h"

enum {
	LONGEST_NAME = 200, MOST_OFFERED = 3, MOST_DRAFTS = 100, KEY_BYTES = 16,
};

struct draft {
	int64_t id;
	struct str form, page, answers;
	struct instant updated_at;
};
LIST_OF(draft)
#define DRAFT(name_, kind_) { #name_, COLUMN_##kind_, offsetof(struct draft, name_), NULL }
static const struct column draft_columns[] = {
	DRAFT(id, int), DRAFT(form, text), DRAFT(page, text), DRAFT(answers, text),
	DRAFT(updated_at, instant),
};
static const struct shape draft_shape = {
	.size = sizeof(struct draft), .count = COUNT(draft_columns), .columns = draft_columns,
};

/* ---- Keeping ------------------------------------------------------------------------ */

/* As a form sends them, without what belongs to the page and not to the person. */
static struct str words_of(struct arena *arena, const struct answers *answers)
{
	struct out out;

	out_init(&out, arena, LONGEST_BODY * 4);
	for (size_t i = 0; i < answers->count; i++) {
		const struct pair *pair = &answers->at[i];

		if (!pair->name.len || pair->name.at[0] == '_')
			continue;
		if (out.len)
			out_char(&out, '&');
		out_link_part(&out, pair->name);
		out_char(&out, '=');
		out_link_part(&out, pair->value);
	}
	return out_str(&out);
}

/* Forms refuse personal numbers; a draft must not be a way around them. */
static bool holds_number(const struct answers *answers)
{
	size_t at, len;

	for (size_t i = 0; i < answers->count; i++)
		if (personal_number_find(answers->at[i].value, &at, &len))
			return true;
	return false;
}

/* As the form that is sent to that address says. */
static bool may_keep(struct view *view, struct str form, const struct answers *answers)
{
	struct visit there = { .path = str_cut(&form, ' ') };
	const struct route *route;
	bool other_method;

	there.path = str_cut(&there.path, '#');
	route = route_find(&there, METHOD_POST, &other_method);
	return !route || !route->form || !route->form->may_keep
		|| route->form->may_keep(view, there.params[0].value, answers);
}

static void draft_put(struct change *change, struct str form, struct str page, struct str words)
{
	int64_t me = change_me(change);

	change_run(change, SQL("INSERT INTO draft (person_id, form, page, answers, updated_at)"
		" VALUES ($1, $2, $3, $4, $5) ON CONFLICT (person_id, form, page)"
		" DO UPDATE SET answers = excluded.answers, updated_at = excluded.updated_at"),
		V(me, form, page, words, instant_now()));
	change_run(change, SQL("DELETE FROM draft WHERE person_id = $1 AND id IN"
		" (SELECT id FROM draft WHERE person_id = $1"
		" ORDER BY updated_at DESC, id DESC LIMIT 1000 OFFSET $2)"), V(me, MOST_DRAFTS));
}

static bool is_name(struct str text)
{
	return text.len && text.len <= LONGEST_NAME;
}

void draft_keep(struct visit *visit)
{
	struct str form = answer_get(&visit->answers, "_form");
	struct str page = answer_get(&visit->answers, "_key");
	struct change *change;

	if (visit->is_api || !visit->person.id || !is_name(form) || !is_name(page)
	    || holds_number(&visit->answers))
		return;
	change = change_open(visit->store, visit->request->arena,
		(struct who){ .person = visit->person.id });
	if (may_keep(change_view(change), form, &visit->answers))
		draft_put(change, form, page, words_of(visit->request->arena, &visit->answers));
	/* After a clash the words still stand on the page that is shown. */
	change_commit(change);
}

void draft_done(struct visit *visit, struct change *change)
{
	struct str form = answer_get(&visit->answers, "_form");

	if (visit->person.id && is_name(form))
		change_run(change,
			SQL("DELETE FROM draft WHERE person_id = $1 AND form = $2 AND page = $3"),
			V(visit->person.id, form, answer_get(&visit->answers, "_key")));
}

int64_t draft_forget_old(struct change *change)
{
	struct instant limit = { instant_now().seconds - setting_int("draft_days") * DAY };

	return change_run(change, SQL("DELETE FROM draft WHERE updated_at < $1"), V(limit));
}

/* ---- Offering ----------------------------------------------------------------------- */

static struct draft_list drafts_of(struct view *view, struct str form, struct str page)
{
	return draft_list_of(view_list(view, &draft_shape,
		SQL("SELECT id, form, page, answers, updated_at FROM my_draft"
		    " WHERE person_id = me() AND form = $1 AND page <> $2"
		    " ORDER BY updated_at DESC, id DESC LIMIT $3"), V(form, page, MOST_OFFERED)));
}

static struct str kept_words(struct arena *arena, struct instant at)
{
	struct clock_time local = instant_local(at);

	if (date_compare(local.date, date_today()) != 0)
		return arena_print(arena, _("We kept what you wrote on %.*s."),
			STR(tongue_instant(arena, at)));
	return arena_print(arena, _("We kept what you wrote at %02d:%02d."), local.hour, local.minute);
}

/* A page shown again after a refusal goes on with the draft it has. */
static struct str page_key(struct visit *visit, struct arena *arena, struct str form)
{
	struct str sent = answer_get(&visit->answers, "_key");

	if (visit->has_failed && is_name(sent)
	    && str_equals(answer_get(&visit->answers, "_form"), form))
		return sent;
	return random_token(arena, KEY_BYTES);
}

void form_keep(struct out *out, struct request *request, struct view *view, struct str form)
{
	struct visit *visit = visit_of(request);
	struct str token = request_csrf(request);
	struct str key = page_key(visit, out->arena, form);
	struct draft_list drafts;

	if (token.len)
		hidden_field(out, "_token", token);
	hidden_field(out, "_key", key);
	if (!view || !visit->person.id || !is_name(form))
		return;
	hidden_field(out, "_form", form);
	drafts = drafts_of(view, form, key);
	kept_begin(out);
	for (size_t i = 0; i < drafts.count; i++)
		kept_offer(out, drafts.at[i].page, drafts.at[i].answers,
			kept_words(out->arena, drafts.at[i].updated_at));
	kept_end(out);
}

/* ---- Asked by ui.js ----------------------------------------------------------------- */

/* Words that were on their way while the form itself was sent come too late. */
static void forget_if_sent(struct change *change, struct str form, struct str page)
{
	int64_t me = change_me(change);

	change_run(change,
		SQL("DELETE FROM draft WHERE person_id = $1 AND form = $2 AND page = $3"
		    " AND EXISTS (SELECT 1 FROM idempotency WHERE key = $4)"),
		V(me, form, page, repeat_key(change_arena(change), me, page)));
}

static struct reply draft_save(struct request *request, struct change *change)
{
	struct answers answers = { request->field_count, request->fields };
	struct str form = request_query(request, "form"), page = request_query(request, "page");

	if (!is_name(form) || !is_name(page) || request->body.len > LONGEST_BODY)
		return reply_problem(request, 422, _("The draft has no form."), S(""));
	if (holds_number(&answers))
		return reply_problem(request, 422, _("There is a personal number in the words: they are not kept. Take it away."), S(""));
	if (!may_keep(change_view(change), form, &answers))
		return reply_problem(request, 422, _("There may be a name in the words: they are not kept. Take it away."), S(""));
	draft_put(change, form, page, words_of(request->arena, &answers));
	forget_if_sent(change, form, page);
	return reply_text(204, S(""));
}

static struct reply draft_forget(struct request *request, struct change *change)
{
	change_run(change, SQL("DELETE FROM draft WHERE person_id = $1 AND form = $2 AND page = $3"),
		V(change_me(change), request_query(request, "form"), request_query(request, "page")));
	return reply_text(204, S(""));
}

const struct route draft_routes[] = {
	{ POST, "/drafts", .need = SIGNED_IN, .act = draft_save, .label = N_("Keep a draft") },
	{ POST, "/drafts/forget", .need = SIGNED_IN, .act = draft_forget,
	  .label = N_("Throw a draft away") },
	{ .path = NULL },
};
