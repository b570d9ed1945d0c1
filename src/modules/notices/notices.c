/* SPDX-License-Identifier: EUPL-1.2 */
/* notices/notices.c - the door: counts for pictures, caveats, the police job, the room's tables. */
#include "modules/notices/inside.h"

#include "base/json.h"
#include "kit/catalogue.h"

#include <stdio.h>
#include <string.h>

/* ---- Counts ------------------------------------------------------------------------- */

static struct notice_count_list by_month(struct view *view, const struct notice_ask *ask)
{
	enum { MOST_MONTHS = 120 };
	struct arena *arena = view_arena(view);
	struct notice_count *at = arena_array(arena, struct notice_count, MOST_MONTHS);
	struct date month = date_month_start(ask->from);
	size_t count = 0;

	for (; count < MOST_MONTHS && date_compare(month, ask->to) <= 0;
	     month = date_add_months(month, 1)) {
		struct notice_ask part = *ask;
		struct date last = date_add_days(date_add_months(month, 1), -1);

		part.from = date_compare(month, ask->from) < 0 ? ask->from : month;
		part.to = date_compare(last, ask->to) > 0 ? ask->to : last;
		at[count++] = (struct notice_count){
			.key = str_part(date_iso(arena, month), 0, 7),
			.label = tongue_month(arena, month),
			.notices = notices_total(view, &part),
		};
	}
	return (struct notice_count_list){ count, at };
}

struct notice_count_list notices_count(struct view *view, const struct notice_ask *ask, const char *by)
{
	struct notice_count_list list;

	if (!strcmp(by, "month"))
		return by_month(view, ask);
	if (!strcmp(by, "area"))
		return notices_by_area(view, ask);
	if (!strcmp(by, "kind"))
		return notices_by_kind(view, ask);
	list = notices_by_source(view, ask);
	for (size_t i = 0; i < list.count; i++)
		list.at[i].label = code_name("notice_sources", list.at[i].key);
	return list;
}

struct str notices_caveat(struct view *view, struct str source)
{
	const struct item *item = item_find("notice_sources", source);

	(void)view;
	if (item)
		return item_words(item, "caveat");
	return str_of(_("Each source has its own way of choosing what it tells of. Do not compare"
		" numbers between sources, and do not add them to the city's own reports."));
}

static void link_add(struct out *out, const char *name, struct str value)
{
	if (!value.len)
		return;
	out_print(out, "&%s=", name);
	out_link_part(out, value);
}

struct str notices_link(struct arena *arena, const struct notice_ask *ask, const char *by, struct str key)
{
	struct notice_ask part = *ask;
	struct out out;

	if (by && !strcmp(by, "month") && date_read(arena_print(arena, "%.*s-01", STR(key)), &part.from)) {
		part.to = date_add_days(date_add_months(part.from, 1), -1);
		part.from = date_compare(part.from, ask->from) < 0 ? ask->from : part.from;
		part.to = date_compare(part.to, ask->to) > 0 ? ask->to : part.to;
	} else if (by && !strcmp(by, "area")) {
		part.area_code = key;
	} else if (by && !strcmp(by, "kind")) {
		part.kind = key;
	} else if (by && !strcmp(by, "source")) {
		part.source = key;
	}
	out_init(&out, arena, 4096);
	out_z(&out, "/notices?single=1");
	link_add(&out, "source", part.source);
	link_add(&out, "area_code", part.area_code);
	link_add(&out, "kind", part.kind);
	link_add(&out, "from", date_iso(arena, part.from));
	link_add(&out, "to", date_iso(arena, part.to));
	return out_str(&out);
}

/* ---- The job and the command ---------------------------------------------------------- */

static const char *short_name(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

static void say_counts(struct job *job, struct importer *importer)
{
	struct importer_counts counts = importer_counts(importer);

	job_say(job, _("%lld added, %lld changed, %lld as before, %lld earlier versions, %lld refused;"
		" %lld placed on the map."), (long long)counts.added, (long long)counts.changed,
		(long long)counts.same, (long long)counts.versions, (long long)counts.bad,
		(long long)counts.placed);
	job_result(job, S("/notices?source=polisen"));
}

bool polisen_import(struct job *job)
{
	struct str name = job_file_name(job);
	struct importer *importer = importer_open(job, S("polisen"), name);
	bool ok = true, kept;

	for (size_t i = 0; ok && job_file(job, i); i++)
		ok = polisen_file(importer, job, job_file(job, i),
			name.len ? str_z(job_arena(job), name) : short_name(job_file(job, i)));
	kept = importer_close(importer, !ok);
	if (kept)
		say_counts(job, importer);
	else if (ok)
		job_say(job, "%s", _("The import was stopped. Nothing of it is left."));
	importer_free(importer);
	return kept || ok;
}

const struct job_kind notices_jobs[] = {
	{ .name = "import-polisen", .label = N_("Read in police notices"),
	  .need = MAY_notices_import, .run = polisen_import, .recover = import_recover },
	{ .name = "place-notices", .label = N_("Place every notice on the map again"),
	  .need = MAY_notices_import, .run = notices_place_all },
	{ .name = NULL },
};

static const struct menu_entry menu[] = {
	{ N_("External notices"), "/notices", MAY_notices_read, "import", true },
	{ NULL, NULL, NOBODY, NULL, false },
};
const struct record *const notices_records[] = { &notice_record, &notice_version_record, NULL };

const struct module notices_module = {
	.name = "notices",
	.routes = notices_routes,
	.records = notices_records,
	.jobs = notices_jobs,
	.menu = menu,
	.imports = notices_imports,
	.commands = notices_commands,
};
