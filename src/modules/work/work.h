/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * work/work.h - what meets people first: sentences for a director, a brief for an elected
 * representative, saved questions for an auditor.
 *
 * The other cards of the start page are the rooms' own; this room holds only what needs
 * several of them at once.  The sentences are made from numbers by rules; each leads to the
 * rows it stands on, and there are never more than five.
 */
#pragma once

#include "kit/module.h"

extern const struct module work_module;
