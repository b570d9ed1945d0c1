/* SPDX-License-Identifier: EUPL-1.2 */
/* analysis/small_cells.c - see small_cells.h. */
#include "analysis/small_cells.h"

#include "base/say.h"

#include <string.h>

static const int64_t endless = INT64_MAX / 4;

/* With sums as cells of their own whose sign is turned, each row and each column adds up to
 * nothing: sums of cells less their sum, and less the sums plus the sum of all. */
struct network {
	size_t rows, columns;           /* with the sums */
	int64_t *value;                 /* rows x columns */
	int64_t *up, *down;             /* how much more and less the cell can be, its sign counted */
	int64_t *kept_up, *kept_down;   /* the same while a flow is tried */
	size_t *came_from;              /* of each node: the cell by which it was reached, plus 1 */
	size_t *queue;
};

static bool is_turned(const struct network *network, size_t row, size_t column)
{
	return (row + 1 == network->rows) != (column + 1 == network->columns);
}

static struct network network_make(struct arena *arena, const struct small_cells *table)
{
	struct network network = { .rows = table->rows + 1, .columns = table->columns + 1 };
	size_t cells = network.rows * network.columns, last = network.columns - 1;

	network.value = arena_array(arena, int64_t, cells);
	network.up = arena_array(arena, int64_t, cells);
	network.down = arena_array(arena, int64_t, cells);
	network.kept_up = arena_array(arena, int64_t, cells);
	network.kept_down = arena_array(arena, int64_t, cells);
	network.came_from = arena_array(arena, size_t, network.rows + network.columns);
	network.queue = arena_array(arena, size_t, network.rows + network.columns);
	for (size_t r = 0; r < table->rows; r++)
		for (size_t c = 0; c < table->columns; c++) {
			int64_t count = table->counts[r * table->columns + c];

			must(count >= 0 && count <= INT32_MAX);
			network.value[r * network.columns + c] = count;
			network.value[r * network.columns + last] += count;
			network.value[table->rows * network.columns + c] += count;
			network.value[table->rows * network.columns + last] += count;
		}
	return network;
}

/* What a reader knows of a cell, as room to move. */
static void cell_open(struct network *network, const struct small_cells *table, size_t cell,
                      enum cell_telling telling, int64_t most)
{
	int64_t value = network->value[cell];
	int64_t low = telling == CELL_small ? 1 : 0;
	int64_t high = telling == CELL_small ? table->least - 1 : most;
	int64_t more = high - value, less = value - low;

	if (telling == CELL_told)
		more = less = 0;
	if (is_turned(network, cell / network->columns, cell % network->columns)) {
		network->up[cell] = less;
		network->down[cell] = more;
	} else {
		network->up[cell] = more;
		network->down[cell] = less;
	}
}

/* ---- The greatest flow ------------------------------------------------------------------- */

/* Nodes are rows, then columns.  From a row with too much one goes down a cell to a column with
 * too little, and from there up a cell to another row.  `except` is the cell asked about. */
static void node_visit(struct network *network, size_t node, size_t except, size_t *tail)
{
	bool is_row = node < network->rows;
	size_t count = is_row ? network->columns : network->rows;

	for (size_t i = 0; i < count; i++) {
		size_t row = is_row ? node : i, column = is_row ? i : node - network->rows;
		size_t cell = row * network->columns + column;
		size_t other = is_row ? network->rows + column : row;
		int64_t room = is_row ? network->down[cell] : network->up[cell];

		if (cell == except || room <= 0 || network->came_from[other])
			continue;
		network->came_from[other] = cell + 1;
		network->queue[(*tail)++] = other;
	}
}

static bool path_find(struct network *network, size_t from, size_t to, size_t except)
{
	size_t head = 0, tail = 0;

	memset(network->came_from, 0, (network->rows + network->columns) * sizeof(size_t));
	network->came_from[from] = SIZE_MAX;
	network->queue[tail++] = from;
	while (head < tail && !network->came_from[to])
		node_visit(network, network->queue[head++], except, &tail);
	return network->came_from[to] != 0;
}

/* Where one came from to reach the node, and the cell that was gone through. */
static size_t step_back(const struct network *network, size_t node, size_t *cell)
{
	*cell = network->came_from[node] - 1;
	return node < network->rows ? network->rows + *cell % network->columns : *cell / network->columns;
}

/* A cell gone down from its row gets that much more room up. */
static void path_push(struct network *network, size_t from, size_t to, int64_t amount)
{
	size_t cell;

	for (size_t node = to; node != from; ) {
		bool is_down = node >= network->rows;

		node = step_back(network, node, &cell);
		network->down[cell] += is_down ? -amount : amount;
		network->up[cell] += is_down ? amount : -amount;
	}
}

static int64_t path_room(const struct network *network, size_t from, size_t to)
{
	int64_t least = endless;
	size_t cell;

	for (size_t node = to; node != from; ) {
		bool is_down = node >= network->rows;
		int64_t room;

		node = step_back(network, node, &cell);
		room = is_down ? network->down[cell] : network->up[cell];
		if (room < least)
			least = room;
	}
	return least;
}

static int64_t flow(struct network *network, size_t from, size_t to, size_t except, int64_t most)
{
	int64_t sum = 0;

	while (sum < most && path_find(network, from, to, except)) {
		int64_t room = path_room(network, from, to);

		if (room > most - sum)
			room = most - sum;
		path_push(network, from, to, room);
		sum += room;
	}
	return sum;
}

/* How far the cell's own value can move up (or down), at most so far.  The network comes back
 * as it was. */
static int64_t cell_moves(struct network *network, size_t cell, bool is_up, int64_t most)
{
	size_t cells = network->rows * network->columns;
	size_t row = cell / network->columns, column = cell % network->columns;
	bool is_more = is_up != is_turned(network, row, column);
	int64_t room = is_more ? network->up[cell] : network->down[cell];
	size_t from = is_more ? row : network->rows + column;
	size_t to = is_more ? network->rows + column : row;
	int64_t sum;

	if (room < most)
		most = room;
	if (most <= 0)
		return 0;
	memcpy(network->kept_up, network->up, cells * sizeof(*network->up));
	memcpy(network->kept_down, network->down, cells * sizeof(*network->down));
	sum = flow(network, from, to, cell, most);
	memcpy(network->up, network->kept_up, cells * sizeof(*network->up));
	memcpy(network->down, network->kept_down, cells * sizeof(*network->down));
	return sum;
}

/* ---- Hiding ------------------------------------------------------------------------------ */

struct hiding {
	const struct small_cells *table;
	struct network network;
	enum cell_telling *telling;
};

static bool is_small(const struct small_cells *table, int64_t count)
{
	return count > 0 && count < table->least;
}

static bool is_wide_enough(struct hiding *hiding, size_t cell)
{
	int64_t width = hiding->table->width;
	int64_t up = cell_moves(&hiding->network, cell, true, width - 1);

	return up + 1 >= width || cell_moves(&hiding->network, cell, false, width - 1 - up) + up + 1 >= width;
}

static bool is_sum(const struct network *network, size_t cell)
{
	return cell / network->columns + 1 == network->rows
		|| cell % network->columns + 1 == network->columns;
}

/* A small sum that is called small says that nothing in it is greater: it may be left out
 * instead, when nothing else helps. */
static bool may_leave_out(const struct hiding *hiding, size_t cell)
{
	return hiding->telling[cell] == CELL_told
		|| (hiding->telling[cell] == CELL_small && is_sum(&hiding->network, cell));
}

/* What it costs to leave a cell out: its count; sums and zeros only when nothing else is left. */
static int64_t cell_cost(const struct hiding *hiding, size_t cell)
{
	const struct network *network = &hiding->network;
	int64_t cost = network->value[cell];

	if (is_sum(network, cell))
		cost += endless / 8;
	if (!network->value[cell])
		cost += endless / 4;
	if (hiding->telling[cell] == CELL_small)
		cost += endless / 2;
	return cost;
}

/* How well a cell serves another: 0 when it closes a way from one that is hidden in the row to
 * one that is hidden in the column, 1 in the same row or column, 2 elsewhere. */
static int64_t distance(const struct hiding *hiding, size_t cell, size_t other)
{
	size_t columns = hiding->network.columns;
	size_t row = cell / columns, column = cell % columns;
	size_t other_row = other / columns, other_column = other % columns;

	if (row == other_row || column == other_column)
		return 1;
	return hiding->telling[row * columns + other_column] != CELL_told
		&& hiding->telling[other_row * columns + column] != CELL_told ? 0 : 2;
}

/* The cheapest of the nearest. */
static size_t cell_choose(const struct hiding *hiding, size_t cell)
{
	size_t cells = hiding->network.rows * hiding->network.columns, best = SIZE_MAX;
	int64_t least = INT64_MAX;

	for (size_t i = 0; i < cells; i++) {
		int64_t cost = cell_cost(hiding, i) + distance(hiding, cell, i) * endless;

		if (i != cell && may_leave_out(hiding, i) && cost < least) {
			least = cost;
			best = i;
		}
	}
	must(best != SIZE_MAX);         /* where all is hidden, a small one can be any small number */
	return best;
}

static size_t hidden_in(const struct hiding *hiding, size_t from, size_t count, size_t step)
{
	size_t hidden = 0;

	for (size_t i = 0; i < count; i++)
		hidden += hiding->telling[from + i * step] != CELL_told;
	return hidden;
}

/* A cell that is alone in its row (or column) is known: another one of it comes first. */
static size_t cell_beside(const struct hiding *hiding, size_t cell)
{
	const struct network *network = &hiding->network;
	size_t row = cell / network->columns, column = cell % network->columns;
	bool in_row = hidden_in(hiding, row * network->columns, network->columns, 1) == 1;
	bool in_column = hidden_in(hiding, column, network->rows, network->columns) == 1;
	size_t best = SIZE_MAX;

	if (!in_row && !in_column)
		return cell_choose(hiding, cell);
	for (size_t i = 0; i < (in_row ? network->columns : network->rows); i++) {
		size_t other = in_row ? row * network->columns + i : i * network->columns + column;

		if (hiding->telling[other] == CELL_told
		    && (best == SIZE_MAX || cell_cost(hiding, other) < cell_cost(hiding, best)))
			best = other;
	}
	return best;
}

enum cell_telling *small_cells_hide(struct arena *arena, const struct small_cells *table)
{
	struct hiding hiding = { table, network_make(arena, table), NULL };
	size_t cells = hiding.network.rows * hiding.network.columns;

	must(table->least >= 2 && table->width >= 1 && table->width < table->least);
	must(cells <= SMALL_CELLS_MOST);
	hiding.telling = arena_array(arena, enum cell_telling, cells);
	for (size_t i = 0; i < cells; i++) {
		hiding.telling[i] = is_small(table, hiding.network.value[i]) ? CELL_small : CELL_told;
		cell_open(&hiding.network, table, i, hiding.telling[i], endless);
	}
	for (size_t i = 0; i < cells; i++) {
		while (hiding.telling[i] == CELL_small && !is_wide_enough(&hiding, i)) {
			size_t other = cell_beside(&hiding, i);

			hiding.telling[other] = CELL_left_out;
			cell_open(&hiding.network, table, other, CELL_left_out, endless);
		}
	}
	return hiding.telling;
}

struct cell_range small_cells_range(struct arena *arena, const struct small_cells *table,
                                    const enum cell_telling *telling, size_t row, size_t column,
                                    int64_t most)
{
	struct network network = network_make(arena, table);
	size_t cell = row * network.columns + column;
	int64_t top = most < endless ? most : endless, up;

	for (size_t i = 0; i < network.rows * network.columns; i++)
		cell_open(&network, table, i, telling[i], top);
	up = cell_moves(&network, cell, true, endless);
	return (struct cell_range){ network.value[cell] - cell_moves(&network, cell, false, endless),
		up >= endless / 2 ? INT64_MAX : network.value[cell] + up };
}
