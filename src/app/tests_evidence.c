/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * app/tests_evidence.c - no source of evidence and no kind of rule without a counter-example.
 *
 * What programmes ask is read from their own files, so that a new row in evidence.csv that
 * asks in a new way must bring a test that shows it fail.
 */
#include "base/csv.h"
#include "base/embedded.h"
#include "kit/catalogue.h"
#include "kit/module.h"
#include "kit/test_evidence.h"
#include "store/test_store.h"

#include <string.h>

extern const struct embedded programme_files[], catalogue_files[];

static bool has_counter_example(struct str kind)
{
	for (const struct counter_example *one = counter_examples(); one; one = one->next)
		for (size_t k = 0; one->kinds[k]; k++)
			if (str_is(kind, one->kinds[k]))
				return true;
	return false;
}

static bool is_evidence(const struct embedded *file)
{
	return str_ends(str_of(file->path), S("/evidence.csv"));
}

static size_t rules_look(const struct embedded *file)
{
	const char *problem = NULL;
	const struct csv_table *rules = csv_read(test_arena(),
		(struct str){ (const char *)file->at, file->len }, &problem);

	CHECK(rules != NULL);
	for (size_t row = 1; rules && row < rules->count; row++) {
		struct str kind = rule_kind(test_arena(), csv_cell(rules, row, "source"),
			csv_cell(rules, row, "arguments"));

		CHECK(kind.len > 0);
		if (has_counter_example(kind))
			continue;
		fprintf(stderr, "%s:%zu: no counter-example of \"%.*s\"\n", file->path, row + 1,
			STR(kind));
		CHECK(!"every kind of rule has a counter-example");
	}
	return rules ? rules->count - 1 : 0;
}

TEST_ON_STORES(every_rule_of_every_programme_has_a_counter_example_of_its_kind)
{
	struct store *store = test_store();
	size_t rules = 0;

	catalogue_load(store, catalogue_files);
	catalogue_refresh(store);
	for (const struct embedded *file = programme_files; file->path; file++)
		if (is_evidence(file))
			rules += rules_look(file);
	CHECK(rules > 0);
	store_close(store);
}

static bool source_has_one(const char *name)
{
	for (const struct counter_example *one = counter_examples(); one; one = one->next)
		for (size_t k = 0; one->kinds[k]; k++) {
			struct str kind = str_of(one->kinds[k]);

			if (str_is(str_cut(&kind, ' '), name))
				return true;
		}
	return false;
}

TEST(every_source_of_every_room_has_a_counter_example)
{
	for (size_t i = 0; modules[i]; i++)
		for (const struct evidence_source *s = modules[i]->evidence; s && s->name; s++) {
			if (source_has_one(s->name))
				continue;
			fprintf(stderr, "%s: no counter-example of the source \"%s\"\n",
				modules[i]->name, s->name);
			CHECK(!"every source has a counter-example");
		}
}

TEST(counter_examples_are_of_sources_that_there_are)
{
	for (const struct counter_example *one = counter_examples(); one; one = one->next)
		for (size_t k = 0; one->kinds[k]; k++) {
			struct str kind = str_of(one->kinds[k]);

			CHECK(evidence_source_find(str_cut(&kind, ' ')) != NULL);
		}
}
