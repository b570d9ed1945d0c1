#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# tests/away.sh BUILD - a city goes along on a laptop, and is served there without a network;
# what is altered, cut, or opened with another passphrase is refused.  City and laptop write in
# one log while they are apart; then the laptop's comes home.
set -u
cd "$(dirname "$0")/.." || exit 1
build=$(realpath "${1:?which build?}")

work=$(mktemp -d)
server='' room=''
trap 'kill $server $room 2> /dev/null; rm -rf "$work"' EXIT
passed=0 failed=0
export VARN_DATA=

ok() { passed=$((passed + 1)); }
fail() {
	failed=$((failed + 1))
	echo "FAILED $*"
	tail -n 5 "$work/log"
}
must() { # STATUS WORDS COMMAND...
	wanted=$1 words=$2
	shift 2
	"$@" > "$work/log" 2>&1
	got=$?
	if [ $got -eq "$wanted" ]; then ok; else fail "$words: status $got, not $wanted"; fi
}
says() { # WORDS: the last command or page said so
	if grep -q -e "$1" "$work/log"; then ok; else fail "it did not say: $1"; fi
}
silent() { # WORDS
	if grep -q -e "$1" "$work/log"; then fail "it said: $1"; else ok; fi
}
city() { "$build/varn" --db "sqlite:$work/city.db" "$@"; }

# Without a network where that can be had: then nothing but loopback is there.
if unshare --user --map-root-user --net true 2> /dev/null && command -v ip > /dev/null; then
	apart() { exec unshare --user --map-root-user --net sh -c 'ip link set lo up && exec "$@"' sh "$@"; }
else
	apart() { exec "$@"; }
fi

echo 'fem ord som ingen gissar' > "$work/passphrase"
echo 'fem andra ord utan mening' > "$work/other"
chmod 600 "$work/passphrase" "$work/other"

# ---- Making --------------------------------------------------------------------------------

must 0 'a demo' city demo --size small
must 1 'nobody has a code yet' city pack make --city --out "$work/pack.varn" --as karin \
	--passphrase-file "$work/passphrase"
city pack code --as karin > "$work/code" 2> "$work/log" || fail 'a code'
must 1 'who may not read it may not take it' city pack make --city --out "$work/pack.varn" \
	--as petra --passphrase-file "$work/passphrase"
echo 'kort' > "$work/short"
must 1 'a passphrase that is too short' city pack make --city --out "$work/pack.varn" --as karin \
	--passphrase-file "$work/short"
must 0 'a pack' city pack make --city --out "$work/pack.varn" --as karin \
	--passphrase-file "$work/passphrase"
must 5 'a pack is not written over' city pack make --city --out "$work/pack.varn" --as karin \
	--passphrase-file "$work/passphrase"
must 0 'a pack of one unit' city pack make --unit LJU --out "$work/unit.varn" --as karin \
	--passphrase-file "$work/passphrase"
must 1 'nothing can be read in it' grep -a -q -e 'Karin' -e 'SQLite format' "$work/pack.varn"
key=$(city pack key)
mkdir "$work/room"
mv "$work"/city.db* "$work/room"    # the server room is gone

# ---- What is refused -----------------------------------------------------------------------

opens() { # FILE PASSPHRASE [OPTION...]
	file=$1 secret=$2
	shift 2
	rm -rf "$work/no.away"
	timeout 60 "$build/varn" serve --from "$file" --into "$work/no.away" \
		--passphrase-file "$secret" --workers 1 "$@"
}
size=$(stat -c %s "$work/pack.varn")
altered() { # PLACE
	cp "$work/pack.varn" "$work/bad.varn"
	byte=$(dd if="$work/bad.varn" bs=1 skip="$1" count=1 2> /dev/null | od -An -tu1 | tr -d ' ')
	printf "\\$(printf %o $((byte ^ 1)))" |
		dd of="$work/bad.varn" bs=1 seek="$1" conv=notrunc 2> /dev/null
}
must 1 'another passphrase' opens "$work/pack.varn" "$work/other"
says 'passphrase is not\|Lösenfrasen är inte'
for place in 9 30 70 100 5000 $((size / 2)) $((size - 70)) $((size - 1)); do
	altered "$place"
	must 1 "a changed byte at $place" opens "$work/bad.varn" "$work/passphrase"
done
says 'not as it was made\|inte som den gjordes'
altered 8
must 1 'an older form' opens "$work/bad.varn" "$work/passphrase"
head -c $((size - 1)) "$work/pack.varn" > "$work/bad.varn"
must 1 'a cut file' opens "$work/bad.varn" "$work/passphrase"
says 'not whole\|inte hel'
must 1 'no such file at all' opens tests/away.sh "$work/passphrase"
must 3 'no file' opens "$work/nothing" "$work/passphrase"
must 5 'another key than the one asked for' opens "$work/pack.varn" "$work/passphrase" \
	--key "$(printf '0%.0s' $(seq 64))"
must 2 'not for others on the network' opens "$work/pack.varn" "$work/passphrase" --key "$key" \
	--listen 0.0.0.0:0 --public
mkdir -m 755 "$work/open"
must 5 'not in a folder that others may read' timeout 60 "$build/varn" serve \
	--from "$work/pack.varn" --into "$work/open" --passphrase-file "$work/passphrase" \
	--listen 127.0.0.1:0

# ---- Served --------------------------------------------------------------------------------

serve() {
	: > "$work/serve.log"
	apart "$build/varn" serve --from "$work/pack.varn" --into "$work/laptop" --key "$key" \
		--passphrase-file "$work/passphrase" --listen "unix:$work/laptop.socket" --workers 1 \
		> "$work/serve.log" 2>&1 &
	server=$!
	for _ in $(seq 100); do
		grep -q 'serves at' "$work/serve.log" && return
		sleep 0.2
	done
	fail "it does not serve: $(cat "$work/serve.log")"
}
where=laptop said=log   # who is asked, and where the answer is kept
page() { # PATH [CURL OPTION...]
	path=$1
	shift
	curl --silent --show-error --unix-socket "$work/$where.socket" --cookie "$work/$where.jar" \
		--cookie-jar "$work/$where.jar" --header 'Accept-Language: en' "$@" \
		"http://localhost$path" > "$work/$said" 2>&1
}
serve
page /sign-in
says 'Off-line copy of'
says 'emergency code'
silent 'sign-in/demo'
page /rosters
silent 'On duty now'
page /sign-in --data login=karin --data password=wrong
says 'is wrong'
page /sign-in --data login=karin --data-urlencode "password=$(tr 'A-Z' 'a-z' < "$work/code")"
page /rosters
says 'On duty now'
says 'Off-line copy of'
page /crisis
says 'KR-2026'
page /alarms/paths
says 'Alarm paths'
page /packs
says 'none goes along'
silent 'Missing'
silent 'Make now'
page /events
silent 'H-2026'

# ---- What did not go along is not shown as nothing ------------------------------------------------

for path in /events /measures /inform /support /alarms/tests /rosters/swaps /plans/coverage \
	/documents/missing /duties /jobs /api/v1/events; do
	page "$path"
	says 'did not go along'
done
page /crisis
number=$(sed -n 's,.*href="/crisis/\(KR-[0-9-]*\)".*,\1,p' "$work/log" | head -n 1)
for shown in messages partners; do
	page "/crisis/$number/$shown"
	says 'did not go along'
done
page /
silent 'href="/events"'
says 'href="/crisis"'
# What stands in the menu is here.
sed -n '/<nav class="menu"/,/<\/nav>/p' "$work/log" | grep -o 'href="/[^"]*"' | cut -d '"' -f 2 |
	sort -u > "$work/menu"
must 0 'the menu has the rooms that went along' grep -q -x /rosters "$work/menu"
while read -r path; do
	page "$path" --location --write-out '%{http_code}'
	says '200$'
	silent 'did not go along'
done < "$work/menu"
page /alarms --location
says 'Alarm paths'
page /continuity --location
silent 'did not go along'
says 'in the city'
plan=$(sed -n 's,.*href="\(/plans/[0-9a-f-]\{36\}\)".*,\1,p' "$work/log" | head -n 1)
page "$plan"
says 'What it protects'
silent 'never been tested'
silent 'Nobody has said'
page /documents/in-force
document=$(sed -n 's,.*href="\(/documents/[0-9a-f-]\{36\}\)".*,\1,p' "$work/log" | head -n 1)
page "$document"
says 'In force'
silent 'have acknowledged'
page "/crisis/$number"
silent "/crisis/$number/messages"
token=$(page /rosters/channels; sed -n 's/.*name="_token" value="\([^"]*\)".*/\1/p' "$work/log" | head -n 1)
page /rosters/channels --data-urlencode "_token=$token" --data kind=mobile --data address=070-1234567
says 'off-line copy of the city'
page /rosters/channels
silent '070-1234567'

# ---- The log of a crisis goes on there, and a crisis is opened ----------------------------------

answered() { echo "$work/$said"; }
. tests/form.sh
page /crisis
crisis=$(sed -n 's,.*href="/crisis/\(KR-[0-9-]*\)".*,\1,p' "$work/log" | head -n 1)
# The server room comes back, and does not know of the laptop.
mv "$work"/room/city.db* "$work"
: > "$work/city.log"
"$build/varn" --db "sqlite:$work/city.db" serve --listen "unix:$work/city.socket" --workers 1 > "$work/city.log" 2>&1 &
room=$!
for _ in $(seq 100); do
	grep -q 'serves at' "$work/city.log" && break
	sleep 0.2
done
(
	where=city said=city.page
	page /sign-in/demo --data login=karin
	for n in 1 2 3 4 5; do
		form "/crisis/$crisis" "/crisis/$crisis/entries" kind=note "words=Skrivet i staden $n"
	done
	form "/crisis/$crisis/level" "/crisis/$crisis/level" level=2 decided_by=Karin grounds=Staden
) &
writer=$!
for n in 1 2 3 4 5; do
	form "/crisis/$crisis" "/crisis/$crisis/entries" kind=note "words=Skrivet utan nät $n"
done
form "/crisis/$crisis/level" "/crisis/$crisis/level" level=3 decided_by=Yrsa grounds=Utan
wait "$writer"
page "/crisis/$crisis"
silent 'Not yet informed'       # what is counted there did not go along
page "/crisis/$crisis/log"
says 'Goes on off-line'
says 'Skrivet utan nät 5'
page "/crisis/$crisis/chain"
says 'The chain is whole'
form /crisis/new /crisis unit_id=LJU 'title=Elavbrott i hela Ljungbacka'
page /crisis
says 'Elavbrott i hela Ljungbacka'
born=$(sed -n 's,.*href="/crisis/\(KR-[0-9]*-[A-Z0-9]*-[A-Z0-9]*-[0-9]*\)".*,\1,p' "$work/log" | head -n 1)
form "/crisis/$born" "/crisis/$born/entries" kind=note 'words=Första raden där'

# ---- It falls, and goes on -----------------------------------------------------------------

kill -9 "$server" 2> /dev/null
wait "$server" 2> /dev/null
sleep 1
rm -f "$work/laptop.socket"
serve
page /rosters
says 'On duty now'
form "/crisis/$crisis" "/crisis/$crisis/entries" kind=note 'words=Efter fallet'
page "/crisis/$crisis/export"
cp "$work/log" "$work/crisis.log"
page "/crisis/$born/export"
cp "$work/log" "$work/born.log"
for n in 1 2 3 4 5; do
	must 0 "line $n is there after the fall" grep -q "Skrivet utan nät $n" "$work/crisis.log"
done
must 0 'the line after the fall is there' grep -q 'Efter fallet' "$work/crisis.log"
must 0 'a log that went on is whole' "$build/varn-verify" "$work/crisis.log" "$work/born.log"
says 'another key before it'
must 0 'and to the other verifier' python3 docs/verify.py "$work/crisis.log" "$work/born.log"
sed 's/Skrivet utan nät 3/Skrivet utan nät 4/' "$work/crisis.log" > "$work/bad.log"
must 1 'a line that was altered' "$build/varn-verify" "$work/bad.log"
says 'is not as it was written'

# ---- It comes home -------------------------------------------------------------------------

home() { # FILE... as the duty officer
	city crisis-home "$@" --as karin
}
verified() { # WORDS NUMBER: the city's own export is whole to both verifiers
	city crisis-log "$2" --as karin > "$work/verified.log"
	must 0 "$1" "$build/varn-verify" "$work/verified.log"
	must 0 "$1, to the other" python3 docs/verify.py "$work/verified.log"
}
must 1 'an altered line does not come home' home "$work/bad.log"
says 'of the file: \|i filen: '
head -n -1 "$work/crisis.log" > "$work/cut.log"
must 1 'a log without its end does not come home' home "$work/cut.log"
must 1 'who takes no part does not bring it' city crisis-home "$work/crisis.log" --as petra
must 3 'no file' home "$work/nothing"
must 1 'the city knows no such crisis and asks for its unit' home "$work/born.log"
verified 'nothing has changed' "$crisis"
must 1 'nothing of it is in the log' grep -q 'utan nät' "$work/verified.log"

must 0 'it comes home' home "$work/crisis.log"
says ': 8 n'
must 0 'the same again adds nothing' home "$work/crisis.log" "$work/crisis.log"
says ': 0 n'
verified 'the log of the city goes on' "$crisis"
must 0 'it says who brought it' grep -q "$(printf '\thome\t.*\tKarin ')" "$work/verified.log"
must 0 'one line tells of it' test "$(grep -c "$(printf '\thome\t')" "$work/verified.log")" -eq 1
where=city
page "/crisis/$crisis"
says 'Said otherwise off-line'
for n in 1 2 3 4 5; do
	says "Skrivet utan nät $n"
	says "Skrivet i staden $n"
done
says 'Efter fallet'
page "/api/v1/crisis/$crisis"
says '"statements":\[{"what":"level"'
for board in wall welcome; do
	page "/crisis/$crisis/$board"
	says 'Said otherwise off-line'
	page "/api/v1/crisis/$crisis/$board"
	says '"statements":\[{"what":"level"'
done
page "/crisis/$crisis/wall"
says 'Efter fallet'
form "/crisis/$crisis/level" "/crisis/$crisis/level" level=3 decided_by=Karin grounds=Bada
page "/crisis/$crisis"
silent 'Said otherwise off-line'

# More is written there, and comes home by the page.
where=laptop
form "/crisis/$crisis" "/crisis/$crisis/entries" kind=note 'words=Efter hemkomsten'
page "/crisis/$crisis/export"
cp "$work/log" "$work/more.log"
where=city
form "/crisis/$crisis/home" /nowhere x=y
page "/crisis/$crisis/home" --form "_token=$token" --form "file=@$work/more.log"
page "/crisis/$crisis/home"
says 'data-label="New lines">1</td>'
page "/crisis/$crisis"
says 'Efter hemkomsten'
page "/crisis/$crisis/home/$(sed -n 's/.*\taway\t.*\t\([A-Z0-9]*-[A-Z0-9]*\)\t.*/\1/p' "$work/more.log")"
cp "$work/log" "$work/kept.log"
must 0 'the file is kept as it came' cmp "$work/kept.log" "$work/more.log"
verified 'the log after the second time' "$crisis"
must 0 'an older file adds nothing' home "$work/crisis.log"
says ': 0 n'

# What was opened there gets its row here.
must 0 'a crisis that was opened off-line comes home' home "$work/born.log" --unit LJU
verified 'its log in the city' "$born"
page "/crisis/$born"
says 'Första raden där'
must 0 'and once only' home "$work/born.log"
says ': 0 n'
where=laptop
page "/crisis/$crisis/chain"
says 'The chain is whole'
must 0 'both of the laptop are whole still' "$build/varn-verify" "$work/more.log" "$work/born.log"
must 0 'and to the other verifier' python3 docs/verify.py "$work/more.log" "$work/born.log"
kill "$server" 2> /dev/null
wait "$server" 2> /dev/null
must 5 'another copy never takes its place' timeout 60 "$build/varn" serve \
	--from "$work/unit.varn" --into "$work/laptop" --passphrase-file "$work/passphrase" \
	--listen 127.0.0.1:0
server=
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
