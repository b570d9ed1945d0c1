/* SPDX-License-Identifier: EUPL-1.2 */
/*
 * varn-verify [--key HEX] FILE... - is the export of a crisis log as it was written?
 *
 * Stands alone: it shares no code with the server and trusts nothing that it says.  The form
 * is described in docs/crisis-log.en.md.  For each file one line is printed: what is whole,
 * or the first line that is not.  Ends with 0 when all are whole, 1 when one is not, 2 when a
 * file could not be read.
 *
 * Without --key the signatures are compared with the keys that stand beside them, which a
 * forger can make anew: the key that was written down on paper is what tells.
 */
#include <sodium.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	HASH_HEX = 2 * crypto_hash_sha256_BYTES,
	KEY_HEX = 2 * crypto_sign_PUBLICKEYBYTES,
	SIGNATURE_HEX = 2 * crypto_sign_BYTES,
	FIELDS_MOST = 24,
	HEAD_FIELDS = 7, ENTRY_FIELDS = 21, SEAL_FIELDS = 7, END_FIELDS = 8,
};

struct piece {                          /* of the file */
	const char *at;
	size_t len;
};

struct log {
	const char *name;               /* of the file */
	struct piece key;               /* the one that must have signed; empty: any */
	struct piece whole, line;       /* what is read, and where we are */
	struct piece field[FIELDS_MOST];
	size_t fields;
	size_t line_number;
	struct piece identity, number;
	bool is_exercise, has_ended;
	char hash[HASH_HEX + 1];        /* of the last entry; of the head before the first */
	unsigned long long entries, seals;
	struct piece signer;            /* the key of the last signature */
	bool is_signed_by_more;         /* another key has signed as well */
};

/* ---- Pieces ------------------------------------------------------------------------- */

static struct piece piece_of(const char *z)
{
	return (struct piece){ z, strlen(z) };
}

static bool same(struct piece a, struct piece b)
{
	return a.len == b.len && (a.len == 0 || memcmp(a.at, b.at, a.len) == 0);
}

static bool says(struct piece a, const char *z)
{
	return same(a, piece_of(z));
}

/* Only small letters: there is one way to write a number. */
static bool is_hex(struct piece a, size_t letters)
{
	if (a.len != letters)
		return false;
	for (size_t i = 0; i < a.len; i++)
		if (!(a.at[i] >= '0' && a.at[i] <= '9') && !(a.at[i] >= 'a' && a.at[i] <= 'f'))
			return false;
	return true;
}

/* From the beginning of the line to before the tab that stands before this field. */
static struct piece before(const struct log *log, size_t field)
{
	return (struct piece){ log->line.at, (size_t)(log->field[field].at - log->line.at) - 1 };
}

static void hash_of(struct piece a, char hex[HASH_HEX + 1])
{
	unsigned char hash[crypto_hash_sha256_BYTES];

	crypto_hash_sha256(hash, (const unsigned char *)a.at, a.len);
	sodium_bin2hex(hex, HASH_HEX + 1, hash, sizeof hash);
}

/* ---- What is wrong --------------------------------------------------------------------- */

__attribute__((format(printf, 2, 3)))
static bool wrong(const struct log *log, const char *format, ...)
{
	va_list values;

	printf("%s:%zu: ", log->name, log->line_number);
	va_start(values, format);
	vprintf(format, values);
	va_end(values);
	putchar('\n');
	return false;
}

/* ---- Reading ------------------------------------------------------------------------------ */

/* The next line without its line feed; false: there is none. */
static bool line_next(struct log *log)
{
	const char *end = log->whole.at + log->whole.len;
	const char *at = log->line.at ? log->line.at + log->line.len + 1 : log->whole.at;
	const char *feed = at < end ? memchr(at, '\n', (size_t)(end - at)) : NULL;

	if (!feed)
		return false;
	log->line = (struct piece){ at, (size_t)(feed - at) };
	log->line_number++;
	return true;
}

/* What stands after the last line feed; nothing should. */
static size_t bytes_left(const struct log *log)
{
	const char *end = log->whole.at + log->whole.len;

	return log->line.at ? (size_t)(end - log->line.at) - log->line.len - 1 : log->whole.len;
}

static void line_split(struct log *log)
{
	const char *at = log->line.at, *end = at + log->line.len;

	log->fields = 0;
	for (;;) {
		const char *tab = memchr(at, '\t', (size_t)(end - at));

		if (log->fields < FIELDS_MOST)
			log->field[log->fields] = (struct piece){ at, (size_t)((tab ? tab : end) - at) };
		log->fields++;
		if (!tab)
			return;
		at = tab + 1;
	}
}

/* ---- Lines ---------------------------------------------------------------------------------- */

static bool head_read(struct log *log)
{
	if (log->fields != HEAD_FIELDS || !says(log->field[0], "varn-log"))
		return wrong(log, "this is no log of a crisis");
	if (!says(log->field[1], "1"))
		return wrong(log, "the log has a form that this program does not know");
	log->identity = log->field[2];
	log->number = log->field[3];
	log->is_exercise = says(log->field[4], "exercise");
	hash_of(log->line, log->hash);
	return true;
}

static bool entry_is_whole(struct log *log)
{
	char number[24], hash[HASH_HEX + 1];

	snprintf(number, sizeof number, "%llu", log->entries + 1);
	if (log->fields != ENTRY_FIELDS)
		return wrong(log, "entry %s is not as it was written", number);
	hash_of(before(log, ENTRY_FIELDS - 1), hash);
	if (!says(log->field[ENTRY_FIELDS - 1], hash))
		return wrong(log, "entry %s is not as it was written", number);
	if (!says(log->field[2], number))
		return wrong(log, "entry %s is missing", number);
	if (!same(log->field[1], log->identity) || !says(log->field[3], log->hash)) {
		if (log->entries == 0)
			log->line_number = 1;
		return wrong(log, log->entries == 0 ? "the head is not as it was written"
			: "entry %s does not follow on the one before it", number);
	}
	memcpy(log->hash, hash, sizeof hash);
	log->entries++;
	return true;
}

/* The signature is of the line before it, the key in it included. */
static bool is_signed(struct log *log, size_t field)
{
	unsigned char key[crypto_sign_PUBLICKEYBYTES], signature[crypto_sign_BYTES];
	struct piece key_hex = log->field[field - 1], hex = log->field[field];
	struct piece text = before(log, field);

	if (!is_hex(key_hex, KEY_HEX) || !is_hex(hex, SIGNATURE_HEX))
		return wrong(log, "the signature is not as it was written");
	sodium_hex2bin(key, sizeof key, key_hex.at, key_hex.len, NULL, NULL, NULL);
	sodium_hex2bin(signature, sizeof signature, hex.at, hex.len, NULL, NULL, NULL);
	if (crypto_sign_verify_detached(signature, (const unsigned char *)text.at, text.len, key))
		return wrong(log, "the signature is not of this line");
	if (log->key.len && !same(log->key, key_hex))
		return wrong(log, "this is signed with another key than the one asked for");
	log->is_signed_by_more |= log->signer.len && !same(log->signer, key_hex);
	log->signer = key_hex;
	return true;
}

/* A signed head, and the end, say where the log had come. */
static bool is_here(struct log *log)
{
	char number[24];

	snprintf(number, sizeof number, "%llu", log->entries);
	if (!same(log->field[1], log->identity) || !says(log->field[2], number)
	    || !says(log->field[3], log->hash))
		return wrong(log, "this signature is of another place in the log than entry %s", number);
	return true;
}

static bool seal_is_whole(struct log *log)
{
	if (log->fields != SEAL_FIELDS)
		return wrong(log, "the signature is not as it was written");
	log->seals++;
	return is_signed(log, SEAL_FIELDS - 1) && is_here(log);
}

static bool end_is_whole(struct log *log)
{
	struct piece above = { log->whole.at, (size_t)(log->line.at - log->whole.at) };
	char hash[HASH_HEX + 1];

	if (log->fields != END_FIELDS)
		return wrong(log, "the end is not as it was written");
	hash_of(above, hash);
	log->has_ended = true;
	if (!is_signed(log, END_FIELDS - 1) || !is_here(log))
		return false;
	return says(log->field[5], hash) || wrong(log, "what stands above is not what was signed");
}

static bool line_is_whole(struct log *log)
{
	line_split(log);
	if (log->line_number == 1)
		return head_read(log);
	if (log->has_ended)
		return wrong(log, "something stands after the end");
	if (says(log->field[0], "entry"))
		return entry_is_whole(log);
	if (says(log->field[0], "sealed"))
		return seal_is_whole(log);
	if (says(log->field[0], "end"))
		return end_is_whole(log);
	return wrong(log, "this is no line of a log");
}

static bool log_is_whole(struct log *log)
{
	while (line_next(log))
		if (!line_is_whole(log))
			return false;
	log->line_number++;
	if (bytes_left(log) || !log->line.at)
		return wrong(log, "the last line has no end");
	if (!log->has_ended)
		return wrong(log, "the log has been cut off: its end is missing");
	printf("%s: whole: %.*s%s, %llu entries, %llu signed heads, last hash %s, key %.*s%s\n",
		log->name, (int)log->number.len, log->number.at, log->is_exercise ? " (EXERCISE)" : "",
		log->entries, log->seals, log->hash, (int)log->signer.len, log->signer.at,
		log->is_signed_by_more ? ", and another key before it" : "");
	return true;
}

/* ---- Files ------------------------------------------------------------------------------------ */

/* The whole file; NULL: it cannot be read. */
static char *file_read(const char *name, size_t *len)
{
	FILE *file = fopen(name, "rb");
	size_t room = 1 << 16;
	char *bytes = file ? malloc(room) : NULL;

	*len = 0;
	while (bytes) {
		size_t got = fread(bytes + *len, 1, room - *len, file);
		char *more;

		*len += got;
		if (*len < room)
			break;
		more = realloc(bytes, room *= 2);
		if (!more)
			free(bytes);
		bytes = more;
	}
	if (file && ferror(file)) {
		free(bytes);
		bytes = NULL;
	}
	if (file)
		fclose(file);
	return bytes;
}

static int file_verify(const char *name, struct piece key)
{
	struct log log = { .name = name, .key = key };
	char *bytes = file_read(name, &log.whole.len);
	bool is_whole;

	if (!bytes) {
		fprintf(stderr, "varn-verify: %s cannot be read\n", name);
		return 2;
	}
	log.whole.at = bytes;
	is_whole = log_is_whole(&log);
	free(bytes);
	return is_whole ? 0 : 1;
}

int main(int argc, char **argv)
{
	struct piece key = { NULL, 0 };
	int first = 1, worst = 0;

	if (argc > 2 && !strcmp(argv[1], "--key")) {
		key = piece_of(argv[2]);
		first = 3;
	}
	if (first >= argc || (key.at && !is_hex(key, KEY_HEX)) || sodium_init() < 0) {
		fprintf(stderr, "varn-verify [--key HEX] FILE...   the key is 64 letters, 0-9 a-f\n");
		return 2;
	}
	for (int i = first; i < argc; i++) {
		int status = file_verify(argv[i], key);

		if (status > worst)
			worst = status;
	}
	return worst;
}
