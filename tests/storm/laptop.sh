#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# laptop.sh away|home NUMBER - a laptop goes out of the house in the middle of a crisis, writes in
# its log without a network, falls, goes on, and comes home.  LAPTOP is its folder.
set -eu
crisis=$2
city() { "$VARN" --db "$VARN_SCENE_DB" "$@"; }

serve() {
	rm -f "$LAPTOP/socket"
	env -u VARN_DATA "$VARN" serve --from "$LAPTOP/pack" --into "$LAPTOP/city" \
		--passphrase-file "$LAPTOP/words" --listen "unix:$LAPTOP/socket" --workers 1 \
		> "$LAPTOP/serve.log" 2>&1 < /dev/null &
	echo $! > "$LAPTOP/pid"
	for _ in $(seq 200); do
		grep -q 'serves at' "$LAPTOP/serve.log" && return
		sleep 0.2
	done
	cat "$LAPTOP/serve.log"
	exit 1
}
page() { # PATH [CURL OPTION...]
	path=$1
	shift
	curl --silent --show-error --fail --unix-socket "$LAPTOP/socket" --cookie "$LAPTOP/jar" \
		--cookie-jar "$LAPTOP/jar" "$@" "http://localhost$path" > "$LAPTOP/page"
}
answered() { echo "$LAPTOP/page"; }
. tests/form.sh
writes() { form "/crisis/$crisis" "/crisis/$crisis/entries" kind=note "words=$1"; }
says() { grep -q -e "$1" "$LAPTOP/said" || { cat "$LAPTOP/said"; exit 1; }; }

case $1 in
away)
	mkdir -m 700 "$LAPTOP"
	echo 'fem ord som ingen gissar' > "$LAPTOP/words"
	chmod 600 "$LAPTOP/words"
	city pack code --as karin > "$LAPTOP/code"
	city pack make --city --out "$LAPTOP/pack" --as karin --passphrase-file "$LAPTOP/words" \
		> "$LAPTOP/pack.log" 2>&1
	serve
	page /sign-in --data login=karin --data-urlencode "password=$(cat "$LAPTOP/code")"
	writes 'Brandstationen har ingen el, vi leder härifrån'
	form "/crisis/$crisis/level" "/crisis/$crisis/level" level=3 decided_by='Karin på plats' \
		grounds='Ingen får tag i ledningen'
	;;
home)
	writes 'Vattnet sjunker vid stationen'
	kill -9 "$(cat "$LAPTOP/pid")"
	sleep 1
	serve
	writes 'Åter efter strömavbrott i datorn'
	page "/crisis/$crisis/export"
	cp "$LAPTOP/page" "$LAPTOP/log"
	kill "$(cat "$LAPTOP/pid")"
	rm "$LAPTOP/pid"
	"$VERIFY" "$LAPTOP/log"
	python3 docs/verify.py "$LAPTOP/log"
	city crisis-home "$LAPTOP/log" --as karin > "$LAPTOP/said"
	says ': 5 n'
	city crisis-home "$LAPTOP/log" --as karin > "$LAPTOP/said"
	says ': 0 n'
	;;
esac
