#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# tests/headers.sh BUILD - every header of ours compiles alone (BUILD has the pages' headers).
set -u
cd "$(dirname "$0")/.." || exit 1
build=${1:?which build?}

flags=$(pkg-config --cflags libmicrohttpd sqlite3 libpq jansson libsodium libxml-2.0)
compile() {
	printf '#include "%s"\n' "${1#src/}" |
		${CC:-gcc} -std=gnu17 -Wall -Wextra -Werror -Wno-missing-field-initializers \
			-fsyntax-only -Isrc -I"$build/pages" -I"$build" $flags -x c -
}
passed=0 failed=0
for header in $(find src -name '*.h' | LC_ALL=C sort); do
	if compile "$header"; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		echo "FAILED $header does not compile alone"
	fi
done
echo "$passed passed, $failed failed"
[ $failed -eq 0 ]
