#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# tongue.sh OUT.mo FILE.po... - one language from its head and its rooms.
#
# The first file has the head (language, plural forms); a room's file may leave it out.
# When two rooms translate the same message, the first one counts.
set -eu
out=$1
shift
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

head='msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\n"
'
count=0
for file; do
	count=$((count + 1))
	part=$(printf '%s/%03d.po' "$work" $count)
	grep -q '^"Content-Type: .*charset=UTF-8' "$file" || printf '%s\n' "$head" > "$part"
	cat "$file" >> "$part"
	msgfmt --check-format -o /dev/null "$part" || {
		echo "$file: see above (in lines of $part)" >&2
		exit 1
	}
done
msgcat --use-first --force-po --no-wrap -o "$work/all.po" "$work"/[0-9]*.po
msgfmt --check-format --no-hash -o "$out" "$work/all.po"
