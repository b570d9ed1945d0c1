/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * events/blocks.c - further questions of a type: catalogue data, judged like a record.
 *
 * event/blocks describes the questions; the answers are kept as JSON in the event:
 * {"threat": {"form": "verbal weapon", "target": "employee"}}.  Every answer is text as a
 * machine reads it; several choices are words separated by spaces.
 */
#include "modules/events/blocks.h"

#include "base/say.h"
#include "modules/events/blocks.html.h"

#include <string.h>

/* ---- The answers as they are kept ---------------------------------------------------- */

json_t *blocks_read(struct arena *arena, struct str text)
{
	struct str problem;
	json_t *blocks = text.len ? json_read(arena, text, &problem) : NULL;

	return blocks ? blocks : json_object();
}

struct str block_value(const json_t *blocks, struct str block, struct str field)
{
	char name[64], key[64];
	const json_t *answers;

	if (!blocks || block.len >= sizeof name || field.len >= sizeof key)
		return S("");
	snprintf(name, sizeof name, "%.*s", STR(block));
	snprintf(key, sizeof key, "%.*s", STR(field));
	answers = json_object_get(blocks, name);
	return answers ? json_text(answers, key) : S("");
}

static void block_put(struct arena *arena, json_t *blocks, struct str block, struct str field,
                      struct str value)
{
	const char *name = str_z(arena, block), *key = str_z(arena, field);
	json_t *answers = json_object_get(blocks, name);

	if (!answers) {
		answers = json_object();
		must(answers && json_object_set_new(blocks, name, answers) == 0);
	}
	if (value.len)
		json_object_set_new(answers, key, json_stringn(value.at, value.len));
	else
		json_object_del(answers, key);
}

static struct str blocks_write(struct arena *arena, const json_t *blocks)
{
	size_t room = json_dumpb(blocks, NULL, 0, JSON_COMPACT | JSON_SORT_KEYS);
	char *text = arena_take(arena, room + 1);

	json_dumpb(blocks, text, room, JSON_COMPACT | JSON_SORT_KEYS);
	return (struct str){ text, room };
}

/* For one answer outside of a form: the reporter's "somebody else saw it". */
struct str block_with(struct arena *arena, struct str text, struct str block, struct str field,
                      struct str value)
{
	json_t *blocks = blocks_read(arena, text);
	struct str answer;

	block_put(arena, blocks, block, field, value);
	answer = blocks_write(arena, blocks);
	json_decref(blocks);
	return answer;
}

/* ---- Which questions ------------------------------------------------------------------ */

static void block_add(struct block_list *list, size_t room, struct str code)
{
	const struct item *name = item_find("event/block_names", code);

	for (size_t i = 0; i < list->count; i++)
		if (str_equals(list->at[i].code, code))
			return;
	if (name && !name->is_retired && list->count < room)
		list->at[list->count++] = (struct block){ code, item_name(name) };
}

/* Those of the type (or of every type, while it is not decided), and those with answers. */
struct block_list blocks_of(struct arena *arena, const struct event *event)
{
	const struct catalogue *names = catalogue_get("event/block_names");
	const struct item *type = item_find("event/types", event->type);
	struct block_list list = { 0, arena_array(arena, struct block, names->count + 1) };
	struct str wanted = type ? item_text(type, "blocks") : S("");
	json_t *blocks = blocks_read(arena, event->blocks);

	while (wanted.len)
		block_add(&list, names->count, str_cut(&wanted, ' '));
	for (size_t i = 0; i < names->count; i++)
		if (json_object_get(blocks, str_z(arena, names->items[i].code)))
			block_add(&list, names->count, names->items[i].code);
	json_decref(blocks);
	return list;
}

/* ---- Choices --------------------------------------------------------------------------- */

/* "name=Swedish|English;name2=..." */
struct question_choice_list choices_of(struct arena *arena, const struct item *question)
{
	struct str rest = item_text(question, "choices");
	struct question_choice_list list = { 0,
		arena_array(arena, struct question_choice, rest.len / 2 + 1) };

	while (rest.len) {
		struct str english = str_cut(&rest, ';'), name = str_cut(&english, '=');
		struct str swedish = str_cut(&english, '|');

		if (name.len)
			list.at[list.count++] = (struct question_choice){ name,
				tongue_pick(swedish, english) };
	}
	return list;
}

static bool is_choice(const struct question_choice_list *list, struct str name)
{
	for (size_t i = 0; i < list->count; i++)
		if (str_equals(list->at[i].name, name))
			return true;
	return false;
}

static struct str choices_show(struct arena *arena, const struct item *question, struct str value)
{
	struct question_choice_list list = choices_of(arena, question);
	struct out out;

	out_init(&out, arena, 1 << 16);
	for (size_t i = 0; i < list.count; i++) {
		if (!str_has_word(value, list.at[i].name))
			continue;
		if (out.len)
			out_z(&out, ", ");
		out_raw(&out, list.at[i].label);
	}
	return out_str(&out);
}

/* ---- Judging ---------------------------------------------------------------------------- */

union scratch {                 /* whatever member a kind has */
	int64_t number;
	struct str text;
	struct instant instant;
	struct date date;
};

static const struct { const char *word; enum field_kind kind; enum column_kind column; } kinds[] = {
	{ "text", FIELD_text, COLUMN_text },
	{ "prose", FIELD_prose, COLUMN_text },
	{ "count", FIELD_count, COLUMN_int },
	{ "money", FIELD_money, COLUMN_int },
	{ "date", FIELD_date, COLUMN_date },
	{ "instant", FIELD_instant, COLUMN_instant },
};

static const struct field *field_of(struct arena *arena, const struct item *question)
{
	struct field *field = arena_new(arena, struct field);
	int64_t longest = item_int(question, "longest");

	field->column.name = str_z(arena, question->code);
	field->label = str_z(arena, item_words(question, "label"));
	field->kind = FIELD_text;
	field->column.kind = COLUMN_text;
	for (size_t i = 0; i < COUNT(kinds); i++) {
		if (!str_is(item_text(question, "kind"), kinds[i].word))
			continue;
		field->kind = kinds[i].kind;
		field->column.kind = kinds[i].column;
	}
	if (field->kind == FIELD_count || field->kind == FIELD_money)
		field->most = longest;
	else
		field->longest = (int)longest;
	return field;
}

static struct str words_joined(struct arena *arena, const struct answers *answers, struct str name)
{
	struct out out;

	out_init(&out, arena, 1 << 16);
	for (size_t i = 0; i < answers->count; i++) {
		if (!str_equals(answers->at[i].name, name) || !answers->at[i].value.len)
			continue;
		if (out.len)
			out_char(&out, ' ');
		out_raw(&out, answers->at[i].value);
	}
	return out_str(&out);
}

static bool choice_judge(struct arena *arena, const struct item *question, struct str value,
                         struct problems *problems)
{
	static const struct question_choice yes_or_no[] = {
		{ { "yes", 3 }, { NULL, 0 } }, { { "no", 2 }, { NULL, 0 } },
	};
	bool is_several = str_is(item_text(question, "kind"), "choices");
	struct question_choice_list list = choices_of(arena, question);
	struct str rest = value;

	if (str_is(item_text(question, "kind"), "yesno"))
		list = (struct question_choice_list){ 2, (struct question_choice *)(uintptr_t)yes_or_no };
	for (int n = 0; rest.len; n++)
		if (!is_choice(&list, str_cut(&rest, ' ')) || (n && !is_several)) {
			problem_add(problems, str_z(arena, question->code),
				_("Choose one of the answers to “%.*s”."),
				STR(item_words(question, "label")));
			return false;
		}
	return true;
}

bool question_is_choice(const struct item *question)
{
	struct str kind = item_text(question, "kind");

	return str_is(kind, "choice") || str_is(kind, "choices") || str_is(kind, "yesno");
}

/* The answer as a machine reads it. */
static struct str question_judge(struct view *view, const struct item *question,
                                 const struct answers *answers, struct problems *problems)
{
	struct arena *arena = view_arena(view);
	struct str value = words_joined(arena, answers, question->code);
	const struct field *field;
	union scratch row = { 0 };

	if (question_is_choice(question))
		return choice_judge(arena, question, value, problems) ? value : S("");
	if (!str_trim(value).len)
		return S("");
	field = field_of(arena, question);
	memset(&row, 0, sizeof row);
	field_judge(field, view, answer_get(answers, field->column.name), &row, problems);
	return field_machine(arena, field, &row);
}

/* How many were hurt is the sum of the counts hurt_... of a block. */
static void injured_count(struct event *event, const json_t *blocks, struct str block)
{
	const struct catalogue *questions = catalogue_get("event/blocks");
	int64_t sum = 0, number;
	bool is_given = false;

	for (size_t i = 0; i < questions->count; i++) {
		struct str field = item_text(&questions->items[i], "field");

		if (!str_equals(item_text(&questions->items[i], "block"), block)
		    || !str_starts(field, S("hurt_"))
		    || !str_to_int(block_value(blocks, block, field), &number))
			continue;
		sum += number;
		is_given = true;
	}
	if (is_given)
		event->injured = sum;
}

bool block_judge(struct view *view, struct str block, const struct answers *answers,
                 struct event *event, struct problems *problems)
{
	const struct catalogue *questions = catalogue_get("event/blocks");
	struct arena *arena = view_arena(view);
	json_t *blocks = blocks_read(arena, event->blocks);
	size_t before = problems->count;

	for (size_t i = 0; i < questions->count; i++) {
		const struct item *question = &questions->items[i];

		if (question->is_retired || !str_equals(item_text(question, "block"), block))
			continue;
		block_put(arena, blocks, block, item_text(question, "field"),
			question_judge(view, question, answers, problems));
	}
	if (problems->count == before) {
		event->blocks = blocks_write(arena, blocks);
		injured_count(event, blocks, block);
	}
	json_decref(blocks);
	return problems->count == before;
}

/* ---- Showing ----------------------------------------------------------------------------- */

static struct str value_show(struct arena *arena, const struct item *question, struct str value)
{
	int64_t number;
	struct instant instant;
	struct date date;
	struct str kind = item_text(question, "kind");

	if (str_is(kind, "yesno"))
		return str_of(str_is(value, "yes") ? _("Yes") : str_is(value, "no") ? _("No") : "");
	if (question_is_choice(question))
		return choices_show(arena, question, value);
	if ((str_is(kind, "count") || str_is(kind, "money")) && str_to_int(value, &number))
		return tongue_number(arena, number);
	if (str_is(kind, "instant") && instant_read(value, &instant))
		return tongue_instant(arena, instant);
	if (str_is(kind, "date") && date_read(value, &date))
		return tongue_date(arena, date);
	return value;
}

void block_facts(struct out *out, const struct event *event, struct str block)
{
	const struct catalogue *questions = catalogue_get("event/blocks");
	json_t *blocks = blocks_read(out->arena, event->blocks);

	for (size_t i = 0; i < questions->count; i++) {
		const struct item *question = &questions->items[i];
		struct str value = block_value(blocks, block, item_text(question, "field"));

		if (str_equals(item_text(question, "block"), block) && value.len)
			block_fact(out, item_words(question, "label"),
				value_show(out->arena, question, value));
	}
	json_decref(blocks);
}

static struct question question_of(struct out *out, const struct item *item, const json_t *blocks,
                                   const struct answers *answers, const struct problems *problems)
{
	struct str kind = item_text(item, "kind");
	struct question question = {
		.name = item->code, .kind = kind, .id = arena_print(out->arena, "%.*s-%.*s",
			STR(item_text(item, "block")), STR(item_text(item, "field"))),
		.label = item_words(item, "label"), .help = item_words(item, "help"),
		.choices = choices_of(out->arena, item),
		.value = block_value(blocks, item_text(item, "block"), item_text(item, "field")),
	};
	struct instant instant;

	if (answers)
		question.value = words_joined(out->arena, answers, item->code);
	else if (str_is(kind, "instant") && instant_read(question.value, &instant))
		question.value = instant_input(out->arena, instant);
	if (problems)
		question.problem = problem_for(problems, str_z(out->arena, item->code));
	return question;
}

static void question_show(struct out *out, const struct question *question)
{
	static const struct {
		const char *kind;
		void (*show)(struct out *out, const struct question *question);
	} faces[] = {
		{ "prose", question_prose }, { "count", question_number }, { "money", question_number },
		{ "date", question_date }, { "instant", question_instant },
		{ "yesno", question_yesno }, { "choice", question_choice },
		{ "choices", question_choices },
	};

	for (size_t i = 0; i < COUNT(faces); i++)
		if (str_is(question->kind, faces[i].kind)) {
			faces[i].show(out, question);
			return;
		}
	question_text(out, question);
}

void block_show(struct out *out, const struct event *event, struct str block,
                const struct answers *answers, const struct problems *problems)
{
	const struct catalogue *questions = catalogue_get("event/blocks");
	json_t *blocks = blocks_read(out->arena, event->blocks);

	for (size_t i = 0; i < questions->count; i++) {
		const struct item *item = &questions->items[i];
		struct question question;

		if (item->is_retired || !str_equals(item_text(item, "block"), block))
			continue;
		question = question_of(out, item, blocks, answers, problems);
		question_show(out, &question);
	}
	json_decref(blocks);
}
