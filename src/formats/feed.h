/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * formats/feed.h - news feeds that others publish: RSS 2.0 (and 0.9x), Atom (RFC 4287) and
 * RSS 1.0 (RDF), read into one list of items.
 *
 * What comes out is plain text: marks of HTML are taken away, links are http(s) or nothing.
 * The bytes are judged first (formats/xml_bytes.h): no document type, no entities, not larger
 * than the ceiling.  One fault and nothing of the file is taken; unknown elements are passed
 * over, for feeds are extended freely.  A day that cannot be read is no fault: it is not given.
 *
 * Whoever reads a stranger's feed does it in a process of its own (kit/apart.h), and reads the
 * JSON that comes out of it, which is judged again.  Nothing is fetched here.
 */
#pragma once

#include "base/json.h"
#include "formats/xml_bytes.h"

enum {
	FEED_LARGEST = 5 * 1024 * 1024,         /* bytes of a file */
	FEED_MOST_ITEMS = 500,                  /* that are taken of one file, from its beginning */
	FEED_TITLE_LETTERS = 300,
	FEED_SUMMARY_LETTERS = 2000,
	FEED_LINK_BYTES = 1000,                 /* a longer one is no link */
	FEED_JSON_LARGEST = 16 * 1024 * 1024,
};

struct feed_item {
	struct str key;                 /* guid, id, address of the item; "" it has none */
	struct str title, summary;      /* plain; one of them may be "" */
	struct str link;                /* "" none that may be followed */
	struct instant published_at;    /* seconds 0: not given */
	bool has_point;                 /* GeoRSS or W3C Geo, WGS 84 */
	double lat, lon;
};

struct feed {
	struct str format;              /* "rss", "atom", "rdf" */
	struct str title;
	size_t count;
	struct feed_item *items;        /* in the order of the file */
	int64_t left_out;               /* items beyond the ceiling */
};

/* What must not even be parsed.  False: *problem. */
bool feed_bytes_judge(struct arena *arena, struct str bytes, struct xml_fault *problem);
/* False: *problem, and nothing is in *feed. */
bool feed_read_xml(struct arena *arena, struct str bytes, struct feed *feed,
                   struct xml_fault *problem);
void feed_write_json(struct json_out *json, const char *name, const struct feed *feed);
/* What feed_write_json() wrote, which may have come from a process that somebody else rules:
 * everything is judged anew.  False: it is no feed. */
bool feed_read_json(struct arena *arena, const json_t *object, struct feed *feed);

/* Without marks of HTML and with one space between words; what stands in script and style is
 * no text.  At most so many letters, with "..." after what is cut. */
struct str feed_plain(struct arena *arena, struct str text, size_t letters);
/* "Mon, 06 Sep 2021 16:45:00 +0200" (RFC 822, RFC 5322) or "2021-09-06T16:45:00+02:00". */
bool feed_time_read(struct str text, struct instant *at);
