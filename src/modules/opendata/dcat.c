/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * opendata/dcat.c - the catalogue by DCAT-AP-SE 3 (docs.dataportal.se/dcat/3.0.0), as Turtle.
 *
 * Mandatory there: of a catalogue title, description, publisher, datasets and licence; of a dataset
 * title, description and publisher, and here distributions and whom to contact; of a distribution the
 * address, and its licence.  One dataset is a table of the catalogue opendata/tables over all years; a
 * distribution is one year in one format.
 */
#include "modules/opendata/inside.h"

#include "formats/turtle.h"
#include "kit/setting.h"

static const struct turtle_prefix prefixes[] = {
	{ "xsd", "http://www.w3.org/2001/XMLSchema#" },
	{ "dcterms", "http://purl.org/dc/terms/" },
	{ "vcard", "http://www.w3.org/2006/vcard/ns#" },
	{ "dcat", "http://www.w3.org/ns/dcat#" },
	{ "foaf", "http://xmlns.com/foaf/0.1/" },
	{ "dcatap", "http://data.europa.eu/r5r/" },
	{ NULL, NULL },
};
static const struct open_format { const char *end, *type; bool is_map; } formats[] = {
	{ "csv", "text/csv", false },
	{ "json", "application/json", false },
	{ "geojson", "application/geo+json", true },
};

struct catalogue_writing {
	struct turtle turtle;
	struct arena *arena;
	const struct publication_list *newest;
	struct str base;
};

static struct str address(const struct catalogue_writing *writing, const char *rest)
{
	return arena_print(writing->arena, "%.*s/open-data%s", STR(writing->base), rest);
}

static bool is_published(const struct catalogue_writing *writing, struct str table)
{
	for (size_t i = 0; i < writing->newest->count; i++)
		if (str_equals(writing->newest->at[i].table_code, table))
			return true;
	return false;
}

static struct str dataset_address(const struct catalogue_writing *writing, struct str table)
{
	return address(writing, arena_print(writing->arena, "/%.*s", STR(table)).at);
}

static bool has_map(const struct item *table)
{
	return str_is(item_text(table, "row_code"), "district");
}

static struct str file_address(const struct catalogue_writing *writing, const struct publication *of,
                               const struct open_format *format)
{
	return address(writing, arena_print(writing->arena, "/%.*s/%lld/%lld/data.%s", STR(of->table_code),
		(long long)of->year, (long long)of->edition, format->end).at);
}

static void catalogue_write(struct catalogue_writing *writing)
{
	const struct catalogue *tables = catalogue_get("opendata/tables");
	struct turtle *turtle = &writing->turtle;
	struct instant newest = { 0 };

	turtle_subject(turtle, address(writing, ""), "dcat:Catalog");
	turtle_text(turtle, "dcterms:title", S("Öppna data om säkerhet och krisberedskap"), "sv");
	turtle_text(turtle, "dcterms:title", S("Open data on safety and crisis preparedness"), "en");
	turtle_text(turtle, "dcterms:description", S("Årliga tabeller ur stadens säkerhetsarbete. Inga personuppgifter; små tal är dolda."), "sv");
	turtle_text(turtle, "dcterms:description", S("Yearly tables from the safety work of the city. No personal data; small numbers are hidden."), "en");
	turtle_link(turtle, "dcterms:publisher", address(writing, "#publisher"));
	turtle_link(turtle, "dcterms:license", setting_text("opendata_licence"));
	turtle_link(turtle, "foaf:homepage", address(writing, ""));
	turtle_link(turtle, "dcterms:language", S("http://publications.europa.eu/resource/authority/language/SWE"));
	turtle_link(turtle, "dcat:themeTaxonomy", S("http://publications.europa.eu/resource/authority/data-theme"));
	for (size_t i = 0; i < writing->newest->count; i++)
		if (writing->newest->at[i].approved_at.seconds > newest.seconds)
			newest = writing->newest->at[i].approved_at;
	if (newest.seconds)
		turtle_date(turtle, "dcterms:modified", instant_date(newest));
	for (size_t i = 0; i < tables->count; i++)
		if (is_published(writing, tables->items[i].code))
			turtle_link(turtle, "dcat:dataset", dataset_address(writing, tables->items[i].code));
}

static void people_write(struct catalogue_writing *writing)
{
	struct turtle *turtle = &writing->turtle;
	struct str name = setting_text("opendata_publisher"), contact = setting_text("opendata_contact");

	if (!name.len)
		name = setting_text("city_name");
	turtle_subject(turtle, address(writing, "#publisher"), "foaf:Agent");
	turtle_text(turtle, "foaf:name", name, NULL);
	turtle_link(turtle, "dcterms:type", S("http://purl.org/adms/publishertype/LocalAuthority"));
	turtle_subject(turtle, address(writing, "#contact"), "vcard:Organization");
	turtle_text(turtle, "vcard:fn", name, NULL);
	if (contact.len)
		turtle_link(turtle, "vcard:hasEmail", arena_print(writing->arena, "mailto:%.*s", STR(contact)));
}

static void keywords_write(struct catalogue_writing *writing, const struct item *table)
{
	static const char *const languages[] = { "sv", "en" };

	for (size_t i = 0; i < COUNT(languages); i++) {
		struct str rest = item_text(table, i ? "keywords_en" : "keywords_sv");

		while (rest.len)
			turtle_text(&writing->turtle, "dcat:keyword", str_cut(&rest, '|'), languages[i]);
	}
}

static void days_write(struct catalogue_writing *writing, struct str table)
{
	int64_t first = 0, last = 0;

	for (size_t i = 0; i < writing->newest->count; i++)
		if (str_equals(writing->newest->at[i].table_code, table)) {
			int64_t year = writing->newest->at[i].year;

			first = !first || year < first ? year : first;
			last = year > last ? year : last;
		}
	turtle_period(&writing->turtle, "dcterms:temporal", (struct date){ (int16_t)first, 1, 1 },
		(struct date){ (int16_t)last, 12, 31 });
}

static void dataset_write(struct catalogue_writing *writing, const struct item *table)
{
	struct turtle *turtle = &writing->turtle;

	turtle_subject(turtle, dataset_address(writing, table->code), "dcat:Dataset");
	turtle_text(turtle, "dcterms:title", table->name_sv, "sv");
	turtle_text(turtle, "dcterms:title", table->name_en, "en");
	turtle_text(turtle, "dcterms:description", item_text(table, "description_sv"), "sv");
	turtle_text(turtle, "dcterms:description", item_text(table, "description_en"), "en");
	turtle_link(turtle, "dcterms:publisher", address(writing, "#publisher"));
	turtle_link(turtle, "dcat:contactPoint", address(writing, "#contact"));
	turtle_link(turtle, "dcat:theme", arena_print(writing->arena,
		"http://publications.europa.eu/resource/authority/data-theme/%.*s", STR(item_text(table, "theme"))));
	turtle_link(turtle, "dcterms:accessRights", S("http://publications.europa.eu/resource/authority/access-right/PUBLIC"));
	turtle_link(turtle, "dcterms:accrualPeriodicity", S("http://publications.europa.eu/resource/authority/frequency/ANNUAL"));
	keywords_write(writing, table);
	days_write(writing, table->code);
	for (size_t i = 0; i < writing->newest->count; i++)
		for (size_t f = 0; f < COUNT(formats); f++)
			if (str_equals(writing->newest->at[i].table_code, table->code)
			    && (!formats[f].is_map || has_map(table)))
				turtle_link(turtle, "dcat:distribution",
					file_address(writing, &writing->newest->at[i], &formats[f]));
}

static void distribution_write(struct catalogue_writing *writing, const struct item *table,
                               const struct publication *of, const struct open_format *format)
{
	struct turtle *turtle = &writing->turtle;
	struct str file = file_address(writing, of, format);

	turtle_subject(turtle, file, "dcat:Distribution");
	turtle_text(turtle, "dcterms:title", arena_print(writing->arena, "%.*s %lld (%s)", STR(table->name_sv),
		(long long)of->year, format->end), "sv");
	turtle_text(turtle, "dcterms:title", arena_print(writing->arena, "%.*s %lld (%s)", STR(table->name_en),
		(long long)of->year, format->end), "en");
	turtle_link(turtle, "dcat:accessURL", address(writing, arena_print(writing->arena, "/%.*s/%lld",
		STR(of->table_code), (long long)of->year).at));
	turtle_link(turtle, "dcat:downloadURL", file);
	turtle_text(turtle, "dcterms:format", str_of(format->type), NULL);
	turtle_link(turtle, "dcterms:license", setting_text("opendata_licence"));
	turtle_link(turtle, "dcatap:availability", S("http://data.europa.eu/r5r/availability/stable"));
	turtle_date(turtle, "dcterms:issued", instant_date(of->approved_at));
}

struct str catalogue_turtle(struct arena *arena, const struct publication_list *newest, struct str base)
{
	const struct catalogue *tables = catalogue_get("opendata/tables");
	struct catalogue_writing writing = { .arena = arena, .newest = newest, .base = base };
	struct out out;

	out_init(&out, arena, CONTENT_LONGEST);
	turtle_begin(&writing.turtle, &out, prefixes);
	catalogue_write(&writing);
	people_write(&writing);
	for (size_t i = 0; i < tables->count; i++)
		if (is_published(&writing, tables->items[i].code))
			dataset_write(&writing, &tables->items[i]);
	for (size_t i = 0; i < newest->count; i++)
		for (size_t f = 0; f < COUNT(formats); f++) {
			const struct item *table = item_find("opendata/tables", newest->at[i].table_code);

			if (table && (!formats[f].is_map || has_map(table)))
				distribution_write(&writing, table, &newest->at[i], &formats[f]);
		}
	turtle_end(&writing.turtle);
	return out_str(&out);
}
