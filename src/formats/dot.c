/* SPDX-License-Identifier: EUPL-1.2 */
/* formats/dot.c - see dot.h; what dot answers is "plain": one line a node, one an edge. */
#define _GNU_SOURCE 1 /* memfd_create, close_range */
#include "formats/dot.h"

#include <errno.h>
#include <fcntl.h>
#include <math.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { INCH = 72, LETTER = 7, BOX_MARGIN = 16, BOX_HEIGHT = 32, LABEL_LETTERS = 34, MARGIN = 8,
	ANSWER_MOST = 8 << 20, CHILD_BYTES = 1 << 30 };

struct placed { double x, y, width, height; };
struct drawing {
	const struct dot_graph *graph;
	struct arena *arena;
	double width, height;
	struct placed *nodes;
	struct str edges;               /* the lines of the answer that are edges */
};

/* ---- The question ------------------------------------------------------------------------ */

static struct str label_short(struct arena *arena, struct str label)
{
	if (str_letters(label) <= LABEL_LETTERS)
		return label;
	return arena_print(arena, "%.*s…", STR(str_letters_part(label, LABEL_LETTERS - 1)));
}

static double box_width(struct arena *arena, struct str label)
{
	return (double)str_letters(label_short(arena, label)) * LETTER + 2 * BOX_MARGIN;
}

static struct str question(struct arena *arena, const struct dot_graph *graph)
{
	struct out out;

	out_init(&out, arena, ANSWER_MOST);
	out_z(&out, "digraph g { rankdir=LR; nodesep=0.12; ranksep=0.6; node [fixedsize=true];\n");
	for (size_t i = 0; i < graph->nodes_count; i++)
		out_print(&out, "%zu [shape=%s width=%.2f height=%.2f];\n", i,
			graph->nodes[i].is_round ? "ellipse" : "box",
			box_width(arena, graph->nodes[i].label) / INCH, (double)BOX_HEIGHT / INCH);
	for (size_t i = 0; i < graph->edges_count; i++)
		out_print(&out, "%d -> %d;\n", graph->edges[i].from, graph->edges[i].to);
	out_z(&out, "}\n");
	return out_str(&out);
}

/* ---- The child ----------------------------------------------------------------------------- */

static void child_runs(int asked, int answer, int seconds)
{
	struct rlimit cpu = { (rlim_t)seconds, (rlim_t)seconds + 1 }, memory = { CHILD_BYTES, CHILD_BYTES };
	int nowhere = open("/dev/null", O_WRONLY);

	if (dup2(asked, STDIN_FILENO) < 0 || dup2(answer, STDOUT_FILENO) < 0
	    || dup2(nowhere, STDERR_FILENO) < 0)
		_exit(126);
	close_range(STDERR_FILENO + 1, ~0U, 0);
	setrlimit(RLIMIT_CPU, &cpu);
	setrlimit(RLIMIT_DATA, &memory);
	execlp("dot", "dot", "-Tplain", (char *)NULL);
	_exit(127);
}

static double moment(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static bool child_is_well(pid_t child, int seconds)
{
	const struct timespec nap = { 0, 2000000 };
	double until = moment() + seconds;
	int status = 0;
	pid_t ended;

	while ((ended = waitpid(child, &status, WNOHANG)) == 0 && moment() < until)
		nanosleep(&nap, NULL);
	if (ended == 0) {
		kill(child, SIGKILL);
		while (waitpid(child, &status, 0) < 0 && errno == EINTR)
			;
		return false;
	}
	return ended == child && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

static bool all_written(int file, struct str text)
{
	while (text.len) {
		ssize_t done = write(file, text.at, text.len);

		if (done <= 0)
			return false;
		text = str_part(text, (size_t)done, text.len);
	}
	return lseek(file, 0, SEEK_SET) == 0;
}

static struct str all_read(struct arena *arena, int file)
{
	off_t length = lseek(file, 0, SEEK_END);
	char *text;
	size_t have = 0;

	if (length <= 0 || length > ANSWER_MOST)
		return S("");
	text = arena_take(arena, (size_t)length);
	while (have < (size_t)length) {
		ssize_t got = pread(file, text + have, (size_t)length - have, (off_t)have);

		if (got <= 0)
			return S("");
		have += (size_t)got;
	}
	return (struct str){ text, (size_t)length };
}

/* What dot answers; "" when it does not. */
static struct str asked(struct arena *arena, struct str words, int seconds)
{
	int in = memfd_create("dot-in", MFD_CLOEXEC), out = memfd_create("dot-out", MFD_CLOEXEC);
	struct str answer = S("");
	pid_t child = -1;

	if (in >= 0 && out >= 0 && all_written(in, words)) {
		fflush(NULL);
		child = fork();
	}
	if (child == 0)
		child_runs(in, out, seconds);
	if (child > 0 && child_is_well(child, seconds))
		answer = all_read(arena, out);
	if (in >= 0)
		close(in);
	if (out >= 0)
		close(out);
	return answer;
}

/* ---- The answer ------------------------------------------------------------------------------ */

static double number_next(struct str *line)
{
	double value = 0;

	*line = str_trim(*line);
	if (!str_to_real(str_cut(line, ' '), &value))
		return 0;
	return value;
}

static void node_place(struct drawing *drawing, struct str line)
{
	int64_t nth = (int64_t)number_next(&line);
	struct placed *placed;

	if (nth < 0 || (size_t)nth >= drawing->graph->nodes_count)
		return;
	placed = &drawing->nodes[nth];
	placed->x = number_next(&line) * INCH + MARGIN;
	placed->y = drawing->height - number_next(&line) * INCH - MARGIN;
	placed->width = number_next(&line) * INCH;
	placed->height = number_next(&line) * INCH;
}

static bool drawing_read(struct drawing *drawing, struct str answer)
{
	struct str rest = answer;
	const char *edges_from = NULL, *edges_to = NULL;

	while (rest.len) {
		struct str line = str_cut(&rest, '\n'), whole = line;
		struct str what = str_cut(&line, ' ');

		if (str_is(what, "graph")) {
			number_next(&line);
			drawing->width = number_next(&line) * INCH + 2 * MARGIN;
			drawing->height = number_next(&line) * INCH + 2 * MARGIN;
		} else if (str_is(what, "node")) {
			node_place(drawing, line);
		} else if (str_is(what, "edge")) {
			edges_from = edges_from ? edges_from : whole.at;
			edges_to = whole.at + whole.len;
		}
	}
	if (edges_from)
		drawing->edges = (struct str){ edges_from, (size_t)(edges_to - edges_from) };
	return drawing->width > 0;
}

/* ---- Drawing ---------------------------------------------------------------------------------- */

/* The arrow's point stands where the line ends. */
static void arrow_head(struct out *out, double x, double y, double from_x, double from_y)
{
	enum { LONG = 9, WIDE = 4 };
	double dx = x - from_x, dy = y - from_y, length = hypot(dx, dy);

	if (length < 0.1)
		return;
	dx /= length;
	dy /= length;
	out_print(out, "<path class=\"mark c6\" d=\"M%.1f %.1fL%.1f %.1f %.1f %.1fz\"/>", x, y,
		x - LONG * dx + WIDE * dy, y - LONG * dy - WIDE * dx,
		x - LONG * dx - WIDE * dy, y - LONG * dy + WIDE * dx);
}

/* The answer has edges in the order of dot's nodes; the same pair stands at most once. */
static const char *edge_class(const struct dot_graph *graph, int32_t from, int32_t to)
{
	for (size_t i = 0; i < graph->edges_count; i++)
		if (graph->edges[i].from == from && graph->edges[i].to == to)
			return graph->edges[i].is_weak ? "weak" : graph->edges[i].is_dashed ? "line c2" : "axis";
	return "axis";
}

static void edge_draw(struct out *out, const struct drawing *drawing, struct str line)
{
	int32_t from = (int32_t)number_next(&line), to = (int32_t)number_next(&line);
	int points = (int)number_next(&line);
	double x = 0, y = 0, before_x = 0, before_y = 0;

	out_print(out, "<path class=\"%s\" d=\"", edge_class(drawing->graph, from, to));
	for (int i = 0; i < points; i++) {
		before_x = x;
		before_y = y;
		x = number_next(&line) * INCH + MARGIN;
		y = drawing->height - number_next(&line) * INCH - MARGIN;
		out_print(out, "%s%.1f %.1f", i == 0 ? "M" : i == 1 ? "C" : " ", x, y);
	}
	out_z(out, "\"/>");
	arrow_head(out, x, y, before_x, before_y);
}

static void node_draw(struct out *out, const struct drawing *drawing, size_t nth)
{
	const struct dot_node *node = &drawing->graph->nodes[nth];
	const struct placed *placed = &drawing->nodes[nth];
	const char *shade = node->is_chosen ? "heat-2 axis" : node->is_round ? "heat-0 axis" : "heat-1 axis";

	if (node->link.len) {
		out_z(out, "<a href=\"");
		out_link(out, node->link);
		out_z(out, "\">");
	}
	if (node->is_round)
		out_print(out, "<rect class=\"%s\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" rx=\"%.1f\"/>",
			shade, placed->x - placed->width / 2, placed->y - placed->height / 2, placed->width,
			placed->height, placed->height / 2);
	else
		out_print(out, "<rect class=\"%s\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"/>",
			shade, placed->x - placed->width / 2, placed->y - placed->height / 2, placed->width,
			placed->height);
	out_print(out, "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"middle\">", placed->x, placed->y + 4);
	out_text(out, label_short(drawing->arena, node->label));
	out_z(out, node->link.len ? "</text></a>" : "</text>");
}

/* A file of its own has no style sheet beside it. */
static const char own_colours[] = "<style>.axis{stroke:#666;fill:none}.line{stroke:#a33;fill:none;"
	"stroke-dasharray:8 3}.weak{stroke:#b3001b;stroke-width:4;fill:none}.mark{fill:#666}"
	".heat-0{fill:#fff}.heat-1{fill:#dde8f4}"
	".heat-2{fill:#9fc0e6}text{font:13px sans-serif}</style>";

static void svg_draw(struct out *out, const struct drawing *drawing, bool is_file)
{
	const struct dot_graph *graph = drawing->graph;
	struct str rest = drawing->edges;

	out_print(out, "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %.0f %.0f\" width=\"%.0f\""
		" height=\"%.0f\" role=\"group\" aria-labelledby=\"%s-title %s-desc\"><title id=\"%s-title\">",
		drawing->width, drawing->height, drawing->width, drawing->height, graph->id, graph->id, graph->id);
	out_text(out, graph->title);
	out_print(out, "</title><desc id=\"%s-desc\">", graph->id);
	out_text(out, graph->finding);
	out_z(out, "</desc>");
	if (is_file)
		out_z(out, own_colours);
	while (rest.len) {
		struct str line = str_cut(&rest, '\n');

		if (str_is(str_cut(&line, ' '), "edge"))
			edge_draw(out, drawing, line);
	}
	for (size_t i = 0; i < graph->nodes_count; i++)
		node_draw(out, drawing, i);
	out_z(out, "</svg>");
}

static bool drawing_make(struct arena *arena, const struct dot_graph *graph, int seconds,
                         struct drawing *drawing)
{
	struct str answer;

	*drawing = (struct drawing){ .graph = graph, .arena = arena,
		.nodes = arena_array(arena, struct placed, graph->nodes_count + 1) };
	if (graph->nodes_count == 0 || graph->nodes_count > DOT_NODES_MOST
	    || graph->edges_count > DOT_EDGES_MOST)
		return false;
	answer = asked(arena, question(arena, graph), seconds);
	return answer.len && drawing_read(drawing, answer);
}

bool dot_show(struct out *out, const struct dot_graph *graph, int seconds_most)
{
	struct drawing drawing;

	if (!drawing_make(out->arena, graph, seconds_most, &drawing))
		return false;
	out_z(out, "<figure class=\"chart\"><figcaption>");
	out_text(out, graph->title);
	out_z(out, " <small>");
	out_text(out, graph->finding);
	out_z(out, "</small></figcaption><div class=\"table-scroll\" role=\"region\" tabindex=\"0\" aria-label=\"");
	out_attr(out, graph->title);
	out_z(out, "\">");
	svg_draw(out, &drawing, false);
	out_z(out, "</div></figure>");
	return true;
}

bool dot_svg(struct out *out, const struct dot_graph *graph, int seconds_most)
{
	struct drawing drawing;

	if (!drawing_make(out->arena, graph, seconds_most, &drawing))
		return false;
	svg_draw(out, &drawing, true);
	return true;
}
