/* SPDX-License-Identifier: EUPL-1.2 */
/* pictures/queries_bases.c - what a city's picture is built on, and to whom it goes back. */
#include "modules/pictures/bases.h"
#include "modules/pictures/demo.h"

#define BASE_COLUMNS "SELECT base.id, base.public_id, base.title, base.unit_id, base.kind," \
	" base.number, base.state, base.frozen_digest AS digest, base.submitted_at,"
#define FOLLOWED(pictures) \
	" CASE WHEN EXISTS (SELECT 1 FROM " pictures " AS later WHERE later.supersedes = base.id" \
	"  AND later.state IN ('submitted', 'received')) OR base.state = 'returned'" \
	"  THEN 1 ELSE 0 END AS is_followed"

struct base_row_list picture_base_rows(struct view *view, const struct picture *picture)
{
	const struct item *kind = item_find("picture_kinds", picture->kind);

	return base_row_list_of(view_list(view, &base_row_record.shape, SQL(BASE_COLUMNS
		" CASE WHEN EXISTS (SELECT 1 FROM my_picture_base AS chosen WHERE chosen.picture_id = $1"
		"  AND chosen.base_id = base.id AND chosen.dropped_at = 0) THEN 1 ELSE 0 END AS is_chosen,"
		FOLLOWED("my_picture")
		" FROM my_picture AS base"
		" WHERE base.id <> $1 AND base.frozen_digest <> '' AND base.unit_id <> $4"
		"   AND (base.id IN (SELECT base_id FROM my_picture_base WHERE picture_id = $1 AND dropped_at = 0)"
		"        OR (base.state IN ('submitted', 'received') AND base.period = $2"
		"            AND (' ' || $3 || ' ') LIKE ('% ' || base.kind || ' %')))"
		" ORDER BY base.kind, base.title COLLATE local, base.number LIMIT 500"),
		V(picture->id, picture->period, item_text(kind, "gathers"), picture->unit_id)));
}

#define CHOSEN(pictures, bases, all) BASE_COLUMNS " 1 AS is_chosen," FOLLOWED(all) \
	" FROM " bases " AS chosen JOIN " pictures " AS base ON base.id = chosen.base_id" \
	" WHERE chosen.picture_id = $1 AND chosen.dropped_at = 0" \
	" ORDER BY base.kind, base.title COLLATE local, base.number LIMIT 500"
struct base_row_list picture_bases_chosen(struct view *view, int64_t picture_id)
{
	return base_row_list_of(view_list(view, &base_row_record.shape, view_me(view)
		? SQL(CHOSEN("my_picture_cited_version", "my_picture_base", "my_picture"))
		: SQL(CHOSEN("picture", "picture_base", "picture")), V(picture_id)));
}

void base_choose(struct change *change, const struct picture *picture, const struct base_row *row)
{
	struct picture_base base = { .picture_id = picture->id, .base_id = row->id, .digest = row->digest,
		.chosen_by = change_me(change), .chosen_at = instant_now() };

	change_insert(change, &picture_base_record.shape, &base);
}

void base_drop(struct change *change, int64_t picture_id, int64_t base_id)
{
	int64_t id = view_int(change_view(change), SQL("SELECT id FROM my_picture_base"
		" WHERE picture_id = $1 AND base_id = $2 AND dropped_at = 0"), V(picture_id, base_id));

	if (change_run(change, SQL("UPDATE picture_base SET dropped_at = $2, dropped_by = $3,"
			" version = version + 1 WHERE id = $1 AND dropped_at = 0"),
			V(id, instant_now(), change_me(change))))
		change_note(change, "picture_base", id, "drop", S(""));
}

void bases_copy(struct change *change, int64_t from_picture, int64_t to_picture)
{
	struct picture_base_list list = picture_base_list_of(view_list(change_view(change),
		&picture_base_record.shape, SQL("SELECT * FROM my_picture_base"
			" WHERE picture_id = $1 AND dropped_at = 0 ORDER BY id"), V(from_picture)));

	for (size_t i = 0; i < list.count; i++) {
		struct picture_base copy = list.at[i];

		copy.id = copy.version = 0;
		copy.public_id = S("");
		copy.picture_id = to_picture;
		change_insert(change, &picture_base_record.shape, &copy);
	}
}

struct picture_passing_list picture_passings(struct view *view, int64_t picture_id)
{
	return picture_passing_list_of(view_list(view, &picture_passing_record.shape,
		SQL("SELECT my_picture_passing.* FROM my_picture_passing"
		    " LEFT JOIN my_unit ON my_unit.id = my_picture_passing.unit_id"
		    " WHERE picture_id = $1 ORDER BY my_unit.name_sv COLLATE local, my_picture_passing.id LIMIT 500"),
		V(picture_id)));
}

struct picture_receipt_list picture_receipts(struct view *view, int64_t picture_id)
{
	return picture_receipt_list_of(view_list(view, &picture_receipt_record.shape,
		SQL("SELECT my_picture_receipt.* FROM my_picture_receipt"
		    " JOIN my_picture_passing ON my_picture_passing.id = my_picture_receipt.passing_id"
		    " WHERE my_picture_passing.picture_id = $1 ORDER BY my_picture_receipt.id LIMIT 5000"),
		V(picture_id)));
}

int64_t passings_waiting(struct view *view)
{
	return view_int(view, SQL("SELECT count(*) FROM my_picture_passing"
		" WHERE unit_id IN (SELECT unit_id FROM my_reach WHERE permission = 'pictures_write')"
		"   AND picture_id IN (SELECT id FROM my_picture)"
		"   AND NOT EXISTS (SELECT 1 FROM my_picture_receipt"
		"     WHERE my_picture_receipt.passing_id = my_picture_passing.id)"), NONE);
}

struct place_row { int64_t unit_id; };
static const struct column place_columns[] = {
	{ "unit_id", COLUMN_int, offsetof(struct place_row, unit_id), NULL, false },
};
static const struct shape place_shape = { .size = sizeof(struct place_row), .count = 1,
	.columns = place_columns };

int64_t picture_pass(struct change *change, const struct picture *picture)
{
	struct rows rows = view_list(change_view(change), &place_shape,
		SQL("SELECT DISTINCT base.unit_id FROM my_picture_base AS chosen"
		    " JOIN my_picture_cited_version AS base ON base.id = chosen.base_id"
		    " WHERE chosen.picture_id = $1 AND chosen.dropped_at = 0"
		    "   AND NOT EXISTS (SELECT 1 FROM my_picture_passing AS passed"
		    "     WHERE passed.picture_id = $1 AND passed.unit_id = base.unit_id)"
		    " ORDER BY base.unit_id"), V(picture->id));
	const struct place_row *units = rows.at;

	for (size_t i = 0; i < rows.count; i++) {
		struct picture_passing passing = { .picture_id = picture->id, .unit_id = units[i].unit_id,
			.passed_by = change_me(change), .passed_at = instant_now() };

		change_insert(change, &picture_passing_record.shape, &passing);
	}
	return (int64_t)rows.count;
}

void receipt_give(struct change *change, const struct picture_passing *passing, struct str name)
{
	struct picture_receipt receipt = { .passing_id = passing->id, .person_id = change_me(change),
		.person_name = name, .at = instant_now() };

	change_insert(change, &picture_receipt_record.shape, &receipt);
}

static const struct column reader_columns[] = {
	{ "id", COLUMN_int, offsetof(struct demo_reader, id), NULL, false },
	{ "name", COLUMN_text, offsetof(struct demo_reader, name), NULL, false },
};
static const struct shape reader_shape = { .size = sizeof(struct demo_reader),
	.count = COUNT(reader_columns), .columns = reader_columns };

/* For the demo: somebody of the unit itself, by name. */
struct demo_reader picture_demo_reader(struct view *view, int64_t unit_id)
{
	const struct demo_reader *reader = view_get(view, &reader_shape,
		SQL("SELECT id, name FROM my_person WHERE unit_id = $1 ORDER BY id LIMIT 1"), V(unit_id));

	return reader ? *reader : (struct demo_reader){ 0 };
}
