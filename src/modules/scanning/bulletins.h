/* SPDX-License-Identifier: EUPL-1.2 */
/* scanning/bulletins.h - what the files of this room share about bulletins. */
#pragma once

#include "modules/scanning/inside.h"

enum bulletin_state { BULLETIN_none, BULLETIN_draft, BULLETIN_approved, BULLETIN_sent };
extern const struct choice bulletin_states[];
enum bulletin_target { TARGET_none, TARGET_risk, TARGET_picture };
extern const struct choice bulletin_targets[];

#define BULLETIN_FIELDS(F) \
	F(id,          key,     N_("Number"), .is_own = true, .is_hidden = true) \
	F(public_id,   text,    N_("Identity"), .is_own = true) \
	F(number,      text,    N_("Number"), .is_own = true) \
	F(replaces_id, ref,     N_("Corrects"), .is_own = true, .is_hidden = true) \
	F(title,       text,    N_("Title"), .required = true, .longest = 160) \
	F(unit_id,     ref,     N_("Who tells"), .required = true, .refers_to = "unit") \
	F(tags,        codes,   N_("What it concerns"), .required = true, .list = "scanning/tags") \
	F(changed,     prose,   N_("What has changed"), .required = true, .longest = 4000) \
	F(meaning,     prose,   N_("What it may mean here"), .required = true, .longest = 4000) \
	F(wanted,      prose,   N_("What is asked of you"), .required = true, .longest = 4000) \
	F(to_unit_id,  ref,     N_("Sent to"), .required = true, .refers_to = "unit") \
	F(to_kinds,    codes,   N_("To units of these kinds within it"), .list = "unit_kinds", \
	               .help = N_("None: to that unit alone.")) \
	F(state,       choice,  N_("State"), CHOICES(bulletin_states), .is_own = true) \
	F(written_by,  ref,     N_("Written by"), .is_own = true, .is_hidden = true) \
	F(written_name, text,   N_("Written by"), .is_own = true, .is_personal = true) \
	F(approved_by, ref,     N_("Approved by"), .is_own = true, .is_hidden = true) \
	F(approved_name, text,  N_("Approved by"), .is_own = true, .is_personal = true) \
	F(approved_at, instant, N_("Approved"), .is_own = true) \
	F(sent_by,     ref,     N_("Sent by"), .is_own = true, .is_hidden = true) \
	F(sent_at,     instant, N_("Sent"), .is_own = true) \
	F(created_at,  instant, N_("Written"), .is_own = true) \
	F(version,     count,   N_("Version"), .is_own = true)
struct bulletin { BULLETIN_FIELDS(AS_MEMBER) };
LIST_OF(bulletin)
extern const struct record bulletin_record;
extern const struct form bulletin_form;

#define BULLETIN_RECEIPT_FIELDS(F) \
	F(id,          key,     N_("Number"), .is_own = true, .is_hidden = true) \
	F(bulletin_id, ref,     N_("Bulletin"), .is_own = true, .is_hidden = true) \
	F(unit_id,     ref,     N_("Unit"), .required = true, .refers_to = "unit") \
	F(person_id,   ref,     N_("Received by"), .is_own = true, .is_hidden = true) \
	F(person_name, text,    N_("Received by"), .is_own = true, .is_personal = true) \
	F(at,          instant, N_("Received"), .is_own = true)
struct bulletin_receipt { BULLETIN_RECEIPT_FIELDS(AS_MEMBER) };
extern const struct record bulletin_receipt_record;
extern const struct form bulletin_receipt_form;

#define BULLETIN_LINK_FIELDS(F) \
	F(id,          key,     N_("Number"), .is_own = true, .is_hidden = true) \
	F(bulletin_id, ref,     N_("Bulletin"), .is_own = true, .is_hidden = true) \
	F(kind,        choice,  N_("Kind"), CHOICES(bulletin_targets), .required = true) \
	F(target_id,   ref,     N_("Row"), .is_own = true, .is_hidden = true) \
	F(target,      text,    N_("Its number or identity"), .required = true, .longest = 60, \
	               .help = N_("A risk: R-2026-00012. A situation picture: what stands last in the address of its page.")) \
	F(added_by,    ref,     N_("Put in by"), .is_own = true, .is_hidden = true) \
	F(added_at,    instant, N_("Put in"), .is_own = true)
struct bulletin_link { BULLETIN_LINK_FIELDS(AS_MEMBER) };
LIST_OF(bulletin_link)
extern const struct record bulletin_link_record;
extern const struct form bulletin_link_form;

/* What it points at and this reader may see; what he may not see is not told of either. */
struct bulletin_pointed {
	const char *kind;               /* N_() */
	struct str path, name, title;   /* title "": the name alone is shown */
};
LIST_OF(bulletin_pointed)

/* What it is written from, as readers see it. */
#define BULLETIN_FROM_FIELDS(F) \
	F(item_id,     key,     N_("Number"), .is_hidden = true) \
	F(public_id,   text,    N_("Identity"), ) \
	F(title,       text,    N_("Title"), ) \
	F(origin,      text,    N_("Who says it"), ) \
	F(link,        text,    N_("Where it can be read"), ) \
	F(published_at, instant, N_("Published"), )
struct bulletin_from { BULLETIN_FROM_FIELDS(AS_MEMBER) };
LIST_OF(bulletin_from)

/* A unit that it was sent to. */
#define BULLETIN_TOLD_UNIT_FIELDS(F) \
	F(unit_id,     key,     N_("Number"), .is_hidden = true) \
	F(unit_name,   text,    N_("Unit"), ) \
	F(person_name, text,    N_("Received by"), ) \
	F(at,          instant, N_("Received"), ) \
	F(may,         yesno,   N_("For me to receive"), )
struct bulletin_told_unit { BULLETIN_TOLD_UNIT_FIELDS(AS_MEMBER) };
LIST_OF(bulletin_told_unit)

/* How far it has reached, of the units that it was sent to. */
struct bulletin_reach {
	int64_t addressed, received;
	int64_t median_hours;           /* from sent to received; meaningless when none has */
};

/* A row of the list. */
#define BULLETIN_ROW_FIELDS(F) \
	F(number,      text,    N_("Number"), ) \
	F(title,       text,    N_("Title"), ) \
	F(tags,        codes,   N_("What it concerns"), .list = "scanning/tags") \
	F(unit_name,   text,    N_("Who tells"), ) \
	F(state,       choice,  N_("State"), CHOICES(bulletin_states)) \
	F(sent_at,     instant, N_("Sent"), ) \
	F(addressed,   count,   N_("Units"), ) \
	F(received,    count,   N_("Have received it"), ) \
	F(may,         yesno,   N_("For me to receive"), )
struct bulletin_row { BULLETIN_ROW_FIELDS(AS_MEMBER) };
LIST_OF(bulletin_row)

/* ---- Rules (rules_bulletins.c): pure ------------------------------------------------------------ */

/* Why this person does not approve it; NULL he does. */
const char *bulletin_approve_refused(const struct bulletin *bulletin, int64_t person_id);
const char *bulletin_send_refused(const struct bulletin *bulletin, int64_t addressed);
struct bulletin_reach bulletin_reach_of(struct arena *arena, const struct bulletin_told_unit_list *units,
                                        struct instant sent_at);
/* "6 of 9 units have received it (67 %), half of them within 5 hours." */
struct str bulletin_reach_words(struct arena *arena, const struct bulletin_reach *reach);

/* ---- Queries (queries_bulletins.c) --------------------------------------------------------------- */

extern const struct table bulletins_table;
void bulletins_query(struct request *request, struct view *view, struct query *query);
const struct bulletin *bulletin_get(struct view *view, struct str number);      /* or identity */
const struct bulletin *bulletin_of_id(struct view *view, int64_t id);
const struct bulletin *bulletin_correction_of(struct view *view, int64_t id);   /* sent, newest; NULL */
struct bulletin_from_list bulletin_items(struct view *view, int64_t bulletin_id);
struct bulletin_told_unit_list bulletin_units(struct view *view, int64_t bulletin_id);
struct bulletin_link_list bulletin_links(struct view *view, int64_t bulletin_id);
bool bulletin_may_receive(struct view *view, int64_t bulletin_id, int64_t unit_id);
bool bulletin_is_received(struct view *view, int64_t bulletin_id, int64_t unit_id);
int64_t bulletins_for_me(struct view *view);    /* that wait for this person to receive */
/* How many units it would be sent to today. */
int64_t bulletin_would_reach(struct view *view, const struct bulletin *bulletin);
struct str bulletin_number_take(struct change *change, struct instant at);
void bulletin_address_keep(struct change *change, const struct bulletin *bulletin);
void bulletin_items_put(struct change *change, int64_t bulletin_id, const struct news_item_list *items);
/* A new version, though no word of it has changed: its items may have. */
void bulletin_renew(struct change *change, struct bulletin *bulletin);

/* ---- Pages (bulletins.c, bulletin_acts.c) ---------------------------------------------------------- */

struct bulletin_page {
	struct request *request;
	struct view *view;
	const struct bulletin *bulletin;
	const struct bulletin *corrects, *corrected_by; /* NULL none that is seen */
	struct bulletin_from_list items;
	struct bulletin_told_unit_list units;
	struct bulletin_pointed_list pointed;
	struct bulletin_reach reach;
	int64_t would_reach;
	bool may_write;
};
struct reply bulletins_list(struct request *request, struct view *view);
struct reply bulletin_page_show(struct request *request, struct view *view);
struct reply bulletin_new(struct request *request, struct view *view);
struct reply bulletin_edit(struct request *request, struct view *view);
struct reply bulletin_add_act(struct request *request, struct change *change);
struct reply bulletin_change_act(struct request *request, struct change *change);
struct reply bulletin_approve_act(struct request *request, struct change *change);
struct reply bulletin_send_act(struct request *request, struct change *change);
struct reply bulletin_receipt_act(struct request *request, struct change *change);
struct reply bulletin_link_act(struct request *request, struct change *change);
void *bulletin_load(struct request *request, struct view *view);
void bulletins_home(struct out *out, struct request *request, struct view *view);

/* queries_demo.c: as the system. */
struct bulletin_receiver { int64_t unit_id, person_id; struct str code, person_name; };
LIST_OF(bulletin_receiver)
struct bulletin_receiver_list bulletin_receivers(struct view *view, int64_t bulletin_id);
struct str news_person_name(struct view *view, int64_t id);
const struct news_item *news_item_of_key(struct view *view, struct str key);

extern const struct evidence_source scanning_evidence[];
extern const struct route scanning_routes[];
