/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * kit/sign_in.c - passwords become sessions; sessions end.
 *
 * An unknown name, a person without password and a wrong password take the same time and
 * get the same answer.  Who fails often waits longer and longer, per name and address, so
 * that nobody can lock somebody else out.
 */
#include "base/crypto.h"
#include "base/say.h"
#include "kit/rate.h"
#include "kit/session.h"
#include "kit/setting.h"

enum { LONGEST_LOGIN = 120, LONGEST_PASSWORD = 500, SECRET_BYTES = 32, LANE_WAIT = 5 };

struct account {
	int64_t id;
	struct str password;
	bool is_on_duty;                /* has a role of the setting signin_first_roles */
};
static const struct column account_columns[] = {
	{ "id", COLUMN_int, offsetof(struct account, id), NULL },
	{ "password", COLUMN_text, offsetof(struct account, password), NULL },
};
static const struct shape account_shape = {
	.size = sizeof(struct account), .count = COUNT(account_columns), .columns = account_columns,
};

struct role_code { struct str role; };
static const struct column role_columns[] = {
	{ "role", COLUMN_text, offsetof(struct role_code, role), NULL },
};
static const struct shape role_shape = {
	.size = sizeof(struct role_code), .count = COUNT(role_columns), .columns = role_columns,
};

static bool is_on_duty(struct view *view, int64_t person_id)
{
	struct rows rows = view_list(view, &role_shape,
		SQL("SELECT DISTINCT role FROM member WHERE person_id = $1 AND valid_from <= today()"
		    " AND (valid_to = '' OR valid_to >= today())"), V(person_id));
	const struct role_code *code = rows.at;

	for (size_t i = 0; i < rows.count; i++)
		if (str_has_word(setting_text("signin_first_roles"), code[i].role))
			return true;
	return false;
}

/* As it is written, else whatever the case of its letters. */
static const struct account *account_find(struct store *store, struct arena *arena,
                                          struct str login)
{
	struct view *view = view_open(store, arena, (struct who){ .is_system = true });
	struct account *account = view_get(view, &account_shape,
		SQL("SELECT id, password FROM person"
		    " WHERE fold(login) = fold($1)"
		    "   AND is_active = 1"
		    " ORDER BY CASE WHEN login = $1 THEN 0 ELSE 1 END, id"
		    " LIMIT 1"), V(login));

	if (account)
		account->is_on_duty = is_on_duty(view, account->id);
	view_close(view);
	return account;
}

/* What a password is compared with when there is none, so that it takes as long. */
static struct str password_of_nobody(void)
{
	static struct arena *arena;
	static struct str hash;

	if (!hash.len) {
		arena = arena_open(1 << 16);
		hash = password_hash(arena, random_token(arena, SECRET_BYTES));
	}
	return hash;
}

static enum sign_in_answer password_judge(const struct account *account, struct str password)
{
	bool has_password = account && account->password.len;
	struct str hash = has_password ? account->password : password_of_nobody();
	int lane = password_lane_take(account && account->is_on_duty);
	bool fits;

	if (lane < 0)
		return SIGN_IN_WAIT;
	fits = password_verify(hash, password);
	password_lane_give(lane);
	return fits && has_password ? SIGNED : SIGN_IN_WRONG;
}

/* ---- Sessions ----------------------------------------------------------------------- */

static struct str session_insert(struct change *change, int64_t person_id, const char *what,
                                 struct instant ends, int64_t *id)
{
	struct arena *arena = change_arena(change);
	struct str token = random_token(arena, SESSION_BYTES);
	int64_t now = instant_now().seconds;

	*id = change_run_id(change, SQL("INSERT INTO session (digest, secret, person_id,"
		" created_at, seen_at, ends_at, what) VALUES ($1, $2, $3, $4, $5, $6, $7)"
		" RETURNING id"),
		V(digest_hex(arena, token), random_token(arena, SECRET_BYTES), person_id, now, now,
		  ends, what));
	change_note(change, "session", *id, "sign-in", str_of(what));
	return token;
}

struct str session_make(struct change *change, int64_t person_id, const char *what,
                        struct instant ends)
{
	int64_t id;

	return session_insert(change, person_id, what, ends, &id);
}

struct str access_api_token(struct change *change, int64_t person_id, int days)
{
	must(days > 0);
	return session_make(change, person_id, "api",
		(struct instant){ instant_now().seconds + days * (int64_t)DAY });
}

struct str access_feed_token(struct change *change, int64_t person_id, int64_t *session)
{
	return session_insert(change, person_id, "feed",
		(struct instant){ instant_now().seconds + FEED_DAYS * (int64_t)DAY }, session);
}

/* After a clash the whole is done again: nothing has been told to anybody yet. */
static struct str session_begin(struct store *store, struct arena *arena, int64_t person_id,
                                const char *what)
{
	struct str token;
	enum committed committed;

	do {
		struct change *change = change_open(store, arena,
			(struct who){ .person = person_id, .is_system = true });

		change_run(change, SQL("DELETE FROM session WHERE ends_at < $1"), V(instant_now()));
		token = session_make(change, person_id, what, session_idle_end());
		committed = change_commit(change);
	} while (committed == CLASHED);
	return token;
}

enum sign_in_answer access_sign_in(struct store *store, struct arena *arena,
                                   const struct sign_in *with, struct str *token,
                                   int64_t *wait_seconds)
{
	struct str who = arena_print(arena, "%.*s %.*s", STR(with->address),
		STR(str_fold(arena, str_part(with->login, 0, LONGEST_LOGIN))));
	const struct account *account = NULL;
	enum sign_in_answer answer;

	*token = S("");
	*wait_seconds = failure_wait(who);
	if (!*wait_seconds && !rate_allows("sign-in", with->address,
	                                   (int)setting_int("signins_per_minute"), MINUTE))
		*wait_seconds = MINUTE;
	if (*wait_seconds)
		return SIGN_IN_WAIT;
	if (with->login.len && with->login.len <= LONGEST_LOGIN && str_is_utf8(with->login))
		account = account_find(store, arena, with->login);
	answer = password_judge(account, str_part(with->password, 0, LONGEST_PASSWORD));
	if (answer == SIGN_IN_WAIT)
		*wait_seconds = LANE_WAIT;
	if (answer == SIGN_IN_WRONG)
		failure_add(who);
	if (answer != SIGNED)
		return answer;
	/* A whole town hall may sign in through one address in the morning. */
	rate_take_back("sign-in", with->address);
	failure_forget(who);
	*token = session_begin(store, arena, account->id, "browser");
	return SIGNED;
}

bool access_sign_in_demo(struct store *store, struct arena *arena, struct str login,
                         struct str *token)
{
	struct view *view = view_open(store, arena, (struct who){ .is_system = true });
	/* Not only the caller asks whether this is a demo: the view does too. */
	int64_t id = view_int(view, SQL("SELECT id FROM my_demo_person WHERE login = $1"), V(login));

	view_close(view);
	if (!id)
		return false;
	*token = session_begin(store, arena, id, "demo");
	return true;
}

void access_sign_out(struct store *store, struct arena *arena, const struct person *person)
{
	enum committed committed;

	if (!person->session_id)
		return;
	do {
		struct change *change = change_open(store, arena,
			(struct who){ .person = person->id, .is_system = true });

		change_run(change, SQL("DELETE FROM session WHERE id = $1"), V(person->session_id));
		change_note(change, "session", person->session_id, "sign-out", S(""));
		committed = change_commit(change);
	} while (committed == CLASHED);
}
