/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * communication/communication.h - what people have to be told, by whom, when, and what came of it.
 *
 * A need says that somebody has to know something: it springs from a risk, a situation picture,
 * a measure, a bulletin or the unit itself, and a named person decides yes or no, says why, and
 * when it is looked at again.  A message is planned, approved by a second person, published, and
 * afterwards judged by how many it reached and what effect it had; it is never published before
 * somebody else than its writer has approved it.
 *
 * Whether a risk is told is decided at the risk and read there (risks/risks.h), never copied:
 * about a risk that is marked as secret nothing is written until that decision says yes, and
 * nothing about any risk whose decision says no.  It is asked again when the message is approved
 * and when it is published.
 *
 * The calendar of the city has a row for each unit: slots are proposed, and coordinated or
 * declined by the executive board.  What falls on the same days is told and never refused; a slot
 * that is moved keeps the days it had.
 */
#pragma once

#include "kit/module.h"

/* "Title" of a message that this reader may see, by its number; "" when not. */
struct str communication_message_title(struct view *view, struct str number);
int64_t communication_message_id(struct view *view, struct str number);         /* 0 */

extern const struct module communication_module;
