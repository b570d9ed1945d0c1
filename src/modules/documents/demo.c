/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * documents/demo.c - instructions of the demo city, the plans of each board, and who has
 * acknowledged them.
 *
 * Days are counted back from today.  How old a board's plan is, and whether it has one, is
 * drawn from its code, so that it is the same each time: some are too old, some are missing.
 */
#include "modules/documents/demo.h"

#include "base/embedded.h"
#include "base/say.h"
#include "kit/setting.h"
#include "store/search.h"

extern const struct embedded catalogue_files[];

enum { ARENA_BYTES = 256 << 20, MOST_PLANS = 4000 };

const struct csv_table *documents_demo_table(struct arena *arena, const char *name)
{
	const struct embedded *file = embedded_find(catalogue_files,
		arena_print(arena, "catalogues/demo/%s.csv", name).at);
	const char *problem = NULL;
	const struct csv_table *table;

	must(file != NULL);
	table = csv_read(arena, (struct str){ (const char *)file->at, file->len }, &problem);
	must(table != NULL);
	return table;
}

/* FNV-1a, stirred. */
int document_drawn(struct arena *arena, struct str a, struct str b, const char *what)
{
	struct str words = arena_print(arena, "%.*s/%.*s/%s", STR(a), STR(b), what);
	uint64_t key = 14695981039346656037u;

	for (size_t i = 0; i < words.len; i++)
		key = (key ^ (unsigned char)words.at[i]) * 1099511628211u;
	key ^= key >> 29;
	key *= 0xbf58476d1ce4e5b9u;
	return (int)((key >> 32) % PER_MILLE);
}

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
		version.adopted_by = document_person(change_view(filling->change),
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
	size_t count;
	struct document *documents;
	struct document_version *versions;
	struct search_row *words;
};

/* Most plans are younger than their limit; one in six is older. */
static struct date plan_adopted(struct filling *filling, struct str kind, struct str unit)
{
	int64_t months = item_int(item_find("document_kinds", kind), "months");
	int limit = (int)(months ? months : 24) * 30;
	int draw = document_drawn(filling->arena, kind, unit, "age");

	return date_add_days(filling->today, -(draw < 170 ? limit + 20 + draw
		: 20 + (limit - 40) * (draw - 170) / (PER_MILLE - 170)));
}

static void plan_add(struct filling *filling, struct plans *plans, const struct csv_table *texts,
                     size_t row, const struct unit *unit)
{
	struct str kind = csv_cell(texts, row, "kind");
	struct document *document = &plans->documents[plans->count];
	struct document_version *version = &plans->versions[plans->count];
	struct date adopted = plan_adopted(filling, kind, unit->code);
	double share = 1;

	str_to_real(csv_cell(texts, row, "share"), &share);
	if (document_drawn(filling->arena, kind, unit->code, "there") >= (int)(share * PER_MILLE)
	    || date_compare(adopted, unit->valid_from) < 0)
		return;
	must(++plans->count < MOST_PLANS);
	*document = (struct document){ .kind = kind, .unit_id = unit->id, .to_unit_id = unit->id,
		.title = filled(filling->arena, csv_cell(texts, row, "title_sv"), unit->name_sv),
		.secrecy = csv_cell(texts, row, "secrecy"), .newest_number = 1, .adopted_number = 1,
		.topic = document_topic_of_kind(kind) };
	document->search_text = search_words(filling->arena, arena_print(filling->arena,
		"%.*s %.*s", STR(document->title), STR(csv_cell(texts, row, "text_sv"))));
	*version = (struct document_version){ .number = 1, .state = VERSION_adopted,
		.text = csv_cell(texts, row, "text_sv"), .adopted_as = unit->name_sv,
		.adopted_decision = arena_print(filling->arena, "%.*s %d § %d", STR(unit->code),
			adopted.year, 4 + document_drawn(filling->arena, kind, unit->code, "paragraph") % 30),
		.adopted_on = adopted, .adopted_at = instant_at(adopted, 15, 0, 0),
		.valid_from = date_add_days(adopted, 7) };
}

static void plans_insert(struct filling *filling, struct plans *plans)
{
	change_insert_many(filling->change, &document_record.shape, plans->documents, plans->count);
	for (size_t i = 0; i < plans->count; i++) {
		plans->versions[i].document_id = plans->documents[i].id;
		plans->words[i] = (struct search_row){ plans->documents[i].id,
			plans->documents[i].search_text };
	}
	change_insert_many(filling->change, &document_version_record.shape, plans->versions,
		plans->count);
	search_put_many(filling->change, "document", plans->words, plans->count);
}

static void plans_of_boards(struct filling *filling)
{
	const struct csv_table *texts = documents_demo_table(filling->arena, "plan_texts");
	struct unit_list units = document_boards(change_view(filling->change));
	struct plans plans = { 0, arena_array(filling->arena, struct document, MOST_PLANS),
		arena_array(filling->arena, struct document_version, MOST_PLANS),
		arena_array(filling->arena, struct search_row, MOST_PLANS) };

	for (size_t u = 0; u < units.count; u++)
		for (size_t i = 1; i < texts->count; i++)
			if (item_has(item_find("document_kinds", csv_cell(texts, i, "kind")), "required_of",
			             str_z(filling->arena, units.at[u].kind)))
				plan_add(filling, &plans, texts, i, &units.at[u]);
	plans_insert(filling, &plans);
}

/* ---- Receipts --------------------------------------------------------------------------------------- */

/* Three in four have acknowledged, some days after it came in force. */
static void receipts_give(struct filling *filling)
{
	enum { GIVEN = 760, MOST = 8000 };
	struct receipt_ask_list asks = document_asked_units(change_view(filling->change));
	struct document_receipt *receipts = arena_array(filling->arena, struct document_receipt, MOST);
	size_t count = 0;

	for (size_t i = 0; i < asks.count && count < MOST; i++) {
		const struct receipt_ask *ask = &asks.at[i];
		int draw = document_drawn(filling->arena, ask->title, ask->unit_code, "receipt");
		struct date on = date_add_days(ask->valid_from, 1 + draw % 40);

		if (draw >= GIVEN || date_compare(on, filling->today) > 0)
			continue;
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
	const struct csv_table *documents = documents_demo_table(arena, "documents");
	const struct csv_table *versions = documents_demo_table(arena, "document_versions");

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
