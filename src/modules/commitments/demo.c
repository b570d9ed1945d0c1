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
#include "kit/demo.h"
#include "modules/duties/duties.h"

enum { ARENA_BYTES = 256 << 20, MOST_MADE = 1000, JUDGED = 880, DECIDED = 820, JUDGED_BEFORE = 620,
	WRITTEN_YEARS = 2, SPRING_FROM = 70, SPRING_DAYS = 75 };

struct making {                         /* one row at one unit */
	struct demo_city *city;
	const struct csv_table *table;
	size_t row;
	const struct unit *unit;
	int64_t coordinator, director;
};

static struct str cell(const struct making *m, const char *name)
{
	return csv_cell(m->table, m->row, name);
}

static int drawn(const struct making *m, const char *what)
{
	return demo_drawn(m->city->arena, m->unit->code, cell(m, "key"), what);
}

bool commitments_demo_is_of(const struct unit *unit, struct str words)
{
	while (words.len) {
		struct str word = str_cut(&words, ' ');

		if (str_equals(word, unit->code) || str_equals(word, unit->kind))
			return true;
	}
	return false;
}

struct instant commitments_demo_at_ten(struct date day)
{
	return instant_at(day, 10, 0, 0);
}

/* ---- Vital or not ---------------------------------------------------------------------- */

static struct str vital_words(const struct making *m, bool is_vital)
{
	const struct csv_table *texts = demo_rows(m->city->arena, "vital_texts");
	size_t count = 0, chosen;

	for (size_t i = 1; i < texts->count; i++)
		count += demo_int(texts, i, "vital") == is_vital;
	chosen = (size_t)drawn(m, "reason") * count / PER_MILLE;
	for (size_t i = 1; i < texts->count; i++)
		if (demo_int(texts, i, "vital") == is_vital && !chosen--)
			return csv_cell(texts, i, "words_sv");
	return S("");
}

static void vital_make(const struct making *m, struct commitment *c)
{
	struct vital vital = { .is_vital = c->is_vital, .societal_function = c->societal_function,
		.reason = vital_words(m, c->is_vital), .created_by = m->director,
		.created_at = c->created_at };

	if (demo_is_done(m->city->arena, DECIDED, m->unit->code, cell(m, "key"), "vital"))
		vital_put(m->city->change, c, &vital);
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

static void judge(const struct making *m, struct commitment *commitment,
                  const struct profile *profile, struct judgement judgement, int years_ago)
{
	struct date spring = date_add_days(date_year_start(m->city->today),
		SPRING_FROM + drawn(m, "judged") * SPRING_DAYS / PER_MILLE);
	struct date day = date_add_months(spring, -12 * years_ago);

	if (date_compare(day, m->city->today) > 0 || date_compare(day, m->unit->valid_from) < 0)
		return;
	judgement_put(m->city->change, commitment, profile, &judgement,
		(struct judged_by){ m->director, commitments_demo_at_ten(day) });
}

static void judgements_make(const struct making *m, struct commitment *commitment)
{
	struct judgement now = { .acceptable_outage_hours = demo_int(m->table, m->row, "decided_hours"),
		.target_recovery_hours = demo_int(m->table, m->row, "recovery_hours"),
		.reason = cell(m, "reason_sv") };
	struct profile profile, before;

	if (!demo_is_done(m->city->arena, JUDGED, m->unit->code, cell(m, "key"), "judged"))
		return;
	profile_begin(&profile);
	profile_fill(&profile, cell(m, "judged"));
	before = profile;
	profile_was(&before);
	if (demo_is_done(m->city->arena, JUDGED_BEFORE, m->unit->code, cell(m, "key"), "before"))
		judge(m, commitment, &before,
			(struct judgement){ .target_recovery_hours = now.target_recovery_hours }, 1);
	judge(m, commitment, &profile, now, 0);
}

/* ---- Written down ------------------------------------------------------------------------ */

static struct date written_on(const struct making *m)
{
	struct date day = date_add_months(date_year_start(m->city->today), -12 * WRITTEN_YEARS);

	day = date_add_days(day, 30 + drawn(m, "written") * SPRING_DAYS / PER_MILLE);
	return date_compare(day, m->unit->valid_from) < 0 ? date_add_days(m->unit->valid_from, 30) : day;
}

static int64_t people_served(const struct making *m)
{
	int64_t usual = demo_int(m->table, m->row, "clients");

	return usual * (800 + drawn(m, "clients") * 400 / PER_MILLE) / PER_MILLE;
}

static void commitment_make(const struct making *m)
{
	struct demo_city *city = m->city;
	struct demo_made *made = &city->made[city->count];
	struct commitment *c = &made->commitment;

	*c = (struct commitment){ .unit_id = m->unit->id, .name = cell(m, "name_sv"),
		.description = cell(m, "description_sv"), .legal_basis = cell(m, "legal_basis"),
		.performed_by = choice_of(commitment_performers, cell(m, "performed_by")),
		.clients_per_day = people_served(m), .is_vital = str_is(cell(m, "vital"), "1"),
		.societal_function = cell(m, "function"), .lowest_level = cell(m, "lowest_level_sv"),
		.data_loss_hours = demo_int(m->table, m->row, "data_loss_hours"),
		.seasonal = cell(m, "seasonal_sv"), .is_heightened_alert = str_is(cell(m, "alert"), "1"),
		.owner_id = m->director, .secrecy = cell(m, "secrecy"),
		.created_by = m->coordinator, .created_at = commitments_demo_at_ten(written_on(m)) };
	if (c->created_at.seconds > commitments_demo_at_ten(city->today).seconds)
		return;
	commitment_add(city->change, c);
	vital_make(m, c);
	judgements_make(m, c);
	change_update(city->change, &commitment_record.shape, c, c->version);
	made->key = cell(m, "key");
	made->unit = m->unit;
	city->count++;
}

static void commitments_make(struct demo_city *city)
{
	struct making m = { .city = city, .table = demo_rows(city->arena, "commitments") };

	for (size_t i = 0; i < city->units.count; i++) {
		m.unit = &city->units.at[i];
		m.coordinator = commitments_demo_holder(city, m.unit->id, "unit_coordinator");
		m.director = commitments_demo_holder(city, m.unit->id, "unit_director");
		for (m.row = 1; m.row < m.table->count && city->count < MOST_MADE; m.row++)
			if (commitments_demo_is_of(m.unit, cell(&m, "units"))
			    && demo_is_done(city->arena, (int)demo_int(m.table, m.row, "share"),
			                    m.unit->code, cell(&m, "key"), "written"))
				commitment_make(&m);
	}
}

void commitments_demo(struct store *store, int scale)
{
	struct arena *arena = arena_open(ARENA_BYTES);
	struct demo_city city = { .arena = arena, .today = date_today(),
		.made = arena_array(arena, struct demo_made, MOST_MADE),
		.change = change_open(store, arena, (struct who){ .is_system = true }) };

	(void)scale;
	city.units = duty_units(change_view(city.change), city.today);
	commitments_make(&city);
	contracts_demo(&city);
	styrel_demo(&city);
	preparations_demo(&city);
	if (change_commit(city.change) != COMMITTED)
		abandon("Could not fill the demo city.", "somebody else was writing");
	arena_close(arena);
}
