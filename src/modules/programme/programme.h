/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * programme/programme.h - the programmes as data: what the council has decided.
 *
 * A programme is a folder of CSV files (programmes/README.md), read as a whole or not at all,
 * kept edition by edition and never overwritten.  This room reads, checks and shows it; what
 * follows for each unit and period (instances, evidence, gaps) is the room duties.
 *
 * A duty is known for ever by the code of its programme and its own code; the row of an
 * edition only says how it is worded and asked for in that edition.
 */
#pragma once

#include "kit/module.h"

struct unit;

#define PROGRAMME_FIELDS(F) \
	F(id,            key,   N_("Number"), .is_own = true, .is_hidden = true) \
	F(public_id,     text,  N_("Identity"), .is_own = true) \
	F(code,          text,  N_("Code"), ) \
	F(edition,       text,  N_("Edition"), ) \
	F(title_sv,      text,  N_("Title in Swedish"), ) \
	F(title_en,      text,  N_("Title in English"), ) \
	F(adopted_by,    text,  N_("Adopted by"), ) \
	F(adopted_on,    date,  N_("Adopted"), ) \
	F(registry_number, text, N_("Registry number"), ) \
	F(valid_from,    date,  N_("From"), ) \
	F(valid_to,      date,  N_("To"), ) \
	F(plan_functions, text, N_("Plans that it is"), ) \
	F(predecessors,  text,  N_("Follows upon"), ) \
	F(is_current,    yesno, N_("Current edition"), ) \
	F(digest,        text,  N_("Digest"), .is_own = true) \
	F(text_name,     text,  N_("Adopted text"), ) \
	F(loaded_by,     ref,   N_("Loaded by"), .refers_to = "person", .is_own = true) \
	F(loaded_at,     instant, N_("Loaded"), .is_own = true) \
	F(version,       count, N_("Version"), .is_own = true)
struct programme { PROGRAMME_FIELDS(AS_MEMBER) };
LIST_OF(programme)
extern const struct record programme_record;

#define OBLIGATION_FIELDS(F) \
	F(id,          key,  N_("Number"), .is_own = true, .is_hidden = true) \
	F(programme_id, ref, N_("Programme"), .is_own = true, .is_hidden = true) \
	F(code,        text, N_("Code"), ) \
	F(kind,        code, N_("Kind"), .list = "obligation_kinds") \
	F(section,     text, N_("Section"), ) \
	F(focus_area,  text, N_("Focus area"), ) \
	F(who,         text, N_("Who"), ) \
	F(assessor,    text, N_("Who assesses"), ) \
	F(cadence,     text, N_("When"), ) \
	F(report_to,   text, N_("To whom"), ) \
	F(text_sv,     prose, N_("In Swedish"), ) \
	F(text_en,     prose, N_("In English"), ) \
	F(lines,       text, N_("Lines of the adopted text"), ) \
	F(legal,       text, N_("Legal basis"), ) \
	F(same_as,     text, N_("Answered by"), ) \
	F(checked_by,  text, N_("Follow-up points"), ) \
	F(note_sv,     prose, N_("How it is read, in Swedish"), ) \
	F(note_en,     prose, N_("How it is read, in English"), ) \
	F(closed_on,   date, N_("Closed"), ) \
	F(place,       count, N_("Order"), .is_hidden = true)
struct obligation { OBLIGATION_FIELDS(AS_MEMBER) };
LIST_OF(obligation)
extern const struct record obligation_record;

#define FOCUS_AREA_FIELDS(F) \
	F(id, key, N_("Number"), ) F(programme_id, ref, N_("Programme"), ) \
	F(code, text, N_("Code"), ) F(name_sv, text, N_("Name in Swedish"), ) \
	F(name_en, text, N_("Name in English"), ) F(place, count, N_("Order"), )
struct focus_area { FOCUS_AREA_FIELDS(AS_MEMBER) };
LIST_OF(focus_area)

#define ACTOR_FIELDS(F) \
	F(id, key, N_("Number"), ) F(programme_id, ref, N_("Programme"), ) \
	F(code, text, N_("Code"), ) F(name_sv, text, N_("Name in Swedish"), ) \
	F(name_en, text, N_("Name in English"), ) F(applies, text, N_("Applies to"), ) \
	F(is_secret, yesno, N_("Not shown"), ) F(place, count, N_("Order"), )
struct actor { ACTOR_FIELDS(AS_MEMBER) };
LIST_OF(actor)

#define CONCERN_FLAG_FIELDS(F) \
	F(id, key, N_("Number"), ) F(programme_id, ref, N_("Programme"), ) \
	F(code, text, N_("Code"), ) F(name_sv, text, N_("Name in Swedish"), ) \
	F(name_en, text, N_("Name in English"), ) F(question_sv, text, N_("Question in Swedish"), ) \
	F(question_en, text, N_("Question in English"), ) F(is_secret, yesno, N_("Not shown"), ) \
	F(place, count, N_("Order"), )
struct concern_flag { CONCERN_FLAG_FIELDS(AS_MEMBER) };
LIST_OF(concern_flag)

#define CALENDAR_RULE_FIELDS(F) \
	F(id, key, N_("Number"), ) F(programme_id, ref, N_("Programme"), ) \
	F(code, text, N_("Code"), ) F(name_sv, text, N_("Name in Swedish"), ) \
	F(name_en, text, N_("Name in English"), ) F(period, text, N_("Period"), ) \
	F(opens, text, N_("Opens"), ) F(due, text, N_("Due"), ) \
	F(meeting_from, text, N_("Meeting from"), ) F(meeting_to, text, N_("Meeting to"), ) \
	F(place, count, N_("Order"), )
struct calendar_rule { CALENDAR_RULE_FIELDS(AS_MEMBER) };
LIST_OF(calendar_rule)

#define DEADLINE_STEP_FIELDS(F) \
	F(id, key, N_("Number"), ) F(programme_id, ref, N_("Programme"), ) \
	F(code, text, N_("Code"), ) F(name_sv, text, N_("Name in Swedish"), ) \
	F(name_en, text, N_("Name in English"), ) F(days_before, count, N_("Days before"), ) \
	F(place, count, N_("Order"), )
struct deadline_step { DEADLINE_STEP_FIELDS(AS_MEMBER) };
LIST_OF(deadline_step)

#define EVIDENCE_RULE_FIELDS(F) \
	F(id, key, N_("Number"), ) F(programme_id, ref, N_("Programme"), ) \
	F(code, text, N_("Code"), ) F(part, count, N_("Part"), ) F(source, text, N_("Source"), ) \
	F(arguments, text, N_("Arguments"), ) F(least, text, N_("Least"), ) \
	F(says_sv, prose, N_("What it says, in Swedish"), ) \
	F(says_en, prose, N_("What it says, in English"), ) \
	F(not_sv, prose, N_("What it does not prove, in Swedish"), ) \
	F(not_en, prose, N_("What it does not prove, in English"), )
struct evidence_rule { EVIDENCE_RULE_FIELDS(AS_MEMBER) };
LIST_OF(evidence_rule)

#define DELIVERABLE_FIELDS(F) \
	F(id, key, N_("Number"), ) F(programme_id, ref, N_("Programme"), ) \
	F(code, text, N_("Code"), ) F(name_sv, text, N_("Name in Swedish"), ) \
	F(name_en, text, N_("Name in English"), ) F(who, text, N_("From whom"), ) \
	F(receiver, text, N_("To whom"), ) F(cadence, text, N_("When"), ) \
	F(carrier, text, N_("Carrier"), ) F(covers, text, N_("Rows that it covers"), ) \
	F(help_sv, prose, N_("Help in Swedish"), ) F(help_en, prose, N_("Help in English"), ) \
	F(place, count, N_("Order"), )
struct deliverable { DELIVERABLE_FIELDS(AS_MEMBER) };
LIST_OF(deliverable)

/* ---- What is in force ------------------------------------------------------------------- */

/* The current editions whose days contain `on`, the newest first; several may overlap. */
struct programme_list programmes_on(struct view *view, struct date on);
struct programme_list programmes_all(struct view *view);        /* current editions, any days */
const struct programme *programme_get(struct view *view, int64_t id);
const struct programme *programme_of_code(struct view *view, struct str code);  /* current edition; NULL */
struct str programme_title(const struct programme *programme);  /* in the person's language */

/* Parts of one edition, in order.  A duty that the edition no longer has stands there still, with
 * closed_on, and with what it points at: it counts for periods that began before that day. */
struct obligation_list obligations_of(struct view *view, int64_t programme_id);
const struct obligation *obligation_of_code(struct view *view, int64_t programme_id, struct str code);
struct focus_area_list focus_areas_of(struct view *view, int64_t programme_id);
struct actor_list actors_of(struct view *view, int64_t programme_id);
struct concern_flag_list concern_flags_of(struct view *view, int64_t programme_id);
struct calendar_rule_list calendar_rules_of(struct view *view, int64_t programme_id);
struct deadline_step_list deadline_steps_of(struct view *view, int64_t programme_id);
struct evidence_rule_list evidence_rules_of(struct view *view, int64_t programme_id);
struct deliverable_list deliverables_of(struct view *view, int64_t programme_id);
const struct deliverable *deliverable_of_code(struct view *view, int64_t programme_id, struct str code);

struct str obligation_words(const struct obligation *obligation);       /* short form, person's language */
/* The adopted text from the lines of this duty; "" when the city has not supplied it. */
struct str obligation_adopted_text(struct view *view, const struct obligation *obligation);
/* "/programmes/CODE/F4.21" */
struct str obligation_path(struct arena *arena, const struct programme *programme, struct str code);
/* Names of spaced actor codes, in the person's language: "samtliga nämnder och bolag, KS". */
struct str actor_names(struct arena *arena, const struct actor_list *actors, struct str codes);
/* What a rule asks for: "Somebody is appointed to a role · Role: security coordinator". */
struct str evidence_rule_words(struct arena *arena, const struct evidence_rule *rule);

/* ---- Rules: values in, values out (rules.c) ---------------------------------------------- */

/* A predicate, taken apart once and asked of many units. */
struct predicate;
/* NULL: *problem is a sentence, *at the letter from 0 where it begins to be wrong. */
const struct predicate *predicate_read(struct arena *arena, struct str text,
                                       struct str *problem, size_t *at);
struct predicate_facts {                /* what a predicate may ask */
	const struct unit *unit;
	bool is_board, has_area;
	/* The decision of a day; undecided is its own answer. */
	enum concern { CONCERN_undecided, CONCERN_yes, CONCERN_no }
		(*concern)(void *context, const struct unit *unit, struct str flag);
	void *context;
};
enum applies { APPLIES_no, APPLIES_yes, APPLIES_undecided };   /* undecided: a flag that is asked is not decided */
enum applies predicate_applies(const struct predicate *predicate, const struct predicate_facts *facts);
/* The flags that it asks, spaced. */
struct str predicate_flags(struct arena *arena, const struct predicate *predicate);

/* The periods of a calendar rule that begin in a year ("2026", "2026-T2", "2026-03"...; for
 * `standing` and `event` the year itself; none for `never`), with their days. */
struct rule_period {
	struct str period;              /* as kit/report.h writes periods */
	struct date from, to;           /* to is the last day */
	struct date opens, due;         /* due may be not given (standing, event) */
};
LIST_OF(rule_period)
struct rule_period_list rule_periods(struct arena *arena, const struct calendar_rule *rule, int year,
                                     const struct programme *programme);

/* Those that have a day in the year: also the term or the programme that began before it. */
struct rule_period_list rule_periods_touching(struct arena *arena, const struct calendar_rule *rule,
                                              int year, const struct programme *programme);
/* The window in which the unit's own meeting decides; false when the rule has none. */
bool meeting_window(const struct calendar_rule *rule, int year, struct date *from, struct date *to);

/* Is the duty one that is acted on (kinds D R A U P that have a cadence other than never)? */
bool obligation_is_acted_on(const struct obligation *obligation, const struct calendar_rule *rule);
/* Is one of these spaced codes an actor that is not shown? */
bool actors_are_secret(const struct actor_list *actors, struct str codes);

extern const struct module programme_module;
