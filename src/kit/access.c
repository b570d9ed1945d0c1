/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * kit/access.c - the cookie or bearer token of a request becomes a person.
 *
 * This is asked for every page, so a worker remembers the last persons.  What it remembers
 * holds as long as nobody has committed anything (store_moved()) and the day is the same;
 * the end of the session is looked at each time.
 */
#include "kit/access.h"

#include "base/crypto.h"
#include "base/say.h"
#include "kit/session.h"
#include "kit/setting.h"

#include <string.h>

const char access_cookie[] = "varn";
const char access_feeds[] = "/feeds/";

enum { LONGEST_TOKEN = 100, DIGEST_LETTERS = 64 };

/* ---- Looking up --------------------------------------------------------------------- */

struct found {                          /* a session and its person */
	int64_t session_id, person_id, unit_id;
	struct str secret, what, name, login, language, theme, unit_sv, unit_en;
	struct instant created_at, seen_at, ends_at;
};
#define FOUND(name_, kind_) { #name_, COLUMN_##kind_, offsetof(struct found, name_), NULL }
static const struct column found_columns[] = {
	FOUND(session_id, int), FOUND(person_id, int), FOUND(unit_id, int), FOUND(secret, text),
	FOUND(what, text), FOUND(name, text), FOUND(login, text), FOUND(language, text),
	FOUND(theme, text), FOUND(unit_sv, text), FOUND(unit_en, text),
	FOUND(created_at, instant), FOUND(seen_at, instant), FOUND(ends_at, instant),
};
static const struct shape found_shape = {
	.size = sizeof(struct found), .count = COUNT(found_columns), .columns = found_columns,
};

static const struct found *session_find(struct view *view, struct str digest)
{
	return view_get(view, &found_shape,
		SQL("SELECT session.id AS session_id, session.secret, session.what, session.created_at,"
		    " session.seen_at, session.ends_at, person.id AS person_id, person.name,"
		    " person.login, person.language, person.theme, person.unit_id,"
		    " COALESCE(unit.name_sv, '') AS unit_sv, COALESCE(unit.name_en, '') AS unit_en"
		    " FROM session"
		    " JOIN person ON person.id = session.person_id"
		    " LEFT JOIN unit ON unit.id = person.unit_id"
		    " WHERE session.digest = $1"
		    "   AND person.is_active = 1"), V(digest));
}

struct right { struct str permission; };
static const struct column right_columns[] = {
	{ "permission", COLUMN_text, offsetof(struct right, permission), NULL },
};
static const struct shape right_shape = {
	.size = sizeof(struct right), .count = 1, .columns = right_columns,
};

static struct rights rights_of(struct view *view, int64_t person_id)
{
	struct rows rows = view_list(view, &right_shape,
		SQL("SELECT DISTINCT role_permission.permission FROM member"
		    " JOIN role_permission ON role_permission.role = member.role"
		    " WHERE member.person_id = $1"
		    "   AND member.valid_from <= today()"
		    "   AND (member.valid_to = '' OR member.valid_to >= today())"), V(person_id));
	const struct right *right = rows.at;
	struct rights may = { 0 };

	for (size_t i = 0; i < rows.count; i++) {
		enum permission permission = permission_of(right[i].permission);

		if (permission > SIGNED_IN)
			rights_add(&may, permission);
	}
	return may;
}

/* Is the unit above every unit there is or was?  That it has no parent is not enough: the
 * city's tree may not be the only one.  It takes long to count and seldom changes, so the
 * answer is remembered for a minute; memberships are looked at each time. */
static bool is_above_all(struct view *view, int64_t unit_id)
{
	enum { TOPS = 8, TOP_SECONDS = 60 };
	static struct top { const struct store *store; int64_t unit_id, until; bool is; } tops[TOPS];
	struct top *top = &tops[unit_id % TOPS];
	int64_t now = instant_now().seconds;

	if (top->store == view_store(view) && top->unit_id == unit_id && now < top->until
	    && now >= top->until - TOP_SECONDS)
		return top->is;
	*top = (struct top){ view_store(view), unit_id, now + TOP_SECONDS, false };
	top->is = view_int(view,
		SQL("SELECT count(*) FROM unit"
		    " WHERE id NOT IN (SELECT below_id FROM unit_closure WHERE above_id = $1)"),
		V(unit_id)) == 0;
	return top->is;
}

struct reach { int64_t unit_id; };
static const struct column reach_columns[] = {
	{ "unit_id", COLUMN_int, offsetof(struct reach, unit_id), NULL },
};
static const struct shape reach_shape = {
	.size = sizeof(struct reach), .count = 1, .columns = reach_columns,
};

static bool reaches_all(struct view *view, int64_t person_id)
{
	struct rows rows = view_list(view, &reach_shape,
		SQL("SELECT DISTINCT member.unit_id FROM member"
		    " JOIN role_permission ON role_permission.role = member.role"
		    "  AND role_permission.permission = 'events_read'"
		    " WHERE member.person_id = $1"
		    "   AND member.is_recursive = 1"
		    "   AND member.valid_from <= today()"
		    "   AND (member.valid_to = '' OR member.valid_to >= today())"
		    "   AND NOT EXISTS (SELECT 1 FROM unit_parent"
		    "    WHERE unit_parent.unit_id = member.unit_id"
		    "      AND unit_parent.valid_from <= today()"
		    "      AND (unit_parent.valid_to = '' OR unit_parent.valid_to >= today()))"),
		V(person_id));
	const struct reach *reach = rows.at;

	for (size_t i = 0; i < rows.count; i++)
		if (is_above_all(view, reach[i].unit_id))
			return true;
	return false;
}

static struct person person_read(struct view *view, const struct found *found)
{
	struct person person = {
		.id = found->person_id, .name = found->name, .login = found->login,
		.language = found->language, .theme = found->theme, .unit_id = found->unit_id,
		.unit_name = found->unit_sv, .unit_name_en = found->unit_en,
		.may = rights_of(view, found->person_id),
		.session_id = found->session_id, .session_secret = found->secret,
		.session_ends = found->ends_at,
	};

	if (person_may(&person, MAY_events_read))
		person.reaches_all = reaches_all(view, person.id);
	return person;
}

struct person access_person_of(struct store *store, struct arena *arena, int64_t person_id)
{
	struct view *view = view_open(store, arena, (struct who){ .is_system = true });
	const struct found *found = view_get(view, &found_shape,
		SQL("SELECT 0 AS session_id, '' AS secret, '' AS what, 0 AS created_at, 0 AS seen_at,"
		    " 0 AS ends_at, person.id AS person_id, person.name, person.login,"
		    " person.language, person.theme, person.unit_id,"
		    " COALESCE(unit.name_sv, '') AS unit_sv, COALESCE(unit.name_en, '') AS unit_en"
		    " FROM person LEFT JOIN unit ON unit.id = person.unit_id"
		    " WHERE person.id = $1 AND person.is_active = 1"), V(person_id));
	struct person person = { 0 };

	if (found)
		person = person_read(view, found);
	view_close(view);
	return person;
}

/* ---- What a worker remembers -------------------------------------------------------- */

enum { REMEMBERED = 256, TEXTS_BYTES = 480, PERSON_TEXTS = 7 };

/* What kind of token it is; one of one kind is nothing as another. */
enum token_kind { TOKEN_browser, TOKEN_program, TOKEN_feed };

struct remembered {
	const struct store *store;
	int64_t moved;
	struct date day;
	int64_t used;
	enum token_kind kind;
	struct instant seen_at;
	char digest[DIGEST_LETTERS];
	struct person person;           /* its texts lie in `texts` */
	char texts[TEXTS_BYTES];
};
static struct remembered memory[REMEMBERED];
static int64_t memory_clock;

static void person_texts(struct person *person, struct str *texts[PERSON_TEXTS])
{
	texts[0] = &person->name;
	texts[1] = &person->login;
	texts[2] = &person->language;
	texts[3] = &person->theme;
	texts[4] = &person->unit_name;
	texts[5] = &person->session_secret;
	texts[6] = &person->unit_name_en;
}

static struct remembered *memory_place(struct str digest)
{
	struct remembered *oldest = &memory[0];

	for (int i = 0; i < REMEMBERED; i++) {
		if (memory[i].store && !memcmp(memory[i].digest, digest.at, DIGEST_LETTERS))
			return &memory[i];
		if (memory[i].used < oldest->used)
			oldest = &memory[i];
	}
	return oldest;
}

static void remember(struct remembered what, struct str digest)
{
	struct remembered *place = memory_place(digest);
	struct str *texts[PERSON_TEXTS];
	size_t len = 0;

	*place = what;
	place->used = ++memory_clock;
	memcpy(place->digest, digest.at, DIGEST_LETTERS);
	person_texts(&place->person, texts);
	for (int i = 0; i < PERSON_TEXTS; i++) {
		if (len + texts[i]->len > TEXTS_BYTES) {
			place->store = NULL;    /* too much to say: looked up each time */
			return;
		}
		if (texts[i]->len)
			memcpy(place->texts + len, texts[i]->at, texts[i]->len);
		texts[i]->at = place->texts + len;
		len += texts[i]->len;
	}
}

static const struct remembered *recall(struct store *store, struct str digest, int64_t moved)
{
	struct remembered *place = memory_place(digest);

	if (place->store != store || place->moved != moved
	    || memcmp(place->digest, digest.at, DIGEST_LETTERS) != 0
	    || date_compare(place->day, date_today()) != 0)
		return NULL;
	place->used = ++memory_clock;
	return place;
}

/* The next request may overwrite what is remembered: texts go with the request. */
static struct person person_copy(struct arena *arena, const struct person *person)
{
	struct person copy = *person;
	struct str *texts[PERSON_TEXTS];

	person_texts(&copy, texts);
	for (int i = 0; i < PERSON_TEXTS; i++)
		*texts[i] = arena_copy(arena, *texts[i]);
	return copy;
}

/* ---- Use ---------------------------------------------------------------------------- */

struct instant session_idle_end(void)
{
	return (struct instant){ instant_now().seconds + setting_int("session_hours") * HOUR };
}

/* A browser's session ends some hours after it was last used, and in any case after some
 * days; a program's token ends when it was said to. */
static void session_use(struct store *store, struct arena *arena, struct remembered *found,
                        struct instant created_at)
{
	int64_t now = instant_now().seconds;
	int64_t last = created_at.seconds + SESSION_DAYS_MOST * (int64_t)DAY;
	struct instant ends = found->person.session_ends;
	struct change *change;

	if (now - found->seen_at.seconds < SESSION_SEEN_SECONDS)
		return;
	if (found->kind == TOKEN_browser)
		ends = session_idle_end();
	if (found->kind == TOKEN_browser && ends.seconds > last)
		ends.seconds = last;
	change = change_open(store, arena, (struct who){ .is_system = true });
	change_run(change, SQL("UPDATE session SET seen_at = $1, ends_at = $2 WHERE id = $3"),
		V(now, ends, found->person.session_id));
	/* After a clash somebody else has written the same down. */
	change_commit(change);
	found->person.session_ends = ends;
	found->seen_at.seconds = now;
}

/* The address of a calendar feed holds its token, and opens nothing but that feed: calendar
 * programs send neither cookies nor headers. */
static struct str feed_token(struct str path)
{
	struct str rest = str_part(path, strlen(access_feeds), path.len);

	return str_cut(&rest, '.');
}

static struct str token_of(const struct request *request, enum token_kind *kind)
{
	struct str header = request_header(request, "Authorization");

	*kind = TOKEN_browser;
	if (str_starts(request->path, str_of(access_feeds))) {
		*kind = TOKEN_feed;
		return feed_token(request->path);
	}
	if (str_starts(header, S("Bearer "))) {
		*kind = TOKEN_program;
		return str_trim(str_part(header, strlen("Bearer "), header.len));
	}
	return request_cookie(request, access_cookie);
}

static enum token_kind kind_of(struct str what)
{
	return str_is(what, "api") ? TOKEN_program : str_is(what, "feed") ? TOKEN_feed
		: TOKEN_browser;
}

static bool look_up(struct store *store, struct arena *arena, struct str digest,
                    struct remembered *answer)
{
	struct view *view = view_open(store, arena, (struct who){ .is_system = true });
	const struct found *found = session_find(view, digest);
	struct instant created_at = { 0 };

	if (found) {
		created_at = found->created_at;
		answer->person = person_read(view, found);
		answer->kind = kind_of(found->what);
		answer->seen_at = found->seen_at;
	}
	view_close(view);
	if (!found || answer->person.session_ends.seconds <= instant_now().seconds)
		return false;
	session_use(store, arena, answer, created_at);
	remember(*answer, digest);
	return true;
}

/* What is remembered and in use must be looked up now and then, so that use is written
 * down. */
static bool is_fresh(const struct remembered *known)
{
	int64_t now = instant_now().seconds;

	return known && known->person.session_ends.seconds > now
		&& now - known->seen_at.seconds < SESSION_SEEN_SECONDS;
}

struct person access_person(struct store *store, struct request *request)
{
	struct person nobody = { 0 };
	struct remembered answer = { .store = store, .day = date_today() };
	const struct remembered *known;
	enum token_kind kind;
	struct str token = token_of(request, &kind), digest;

	if (!token.len || token.len > LONGEST_TOKEN)
		return nobody;
	digest = digest_hex(request->arena, token);
	must(digest.len == DIGEST_LETTERS);
	answer.moved = store_moved(store);
	known = recall(store, digest, answer.moved);
	if (is_fresh(known))
		answer = *known;
	else if (!look_up(store, request->arena, digest, &answer))
		return nobody;
	/* A stolen cookie is no token for programs, nor the other way round. */
	if (answer.kind != kind)
		return nobody;
	return person_copy(request->arena, &answer.person);
}
