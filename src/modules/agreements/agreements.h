/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * agreements/agreements.h - what the city has agreed on with the police and with others.
 *
 * A city-wide agreement and the local ones under it.  One with the police has four parts:
 * priorities, plans, measures, follow-up.  How an agreement stands is computed from its days:
 * when its last day has passed it has expired, and the page says since when and which local
 * ones still point to it.  Agreements are between organisations: posts sign, not people.
 */
#pragma once

#include "kit/module.h"

extern const struct module agreements_module;
