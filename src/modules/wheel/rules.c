/* SPDX-License-Identifier: EUPL-1.2 */
/* wheel/rules.c - when an item has changed, and on which day a city-wide day falls. */
#include "modules/wheel/inside.h"

#include "base/crypto.h"

/* What a calendar program keeps of an item; its state is not part of it, so that "late"
 * does not make everybody's calendar blink. */
struct str item_digest(struct arena *arena, const struct wheel_item *item)
{
	return digest_hex(arena, arena_print(arena, "%.*s|%.*s|%.*s|%.*s|%.*s|%lld|%lld",
		STR(item->kind), STR(item->words), STR(item->path),
		STR(date_iso(arena, item->on)), STR(date_iso(arena, item->to)),
		(long long)item->begins.seconds, (long long)item->ends.seconds));
}

/* The sequence is one higher at each change, also when an item is cancelled and when it
 * comes back (RFC 5545, 3.8.7.4; RFC 5546, 2.1.4). */
struct told told_next(const struct told *was, struct str uid, struct str digest, struct date on,
                      struct instant now)
{
	bool is_gone = digest.len == 0;
	struct told next = { .uid = uid, .digest = digest, .on_date = on, .changed_at = now };

	if (!was)
		return next;
	if (is_gone ? was->is_cancelled : !was->is_cancelled && str_equals(was->digest, digest))
		return *was;
	next.sequence = was->sequence + 1;
	if (is_gone) {
		next.digest = was->digest;
		next.on_date = was->on_date;
		next.is_cancelled = true;
	}
	return next;
}

bool mark_on(const struct item *mark, int year, struct date *on)
{
	return holiday_rule_date(item_text(mark, "rule"), year, on);
}
