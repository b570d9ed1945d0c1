/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * support/support.h - crisis support: who can give it, what is given, who is responsible.
 *
 * A unit that gives crisis support keeps an organisation: staff, premises, how soon somebody
 * is on the spot; it is gone through by a named person again and again.  An operation knows
 * counts of people alone: whom it is about stands in the records of the social services.
 * Part of the people, or all, are handed over to another unit: offered, read, accepted or
 * declined, each by a named person.  Responsibility moves when it is accepted and never
 * before, so each part has exactly one unit that is responsible for it.
 */
#pragma once

#include "kit/module.h"

extern const struct module support_module;
