/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * events/cube_keep.c - the memory of the counts is filled at the start, kept up with what is
 * written, and compared with the database: by a job each night, and by `varn counts`.
 */
#include "modules/events/cube_table.h"
#include "modules/events/cube_keep.h"
#include "modules/events/facts.h"

#include "base/crypto.h"
#include "base/say.h"
#include "kit/argument.h"
#include "kit/catalogue.h"
#include "kit/setting.h"
#include "modules/places/places.h"

#include <stdio.h>
#include <time.h>

enum { ARENA_BYTES = 64 << 20, EVERY_MINUTES = 24 * 60, LONGEST_DAYS = 1500 };

/* ---- Kept up ------------------------------------------------------------------------------ */

/* Whoever counts puts in what is missing; this one only sees to it that it is little. */
void event_cube_keep(struct store *store, bool (*is_leaving)(void))
{
	const struct timespec second = { .tv_sec = 1 };
	int64_t seen = -1;

	while (!is_leaving()) {
		int64_t moved = store_moved(store);

		if (moved != seen) {
			struct arena *arena = arena_open(ARENA_BYTES);
			struct view *view = view_open(store, arena, (struct who){ .is_system = true });

			cube_refresh(view);
			view_close(view);
			arena_close(arena);
			seen = moved;
		}
		nanosleep(&second, NULL);
	}
}

/* ---- Compared ------------------------------------------------------------------------------ */

static int64_t below(uint64_t *seed, int64_t most)
{
	*seed = *seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
	return (int64_t)((*seed >> 33) % (uint64_t)(most > 0 ? most : 1));
}

/* One of those that have an event; 0 none. */
static int64_t id_drawn(const struct cube_keys *keys, uint64_t *seed)
{
	return keys->count ? keys->ids[1 + below(seed, keys->count)] : 0;
}

static struct str area_drawn(struct view *view, const struct cube_state *state, uint64_t *seed)
{
	int64_t id = id_drawn(&state->areas, seed);
	const struct area *area = id ? area_get(view, id) : NULL;

	return area ? area->code : S("");
}

/* By any dimension; most questions narrow two or three things, some nothing. */
static struct event_table_ask ask_drawn(struct view *view, const struct cube_state *state, uint64_t *seed)
{
	struct date today = date_today();
	struct event_table_ask ask = { .dim_count = below(seed, 8) > 0,
		.dims = { (enum event_dim)below(seed, DIM_count) }, .as_is = below(seed, 3) == 0 };

	ask.to = date_add_days(today, -(int)below(seed, LONGEST_DAYS));
	ask.from = date_add_days(ask.to, -(int)below(seed, LONGEST_DAYS));
	if (ask.from.year < 2000)
		ask.from = (struct date){ 2000, 1, 1 };
	if (!below(seed, 2))
		ask.unit_id = id_drawn(below(seed, 2) ? &state->units : &state->boards, seed);
	if (!below(seed, 4))
		ask.area_code = area_drawn(view, state, seed);
	if (!below(seed, 3) && state->types.count)
		ask.type = str_of(state->types.texts[1 + below(seed, state->types.count)]);
	if (!below(seed, 3))
		ask.severity_from = below(seed, 5);
	if (!below(seed, 6))
		ask.within_days = 1 + below(seed, 30);
	return ask;
}

static const struct cube_count *count_of(const struct cube_count_list *list, struct str key)
{
	for (size_t i = 0; i < list->count; i++)
		if (str_equals(list->at[i].key, key))
			return &list->at[i];
	return NULL;
}

/* Every number of the one is in the other: no more, no less. */
static bool is_same(const struct cube_plan *plan, const uint32_t *counts,
                    const struct cube_count_list *list, size_t dim_count)
{
	size_t found = 0;

	for (size_t i = 0; i < plan->groups; i++) {
		struct str key = dim_count ? plan->axes[0].axis.keys[i] : S("");
		const struct cube_count *count = counts[i] ? count_of(list, key) : NULL;

		if (counts[i] && (!count || count->events != (int64_t)counts[i]))
			return false;
		found += counts[i] > 0;
	}
	return found == list->count;
}

enum answer { HOLDS, DIFFERS, NO_ROOM };

/* One question, with nobody putting anything in meanwhile: both see the same moment. */
static enum answer question_answer(struct store *store, struct arena *arena, uint64_t *seed)
{
	struct view *view = view_open(store, arena, (struct who){ .is_system = true });
	struct cube_state state = cube_hold(view);
	enum answer answer = NO_ROOM;

	if (state.columns) {
		struct event_table_ask ask = ask_drawn(view, &state, seed);
		struct cube_plan plan = cube_plan(view, &state, &ask, true);
		uint32_t *counts = cube_plan_count(arena, &state, &plan);
		struct cube_count_list list = cube_counts_by_sql(view, &ask);

		answer = counts && is_same(&plan, counts, &list, ask.dim_count) ? HOLDS : DIFFERS;
	}
	cube_release();
	view_close(view);
	return answer;
}

struct cube_proof cube_prove(struct store *store, int64_t questions, uint64_t seed)
{
	struct cube_proof proof = { .has_room = true };

	while (proof.has_room && proof.asked < questions) {
		struct arena *arena = arena_open(ARENA_BYTES);
		enum answer answer = question_answer(store, arena, &seed);

		arena_close(arena);
		proof.has_room = answer != NO_ROOM;
		proof.asked += answer != NO_ROOM;
		proof.differed += answer == DIFFERS;
	}
	if (proof.differed)
		say_warning("%lld of %lld counts in memory differed from the database",
			(long long)proof.differed, (long long)proof.asked);
	if (proof.differed || !proof.has_room)
		cube_doubt();
	return proof;
}

/* ---- The job and the command ------------------------------------------------------------- */

static bool proof_run(struct job *job)
{
	struct cube_proof proof = cube_prove(job_store(job), setting_int("counts_proved"),
		random_number());
	struct change *change = change_open(job_store(job), job_arena(job), job_who(job));

	cube_moves_sweep(change);
	if (change_commit(change) != COMMITTED)
		say_warning("Lines of what has moved are swept the next time");
	if (proof.differed)
		job_say(job, _("%lld of %lld counts in memory differed from the database. They are read anew. Please tell whoever looks after the program."),
			(long long)proof.differed, (long long)proof.asked);
	else if (!proof.has_room)
		job_say(job, "%s", _("There are more units, areas or types than fit in memory. It is tried again the next time somebody counts."));
	else
		job_say(job, _("%lld counts in memory are the same in the database."),
			(long long)proof.asked);
	return !proof.differed;
}

const struct job_kind events_jobs[] = {
	{ .name = "counts-proof", .label = N_("Compare the counts in memory with the database"),
	  .need = MAY_settings_write, .run = proof_run, .is_hidden = true,
	  .every_minutes = EVERY_MINUTES },
	{ .name = "event-facts", .label = N_("Make the answers of earlier events countable"),
	  .need = MAY_settings_write, .run = event_facts_fill, .is_hidden = true,
	  .every_minutes = 5, .is_needed = event_facts_wait },
	{ .name = NULL },
};

int counts_command(struct store *store, int argc, char **argv)
{
	struct str words = argument_text(argc, argv, "questions");
	int64_t questions = setting_int("counts_proved");
	struct cube_proof proof;

	if (words.len && (!str_to_int(words, &questions) || questions < 1)) {
		fprintf(stderr, "varn counts: --questions wants a number from 1\n");
		return 2;
	}
	proof = cube_prove(store, questions, random_number());
	printf("%lld questions, %lld differed\n", (long long)proof.asked, (long long)proof.differed);
	if (!proof.has_room)
		fprintf(stderr, "varn counts: there are more units, areas or types than fit in memory\n");
	return proof.differed || !proof.has_room ? 1 : 0;
}
