#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# tests/scenes.sh BUILD sqlite|postgresql [SCENE...] - walks through scenes on one database.
#
# The small demo city is made once, and its clock goes from noon, so that a scene holds at any
# hour; each scene has a copy of it.  PostgreSQL is the server of
# VARN_TEST_PG (tests/postgres.sh starts one).
set -u
cd "$(dirname "$0")/.." || exit 1
build=${1:?which build?} store=${2:?which database?}
shift 2
[ $# -gt 0 ] || set -- tests/scenes/*.scene

work=$(mktemp -d)
export VARN_DATA="$work/files"
trap 'rm -rf "$work"' EXIT

# The address of a database to fill.
city_make() {
	"$build/varn" --db "$1" demo --size small --at 12:00 > "$work/demo.log" 2>&1 || {
		cat "$work/demo.log"
		echo '0 passed, 1 failed'
		exit 1
	}
}

on_sqlite() {
	city_make "sqlite:$work/city.db"
	TMPDIR=$work "$build/varn" --db "sqlite:$work/city.db" scene "$@"
}

on_postgresql() {
	server=${VARN_TEST_PG:?where is PostgreSQL?}
	city=scenes_$$
	passed=0 failed=0
	psql "$server" -qc "CREATE DATABASE $city TEMPLATE template0 ENCODING UTF8" || exit 1
	trap 'drop "$city"; drop "${city}_copy"; rm -rf "$work"' EXIT
	city_make "$(address "$city")"
	for scene; do
		drop "${city}_copy"
		psql "$server" -qc "CREATE DATABASE ${city}_copy TEMPLATE $city" || exit 1
		"$build/varn" --db "$(address "${city}_copy")" scene "$scene" > "$work/said" 2>&1
		sed '$d' "$work/said"
		count=$(tail -n 1 "$work/said" | sed -n 's/^\([0-9]*\) passed, \([0-9]*\) failed$/\1 \2/p')
		[ -n "$count" ] || tail -n 1 "$work/said"
		set_count ${count:-0 1}
	done
	echo "$passed passed, $failed failed"
	[ "$failed" -eq 0 ]
}

set_count() { passed=$((passed + $1)) failed=$((failed + $2)); }
drop() { psql "$server" -qc "DROP DATABASE IF EXISTS $1 WITH (FORCE)" 2> /dev/null; }
# The server's address with another database's name.
address() {
	base=${server%%\?*}
	echo "${base%/*}/$1${server#"$base"}"
}

case $store in
sqlite)     on_sqlite "$@" ;;
postgresql) on_postgresql "$@" ;;
*)          echo "tests/scenes.sh: $store is no database we know" >&2; exit 2 ;;
esac
