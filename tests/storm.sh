#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# tests/storm.sh BUILD - a storm from the first call to the closed evaluation (tests/storm/).
#
# The parts outside fail as they do that day: the gateway for SMS never answers, the process
# that carries alarms is killed in the middle of a message, and a laptop writes in the log
# without a network, falls, goes on and comes home.
set -u
cd "$(dirname "$0")/.." || exit 1
build=${1:?which build?}
. tests/outside.sh
export VARN="$build/varn" VERIFY="$build/varn-verify" LAPTOP="$work/laptop"
part port tests/gateway.py "$work/calls"
set_to alarm_silent_seconds 2
set_to alarm_retry_seconds 1
set_to alarm_tries 2
python3 - "$work/city.db" << 'P'
import sqlite3, sys
db = sqlite3.connect(sys.argv[1])
(amina,) = db.execute("SELECT id FROM person WHERE login = 'amina'").fetchone()
db.execute("UPDATE duty_channel SET ended_on = '2026-01-01' WHERE person_id = ?", (amina,))
db.execute("UPDATE person SET phone = '070-111 22 33' WHERE id = ?", (amina,))
db.commit()
P
sed "s|GATEWAY|http://127.0.0.1:$(port_of port)|" tests/storm/storm.scene > "$work/storm.scene"
python3 tests/alarms/kill.py "$work" > "$work/killed" 2>&1 &
parts="$parts $!"
walk "$work/storm.scene"
[ ! -f "$LAPTOP/pid" ] || kill "$(cat "$LAPTOP/pid")"
check 'the process was killed in the middle' grep -q '^killed ' "$work/killed"
check 'no message was lost or became another' python3 - "$work/calls" << 'P'
import json, sys, urllib.parse
calls = [json.loads(line) for line in open(sys.argv[1], encoding="utf-8")]
hung = [urllib.parse.parse_qs(c["body"]) for c in calls if c["path"].startswith("/hang")]
assert len(hung) >= 2 and len({str(h["id"]) for h in hung}) == 1, hung
slow = [json.loads(c["body"]) for c in calls if c["path"].startswith("/slow")]
assert len(slow) >= 2 and len({s["id"] for s in slow}) == 1, slow
assert "https://varn.example/a/" in hung[0]["text"][0], hung[0]
P
outcome
