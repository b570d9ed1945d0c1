/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * formats/chart_inside.h - what the kinds of charts share: drawing, axes, signs, twins.
 *
 * A kind is a row: how it draws itself, which table is its twin, and how Vega-Lite would draw
 * that table.  Places are pixels of a drawing CHART_WIDE wide; what is drawn stays inside it.
 */
#pragma once

#include "base/json.h"
#include "formats/diagram.h"

enum {
	CHART_WIDE = 640,
	CHART_RIGHT = 14,               /* free at the right edge */
	CHART_HIGH = 190,               /* between the axes */
	LETTER_WIDE = 8,                /* of a letter, rather too much than too little */
	LINE_HIGH = 18,
};

/* ---- Twins (diagram.c) -------------------------------------------------------------------- */

struct twin_column {
	const char *name;               /* for machines: "low90" */
	const char *label;              /* for people, in English; NULL: only for machines */
	bool is_text;
};
struct twin_cell {
	double value;                   /* NAN: not known */
	struct str text;                /* instead of a number; "" none */
	struct str link;                /* the rows behind it; "" none */
};
struct twin {
	struct arena *arena;
	size_t columns_count, rows_count;
	const struct twin_column *columns;
	struct str *labels;             /* of the rows */
	struct twin_cell *cells;        /* rows x columns, not known until put */
	struct str *names;              /* of columns whose labels are data; NULL none */
};
void twin_make(struct twin *twin, struct arena *arena, const struct twin_column *columns,
               size_t columns_count, size_t rows_count);
struct twin_cell *twin_at(const struct twin *twin, size_t row, size_t column);
void twin_put(struct twin *twin, size_t row, size_t column, double value);
void twin_text(struct twin *twin, size_t row, size_t column, struct str text);
struct str twin_heading(const struct twin *twin, size_t column);
struct str hidden_words(struct arena *arena, double less_than);         /* "<5" */

/* ---- Vega-Lite (diagram_vega.c) ------------------------------------------------------------- */

struct vega_channel {
	const char *channel;            /* "x", "y2", "color" ... */
	const char *field;              /* a column of the twin, or "label" */
	const char *type;               /* "quantitative", "ordinal", "nominal"; NULL for x2, y2 */
	const char *more;               /* JSON members after those, with a comma first; NULL none */
};
enum { VEGA_CHANNELS_MOST = 5 };
struct vega_layer {
	const char *mark;               /* JSON */
	const char *filter;             /* which rows, an expression; NULL all */
	struct vega_channel channels[VEGA_CHANNELS_MOST];
};

struct diagram_kind {
	const char *name;               /* for machines: "band" */
	/* Writes what stands inside the svg; returns the height. */
	double (*draw)(struct out *out, const struct diagram_about *about, const void *chart);
	void (*twin)(struct twin *twin, struct arena *arena, const void *chart);
	const struct vega_layer *layers;
	size_t layers_count;
	const char *facet;              /* a small drawing for each value of this column; NULL: one */
};

/* ---- Drawing (chart_draw.c) ----------------------------------------------------------------- */

/* Values to pixels.  A value outside is drawn at the end it is beyond. */
struct scale {
	double low, high;               /* values */
	double at_low, at_high;         /* pixels; at_low may be the greater */
	bool is_log;                    /* low is above 0 */
};
double scale_at(const struct scale *scale, double value);
/* The greater of two, where either may not be known. */
double known_most(double a, double b);
double known_least(double a, double b);
/* The upper end of an axis of amounts: a round number that holds `most`, at least 4 when
 * amounts are whole numbers. */
double scale_top(double most, bool is_whole);
enum { STEPS_MOST = 12 };
/* Round numbers from low to high, about so many; returns how many. */
size_t scale_steps(const struct scale *scale, int wanted, double steps[STEPS_MOST]);
struct str scale_words(struct arena *arena, const struct scale *scale, double step);
double letters_wide(struct str text);
/* Room for the numbers of an axis. */
double scale_room(struct arena *arena, const struct scale *scale, int wanted);

struct svg_words {
	const char *class;              /* "" none */
	double x, y;                    /* of the foot of the text */
	char anchor;                    /* s start, m middle, e end */
	double room;                    /* longer texts are cut, with …; 0: the whole drawing */
	struct str text;
};
void svg_words(struct out *out, const struct svg_words *words);
void svg_say(struct out *out, const char *class, double x, double y, char anchor, struct str text);
/* A name beside a row, on two lines when it is long; y is the middle of the row. */
void svg_label(struct out *out, double x, double y, double room, char anchor, struct str text);
void svg_box(struct out *out, const char *class, double x, double y, double wide, double high);
void svg_line(struct out *out, const char *class, double x1, double y1, double x2, double y2);
void svg_dot(struct out *out, const char *class, double x, double y, double r);
/* A line through points; one that is not known (NAN) is a gap. */
void svg_path(struct out *out, const char *class, const double *x, const double *y, size_t count);
/* An area between two lines over the same points; gaps as above. */
void svg_area(struct out *out, const char *class, const double *x, const double *low,
              const double *high, size_t count);
/* The same in steps: place i reaches from edges[i] to edges[i + 1]. */
void svg_steps(struct out *out, const char *class, const double *edges, const double *low,
               const double *high, size_t count);
void svg_hatch(struct out *out, const struct diagram_about *about);     /* the pattern, once */
void svg_hatched(struct out *out, const struct diagram_about *about, double x, double y,
                 double wide, double high);

/* ---- Axes and signs (chart_axes.c) ----------------------------------------------------------- */

/* The axis of amounts: lines across and numbers at the left. */
void axis_up(struct out *out, const struct scale *scale, double left, double right);
/* The axis under a drawing: lines up from `bottom` to `top` and numbers below. */
void axis_across(struct out *out, const struct scale *scale, double top, double bottom);
/* Periods side by side, as many names as fit. */
struct slots { double left, wide; size_t count; };      /* wide: of one */
double slot_middle(const struct slots *slots, size_t i);
void slots_name(struct out *out, const struct slots *slots, double y, const struct str *names);

struct interval { double value, low50, high50, low90, high90; };
bool interval_is_known(const struct interval *interval);        /* both ends of the 90 % */
void interval_across(struct out *out, const struct scale *scale, const struct interval *interval,
                     double y, bool is_hollow);
void interval_up(struct out *out, const struct scale *scale, const struct interval *interval, double x);

/* A ring with a number above a place; one that would touch another is lifted above it. */
enum { RINGS_NEAR = 4 };
struct rings { size_t count; struct { double left, right, top; } last[RINGS_NEAR]; };
void ring_show(struct out *out, struct rings *rings, double x, double y, double least_y, int number);
/* A double line where a series cannot be compared across, with words on one of two rows. */
void break_show(struct out *out, double x, double top, double bottom, double words_y, struct str words);

/* What the signs mean, row by row under the drawing. */
enum legend_sign { LEGEND_bar, LEGEND_second, LEGEND_hatch, LEGEND_band, LEGEND_expected,
	LEGEND_before, LEGEND_forecast, LEGEND_ring, LEGEND_break, LEGEND_interval, LEGEND_hollow,
	LEGEND_limit, LEGEND_target, LEGEND_chosen, LEGEND_line, LEGEND_outer,
	LEGEND_more, LEGEND_less, LEGEND_bracket, LEGEND_dot, LEGEND_empty,
	LEGEND_nothing };
struct legend { double x, y; };
void legend_begin(struct legend *legend, double y);
void legend_add(struct out *out, const struct diagram_about *about, struct legend *legend,
                enum legend_sign sign, const char *words);
double legend_end(const struct legend *legend);         /* the height of the drawing */
