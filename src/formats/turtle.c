/* SPDX-License-Identifier: EUPL-1.2 */
/* formats/turtle.c - see turtle.h. */
#include "formats/turtle.h"

static void address_write(struct out *out, struct str address)
{
	static const char forbidden[] = "<>\"{}|^`\\";

	out_char(out, '<');
	for (size_t i = 0; i < address.len; i++) {
		unsigned char c = (unsigned char)address.at[i];

		if (c <= ' ' || c == 0x7F || strchr(forbidden, c))
			out_print(out, "%%%02X", c);
		else
			out_char(out, (char)c);
	}
	out_char(out, '>');
}

static void text_write(struct out *out, struct str text)
{
	out_char(out, '"');
	for (size_t i = 0; i < text.len; i++) {
		unsigned char c = (unsigned char)text.at[i];

		if (c == '"' || c == '\\')
			out_print(out, "\\%c", c);
		else if (c == '\n')
			out_z(out, "\\n");
		else if (c == '\r')
			out_z(out, "\\r");
		else if (c < ' ' || c == 0x7F)
			out_print(out, "\\u%04X", c);
		else
			out_char(out, (char)c);
	}
	out_char(out, '"');
}

static void predicate_write(struct turtle *turtle, const char *predicate)
{
	out_print(turtle->out, " ;\n\t%s ", predicate);
}

static void date_write(struct out *out, struct date date)
{
	out_print(out, "\"%04d-%02d-%02d\"^^xsd:date", date.year, date.month, date.day);
}

void turtle_begin(struct turtle *turtle, struct out *out, const struct turtle_prefix *prefixes)
{
	*turtle = (struct turtle){ .out = out };
	for (; prefixes->name; prefixes++)
		out_print(out, "@prefix %s: <%s> .\n", prefixes->name, prefixes->address);
}

void turtle_subject(struct turtle *turtle, struct str address, const char *type)
{
	turtle_end(turtle);
	out_char(turtle->out, '\n');
	address_write(turtle->out, address);
	out_print(turtle->out, " a %s", type);
	turtle->is_open = true;
}

void turtle_link(struct turtle *turtle, const char *predicate, struct str address)
{
	predicate_write(turtle, predicate);
	address_write(turtle->out, address);
}

void turtle_text(struct turtle *turtle, const char *predicate, struct str text, const char *language)
{
	predicate_write(turtle, predicate);
	text_write(turtle->out, text);
	if (language)
		out_print(turtle->out, "@%s", language);
}

void turtle_date(struct turtle *turtle, const char *predicate, struct date date)
{
	if (!date_is_given(date))
		return;
	predicate_write(turtle, predicate);
	date_write(turtle->out, date);
}

void turtle_period(struct turtle *turtle, const char *predicate, struct date from, struct date to)
{
	predicate_write(turtle, predicate);
	out_z(turtle->out, "[ a dcterms:PeriodOfTime ; dcat:startDate ");
	date_write(turtle->out, from);
	out_z(turtle->out, " ; dcat:endDate ");
	date_write(turtle->out, to);
	out_z(turtle->out, " ]");
}

void turtle_end(struct turtle *turtle)
{
	if (turtle->is_open)
		out_z(turtle->out, " .\n");
	turtle->is_open = false;
}
