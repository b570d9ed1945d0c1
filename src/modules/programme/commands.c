/* SPDX-License-Identifier: EUPL-1.2 */
/* programme/commands.c - varn programme load, check, list, history, sources; the demo's programmes. */
#include "modules/programme/folder.h"
#include "modules/programme/pages.h"

#include "base/embedded.h"
#include "base/json.h"
#include "base/say.h"
#include "kit/argument.h"
#include "kit/demo.h"
#include "kit/folder.h"
#include "kit/setting.h"

#include <stdio.h>
#include <string.h>

extern const struct embedded programme_files[];

enum { ARENA_BYTES = 256 << 20, OUTPUT_BYTES = 4 << 20 };
enum { EXIT_USAGE = 2, EXIT_UNREADABLE = 3 };

static const char usage[] =
	"varn programme load DIR [--text FILE] [--json]   reads a folder as a whole or not at all\n"
	"varn programme check DIR [--text FILE] [--json]  the same, without loading\n"
	"varn programme list [--json]                     the editions that are loaded\n"
	"varn programme history UNIT [--json]             a unit's duties through all programmes\n"
	"varn programme sources [--json]                  what evidence rules may name\n";

/* ---- What came of it --------------------------------------------------------------------- */

static const char *const outcomes[] = { [LOAD_refused] = "refused", [LOAD_same] = "same",
	[LOAD_text_added] = "text added", [LOAD_new] = "loaded" };

void load_json(struct out *out, const struct folder *folder, const struct load *load)
{
	struct json_out json;

	json_begin(&json, out);
	json_object_begin(&json, NULL);
	json_str(&json, "outcome", str_of(outcomes[load->outcome]));
	json_str(&json, "code", load->programme ? load->programme->code : S(""));
	json_str(&json, "edition", load->programme ? load->programme->edition : S(""));
	json_int(&json, "rows", (int64_t)load->obligations);
	json_int(&json, "definitions", (int64_t)load->terms);
	json_int(&json, "deliverables", (int64_t)load->deliverables);
	json_int(&json, "closed", (int64_t)load->closed);
	json_int(&json, "mistake_count", (int64_t)folder->mistake_count);
	json_list_begin(&json, "mistakes");
	for (size_t i = 0; i < folder->mistakes_kept; i++) {
		const struct mistake *mistake = &folder->mistakes[i];

		json_object_begin(&json, NULL);
		json_str(&json, "file", mistake->file);
		json_int(&json, "line", mistake->line);
		json_int(&json, "column", (int64_t)mistake->column);
		json_str(&json, "heading", str_of(mistake->heading));
		json_str(&json, "words", mistake->words);
		json_object_finish(&json);
	}
	json_list_finish(&json);
	json_object_finish(&json);
	out_char(out, '\n');
}

static void say_mistakes(struct arena *arena, const struct folder *folder, FILE *to)
{
	for (size_t i = 0; i < folder->mistakes_kept; i++) {
		struct str where = mistake_where(arena, &folder->mistakes[i]);

		fprintf(to, "%.*s: %.*s\n", STR(where), STR(folder->mistakes[i].words));
	}
	if (folder->mistake_count > folder->mistakes_kept)
		fprintf(to, _("... and %zu more.\n"), folder->mistake_count - folder->mistakes_kept);
}

static int say_load(struct arena *arena, const struct folder *folder, const struct load *load,
                    bool as_json, bool is_check)
{
	bool is_refused = load->outcome == LOAD_refused;
	struct str words = load_words(arena, folder, load);
	struct out out;

	if (as_json) {
		out_init(&out, arena, OUTPUT_BYTES);
		load_json(&out, folder, load);
		fwrite(out.at, 1, out.len, stdout);
	} else if (is_refused) {
		say_mistakes(arena, folder, stderr);
		fprintf(stderr, "%.*s\n", STR(words));
	} else if (is_check) {
		puts(_("The folder is as it must be."));
	} else {
		printf("%.*s\n", STR(words));
	}
	return is_refused ? EXIT_UNREADABLE : 0;
}

/* ---- Loading -------------------------------------------------------------------------------- */

static bool text_take(struct arena *arena, struct str path, struct folder_file *text)
{
	struct str content, name = path;

	if (!path.len)
		return true;
	if (!file_map(str_z(arena, path), &content)) {
		fprintf(stderr, _("%.*s cannot be read.\n"), STR(path));
		return false;
	}
	while (str_find_char(name, '/') >= 0)
		str_cut(&name, '/');
	*text = (struct folder_file){ name, arena_copy(arena, content) };
	file_unmap(content);
	return true;
}

static int folder_command(struct store *store, struct arena *arena, int argc, char **argv, bool is_check)
{
	struct folder_file *files, text = { 0 };
	struct str problem = S("");
	struct change *change;
	struct folder *folder;
	struct load load;
	size_t count;

	if (!text_take(arena, argument_text(argc, argv, "text"), &text))
		return EXIT_UNREADABLE;
	if (!folder_from_disk(arena, argv[2], &files, &count, &problem)) {
		fprintf(stderr, "%.*s\n", STR(problem));
		return EXIT_UNREADABLE;
	}
	folder = folder_read(arena, files, count, &text);
	change = change_open(store, arena, (struct who){ .is_system = true });
	load = programme_load(change, folder);
	if (is_check || load.outcome == LOAD_refused || load.outcome == LOAD_same)
		change_undo(change);
	else if (change_commit(change) != COMMITTED)
		abandon("Could not load the programme.", "somebody else was writing");
	return say_load(arena, folder, &load, argument_is_given(argc, argv, "json"), is_check);
}

/* ---- What there is ------------------------------------------------------------------------------ */

static void list_say(const struct programme *p, struct arena *arena)
{
	struct str from = date_iso(arena, p->valid_from), to = date_iso(arena, p->valid_to);
	struct str title = programme_title(p);

	printf("%-28.*s %-10.*s %s  %-10.*s – %-10.*s  %.*s%s\n", STR(p->code), STR(p->edition),
		p->is_current ? "*" : " ", STR(from), STR(to), STR(title),
		p->text_name.len ? _(" (with the adopted text)") : "");
}

static int list_command(struct store *store, struct arena *arena, bool as_json)
{
	struct view *view = view_open(store, arena, (struct who){ .is_system = true });
	struct programme_list list = editions_all(view);
	struct json_out json;
	struct out out;

	out_init(&out, arena, OUTPUT_BYTES);
	json_begin(&json, &out);
	json_list_begin(&json, NULL);
	for (size_t i = 0; i < list.count; i++) {
		if (!as_json)
			list_say(&list.at[i], arena);
		record_json(&json, &programme_record, &list.at[i]);
	}
	json_list_finish(&json);
	if (as_json)
		printf("%.*s\n", STR(out_str(&out)));
	view_close(view);
	return 0;
}

/* The same as the page /programmes/history. */
static int history_command(struct store *store, struct arena *arena, struct str code, bool as_json)
{
	struct view *view = view_open(store, arena, (struct who){ .is_system = true });
	const struct unit *unit = history_unit(view, code);
	struct history history;
	struct json_out json;
	struct out out;

	out_init(&out, arena, OUTPUT_BYTES);
	json_begin(&json, &out);
	if (unit)
		history = history_of(view, unit);
	if (unit && as_json)
		history_write(&json, &history);
	else if (unit)
		history_say(&out, &history);
	else
		fprintf(stderr, _("There is no unit with the code “%.*s”.\n"), STR(code));
	printf("%.*s%s", STR(out_str(&out)), unit && as_json ? "\n" : "");
	view_close(view);
	return unit ? 0 : EXIT_UNREADABLE;
}

static void source_say(const struct evidence_source *source)
{
	printf("%-22s %s (%s)\n", source->name, _(source->label),
		source->spans ? _("from when to when") : _("counts"));
	for (const struct evidence_argument *a = source->arguments; a && a->name; a++) {
		printf("    %s=%s  %s%s\n", a->name, a->is_number ? "N" : a->list ? a->list : "...",
			_(a->label), a->is_required ? _(", required") : "");
		for (const struct choice *c = a->choices; c && c->name; c++)
			if (*c->name)
				printf("        %s  %s\n", c->name, _(c->label));
	}
}

static void source_json(struct json_out *json, const struct evidence_source *source)
{
	json_object_begin(json, NULL);
	json_str(json, "name", str_of(source->name));
	json_str(json, "label", str_of(_(source->label)));
	json_str(json, "gives", source->spans ? S("spans") : S("counts"));
	json_list_begin(json, "arguments");
	for (const struct evidence_argument *a = source->arguments; a && a->name; a++) {
		json_object_begin(json, NULL);
		json_str(json, "name", str_of(a->name));
		json_str(json, "label", str_of(_(a->label)));
		json_str(json, "list", str_of(a->list));
		json_bool(json, "required", a->is_required);
		json_object_finish(json);
	}
	json_list_finish(json);
	json_object_finish(json);
}

static int sources_command(struct arena *arena, bool as_json)
{
	struct json_out json;
	struct out out;

	out_init(&out, arena, OUTPUT_BYTES);
	json_begin(&json, &out);
	json_list_begin(&json, NULL);
	for (size_t i = 0; modules[i]; i++)
		for (const struct evidence_source *s = modules[i]->evidence; s && s->name; s++) {
			if (!as_json)
				source_say(s);
			source_json(&json, s);
		}
	json_list_finish(&json);
	if (as_json)
		printf("%.*s\n", STR(out_str(&out)));
	return 0;
}

static int programme_command(struct store *store, int argc, char **argv)
{
	struct str what = argc > 1 ? str_of(argv[1]) : S("");
	bool as_json = argument_is_given(argc, argv, "json"), is_about;
	struct arena *arena = arena_open(ARENA_BYTES);
	int status = EXIT_USAGE;

	is_about = argc > 2 && strncmp(argv[2], "--", 2) != 0;
	tongue_choose(setting_text("language"));
	if (is_about && (str_is(what, "load") || str_is(what, "check")))
		status = folder_command(store, arena, argc, argv, str_is(what, "check"));
	else if (is_about && str_is(what, "history"))
		status = history_command(store, arena, str_of(argv[2]), as_json);
	else if (str_is(what, "list"))
		status = list_command(store, arena, as_json);
	else if (str_is(what, "sources"))
		status = sources_command(arena, as_json);
	else
		fputs(usage, stderr);
	arena_close(arena);
	return status;
}

const struct command programme_commands[] = {
	{ "programme", "programme load|check DIR [--text FILE] | list | history UNIT | sources",
	  "a programme as data: loads, checks, lists, follows a unit through", programme_command },
	{ NULL, NULL, NULL, NULL },
};

/* ---- The demo ------------------------------------------------------------------------------------- */

/* A folder with mistakes is told and left out: the demo opens without it, and a test of the
 * room says that every folder that came with the program must be well. */
static void demo_load(struct store *store, struct arena *arena, struct str name)
{
	struct folder_file *files;
	size_t count = folder_from_embedded(arena, programme_files, name, &files);
	struct folder *folder = folder_read(arena, files, count, NULL);
	struct change *change = change_open(store, arena, (struct who){ .is_system = true });
	struct load load = programme_load(change, folder);

	if (load.outcome == LOAD_refused) {
		change_undo(change);
		say_warning("programmes/%.*s was not loaded: %zu mistakes", STR(name), folder->mistake_count);
		say_mistakes(arena, folder, stderr);
	} else if (change_commit(change) != COMMITTED) {
		abandon("Could not load the programmes.", "somebody else was writing");
	}
}

/* The programmes of the demo city (catalogues/demo/programmes.csv); a folder that came along for
 * others to load, as that of a law, is not among them. */
void programme_demo(struct store *store, int scale)
{
	struct arena *arena = arena_open(ARENA_BYTES);
	const struct csv_table *table = demo_rows(arena, "programmes");

	(void)scale;
	for (size_t row = 1; row < table->count; row++)
		demo_load(store, arena, csv_cell(table, row, "folder"));
	arena_close(arena);
}
