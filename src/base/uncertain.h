/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * base/uncertain.h - words for what is not known exactly: rounding, intervals, verdicts.
 *
 * A number that has an interval is told in steps that the interval allows: at least a tenth of
 * its width.  24.3 between 17.1 and 33.4 goes in steps of 2, so it is 24 (18-34); 1 873 between
 * 1 210 and 2 930 in steps of 200, so it is 1 800 (1 200-3 000).
 *
 * The verdicts stand on this floor because those who judge (analysis/verdict.h) and those who
 * draw (formats/diagram.h) must mean the same, and neither may look at the other.
 */
#pragma once

#include "base/arena.h"

/* More, fewer, no change that matters, a change too small to matter; or it cannot be said,
 * which is never "unchanged". */
enum verdict { VERDICT_cannot_tell, VERDICT_increase, VERDICT_decrease, VERDICT_unchanged, VERDICT_marginal };

const char *verdict_words(enum verdict verdict);        /* "Increase" */
const char *verdict_name(enum verdict verdict);         /* for machines: "cannot_tell" */
const char *verdict_sign(enum verdict verdict);         /* one letter that says it without colour */
/* "It cannot be said whether anything has changed."  The words for more, fewer and trend are
 * in no sentence but those that mean them. */
const char *verdict_sentence(enum verdict verdict);

/* The step an interval allows: 1, 2 or 5 times a power of ten.  A width that is 0 or not known
 * allows three digits of the value; whole numbers are told whole. */
double uncertain_step(double value, double low, double high);
/* The nearest whole number of steps, in the person's language.  NAN is a dash. */
struct str uncertain_number(struct arena *arena, double value, double step);
struct str uncertain_estimate(struct arena *arena, double value, double low, double high);  /* 24 (18–34) */
/* The error of a ratio grows with it: two digits each.  1.5 (0.68–3.7) */
struct str uncertain_ratio(struct arena *arena, double value, double low, double high);
