/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * base/box.h - a file that is closed with a passphrase and signed: what goes with a laptop.
 *
 *   0  "varn-box"            8 bytes
 *   8  format, 1             2 bytes, as all numbers the lowest byte first
 *  10  kind, enum box_kind   2
 *  12  passes of Argon2id    4
 *  16  its memory in KiB     4
 *  20  how long the content is  8
 *  28  salt                  16
 *  44  head of the stream    24
 *  68  public key, Ed25519   32
 * 100  the content in pieces of 64 KiB, each sealed with XChaCha20-Poly1305 (libsodium's
 *      secretstream; 17 bytes more), the first together with all that stands above
 *   -  signature of everything before it (Ed25519ph), 64
 *
 * The key of the stream follows from the passphrase by Argon2id.  A file is refused before
 * anything of it is used: first its form, then its signature, then the passphrase.
 */
#pragma once

#include "base/arena.h"
#include "base/str.h"

enum box_kind { BOX_none, BOX_pack, BOX_home };
enum {
	BOX_HEAD = 100, BOX_SIGNATURE = 64, BOX_MOST_CONTENT = 256 << 20,
	BOX_SHORTEST_PASSPHRASE = 12,   /* letters that whoever makes one must give */
};

enum box_fault {
	BOX_WELL, BOX_IS_NONE, BOX_OLDER, BOX_NEWER, BOX_OTHER_KIND, BOX_BEYOND, BOX_CUT,
	BOX_CHANGED, BOX_LOCKED,
};
/* The fault as a sentence. */
const char *box_fault_words(enum box_fault fault);

struct box_head {
	int format, kind;
	uint32_t passes, memory_kib;
	uint64_t content;
	unsigned char salt[16], stream[24], public_key[32];
};
/* Only looks at the form: any bytes at all. */
enum box_fault box_head_read(struct str file, enum box_kind kind, struct box_head *head);

struct box_make {
	enum box_kind kind;
	struct str passphrase, seed;    /* seed: of the one who signs, 64 hex letters */
};
struct str box_made(struct arena *arena, const struct box_make *make, struct str content);
/* The content, and who signed it (hex). */
enum box_fault box_opened(struct arena *arena, struct str file, enum box_kind kind,
                          struct str passphrase, struct str *content, struct str *public_key);
