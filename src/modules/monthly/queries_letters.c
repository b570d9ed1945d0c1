/* SPDX-License-Identifier: EUPL-1.2 */
/* monthly/queries_letters.c - whom letters go to, as the system; how they went, for those who send. */
#include "modules/monthly/inside.h"

static const struct column receiver_columns[] = {
	{ "pack_id", COLUMN_int, offsetof(struct monthly_receiver, pack_id), NULL, false },
	{ "unit_id", COLUMN_int, offsetof(struct monthly_receiver, unit_id), NULL, false },
	{ "person_id", COLUMN_int, offsetof(struct monthly_receiver, person_id), NULL, false },
	{ "email", COLUMN_text, offsetof(struct monthly_receiver, email), NULL, false },
	{ "language", COLUMN_text, offsetof(struct monthly_receiver, language), NULL, false },
	{ "name", COLUMN_text, offsetof(struct monthly_receiver, name), NULL, false },
	{ "code", COLUMN_text, offsetof(struct monthly_receiver, code), NULL, false },
	{ "period", COLUMN_text, offsetof(struct monthly_receiver, period), NULL, false },
};
static const struct shape receiver_shape = { .size = sizeof(struct monthly_receiver),
	.count = COUNT(receiver_columns), .columns = receiver_columns };

/* Of a pack p, as my_monthly_receiver says it of one person: who answers for duties or handles
 * events there, or in what the unit has become part of, by a role below the top; and who may read
 * packs there. */
#define ROLES(above_, member_, role_) \
	" JOIN unit_closure AS " above_ " ON " above_ ".below_id = p.unit_id" \
	" JOIN member AS " member_ " ON " member_ ".unit_id = " above_ ".above_id" \
	" JOIN role_permission AS " role_ " ON " role_ ".role = " member_ ".role"
#define HOLD(above_, member_) \
	" AND " member_ ".valid_from <= today() AND (" member_ ".valid_to = '' OR " member_ ".valid_to >= today())" \
	" AND (" member_ ".is_recursive = 1 OR " above_ ".depth = 0)" \
	" AND " above_ ".valid_from <= today() AND (" above_ ".valid_to = '' OR " above_ ".valid_to >= today())"
#define NOT_CORRECTED "NOT EXISTS (SELECT 1 FROM monthly_pack AS later" \
	" WHERE later.replaces_id = p.id AND later.state = 'sent')"

struct monthly_receiver_list monthly_to_tell(struct view *system, const struct monthly_tell *tell)
{
	return monthly_receiver_list_of(view_list(system, &receiver_shape,
		SQL("SELECT DISTINCT p.id AS pack_id, p.unit_id, person.id AS person_id, person.email, person.language,"
		    " unit.name_sv AS name, unit.code, p.period"
		    " FROM monthly_pack AS p JOIN unit ON unit.id = p.unit_id" ROLES("above", "receiver", "may")
		    " JOIN person ON person.id = receiver.person_id" ROLES("whose", "reader", "read")
		    " WHERE may.permission IN ('programme_answer', 'events_handle')"
		    " AND receiver.unit_id IN (SELECT unit_id FROM unit_parent)" HOLD("above", "receiver")
		    " AND reader.person_id = person.id AND read.permission = 'monthly_read'" HOLD("whose", "reader")
		    " AND p.state = 'sent' AND p.sent_at >= $4 AND p.sent_at <= $2 AND ($3 = '' OR p.period = $3) AND " NOT_CORRECTED
		    " AND person.is_active = 1 AND person.email <> ''"
		    " AND NOT EXISTS (SELECT 1 FROM monthly_receipt AS r WHERE r.pack_id = p.id)"
		    " AND NOT EXISTS (SELECT 1 FROM monthly_letter AS l WHERE l.pack_id = p.id"
		    "  AND l.person_id = person.id AND l.kind = $1)"
		    " AND ($5 = 0 OR EXISTS (SELECT 1 FROM monthly_letter AS first WHERE first.pack_id = p.id"
		    "  AND first.person_id = person.id AND first.kind = 'pack'))"
		    " ORDER BY pack_id, person_id"),
		V(monthly_letter_kinds[tell->kind].name, tell->to, tell->period, tell->from,
		  (int64_t)tell->only_told)));
}

struct monthly_letter_list monthly_letters_waiting(struct view *system)
{
	return monthly_letter_list_of(view_list(system, &monthly_letter_record.shape,
		SQL("SELECT * FROM monthly_letter WHERE state = 'waiting' ORDER BY id LIMIT 2000"), NONE));
}

void monthly_letters_unknown(struct change *change)
{
	change_run(change, SQL("UPDATE monthly_letter SET state = 'unknown', version = version + 1"
		" WHERE state = 'sending'"), NONE);
}

int64_t monthly_first_receiver(struct view *system, int64_t unit_id)
{
	return view_int(system, SQL("SELECT min(member.person_id) FROM member"
		" JOIN role_permission ON role_permission.role = member.role"
		" WHERE member.unit_id = $1 AND role_permission.permission = 'programme_answer'"
		" AND (member.valid_to = '' OR member.valid_to >= today())"), V(unit_id));
}

static const struct column sum_columns[] = {
	{ "waiting", COLUMN_int, offsetof(struct monthly_letter_sums, waiting), NULL, false },
	{ "sent", COLUMN_int, offsetof(struct monthly_letter_sums, sent), NULL, false },
	{ "failed", COLUMN_int, offsetof(struct monthly_letter_sums, failed), NULL, false },
	{ "reminders", COLUMN_int, offsetof(struct monthly_letter_sums, reminders), NULL, false },
};
static const struct shape sum_shape = { .size = sizeof(struct monthly_letter_sums),
	.count = COUNT(sum_columns), .columns = sum_columns };

struct monthly_letter_sums monthly_letter_sums(struct view *view, struct str period)
{
	const struct monthly_letter_sums *sums = view_get(view, &sum_shape,
		SQL("SELECT COALESCE(sum(CASE WHEN l.state IN ('waiting', 'sending') THEN 1 ELSE 0 END), 0) AS waiting,"
		    " COALESCE(sum(CASE WHEN l.state = 'sent' THEN 1 ELSE 0 END), 0) AS sent,"
		    " COALESCE(sum(CASE WHEN l.state IN ('failed', 'unknown') THEN 1 ELSE 0 END), 0) AS failed,"
		    " COALESCE(sum(CASE WHEN l.kind = 'reminder' THEN 1 ELSE 0 END), 0) AS reminders"
		    " FROM my_monthly_letter AS l JOIN my_monthly_pack AS p ON p.id = l.pack_id WHERE p.period = $1"),
		V(period));

	return sums ? *sums : (struct monthly_letter_sums){ 0 };
}
