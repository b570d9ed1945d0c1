/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * formats/docx_parts.c - styles, properties and the other parts around the text.
 *
 * The order of elements is that of the schema (ECMA-376, wml.xsd): Word refuses what
 * LibreOffice forgives.
 */
#include "formats/docx_inside.h"

#include <string.h>
#include <time.h>

#define HEAD "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
#define MAIN "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\""
#define RELATED "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define PACKAGE "http://schemas.openxmlformats.org/package/2006"
#define WORD_TYPE "application/vnd.openxmlformats-officedocument.wordprocessingml."

static const char types[] = HEAD
	"<Types xmlns=\"" PACKAGE "/content-types\">\n"
	"<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\n"
	"<Default Extension=\"xml\" ContentType=\"application/xml\"/>\n"
	"<Override PartName=\"/word/document.xml\" ContentType=\"" WORD_TYPE "document.main+xml\"/>\n"
	"<Override PartName=\"/word/styles.xml\" ContentType=\"" WORD_TYPE "styles+xml\"/>\n"
	"<Override PartName=\"/word/numbering.xml\" ContentType=\"" WORD_TYPE "numbering+xml\"/>\n"
	"<Override PartName=\"/word/settings.xml\" ContentType=\"" WORD_TYPE "settings+xml\"/>\n"
	"<Override PartName=\"/word/footer1.xml\" ContentType=\"" WORD_TYPE "footer+xml\"/>\n"
	"<Override PartName=\"/docProps/core.xml\" ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/>\n"
	"<Override PartName=\"/docProps/app.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.extended-properties+xml\"/>\n"
	"</Types>\n";

static const char package_relations[] = HEAD
	"<Relationships xmlns=\"" PACKAGE "/relationships\">\n"
	"<Relationship Id=\"rId1\" Type=\"" RELATED "/officeDocument\" Target=\"word/document.xml\"/>\n"
	"<Relationship Id=\"rId2\" Type=\"" PACKAGE "/relationships/metadata/core-properties\" Target=\"docProps/core.xml\"/>\n"
	"<Relationship Id=\"rId3\" Type=\"" RELATED "/extended-properties\" Target=\"docProps/app.xml\"/>\n"
	"</Relationships>\n";

static const char document_relations[] = HEAD
	"<Relationships xmlns=\"" PACKAGE "/relationships\">\n"
	"<Relationship Id=\"rId1\" Type=\"" RELATED "/styles\" Target=\"styles.xml\"/>\n"
	"<Relationship Id=\"rId2\" Type=\"" RELATED "/numbering\" Target=\"numbering.xml\"/>\n"
	"<Relationship Id=\"rId3\" Type=\"" RELATED "/settings\" Target=\"settings.xml\"/>\n"
	"<Relationship Id=\"rId4\" Type=\"" RELATED "/footer\" Target=\"footer1.xml\"/>\n"
	"</Relationships>\n";

static const char app_properties[] = HEAD
	"<Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties\">"
	"<Application>Varn</Application></Properties>\n";

/* ---- Styles ------------------------------------------------------------------------------- */

struct style {
	const char *id, *name, *base, *next;
	const char *paragraph, *run;    /* what stands in pPr and rPr */
	bool is_offered;                /* in the list of styles */
};

#define GREEN "<w:color w:val=\"003F3C\"/>"
#define BEFORE_AFTER(before, after) "<w:spacing w:before=\"" before "\" w:after=\"" after "\"/>"
#define HEADING(level, before, after) "<w:keepNext/><w:keepLines/>" BEFORE_AFTER(before, after) \
	"<w:outlineLvl w:val=\"" level "\"/>"
#define SIZE(half_points) "<w:sz w:val=\"" half_points "\"/><w:szCs w:val=\"" half_points "\"/>"

static const struct style styles[] = {
	{ "Title", "Title", "Normal", "Normal", "<w:keepNext/>" BEFORE_AFTER("0", "80"),
	  "<w:b/>" GREEN SIZE("40"), true },
	{ "Subtitle", "Subtitle", "Normal", "Normal", BEFORE_AFTER("0", "240"), "<w:color w:val=\"555555\"/>" SIZE("24"), true },
	{ "Heading1", "heading 1", "Normal", "Normal", HEADING("0", "360", "120"), "<w:b/>" GREEN SIZE("30"), true },
	{ "Heading2", "heading 2", "Normal", "Normal", HEADING("1", "280", "80"), "<w:b/>" GREEN SIZE("26"), true },
	{ "Heading3", "heading 3", "Normal", "Normal", HEADING("2", "200", "60"), "<w:b/>" GREEN SIZE("23"), true },
	{ "Heading4", "heading 4", "Normal", "Normal", HEADING("3", "160", "40"), "<w:b/><w:i/>" GREEN SIZE("22"), true },
	{ "ListParagraph", "List Paragraph", "Normal", NULL, BEFORE_AFTER("0", "60") "<w:contextualSpacing/>", "", true },
	{ "Caption", "caption", "Normal", "Normal", "<w:keepNext/>" BEFORE_AFTER("160", "80"), "<w:b/>" SIZE("20"), true },
	{ "Quote", "Quote", "Normal", "Normal", "<w:ind w:left=\"567\" w:right=\"567\"/>", "<w:i/>", true },
	{ "Fact", "Fact", "Normal", NULL, BEFORE_AFTER("0", "40"), "", false },
	{ "Small", "Small", "Normal", NULL, BEFORE_AFTER("0", "80"), "<w:color w:val=\"444444\"/>" SIZE("18"), false },
	{ "Cell", "Cell", "Normal", NULL, "<w:spacing w:before=\"30\" w:after=\"30\" w:line=\"240\" w:lineRule=\"auto\"/>", SIZE("20"), false },
	{ "CellNumber", "Cell with number", "Cell", NULL, "<w:jc w:val=\"right\"/>", "", false },
	{ "AfterTable", "After a table", "Normal", "Normal", "<w:spacing w:before=\"0\" w:after=\"60\" w:line=\"120\" w:lineRule=\"exact\"/>", SIZE("8"), false },
	{ "Footer", "footer", "Normal", NULL, "<w:tabs><w:tab w:val=\"right\" w:pos=\"9638\"/></w:tabs>" BEFORE_AFTER("0", "0"), "<w:color w:val=\"555555\"/>" SIZE("18"), false },
};

static const char style_defaults[] =
	"<w:docDefaults><w:rPrDefault><w:rPr>"
	"<w:rFonts w:ascii=\"Calibri\" w:hAnsi=\"Calibri\" w:eastAsia=\"Calibri\" w:cs=\"Calibri\"/>"
	SIZE("22") "<w:lang w:val=\"%s\" w:eastAsia=\"en-US\" w:bidi=\"ar-SA\"/>"
	"</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>"
	"<w:spacing w:after=\"120\" w:line=\"264\" w:lineRule=\"auto\"/></w:pPr></w:pPrDefault></w:docDefaults>\n"
	"<w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name w:val=\"Normal\"/><w:qFormat/></w:style>\n"
	"<w:style w:type=\"character\" w:default=\"1\" w:styleId=\"DefaultParagraphFont\">"
	"<w:name w:val=\"Default Paragraph Font\"/><w:uiPriority w:val=\"1\"/><w:semiHidden/></w:style>\n"
	"<w:style w:type=\"character\" w:styleId=\"Hyperlink\"><w:name w:val=\"Hyperlink\"/>"
	"<w:basedOn w:val=\"DefaultParagraphFont\"/><w:rPr><w:color w:val=\"00504C\"/><w:u w:val=\"single\"/></w:rPr></w:style>\n";

#define EDGE(side) "<w:" side " w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"A6A6A6\"/>"
static const char table_styles[] =
	"<w:style w:type=\"table\" w:default=\"1\" w:styleId=\"TableNormal\"><w:name w:val=\"Normal Table\"/>"
	"<w:uiPriority w:val=\"99\"/><w:semiHidden/><w:tblPr><w:tblInd w:w=\"0\" w:type=\"dxa\"/><w:tblCellMar>"
	"<w:top w:w=\"0\" w:type=\"dxa\"/><w:left w:w=\"108\" w:type=\"dxa\"/><w:bottom w:w=\"0\" w:type=\"dxa\"/>"
	"<w:right w:w=\"108\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr></w:style>\n"
	"<w:style w:type=\"numbering\" w:default=\"1\" w:styleId=\"NoList\"><w:name w:val=\"No List\"/>"
	"<w:uiPriority w:val=\"99\"/><w:semiHidden/></w:style>\n"
	"<w:style w:type=\"table\" w:customStyle=\"1\" w:styleId=\"Lines\"><w:name w:val=\"Lines\"/>"
	"<w:basedOn w:val=\"TableNormal\"/><w:tblPr><w:tblBorders>" EDGE("top") EDGE("bottom") EDGE("insideH")
	"</w:tblBorders></w:tblPr><w:tblStylePr w:type=\"firstRow\"><w:rPr><w:b/></w:rPr>"
	"<w:tcPr><w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"E3ECEB\"/></w:tcPr></w:tblStylePr></w:style>\n";

static const char *language_of(const struct docx *doc)
{
	return doc->about.language && !strcmp(doc->about.language, "en") ? "en-GB" : "sv-SE";
}

static struct out *part_begin(struct docx *doc)
{
	struct out *out = arena_new(doc->arena, struct out);

	out_init(out, doc->arena, DOCX_LONGEST + 65536);
	out_z(out, HEAD);
	return out;
}

static void style_write(struct out *out, const struct style *style)
{
	bool is_own = !style->is_offered && strcmp(style->id, "Footer");

	out_print(out, "<w:style w:type=\"paragraph\"%s w:styleId=\"%s\"><w:name w:val=\"%s\"/>"
		"<w:basedOn w:val=\"%s\"/>", is_own ? " w:customStyle=\"1\"" : "",
		style->id, style->name, style->base);
	if (style->next)
		out_print(out, "<w:next w:val=\"%s\"/>", style->next);
	out_print(out, "%s<w:pPr>%s</w:pPr><w:rPr>%s</w:rPr></w:style>\n",
		style->is_offered ? "<w:qFormat/>" : "", style->paragraph, style->run);
}

static struct str styles_part(struct docx *doc)
{
	struct out *out = part_begin(doc);

	out_z(out, "<w:styles " MAIN ">\n");
	out_print(out, style_defaults, language_of(doc));
	for (size_t i = 0; i < COUNT(styles); i++)
		style_write(out, &styles[i]);
	out_z(out, table_styles);
	out_z(out, "</w:styles>\n");
	return out_str(out);
}

/* ---- The other parts ------------------------------------------------------------------------ */

static void levels_write(struct out *out, int id, bool is_numbered)
{
	static const char *const marks[] = { "•", "–", "▪" };
	static const char *const formats[] = { "decimal", "lowerLetter", "lowerRoman" };

	out_print(out, "<w:abstractNum w:abstractNumId=\"%d\"><w:multiLevelType w:val=\"hybridMultilevel\"/>", id);
	for (int level = 0; level < DOCX_MOST_LISTS; level++) {
		out_print(out, "<w:lvl w:ilvl=\"%d\"><w:start w:val=\"1\"/><w:numFmt w:val=\"%s\"/>", level,
			is_numbered ? formats[level % 3] : "bullet");
		if (is_numbered)
			out_print(out, "<w:lvlText w:val=\"%%%d.\"/>", level + 1);
		else
			out_print(out, "<w:lvlText w:val=\"%s\"/>", marks[level % 3]);
		out_print(out, "<w:lvlJc w:val=\"left\"/><w:pPr><w:ind w:left=\"%d\" w:hanging=\"426\"/></w:pPr></w:lvl>",
			426 * (level + 1));
	}
	out_z(out, "</w:abstractNum>\n");
}

static struct str numbering_part(struct docx *doc)
{
	struct out *out = part_begin(doc);

	out_z(out, "<w:numbering " MAIN ">\n");
	levels_write(out, 0, false);
	levels_write(out, 1, true);
	out_z(out, "<w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num>\n");
	out_raw(out, out_str(&doc->numbers));
	out_z(out, "</w:numbering>\n");
	return out_str(out);
}

static struct str settings_part(struct docx *doc)
{
	struct out *out = part_begin(doc);

	out_print(out, "<w:settings " MAIN "><w:zoom w:percent=\"100\"/><w:defaultTabStop w:val=\"851\"/>"
		"<w:characterSpacingControl w:val=\"doNotCompress\"/><w:compat>"
		"<w:compatSetting w:name=\"compatibilityMode\" w:uri=\"http://schemas.microsoft.com/office/word\""
		" w:val=\"15\"/></w:compat><w:themeFontLang w:val=\"%s\"/><w:decimalSymbol w:val=\"%s\"/>"
		"<w:listSeparator w:val=\"%s\"/></w:settings>\n", language_of(doc),
		strcmp(language_of(doc), "sv-SE") ? "." : ",", strcmp(language_of(doc), "sv-SE") ? "," : ";");
	return out_str(out);
}

static void field_write(struct out *out, const char *name)
{
	out_print(out, "<w:fldSimple w:instr=\" %s \"><w:r><w:t>1</w:t></w:r></w:fldSimple>", name);
}

/* "Title                3 (12)" at the foot of each page. */
static struct str footer_part(struct docx *doc)
{
	struct out *out = part_begin(doc);

	out_z(out, "<w:ftr " MAIN "><w:p><w:pPr><w:pStyle w:val=\"Footer\"/></w:pPr>"
		"<w:r><w:t xml:space=\"preserve\">");
	docx_text(out, doc->about.title);
	out_z(out, "</w:t></w:r><w:r><w:tab/></w:r>");
	field_write(out, "PAGE");
	out_z(out, "<w:r><w:t xml:space=\"preserve\"> (</w:t></w:r>");
	field_write(out, "NUMPAGES");
	out_z(out, "<w:r><w:t>)</w:t></w:r></w:p></w:ftr>\n");
	return out_str(out);
}

static void property(struct out *out, const char *name, struct str words)
{
	if (!words.len)
		return;
	out_print(out, "<%s>", name);
	docx_text(out, words);
	out_print(out, "</%s>\n", name);
}

/* W3CDTF in UTC, as the schema wants it. */
static struct str utc_words(struct arena *arena, struct instant instant)
{
	time_t seconds = (time_t)instant.seconds;
	struct tm utc = { 0 };

	gmtime_r(&seconds, &utc);
	return arena_print(arena, "%04d-%02d-%02dT%02d:%02d:%02dZ", utc.tm_year + 1900, utc.tm_mon + 1,
		utc.tm_mday, utc.tm_hour, utc.tm_min, utc.tm_sec);
}

static struct str core_part(struct docx *doc)
{
	struct str made = utc_words(doc->arena, doc->about.made);
	struct out *out = part_begin(doc);

	out_z(out, "<cp:coreProperties xmlns:cp=\"" PACKAGE "/metadata/core-properties\""
		" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:dcterms=\"http://purl.org/dc/terms/\""
		" xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\">\n");
	property(out, "dc:title", doc->about.title);
	property(out, "dc:subject", doc->about.subject);
	property(out, "dc:creator", doc->about.author);
	property(out, "dc:language", str_of(language_of(doc)));
	property(out, "cp:lastModifiedBy", doc->about.author);
	out_print(out, "<dcterms:created xsi:type=\"dcterms:W3CDTF\">%.*s</dcterms:created>\n"
		"<dcterms:modified xsi:type=\"dcterms:W3CDTF\">%.*s</dcterms:modified>\n</cp:coreProperties>\n",
		STR(made), STR(made));
	return out_str(out);
}

static struct str document_part(struct docx *doc)
{
	struct out *out = part_begin(doc);

	out_z(out, "<w:document " MAIN " xmlns:r=\"" RELATED "\"><w:body>\n");
	out_raw(out, out_str(&doc->body));
	out_z(out, "<w:sectPr><w:footerReference w:type=\"default\" r:id=\"rId4\"/>"
		"<w:pgSz w:w=\"11906\" w:h=\"16838\"/><w:pgMar w:top=\"1134\" w:right=\"1134\" w:bottom=\"1134\""
		" w:left=\"1134\" w:header=\"567\" w:footer=\"567\" w:gutter=\"0\"/></w:sectPr></w:body></w:document>\n");
	return out_str(out);
}

void docx_parts(struct docx *doc, struct docx_part parts[DOCX_PARTS])
{
	const struct docx_part all[DOCX_PARTS] = {
		{ "[Content_Types].xml", str_of(types) },
		{ "_rels/.rels", str_of(package_relations) },
		{ "word/document.xml", document_part(doc) },
		{ "word/_rels/document.xml.rels", str_of(document_relations) },
		{ "word/styles.xml", styles_part(doc) },
		{ "word/numbering.xml", numbering_part(doc) },
		{ "word/settings.xml", settings_part(doc) },
		{ "word/footer1.xml", footer_part(doc) },
		{ "docProps/core.xml", core_part(doc) },
		{ "docProps/app.xml", str_of(app_properties) },
	};

	memcpy(parts, all, sizeof(all));
}
