#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
# tests/calendar.sh BUILD - a calendar program reads a feed, and takes what has changed.
#
# khal is the program; it keeps its calendars in files, so the feed is fetched as vdirsyncer
# would and imported.
set -u
cd "$(dirname "$0")/.." || exit 1
build=${1:?which build?}

work=$(mktemp -d)
export VARN_LOG=quiet XDG_CONFIG_HOME="$work/config" XDG_DATA_HOME="$work/data"
export XDG_CACHE_HOME="$work/cache" LC_ALL=C.UTF-8
passed=0 failed=0
varn="$build/varn --db sqlite:$work/city.db"

ok()    { passed=$((passed + 1)); }
fail()  { failed=$((failed + 1)); echo "FAILED $*"; }
check() { if "${@:2}"; then ok; else fail "$1"; fi; }

leave() {
	[ -z "${served:-}" ] || kill "$served" 2> /dev/null
	wait 2> /dev/null
	rm -rf "$work"
}
trap leave EXIT

port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0))
print(s.getsockname()[1])')
base=http://127.0.0.1:$port
$varn demo --size small > "$work/demo.log" 2>&1 || { cat "$work/demo.log"; exit 1; }
$varn setting public_address "$base" > /dev/null
$varn serve --listen "127.0.0.1:$port" --workers 1 > "$work/serve.log" 2>&1 &
served=$!
for _ in $(seq 100); do
	curl --silent --fail --output /dev/null "$base/sign-in" && break
	sleep 0.1
done

# ---- Amina makes a feed ----------------------------------------------------------------------

jar=$work/cookies
page() { curl --silent --cookie "$jar" --cookie-jar "$jar" --header "Origin: $base" "$@"; }
hidden() { sed -n "s/.*name=\"$1\" value=\"\([^\"]*\)\".*/\1/p" "$work/page" | head -n 1; }

page --output /dev/null --data login=amina --data next=/ "$base/sign-in/demo"
page --output "$work/page" "$base/wheel/feeds?unit=LJU"
page --output "$work/made" --data "_token=$(hidden _token)" --data "_key=$(hidden _key)" \
	--data-urlencode "name=Ljungbackas år" --data unit_id=LJU "$base/wheel/feeds"
feed=$(sed -n 's/.*href="\(http[^"]*\.ics\)".*/\1/p' "$work/made" | head -n 1)
check 'a feed has an address' [ -n "$feed" ]

# ---- khal reads it -----------------------------------------------------------------------------

mkdir -p "$work/config/khal" "$work/calendar"
cat > "$work/config/khal/config" << END
[calendars]
[[varn]]
path = $work/calendar
[locale]
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
local_timezone = Europe/Stockholm
[sqlite]
path = $work/khal.db
END
fetch() {
	curl --silent --fail --output "$work/feed.ics" "$feed" &&
		khal import --batch -a varn "$work/feed.ics" > "$work/khal.log" 2>&1
}
shows() { khal list --format '{start} {title}' "$1" 1d 2> "$work/khal.log" | grep -q "$2"; }

# The days of the demo's city, whichever year it is.
year=$($varn setting clock_shift_seconds | awk '{ print strftime("%Y", systime() + $2) }')
check 'the feed is fetched and imported' fetch
siren=$(awk -v uid="UID:mark-siren_september-$year@127.0.0.1:$port" '{ sub(/\r$/, "") }
	$0 == uid { found = 1 } found && /^DTSTART/ { split($0, part, ":"); print part[2]; exit }' \
	"$work/feed.ics")
day="${siren:0:4}-${siren:4:2}-${siren:6:2}"
check 'a time of the day is that of Stockholm' shows "$day" '15:00 .*[Pp]rov av varningssignalen'
check 'letters and signs come through' grep -q '^X-WR-CALNAME:Ljungbackas år' "$work/feed.ics"

# ---- What is changed and cancelled is taken ------------------------------------------------------

sequence_of() {
	awk -v uid="UID:$1@" '{ sub(/\r$/, "") } index($0, uid) == 1 { found = 1 }
		found && /^SEQUENCE/ { split($0, part, ":"); print part[2]; exit }' "$work/feed.ics"
}
status_of() {
	awk -v uid="UID:$1@" '{ sub(/\r$/, "") } index($0, uid) == 1 { found = 1 }
		found && /^STATUS/ { split($0, part, ":"); print part[2]; exit }' "$work/feed.ics"
}
round_add() { # NAME DUE
	page --output "$work/page" "$base/appointments/rounds/new"
	page --output /dev/null --data "_token=$(hidden _token)" --data "_key=$(hidden _key)" \
		--data-urlencode "name=$1" --data "opens_on=$year-09-01" --data "due_on=$2" \
		"$base/appointments/rounds"
}
page --output /dev/null --data login=central --data next=/ "$base/sign-in/demo"
round_add 'Efter valet' "$year-10-15"
check 'a new day is in the feed' fetch
check 'khal shows the new day' shows "$year-10-15" 'Efter valet'

# A measure of the unit: due, moved, stopped.
page --output /dev/null --data login=amina --data next=/ "$base/sign-in/demo"
page --output "$work/page" "$base/measures/new"
page --output "$work/added" --write-out '%{redirect_url}' --data "_token=$(hidden _token)" \
	--data "_key=$(hidden _key)" --data-urlencode 'title=Hemlig rubrik' --data unit_id=LJU \
	--data "due_on=$year-10-20" --data source=safety_round "$base/measures" > "$work/where"
measure=$(cat "$work/where")
number=${measure##*/}
step() { # VERB MORE...
	page --output "$work/page" "$measure"
	page --output /dev/null --data "_token=$(hidden _token)" --data "_key=$(hidden _key)" \
		--data "version=$(hidden version)" "${@:2}" "$measure/$1"
}
check 'the measure is in the feed' fetch
due=$(awk -v url="URL:$measure" '{ sub(/\r$/, "") } sub(/^UID:/, "") { uid = $0 }
	$0 == url { sub(/@.*/, "", uid); print uid }' "$work/feed.ics")
check 'it has a lasting name' [ -n "$due" ]
check 'a calendar is not told its title' [ "$(grep -c 'Hemlig rubrik' "$work/feed.ics")" = 0 ]
check 'khal shows it' shows "$year-10-20" "$number"
$varn calendar 2> /dev/null > /dev/null || fail 'what was told is kept'
check 'nothing has changed' [ "$(fetch && sequence_of "$due")" = 0 ]
step decide
step postpone --data "due_on=$year-11-10" --data-urlencode 'reason=Leverantören är sen'
check 'the new day has a higher number' [ "$(fetch && sequence_of "$due")" = 1 ]
check 'khal has moved it' shows "$year-11-10" "$number"
check 'and shows it once' [ "$(khal list --format '{title}' "$year-10-01" 60d | grep -c "$number")" = 1 ]
$varn calendar 2> /dev/null > /dev/null || fail 'what was told is kept'
step stop --data-urlencode 'reason=Behövs inte'
check 'what is stopped is cancelled' [ "$(fetch && status_of "$due")" = CANCELLED ]
check 'with a higher number' [ "$(sequence_of "$due")" = 2 ]

# ---- A whole roster: names and hand-overs, until the right to read it is gone ---------------------

page --output "$work/now" "$base/api/v1/rosters"
roster=$(grep -o '"roster":"[0-9a-f-]*","function":"duty_director"' "$work/now" | head -n 1 |
	cut -d '"' -f 4)
page --output "$work/page" "$base/wheel/feeds/roster/$roster"
page --output "$work/made" --data "_token=$(hidden _token)" --data "_key=$(hidden _key)" \
	--data-urlencode 'name=Direktör i tjänst' "$base/wheel/feeds/roster/$roster"
feed=$(sed -n 's/.*href="\(http[^"]*\.ics\)".*/\1/p' "$work/made" | head -n 1)
check 'a roster has a feed' fetch
shift=$(sed -n "s/^UID:\(roster-$roster-[0-9]*\)@.*/\1/p" "$work/feed.ics" | sort | tail -n 3 | head -n 1)
day=$(TZ=Europe/Stockholm awk -v at="${shift##*-}" 'BEGIN { print strftime("%Y-%m-%d", at) }')
check 'khal shows who is on duty, from eight by the clock on the wall' \
	shows "$day" '08:00.*: \(Amina Rahimi\|Helena Wallmark\)'
check 'the shifts of others ring for nobody' [ "$(grep -c BEGIN:VALARM "$work/feed.ics")" = 0 ]
$varn calendar 2> /dev/null > /dev/null || fail 'what was told is kept'
sql() { python3 -c 'import sqlite3, sys; db = sqlite3.connect(sys.argv[1], timeout=30)
db.executescript(sys.argv[2]); db.commit()' "$work/city.db" "$1"; }
sql "UPDATE roster_layer SET ended_at = made_at + 1 WHERE roster_id =
	(SELECT id FROM roster WHERE public_id = '$roster')"
check 'a shift that is no more is cancelled' [ "$(fetch && status_of "$shift")" = CANCELLED ]
sql "UPDATE roster SET unit_id = (SELECT id FROM unit WHERE code = 'HAM')
	WHERE public_id = '$roster'; DELETE FROM roster_member WHERE layer_id IN (SELECT id FROM
	roster_layer WHERE roster_id = (SELECT id FROM roster WHERE public_id = '$roster'))"
check 'who may no longer read it gets no name' \
	[ "$(fetch && grep -c 'Amina\|Wallmark' "$work/feed.ics")" = 0 ]

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
