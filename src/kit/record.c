/* SPDX-License-Identifier: EUPL-1.2 */
/* kit/record.c - see record.h; what a member looks like is said by its kind. */
#include "kit/kinds/kind.h"

#include <string.h>

const struct field *record_field(const struct record *record, const char *name)
{
	for (size_t i = 0; i < record->count; i++)
		if (!strcmp(record->fields[i].column.name, name))
			return &record->fields[i];
	return NULL;
}

struct str field_show(struct arena *arena, const struct field *field, const void *row)
{
	return kind_of(field)->show(arena, field, row);
}

struct str field_machine(struct arena *arena, const struct field *field, const void *row)
{
	return kind_of(field)->machine(arena, field, row);
}

bool field_is_given(const struct field *field, const void *row)
{
	return kind_of(field)->is_given(field, row);
}
