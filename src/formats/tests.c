/* SPDX-License-Identifier: EUPL-1.2 */
/* formats/tests.c - what figures must be: well-formed, named, and equal to their tables. */
#include "base/test.h"
#include "formats/chart.h"
#include "formats/markdown.h"
#include "formats/tests_svg.h"

#include <string.h>

/* ---- Figures --------------------------------------------------------------------------- */

static const struct str months[] = { { "May", 3 }, { "June", 4 }, { "July", 4 }, { "August", 6 } };
static const int64_t now[] = { 11, 0, 19, 3 }, before[] = { 9, 12, 7, 9 };
static const struct str links[] = { { "/events?from=2026-05-01&to=2026-05-31", 37 },
	{ "/events?m=6", 11 }, { "/events?m=7", 11 }, { "/events?m=8", 11 } };

static struct str shown(const struct chart *chart)
{
	struct out out;

	out_init(&out, test_arena(), 1 << 20);
	chart_show(&out, chart);
	CHECK(!out.is_full);
	return out_str(&out);
}

static bool has(struct str text, const char *piece)
{
	return str_find(text, str_of(piece)) >= 0;
}

static size_t times(struct str text, const char *piece)
{
	struct str what = str_of(piece);
	size_t n = 0;
	ptrdiff_t at;

	while ((at = str_find(text, what)) >= 0) {
		text = str_part(text, (size_t)at + what.len, text.len);
		n++;
	}
	return n;
}

static struct chart some_chart(enum chart_kind kind, const struct chart_series *series)
{
	return (struct chart){ .kind = kind, .id = "c", .title = S("Fire & <smoke>"),
		.finding = S("July is \"high\"."), .caveat = S("A selection."), .heading = S("Month"),
		.count = 4, .labels = months, .series_count = 2, .series = series };
}

TEST(every_kind_of_figure_is_well_formed_named_and_described)
{
	const struct chart_series series[] = { { S("2026"), now, links }, { S("2025"), before, NULL } };

	for (enum chart_kind kind = CHART_LINE; kind <= CHART_STACKED; kind++) {
		struct chart chart = some_chart(kind, series);
		struct str text = shown(&chart);

		CHECK(svg_is_well_formed(text));
		CHECK(has(text, "<figure class=\"chart\">"));
		CHECK(has(text, "role=\"img\" aria-labelledby=\"c-title c-desc\""));
		CHECK(has(text, "<title id=\"c-title\">Fire &amp; &lt;smoke&gt;</title>"));
		CHECK(has(text, "<desc id=\"c-desc\">July is \"high\".</desc>"));
		CHECK(has(text, "A selection."));
		CHECK(!has(text, "style="));
		CHECK(!has(text, "-hatch"));
	}
}

TEST(the_table_has_the_same_numbers_as_the_drawing_with_links)
{
	const struct chart_series series[] = { { S("2026"), now, links }, { S("2025"), before, NULL } };
	struct chart chart = some_chart(CHART_LINE, series);
	struct str text = shown(&chart);

	CHECK(has(text, "<th scope=\"row\">July</th><td class=\"num\"><a href=\"/events?m=7\">19</a></td>"
		"<td class=\"num\">7</td>"));
	CHECK(has(text, "<a href=\"/events?from=2026-05-01&amp;to=2026-05-31\">11</a>"));
	CHECK(times(text, ">19</text>") == 1);
	CHECK(times(text, "<td class=\"num\">") == 8);
}

TEST(a_period_that_goes_on_is_hatched_and_named)
{
	const struct chart_series series[] = { { S("2026"), now, NULL } };
	struct chart chart = some_chart(CHART_STACKED, series);
	struct str text;

	chart.series_count = 1;
	chart.unfinished = S("until 24 August");
	text = shown(&chart);
	CHECK(svg_is_well_formed(text));
	CHECK(has(text, "fill=\"url(#c-hatch)\""));
	CHECK(times(text, "until 24 August") == 2);
}

TEST(axes_begin_at_zero_and_end_at_a_round_number)
{
	const struct chart_series series[] = { { S("2026"), now, NULL } };
	struct chart chart = some_chart(CHART_LINE, series);

	chart.series_count = 1;
	CHECK(has(shown(&chart), ">0</text>"));
	CHECK(chart_top(0) == 4);
	CHECK(chart_top(4) == 5);
	CHECK(chart_top(10) == 10);
	CHECK(chart_top(11) == 20);
	CHECK(chart_top(43) == 50);
	CHECK(chart_top(84648) == 100000);
	CHECK(chart_top(INT64_MAX / 200) > 0);
}

TEST(a_figure_of_nothing_is_nothing)
{
	const struct chart_series series[] = { { S("2026"), now, NULL } };
	struct chart chart = some_chart(CHART_BARS, series);

	chart.count = 0;
	CHECK(shown(&chart).len == 0);
}

TEST(figures_without_any_event_stand_on_the_axis)
{
	static const int64_t none[4] = { 0 };
	const struct chart_series series[] = { { S("2026"), none, NULL }, { S("2025"), none, NULL } };

	for (enum chart_kind kind = CHART_LINE; kind <= CHART_STACKED; kind++) {
		struct chart chart = some_chart(kind, series);

		CHECK(svg_is_well_formed(shown(&chart)));
	}
}

TEST(a_heat_grid_says_every_number)
{
	static const struct str days[] = { { "Mon", 3 }, { "Tue", 3 } };
	static const struct str hours[] = { { "00", 2 }, { "06", 2 }, { "12", 2 } };
	static const int64_t values[] = { 0, 1, 2, 9, 0, 3 };
	static const struct str cell_links[] = { { "/a", 2 }, { "/b", 2 }, { "/c", 2 }, { "/d", 2 },
		{ "/e", 2 }, { "/f", 2 } };
	struct heat heat = { .id = "h", .title = S("When"), .finding = S("Most on Tuesday."),
		.heading = S("Day"), .rows = 2, .columns = 3, .row_labels = days,
		.column_labels = hours, .values = values, .links = cell_links };
	struct out out;

	out_init(&out, test_arena(), 1 << 20);
	heat_show(&out, &heat);
	CHECK(svg_is_well_formed(out_str(&out)));
	CHECK(has(out_str(&out), "<td class=\"num\"><a href=\"/d\">9</a></td>"));
	CHECK(has(out_str(&out), "<td class=\"num\">0</td>"));
	CHECK(has(out_str(&out), "class=\"heat-3\""));
	CHECK(times(out_str(&out), "class=\"heat-0\"") == 2);
}

/* ---- Markdown --------------------------------------------------------------------------- */

TEST(markdown_lets_no_html_and_no_script_address_through)
{
	struct str html = markdown_html(test_arena(),
		S("**bold** <script>alert(1)</script> [x](javascript:alert(1))")).text;

	CHECK(str_find(html, S("<strong>bold</strong>")) >= 0);
	CHECK(str_find(html, S("<script")) < 0);
	CHECK(str_find(html, S("javascript:")) < 0);
}
