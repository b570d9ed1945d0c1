/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * events/seal.c - keys of the service, follow-up codes, and what is sealed unread.
 *
 * The service's own key lies in the data folder, readable by its owner only, and never in the
 * database: who reads the database alone cannot try out follow-up codes.  What may concern
 * Sweden's security is sealed to a public key (setting quarantine_key); the service itself
 * cannot open it.  When no key is set a pair is made, and its secret half is a file that the
 * security chief takes away from the machine.
 */
#include "modules/events/cube_keep.h"
#include "modules/events/pieces.h"

#include "base/crypto.h"
#include "base/say.h"
#include "kit/key.h"
#include "kit/job.h"
#include "kit/setting.h"

#include <fcntl.h>
#include <sodium.h>
#include <stdio.h>
#include <string.h>

struct str follow_digest(struct arena *arena, struct str code)
{
	return digest_keyed(arena, service_key(arena, "follow"), code);
}

/* ---- Quarantine --------------------------------------------------------------------- */

static bool hex_read(struct str hex, unsigned char key[KEY_BYTES])
{
	size_t len;

	return sodium_hex2bin(key, KEY_BYTES, hex.at, hex.len, NULL, &len, NULL) == 0
		&& len == KEY_BYTES;
}

static void public_key_make(struct change *change, unsigned char public_key[KEY_BYTES])
{
	char hex[KEY_LETTERS + 1], public_hex[KEY_LETTERS + 1];
	unsigned char secret[KEY_BYTES];

	key_file(change_arena(change), "quarantine.secret", hex);
	must(hex_read((struct str){ hex, KEY_LETTERS }, secret));
	must(crypto_scalarmult_base(public_key, secret) == 0);
	sodium_memzero(secret, sizeof secret);
	sodium_bin2hex(public_hex, sizeof public_hex, public_key, KEY_BYTES);
	setting_put(change, "quarantine_key", str_of(public_hex));
	say_warning("a key for quarantine was made: take keys/quarantine.secret of the data folder"
		" away from this machine");
}

void quarantine_put(struct change *change, const struct quarantine *quarantine)
{
	size_t len = quarantine->content.len + crypto_box_SEALBYTES;
	unsigned char public_key[KEY_BYTES], *sealed = arena_take(change_arena(change), len);

	if (!hex_read(setting_text("quarantine_key"), public_key))
		public_key_make(change, public_key);
	must(crypto_box_seal(sealed, (const unsigned char *)quarantine->content.at,
		quarantine->content.len, public_key) == 0);
	quarantine_insert(change, quarantine, (struct str){ (char *)sealed, len });
}

const struct item *protective_mark(struct arena *arena, struct str text)
{
	const struct catalogue *marks = catalogue_get("protective_marks");
	struct str folded = str_fold(arena, text);

	for (size_t i = 0; i < marks->count; i++) {
		const struct item *item = &marks->items[i];
		struct str mark = item_text(item, "mark");
		bool is_exact = item_int(item, "exact_case") == 1;

		if (!item->is_retired && mark_stands_in(is_exact ? text : folded,
				is_exact ? mark : str_fold(arena, mark)))
			return item;
	}
	return NULL;
}

/* ---- varn quarantine ----------------------------------------------------------------- */

static int quarantine_print_list(struct view *view)
{
	struct quarantined_list list = quarantine_list_all(view);

	for (size_t i = 0; i < list.count; i++)
		printf("%.*s  %.*s  %.*s\n", STR(list.at[i].public_id),
			STR(instant_iso(view_arena(view), list.at[i].at)), STR(list.at[i].form));
	return 0;
}

static int quarantine_print(struct str sealed, const char *secret_path, struct arena *arena)
{
	unsigned char secret[KEY_BYTES], public_key[KEY_BYTES], *plain;
	char hex[KEY_LETTERS + 1];

	if (!key_read(secret_path, hex) || !hex_read((struct str){ hex, KEY_LETTERS }, secret)) {
		fprintf(stderr, "varn quarantine: %s holds no secret key\n", secret_path);
		return 3;
	}
	if (sealed.len < crypto_box_SEALBYTES) {
		fprintf(stderr, "varn quarantine: there is no such text\n");
		return 1;
	}
	plain = arena_take(arena, sealed.len);
	if (crypto_scalarmult_base(public_key, secret) != 0
	    || crypto_box_seal_open(plain, (const unsigned char *)sealed.at, sealed.len,
	                            public_key, secret) != 0) {
		fprintf(stderr, "varn quarantine: it was sealed to another key\n");
		return 1;
	}
	fwrite(plain, 1, sealed.len - crypto_box_SEALBYTES, stdout);
	putchar('\n');
	return 0;
}

static int quarantine_command(struct store *store, int argc, char **argv)
{
	struct arena *arena = arena_open(64 << 20);
	struct view *view = view_open(store, arena, (struct who){ .is_system = true });
	int status = 2;

	if (argc == 2 && !strcmp(argv[1], "list"))
		status = quarantine_print_list(view);
	else if (argc == 5 && !strcmp(argv[1], "open") && !strcmp(argv[3], "--secret"))
		status = quarantine_print(quarantine_sealed(view, str_of(argv[2])), argv[4], arena);
	else
		fprintf(stderr, "varn quarantine list | open ID --secret FILE\n");
	view_close(view);
	arena_close(arena);
	return status;
}

const struct command events_commands[] = {
	{ "quarantine", "quarantine list | open ID --secret FILE",
	  "what was sealed because it may concern Sweden's security", quarantine_command },
	{ "counts", "counts [--questions N]",
	  "compares the counts in memory with the database, by random questions", counts_command },
	{ NULL, NULL, NULL, NULL },
};
