/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * kit/evidence.h - what a room can prove about units: the sources that evidence rules name.
 *
 * A programme says in its file evidence.csv what proves each duty: "source appointment, role
 * security_coordinator".  A room that holds such facts has one row here per kind of fact, and
 * answers for all units in one query.  It answers with facts; what follows from them (fulfilled,
 * gap, how many days) is decided by the room duties, and never by the source.
 *
 * A source is of one of two kinds.  Spans: from which day to which day something held, for
 * duties that stand all the time (somebody is appointed, a plan is in force).  Counts: how
 * many of how many in a period, for what is done (a picture is submitted, a share of events
 * is assessed).
 *
 * Rights: the answer must be the same for everybody who may follow a unit's duties, or two
 * readers would see two truths.  So spans and counts read views named my_proof_... (in the
 * room's access.sql), which show to those with programme_read at the unit the few columns
 * that are needed and nothing else; classified things are never there.  The records behind an
 * answer are read through the ordinary my_... views: each reader opens what he may open.
 */
#pragma once

#include "store/store.h"

#include "http/request.h"

enum { EVIDENCE_RECORDS_MOST = 200 };

struct evidence_argument {
	const char *name;
	const char *label;              /* N_() */
	const char *list;               /* the code must stand in this catalogue; NULL: free */
	const struct choice *choices;   /* or it is one of these; NULL: free */
	bool is_number;
	bool is_required;
};

struct evidence_ask {
	size_t count;                   /* the rule's arguments */
	const struct pair *at;
	int64_t unit_id;                /* 0: every unit whose duties one may follow */
	struct date from, to;           /* the period; `to` is its last day, or today if earlier */
};

/* Held from the first to the last day; `to` not given: goes on. */
struct evidence_span {
	int64_t unit_id;
	struct date from, to;
};
LIST_OF(evidence_span)
extern const struct shape evidence_span_shape;  /* members by name, for view_list() */

/* `count` of `whole`; a source that only counts lets whole be 0. */
struct evidence_count {
	int64_t unit_id;
	int64_t count, whole;
	struct date last;               /* the day of the newest one; may be not given */
};
LIST_OF(evidence_count)
extern const struct shape evidence_count_shape;

struct evidence_record {
	struct str words;               /* "Anna Ek, säkerhetssamordnare" */
	struct str path;                /* where it opens; "" when it has no page */
	struct date on;                 /* its day */
};
LIST_OF(evidence_record)
extern const struct shape evidence_record_shape;

struct evidence_source {
	const char *name;               /* "appointment" */
	const char *label;              /* N_(): "An appointment is valid" */
	const struct evidence_argument *arguments;      /* ends with name NULL; may be NULL */
	/* One of these two. */
	struct evidence_span_list (*spans)(struct view *view, const struct evidence_ask *ask);
	struct evidence_count_list (*counts)(struct view *view, const struct evidence_ask *ask);
	/* What stands behind the answer for one unit (ask->unit_id is given), newest first, at
	 * most EVIDENCE_RECORDS_MOST. */
	struct evidence_record_list (*records)(struct view *view, const struct evidence_ask *ask);
	/* Reads what grows with the events: answers are kept and taken anew by a job. */
	bool is_slow;
};

const struct evidence_source *evidence_source_find(struct str name);    /* NULL: nobody has it */
struct str evidence_text(const struct evidence_ask *ask, const char *name);     /* "" */
int64_t evidence_number(const struct evidence_ask *ask, const char *name, int64_t standard);

/* "role=security_coordinator deputy=yes" -> pairs.  False: *problem is a sentence and *at the
 * column (letters from 0) where it begins to be wrong. */
bool evidence_arguments_read(struct arena *arena, struct str text, struct evidence_ask *ask,
                             struct str *problem, size_t *at);
/* Are they what the source asks for?  The same answer. */
bool evidence_arguments_judge(struct arena *arena, const struct evidence_source *source,
                              struct str text, struct str *problem, size_t *at);
