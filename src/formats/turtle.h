/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * formats/turtle.h - RDF as Turtle (W3C Recommendation of 25 February 2014), written only.
 *
 * A subject at a time: its address and type, then its predicates.  Predicates and types are written
 * with a prefix ("dcterms:title") and come from our own source; addresses, texts and dates are
 * escaped.  An address with a character that no address may have gets that percent-encoded.
 *
 *	turtle_begin(&turtle, &out, prefixes);
 *	turtle_subject(&turtle, S("https://example.org/catalog"), "dcat:Catalog");
 *	turtle_text(&turtle, "dcterms:title", S("Öppna data"), "sv");
 *	turtle_end(&turtle);
 */
#pragma once

#include "base/out.h"

struct turtle_prefix { const char *name, *address; };   /* ends with name NULL */

struct turtle {
	struct out *out;
	bool is_open;                   /* a subject waits for its full stop */
};

void turtle_begin(struct turtle *turtle, struct out *out, const struct turtle_prefix *prefixes);
void turtle_subject(struct turtle *turtle, struct str address, const char *type);
void turtle_link(struct turtle *turtle, const char *predicate, struct str address);
/* language: "sv"; NULL: a text without a language. */
void turtle_text(struct turtle *turtle, const char *predicate, struct str text, const char *language);
void turtle_date(struct turtle *turtle, const char *predicate, struct date date);      /* xsd:date; nothing when not given */
/* An own node without an address: dcat:startDate and dcat:endDate of a period. */
void turtle_period(struct turtle *turtle, const char *predicate, struct date from, struct date to);
/* After the last subject. */
void turtle_end(struct turtle *turtle);
