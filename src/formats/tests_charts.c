/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * formats/tests_charts.c - each kind of chart: what it must be, and that it is as it was.
 *
 * The digests stand beside the charts (tests_chart_fixtures.c).  When a drawing is meant to
 * change, look at it first:
 *
 *	VARN_CHARTS=/tmp/charts build-test/varn-tests every_kind_of_chart
 *
 * writes /tmp/charts/NAME.svg, and charts.html with all of them, and says the new digests.
 */
#include "base/crypto.h"
#include "base/csv.h"
#include "base/json.h"
#include "base/test.h"
#include "formats/chart_band.h"
#include "formats/chart_funnel.h"
#include "formats/chart_inside.h"
#include "formats/chart_pareto.h"
#include "formats/chart_waterfall.h"
#include "formats/tests_charts.h"
#include "formats/tests_svg.h"

#include <math.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

typedef void write_diagram(struct out *out, struct diagram diagram);

static struct str written(struct diagram diagram, write_diagram *write)
{
	struct out out;

	out_init(&out, test_arena(), 4 << 20);
	write(&out, diagram);
	CHECK(!out.is_full);
	return out_str(&out);
}

static struct str as_svg(struct diagram diagram) { return written(diagram, diagram_svg); }
static struct str as_page(struct diagram diagram) { return written(diagram, diagram_show); }

static bool has(struct str text, const char *piece)
{
	return str_find(text, str_of(piece)) >= 0;
}

static size_t times(struct str text, const char *piece)
{
	size_t n = 0;
	ptrdiff_t at;

	while ((at = str_find(text, str_of(piece))) >= 0) {
		text = str_part(text, (size_t)at + strlen(piece), text.len);
		n++;
	}
	return n;
}

static struct diagram fixture(const char *name)
{
	for (const struct fixture *found = chart_fixtures; found->name; found++)
		if (!strcmp(found->name, name))
			return found->make();
	CHECK(!"there is no such chart");
	return chart_fixtures[0].make();
}

/* ---- All kinds ----------------------------------------------------------------------------- */

static void file_write(const char *folder, const char *name, const char *end, struct str text,
                       const char *mode)
{
	char path[300];
	FILE *file;

	snprintf(path, sizeof(path), "%s/%s%s", folder, name, end);
	file = fopen(path, mode);
	CHECK(file != NULL);
	if (!file)
		return;
	fwrite(text.at, 1, text.len, file);
	fclose(file);
}

static void for_the_eye(const struct fixture *found, struct str svg)
{
	const char *folder = getenv("VARN_CHARTS");

	if (!folder)
		return;
	if (found == chart_fixtures)
		file_write(folder, "charts", ".html", S("<!DOCTYPE html><html lang=\"en\"><head>"
			"<meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width,"
			" initial-scale=1\"><title>Charts</title><link rel=\"stylesheet\""
			" href=\"varn.css\"></head><body><main>\n"), "w");
	file_write(folder, found->name, ".svg", svg, "w");
	file_write(folder, "charts", ".html", as_page(found->make()), "a");
	file_write(folder, found->name, ".vg.json", written(found->make(), diagram_vega), "w");
}

TEST(every_kind_of_chart_is_drawn_as_it_was)
{
	for (const struct fixture *found = chart_fixtures; found->name; found++) {
		struct str svg = as_svg(found->make()), digest = digest_hex(test_arena(), svg);

		for_the_eye(found, svg);
		if (!str_is(digest, found->digest))
			printf("%s is drawn otherwise: %.*s\n", found->name, STR(digest));
		CHECK(str_is(digest, found->digest));
	}
}

TEST(every_kind_of_chart_is_well_formed_and_inside_its_frame)
{
	for (const struct fixture *found = chart_fixtures; found->name; found++) {
		struct str svg = as_svg(found->make()), page = as_page(found->make()), why;

		if (!svg_is_inside(svg, &why))
			printf("%s: outside: %.*s\n", found->name, STR(why));
		CHECK(svg_is_inside(svg, &why));
		CHECK(svg_is_well_formed(page));
		CHECK(has(page, "role=\"img\" aria-labelledby="));
		CHECK(has(page, "<table class=\"list\">"));
		CHECK(!has(page, "style="));
		CHECK(!has(svg, "nan") && !has(svg, "inf\""));
	}
}

/* Each field that a channel names is in each row; every mark is one that Vega-Lite has. */
static void spec_check(const char *name, json_t *spec)
{
	static const char *const marks[] = { "bar", "area", "line", "rule", "text", "point", "rect", "tick" };
	json_t *each = json_object_get(spec, "spec"), *layer, *channel;
	json_t *layers = json_object_get(each ? each : spec, "layer");
	json_t *rows = json_object_get(json_object_get(spec, "data"), "values");
	size_t i;
	const char *key;

	CHECK(str_is(json_text(spec, "$schema"), "https://vega.github.io/schema/vega-lite/v5.json"));
	CHECK(json_array_size(layers) > 0);
	CHECK(json_array_size(rows) > 0);
	json_array_foreach(layers, i, layer) {
		struct str mark = json_text(json_object_get(layer, "mark"), "type");
		bool is_known = false;

		for (size_t k = 0; k < COUNT(marks); k++)
			is_known = is_known || str_is(mark, marks[k]);
		if (!is_known)
			printf("%s: no mark of Vega-Lite: %.*s\n", name, STR(mark));
		CHECK(is_known);
		json_object_foreach(json_object_get(layer, "encoding"), key, channel) {
			const char *field = json_string_value(json_object_get(channel, "field"));

			CHECK(field && json_object_get(json_array_get(rows, 0), field));
			CHECK(json_object_get(channel, "type") || !strcmp(key, "x2") || !strcmp(key, "y2"));
		}
	}
}

TEST(every_kind_of_chart_is_a_spec_of_vega_lite_with_its_data)
{
	for (const struct fixture *found = chart_fixtures; found->name; found++) {
		struct str problem = S("");
		json_t *spec = json_read(test_arena(), written(found->make(), diagram_vega), &problem);

		if (!spec)
			printf("%s: %.*s\n", found->name, STR(problem));
		CHECK(spec != NULL);
		spec_check(found->name, spec);
		json_decref(spec);
	}
}

TEST(every_kind_of_chart_has_a_table_with_as_many_cells_in_each_line_of_its_csv)
{
	for (const struct fixture *found = chart_fixtures; found->name; found++) {
		struct str csv = written(found->make(), diagram_csv);
		const char *problem = NULL;
		const struct csv_table *table = csv_read(test_arena(), csv, &problem);

		CHECK(str_starts(csv, S("\xEF\xBB\xBF")));
		CHECK(table && table->count > 1 && table->rows[0].count > 1);
		for (size_t row = 1; row < table->count; row++)
			CHECK(table->rows[row].count == table->rows[0].count);
	}
}

/* ---- Trend with what was expected -------------------------------------------------------------- */

static struct str band_svg(const struct band_period *periods, size_t count)
{
	return as_svg(band_diagram(&(struct chart_band){ .about = { .id = "b", .title = S("T"),
		.heading = S("Week") }, .count = count, .periods = periods }));
}

TEST(what_is_probably_late_is_hatched_from_what_is_reported_to_what_it_will_be)
{
	/* The axis ends at 20: a step of 190 / 20 pixels each. */
	struct band_period period = band_period(S("1"));
	struct str svg;

	period.reported = 8;
	period.complete = 14;
	period.complete_low = 10;
	period.complete_high = 20;
	svg = band_svg(&period, 1);
	CHECK(has(svg, "class=\"mark c1\" x=\"") && has(svg, "height=\"76.0\"/>"));
	CHECK(has(svg, "fill=\"url(#b-hatch)\"") && has(svg, "height=\"57.0\"/>"));
	period.complete = NAN;
	CHECK(!has(band_svg(&period, 1), "url(#b-hatch)"));
}

TEST(what_is_not_known_is_a_gap_and_never_nought)
{
	struct band_period periods[3] = { band_period(S("1")), band_period(S("2")), band_period(S("3")) };
	struct chart_band band = { .about = { .id = "b", .title = S("T"), .heading = S("Week") },
		.count = 3, .periods = periods };
	struct str page;

	periods[0].expected = periods[2].expected = 4;
	periods[0].reported = periods[2].reported = 5;
	page = as_page(band_diagram(&band));
	CHECK(times(page, "class=\"mark c1\"") == 3);           /* two columns and the legend */
	CHECK(times(page, "h0") == 2);                          /* two ends, no line between */
	CHECK(has(page, "<th scope=\"row\">2</th><td class=\"num\">–</td>"));
}

TEST(what_is_hidden_moves_neither_axis_nor_column_and_is_in_no_form)
{
	struct band_period periods[2] = { band_period(S("1")), band_period(S("2")) };
	struct chart_band band = { .about = { .id = "b", .title = S("T"), .heading = S("Week") },
		.count = 2, .periods = periods };

	periods[0].reported = 3;
	periods[1].reported = 4711;
	periods[1].complete = 4712;
	periods[1].less_than = 5000;
	CHECK(has(as_page(band_diagram(&band)), "&lt;5\xE2\x80\xAF""000"));
	CHECK(!has(as_page(band_diagram(&band)), "471"));
	CHECK(!has(written(band_diagram(&band), diagram_csv), "471"));
	CHECK(!has(written(band_diagram(&band), diagram_vega), "471"));
	CHECK(has(as_svg(band_diagram(&band)), ">4</text>"));   /* the end of the axis */
}

TEST(an_alarm_is_a_ring_with_its_number_and_a_break_has_words)
{
	struct str svg = as_svg(fixture("band"));

	CHECK(has(svg, "class=\"ring\""));
	CHECK(has(svg, "class=\"break\""));
	CHECK(has(svg, "class=\"forecast\""));
	CHECK(has(svg, "class=\"before\""));
}

TEST(a_finding_says_how_sure_it_is)
{
	struct str sure = band_finding(test_arena(), 37, 24.2, 17.1, 33.4, VERDICT_increase);
	struct str unsure = band_finding(test_arena(), 26, 24.2, 17.1, 33.4, VERDICT_cannot_tell);

	CHECK(str_is(sure, "37 reported, expected 24 (18–34). It is an increase."));
	CHECK(has(unsure, "It cannot be said"));
	CHECK(!has(unsure, "increase") && !has(unsure, "decrease") && !has(unsure, "trend"));
}

/* ---- Others ----------------------------------------------------------------------------------- */

TEST(a_waterfall_goes_on_where_the_bar_before_ended)
{
	static const struct waterfall_part parts[] = {
		{ .label = { "A", 1 }, .effect = 20, .low = 15, .high = 25 },
		{ .label = { "B", 1 }, .effect = -10, .low = -14, .high = -6 } };
	struct chart_waterfall waterfall = { .about = { .id = "w", .title = S("T"), .heading = S("Part") },
		.before = 100, .after = 110, .before_label = S("2024"), .after_label = S("2025"),
		.count = 2, .parts = parts };
	struct str vega = written(waterfall_diagram(&waterfall), diagram_vega);

	CHECK(has(vega, "\"label\":\"A\",\"row\":1,\"total\":null,\"effect\":20"));
	CHECK(has(vega, "\"from\":100,\"to\":120"));
	CHECK(has(vega, "\"from\":120,\"to\":110"));
	CHECK(has(as_page(waterfall_diagram(&waterfall)), "−10"));
}

/* Nothing is read of parts that are too many: here there are none behind the count. */
TEST(a_waterfall_of_too_many_parts_is_our_mistake_before_anything_is_drawn)
{
	struct chart_waterfall waterfall = { .about = { .id = "w", .title = S("T"), .heading = S("Part") },
		.count = WATERFALL_PARTS_MOST + 1 };
	int status = 0;
	pid_t child = fork();

	if (!child) {
		CHECK(freopen("/dev/null", "w", stderr) != NULL);
		as_svg(waterfall_diagram(&waterfall));
		_exit(0);
	}
	CHECK(waitpid(child, &status, 0) == child);
	CHECK(WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT);
}

TEST(no_sum_tells_what_a_hidden_share_is)
{
	static const struct pareto_row rows[] = {
		{ .label = { "A", 1 }, .count = 60, .share = 0.6, .sum = 0.6, .sum_low90 = 0.51, .sum_high90 = 0.68,
		  .less_than = NAN },
		{ .label = { "B", 1 }, .count = 3, .share = 0.03, .sum = 0.63, .less_than = 5 },
		{ .label = { "C", 1 }, .count = 10, .share = 0.1, .sum = 0.7345, .sum_low90 = 0.7123,
		  .sum_high90 = 0.7567, .less_than = NAN } };
	struct chart_pareto pareto = { .about = { .id = "p", .title = S("T"), .heading = S("Kind") },
		.count = COUNT(rows), .rows = rows };
	struct str csv = written(pareto_diagram(&pareto), diagram_csv);
	struct str vega = written(pareto_diagram(&pareto), diagram_vega), svg = as_svg(pareto_diagram(&pareto));

	CHECK(has(csv, "A;60;0,6;0;0;0,6;0,51;0,68"));
	CHECK(has(csv, "C;10;0,1;0;0;;;\r\n"));
	CHECK(!has(csv, "0,7345") && !has(csv, "0,7123") && !has(csv, "0,7567"));
	CHECK(has(vega, "\"sum\":0.6,") && !has(vega, "0.7345") && !has(vega, "0.7123"));
	CHECK(times(svg, "<circle") == 2);                      /* A and the legend; the sum of C has none */
}

TEST(a_funnel_names_who_stands_out_and_the_one_chosen)
{
	struct str svg = as_svg(fixture("funnel"));

	CHECK(has(svg, "class=\"chosen\""));
	CHECK(has(svg, "class=\"hollow\""));
	CHECK(has(svg, "silence?"));
}

/* ---- Axes -------------------------------------------------------------------------------------- */

TEST(axes_end_at_round_numbers)
{
	CHECK(scale_top(0, true) == 4);
	CHECK(scale_top(NAN, false) == 1);
	CHECK(scale_top(4, true) == 4);
	CHECK(scale_top(11, true) == 15);
	CHECK(scale_top(43, true) == 50);
	CHECK(fabs(scale_top(0.43, false) - 0.5) < 1e-12);
	CHECK(scale_top(1e9, true) == 1e9);
}

TEST(a_value_beyond_its_axis_is_drawn_at_the_end)
{
	struct scale scale = { 0, 10, 200, 0, false };

	CHECK(scale_at(&scale, 5) == 100);
	CHECK(scale_at(&scale, 11) == 0);
	CHECK(scale_at(&scale, -1) == 200);
	CHECK(isnan(scale_at(&scale, NAN)));
}
