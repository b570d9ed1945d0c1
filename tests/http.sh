#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# tests/http.sh BUILD - serves the small demo city and throws garbage at its door.
set -u
cd "$(dirname "$0")/.." || exit 1
build=${1:?which build?}

work=$(mktemp -d)
server=
leave() {
	[ -z "$server" ] || kill "$server" 2> /dev/null
	rm -rf "$work"
}
trap leave EXIT

port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0))
print(s.getsockname()[1])')
"$build/varn" --db "sqlite:$work/city.db" demo --size small > "$work/log" 2>&1 || {
	cat "$work/log"
	exit 1
}
"$build/varn" --db "sqlite:$work/city.db" serve --listen "127.0.0.1:$port" --workers 2 \
	> "$work/log" 2>&1 &
server=$!
for _ in $(seq 100); do
	curl --silent --output /dev/null "http://127.0.0.1:$port/health" && break
	sleep 0.1
done
tests/http_garbage.sh 127.0.0.1 "$port" > "$work/garbage"
status=$?
passed=$(grep -c ' ok  ' "$work/garbage")
failed=$(sed -n 's/^HTTP GARBAGE: \([0-9]*\) failed.*/\1/p' "$work/garbage")
failed=${failed:-0}
[ $status -eq 0 ] || [ "$failed" -gt 0 ] || failed=1
grep -v ' ok  ' "$work/garbage"

# An address with a key in it stands in no log, whatever is answered.
key=nobody-may-read-this
ask() {
	path=$1
	shift
	curl --silent --output /dev/null "$@" "http://127.0.0.1:$port/$path"
}
for path in "f/$key" "r/receipt/$key" "feeds/$key" "a/$key" "api/v1/a/$key" "workshop/$key" \
	"partner/$key" "partner/$key/picture"; do
	ask "$path"
	ask "$path" --request DELETE
	ask "$path" --request POST --header 'Origin: http://elsewhere.example'
done
for _ in $(seq 25); do
	ask "partner/$key" --request POST
done
for line in 'GET /f/ 404' 'DELETE /feeds/ 405' 'POST /a/ 403' 'POST /partner/ 429'; do
	if grep -qF "$line" "$work/log"; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		echo "FAILED no line of the log says $line"
	fi
done
if grep -F "$key" "$work/log"; then
	failed=$((failed + 1))
	echo 'FAILED a key stands in the log'
else
	passed=$((passed + 1))
fi

# The service must be well afterwards, and no sanitizer may have said a word.
if curl --silent --fail --output /dev/null "http://127.0.0.1:$port/health"; then
	passed=$((passed + 1))
else
	failed=$((failed + 1))
	echo 'FAILED the service did not survive'
fi
if grep -E 'AddressSanitizer|runtime error' "$work/log"; then
	failed=$((failed + 1))
else
	passed=$((passed + 1))
fi
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
