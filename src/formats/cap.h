/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * formats/cap.h - Common Alerting Protocol 1.2 (OASIS; ITU-T X.1303): reading and writing.
 *
 * One table per element (cap.c) is the whole of the standard here: it reads XML and JSON,
 * judges what was read and writes it again.  JSON has the names of CAP, as the Swedish feed
 * of public announcements has, and is what a warning is kept as.
 *
 * A file from outside is judged byte by byte before libxml2 sees it: no document type, no
 * entities, UTF-8 only, and not larger or deeper than the ceilings.  Nothing is fetched.
 * Whoever reads a stranger's file does it in a process of its own (kit/apart.h), and reads
 * the JSON that comes out of it.
 */
#pragma once

#include "base/json.h"
#include "formats/xml_bytes.h"

enum {
	CAP_LARGEST = 256 * 1024,       /* bytes of a file */
	CAP_MOST_POINTS = 10000,        /* of one polygon */
	CAP_MOST_NODES = 1000,          /* of one kind in one element */
	CAP_JSON_LARGEST = 4 * CAP_LARGEST,
};

struct cap_texts { size_t count; struct str *at; };
#define CAP_LIST(type) struct { size_t count; struct type *at; }

struct cap_pair { struct str valueName, value; };
struct cap_resource { struct str resourceDesc, mimeType, size, uri, derefUri, digest; };
struct cap_area {
	struct str areaDesc;
	struct cap_texts polygon, circle;       /* "lat,lon lat,lon ...", "lat,lon km" */
	CAP_LIST(cap_pair) geocode;
	struct str altitude, ceiling;
};
struct cap_info {
	struct str language;            /* "sv-SE"; "" means en-US */
	struct cap_texts category;
	struct str event;
	struct cap_texts responseType;
	struct str urgency, severity, certainty, audience;
	CAP_LIST(cap_pair) eventCode;
	struct str effective, onset, expires;
	struct str senderName, headline, description, instruction, web, contact;
	CAP_LIST(cap_pair) parameter;
	CAP_LIST(cap_resource) resource;
	CAP_LIST(cap_area) area;
};
struct cap_alert {
	struct str identifier, sender, sent, status, msgType, source, scope, restriction, addresses;
	struct cap_texts code;
	struct str note, references, incidents;
	CAP_LIST(cap_info) info;
	struct str signature;           /* "yes": an XML signature stood in it, and is not verified */
};

/* What must not even be parsed.  False: *problem. */
bool cap_bytes_judge(struct arena *arena, struct str bytes, struct xml_fault *problem);
/* The structure: only elements of the standard, each where it belongs and not too often. */
bool cap_read_xml(struct arena *arena, struct str bytes, struct cap_alert *alert,
                  struct xml_fault *problem);
/* A JSON object with the names of CAP. */
bool cap_read_json(struct arena *arena, const json_t *object, struct cap_alert *alert,
                   struct xml_fault *problem);
/* The values: what must be there is, words are of their lists, times are times, outlines are
 * closed and on the earth. */
bool cap_judge(struct arena *arena, const struct cap_alert *alert, struct xml_fault *problem);

/* One text where several may stand. */
struct cap_texts cap_text(struct arena *arena, struct str text);
void cap_write_xml(struct out *out, const struct cap_alert *alert);
void cap_write_json(struct json_out *json, const char *name, const struct cap_alert *alert);

/* "2026-07-14T14:10:00+02:00", and nothing else. */
bool cap_time_read(struct str text, struct instant *at);
struct str cap_time(struct arena *arena, struct instant at);    /* in local time, with its offset */

struct cap_point { double lat, lon; };
struct cap_points { size_t count; struct cap_point *at; };
/* False: *why is a sentence. */
bool cap_polygon_read(struct arena *arena, struct str text, struct cap_points *points,
                      struct str *why);
bool cap_circle_read(struct arena *arena, struct str text, struct cap_point *centre, double *km,
                     struct str *why);

/* "sender,identifier,sent" of each earlier message, separated by white space. */
struct cap_reference { struct str sender, identifier; struct instant sent; };
struct cap_references { size_t count; struct cap_reference *at; };
bool cap_references_read(struct arena *arena, struct str text, struct cap_references *references);

/* The words of the standard; each ends with NULL. */
extern const char *const cap_statuses[], *const cap_msg_types[], *const cap_scopes[],
	*const cap_categories[], *const cap_responses[], *const cap_urgencies[],
	*const cap_severities[], *const cap_certainties[];

/* ---- For cap_read.c and cap_json.c ------------------------------------------------------- */

enum cap_kind { CAP_TEXT, CAP_TEXTS, CAP_NODES };
enum cap_check { CAP_ANY, CAP_WORD, CAP_NAME, CAP_TIME, CAP_POLYGON, CAP_CIRCLE, CAP_NUMBER,
	CAP_REFERENCES, CAP_LANGUAGE };
struct cap_element {
	const char *name;
	enum cap_kind kind;
	size_t offset;
	bool must;
	enum cap_check check;
	const char *const *words;       /* CAP_WORD */
	const struct cap_type *type;    /* CAP_NODES */
	const char *other_name;         /* as some feeds of JSON call it; NULL */
};
struct cap_type { size_t size; const struct cap_element *elements; };
struct cap_nodes { size_t count; char *at; };           /* as each CAP_NODES lies in memory */
extern const struct cap_type cap_alert_type;

static inline void *cap_member(const struct cap_element *element, const void *node)
{ return (char *)(uintptr_t)node + element->offset; }
