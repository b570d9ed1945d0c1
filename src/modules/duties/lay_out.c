/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * duties/lay_out.c - the duties of a year: duty x unit x period, as the calendar rules say.
 *
 * A row is made for every unit that a duty may address, also where nobody has decided yet
 * whether it is concerned; what is decided is asked when the verdict is computed.  Secret
 * actors address nobody, so their duties have no rows here.
 */
#include "modules/duties/inside.h"

#include "base/say.h"
#include "kit/argument.h"

#include <stdio.h>
#include <stdlib.h>

struct programme_list programmes_of_year(struct view *view, int year)
{
	struct programme_list all = programmes_all(view);
	size_t kept = 0;

	for (size_t i = 0; i < all.count; i++)
		if (all.at[i].valid_from.year <= year
		    && (!date_is_given(all.at[i].valid_to) || all.at[i].valid_to.year >= year))
			all.at[kept++] = all.at[i];
	all.count = kept;
	return all;
}

/* ---- What is there already ------------------------------------------------------------------- */

static int instance_order(const void *a, const void *b)
{
	const struct duty_instance *x = a, *y = b;
	int order;

	if (x->unit_id != y->unit_id)
		return x->unit_id < y->unit_id ? -1 : 1;
	order = str_compare(x->code, y->code);
	return order ? order : str_compare(x->period, y->period);
}

static bool is_known(const struct duty_instance_list *known, const struct duty_instance *row)
{
	return known->count && bsearch(row, known->at, known->count, sizeof(*row), instance_order);
}

/* ---- New rows ---------------------------------------------------------------------------------- */

struct laying {
	struct arena *arena;
	const struct programme *programme;
	struct addressing addressing;
	struct unit_list units;
	struct duty_instance_list known, made;
	size_t room;
	struct instant now;
};

static bool is_there_in(const struct unit *unit, const struct rule_period *period)
{
	return date_compare(unit->valid_from, period->to) <= 0
		&& (!date_is_given(unit->valid_to) || date_compare(unit->valid_to, period->from) >= 0);
}

static bool is_in_force(const struct programme *programme, const struct obligation *obligation,
                        const struct rule_period *period)
{
	return date_compare(programme->valid_from, period->to) <= 0
		&& (!date_is_given(programme->valid_to)
		    || date_compare(programme->valid_to, period->from) >= 0)
		&& (!date_is_given(obligation->closed_on)
		    || date_compare(obligation->closed_on, period->from) > 0);
}

static void row_add(struct laying *laying, const struct duty_instance *row)
{
	struct duty_instance *more;

	if (laying->made.count == laying->room) {
		laying->room = laying->room ? laying->room * 2 : 1024;
		more = arena_array(laying->arena, struct duty_instance, laying->room);
		for (size_t i = 0; i < laying->made.count; i++)
			more[i] = laying->made.at[i];
		laying->made.at = more;
	}
	laying->made.at[laying->made.count++] = *row;
}

static void duty_lay_out(struct laying *laying, const struct obligation *obligation,
                         const struct rule_period_list *periods)
{
	for (size_t u = 0; u < laying->units.count; u++) {
		const struct unit *unit = &laying->units.at[u];

		if (!addressed_perhaps(&laying->addressing, obligation->who, unit))
			continue;
		for (size_t p = 0; p < periods->count; p++) {
			const struct rule_period *period = &periods->at[p];
			struct duty_instance row = { .programme_code = laying->programme->code,
				.code = obligation->code, .unit_id = unit->id,
				.period = period->period, .from_on = period->from, .to_on = period->to,
				.opens_on = period->opens, .due_on = period->due,
				.created_at = laying->now };

			if (is_there_in(unit, period)
			    && is_in_force(laying->programme, obligation, period)
			    && !is_known(&laying->known, &row))
				row_add(laying, &row);
		}
	}
}

static const struct calendar_rule *rule_of(const struct calendar_rule_list *rules, struct str code)
{
	for (size_t i = 0; i < rules->count; i++)
		if (str_equals(rules->at[i].code, code))
			return &rules->at[i];
	return NULL;
}

/* What the edition no longer has keeps its rows, with the day on which they were closed. */
static void closed_close(struct change *change, const struct programme *programme,
                         const struct obligation_list *obligations)
{
	for (size_t i = 0; i < obligations->count; i++)
		if (date_is_given(obligations->at[i].closed_on))
			instances_close(change, programme->code, obligations->at[i].code,
				obligations->at[i].closed_on);
}

static int64_t programme_lay_out(struct change *change, const struct programme *programme, int year)
{
	struct view *view = change_view(change);
	struct obligation_list obligations = obligations_of(view, programme->id);
	struct calendar_rule_list rules = calendar_rules_of(view, programme->id);
	struct laying laying = { .arena = change_arena(change), .programme = programme,
		.addressing = addressing_read(view, programme), .units = units_with_duties(view),
		.known = instances_known(view, programme->code, year), .now = instant_now() };

	if (laying.known.count)
		qsort(laying.known.at, laying.known.count, sizeof(*laying.known.at), instance_order);
	for (size_t i = 0; i < obligations.count; i++) {
		const struct calendar_rule *rule = rule_of(&rules, obligations.at[i].cadence);
		struct rule_period_list periods;

		if (!obligation_is_acted_on(&obligations.at[i], rule)
		    || addressed_is_secret(&laying.addressing, obligations.at[i].who))
			continue;
		periods = rule_periods_touching(laying.arena, rule, year, programme);
		duty_lay_out(&laying, &obligations.at[i], &periods);
	}
	closed_close(change, programme, &obligations);
	if (laying.made.count)
		change_insert_many(change, &duty_instance_record.shape, laying.made.at,
			laying.made.count);
	return (int64_t)laying.made.count;
}

int64_t duties_lay_out(struct change *change, int year)
{
	struct programme_list programmes = programmes_of_year(change_view(change), year);
	int64_t made = 0;

	for (size_t i = 0; i < programmes.count; i++)
		made += programme_lay_out(change, &programmes.at[i], year);
	return made;
}

/* ---- varn duties, and the jobs ------------------------------------------------------------------- */

enum { ARENA_BYTES = 512 << 20, EXIT_USAGE = 2, YEAR_FIRST = 1990, YEAR_LAST = 2200,
	DECEMBER = 12, NIGHT_MINUTES = 24 * 60, TAKE_MINUTES = 60 };

static int64_t lay_out_now(struct store *store, struct arena *arena, int year)
{
	struct change *change = change_open(store, arena, (struct who){ .is_system = true });
	int64_t made = duties_lay_out(change, year);

	if (change_commit(change) != COMMITTED)
		abandon("Could not lay out the duties of the year.", "somebody else was writing");
	return made;
}

static int generate_command(struct store *store, int argc, char **argv)
{
	struct arena *arena = arena_open(ARENA_BYTES);
	struct str text = argument_text(argc, argv, "year");
	int64_t year = date_today().year, made;

	if (text.len && (!str_to_int(text, &year) || year < YEAR_FIRST || year > YEAR_LAST)) {
		fprintf(stderr, "varn duties: --year is a year, for example 2026; not '%.*s'\n",
			STR(text));
		arena_close(arena);
		return EXIT_USAGE;
	}
	made = lay_out_now(store, arena, (int)year);
	printf(_("%lld duties of units are new in %lld.\n"), (long long)made, (long long)year);
	arena_close(arena);
	return 0;
}

static int duties_command(struct store *store, int argc, char **argv)
{
	struct arena *arena;

	if (argc > 1 && str_is(str_of(argv[1]), "generate"))
		return generate_command(store, argc, argv);
	if (argc > 1 && str_is(str_of(argv[1]), "evidence")) {
		arena = arena_open(ARENA_BYTES);
		printf(_("%lld slow answers are taken.\n"),
			(long long)answers_take(store, arena, date_today().year));
		arena_close(arena);
		return 0;
	}
	fprintf(stderr, "varn duties generate [--year YEAR]\nvarn duties evidence\n");
	return EXIT_USAGE;
}

const struct command duties_commands[] = {
	{ "duties", "duties generate [--year YEAR] | evidence",
	  N_("lay out the duties of a year; take the answers of slow sources"), duties_command },
	{ NULL, NULL, NULL, NULL },
};

/* The year asked for; else the present one, and in December the next one too, so that it is
 * there when it opens. */
static bool lay_out_job(struct job *job)
{
	struct date today = date_today();
	int64_t year = today.year, made;
	bool is_asked = str_to_int(job_argument(job, "year"), &year);

	made = lay_out_now(job_store(job), job_arena(job), (int)year);
	if (!is_asked && today.month == DECEMBER)
		made += lay_out_now(job_store(job), job_arena(job), today.year + 1);
	job_result(job, arena_print(job_arena(job), "/duties/city?year=%lld", (long long)year));
	job_say(job, plural(made, "%lld duty of a unit is new.", "%lld duties of units are new."),
		(long long)made);
	return true;
}

static bool evidence_job(struct job *job)
{
	int64_t taken = answers_take(job_store(job), job_arena(job), date_today().year);

	job_say(job, plural(taken, "%lld answer is taken.", "%lld answers are taken."),
		(long long)taken);
	return true;
}

const struct job_kind duties_jobs[] = {
	{ .name = "duties-lay-out", .label = N_("Lay out the duties of the year"),
	  .need = MAY_programme_decide, .run = lay_out_job, .every_minutes = NIGHT_MINUTES },
	{ .name = "duties-evidence", .label = N_("Take the answers that grow with the events"),
	  .need = MAY_programme_decide, .run = evidence_job, .every_minutes = TAKE_MINUTES },
	{ .name = NULL },
};
