/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * commitments/commitments.h - what a unit has undertaken to do, and how long it may stand still.
 *
 * A commitment (åtagande) is the ground that risks, dependencies and continuity plans stand
 * on.  People judge how critical it is to each protected value, and what the consequence
 * would be when it has stood still for an hour, a day, a month; from that profile the program
 * suggests how long it may stand still at most, and a named person decides.
 *
 * Contracts with suppliers stand beside what is demanded in-house (contracts.h); whether a
 * commitment is vital is decided with a reason (vital.h); points of electricity are counts
 * (styrel.h) and preparations for civil defence status (preparations.h), nothing more.
 *
 * The protected values, the steps of time and the levels are lists (event/protected_values,
 * commitments/steps, commitments/levels).  Tables others may join: my_commitment,
 * my_commitment_value, my_commitment_profile.
 */
#pragma once

#include "kit/module.h"

#define COMMITMENT_FIELDS(F) \
	F(id,          key,   N_("Number"), .is_own = true, .is_hidden = true) \
	F(public_id,   text,  N_("Identity"), .is_own = true) \
	F(number,      text,  N_("Number of the commitment"), .is_own = true) \
	F(unit_id,     ref,   N_("Unit"), .required = true, .refers_to = "unit") \
	F(name,        text,  N_("Commitment"), .required = true, .longest = 160, \
	               .help = N_("What somebody outside would miss: \"Meals to people at home\", not \"The kitchen\".")) \
	F(description, prose, N_("What it is"), .longest = 4000) \
	F(legal_basis, text,  N_("Law or decision"), \
	               .help = N_("What says that it must be done: an act, an agreement, a decision.")) \
	F(performed_by, choice, N_("Performed by"), CHOICES(commitment_performers)) \
	F(place_id,    ref,   N_("Place"), .refers_to = "place") \
	F(place_text,  text,  N_("Where, in words"), .longest = 160, \
	               .help = N_("No addresses of vital plants: that there is one is enough.")) \
	F(clients_per_day, count, N_("People served per day"), .most = 100000000) \
	F(is_vital,    yesno, N_("Vital societal activity"), \
	               .help = N_("Society would be seriously disturbed, or life and health in danger, without it.")) \
	F(societal_function, code, N_("Societal function"), .list = "commitments/functions") \
	F(criticality, count, N_("Criticality"), .is_own = true) \
	F(acceptable_outage_hours, count, N_("Acceptable outage, hours"), .is_own = true) \
	F(target_recovery_hours, count, N_("Shall be running again within, hours"), .most = 100000, \
	               .help = N_("The target of recovery (RTO). Shorter than the acceptable outage.")) \
	F(lowest_level, prose, N_("Lowest acceptable level"), .longest = 2000, \
	               .help = N_("What must be kept up even while it is disturbed: how much, for whom.")) \
	F(data_loss_hours, count, N_("Work with data that may be lost, hours"), .most = 100000, \
	               .help = N_("How old the last copy may be when the systems come back (RPO).")) \
	F(seasonal,    text,  N_("Times when it matters more"), \
	               .help = N_("For example: every election day; when it is colder than -10.")) \
	F(is_heightened_alert, yesno, N_("Must go on under heightened alert"), \
	               .help = N_("Only yes or no. How is planned outside this system.")) \
	F(owner_id,    ref,   N_("Owner"), .refers_to = "handler") \
	F(state,       choice, N_("State"), CHOICES(commitment_states), .is_own = true) \
	F(secrecy,     code,  N_("Secrecy"), .list = "secrecy_grounds") \
	F(judged_by,   ref,   N_("Judged by"), .refers_to = "person", .is_own = true) \
	F(judged_at,   instant, N_("Judged"), .is_own = true) \
	F(source,      text,  N_("Source"), .is_own = true, .is_hidden = true) \
	F(source_key,  text,  N_("Key in the source"), .is_own = true, .is_hidden = true) \
	F(import_id,   ref,   N_("Import"), .is_own = true, .is_hidden = true) \
	F(created_by,  ref,   N_("Written by"), .refers_to = "person", .is_own = true) \
	F(created_at,  instant, N_("Written"), .is_own = true) \
	F(updated_at,  instant, N_("Changed"), .is_own = true) \
	F(version,     count, N_("Version"), .is_own = true)

enum commitment_performer { PERFORMED_none, PERFORMED_own, PERFORMED_supplier, PERFORMED_joint };
extern const struct choice commitment_performers[];
enum commitment_state { COMMITMENT_none, COMMITMENT_active, COMMITMENT_closed };
extern const struct choice commitment_states[];

struct commitment { COMMITMENT_FIELDS(AS_MEMBER) };
LIST_OF(commitment)
extern const struct record commitment_record;

/* As far as this person may see; NULL. */
const struct commitment *commitment_get(struct view *view, int64_t id);
const struct commitment *commitment_of_number(struct view *view, struct str number);
bool commitment_may_edit(struct view *view, const struct commitment *commitment);
/* May this person write commitments of the unit? */
bool commitment_may_add(struct view *view, int64_t unit_id);
/* The open ones of a unit and all below it, the most critical first. */
struct commitment_list commitments_of_unit(struct view *view, int64_t unit_id);
/* Numbers it and writes the first line of its history. */
int64_t commitment_add(struct change *change, struct commitment *commitment);
/* A supplier that carries a commitment today; contract "" where nothing is in force.  What
 * the contract says less than is asked in-house stands in `weaker`, a sentence each; "" where
 * it is as good as that. */
struct carrier { int64_t commitment_id; struct str contract, supplier, weaker; };
LIST_OF(carrier)
struct carrier_list carriers_today(struct view *view);
/* "24 hours", "3 days"; "" for 0. */
struct str hours_words(struct arena *arena, int64_t hours);

extern const struct module commitments_module;
