/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * commitments/demo_contracts.c - what the boards of the demo city have placed with suppliers.
 *
 * A row of catalogues/demo/contracts.csv is a contract of each unit that has one of the
 * commitments it carries.  Boards that lag behind have forgotten a clause, or the contract.
 */
#include "modules/commitments/contracts.h"
#include "modules/commitments/demo.h"

#include "kit/demo.h"

enum { ASKED_FOR = 880, POSITION = 820, POSITION_DAYS = 75, FOLLOWED_UP_DAYS = 400,
	FOLLOWED_UP_BEFORE = 120 };

struct placing {
	struct demo_city *city;
	const struct csv_table *table;
	size_t row;
	const struct demo_made *made;
};

static struct str cell(const struct placing *p, const char *name)
{
	return csv_cell(p->table, p->row, name);
}

static int drawn(const struct placing *p, const char *what)
{
	return demo_drawn(p->city->arena, p->made->unit->code, cell(p, "key"), what);
}

static bool is_done(const struct placing *p, int share, const char *what)
{
	return demo_is_done(p->city->arena, share, p->made->unit->code, cell(p, "key"), what);
}

static int64_t asked(const struct placing *p, const char *name)
{
	return is_done(p, ASKED_FOR, name) ? demo_int(p->table, p->row, name) : 0;
}

static struct str supplier(const struct placing *p)
{
	struct str names = cell(p, "suppliers_sv"), name = S("");
	int count = 1;

	for (size_t i = 0; i < names.len; i++)
		count += names.at[i] == ';';
	for (int i = drawn(p, "supplier") * count / PER_MILLE; i >= 0; i--)
		name = str_cut(&names, ';');
	return name;
}

static void contract_make(const struct placing *p)
{
	struct demo_city *city = p->city;
	int64_t days = demo_int(p->table, p->row, "days");
	struct date from = date_add_days(city->today, -(int)(drawn(p, "from") * days / PER_MILLE));
	struct judged_by by = { commitments_demo_holder(city, p->made->unit->id, "unit_coordinator"),
		commitments_demo_at_ten(from) };
	struct contract c = { .unit_id = p->made->commitment.unit_id, .supplier = supplier(p),
		.name = cell(p, "name_sv"), .valid_from = from,
		.reference = arena_print(city->arena, "%.*s %d/%d", STR(p->made->unit->code),
			from.year - 1, 100 + drawn(p, "reference")),
		.valid_to = date_add_days(from, (int)days - 1),
		.recovery_hours = asked(p, "recovery_hours"), .report_hours = asked(p, "report_hours"),
		.exercise_months = asked(p, "exercise_months"), .has_plan = asked(p, "plan"),
		.has_insight = asked(p, "insight"), .has_chain = asked(p, "chain"),
		.follow_up_on = date_add_days(city->today, drawn(p, "follow") * FOLLOWED_UP_DAYS / PER_MILLE
			- FOLLOWED_UP_BEFORE),
		.owner_id = commitments_demo_holder(city, p->made->unit->id, "unit_director") };

	if (is_done(p, POSITION, "position"))
		c.position_on = date_add_days(from, -POSITION_DAYS);
	contract_add(city->change, &c, by);
	contract_carry(city->change, c.id, p->made->commitment.id, from);
	contract_step_by(city->change, c.id, by, "write", contract_tell(city->arena, &c, NULL));
}

static bool has_word(struct str words, struct str word)
{
	while (words.len)
		if (str_equals(str_cut(&words, ' '), word))
			return true;
	return false;
}

void contracts_demo(struct demo_city *city)
{
	struct placing p = { .city = city, .table = demo_rows(city->arena, "contracts") };

	for (size_t i = 0; i < city->count; i++) {
		p.made = &city->made[i];
		for (p.row = 1; p.row < p.table->count; p.row++)
			if (has_word(cell(&p, "carries"), p.made->key)
			    && is_done(&p, (int)demo_int(p.table, p.row, "share"), "placed"))
				contract_make(&p);
	}
}
