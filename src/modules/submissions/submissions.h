/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * submissions/submissions.h - what units hand in: draft, dispatch, decision, submission,
 * receipt.
 *
 * A deliverable of the programme (programmes/README.md) x a unit x a period is one submission.
 * One accepted submission fulfils every duty that its deliverable covers.  From the moment it
 * is submitted its document is frozen; a returned one is followed by a new version.  A
 * deliverable whose carrier is another room's flow ("picture kind=accident") has no row here:
 * its state is asked of that room's evidence source and shown in the same cockpit.
 */
#pragma once

#include "modules/duties/duties.h"

enum submission_state { SUBMISSION_none, SUBMISSION_draft, SUBMISSION_dispatched,
	SUBMISSION_decided, SUBMISSION_submitted, SUBMISSION_received, SUBMISSION_returned,
	SUBMISSION_accepted };
extern const struct choice submission_states[];

/* How one deliverable stands for one unit and period; for cockpit, inbox and year wheel. */
struct delivery {
	const struct deliverable *deliverable;
	int64_t unit_id;
	struct str period;
	struct date from, to, opens, due;
	int state;                      /* enum submission_state; none: not begun */
	struct date submitted_on;       /* when it was handed in */
	bool is_late;                   /* due has passed without being handed in, or handed in later */
	struct str path;                /* where it is worked on */
};
LIST_OF(delivery)
/* Of a programme and year (periods that begin in it, or are due in it), for one unit (0: all that
 * one may follow), sorted by unit, due.  What comes when something happens has one row for each
 * that there is, and one more that can be begun. */
struct delivery_list deliveries_of(struct view *view, const struct programme *programme,
                                   int64_t unit_id, int year);
const char *delivery_words(const struct delivery *delivery);    /* N_(): "late", "returned", "received" ... */

/* Drafts of the unit for the period rest on that page from now on; answers how many. */
size_t submissions_point_out(struct change *change, int64_t unit_id, struct str period,
                             struct str words, struct str path);

/* What another room has written and decided, handed in at once: the document is begun unless
 * there is a draft, gets the text, and is sent out, decided and submitted by this person. */
struct hand_in {
	struct str deliverable;         /* its code in the programme in force */
	int64_t unit_id;
	int year;                       /* of its period */
	struct str period;              /* which of that year, "2026-10"; "" the first */
	struct str body;                /* Markdown; stands after what somebody wrote in the draft */
	struct str secrecy;             /* catalogue secrecy_grounds; "" none */
	struct date meeting_on;
	struct str paragraph, signer;
	struct str words, path;         /* the record that it rests on */
};
/* "" and *id (0: no programme asks for it); else why it cannot be handed in, in one sentence. */
struct str submission_hand_in(struct change *change, const struct hand_in *hand, int64_t *id);
struct str submission_path(struct view *view, int64_t id);      /* "" when it may not be seen */
/* The newest version of a deliverable for a unit and year as the system sees it; 0 none. */
int64_t submission_of_year(struct view *view, struct str deliverable, int64_t unit_id, int year, int *state);
/* The same of a named period that begins in the year, "2026-10". */
int64_t submission_of_period(struct view *view, struct str deliverable, int64_t unit_id, int year,
                             struct str period, int *state);

extern const struct module submissions_module;
