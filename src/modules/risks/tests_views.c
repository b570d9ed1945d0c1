/* SPDX-License-Identifier: EUPL-1.2 */
/* risks/tests_views.c - ISO 31000, the ranking and what was said beside what happened. */
#include "modules/risks/tests_city.h"
#include "kit/setting.h"
#include "modules/risks/views.h"

#include <math.h>
#include <string.h>

static struct store *city(void)
{
	struct store *store = risks_city();

	tongue_choose(S("en"));
	return store;
}

/* ---- As it was said ------------------------------------------------------------------------------ */

TEST_ON_STORES(how_often_is_the_interval_that_was_given_else_the_class_of_the_step)
{
	struct store *store = city();
	struct view *view = view_open(store, test_arena(), (struct who){ .person = WRITER });
	const struct scales *scales = scales_of(view, risk_method_get(view, S("municipal-1"))->id);
	struct risk_revision given = { .probability = 4, .frequency_low = 1, .frequency_likely = 2,
		.frequency_high = 3, .uncertainty = UNCERTAINTY_high };
	struct risk_revision low = { .probability = 4, .uncertainty = UNCERTAINTY_low }, high = low;

	high.uncertainty = UNCERTAINTY_high;
	CHECK(said_of(&given, scales).times.middle == 2 && said_of(&given, scales).times.high == 3);
	CHECK(fabs(estimate_quantile(said_of(&low, scales).times, 0.0001) - 0.1) < 0.01);
	CHECK(estimate_quantile(said_of(&high, scales).times, 0.05) < 0.1);
	CHECK(estimate_quantile(said_of(&high, scales).times, 0.95) > 1);
	CHECK(!said_of(NULL, scales).is_known);
	CHECK(!said_of(&(struct risk_revision){ .probability = 9 }, scales).is_known);
	view_close(view);
}

TEST(what_is_said_has_no_more_figures_than_it_can_bear)
{
	tongue_choose(S("en"));
	CHECK(str_is(times_words(test_arena(), 0.0199), "0.02") && str_is(times_words(test_arena(), 0.3), "0.3"));
	CHECK(str_is(times_words(test_arena(), 1), "1") && str_is(times_words(test_arena(), 2.149), "2.1"));
	CHECK(str_is(times_words(test_arena(), 12.6), "13") && str_is(times_words(test_arena(), 0.048), "0.048"));
	CHECK(str_is(times_words(test_arena(), 0), "0"));
	CHECK(str_is(chance_words(test_arena(), 0.521), "about 50 %"));
	CHECK(str_is(chance_words(test_arena(), 0.999), "more than 95 %"));
	CHECK(str_is(chance_words(test_arena(), 0.01), "less than 5 %"));
}

/* ---- Ranking -------------------------------------------------------------------------------------- */

enum { RANKED = 4 };
struct four { struct risk risks[RANKED]; struct risk_revision now[RANKED]; struct judged judged[RANKED];
	struct risk_consequence consequences[RANKED]; struct rsa_page page; };

/* The first is above the second whichever way one looks; the third is rare and terrible; of the
 * last nobody has said anything. */
static struct risk_consequence_list ranked_put(struct view *view, struct four *r)
{
	static const int64_t steps[RANKED][2] = { { 5, 4 }, { 3, 2 }, { 1, 5 }, { 0, 0 } };

	r->page = (struct rsa_page){ .view = view, .risks = { RANKED, r->judged },
		.scales = scales_of(view, risk_method_get(view, S("municipal-1"))->id) };
	for (size_t i = 0; i < RANKED; i++) {
		r->risks[i] = (struct risk){ .id = (int64_t)i + 1, .title = S("Risk"),
			.public_id = arena_print(test_arena(), "risk-%zu", i) };
		r->now[i] = (struct risk_revision){ .id = (int64_t)i + 1, .probability = steps[i][0],
			.consequence = steps[i][1], .uncertainty = UNCERTAINTY_low };
		r->judged[i] = (struct judged){ .risk = &r->risks[i], .nth = i + 1,
			.now = steps[i][0] ? &r->now[i] : NULL };
		r->consequences[i] = (struct risk_consequence){ .revision_id = (int64_t)i + 1,
			.value = S("individual"), .step = steps[i][1] };
	}
	return (struct risk_consequence_list){ RANKED - 1, r->consequences };
}

static const struct ranked_risk *of_nth(const struct ranked_risk_list *list, size_t nth)
{
	for (size_t i = 0; i < list->count; i++)
		if (list->at[i].judged->nth == nth)
			return &list->at[i];
	return NULL;
}

TEST_ON_STORES(what_is_above_in_every_step_is_ranked_above_and_what_nobody_assessed_has_no_place)
{
	struct store *store = city();
	struct view *view = view_open(store, test_arena(), (struct who){ .person = WRITER });
	struct four *r = arena_new(test_arena(), struct four);
	struct risk_consequence_list consequences = ranked_put(view, r);
	struct ranked_risk_list list = ranking_of(test_arena(), &r->page, &consequences, 1);

	CHECK(list.count == RANKED && list.at[0].judged->nth == 1 && list.at[RANKED - 1].judged->nth == 4);
	CHECK(of_nth(&list, 1)->place.share_top > 0.95 && of_nth(&list, 2)->place.low > 1);
	CHECK(!of_nth(&list, 4)->place.has_place && of_nth(&list, 4)->classes.front == 0);
	/* From steps alone: nothing can put the second above the first, but the third may be the first. */
	CHECK(of_nth(&list, 1)->classes.worst < of_nth(&list, 2)->classes.worst);
	CHECK(of_nth(&list, 2)->classes.best == 2 && of_nth(&list, 3)->classes.best == 1);
	CHECK(str_find(ranking_drawing(test_arena(), &list).text, S("<svg")) == 0);
	r->page.risks.count = 0;
	list = ranking_of(test_arena(), &r->page, &consequences, 3);
	CHECK(list.count == 0 && ranking_drawing(test_arena(), &list).text.len == 0);
	view_close(view);
}

TEST_ON_STORES(the_same_analysis_is_ranked_the_same_in_whatever_order_its_risks_stand)
{
	struct store *store = city();
	struct view *view = view_open(store, test_arena(), (struct who){ .person = WRITER });
	struct four *r = arena_new(test_arena(), struct four), *turned = arena_new(test_arena(), struct four);
	struct risk_consequence_list consequences = ranked_put(view, r), others = ranked_put(view, turned);
	struct ranked_risk_list one, two;

	for (size_t i = 0; i < RANKED; i++)
		turned->judged[i] = r->judged[RANKED - 1 - i];
	one = ranking_of(test_arena(), &r->page, &consequences, 2);
	two = ranking_of(test_arena(), &turned->page, &others, 2);
	for (size_t nth = 1; nth <= RANKED; nth++) {
		CHECK(of_nth(&one, nth)->place.mean == of_nth(&two, nth)->place.mean);
		CHECK(of_nth(&one, nth)->place.share_top == of_nth(&two, nth)->place.share_top);
	}
	view_close(view);
}

/* ---- Calibration -------------------------------------------------------------------------------------- */

enum { FORECASTS = 60 };

/* So many of those that were said to have the chance have happened. */
static struct judged_year_list forecasters(double chance, size_t happened, size_t count)
{
	struct judged_year_list list = { count, arena_array(test_arena(), struct judged_year, count) };

	for (size_t i = 0; i < count; i++)
		list.at[i] = (struct judged_year){ .chance = chance, .events = i < happened };
	return list;
}

TEST_ON_STORES(who_always_says_too_much_or_too_little_is_told_so_and_who_is_right_is_not)
{
	struct calibration_limits limits;
	struct judged_year_list high, low, right, few, rare;

	city();
	limits = risks_limits();
	high = forecasters(0.8, 12, FORECASTS);
	low = forecasters(0.2, 36, FORECASTS);
	right = forecasters(0.5, 30, FORECASTS);
	few = forecasters(0.8, 1, limits.least_count - 1);
	rare = forecasters(limits.least_chance / 2, 0, FORECASTS);
	CHECK(limits.least_count == 20 && calibration_limits_are_fine(&limits));
	CHECK(judged_calibration(test_arena(), &high, &limits).many == CALIBRATION_too_high);
	CHECK(judged_calibration(test_arena(), &low, &limits).many == CALIBRATION_too_low);
	CHECK(judged_calibration(test_arena(), &right, &limits).many == CALIBRATION_fits);
	CHECK(fabs(judged_calibration(test_arena(), &right, &limits).brier - 0.25) < 1e-9);
	CHECK(judged_calibration(test_arena(), &few, &limits).missing == 1);
	CHECK(judged_calibration(test_arena(), &few, &limits).many == CALIBRATION_unknown);
	CHECK(judged_calibration(test_arena(), &rare, &limits).count == 0);
}

static struct rsa rsa_of_year(struct change *change, int year, struct date submitted, const struct rsa *from)
{
	const struct risk_method *method = risk_method_get(change_view(change), S("operational-1"));
	struct rsa rsa = { .unit_id = NORTH, .year = year, .number = 1, .method_id = method->id };

	rsa_begin(change, &rsa, from);
	if (!from) {
		struct risk risk = { .rsa_id = rsa.id, .unit_id = NORTH, .year = year, .title = S("Fire"),
			.scope = SCOPE_own };
		struct risk_consequence one = { .value = S("individual"), .step = 2 };
		struct risk_revision revision = { .probability = 3, .suggested = S("yellow"),
			.zone = S("yellow"), .uncertainty = UNCERTAINTY_low };

		risk_add(change, &risk);
		risk_types_put(change, risk.id, S("fire.arson"));
		revision_add(change, &risk, &revision, &(struct risk_consequence_list){ 1, &one });
	}
	if (date_is_given(submitted)) {
		rsa.state = RSA_submitted;
		rsa.submitted_at = instant_at(submitted, 10, 0, 0);
		CHECK(change_update(change, &rsa_record.shape, &rsa, rsa.version) == UPDATED);
	}
	return rsa;
}

TEST_ON_STORES(an_analysis_is_judged_when_it_has_had_its_year_and_the_next_assessment_is_told)
{
	struct store *store = city();
	struct change *change = change_open(store, test_arena(), (struct who){ .person = WRITER });
	struct rsa before = rsa_of_year(change, 2025, (struct date){ 2025, 9, 15 }, NULL);
	struct rsa now = rsa_of_year(change, 2026, (struct date){ 0 }, &before);
	struct judged_year found;
	struct judged_year_list years;
	struct risk_list risks;
	double all;

	risks = risks_of(change_view(change), now.id);
	years = judged_years(change_view(change), NORTH);
	CHECK(years.count == 1 && years.at[0].year == 2025 && years.at[0].events == 0);
	CHECK(years.at[0].chance > 0.3 && years.at[0].chance < 0.5 && years.at[0].is_judged);
	CHECK(risk_prior(change_view(change), &risks.at[0], &found));
	CHECK(found.found.after.mean < found.found.before.mean && found.found.after.mean > 0);
	all = found.found.after.mean;
	setting_put(change, "rsa_reported_share", S("0.25"));
	CHECK(risk_prior(change_view(change), &risks.at[0], &found));
	CHECK(found.found.after.mean > all && found.found.after.mean < found.found.before.mean);
	setting_put(change, "rsa_reported_share", S("1"));
	change_run(change, SQL("UPDATE rsa SET submitted_at = submitted_at + 86400 WHERE id = $1"), V(before.id));
	CHECK(judged_years(change_view(change), NORTH).count == 0);      /* a day is left of its year */
	CHECK(!risk_prior(change_view(change), &risks.at[0], &found));
	change_undo(change);
}

/* ---- ISO 31000 -------------------------------------------------------------------------------------------- */

static const struct iso_answer *answer_of(const struct iso_answer_list *list, const char *words)
{
	for (size_t i = 0; i < list->count; i++)
		if (!strcmp(list->at[i].check->words, words))
			return &list->at[i];
	return NULL;
}

TEST_ON_STORES(every_check_belongs_to_a_part_and_tells_which_risks_are_missing_it)
{
	static const struct measure_tally none;
	struct rsa rsa = { .area = S("x"), .secrecy = SECRECY_to_assess };
	struct risk one = { .owner_id = 4, .is_prominent = true }, two = { .cause = S("x") };
	static const struct beside arson = { .types = S("fire.arson") }, nothing;
	struct judged judged[] = { { .risk = &one, .measures = &none, .beside = &arson },
		{ .risk = &two, .measures = &none, .beside = &nothing } };
	struct judged_list risks = { 2, judged };
	struct iso_facts facts = { .rsa = &rsa, .risks = &risks, .today = { 2026, 9, 15 } };
	struct iso_answer_list answers = iso_answers(test_arena(), &facts);

	city();
	for (const struct iso_check *check = iso_checks; check->part; check++)
		CHECK(item_find(ISO_PARTS, str_of(check->part)) != NULL);
	CHECK(answer_of(&answers, "What the unit and its area are")->there == 1);
	CHECK(answer_of(&answers, "How the work was done")->there == 0);
	CHECK(answer_of(&answers, "An assessment of secrecy")->there == 0);
	CHECK(answer_of(&answers, "Which risks are the most prominent")->there == 1);
	CHECK(answer_of(&answers, "An owner")->there == 1 && answer_of(&answers, "An owner")->asked == 2);
	CHECK(answer_of(&answers, "An owner")->missing[0] == &judged[1]);
	CHECK(answer_of(&answers, "Causes")->missing[0] == &judged[0]);
	CHECK(answer_of(&answers, "Types of events that are counted beside it")->missing[0] == &judged[1]);
	CHECK(answer_of(&answers, "A long-term action plan, for the most prominent")->asked == 1);
	CHECK(answer_of(&answers, "A decision that holds, where it is accepted")->asked == 0);
}

/* ---- Scales that are locked --------------------------------------------------------------------------------- */

TEST_ON_STORES(scales_are_locked_from_the_first_approval_on_and_anybody_is_told_so)
{
	static const int open_states[] = { RSA_draft, RSA_in_review };
	struct store *store = city();
	struct rsa *rsa = risks_rsa(store, 2026);

	for (int state = RSA_draft; state <= RSA_submitted; state++) {
		struct change *change = risks_change(store, DIRECTOR);
		struct rsa now = *rsa_of_id(change_view(change), rsa->id);
		int64_t approved = state != open_states[0] && state != open_states[1];
		struct view *view;

		now.state = state;
		change_update(change, &rsa_record.shape, &now, now.version);
		risks_done(change);
		view = risks_view(store, STRANGER);     /* who does not see the analysis */
		CHECK(!rsa_of_id(view, rsa->id));
		CHECK(method_analyses(view, rsa->method_id, true) == approved);
		CHECK(method_analyses(view, rsa->method_id, false) == 1);
		view_close(view);
	}
}

/* ---- Measures beside a risk ----------------------------------------------------------------------------------- */

static int64_t measure_put(struct change *change, const char *number, int64_t root_id, const char *state,
                           struct instant done)
{
	return change_run_id(change, SQL("INSERT INTO measure (public_id, number, source_kind, source_id,"
		" unit_id, title, due_on, state, done_at)"
		" VALUES ($1, $1, 'risk', $2, 2, $1, '2027-01-01', $3, $4) RETURNING id"),
		V(number, root_id, state, done));
}

TEST_ON_STORES(measures_of_a_risk_are_counted_once_and_those_that_were_stopped_are_not)
{
	struct store *store = city();
	struct rsa *before = risks_rsa(store, 2025);
	struct change *change = risks_change(store, WRITER);
	struct rsa now = { .unit_id = NORTH, .year = 2026, .number = 1, .method_id = before->method_id };
	struct instant held = instant_now(), later = { held.seconds + 60 }, earlier = { held.seconds - 60 };
	const struct measure_tally *tally;
	struct measure_tally_list list;
	struct risk_list risks;
	int64_t both;

	rsa_begin(change, &now, before);
	risks = risks_of(change_view(change), now.id);
	both = measure_put(change, "M-1", risks.at[0].root_id, "in_progress", (struct instant){ 0 });
	measure_put(change, "M-2", risks.at[0].root_id, "done", later);
	measure_put(change, "M-3", risks.at[0].root_id, "done", earlier);
	measure_put(change, "M-4", risks.at[0].root_id, "stopped", later);
	for (size_t i = 0; i < 2; i++)          /* the first springs from it and cites it; the second is only cited there */
		change_run(change, SQL("INSERT INTO citation (public_id, measure_id, kind, cited_id)"
			" VALUES ($3, $1, 'risk', $2)"), V(both, risks.at[i].root_id, i ? "c-1" : "c-2"));
	change_run(change, SQL("UPDATE risk_revision SET created_at = $1"), V(held));
	list = risk_measures(change_view(change), now.id);
	tally = tally_find(&list, risks.at[0].id);
	CHECK(tally->measures == 3 && tally->open == 1 && tally->finished == 1);
	tally = tally_find(&list, risks.at[1].id);
	CHECK(tally->measures == 1 && tally->open == 1 && tally->finished == 0);
	CHECK(list.count == 2);
	change_undo(change);
}
