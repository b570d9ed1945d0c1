/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * partners/partners.h - geographic responsibility: actors outside the city, and what we share.
 *
 * A unit keeps a register of the actors within its geographic responsibility: what they run,
 * how they are reached, and when somebody last tried that.  What passes between us is noted:
 * contacts, the shared picture of the region, decisions taken there and what we committed to.
 * The weekly meeting of everyday cooperation is a forum (room forums).
 *
 * In a crisis a named person releases a decided version of the shared picture to chosen
 * partners: only facts and assessments in boxes that the city lets out, frozen, behind a link
 * of their own that ends and can be taken back.  A guest says who reads before anything is
 * shown, and sees that page and nothing else.
 */
#pragma once

#include "kit/module.h"

extern const struct module partners_module;
