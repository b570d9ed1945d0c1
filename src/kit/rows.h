/* SPDX-License-Identifier: EUPL-1.2 */
/* kit/rows.h - the other face of a page that lists all of something: {"rows": [...]}. */
#pragma once

#include "kit/route.h"

/* A list of a record's rows; table_reply() has this for lists that are filtered and paged. */
struct reply reply_rows(struct request *request, const struct record *record, struct rows rows);
