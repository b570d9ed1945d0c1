/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * app/analyse_ranking.h - the file of varn analyse ranking as risks.
 *
 * One row is what one judge says of one risk; rows of the same risk are several who said
 * something.  A number is three columns (NAME_low, NAME, NAME_high: P5, P50, P95; or NAME
 * alone, known) or a class (NAME_from, NAME_to).
 *   risk                   its id
 *   frequency...           times a year
 *   consequence_VALUE...   what it costs that value when it happens; VALUE is any word
 *   class_WAY              a number of a scale, for what can be said from classes alone
 */
#pragma once

#include "analysis/losses.h"
#include "analysis/pareto.h"
#include "analysis/ranking.h"
#include "app/analyse.h"

enum { RANKING_WAYS_MOST = 12 };

struct ranking_file {
	const struct plain *plain;
	struct ranking_risk *risks;
	const size_t *rows;                     /* the first of each risk */
	size_t count;
	struct str values[RANKING_VALUES_MOST];
	size_t values_count;
	struct str ways[RANKING_WAYS_MOST];
	size_t ways_count;
	const double *classes;                  /* risk x way; of the first row that says it */
	bool has_numbers;                       /* any frequency or consequence: else only classes */
};

/* False: it has been told what is wrong, on which line and in which column. */
bool ranking_file_read(const struct plain *plain, struct ranking_file *file);
size_t ranking_file_risk(const struct ranking_file *file, struct str id);       /* count: none */
/* "people 0.2-0.6, function 0-0.3": bounds of weights; a value not named has any. */
bool ranking_file_weights(const struct ranking_file *file, struct str text, struct weight_bounds *bounds);
