#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# embed.sh [EMBED] - files come back from the program as they were, twins too.
set -u
root=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cc="${CC:-cc} -std=gnu17 -Wall -Wextra -Werror -g -fsanitize=address,undefined"

if [ $# -gt 0 ]; then
	embed=$(realpath "$1")
else
	embed=$work/embed
	$cc -o "$embed" "$root/tools/embed.c" -lsodium -lz -lbrotlienc || exit 1
fi
cat > "$work/main.c" <<'MAIN'
#include <brotli/decode.h>
#include <stdio.h>
#include <zlib.h>
#include "base/embedded.h"
extern const struct embedded files[];
static unsigned char room[1 << 20];

/* main WHAT PATH: writes a form of the file, or says what there is. */
int main(int argc, char **argv)
{
	const struct embedded *file = argc == 3 ? embedded_find(files, argv[2]) : NULL;
	size_t len = sizeof room;
	z_stream z = { .next_out = room, .avail_out = sizeof room };

	if (!file || file->at[file->len] != '\0')
		return 3;
	switch (argv[1][0]) {
	case 'f': return fwrite(file->at, 1, file->len, stdout) != file->len;
	case 'h': return puts(file->hash) < 0;
	case 't': return printf("%d%d\n", file->gzip != NULL, file->brotli != NULL) < 0;
	case 'b':
		return BrotliDecoderDecompress(file->brotli_len, file->brotli, &len, room) !=
			BROTLI_DECODER_RESULT_SUCCESS || fwrite(room, 1, len, stdout) != len;
	}
	z.next_in = (unsigned char *)file->gzip;
	z.avail_in = (unsigned)file->gzip_len;
	if (inflateInit2(&z, 15 + 16) != Z_OK || inflate(&z, Z_FINISH) != Z_STREAM_END)
		return 4;
	len = z.total_out;
	inflateEnd(&z);
	return fwrite(room, 1, len, stdout) != len;
}
MAIN

failed=0
check() { # NAME COMMAND...
	name=$1
	shift
	if "$@"; then
		echo "ok $name"
	else
		echo "FAIL $name"
		failed=1
	fi
}
gives() { "$work/main" "$1" "$2" | cmp -s - "$3"; }
says() { [ "$("$work/main" "$1" "$2")" = "$3" ]; }
build() { "$embed" "$work/files.c" files "$@" && $cc -I"$root/src" -o "$work/main" \
	"$work/main.c" "$work/files.c" -lz -lbrotlidec; }

mkdir "$work/in"
: > "$work/in/empty"
printf 'a\0b"\\?\377 1\n' > "$work/in/odd"
seq 1 2000 > "$work/in/long"
head -c 3000 /dev/urandom > "$work/in/noise"

check 'builds' build --twins --strip /nowhere/ --strip "$work/in/" "$work"/in/*
for file in empty odd long noise; do
	check "$file comes back" gives file $file "$work/in/$file"
	check "$file has its hash" says hash $file \
		"$(sha256sum < "$work/in/$file" | cut -c1-16)"
done
check 'the gzip twin is the same file' gives gzip long "$work/in/long"
check 'the brotli twin is the same file' gives brotli long "$work/in/long"
check 'a twin that does not pay is left out' says twins noise 00
check 'a file that is not there is not found' sh -c '"$0" file nowhere; [ $? -eq 3 ]' "$work/main"
cp "$work/files.c" "$work/before.c"
check 'builds again' build --twins --strip "$work/in/" "$work"/in/*
check 'the same files give the same table' cmp -s "$work/files.c" "$work/before.c"
check 'builds without twins' build --strip "$work/in/" "$work/in/long"
check 'without --twins there are none' says twins long 00
check 'builds of nothing' build
check 'a missing file ends the build' sh -c '! "$0" "$1/x.c" files "$1/missing" 2> /dev/null' \
	"$embed" "$work"
exit $failed
