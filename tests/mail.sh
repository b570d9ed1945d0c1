#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# tests/mail.sh BUILD - letters through a mail server that speaks real SMTP (smtp_sink.py).
#
# A demo city with that server set up walks through tests/mail/*.scene; then what the server
# got is read: one letter to each, in time, whole, marked as written by a machine.
set -u
cd "$(dirname "$0")/.." || exit 1
build=${1:?which build?}

work=$(mktemp -d)
export VARN_DATA="$work/files" TMPDIR="$work"
mkdir "$work/got"
python3 tests/smtp_sink.py "$work/got" > "$work/port" &
sink=$!
trap 'kill $sink 2> /dev/null; rm -rf "$work"' EXIT
passed=0 failed=0
check() { # NAME COMMAND...
	name=$1
	shift
	if "$@" > "$work/said" 2>&1; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		echo "FAILED $name"
		head -n 20 "$work/said"
	fi
}
set_to() { "$build/varn" --db "sqlite:$work/city.db" setting "$1" "$2" > /dev/null; }

"$build/varn" --db "sqlite:$work/city.db" demo --size small > "$work/demo.log" 2>&1 || {
	cat "$work/demo.log"
	echo '0 passed, 1 failed'
	exit 1
}
for _ in 1 2 3 4 5 6 7 8 9 10; do
	[ -s "$work/port" ] || sleep 0.3
done
set_to smtp_url "smtp://127.0.0.1:$(cat "$work/port")"
set_to smtp_tls no
set_to mail_from varn@alvhamn.example
set_to public_address https://varn.example
# Two of the people have addresses that the server treats in its own way.
python3 - "$work/city.db" << 'P'
import sqlite3, sys
db = sqlite3.connect(sys.argv[1])
for login, start in (("tobias", "later."), ("amira.lundberg", "nobody.")):
    db.execute("UPDATE person SET email = ? || login || '@example.org' WHERE login = ?",
               (start, login))
db.execute("UPDATE person SET email = 'nobody.amira@example.org' WHERE login = 'amira.lundberg'")
db.commit()
P

"$build/varn" --db "sqlite:$work/city.db" scene tests/mail/*.scene > "$work/scene.log" 2>&1
sed '$d' "$work/scene.log"
count=$(tail -n 1 "$work/scene.log" | sed -n 's/^\([0-9]*\) passed, \([0-9]*\) failed$/\1 \2/p')
set -- ${count:-0 1}
passed=$((passed + $1)) failed=$((failed + $2))

two_came() {
	grep -a '^RCPT TO' "$work"/got/*
	[ "$(find "$work/got" -type f | wc -l)" -eq 2 ]
}
check 'two letters came' two_came
check 'they are whole and say what they are' python3 - "$work/got" << 'P'
import email, email.policy, pathlib, sys
letters = {}
for file in sorted(pathlib.Path(sys.argv[1]).iterdir()):
    envelope, _, rest = file.read_bytes().partition(b"\r\nRCPT TO ")
    to, _, text = rest.partition(b"\r\n")
    letter = email.message_from_bytes(text, policy=email.policy.default)
    letters[to.decode()] = letter
    assert envelope == b"MAIL FROM varn@alvhamn.example", envelope
    assert letter["To"] == to.decode() and letter["From"] == "varn@alvhamn.example"
    assert letter["Auto-Submitted"] == "auto-generated"
    assert letter["Message-ID"].endswith("@alvhamn.example>")
    assert letter["Date"].datetime is not None
    body = letter.get_content()
    assert body.startswith("Hej!") and "Ett vänligt ord" in body, body
    assert "https://varn.example/submissions?unit=" in body, body
    assert "att lämna in" in letter["Subject"], letter["Subject"]
assert set(letters) == {"amina@example.org", "later.tobias@example.org"}, set(letters)
P
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
