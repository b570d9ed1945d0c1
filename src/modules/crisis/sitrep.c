/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * crisis/sitrep.c - units hand in situation reports in six boxes.
 *
 * The boxes are a catalogue.  In each, one writes a sentence on each line, facts apart from
 * assessments and rumours.  What was handed in last stands there already; a single button says
 * that nothing has changed.
 */
#include "modules/crisis/sitrep.h"

#include "base/json.h"
#include "kit/loose.h"
#include "modules/crisis/pages.html.h"
#include "modules/crisis/sitrep.html.h"
#include "modules/units/units.h"

enum { JSON_LONGEST = 1024 * 1024, SAID_BY_LONGEST = 120 };

/* ---- The form --------------------------------------------------------------------------- */

struct str box_field(struct arena *arena, struct str box, enum certainty certainty)
{
	return arena_print(arena, "%.*s_%s", STR(box), certainties[certainty].name);
}

/* The person's own words after a report that was refused, else what was handed in last. */
struct str box_text(const struct sitrep_form *form, struct str box, enum certainty certainty)
{
	struct arena *arena = form->request->arena;
	struct out text;

	if (request_problems(form->request)->count)
		return answer_get(request_sent(form->request),
			str_z(arena, box_field(arena, box, certainty)));
	out_init(&text, arena, JSON_LONGEST);
	for (size_t i = 0; i < form->sentences.count; i++) {
		const struct sentence *sentence = &form->sentences.at[i];

		if (!str_equals(sentence->box, box) || sentence->certainty != (int)certainty)
			continue;
		if (text.len)
			out_char(&text, '\n');
		out_raw(&text, sentence->words);
	}
	return out_str(&text);
}

/* The first is the one that the box is mostly written in. */
enum certainty box_certainty(const struct item *box, int nth)
{
	int usual = choice_of(certainties, item_text(box, "usual"));

	if (usual < CERTAINTY_fact)
		usual = CERTAINTY_fact;
	if (nth == 0)
		return (enum certainty)usual;
	return (enum certainty)(nth < usual ? nth : nth + 1);
}

/* The unit that the report is of, when it is to report; NULL. */
static const struct unit *unit_asked(struct request *request, struct view *view,
                                     const struct crisis *crisis)
{
	struct str code = sent(request, "unit").len ? sent(request, "unit")
		: request_query(request, "unit");
	const struct unit *unit = unit_of_code(view, code);

	return unit && crisis_unit_asked(view, crisis->id, unit->id) ? unit : NULL;
}

static struct instant report_due(struct view *view, const struct crisis *crisis)
{
	struct rhythm_list rhythms = rhythms_of(view, crisis->id);
	const struct rhythm *rhythm = rhythm_of_reports(&rhythms);

	return rhythm ? rhythm_next(rhythm, instant_now()) : (struct instant){ 0 };
}

struct reply sitrep_new(struct request *request, struct view *view)
{
	struct reply reply;
	const struct crisis *crisis = crisis_to_write(request, view, &reply);
	struct sitrep_form form = { .request = request, .crisis = crisis };
	struct out *out;

	if (!crisis)
		return reply;
	form.unit = unit_asked(request, view, crisis);
	if (!form.unit)
		return reply_not_found(request);
	form.latest = sitrep_latest(view, crisis->id, form.unit->id);
	if (form.latest)
		form.sentences = sitrep_sentences(view, form.latest->id);
	form.due = report_due(view, crisis);
	form.said_by = request_problems(request)->count ? sent(request, "said_by")
		: request_person(request)->name;
	out = page_begin(request, view, _("Hand in a situation report"));
	crisis_mark(out, crisis);
	sitrep_write(out, view, &form);
	return page_end(request, 200);
}

/* ---- Handing in ---------------------------------------------------------------------------- */

static bool is_known(struct request *request, struct str name)
{
	static const char *const known[] = { "unit", "said_by", "version" };
	const struct catalogue *boxes = catalogue_get("crisis/boxes");

	for (size_t i = 0; i < COUNT(known); i++)
		if (str_is(name, known[i]))
			return true;
	for (size_t i = 0; i < boxes->count; i++)
		for (int c = CERTAINTY_fact; c <= CERTAINTY_rumour; c++)
			if (str_equals(name, box_field(request->arena, boxes->items[i].code,
					(enum certainty)c)))
				return true;
	return str_starts(name, S("_"));
}

/* What a machine spells wrongly must not be lost in silence. */
static void names_judge(struct request *request)
{
	const struct answers *answers = request_sent(request);

	for (size_t i = 0; i < answers->count; i++)
		if (!is_known(request, answers->at[i].name))
			problem_add(request_problems(request), "", _("There is no box called “%.*s”."),
				STR(answers->at[i].name));
}

static struct sentence_list answers_sentences(struct request *request)
{
	const struct catalogue *boxes = catalogue_get("crisis/boxes");
	struct sentence_list list = { 0, arena_array(request->arena, struct sentence, SENTENCES_MOST) };

	for (size_t i = 0; i < boxes->count; i++)
		for (int nth = 0; nth < CERTAINTY_rumour; nth++) {
			struct str box = boxes->items[i].code;
			enum certainty certainty = box_certainty(&boxes->items[i], nth);
			const char *field = str_z(request->arena, box_field(request->arena, box, certainty));

			sentences_read(sent(request, field), box, certainty, &list,
				request_problems(request), field);
		}
	return list;
}

/* Somebody else has handed in for the unit since the page was made: both texts are shown. */
#define WORDS_FIELDS(F) F(words, prose, N_("Situation report"), )
struct report_words { WORDS_FIELDS(AS_MEMBER) };
#define RECORD struct report_words
static const struct field words_fields[] = { WORDS_FIELDS(AS_FIELD) };
#undef RECORD
static const struct record words_record = {
	.shape = SHAPE_OF(NULL, report_words, words_fields),
	.name = "crisis_report_words", .fields = words_fields, .count = COUNT(words_fields),
	.label = N_("Situation report"), .many = N_("Situation reports"), .path = "/crisis",
};

static struct str words_of(struct arena *arena, const struct sentence_list *sentences)
{
	struct out out;

	out_init(&out, arena, JSON_LONGEST);
	for (size_t i = 0; i < sentences->count; i++)
		out_print(&out, "%.*s\n", STR(sentences->at[i].words));
	return out_str(&out);
}

static struct reply sitrep_stale(struct request *request, struct view *view,
                                 const struct sentence_list *mine, const struct sitrep *latest)
{
	struct sentence_list theirs = sitrep_sentences(view, latest->id);

	return reply_stale(request, &words_record,
		&(struct report_words){ words_of(request->arena, mine) },
		&(struct report_words){ words_of(request->arena, &theirs) });
}

static struct reply handed_in(struct request *request, struct change *change,
                              const struct crisis *crisis, struct sitrep *sitrep,
                              struct sentence_list *sentences)
{
	sitrep->at = instant_now();
	sitrep->due_at = report_due(change_view(change), crisis);
	sitrep->handed_by = change_me(change);
	sitrep->handed_name = request_person(request)->name;
	sitrep_put(change, crisis, sitrep, sentences);
	request_message(request, _("The report is handed in and stands in the log."));
	return reply_done(request, 201, &sitrep_record, sitrep, "/crisis/%.*s/sitreps/%.*s",
		STR(crisis->number), STR(sitrep->public_id));
}

struct reply sitrep_act(struct request *request, struct change *change)
{
	struct reply reply;
	struct view *view = change_view(change);
	const struct crisis *crisis = crisis_to_change(request, change, "said_by", &reply);
	const struct unit *unit = crisis ? unit_asked(request, view, crisis) : NULL;
	struct sitrep sitrep = { .said_by = sent(request, "said_by") };
	struct sentence_list sentences;
	const struct sitrep *latest;

	if (!crisis)
		return reply;
	if (!unit)
		return reply_not_found(request);
	sentences = answers_sentences(request);
	names_judge(request);
	if (!request_problems(request)->count && !sentences.count)
		problem_add(request_problems(request), str_z(request->arena, box_field(request->arena,
			catalogue_get("crisis/boxes")->items[0].code, CERTAINTY_fact)), "%s",
			_("Write at least one sentence, even if it is that all is well."));
	if (!sitrep.said_by.len || str_letters(sitrep.said_by) > SAID_BY_LONGEST)
		problem_add(request_problems(request), "said_by", "%s",
			_("Write the name of the person whose words they are."));
	if (request_problems(request)->count)
		return reply_again(request, change);
	latest = sitrep_latest(view, crisis->id, unit->id);
	if (latest && request_version(request) && request_version(request) != latest->number + 1)
		return sitrep_stale(request, view, &sentences, latest);
	sitrep.unit_id = unit->id;
	return handed_in(request, change, crisis, &sitrep, &sentences);
}

/* Nothing has changed: the last report once more, with a new time. */
struct reply sitrep_same_act(struct request *request, struct change *change)
{
	struct reply reply;
	struct view *view = change_view(change);
	const struct crisis *crisis = crisis_to_change(request, change, "said_by", &reply);
	const struct unit *unit = crisis ? unit_asked(request, view, crisis) : NULL;
	const struct sitrep *latest;
	struct sentence_list sentences;
	struct sitrep sitrep;

	if (!crisis)
		return reply;
	latest = unit ? sitrep_latest(view, crisis->id, unit->id) : NULL;
	if (!latest)
		return reply_not_found(request);
	sentences = sitrep_sentences(view, latest->id);
	if (request_version(request) && request_version(request) != latest->number + 1)
		return sitrep_stale(request, view, &sentences, latest);
	sitrep = (struct sitrep){ .unit_id = unit->id, .is_unchanged = true,
		.said_by = request_person(request)->name };
	return handed_in(request, change, crisis, &sitrep, &sentences);
}

/* ---- One report ---------------------------------------------------------------------------- */

static struct reply sitrep_json(struct request *request, const struct sitrep *sitrep,
                                const struct sentence_list *sentences)
{
	struct json_out json;
	struct out out;

	out_init(&out, request->arena, JSON_LONGEST);
	json_begin(&json, &out);
	json_object_begin(&json, NULL);
	record_member_json(&json, "report", &sitrep_record, sitrep);
	json_list_begin(&json, "sentences");
	for (size_t i = 0; i < sentences->count; i++)
		record_json(&json, &sentence_record, &sentences->at[i]);
	json_list_finish(&json);
	json_object_finish(&json);
	return reply_json(request, 200, &out);
}

struct reply sitrep_page(struct request *request, struct view *view)
{
	const struct crisis *crisis = crisis_asked(request, view);
	const struct sitrep *sitrep = crisis
		? sitrep_get(view, crisis->id, request_param(request, "id")) : NULL;
	struct sentence_list sentences;
	struct sitrep_list versions;
	struct out *out;

	if (!sitrep)
		return reply_not_found(request);
	sentences = sitrep_sentences(view, sitrep->id);
	if (request_wants_json(request))
		return sitrep_json(request, sitrep, &sentences);
	versions = sitreps_of(view, crisis->id, sitrep->unit_id);
	out = page_begin(request, view, _("Situation report"));
	crisis_mark(out, crisis);
	crisis_sub_begin(out, crisis, str_z(request->arena, arena_print(request->arena,
		_("Situation report %lld"), (long long)sitrep->number)),
		str_z(request->arena, unit_name(view, sitrep->unit_id)));
	sitrep_show(out, crisis, sitrep, &sentences, &versions);
	return page_end(request, 200);
}
