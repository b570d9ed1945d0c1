/* SPDX-License-Identifier: EUPL-1.2 */
/* documents/queries_knowledge.c - questions, answers as sums, and who is asked. */
#include "modules/documents/knowledge.h"

#include "base/crypto.h"

#include <string.h>

/* ---- Which version -------------------------------------------------------------------------- */

/* Addressed to the unit or to one above it; the one addressed nearest to it counts. */
const struct document_version *topic_version(struct view *view, struct str topic, int64_t unit_id)
{
	return view_get(view, &document_version_record.shape,
		SQL("SELECT held.* FROM my_document_version AS held"
		    " JOIN my_document ON my_document.id = held.document_id"
		    " JOIN my_document_address ON my_document_address.document_id = my_document.id"
		    " JOIN my_unit_closure ON my_unit_closure.above_id = my_document_address.unit_id"
		    " WHERE my_document.topic = $1 AND my_unit_closure.below_id = $2"
		    " AND my_unit_closure.is_history = 0 AND my_unit_closure.valid_from <= today()"
		    " AND (my_unit_closure.valid_to = '' OR my_unit_closure.valid_to >= today())"
		    " AND held.state = 'adopted' AND held.valid_from <= today()"
		    " AND (held.last_day = '' OR held.last_day >= today())"
		    " ORDER BY my_unit_closure.depth, held.id DESC LIMIT 1"), V(topic, unit_id));
}

/* ---- Questions -------------------------------------------------------------------------------- */

struct knowledge_question_list questions_of(struct view *view, int64_t version_id)
{
	return knowledge_question_list_of(view_list(view, &knowledge_question_record.shape,
		SQL("SELECT * FROM my_knowledge_question WHERE version_id = $1"
		    " ORDER BY is_retired, place, id"), V(version_id)));
}

const struct knowledge_question *knowledge_question_get(struct view *view, struct str public_id)
{
	return view_get(view, &knowledge_question_record.shape,
		SQL("SELECT * FROM my_knowledge_question WHERE public_id = $1"), V(public_id));
}

struct knowledge_question_list check_questions(struct view *view, int64_t version_id, struct str role,
                                               int year)
{
	struct knowledge_question_list all = questions_of(view, version_id);
	struct knowledge_question_list asked = { 0,
		arena_array(view_arena(view), struct knowledge_question, CHECK_QUESTIONS) };
	size_t picked[CHECK_QUESTIONS], count = 0;

	for (size_t i = 0; i < all.count; i++)
		if (!all.at[i].is_retired && question_is_for(&all.at[i], role))
			all.at[count++] = all.at[i];
	asked.count = check_pick(count, year, picked);
	for (size_t i = 0; i < asked.count; i++)
		asked.at[i] = all.at[picked[i]];
	return asked;
}

/* ---- Who is asked --------------------------------------------------------------------------------- */

struct role_row { struct str role; };
static const struct column role_columns[] = {
	{ "role", COLUMN_text, offsetof(struct role_row, role), NULL, false },
};
static const struct shape role_shape = { .size = sizeof(struct role_row), .count = 1,
	.columns = role_columns };

/* The first of one's roles, in the order of the list of roles, that the topic concerns. */
struct str topic_role(struct view *view, const struct item *topic)
{
	const struct catalogue *roles = catalogue_get("roles");
	struct rows mine = view_list(view, &role_shape,
		SQL("SELECT DISTINCT role FROM my_member WHERE person_id = me() AND valid_from <= today()"
		    " AND (valid_to = '' OR valid_to >= today())"), NONE);
	const struct role_row *rows = mine.at;

	for (size_t i = 0; i < roles->count; i++)
		for (size_t k = 0; k < mine.count; k++)
			if (str_equals(rows[k].role, roles->items[i].code)
			    && (!item_text(topic, "roles").len || item_has(topic, "roles",
			        str_z(view_arena(view), rows[k].role))))
				return rows[k].role;
	return S("");
}

int64_t check_board(struct view *view, int64_t person_unit_id)
{
	int64_t board = unit_board(view, person_unit_id, date_today());

	return board ? board : person_unit_id;
}

/* ---- Answers ------------------------------------------------------------------------------------------ */

static struct str token_of(struct view *view, int64_t person_id, int64_t version_id, int year)
{
	struct str key = view_text(view, SQL("SELECT value FROM my_knowledge_key"), NONE);

	if (!key.len)
		return S("");
	return digest_keyed(view_arena(view), key, arena_print(view_arena(view), "%lld %lld %d",
		(long long)person_id, (long long)version_id, year));
}

bool check_is_done(struct view *view, int64_t version_id, int year)
{
	struct str token = token_of(view, view_me(view), version_id, year);

	return token.len && view_int(view,
		SQL("SELECT 1 FROM my_knowledge_done WHERE token = $1"), V(token)) != 0;
}

static void tally(struct change *change, int64_t question_id, const char *answer, int year)
{
	change_run(change, SQL("INSERT INTO knowledge_tally (question_id, answer, year, given)"
		" VALUES ($1, $2, $3, 1) ON CONFLICT (question_id, answer, year)"
		" DO UPDATE SET given = knowledge_tally.given + 1"), V(question_id, answer, year));
}

/* By change_run() alone: an audit row would say who answered what. */
void check_keep(struct change *change, const struct document_version *version, struct str role, int year,
                bool has_passed, const struct knowledge_question_list *questions, const int *answers)
{
	struct view *view = change_view(change);
	int64_t unit_id = view_int(view, SQL("SELECT unit_id FROM my_person WHERE id = me()"), NONE);

	change_run(change, SQL("INSERT INTO knowledge_key (id, value) VALUES (1, $1)"
		" ON CONFLICT (id) DO NOTHING"), V(random_token(change_arena(change), 32)));
	change_run(change, SQL("INSERT INTO knowledge_done (token, version_id, year)"
		" VALUES ($1, $2, $3)"), V(token_of(view, change_me(change), version->id, year),
		version->id, year));
	change_run(change, SQL("INSERT INTO knowledge_result"
		" (version_id, unit_id, role, year, answered, passed) VALUES ($1, $2, $3, $4, 1, $5)"
		" ON CONFLICT (version_id, unit_id, role, year) DO UPDATE SET"
		" answered = knowledge_result.answered + 1, passed = knowledge_result.passed + $5"),
		V(version->id, check_board(view, unit_id), role, year, has_passed ? 1 : 0));
	for (size_t i = 0; i < questions->count; i++)
		tally(change, questions->at[i].id, answer_choices[answers[i]].name, year);
}

/* ---- Results -------------------------------------------------------------------------------------------- */

static const struct column sum_columns[] = {
	{ "id", COLUMN_int, offsetof(struct known_sum, id), NULL, false },
	{ "label", COLUMN_text, offsetof(struct known_sum, label), NULL, false },
	{ "asked", COLUMN_int, offsetof(struct known_sum, asked), NULL, false },
	{ "answered", COLUMN_int, offsetof(struct known_sum, answered), NULL, false },
	{ "passed", COLUMN_int, offsetof(struct known_sum, passed), NULL, false },
	{ "is_received", COLUMN_bool, offsetof(struct known_sum, is_received), NULL, false },
};
static const struct shape sum_shape = { .size = sizeof(struct known_sum),
	.count = COUNT(sum_columns), .columns = sum_columns };

/* The versions in force of a topic, with each board that they are addressed to. */
#define TOPIC_HELD \
	"SELECT held.id AS version_id, a.unit_id, held.document_id FROM my_document_version AS held" \
	" JOIN my_document ON my_document.id = held.document_id" \
	" JOIN my_document_address AS a ON a.document_id = my_document.id" \
	" WHERE my_document.topic = $1 AND held.state = 'adopted' AND held.valid_from <= today()" \
	" AND (held.last_day = '' OR held.last_day >= today())" \
	" AND a.unit_id IN (SELECT unit_id FROM my_reach WHERE permission = 'statistics_read')"

struct known_sum_list topic_sums(struct view *view, const struct item *topic, int year)
{
	struct known_sum_list sums = known_sum_list_of(view_list(view, &sum_shape,
		SQL("SELECT my_unit.id, CASE WHEN $4 = 'en' AND my_unit.name_en <> ''"
		    "  THEN my_unit.name_en ELSE my_unit.name_sv END AS label,"
		    " (SELECT count(DISTINCT my_knowledge_staff.person_id) FROM my_knowledge_staff"
		    "   JOIN my_unit_below ON my_unit_below.below_id = my_knowledge_staff.unit_id"
		    "   WHERE my_unit_below.above_id = my_unit.id"
		    "   AND my_knowledge_staff.valid_from <= today()"
		    "   AND (my_knowledge_staff.valid_to = '' OR my_knowledge_staff.valid_to >= today())"
		    "   AND ($3 = '' OR ' ' || $3 || ' ' LIKE '% ' || my_knowledge_staff.role || ' %'))"
		    "  AS asked,"
		    " COALESCE(sum(r.answered), 0) AS answered, COALESCE(sum(r.passed), 0) AS passed,"
		    " CASE WHEN EXISTS (SELECT 1 FROM my_document_receipt"
		    "   WHERE my_document_receipt.version_id = topic.version_id"
		    "   AND my_document_receipt.unit_id = topic.unit_id) THEN 1 ELSE 0 END AS is_received"
		    " FROM (" TOPIC_HELD ") AS topic JOIN my_unit ON my_unit.id = topic.unit_id"
		    " LEFT JOIN my_knowledge_result AS r ON r.version_id = topic.version_id"
		    "  AND r.unit_id = topic.unit_id AND r.year = $2"
		    " GROUP BY my_unit.id, my_unit.name_sv, my_unit.name_en, topic.version_id, topic.unit_id"
		    " ORDER BY my_unit.name_sv COLLATE local, my_unit.id"),
		V(topic->code, year, item_text(topic, "roles"), tongue_code())));

	/* Who answered and has left was asked all the same.  Of a small sum that would tell how
	 * many they were. */
	for (size_t i = 0; i < sums.count; i++)
		if (!sum_is_small(&sums.at[i]) && sums.at[i].asked < sums.at[i].answered)
			sums.at[i].asked = sums.at[i].answered;
	return sums;
}

struct known_sum_list topic_roles(struct view *view, const struct item *topic, int64_t unit_id, int year)
{
	return known_sum_list_of(view_list(view, &sum_shape,
		SQL("SELECT 0 AS id, r.role AS label, 0 AS asked, sum(r.answered) AS answered,"
		    " sum(r.passed) AS passed, 0 AS is_received"
		    " FROM (" TOPIC_HELD ") AS topic JOIN my_knowledge_result AS r"
		    "  ON r.version_id = topic.version_id AND r.unit_id = topic.unit_id AND r.year = $2"
		    " WHERE topic.unit_id = $3 GROUP BY r.role ORDER BY r.role"),
		V(topic->code, year, unit_id)));
}
