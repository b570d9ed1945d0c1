/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * continuity/continuity.h - what commitments stand on, what falls with it, and plans for that.
 *
 * A node is whatever something may stand on: a supplier, a substation, a system, a key role,
 * premises, another commitment.  A dependency is one need of a node (electricity, staff ...):
 * so many of its members are enough, the loss is felt after a delay, and a buffer lasts a
 * while.  Together they are a graph that analysis/cascade.h lets fail, hour by hour.
 *
 * The whole graph is worth protecting where its rows are not: who reads a unit sees what that
 * unit's commitments stand on, and how many others do, never which.  Results about one's own
 * are right all the same: what is behind is counted with and not named (access.sql).
 *
 * A continuity plan covers commitments and has a reserve routine for each resource that may
 * be lost.  An approved edition is never changed; a test is added to it, and it grows old.
 */
#pragma once

#include "kit/module.h"

enum { HOURS_MOST = 87600 };            /* ten years; analysis/cascade.h takes no more */

#define HOURS .least = 0, .most = HOURS_MOST
#define NODE_FIELDS(F) \
	F(id,        key,  N_("Number"), .is_own = true, .is_hidden = true) \
	F(public_id, text, N_("Identity"), .is_own = true) \
	F(kind,      code, N_("Kind"), .required = true, .list = "node_kinds") \
	F(name,      text, N_("Name"), .longest = 120, \
	             .help = N_("As people call it. No address and nothing that helps somebody who means harm.")) \
	F(commitment_id, ref, N_("Commitment"), .is_own = true, .is_hidden = true) \
	F(unit_id,   ref,  N_("Kept by"), .required = true, .refers_to = "unit", \
	             .help = N_("The unit that says how long it takes to come back.")) \
	F(is_shared, yesno, N_("Other units may say that they stand on it"), ) \
	F(area,      text, N_("Serves"), .longest = 120, .help = N_("A part of the city, in words.")) \
	F(recovery_low,  real, N_("Back at the earliest after (hours)"), HOURS, \
	             .help = N_("Shorter only one time in twenty. May be left empty.")) \
	F(recovery_hours, real, N_("Back most often after (hours)"), HOURS, \
	             .help = N_("From the outage until it is there again. 0: nobody knows.")) \
	F(recovery_high, real, N_("Back at the latest after (hours)"), HOURS, \
	             .help = N_("Longer only one time in twenty. May be left empty.")) \
	F(restart_hours, real, N_("Starts in (hours)"), HOURS, \
	             .help = N_("From all that it needs is there again until it works.")) \
	F(yearly,    real, N_("Outages of its own in a year"), .least = 0, .most = 10000) \
	F(reference, text, N_("Where the rest is kept"), .longest = 120, \
	             .help = N_("A reference, for example a case number. Addresses and drawings do not stand here.")) \
	F(note,      prose, N_("Note"), .longest = 2000) \
	F(retired_on, date, N_("Last day"), .is_own = true) \
	F(created_by, ref, N_("Written by"), .refers_to = "person", .is_own = true, .is_hidden = true) \
	F(created_at, instant, N_("Written"), .is_own = true) \
	F(version,   count, N_("Version"), .is_own = true)
struct node { NODE_FIELDS(AS_MEMBER) };
LIST_OF(node)
extern const struct record node_record;

#define DEPENDENCY_FIELDS(F) \
	F(id,        key,  N_("Number"), .is_own = true, .is_hidden = true) \
	F(public_id, text, N_("Identity"), .is_own = true) \
	F(owner_id,  ref,  N_("Who depends"), .is_own = true, .is_hidden = true, .refers_to = "node") \
	F(resource,  code, N_("Needs"), .required = true, .list = "dependency_resources") \
	F(needed,    count, N_("So many of them are enough"), .is_own = true) \
	F(delay_hours, real, N_("Felt after (hours)"), HOURS, \
	             .help = N_("From the loss until it is noticed. 0: at once.")) \
	F(buffer_low,  real, N_("Then lasts at least (hours)"), HOURS, \
	             .help = N_("Shorter only one time in twenty. May be left empty.")) \
	F(buffer_hours, real, N_("Then lasts most often (hours)"), HOURS, \
	             .help = N_("Battery, tank, stock, or work by hand. 0: nothing.")) \
	F(buffer_high, real, N_("Then lasts at most (hours)"), HOURS, \
	             .help = N_("Longer only one time in twenty. May be left empty.")) \
	F(effect,    code, N_("Effect when it is gone"), .required = true, .list = "dependency_effects") \
	F(alternative, prose, N_("What is done instead"), .longest = 1000) \
	F(contract,  text, N_("Contract"), .longest = 120, .help = N_("A reference, when a supplier has promised something.")) \
	F(has_clause, yesno, N_("The contract demands what would be demanded of oneself"), ) \
	F(verified_by, ref, N_("Verified by"), .refers_to = "person", .is_own = true) \
	F(verified_on, date, N_("Verified"), .is_own = true) \
	F(ended_on,  date, N_("Ended"), .is_own = true) \
	F(source,    text, N_("Read in from"), .is_own = true, .is_hidden = true) \
	F(source_key, text, N_("Key there"), .is_own = true, .is_hidden = true) \
	F(import_id, ref,  N_("Import"), .is_own = true, .is_hidden = true) \
	F(created_by, ref, N_("Written by"), .refers_to = "person", .is_own = true, .is_hidden = true) \
	F(created_at, instant, N_("Written"), .is_own = true) \
	F(version,   count, N_("Version"), .is_own = true)
struct dependency { DEPENDENCY_FIELDS(AS_MEMBER) };
LIST_OF(dependency)
extern const struct record dependency_record;

extern const struct module continuity_module;
