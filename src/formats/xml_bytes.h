/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * formats/xml_bytes.h - our own look at XML that strangers have made, before a library sees it.
 *
 * No document type, no entities but the five plain ones, UTF-8 (or, where the reader takes it,
 * ISO-8859-1 that says so), not larger and not deeper than the ceilings, and every element that
 * begins ends.  What is refused is told with its line and the elements that stand open there.
 */
#pragma once

#include "base/arena.h"

enum { XML_DEEPEST = 64 };              /* elements within each other */

struct xml_ceilings {
	size_t bytes;
	const char *too_large;          /* N_(): one sentence */
	bool takes_latin1;
};

/* What is wrong with a file; of one that is no XML too (an alert in JSON). */
struct xml_fault {
	struct str element;             /* "rss/channel/item[3]"; "" the file as a whole */
	int64_t line;                   /* 0: not known */
	struct str words;               /* one sentence in the reader's language; "" nothing */
};
/* "Line 34, rss/channel/item: The file is no well-formed XML: ..." */
struct str xml_fault_words(struct arena *arena, const struct xml_fault *fault);

bool xml_bytes_judge(struct arena *arena, struct str bytes, const struct xml_ceilings *ceilings,
                     struct xml_fault *fault);
/* The same text in UTF-8 and without a byte order mark: a file that says ISO-8859-1 is written
 * anew, all others stay as they are. */
struct str xml_as_utf8(struct arena *arena, struct str bytes);
/* The element that began last on or before a line, with those around it; "" none.  For what
 * passed the judge and a library refuses all the same. */
struct str xml_element_at(struct arena *arena, struct str bytes, int64_t line);
