/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * events/rules.c - decisions about an event: values in, values out.
 *
 * Rules read no clock and no table, so that they can be read aloud to those who decided them.
 * Times, severities, types and duties are catalogue data; the chain of handling is the
 * programme's and stands here.
 */
#include "modules/events/inside.h"

#include "base/json.h"
#include "base/say.h"

#include <string.h>

#define ANY_OPEN (FROM(STATE_reported) | FROM(STATE_received) | FROM(STATE_investigated) \
	| FROM(STATE_decided))
#define HANDLED (FROM(STATE_received) | FROM(STATE_investigated) | FROM(STATE_decided))

const struct transition transitions[] = {
	{ .verb = "receive", .from = FROM(STATE_reported), .to = STATE_received,
	  .need = MAY_events_handle, .label = N_("Receive the event") },
	{ .verb = "investigate", .from = FROM(STATE_received) | FROM(STATE_decided),
	  .to = STATE_investigated, .need = MAY_events_handle, .label = N_("Start investigating") },
	{ .verb = "decide", .from = FROM(STATE_received) | FROM(STATE_investigated),
	  .to = STATE_decided, .need = MAY_events_handle, .label = N_("Measures are decided") },
	{ .verb = "countersign", .from = HANDLED, .to = STATE_none,
	  .need = MAY_events_coordinate, .label = N_("Countersign the event") },
	{ .verb = "close", .from = HANDLED, .to = STATE_closed, .need = MAY_events_handle,
	  .needs_feedback = true, .needs_countersign = true, .label = N_("Close the event"),
	  .words_label = N_("Why the reporter gets no words (only when none have been given)") },
	{ .verb = "reject", .from = ANY_OPEN, .to = STATE_rejected, .need = MAY_events_handle,
	  .needs_words = true, .label = N_("This is no event"),
	  .words_label = N_("Why it is no event") },
	{ .verb = "reopen", .from = FROM(STATE_closed) | FROM(STATE_rejected),
	  .to = STATE_investigated, .need = MAY_events_handle, .needs_words = true,
	  .label = N_("Reopen the event"), .words_label = N_("Why it is reopened") },
	{ .verb = NULL },
};

const struct transition *transition_find(struct str verb)
{
	for (const struct transition *transition = transitions; transition->verb; transition++)
		if (str_is(verb, transition->verb))
			return transition;
	return NULL;
}

/* Four eyes: who handles an event does not countersign it. */
enum obstacle transition_obstacle(const struct attempt *attempt)
{
	const struct transition *transition = attempt->transition;
	const struct event *event = attempt->event;

	if (!(transition->from & FROM(event->state)))
		return WRONG_STATE;
	if (transition->needs_words && !attempt->has_words)
		return WORDS_MISSING;
	if (transition->needs_feedback && !attempt->has_feedback && !attempt->has_words)
		return FEEDBACK_MISSING;
	if (transition->needs_countersign && attempt->must_be_countersigned
	    && !event->countersigned_by)
		return COUNTERSIGN_MISSING;
	if (!strcmp(transition->verb, "countersign") && attempt->person_id == event->handler_id)
		return OWN_COUNTERSIGN;
	return NO_OBSTACLE;
}

/* The reporter does not rank: the type gives a first severity, and a hurt person at least
 * "moderate", until the handler has judged. */
enum { SEVERITY_WHEN_HURT = 2 };

int64_t severity_first(const struct type_facts *facts, struct str hurt)
{
	if (str_is(hurt, "yes") && facts->severity_hint < SEVERITY_WHEN_HURT)
		return SEVERITY_WHEN_HURT;
	return facts->severity_hint;
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* ---- Marks -------------------------------------------------------------------------- */

static bool is_word_byte(char c)
{
	return (unsigned char)c >= 0x80 || is_digit(c) || (c >= 'a' && c <= 'z')
		|| (c >= 'A' && c <= 'Z');
}

bool mark_stands_in(struct str text, struct str mark)
{
	bool may_go_on = str_ends(mark, S("*"));
	ptrdiff_t found;
	size_t from = 0;

	mark = may_go_on ? str_part(mark, 0, mark.len - 1) : mark;
	while (mark.len && (found = str_find(str_part(text, from, text.len), mark)) >= 0) {
		size_t start = from + (size_t)found, end = start + mark.len;

		if ((start == 0 || !is_word_byte(text.at[start - 1]))
		    && (may_go_on || end == text.len || !is_word_byte(text.at[end])))
			return true;
		from = start + 1;
	}
	return false;
}

/* ---- Texts -------------------------------------------------------------------------- */

static size_t first_sentence_len(struct str story)
{
	for (size_t i = 0; i < story.len; i++) {
		if (story.at[i] == '\n')
			return i;
		if (strchr(".!?", story.at[i]) && (i + 1 == story.len || story.at[i + 1] == ' '
		    || story.at[i + 1] == '\n'))
			return story.at[i] == '.' ? i : i + 1;
	}
	return story.len;
}

/* The first sentence, cut between words when it is long. */
struct str title_of(struct arena *arena, struct str story)
{
	struct str title;
	size_t cut;

	story = str_trim(story);
	title = str_trim(str_part(story, 0, first_sentence_len(story)));
	if (str_letters(title) <= TITLE_LONGEST)
		return title;
	title = str_letters_part(title, TITLE_LONGEST - 1);
	for (cut = title.len; cut > TITLE_LONGEST / 2 && title.at[cut - 1] != ' '; cut--)
		;
	if (cut > TITLE_LONGEST / 2)
		title = str_trim(str_part(title, 0, cut));
	return arena_join(arena, title, S("…"));
}

struct str code_plain(struct arena *arena, struct str typed)
{
	char letters[CODE_LETTERS + 2];
	size_t count = 0;

	for (size_t i = 0; i < typed.len; i++) {
		char c = typed.at[i];

		if (c >= 'a' && c <= 'z')
			c = (char)(c - 'a' + 'A');
		if (c == ' ' || c == '-')
			continue;
		if (!is_digit(c) && !(c >= 'A' && c <= 'Z'))
			return S("");
		if (count == CODE_LETTERS)
			return S("");
		letters[count++] = c;
	}
	if (count != CODE_LETTERS)
		return S("");
	return arena_print(arena, "%.3s-%.3s", letters, letters + 3);
}

struct str month_of(struct arena *arena, struct instant instant)
{
	struct date date = instant_date(instant);

	return arena_print(arena, "%04d-%02d", date.year, date.month);
}

/* ---- Conditions of duties ----------------------------------------------------------- */

/* "yes,unknown" against "yes"; "1+" against a number; "preschool,school" against tags. */
static bool value_fits(struct str wanted, struct str values)
{
	int64_t number = 0;

	if (str_is(wanted, "1+"))
		return str_to_int(values, &number) && number >= 1;
	while (wanted.len)
		if (str_has_word(values, str_cut(&wanted, ',')))
			return true;
	return false;
}

struct condition condition_read(struct str condition, const struct condition_facts *facts)
{
	struct condition answer = { .holds = true };

	while (condition.len) {
		struct str wanted = str_trim(str_cut(&condition, ' '));
		struct str name = str_cut(&wanted, '='), field = name;
		struct str block = str_cut(&field, '.');
		bool is_tag = str_is(name, "unit.tag");

		if (!name.len)
			continue;
		answer.asks_block |= !is_tag;
		answer.holds &= value_fits(wanted, is_tag ? facts->unit_tags
			: block_value(facts->blocks, block, field));
	}
	return answer;
}

/* ---- Printed by `varn rules` -------------------------------------------------------- */

static void states_print(struct out *out, unsigned from)
{
	bool is_first = true;

	for (int state = STATE_reported; state <= STATE_rejected; state++) {
		if (!(from & FROM(state)))
			continue;
		out_print(out, "%s%s", is_first ? "" : ", ", event_states[state].name);
		is_first = false;
	}
}

static bool transition_row(size_t i, struct out *out)
{
	const struct transition *t = &transitions[i];

	if (!t->verb)
		return false;
	out_print(out, "| %s | ", t->verb);
	states_print(out, t->from);
	out_print(out, " | %s | %s | %s%s%s |", t->to ? event_states[t->to].name : "the same",
		permission_name(t->need), t->needs_words ? "a reason " : "",
		t->needs_feedback ? "words to the reporter or a reason " : "",
		t->needs_countersign ? "a countersignature when the severity or the class asks for it" : "");
	return true;
}

static bool severity_row(size_t i, struct out *out)
{
	static const char *const rows[] = {
		"| nobody was hurt, or it is not known | the severity_hint of the type |",
		"| somebody was hurt | the severity_hint of the type, at least 2 |",
	};

	if (i >= COUNT(rows))
		return false;
	out_z(out, rows[i]);
	return true;
}

static bool guard_row(size_t i, struct out *out)
{
	static const char *const rows[] = {
		"| the reporter answers that it may concern Sweden's security | nothing is stored as an event; the text is sealed unread |",
		"| a mark of catalogues/protective_marks.csv stands in the text | the same |",
		"| a personal number stands in the text | the page comes again with the number marked; nothing is stored |",
		"| the type is marked restricted | the event exists only for its need-to-know list |",
		"| a restricted event is opened | the reading is logged; it stays opened for 15 minutes |",
	};

	if (i >= COUNT(rows))
		return false;
	out_z(out, rows[i]);
	return true;
}

const struct rule_table events_rules[] = {
	{ "events: the chain of handling", transition_row, "| Verb | From | To | Right | Needs |" },
	{ "events: first severity", severity_row, "| When | Severity |" },
	{ "events: guards of the report", guard_row, "| When | Then |" },
	{ NULL, NULL, NULL },
};
