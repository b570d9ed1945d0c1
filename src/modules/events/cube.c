/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * events/cube.c - see cube.h.
 *
 * One file without a name (memfd), inherited by the workers: a head with the lock, the keys
 * and the place of the segment in use, and behind it the segments, one after the other; of
 * those that are no longer used the memory is given back, their addresses are not used again.
 */
#define _GNU_SOURCE 1 /* memfd_create, fallocate */

#include "modules/events/cube_axes.h"

#include "base/lock.h"
#include "base/say.h"

#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

enum {
	NUMBERS = 1 << 16, TYPES = 1 << 12, TYPE_LONGEST = 64,
	SLOTS = 1 << 17,                /* twice the numbers: a search ends soon */
	PLACE = 1 << 21,                /* segments begin at multiples of this */
	ROOM_LEAST = COLUMN_SEGMENT,
	LOOKED_AFTER = 12 * HOUR,       /* half of what event_moved is kept */
	UNKNOWN_MOST = 255, DAY_MOST = UINT16_MAX,
	BLOCK = 512,                    /* what st_blocks counts */
};

/* A number stands in `slots` where its key belongs, or in the next free place. */
struct numbers {
	uint32_t count;
	int64_t ids[NUMBERS];
	uint16_t slots[SLOTS];
};
struct texts {
	uint32_t count;
	char at[TYPES][TYPE_LONGEST];
	uint16_t slots[SLOTS];
};

struct head {
	pthread_mutex_t lock;
	_Atomic uint64_t segment;       /* moves when another is used */
	size_t place, bytes, end;       /* in the file */
	size_t filling_place, filling_bytes;    /* the one that somebody fills; 0 bytes: nobody does */
	bool is_filled, is_too_small;
	struct cube_position position;
	int64_t looked_after;           /* the moment, in seconds */
	struct numbers units, boards, areas;
	struct texts types;
};

static struct head *head;
static int file = -1;
/* What this process sees of the segment in use. */
static struct { uint64_t segment; void *at; size_t bytes; struct columns *columns; } mine;
/* The one that is being filled, not yet in use. */
static struct { size_t place, bytes; void *at; struct columns *columns; } fresh;

/* ---- Memory and lock ---------------------------------------------------------------------- */

static size_t up_to_place(size_t bytes)
{
	return (bytes + PLACE - 1) / PLACE * PLACE;
}

static void *map(size_t place, size_t bytes)
{
	void *at;

	if (ftruncate(file, (off_t)(place + bytes)) != 0)
		abandon("Could not get memory for the counts.", strerror(errno));
	at = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_SHARED, file, (off_t)place);
	if (at == MAP_FAILED)
		abandon("Could not get memory for the counts.", strerror(errno));
	return at;
}

void event_cube_make(void)
{
	if (head)
		return;
	file = memfd_create("varn-counts", MFD_CLOEXEC);
	if (file < 0)
		abandon("Could not get memory for the counts.", strerror(errno));
	head = map(0, sizeof(*head));
	head->end = up_to_place(sizeof(*head));
	lock_make(&head->lock, "Could not make a lock for the counts.");
}

/* The last holder may have fallen in the middle of something: all is read anew. */
void cube_lock(void)
{
	int problem;

	event_cube_make();
	problem = pthread_mutex_lock(&head->lock);
	if (problem == EOWNERDEAD) {
		problem = pthread_mutex_consistent(&head->lock);
		head->is_filled = false;
	}
	if (problem)
		abandon("Could not count together with the other workers.", strerror(problem));
}

void cube_unlock(void)
{
	if (pthread_mutex_unlock(&head->lock) != 0)
		abandon("Could not count together with the other workers.", "unlock failed");
}

/* The segment in use, as this process sees it; NULL: it was left in the middle of a change. */
static struct columns *columns_here(void)
{
	uint64_t segment = atomic_load(&head->segment);

	if (mine.segment != segment) {
		if (mine.at)
			munmap(mine.at, mine.bytes);
		mine.bytes = head->bytes;
		mine.at = mmap(NULL, mine.bytes, PROT_READ | PROT_WRITE, MAP_SHARED, file,
			(off_t)head->place);
		if (mine.at == MAP_FAILED)
			abandon("Could not see the memory of the counts.", strerror(errno));
		mine.segment = segment;
		mine.columns = columns_of(mine.at, mine.bytes);
	}
	return mine.columns;
}

bool cube_is_fresh(int64_t moment)
{
	int64_t ago = moment - head->looked_after;

	return head->is_filled && ago < LOOKED_AFTER && ago > -LOOKED_AFTER && columns_here();
}

bool cube_has_room(int64_t greatest)
{
	return greatest < columns_capacity(columns_here());
}

struct cube_position cube_position(void)
{
	return head->position;
}

int64_t cube_memory(void)
{
	struct stat stat;

	if (fstat(file, &stat) != 0)
		abandon("Could not see the memory of the counts.", strerror(errno));
	return (int64_t)stat.st_blocks * BLOCK;
}

void cube_doubt(void)
{
	cube_lock();
	head->is_filled = false;
	cube_unlock();
}

bool cube_is_still(const struct cube_state *state)
{
	return atomic_load(&head->segment) == state->segment;
}

/* ---- Filling -------------------------------------------------------------------------------- */

/* A quarter more than there is, so that a city may report for a while. */
static uint32_t capacity_for(int64_t greatest)
{
	int64_t capacity = greatest + greatest / 4 + ROOM_LEAST;

	if (capacity > UINT32_MAX)
		abandon("Could not count so many events.", "their keys are too large");
	return (uint32_t)capacity;
}

static void give_back(size_t place, size_t bytes)
{
	if (bytes)
		fallocate(file, FALLOC_FL_PUNCH_HOLE | FALLOC_FL_KEEP_SIZE, (off_t)place, (off_t)bytes);
}

/* Keys that are gone take no numbers, and there may be room again.  Who still counts by the old
 * numbers sees that the segment has moved. */
static void numbers_clear(void)
{
	atomic_fetch_add(&head->segment, 1);
	memset(&head->units, 0, sizeof(head->units));
	memset(&head->boards, 0, sizeof(head->boards));
	memset(&head->areas, 0, sizeof(head->areas));
	memset(&head->types, 0, sizeof(head->types));
	head->is_too_small = false;
}

/* Whoever filled last may have fallen before it was done. */
void cube_fill_begin(int64_t greatest)
{
	uint32_t capacity = capacity_for(greatest);

	head->is_filled = false;
	numbers_clear();
	give_back(head->filling_place, head->filling_bytes);
	fresh.bytes = columns_bytes(capacity);
	fresh.place = head->end;
	head->filling_place = fresh.place;
	head->filling_bytes = fresh.bytes;
	head->end += up_to_place(fresh.bytes);
	fresh.at = map(fresh.place, fresh.bytes);
	fresh.columns = columns_make(fresh.at, capacity);
	columns_change_begin(fresh.columns);
}

/* From here on the new one is used.  Who still counts in the old one sees that it has gone. */
void cube_fill_finish(void)
{
	size_t old_place = head->place, old_bytes = head->bytes;

	columns_change_finish(fresh.columns);
	head->place = fresh.place;
	head->bytes = fresh.bytes;
	head->filling_bytes = 0;
	atomic_fetch_add(&head->segment, 1);
	munmap(fresh.at, fresh.bytes);
	fresh.columns = NULL;
	give_back(old_place, old_bytes);
	head->is_filled = true;
	must(columns_here());
}

void cube_change_begin(void)
{
	columns_change_begin(columns_here());
}

void cube_change_finish(void)
{
	columns_change_finish(columns_here());
}

void cube_position_put(struct cube_position position, int64_t moment)
{
	head->position = position;
	head->looked_after = moment;
}

/* ---- Keys become numbers ------------------------------------------------------------------- */

static uint32_t slot_of(uint64_t key)
{
	key *= UINT64_C(0x9E3779B97F4A7C15);
	return (uint32_t)(key >> 32) % SLOTS;
}

static uint16_t too_small(void)
{
	head->is_too_small = true;
	return 0;
}

static uint16_t number_of(struct numbers *numbers, int64_t id)
{
	uint32_t slot = slot_of((uint64_t)id);

	if (!id)
		return 0;
	for (; numbers->slots[slot]; slot = (slot + 1) % SLOTS)
		if (numbers->ids[numbers->slots[slot]] == id)
			return numbers->slots[slot];
	if (numbers->count + 1 >= NUMBERS)
		return too_small();
	numbers->ids[numbers->count + 1] = id;
	numbers->slots[slot] = (uint16_t)++numbers->count;
	return (uint16_t)numbers->count;
}

static uint64_t text_key(struct str text)
{
	uint64_t key = 1;

	for (size_t i = 0; i < text.len; i++)
		key = key * 31 + (unsigned char)text.at[i];
	return key;
}

static uint16_t type_number(struct str type)
{
	struct texts *texts = &head->types;
	uint32_t slot = slot_of(text_key(type));

	if (!type.len)
		return 0;
	for (; texts->slots[slot]; slot = (slot + 1) % SLOTS)
		if (str_is(type, texts->at[texts->slots[slot]]))
			return texts->slots[slot];
	if (texts->count + 1 >= TYPES || type.len >= TYPE_LONGEST)
		return too_small();
	memcpy(texts->at[texts->count + 1], type.at, type.len);
	texts->slots[slot] = (uint16_t)++texts->count;
	return (uint16_t)texts->count;
}

/* ---- Rows --------------------------------------------------------------------------------- */

static uint8_t at_most(int64_t number)
{
	return (uint8_t)(number < 0 ? 0 : number > UNKNOWN_MOST ? UNKNOWN_MOST : number);
}

static struct columns *columns_written(void)
{
	return fresh.columns ? fresh.columns : columns_here();
}

void cube_put(const struct cube_row *row)
{
	struct clock_time local = instant_local(row->occurred_at);
	int day = cube_day(local.date);
	struct column_row numbers = {
		.unit = number_of(&head->units, row->unit_id),
		.board = number_of(&head->boards, row->board_id),
		.area = number_of(&head->areas, row->area_id),
		.type = type_number(row->type),
		.day = (uint16_t)day, .hour = (uint8_t)local.hour,
		.severity = at_most(row->severity), .injured = at_most(row->injured),
		.delay = at_most((row->reported_at.seconds - row->occurred_at.seconds) / DAY),
	};

	if (day < 0 || day > DAY_MOST)
		numbers.unit = 0;
	columns_put(columns_written(), (uint32_t)row->id, &numbers);
}

void cube_take_out(int64_t id)
{
	columns_put(columns_written(), (uint32_t)id, &(struct column_row){ 0 });
}

/* ---- What counts stand on ------------------------------------------------------------------- */

struct cube_state cube_state(void)
{
	return (struct cube_state){
		.columns = head->is_too_small ? NULL : columns_here(),
		.segment = atomic_load(&head->segment),
		.units = { head->units.count, head->units.ids, NULL },
		.boards = { head->boards.count, head->boards.ids, NULL },
		.areas = { head->areas.count, head->areas.ids, NULL },
		.types = { head->types.count, NULL, (const char (*)[64])head->types.at },
		.up_to = { head->looked_after }, .change = head->position.id,
	};
}

struct cube_state cube_hold(struct view *view)
{
	must(!view_is_in_change(view));
	cube_lock();
	if (cube_is_fresh(instant_now().seconds))
		cube_catch_up(view);
	else
		cube_fill(view);
	return cube_state();
}

void cube_release(void)
{
	cube_unlock();
}

struct cube_state cube_refresh(struct view *view)
{
	struct cube_state state = cube_hold(view);

	cube_release();
	return state;
}
