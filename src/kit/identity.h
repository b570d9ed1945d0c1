/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * kit/identity.h - what in a text may point to a person.
 *
 * Personal numbers and co-ordination numbers (Skatteverket, SKV 704 and 707): YYMMDD or
 * YYYYMMDD, - or + (a hundred years or more) or nothing, four digits, of which the last is a check
 * digit (modulus 10).  In a co-ordination number the day is 60 more.  Where the date is right and
 * the check digit is not, it may be a slip of the pen: suspected.  A number whose month is 20 or
 * more belongs to an organisation.
 *
 * Telephone numbers are tried first, for one in 137 numbers of ten digits is one of the two by
 * chance (36 525 days and as many 60 later, one check digit of ten); what stands after "dnr" or
 * "bankgiro", or is an IBAN, is no personal number.
 * Hints are hints: a person masks them, or keeps them and says why.
 */
#pragma once

#include "base/calendar.h"

struct problems;

enum identity_kind {
	IDENTITY_none,
	IDENTITY_person, IDENTITY_coordination,
	IDENTITY_person_suspected, IDENTITY_coordination_suspected,
	IDENTITY_organisation,
	IDENTITY_phone, IDENTITY_mail, IDENTITY_plate, IDENTITY_network,
};
const char *identity_words(enum identity_kind kind);    /* "telephone number" */

struct identity {
	enum identity_kind kind;
	size_t at, len;                 /* where it stands in the text */
	struct str plain;               /* numbers: 19811228-9874; "" else */
};

/* The first that looks like a number of ten or twelve digits, without regard to what stands
 * around it.  today: which century a short number means. */
struct identity identity_number(struct arena *arena, struct str text, struct date today);
/* The next of any kind at or after a place; kind none: there is no more. */
struct identity identity_next(struct arena *arena, struct str text, size_t from, struct date today);

/* Where a personal or co-ordination number stands in a text that is right; false: nowhere. */
bool personal_number_find(struct str text, size_t *at, size_t *len);
/* Is there one in the words of a field?  Then a problem stands beside it. */
bool personal_number_refuse(struct problems *problems, const char *field, struct str words);
struct str personal_numbers_removed(struct arena *arena, struct str text);

/* What somebody should look at before a text is shared: all but organisations.  "" none; else
 * "070-123 45 67 (telephone number), a@b.se (e-mail address)". */
struct str identity_hints(struct arena *arena, struct str text);
struct str identity_masked(struct arena *arena, struct str text);       /* each as … */
