/* SPDX-License-Identifier: EUPL-1.2 */
/* places/commands.c - varn areas import FILE ... */
#include "modules/places/inside.h"

#include "base/json.h"
#include "base/say.h"
#include "kit/argument.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

enum { ARENA_BYTES = 512 << 20, LARGEST_AREAS = 128 << 20 };
enum { EXIT_USAGE = 2, EXIT_UNREADABLE = 3 };

static const char usage[] =
	"varn areas import FILE --kind KIND --name-property P [--code-property P]\n"
	"     [--parent-property P] [--from YYYY-MM-DD] [--json]\n";

/* The file stays mapped until the command ends. */
static bool file_map(const char *path, struct str *content)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	struct stat about;
	void *at = MAP_FAILED;

	if (fd < 0)
		return false;
	errno = EFBIG;
	if (!fstat(fd, &about) && S_ISREG(about.st_mode) && about.st_size > 0
	    && about.st_size <= LARGEST_AREAS)
		at = mmap(NULL, (size_t)about.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
	close(fd);
	if (at == MAP_FAILED)
		return false;
	*content = (struct str){ at, (size_t)about.st_size };
	return true;
}

static bool source_read(int argc, char **argv, struct arena *arena, struct area_source *source)
{
	struct str from = argument_text(argc, argv, "from");

	*source = (struct area_source){
		.kind = str_z(arena, argument_text(argc, argv, "kind")),
		.name_property = str_z(arena, argument_text(argc, argv, "name-property")),
		.code_property = str_z(arena, argument_text(argc, argv, "code-property")),
		.parent_property = str_z(arena, argument_text(argc, argv, "parent-property")) };
	if (from.len && !date_read(from, &source->valid_from))
		return false;
	return *source->kind && *source->name_property;
}

static void say_written(struct arena *arena, int64_t written, bool as_json)
{
	struct out out;
	struct json_out json;

	if (!as_json) {
		printf("%lld areas are new or changed.\n", (long long)written);
		return;
	}
	out_init(&out, arena, 4096);
	json_begin(&json, &out);
	json_object_begin(&json, NULL);
	json_int(&json, "written", written);
	json_object_finish(&json);
	printf("%.*s\n", STR(out_str(&out)));
}

static int import_file(struct store *store, struct arena *arena, struct str content,
                       const struct area_source *source, bool as_json)
{
	struct change *change = change_open(store, arena, (struct who){ .is_system = true });
	struct str problem = S("");
	int64_t written = areas_import(change, content, source, &problem);

	if (written < 0) {
		change_undo(change);
		fprintf(stderr, "varn areas: nothing was read in. %.*s\n", STR(problem));
		return EXIT_UNREADABLE;
	}
	if (change_commit(change) != COMMITTED)
		abandon("Could not read in the areas.", "somebody else was writing");
	say_written(arena, written, as_json);
	return 0;
}

static int areas_command(struct store *store, int argc, char **argv)
{
	struct arena *arena = arena_open(ARENA_BYTES);
	struct area_source source;
	struct str content;
	int status = EXIT_USAGE;

	if (argc < 3 || !str_is(str_of(argv[1]), "import") || !source_read(argc, argv, arena, &source))
		fputs(usage, stderr);
	else if (file_map(argv[2], &content))
		status = import_file(store, arena, content, &source,
			argument_is_given(argc, argv, "json"));
	else {
		fprintf(stderr, "varn areas: cannot read %s\n", argv[2]);
		status = EXIT_UNREADABLE;
	}
	arena_close(arena);
	return status;
}

const struct command places_commands[] = {
	{ "areas", "areas import FILE --kind K --name-property P [--code-property P]"
	  " [--parent-property P] [--from DATE]", "reads areas from GeoJSON", areas_command },
	{ NULL, NULL, NULL, NULL },
};
