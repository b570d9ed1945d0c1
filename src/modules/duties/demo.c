/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * duties/demo.c - the demo city's decisions of concern, meetings, attestations and waivers.
 *
 * Most duties are answered for, some are late and some have lapsed: a city as one meets it.
 * Protective security has no demo rows: not even an invented city tells whom it concerns.
 */
#include "modules/duties/inside.h"
#include "modules/people/people.h"

#include "base/say.h"
#include "kit/demo.h"

enum { ARENA_BYTES = 512 << 20, WEEK_DAYS = 7, MAILING_DAYS = 10, JULY = 7, NOON = 12,
	MOST_NUMBERED = 12 };
/* Of 1000 boards with ordinary diligence. */
enum { ANSWERED = 910, ANSWERED_LAST_YEAR = 985, ANSWERED_AGAIN = 950 };

static uint32_t sum_of(struct str text, uint32_t start)
{
	for (size_t i = 0; i < text.len; i++)
		start = start * 31 + (unsigned char)text.at[i];
	return start;
}

/* ---- Concern -------------------------------------------------------------------------------------- */

static void demo_concerns(struct change *change, int64_t person)
{
	const struct csv_table *table = demo_rows(change_arena(change), "concern_decisions");

	for (size_t i = 1; i < table->count; i++) {
		const struct unit *unit = unit_of_code(change_view(change),
			csv_cell(table, i, "unit_code"));
		struct concern_decision row = { .flag = csv_cell(table, i, "flag"),
			.answer = choice_of(concern_answers, csv_cell(table, i, "answer")),
			.reason = csv_cell(table, i, "reason"),
			.decision = csv_cell(table, i, "decision"), .decided_by = person,
			.created_by = person };

		if (!unit || !date_read(csv_cell(table, i, "valid_from"), &row.valid_from))
			continue;
		row.unit_id = unit->id;
		row.created_at = instant_at(row.valid_from, NOON, 0, 0);
		change_insert(change, &concern_decision_record.shape, &row);
	}
}

/* ---- Meetings --------------------------------------------------------------------------------------- */

/* Once a month but in July: in a week and on a weekday of the unit's own, never in the first
 * week of the year. */
static void unit_meetings(struct change *change, const struct unit *unit, int year)
{
	int weekday = 2 + (int)(sum_of(unit->code, 7) % 3);
	int days = (demo_meeting_week(change_arena(change), unit->code) - 1) * WEEK_DAYS;

	for (int month = 1; month <= 12; month++) {
		struct date on = { (int16_t)year, (int8_t)month, 1 };
		struct unit_meeting row = { .unit_id = unit->id };

		if (month == JULY)
			continue;
		on = date_add_days(on, (weekday - date_weekday(on) + 7) % WEEK_DAYS
			+ (month == 1 && days < WEEK_DAYS ? WEEK_DAYS : days));
		row.on_date = on;
		row.mailing_on = date_add_days(on, -MAILING_DAYS);
		change_insert(change, &unit_meeting_record.shape, &row);
	}
}

static void demo_meetings(struct change *change)
{
	struct date today = date_today();
	struct unit_list units = duty_units(change_view(change), today);
	const struct unit *council = unit_of_code(change_view(change), S("KF"));

	for (size_t i = 0; i < units.count; i++)
		for (int year = today.year; year <= today.year + 1; year++)
			unit_meetings(change, &units.at[i], year);
	for (int year = today.year; council && year <= today.year + 1; year++)
		unit_meetings(change, council, year);
}

/* ---- Attestations ------------------------------------------------------------------------------------- */

struct attesting {
	struct change *change;
	struct arena *arena;
	const struct programme *programme;
	const struct csv_table *texts;
	struct plan_book plans;
	struct attestation_list made;
	struct date today;
};

static bool wants_word(const struct plan *plan)
{
	for (size_t i = 0; plan && i < plan->part_count; i++)
		if (str_is(plan->parts[i].rule->source, "attestation"))
			return true;
	return false;
}

/* The numbers that the duty asks for; a year without any is among them. */
static void numbers_put(struct attesting *all, const struct plan *plan, uint32_t sum,
                        struct attestation *row)
{
	for (size_t i = 0; i < plan->part_count; i++) {
		struct evidence_ask ask = { 0 };
		struct attestation_rule rule;
		struct str problem;
		size_t at;

		if (!str_is(plan->parts[i].rule->source, "attestation")
		    || !evidence_arguments_read(all->arena, plan->parts[i].rule->arguments, &ask,
		                                &problem, &at))
			continue;
		rule = attestation_rule_of(&ask);
		row->has_numbers = rule.numbers != NUMBERS_none;
		row->whole = row->has_numbers ? sum % MOST_NUMBERED : 0;
		row->counted = rule.numbers == NUMBERS_all ? row->whole : row->whole * 3 / 4;
	}
}

/* The year's answers come in the spring; a few have lapsed, a few have not come. */
static void attest(struct attesting *all, const struct duty_instance *instance, bool is_standing,
                   struct str unit_code, int64_t person)
{
	bool is_past = instance->to_on.year < all->today.year;
	uint32_t sum = sum_of(instance->code, (uint32_t)instance->unit_id * 2654435761u);
	struct date on = date_add_days(instance->from_on, 14 + (int)(sum % 120));
	struct attestation *row = &all->made.at[all->made.count];

	if (!demo_is_done(all->arena, is_past ? ANSWERED_LAST_YEAR : ANSWERED, unit_code, instance->code,
			str_z(all->arena, instance->period)))
		return;
	if (is_standing)
		on = date_add_days(on, demo_is_done(all->arena, ANSWERED_AGAIN, unit_code, instance->code,
			"again") ? -120 : -330);
	if (date_compare(on, all->today) > 0)
		return;
	*row = (struct attestation){ .programme_code = all->programme->code, .code = instance->code,
		.unit_id = instance->unit_id, .period = instance->period,
		.words = csv_cell(all->texts, 1 + sum % (all->texts->count - 1), "words"),
		.valid_from = is_standing ? on : instance->from_on,
		.valid_to = is_standing ? date_add_days(date_add_months(on, 12), -1) : instance->to_on,
		.created_by = person, .created_at = instant_at(on, NOON, 0, 0) };
	numbers_put(all, plan_find(&all->plans, instance->code), sum, row);
	all->made.count++;
}

static struct str unit_code_of(const struct unit_list *units, int64_t id)
{
	for (size_t i = 0; i < units->count; i++)
		if (units->at[i].id == id)
			return units->at[i].code;
	return S("");
}

static void demo_attestations(struct change *change, const struct programme *programme, int year)
{
	struct view *view = change_view(change);
	struct arena *arena = change_arena(change);
	struct addressing addressing = addressing_read(view, programme);
	struct duty_instance_list instances = instances_known(view, programme->code, year);
	struct attesting all = { .change = change, .arena = arena, .programme = programme,
		.texts = demo_rows(arena, "attestation_texts"),
		.plans = plans_read(view, programme, &addressing), .today = date_today() };
	struct unit_list units = units_with_duties(view);

	all.made.at = arena_array(arena, struct attestation, instances.count + 1);
	for (size_t i = 0; i < instances.count; i++) {
		const struct plan *plan = plan_find(&all.plans, instances.at[i].code);
		int64_t person = wants_word(plan)
			? demo_coordinator(view, instances.at[i].unit_id) : 0;

		if (person && str_equals(plan->root, instances.at[i].code))
			attest(&all, &instances.at[i], rhythm_of(plan->rule) == RHYTHM_standing,
				unit_code_of(&units, instances.at[i].unit_id), person);
	}
	if (all.made.count)
		change_insert_many(change, &attestation_record.shape, all.made.at, all.made.count);
}

/* ---- Waivers -------------------------------------------------------------------------------------------- */

static void demo_waivers(struct change *change, const struct programme *programme, int64_t person)
{
	const struct csv_table *table = demo_rows(change_arena(change), "duty_decisions");
	struct duty_instance_list instances = instances_known(change_view(change), programme->code,
		date_today().year);

	for (size_t i = 1; i < table->count; i++) {
		const struct unit *unit = unit_of_code(change_view(change),
			csv_cell(table, i, "unit_code"));
		struct duty_decision row = { .programme_code = programme->code,
			.code = csv_cell(table, i, "code"),
			.verb = choice_of(duty_verbs, csv_cell(table, i, "verb")),
			.reason = csv_cell(table, i, "reason"),
			.decision = csv_cell(table, i, "decision"), .decided_by = person,
			.created_by = person };

		for (size_t k = 0; unit && k < instances.count; k++) {
			if (instances.at[k].unit_id != unit->id
			    || !str_equals(instances.at[k].code, row.code))
				continue;
			row.id = 0;
			row.unit_id = unit->id;
			row.period = instances.at[k].period;
			change_insert(change, &duty_decision_record.shape, &row);
		}
	}
}

void duties_demo(struct store *store, int scale)
{
	struct arena *arena = arena_open(ARENA_BYTES);
	struct change *change = change_open(store, arena, (struct who){ .is_system = true });
	int year = date_today().year;
	int64_t person = person_of_login(change_view(change), S("central"));
	struct programme_list programmes = programmes_of_year(change_view(change), year);

	(void)scale;
	demo_meetings(change);
	demo_concerns(change, person);
	for (int back = 1; back >= 0; back--)
		duties_lay_out(change, year - back);
	for (size_t i = 0; i < programmes.count; i++) {
		demo_attestations(change, &programmes.at[i], year - 1);
		demo_attestations(change, &programmes.at[i], year);
		demo_waivers(change, &programmes.at[i], person);
	}
	if (change_commit(change) != COMMITTED)
		abandon("Could not fill the demo city.", "somebody else was writing");
	arena_close(arena);
}
