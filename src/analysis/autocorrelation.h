/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * analysis/autocorrelation.h - is what is near alike? and where is much beside much?
 *
 * Values of areas and their neighbours in, statistics out.  All is unknown (NAN) when the
 * values do not differ or there are too few areas; of an area without neighbours all but
 * gi_star is.  Weights may be 1 each or shared (neighbours.h).
 *
 * gi and gi_star: Getis and Ord 1992, Ord and Getis 1995: the sum of the neighbours' values,
 * as a standard normal z; gi_star counts the area itself too, with weight 1.
 * moran: Moran 1950, variance under randomisation (Cliff and Ord 1981).
 * local_moran: Anselin 1995, moments given the area's own value (Sokal, Oden and Thomson 1998).
 *
 * Rates of unlike exposure vary unlike much by chance: a rate of few people is far from the
 * mean more often.  So rates are drawn towards the mean (Marshall 1991: rates_smoothed), and
 * their likeness is judged by standardised values (Assuncao and Reis 1999: rates_standardised),
 * which are then the values of the methods above.
 *
 * On small counts a z is not normal: hotspots.h judges counts.
 */
#pragma once

#include "analysis/neighbours.h"

/* One number per area. */
double *gi(struct arena *arena, const struct neighbours *neighbours, const double *values);
double *gi_star(struct arena *arena, const struct neighbours *neighbours, const double *values);

struct moran { double i, expected, variance, z, p_value; };     /* p: both sides */
struct moran moran(struct arena *arena, const struct neighbours *neighbours, const double *values);
struct moran *local_moran(struct arena *arena, const struct neighbours *neighbours, const double *values);

/* Counts from 0 over exposures above 0. */
bool rates_are_fine(const double *counts, const double *exposures, size_t count);
struct rates {
	double mean;                    /* all counts over all exposure */
	double between;                 /* variance of the true rates; below 0: no more than chance */
};
struct rates rates_of(const double *counts, const double *exposures, size_t count);
double *rates_smoothed(struct arena *arena, const double *counts, const double *exposures, size_t count);
double *rates_standardised(struct arena *arena, const double *counts, const double *exposures, size_t count);
/* Counts without exposure, for the methods above: variance near 1 from a mean of about 4. */
double anscombe(double count);
