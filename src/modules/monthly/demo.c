/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * monthly/demo.c - packs of the demo city: those that were to be sent this year are sent, and most
 * units have received them; the last month that is over has been made and waits to be approved.
 */
#include "modules/monthly/inside.h"

#include "base/say.h"
#include "kit/demo.h"
#include "modules/people/people.h"

enum { ARENA_BYTES = 1 << 30, RECEIVED = 800, RECEIVED_LATER = 970, SENT_DAY = 6, SENT_HOUR = 10, RECEIPT_HOURS = 90,
	BEFORE_YEAR = 2 };

static const struct who the_system = { .is_system = true };

static void month_make(struct store *store, struct date month)
{
	struct arena *arena = arena_open(ARENA_BYTES);
	struct view *view = view_open(store, arena, the_system);
	struct unit_list units = monthly_missing_all(view, month);
	struct monthly_body_list bodies = monthly_count(view, month, &units);

	view_close(view);
	for (size_t i = 0; i < units.count; i++)
		monthly_make(store, arena, &(struct monthly_making){ .unit_id = units.at[i].id, .edition = 1 },
			&bodies.at[i]);
	arena_close(arena);
}

static void receipt_put(struct change *change, const struct monthly_pack *pack, int share)
{
	struct view *view = change_view(change);
	const struct unit *unit = unit_get(view, pack->unit_id);
	int64_t person = monthly_first_receiver(view, pack->unit_id);
	int drawn = unit ? demo_drawn(change_arena(change), unit->code, pack->period, "monthly") : PER_MILLE;

	if (!person || drawn >= share)
		return;
	change_insert(change, &monthly_receipt_record.shape, &(struct monthly_receipt){ .pack_id = pack->id,
		.person_id = person, .person_name = person_name_kept(view, person),
		.at = { pack->sent_at.seconds + (1 + drawn % RECEIPT_HOURS) * HOUR } });
}

/* `share` of 1000 receive it. */
static void month_send(struct store *store, struct date month, int share)
{
	struct arena *arena = arena_open(ARENA_BYTES);
	struct change *change = change_open(store, arena, the_system);
	struct view *view = change_view(change);
	int64_t sender = person_of_login(view, S("central")), from = reference_find(view, "unit", S("SLK"));
	struct instant at = instant_at(date_add_days(date_add_months(month, 1), SENT_DAY - 1), SENT_HOUR, 0, 0);
	struct monthly_pack_list packs = monthly_all_of(view, monthly_period(arena, month));

	for (size_t i = 0; i < packs.count; i++) {
		struct monthly_pack *pack = &packs.at[i];

		pack->state = MONTHLY_sent;
		pack->approved_by = pack->sent_by = sender;
		pack->approved_name = pack->sent_name = person_name_kept(view, sender);
		pack->made_at.seconds = at.seconds - 5 * HOUR;
		pack->approved_at.seconds = at.seconds - HOUR;
		pack->sent_at = at;
		pack->from_unit_id = from;
		change_update(change, &monthly_pack_record.shape, pack, pack->version);
		receipt_put(change, pack, share);
	}
	must(change_commit(change) == COMMITTED);
	arena_close(arena);
}

void monthly_demo(struct store *store, int scale)
{
	struct date last = date_add_months(date_month_start(date_today()), -1);
	struct date newest = date_add_months(last, -1);
	struct date first = date_add_months((struct date){ date_today().year, 1, 1 }, -BEFORE_YEAR);

	(void)scale;
	for (struct date month = date_earlier(first, newest); date_compare(month, newest) <= 0;
	     month = date_add_months(month, 1)) {
		month_make(store, month);
		month_send(store, month, date_compare(month, newest) < 0 ? RECEIVED_LATER : RECEIVED);
	}
	month_make(store, last);
}
