/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * events/photos.c - photos: decoded in a child with little memory and time, made small.
 *
 * A hostile picture meets libjpeg or libpng in a process of its own that can open nothing:
 * no file, no socket.  What comes back is a bitmap that is written anew as JPEG, so place,
 * camera and everything else that was no picture stays behind.  The file is named by its
 * digest; what the client called it is never used.
 */
#include "modules/events/pieces.h"

#include "base/crypto.h"
#include "base/say.h"
#include "kit/folder.h"
#include "kit/setting.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include <jpeglib.h>
#include <png.h>

enum {
	CHILD_BYTES = 768 << 20,
	CHILD_CPU_SECONDS = 10,
	CHILD_SECONDS = 20,
	LARGEST_SIDE = 20000,           /* pixels; more is no photo */
	LARGEST_PIXELS = 48 << 20,      /* of what is decoded; a JPEG is decoded smaller */
	LARGEST_JPEG = 2 << 20,         /* after it was made small */
	JPEG_QUALITY = 82,
	EXIF_MARKER = JPEG_APP0 + 1,
};

/* ---- In the child ------------------------------------------------------------------- */

struct bitmap {                         /* RGB, 8 bits each */
	int width, height;
	unsigned char *at;
};

static struct arena *child_arena;

static void child_fail(void) __attribute__((noreturn));
static void child_fail(void)
{
	_exit(1);
}

static void jpeg_fail(j_common_ptr jpeg)
{
	(void)jpeg;
	child_fail();
}

static void jpeg_quiet(j_common_ptr jpeg, int level)
{
	(void)jpeg;
	(void)level;
}

static void bitmap_room(struct bitmap *bitmap)
{
	if (bitmap->width < 1 || bitmap->height < 1 || bitmap->width > LARGEST_SIDE
	    || bitmap->height > LARGEST_SIDE
	    || (int64_t)bitmap->width * bitmap->height > LARGEST_PIXELS)
		child_fail();
	bitmap->at = arena_take_many(child_arena,
		(size_t)bitmap->width * (size_t)bitmap->height, 3);
}

static unsigned exif_number(const unsigned char *at, int bytes, bool is_big)
{
	unsigned n = 0;

	for (int i = 0; i < bytes; i++)
		n |= (unsigned)at[i] << 8 * (is_big ? bytes - 1 - i : i);
	return n;
}

/* How the camera was held: 1-8, as in the Exif standard; 1 when it is not said. */
static int exif_turn(const unsigned char *at, unsigned len)
{
	bool is_big;
	unsigned place, entries;

	if (len < 20 || memcmp(at, "Exif\0\0", 6) != 0)
		return 1;
	at += 6;
	len -= 6;
	is_big = at[0] == 'M';
	place = exif_number(at + 4, 4, is_big);
	if (place > len || len - place < 2)
		return 1;
	entries = exif_number(at + place, 2, is_big);
	for (place += 2; entries-- && place <= len && len - place >= 12; place += 12)
		if (exif_number(at + place, 2, is_big) == 0x0112) {
			unsigned turn = exif_number(at + place + 8, 2, is_big);

			return turn >= 1 && turn <= 8 ? (int)turn : 1;
		}
	return 1;
}

static struct bitmap jpeg_decode(struct str content, int longest, int *turn)
{
	struct jpeg_decompress_struct jpeg;
	struct jpeg_error_mgr errors;
	struct bitmap bitmap = { 0 };

	jpeg.err = jpeg_std_error(&errors);
	errors.error_exit = jpeg_fail;
	errors.emit_message = jpeg_quiet;
	jpeg_create_decompress(&jpeg);
	jpeg_mem_src(&jpeg, (const unsigned char *)content.at, content.len);
	jpeg_save_markers(&jpeg, EXIF_MARKER, 0xFFFF);
	jpeg_read_header(&jpeg, TRUE);
	for (jpeg_saved_marker_ptr marker = jpeg.marker_list; marker; marker = marker->next)
		if (marker->marker == EXIF_MARKER)
			*turn = exif_turn(marker->data, marker->data_length);
	jpeg.out_color_space = JCS_RGB;
	/* The decoder makes it smaller by itself, down to twice what is wanted. */
	jpeg.scale_num = 1;
	for (jpeg.scale_denom = 1; jpeg.scale_denom < 8; jpeg.scale_denom *= 2)
		if ((int)(jpeg.image_width / (jpeg.scale_denom * 2)) < longest
		    && (int)(jpeg.image_height / (jpeg.scale_denom * 2)) < longest)
			break;
	jpeg_start_decompress(&jpeg);
	bitmap.width = (int)jpeg.output_width;
	bitmap.height = (int)jpeg.output_height;
	bitmap_room(&bitmap);
	if (jpeg.output_components != 3)
		child_fail();
	while (jpeg.output_scanline < jpeg.output_height) {
		JSAMPROW row = bitmap.at + (size_t)jpeg.output_scanline * jpeg.output_width * 3;

		jpeg_read_scanlines(&jpeg, &row, 1);
	}
	return bitmap;
}

static struct bitmap png_decode(struct str content)
{
	png_image image = { .version = PNG_IMAGE_VERSION };
	struct bitmap bitmap = { 0 };
	png_color white = { 255, 255, 255 };

	if (!png_image_begin_read_from_memory(&image, content.at, content.len))
		child_fail();
	image.format = PNG_FORMAT_RGB;
	bitmap.width = (int)image.width;
	bitmap.height = (int)image.height;
	bitmap_room(&bitmap);
	if (!png_image_finish_read(&image, &white, bitmap.at, 0, NULL))
		child_fail();
	return bitmap;
}

/* Each new pixel is the mean of those it covers. */
static struct bitmap bitmap_shrink(struct bitmap from, int longest)
{
	int side = from.width > from.height ? from.width : from.height;
	struct bitmap to = from;

	if (side <= longest)
		return from;
	to.width = (int)((int64_t)from.width * longest / side);
	to.height = (int)((int64_t)from.height * longest / side);
	to.width += to.width == 0;
	to.height += to.height == 0;
	bitmap_room(&to);
	for (int y = 0; y < to.height; y++)
		for (int x = 0; x < to.width; x++) {
			int left = (int)((int64_t)x * from.width / to.width);
			int right = (int)((int64_t)(x + 1) * from.width / to.width);
			int top = (int)((int64_t)y * from.height / to.height);
			int bottom = (int)((int64_t)(y + 1) * from.height / to.height);
			unsigned sum[3] = { 0 }, count = 0;

			for (int v = top; v < bottom; v++)
				for (int u = left; u < right; u++, count++)
					for (int c = 0; c < 3; c++)
						sum[c] += from.at[((size_t)v * (size_t)from.width + (size_t)u) * 3 + (size_t)c];
			for (int c = 0; c < 3 && count; c++)
				to.at[((size_t)y * (size_t)to.width + (size_t)x) * 3 + (size_t)c] =
					(unsigned char)(sum[c] / count);
		}
	return to;
}

/* Where pixel (x, y) of the turned picture stood before. */
static void turned_from(int turn, int x, int y, int width, int height, int *from_x, int *from_y)
{
	bool is_swapped = turn >= 5;
	int u = is_swapped ? y : x, v = is_swapped ? x : y;

	if (turn == 2 || turn == 3 || turn == 7 || turn == 8)
		u = width - 1 - u;
	if (turn == 3 || turn == 4 || turn == 6 || turn == 7)
		v = height - 1 - v;
	*from_x = u;
	*from_y = v;
}

static struct bitmap bitmap_turn(struct bitmap from, int turn)
{
	struct bitmap to = from;

	if (turn == 1)
		return from;
	if (turn >= 5) {
		to.width = from.height;
		to.height = from.width;
	}
	bitmap_room(&to);
	for (int y = 0; y < to.height; y++)
		for (int x = 0; x < to.width; x++) {
			int u, v;

			turned_from(turn, x, y, from.width, from.height, &u, &v);
			memcpy(to.at + ((size_t)y * (size_t)to.width + (size_t)x) * 3,
				from.at + ((size_t)v * (size_t)from.width + (size_t)u) * 3, 3);
		}
	return to;
}

static void jpeg_encode(const struct bitmap *bitmap, unsigned char **jpeg_at, unsigned long *len)
{
	struct jpeg_compress_struct jpeg;
	struct jpeg_error_mgr errors;

	jpeg.err = jpeg_std_error(&errors);
	errors.error_exit = jpeg_fail;
	jpeg_create_compress(&jpeg);
	jpeg_mem_dest(&jpeg, jpeg_at, len);
	jpeg.image_width = (JDIMENSION)bitmap->width;
	jpeg.image_height = (JDIMENSION)bitmap->height;
	jpeg.input_components = 3;
	jpeg.in_color_space = JCS_RGB;
	jpeg_set_defaults(&jpeg);
	jpeg_set_quality(&jpeg, JPEG_QUALITY, TRUE);
	jpeg_start_compress(&jpeg, TRUE);
	while (jpeg.next_scanline < jpeg.image_height) {
		JSAMPROW row = bitmap->at + (size_t)jpeg.next_scanline * (size_t)bitmap->width * 3;

		jpeg_write_scanlines(&jpeg, &row, 1);
	}
	jpeg_finish_compress(&jpeg);
}

static void child_write(int fd, const void *at, size_t len)
{
	const char *from = at;

	while (len) {
		ssize_t written = write(fd, from, len);

		if (written <= 0)
			child_fail();
		from += written;
		len -= (size_t)written;
	}
}

/* Nothing can be opened any more, little memory and time are left.  The address sanitizer
 * keeps terabytes of addresses for itself and cannot be limited. */
static void child_limit(void)
{
	struct rlimit none = { 0, 0 };
	struct rlimit cpu = { CHILD_CPU_SECONDS, CHILD_CPU_SECONDS };
#ifndef __SANITIZE_ADDRESS__
	struct rlimit memory = { CHILD_BYTES, CHILD_BYTES };

	setrlimit(RLIMIT_DATA, &memory);
#endif
	setrlimit(RLIMIT_CPU, &cpu);
	setrlimit(RLIMIT_NOFILE, &none);
	setrlimit(RLIMIT_CORE, &none);
	setrlimit(RLIMIT_NPROC, &none);
}

struct photo_size { int32_t width, height; };

static void child_run(int fd, struct str content, int longest) __attribute__((noreturn));
static void child_run(int fd, struct str content, int longest)
{
	struct photo_size size;
	struct bitmap bitmap;
	unsigned char *jpeg = NULL;
	unsigned long len = 0;
	int turn = 1;

	abandon_hook(NULL);
	child_limit();
	child_arena = arena_open(CHILD_BYTES);
	if (str_starts(content, S("\x89PNG\r\n\x1a\n")))
		bitmap = png_decode(content);
	else
		bitmap = jpeg_decode(content, longest, &turn);
	bitmap = bitmap_turn(bitmap_shrink(bitmap, longest), turn);
	jpeg_encode(&bitmap, &jpeg, &len);
	size = (struct photo_size){ bitmap.width, bitmap.height };
	child_write(fd, &size, sizeof size);
	child_write(fd, jpeg, len);
	_exit(0);
}

/* ---- In the worker ------------------------------------------------------------------- */

/* By what it is, not by what it is called. */
static bool looks_like_photo(struct str content)
{
	return str_starts(content, S("\xff\xd8\xff")) || str_starts(content, S("\x89PNG\r\n\x1a\n"));
}

static int64_t monotonic_seconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return now.tv_sec;
}

/* Everything the child says, until it ends or takes too long. */
static bool child_read(int fd, struct out *out)
{
	int64_t until = monotonic_seconds() + CHILD_SECONDS;
	char piece[65536];

	for (;;) {
		struct pollfd poll_fd = { .fd = fd, .events = POLLIN };
		ssize_t len;

		if (poll(&poll_fd, 1, 1000) < 0 && errno != EINTR)
			return false;
		if (monotonic_seconds() > until)
			return false;
		if (!poll_fd.revents)
			continue;
		len = read(fd, piece, sizeof piece);
		if (len == 0)
			return true;
		if (len < 0)
			return false;
		out_bytes(out, piece, (size_t)len);
		if (out->is_full)
			return false;
	}
}

struct photo photo_read(struct arena *arena, struct str content, int64_t longest_side)
{
	struct photo photo = { 0 };
	struct photo_size size;
	struct out out;
	int ends[2], status = -1;
	pid_t child;
	bool is_whole;

	if (!looks_like_photo(content))
		return photo;
	if (pipe(ends) != 0 || (child = fork()) < 0)
		abandon("cannot read a photo", strerror(errno));
	if (child == 0)
		child_run(ends[1], content, (int)longest_side);
	close(ends[1]);
	out_init(&out, arena, LARGEST_JPEG);
	is_whole = child_read(ends[0], &out);
	close(ends[0]);
	if (!is_whole)
		kill(child, SIGKILL);
	while (waitpid(child, &status, 0) < 0 && errno == EINTR)
		;
	if (!is_whole || status != 0 || out.len <= sizeof size)
		return photo;
	memcpy(&size, out.at, sizeof size);
	photo.jpeg = str_part(out_str(&out), sizeof size, out.len);
	photo.width = size.width;
	photo.height = size.height;
	photo.is_read = true;
	return photo;
}

const char *photo_path(struct arena *arena, struct str digest)
{
	return arena_print(arena, "%s/%.*s.jpg", folder_make(arena, "photos"), STR(digest)).at;
}

struct photos photos_read(struct request *request, const char *field)
{
	struct photos photos = { 0 };
	const struct upload *file;

	for (size_t nth = 0; (file = request_file(request, field, nth)); nth++) {
		struct photo photo = { 0 };

		if (!file->content.len && !file->is_too_large)
			continue;       /* a file field that was left empty */
		if (!file->is_too_large && photos.count < MOST_PHOTOS)
			photo = photo_read(request->arena, file->content,
				setting_int("photo_longest_side"));
		if (photo.is_read)
			photos.at[photos.count++] = photo;
		else
			photos.refused++;
	}
	return photos;
}

static void photo_keep(struct change *change, const struct photo *photo, struct str alt,
                       int64_t event_id)
{
	struct arena *arena = change_arena(change);
	struct event_photo row = {
		.event_id = event_id, .digest = digest_hex(arena, photo->jpeg),
		.bytes = (int64_t)photo->jpeg.len, .width = photo->width, .height = photo->height,
		.alt = alt,
	};

	file_write(arena, photo_path(arena, row.digest), photo->jpeg);
	change_insert(change, &event_photo_record.shape, &row);
}

int photos_keep(struct change *change, const struct photos *photos, int64_t event_id)
{
	int64_t room = photos->count ? MOST_PHOTOS - photo_count(change_view(change), event_id) : 0;
	int refused = photos->refused;

	for (size_t i = 0; i < photos->count; i++)
		if (room-- > 0)
			photo_keep(change, &photos->at[i], photos->alt, event_id);
		else
			refused++;
	return refused;
}
