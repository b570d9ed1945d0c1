/* SPDX-License-Identifier: EUPL-1.2 */
/* signals/model.c - the records of the room, and the room as the house sees it. */
#include "modules/signals/inside.h"

#include "modules/events/events.h"

#define LEVELS \
	[LEVEL_none]  = { "", N_("All levels") }, \
	[LEVEL_city]  = { "city", N_("The whole city") }, \
	[LEVEL_board] = { "board", N_("Committees and companies") }, \
	[LEVEL_area]  = { "area", N_("Areas") }, \
	[LEVEL_unit]  = { "unit", N_("Units") }
const struct choice signal_levels[] = { LEVELS, { NULL, NULL } };
const struct choice signal_watch_levels[] = { LEVELS, [WATCH_drift] = { "drift", N_("Slow drift") }, { NULL, NULL } };
const struct choice signal_tiers[] = {
	[TIER_none]       = { "", N_("As usual") },
	[TIER_sentinel]   = { "sentinel", N_("One is enough") },
	[TIER_first_year] = { "first_year", N_("Preliminary") },
	[TIER_listed]     = { "listed", N_("Unusual") },
	[TIER_strong]     = { "strong", N_("Very unusual") },
	[TIER_rising]     = { "rising", N_("Slowly rising") },
	[TIER_falling]    = { "falling", N_("Slowly falling") },
	{ NULL, NULL },
};
const struct choice signal_ways[] = {
	[WAY_none]        = { "", N_("Too little to say") },
	[WAY_baseline]    = { "baseline", N_("The same weeks of earlier years") },
	[WAY_share]       = { "share", N_("Its share of the level above") },
	[WAY_preliminary] = { "preliminary", N_("The weeks just before") },
	{ NULL, NULL },
};
const struct choice letter_states[] = {
	[LETTER_none]    = { "", "" },
	[LETTER_waiting] = { "waiting", N_("Waits") },
	[LETTER_sending] = { "sending", N_("Is being sent") },
	[LETTER_sent]    = { "sent", N_("Taken by the mail server") },
	[LETTER_failed]  = { "failed", N_("Not sent") },
	[LETTER_unknown] = { "unknown", N_("Not known") },
	{ NULL, NULL },
};
_Static_assert((int)TIER_strong == (int)WARNING_strong && (int)WAY_preliminary == (int)WARNING_preliminary,
	"what is kept and what is judged are numbered alike");

#define RECORD struct signal_run
static const struct field run_fields[] = { RUN_FIELDS(AS_FIELD) };
#undef RECORD
const struct record signal_run_record = { RECORD_OF("signal_run", signal_run, run_fields),
	.label = N_("Judged week"), .many = N_("Judged weeks"), .path = "/signals" };

#define RECORD struct level_row
static const struct field level_fields[] = { LEVEL_FIELDS(AS_FIELD) };
#undef RECORD
const struct record signal_level_record = { RECORD_OF("signal_level", level_row, level_fields),
	.label = N_("Level of a judged week"), .many = N_("Levels of judged weeks"), .path = "/signals" };

#define RECORD struct followed_row
static const struct field followed_fields[] = { FOLLOWED_FIELDS(AS_FIELD) };
#undef RECORD
const struct record signal_followed_record = { RECORD_OF("signal_followed", followed_row, followed_fields),
	.label = N_("Series followed for slow drift"), .many = N_("Series followed for slow drift"),
	.path = "/signals" };

#define RECORD struct listed
static const struct field listed_fields[] = { LISTED_FIELDS(AS_FIELD) };
#undef RECORD
const struct record listed_record = { .shape = SHAPE_OF(NULL, listed, listed_fields),
	.name = "signal", .fields = listed_fields, .count = COUNT(listed_fields),
	.label = N_("Signal"), .many = N_("Signals"), .path = "/signals" };

#define RECORD struct signal_part
static const struct field part_fields[] = { PART_FIELDS(AS_FIELD) };
#undef RECORD
const struct record signal_part_record = { RECORD_OF("signal_part", signal_part, part_fields),
	.label = N_("Part of a signal"), .many = N_("Parts of signals"), .path = "/signals" };

#define RECORD struct signal_step
static const struct field step_fields[] = { STEP_FIELDS(AS_FIELD) };
#undef RECORD
const struct record signal_step_record = { RECORD_OF("signal_step", signal_step, step_fields),
	.label = N_("Step with a signal"), .many = N_("Steps with signals"), .path = "/signals" };

#define RECORD struct signal_watch
static const struct field watch_fields[] = { WATCH_FIELDS(AS_FIELD) };
#undef RECORD
const struct record signal_watch_record = { RECORD_OF("signal_watch", signal_watch, watch_fields),
	.label = N_("What one is told of"), .many = N_("What one is told of"), .path = "/signals/watch" };

/* A branch is meant, whichever of its types was chosen. */
static void watch_judge(struct view *view, void *row, struct problems *problems)
{
	struct signal_watch *watch = row;

	(void)problems;
	(void)view;
	watch->branch = branch_of(watch->branch);
}
const struct form signal_watch_form = { .record = &signal_watch_record,
	.fields = FIELDS("unit_id", "branch", "level"), .judge = watch_judge };

#define RECORD struct signal_letter
static const struct field letter_fields[] = { LETTER_FIELDS(AS_FIELD) };
#undef RECORD
const struct record signal_letter_record = { RECORD_OF("signal_letter", signal_letter, letter_fields),
	.label = N_("Letter about signals"), .many = N_("Letters about signals"), .path = "/signals/watch" };

#define RECORD struct signal_known
static const struct field known_fields[] = { KNOWN_FIELDS(AS_FIELD) };
#undef RECORD
const struct record signal_known_record = { RECORD_OF("signal_known", signal_known, known_fields),
	.label = N_("Known to have happened"), .many = N_("Known to have happened"),
	.path = "/signals/backtest" };

static void words_judge(struct view *view, const char *field, struct str words, struct problems *problems)
{
	if (words_guard(view_arena(view), words) != WORDS_PASS)
		problem_add(problems, field, "%s", _("Write no personal numbers and nothing that may be secret."));
}

static void known_judge(struct view *view, void *row, struct problems *problems)
{
	const struct signal_known *known = row;

	if (date_compare(known->to_day, known->from_day) < 0)
		problem_add(problems, "to_day", "%s", _("The last day is before the first."));
	words_judge(view, "words_sv", known->words_sv, problems);
	words_judge(view, "words_en", known->words_en, problems);
	if (!signal_known_may_add(view, known->unit_id))
		problem_add(problems, "unit_id", "%s", known->unit_id
			? _("You do nothing with the signals of this unit. Choose another unit.")
			: _("Choose a unit: you do nothing with the signals of the whole city."));
}
const struct form signal_known_form = { .record = &signal_known_record,
	.fields = FIELDS("words_sv", "words_en", "types", "unit_id", "area_id", "from_day", "to_day"),
	.judge = known_judge };

static const struct record *const records[] = { &signal_run_record, &signal_level_record,
	&signal_followed_record,
	&listed_record, &signal_part_record, &signal_step_record, &signal_watch_record,
	&signal_letter_record, &signal_known_record, NULL };
static const struct menu_entry menu[] = {
	{ N_("Signals"), "/signals", MAY_events_read, "bell", true },
	{ NULL, NULL, NOBODY, NULL, false },
};

const struct module signals_module = {
	.name = "signals", .routes = signals_routes, .records = records, .jobs = signals_jobs,
	.rules = signals_rules, .menu = menu, .commands = signals_commands, .demo = signals_demo,
	.home = signals_home,
};
