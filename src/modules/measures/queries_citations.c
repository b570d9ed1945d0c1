/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * measures/queries_citations.c - what measures spring from and cite.
 *
 * Records that have a page of their own are found by the key that stands in their address;
 * the others are known by their words.  A job or the demo (nobody) reads the tables.
 */
#include "modules/measures/inside.h"

/* ---- What can be cited ------------------------------------------------------------------ */

#define EVENT_COLUMNS "SELECT id, unit_id, number AS key, title AS words, '' AS edition," \
	" reported_at AS stood_at, type AS types, '' AS picture_kind, '' AS area_code," \
	" occurred_at AS since_at, '' AS since_on"
#define PICTURE_COLUMNS "SELECT id, unit_id, public_id AS key, title AS words," \
	" 'v' || number AS edition, adopted_at AS stood_at, '' AS types, kind AS picture_kind," \
	" area_code, created_at AS since_at, '' AS since_on"
/* A follow-up point stands from the day its programme does. */
#define POINT_COLUMNS "SELECT point.id, 0 AS unit_id," \
	" plan.code || '/' || point.code AS key, point.code || ' ' || point.text_sv AS words," \
	" plan.code AS edition, 0 AS stood_at, '' AS types, '' AS picture_kind, '' AS area_code," \
	" 0 AS since_at, plan.valid_from AS since_on"

/* A priority stands from the day of the meeting that stated it. */
#define PRIORITY_COLUMNS "SELECT id, unit_id, number AS key, number || ' ' || title AS words," \
	" '' AS edition, stated_at AS stood_at, '' AS types, '' AS picture_kind," \
	" '' AS area_code, stated_at AS since_at, '' AS since_on"

/* A risk goes on from year to year with one number: the first of its rows is what is cited, the
 * newest one says what it is called. */
#define RISK_COLUMNS(table) "SELECT risk.root_id AS id, risk.unit_id, risk.number AS key," \
	" risk.number || ' ' || risk.title AS words, '' AS edition, (SELECT min(earliest.created_at)" \
	"  FROM " table " AS earliest WHERE earliest.root_id = risk.root_id) AS stood_at," \
	" COALESCE((SELECT min(type) FROM " table "_event_query AS counted" \
	"  WHERE counted.risk_id = risk.id), '') AS types, '' AS picture_kind, '' AS area_code," \
	" risk.created_at AS since_at, '' AS since_on FROM " table " AS risk"

/* A test of a continuity plan stands from its day. */
#define PLAN_TEST_COLUMNS(test, plan) "SELECT test.id, plan.unit_id, test.public_id AS key," \
	" plan.name || ', ' || test.tested_on AS words, '' AS edition, test.created_at AS stood_at," \
	" '' AS types, '' AS picture_kind, '' AS area_code, 0 AS since_at, test.tested_on AS since_on" \
	" FROM " test " AS test JOIN " plan " AS plan ON plan.id = test.plan_id"

/* A deviation in the fire protection stands from when it was found. */
#define FIRE_COLUMNS(bad, object) "SELECT bad.id, object.unit_id, bad.number AS key," \
	" bad.number || ' ' || bad.words AS words, '' AS edition, bad.created_at AS stood_at," \
	" '' AS types, '' AS picture_kind, '' AS area_code, bad.created_at AS since_at," \
	" bad.found_on AS since_on FROM " bad " AS bad" \
	" JOIN " object " AS object ON object.id = bad.object_id"

/* What an authority wants mended stands from the day its opinion came; not what is under
 * secrecy, since whoever reads the measure would read it. */
#define LACK_COLUMNS(lack, opinion) "SELECT lack.id, opinion.unit_id, lack.number AS key," \
	" lack.number || ' ' || lack.words AS words, '' AS edition, lack.created_at AS stood_at," \
	" '' AS types, '' AS picture_kind, '' AS area_code, lack.created_at AS since_at," \
	" opinion.received_on AS since_on FROM " lack " AS lack" \
	" JOIN " opinion " AS opinion ON opinion.id = lack.supervision_id AND opinion.is_secret = 0"

/* A plan or project stands from the day it began, a risk of it from when it was judged. */
#define PROJECT_COLUMNS(table) "SELECT id, unit_id, number AS key, number || ' ' || name AS words," \
	" '' AS edition, created_at AS stood_at, '' AS types, '' AS picture_kind, '' AS area_code," \
	" created_at AS since_at, begun_on AS since_on FROM " table
#define PROJECT_RISK_COLUMNS(risk, project) "SELECT risk.id, project.unit_id, risk.number AS key," \
	" risk.number || ' ' || risk.what AS words, '' AS edition, risk.created_at AS stood_at," \
	" '' AS types, '' AS picture_kind, '' AS area_code, risk.created_at AS since_at," \
	" '' AS since_on FROM " risk " AS risk JOIN " project " AS project ON project.id = risk.project_id"

/* What was found stands from when the evaluation was begun; its editions are of all of it. */
#define EVALUATION_COLUMNS "SELECT id, unit_id, number AS key, number || ' ' || title AS words," \
	" CASE WHEN edition > 0 THEN 'v' || edition ELSE '' END AS edition, created_at AS stood_at," \
	" types, '' AS picture_kind, '' AS area_code, created_at AS since_at, '' AS since_on"

/* A finding of few reports stands from when it was counted. */
#define SILENCE_COLUMNS "SELECT id, unit_id, public_id AS key, period AS words, '' AS edition," \
	" made_at AS stood_at, '' AS types, '' AS picture_kind, '' AS area_code, made_at AS since_at," \
	" '' AS since_on"

/* What was unusual stands from the week in which it was first listed. */
#define SIGNAL_COLUMNS(signal, unit) "SELECT signal.id, signal.unit_id, signal.public_id AS key," \
	" unit.name_sv AS words, '' AS edition, signal.created_at AS stood_at, signal.type AS types," \
	" '' AS picture_kind, '' AS area_code, signal.created_at AS since_at, '' AS since_on" \
	" FROM " signal " AS signal JOIN " unit " AS unit ON unit.id = signal.unit_id"

/* The picture of a week of an EST area stands from its Monday. */
#define EST_WEEK_COLUMNS "SELECT week.id, week.unit_id," \
	" 'weeks/' || est.code || '/' || week.week_key AS key, est.name || ', ' || week.week_key AS words," \
	" '' AS edition, week.decided_at AS stood_at, '' AS types, '' AS picture_kind," \
	" est.code AS area_code, 0 AS since_at, week.week AS since_on" \
	" FROM my_observation_week AS week JOIN my_observation_area AS est ON est.id = week.cooperation_id"
#define HOT_PLACE_COLUMNS "SELECT hot.id, hot.unit_id, 'places/' || hot.public_id AS key, hot.name AS words," \
	" '' AS edition, 0 AS stood_at, '' AS types, '' AS picture_kind, area.code AS area_code," \
	" 0 AS since_at, hot.since AS since_on" \
	" FROM my_hot_place AS hot JOIN my_area AS area ON area.id = hot.area_id"

static const struct source_kind {
	const char *kind;
	struct sql by_id, by_key;       /* read by a person */
	struct sql by_id_here;          /* by nobody; NULL: never asked */
	const char *path;
} source_kinds[] = {
	{ "event",
	  SQL(EVENT_COLUMNS " FROM my_event WHERE id = $1"),
	  SQL(EVENT_COLUMNS " FROM my_event WHERE number = $1"),
	  SQL(EVENT_COLUMNS " FROM event WHERE id = $1"),
	  "/events/%.*s" },
	{ "picture",
	  SQL(PICTURE_COLUMNS " FROM my_picture WHERE id = $1"),
	  SQL(PICTURE_COLUMNS " FROM my_picture WHERE public_id = $1"),
	  SQL(PICTURE_COLUMNS " FROM picture WHERE id = $1"),
	  "/pictures/%.*s" },
	{ "council_priority",
	  SQL(PRIORITY_COLUMNS " FROM my_forum_priority WHERE id = $1"),
	  SQL(PRIORITY_COLUMNS " FROM my_forum_priority WHERE number = $1"),
	  SQL(PRIORITY_COLUMNS " FROM forum_priority WHERE id = $1"),
	  "/priorities/%.*s" },
	{ "risk",
	  SQL(RISK_COLUMNS("my_risk") " WHERE risk.root_id = $1 ORDER BY risk.year DESC, risk.id DESC LIMIT 1"),
	  SQL(RISK_COLUMNS("my_risk") " WHERE risk.number = $1 ORDER BY risk.year DESC, risk.id DESC LIMIT 1"),
	  SQL(RISK_COLUMNS("risk") " WHERE risk.root_id = $1 ORDER BY risk.year DESC, risk.id DESC LIMIT 1"),
	  "/risks/%.*s" },
	{ "evaluation",
	  SQL(EVALUATION_COLUMNS " FROM my_evaluation WHERE id = $1"),
	  SQL(EVALUATION_COLUMNS " FROM my_evaluation WHERE number = $1"),
	  SQL(EVALUATION_COLUMNS " FROM evaluation WHERE id = $1"),
	  "/evaluations/%.*s" },
	{ "fire_deviation",
	  SQL(FIRE_COLUMNS("my_fire_deviation", "my_fire_object") " WHERE bad.id = $1"),
	  SQL(FIRE_COLUMNS("my_fire_deviation", "my_fire_object") " WHERE bad.number = $1"),
	  SQL(FIRE_COLUMNS("fire_deviation", "fire_object") " WHERE bad.id = $1"),
	  "/fire-deviations/%.*s" },
	{ "supervision_deficiency",
	  SQL(LACK_COLUMNS("my_supervision_deficiency", "my_supervision") " WHERE lack.id = $1"),
	  SQL(LACK_COLUMNS("my_supervision_deficiency", "my_supervision") " WHERE lack.number = $1"),
	  SQL(LACK_COLUMNS("supervision_deficiency", "supervision") " WHERE lack.id = $1"),
	  "/deficiencies/%.*s" },
	{ "project",
	  SQL(PROJECT_COLUMNS("my_project") " WHERE id = $1"),
	  SQL(PROJECT_COLUMNS("my_project") " WHERE number = $1"),
	  SQL(PROJECT_COLUMNS("project") " WHERE id = $1"),
	  "/projects/%.*s" },
	{ "project_risk",
	  SQL(PROJECT_RISK_COLUMNS("my_project_risk", "my_project") " WHERE risk.id = $1"),
	  SQL(PROJECT_RISK_COLUMNS("my_project_risk", "my_project") " WHERE risk.number = $1"),
	  SQL(PROJECT_RISK_COLUMNS("project_risk", "project") " WHERE risk.id = $1"),
	  "/project-risks/%.*s" },
	{ "plan_test",
	  SQL(PLAN_TEST_COLUMNS("my_plan_test", "my_continuity_plan") " WHERE test.id = $1"),
	  SQL(PLAN_TEST_COLUMNS("my_plan_test", "my_continuity_plan") " WHERE test.public_id = $1"),
	  SQL(PLAN_TEST_COLUMNS("plan_test", "continuity_plan") " WHERE test.id = $1"),
	  "/plan-tests/%.*s" },
	{ "reporting_silence",
	  SQL(SILENCE_COLUMNS " FROM my_reporting_standing WHERE id = $1"),
	  SQL(SILENCE_COLUMNS " FROM my_reporting_standing WHERE public_id = $1"),
	  SQL(SILENCE_COLUMNS " FROM reporting_standing WHERE id = $1"),
	  "/reporting/silence/%.*s" },
	{ "signal",
	  SQL(SIGNAL_COLUMNS("my_signal", "my_unit") " WHERE signal.id = $1"),
	  SQL(SIGNAL_COLUMNS("my_signal", "my_unit") " WHERE signal.public_id = $1"),
	  SQL(SIGNAL_COLUMNS("signal", "unit") " WHERE signal.id = $1"),
	  "/signals/%.*s" },
	{ "observation",
	  SQL(EST_WEEK_COLUMNS " WHERE week.id = $1"),
	  SQL(EST_WEEK_COLUMNS
	      " WHERE 'weeks/' || est.code || '/' || week.week_key = $1"),
	  { NULL },
	  "/observations/%.*s" },
	{ "hot_place",
	  SQL(HOT_PLACE_COLUMNS " WHERE hot.id = $1"),
	  SQL(HOT_PLACE_COLUMNS " WHERE 'places/' || hot.public_id = $1"),
	  { NULL },
	  "/observations/%.*s" },
	{ "follow_up",
	  SQL(POINT_COLUMNS " FROM my_obligation AS point JOIN my_programme AS plan"
	      " ON plan.id = point.programme_id WHERE point.id = $1"),
	  SQL(POINT_COLUMNS " FROM my_obligation AS point JOIN my_programme AS plan"
	      " ON plan.id = point.programme_id"
	      " WHERE point.kind = 'U' AND plan.is_current = 1"
	      "   AND (point.code = $1 OR plan.code || '/' || point.code = $1)"
	      " ORDER BY plan.valid_from DESC LIMIT 1"),
	  { NULL },
	  "/programmes/%.*s" },
};

#define SOURCE_ROW_FIELDS(F) \
	F(id,           key,     N_("Number"), ) \
	F(unit_id,      ref,     N_("Unit"), ) \
	F(key,          text,    N_("Key"), ) \
	F(words,        text,    N_("Words"), ) \
	F(edition,      text,    N_("Version"), ) \
	F(stood_at,     instant, N_("Stood from"), ) \
	F(types,        text,    N_("Types"), ) \
	F(picture_kind, text,    N_("Kind of picture"), ) \
	F(area_code,    text,    N_("Area"), ) \
	F(since_at,     instant, N_("Since"), ) \
	F(since_on,     date,    N_("Since"), )
struct source_row { SOURCE_ROW_FIELDS(AS_MEMBER) };
#define RECORD struct source_row
static const struct field source_fields[] = { SOURCE_ROW_FIELDS(AS_FIELD) };
#undef RECORD
static const struct shape source_shape = SHAPE_OF(NULL, source_row, source_fields);

static const struct source_kind *source_kind_find(struct str kind)
{
	for (size_t i = 0; i < COUNT(source_kinds); i++)
		if (str_is(kind, source_kinds[i].kind))
			return &source_kinds[i];
	return NULL;
}

static struct str words_of(struct arena *arena, const struct source_kind *kind, const struct source_row *row)
{
	if (str_is(S("event"), kind->kind))
		return arena_print(arena, "%.*s %.*s", STR(row->key), STR(row->words));
	if (str_is(S("signal"), kind->kind))
		return arena_print(arena, "%.*s: %.*s", STR(code_name("event/types", row->types)), STR(row->words));
	return row->words;
}

static struct measure_source source_of(struct view *view, const struct source_kind *kind,
                                       const struct source_row *row)
{
	struct arena *arena = view_arena(view);
	struct str types;

	if (!row)
		return (struct measure_source){ 0 };
	types = row->picture_kind.len
		? item_text(item_find("picture_kinds", row->picture_kind), "draws_on_types") : row->types;
	return (struct measure_source){
		.id = row->id, .unit_id = row->unit_id,
		.words = words_of(arena, kind, row),
		.path = arena_print(arena, kind->path, STR(row->key)),
		.edition = row->edition,
		.stood_at = date_is_given(row->since_on) ? instant_at(row->since_on, 0, 0, 0)
			: row->stood_at,
		.types = types, .area_code = row->area_code,
		.since = row->since_at.seconds ? instant_date(row->since_at) : row->since_on,
	};
}

struct measure_source measure_source_get(struct view *view, struct str kind, int64_t id)
{
	const struct source_kind *known = source_kind_find(kind);
	struct sql sql;

	if (!known || !id)
		return (struct measure_source){ 0 };
	sql = view_me(view) || !known->by_id_here.text ? known->by_id : known->by_id_here;
	return source_of(view, known, view_get(view, &source_shape, sql, V(id)));
}

struct measure_source measure_source_find(struct view *view, struct str kind, struct str key)
{
	const struct source_kind *known = source_kind_find(kind);

	if (!known || !key.len)
		return (struct measure_source){ 0 };
	return source_of(view, known, view_get(view, &source_shape, known->by_key, V(key)));
}

/* ---- Citations -------------------------------------------------------------------------- */

struct citation_list citations_of(struct view *view, int64_t measure_id)
{
	return citation_list_of(view_list(view, &citation_record.shape,
		SQL("SELECT * FROM my_citation WHERE measure_id = $1"
		    " ORDER BY CASE WHEN withdrawn_at = 0 THEN 0 ELSE 1 END, id LIMIT 200"),
		V(measure_id)));
}

const struct citation *citation_get(struct view *view, int64_t measure_id, struct str public_id)
{
	return view_get(view, &citation_record.shape,
		SQL("SELECT * FROM my_citation WHERE measure_id = $1 AND public_id = $2"),
		V(measure_id, public_id));
}

const struct citation *citation_same(struct view *view, const struct citation *citation)
{
	return view_get(view, &citation_record.shape,
		SQL("SELECT * FROM my_citation WHERE measure_id = $1 AND kind = $2 AND cited_id = $3"
		    " AND part = $4 AND words = $5 AND withdrawn_at = 0 LIMIT 1"),
		V(citation->measure_id, citation->kind, citation->cited_id,
		  citation_parts[citation->part].name, citation->words));
}

void citation_add(struct change *change, struct citation *citation)
{
	if (!citation->created_at.seconds)
		citation->created_at = instant_now();
	if (!citation->created_by)
		citation->created_by = change_me(change);
	change_insert(change, &citation_record.shape, citation);
}

void citation_of_source(struct change *change, const struct measure *measure, struct str reason)
{
	struct measure_source source = measure_source_get(change_view(change), measure->source_kind,
		measure->source_id);
	struct citation citation = { .measure_id = measure->id, .kind = measure->source_kind,
		.cited_id = source.id, .edition = source.edition, .stood_at = source.stood_at,
		.reason = reason, .created_by = measure->created_by,
		.created_at = measure->created_at };

	if (source.id)
		citation_add(change, &citation);
}
