/* SPDX-License-Identifier: EUPL-1.2 */
/* analysis/tests_area_more.c - areas with more than before: against exact fractions, and by chance. */
#include "analysis/area_more.h"

#include "analysis/stream.h"
#include "base/test.h"

#include <math.h>

/* Whole fractions of Python: twice the sums of comb(100, k) comb(202, 30 - k) / comb(302, 30), k from
 * 20 up and from 4 down. */
TEST(an_area_with_more_than_its_share_is_told_with_the_exact_chance)
{
	const int64_t now[] = { 20, 4, 76, 0 }, before[] = { 10, 26, 164, 2 };
	struct area_more_ask ask = { .count = 4, .now = now, .before = before, .least = 10, .q_most = 0.05 };
	struct area_more *found = area_more(test_arena(), &ask);

	CHECK(found[0].finding == AREA_more && found[1].finding == AREA_fewer);
	CHECK(found[2].finding == AREA_as_before && found[3].finding == AREA_too_few && isnan(found[3].p_value));
	CHECK(fabs(found[0].expected - 10 * 100 / 202.0) < 1e-12);
	CHECK(fabs(found[0].p_value / 0.00015412664035881364 - 1) < 1e-9);
	CHECK(fabs(found[1].p_value / 0.019546300997943283 - 1) < 1e-9);
	CHECK(found[0].q_value >= found[0].p_value && found[0].q_value < 0.001);
}

TEST(where_nothing_has_moved_hardly_any_area_is_told)
{
	enum { AREAS = 40, TIMES = 200 };
	size_t told = 0;

	for (uint64_t time = 0; time < TIMES; time++) {
		struct stream stream = stream_open(time, 0);
		int64_t now[AREAS] = { 0 }, before[AREAS] = { 0 };
		struct area_more_ask ask = { .count = AREAS, .now = now, .before = before, .least = 10,
			.q_most = 0.05 };
		struct area_more *found;
		bool any = false;

		for (int i = 0; i < 900; i++) {
			size_t area = (size_t)(AREAS * stream_share(&stream) * stream_share(&stream));

			if (stream_share(&stream) < 1 / 3.0)
				now[area]++;
			else
				before[area]++;
		}
		found = area_more(test_arena(), &ask);
		for (size_t i = 0; i < AREAS; i++)
			any = any || found[i].finding == AREA_more || found[i].finding == AREA_fewer;
		told += any;
	}
	CHECK(told <= 16);              /* of 200: 5 per cent would be 10 */
}

TEST(without_anything_before_nothing_is_said)
{
	const int64_t now[] = { 20, 14 }, before[] = { 0, 0 };
	struct area_more_ask ask = { .count = 2, .now = now, .before = before, .least = 10, .q_most = 0.05 };
	struct area_more *found = area_more(test_arena(), &ask);

	CHECK(found[0].finding == AREA_too_few && found[0].expected == 0);
}
