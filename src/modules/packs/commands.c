/* SPDX-License-Identifier: EUPL-1.2 */
/* packs/commands.c - varn pack: a city that goes along, and codes for it. */
#include "modules/packs/take.h"

#include "base/crypto.h"
#include "kit/argument.h"
#include "kit/folder.h"
#include "kit/key.h"
#include "modules/people/people.h"
#include "modules/units/units.h"

#include <stdio.h>
#include <unistd.h>

enum { EXIT_FAULT = 1, EXIT_USAGE = 2, EXIT_REFUSED = 5 };

static int usage(void)
{
	fprintf(stderr, "varn pack make --city|--unit CODE --out FILE --as LOGIN"
		" [--passphrase-file FILE]\nvarn pack code --as LOGIN\nvarn pack key\n"
		"The passphrase stands in VARN_PASSPHRASE, in a file, or is asked for.\n");
	return EXIT_USAGE;
}

static int64_t person_named(struct store *store, struct arena *arena, struct str login)
{
	struct view *view = view_open(store, arena, (struct who){ .is_system = true });
	int64_t person = login.len ? person_of_login(view, login) : 0;

	view_close(view);
	if (!person)
		fprintf(stderr, "varn pack: %s: %.*s\n", _("there is no such person"), STR(login));
	return person;
}

/* ---- make ------------------------------------------------------------------------------------ */

static bool unit_named(struct store *store, struct arena *arena, int argc, char **argv,
                       struct taking *taking)
{
	struct str code = argument_text(argc, argv, "unit");
	struct view *view = view_open(store, arena, (struct who){ .person = taking->person_id });

	if (argument_is_given(argc, argv, "city")) {
		taking->unit_id = pack_unit_top(view);
	} else if (code.len) {
		const struct unit *unit = unit_of_code(view, code);

		taking->unit_id = unit ? unit->id : 0;
	}
	view_close(view);
	return taking->unit_id != 0;
}

static int make(struct store *store, struct arena *arena, int argc, char **argv)
{
	struct str out = argument_text(argc, argv, "out"), problem, closed;
	struct taking taking = { .person_id = person_named(store, arena,
		argument_text(argc, argv, "as")) };
	struct pack_file file;

	if (!out.len || !taking.person_id)
		return out.len ? EXIT_FAULT : usage();
	if (!unit_named(store, arena, argc, argv, &taking)) {
		fprintf(stderr, "varn pack: %s\n", _("there is no such unit with an emergency pack that this person reads"));
		return EXIT_FAULT;
	}
	if (access(str_z(arena, out), F_OK) == 0) {
		fprintf(stderr, "varn pack: %s: %.*s\n", _("that file is there already"), STR(out));
		return EXIT_REFUSED;
	}
	taking.passphrase = passphrase_given(arena, argc, argv);
	closed = pack_taken(store, arena, &taking, &file, &problem);
	if (!closed.len) {
		fprintf(stderr, "varn pack: %.*s\n", STR(problem));
		return EXIT_FAULT;
	}
	file_write(arena, str_z(arena, out), closed);
	pack_file_put(store, arena, &file);
	printf(plural(file.signers, "%.*s: %.*s, SHA-256 %.*s. %lld person can sign in to it with an emergency code.\n",
			"%.*s: %.*s, SHA-256 %.*s. %lld people can sign in to it with their emergency codes.\n"),
		STR(out), STR(bytes_words(arena, file.bytes)), STR(file.digest),
		(long long)file.signers);
	return 0;
}

/* ---- code and key ------------------------------------------------------------------------------ */

static int code(struct store *store, struct arena *arena, struct str login)
{
	int64_t person = person_named(store, arena, login);
	struct change *change;
	struct str made;

	if (!person)
		return EXIT_FAULT;
	do {
		change = change_open(store, arena, (struct who){ .is_system = true });
		made = pack_code_make(change, person);
	} while (change_commit(change) == CLASHED);
	printf("%.*s\n", STR(made));
	fprintf(stderr, "%s\n", _("This is told once. Put it in a sealed envelope; it opens only a copy of the city that is served off-line."));
	return 0;
}

static int key(struct arena *arena)
{
	printf("%.*s\n", STR(sign_public(arena, service_key(arena, "pack"))));
	return 0;
}

static int pack_command(struct store *store, int argc, char **argv)
{
	struct arena *arena = arena_open(TAKE_MEMORY);
	int status;

	if (argc > 1 && !strcmp(argv[1], "make"))
		status = make(store, arena, argc, argv);
	else if (argc > 1 && !strcmp(argv[1], "code"))
		status = code(store, arena, argument_text(argc, argv, "as"));
	else if (argc > 1 && !strcmp(argv[1], "key"))
		status = key(arena);
	else
		status = usage();
	arena_close(arena);
	return status;
}

const struct command packs_commands[] = {
	{ "pack", "pack make|code|key ...",
	  "a copy of the city that is served off-line (serve --from), codes to sign in to it with",
	  pack_command },
	{ NULL, NULL, NULL, NULL },
};
