/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * warnings/demo.c - warnings that the demo city has had, taken in as files as others are.
 *
 * catalogues/demo/warnings.csv, in order of time.  One file is refused, so that one sees how
 * that is told; drafts are one that anybody may write and one of the exercise that goes on.
 */
#include "modules/warnings/inside.h"

#include "base/say.h"
#include "kit/demo.h"
#include "kit/setting.h"
#include "modules/people/people.h"

enum { ARENA_BYTES = 128 << 20, FILE_LARGEST = 1 << 20, HOURS_DRAFT = 12 };

struct warning_demo {
	struct arena *arena;
	struct change *change;
	const struct csv_table *table;
	struct instant now;
};

static struct str cell(const struct warning_demo *demo, size_t row, const char *name)
{
	return csv_cell(demo->table, row, name);
}

static struct instant sent_at(const struct warning_demo *demo, size_t row)
{
	return (struct instant){ demo->now.seconds - demo_int(demo->table, row, "minutes_ago") * MINUTE };
}

static struct str identifier_of(const struct warning_demo *demo, size_t row)
{
	return arena_print(demo->arena, "demo-%.*s", STR(cell(demo, row, "key")));
}

/* The box around the area is outline enough here. */
static struct cap_area *area_demo(const struct warning_demo *demo, size_t row)
{
	struct cap_area *made = arena_new(demo->arena, struct cap_area);
	struct area_list areas = areas_of(change_view(demo->change), "district", date_today());
	struct str code = cell(demo, row, "area_code");

	made->areaDesc = cell(demo, row, "area_sv");
	for (size_t i = 0; i < areas.count; i++) {
		const struct area *a = &areas.at[i];

		if (str_equals(a->code, code))
			made->polygon = cap_text(demo->arena, arena_print(demo->arena,
				"%.5f,%.5f %.5f,%.5f %.5f,%.5f %.5f,%.5f %.5f,%.5f", a->south, a->west,
				a->south, a->east, a->north, a->east, a->north, a->west, a->south, a->west));
	}
	if (str_is(code, "city")) {
		made->geocode.at = arena_new(demo->arena, struct cap_pair);
		made->geocode.at[0] = (struct cap_pair){ S("Municipality"),
			setting_text("municipality_code") };
		made->geocode.count = 1;
	}
	return made;
}

static struct cap_info info_demo(const struct warning_demo *demo, size_t row, bool in_english)
{
	struct instant expires = { demo->now.seconds
		+ demo_int(demo->table, row, "expires_minutes") * MINUTE };
	struct cap_info info = { .language = in_english ? S("en-GB") : S("sv-SE"),
		.category = cap_text(demo->arena, cell(demo, row, "category")),
		.event = cell(demo, row, in_english ? "event_en" : "event_sv"),
		.urgency = cell(demo, row, "urgency"), .severity = cell(demo, row, "severity"),
		.certainty = cell(demo, row, "certainty"), .expires = cap_time(demo->arena, expires),
		.senderName = cell(demo, row, "sender_name_sv"),
		.headline = cell(demo, row, in_english ? "headline_en" : "headline_sv"),
		.description = cell(demo, row, in_english ? "description_en" : "description_sv"),
		.instruction = cell(demo, row, in_english ? "instruction_en" : "instruction_sv") };

	info.area.at = area_demo(demo, row);
	info.area.count = 1;
	return info;
}

static struct str references_demo(const struct warning_demo *demo, size_t row)
{
	struct str key = cell(demo, row, "refers_to");

	for (size_t i = 1; key.len && i < row; i++)
		if (str_equals(cell(demo, i, "key"), key))
			return arena_print(demo->arena, "%.*s,%.*s,%.*s", STR(cell(demo, i, "sender")),
				STR(identifier_of(demo, i)), STR(cap_time(demo->arena, sent_at(demo, i))));
	return S("");
}

static void warning_demo_put(const struct warning_demo *demo, size_t row)
{
	struct cap_info infos[2] = { info_demo(demo, row, false), info_demo(demo, row, true) };
	struct cap_alert alert = { .identifier = identifier_of(demo, row),
		.sender = cell(demo, row, "sender"), .sent = cap_time(demo->arena, sent_at(demo, row)),
		.status = cell(demo, row, "status"), .msgType = cell(demo, row, "msg_type"),
		.scope = S("Public"), .references = references_demo(demo, row),
		.info = { 2, infos } };
	struct warning_file file;
	struct out out;

	out_init(&out, demo->arena, FILE_LARGEST);
	cap_write_xml(&out, &alert);
	file = warning_file_take(demo->change, &(struct came){ .way = WAY_folder,
		.name = arena_print(demo->arena, "%.*s.xml", STR(cell(demo, row, "key"))),
		.bytes = out_str(&out), .at = { sent_at(demo, row).seconds + MINUTE } });
	must(file.verdict == FILE_accepted);
}

static void refused_put(const struct warning_demo *demo)
{
	warning_file_take(demo->change, &(struct came){ .way = WAY_folder, .name = S("okand.xml"),
		.bytes = S("<?xml version=\"1.0\"?>\n<!DOCTYPE alert [<!ENTITY x SYSTEM \"file:///etc/hostname\">]>\n<alert>&x;</alert>\n"),
		.at = { demo->now.seconds - 3 * (int64_t)DAY } });
}

static void draft_put(struct change *change, const struct crisis *crisis, struct instant now,
                      int64_t person)
{
	struct warning_draft draft = { .crisis_id = crisis ? crisis->id : 0, .msg_type = TYPE_alert,
		.event = S("Elavbrott"), .event_en = S("Power cut"),
		.headline = crisis ? S("Stora delar av staden saknar ström") : S("Badförbud i Norra viken"),
		.headline_en = crisis ? S("Large parts of the city have no power")
			: S("No bathing in the northern bay"),
		.description = crisis ? S("Strömmen är borta. Trygghetspunkter öppnar vid skolorna.")
			: S("Prover visar höga halter av bakterier i vattnet."),
		.description_en = crisis ? S("The power is gone. Safety points open at the schools.")
			: S("Samples show high levels of bacteria in the water."),
		.instruction = crisis ? S("Ring bara 112 vid fara för liv.") : S("Bada inte och låt inte djur dricka."),
		.instruction_en = crisis ? S("Ring 112 only when life is in danger.")
			: S("Do not bathe and do not let animals drink."),
		.category = crisis ? S("Infra") : S("Health"), .response = crisis ? S("Execute") : S("Avoid"),
		.urgency = S("Immediate"), .severity = crisis ? S("Severe") : S("Minor"),
		.certainty = S("Observed"), .area_words = setting_text("city_name"),
		.expires_at = { now.seconds + HOURS_DRAFT * HOUR }, .created_by = person,
		.created_at = { now.seconds - HOUR }, .web = S("https://www.example.org/") };

	if (!crisis) {
		draft.event = S("Badvatten");
		draft.event_en = S("Bathing water");
	}
	draft.created_name = person_name(change_view(change), person);
	change_insert(change, &warning_draft_record.shape, &draft);
}

static void drafts_demo(struct store *store, struct arena *arena, struct instant now)
{
	struct view *system = view_open(store, arena, (struct who){ .is_system = true });
	int64_t person = person_of_login(system, S("karin"));
	struct crisis_list open;
	struct change *change;

	view_close(system);
	if (!person)
		return;
	change = change_open(store, arena, (struct who){ .person = person });
	draft_put(change, NULL, now, person);
	open = crises_open(change_view(change));
	for (size_t i = 0; i < open.count; i++)
		if (open.at[i].is_exercise) {
			draft_put(change, &open.at[i], now, person);
			break;
		}
	if (change_commit(change) != COMMITTED)
		abandon("Could not fill the demo city.", "somebody else was writing");
}

void warnings_demo(struct store *store, int scale)
{
	struct arena *arena = arena_open(ARENA_BYTES);
	struct warning_demo demo = { .arena = arena, .table = demo_rows(arena, "warnings"),
		.now = instant_now() };
	const struct csv_table *city = demo_rows(arena, "city");

	(void)scale;
	demo.change = change_open(store, arena, (struct who){ .is_system = true });
	setting_put(demo.change, "municipality_code", csv_cell(city, 1, "municipality_code"));
	if (change_commit(demo.change) != COMMITTED)
		abandon("Could not fill the demo city.", "somebody else was writing");
	catalogue_refresh(store);
	demo.change = change_open(store, arena, (struct who){ .is_system = true });
	for (size_t row = 1; row < demo.table->count; row++)
		warning_demo_put(&demo, row);
	refused_put(&demo);
	if (change_commit(demo.change) != COMMITTED)
		abandon("Could not fill the demo city.", "somebody else was writing");
	drafts_demo(store, arena, demo.now);
	arena_close(arena);
}
