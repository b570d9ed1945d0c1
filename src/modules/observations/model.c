/* SPDX-License-Identifier: EUPL-1.2 */
/* observations/model.c - the records of the room, and what is right in them. */
#include "modules/observations/inside.h"

#include "modules/events/events.h"

#define RECORD struct cooperation
static const struct field cooperation_fields[] = { COOPERATION_FIELDS(AS_FIELD) };
#undef RECORD
const struct record cooperation_record = { RECORD_OF("observation_area", cooperation, cooperation_fields),
	.label = N_("EST area"), .many = N_("EST areas"), .path = "/observations/areas" };

#define RECORD struct observation
static const struct field observation_fields[] = { OBSERVATION_FIELDS(AS_FIELD) };
#undef RECORD
const struct record est_observation_record = { RECORD_OF("observation", observation, observation_fields),
	.label = N_("EST observation"), .many = N_("EST observations"), .path = "/observations" };

#define RECORD struct told_observation
static const struct field told_fields[] = { TOLD_FIELDS(AS_FIELD) };
#undef RECORD
const struct record est_told_record = { .shape = SHAPE_OF(NULL, told_observation, told_fields),
	.name = "told_observation", .fields = told_fields, .count = COUNT(told_fields),
	.label = N_("EST observation"), .many = N_("EST observations"), .path = "/observations" };

const struct choice picture_stages[] = {
	{ "", N_("Not begun") }, { "gathering", N_("Gathering") }, { "decided", N_("Decided") }, { NULL, NULL },
};
#define RECORD struct est_week
static const struct field est_week_fields[] = { EST_WEEK_FIELDS(AS_FIELD) };
#undef RECORD
const struct record est_week_record = { RECORD_OF("observation_week", est_week, est_week_fields),
	.label = N_("Picture of a week"), .many = N_("Pictures of weeks"), .path = "/observations/weeks" };

#define RECORD struct est_quarter
static const struct field est_quarter_fields[] = { EST_QUARTER_FIELDS(AS_FIELD) };
#undef RECORD
const struct record est_quarter_record = { RECORD_OF("observation_quarter", est_quarter, est_quarter_fields),
	.label = N_("Analysis of a quarter"), .many = N_("Analyses of quarters"), .path = "/observations/quarters" };

const struct choice hot_states[] = {
	{ "", "" }, { "watched", N_("Watched") }, { "treated", N_("Something is done") },
	{ "left", N_("No longer hot") }, { NULL, NULL },
};
#define RECORD struct hot_place
static const struct field hot_place_fields[] = { HOT_PLACE_FIELDS(AS_FIELD) };
#undef RECORD
const struct record hot_place_record = { RECORD_OF("hot_place", hot_place, hot_place_fields),
	.label = N_("Hot place"), .many = N_("Hot places"), .path = "/observations/places" };

/* ---- An observation ----------------------------------------------------------------------- */

static void seen_judge(struct told_observation *told, struct problems *problems)
{
	int64_t days = setting_int("observation_oldest_days");

	if (!told->seen_at.seconds)
		told->seen_at = instant_now();
	if (told->seen_at.seconds > instant_now().seconds + HOUR)
		problem_add(problems, "seen_at", "%s", _("The time is in the future."));
	else if (instant_now().seconds - told->seen_at.seconds > days * DAY)
		problem_add(problems, "seen_at", _("It is more than %lld days ago: too late for a picture of a week."),
			(long long)days);
}

static void place_judge(struct view *view, int64_t place_id, const struct cooperation *area,
                        struct problems *problems)
{
	const struct place *place = place_id ? place_get(view, place_id) : NULL;

	if (place && cooperation_of(view, place->area_id).id != area->id)
		problem_add(problems, "place_id", "%s", _("The place does not lie in the area. Choose another, or none."));
}

static void told_judge(struct view *view, void *row, struct problems *problems)
{
	struct told_observation *told = row;
	struct cooperation area = cooperation_of(view, told->area_id);

	if (!area.id)
		problem_add(problems, "area_id", "%s", _("You do not report in this area. Choose another area."));
	else
		place_judge(view, told->place_id, &area, problems);
	seen_judge(told, problems);
	if (told->take_away)
		told->words = words_without(view, told->words, told->place_id);
	else
		words_judge(view, "words", told->words, told->place_id, problems);
}

struct observation observation_of(struct view *view, const struct told_observation *told)
{
	struct cooperation area = cooperation_of(view, told->area_id);

	return (struct observation){ .cooperation_id = area.id, .unit_id = area.unit_id,
		.area_id = told->area_id, .place_id = told->place_id, .factor = told->factor,
		.severity = told->severity, .seen_at = told->seen_at, .source = told->source,
		.words = told->words, .is_still_there = told->is_still_there };
}

const struct form told_form = { .record = &est_told_record,
	.fields = FIELDS("factor", "area_id", "severity", "source", "words", "place_id", "seen_at",
		"is_still_there", "take_away"),
	.judge = told_judge };

/* ---- Where, weeks, quarters, hot places ------------------------------------------------------- */

static void cooperation_judge(struct view *view, void *row, struct problems *problems)
{
	const struct cooperation *cooperation = row;

	if (!observation_may_decide(view, cooperation->unit_id))
		problem_add(problems, "unit_id", "%s",
			_("You do not decide on the pictures of this unit. Choose another unit."));
	if (date_is_given(cooperation->valid_to)
	    && date_compare(cooperation->valid_to, cooperation->valid_from) < 0)
		problem_add(problems, "valid_to", "%s", _("The last day is before the first."));
	if (est_area_is_there(view, cooperation))
		problem_add(problems, "area_id", "%s", _("This area is an EST area already."));
}
const struct form cooperation_form = { .record = &cooperation_record,
	.fields = FIELDS("unit_id", "area_id", "valid_from", "valid_to"), .judge = cooperation_judge };

static void public_words_judge(struct view *view, const char *field, struct str words, int64_t place_id,
                               struct problems *problems)
{
	words_judge(view, field, words, place_id, problems);
	if (words_guard(view_arena(view), words) == WORDS_ARE_PROTECTIVE)
		problem_add(problems, field, "%s", _("Write nothing that may be secret."));
}

static void week_judge(struct view *view, void *row, struct problems *problems)
{
	public_words_judge(view, "words", ((const struct est_week *)row)->words, 0, problems);
}
const struct form est_week_form = { .record = &est_week_record, .fields = FIELDS("words"), .judge = week_judge };

static void quarter_judge(struct view *view, void *row, struct problems *problems)
{
	public_words_judge(view, "words", ((const struct est_quarter *)row)->words, 0, problems);
}
const struct form est_quarter_form = { .record = &est_quarter_record, .fields = FIELDS("words"),
	.judge = quarter_judge };

static void hot_judge(struct view *view, void *row, struct problems *problems)
{
	struct hot_place *hot = row;
	struct cooperation area = cooperation_of(view, hot->area_id);

	if (!area.id || !observation_may_decide(view, area.unit_id))
		problem_add(problems, "area_id", "%s",
			_("You do not decide on the pictures of this area. Choose another area."));
	else
		place_judge(view, hot->place_id, &area, problems);
	hot->cooperation_id = area.id;
	hot->unit_id = area.unit_id;
	if (date_compare(hot->since, date_today()) > 0)
		problem_add(problems, "since", "%s", _("The day is in the future."));
	if (date_compare(hot->reviewed_on, date_today()) > 0)
		problem_add(problems, "reviewed_on", "%s", _("The day is in the future."));
	public_words_judge(view, "name", hot->name, hot->place_id, problems);
	public_words_judge(view, "why", hot->why, hot->place_id, problems);
}
const struct form hot_place_form = { .record = &hot_place_record,
	.fields = FIELDS("name", "area_id", "place_id", "why", "since", "state", "reviewed_on"),
	.judge = hot_judge };
