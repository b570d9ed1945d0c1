/* SPDX-License-Identifier: EUPL-1.2 */
/* communication/queries_lists.c - the lists: needs, messages, what has no decision, what waits. */
#include "modules/communication/inside.h"

#include "base/tongue.h"
#include "modules/communication/pages.html.h"
#include "modules/units/units.h"

#define SORTED(column) .ascending = SQL(" ORDER BY " column ", seen.id"), \
	.descending = SQL(" ORDER BY " column " DESC, seen.id DESC")
#define UNIT_FILTER { .name = "unit", .label = N_("Unit"), .kind = FIELD_ref, .refers_to = "unit", \
	.condition = SQL(" AND seen.unit_id IN (SELECT below_id FROM my_unit_below WHERE above_id = $?)") }

/* ---- Needs -------------------------------------------------------------------------------------- */

#define NEED_ROW_FIELDS(F) \
	F(number,    text,   N_("Number"), ) \
	F(words,     text,   N_("What has to be told"), ) \
	F(source,    choice, N_("Springs from"), CHOICES(told_subject_kinds)) \
	F(unit_name, text,   N_("Unit"), ) \
	F(audience,  codes,  N_("To whom"), .list = "communication/audiences") \
	F(state,     choice, N_("Decision"), CHOICES(telling_need_states)) \
	F(review_on, date,   N_("Looked at again"), ) \
	F(created_at, instant, N_("Written"), )
struct need_row { NEED_ROW_FIELDS(AS_MEMBER) };
#define RECORD struct need_row
static const struct field need_row_fields[] = { NEED_ROW_FIELDS(AS_FIELD) };
#undef RECORD

static void review_cell(struct out *out, struct request *request, const void *row)
{
	const struct need_row *need = row;

	(void)request;
	if (date_is_given(need->review_on))
		cell_day(out, need->review_on, date_compare(need->review_on, date_today()) < 0);
}

static const struct filter need_filters[] = {
	{ .name = "words", .label = N_("Words"), .kind = FIELD_text,
	  .condition = SQL(" AND fold(seen.words) LIKE '%' || fold($?) || '%'") },
	{ .name = "source", .label = N_("Springs from"), .kind = FIELD_choice, .choices = told_subject_kinds,
	  .condition = SQL(" AND seen.source = $?") },
	{ .name = "state", .label = N_("Decision"), .kind = FIELD_choice, .choices = telling_need_states,
	  .condition = SQL(" AND seen.state = $?") },
	UNIT_FILTER,
	{ .name = "review", .label = N_("Should have been looked at again"), .kind = FIELD_yesno,
	  .condition = SQL(" AND CASE WHEN seen.review_on <> '' AND seen.review_on <= today()"
		" THEN 1 ELSE 0 END = $?") },
	{ .name = NULL },
};
static const struct table_column need_columns[] = {
	{ .name = "number", .is_link = true, SORTED("seen.number") },
	{ .name = "words" }, { .name = "source" },
	{ .name = "unit_name", SORTED("unit_name") },
	{ .name = "audience" }, { .name = "state", SORTED("seen.state") },
	{ .name = "review_on", .cell = review_cell, SORTED("seen.review_on") },
	{ .name = "created_at", .is_export_only = true },
	{ .name = NULL },
};
const struct table telling_needs_table = {
	.name = "communication_needs", .label = N_("Needs of communication, newest first"),
	.fields = need_row_fields, .field_count = COUNT(need_row_fields),
	.shape = SHAPE_OF(NULL, need_row, need_row_fields),
	.columns = need_columns, .filters = need_filters, .is_stacked = true,
	.row_path = "/communication/needs/%s", .row_key = "number",
	.order = SQL(" ORDER BY seen.id DESC"),
	.export_need = MAY_communication_read,
	.empty = N_("No need of communication fits."),
};

void telling_needs_query(struct request *request, struct view *view, struct query *query)
{
	table_start(request, view, &telling_needs_table, query,
		SQL("SELECT seen.number, seen.words, seen.source," UNIT_NAME("seen.unit_id") " AS unit_name,"
		    " seen.audience, seen.state, seen.review_on, seen.created_at"
		    " FROM my_communication_need AS seen WHERE 1 = 1"), V(tongue_code()));
}

/* ---- Messages ------------------------------------------------------------------------------------ */

#define MESSAGE_ROW_FIELDS(F) \
	F(number,    text,   N_("Number"), ) \
	F(title,     text,   N_("Title"), ) \
	F(subject,   choice, N_("About"), CHOICES(told_subject_kinds)) \
	F(unit_name, text,   N_("Unit"), ) \
	F(audience,  codes,  N_("To whom"), .list = "communication/audiences") \
	F(planned_on, date,  N_("Planned day"), ) \
	F(state,     choice, N_("State"), CHOICES(public_message_states)) \
	F(published_on, date, N_("Published"), ) \
	F(channels,  codes,  N_("How"), .list = "communication/channels") \
	F(languages, text,   N_("Languages"), ) \
	F(reach,     count,  N_("Reached, people"), ) \
	F(effect,    code,   N_("Effect"), .list = "measure_effects")
struct message_row { MESSAGE_ROW_FIELDS(AS_MEMBER) };
#define RECORD struct message_row
static const struct field message_row_fields[] = { MESSAGE_ROW_FIELDS(AS_FIELD) };
#undef RECORD

static void planned_cell(struct out *out, struct request *request, const void *at)
{
	const struct message_row *row = at;
	struct public_message as = { .state = row->state, .planned_on = row->planned_on };

	(void)request;
	cell_day(out, row->planned_on, public_message_is_late(&as, date_today()));
}

static const struct filter message_filters[] = {
	{ .name = "words", .label = N_("Words"), .kind = FIELD_text,
	  .condition = SQL(" AND fold(seen.title) LIKE '%' || fold($?) || '%'") },
	{ .name = "subject", .label = N_("About"), .kind = FIELD_choice, .choices = told_subject_kinds,
	  .condition = SQL(" AND seen.subject = $?") },
	{ .name = "state", .label = N_("State"), .kind = FIELD_choice, .choices = public_message_states,
	  .condition = SQL(" AND seen.state = $?") },
	UNIT_FILTER,
	{ .name = "late", .label = N_("The planned day has passed"), .kind = FIELD_yesno,
	  .condition = SQL(" AND CASE WHEN seen.state IN ('planned', 'approved')"
		" AND seen.planned_on < today() THEN 1 ELSE 0 END = $?") },
	{ .name = "from", .label = N_("Planned from"), .kind = FIELD_date,
	  .condition = SQL(" AND seen.planned_on >= $?") },
	{ .name = "to", .label = N_("Planned to"), .kind = FIELD_date,
	  .condition = SQL(" AND seen.planned_on <= $?") },
	{ .name = NULL },
};
static const struct table_column message_columns[] = {
	{ .name = "number", .is_link = true, SORTED("seen.number") },
	{ .name = "title", SORTED("seen.title COLLATE local") },
	{ .name = "subject" },
	{ .name = "unit_name", SORTED("unit_name") },
	{ .name = "audience" },
	{ .name = "planned_on", .cell = planned_cell, SORTED("seen.planned_on") },
	{ .name = "state", SORTED("seen.state") },
	{ .name = "published_on", .is_export_only = true },
	{ .name = "channels", .is_export_only = true },
	{ .name = "languages", .is_export_only = true },
	{ .name = "reach", .is_export_only = true },
	{ .name = "effect", .is_export_only = true },
	{ .name = NULL },
};
const struct table public_messages_table = {
	.name = "communication_messages", .label = N_("Messages to the public, the latest day first"),
	.fields = message_row_fields, .field_count = COUNT(message_row_fields),
	.shape = SHAPE_OF(NULL, message_row, message_row_fields),
	.columns = message_columns, .filters = message_filters, .is_stacked = true,
	.row_path = "/communication/messages/%s", .row_key = "number",
	.order = SQL(" ORDER BY seen.planned_on DESC, seen.id DESC"),
	.export_need = MAY_communication_read,
	.empty = N_("No message to the public fits."),
};

void public_messages_query(struct request *request, struct view *view, struct query *query)
{
	table_start(request, view, &public_messages_table, query,
		SQL("SELECT seen.number, seen.title, seen.subject," UNIT_NAME("seen.unit_id") " AS unit_name,"
		    " seen.audience, seen.planned_on, seen.state, seen.published_on, seen.channels,"
		    " 'sv' || CASE WHEN seen.words_easy <> '' THEN ' sv-easy' ELSE '' END"
		    " || CASE WHEN seen.words_en <> '' THEN ' en' ELSE '' END AS languages,"
		    " seen.reach, seen.effect FROM my_communication_message AS seen WHERE 1 = 1"),
		V(tongue_code()));
}

/* ---- Without a decision ---------------------------------------------------------------------------- */

#define UNDECIDED_ROW_FIELDS(F) \
	F(row_key,   text, N_("Identity"), ) \
	F(number,    text, N_("Number"), ) \
	F(title,     text, N_("Title"), ) \
	F(unit_name, text, N_("Unit"), ) \
	F(since,     instant, N_("Since"), )
struct undecided_row { UNDECIDED_ROW_FIELDS(AS_MEMBER) };
#define RECORD struct undecided_row
static const struct field undecided_fields[] = { UNDECIDED_ROW_FIELDS(AS_FIELD) };
#undef RECORD

/* Of the newest analysis of each unit, of whatever year: last year's decisions are last year's. */
#define UNTOLD_RISKS \
	" FROM my_rsa JOIN my_risk AS seen ON seen.rsa_id = my_rsa.id" \
	" WHERE seen.dropped_reason = '' AND seen.communicable = ''" \
	" AND NOT EXISTS (SELECT 1 FROM my_rsa AS later WHERE later.unit_id = my_rsa.unit_id" \
	"   AND (later.year > my_rsa.year OR (later.year = my_rsa.year AND later.number > my_rsa.number)))"
#define UNDECIDED_AS(kind_) \
	" NOT EXISTS (SELECT 1 FROM my_communication_decided AS decided" \
	"  WHERE decided.source = '" kind_ "' AND decided.source_id = seen.id)"
/* The newest adopted one of each kind and unit. */
#define UNTOLD_PICTURES \
	" FROM my_picture AS seen WHERE seen.state IN ('adopted', 'submitted', 'received')" \
	" AND NOT EXISTS (SELECT 1 FROM my_picture AS later WHERE later.unit_id = seen.unit_id" \
	"   AND later.kind = seen.kind AND later.state IN ('adopted', 'submitted', 'received')" \
	"   AND (later.adopted_at > seen.adopted_at" \
	"     OR (later.adopted_at = seen.adopted_at AND later.id > seen.id)))" \
	" AND" UNDECIDED_AS("picture")
#define UNTOLD_MEASURES \
	" FROM my_measure AS seen WHERE seen.state IN ('decided', 'in_progress')" \
	" AND" UNDECIDED_AS("measure")

static const struct filter undecided_filters[] = {
	{ .name = "words", .label = N_("Words"), .kind = FIELD_text,
	  .condition = SQL(" AND fold(seen.title) LIKE '%' || fold($?) || '%'") },
	UNIT_FILTER,
	{ .name = "of", .label = N_("Kind"), .kind = FIELD_text, .is_hidden = true },
	{ .name = NULL },
};

/* Where the decision is taken: a risk's at the risk, the others by a need that is written here. */
static void decide_measure(struct out *out, struct request *request, const void *row)
{
	const struct undecided_row *one = row;

	if (request_may(request, MAY_communication_write))
		undecided_link(out, "measure", one->number, one->title);
}

static void decide_picture(struct out *out, struct request *request, const void *row)
{
	const struct undecided_row *one = row;

	if (request_may(request, MAY_communication_write))
		undecided_link(out, "picture", one->row_key, one->title);
}

#define UNDECIDED_COLUMNS(...) { \
	{ .name = "title", .is_link = true, SORTED("seen.title COLLATE local") }, \
	{ .name = "unit_name", SORTED("unit_name") }, \
	{ .name = "since", SORTED("since") }, \
	__VA_ARGS__, \
	{ .name = NULL } }
static const struct table_column risk_columns[] = UNDECIDED_COLUMNS({ .name = "number" });
static const struct table_column picture_columns[] = UNDECIDED_COLUMNS(
	{ .name = "row_key", .label = N_("Decision"), .cell = decide_picture });
static const struct table_column measure_columns[] = UNDECIDED_COLUMNS({ .name = "number" },
	{ .name = "row_key", .label = N_("Decision"), .cell = decide_measure });

#define UNDECIDED_TABLE(name_, label_, columns_, path_, empty_) { \
	.name = name_, .label = label_, \
	.fields = undecided_fields, .field_count = COUNT(undecided_fields), \
	.shape = SHAPE_OF(NULL, undecided_row, undecided_fields), \
	.columns = columns_, .filters = undecided_filters, .is_stacked = true, \
	.row_path = path_, .row_key = "row_key", .order = SQL(" ORDER BY seen.id DESC"), \
	.export_need = MAY_communication_read, .empty = empty_ }
const struct table undecided_risks_table = UNDECIDED_TABLE("untold_risks",
	N_("Risks without a communication decision"), risk_columns, "/risks/%s",
	N_("Every risk that you see has a decision whether it shall be told."));
const struct table undecided_pictures_table = UNDECIDED_TABLE("untold_pictures",
	N_("Situation pictures without a communication decision"), picture_columns, "/pictures/%s",
	N_("Every situation picture that you see has a decision whether it shall be told."));
const struct table undecided_measures_table = UNDECIDED_TABLE("untold_measures",
	N_("Measures without a communication decision"), measure_columns, "/measures/%s",
	N_("Every measure that you see has a decision whether it shall be told."));

void undecided_query(struct request *request, struct view *view, int kind, struct query *query)
{
	if (kind == SUBJECT_picture)
		table_start(request, view, &undecided_pictures_table, query,
			SQL("SELECT seen.public_id AS row_key, '' AS number, seen.title,"
			    UNIT_NAME("seen.unit_id") " AS unit_name, seen.adopted_at AS since"
			    UNTOLD_PICTURES), V(tongue_code()));
	else if (kind == SUBJECT_measure)
		table_start(request, view, &undecided_measures_table, query,
			SQL("SELECT seen.number AS row_key, seen.number, seen.title,"
			    UNIT_NAME("seen.unit_id") " AS unit_name, seen.decided_at AS since"
			    UNTOLD_MEASURES), V(tongue_code()));
	else
		table_start(request, view, &undecided_risks_table, query,
			SQL("SELECT seen.public_id AS row_key, seen.number, seen.title,"
			    UNIT_NAME("seen.unit_id") " AS unit_name, seen.created_at AS since"
			    UNTOLD_RISKS), V(tongue_code()));
}

struct undecided_counts undecided_count(struct view *view)
{
	return (struct undecided_counts){
		view_int(view, SQL("SELECT count(*)" UNTOLD_RISKS), NONE),
		view_int(view, SQL("SELECT count(*)" UNTOLD_PICTURES), NONE),
		view_int(view, SQL("SELECT count(*)" UNTOLD_MEASURES), NONE) };
}

/* ---- What waits ------------------------------------------------------------------------------------ */

#define RECORD struct waiting
static const struct field waiting_fields[] = { WAITING_FIELDS(AS_FIELD) };
#undef RECORD
static const struct shape waiting_shape = SHAPE_OF(NULL, waiting, waiting_fields);

#define NEEDS "(SELECT count(*) FROM my_communication_need WHERE "
#define MESSAGES "(SELECT count(*) FROM my_communication_message WHERE "

const struct waiting *communication_waiting(struct view *view)
{
	return view_get(view, &waiting_shape,
		SQL("SELECT " NEEDS "state = 'open') AS open,"
		    NEEDS "state IN ('yes', 'no') AND review_on <= today()) AS review,"
		    MESSAGES "state = 'planned') AS planned,"
		    MESSAGES "state IN ('planned', 'approved') AND planned_on < today()) AS late,"
		    MESSAGES "state = 'published') AS unjudged,"
		    " (SELECT count(*) FROM my_communication_slot WHERE state = 'proposed') AS proposed"),
		NONE);
}
