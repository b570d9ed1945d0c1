/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * analysis/survey.h - what all would say, from a sample of them: a share with limits that hold.
 *
 * Each answer speaks for so many people: its weight w, one over the chance of being drawn, with
 * what is known of those who did not answer.  The share is sum w y / sum w.  Weights are moved so
 * that groups that are known of the whole population (district, sex and age) have the people
 * they should: by one group after the other in turns (raking, Deming and Stephan 1940; with one
 * grouping it is post-stratification), and none may be above so many medians.
 *
 * How sure the share is follows from how it was drawn.  The pull of an answer is
 * z = w (y - p) / sum w, less the mean over each grouping in turns when weights were raked
 * (Deville and Särndal 1992; groups' means are unweighted, as in R's survey), and
 *
 *   V = sum over strata (1 - n/N) n/(n - 1) sum (z - mean z)^2
 *
 * Limits: by the logit with Student's t (n - strata degrees of freedom), and those of Korn and
 * Graubard (Survey Methodology 24:193, 1998): exact ones of a share counted among so many as the
 * sample is worth, p (1 - p) / V (t of n - 1 / t of the degrees of freedom)^2.  The second are the
 * ones to show: they hold near 0 and 1 too.  Part of a sample (a district, those who answered this
 * question) is judged as part: answers outside count with a pull of 0.
 *
 * Without weights nothing can be said of anybody but those who answered.
 */
#pragma once

#include "analysis/verdict.h"
#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct survey_margin {
	const int32_t *groups;          /* of each answer, from 0 */
	size_t count;
	const double *people;           /* of each group, in the population: above 0 */
};

struct survey_sample {
	size_t count;
	const double *weights;
	const int32_t *strata;          /* of each answer, from 0; NULL: all are one */
	size_t strata_count;
	const double *strata_people;    /* of each stratum; NULL: not known, and taken to be endless */
	const struct survey_margin *margins;
	size_t margins_count;           /* 0: the weights as they are */
	double trim;                    /* no weight is above so many medians: 5; 0: any */
};

enum survey_fault {
	SURVEY_fine,
	SURVEY_no_answers,
	SURVEY_bad_weight,              /* *at: an answer; not a number above 0 */
	SURVEY_lone_answer,             /* *at: a stratum with one answer, of which no error follows: join it */
	SURVEY_more_than_people,        /* *at: a stratum with more answers than people */
	SURVEY_empty_group,             /* *at of *margin: people of whom nobody answered: join it */
	SURVEY_no_people,               /* *at of *margin: somebody answered, and there should be nobody */
};
enum survey_fault survey_judge(const struct survey_sample *sample, size_t *at, size_t *margin);

struct survey_weights {
	double *at;
	bool is_settled;                /* false: groupings contradict each other, nothing may be said */
	size_t cut;                     /* weights that were too large */
	double median, most;
};
/* The sample is fine. */
struct survey_weights survey_weigh(struct arena *arena, const struct survey_sample *sample);

struct survey_share {
	size_t answers;                 /* that count; 0: nothing below is known */
	double share, error;
	double freedom;                 /* degrees */
	double effect;                  /* V over that of as many drawn at random: the design effect */
	double worth;                   /* answers drawn at random that would say as much */
	double logit_low, logit_high;   /* NAN: share is 0 or 1 */
	double low, high;               /* Korn and Graubard */
	const double *pulls;            /* of each answer of the sample */
};
/* values: 0 or 1, NAN: did not answer.  is_in: which count, or NULL: all.  level: 0.9. */
struct survey_share survey_share(struct arena *arena, const struct survey_sample *sample,
                                 const struct survey_weights *weights, const double *values,
                                 const bool *is_in, double level);

struct survey_difference { bool is_known; double difference, error, low, high, p_value; enum verdict verdict; };
/* Of two parts of one sample: one - other, with what they have in common. */
struct survey_difference survey_between(struct arena *arena, const struct survey_sample *sample,
                                        const struct survey_share *one, const struct survey_share *other,
                                        double level, double margin);
/* Of two samples that were drawn apart: later - earlier. */
struct survey_difference survey_change(const struct survey_share *earlier, const struct survey_share *later,
                                       double level, double margin);
