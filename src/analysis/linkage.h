/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * analysis/linkage.h - which claims tell of an event that is reported, too?
 *
 * Two lists: what was reported (a), and what left a trace elsewhere (b: claims, police
 * reports).  Pairs worth comparing have the same unit or lie near each other within so many
 * days, or the same premises within more days; each such pair is compared field by field, the
 * patterns are counted, agreement.h learns which of them belong together, and each record gets
 * at most one partner: the most likely pair first, among equals that of the lower numbers.
 *
 *	field     level 0              1            2            3
 *	day       days[0] apart        days[1]      days[2]      more
 *	unit      the same             another, or not known
 *	distance  metres[0], or the    metres[1]    more, or not known
 *	          same premises
 *	type      fits                 does not, or not known
 *	amount    ratios[0] apart      ratios[1]    more, or not known
 *
 * A pair is accepted from so likely on; the others are for a person, and nobody else may turn
 * them into links.  When more pairs seemed to belong together than the shorter list has records
 * (AGREEMENT_held), all of them are for a person.  Linkage needs no name and no identity number, and
 * there is no place for one here.
 *
 * Pairs are made twice and never kept, so that memory grows with the lists alone; a hundred
 * million pairs take some seconds.  The same lists give the same links on any number of
 * threads.
 */
#pragma once

#include "analysis/agreement.h"
#include "base/arena.h"

enum { LINKAGE_DAY, LINKAGE_UNIT, LINKAGE_DISTANCE, LINKAGE_TYPE, LINKAGE_AMOUNT, LINKAGE_FIELDS };
enum { LINKAGE_PATTERNS = 4 * 2 * 3 * 2 * 3, LINKAGE_RECORDS_MOST = 20000000, LINKAGE_LIKELY_MOST = 50000000 };

struct linkage_record {
	int32_t day;                    /* of what happened, from any beginning */
	int32_t unit, premises, type;   /* numbers from 0; below 0: not known */
	double x, y;                    /* metres; NAN: not known */
	double amount;                  /* above 0; NAN: not known */
};

struct linkage_settings {
	int32_t days[3];                /* 1, 7, 60 */
	double metres[2];               /* 100, 1000 */
	double ratios[2];               /* 1.1, 2: the greater amount by the smaller */
	int32_t block_days;             /* 60: same unit, or within block_metres */
	double block_metres;            /* 1000 */
	int32_t premises_days;          /* 180 */
	/* fits[type of a x types_b + type of b]; NULL: those with the same number fit */
	const bool *fits;
	int32_t types_a, types_b;
	double accept, review;          /* 0.9, 0.5 */
	struct agreement start;         /* linkage_usual() has one; also the fixed weights when nothing can be learnt */
	struct agreement_settings agreement;
	int threads;                    /* 1: the one that calls */
};
/* All that is usual; a city may change every number. */
struct linkage_settings linkage_usual(void);

struct linkage_lists {
	const struct linkage_record *a, *b;
	size_t a_count, b_count;
};

enum linkage_fault {
	LINKAGE_fine,
	LINKAGE_bad_settings,
	LINKAGE_too_many,               /* records */
	LINKAGE_bad_record,             /* of list a: `at`; of list b: a_count + `at` */
};
enum linkage_fault linkage_judge(const struct linkage_lists *lists, const struct linkage_settings *settings,
                                 size_t *at);

struct link {
	int32_t a, b;                   /* places in the lists */
	int32_t pattern;
	double chance;
	bool is_accepted;               /* else a person looks at it */
};

struct linkage {
	struct agreement_found fit;
	/* By number, mixed from the levels; those that no pair has have count 0. */
	struct agreement_pattern patterns[LINKAGE_PATTERNS];
	const struct link *links;       /* by a */
	size_t count, accepted;
	double expected_accepted;       /* sum of the chances of the accepted */
	/* More pairs than LINKAGE_LIKELY_MOST are likely enough: the fields tell nothing apart,
	 * and there are no links.  Else 0. */
	int64_t too_many_likely;
};

/* Lists and settings that were judged fine. */
const struct linkage *linkage_make(struct arena *arena, const struct linkage_lists *lists,
                                   const struct linkage_settings *settings);

/* The number of the pattern of one pair. */
int32_t linkage_pattern(const struct linkage_record *a, const struct linkage_record *b,
                        const struct linkage_settings *settings);
bool linkage_is_candidate(const struct linkage_record *a, const struct linkage_record *b,
                          const struct linkage_settings *settings);
