/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * risks/demo.c - every board of the demo city has an approved analysis of last year, and one of
 * this year that has come as far as its submission has.
 *
 * Which risks a board has follows from its code and its kind, so the demo is the same each time.
 * This year's begins as a copy: those who have come far have looked at every risk again, the
 * others still carry some over.
 */
#include "modules/risks/paper.h"
#include "modules/risks/workshop.h"

#include "base/say.h"
#include "kit/demo.h"
#include "kit/setting.h"
#include "modules/measures/measures.h"

enum { ARENA_BYTES = 256 << 20, RISKS_OF_BOARD = 8, MEETING_DAY = 18, VOTERS = 7,
	DECIDES_ALL = 62 };      /* a board more diligent than that decides of every risk whether it is told */

struct city {
	const struct csv_table *rows, *commitments;
	struct date today;
	int year;
};
struct board {
	struct change *change;
	const struct unit *unit;
	struct rsa_people people;
	unsigned seed;
	size_t percent;                 /* how much is done of what should be */
};

static unsigned seed_of(struct str code)
{
	unsigned seed = 11;

	for (size_t i = 0; i < code.len; i++)
		seed = seed * 31 + (unsigned char)code.at[i];
	return seed;
}

/* The clock stands on that day while it is done; a day that has not come is today. */
static void clock_on(const struct city *city, struct date day, int hour)
{
	calendar_freeze(instant_at(date_compare(day, city->today) > 0 ? city->today : day, hour, 10, 0));
}

/* ---- A risk ------------------------------------------------------------------------------------- */

static struct str cell(const struct city *city, size_t row, const char *name)
{
	return csv_cell(city->rows, row, name);
}

static void grades_put(struct arena *arena, struct risk *risk, struct str grades)
{
	struct str *const aspects[] = { &risk->command, &risk->cooperation, &risk->communication,
		&risk->competence, &risk->resources };

	for (size_t i = 0; i < COUNT(aspects) && i < grades.len; i++)
		*aspects[i] = arena_print(arena, "%c", grades.at[i]);
}

static struct str *mark_of(struct risk *risk, struct str group)
{
	for (size_t i = 0; group.len && i < risk_record.count; i++)
		if (str_starts(str_of(risk_record.fields[i].column.name), S("secret_"))
		    && str_ends(str_of(risk_record.fields[i].column.name), group))
			return field_text(&risk_record.fields[i], risk);
	return NULL;
}

static void telling_put(const struct city *city, const struct board *board, struct risk *risk, size_t row)
{
	risk->audience = cell(city, row, "audience");
	if (!risk->audience.len && board->percent > DECIDES_ALL) {
		risk->communicable = TELLING_no;
		risk->tell_reason = S("Risken sköts inom enheten. Den som berörs får veta det där.");
	}
	if (!risk->audience.len)
		return;
	risk->communicable = TELLING_yes;
	risk->message = cell(city, row, "message_sv");
	risk->channel = cell(city, row, "channel");
	risk->tell_when = S("Under hösten");
	risk->teller_id = board->people.writer;
}

static struct risk risk_of_row(const struct city *city, const struct board *board, size_t row, size_t nth)
{
	bool is_diligent = board->percent > 30;
	struct risk risk = { .unit_id = board->unit->id, .title = cell(city, row, "title_sv"),
		.cause = cell(city, row, "cause_sv"), .source_kind = cell(city, row, "source"),
		.scope = choice_of(risk_scopes, cell(city, row, "scope")),
		.controls = cell(city, row, "controls_sv"),
		.trend = choice_of(risk_trends, cell(city, row, "trend")),
		.capability_words = cell(city, row, "capability_sv"),
		.treatment = choice_of(risk_treatments, cell(city, row, "treatment")),
		.owner_id = is_diligent || nth % 2 ? board->people.writer : 0,
		.is_prominent = str_is(cell(city, row, "prominent"), "1"),
		.plan = is_diligent || nth % 3 ? cell(city, row, "plan_sv") : S("") };
	struct str *mark = mark_of(&risk, cell(city, row, "secret"));

	grades_put(change_arena(board->change), &risk, cell(city, row, "grades"));
	if (mark)
		*mark = S("rsa");
	if (is_diligent || nth % 4)
		telling_put(city, board, &risk, row);
	return risk;
}

static struct risk_consequence_list consequences_of_row(const struct city *city, struct arena *arena, size_t row)
{
	const struct catalogue *values = catalogue_get("event/protected_values");
	struct risk_consequence_list list = { 0, arena_array(arena, struct risk_consequence, values->count + 1) };

	for (size_t i = 0; i < values->count; i++) {
		int64_t step = demo_int(city->rows, row, str_z(arena, values->items[i].code));

		if (step)
			list.at[list.count++] = (struct risk_consequence){ .value = values->items[i].code, .step = step };
	}
	return list;
}

static double number(const struct city *city, size_t row, const char *name)
{
	double value = 0;

	str_to_real(cell(city, row, name), &value);
	return value;
}

/* `drift` steps away from the file's probability, within the scale. */
static void assess(const struct city *city, const struct board *board, const struct scales *scales,
                   const struct risk *risk, size_t row, int drift)
{
	struct risk_consequence_list consequences = consequences_of_row(city, change_arena(board->change), row);
	int64_t probability = demo_int(city->rows, row, "probability") + drift;
	struct risk_revision revision = { .created_by = board->people.writer, .created_at = instant_now(),
		.frequency_low = number(city, row, "low"), .frequency_likely = number(city, row, "likely"),
		.frequency_high = number(city, row, "high"),
		.uncertainty = choice_of(risk_uncertainties, cell(city, row, "uncertainty")),
		.uncertainty_reason = cell(city, row, "uncertainty_sv"), .reason = cell(city, row, "reason_sv") };

	revision.probability = probability < 1 ? 1 : probability > scales->method.probability_steps
		? scales->method.probability_steps : probability;
	revision.suggested = revision.zone = scales_zone(scales, revision.probability,
		consequence_worst(&consequences));
	revision_add(board->change, risk, &revision, &consequences);
}

static size_t row_of_title(const struct city *city, struct str title)
{
	for (size_t i = 1; i < city->rows->count; i++)
		if (str_equals(cell(city, i, "title_sv"), title))
			return i;
	return 0;
}

/* ---- What it hits, and what is decided about it ---------------------------------------------------- */

static bool is_of_key(const struct city *city, const struct commitment *commitment, struct str keys)
{
	for (size_t row = 1; row < city->commitments->count; row++)
		if (str_equals(csv_cell(city->commitments, row, "name_sv"), commitment->name))
			return str_has_word(keys, csv_cell(city->commitments, row, "key"));
	return false;
}

/* Those that the file names; else the two most critical that the unit has. */
static void hits_put(const struct city *city, const struct board *board, const struct risk *risk, size_t row)
{
	struct commitment_list all = commitments_of_unit(change_view(board->change), risk->unit_id),
		list = { 0, arena_array(change_arena(board->change), struct commitment, all.count + 1) };

	for (size_t i = 0; i < all.count; i++)
		if (is_of_key(city, &all.at[i], cell(city, row, "hits")))
			list.at[list.count++] = all.at[i];
	if (!list.count)
		list = (struct commitment_list){ all.count < 2 ? all.count : 2, all.at };
	risk_commitments_put(board->change, risk->id, &list);
}

static void decisions_put(const struct board *board, const struct risk *risk)
{
	if (risk->communicable == TELLING_yes)
		decision_add(board->change, risk, &(struct risk_decision){ .verb = S("tell"),
			.person_id = board->people.writer, .words = risk->audience });
	if (risk->accepted_by)
		decision_add(board->change, risk, &(struct risk_decision){ .verb = S("accept"),
			.person_id = risk->accepted_by, .until = risk->accepted_until,
			.words = risk->accepted_reason });
}

static void risk_demo(const struct city *city, const struct board *board, const struct rsa *rsa,
                      const struct scales *scales, size_t row, size_t nth)
{
	struct risk risk = risk_of_row(city, board, row, nth);
	int64_t lower = demo_int(city->rows, row, "lower");

	risk.rsa_id = rsa->id;
	risk.year = rsa->year;
	risk.created_by = board->people.writer;
	risk.created_at = instant_now();
	risk.review_on = (struct date){ (int16_t)(rsa->year + 1), 6, 1 };
	if (nth == 3)
		risk.treatment = TREATMENT_accept;
	if (risk.treatment == TREATMENT_accept && board->people.director) {
		risk.accepted_by = board->people.director;
		risk.accepted_until = (struct date){ (int16_t)(rsa->year + (nth % 2 ? 1 : 2)), 6, 30 };
		risk.accepted_reason = S("Kostnaden står inte i proportion till nyttan. Vi följer hur ofta det händer.");
	}
	risk_add(board->change, &risk);
	risk_types_put(board->change, risk.id, cell(city, row, "types"));
	hits_put(city, board, &risk, row);
	assess(city, board, scales, &risk, row, (int)lower);
	decisions_put(board, risk_of_id(change_view(board->change), risk.id));
}

/* ---- An analysis ------------------------------------------------------------------------------------ */

static struct rsa rsa_of_board(const struct board *board, int year)
{
	struct arena *arena = change_arena(board->change);

	return (struct rsa){ .unit_id = board->unit->id, .year = year, .number = 1,
		.created_by = board->people.writer,
		.area = arena_print(arena, "Analysen omfattar all verksamhet i %.*s, egen och upphandlad.",
			STR(board->unit->name_sv)),
		.process = S("Två verkstäder på två timmar, en om åtaganden och en om risker. Händelser från de senaste tre åren har varit underlag. Beroenden till leverantörer är bara delvis utredda."),
		.participants = S("Säkerhetssamordnare\nAvdelningschefer\nKökschef\nSkyddsombud"),
		.preparedness = S("Reservkraft och kommunikation är svagast. Ledningsförmågan är övad, samverkan fungerar i vardagen."),
		.secrecy = SECRECY_parts, .secrecy_ground = S("rsa") };
}

/* Last year's open extract, which the director has released. */
static void extract_demo(const struct board *board, const struct rsa *rsa)
{
	struct rsa_extract *extract = rsa_extract_make(board->change, rsa);

	if (!extract || !board->people.director)
		return;
	extract->state = EXTRACT_released;
	extract->released_by = board->people.director;
	extract->released_at = instant_now();
	extract->released_words = S("Publiceras på stadens webbplats. Genomläst utan anmärkning.");
	change_update(board->change, &rsa_extract_record.shape, extract, extract->version);
}

/* ---- What is done about it --------------------------------------------------------------------------- */

/* Some are done and seen to help, most are begun, and where little is done some only decided. */
static void fate_put(const struct city *city, const struct board *board, struct measure *measure, size_t nth)
{
	measure->state = board->percent > 30 ? MEASURE_in_progress : MEASURE_decided;
	if (board->percent <= 50 || (board->seed + nth) % 3)
		return;
	measure->state = MEASURE_evaluated;
	measure->due_on = (struct date){ (int16_t)city->year, 4, 30 };
	measure->done_at = instant_at((struct date){ (int16_t)city->year, 4, 22 }, 10, 0, 0);
	measure->evaluated_at = instant_at((struct date){ (int16_t)city->year, 6, 9 }, 10, 0, 0);
	measure->evaluated_by = board->people.director;
	measure->effect = S("some");
	measure->effect_words = S("Fler vet nu vad de ska göra. Det är prövat en gång.");
}

static void measures_put(const struct city *city, const struct board *board, const struct rsa *rsa)
{
	struct risk_list risks = risks_of(change_view(board->change), rsa->id);

	for (size_t i = 0; i < risks.count; i++) {
		size_t row = row_of_title(city, risks.at[i].title);
		struct instant now = instant_now();
		struct measure measure = { .unit_id = board->unit->id, .title = cell(city, row, "measure_sv"),
			.type = cell(city, row, "measure_type"), .source_kind = S("risk"),
			.source_id = risks.at[i].root_id, .responsible_id = board->people.writer,
			.decided_by = board->people.director ? board->people.director : board->people.writer,
			.created_by = board->people.writer, .created_at = now, .decided_at = { now.seconds + DAY },
			.due_on = { (int16_t)(city->year + (i % 3 == 1)), i % 2 ? 11 : 12, 15 } };

		if (!risks.at[i].is_prominent || (board->percent <= 30 && i % 2))
			continue;
		fate_put(city, board, &measure, i);
		measure_add_because(board->change, &measure, S("Risken är en av de främsta i årets analys."));
	}
}

static void first_year(const struct city *city, const struct board *board, int64_t method_id)
{
	struct rsa rsa = rsa_of_board(board, city->year - 1);
	const struct scales *scales;
	size_t nth = 0;

	clock_on(city, (struct date){ (int16_t)rsa.year, 4, 20 }, 9);
	rsa.method_id = method_id;
	rsa_begin(board->change, &rsa, NULL);
	scales = scales_of(change_view(board->change), method_id);
	for (size_t i = 1; i < city->rows->count && nth < RISKS_OF_BOARD; i++) {
		size_t row = 1 + (i - 1 + board->seed) % (city->rows->count - 1);

		if (str_has_word(cell(city, row, "kinds"), board->unit->kind))
			risk_demo(city, board, &rsa, scales, row, nth++);
	}
	rsa_go(board->change, &rsa, &board->people, RSA_submitted, (struct date){ (int16_t)rsa.year, 6, 1 });
	clock_on(city, (struct date){ (int16_t)rsa.year, 9, 7 }, 10);
	measures_put(city, board, &rsa);
	extract_demo(board, &rsa);
}

/* Votes around an assessment; of scales with at least so many steps. */
static void votes_demo(const struct board *board, int64_t round_id, const struct risk_revision *now, int count)
{
	for (int i = 0; i < count; i++) {
		int64_t off = (int64_t)(board->seed + (unsigned)i * 5) % 3 - 1;
		int64_t probability = now->probability + off, consequence = now->consequence - (i % 3 == 0);
		struct arena *arena = change_arena(board->change);

		vote_put(board->change, round_id, arena_print(arena, "demo-%lld-%d", (long long)round_id, i),
			probability < 1 ? 1 : probability > LEAST_STEPS ? LEAST_STEPS : probability,
			arena_print(arena, "functionality:%lld", (long long)(consequence < 1 ? 1 : consequence)));
	}
}

/* One that is going on: a round about the first risk, with some votes. */
static void workshop_now_demo(const struct city *city, const struct board *board)
{
	struct view *view = change_view(board->change);
	const struct rsa *rsa = rsa_newest(view, board->unit->id, city->year);
	struct risk_list risks = risks_of(view, rsa->id);
	struct risk_workshop *workshop;
	struct risk_round round = { .round = 1 };

	if (rsa->state != RSA_draft || !risks.count || !risks.at[0].revision_id)
		return;
	workshop = workshop_open(board->change, rsa, &(struct risk_workshop){ 0 });
	round.workshop_id = workshop->id;
	round.risk_id = risks.at[0].id;
	change_insert(board->change, &risk_round_record.shape, &round);
	votes_demo(board, round.id, revision_get(view, risks.at[0].revision_id), VOTERS / 2);
	workshop->round_id = round.id;
	change_update(board->change, &risk_workshop_record.shape, workshop, workshop->version);
}

/* Seven voted about a risk, and its assessment was decided with the spread beside it. */
static void workshop_demo(const struct board *board, const struct rsa *rsa, const struct risk *risk)
{
	struct change *change = board->change;
	const struct risk_revision *now = revision_get(change_view(change),
		risk_of_id(change_view(change), risk->id)->revision_id);
	struct risk_workshop *workshop = workshop_open(change, rsa, &(struct risk_workshop){ 0 });
	struct risk_round round = { .workshop_id = workshop->id, .risk_id = risk->id, .round = 1,
		.votes = VOTERS, .is_shown = true, .created_at = instant_now(), .closed_at = instant_now(),
		.revision_id = now->id };

	change_insert(change, &risk_round_record.shape, &round);
	votes_demo(board, round.id, now, VOTERS);
	workshop->state = WORKSHOP_finished;
	workshop->finished_at = instant_now();
	change_update(change, &risk_workshop_record.shape, workshop, workshop->version);
}

/* The further it has come, the more of the risks have been looked at again. */
static void second_year(const struct city *city, const struct board *board, int until)
{
	const struct rsa *before = rsa_earlier(change_view(board->change), board->unit->id, city->year);
	struct rsa rsa = rsa_of_board(board, city->year);
	const struct scales *scales = scales_of(change_view(board->change), before->method_id);
	struct risk_list risks;

	clock_on(city, (struct date){ (int16_t)city->year, 4, 14 }, 9);
	rsa.method_id = before->method_id;
	if (until == RSA_draft)
		rsa.secrecy = SECRECY_to_assess, rsa.secrecy_ground = S("");
	rsa_begin(board->change, &rsa, before);
	risks = risks_of(change_view(board->change), rsa.id);
	clock_on(city, (struct date){ (int16_t)city->year, 5, 12 }, 13);
	for (size_t i = 0; i < risks.count; i++)
		if (until > RSA_draft || i % 2)
			assess(city, board, scales, &risks.at[i], row_of_title(city, risks.at[i].title),
				(board->seed + i) % 5 == 0 ? -1 : (board->seed + i) % 7 == 1 ? 1 : 0);
	if (risks.count > 1)
		workshop_demo(board, &rsa, &risks.at[1]);
	rsa_go(board->change, &rsa, &board->people, until, (struct date){ (int16_t)city->year, 6, 1 });
}

static void board_demo(struct store *store, const struct city *city, const struct unit *unit,
                       const struct rsa_people *people)
{
	struct arena *arena = arena_open(ARENA_BYTES);
	struct board board = { .unit = unit, .people = *people, .seed = seed_of(unit->code) };
	const struct risk_method *method;

	board.percent = (size_t)demo_drawn(arena, unit->code, S("risks"), "diligence") / 10;
	board.change = change_open(store, arena, (struct who){ .person = people->writer });
	methods_ship(board.change);
	method = risk_method_get(change_view(board.change),
		catalogue_get(SHIPPED_METHODS)->items[1].code);
	first_year(city, &board, method->id);
	second_year(city, &board, rsa_state_of_submission(change_view(board.change), unit->id, city->year));
	calendar_freeze((struct instant){ 0 });
	workshop_now_demo(city, &board);
	if (change_commit(board.change) != COMMITTED)
		abandon("Could not fill the demo city.", "somebody else was writing");
	arena_close(arena);
}

void risks_demo(struct store *store, int scale)
{
	struct arena *arena = arena_open(ARENA_BYTES);
	struct view *view = view_open(store, arena, (struct who){ .is_system = true });
	struct city city = { .rows = demo_rows(arena, "risks"),
		.commitments = demo_rows(arena, "commitments"), .today = date_today(),
		.year = date_today().year };
	struct unit_list units = duty_units(view, city.today);
	struct rsa_people *people = arena_array(arena, struct rsa_people, units.count + 1);

	(void)scale;
	tongue_choose(setting_text("language"));
	catalogue_refresh(store);
	for (size_t i = 0; i < units.count; i++)
		people[i] = rsa_people_of(view, units.at[i].id);
	view_close(view);
	for (size_t i = 0; i < units.count; i++)
		if (people[i].writer)
			board_demo(store, &city, &units.at[i], &people[i]);
	arena_close(arena);
}
