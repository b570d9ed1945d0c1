/* SPDX-License-Identifier: EUPL-1.2 */
/* kit/repeat.c - see repeat.h. */
#include "kit/repeat.h"

#include "base/crypto.h"

static const struct column kept_columns[] = {
	{ "request", COLUMN_text, 0, NULL },
	{ "location", COLUMN_text, sizeof(struct str), NULL },
	{ "body", COLUMN_text, 2 * sizeof(struct str), NULL },
	{ "status", COLUMN_int, 3 * sizeof(struct str), NULL },
};
struct kept {
	struct str request, location, body;
	int64_t status;
};
static const struct shape kept_shape = {
	.size = sizeof(struct kept), .count = COUNT(kept_columns), .columns = kept_columns,
};

/* What was sent, without what differs between two sendings of the same (token). */
static struct str request_digest(struct visit *visit)
{
	struct request *request = visit->request;
	struct out out;

	out_init(&out, request->arena, LONGEST_BODY * 4);
	out_raw(&out, request->path);
	for (size_t i = 0; i < visit->answers.count; i++) {
		if (str_is(visit->answers.at[i].name, "_token"))
			continue;
		out_char(&out, '\n');
		out_raw(&out, visit->answers.at[i].name);
		out_char(&out, '=');
		out_raw(&out, visit->answers.at[i].value);
	}
	for (size_t i = 0; i < request->file_count; i++)
		out_print(&out, "\nfile %zu", request->files[i].content.len);
	return digest_hex(request->arena, out_str(&out));
}

struct str repeat_key(struct arena *arena, int64_t person_id, struct str key)
{
	return digest_hex(arena, arena_print(arena, "%lld %.*s", (long long)person_id, STR(key)));
}

struct repeat repeat_of(struct visit *visit)
{
	struct request *request = visit->request;
	struct str key = request_header(request, "Idempotency-Key");
	struct repeat repeat = { 0 };

	if (!key.len)
		key = answer_get(&visit->answers, "_key");
	if (!key.len || key.len > 200)
		return repeat;
	repeat.key = repeat_key(request->arena, visit->person.id, key);
	repeat.request = request_digest(visit);
	return repeat;
}

static struct str reply_location(const struct reply *reply)
{
	for (size_t i = 0; i < reply->header_count; i++)
		if (str_is_nocase(reply->headers[i].name, "location"))
			return reply->headers[i].value;
	return S("");
}

bool repeat_remember(struct repeat *repeat, struct change *change, const struct reply *reply)
{
	struct str body = reply->body.len <= 65536 && !reply->again_at ? reply->body : S("");

	if (!repeat->key.len)
		return true;
	return change_run(change, SQL("INSERT INTO idempotency"
		" (key, at, request, status, location, body)"
		" VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (key) DO NOTHING"),
		V(repeat->key, instant_now(), repeat->request,
		  reply->again_at ? 303 : reply->status,
		  reply->again_at ? str_of(reply->again_at) : reply_location(reply), body)) == 1;
}

struct reply repeat_reply(struct repeat *repeat, struct visit *visit)
{
	struct request *request = visit->request;
	struct view *view = view_open(visit->store, request->arena, (struct who){ .is_system = true });
	const struct kept *kept = view_get(view, &kept_shape,
		SQL("SELECT request, location, body, status FROM idempotency WHERE key = $1"),
		V(repeat->key));
	struct reply reply;

	view_close(view);
	if (!kept || !str_equals(kept->request, repeat->request))
		return reply_problem(request, 422,
			_("This key has been used for something else."),
			str_of(_("Send with a new Idempotency-Key.")));
	reply = reply_bytes((int)kept->status,
		visit->is_api ? "application/json" : "text/html; charset=utf-8", kept->body);
	if (kept->location.len)
		reply_header(&reply, "Location", kept->location);
	reply_header(&reply, "Idempotency-Replayed", S("true"));
	return reply;
}

int64_t repeat_forget(struct change *change)
{
	struct instant limit = { instant_now().seconds - REPEAT_DAYS * (int64_t)DAY };

	return change_run(change, SQL("DELETE FROM idempotency WHERE at < $1"), V(limit));
}
