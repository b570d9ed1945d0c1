/* SPDX-License-Identifier: EUPL-1.2 */
/* base/box.c - see box.h. */
#include "base/box.h"

#include "base/crypto.h"
#include "base/say.h"
#include "base/tongue.h"

#include <sodium.h>
#include <string.h>

#define STREAM(name) crypto_secretstream_xchacha20poly1305_##name
enum {
	FORMAT = 1,
	PIECE = 64 * 1024,
	PASSES = 3, MEMORY_KIB = 64 * 1024,     /* RFC 9106, the second recommended choice */
	MOST_PASSES = 16, LEAST_KIB = 8 * 1024, MOST_KIB = 1024 * 1024,
};
static const char magic[] = "varn-box";

_Static_assert(STREAM(HEADERBYTES) == 24 && crypto_pwhash_SALTBYTES == 16
	&& crypto_sign_PUBLICKEYBYTES == 32 && crypto_sign_BYTES == BOX_SIGNATURE,
	"the form of the file");

const char *box_fault_words(enum box_fault fault)
{
	static const char *const words[] = {
		[BOX_WELL] = "",
		[BOX_IS_NONE] = N_("This is no file of Värn that a laptop can open."),
		[BOX_OLDER] = N_("The file has a form that this program has forgotten: it was made by an older version. Use that one, or make a new file."),
		[BOX_NEWER] = N_("The file was made by a later version of the program. Install that on this machine."),
		[BOX_OTHER_KIND] = N_("The file is of another kind than those that go along on a laptop."),
		[BOX_BEYOND] = N_("The file asks for more memory or time than such a file may: it was not made by this program."),
		[BOX_CUT] = N_("The file is not whole: a part of it is missing, or something has been added. Copy it again."),
		[BOX_CHANGED] = N_("The file is not as it was made: at least one byte of it has been changed. Copy it again."),
		[BOX_LOCKED] = N_("The passphrase is not the one that the file was made with."),
	};

	return *words[fault] ? _(words[fault]) : "";
}

/* ---- The head -------------------------------------------------------------------------------- */

static uint64_t number_read(const char *at, size_t bytes)
{
	uint64_t n = 0;

	for (size_t i = bytes; i-- > 0; )
		n = n << 8 | (unsigned char)at[i];
	return n;
}

static void number_put(char *at, uint64_t n, size_t bytes)
{
	for (size_t i = 0; i < bytes; i++, n >>= 8)
		at[i] = (char)(n & 0xFF);
}

/* At least one piece, also for nothing. */
static uint64_t pieces_of(uint64_t content)
{
	return content ? (content + PIECE - 1) / PIECE : 1;
}

static uint64_t size_of_file(uint64_t content)
{
	return BOX_HEAD + content + pieces_of(content) * STREAM(ABYTES) + BOX_SIGNATURE;
}

enum box_fault box_head_read(struct str file, enum box_kind kind, struct box_head *head)
{
	*head = (struct box_head){ 0 };
	if (file.len < sizeof magic - 1 || memcmp(file.at, magic, sizeof magic - 1) != 0)
		return BOX_IS_NONE;
	if (file.len < 12)
		return BOX_CUT;
	head->format = (int)number_read(file.at + 8, 2);
	head->kind = (int)number_read(file.at + 10, 2);
	if (head->format != FORMAT)
		return head->format < FORMAT ? BOX_OLDER : BOX_NEWER;
	if (head->kind != (int)kind)
		return BOX_OTHER_KIND;
	if (file.len < BOX_HEAD + BOX_SIGNATURE)
		return BOX_CUT;
	head->passes = (uint32_t)number_read(file.at + 12, 4);
	head->memory_kib = (uint32_t)number_read(file.at + 16, 4);
	head->content = number_read(file.at + 20, 8);
	memcpy(head->salt, file.at + 28, sizeof head->salt);
	memcpy(head->stream, file.at + 44, sizeof head->stream);
	memcpy(head->public_key, file.at + 68, sizeof head->public_key);
	if (head->passes < 1 || head->passes > MOST_PASSES || head->memory_kib < LEAST_KIB
	    || head->memory_kib > MOST_KIB || head->content > BOX_MOST_CONTENT)
		return BOX_BEYOND;
	return file.len == size_of_file(head->content) ? BOX_WELL : BOX_CUT;
}

static void head_put(char *at, const struct box_head *head)
{
	memcpy(at, magic, sizeof magic - 1);
	number_put(at + 8, (uint64_t)head->format, 2);
	number_put(at + 10, (uint64_t)head->kind, 2);
	number_put(at + 12, head->passes, 4);
	number_put(at + 16, head->memory_kib, 4);
	number_put(at + 20, head->content, 8);
	memcpy(at + 28, head->salt, sizeof head->salt);
	memcpy(at + 44, head->stream, sizeof head->stream);
	memcpy(at + 68, head->public_key, sizeof head->public_key);
}

/* ---- Keys --------------------------------------------------------------------------------------- */

static void key_of(const struct box_head *head, struct str passphrase,
                   unsigned char key[STREAM(KEYBYTES)])
{
	if (crypto_pwhash(key, STREAM(KEYBYTES), passphrase.len ? passphrase.at : "", passphrase.len,
			head->salt, head->passes, (size_t)head->memory_kib * 1024,
			crypto_pwhash_ALG_ARGON2ID13) != 0)
		abandon("cannot make a key of the passphrase", "not enough memory");
}

static void digest_of(crypto_sign_state *state, struct str text)
{
	crypto_sign_init(state);
	crypto_sign_update(state, (const unsigned char *)text.at, text.len);
}

/* ---- Closing -------------------------------------------------------------------------------------- */

static void content_seal(char *file, STREAM(state) *stream, struct str content)
{
	unsigned char *to = (unsigned char *)file + BOX_HEAD;
	uint64_t pieces = pieces_of(content.len);

	for (uint64_t i = 0; i < pieces; i++) {
		struct str piece = str_part(content, i * PIECE, PIECE);
		unsigned char tag = i + 1 == pieces ? STREAM(TAG_FINAL) : STREAM(TAG_MESSAGE);

		STREAM(push)(stream, to, NULL, (const unsigned char *)(piece.at ? piece.at : ""),
			piece.len, i ? NULL : (const unsigned char *)file, i ? 0 : BOX_HEAD, tag);
		to += piece.len + STREAM(ABYTES);
	}
}

struct str box_made(struct arena *arena, const struct box_make *make, struct str content)
{
	struct box_head head = { .format = FORMAT, .kind = (int)make->kind, .passes = PASSES,
		.memory_kib = MEMORY_KIB, .content = content.len };
	size_t size = (size_t)size_of_file(content.len);
	unsigned char key[STREAM(KEYBYTES)], seed[crypto_sign_SEEDBYTES];
	unsigned char secret[crypto_sign_SECRETKEYBYTES];
	char *file = arena_take(arena, size);
	crypto_sign_state state;
	STREAM(state) stream;

	must(content.len <= BOX_MOST_CONTENT);
	must(make->seed.len == 2 * sizeof seed);
	must(sodium_hex2bin(seed, sizeof seed, make->seed.at, make->seed.len, NULL, NULL, NULL) == 0);
	crypto_sign_seed_keypair(head.public_key, secret, seed);
	random_fill(head.salt, sizeof head.salt);
	key_of(&head, make->passphrase, key);
	STREAM(init_push)(&stream, head.stream, key);
	head_put(file, &head);
	content_seal(file, &stream, content);
	digest_of(&state, (struct str){ file, size - BOX_SIGNATURE });
	crypto_sign_final_create(&state, (unsigned char *)file + size - BOX_SIGNATURE, NULL, secret);
	sodium_memzero(key, sizeof key);
	sodium_memzero(seed, sizeof seed);
	sodium_memzero(secret, sizeof secret);
	return (struct str){ file, size };
}

/* ---- Opening ---------------------------------------------------------------------------------------- */

static bool is_signed(struct str file, const struct box_head *head)
{
	crypto_sign_state state;
	unsigned char signature[BOX_SIGNATURE];

	memcpy(signature, file.at + file.len - BOX_SIGNATURE, sizeof signature);
	digest_of(&state, (struct str){ file.at, file.len - BOX_SIGNATURE });
	return crypto_sign_final_verify(&state, signature, head->public_key) == 0;
}

static bool content_open(struct str file, const struct box_head *head, STREAM(state) *stream,
                         char *to)
{
	const unsigned char *from = (const unsigned char *)file.at + BOX_HEAD;
	uint64_t pieces = pieces_of(head->content), left = head->content;

	for (uint64_t i = 0; i < pieces; i++) {
		size_t len = left < PIECE ? (size_t)left : PIECE;
		unsigned char tag;

		if (STREAM(pull)(stream, (unsigned char *)to, NULL, &tag, from, len + STREAM(ABYTES),
				i ? NULL : (const unsigned char *)file.at, i ? 0 : BOX_HEAD) != 0
		    || (tag == STREAM(TAG_FINAL)) != (i + 1 == pieces))
			return false;
		from += len + STREAM(ABYTES);
		to += len;
		left -= len;
	}
	return true;
}

enum box_fault box_opened(struct arena *arena, struct str file, enum box_kind kind,
                          struct str passphrase, struct str *content, struct str *public_key)
{
	struct box_head head;
	enum box_fault fault = box_head_read(file, kind, &head);
	unsigned char key[STREAM(KEYBYTES)];
	STREAM(state) stream;
	char *at, *hex;

	if (fault)
		return fault;
	if (!is_signed(file, &head))
		return BOX_CHANGED;
	key_of(&head, passphrase, key);
	at = arena_take(arena, (size_t)head.content + 1);
	if (STREAM(init_pull)(&stream, head.stream, key) != 0
	    || !content_open(file, &head, &stream, at))
		fault = BOX_LOCKED;
	sodium_memzero(key, sizeof key);
	if (fault)
		return fault;
	hex = arena_take(arena, 2 * sizeof head.public_key + 1);
	sodium_bin2hex(hex, 2 * sizeof head.public_key + 1, head.public_key, sizeof head.public_key);
	*public_key = (struct str){ hex, 2 * sizeof head.public_key };
	*content = (struct str){ at, (size_t)head.content };
	return BOX_WELL;
}
