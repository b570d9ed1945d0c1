/* SPDX-License-Identifier: EUPL-1.2 */
/* packs/model.c - the records of the room, and the room itself. */
#include "modules/packs/take.h"

#include "kit/setting.h"

const struct choice pack_reasons[] = {
	[PACK_none] = { "", "" },
	[PACK_nightly] = { "nightly", N_("As every night") },
	[PACK_rosters] = { "rosters", N_("A roster had changed") },
	[PACK_asked] = { "asked", N_("Somebody asked for it") },
	{ NULL, NULL },
};

#define RECORD struct pack
static const struct field pack_fields[] = { PACK_FIELDS(AS_FIELD) };
#undef RECORD
const struct record pack_record = {
	RECORD_OF("pack", pack, pack_fields),
	.label = N_("Emergency pack"), .many = N_("Emergency packs"), .path = "/packs",
};

#define RECORD struct pack_fetch
static const struct field pack_fetch_fields[] = { PACK_FETCH_FIELDS(AS_FIELD) };
#undef RECORD
const struct record pack_fetch_record = {
	RECORD_OF("pack_fetch", pack_fetch, pack_fetch_fields),
	.label = N_("Fetched pack"), .many = N_("Fetched packs"), .path = "/packs",
};

#define RECORD struct pack_unit
static const struct field pack_unit_fields[] = { PACK_UNIT_FIELDS(AS_FIELD) };
#undef RECORD
const struct record pack_unit_record = {
	.shape = SHAPE_OF(NULL, pack_unit, pack_unit_fields),
	.name = "pack_unit", .fields = pack_unit_fields, .count = COUNT(pack_unit_fields),
	.label = N_("Unit with an emergency pack"), .many = N_("Units with emergency packs"),
	.path = "/packs",
};

#define RECORD struct pack_file
static const struct field pack_file_fields[] = { PACK_FILE_FIELDS(AS_FIELD) };
#undef RECORD
const struct record pack_file_record = {
	RECORD_OF("pack_file", pack_file, pack_file_fields),
	.label = N_("Copy taken along"), .many = N_("Copies taken along"), .path = "/packs",
};

#define RECORD struct pack_code
static const struct field pack_code_fields[] = { PACK_CODE_FIELDS(AS_FIELD) };
#undef RECORD
const struct record pack_code_record = {
	RECORD_OF("pack_code", pack_code, pack_code_fields),
	.label = N_("Emergency code"), .many = N_("Emergency codes"), .path = "/packs/code",
};

struct pack_clock pack_clock_set(void)
{
	return (struct pack_clock){ .hour = setting_int("pack_hour"),
		.least_minutes = setting_int("pack_least_minutes"),
		.old_hours = setting_int("pack_old_hours") };
}

static const struct record *const records[] = { &pack_record, &pack_fetch_record,
	&pack_file_record, &pack_code_record, NULL };
static const struct menu_entry menu[] = {
	{ N_("Emergency packs"), "/packs", MAY_rosters_write, "print", true },
	{ NULL, NULL, NOBODY, NULL, false },
};

const struct module packs_module = {
	.name = "packs",
	.routes = packs_routes,
	.records = records,
	.jobs = packs_jobs,
	.rules = packs_rules,
	.menu = menu,
	.commands = packs_commands,
	.demo = packs_demo,
};
