/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * documents/demo.c - instructions of the demo city, the plans of each board, and who has
 * acknowledged them.
 *
 * Days are counted back from today.  Whether a board has a plan, how old it is and whether it
 * was replaced in time is drawn with the board's diligence: some are too old, some are missing,
 * and of most there are editions that were in force the year before.
 */
#include "modules/documents/demo.h"
#include "modules/people/people.h"

#include "base/say.h"
#include "kit/setting.h"
#include "store/search.h"

enum { ARENA_BYTES = 512 << 20, MOST_PLANS = 4000, MOST_VERSIONS = 12000, MOST_EDITIONS = 6,
	RECENT_DAYS = 20, NEW_DAYS = 60 };
/* Of 1000 boards with ordinary diligence. */
enum { FRESH = 900, IN_TIME = 700, OLD_KNOWN = 990, NEW_KNOWN = 930 };

static struct str filled(struct arena *arena, struct str text, struct str unit)
{
	ptrdiff_t at = str_find(text, S("{unit}"));

	if (at < 0)
		return text;
	return arena_print(arena, "%.*s%.*s%.*s", STR(str_part(text, 0, (size_t)at)), STR(unit),
		STR(str_part(text, (size_t)at + sizeof "{unit}" - 1, text.len)));
}

/* ---- The city's own ------------------------------------------------------------------------- */

static int64_t unit_id_of(struct filling *filling, struct str code)
{
	const struct unit *unit = unit_of_code(change_view(filling->change), code);

	return unit ? unit->id : 0;
}

static struct date days_ago(struct filling *filling, struct str cell)
{
	int64_t days = 0;

	str_to_int(cell, &days);
	return date_add_days(filling->today, -(int)days);
}

static struct document_version version_of_row(struct filling *filling, const struct csv_table *table,
                                              size_t row)
{
	struct str adopted = csv_cell(table, row, "adopted_days_ago");
	struct document_version version = { .state = adopted.len ? VERSION_adopted : VERSION_working,
		.text = csv_cell(table, row, "text_sv"),
		.change_note = csv_cell(table, row, "change_note_sv"),
		.adopted_as = csv_cell(table, row, "adopted_as"),
		.adopted_decision = csv_cell(table, row, "decision") };

	str_to_int(csv_cell(table, row, "number"), &version.number);
	if (!adopted.len)
		return version;
	if (csv_cell(table, row, "login").len)
		version.adopted_by = person_of_login(change_view(filling->change),
			csv_cell(table, row, "login"));
	version.adopted_on = days_ago(filling, adopted);
	version.adopted_at = instant_at(version.adopted_on, 10, 0, 0);
	version.valid_from = days_ago(filling, csv_cell(table, row, "valid_days_ago"));
	return version;
}

/* Rows of one document stand in order; each ends where the next adopted one begins. */
static void city_versions(struct filling *filling, const struct csv_table *table, struct str code,
                          struct document *document)
{
	struct document_version *before = NULL;

	for (size_t i = 1; i < table->count; i++) {
		struct document_version *version;

		if (!str_equals(csv_cell(table, i, "document"), code))
			continue;
		version = arena_new(filling->arena, struct document_version);
		*version = version_of_row(filling, table, i);
		version->document_id = document->id;
		change_insert(filling->change, &document_version_record.shape, version);
		if (before && version->state == VERSION_adopted) {
			before->last_day = version_end_before(before->last_day, version->valid_from);
			before->ended = END_replaced;
			change_update(filling->change, &document_version_record.shape, before, before->version);
		}
		before = version->state == VERSION_adopted ? version : before;
		document->newest_number = version->number;
		document->adopted_number = before ? before->number : 0;
	}
}

static void city_document(struct filling *filling, const struct csv_table *table, size_t row,
                          const struct csv_table *versions)
{
	struct document document = { .kind = csv_cell(table, row, "kind"),
		.unit_id = unit_id_of(filling, csv_cell(table, row, "unit_code")),
		.title = csv_cell(table, row, "title_sv"),
		.to_unit_id = unit_id_of(filling, csv_cell(table, row, "to_unit")),
		.to_kinds = csv_cell(table, row, "to_kinds"), .slot = csv_cell(table, row, "slot"),
		.topic = csv_cell(table, row, "topic"),
		.registry_number = csv_cell(table, row, "registry_number") };

	if (!document.unit_id || !document.to_unit_id)
		return;
	change_insert(filling->change, &document_record.shape, &document);
	city_versions(filling, versions, csv_cell(table, row, "code"), &document);
	document_index(filling->change, &document);
	change_update(filling->change, &document_record.shape, &document, document.version);
}

/* ---- The plans of the boards ------------------------------------------------------------------- */

struct plans {
	size_t count, version_count;
	struct document *documents;
	struct document_version *versions;      /* document_id: the place among the documents */
	struct search_row *words;
};

struct plan {                                   /* a row of plan_texts.csv and a board */
	const struct csv_table *texts;
	size_t row;
	const struct unit *unit;
	struct str kind;
};

static int drawn(struct filling *filling, const struct plan *plan, const char *what)
{
	return demo_drawn(filling->arena, plan->kind, plan->unit->code, what);
}

static bool is_done(struct filling *filling, const struct plan *plan, int share, const char *what)
{
	return demo_is_done(filling->arena, share, plan->unit->code, plan->kind, what);
}

static int limit_days(const struct plan *plan)
{
	int64_t months = item_int(item_find("document_kinds", plan->kind), "months");

	return (int)(months ? months : 24) * 30;
}

/* Most plans are younger than their limit; some have been forgotten. */
static struct date newest_adopted(struct filling *filling, const struct plan *plan)
{
	int limit = limit_days(plan), draw = drawn(filling, plan, "age");

	return date_add_days(filling->today, is_done(filling, plan, FRESH, "fresh")
		? -(RECENT_DAYS + (limit - 2 * RECENT_DAYS) * draw / PER_MILLE) : -(limit + RECENT_DAYS + draw / 5));
}

/* The edition before was adopted so long before that the new one came in time, or too late. */
static struct date adopted_before(struct filling *filling, const struct plan *plan, struct date adopted)
{
	int draw = drawn(filling, plan, date_iso(filling->arena, adopted).at);
	bool in_time = is_done(filling, plan, IN_TIME, date_iso(filling->arena, adopted).at);

	return date_add_days(adopted, -limit_days(plan) + (in_time ? RECENT_DAYS + draw / 20 : -draw / 8));
}

static void plan_version(struct filling *filling, const struct plan *plan, struct plans *plans,
                         struct date adopted, int64_t number)
{
	must(plans->version_count < MOST_VERSIONS);
	plans->versions[plans->version_count++] = (struct document_version){
		.document_id = (int64_t)plans->count, .number = number, .state = VERSION_adopted,
		.text = csv_cell(plan->texts, plan->row, "text_sv"),
		.change_note = number > 1 ? S("Genomgången och justerad: namn, nummer och det som övningen visade.")
			: S(""),
		.adopted_as = plan->unit->name_sv,
		.adopted_decision = arena_print(filling->arena, "%.*s %d § %d", STR(plan->unit->code),
			adopted.year, 4 + drawn(filling, plan, "paragraph") % 30 + (int)number),
		.adopted_on = adopted, .adopted_at = instant_at(adopted, 15, 0, 0),
		.valid_from = date_add_days(adopted, 7) };
}

/* Editions of the last two years and the one before them, each until the next begins. */
static int64_t plan_versions(struct filling *filling, const struct plan *plan, struct plans *plans,
                             struct date adopted)
{
	struct date days[MOST_EDITIONS], horizon = date_add_months(filling->today, -24);
	size_t count = 0, first = plans->version_count;

	for (bool goes_on = true; goes_on && count < MOST_EDITIONS;) {
		days[count++] = adopted;
		goes_on = date_compare(adopted, horizon) > 0;
		adopted = adopted_before(filling, plan, adopted);
		goes_on = goes_on && date_compare(adopted, plan->unit->valid_from) >= 0;
	}
	for (size_t i = count; i > 0; i--)
		plan_version(filling, plan, plans, days[i - 1], (int64_t)(count - i + 1));
	for (size_t i = first; i + 1 < plans->version_count; i++) {
		plans->versions[i].last_day = date_add_days(plans->versions[i + 1].valid_from, -1);
		plans->versions[i].ended = END_replaced;
	}
	return (int64_t)count;
}

static void plan_add(struct filling *filling, struct plans *plans, const struct plan *plan)
{
	struct document *document = &plans->documents[plans->count];
	struct date adopted = newest_adopted(filling, plan);
	int64_t count;

	if (!is_done(filling, plan, (int)demo_int(plan->texts, plan->row, "share"), "there")
	    || date_compare(adopted, plan->unit->valid_from) < 0)
		return;
	must(plans->count < MOST_PLANS);
	count = plan_versions(filling, plan, plans, adopted);
	*document = (struct document){ .kind = plan->kind, .unit_id = plan->unit->id,
		.to_unit_id = plan->unit->id, .newest_number = count, .adopted_number = count,
		.title = filled(filling->arena, csv_cell(plan->texts, plan->row, "title_sv"),
			plan->unit->name_sv),
		.secrecy = csv_cell(plan->texts, plan->row, "secrecy"),
		.topic = document_topic_of_kind(plan->kind) };
	document->search_text = search_words(filling->arena, arena_print(filling->arena,
		"%.*s %.*s", STR(document->title), STR(csv_cell(plan->texts, plan->row, "text_sv"))));
	plans->count++;
}

static void plans_insert(struct filling *filling, struct plans *plans)
{
	change_insert_many(filling->change, &document_record.shape, plans->documents, plans->count);
	for (size_t i = 0; i < plans->version_count; i++)
		plans->versions[i].document_id = plans->documents[plans->versions[i].document_id].id;
	for (size_t i = 0; i < plans->count; i++)
		plans->words[i] = (struct search_row){ plans->documents[i].id,
			plans->documents[i].search_text };
	change_insert_many(filling->change, &document_version_record.shape, plans->versions,
		plans->version_count);
	search_put_many(filling->change, "document", plans->words, plans->count);
}

/* Those whose kind must have it, and those that the row names by their codes. */
static void plans_of_row(struct filling *filling, struct plans *plans, const struct unit_list *boards,
                         struct plan *plan)
{
	struct str codes = csv_cell(plan->texts, plan->row, "units");
	const struct item *kind = item_find("document_kinds", plan->kind);

	for (size_t u = 0; u < boards->count; u++)
		if (item_has(kind, "required_of", str_z(filling->arena, boards->at[u].kind))) {
			plan->unit = &boards->at[u];
			plan_add(filling, plans, plan);
		}
	while (codes.len) {
		plan->unit = unit_of_code(change_view(filling->change), str_cut(&codes, ' '));
		if (plan->unit)
			plan_add(filling, plans, plan);
	}
}

static void plans_of_boards(struct filling *filling)
{
	struct unit_list boards = document_boards(change_view(filling->change));
	struct plan plan = { .texts = demo_rows(filling->arena, "plan_texts"), .row = 1 };
	struct plans plans = { 0, 0, arena_array(filling->arena, struct document, MOST_PLANS),
		arena_array(filling->arena, struct document_version, MOST_VERSIONS),
		arena_array(filling->arena, struct search_row, MOST_PLANS) };

	for (; plan.row < plan.texts->count; plan.row++) {
		plan.kind = csv_cell(plan.texts, plan.row, "kind");
		plans_of_row(filling, &plans, &boards, &plan);
	}
	plans_insert(filling, &plans);
}

/* ---- Receipts --------------------------------------------------------------------------------------- */

/* What is old has been acknowledged nearly everywhere, what is new nearly so. */
static bool is_acknowledged(struct filling *filling, const struct receipt_ask *ask, struct date on)
{
	bool is_new = date_compare(ask->valid_from, date_add_days(filling->today, -NEW_DAYS)) > 0;

	return date_compare(on, filling->today) <= 0
		&& demo_is_done(filling->arena, is_new ? NEW_KNOWN : OLD_KNOWN, ask->unit_code, ask->title,
			"receipt");
}

static void receipts_give(struct filling *filling)
{
	struct receipt_ask_list asks = document_asked_units(change_view(filling->change));
	struct document_receipt *receipts = arena_array(filling->arena, struct document_receipt,
		asks.count + 1);
	size_t count = 0;

	for (size_t i = 0; i < asks.count; i++) {
		const struct receipt_ask *ask = &asks.at[i];
		int draw = demo_drawn(filling->arena, ask->title, ask->unit_code, "receipt day");
		struct date on = date_add_days(ask->valid_from, 1 + draw % 24);

		if (is_acknowledged(filling, ask, on))
			receipts[count++] = (struct document_receipt){ .document_id = ask->document_id,
				.version_id = ask->version_id, .unit_id = ask->unit_id,
				.person_id = ask->person_id, .at = instant_at(on, 9, draw % 60, 0) };
	}
	change_insert_many(filling->change, &receipt_record.shape, receipts, count);
}

void documents_demo(struct store *store, int scale)
{
	struct arena *arena = arena_open(ARENA_BYTES);
	struct filling filling = { .arena = arena, .today = date_today(),
		.change = change_open(store, arena, (struct who){ .is_system = true }) };
	const struct csv_table *documents = demo_rows(arena, "documents");
	const struct csv_table *versions = demo_rows(arena, "document_versions");

	(void)scale;
	tongue_choose(setting_text("language"));
	for (size_t i = 1; i < documents->count; i++)
		city_document(&filling, documents, i, versions);
	plans_of_boards(&filling);
	receipts_give(&filling);
	knowledge_demo(&filling);
	if (change_commit(filling.change) != COMMITTED)
		abandon("Could not fill the demo city.", "somebody else was writing");
	arena_close(arena);
}
