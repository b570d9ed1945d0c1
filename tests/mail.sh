#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# tests/mail.sh BUILD - letters through a mail server that speaks real SMTP (smtp_sink.py).
#
# A demo city with that server set up walks through tests/mail/*.scene; then what the server
# got is read: one letter to each, in time, whole, marked as written by a machine.
set -u
cd "$(dirname "$0")/.." || exit 1
build=${1:?which build?}

. tests/outside.sh
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

walk tests/mail/reminders.scene

check 'two letters came, whole, and say what they are' letters << 'P'
import letters, sys
came = list(letters.caused(sys.argv[1]))
for to, letter in came:
    body = letter.get_content()
    assert body.startswith("Hej!") and "Ett vänligt ord" in body, body
    assert "https://varn.example/submissions?unit=" in body, body
    assert "att lämna in" in letter["Subject"], letter["Subject"]
addresses = sorted(to for to, letter in came)
assert addresses == ["amina@example.org", "later.tobias@example.org"], addresses
P

walk tests/mail/monthly.scene

check 'a monthly pack is told of with a link and no figure, to those of its unit' letters << 'P'
import letters, re, sys
came = [(to, letter) for to, letter in letters.caused(sys.argv[1]) if "tatistik för" in letter["Subject"]]
assert came, "no letter came"
for to, letter in came:
    body = letter.get_content()
    assert re.search(r"https://varn\.example/monthly/\d{4}-\d{2}/LJU\s", body), body
    assert not re.search(r"\d", re.sub(r"https://\S+|\b20\d\d\b", "", body)), body
assert "amina@example.org" in [to for to, letter in came], [to for to, letter in came]
P
outcome
