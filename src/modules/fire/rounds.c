/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * fire/rounds.c - a control round on a telephone: begin, answer line by line, finish.
 *
 * The lines are sent as c1=fine, w1=..., one pair for each line of the checklist; what is left
 * out stays as it was.  "finish" ends the round, and only when every line has an answer.
 */
#include "modules/fire/inside.h"

#include "base/json.h"
#include "base/tongue.h"
#include "kit/setting.h"
#include "modules/fire/round.html.h"
#include "modules/units/units.h"

enum { LONGEST_WORDS = 300, LONGEST_NOTE = 2000 };

/* ---- Begin --------------------------------------------------------------------------------------- */

static struct reply begun(struct request *request, int status, const struct fire_round *round)
{
	return reply_done(request, status, &fire_round_record, round, "/fire/rounds/%.*s",
		STR(round->public_id));
}

/* Whoever comes second goes on with what the first has begun. */
struct reply fire_round_begin_act(struct request *request, struct change *change)
{
	struct view *view = change_view(change);
	const struct fire_object *object = fire_object_of_number(view, request_param(request, "number"));
	const struct fire_round *open = object ? fire_round_open(view, object->id) : NULL;
	struct fire_round round;

	if (!object || !fire_may_walk(view, object->unit_id) || date_is_given(object->valid_to))
		return reply_not_found(request);
	if (open)
		return begun(request, 200, open);
	round = (struct fire_round){ .object_id = object->id, .state = ROUND_open,
		.checklist_id = fire_checklist_now(change, object->kind),
		.due_on = fire_due_of(request->arena, fire_turns(view, object->id), object->due_on,
			date_today(), setting_int("fire_early_days")),
		.begun_by = change_me(change), .begun_at = instant_now() };
	if (date_is_given(round.due_on) && fire_round_is_taken(view, object->id, round.due_on))
		round.due_on = (struct date){ 0 };
	change_insert(change, &fire_round_record.shape, &round);
	return begun(request, 201, &round);
}

/* ---- Show ------------------------------------------------------------------------------------------ */

static struct reply round_json(struct request *request, const struct fire_object *object,
                               const struct fire_round *round, struct fire_line_list lines)
{
	struct out *out = arena_new(request->arena, struct out);
	struct json_out json;

	out_init(out, request->arena, 64 * 1024);
	json_begin(&json, out);
	json_object_begin(&json, NULL);
	json_str(&json, "public_id", round->public_id);
	json_str(&json, "object", object->number);
	json_str(&json, "state", str_of(round_states[round->state].name));
	json_date(&json, "due_on", round->due_on);
	json_date(&json, "on_day", round->on_day);
	json_int(&json, "found", round->found);
	json_int(&json, "version", round->version);
	json_list_begin(&json, "lines");
	for (size_t i = 0; i < lines.count; i++) {
		json_object_begin(&json, NULL);
		json_int(&json, "nth", lines.at[i].nth);
		json_str(&json, "part", lines.at[i].part);
		json_str(&json, "about", lines.at[i].about);
		json_str(&json, "answer", str_of(fire_answers[lines.at[i].answer].name));
		json_str(&json, "words", lines.at[i].words);
		json_object_finish(&json);
	}
	json_list_finish(&json);
	json_object_finish(&json);
	return reply_json(request, 200, out);
}

static const char *field_of(struct arena *arena, char letter, int64_t nth)
{
	return str_z(arena, arena_print(arena, "%c%lld", letter, (long long)nth));
}

/* What was sent, over what is kept.  An answer that is none of the three is a problem. */
static void line_take(struct request *request, struct fire_line *line)
{
	const char *chosen = field_of(request->arena, 'c', line->nth);
	const char *said = field_of(request->arena, 'w', line->nth);

	if (request_field(request, chosen).len) {
		int answer = choice_of(fire_answers, request_field(request, chosen));

		if (answer > ANSWER_none)
			line->answer = answer;
		else
			problem_add(request_problems(request), chosen,
				_("Line %d: answer fine, deviation or absent."), (int)line->nth);
	}
	if (request_has_field(request, said))
		line->words = str_trim(request_field(request, said));
}

struct reply fire_round_show(struct request *request, struct view *view)
{
	const struct fire_round *round = fire_round_of_key(view, request_param(request, "key"));
	const struct fire_object *object = round ? fire_object_of_id(view, round->object_id) : NULL;
	const struct problems *problems = request_problems(request);
	struct fire_line_list lines;
	struct round_facts facts;
	struct out *out;
	bool is_tried = request->method == METHOD_POST;

	if (!object)
		return reply_not_found(request);
	lines = fire_lines(view, round);
	if (request_wants_json(request))
		return round_json(request, object, round, lines);
	if (is_tried)
		for (size_t i = 0; i < lines.count; i++) {
			struct str answer = request_field(request, field_of(request->arena, 'c', lines.at[i].nth));

			if (choice_of(fire_answers, answer) > 0)
				lines.at[i].answer = choice_of(fire_answers, answer);
			lines.at[i].words = request_field(request, field_of(request->arena, 'w', lines.at[i].nth));
		}
	facts = (struct round_facts){ .object = object, .round = round, .lines = lines,
		.checklist = fire_checklist_of_id(view, round->checklist_id), .problems = problems,
		.note = is_tried ? request_field(request, "words") : round->words,
		.may_walk = request_may(request, MAY_fire_walk) && fire_may_walk(view, object->unit_id),
		.is_tried = is_tried };
	out = page_begin(request, view, str_z(request->arena, arena_print(request->arena,
		_("Control round, %.*s"), STR(object->name))));
	if (round->state == ROUND_open && facts.may_walk)
		fire_round_form(out, request, view, &facts);
	else
		fire_round_done(out, view, &facts);
	return page_end(request, 200);
}

/* ---- Save and finish -------------------------------------------------------------------------------- */

static void line_judge(struct request *request, const struct fire_line *line, bool finishes)
{
	const char *chosen = field_of(request->arena, 'c', line->nth);
	const char *said = field_of(request->arena, 'w', line->nth);

	if (finishes && !line->answer)
		problem_add(request_problems(request), chosen, _("%.*s: not answered yet."),
			STR(line->about));
	if (finishes && line->answer == ANSWER_deviation && !line->words.len)
		problem_add(request_problems(request), said, _("%.*s: write what is wrong."),
			STR(line->about));
	if (str_letters(line->words) > LONGEST_WORDS)
		problem_add(request_problems(request), said, _("%.*s: at most %d letters."),
			STR(line->about), LONGEST_WORDS);
	fire_words_fine(request, said, line->words);
}

/* What is open already is seen once more; it does not become two. */
static void deviation_make(struct change *change, const struct fire_round *round,
                           const struct fire_line *line)
{
	const struct fire_deviation *same = fire_deviation_same(change_view(change), round->object_id,
		line->about_sv);
	struct fire_deviation now;

	if (same) {
		now = *same;
		now.seen++;
		now.seen_on = round->on_day;
		change_update(change, &fire_deviation_record.shape, &now, same->version);
		return;
	}
	fire_deviation_add(change, &(struct fire_deviation){ .object_id = round->object_id,
		.round_id = round->id, .about = line->about_sv, .about_en = line->about_en,
		.words = line->words,
		.severity = line->severity, .found_on = round->on_day });
}

static void object_turn(struct change *change,
                        const struct fire_object *object, const struct fire_round *round)
{
	struct fire_object now = *object;
	struct date next;

	if (!date_is_given(round->due_on))
		return;
	next = fire_due_after(fire_turns(change_view(change), object->id), round->due_on);
	if (!date_is_given(next) || date_compare(next, object->due_on) <= 0)
		return;
	now.due_on = next;
	change_update(change, &fire_object_record.shape, &now, object->version);
}

static void round_finish(struct change *change,
                         const struct fire_object *object, struct fire_round *round,
                         struct fire_line_list lines)
{
	round->state = ROUND_done;
	round->on_day = date_today();
	round->done_by = change_me(change);
	round->done_at = instant_now();
	for (size_t i = 0; i < lines.count; i++) {
		if (lines.at[i].answer != ANSWER_deviation)
			continue;
		round->found++;
		deviation_make(change, round, &lines.at[i]);
	}
	object_turn(change, object, round);
}

static bool round_judge(struct request *request, struct fire_line_list lines, bool finishes)
{
	struct str note = str_trim(request_field(request, "words"));

	for (size_t i = 0; i < lines.count; i++) {
		line_take(request, &lines.at[i]);
		line_judge(request, &lines.at[i], finishes);
	}
	if (str_letters(note) > LONGEST_NOTE)
		problem_add(request_problems(request), "words", _("At most %d letters."), LONGEST_NOTE);
	fire_words_fine(request, "words", note);
	return !request_problems(request)->count;
}

/* Sent once more, as when the net fell: nothing in it differs from what is kept. */
static bool is_the_same(struct request *request, struct fire_line_list kept)
{
	for (size_t i = 0; i < kept.count; i++) {
		struct fire_line line = kept.at[i];

		line_take(request, &line);
		if (line.answer != kept.at[i].answer || !str_equals(line.words, kept.at[i].words))
			return false;
	}
	return !request_problems(request)->count;
}

/* Two who have the same round before them: who sends last may not write over what the other
 * has answered meanwhile. */
struct reply fire_round_save_act(struct request *request, struct change *change)
{
	struct view *view = change_view(change);
	const struct fire_round *before = fire_round_of_key(view, request_param(request, "key"));
	const struct fire_object *object = before ? fire_object_of_id(view, before->object_id) : NULL;
	bool finishes = request_field(request, "finish").len
		&& !str_is(request_field(request, "finish"), "false");
	int64_t version = request_version(request);
	struct fire_line_list lines;
	struct fire_round now;

	if (!object || !fire_may_walk(view, object->unit_id))
		return reply_not_found(request);
	if (before->state == ROUND_done) {
		if (finishes && before->done_by == change_me(change)
		    && is_the_same(request, fire_lines(view, before)))
			return begun(request, 200, before);
		problem_add(request_problems(request), "", "%s",
			_("The round is done already. What is seen now is noted as a deviation of the fire object."));
		return reply_again(request, change);
	}
	now = *before;
	if (version && version != before->version)
		return reply_stale(request, &fire_round_record, &now, before);
	lines = fire_lines(view, before);
	if (!round_judge(request, lines, finishes))
		return reply_again(request, change);
	if (request_has_field(request, "words"))
		now.words = str_trim(request_field(request, "words"));
	if (finishes)
		round_finish(change, object, &now, lines);
	for (size_t i = 0; i < lines.count; i++)
		if (lines.at[i].answer)
			fire_answer_put(change, now.id, &lines.at[i]);
	/* A saved line alone moves the version too, so that the other one notices. */
	if (change_update(change, &fire_round_record.shape, &now, before->version) == UPDATED_NOTHING) {
		fire_round_touch(change, now.id);
		now.version++;
	}
	change_note(change, "fire_round", now.id, finishes ? "finish" : "save", object->number);
	request_message(request, finishes ? _("The round is done.") : _("Saved. Go on when you can."));
	return reply_done(request, 200, &fire_round_record, &now, "/fire/rounds/%.*s",
		STR(now.public_id));
}
