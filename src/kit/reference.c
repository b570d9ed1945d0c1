/* SPDX-License-Identifier: EUPL-1.2 */
/* kit/reference.c - see reference.h; the rooms say in their tables what can be pointed at. */
#include "kit/reference.h"

#include "base/say.h"
#include "base/tongue.h"
#include "kit/module.h"

#include <string.h>

static const struct column option_columns[] = {
	{ "key", COLUMN_int, offsetof(struct option, key), NULL },
	{ "label", COLUMN_text, offsetof(struct option, label), NULL },
	{ "hint", COLUMN_text, offsetof(struct option, hint), NULL },
};
const struct shape option_shape = {
	.size = sizeof(struct option), .count = COUNT(option_columns), .columns = option_columns,
};

static const struct reference *reference_in(const struct reference *references, const char *name)
{
	for (; references && references->name; references++)
		if (!strcmp(references->name, name))
			return references;
	return NULL;
}

const struct reference *reference_find_name(const char *name)
{
	const struct reference *reference = NULL;

	for (size_t i = 0; modules[i] && !reference; i++)
		reference = reference_in(modules[i]->references, name);
	return reference;
}

const struct reference *reference_get(const char *name)
{
	const struct reference *reference = reference_find_name(name);

	must(reference != NULL);
	return reference;
}

struct str reference_label(struct view *view, const char *name, int64_t id)
{
	struct sql sql;

	if (!id)
		return S("");
	sql = reference_get(name)->label;
	return view_text(view, sql, strstr(sql.text, "$2") ? V(id, tongue_code()) : V(id));
}

struct option_list reference_options(struct view *view, const char *name)
{
	struct sql sql = reference_get(name)->list;

	return option_list_of(view_list(view, &option_shape, sql,
		strstr(sql.text, "$1") ? V(tongue_code()) : NONE));
}

int64_t reference_find(struct view *view, const char *name, struct str text)
{
	const struct reference *reference = reference_get(name);
	int64_t id = 0;

	if (text.len && reference->exact.text)
		id = view_int(view, reference->exact, V(text));
	if (text.len && !id && reference->find.text)
		id = view_int(view, reference->find, V(text));
	return id;
}

int64_t reference_read(struct view *view, const char *name, struct str text)
{
	int64_t id = 0;

	return str_to_int(text, &id) ? id : reference_find(view, name, text);
}

struct str option_words(struct arena *arena, const struct option *option)
{
	if (!option->hint.len)
		return option->label;
	return arena_print(arena, "%.*s (%.*s)", STR(option->label), STR(option->hint));
}
