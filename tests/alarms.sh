#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# tests/alarms.sh BUILD - alarms through real parts: a mail server that speaks SMTP, an HTTP
# gateway that answers well, nonsense, an error or never, and the spool of a modem.
#
# A demo city with them set up walks through tests/alarms/*.scene; then what they got is read.
set -u
cd "$(dirname "$0")/.." || exit 1
build=${1:?which build?}

. tests/outside.sh
mkdir "$work/spool"
part port tests/gateway.py "$work/calls"
set_to alarm_silent_seconds 2
set_to alarm_retry_seconds 1
set_to alarm_tries 2
set_to alarm_inbound_secret ordet
# Where Amina is reached, in one way of each kind.
python3 - "$work/city.db" << 'P'
import sqlite3, sys
db = sqlite3.connect(sys.argv[1])
(amina,) = db.execute("SELECT id FROM person WHERE login = 'amina'").fetchone()
db.execute("UPDATE duty_channel SET ended_on = '2026-01-01' WHERE person_id = ?", (amina,))
db.execute("UPDATE person SET phone = '070-111 22 33' WHERE id = ?", (amina,))
db.commit()
P
mkdir "$work/scenes"
for scene in tests/alarms/*.scene; do
	sed "s|GATEWAY|http://127.0.0.1:$(port_of port)|; s|SPOOL|$work/spool|" "$scene" \
		> "$work/scenes/${scene##*/}"
done
python3 tests/alarms/kill.py "$work" > "$work/killed" 2>&1 &
parts="$parts $!"
walk "$work"/scenes/*.scene

check 'the gateway got what it should' python3 - "$work/calls" << 'P'
import json, sys, urllib.parse
calls = [json.loads(line) for line in open(sys.argv[1], encoding="utf-8")]
def of(word): return [c for c in calls if c["path"].startswith("/" + word)]
silent = [urllib.parse.parse_qs(c["body"]) for c in of("hang")]
assert len(silent) == 2, len(silent)
assert silent[0]["id"] == silent[1]["id"], "the same message keeps its identity"
assert silent[0]["to"] == ["+46701112233"], silent[0]
text = silent[0]["text"][0]
assert text.startswith("LARM: Provvägen. Ström borta i Ljungås."), text
assert "https://varn.example/a/" in text, text
voice = [json.loads(c["body"]) for c in of("nonsense")]
assert voice and "\n" in voice[0]["text"] and len({v["id"] for v in voice}) == 1, voice
assert of("ok") and of("ok")[0]["headers"]["Authorization"] == "Bearer hemlig-nyckel"
assert "svara " in urllib.parse.parse_qs(of("ok")[0]["body"])["text"][0]
assert not [c for c in calls if "followed" in c["path"]], "it was followed elsewhere"
killed = [urllib.parse.parse_qs(c["body"])["id"] for c in of("slow")]
assert len(killed) == 2 and killed[0] == killed[1], killed
P
check 'the process was killed in the middle' grep -q '^killed ' "$work/killed"
check 'a letter came for each, with the link' letters << 'P'
import letters, sys
came = list(letters.caused(sys.argv[1]))
for to, letter in came:
    assert to == "amina@example.org", to
    assert "https://varn.example/a/" in letter.get_content()
subjects = sorted(letter["Subject"] for to, letter in came)
assert subjects == ["LARM: Beskedsvägen", "LARM: Provvägen"], subjects
P
check 'the modem got its file, whole' python3 - "$work/spool" << 'P'
import pathlib, sys
files = list(pathlib.Path(sys.argv[1]).iterdir())
assert len(files) == 1, files
assert files[0].name.startswith("OUTA_+46701234567_") and files[0].suffix == ".txt", files
assert files[0].read_text(encoding="utf-8").startswith("PROV."), files[0].read_text()
P
outcome
