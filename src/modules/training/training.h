/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * training/training.h - how many have been trained in what: asked and came, by count.
 *
 * A row is one session for one unit and one audience, written by hand or read in from the file of
 * the personnel system.  There is no list of those who came, and no place to write one.  Who does
 * not keep the training of the unit is told small numbers as "fewer than", in lists and sums.
 */
#pragma once

#include "kit/module.h"

extern const struct module training_module;
