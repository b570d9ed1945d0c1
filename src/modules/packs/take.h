/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * packs/take.h - a city that goes along on a laptop: making the file, opening it, and the codes
 * that people sign in to it with.
 *
 * The file is a database with what a duty laptop needs, as far as whoever takes it may read:
 * it is read through that person's own views, so that there is no second list of rights.  It
 * is closed with a passphrase and signed with the key of the service (base/box.h).  On the
 * laptop the same views stand between the rows and whoever signs in there.
 *
 * Passwords do not go along.  Whoever is to sign in away has made an emergency code before,
 * which the service chose and told once; only its hash goes along.
 */
#pragma once

#include "modules/packs/inside.h"

#define PACK_FILE_FIELDS(F) \
	F(id,        key,     N_("Number"), .is_own = true, .is_hidden = true) \
	F(public_id, text,    N_("Identity"), .is_own = true) \
	F(unit_id,   ref,     N_("Unit"), .refers_to = "unit", .is_own = true) \
	F(made_at,   instant, N_("Made"), .is_own = true) \
	F(made_by,   ref,     N_("Taken by"), .refers_to = "person", .is_own = true) \
	F(bytes,     count,   N_("Size in bytes"), .is_own = true) \
	F(digest,    text,    N_("SHA-256"), .is_own = true) \
	F(signers,   count,   N_("Can sign in"), .is_own = true) \
	F(is_nightly, yesno,  N_("Made by the service each night"), .is_own = true)
struct pack_file { PACK_FILE_FIELDS(AS_MEMBER) };
LIST_OF(pack_file)
extern const struct record pack_file_record;

#define PACK_CODE_FIELDS(F) \
	F(id,        key,     N_("Number"), .is_own = true, .is_hidden = true) \
	F(person_id, ref,     N_("Person"), .refers_to = "person", .is_own = true) \
	F(hash,      secret,  N_("Emergency code"), .is_own = true) \
	F(made_at,   instant, N_("Made"), .is_own = true) \
	F(ended_at,  instant, N_("Ended"), .is_own = true)
struct pack_code { PACK_CODE_FIELDS(AS_MEMBER) };
LIST_OF(pack_code)
extern const struct record pack_code_record;

/* ---- Codes ---------------------------------------------------------------------------- */

/* A new code for a person; the one before it ends. */
struct str pack_code_make(struct change *change, int64_t person_id);
struct instant pack_code_since(struct view *view, int64_t person_id);  /* one's own; 0 none */

/* ---- Taking along --------------------------------------------------------------------- */

struct taking {
	int64_t person_id, unit_id;
	struct str passphrase;
	bool is_nightly;
};
/* The closed file, and the row that will tell of it; "" and *problem says why not. */
struct str pack_taken(struct store *store, struct arena *arena, const struct taking *taking,
                      struct pack_file *file, struct str *problem);
/* Tells of a file that has been written: a row without its file would be a promise that nothing
 * keeps. */
void pack_file_put(struct store *store, struct arena *arena, struct pack_file *file);
/* Rows of the city put into an empty store, as this person may read them; how many people can
 * sign in there. */
int64_t city_copy(struct view *view, struct change *change, int64_t unit_id);
int64_t pack_unit_top(struct view *view);       /* 0 */
struct pack_file_list pack_files(struct view *view);
enum { TAKE_MEMORY = 1024 << 20 };      /* of whoever makes one */

/* ---- Each night (nightly.c) ------------------------------------------------------------ */

#define PACK_FILE_NAME "emergency-pack.varn"
/* When the settings name whose reading it follows, and the service has not made it for that
 * person since the hour of the night, or it is gone from the data folder; as the system.  What
 * somebody has made by hand is another file. */
bool pack_file_is_due(struct view *view);
bool pack_file_is_old(struct view *view, struct instant now);
/* Into the data folder, and the folder outside if there is one; false: *problem says why not. */
bool pack_file_make(struct store *store, struct arena *arena, struct pack_file *file,
                    struct str *problem);
bool pack_file_run(struct job *job);
/* When the service made the latest as this person; 0: none. */
struct instant pack_file_last(struct view *view, int64_t person_id);
int64_t pack_file_person(struct view *view, struct str login);  /* who may sign in; 0 */

extern const struct command packs_commands[];
struct reply pack_code_page(struct request *request, struct view *view);
struct reply pack_code_act(struct request *request, struct change *change);
/* From VARN_PASSPHRASE, --passphrase-file, or as it is typed: never from the command line. */
struct str passphrase_given(struct arena *arena, int argc, char **argv);
struct str passphrase_in(struct arena *arena, struct str path);         /* its first line; "" */

/* ---- Queries ---------------------------------------------------------------------------- */

void pack_codes_end(struct change *change, int64_t person_id, struct instant at);
struct grid pack_signers(struct view *view);
void signer_put(struct change *change, const struct grid *signers, size_t row);
void away_put(struct change *change, const struct pack_file *file, struct str city);
