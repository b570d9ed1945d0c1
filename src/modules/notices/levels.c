/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * notices/levels.c - has a source changed the level of its places without telling?
 *
 * It has when months of some size named mostly municipalities, and then a month comes, and
 * all after it, that names hardly any.
 */
#include "modules/notices/inside.h"
#include "modules/notices/polisen.h"

enum { FIRST_YEAR = 1990, YEARS = 120, MONTHS = 12 * YEARS, FEWEST = 50, FEW_PERCENT = 10 };

struct month { int64_t named, county; };

static bool count_place(void *context, const void *row)
{
	struct month *months = context;
	const struct notice_at *notice = row;
	struct date date = instant_date(notice->published_at);
	int at = (date.year - FIRST_YEAR) * 12 + date.month - 1;

	if (at < 0 || at >= MONTHS || !notice->place_name.len)
		return true;
	if (polisen_is_county(notice->place_name))
		months[at].county++;
	else
		months[at].named++;
	return true;
}

struct date level_lost(struct view *system, struct str source)
{
	struct month *months = arena_array(view_arena(system), struct month, MONTHS);
	bool has_named = false;
	int lost = -1;

	notices_each_place(system, source, count_place, months);
	for (int i = 0; i < MONTHS; i++) {
		const struct month *month = &months[i];

		if (month->named >= FEWEST && month->named > month->county) {
			has_named = true;
			lost = -1;
		} else if (has_named && lost < 0 && month->county >= FEWEST
		           && month->named * 100 < month->county * FEW_PERCENT) {
			lost = i;
		}
	}
	return lost < 0 ? (struct date){ 0 } : (struct date){
		(int16_t)(FIRST_YEAR + lost / 12), (int8_t)(lost % 12 + 1), 1 };
}
