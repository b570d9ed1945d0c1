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
#include "kit/route.h"

/* ---- Words asked of an actor outside the city ------------------------------------------ */

/* Whoever keeps the place of the answer asks by the same links: an address of its own that
 * ends and can be taken back, and a name before anything is shown.  The page behind it is
 * /partner/TOKEN/section, of the room that asked. */
struct partner_asking {
	struct str partner;             /* public_id of the actor */
	struct str title, words;        /* what it is about, what is asked */
	struct str asked_by;            /* name of who asks */
	int64_t part_id;                /* never 0: where the answer belongs */
	struct instant expires_at;
};
struct str partner_ask(struct change *change, const struct partner_asking *asking);      /* its name; "" no such actor */
struct partner_asked {
	int64_t part_id, link_id, readings;
	struct str link, name, revoked_why, address;
	struct instant expires_at, revoked_at;
};
const struct partner_asked *partner_asked_of(struct view *view, int64_t part_id);       /* NULL */
void partner_ask_end(struct change *change, int64_t part_id, struct str name, struct str why);
struct partner_actor { struct str public_id, name; };
LIST_OF(partner_actor)
struct partner_actor_list partner_actors(struct view *view, int64_t unit_id);   /* its own first */
/* The guest behind a link, from the key in the address and the one in the cookie; NULL: the
 * link leads nowhere, or nobody has said who it is. */
struct partner_guest {
	int64_t part_id;
	struct str partner_name, name, asked_by;
	struct instant expires_at;
};
const struct partner_guest *partner_guest_of(struct view *view, struct str token, struct str reading);
extern const char partner_cookie[];
struct reply partner_leads_nowhere(struct request *request);
struct reply partner_unlisted(struct reply reply);      /* for each page behind a link */

extern const struct module partners_module;
