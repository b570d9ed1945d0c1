/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * base/json.h - writing JSON straight to an out; reading goes through jansson.
 */
#pragma once

#include "base/out.h"
#include <jansson.h>

enum { JSON_DEEPEST = 32 };

struct json_out {
	struct out *out;
	int depth;
	bool has_member[JSON_DEEPEST];
};

void json_begin(struct json_out *json, struct out *out);
void json_object_begin(struct json_out *json, const char *name);      /* name NULL in lists and at the top */
void json_object_finish(struct json_out *json);
void json_list_begin(struct json_out *json, const char *name);
void json_list_finish(struct json_out *json);
void json_str(struct json_out *json, const char *name, struct str s);
void json_int(struct json_out *json, const char *name, int64_t n);
void json_number(struct json_out *json, const char *name, double x);    /* NaN becomes null */
void json_bool(struct json_out *json, const char *name, bool yes);
void json_nothing(struct json_out *json, const char *name);
void json_instant(struct json_out *json, const char *name, struct instant instant);
void json_date(struct json_out *json, const char *name, struct date date);
void json_already(struct json_out *json, const char *name, struct str text);  /* text is JSON */
void out_json(struct out *out, struct str s);           /* one quoted, escaped string */

/* Reads a whole text, an object or a list: duplicate names, more than JSON_DEEPEST levels,
 * NUL and trailing rubbish are refused; *problem (in the arena) then says what and on which
 * line.  The caller ends with json_decref(). */
json_t *json_read(struct arena *arena, struct str text, struct str *problem);
struct str json_text(const json_t *object, const char *name);   /* "" when absent or no string */
