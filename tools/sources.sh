#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# sources.sh KIND [LANGUAGE] - the files of one kind, sorted, one a line, from the root.
#
# The build asks this instead of keeping lists; `sources.sh all` is what script/build
# compares to see that the lists have changed.
set -eu
export LC_ALL=C
cd "$(dirname "$0")/.."

# find, quiet about folders that are not there yet
look() {
	for folder in $1; do
		[ ! -d "$folder" ] || { shift; find "$folder" "$@" | sort; return; }
	done
}

is_test='( -name tests.c -o -name tests_*.c -o -name *_tests.c )'

set -f
case ${1:-} in
core)       look src -name '*.c' ! $is_test ! -path src/app/main.c \
                ! -path src/base/test_main.c ;;
tests)      look src -name '*.c' $is_test ;;
pages)      look src -name '*.html' ;;
access)     look src -name access.sql ;;
schema)     look schema -name '*.sql' ;;
catalogues) look catalogues -type f ! -name '*.md' ;;
programmes) look programmes -type f ! -name '*.md' ;;
fuzz)       look tests/fuzz -name '*_fuzz.c' ;;
web)        look web -maxdepth 1 -type f \( -name '*.css' -o -name '*.js' -o -name '*.svg' \) ;;
vendored)   # what npm has brought, of what web/vendored.txt asks for
	if [ -f web/vendored.txt ]; then
		sed -e 's/#.*//' -e 's/[[:space:]]*$//' -e '/^$/d' web/vendored.txt |
		while read -r file; do
			[ ! -f "web/node_modules/$file" ] || echo "web/node_modules/$file"
		done
	fi ;;
missing)    # and what it has not
	if [ -f web/vendored.txt ]; then
		sed -e 's/#.*//' -e 's/[[:space:]]*$//' -e '/^$/d' web/vendored.txt |
		while read -r file; do
			[ -f "web/node_modules/$file" ] || echo "$file"
		done
	fi ;;
languages)  look po -maxdepth 1 | sed -n -e 's,^po/\([a-z]*\)\.po$,\1,p' \
                -e 's,^po/\([a-z]*\)\.d$,\1,p' | sort -u ;;
tongue)     # the words of one language: its head first, then its rooms
	[ ! -f "po/$2.po" ] || echo "po/$2.po"
	look "po/$2.d" -name '*.po' ;;
all)
	set +f
	for kind in core tests pages access schema catalogues programmes fuzz web vendored \
		missing languages; do
		echo "# $kind"
		"tools/sources.sh" $kind
	done
	for language in $("tools/sources.sh" languages); do
		"tools/sources.sh" tongue "$language"
	done ;;
*)
	echo "sources.sh: unknown kind: ${1:-}" >&2
	exit 2 ;;
esac
