/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * scanning/folder.c - files of feeds that other programs put in a folder; the jobs of the room.
 *
 * A file belongs to the source whose code its name begins with; of no known source it is kept
 * as refused, and says so.
 */
#include "modules/scanning/fetch.h"

#include "kit/setting.h"
#include "kit/watched.h"

static void source_find(struct store *store, struct arena *arena, struct news_came *came)
{
	struct view *view = view_open(store, arena, (struct who){ .is_system = true });
	struct news_source_list sources = news_sources(view);

	came->source_id = news_source_of_name(&sources, came->name);
	view_close(view);
	if (!came->source_id)
		came->refused = str_of(_("No source has a code that the name of the file begins with."));
}

static void file_take(struct store *store, struct arena *arena, struct str name, struct str bytes)
{
	struct news_came came = { .name = name, .way = WAY_folder, .bytes = bytes };

	source_find(store, arena, &came);
	news_take_as_system(store, arena, &came);
}

/* Of a larger file as much as shows that it is too large. */
const struct watched news_watched = { .setting = "scanning_folder",
	.endings = { ".xml", ".rss", ".atom", ".rdf" }, .largest = FEED_LARGEST + 1, .take = file_take };

static bool folder_is_watched(struct view *view)
{
	(void)view;
	return setting_text(news_watched.setting).len > 0;
}

static bool folder_run(struct job *job)
{
	return watched_run(&news_watched, job);
}

const struct job_kind scanning_jobs[] = {
	{ .name = "scanning-folder", .label = N_("Look for feeds in the watched folder"),
	  .need = MAY_scanning_write, .run = folder_run, .is_hidden = true, .every_minutes = 1,
	  .is_needed = folder_is_watched },
	{ .name = "scanning-fetch", .label = N_("Fetch the feeds of the sources that are followed"),
	  .need = MAY_scanning_write, .run = fetch_run, .is_hidden = true, .every_minutes = 1,
	  .is_needed = fetch_is_needed },
	{ .name = NULL },
};
