/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * embed OUT.c NAME [--twins] [--strip PREFIX]... FILE... - puts files into the program.
 *
 * OUT.c gets `const struct embedded NAME[]`, a row for each file (base/embedded.h).
 * --twins adds the compressed twins a browser may ask for, made once, at the best level;
 * one that is not smaller than its file is left out.  The first --strip PREFIX that a
 * path begins with is cut off.  The same files give the same OUT.c, on every day.
 */
#include <brotli/encode.h>
#include <sodium.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

enum { FILE_BYTES_MOST = 64 << 20, PREFIXES_MOST = 8, LINE_BYTES = 24 };

struct bytes {
	unsigned char *at;
	size_t len;
};

struct task {
	const char *out;
	const char *name;
	const char *prefixes[PREFIXES_MOST];
	size_t prefix_count;
	bool makes_twins;
	char **files;
	int file_count;
};

static void end_with(const char *what, const char *why)
{
	fprintf(stderr, "embed: %s: %s\n", what, why);
	exit(1);
}

static struct bytes bytes_new(size_t len)
{
	struct bytes bytes = { malloc(len ? len : 1), len };

	if (!bytes.at)
		end_with("memory", "there is none left");
	return bytes;
}

static struct bytes file_read(const char *path)
{
	FILE *f = fopen(path, "rb");
	struct bytes bytes = { NULL, 0 };
	long len = -1;

	if (f && fseek(f, 0, SEEK_END) == 0)
		len = ftell(f);
	if (len < 0 || len > FILE_BYTES_MOST)
		end_with(path, "cannot be read, or is too large");
	rewind(f);
	bytes = bytes_new((size_t)len);
	if (fread(bytes.at, 1, bytes.len, f) != bytes.len)
		end_with(path, "cannot be read to its end");
	fclose(f);
	return bytes;
}

/* Nothing, when the twin is not smaller. */
static struct bytes twin_or_nothing(struct bytes twin, struct bytes file)
{
	if (twin.len < file.len)
		return twin;
	free(twin.at);
	return (struct bytes){ NULL, 0 };
}

static struct bytes gzip_twin(struct bytes file)
{
	enum { GZIP_WINDOW = 15 + 16, MEMORY_BEST = 9 };
	z_stream z = { .next_in = file.at, .avail_in = (uInt)file.len };
	struct bytes twin;

	if (deflateInit2(&z, Z_BEST_COMPRESSION, Z_DEFLATED, GZIP_WINDOW, MEMORY_BEST,
	                 Z_DEFAULT_STRATEGY) != Z_OK)
		end_with("gzip", "cannot begin");
	twin = bytes_new(deflateBound(&z, file.len));
	z.next_out = twin.at;
	z.avail_out = (uInt)twin.len;
	if (deflate(&z, Z_FINISH) != Z_STREAM_END)
		end_with("gzip", "cannot compress");
	twin.len = z.total_out;
	deflateEnd(&z);
	return twin_or_nothing(twin, file);
}

static struct bytes brotli_twin(struct bytes file)
{
	struct bytes twin = bytes_new(BrotliEncoderMaxCompressedSize(file.len));

	if (!BrotliEncoderCompress(BROTLI_MAX_QUALITY, BROTLI_DEFAULT_WINDOW,
	                           BROTLI_MODE_TEXT, file.len, file.at, &twin.len,
	                           twin.at))
		end_with("brotli", "cannot compress");
	return twin_or_nothing(twin, file);
}

/* Octal letters, always three: a digit that follows can never join in.  The compiler adds
 * the NUL that base/embedded.h promises. */
static void write_bytes(FILE *out, char kind, int number, struct bytes bytes)
{
	if (!bytes.at)
		return;
	fprintf(out, "static const unsigned char %c%d[%zu] =", kind, number,
		bytes.len + 1);
	for (size_t i = 0; i < bytes.len; i++) {
		if (i % LINE_BYTES == 0)
			fputs(i ? "\"\n\t\"" : "\n\t\"", out);
		fprintf(out, "\\%03o", bytes.at[i]);
	}
	fputs(bytes.len ? "\";\n" : " \"\";\n", out);
}

static void write_twin(FILE *out, char kind, const char *member, int number,
	struct bytes twin)
{
	if (twin.at)
		fprintf(out, "\t  .%s = %c%d, .%s_len = %zu,\n", member, kind, number,
			member, twin.len);
}

static const char *path_strip(const struct task *task, const char *path)
{
	for (size_t i = 0; i < task->prefix_count; i++)
		if (strncmp(path, task->prefixes[i], strlen(task->prefixes[i])) == 0)
			return path + strlen(task->prefixes[i]);
	return path;
}

static void write_row(const struct task *task, FILE *rows, int number, struct bytes file)
{
	const char *path = path_strip(task, task->files[number]);
	unsigned char digest[crypto_hash_sha256_BYTES];

	if (strpbrk(path, "\"\\\n"))
		end_with(path, "a path of plain letters is needed");
	crypto_hash_sha256(digest, file.at, file.len);
	fprintf(rows, "\t{ .path = \"%s\", .at = f%d, .len = %zu,\n\t  .hash = \"",
		path, number, file.len);
	for (int i = 0; i < 8; i++)
		fprintf(rows, "%02x", digest[i]);
	fputs("\",\n", rows);
}

static void write_file(const struct task *task, FILE *out, FILE *rows, int number)
{
	struct bytes file = file_read(task->files[number]);
	struct bytes gzip = { NULL, 0 };
	struct bytes brotli = { NULL, 0 };

	if (task->makes_twins) {
		gzip = gzip_twin(file);
		brotli = brotli_twin(file);
	}
	write_bytes(out, 'f', number, file);
	write_bytes(out, 'g', number, gzip);
	write_bytes(out, 'b', number, brotli);
	write_row(task, rows, number, file);
	write_twin(rows, 'g', "gzip", number, gzip);
	write_twin(rows, 'b', "brotli", number, brotli);
	fputs("\t},\n", rows);
	free(file.at);
	free(gzip.at);
	free(brotli.at);
}

static void write_table(const struct task *task, FILE *out)
{
	char *rows = NULL;
	size_t len = 0;
	FILE *to = open_memstream(&rows, &len);

	if (!to)
		end_with("memory", "there is none left");
	fprintf(out, "/* Made by embed. */\n#include \"base/embedded.h\"\n\n");
	for (int i = 0; i < task->file_count; i++)
		write_file(task, out, to, i);
	if (fclose(to) != 0)
		end_with("memory", "there is none left");
	fprintf(out, "\nextern const struct embedded %s[];\n", task->name);
	fprintf(out, "const struct embedded %s[] = {\n%s\t{ .path = NULL }\n};\n",
		task->name, rows);
	free(rows);
}

static struct task task_read(int argc, char **argv)
{
	struct task task = { 0 };
	int i;

	if (argc < 3)
		end_with("usage",
			"embed OUT.c NAME [--twins] [--strip PREFIX]... FILE...");
	task.out = argv[1];
	task.name = argv[2];
	for (i = 3; i < argc && strncmp(argv[i], "--", 2) == 0; i++) {
		if (strcmp(argv[i], "--twins") == 0)
			task.makes_twins = true;
		else if (strcmp(argv[i], "--strip") == 0 && i + 1 < argc
		         && task.prefix_count < PREFIXES_MOST)
			task.prefixes[task.prefix_count++] = argv[++i];
		else
			end_with(argv[i], "is not an option we can take");
	}
	task.files = argv + i;
	task.file_count = argc - i;
	return task;
}

int main(int argc, char **argv)
{
	struct task task = task_read(argc, argv);
	FILE *out = fopen(task.out, "w");

	if (sodium_init() < 0 || !out)
		end_with(task.out, "cannot be written");
	write_table(&task, out);
	if (fclose(out) != 0) {
		remove(task.out);
		end_with(task.out, "cannot be written");
	}
	return 0;
}
