/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * base/crypto.c - password hashes, random, tokens, digests; thin over libsodium.
 */
#include "base/crypto.h"
#include "base/say.h"

#include <sodium.h>
#include <string.h>
#include <time.h>

enum {
	PASSWORD_PASSES = 2,                    /* OWASP's floor for Argon2id */
	PASSWORD_BYTES = 19 * 1024 * 1024,
	KEY_SHORTEST = crypto_generichash_KEYBYTES_MIN,
	KEY_LONGEST = crypto_generichash_KEYBYTES_MAX,
	DIGEST_SIZE = 32,
};

void crypto_open(void)
{
	if (sodium_init() < 0)
		abandon("cannot start the cryptographic library", "sodium_init failed");
}

void random_fill(void *at, size_t len)
{
	randombytes_buf(at, len);
}

uint64_t random_number(void)
{
	uint64_t n;

	random_fill(&n, sizeof(n));
	return n;
}

struct str random_token(struct arena *arena, size_t bytes)
{
	const int form = sodium_base64_VARIANT_URLSAFE_NO_PADDING;
	size_t room = sodium_base64_encoded_len(bytes, form);
	unsigned char *random = arena_take(arena, bytes);
	char *token = arena_take(arena, room);

	random_fill(random, bytes);
	sodium_bin2base64(token, room, random, bytes, form);
	sodium_memzero(random, bytes);
	return (struct str){ token, room - 1 };         /* room counts the NUL */
}

/* In groups of three when that comes out even, of four otherwise. */
struct str random_code(struct arena *arena, int letters)
{
	static const char alphabet[] = "23456789ABCDEFGHJKMNPQRSTVWXYZ";
	int group = letters % 3 == 0 ? 3 : 4;
	char *code;
	size_t len = 0;

	must(letters > 0);
	code = arena_take_many(arena, (size_t)letters, 2);
	for (int i = 0; i < letters; i++) {
		if (i > 0 && i % group == 0)
			code[len++] = '-';
		code[len++] = alphabet[randombytes_uniform(sizeof(alphabet) - 1)];
	}
	return (struct str){ code, len };
}

/* --- uuid ------------------------------------------------------------------------------ */

/*
 * 48 bits of milliseconds, 12 bits that count within one of them, 62 random bits (RFC 9562,
 * section 6.2, method 1).  Those of one process are strictly rising, also when the clock is
 * set back: then the time in them stands still until the clock has caught up.
 */
static uint64_t uuid_time_and_count(void)
{
	static uint64_t last;
	struct timespec now;
	uint64_t next;

	clock_gettime(CLOCK_REALTIME, &now);
	next = (uint64_t)now.tv_sec * 1000 + (uint64_t)now.tv_nsec / 1000000;
	/* It starts in the lower half, so that there is room to count. */
	next = next << 12 | randombytes_uniform(1 << 11);
	last = next > last ? next : last + 1;
	return last;
}

struct str uuid_v7(struct arena *arena)
{
	uint64_t head = uuid_time_and_count(), tail = random_number();

	return arena_print(arena, "%08x-%04x-7%03x-%04x-%012llx",
		(unsigned)(head >> 28), (unsigned)(head >> 12 & 0xFFFF),
		(unsigned)(head & 0xFFF), (unsigned)(0x8000 | (tail >> 48 & 0x3FFF)),
		(unsigned long long)(tail & 0xFFFFFFFFFFFF));
}

static bool is_hex(char c)
{
	return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

bool uuid_is(struct str s)
{
	static const char form[] = "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx";

	if (s.len != sizeof(form) - 1)
		return false;
	for (size_t i = 0; i < s.len; i++)
		if (form[i] == '-' ? s.at[i] != '-' : !is_hex(s.at[i]))
			return false;
	return true;
}

/* --- digests --------------------------------------------------------------------------- */

static const unsigned char *bytes_of(struct str s)
{
	return (const unsigned char *)(s.at ? s.at : "");
}

static struct str hex(struct arena *arena, const unsigned char digest[DIGEST_SIZE])
{
	char *at = arena_take(arena, DIGEST_SIZE * 2 + 1);

	sodium_bin2hex(at, DIGEST_SIZE * 2 + 1, digest, DIGEST_SIZE);
	return (struct str){ at, DIGEST_SIZE * 2 };
}

struct str digest_hex(struct arena *arena, struct str s)
{
	unsigned char digest[crypto_hash_sha256_BYTES];

	crypto_hash_sha256(digest, bytes_of(s), s.len);
	return hex(arena, digest);
}

struct str digest_keyed(struct arena *arena, struct str key, struct str s)
{
	unsigned char digest[DIGEST_SIZE];

	must(key.len >= KEY_SHORTEST);
	must(key.len <= KEY_LONGEST);
	crypto_generichash(digest, sizeof(digest), bytes_of(s), s.len, bytes_of(key),
		key.len);
	return hex(arena, digest);
}

bool secret_equals(struct str a, struct str b)
{
	return a.len == b.len && sodium_memcmp(bytes_of(a), bytes_of(b), a.len) == 0;
}

/* --- signatures ------------------------------------------------------------------------ */

static bool hex_read(struct str hex, unsigned char *at, size_t bytes)
{
	size_t len;

	return hex.len == 2 * bytes
		&& sodium_hex2bin(at, bytes, hex.at, hex.len, NULL, &len, NULL) == 0 && len == bytes;
}

static struct str hex_of(struct arena *arena, const unsigned char *at, size_t bytes)
{
	char *hex = arena_take(arena, 2 * bytes + 1);

	sodium_bin2hex(hex, 2 * bytes + 1, at, bytes);
	return (struct str){ hex, 2 * bytes };
}

struct pair_of_keys {
	unsigned char public[crypto_sign_PUBLICKEYBYTES], secret[crypto_sign_SECRETKEYBYTES];
};

static struct pair_of_keys keys_of(struct str seed_hex)
{
	unsigned char seed[crypto_sign_SEEDBYTES];
	struct pair_of_keys keys;

	must(hex_read(seed_hex, seed, sizeof(seed)));
	crypto_sign_seed_keypair(keys.public, keys.secret, seed);
	sodium_memzero(seed, sizeof(seed));
	return keys;
}

struct str sign_public(struct arena *arena, struct str seed)
{
	struct pair_of_keys keys = keys_of(seed);

	sodium_memzero(keys.secret, sizeof(keys.secret));
	return hex_of(arena, keys.public, sizeof(keys.public));
}

struct str sign_made(struct arena *arena, struct str seed, struct str text)
{
	struct pair_of_keys keys = keys_of(seed);
	unsigned char signature[crypto_sign_BYTES];

	crypto_sign_detached(signature, NULL, bytes_of(text), text.len, keys.secret);
	sodium_memzero(keys.secret, sizeof(keys.secret));
	return hex_of(arena, signature, sizeof(signature));
}

bool sign_is_good(struct str public_key, struct str text, struct str signature_hex)
{
	unsigned char key[crypto_sign_PUBLICKEYBYTES], signature[crypto_sign_BYTES];

	return hex_read(public_key, key, sizeof(key))
		&& hex_read(signature_hex, signature, sizeof(signature))
		&& crypto_sign_verify_detached(signature, bytes_of(text), text.len, key) == 0;
}

/* --- passwords ------------------------------------------------------------------------- */

struct str password_hash(struct arena *arena, struct str password)
{
	char hash[crypto_pwhash_STRBYTES];

	if (crypto_pwhash_str_alg(hash, (const char *)bytes_of(password), password.len,
			PASSWORD_PASSES, PASSWORD_BYTES, crypto_pwhash_ALG_ARGON2ID13) != 0)
		abandon("cannot hash a password", "not enough memory");
	return arena_copy(arena, str_of(hash));
}

bool password_verify(struct str hash, struct str password)
{
	char z[crypto_pwhash_STRBYTES] = { 0 };

	if (hash.len >= sizeof(z) || !str_starts(hash, S(crypto_pwhash_argon2id_STRPREFIX)))
		return false;
	memcpy(z, hash.at, hash.len);
	return crypto_pwhash_str_verify(z, (const char *)bytes_of(password),
		password.len) == 0;
}
