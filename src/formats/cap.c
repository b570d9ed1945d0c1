/* SPDX-License-Identifier: EUPL-1.2 */
/* formats/cap.c - CAP 1.2 as tables; judging values, and writing. */
#include "formats/cap.h"

#include "base/tongue.h"

const char *const cap_statuses[] = { "Actual", "Exercise", "System", "Test", "Draft", NULL };
const char *const cap_msg_types[] = { "Alert", "Update", "Cancel", "Ack", "Error", NULL };
const char *const cap_scopes[] = { "Public", "Restricted", "Private", NULL };
const char *const cap_categories[] = { "Geo", "Met", "Safety", "Security", "Rescue", "Fire",
	"Health", "Env", "Transport", "Infra", "CBRNE", "Other", NULL };
const char *const cap_responses[] = { "Shelter", "Evacuate", "Prepare", "Execute", "Avoid",
	"Monitor", "Assess", "AllClear", "None", NULL };
const char *const cap_urgencies[] = { "Immediate", "Expected", "Future", "Past", "Unknown", NULL };
const char *const cap_severities[] = { "Extreme", "Severe", "Moderate", "Minor", "Unknown", NULL };
const char *const cap_certainties[] = { "Observed", "Likely", "Possible", "Unlikely", "Unknown",
	NULL };

/* ---- The standard: each element in the order of its schema -------------------------------- */

#define TEXT(name_, ...) { .name = #name_, .kind = CAP_TEXT, .offset = offsetof(NODE, name_), \
	__VA_ARGS__ }
#define TEXTS(name_, ...) { .name = #name_, .kind = CAP_TEXTS, .offset = offsetof(NODE, name_), \
	__VA_ARGS__ }
#define NODES(name_, type_, ...) { .name = #name_, .kind = CAP_NODES, \
	.offset = offsetof(NODE, name_), .type = &(type_), __VA_ARGS__ }
#define END { .name = NULL }

#define NODE struct cap_pair
static const struct cap_element pair_elements[] = {
	TEXT(valueName, .must = true), TEXT(value, .must = true), END,
};
#undef NODE
static const struct cap_type pair_type = { sizeof(struct cap_pair), pair_elements };

#define NODE struct cap_resource
static const struct cap_element resource_elements[] = {
	TEXT(resourceDesc, .must = true), TEXT(mimeType, .must = true),
	TEXT(size, .check = CAP_NUMBER), TEXT(uri), TEXT(derefUri), TEXT(digest), END,
};
#undef NODE
static const struct cap_type resource_type = { sizeof(struct cap_resource), resource_elements };

#define NODE struct cap_area
static const struct cap_element area_elements[] = {
	TEXT(areaDesc, .must = true, .other_name = "description"),
	TEXTS(polygon, .check = CAP_POLYGON), TEXTS(circle, .check = CAP_CIRCLE),
	NODES(geocode, pair_type, .other_name = "geocodes"),
	TEXT(altitude, .check = CAP_NUMBER), TEXT(ceiling, .check = CAP_NUMBER), END,
};
#undef NODE
static const struct cap_type area_type = { sizeof(struct cap_area), area_elements };

#define NODE struct cap_info
static const struct cap_element info_elements[] = {
	TEXT(language, .check = CAP_LANGUAGE),
	TEXTS(category, .must = true, .check = CAP_WORD, .words = cap_categories),
	TEXT(event, .must = true),
	TEXTS(responseType, .check = CAP_WORD, .words = cap_responses),
	TEXT(urgency, .must = true, .check = CAP_WORD, .words = cap_urgencies),
	TEXT(severity, .must = true, .check = CAP_WORD, .words = cap_severities),
	TEXT(certainty, .must = true, .check = CAP_WORD, .words = cap_certainties),
	TEXT(audience), NODES(eventCode, pair_type),
	TEXT(effective, .check = CAP_TIME), TEXT(onset, .check = CAP_TIME),
	TEXT(expires, .check = CAP_TIME),
	TEXT(senderName), TEXT(headline), TEXT(description), TEXT(instruction), TEXT(web),
	TEXT(contact), NODES(parameter, pair_type), NODES(resource, resource_type),
	NODES(area, area_type, .other_name = "areas"), END,
};
#undef NODE
static const struct cap_type info_type = { sizeof(struct cap_info), info_elements };

#define NODE struct cap_alert
static const struct cap_element alert_elements[] = {
	TEXT(identifier, .must = true, .check = CAP_NAME), TEXT(sender, .must = true, .check = CAP_NAME),
	TEXT(sent, .must = true, .check = CAP_TIME),
	TEXT(status, .must = true, .check = CAP_WORD, .words = cap_statuses),
	TEXT(msgType, .must = true, .check = CAP_WORD, .words = cap_msg_types),
	TEXT(source), TEXT(scope, .must = true, .check = CAP_WORD, .words = cap_scopes),
	TEXT(restriction), TEXT(addresses), TEXTS(code), TEXT(note),
	TEXT(references, .check = CAP_REFERENCES), TEXT(incidents), NODES(info, info_type), END,
};
#undef NODE
const struct cap_type cap_alert_type = { sizeof(struct cap_alert), alert_elements };

/* ---- Values ---------------------------------------------------------------------------------- */

static bool digits_fit(struct str text, const char *pattern)
{
	if (text.len != strlen(pattern))
		return false;
	for (size_t i = 0; i < text.len; i++)
		if (pattern[i] == '0' ? text.at[i] < '0' || text.at[i] > '9'
		    : pattern[i] == '+' ? text.at[i] != '+' && text.at[i] != '-'
		    : text.at[i] != pattern[i])
			return false;
	return true;
}

bool cap_time_read(struct str text, struct instant *at)
{
	return digits_fit(text, "0000-00-00T00:00:00+00:00") && instant_read(text, at);
}

struct str cap_time(struct arena *arena, struct instant at)
{
	return instant_iso(arena, at);
}

/* A number in degrees or kilometres, with a point and never a comma. */
static bool number_read(struct str text, double *number)
{
	return text.len && text.len <= 24 && str_find_char(text, ',') < 0 && str_to_real(text, number);
}

static bool point_read(struct arena *arena, struct str text, struct cap_point *point, struct str *why)
{
	struct str rest = text, lat = str_cut(&rest, ',');

	if (!number_read(lat, &point->lat) || !number_read(rest, &point->lon)) {
		*why = arena_print(arena, _("\"%.*s\" is no point. Write latitude,longitude."),
			STR(str_letters_part(text, 40)));
		return false;
	}
	if (!(point->lat >= -90 && point->lat <= 90)) {
		*why = arena_print(arena, _("The latitude %.*s is outside -90 to 90."), STR(lat));
		return false;
	}
	if (!(point->lon >= -180 && point->lon <= 180)) {
		*why = arena_print(arena, _("The longitude %.*s is outside -180 to 180."), STR(rest));
		return false;
	}
	return true;
}

bool cap_polygon_read(struct arena *arena, struct str text, struct cap_points *points,
                      struct str *why)
{
	struct str rest = text, piece;
	size_t room = text.len / 4 + 1;

	*points = (struct cap_points){ 0, arena_array(arena, struct cap_point,
		room < CAP_MOST_POINTS ? room : CAP_MOST_POINTS) };
	while ((piece = str_cut_any(&rest, " \t\r\n")).len) {
		if (points->count == CAP_MOST_POINTS) {
			*why = arena_print(arena, _("The polygon has more than %d points."), CAP_MOST_POINTS);
			return false;
		}
		if (!point_read(arena, piece, &points->at[points->count++], why))
			return false;
	}
	if (points->count < 4) {
		*why = str_of(_("A polygon needs at least four points, of which the last is the first again."));
		return false;
	}
	if (points->at[0].lat != points->at[points->count - 1].lat
	    || points->at[0].lon != points->at[points->count - 1].lon) {
		*why = str_of(_("The polygon is not closed: its last point is not its first."));
		return false;
	}
	return true;
}

bool cap_circle_read(struct arena *arena, struct str text, struct cap_point *centre, double *km,
                     struct str *why)
{
	struct str rest = text, point = str_cut_any(&rest, " \t\r\n"), radius = str_trim(rest);

	if (!point_read(arena, point, centre, why))
		return false;
	if (!number_read(radius, km) || !(*km >= 0 && *km <= 20100)) {
		*why = arena_print(arena, _("\"%.*s\" is no radius in kilometres."),
			STR(str_letters_part(radius, 40)));
		return false;
	}
	return true;
}

bool cap_references_read(struct arena *arena, struct str text, struct cap_references *references)
{
	struct str rest = text, piece;

	*references = (struct cap_references){ 0,
		arena_array(arena, struct cap_reference, text.len / 4 + 1) };
	while ((piece = str_cut_any(&rest, " \t\r\n")).len) {
		struct cap_reference *one = &references->at[references->count++];
		struct str parts = piece;

		one->sender = str_cut(&parts, ',');
		one->identifier = str_cut(&parts, ',');
		if (!one->sender.len || !one->identifier.len || !cap_time_read(parts, &one->sent))
			return false;
	}
	return true;
}

/* ---- Judging ---------------------------------------------------------------------------------- */

struct judging {
	struct arena *arena;
	struct xml_fault *problem;
};

static bool fails(struct judging *judging, struct str element, struct str words)
{
	*judging->problem = (struct xml_fault){ .element = element, .words = words };
	return false;
}

static bool is_of(struct str text, const char *const *words)
{
	for (; *words; words++)
		if (str_is(text, *words))
			return true;
	return false;
}

static bool is_language(struct str text)
{
	for (size_t i = 0; i < text.len; i++) {
		char c = text.at[i];

		if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9' && i)
		      || (c == '-' && i)))
			return false;
	}
	return text.len <= 35;
}

/* NULL words: well. */
static struct str text_problem(struct arena *arena, const struct cap_element *element, struct str text)
{
	struct cap_references references;
	struct cap_points points;
	struct cap_point point;
	struct instant at;
	struct str why = S("");
	double number;

	switch (element->check) {
	case CAP_ANY:
		return S("");
	case CAP_WORD:
		return is_of(text, element->words) ? S("") : arena_print(arena,
			_("\"%.*s\" is none of the words of the standard."), STR(str_letters_part(text, 40)));
	case CAP_NAME:
		for (size_t i = 0; i < text.len; i++)
			if (strchr(" ,<&\t\r\n", text.at[i]))
				return str_of(_("It must not have spaces, commas, < or & in it."));
		return text.len <= 500 ? S("") : str_of(_("It is too long."));
	case CAP_TIME:
		return cap_time_read(text, &at) ? S("") : arena_print(arena,
			_("\"%.*s\" is no time. Write it as 2026-07-14T14:10:00+02:00."),
			STR(str_letters_part(text, 40)));
	case CAP_POLYGON:
		return cap_polygon_read(arena, text, &points, &why) ? S("") : why;
	case CAP_CIRCLE:
		return cap_circle_read(arena, text, &point, &number, &why) ? S("") : why;
	case CAP_NUMBER:
		return number_read(text, &number) ? S("") : arena_print(arena,
			_("\"%.*s\" is no number."), STR(str_letters_part(text, 40)));
	case CAP_REFERENCES:
		return cap_references_read(arena, text, &references) ? S("") : str_of(
			_("It does not name earlier messages as sender,identifier,sent."));
	case CAP_LANGUAGE:
		return is_language(text) ? S("") : arena_print(arena,
			_("\"%.*s\" is no code of a language."), STR(str_letters_part(text, 40)));
	}
	return S("");
}

static bool node_judge(struct judging *judging, const struct cap_type *type, const void *node,
                       struct str path);

static bool texts_judge(struct judging *judging, const struct cap_element *element,
                        const struct cap_texts *texts, struct str path)
{
	for (size_t i = 0; i < texts->count; i++) {
		struct str words = text_problem(judging->arena, element, texts->at[i]);

		if (words.len)
			return fails(judging, arena_print(judging->arena, "%.*s%s[%zu]", STR(path),
				element->name, i + 1), words);
	}
	return true;
}

static bool nodes_judge(struct judging *judging, const struct cap_element *element,
                        const struct cap_nodes *nodes, struct str path)
{
	for (size_t i = 0; i < nodes->count; i++)
		if (!node_judge(judging, element->type, nodes->at + i * element->type->size,
		                arena_print(judging->arena, "%.*s%s[%zu]/", STR(path), element->name,
		                            i + 1)))
			return false;
	return true;
}

static bool element_judge(struct judging *judging, const struct cap_element *element,
                          const void *node, struct str path)
{
	const void *member = cap_member(element, node);
	const struct cap_texts *texts = member;
	const struct str *text = member;
	struct str words;

	if (element->kind == CAP_NODES)
		return nodes_judge(judging, element, member, path);
	if (element->must && !(element->kind == CAP_TEXTS ? texts->count : text->len))
		return fails(judging, arena_print(judging->arena, "%.*s%s", STR(path), element->name),
			str_of(_("It is missing or empty.")));
	if (element->kind == CAP_TEXTS)
		return texts_judge(judging, element, member, path);
	words = text->len ? text_problem(judging->arena, element, *text) : S("");
	return !words.len || fails(judging,
		arena_print(judging->arena, "%.*s%s", STR(path), element->name), words);
}

static bool node_judge(struct judging *judging, const struct cap_type *type, const void *node,
                       struct str path)
{
	for (const struct cap_element *element = type->elements; element->name; element++)
		if (!element_judge(judging, element, node, path))
			return false;
	return true;
}

bool cap_judge(struct arena *arena, const struct cap_alert *alert, struct xml_fault *problem)
{
	struct judging judging = { arena, problem };

	*problem = (struct xml_fault){ 0 };
	return node_judge(&judging, &cap_alert_type, alert, S(""));
}

/* ---- Writing ------------------------------------------------------------------------------------ */

struct cap_texts cap_text(struct arena *arena, struct str text)
{
	struct str *at = arena_new(arena, struct str);

	*at = text;
	return (struct cap_texts){ 1, at };
}

static void indent(struct out *out, int depth)
{
	for (int i = 0; i < depth; i++)
		out_z(out, "  ");
}

/* Letters that XML 1.0 cannot have are left out. */
static void xml_text(struct out *out, struct str text)
{
	struct str rest = text;

	while (rest.len) {
		struct str before = rest;
		uint32_t c = str_next_letter(&rest);

		if ((c < ' ' && c != '\t' && c != '\n' && c != '\r') || c == 0xfffe || c == 0xffff)
			continue;
		if (c == '\r')
			out_z(out, "&#13;");
		else
			out_text_str(out, str_part(before, 0, before.len - rest.len));
	}
}

static void text_write(struct out *out, const char *name, struct str text, int depth)
{
	indent(out, depth);
	out_print(out, "<%s>", name);
	xml_text(out, text);
	out_print(out, "</%s>\n", name);
}

static void node_write(struct out *out, const struct cap_type *type, const void *node, int depth)
{
	for (const struct cap_element *element = type->elements; element->name; element++) {
		const void *member = cap_member(element, node);
		const struct cap_texts *texts = member;
		const struct cap_nodes *nodes = member;
		const struct str *text = member;

		if (element->kind == CAP_TEXT && (text->len || element->must))
			text_write(out, element->name, *text, depth);
		for (size_t i = 0; element->kind == CAP_TEXTS && i < texts->count; i++)
			text_write(out, element->name, texts->at[i], depth);
		for (size_t i = 0; element->kind == CAP_NODES && i < nodes->count; i++) {
			indent(out, depth);
			out_print(out, "<%s>\n", element->name);
			node_write(out, element->type, nodes->at + i * element->type->size, depth + 1);
			indent(out, depth);
			out_print(out, "</%s>\n", element->name);
		}
	}
}

void cap_write_xml(struct out *out, const struct cap_alert *alert)
{
	out_z(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
		"<alert xmlns=\"urn:oasis:names:tc:emergency:cap:1.2\">\n");
	node_write(out, &cap_alert_type, alert, 1);
	out_z(out, "</alert>\n");
}

static void node_json(struct json_out *json, const struct cap_type *type, const void *node)
{
	for (const struct cap_element *element = type->elements; element->name; element++) {
		const void *member = cap_member(element, node);
		const struct cap_texts *texts = member;
		const struct cap_nodes *nodes = member;
		const struct str *text = member;

		if (element->kind == CAP_TEXT && text->len)
			json_str(json, element->name, *text);
		if (element->kind == CAP_TEXT || !nodes->count)
			continue;
		json_list_begin(json, element->name);
		for (size_t i = 0; element->kind == CAP_TEXTS && i < texts->count; i++)
			json_str(json, NULL, texts->at[i]);
		for (size_t i = 0; element->kind == CAP_NODES && i < nodes->count; i++) {
			json_object_begin(json, NULL);
			node_json(json, element->type, nodes->at + i * element->type->size);
			json_object_finish(json);
		}
		json_list_finish(json);
	}
}

void cap_write_json(struct json_out *json, const char *name, const struct cap_alert *alert)
{
	json_object_begin(json, name);
	node_json(json, &cap_alert_type, alert);
	if (alert->signature.len)
		json_str(json, "signature", alert->signature);
	json_object_finish(json);
}
