/* SPDX-License-Identifier: EUPL-1.2 */
/* risks/queries_list.c - the list of risks, of the newest version of each analysis. */
#include "kit/table.h"
#include "modules/risks/inside.h"

#define RISK_ROW_FIELDS(F) \
	F(public_id,   text,   N_("Identity"), ) \
	F(number,      text,   N_("Risk number"), ) \
	F(title,       text,   N_("The risk as an event"), ) \
	F(unit_name,   text,   N_("Unit"), ) \
	F(year,        count,  N_("Year"), ) \
	F(state,       choice, N_("State of the analysis"), CHOICES(rsa_states)) \
	F(source_kind, code,   N_("Where it comes from"), .list = "risk/sources") \
	F(scope,       choice, N_("What it concerns"), CHOICES(risk_scopes)) \
	F(probability, count,  N_("Probability, step"), ) \
	F(consequence, count,  N_("Consequence, the worst step"), ) \
	F(zone,        code,   N_("Level"), .list = "event/zone_levels") \
	F(uncertainty, choice, N_("Uncertainty"), CHOICES(risk_uncertainties)) \
	F(trend,       choice, N_("Trend"), CHOICES(risk_trends)) \
	F(owner,       text,   N_("Owner of the risk"), .is_personal = true) \
	F(review_on,   date,   N_("To be looked at again"), ) \
	F(is_prominent, yesno, N_("One of the most prominent risks"), ) \
	F(treatment,   choice, N_("What shall be done with it"), CHOICES(risk_treatments)) \
	F(communicable, choice, N_("Shall it be told?"), CHOICES(risk_tellings)) \
	F(audience,    text,   N_("To whom"), ) \
	F(message,     prose,  N_("What is said"), ) \
	F(channel,     text,   N_("How"), ) \
	F(tell_when,   text,   N_("When"), ) \
	F(secret_whole, code,  N_("Secrecy"), .list = "secrecy_grounds")
struct risk_row { RISK_ROW_FIELDS(AS_MEMBER) };
#define RECORD struct risk_row
static const struct field row_fields[] = { RISK_ROW_FIELDS(AS_FIELD) };
#undef RECORD

void risks_query(struct request *request, struct view *view, struct query *query)
{
	table_start(request, view, &risks_table, query,
		SQL("SELECT risk.public_id, risk.number, risk.title, risk.year, my_rsa.state,"
		    " risk.source_kind, risk.scope, risk.trend, risk.review_on, risk.is_prominent,"
		    " risk.treatment, risk.communicable, risk.audience, risk.message, risk.channel,"
		    " risk.tell_when, risk.secret_whole,"
		    " COALESCE(r.probability, 0) AS probability, COALESCE(r.consequence, 0) AS consequence,"
		    " COALESCE(r.zone, '') AS zone, COALESCE(r.uncertainty, '') AS uncertainty,"
		    " COALESCE(CASE WHEN $1 = 'en' AND my_unit.name_en <> ''"
		    "  THEN my_unit.name_en ELSE my_unit.name_sv END, '') AS unit_name,"
		    " COALESCE(my_person.name, '') AS owner"
		    " FROM my_risk AS risk JOIN my_rsa ON my_rsa.id = risk.rsa_id"
		    " LEFT JOIN my_risk_revision AS r ON r.id = risk.revision_id"
		    " LEFT JOIN my_unit ON my_unit.id = risk.unit_id"
		    " LEFT JOIN my_person ON my_person.id = risk.owner_id"
		    " WHERE risk.dropped_reason = ''"
		    " AND NOT EXISTS (SELECT 1 FROM my_rsa AS later WHERE later.unit_id = my_rsa.unit_id"
		    "   AND later.year = my_rsa.year AND later.number > my_rsa.number)"),
		V(tongue_code()));
}

/* A year is no amount: "2026" and not "2 026". */
static void year_cell(struct out *out, struct request *request, const void *row)
{
	(void)request;
	out_print(out, "%lld", (long long)((const struct risk_row *)row)->year);
}

#define SORTED(column) .ascending = SQL(" ORDER BY " column ", risk.id"), \
	.descending = SQL(" ORDER BY " column " DESC, risk.id DESC")
static const struct table_column columns[] = {
	{ .name = "number", SORTED("risk.number") },
	{ .name = "title", .is_link = true, SORTED("risk.title COLLATE local") },
	{ .name = "unit_name", SORTED("unit_name COLLATE local") },
	{ .name = "year", .cell = year_cell, SORTED("risk.year") },
	{ .name = "probability", SORTED("probability") },
	{ .name = "consequence", SORTED("consequence") },
	{ .name = "zone" },
	{ .name = "is_prominent" },
	{ .name = "owner", SORTED("owner COLLATE local") },
	{ .name = "review_on", SORTED("risk.review_on") },
	{ .name = "state", .is_export_only = true }, { .name = "source_kind", .is_export_only = true },
	{ .name = "scope", .is_export_only = true }, { .name = "uncertainty", .is_export_only = true },
	{ .name = "trend", .is_export_only = true }, { .name = "treatment", .is_export_only = true },
	{ .name = "communicable", .is_export_only = true }, { .name = "audience", .is_export_only = true },
	{ .name = "message", .is_export_only = true }, { .name = "channel", .is_export_only = true },
	{ .name = "tell_when", .is_export_only = true }, { .name = "secret_whole", .is_export_only = true },
	{ .name = NULL },
};

static const struct filter filters[] = {
	{ .name = "words", .label = N_("Words"), .kind = FIELD_text,
	  .condition = SQL(" AND fold(risk.title) LIKE '%' || fold($?) || '%'") },
	{ .name = "year", .label = N_("Year"), .kind = FIELD_count,
	  .condition = SQL(" AND risk.year = $?") },
	{ .name = "unit", .label = N_("Unit"), .kind = FIELD_ref, .refers_to = "unit",
	  .condition = SQL(" AND risk.unit_id = $?") },
	{ .name = "zone", .label = N_("Level"), .kind = FIELD_code, .list = "event/zone_levels",
	  .condition = SQL(" AND r.zone = $?") },
	{ .name = "source", .label = N_("Where it comes from"), .kind = FIELD_code,
	  .list = "risk/sources", .condition = SQL(" AND risk.source_kind = $?") },
	{ .name = "scope", .label = N_("What it concerns"), .kind = FIELD_choice,
	  .choices = risk_scopes, .condition = SQL(" AND risk.scope = $?") },
	{ .name = "prominent", .label = N_("One of the most prominent risks"), .kind = FIELD_yesno,
	  .condition = SQL(" AND risk.is_prominent = $?") },
	{ .name = "mine", .label = N_("I own it"), .kind = FIELD_yesno,
	  .condition = SQL(" AND CASE WHEN risk.owner_id = me() THEN 1 ELSE 0 END = $?") },
	{ .name = "untold", .label = N_("Nobody has decided whether it shall be told"),
	  .kind = FIELD_yesno,
	  .condition = SQL(" AND CASE WHEN risk.communicable = '' THEN 1 ELSE 0 END = $?") },
	{ .name = "review", .label = N_("Should have been looked at again"), .kind = FIELD_yesno,
	  .condition = SQL(" AND CASE WHEN risk.review_on <> '' AND risk.review_on < today()"
		" THEN 1 ELSE 0 END = $?") },
	{ .name = "probability", .label = N_("Probability, step"), .kind = FIELD_count,
	  .condition = SQL(" AND r.probability = $?"), .is_hidden = true },
	{ .name = "consequence", .label = N_("Consequence, the worst step"), .kind = FIELD_count,
	  .condition = SQL(" AND r.consequence = $?"), .is_hidden = true },
	{ .name = NULL },
};

const struct table risks_table = {
	.name = "risks", .label = N_("Risks"),
	.fields = row_fields, .field_count = COUNT(row_fields),
	.shape = SHAPE_OF(NULL, risk_row, row_fields),
	.columns = columns, .filters = filters,
	.row_path = "/risks/%s", .row_key = "public_id",
	.order = SQL(" ORDER BY risk.year DESC, risk.unit_id, risk.id"),
	.export_need = MAY_risks_read,
	.empty = N_("No risk fits. Risks are written on the page of an analysis."),
};
