/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * commitments/demo.c - what the boards of the demo city have undertaken, and how they judge it.
 *
 * A row of catalogues/demo/commitments.csv is a commitment of each unit that it names.  Most
 * have been judged this spring, some also the year before, when a stop was thought to be
 * milder; boards that lag behind have judged less.
 */
#include "modules/commitments/contracts.h"
#include "modules/commitments/demo.h"
#include "modules/commitments/preparations.h"
#include "modules/commitments/styrel.h"
#include "modules/commitments/vital.h"

#include "base/say.h"
#include "modules/duties/duties.h"

enum { ARENA_BYTES = 256 << 20, MOST_MADE = 1000, JUDGED = 880, DECIDED = 820, JUDGED_BEFORE = 620,
	WRITTEN_YEARS = 2, SPRING_FROM = 70, SPRING_DAYS = 75 };

/* ---- A row at a unit --------------------------------------------------------------------- */

/* The kind or the code of the unit stands among these words. */
static bool is_of(const struct unit *unit, struct str words)
{
	while (words.len) {
		struct str word = str_cut(&words, ' ');

		if (str_equals(word, unit->code) || str_equals(word, unit->kind))
			return true;
	}
	return false;
}

void commitments_demo_each(struct demo_city *city, const char *file,
                           void (*tell)(const struct demo_row *row))
{
	struct demo_row row = { .city = city, .table = demo_rows(city->arena, file) };

	for (size_t i = 0; i < city->units.count; i++) {
		row.unit = &city->units.at[i];
		row.coordinator = commitments_demo_holder(city, row.unit->id, "unit_coordinator");
		row.director = commitments_demo_holder(city, row.unit->id, "unit_director");
		for (row.row = 1; row.row < row.table->count; row.row++)
			if (is_of(row.unit, row_cell(&row, "units")))
				tell(&row);
	}
}

struct instant commitments_demo_at_ten(struct date day)
{
	return instant_at(day, 10, 0, 0);
}

/* ---- Vital or not ---------------------------------------------------------------------- */

static struct str vital_words(const struct demo_row *row, bool is_vital)
{
	const struct csv_table *texts = demo_rows(row->city->arena, "vital_texts");
	size_t count = 0, chosen;

	for (size_t i = 1; i < texts->count; i++)
		count += demo_int(texts, i, "vital") == is_vital;
	chosen = (size_t)row_drawn(row, "reason") * count / PER_MILLE;
	for (size_t i = 1; i < texts->count; i++)
		if (demo_int(texts, i, "vital") == is_vital && !chosen--)
			return csv_cell(texts, i, "words_sv");
	return S("");
}

static void vital_make(const struct demo_row *row, struct commitment *c)
{
	struct vital vital = { .is_vital = c->is_vital, .societal_function = c->societal_function,
		.reason = vital_words(row, c->is_vital), .created_by = row->director,
		.created_at = c->created_at };

	if (row_is_done(row, DECIDED, "vital"))
		vital_put(row->city->change, c, &vital);
}

/* ---- Judged -------------------------------------------------------------------------- */

/* "individual=4:013444": criticality, then one digit per step. */
static void profile_fill(struct profile *profile, struct str words)
{
	while (words.len) {
		struct str levels = str_cut(&words, ' '), value = str_cut(&levels, '=');

		for (size_t v = 0; v < profile->values; v++) {
			if (!str_equals(profile->value[v]->code, value) || levels.len < 2)
				continue;
			profile->criticality[v] = levels.at[0] - '0';
			for (size_t s = 0; s < profile->steps && s + 2 < levels.len; s++)
				profile->level[s][v] = levels.at[s + 2] - '0';
		}
	}
}

/* The year before they thought that everything came one step later. */
static void profile_was(struct profile *profile)
{
	for (size_t v = 0; v < profile->values; v++) {
		for (size_t s = profile->steps - 1; s > 0; s--)
			profile->level[s][v] = profile->level[s - 1][v];
		profile->level[0][v] = profile->lowest;
	}
}

static void judge(const struct demo_row *row, struct commitment *commitment,
                  const struct profile *profile, struct judgement judgement, int years_ago)
{
	struct date spring = date_add_days(date_year_start(row->city->today),
		SPRING_FROM + row_drawn(row, "judged") * SPRING_DAYS / PER_MILLE);
	struct date day = date_add_months(spring, -12 * years_ago);

	if (date_compare(day, row->city->today) > 0 || date_compare(day, row->unit->valid_from) < 0)
		return;
	judgement_put(row->city->change, commitment, profile, &judgement,
		(struct judged_by){ row->director, commitments_demo_at_ten(day) });
}

static void judgements_make(const struct demo_row *row, struct commitment *commitment)
{
	struct judgement now = { .acceptable_outage_hours = row_int(row, "decided_hours"),
		.target_recovery_hours = row_int(row, "recovery_hours"),
		.reason = row_cell(row, "reason_sv") };
	struct profile profile, before;

	if (!row_is_done(row, JUDGED, "judged"))
		return;
	profile_begin(&profile);
	profile_fill(&profile, row_cell(row, "judged"));
	before = profile;
	profile_was(&before);
	if (row_is_done(row, JUDGED_BEFORE, "before"))
		judge(row, commitment, &before,
			(struct judgement){ .target_recovery_hours = now.target_recovery_hours }, 1);
	judge(row, commitment, &profile, now, 0);
}

/* ---- Written down ------------------------------------------------------------------------ */

static struct date written_on(const struct demo_row *row)
{
	struct date day = date_add_months(date_year_start(row->city->today), -12 * WRITTEN_YEARS);

	day = date_add_days(day, 30 + row_drawn(row, "written") * SPRING_DAYS / PER_MILLE);
	return date_compare(day, row->unit->valid_from) < 0 ? date_add_days(row->unit->valid_from, 30) : day;
}

static int64_t people_served(const struct demo_row *row)
{
	int64_t usual = row_int(row, "clients");

	return usual * (800 + row_drawn(row, "clients") * 400 / PER_MILLE) / PER_MILLE;
}

static void commitment_make(const struct demo_row *row)
{
	struct demo_city *city = row->city;
	struct demo_made *made = &city->made[city->count];
	struct commitment *c = &made->commitment;

	if (city->count == MOST_MADE
	    || !row_is_done(row, (int)row_int(row, "share"), "written"))
		return;
	*c = (struct commitment){ .unit_id = row->unit->id, .name = row_cell(row, "name_sv"),
		.description = row_cell(row, "description_sv"),
		.legal_basis = row_cell(row, "legal_basis"),
		.performed_by = choice_of(commitment_performers, row_cell(row, "performed_by")),
		.clients_per_day = people_served(row), .is_vital = str_is(row_cell(row, "vital"), "1"),
		.societal_function = row_cell(row, "function"),
		.lowest_level = row_cell(row, "lowest_level_sv"),
		.data_loss_hours = row_int(row, "data_loss_hours"),
		.seasonal = row_cell(row, "seasonal_sv"),
		.is_heightened_alert = str_is(row_cell(row, "alert"), "1"),
		.owner_id = row->director, .secrecy = row_cell(row, "secrecy"),
		.created_by = row->coordinator, .created_at = commitments_demo_at_ten(written_on(row)) };
	if (c->created_at.seconds > commitments_demo_at_ten(city->today).seconds)
		return;
	commitment_add(city->change, c);
	vital_make(row, c);
	judgements_make(row, c);
	change_update(city->change, &commitment_record.shape, c, c->version);
	made->key = row_cell(row, "key");
	made->unit = row->unit;
	city->count++;
}

void commitments_demo(struct store *store, int scale)
{
	struct arena *arena = arena_open(ARENA_BYTES);
	struct demo_city city = { .arena = arena, .today = date_today(),
		.made = arena_array(arena, struct demo_made, MOST_MADE),
		.change = change_open(store, arena, (struct who){ .is_system = true }) };

	(void)scale;
	city.units = duty_units(change_view(city.change), city.today);
	commitments_demo_each(&city, "commitments", commitment_make);
	contracts_demo(&city);
	styrel_demo(&city);
	preparations_demo(&city);
	if (change_commit(city.change) != COMMITTED)
		abandon("Could not fill the demo city.", "somebody else was writing");
	arena_close(arena);
}
