/* SPDX-License-Identifier: EUPL-1.2 */
/* crisis/home_pages.c - what has come home to a crisis, and the form that brings more. */
#include "modules/crisis/home.h"

#include "modules/crisis/home.html.h"
#include "modules/crisis/pages.html.h"

enum { JSON_LONGEST = 1 << 20 };

#define RECORD struct home_unit
static const struct field unit_fields[] = { HOME_UNIT_FIELDS(AS_FIELD) };
#undef RECORD
static const struct record unit_record = {
	.shape = SHAPE_OF(NULL, home_unit, unit_fields),
	.name = "crisis_home_unit", .fields = unit_fields, .count = COUNT(unit_fields),
	.label = N_("Unit"), .many = N_("Units"), .path = "/crisis",
};
const struct form home_unit_form = { .record = &unit_record, .fields = FIELDS("unit_id") };

/* ---- Lines ----------------------------------------------------------------------------------- */

static struct merge_line_list corrections_of(struct arena *arena, const struct merge_line_list *lines)
{
	struct merge_line_list found = { 0, arena_array(arena, struct merge_line, lines->count + 1) };

	for (size_t i = 0; i < lines->count; i++)
		if (lines->at[i].entry->kind == ENTRY_correction)
			found.at[found.count++] = lines->at[i];
	return found;
}

struct room_lines lines_all(struct view *view, int64_t crisis_id)
{
	struct room_lines room = { .lines = crisis_lines_merged(view, crisis_id) };

	room.corrections = corrections_of(view_arena(view), &room.lines);
	room.total = (int64_t)room.lines.count;
	return room;
}

/* Most crises have one chain, and then only its end is read. */
static struct room_lines city_newest(struct view *view, int64_t crisis_id, int64_t most)
{
	struct arena *arena = view_arena(view);
	struct entry_list *newest = arena_new(arena, struct entry_list);
	struct entry_list *correcting = arena_new(arena, struct entry_list);
	struct room_lines room;

	*newest = entries_newest(view, crisis_id, most);
	*correcting = entries_correcting(view, crisis_id);
	room.lines = merge_lines_of(arena, S(""), 0, newest);
	room.corrections = merge_lines_of(arena, S(""), 0, correcting);
	room.total = newest->count ? newest->at[0].seq : 0;
	return room;
}

struct room_lines lines_newest(struct view *view, int64_t crisis_id, int64_t most)
{
	int64_t from_copies = home_count(view, crisis_id);
	struct entry_list last;

	if (!from_copies)
		return city_newest(view, crisis_id, most);
	last = entries_newest(view, crisis_id, 1);
	return (struct room_lines){ .lines = log_lines_newest(view, crisis_id, most),
		.corrections = log_lines_correcting(view, crisis_id),
		.total = from_copies + (last.count ? last.at[0].seq : 0) };
}

struct str line_mark(struct arena *arena, const struct merge_line *line)
{
	return arena_print(arena, "line-%.*s%s%lld", STR(line->site), line->site.len ? "-" : "",
		(long long)line->entry->seq);
}

/* ---- Statements ----------------------------------------------------------------------------------- */

struct statement_list crisis_statements_now(struct view *view, int64_t crisis_id)
{
	struct merge_line_list lines;

	if (!home_count(view, crisis_id))
		return (struct statement_list){ 0 };
	lines = log_lines_judging(view, crisis_id);
	return crisis_statements(view_arena(view), &lines);
}

struct str statement_value(struct arena *arena, const struct statement *said, bool is_ours)
{
	struct str value = is_ours ? said->ours : said->theirs;

	return said->kind == ENTRY_staff || !value.len ? value
		: crisis_line_became(arena, str_of(entry_kinds[said->kind].name), value);
}

const char *statement_what(struct arena *arena, const struct statement *said)
{
	if (said->kind == ENTRY_level)
		return _("Level");
	if (said->kind == ENTRY_coordination)
		return _("Central coordination");
	return str_z(arena, code_name("crisis/functions", said->function));
}

struct str entry_judge_name(const struct entry *entry)
{
	return entry->decided_by.len ? entry->decided_by : entry->author_name;
}

static void side_json(struct json_out *json, const char *name, struct str value,
                      const struct entry *line)
{
	json_object_begin(json, name);
	json_str(json, "value", value);
	json_str(json, "by", line ? entry_judge_name(line) : S(""));
	json_instant(json, "at", line ? line->event_at : (struct instant){ 0 });
	json_int(json, "line", line ? line->seq : 0);
	json_str(json, "grounds", line ? line->grounds : S(""));
	json_object_finish(json);
}

void statements_json(struct json_out *json, const struct statement_list *statements)
{
	json_list_begin(json, "statements");
	for (size_t i = 0; i < statements->count; i++) {
		const struct statement *said = &statements->at[i];

		json_object_begin(json, NULL);
		json_str(json, "what", str_of(entry_kinds[said->kind].name));
		json_str(json, "function", said->function);
		json_bool(json, "is_both", said->is_both);
		side_json(json, "city", said->ours, said->our_line);
		json_str(json, "site", said->site);
		side_json(json, "away", said->theirs, said->their_line);
		json_object_finish(json);
	}
	json_list_finish(json);
}

/* ---- What has come home ---------------------------------------------------------------------------- */

struct home_row_list home_rows(struct view *view, const struct crisis *crisis, bool with_files)
{
	struct crisis_home_list homes = homes_of(view, crisis->id);
	struct home_row_list rows = { 0, arena_array(view_arena(view), struct home_row, homes.count + 1) };

	for (size_t i = 0; i < homes.count; i++) {
		struct home_row *row = &rows.at[rows.count++];

		row->home = &homes.at[i];
		row->chain = home_chain(view, crisis, row->home);
		if (with_files)
			row->files = home_files(view, row->home->id);
	}
	return rows;
}

static struct reply home_json(struct request *request, const struct home_row_list *rows,
                              const struct statement_list *said)
{
	struct json_out json;
	struct out out;

	out_init(&out, request->arena, JSON_LONGEST);
	json_begin(&json, &out);
	json_object_begin(&json, NULL);
	json_list_begin(&json, "copies");
	for (size_t i = 0; i < rows->count; i++) {
		json_object_begin(&json, NULL);
		json_str(&json, "site", rows->at[i].home->site);
		json_str(&json, "public_key", rows->at[i].home->public_key);
		json_bool(&json, "is_whole", rows->at[i].chain.fault == CHAIN_WHOLE);
		json_int(&json, "follows_on", rows->at[i].home->base_seq);
		json_list_begin(&json, "files");
		for (size_t j = 0; j < rows->at[i].files.count; j++)
			record_json(&json, &home_file_record, &rows->at[i].files.at[j]);
		json_list_finish(&json);
		json_object_finish(&json);
	}
	json_list_finish(&json);
	statements_json(&json, said);
	json_object_finish(&json);
	return reply_json(request, 200, &out);
}

struct reply home_page(struct request *request, struct view *view)
{
	const struct crisis *crisis = crisis_asked(request, view);
	struct statement_list said;
	struct home_row_list rows;
	struct out *out;

	if (!crisis)
		return reply_not_found(request);
	rows = home_rows(view, crisis, true);
	said = crisis_statements_now(view, crisis->id);
	if (request_wants_json(request))
		return home_json(request, &rows, &said);
	out = page_begin(request, view, _("Logs from off-line"));
	crisis_mark(out, crisis);
	crisis_sub_begin(out, crisis, _("Logs from off-line"), NULL);
	homes_show(out, crisis, &rows);
	if (home_may_bring(view, crisis))
		home_form_show(out, request, crisis, request_problems(request));
	return page_end(request, 200);
}

/* The file as it came, byte for byte. */
struct reply home_file_page(struct request *request, struct view *view)
{
	const struct crisis *crisis = crisis_asked(request, view);
	const struct crisis_home *home = crisis
		? home_of_site(view, crisis->id, request_param(request, "site")) : NULL;
	struct reply reply;

	if (!home)
		return reply_not_found(request);
	reply = reply_bytes(200, "text/plain; charset=utf-8", home_content(view, home->id));
	reply_download(&reply, request->arena, arena_print(request->arena, "%.*s-%.*s.log",
		STR(crisis->number), STR(home->site)));
	return reply;
}

/* ---- Bringing ---------------------------------------------------------------------------------------- */

static struct reply brought(struct request *request, struct change *change,
                            struct homecoming *homecoming)
{
	const struct upload *file = request_file(request, "file", 0);
	struct str problem = S("");

	if (file && file->is_too_large)
		problem = str_of(_("The file is too large."));
	else if (!file || !file->content.len)
		problem = str_of(_("Choose a file."));
	if (!problem.len) {
		homecoming->text = file->content;
		homecoming->name = request_person(request)->name;
		problem = crisis_bring_home(change, homecoming);
	}
	if (problem.len) {
		problem_add(request_problems(request), "file", "%.*s", STR(problem));
		return reply_again(request, change);
	}
	request_message(request, homecoming->came ? arena_print(request->arena,
			plural(homecoming->came, "%lld line has come home from %.*s.",
				"%lld lines have come home from %.*s."),
			(long long)homecoming->came, STR(homecoming->site)).at
		: _("Nothing in the file is new."));
	return reply_done(request, 200, &crisis_record, &homecoming->crisis, "/crisis/%.*s/home",
		STR(homecoming->crisis.number));
}

struct reply home_act(struct request *request, struct change *change)
{
	struct reply reply;
	const struct crisis *crisis = crisis_to_change(request, change, "file", &reply);

	if (!crisis)
		return reply;
	return brought(request, change, &(struct homecoming){ .only = crisis });
}

struct reply home_new(struct request *request, struct view *view)
{
	struct home_unit row = { .unit_id = request_person(request)->unit_id };
	struct form_view form = form_view_of(request, view, &home_unit_form, &row);
	struct out *out = page_begin(request, view, _("Bring a log home"));

	home_new_head(out);
	form_begin(out, &form, S("/crisis/home"), true);
	crisis_problems(out, request_problems(request), _("Nothing has come home"));
	home_file_field(out, request_problems(request));
	form_field(out, &form, "unit_id");
	form_buttons(out, _("Bring it home"), S("/crisis"));
	form_end(out);
	return page_end(request, 200);
}

struct reply home_new_act(struct request *request, struct change *change)
{
	const struct home_unit *row = request_record(request);

	return brought(request, change, &(struct homecoming){ .unit_id = row->unit_id });
}
