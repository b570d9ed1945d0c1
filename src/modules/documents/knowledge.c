/* SPDX-License-Identifier: EUPL-1.2 */
/* documents/knowledge.c - one's own checks, a check, and the results of the units. */
#include "modules/documents/knowledge.h"
#include "modules/documents/knowledge.html.h"

static int this_year(void)
{
	return date_today().year;
}

/* ---- One's own ---------------------------------------------------------------------------- */

struct own_check own_check_of(struct request *request, struct view *view, const struct item *topic)
{
	struct own_check check = { .topic = topic, .role = topic_role(view, topic) };

	if (!check.role.len)
		return check;
	check.version = topic_version(view, topic->code, request_person(request)->unit_id);
	if (!check.version)
		return check;
	check.document = document_of_id(view, check.version->document_id);
	check.is_done = check_is_done(view, check.version->id, this_year());
	check.questions = check_questions(view, check.version->id, check.role, this_year());
	return check;
}

static struct reply checks_json(struct request *request, const struct own_check *checks, size_t count)
{
	struct out *out = arena_new(request->arena, struct out);
	struct json_out json;

	out_init(out, request->arena, 1 << 20);
	json_begin(&json, out);
	json_object_begin(&json, NULL);
	json_int(&json, "year", this_year());
	json_list_begin(&json, "items");
	for (size_t i = 0; i < count; i++) {
		json_object_begin(&json, NULL);
		json_str(&json, "topic", checks[i].topic->code);
		json_str(&json, "document", checks[i].document ? checks[i].document->public_id : S(""));
		json_int(&json, "questions", (int64_t)checks[i].questions.count);
		json_bool(&json, "is_done", checks[i].is_done);
		json_object_finish(&json);
	}
	json_list_finish(&json);
	json_object_finish(&json);
	return reply_json(request, 200, out);
}

static struct own_check *checks_of(struct request *request, struct view *view, size_t *count)
{
	const struct catalogue *topics = catalogue_get("knowledge_topics");
	struct own_check *checks = arena_array(request->arena, struct own_check, topics->count + 1);

	*count = 0;
	for (size_t i = 0; i < topics->count; i++)
		if (!topics->items[i].is_retired)
			checks[(*count)++] = own_check_of(request, view, &topics->items[i]);
	return checks;
}

struct reply knowledge_show(struct request *request, struct view *view)
{
	size_t count;
	struct own_check *checks = checks_of(request, view, &count);
	struct out *out;

	if (request_wants_json(request))
		return checks_json(request, checks, count);
	out = page_begin(request, view, _("What we know"));
	knowledge_begin(out, this_year(), request_may(request, MAY_statistics_read));
	for (size_t i = 0; i < count; i++)
		knowledge_own(out, &checks[i]);
	knowledge_end(out);
	return page_end(request, 200);
}

const struct item *check_waiting(struct request *request, struct view *view)
{
	size_t count;
	struct own_check *checks = checks_of(request, view, &count);

	for (size_t i = 0; i < count; i++)
		if (checks[i].questions.count && !checks[i].is_done)
			return checks[i].topic;
	return NULL;
}

/* ---- A check ---------------------------------------------------------------------------------- */

static struct str field_name(struct arena *arena, size_t i)
{
	return arena_print(arena, "q%zu", i + 1);
}

/* Questions go out without what is right: that comes when they are answered. */
static struct reply check_json(struct request *request, const struct own_check *check)
{
	struct out *out = arena_new(request->arena, struct out);
	struct json_out json;

	out_init(out, request->arena, 1 << 20);
	json_begin(&json, out);
	json_object_begin(&json, NULL);
	json_str(&json, "topic", check->topic->code);
	json_bool(&json, "is_done", check->is_done);
	json_list_begin(&json, "questions");
	for (size_t i = 0; i < check->questions.count; i++) {
		json_object_begin(&json, NULL);
		json_str(&json, "text", knowledge_text(&check->questions.at[i]));
		json_list_begin(&json, "alternatives");
		for (int k = 1; k <= MOST_ALTERNATIVES; k++)
			if (knowledge_answer(&check->questions.at[i], k).len)
				json_str(&json, NULL, knowledge_answer(&check->questions.at[i], k));
		json_list_finish(&json);
		json_object_finish(&json);
	}
	json_list_finish(&json);
	json_object_finish(&json);
	return reply_json(request, 200, out);
}

static int answer_given(struct request *request, const struct knowledge_question *question, size_t i)
{
	struct str name = field_name(request->arena, i);
	int answer = choice_of(answer_choices, request_field(request, str_z(request->arena, name)));

	return answer > 0 && knowledge_answer(question, answer).len ? answer : 0;
}

struct reply check_show(struct request *request, struct view *view)
{
	const struct item *topic = item_find("knowledge_topics", request_param(request, "topic"));
	struct own_check check;
	struct out *out;

	if (!topic)
		return reply_not_found(request);
	check = own_check_of(request, view, topic);
	if (!check.version || !check.questions.count)
		return reply_not_found(request);
	if (request_wants_json(request))
		return check_json(request, &check);
	out = page_begin(request, view, str_z(request->arena, item_name(topic)));
	check_begin(out, &check);
	if (check.is_done) {
		check_was_done(out, &check);
		return page_end(request, 200);
	}
	check_form_begin(out, request, &check, request_problems(request));
	for (size_t i = 0; i < check.questions.count; i++)
		check_question(out, &check.questions.at[i], i + 1,
			answer_given(request, &check.questions.at[i], i));
	check_form_end(out);
	return page_end(request, 200);
}

static bool answers_read(struct request *request, const struct own_check *check, int *answers)
{
	for (size_t i = 0; i < check->questions.count; i++) {
		answers[i] = answer_given(request, &check->questions.at[i], i);
		if (!answers[i])
			problem_add(request_problems(request), str_z(request->arena, field_name(request->arena, i)),
				_("Choose an answer to question %zu. A guess is as good as none."), i + 1);
	}
	return request_problems(request)->count == 0;
}

/* The answer is a page and no redirect: what was answered stands in no address, no log and,
 * since the form carries no key, in no table of sent forms. */
struct reply check_act(struct request *request, struct change *change)
{
	const struct item *topic = item_find("knowledge_topics", request_param(request, "topic"));
	struct view *view = change_view(change);
	int answers[CHECK_QUESTIONS] = { 0 };
	struct own_check check;
	int64_t right = 0;
	struct out *out;

	if (!topic)
		return reply_not_found(request);
	check = own_check_of(request, view, topic);
	if (!check.version || !check.questions.count)
		return reply_not_found(request);
	if (check.is_done || !str_equals(request_field(request, "asked"), check.version->public_id)) {
		problem_add(request_problems(request), "", "%s", check.is_done
			? _("You have answered this already.")
			: _("The document has changed since the questions were shown. Here are those of today."));
		return reply_again(request, change);
	}
	if (!answers_read(request, &check, answers))
		return reply_again(request, change);
	for (size_t i = 0; i < check.questions.count; i++)
		right += answers[i] == check.questions.at[i].answer;
	check_keep(change, check.version, check.role, this_year(),
		right >= item_int(topic, "enough"), &check.questions, answers);
	out = page_begin(request, view, str_z(request->arena, item_name(topic)));
	check_begin(out, &check);
	check_result_begin(out, right, (int64_t)check.questions.count);
	for (size_t i = 0; i < check.questions.count; i++)
		check_result(out, &check.questions.at[i], i + 1, answers[i]);
	check_result_end(out, &check);
	return page_end(request, 200);
}

/* ---- Results ------------------------------------------------------------------------------------ */

static int asked_year(struct request *request)
{
	int64_t year;

	if (str_to_int(request_query(request, "year"), &year) && year >= 2000 && year <= this_year())
		return (int)year;
	return this_year();
}

static void sum_json(struct json_out *json, const struct known_sum *sum, int64_t share, bool is_unit)
{
	bool is_small = sum_is_small(sum);

	json_object_begin(json, NULL);
	json_str(json, is_unit ? "unit" : "role", sum->label);
	if (is_unit) {
		json_int(json, "asked", sum->asked);
		json_bool(json, "is_received", sum->is_received);
		json_bool(json, "is_known", sum_is_known(sum, share));
	}
	if (is_small) {
		json_bool(json, "is_fewer_than_five", true);
	} else {
		json_int(json, "answered", sum->answered);
		json_int(json, "passed", sum->passed);
	}
	json_object_finish(json);
}

static struct reply results_json(struct request *request, const struct known_sum_list *sums,
                                 int64_t share, bool are_units)
{
	struct out *out = arena_new(request->arena, struct out);
	struct json_out json;

	out_init(out, request->arena, 4 << 20);
	json_begin(&json, out);
	json_object_begin(&json, NULL);
	json_list_begin(&json, "items");
	for (size_t i = 0; i < sums->count; i++)
		sum_json(&json, &sums->at[i], share, are_units);
	json_list_finish(&json);
	json_object_finish(&json);
	return reply_json(request, 200, out);
}

/* Roles of one unit: nothing of a unit that has fewer than five. */
static struct known_sum_list roles_shown(struct view *view, const struct item *topic,
                                         const struct known_sum_list *units, int64_t unit_id, int year)
{
	for (size_t i = 0; i < units->count; i++)
		if (units->at[i].id == unit_id && !sum_is_small(&units->at[i])) {
			struct known_sum_list roles = sums_guard(view_arena(view),
				topic_roles(view, topic, unit_id, year));

			for (size_t k = 0; k < roles.count; k++)
				roles.at[k].label = roles.at[k].parts ? str_of(_("Other roles together"))
					: code_name("roles", roles.at[k].label);
			return roles;
		}
	return (struct known_sum_list){ 0 };
}

struct reply knowledge_results(struct request *request, struct view *view)
{
	const struct catalogue *topics = catalogue_get("knowledge_topics");
	const struct item *topic = item_find("knowledge_topics", request_query(request, "topic"));
	int64_t unit_id = reference_find(view, "unit", request_query(request, "unit"));
	int year = asked_year(request);
	struct known_sum_list sums, roles = { 0 };
	struct out *out;

	if (!topic)
		topic = &topics->items[0];
	sums = topic_sums(view, topic, year);
	if (unit_id)
		roles = roles_shown(view, topic, &sums, unit_id, year);
	if (request_wants_json(request))
		return results_json(request, unit_id ? &roles : &sums, item_int(topic, "share"), !unit_id);
	out = page_begin(request, view, _("What the units know"));
	results_begin(out, topic, year);
	if (unit_id)
		results_roles(out, topic, unit_name(view, unit_id), year, &roles);
	else
		results_units(out, topic, year, &sums);
	return page_end(request, 200);
}
