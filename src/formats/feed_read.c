/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * formats/feed_read.c - a feed out of XML.
 *
 * First our own look at the bytes, then libxml2 without network, entities and document types,
 * then what each of the three standards calls an item.
 */
#include "formats/feed.h"

#include "base/tongue.h"
#include "formats/xml_nodes.h"

#include <string.h>

static const char atom_space[] = "http://www.w3.org/2005/Atom";
static const char rdf_space[] = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
static const char dublin_space[] = "http://purl.org/dc/elements/1.1/";
static const char georss_space[] = "http://www.georss.org/georss";
static const char geo_space[] = "http://www.w3.org/2003/01/geo/wgs84_pos#";

/* What each standard calls what we take; the first that is there counts. */
struct format {
	const char *name, *root, *holder, *item;        /* holder "" : the root itself */
	const char *title, *link, *summary[3], *when[3], *key[3];
};
static const struct format formats[] = {
	{ "rss", "rss", "channel", "item", "title", "link", { "description", "encoded" },
	  { "pubDate", "date" }, { "guid", "link" } },
	{ "atom", "feed", "", "entry", "title", "link", { "summary", "content" },
	  { "published", "updated" }, { "id" } },
	{ "rdf", "RDF", "", "item", "title", "link", { "description", "encoded" },
	  { "date" }, { "identifier", "link" } },
};

struct reading {
	struct arena *arena;
	struct str bytes;               /* UTF-8 */
	struct xml_fault *problem;
	const struct format *format;
};

static bool fails(struct reading *reading, const xmlNode *at, struct str path, const char *words)
{
	*reading->problem = (struct xml_fault){ .element = path, .words = str_of(words),
		.line = at ? xmlGetLineNo(at) : 0 };
	return false;
}

static bool is_named(const xmlNode *node, const char *name)
{
	return node->type == XML_ELEMENT_NODE && !strcmp((const char *)node->name, name);
}

static struct str attribute_of(struct arena *arena, const xmlNode *node, const char *name)
{
	xmlChar *value = xmlGetProp(node, (const xmlChar *)name);
	struct str text = value ? arena_copy(arena, str_trim(str_of((const char *)value))) : S("");

	xmlFree(value);
	return text;
}

/* Its own words come before those of an extension with the same name (media:title). */
static const xmlNode *child_of(const xmlNode *parent, const char *name)
{
	const xmlNode *other = NULL;

	for (const xmlNode *node = parent->children; node; node = node->next) {
		bool is_own = !node->ns || !parent->ns ? node->ns == parent->ns
			: !strcmp((const char *)node->ns->href, (const char *)parent->ns->href);

		if (is_named(node, name) && is_own)
			return node;
		if (!other && is_named(node, name)
		    && (!node->ns || xml_is_in(node, dublin_space) || !strcmp(name, "encoded")))
			other = node;
	}
	return other;
}

static struct str first_of(struct reading *reading, const xmlNode *item, const char *const *names)
{
	for (size_t i = 0; i < 3 && names[i]; i++) {
		const xmlNode *node = child_of(item, names[i]);
		struct str text = xml_content(reading->arena, node);

		if (text.len)
			return text;
	}
	return S("");
}

/* ---- One item ------------------------------------------------------------------------------------ */

/* Atom has the address in an attribute, and several; the one to read is "alternate". */
static struct str link_of(struct reading *reading, const xmlNode *item)
{
	for (const xmlNode *node = item->children; node; node = node->next) {
		struct str relation;

		if (!is_named(node, reading->format->link) || (node->ns && xml_is_in(node, atom_space)
		    && strcmp(reading->format->name, "atom") != 0))
			continue;
		if (strcmp(reading->format->name, "atom") != 0)
			return xml_content(reading->arena, node);
		relation = attribute_of(reading->arena, node, "rel");
		if (!relation.len || str_is(relation, "alternate"))
			return attribute_of(reading->arena, node, "href");
	}
	return S("");
}

static bool point_of_text(struct str text, struct feed_item *item)
{
	struct str rest = str_trim(text);
	struct str lat = str_cut(&rest, ' ');

	return str_find_char(text, ',') < 0 && str_to_real(lat, &item->lat)
		&& str_to_real(str_trim(rest), &item->lon);
}

static void point_read(struct reading *reading, const xmlNode *node, struct feed_item *item)
{
	const xmlNode *lat = NULL, *lon = NULL;
	bool is_read = false;

	for (const xmlNode *at = node->children; at; at = at->next) {
		if (is_named(at, "point") && xml_is_in(at, georss_space))
			is_read = point_of_text(xml_content(reading->arena, at), item);
		if (is_named(at, "lat") && xml_is_in(at, geo_space))
			lat = at;
		if (is_named(at, "long") && xml_is_in(at, geo_space))
			lon = at;
	}
	if (!is_read && lat && lon)
		is_read = str_to_real(xml_content(reading->arena, lat), &item->lat)
			&& str_to_real(xml_content(reading->arena, lon), &item->lon);
	item->has_point = is_read && item->lat >= -90 && item->lat <= 90 && item->lon >= -180
		&& item->lon <= 180;
}

static struct str key_of(struct reading *reading, const xmlNode *node)
{
	xmlChar *about = xmlGetNsProp(node, (const xmlChar *)"about", (const xmlChar *)rdf_space);
	struct str key = about ? arena_copy(reading->arena, str_trim(str_of((const char *)about))) : S("");

	xmlFree(about);
	return key.len ? key : first_of(reading, node, reading->format->key);
}

static bool item_read(struct reading *reading, const xmlNode *node, struct feed_item *item)
{
	struct arena *arena = reading->arena;

	item->title = feed_plain(arena, xml_content(arena, child_of(node, reading->format->title)),
		FEED_TITLE_LETTERS);
	item->summary = feed_plain(arena, first_of(reading, node, reading->format->summary),
		FEED_SUMMARY_LETTERS);
	item->link = link_of(reading, node);
	item->key = key_of(reading, node);
	if (!item->key.len)
		item->key = item->link;
	feed_time_read(first_of(reading, node, reading->format->when), &item->published_at);
	point_read(reading, node, item);
	return item->title.len || item->summary.len;
}

/* ---- The file -------------------------------------------------------------------------------------- */

static const xmlNode *holder_of(struct reading *reading, const xmlNode *root)
{
	if (!reading->format->holder[0])
		return root;
	for (const xmlNode *node = root->children; node; node = node->next)
		if (is_named(node, reading->format->holder))
			return node;
	return NULL;
}

static bool items_read(struct reading *reading, const xmlNode *holder, struct feed *feed)
{
	int64_t nth = 0;

	feed->items = arena_array(reading->arena, struct feed_item, FEED_MOST_ITEMS);
	for (const xmlNode *node = holder->children; node; node = node->next) {
		if (!is_named(node, reading->format->item))
			continue;
		nth++;
		if (feed->count == FEED_MOST_ITEMS) {
			feed->left_out++;
			continue;
		}
		if (!item_read(reading, node, &feed->items[feed->count]))
			return fails(reading, node, arena_print(reading->arena, "%s[%lld]",
				reading->format->item, (long long)nth),
				_("It has neither a title nor a text."));
		feed->count++;
	}
	return true;
}

static bool is_of(const xmlNode *root, const struct format *format)
{
	if (!is_named(root, format->root))
		return false;
	return !strcmp(format->name, "atom") ? xml_is_in(root, atom_space)
		: !strcmp(format->name, "rdf") ? xml_is_in(root, rdf_space) : true;
}

static bool root_read(struct reading *reading, const xmlNode *root, struct feed *feed)
{
	const xmlNode *holder, *about;

	for (size_t i = 0; root && i < COUNT(formats); i++)
		if (is_of(root, &formats[i]))
			reading->format = &formats[i];
	if (!reading->format)
		return fails(reading, root, root ? arena_copy(reading->arena,
			str_letters_part(str_of((const char *)root->name), 60)) : S(""),
			_("A feed begins with the element rss, feed (Atom) or rdf:RDF. This file is something else."));
	holder = holder_of(reading, root);
	if (!holder)
		return fails(reading, root, S("rss"), _("It has no channel in it."));
	feed->format = str_of(reading->format->name);
	about = holder;
	for (const xmlNode *node = root->children; node && about == root; node = node->next)
		if (is_named(node, "channel"))  /* RDF: beside the items */
			about = node;
	feed->title = about ? feed_plain(reading->arena,
		xml_content(reading->arena, child_of(about, "title")), FEED_TITLE_LETTERS) : S("");
	return items_read(reading, holder, feed);
}

static bool document_read(struct reading *reading, struct feed *feed)
{
	int line;
	xmlDoc *document = xml_document(reading->bytes, &line);
	bool is_read;

	if (!document) {
		*reading->problem = (struct xml_fault){ .line = line,
			.element = line ? xml_element_at(reading->arena, reading->bytes, line) : S(""),
			.words = str_of(_("The file is no well-formed XML.")) };
		return false;
	}
	is_read = root_read(reading, xmlDocGetRootElement(document), feed);
	xmlFreeDoc(document);
	return is_read;
}

bool feed_bytes_judge(struct arena *arena, struct str bytes, struct xml_fault *problem)
{
	static const struct xml_ceilings ceilings = { .bytes = FEED_LARGEST, .takes_latin1 = true,
		.too_large = N_("The file is larger than 5 MB, which no feed needs to be.") };

	return xml_bytes_judge(arena, bytes, &ceilings, problem);
}

bool feed_read_xml(struct arena *arena, struct str bytes, struct feed *feed,
                   struct xml_fault *problem)
{
	struct reading reading = { .arena = arena, .problem = problem };

	*feed = (struct feed){ 0 };
	if (!feed_bytes_judge(arena, bytes, problem))
		return false;
	reading.bytes = xml_as_utf8(arena, bytes);
	if (document_read(&reading, feed))
		return true;
	*feed = (struct feed){ 0 };
	return false;
}
