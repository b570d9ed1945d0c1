/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * crisis/enter.c - the card for whoever enters a crisis, and the wall that all can see.
 *
 * The card says what one needs to know in a minute: what has happened, who leads, when the
 * next meeting is, what one's own function does first.  The wall has no controls and follows
 * what is committed.  Both read what has come home from copies as the room does.
 */
#include "modules/crisis/home.h"

#include "base/json.h"
#include "kit/setting.h"
#include "kit/watch.h"
#include "modules/crisis/enter.html.h"
#include "modules/crisis/sitrep.h"

enum { WALL_LINES = 7, JSON_LONGEST = 1 << 20 };

/* ---- For machines ------------------------------------------------------------------------------ */

static void functions_json(struct json_out *json, struct arena *arena, struct str functions)
{
	json_list_begin(json, "my_functions");
	while (functions.len) {
		struct str function = str_cut(&functions, ' ');
		struct str_list things = first_things(arena, function);

		json_object_begin(json, NULL);
		json_str(json, "function", function);
		json_list_begin(json, "first");
		for (size_t i = 0; i < things.count; i++)
			json_str(json, NULL, things.at[i]);
		json_list_finish(json);
		json_object_finish(json);
	}
	json_list_finish(json);
}

/* What card and wall say, as far as it is not asked for elsewhere. */
static struct reply enter_json(struct request *request, struct view *view,
                               const struct crisis *crisis)
{
	struct rhythm_list rhythms = rhythms_of(view, crisis->id);
	const struct rhythm *next = rhythm_coming(&rhythms, instant_now());
	struct crisis_picture_list versions = pictures_of(view, crisis->id);
	struct direction_list directions = directions_of(view, crisis->id);
	struct statement_list said = crisis_statements_now(view, crisis->id);
	struct reports reports = reports_of(view, crisis);
	struct json_out json;
	struct out out;

	out_init(&out, request->arena, JSON_LONGEST);
	json_begin(&json, &out);
	json_object_begin(&json, NULL);
	record_member_json(&json, "crisis", &crisis_record, crisis);
	json_str(&json, "situation", versions.count ? versions.at[0].summary : S(""));
	json_int(&json, "picture", versions.count ? versions.at[0].number : 0);
	json_str(&json, "direction", directions.count ? directions.at[0].words : S(""));
	json_str(&json, "next", next ? next->kind : S(""));
	json_instant(&json, "next_at", next ? rhythm_next(next, instant_now()) : (struct instant){ 0 });
	json_int(&json, "units", (int64_t)reports.units.count);
	json_int(&json, "units_reported", (int64_t)reports.reported);
	json_int(&json, "units_late", (int64_t)reports.late);
	json_int(&json, "open_tasks", (int64_t)entries_open_tasks(view, crisis->id).count);
	statements_json(&json, &said);
	functions_json(&json, request->arena,
		crisis_functions_of(view, crisis->id, request_person(request)->id));
	json_object_finish(&json);
	return reply_json(request, 200, &out);
}

/* ---- The card -------------------------------------------------------------------------------- */

/* The shift that the person has now, or else the next one. */
static const struct shift_row *shift_of(const struct shift_row_list *shifts, int64_t person_id)
{
	for (size_t i = 0; i < shifts->count; i++)
		if (shifts->at[i].person_id == person_id)
			return &shifts->at[i];
	return NULL;
}

struct reply crisis_welcome_page(struct request *request, struct view *view)
{
	const struct crisis *crisis = crisis_asked(request, view);
	struct welcome welcome = { .crisis = crisis, .view = view, .now = instant_now() };
	struct crisis_picture_list versions;
	struct direction_list directions;
	struct shift_row_list shifts;
	struct statement_list said;
	struct out *out;

	if (!crisis)
		return reply_not_found(request);
	if (request_wants_json(request))
		return enter_json(request, view, crisis);
	versions = pictures_of(view, crisis->id);
	directions = directions_of(view, crisis->id);
	shifts = shifts_of(view, crisis->id, welcome.now);
	said = crisis_statements_now(view, crisis->id);
	welcome.said = &said;
	welcome.picture = versions.count ? &versions.at[0] : NULL;
	welcome.direction = directions.count ? &directions.at[0] : NULL;
	welcome.level = entry_latest(view, crisis->id, ENTRY_level);
	welcome.staff = crisis_staff_list(view, crisis->id);
	welcome.functions = crisis_functions_of(view, crisis->id, request_person(request)->id);
	welcome.mine = shift_of(&shifts, request_person(request)->id);
	welcome.relief = welcome.mine ? shift_relief(&shifts, welcome.mine) : NULL;
	out = page_begin(request, view, _("Welcome in"));
	crisis_mark(out, crisis);
	welcome_show(out, &welcome);
	return page_end(request, 200);
}

struct str_list first_things(struct arena *arena, struct str function)
{
	const struct item *item = item_find("crisis/functions", function);
	struct str rest = item ? item_words(item, "first") : S("");
	struct str_list list = { 0, arena_array(arena, struct str, rest.len / 2 + 2) };

	while (rest.len)
		list.at[list.count++] = str_trim(str_cut(&rest, ';'));
	return list;
}

bool function_leads(struct str function)
{
	const struct item *item = item_find("crisis/functions", function);

	return item && item_int(item, "leads");
}

struct str staff_holder(const struct staff_row_list *staff, struct str function)
{
	for (size_t i = 0; i < staff->count; i++)
		if (!staff->at[i].ended_at.seconds && str_equals(staff->at[i].function, function))
			return staff->at[i].name;
	return S("–");
}

/* ---- The wall ---------------------------------------------------------------------------------- */

static bool wall_write(struct out *out, struct view *view, int64_t id)
{
	const struct crisis *crisis = crisis_of_id(view, id);
	struct wall wall = { .crisis = crisis, .now = instant_now(),
		.old_minutes = setting_int("crisis_old_minutes") };
	struct crisis_picture_list versions;
	struct direction_list directions;
	struct statement_list said;
	struct room_lines log;
	struct reports reports;

	if (!crisis)
		return false;
	log = lines_newest(view, id, WALL_LINES);
	said = crisis_statements_now(view, id);
	wall.log = &log;
	wall.said = &said;
	reports = reports_of(view, crisis);
	versions = pictures_of(view, id);
	directions = directions_of(view, id);
	wall.units = reports.units.count;
	wall.reported = reports.reported;
	wall.late = reports.late;
	wall.picture = versions.count ? &versions.at[0] : NULL;
	wall.direction = directions.count ? &directions.at[0] : NULL;
	wall.rhythms = rhythms_of(view, id);
	wall.tasks = entries_open_tasks(view, id);
	wall.staff = crisis_staff_list(view, id);
	wall.shifts = shifts_of(view, id, wall.now);
	wall_show(out, &wall);
	return crisis->state == CRISIS_open;
}

struct reply crisis_wall_page(struct request *request, struct view *view)
{
	const struct crisis *crisis = crisis_asked(request, view);
	struct out *out;

	if (!crisis)
		return reply_not_found(request);
	if (request_wants_json(request))
		return enter_json(request, view, crisis);
	out = page_begin_bare(request, "wall", str_z(request->arena, crisis->title));
	crisis_mark(out, crisis);
	wall_begin(out, crisis);
	watch_show(out, view, crisis_path(request, "wall/stream"), crisis->id, wall_write);
	wall_end(out, crisis);
	return page_end(request, 200);
}

struct reply crisis_wall_stream(struct request *request, struct view *view)
{
	const struct crisis *crisis = crisis_asked(request, view);

	return crisis ? reply_watch(request, view, crisis->id, wall_write)
		: reply_not_found(request);
}
