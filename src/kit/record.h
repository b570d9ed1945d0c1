/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * kit/record.h - a field, a record: described once.
 *
 * One line per field in a room's model.h makes the struct member, the column, the form
 * control, the check, the JSON name, the CSV heading and the row in the manual:
 *
 *   #define PLACE_FIELDS(F) \
 *       F(id,      key,  N_("Number"), ) \
 *       F(name,    text, N_("Name"), .required = true, .longest = 120) \
 *       F(kind,    code, N_("Kind of place"), .list = "event/place_types") \
 *       F(state,   choice, N_("State"), CHOICES(place_states))
 *   struct place { PLACE_FIELDS(AS_MEMBER) };
 *   LIST_OF(place)
 *
 * and in model.c
 *
 *   #define RECORD struct place
 *   static const struct field place_fields[] = { PLACE_FIELDS(AS_FIELD) };
 *   #undef RECORD
 *   const struct record place_record = { RECORD_OF("place", place, place_fields),
 *       .label = N_("Place"), .many = N_("Places"), .path = "/places" };
 *
 * The kind decides the C type, so member and description cannot disagree.  A shape that is
 * only read (a row of a list) is made the same way with .table NULL: SHAPE_OF().
 */
#pragma once

#include "base/tongue.h"
#include "store/store.h"

enum field_kind {
	FIELD_key,      /* int64_t: the row's own number */
	FIELD_ref,      /* int64_t: another row's number, .refers_to names the reference */
	FIELD_count,    /* int64_t >= 0 */
	FIELD_money,    /* int64_t, whole kronor */
	FIELD_real,     /* double */
	FIELD_yesno,    /* bool */
	FIELD_text,     /* struct str, one line */
	FIELD_prose,    /* struct str, many lines */
	FIELD_code,     /* struct str: an item of the catalogue list .list */
	FIELD_codes,    /* struct str: items separated by a space */
	FIELD_choice,   /* int: CHOICES(...) */
	FIELD_instant,  /* struct instant */
	FIELD_date,     /* struct date */
	FIELD_email,    /* struct str */
	FIELD_phone,    /* struct str */
	FIELD_json,     /* struct str: JSON text, never on a form by itself */
	FIELD_secret,   /* struct str: hashes and sealed text, never shown, never in JSON */
};

#define MEMBER_key     int64_t
#define MEMBER_ref     int64_t
#define MEMBER_count   int64_t
#define MEMBER_money   int64_t
#define MEMBER_real    double
#define MEMBER_yesno   bool
#define MEMBER_text    struct str
#define MEMBER_prose   struct str
#define MEMBER_code    struct str
#define MEMBER_codes   struct str
#define MEMBER_choice  int
#define MEMBER_instant struct instant
#define MEMBER_date    struct date
#define MEMBER_email   struct str
#define MEMBER_phone   struct str
#define MEMBER_json    struct str
#define MEMBER_secret  struct str

#define COLUMN_OF_key     COLUMN_int
#define COLUMN_OF_ref     COLUMN_int
#define COLUMN_OF_count   COLUMN_int
#define COLUMN_OF_money   COLUMN_int
#define COLUMN_OF_real    COLUMN_real
#define COLUMN_OF_yesno   COLUMN_bool
#define COLUMN_OF_text    COLUMN_text
#define COLUMN_OF_prose   COLUMN_text
#define COLUMN_OF_code    COLUMN_text
#define COLUMN_OF_codes   COLUMN_text
#define COLUMN_OF_choice  COLUMN_choice
#define COLUMN_OF_instant COLUMN_instant
#define COLUMN_OF_date    COLUMN_date
#define COLUMN_OF_email   COLUMN_text
#define COLUMN_OF_phone   COLUMN_text
#define COLUMN_OF_json    COLUMN_text
#define COLUMN_OF_secret  COLUMN_text

struct field {
	struct column column;           /* name, kind in the table, offset, choices */
	enum field_kind kind;
	const char *label;              /* N_() */
	const char *help;               /* N_(), one sentence */
	const char *refers_to;          /* FIELD_ref: name of a struct reference (kit/reference.h) */
	const char *list;               /* FIELD_code(s): catalogue list */
	bool required;
	bool is_hidden;                 /* not in JSON, exports or forms unless asked for by name */
	bool is_own;                    /* set by the program, never read from a form */
	bool is_personal;               /* personal data: masked in logs, listed in the manual */
	int longest;                    /* letters; 0: 200 for text, 8000 for prose */
	int64_t least, most;            /* numbers; both 0: any */
};

#define CHOICES(list_) .column.choices = (list_)
#define AS_MEMBER(name_, kind_, ...) MEMBER_##kind_ name_;
#define AS_FIELD(name_, kind_, label_, ...) { .column.name = #name_, \
	.column.kind = COLUMN_OF_##kind_, .column.offset = offsetof(RECORD, name_), \
	.column.is_secret = FIELD_##kind_ == FIELD_secret, \
	.kind = FIELD_##kind_, .label = label_, __VA_ARGS__ },

struct record {
	struct shape shape;
	const char *name;               /* "event": table, JSON, manual */
	const struct field *fields;
	size_t count;
	const char *label, *many;       /* N_("Event"), N_("Events") */
	const char *path;               /* "/events": its list page */
};
#define SHAPE_OF(table_, type_, fields_) { .table = table_, .size = sizeof(struct type_), \
	.count = COUNT(fields_), .columns = &(fields_)[0].column, .stride = sizeof(struct field) }
#define RECORD_OF(name_, type_, fields_) .shape = SHAPE_OF(name_, type_, fields_), \
	.name = name_, .fields = (fields_), .count = COUNT(fields_)

const struct field *record_field(const struct record *record, const char *name);  /* NULL */
/* A member as text: as a person reads it (catalogue names, local dates), and as a machine
 * reads it (codes, ISO 8601).  Both "" when not given. */
struct str field_show(struct arena *arena, const struct field *field, const void *row);
struct str field_machine(struct arena *arena, const struct field *field, const void *row);
bool field_is_given(const struct field *field, const void *row);
/* The member itself. */
static inline struct str *field_text(const struct field *field, const void *row)
{ return (struct str *)(void *)((const char *)row + field->column.offset); }
static inline int64_t *field_int(const struct field *field, const void *row)
{ return (int64_t *)(void *)((const char *)row + field->column.offset); }
