/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * partners/demo.c - the actors around the demo city, and a picture of the exercise that two of
 * them may read.
 *
 * catalogues/demo/partners.csv; an actor of "*" stands in every district.  Ways to reach them
 * have been tried each three hundred days, the last time as the file says.
 */
#include "modules/partners/inside.h"

#include "base/say.h"
#include "kit/demo.h"
#include "modules/people/people.h"
#include "modules/units/units.h"

enum { ARENA_BYTES = 128 << 20, YEARS_BACK_DAYS = 1300, BETWEEN_TRIALS = 300,
       HOURS_SHARED = 48, SHARED_WITH = 2 };

struct partner_demo {
	struct arena *arena;
	struct change *change;
	const struct csv_table *table, *notes, *units;
	int64_t person;
};

static struct str cell(const struct partner_demo *demo, size_t row, const char *name)
{
	return csv_cell(demo->table, row, name);
}

static struct date days_from_now(int64_t days)
{
	return date_add_days(date_today(), (int)days);
}

static struct instant noon(struct date day)
{
	return instant_at(day, 12, 0, 0);
}

static void trials_put(const struct partner_demo *demo, size_t row, int64_t partner_id, int64_t contact_id)
{
	for (int64_t ago = demo_int(demo->table, row, "tried_days_ago"); ago < YEARS_BACK_DAYS;
	     ago += BETWEEN_TRIALS) {
		struct partner_check check = { .contact_id = contact_id, .partner_id = partner_id,
			.on_day = days_from_now(-ago), .worked = true, .person_id = demo->person,
			.at = noon(days_from_now(-ago)) };

		change_insert(demo->change, &partner_check_record.shape, &check);
	}
}

static struct str name_with(const struct partner_demo *demo, struct str name, const struct unit *unit)
{
	ptrdiff_t at = str_find(name, S("{unit}"));

	if (at < 0)
		return name;
	return arena_print(demo->arena, "%.*s%.*s%.*s", STR(str_part(name, 0, (size_t)at)),
		STR(unit->name_sv), STR(str_part(name, (size_t)at + 6, name.len)));
}

static void notes_put(const struct partner_demo *demo, struct str key, int64_t partner_id)
{
	int64_t number = 0;

	for (size_t row = 1; row < demo->notes->count; row++) {
		struct partner_note note = { .partner_id = partner_id,
			.kind = choice_of(note_kinds, csv_cell(demo->notes, row, "kind")),
			.at = noon(days_from_now(-demo_int(demo->notes, row, "days_ago"))),
			.words = csv_cell(demo->notes, row, "words_sv"),
			.from_whom = csv_cell(demo->notes, row, "from_sv"),
			.took_part = csv_cell(demo->notes, row, "took_part_sv"),
			.committed = csv_cell(demo->notes, row, "committed_sv"), .created_by = demo->person };

		if (!str_equals(csv_cell(demo->notes, row, "partner"), key))
			continue;
		note.created_at = note.at;
		note.number = note.kind == NOTE_decision ? ++number : 0;
		change_insert(demo->change, &partner_note_record.shape, &note);
	}
}

static void partner_put(const struct partner_demo *demo, size_t row, const struct unit *unit)
{
	int64_t agreement = demo_int(demo->table, row, "agreement_days");
	struct partner partner = { .unit_id = unit->id, .kind = cell(demo, row, "kind"),
		.name = name_with(demo, cell(demo, row, "name_sv"), unit),
		.area = cell(demo, row, "area_sv").len ? cell(demo, row, "area_sv") : unit->name_sv,
		.runs = cell(demo, row, "runs_sv"), .agreement = cell(demo, row, "agreement_sv"),
		.valid_from = days_from_now(-YEARS_BACK_DAYS), .created_by = demo->person };
	struct partner_contact contact = { .name = cell(demo, row, "contact_sv"),
		.channel = cell(demo, row, "channel"), .address = cell(demo, row, "address"),
		.at_all_hours = demo_int(demo->table, row, "at_all_hours") != 0,
		.created_by = demo->person };

	if (agreement)
		partner.agreement_to = days_from_now(agreement);
	change_insert(demo->change, &partner_record.shape, &partner);
	contact.partner_id = partner.id;
	change_insert(demo->change, &partner_contact_record.shape, &contact);
	trials_put(demo, row, partner.id, contact.id);
	notes_put(demo, cell(demo, row, "key"), partner.id);
}

static void in_every_district(const struct partner_demo *demo, size_t row)
{
	for (size_t i = 1; i < demo->units->count; i++) {
		const struct unit *unit = str_is(csv_cell(demo->units, i, "kind"), "district")
			? unit_of_code(change_view(demo->change), csv_cell(demo->units, i, "code")) : NULL;

		if (unit)
			partner_put(demo, row, unit);
	}
}

static void partners_put(const struct partner_demo *demo)
{
	for (size_t row = 1; row < demo->table->count; row++) {
		struct str code = cell(demo, row, "unit_code");
		const struct unit *unit = unit_of_code(change_view(demo->change), code);

		if (unit)
			partner_put(demo, row, unit);
		else if (str_is(code, "*"))
			in_every_district(demo, row);
	}
}

/* ---- The exercise ----------------------------------------------------------------------------- */

static void exercise_share(struct change *change, const struct crisis *crisis, struct str name)
{
	struct view *view = change_view(change);
	const struct crisis_shared *picture = crisis_shared_latest(view, crisis->id);
	struct partner_list partners = partners_now(view, crisis->unit_id);
	struct crisis_shared_line_list lines;
	struct partner_release release = { .crisis_id = crisis->id, .title = crisis->title,
		.is_exercise = true, .released_by = change_me(change), .released_name = name,
		.released_at = { instant_now().seconds - HOUR },
		.expires_at = { instant_now().seconds + HOURS_SHARED * HOUR },
		.words = S("Övning: läs och återkom om något inte stämmer med er bild.") };

	if (!picture)
		return;
	release.picture = picture->number;
	release.summary = picture->summary;
	release.decided_at = picture->at;
	change_insert(change, &partner_release_record.shape, &release);
	lines = crisis_shared_lines(view, picture->id);
	for (size_t i = 0; i < lines.count; i++) {
		const struct item *box = item_find("crisis/boxes", lines.at[i].box);
		struct partner_line line = { .release_id = release.id, .box = lines.at[i].box,
			.certainty = lines.at[i].certainty, .words = lines.at[i].words };

		if (line_may_go(box && item_int(box, "partners"), line.certainty))
			change_insert(change, &partner_line_record.shape, &line);
	}
	for (size_t i = 0, put = 0; i < partners.count && put < SHARED_WITH; i++)
		if (str_is(partners.at[i].kind, "rescue") || str_is(partners.at[i].kind, "state")) {
			partner_link_put(change, release.id, &partners.at[i]);
			put++;
		}
}

static void share_demo(struct store *store, struct arena *arena, int64_t person)
{
	struct change *change = change_open(store, arena, (struct who){ .person = person });
	struct crisis_list open = crises_open(change_view(change));

	for (size_t i = 0; i < open.count; i++)
		if (open.at[i].is_exercise) {
			exercise_share(change, &open.at[i], person_name(change_view(change), person));
			break;
		}
	if (change_commit(change) != COMMITTED)
		abandon("Could not fill the demo city.", "somebody else was writing");
}

void partners_demo(struct store *store, int scale)
{
	struct arena *arena = arena_open(ARENA_BYTES);
	struct partner_demo demo = { .arena = arena, .table = demo_rows(arena, "partners"),
		.notes = demo_rows(arena, "partner_notes"), .units = demo_rows(arena, "units") };
	struct view *system = view_open(store, arena, (struct who){ .is_system = true });

	(void)scale;
	demo.person = person_of_login(system, S("karin"));
	view_close(system);
	demo.change = change_open(store, arena, (struct who){ .is_system = true });
	partners_put(&demo);
	if (change_commit(demo.change) != COMMITTED)
		abandon("Could not fill the demo city.", "somebody else was writing");
	if (demo.person)
		share_demo(store, arena, demo.person);
	arena_close(arena);
}
