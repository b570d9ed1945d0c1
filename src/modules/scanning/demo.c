/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * scanning/demo.c - what the demo city has seen of the world around it, in words of our own.
 *
 * catalogues/demo/news_sources.csv, news.csv (taken in as feeds, as all others are) and
 * bulletins.csv.  The last file of the newspaper is broken, so that one sees how that is told.
 */
#include "modules/scanning/bulletins.h"

#include "base/say.h"
#include "kit/demo.h"
#include "modules/people/people.h"

enum { ARENA_BYTES = 128 << 20, FEED_ROOM = 1 << 16, BOSS_HOURS = 30 };

struct news_demo {
	struct arena *arena;
	struct store *store;
	const struct csv_table *sources, *news, *bulletins;
	struct instant now;
};

static struct change *begun(const struct news_demo *demo)
{
	return change_open(demo->store, demo->arena, (struct who){ .is_system = true });
}

static void ended(struct change *change)
{
	if (change_commit(change) != COMMITTED)
		abandon("Could not fill the demo city.", "somebody else was writing");
}

/* ---- Sources and their feeds --------------------------------------------------------------------- */

static struct instant hours_before(const struct news_demo *demo, int64_t hours)
{
	return (struct instant){ demo->now.seconds - hours * HOUR };
}

static struct str feed_of_row(const struct news_demo *demo, size_t row)
{
	struct out out;

	out_init(&out, demo->arena, FEED_ROOM);
	out_z(&out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rss version=\"2.0\"><channel><title>");
	out_text_str(&out, csv_cell(demo->news, row, "source"));
	out_z(&out, "</title><item><guid>");
	out_text_str(&out, csv_cell(demo->news, row, "key"));
	out_z(&out, "</guid><title>");
	out_text_str(&out, csv_cell(demo->news, row, "title"));
	out_z(&out, "</title><description>");
	out_text_str(&out, csv_cell(demo->news, row, "summary"));
	out_print(&out, "</description><pubDate>%.*s</pubDate></item></channel></rss>\n",
		STR(instant_iso(demo->arena, hours_before(demo, demo_int(demo->news, row, "hours_ago")))));
	return out_str(&out);
}

static void sources_put(const struct news_demo *demo, struct change *change)
{
	for (size_t row = 1; row < demo->sources->count; row++)
		change_insert(change, &news_source_record.shape, &(struct news_source){
			.code = csv_cell(demo->sources, row, "code"), .name = csv_cell(demo->sources, row, "name"),
			.address = csv_cell(demo->sources, row, "address"),
			.every_minutes = demo_int(demo->sources, row, "every_minutes"),
			.reason = csv_cell(demo->sources, row, "reason"), .is_on = true,
			.created_at = hours_before(demo, 1000) });
}

static void judged_put(const struct news_demo *demo, struct change *change, size_t row, int64_t source_id)
{
	const struct news_item *known = news_item_same(change_view(change), source_id,
		csv_cell(demo->news, row, "key"));
	struct str tags = csv_cell(demo->news, row, "tags");
	struct news_item item;

	must(known != NULL);
	if (!tags.len && !demo_int(demo->news, row, "is_dropped"))
		return;
	item = *known;
	item.state = tags.len ? NEWS_tagged : NEWS_dropped;
	item.tags = tags;
	item.judged_by = person_of_login(change_view(change), S("bjorn"));
	item.judged_name = news_person_name(change_view(change), item.judged_by);
	item.judged_at.seconds = known->received_at.seconds + HOUR;
	change_update(change, &news_item_record.shape, &item, known->version);
}

static void news_put(const struct news_demo *demo, struct change *change)
{
	for (size_t row = 1; row < demo->news->count; row++) {
		struct str code = csv_cell(demo->news, row, "source");
		struct news_came came = { .way = WAY_folder, .bytes = feed_of_row(demo, row),
			.source_id = news_source_at_code(change_view(change), code),
			.name = arena_print(demo->arena, "%.*s-%zu.xml", STR(code), row),
			.at = hours_before(demo, demo_int(demo->news, row, "hours_ago") - 1) };

		must(news_file_take(change, &came).verdict == VERDICT_accepted);
		judged_put(demo, change, row, came.source_id);
	}
}

static void broken_put(const struct news_demo *demo, struct change *change)
{
	struct news_came came = { .way = WAY_folder, .name = S("hamnbladet-trasig.xml"),
		.source_id = news_source_at_code(change_view(change), S("hamnbladet")),
		.bytes = S("<?xml version=\"1.0\"?>\n<rss version=\"2.0\"><channel>\n<item><title>Avbruten</item>\n</channel></rss>\n"),
		.at = hours_before(demo, 10) };

	must(news_file_take(change, &came).verdict == VERDICT_refused);
}

/* ---- Bulletins -------------------------------------------------------------------------------------- */

static struct bulletin bulletin_of_row(const struct news_demo *demo, struct change *change, size_t row)
{
	struct view *view = change_view(change);
	struct instant sent = hours_before(demo, demo_int(demo->bulletins, row, "days_ago") * 24);
	struct bulletin bulletin = { .title = csv_cell(demo->bulletins, row, "title"),
		.changed = csv_cell(demo->bulletins, row, "changed"),
		.meaning = csv_cell(demo->bulletins, row, "meaning"),
		.wanted = csv_cell(demo->bulletins, row, "wanted"),
		.tags = csv_cell(demo->bulletins, row, "tags"),
		.to_kinds = csv_cell(demo->bulletins, row, "to_kinds"),
		.unit_id = reference_find(view, "unit", S("SLK")),
		.to_unit_id = reference_find(view, "unit", S("ALV")), .state = BULLETIN_sent,
		.written_by = person_of_login(view, csv_cell(demo->bulletins, row, "writer")),
		.approved_by = person_of_login(view, csv_cell(demo->bulletins, row, "approver")),
		.created_at = { sent.seconds - 2 * HOUR }, .approved_at = { sent.seconds - HOUR },
		.sent_at = sent };

	bulletin.sent_by = bulletin.written_by;
	bulletin.written_name = news_person_name(view, bulletin.written_by);
	bulletin.approved_name = news_person_name(view, bulletin.approved_by);
	bulletin.number = bulletin_number_take(change, bulletin.created_at);
	return bulletin;
}

static struct news_item_list items_of_row(const struct news_demo *demo, struct change *change, size_t row)
{
	struct str keys = csv_cell(demo->bulletins, row, "items");
	struct news_item_list items = { 0, arena_array(demo->arena, struct news_item, keys.len + 1) };

	while (keys.len) {
		struct str key = str_cut(&keys, ' ');
		const struct news_item *item = news_item_of_key(change_view(change), key);

		if (item)
			items.at[items.count++] = *item;
	}
	return items;
}

static void bulletin_put(const struct news_demo *demo, struct change *change, size_t row)
{
	struct bulletin bulletin = bulletin_of_row(demo, change, row);
	struct news_item_list items = items_of_row(demo, change, row);
	struct bulletin_receiver_list receivers;

	change_insert(change, &bulletin_record.shape, &bulletin);
	bulletin_items_put(change, bulletin.id, &items);
	bulletin_address_keep(change, &bulletin);
	receivers = bulletin_receivers(change_view(change), bulletin.id);
	for (size_t i = 0; i < receivers.count; i++) {
		const struct bulletin_receiver *one = &receivers.at[i];
		int drawn = demo_drawn(demo->arena, bulletin.title, one->code, "receipt");

		if (drawn < demo_int(demo->bulletins, row, "share_received"))
			change_insert(change, &bulletin_receipt_record.shape, &(struct bulletin_receipt){
				.bulletin_id = bulletin.id, .unit_id = one->unit_id, .person_id = one->person_id,
				.person_name = one->person_name,
				.at = { bulletin.sent_at.seconds + (1 + drawn % BOSS_HOURS) * HOUR } });
	}
}

void scanning_demo(struct store *store, int scale)
{
	struct arena *arena = arena_open(ARENA_BYTES);
	struct news_demo demo = { .arena = arena, .store = store, .now = instant_now(),
		.sources = demo_rows(arena, "news_sources"), .news = demo_rows(arena, "news"),
		.bulletins = demo_rows(arena, "bulletins") };
	struct change *change = begun(&demo);

	(void)scale;
	sources_put(&demo, change);
	news_put(&demo, change);
	broken_put(&demo, change);
	for (size_t row = 1; row < demo.bulletins->count; row++)
		bulletin_put(&demo, change, row);
	ended(change);
	arena_close(arena);
}
