/* SPDX-License-Identifier: EUPL-1.2 */
/* rosters/model.c - the records of the room, their choices, and the room itself. */
#include "modules/rosters/coverage.h"
#include "modules/rosters/swaps.h"

const struct choice layer_kinds[] = {
	[LAYER_none] = { "", "" },
	[LAYER_rotation] = { "rotation", N_("Rotation") },
	[LAYER_temporary] = { "temporary", N_("Temporary schedule") },
	{ NULL, NULL },
};
const struct choice layer_turns[] = {
	[TURN_none] = { "", "" },
	[TURN_day] = { "day", N_("days") },
	[TURN_week] = { "week", N_("weeks") },
	[TURN_month] = { "month", N_("months") },
	{ NULL, NULL },
};
const struct choice layer_days[] = {
	[DAYS_none] = { "", "" },
	[DAYS_all] = { "all", N_("Every day") },
	[DAYS_working] = { "working", N_("Working days") },
	[DAYS_free] = { "free", N_("Weekends and holidays") },
	{ NULL, NULL },
};

#define RECORD struct roster
static const struct field roster_fields[] = { ROSTER_FIELDS(AS_FIELD) };
#undef RECORD
const struct record roster_record = {
	RECORD_OF("roster", roster, roster_fields),
	.label = N_("Roster"), .many = N_("Duty rosters"), .path = "/rosters",
};

#define RECORD struct layer
static const struct field layer_fields[] = { LAYER_FIELDS(AS_FIELD) };
#undef RECORD
const struct record layer_record = {
	RECORD_OF("roster_layer", layer, layer_fields),
	.label = N_("Rotation"), .many = N_("Rotations"), .path = "/rosters",
};

#define RECORD struct layer_new
static const struct field layer_new_fields[] = { LAYER_NEW_FIELDS(AS_FIELD) };
#undef RECORD
const struct record layer_new_record = {
	.shape = SHAPE_OF(NULL, layer_new, layer_new_fields),
	.name = "layer_new", .fields = layer_new_fields, .count = COUNT(layer_new_fields),
	.label = N_("Rotation"), .many = N_("Rotations"), .path = "/rosters",
};

#define RECORD struct override
static const struct field override_fields[] = { OVERRIDE_FIELDS(AS_FIELD) };
#undef RECORD
const struct record override_record = {
	RECORD_OF("roster_override", override, override_fields),
	.label = N_("Override"), .many = N_("Overrides"), .path = "/rosters",
};

#define RECORD struct share
static const struct field share_fields[] = { SHARE_FIELDS(AS_FIELD) };
#undef RECORD
const struct record share_record = {
	RECORD_OF("roster_share", share, share_fields),
	.label = N_("Shared duty"), .many = N_("Shared duties"), .path = "/rosters",
};

#define RECORD struct channel
static const struct field channel_fields[] = { CHANNEL_FIELDS(AS_FIELD) };
#undef RECORD
const struct record channel_record = {
	RECORD_OF("duty_channel", channel, channel_fields),
	.label = N_("Way to be reached"), .many = N_("Ways to be reached"),
	.path = "/rosters/channels",
};

static const struct record *const records[] = { &roster_record, &layer_record,
	&override_record, &share_record, &channel_record, &swap_record, NULL };
static const struct menu_entry menu[] = {
	{ N_("On duty"), "/rosters", MAY_rosters_read, "clock", true },
	{ NULL, NULL, NOBODY, NULL, false },
};

const struct module rosters_module = {
	.name = "rosters",
	.routes = rosters_routes,
	.records = records,
	.references = rosters_references,
	.rules = rosters_rules,
	.menu = menu,
	.evidence = rosters_evidence,
	.wheel = rosters_wheel,
	.jobs = rosters_jobs,
	.home = rosters_home,
	.demo = rosters_demo,
};
