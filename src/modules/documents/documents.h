/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * documents/documents.h - instructions, plans and other governing documents.
 *
 * A document belongs to a unit and is addressed to units.  What it says stands in versions:
 * one is written in until a named person or body has adopted it, from then on it stays as it
 * is; the next one replaces it from its day.  Which version is in force on a day follows from
 * the days alone.
 *
 * Units acknowledge a version by a named person; a new version asks for it again.  What people
 * know of it is asked in three questions a year.  The answers are kept as sums per board and
 * role, never per person, and count for the version that they were asked about.
 */
#pragma once

#include "kit/module.h"

#define DOCUMENT_FIELDS(F) \
	F(id,           key,   N_("Number"), .is_own = true, .is_hidden = true) \
	F(public_id,    text,  N_("Identity"), .is_own = true) \
	F(kind,         code,  N_("Kind of document"), .required = true, .list = "document_kinds") \
	F(unit_id,      ref,   N_("Whose document"), .required = true, .refers_to = "document_unit") \
	F(title,        text,  N_("Title"), .required = true, .longest = 200) \
	F(to_unit_id,   ref,   N_("Addressed to"), .refers_to = "unit", \
	                       .help = N_("Empty: the unit whose document it is.")) \
	F(to_kinds,     codes, N_("Only units of these kinds, within it"), .list = "unit_kinds") \
	F(is_recursive, yesno, N_("To every unit below as well"), ) \
	F(slot,         code,  N_("Document that the programme names"), .list = "governing_documents", \
	                       .help = N_("If it is one of those that the programme points to.")) \
	F(topic,        code,  N_("What shall be known of it"), .list = "knowledge_topics") \
	F(registry_number, text, N_("Registry number"), .longest = 60) \
	F(secrecy,      code,  N_("Secrecy"), .list = "secrecy_grounds") \
	F(newest_number, count, N_("Newest version"), .is_own = true) \
	F(adopted_number, count, N_("Newest adopted version"), .is_own = true) \
	F(search_text,  text,  N_("Words"), .is_own = true, .is_hidden = true) \
	F(created_by,   ref,   N_("Put in by"), .refers_to = "person", .is_own = true) \
	F(created_at,   instant, N_("Put in"), .is_own = true) \
	F(version,      count, N_("Edition"), .is_own = true)
struct document { DOCUMENT_FIELDS(AS_MEMBER) };
LIST_OF(document)
extern const struct record document_record;

/* By public_id; NULL: absent or not yours. */
const struct document *document_get(struct view *view, struct str public_id);

extern const struct module documents_module;
