/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * formats/diagram.h - a figure and its four forms: in a page, as an SVG file, as CSV, as Vega-Lite.
 *
 * Each kind of chart has a header of its own (chart_band.h, chart_funnel.h ...) with what it is
 * given, and a function that makes a diagram of it.  What one may do with any diagram stands
 * here.  Nothing is read, nothing is kept; numbers are doubles, and NAN is "not known": a gap
 * in the drawing and a dash in the table, never 0.
 *
 * What is not known exactly is drawn alike in every kind:
 *   filled dot       an estimate                 hollow dot     the round before
 *   thick line       holds it with 50 %          thin line      with 90 %
 *   grey area        what was expected           hatched        not yet complete, or a forecast of
 *   dotted, with fan a forecast                                 what is late
 *   ring with number an alarm                    double line    a break: not comparable across it
 *   "<5"             hidden, because it is few
 * Amounts begin at 0; only costs and risks may stand on a logarithmic axis, which says so.
 * No sign is a colour alone.
 *
 * Every figure in a page has a title, one sentence that says what it shows, a verdict where one
 * was made, and a table of the same numbers below (its twin), from which CSV and JSON come too.
 */
#pragma once

#include "base/out.h"
#include "base/uncertain.h"

struct diagram_about {
	const char *id;                 /* letters, digits and -; one per page */
	struct str title;
	struct str finding;             /* at most three sentences: what, beside what, how sure */
	struct str caveat;              /* what must be said beside it; "" none */
	struct str source;              /* what was counted, until when, by which method; "" none */
	struct str heading;             /* of the rows, in the table: "Week" */
	bool is_judged;                 /* a verdict is shown below the finding, which does not say it */
	enum verdict verdict;
	struct str csv, vega;           /* addresses of the same as files; "" none */
};

struct diagram_kind;                    /* chart_inside.h */
struct diagram {
	const struct diagram_kind *kind;
	const struct diagram_about *about;
	const void *chart;              /* of that kind; the caller keeps it */
};

void diagram_show(struct out *out, struct diagram diagram);     /* a <figure> with its twin */
void diagram_svg(struct out *out, struct diagram diagram);      /* a file of its own, with colours */
void diagram_csv(struct out *out, struct diagram diagram);      /* for a Swedish spreadsheet */
void diagram_vega(struct out *out, struct diagram diagram);     /* Vega-Lite 5, its data inside */

/* The three files, by the ending of their names: svg, csv, json (Vega-Lite); NULL: there is none. */
struct diagram_form {
	const char *end, *type;         /* type: for Content-Type */
	void (*write)(struct out *out, struct diagram diagram);
};
const struct diagram_form *diagram_form(struct str end);
