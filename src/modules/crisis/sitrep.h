/* SPDX-License-Identifier: EUPL-1.2 */
/* crisis/sitrep.h - what the pages of situation reports show. */
#pragma once

#include "modules/crisis/picture.h"
#include "modules/units/units.h"

struct reports {                        /* who has reported, and who has not */
	const struct crisis *crisis;
	struct reporting_list units;
	const struct rhythm *rhythm;    /* by which they report; NULL */
	struct instant now;
	int64_t old_minutes;
	size_t reported, late;          /* units with a report at all; without the last one due */
};
struct reports reports_of(struct view *view, const struct crisis *crisis);

struct sitrep_form {
	struct request *request;
	const struct crisis *crisis;
	const struct unit *unit;
	const struct sitrep *latest;    /* NULL: the first */
	struct sentence_list sentences; /* of it */
	struct instant due;
	struct str said_by;
};
struct str box_field(struct arena *arena, struct str box, enum certainty certainty);
struct str box_text(const struct sitrep_form *form, struct str box, enum certainty certainty);
/* The nth of the three, 0 to 2, in the order that the box is written in. */
enum certainty box_certainty(const struct item *box, int nth);

/* A whole record as one member of an object. */
void record_member_json(struct json_out *json, const char *name, const struct record *record,
                        const void *row);

/* ---- The shared picture (picture.c) ------------------------------------------------------ */

struct crisis_picture_form {
	struct request *request;
	const struct crisis *crisis;
	int64_t last;                   /* the version before; 0 none */
	struct picture_line_list before;        /* of it */
	struct said_list said;          /* what units say now */
	struct reports reports;
	struct str summary, decided_by;
};
struct str pick_field(struct arena *arena, int64_t number);     /* "take_12" */
struct str own_field(struct arena *arena, struct str box, enum certainty certainty);
bool crisis_picture_takes(const struct crisis_picture_form *form, const struct said *said);
struct str crisis_picture_own(const struct crisis_picture_form *form, struct str box, enum certainty certainty);

/* ---- Texts to paste (wis.c) --------------------------------------------------------------- */

/* What stands in a field of the catalogue crisis/wis_fields, as one text. */
struct wis {
	const struct crisis *crisis;
	const struct crisis_picture *picture;   /* the latest decided; NULL */
	struct picture_line_list lines;
	const struct direction *direction;      /* NULL */
	struct instant next;                    /* reports; 0 not agreed */
	struct said_list said;          /* used where no picture has been decided */
};
struct str wis_text(struct arena *arena, const struct wis *wis, const struct item *field);
