#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# tests/backup.sh BUILD - a city is copied, lost, and put back; what is damaged is refused.
# With VARN_TEST_PG the same on PostgreSQL.
set -u
cd "$(dirname "$0")/.." || exit 1
build=${1:?which build?}

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
passed=0 failed=0

ok() { passed=$((passed + 1)); }
fail() {
	failed=$((failed + 1))
	echo "FAILED $*"
	tail -n 5 "$work/log"
}

# The command must end with this status.
must() { # STATUS WORDS COMMAND...
	wanted=$1 words=$2
	shift 2
	"$@" > "$work/log" 2>&1
	got=$?
	if [ $got -eq "$wanted" ]; then ok; else fail "$words: status $got, not $wanted"; fi
}
says() { # WORDS: the last command said so
	if grep -q -e "$1" "$work/log"; then ok; else fail "it did not say: $1"; fi
}
# varn at a database, with its own folder of files.
at() { # NAME COMMAND...
	name=$1
	shift
	case $kind in
	sqlite) VARN_DATA=$work/$name.files "$build/varn" --db "sqlite:$work/$name.db" "$@" ;;
	*)      VARN_DATA=$work/$name.files "$build/varn" --db "${VARN_TEST_PG%/*}/backup_$name" "$@" ;;
	esac
}
new() { # NAME
	[ "$kind" = sqlite ] && return
	psql --quiet "$VARN_TEST_PG" -c "DROP DATABASE IF EXISTS backup_$1" \
		-c "CREATE DATABASE backup_$1" > /dev/null 2>&1 || fail "no database $1"
}
is_same() { # WORDS A B
	if diff "$2" "$3" > "$work/log" 2>&1; then ok; else fail "$1"; fi
}
numbers() { # NAME
	at "$1" report events-by-type --period 2026 --format csv 2> /dev/null
	(cd "$work/$1.files" && find . -type f ! -path './exports/*' -exec sha256sum {} + | sort)
}

there_and_back() {
	copy=$work/$kind-copy other=$work/$kind-other
	new first; new second; new third
	for wrong in 24:00 12:60 noon 9:00 12:00:00 -1:00 ''; do
		must 2 "a demo at $wrong" at first demo --size small --at "$wrong"
		says '--at is a time of the day as 12:00'
	done
	must 2 'a demo at no time' at first demo --at
	must 0 'a demo' at first demo --size small --at 12:00
	must 0 'its clock' at first setting clock_shift_seconds
	hour=$(TZ=Europe/Stockholm date -d "@$(($(date +%s) + $(tail -n 1 "$work/log" | grep -oE -e '-?[0-9]+' | tail -n 1)))" +%H)
	if [ "$hour" = 12 ]; then ok; else fail "the demo began at $hour"; fi
	mkdir -p "$work/first.files/photos/ab"
	echo 'a photo' > "$work/first.files/photos/ab/one.jpg"
	must 2 'no folder is said' at first backup
	must 0 'a back-up' at first backup "$copy"
	must 5 'a back-up is not overwritten' at first backup "$copy"
	must 0 'the list is one of sha256sum' env --chdir="$copy" sha256sum --check --quiet SHA256SUMS
	must 0 'into a new city' at second restore "$copy"
	says 'varn check finds no fault'
	numbers first > "$work/numbers.1"
	numbers second > "$work/numbers.2"
	[ "$(wc -l < "$work/numbers.1")" -gt 3 ] || fail 'the numbers are few'
	is_same 'the same numbers and files' "$work/numbers.1" "$work/numbers.2"

	must 5 'a city is not overwritten' at second restore "$copy"
	says 'there is a city here already'
	echo 'later' > "$work/second.files/photos/ab/two.jpg"
	must 0 'unless one says so' at second restore "$copy" --overwrite
	numbers second > "$work/numbers.2"
	is_same 'it is as the copy' "$work/numbers.1" "$work/numbers.2"
	aside=$(echo "$work"/second.files.before-*)
	if [ -f "$aside/files/photos/ab/two.jpg" ]; then ok; else fail 'the old files are not put aside'; fi
	must 0 'what was put aside can be put back' at third restore "$aside"
	if [ -f "$work/third.files/photos/ab/two.jpg" ]; then ok; else fail 'the old files do not come back'; fi

	must 3 'no back-up in the folder' at third restore "$work" --overwrite
	cp -r "$copy" "$other"
	echo 'another photo' > "$other/files/photos/ab/one.jpg"
	must 1 'a changed file' at third restore "$other" --overwrite
	says 'has been changed: files/photos/ab/one.jpg'
	rm "$other/files/photos/ab/one.jpg"
	must 3 'a missing file' at third restore "$other" --overwrite
	rm -r "$other"
	cp -r "$copy" "$other"
	sed -i '1a# schema schema/9999_later.sql' "$other/SHA256SUMS"
	must 1 'a later version' at third restore "$other" --overwrite
	says 'later version of the program'
	printf 'XXXXXXXX' | dd of="$(echo "$other"/city.*)" bs=1 seek=8200 conv=notrunc 2> /dev/null
	sed -i '/9999_later/d' "$other/SHA256SUMS"
	must 1 'a damaged database' at third restore "$other" --overwrite
	says 'has been changed: city'
	rm -r "$other"
	cp -r "$copy" "$other"
	echo "$(sha256sum "$copy/SHA256SUMS" | cut -c 1-64)  ../$kind-copy/SHA256SUMS" >> "$other/SHA256SUMS"
	must 3 'no name leads out of the folder' at third restore "$other" --overwrite
	says 'a line that is none'
	numbers third > "$work/numbers.3"
	must 0 'a city that was refused a copy is unharmed' at third check
	rm -r "$other"
	rm -rf "$work"/second.* "$work"/third.*
}

kind=sqlite
there_and_back
at first serve --listen 127.0.0.1:0 --workers 1 > "$work/serve.log" 2>&1 &
server=$!
sleep 1
must 5 'not while the service runs' at first restore "$work/sqlite-copy" --overwrite
says 'stop it first'
kill "$server" 2> /dev/null
wait "$server" 2> /dev/null
if [ -n "${VARN_TEST_PG:-}" ]; then
	kind=postgresql
	rm -rf "$work"/first.*
	there_and_back
	must 3 'the other kind of database' at first restore "$work/sqlite-copy" --overwrite
	for name in first second third; do
		psql --quiet "$VARN_TEST_PG" -c "DROP DATABASE backup_$name" > /dev/null 2>&1
	done
else
	echo 'skipped on postgresql: VARN_TEST_PG is not set'
fi
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
