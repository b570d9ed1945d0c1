/* SPDX-License-Identifier: EUPL-1.2 */
/* training/queries.c - sessions, their sums, and what they prove. */
#include "modules/training/inside.h"

#include "kit/evidence.h"
#include "kit/setting.h"
#include "modules/units/units.h"

bool training_keeps(struct view *view, int64_t unit_id)
{
	return view_int(view, SQL("SELECT 1 FROM my_training_unit WHERE unit_id = $1 LIMIT 1"),
		V(unit_id)) == 1;
}

const struct training *training_get(struct view *view, struct str public_id)
{
	return view_get(view, &training_record.shape,
		SQL("SELECT * FROM my_training WHERE public_id = $1"), V(public_id));
}

bool training_is_there(struct view *view, const struct training *training)
{
	return view_int(view, SQL("SELECT 1 FROM my_training WHERE unit_id = $1 AND topic = $2"
		" AND audience = $3 AND on_day = $4 AND id <> $5 LIMIT 1"),
		V(training->unit_id, training->topic, training->audience, training->on_day,
		  training->id)) == 1;
}

/* ---- The list ------------------------------------------------------------------------------------ */

#define TRAINING_ROW_FIELDS(F) \
	F(public_id, text, N_("Identity"), ) \
	F(on_day,    date, N_("Day"), ) \
	F(topic,     code, N_("Topic"), .list = "training/topics") \
	F(audience,  code, N_("For whom"), .list = "training/audiences") \
	F(unit_name, text, N_("Unit"), ) \
	F(form,      code, N_("How it was held"), .list = "training/forms") \
	F(invited,   text, N_("Were asked"), ) \
	F(attended,  text, N_("Came"), )
struct training_row { TRAINING_ROW_FIELDS(AS_MEMBER) };
#define RECORD struct training_row
static const struct field training_row_fields[] = { TRAINING_ROW_FIELDS(AS_FIELD) };
#undef RECORD

static const struct filter training_filters[] = {
	{ .name = "topic", .label = N_("Topic"), .kind = FIELD_code, .list = "training/topics",
	  .condition = SQL(" AND held.topic = $?") },
	{ .name = "audience", .label = N_("For whom"), .kind = FIELD_code, .list = "training/audiences",
	  .condition = SQL(" AND held.audience = $?") },
	{ .name = "unit", .label = N_("Unit"), .kind = FIELD_ref, .refers_to = "unit",
	  .condition = SQL(" AND held.unit_id IN"
		" (SELECT below_id FROM my_unit_below WHERE above_id = $?)") },
	{ .name = "from", .label = N_("From"), .kind = FIELD_date, .condition = SQL(" AND held.on_day >= $?") },
	{ .name = "to", .label = N_("To"), .kind = FIELD_date, .condition = SQL(" AND held.on_day <= $?") },
	{ .name = NULL },
};
#define SORTED(column) .ascending = SQL(" ORDER BY " column ", held.id"), \
	.descending = SQL(" ORDER BY " column " DESC, held.id DESC")
static const struct table_column training_columns[] = {
	{ .name = "on_day", .is_link = true, SORTED("held.on_day") },
	{ .name = "topic", SORTED("held.topic") },
	{ .name = "audience", SORTED("held.audience") },
	{ .name = "unit_name", SORTED("unit_name") },
	{ .name = "form" },
	{ .name = "invited" },
	{ .name = "attended" },
	{ .name = NULL },
};
const struct table trainings_table = {
	.name = "training", .label = N_("Training sessions, newest first"),
	.fields = training_row_fields, .field_count = COUNT(training_row_fields),
	.shape = SHAPE_OF(NULL, training_row, training_row_fields),
	.columns = training_columns, .filters = training_filters, .is_stacked = true,
	.row_path = "/training/%s", .row_key = "public_id",
	.order = SQL(" ORDER BY held.on_day DESC, held.id DESC"),
	.export_need = MAY_training_read,
	.empty = N_("No training is written here."),
};

/* A small number of a unit whose training one does not keep is not in the row at all. */
#define TOLD(column) " CASE WHEN held." column " = 0 OR held." column " >= $2" \
	" OR held.unit_id IN (SELECT unit_id FROM my_training_unit)" \
	" THEN CAST(held." column " AS TEXT) ELSE '<' || CAST($2 AS TEXT) END AS " column

void trainings_query(struct request *request, struct view *view, struct query *query)
{
	table_start(request, view, &trainings_table, query,
		SQL("SELECT held.public_id, held.on_day, held.topic, held.audience,"
		    UNIT_NAME("held.unit_id") " AS unit_name, held.form," TOLD("invited") ","
		    TOLD("attended") " FROM my_training AS held WHERE 1 = 1"),
		V(tongue_code(), setting_int("small_cells_below")));
}

/* ---- Sums ---------------------------------------------------------------------------------------- */

static const struct column sum_columns[] = {
	{ "topic", COLUMN_text, offsetof(struct training_sum, topic), NULL, false },
	{ "audience", COLUMN_text, offsetof(struct training_sum, audience), NULL, false },
	{ "sessions", COLUMN_int, offsetof(struct training_sum, sessions), NULL, false },
	{ "invited", COLUMN_int, offsetof(struct training_sum, invited), NULL, false },
	{ "attended", COLUMN_int, offsetof(struct training_sum, attended), NULL, false },
	{ "is_hidden", COLUMN_int, offsetof(struct training_sum, is_hidden), NULL, false },
};
static const struct shape sum_shape = { .size = sizeof(struct training_sum),
	.count = COUNT(sum_columns), .columns = sum_columns };

struct training_sum_list training_sums(struct view *view, int year)
{
	struct date first = { (int16_t)year, 1, 1 }, last = { (int16_t)year, 12, 31 };

	return training_sum_list_of(view_list(view, &sum_shape,
		SQL("SELECT topic, audience, count(*) AS sessions, sum(invited) AS invited,"
		    " sum(attended) AS attended, max(CASE WHEN unit_id NOT IN (SELECT unit_id FROM my_training_unit)"
		    "  AND ((invited > 0 AND invited < $3) OR (attended > 0 AND attended < $3))"
		    "  THEN 1 ELSE 0 END) AS is_hidden"
		    " FROM my_training WHERE on_day >= $1 AND on_day <= $2"
		    " GROUP BY topic, audience ORDER BY topic, audience"),
		V(first, last, setting_int("small_cells_below"))));
}

/* ---- Reading in ---------------------------------------------------------------------------------- */

const struct training *training_of_source(struct view *system, struct str source, struct str key)
{
	return view_get(system, &training_record.shape,
		SQL("SELECT * FROM training WHERE source = $1 AND source_key = $2"), V(source, key));
}

const struct training *training_naked(struct view *system, int64_t id)
{
	return view_get(system, &training_record.shape, SQL("SELECT * FROM training WHERE id = $1"), V(id));
}

int64_t trainings_remove(struct change *change, int64_t import_id)
{
	return change_run(change, SQL("DELETE FROM training WHERE import_id = $1"), V(import_id));
}

/* ---- What they prove ------------------------------------------------------------------------------ */

static const struct evidence_argument arguments[] = {
	{ .name = "topic", .label = N_("Topic"), .list = "training/topics", .is_required = true },
	{ .name = "audience", .label = N_("For whom"), .list = "training/audiences" },
	{ .name = NULL },
};

/* Told to all who follow the duties, so a sum that is small enough to hide counts for nothing:
 * red where it might be green, never the other way. */
static struct evidence_count_list training_counts(struct view *view, const struct evidence_ask *ask)
{
	return evidence_count_list_of(view_list(view, &evidence_count_shape,
		SQL("SELECT unit_id, CASE WHEN sum(attended) < $6 THEN 0 ELSE sum(attended) END AS found,"
		    " sum(invited) AS whole, max(on_day) AS last_on"
		    " FROM my_proof_training WHERE on_day >= $1 AND on_day <= $2 AND topic = $3"
		    "   AND ($4 = '' OR audience = $4) AND ($5 = 0 OR unit_id = $5)"
		    " GROUP BY unit_id HAVING sum(invited) >= $6 ORDER BY unit_id"),
		V(value_date(ask->from), value_date(ask->to), evidence_text(ask, "topic"),
		  evidence_text(ask, "audience"), ask->unit_id, setting_int("small_cells_below"))));
}

static struct evidence_record_list training_records(struct view *view, const struct evidence_ask *ask)
{
	struct arena *arena = view_arena(view);
	struct training_list found = training_list_of(view_list(view, &training_record.shape,
		SQL("SELECT * FROM my_training WHERE on_day >= $1 AND on_day <= $2 AND topic = $3"
		    "   AND ($4 = '' OR audience = $4)"
		    "   AND unit_id IN (SELECT below_id FROM my_unit_below WHERE above_id = $5)"
		    " ORDER BY on_day DESC, id DESC LIMIT $6"),
		V(value_date(ask->from), value_date(ask->to), evidence_text(ask, "topic"),
		  evidence_text(ask, "audience"), ask->unit_id, EVIDENCE_RECORDS_MOST)));
	struct evidence_record_list list = { 0, arena_array(arena, struct evidence_record,
		found.count + 1) };

	for (size_t i = 0; i < found.count; i++) {
		const struct training *one = &found.at[i];
		bool keeps = training_keeps(view, one->unit_id);

		list.at[list.count++] = (struct evidence_record){
			.words = arena_print(arena, _("%.*s, %.*s: %.*s of %.*s came"),
				STR(unit_name(view, one->unit_id)),
				STR(code_name("training/audiences", one->audience)),
				STR(training_told(arena, one->attended, keeps)),
				STR(training_told(arena, one->invited, keeps))),
			.path = arena_print(arena, "/training/%.*s", STR(one->public_id)),
			.on = one->on_day };
	}
	return list;
}

const struct evidence_source training_evidence[] = {
	{ .name = "training", .label = N_("Those who were asked came to the training"),
	  .arguments = arguments, .counts = training_counts, .records = training_records },
	{ .name = NULL },
};
