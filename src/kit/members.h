/* SPDX-License-Identifier: EUPL-1.2 */
/* kit/members.h - a record's fields inside an object that has more than them. */
#pragma once

#include "base/json.h"
#include "kit/record.h"

/* What record_json() writes, without its braces. */
void record_members_json(struct json_out *json, const struct record *record, const void *row);
