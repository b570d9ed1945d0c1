/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * risks/queries_evidence.c - what risk analyses prove about units.
 *
 * The source `rsa` says how far the analysis of a year has come; `risk` counts, of the risks in
 * it, those that are assessed anew, hit a commitment, have a plan or a measure that is begun, or
 * are answered: by such a measure or by somebody's acceptance that has not run out; those that
 * concern the area and not the unit alone; and those of which somebody has decided whether they
 * shall be told.  What is still being written proves nothing, nor does what was sent back.
 */
#include "modules/risks/inside.h"

/* ---- rsa -------------------------------------------------------------------------------------- */

/* States that prove something. */
static const struct choice proving[] = {
	{ "", "" },
	{ "approved_by_director", N_("Approved by the director") },
	{ "approved_by_board", N_("Approved by the board") },
	{ "submitted", N_("Submitted") },
	{ "received", N_("Received") },
	{ "aggregated", N_("In the city's risk picture") },
	{ NULL, NULL },
};
static const struct evidence_argument rsa_arguments[] = {
	{ .name = "state", .label = N_("It has come so far"), .choices = proving },
	{ .name = NULL },
};

bool rsa_meets(int wanted, int state)
{
	if (state == RSA_returned)
		return wanted <= RSA_approved_by_board;
	return state >= wanted;
}

struct rsa_proof { int64_t rsa_id, unit_id; int state; struct date meeting_on; struct instant submitted_at; };
LIST_OF(rsa_proof)
static const struct column rsa_columns[] = {
	{ "rsa_id", COLUMN_int, offsetof(struct rsa_proof, rsa_id), NULL, false },
	{ "unit_id", COLUMN_int, offsetof(struct rsa_proof, unit_id), NULL, false },
	{ "state", COLUMN_choice, offsetof(struct rsa_proof, state), rsa_states, false },
	{ "meeting_on", COLUMN_date, offsetof(struct rsa_proof, meeting_on), NULL, false },
	{ "submitted_at", COLUMN_instant, offsetof(struct rsa_proof, submitted_at), NULL, false },
};
static const struct shape rsa_shape = { .size = sizeof(struct rsa_proof),
	.count = COUNT(rsa_columns), .columns = rsa_columns };

/* Without a state: approved by the board. */
static int state_asked(const struct evidence_ask *ask)
{
	int state = choice_of(rsa_states, evidence_text(ask, "state"));

	return state > 0 ? state : RSA_approved_by_board;
}

static struct date rsa_day(const struct rsa_proof *proof)
{
	return proof->submitted_at.seconds ? instant_date(proof->submitted_at) : proof->meeting_on;
}

static struct evidence_count_list rsa_proved(struct view *view, const struct evidence_ask *ask)
{
	struct rsa_proof_list proofs = rsa_proof_list_of(view_list(view, &rsa_shape,
		SQL("SELECT rsa_id, unit_id, state, meeting_on, submitted_at FROM my_proof_rsa"
		    " WHERE year >= $1 AND year <= $2 AND ($3 = 0 OR unit_id = $3) ORDER BY unit_id, year"),
		V(ask->from.year, ask->to.year, ask->unit_id)));
	struct evidence_count_list list = { 0, arena_array(view_arena(view), struct evidence_count,
		proofs.count + 1) };
	int wanted = state_asked(ask);

	for (size_t i = 0; i < proofs.count; i++) {
		struct evidence_count *count = &list.at[list.count];

		if (!rsa_meets(wanted, proofs.at[i].state))
			continue;
		if (list.count && count[-1].unit_id == proofs.at[i].unit_id)
			count--;
		else
			list.count++;
		count->unit_id = proofs.at[i].unit_id;
		count->count++;
		count->last = rsa_day(&proofs.at[i]);
	}
	return list;
}

static struct evidence_record_list rsa_records(struct view *view, const struct evidence_ask *ask)
{
	struct arena *arena = view_arena(view);
	struct rsa_list rows = rsas_of_unit(view, ask->unit_id);
	struct evidence_record_list list = { 0, arena_array(arena, struct evidence_record, rows.count + 1) };

	for (size_t i = 0; i < rows.count && list.count < EVIDENCE_RECORDS_MOST; i++) {
		const struct rsa *rsa = &rows.at[i];

		if (rsa->year < ask->from.year || rsa->year > ask->to.year)
			continue;
		list.at[list.count++] = (struct evidence_record){
			.words = arena_print(arena, _("Risk analysis of %lld, version %lld: %s"), (long long)rsa->year,
				(long long)rsa->number, _(rsa_states[rsa->state].label)),
			.path = rsa_path(arena, rsa),
			.on = rsa->submitted_at.seconds ? instant_date(rsa->submitted_at)
				: instant_date(rsa->created_at) };
	}
	return list;
}

/* ---- risk --------------------------------------------------------------------------------------- */

enum { WITH_nothing, WITH_assessed, WITH_commitment, WITH_measure, WITH_plan, WITH_answer, WITH_area,
	WITH_telling };
static const struct choice withs[] = {
	[WITH_nothing] = { "", "" },
	[WITH_assessed] = { "assessed", N_("that are assessed anew") },
	[WITH_commitment] = { "commitment", N_("that say which commitments they hit") },
	[WITH_measure] = { "measure", N_("with a measure that is begun or done") },
	[WITH_plan] = { "plan", N_("with a long-term action plan") },
	[WITH_answer] = { "answer", N_("that ask for no measure, or have one that is begun or an acceptance that holds") },
	[WITH_area] = { "area", N_("that concern the area, not the unit alone") },
	[WITH_telling] = { "telling", N_("of which it is decided whether they shall be told") },
	{ NULL, NULL },
};
static const char *const lacks[] = {
	[WITH_assessed] = N_("carried over from the year before"),
	[WITH_commitment] = N_("no commitment"),
	[WITH_measure] = N_("no measure is begun"),
	[WITH_plan] = N_("no action plan"),
	[WITH_answer] = N_("no measure is begun, and nobody's acceptance holds"),
	[WITH_area] = N_("the unit alone"),
	[WITH_telling] = N_("nobody has decided whether it shall be told"),
};
static const struct choice onlys[] = {
	{ "", "" },
	{ "prominent", N_("the most prominent") },
	{ NULL, NULL },
};
static const struct choice ofs[] = {
	{ "", "" },
	{ "newest", N_("the newest analysis that is approved, of whatever year") },
	{ NULL, NULL },
};
static const struct evidence_argument risk_arguments[] = {
	{ .name = "with", .label = N_("Risks"), .choices = withs, .is_required = true },
	{ .name = "of", .label = N_("In which analysis"), .choices = ofs },
	{ .name = "only", .label = N_("Of these"), .choices = onlys },
	{ .name = NULL },
};

/* A level that asks for nothing is an answer too; one that nobody has set is none. */
static void answer_add(struct query *query, struct date to)
{
	const struct catalogue *levels = catalogue_get("event/zone_levels");

	query_add(query, SQL("(proof.has_measure = 1 OR proof.accepted_until >= $? OR proof.zone IN ('-'"), V(to));
	for (size_t i = 0; i < levels->count; i++)
		if (!zone_needs_measure(levels->items[i].code))
			query_add(query, SQL(", $?"), V(levels->items[i].code));
	query_add(query, SQL("))"), NONE);
}

static void met_add(struct query *query, int with, struct date to)
{
	switch (with) {
	case WITH_assessed:
		query_add(query, SQL("proof.is_assessed = 1"), NONE);
		break;
	case WITH_commitment:
		query_add(query, SQL("proof.has_commitment = 1"), NONE);
		break;
	case WITH_measure:
		query_add(query, SQL("proof.has_measure = 1"), NONE);
		break;
	case WITH_plan:
		query_add(query, SQL("proof.has_plan = 1"), NONE);
		break;
	case WITH_area:
		query_add(query, SQL("proof.is_of_area = 1"), NONE);
		break;
	case WITH_telling:
		query_add(query, SQL("proof.is_telling_decided = 1"), NONE);
		break;
	default:
		answer_add(query, to);
	}
}

/* What goes on all the time is asked of the analysis that is in force, however early in the year. */
static void asked_add(struct query *query, const struct evidence_ask *ask)
{
	if (evidence_text(ask, "of").len)
		query_add(query, SQL(" JOIN (SELECT unit_id, max(year) AS year FROM my_proof_rsa"
			" WHERE year <= $? GROUP BY unit_id) AS newest ON newest.unit_id = proof.unit_id"
			" AND newest.year = proof.year WHERE 1 = 1"), V(ask->to.year));
	else
		query_add(query, SQL(" WHERE proof.year >= $? AND proof.year <= $?"),
			V(ask->from.year, ask->to.year));
	if (ask->unit_id)
		query_add(query, SQL(" AND proof.unit_id = $?"), V(ask->unit_id));
	if (evidence_text(ask, "only").len)
		query_add(query, SQL(" AND proof.is_prominent = 1"), NONE);
}

struct proof_line { int64_t unit_id, found, whole; struct instant last; };
static const struct column line_columns[] = {
	{ "unit_id", COLUMN_int, offsetof(struct proof_line, unit_id), NULL, false },
	{ "found", COLUMN_int, offsetof(struct proof_line, found), NULL, false },
	{ "whole", COLUMN_int, offsetof(struct proof_line, whole), NULL, false },
	{ "last_at", COLUMN_instant, offsetof(struct proof_line, last), NULL, false },
};
static const struct shape line_shape = { .size = sizeof(struct proof_line),
	.count = COUNT(line_columns), .columns = line_columns };

static struct evidence_count_list risks_proved(struct view *view, const struct evidence_ask *ask)
{
	struct evidence_count_list list = { 0 };
	const struct proof_line *lines;
	struct query query;
	struct rows rows;

	query_start(&query, view_arena(view), SQL("SELECT proof.unit_id, sum(CASE WHEN "), NONE);
	met_add(&query, choice_of(withs, evidence_text(ask, "with")), ask->to);
	query_add(&query, SQL(" THEN 1 ELSE 0 END) AS found, count(*) AS whole,"
		" max(proof.assessed_at) AS last_at FROM my_proof_risk AS proof"), NONE);
	asked_add(&query, ask);
	query_add(&query, SQL(" GROUP BY proof.unit_id ORDER BY proof.unit_id"), NONE);
	rows = view_list_of(view, &line_shape, &query);
	lines = rows.at;
	list.at = arena_array(view_arena(view), struct evidence_count, rows.count + 1);
	for (size_t i = 0; i < rows.count; i++)
		list.at[list.count++] = (struct evidence_count){ .unit_id = lines[i].unit_id,
			.count = lines[i].found, .whole = lines[i].whole,
			.last = lines[i].last.seconds ? instant_date(lines[i].last) : (struct date){ 0 } };
	return list;
}

#define PROOF_ROW_FIELDS(F) \
	F(public_id, text,    N_("Identity"), ) \
	F(number,    text,    N_("Risk number"), ) \
	F(title,     text,    N_("The risk as an event"), ) \
	F(is_met,    yesno,   N_("Counts"), ) \
	F(at,        instant, N_("When"), )
struct proof_row { PROOF_ROW_FIELDS(AS_MEMBER) };
#define RECORD struct proof_row
static const struct field row_fields[] = { PROOF_ROW_FIELDS(AS_FIELD) };
#undef RECORD
static const struct shape row_shape = SHAPE_OF(NULL, proof_row, row_fields);

static struct str row_words(struct arena *arena, const struct proof_row *row, int with)
{
	if (row->is_met)
		return arena_print(arena, "%.*s %.*s", STR(row->number), STR(row->title));
	return arena_print(arena, "%.*s %.*s (%s)", STR(row->number), STR(row->title), _(lacks[with]));
}

/* Those that this reader may open; what lacks comes first and says what. */
static struct evidence_record_list risk_records(struct view *view, const struct evidence_ask *ask)
{
	struct arena *arena = view_arena(view);
	int with = choice_of(withs, evidence_text(ask, "with"));
	struct evidence_record_list list = { 0 };
	const struct proof_row *found;
	struct query query;
	struct rows rows;

	query_start(&query, arena, SQL("SELECT my_risk.public_id, my_risk.number, my_risk.title,"
		" proof.assessed_at AS at, CASE WHEN "), NONE);
	met_add(&query, with, ask->to);
	query_add(&query, SQL(" THEN 1 ELSE 0 END AS is_met FROM my_proof_risk AS proof"
		" JOIN my_risk ON my_risk.id = proof.risk_id"), NONE);
	asked_add(&query, ask);
	query_add(&query, SQL(" ORDER BY is_met, my_risk.id LIMIT $?"), V(EVIDENCE_RECORDS_MOST));
	rows = view_list_of(view, &row_shape, &query);
	found = rows.at;
	list.at = arena_array(arena, struct evidence_record, rows.count + 1);
	for (size_t i = 0; i < rows.count; i++)
		list.at[list.count++] = (struct evidence_record){
			.words = row_words(arena, &found[i], with),
			.path = arena_print(arena, "/risks/%.*s", STR(found[i].public_id)),
			.on = found[i].at.seconds ? instant_date(found[i].at) : (struct date){ 0 } };
	return list;
}

const struct evidence_source risks_evidence[] = {
	{ .name = "rsa", .label = N_("The risk analysis of the year has come so far"),
	  .arguments = rsa_arguments, .counts = rsa_proved, .records = rsa_records },
	{ .name = "risk", .label = N_("Risks of the year's analysis are taken care of"),
	  .arguments = risk_arguments, .counts = risks_proved, .records = risk_records },
	{ .name = NULL },
};
