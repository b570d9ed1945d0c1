/* SPDX-License-Identifier: EUPL-1.2 */
/* goals/queries.c - goals, activities, what is decided about areas and development activities. */
#include "kit/table.h"
#include "modules/goals/inside.h"

/* ---- Goals -------------------------------------------------------------------------------- */

const struct unit_goal *goal_get(struct view *view, struct str public_id)
{
	return view_get(view, &unit_goal_record.shape,
		SQL("SELECT * FROM my_unit_goal WHERE public_id = $1"), V(public_id));
}

const struct unit_goal *goal_of_id(struct view *view, int64_t id)
{
	return view_get(view, &unit_goal_record.shape,
		SQL("SELECT * FROM my_unit_goal WHERE id = $1"), V(id));
}

struct unit_goal_list goals_of_year(struct view *view, int64_t unit_id, int year)
{
	struct query query;

	query_start(&query, view_arena(view),
		SQL("SELECT * FROM my_unit_goal WHERE year = $1"), V(year));
	if (unit_id)
		query_add(&query, SQL(" AND unit_id = $?"), V(unit_id));
	query_add(&query, SQL(" ORDER BY unit_id, state, programme, focus_area, aim, id"), NONE);
	return unit_goal_list_of(view_list_of(view, &unit_goal_record.shape, &query));
}

/* ---- Activities ---------------------------------------------------------------------------- */

const struct unit_activity *activity_get(struct view *view, struct str public_id)
{
	return view_get(view, &unit_activity_record.shape,
		SQL("SELECT * FROM my_unit_activity WHERE public_id = $1"), V(public_id));
}

struct unit_activity_list activities_of_goal(struct view *view, int64_t goal_id)
{
	return unit_activity_list_of(view_list(view, &unit_activity_record.shape,
		SQL("SELECT * FROM my_unit_activity WHERE goal_id = $1"
		    " ORDER BY CASE WHEN due_on = '' THEN 1 ELSE 0 END, due_on, id"), V(goal_id)));
}

struct unit_activity_list activities_of_year(struct view *view, int64_t unit_id, int year)
{
	struct query query;

	query_start(&query, view_arena(view),
		SQL("SELECT * FROM my_unit_activity WHERE year = $1"), V(year));
	if (unit_id)
		query_add(&query, SQL(" AND unit_id = $?"), V(unit_id));
	query_add(&query, SQL(" ORDER BY goal_id,"
		" CASE WHEN due_on = '' THEN 1 ELSE 0 END, due_on, id"), NONE);
	return unit_activity_list_of(view_list_of(view, &unit_activity_record.shape, &query));
}

/* For the wheel: what is due in the days, of the unit itself or of the one who owns it. */
struct unit_activity_list activities_due(struct view *view, const struct wheel_ask *ask)
{
	struct query query;

	query_start(&query, view_arena(view),
		SQL("SELECT * FROM my_unit_activity WHERE due_on >= $1 AND due_on <= $2"),
		V(ask->from, ask->to));
	if (ask->unit_id)
		query_add(&query, SQL(" AND unit_id = $?"), V(ask->unit_id));
	if (ask->person_id)
		query_add(&query, SQL(" AND owner_id = $?"), V(ask->person_id));
	query_add(&query, SQL(" ORDER BY due_on, id"), NONE);
	return unit_activity_list_of(view_list_of(view, &unit_activity_record.shape, &query));
}

struct measure_list activity_measures(struct view *view, int64_t activity_id)
{
	return measure_list_of(view_list(view, &measure_record.shape,
		SQL("SELECT my_measure.* FROM my_activity_measure"
		    " JOIN my_measure ON my_measure.id = my_activity_measure.measure_id"
		    " WHERE my_activity_measure.activity_id = $1"
		    " ORDER BY my_measure.due_on, my_measure.id"), V(activity_id)));
}

int64_t measure_seen(struct view *view, struct str number)
{
	return view_int(view, SQL("SELECT id FROM my_measure WHERE number = $1"), V(number));
}

bool activity_measure_put(struct change *change, int64_t activity_id, int64_t measure_id, bool is_there)
{
	bool was = view_int(change_view(change), SQL("SELECT 1 FROM my_activity_measure"
		" WHERE activity_id = $1 AND measure_id = $2"), V(activity_id, measure_id)) != 0;

	if (was == is_there)
		return false;
	if (is_there)
		change_run(change, SQL("INSERT INTO activity_measure (activity_id, measure_id)"
			" VALUES ($1, $2)"), V(activity_id, measure_id));
	else
		change_run(change, SQL("DELETE FROM activity_measure"
			" WHERE activity_id = $1 AND measure_id = $2"), V(activity_id, measure_id));
	return true;
}

/* ---- Steps and rights ------------------------------------------------------------------------ */

struct goal_step_list goal_steps(struct view *view, int64_t goal_id, int64_t activity_id)
{
	return goal_step_list_of(view_list(view, &goal_step_shape,
		SQL("SELECT my_goal_step.*,"
		    " COALESCE((SELECT name FROM my_person"
		    "           WHERE my_person.id = my_goal_step.person_id), '') AS person_name"
		    " FROM my_goal_step WHERE goal_id = $1 AND activity_id = $2 ORDER BY id"),
		V(goal_id, activity_id)));
}

void goal_step_add(struct change *change, const struct step_of *step)
{
	change_run(change,
		SQL("INSERT INTO goal_step"
		    " (goal_id, activity_id, at, person_id, verb, from_state, to_state, words)"
		    " VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"),
		V(step->goal_id, step->activity_id, step->at.seconds ? step->at : instant_now(),
		  change_me(change), step->verb,
		  step->from ? step->from : "", step->to ? step->to : "", step->words));
}

bool goals_may_write(struct view *view, int64_t unit_id)
{
	return view_int(view, SQL("SELECT 1 FROM my_goals_write WHERE unit_id = $1 LIMIT 1"),
		V(unit_id)) != 0;
}

bool goals_may_read(struct view *view, int64_t unit_id)
{
	return view_int(view, SQL("SELECT 1 FROM my_goals_unit WHERE unit_id = $1 LIMIT 1"),
		V(unit_id)) != 0;
}

bool events_are_seen(struct view *view, int64_t unit_id)
{
	return view_int(view, SQL("SELECT 1 FROM my_reach WHERE permission = 'events_read'"
		" AND unit_id = $1 LIMIT 1"), V(unit_id)) != 0;
}

bool activity_may_move(struct view *view, const struct unit_activity *activity)
{
	return (activity->owner_id && activity->owner_id == view_me(view))
		|| goals_may_write(view, activity->unit_id);
}

/* ---- Areas and development activities ---------------------------------------------------------- */

struct area_decision_list area_decisions(struct view *view, int64_t unit_id, int year)
{
	return area_decision_list_of(view_list(view, &area_decision_record.shape,
		SQL("SELECT * FROM my_area_decision WHERE unit_id = $1 AND year = $2"
		    " AND NOT EXISTS (SELECT 1 FROM my_area_decision AS later"
		    "   WHERE later.unit_id = my_area_decision.unit_id"
		    "     AND later.year = my_area_decision.year"
		    "     AND later.programme = my_area_decision.programme"
		    "     AND later.focus_area = my_area_decision.focus_area"
		    "     AND later.id > my_area_decision.id)"
		    " ORDER BY programme, focus_area, id"), V(unit_id, year)));
}

const struct area_decision *area_decision_find(const struct area_decision_list *list,
                                               struct str programme, struct str area)
{
	for (size_t i = 0; i < list->count; i++)
		if (str_equals(list->at[i].programme, programme)
		    && str_equals(list->at[i].focus_area, area))
			return &list->at[i];
	return NULL;
}

struct development_status_list development_statuses(struct view *view, int64_t unit_id, struct date until)
{
	return development_status_list_of(view_list(view, &development_status_record.shape,
		SQL("SELECT * FROM my_development_status WHERE ($1 = 0 OR unit_id = $1)"
		    " AND created_at < $2"
		    " AND NOT EXISTS (SELECT 1 FROM my_development_status AS later"
		    "   WHERE later.unit_id = my_development_status.unit_id"
		    "     AND later.programme = my_development_status.programme"
		    "     AND later.code = my_development_status.code"
		    "     AND later.created_at < $2 AND later.id > my_development_status.id)"
		    " ORDER BY unit_id, programme, code, id"),
		V(unit_id, instant_at(date_add_days(until, 1), 0, 0, 0))));
}

struct development_status_list development_history(struct view *view, int64_t unit_id,
                                                   struct str programme, struct str code)
{
	return development_status_list_of(view_list(view, &development_status_record.shape,
		SQL("SELECT * FROM my_development_status"
		    " WHERE unit_id = $1 AND programme = $2 AND code = $3 ORDER BY id DESC LIMIT 100"),
		V(unit_id, programme, code)));
}

const struct development_status *development_find(const struct development_status_list *list,
                                                  struct str programme, struct str code)
{
	for (size_t i = 0; i < list->count; i++)
		if (str_equals(list->at[i].programme, programme) && str_equals(list->at[i].code, code))
			return &list->at[i];
	return NULL;
}

/* ---- Counts ---------------------------------------------------------------------------------------- */

static const struct column line_columns[] = {
	{ "unit_id", COLUMN_int, offsetof(struct goal_line, unit_id), NULL, false },
	{ "goals", COLUMN_int, offsetof(struct goal_line, goals), NULL, false },
	{ "activities", COLUMN_int, offsetof(struct goal_line, activities), NULL, false },
	{ "finished", COLUMN_int, offsetof(struct goal_line, finished), NULL, false },
	{ "late", COLUMN_int, offsetof(struct goal_line, late), NULL, false },
};
static const struct shape line_shape = { .size = sizeof(struct goal_line),
	.count = COUNT(line_columns), .columns = line_columns };

struct goal_line_list goal_lines(struct view *view, int year)
{
	return goal_line_list_of(view_list(view, &line_shape,
		SQL("SELECT goal.unit_id,"
		    " sum(CASE WHEN goal.state = 'current' THEN 1 ELSE 0 END) AS goals,"
		    " COALESCE(sum(counted.activities), 0) AS activities,"
		    " COALESCE(sum(counted.finished), 0) AS finished,"
		    " COALESCE(sum(counted.late), 0) AS late"
		    " FROM my_unit_goal AS goal LEFT JOIN (SELECT goal_id, count(*) AS activities,"
		    "   sum(CASE WHEN state IN ('done', 'effect_rated') THEN 1 ELSE 0 END) AS finished,"
		    "   sum(CASE WHEN state IN ('planned', 'started') AND is_ongoing = 0"
		    "             AND due_on <> '' AND due_on < today() THEN 1 ELSE 0 END) AS late"
		    "   FROM my_unit_activity WHERE year = $1 GROUP BY goal_id) AS counted"
		    "  ON counted.goal_id = goal.id"
		    " WHERE goal.year = $1"
		    " GROUP BY goal.unit_id ORDER BY goal.unit_id"), V(year)));
}

struct goal_counts goal_counts(struct view *view)
{
	return (struct goal_counts){
		.mine = view_int(view, SQL("SELECT count(*) FROM my_unit_activity"
			" WHERE owner_id = me() AND state IN ('planned', 'started', 'ongoing')"), NONE),
		.mine_late = view_int(view, SQL("SELECT count(*) FROM my_unit_activity"
			" WHERE owner_id = me() AND state IN ('planned', 'started') AND is_ongoing = 0"
			" AND due_on <> '' AND due_on < today()"), NONE) };
}

/* ---- The list of activities -------------------------------------------------------------------------- */

#define ACTIVITY_ROW_FIELDS(F) \
	F(public_id,   text,   N_("Identity"), ) \
	F(title,       text,   N_("What shall be done"), ) \
	F(goal_title,  text,   N_("Goal"), ) \
	F(unit_name,   text,   N_("Unit"), ) \
	F(year,        count,  N_("Year"), ) \
	F(owner,       text,   N_("Owner"), .is_personal = true) \
	F(due_on,      date,   N_("Due"), ) \
	F(is_ongoing,  yesno,  N_("Ongoing"), ) \
	F(state,       choice, N_("State"), CHOICES(activity_states)) \
	F(cost_plan,   money,  N_("Planned cost, kronor"), ) \
	F(cost_actual, money,  N_("Cost, kronor"), ) \
	F(effect,      code,   N_("Effect"), .list = "measure_effects") \
	F(effect_words, prose, N_("What the effect was"), ) \
	F(aim,         text,   N_("The programme's goal that it serves"), )
struct activity_row { ACTIVITY_ROW_FIELDS(AS_MEMBER) };
#define RECORD struct activity_row
static const struct field activity_row_fields[] = { ACTIVITY_ROW_FIELDS(AS_FIELD) };
#undef RECORD

void activities_query(struct request *request, struct view *view, struct query *query)
{
	table_start(request, view, &activities_table, query,
		SQL("SELECT activity.public_id, activity.title, activity.year, activity.due_on,"
		    " activity.is_ongoing, activity.state, activity.cost_plan, activity.cost_actual,"
		    " activity.effect, activity.effect_words,"
		    " my_unit_goal.title AS goal_title, my_unit_goal.aim,"
		    " COALESCE(CASE WHEN $1 = 'en' AND my_unit.name_en <> ''"
		    "  THEN my_unit.name_en ELSE my_unit.name_sv END, '') AS unit_name,"
		    " COALESCE(my_person.name, '') AS owner"
		    " FROM my_unit_activity AS activity"
		    " JOIN my_unit_goal ON my_unit_goal.id = activity.goal_id"
		    " LEFT JOIN my_unit ON my_unit.id = activity.unit_id"
		    " LEFT JOIN my_person ON my_person.id = activity.owner_id"
		    " WHERE 1 = 1"), V(tongue_code()));
}

#define SORTED(column) .ascending = SQL(" ORDER BY " column ", activity.id"), \
	.descending = SQL(" ORDER BY " column " DESC, activity.id DESC")
static const struct table_column activity_columns[] = {
	{ .name = "title", .is_link = true, SORTED("activity.title COLLATE local") },
	{ .name = "goal_title" },
	{ .name = "unit_name", SORTED("unit_name COLLATE local") },
	{ .name = "owner", SORTED("owner COLLATE local") },
	{ .name = "due_on", SORTED("activity.due_on") },
	{ .name = "state", SORTED("activity.state") },
	{ .name = "cost_plan", SORTED("activity.cost_plan") },
	{ .name = "cost_actual", SORTED("activity.cost_actual") },
	{ .name = "effect", SORTED("activity.effect") },
	{ .name = "year", .is_export_only = true }, { .name = "is_ongoing", .is_export_only = true },
	{ .name = "effect_words", .is_export_only = true }, { .name = "aim", .is_export_only = true },
	{ .name = NULL },
};

static const struct filter activity_filters[] = {
	{ .name = "words", .label = N_("Words"), .kind = FIELD_text,
	  .condition = SQL(" AND fold(activity.title) LIKE '%' || fold($?) || '%'") },
	{ .name = "year", .label = N_("Year"), .kind = FIELD_count,
	  .condition = SQL(" AND activity.year = $?") },
	{ .name = "unit", .label = N_("Unit"), .kind = FIELD_ref, .refers_to = "unit",
	  .condition = SQL(" AND activity.unit_id = $?") },
	{ .name = "state", .label = N_("State"), .kind = FIELD_choice, .choices = activity_states,
	  .condition = SQL(" AND activity.state = $?") },
	{ .name = "mine", .label = N_("Mine"), .kind = FIELD_yesno,
	  .condition = SQL(" AND CASE WHEN activity.owner_id = me() THEN 1 ELSE 0 END = $?") },
	{ .name = "open", .label = N_("Open"), .kind = FIELD_yesno,
	  .condition = SQL(" AND CASE WHEN activity.state IN ('planned', 'started', 'ongoing') THEN 1 ELSE 0 END = $?") },
	{ .name = "late", .label = N_("Late"), .kind = FIELD_yesno,
	  .condition = SQL(" AND CASE WHEN activity.state IN ('planned', 'started')"
		" AND activity.is_ongoing = 0 AND activity.due_on <> '' AND activity.due_on < today()"
		" THEN 1 ELSE 0 END = $?") },
	{ .name = "finished", .label = N_("Done"), .kind = FIELD_yesno,
	  .condition = SQL(" AND CASE WHEN activity.state IN ('done', 'effect_rated') THEN 1 ELSE 0 END = $?") },
	{ .name = NULL },
};

const struct table activities_table = {
	.name = "activities", .label = N_("Activities"),
	.fields = activity_row_fields, .field_count = COUNT(activity_row_fields),
	.shape = SHAPE_OF(NULL, activity_row, activity_row_fields),
	.columns = activity_columns, .filters = activity_filters,
	.row_path = "/goals/activities/%s", .row_key = "public_id",
	.order = SQL(" ORDER BY CASE WHEN activity.due_on = '' THEN 1 ELSE 0 END, activity.due_on, activity.id"),
	.export_need = MAY_goals_read,
	.empty = N_("No activity fits. Activities are written on the page of a goal."),
};
