/* SPDX-License-Identifier: EUPL-1.2 */
/* formats/cap_json.c - an alert out of JSON with the names of CAP. */
#include "formats/cap.h"

#include "base/tongue.h"

struct reading {
	struct arena *arena;
	struct xml_fault *problem;
};

static bool fails(struct reading *reading, struct str path, const char *words)
{
	*reading->problem = (struct xml_fault){ .element = path, .words = str_of(words) };
	return false;
}

static struct str path_of(struct reading *reading, struct str path, const char *name, size_t nth)
{
	return arena_print(reading->arena, "%.*s%s[%zu]/", STR(path), name, nth + 1);
}

/* Numbers stand for their digits; what is nothing is the empty text. */
static bool text_read(struct reading *reading, const json_t *value, struct str *text, struct str path)
{
	if (json_is_string(value))
		*text = str_trim(arena_copy(reading->arena,
			(struct str){ json_string_value(value), json_string_length(value) }));
	else if (json_is_integer(value))
		*text = arena_print(reading->arena, "%lld", (long long)json_integer_value(value));
	else if (json_is_real(value))
		*text = arena_print(reading->arena, "%.15g", json_real_value(value));
	else if (value && !json_is_null(value))
		return fails(reading, path, _("It is no text."));
	return true;
}

static bool texts_read(struct reading *reading, const json_t *value, struct cap_texts *texts,
                       struct str path)
{
	size_t count = json_is_array(value) ? json_array_size(value) : 1;

	if (count > CAP_MOST_NODES)
		return fails(reading, path, _("It stands there too often."));
	texts->at = arena_array(reading->arena, struct str, count + 1);
	for (size_t i = 0; i < count; i++) {
		struct str *text = &texts->at[texts->count];

		*text = S("");
		if (!text_read(reading, json_is_array(value) ? json_array_get(value, i) : value, text, path))
			return false;
		if (text->len)
			texts->count++;
	}
	return true;
}

static bool node_read(struct reading *reading, const json_t *object, const struct cap_type *type,
                      void *node, struct str path);

static bool nodes_read(struct reading *reading, const json_t *value,
                       const struct cap_element *element, struct cap_nodes *nodes, struct str path)
{
	size_t count = json_is_array(value) ? json_array_size(value) : 1;

	if (count > CAP_MOST_NODES)
		return fails(reading, path, _("It stands there too often."));
	nodes->at = arena_take_many(reading->arena, count + 1, element->type->size);
	for (; nodes->count < count; nodes->count++) {
		const json_t *one = json_is_array(value) ? json_array_get(value, nodes->count) : value;

		if (!node_read(reading, one, element->type,
		               nodes->at + nodes->count * element->type->size,
		               path_of(reading, path, element->name, nodes->count)))
			return false;
	}
	return true;
}

static bool element_read(struct reading *reading, const json_t *value,
                         const struct cap_element *element, void *node, struct str path)
{
	void *member = cap_member(element, node);
	struct str here = arena_print(reading->arena, "%.*s%s", STR(path), element->name);

	if (element->kind == CAP_TEXT)
		return text_read(reading, value, member, here);
	if (element->kind == CAP_TEXTS)
		return texts_read(reading, value, member, here);
	return nodes_read(reading, value, element, member, path);
}

static bool node_read(struct reading *reading, const json_t *object, const struct cap_type *type,
                      void *node, struct str path)
{
	if (!json_is_object(object))
		return fails(reading, path, _("It is no object with members."));
	for (const struct cap_element *element = type->elements; element->name; element++) {
		const json_t *value = json_object_get(object, element->name);

		if (!value && element->other_name)
			value = json_object_get(object, element->other_name);
		if (value && !json_is_null(value) && !element_read(reading, value, element, node, path))
			return false;
	}
	return true;
}

bool cap_read_json(struct arena *arena, const json_t *object, struct cap_alert *alert,
                   struct xml_fault *problem)
{
	struct reading reading = { arena, problem };

	*alert = (struct cap_alert){ 0 };
	*problem = (struct xml_fault){ 0 };
	return node_read(&reading, object, &cap_alert_type, alert, S(""))
		&& text_read(&reading, json_object_get(object, "signature"), &alert->signature,
		             S("signature"));
}
