#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# tools/tests/names.sh BUILD - one name is one thing.
#
# The program is linked from an archive, where a second function of the same name is not always
# refused: then one room calls the other's.  So no name may be given in two objects.
set -u
build=${1:?which build?}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

twice() { # OBJECT... - names that more than one of them gives
	nm --defined-only "$@" | awk 'NF == 3 && $2 ~ /^[TDBRC]$/ { print $3 }' | sort | uniq -d
}

printf 'int one(void) { return 1; }\n' > "$work/a.c"
printf 'int one(void) { return 2; }\nint two(void) { return 2; }\n' > "$work/b.c"
(cd "$work" && cc -c a.c b.c) || exit 1
if [ "$(twice "$work/a.o" "$work/b.o")" = one ]; then
	echo 'ok a name that two objects give is found'
else
	echo 'FAIL a name that two objects give is not found'
fi
found=$(twice "$build"/libvarn_core.a.p/*.o)
if [ -z "$found" ]; then
	echo 'ok no name is given twice'
else
	echo "FAIL given in two files:" $found
fi
