/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * kit/tests_names.c - names are found, and everyday texts pass; how often not is measured.
 *
 * Texts that name somebody are made of sentences and names, some of which stand in no list of
 * ours.  Texts that name nobody are those of the demo city.
 */
#include "kit/names.h"

#include "base/csv.h"
#include "base/embedded.h"
#include "base/test.h"
#include "kit/catalogue.h"
#include "store/test_store.h"

extern const struct embedded catalogue_files[];

static struct store *lists(void)
{
	struct store *store = test_store();

	catalogue_load(store, catalogue_files);
	catalogue_refresh(store);
	return store;
}

static struct str first(const char *text)
{
	struct name_found found = name_next(test_arena(), str_of(text), 0, NULL);

	return str_part(str_of(text), found.at, found.len);
}

static bool knows(void *context, struct str words)
{
	return str_is_nocase(words, context);
}

TEST_ON_STORES(names_are_found_and_words_that_are_names_need_more)
{
	struct names_known known = { knows, (void *)(uintptr_t)"Ljungbacka Livs" };
	struct store *store = lists();

	CHECK(str_is(first("Trasig belysning. Anna Ek ringde."), "Anna Ek"));
	CHECK(str_is(first("pratade med fatima på torget"), "fatima"));
	CHECK(str_is(first("Killen heter björn och bor där."), "björn"));
	CHECK(str_is(first("Det var K. Andersson igen"), "K. Andersson"));
	CHECK(str_is(first("Vi såg Xhevdet Krasniqi där"), "Xhevdet Krasniqi"));
	CHECK(str_is(first("Där stod Karl-Erik."), "Karl-Erik"));
	CHECK(str_is(first("Det är Eriks moped."), "Eriks"));
	CHECK(!first("Björn syntes vid skogen.").len && !first("En sten per vecka, max tre.").len);
	CHECK(!first("Mörkt på Karin Boyes gata.").len && !first("Bråk vid Eriks pizzeria.").len);
	CHECK(!first("FULLT MED SKRÄP VID TORGET").len && !first("").len);
	CHECK(str_is(first("Bråk vid Ljungbacka Livs i går."), "Ljungbacka Livs") == false);
	CHECK(!name_next(test_arena(), S("Bråk utanför Ljungbacka Livs."), 0, &known).len);
	CHECK(!first("Det finns inga lampor. Inga är klara. Klass fyra såg det.").len);
	CHECK(str_is(first("Vi talade med Klara där"), "Klara") && str_is(first("Inga Berg ringde"), "Inga Berg"));
	store_close(store);
}

/* ---- Measured --------------------------------------------------------------------------------- */

static const char *const sentences[] = {
	"Vi pratade med %.*s vid torget.", "%.*s säljer något i trapphuset.",
	"Killen heter %.*s och bor på fjärde våningen.", "Det är %.*s som har klottrat.",
	"Mycket skräp. Ring %.*s om det behövs.", "Enligt %.*s har det varit bråk tre kvällar.",
	"Samma gäng som förra veckan, %.*s var med.", "eleven %.*s stod utanför skolan",
	"Mamman till %.*s är orolig.", "Mopeden tillhör %.*s.",
};
/* The last six stand in no list. */
static const char *const persons[] = {
	"Anna Ek", "Mohamed Ali", "Erik Johansson", "Fatima Hassan", "Lars-Åke Berg", "Sofia", "Ahmed",
	"Maria Lindqvist", "Björn Sten", "Linda My Falk", "Stig Holm", "Amina", "Goran Petrovic",
	"Nguyen Andersson", "K. Larsson", "Kevin", "Yusuf Warsame", "Emma Storm", "Johan", "Zeynep Yilmaz",
	"Qendrim Zogaj", "Tiril Moe", "Ngozi Okafor", "Wilfrid Ahlmark", "Ioana Popescu", "Teklu Bekele",
};

TEST_ON_STORES(nine_of_ten_names_are_found)
{
	struct store *store = lists();
	size_t found = 0, all = 0;

	for (size_t i = 0; i < COUNT(sentences); i++)
		for (size_t k = 0; k < COUNT(persons); k++, all++) {
			struct str name = str_of(persons[k]);
			struct str text;

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
			text = arena_print(test_arena(), sentences[i], STR(name));
#pragma GCC diagnostic pop
			if (name_next(test_arena(), text, 0, NULL).len)
				found++;
			else
				printf("not found: %.*s\n", STR(text));
		}
	printf("names: %zu of %zu found\n", found, all);
	CHECK(found * 10 >= all * 9);
	store_close(store);
}

struct passing { const struct csv_table *areas; size_t stops, words; };

static bool is_area(void *context, struct str words)
{
	const struct passing *passing = context;

	for (size_t i = 1; i < passing->areas->count; i++)
		if (str_find(csv_cell(passing->areas, i, "name_sv"), words) >= 0)
			return true;
	return false;
}

static const struct csv_table *demo_table(const char *path)
{
	const struct embedded *file = embedded_find(catalogue_files, path);
	const char *problem = NULL;

	CHECK(file != NULL);
	return csv_read(test_arena(), (struct str){ (const char *)file->at, file->len }, &problem);
}

static void texts_pass(struct passing *passing, const char *path, const char *column)
{
	const struct csv_table *table = demo_table(path);
	struct names_known known = { is_area, passing };

	CHECK(table && table->count > 3);
	for (size_t i = 1; i < table->count; i++) {
		struct str text = csv_cell(table, i, column), rest = text;
		struct name_found found;

		while (rest.len)
			passing->words += str_cut(&rest, ' ').len > 0;
		for (size_t at = 0; (found = name_next(test_arena(), text, at, &known)).len;
		     at = found.at + found.len) {
			passing->stops++;
			printf("stopped: %.*s\n", STR(str_part(text, found.at, found.len)));
		}
	}
}

TEST_ON_STORES(everyday_texts_are_stopped_at_most_once_in_two_hundred_words)
{
	struct store *store = lists();
	struct passing passing = { .areas = demo_table("catalogues/demo/areas.csv") };

	texts_pass(&passing, "catalogues/demo/event_texts.csv", "text_sv");
	texts_pass(&passing, "catalogues/demo/observations.csv", "words_sv");
	texts_pass(&passing, "catalogues/demo/measure_texts.csv", "title_sv");
	printf("names: %zu stops in %zu words that name nobody\n", passing.stops, passing.words);
	CHECK(passing.words > 1000 && passing.stops * 200 <= passing.words);
	store_close(store);
}
