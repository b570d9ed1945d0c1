/* SPDX-License-Identifier: EUPL-1.2 */
/* app/analyse_figure.c - see analyse.h and analyse_draw.h: --chart FILE. */
#include "app/analyse.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

static const char *chart_path(const struct analyse_ask *ask)
{
	return option_value(ask->argc, ask->argv, "chart");
}

/* Which form the ending of the file means; NULL: none. */
static const struct diagram_form *form_of(const char *path)
{
	const char *dot = strrchr(path, '.');

	return dot ? diagram_form(str_of(dot + 1)) : NULL;
}

bool analyse_chart_is_fine(const struct analyse_ask *ask)
{
	const char *path = chart_path(ask);

	if (!path || form_of(path))
		return true;
	fprintf(stderr, "varn analyse: --chart is a file that ends with .svg, .csv or .json (Vega-Lite), not '%s'\n",
		path);
	return false;
}

bool analysed_draws(const struct analysed *analysed, struct str name)
{
	const char *of = option_value(analysed->ask->argc, analysed->ask->argv, "chart-of");

	return chart_path(analysed->ask) && !analysed->drawn.kind && (!of || str_is(name, of));
}

void analysed_draw(struct analysed *analysed, struct diagram diagram)
{
	analysed->drawn = diagram;
}

static bool file_written(const char *path, struct str text)
{
	FILE *file = fopen(path, "w");
	bool is_whole = file && fwrite(text.at, 1, text.len, file) == text.len;

	if (file && fclose(file) != 0)
		is_whole = false;
	if (!is_whole)
		fprintf(stderr, "varn analyse: --chart %s: cannot be written: %s\n", path, strerror(errno));
	return is_whole;
}

bool analysed_chart_written(const struct analysed *analysed)
{
	const char *path = chart_path(analysed->ask);
	const char *of = option_value(analysed->ask->argc, analysed->ask->argv, "chart-of");
	struct out out;

	if (!path)
		return true;
	if (!analysed->drawn.kind) {
		fprintf(stderr, "varn analyse: --chart%s%s: there is nothing to draw\n", of ? "-of " : "", of ? of : "");
		return false;
	}
	out_init(&out, analysed->out.arena, ANALYSE_LONGEST_INPUT);
	form_of(path)->write(&out, analysed->drawn);
	return file_written(path, out_str(&out));
}
