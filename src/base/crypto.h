/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * base/crypto.h - password hashes, random, tokens, digests, sealed values; thin over libsodium.
 */
#pragma once

#include "base/arena.h"
#include "base/str.h"

void crypto_open(void);                                 /* once per program */
void random_fill(void *at, size_t len);
uint64_t random_number(void);
struct str random_token(struct arena *arena, size_t bytes);     /* base64url, no padding */
/* A code a person can read aloud: letters and digits without 0 O 1 I L U; "K7F-29M". */
struct str random_code(struct arena *arena, int letters);
struct str uuid_v7(struct arena *arena);                /* RFC 9562, 36 characters */
bool uuid_is(struct str s);

struct str digest_hex(struct arena *arena, struct str s);       /* SHA-256, 64 characters */
/* Keyed digest (BLAKE2b-256, hex), for look-up of secrets that are not stored. */
struct str digest_keyed(struct arena *arena, struct str key, struct str s);
bool secret_equals(struct str a, struct str b);         /* constant time */

/* Ed25519: seed, public key and signature are hex, 64, 64 and 128 letters. */
struct str sign_public(struct arena *arena, struct str seed);
struct str sign_made(struct arena *arena, struct str seed, struct str text);
bool sign_is_good(struct str public_key, struct str text, struct str signature);

/* Argon2id, 19 MiB, t=2 (OWASP's floor); the text holds its own parameters. */
struct str password_hash(struct arena *arena, struct str password);
bool password_verify(struct str hash, struct str password);
