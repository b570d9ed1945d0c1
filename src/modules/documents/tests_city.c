/* SPDX-License-Identifier: EUPL-1.2 */
#include "modules/documents/tests_city.h"

#include "base/embedded.h"
#include "base/test.h"
#include "store/test_store.h"

extern const struct embedded catalogue_files[];

static void person_add(struct change *change, int64_t id, const char *role, int64_t unit_id,
                       bool is_recursive)
{
	change_run(change, SQL("INSERT INTO person (id, public_id, login, name, unit_id)"
		" VALUES ($1, $2, $2, $2, $3)"),
		V(id, arena_print(test_arena(), "p%d", (int)id), unit_id));
	change_run(change, SQL("INSERT INTO member (person_id, unit_id, role, is_recursive)"
		" VALUES ($1, $2, $3, $4)"), V(id, unit_id, role, is_recursive ? 1 : 0));
}

static void unit_add(struct change *change, int64_t id, const char *code, const char *kind,
                     int64_t parent_id)
{
	change_run(change, SQL("INSERT INTO unit (id, public_id, code, name_sv, kind)"
		" VALUES ($1, $2, $2, $2, $3)"), V(id, code, kind));
	if (parent_id)
		change_run(change, SQL("INSERT INTO unit_parent (unit_id, parent_id) VALUES ($1, $2)"),
			V(id, parent_id));
}

struct store *test_city(void)
{
	struct store *store = test_store();
	struct change *change;

	calendar_freeze(instant_at((struct date){ 2026, 9, 20 }, 12, 0, 0));
	catalogue_load(store, catalogue_files);
	catalogue_refresh(store);
	change = change_open(store, test_arena(), (struct who){ .is_system = true });
	unit_add(change, CITY, "city", "city", 0);
	unit_add(change, NORTH, "north", "district", CITY);
	unit_add(change, SOUTH, "south", "district", CITY);
	unit_add(change, SCHOOL, "school", "workplace", NORTH);
	unit_closure_make(change);
	person_add(change, WRITER, "unit_coordinator", NORTH, true);
	person_add(change, MANAGER, "handler", SCHOOL, true);
	person_add(change, EMPLOYEE, "reporter", SCHOOL, false);
	person_add(change, STRANGER, "unit_coordinator", SOUTH, true);
	person_add(change, OFFICE, "central_coordinator", CITY, true);
	person_add(change, OWNER, "system_owner", CITY, true);
	person_add(change, PARTNER, "partner", NORTH, true);
	CHECK(change_commit(change) == COMMITTED);
	return store;
}

int64_t document_made(struct store *store, const char *kind, int64_t unit_id, int64_t to_unit_id,
                      const char *secrecy)
{
	struct change *change = change_open(store, test_arena(), (struct who){ .person = OFFICE });
	struct document document = { .kind = str_of(kind), .unit_id = unit_id,
		.to_unit_id = to_unit_id, .title = S("A document"), .secrecy = str_of(secrecy),
		.topic = document_topic_of_kind(str_of(kind)) };

	change_insert(change, &document_record.shape, &document);
	CHECK(change_commit(change) == COMMITTED);
	return document.id;
}

void draft_made(struct store *store, int64_t document_id, const char *text)
{
	struct change *change = change_open(store, test_arena(), (struct who){ .person = OFFICE });
	struct document document = *document_of_id(change_view(change), document_id);
	struct document_version *version = version_begin(change, &document);

	version->text = str_of(text);
	change_update(change, &document_version_record.shape, version, version->version);
	document_index(change, &document);
	change_update(change, &document_record.shape, &document, document.version);
	CHECK(change_commit(change) == COMMITTED);
}

int64_t version_made(struct store *store, int64_t document_id, struct date from)
{
	struct change *change = change_open(store, test_arena(), (struct who){ .person = OFFICE });
	struct document document = *document_of_id(change_view(change), document_id);
	struct document_version *version = version_begin(change, &document);
	struct adoption adoption = { .adopted_as = S("The board"), .decision = S("1"),
		.adopted_on = date_compare(from, date_today()) > 0 ? date_today() : from,
		.valid_from = from };

	version->text = S("A gathering in the large room.");
	version_adopt(change, &document, version, &adoption);
	CHECK(change_commit(change) == COMMITTED);
	return version->id;
}

void receipt_made(struct store *store, int64_t document_id, int64_t unit_id, int64_t person_id)
{
	struct change *change = change_open(store, test_arena(), (struct who){ .person = person_id });

	receipt_add(change, version_on(change_view(change), document_id, date_today()), unit_id,
		person_id, instant_now());
	CHECK(change_commit(change) == COMMITTED);
}
