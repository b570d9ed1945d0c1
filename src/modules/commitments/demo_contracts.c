/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * commitments/demo_contracts.c - what the boards of the demo city have placed with suppliers.
 *
 * A row of catalogues/demo/contracts.csv is a contract of each unit that has one of the
 * commitments it carries.  Boards that lag behind have forgotten a clause, or the contract.
 */
#include "modules/commitments/contracts.h"
#include "modules/commitments/demo.h"

enum { ASKED_FOR = 880, POSITION = 820, POSITION_DAYS = 75, FOLLOWED_UP_DAYS = 400,
	FOLLOWED_UP_BEFORE = 120 };

static int64_t asked(const struct demo_row *row, const char *name)
{
	return row_is_done(row, ASKED_FOR, name) ? row_int(row, name) : 0;
}

static struct str supplier(const struct demo_row *row)
{
	struct str names = row_cell(row, "suppliers_sv"), name = S("");
	int count = 1;

	for (size_t i = 0; i < names.len; i++)
		count += names.at[i] == ';';
	for (int i = row_drawn(row, "supplier") * count / PER_MILLE; i >= 0; i--)
		name = str_cut(&names, ';');
	return name;
}

static void contract_make(const struct demo_row *row, const struct commitment *carried)
{
	struct demo_city *city = row->city;
	int64_t days = row_int(row, "days");
	struct date from = date_add_days(city->today, -(int)(row_drawn(row, "from") * days / PER_MILLE));
	struct judged_by by = { row->coordinator, commitments_demo_at_ten(from) };
	struct contract c = { .unit_id = row->unit->id, .supplier = supplier(row),
		.name = row_cell(row, "name_sv"), .valid_from = from,
		.reference = arena_print(city->arena, "%.*s %d/%d", STR(row->unit->code),
			from.year - 1, 100 + row_drawn(row, "reference")),
		.valid_to = date_add_days(from, (int)days - 1),
		.recovery_hours = asked(row, "recovery_hours"), .report_hours = asked(row, "report_hours"),
		.exercise_months = asked(row, "exercise_months"), .has_plan = asked(row, "plan"),
		.has_insight = asked(row, "insight"), .has_chain = asked(row, "chain"),
		.follow_up_on = date_add_days(city->today,
			row_drawn(row, "follow") * FOLLOWED_UP_DAYS / PER_MILLE - FOLLOWED_UP_BEFORE),
		.owner_id = row->director };

	if (row_is_done(row, POSITION, "position"))
		c.position_on = date_add_days(from, -POSITION_DAYS);
	contract_add(city->change, &c, by);
	contract_carry(city->change, c.id, carried->id, from);
}

void contracts_demo(struct demo_city *city)
{
	const struct csv_table *table = demo_rows(city->arena, "contracts");

	for (size_t i = 0; i < city->count; i++) {
		const struct demo_made *made = &city->made[i];
		struct demo_row row = { .city = city, .table = table, .unit = made->unit,
			.coordinator = made->commitment.created_by, .director = made->commitment.owner_id };

		for (row.row = 1; row.row < table->count; row.row++)
			if (str_has_word(row_cell(&row, "carries"), made->key)
			    && row_is_done(&row, (int)row_int(&row, "share"), "placed"))
				contract_make(&row, &made->commitment);
	}
}
