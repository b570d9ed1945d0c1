#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""secret.py VARN - nobody can tell whom protective security concerns.

Whom the Protective Security Act concerns stands in a compartment of its own (duties/protective.c).
Two things are proved with the small demo city:

  two cities        Every page, list, count, file and API answer that the program has without a
                    name in its address or that links lead to, reports, searches and calendar
                    feeds, for readers with every kind of reach, is the same byte for byte in a
                    city and in its copy, in which the keeper of the compartment has written that
                    a unit is concerned and what it has done.
  twins             Of two units that are alike in everything but the code and the name, one is
                    concerned.  What is said of each is the same, letter for letter.

Left out are the keeper's own page, and what tells of the reader's own visit or of jobs that run
by themselves, and posters, which show the address; a page that differs between two visits to one
city would be a fault of the test and is counted.
"""
import glob
import html
import http.client
import json
import os
import re
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
import urllib.parse
from concurrent.futures import ThreadPoolExecutor

READERS = ["central", "security", "auditor", "amina", "tobias", "direktor", "borgarrad", "owner"]
KEEPER, UNIT, TWINS = "signe", "HAM", ("TVA", "TVB")
YEAR = 2026
MOST_LINKED = 60                # pages of one reader beside those that are always asked for
NO_LINKS = re.compile(r"^(/api/v1)?/(protective|sign-out|sign-in|language|jobs|me|web|views|drafts"
                      r"|help|health|wheel/feeds)\b|/poster|format=xlsx")
ALWAYS = [f"/duties?unit={UNIT}", f"/duties/rows?unit={UNIT}&what=all",
          f"/duties/rows?year={YEAR}&what=all&format=csv", f"/duties/city?year={YEAR}&what=all",
          f"/duties/gaps?year={YEAR}", f"/duties/concerns?unit={UNIT}", f"/duties/meetings?unit={UNIT}",
          f"/units/{UNIT}", f"/reports/duties?period={YEAR}", f"/appointments/vacancies?unit={UNIT}",
          f"/brief?unit={UNIT}", f"/wheel?unit={UNIT}&year={YEAR}", f"/submissions?unit={UNIT}",
          f"/programmes/history?unit={UNIT}", f"/search?q={UNIT}", "/search?q=s%C3%A4kerhetsskydd",
          f"/measures?unit={UNIT}", f"/documents?unit={UNIT}", f"/documents/missing?unit={UNIT}",
          f"/api/v1/duties?unit={UNIT}", f"/api/v1/duties/rows?year={YEAR}&what=all",
          f"/api/v1/brief?unit={UNIT}", f"/api/v1/wheel?unit={UNIT}",
          f"/api/v1/duties/meetings?unit={UNIT}"]


failed, passed = [], 0


def check(true, words):
    global passed
    if true:
        passed += 1
    else:
        failed.append(words)
        print("FAILED", words)
    return true


class Service:
    """One city and who serves it, on a port of its own."""

    def __init__(self, varn, folder, name):
        self.varn, self.db = varn, f"{folder}/{name}.db"
        self.log = open(f"{folder}/{name}.log", "ab")
        self.process = None

    def make(self):
        self.command("demo", "--size", "small")
        self.command("setting", "requests_per_minute", "1000000")
        return self

    def copy_of(self, other):
        for path in glob.glob(f"{other.db}*"):
            copy = shutil.copytree if os.path.isdir(path) else shutil.copy
            copy(path, self.db + path[len(other.db):])
        return self

    def serve(self):
        with socket.socket() as s:
            s.bind(("127.0.0.1", 0))
            self.port = s.getsockname()[1]
        self.process = subprocess.Popen(
            [self.varn, "--db", f"sqlite:{self.db}", "serve", "--listen", f"127.0.0.1:{self.port}",
             "--workers", "2"], stdout=self.log, stderr=self.log)
        for _ in range(300):
            try:
                if Reader(self).get("/sign-in")[0] == 200:
                    self.jobs_rest()
                    return self
            except OSError:
                time.sleep(0.1)
        raise SystemExit("secret: the service did not start")

    def stop(self):
        if self.process:
            self.process.send_signal(signal.SIGTERM)
            self.process.wait()
        self.process = None

    def command(self, *words):
        subprocess.run([self.varn, "--db", f"sqlite:{self.db}", *words], check=True,
                       stdout=self.log, stderr=self.log)

    def addresses(self):
        """What can be asked for without knowing a name: pages, and their twins in the API."""
        said = subprocess.run([self.varn, "--db", f"sqlite:{self.db}", "routes", "--json"],
                              check=True, capture_output=True, text=True).stdout
        for route in json.loads(said):
            if route["method"] == "GET" and ":" not in route["path"]:
                yield from [route["path"]] + ["/api/v1" + route["path"]] * route["api"]

    def rows(self, sql, *values):
        connection = sqlite3.connect(f"file:{self.db}?mode=ro", uri=True)
        found = connection.execute(sql, values).fetchall()
        connection.close()
        return found

    def jobs_rest(self):
        """What starts by itself at the beginning has ended."""
        time.sleep(3)
        for _ in range(600):
            if not self.rows("SELECT count(*) FROM job WHERE ended_at = 0")[0][0]:
                return
            time.sleep(0.2)


class Reader:
    def __init__(self, service, login=None, cookie=""):
        self.service, self.cookie = service, cookie
        if login:
            status, headers, _ = self.send("POST", "/sign-in/demo",
                                           {"login": login, "next": "/"})
            found = re.search(r"varn=[^;]+", " ".join(headers.get_all("Set-Cookie") or []))
            if status != 303 or not found:
                raise SystemExit(f"secret: {login} could not sign in")
            self.cookie = found[0]

    def in_city(self, service):
        """The same session in a copy of the city."""
        return Reader(service, cookie=self.cookie)

    def send(self, method, path, fields=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.service.port, timeout=300)
        body = urllib.parse.urlencode(fields) if fields is not None else None
        headers = {"Cookie": self.cookie, "Accept-Language": "sv"}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        connection.request(method, path, body, headers)
        reply = connection.getresponse()
        text = reply.read().decode("utf-8", "replace")
        connection.close()
        return reply.status, reply.headers, text

    def get(self, path):
        status, _, text = self.send("GET", path)
        return status, text

    def sees(self, path):
        status, text = self.get(path)
        return status, quiet(text)

    def post(self, page, action, **fields):
        """With the hidden fields of the page's form, as a browser does; its status."""
        return self.answer(page, action, **fields)[0]

    def answer(self, page, action, **fields):
        text = self.get(page)[1]
        form = re.search(r'<form[^>]*action="%s"[^>]*>(.*?)</form>' % re.escape(html.escape(action)),
                         text, re.S)
        check(form, f"{page} has a form for {action}")
        for tag in re.findall(r'<input[^>]*type="hidden"[^>]*>', form[1] if form else ""):
            name, value = re.search(r'name="([^"]*)"', tag), re.search(r'value="([^"]*)"', tag)
            if name:
                fields.setdefault(name[1], html.unescape(value[1]) if value else "")
        status, _, text = self.send("POST", action, fields)
        return status, text


def quiet(text):
    """Without what is made anew for each visit."""
    text = re.sub(r'name="(_token|_key|_[a-z]+)" value="[^"]*"', r'name="\1"', text)
    text = re.sub(r"127\.0\.0\.1:\d+", "HERE", text)
    return re.sub(r'data-session-ends="\d+"', "", text)


def links(text):
    for address in re.findall(r'href="(/[^"#]*)', text):
        address = html.unescape(address)
        if not NO_LINKS.search(address):
            yield address


def feeds_of(reader):
    """Calendars of the unit and of the reader: an address is told once."""
    for code in (UNIT, ""):
        unit = reader.service.rows("SELECT id FROM unit WHERE code = ?", code)
        text = reader.answer(f"/wheel/feeds?unit={code}", "/wheel/feeds", name="Prov",
                             unit_id=unit[0][0] if unit else "")[1]
        found = re.search(r"/feeds/[A-Za-z0-9_-]+\.ics", text)
        if check(found, f"a feed of {code or 'the reader'} is made"):
            yield found[0]


def same_in_both(one, two, address):
    """What stands at the address in the first city; and whether the second says the same, or None
    if the first says something else from one moment to the next."""
    was = one.sees(address)
    for _ in range(3):
        if two.sees(address) == was:
            return was, True
        was, before = one.sees(address), was
        if was == before:
            return was, False
    return was, None


def compare(one, two, login, feeds):
    """Every page that is always asked for, and what links lead to, nearest first."""
    wanted = [*ALWAYS, *feeds, *(a for a in one.service.addresses() if not NO_LINKS.search(a))]
    wanted, found = list(dict.fromkeys(wanted)), {}
    most = len(wanted) + MOST_LINKED
    while wanted and len(found) < most:
        address = wanted.pop(0)
        if address in found:
            continue
        (status, text), same = same_in_both(one, two, address)
        found[address] = status, text, same
        if status == 200 and not address.startswith(("/api/", "/feeds/")):
            wanted += [a for a in links(text) if a not in found]
    return login, found


def write_secret(keeper, unit):
    check(keeper.post(f"/protective?year={YEAR}", "/protective/affected", unit=unit,
                      affected="yes") == 303, f"the keeper writes that {unit} is concerned")
    for code in ("F5.2", "F5.3", "F5.6"):
        check(keeper.post(f"/protective?year={YEAR}", "/protective/status", unit=unit, code=code,
                          done="yes", on=f"{YEAR}-03-02") == 303, f"the keeper marks {code}")
    check(unit in keeper.get(f"/protective?year={YEAR}")[1], "the keeper sees it")


def two_cities(varn, folder):
    city = Service(varn, folder, "city").make().serve()
    readers = {login: Reader(city, login) for login in READERS}
    feeds = {login: list(feeds_of(reader)) for login, reader in readers.items()}
    city.jobs_rest()
    city.stop()
    copy = Service(varn, folder, "copy").copy_of(city).serve()
    write_secret(Reader(copy, KEEPER), UNIT)
    city.serve()
    with ThreadPoolExecutor(2) as two:
        seen = dict(two.map(lambda login: compare(readers[login], readers[login].in_city(copy),
                                                  login, feeds[login]), READERS))
    for address in ALWAYS:
        check(seen["central"][address][0] == 200, f"{address} is a page")
    for login in READERS:
        check(all("BEGIN:VEVENT" in seen[login][address][1] for address in feeds[login][:1])
              or login == "owner", f"the feed of {login} has something in it")
        for address, (_, _, same) in seen[login].items():
            check(same is not False, f"{login} sees no difference on {address}")
    pages = [same for found in seen.values() for _, _, same in found.values()]
    check(pages.count(None) * 50 <= len(pages), "most pages are the same from visit to visit")
    print(f"{len(pages)} pages of {len(READERS)} readers, {pages.count(None)} of them differ by themselves")
    copy.stop()
    return city


def twins(service):
    central = Reader(service, "central")
    for code in TWINS:
        check(central.post("/units/new", "/units", code=code, name_sv=f"Tvilling {code} AB",
                           kind="company", parent_id="ALV", valid_from=f"{YEAR - 1}-01-01") == 303,
              f"the twin {code} is made")
    laid = central.post(f"/duties/city?year={YEAR}", "/duties/lay-out")
    check(laid == 303, f"the duties of the twins are laid out: {laid}")
    service.jobs_rest()
    write_secret(Reader(service, KEEPER), TWINS[1])
    ids = [service.rows("SELECT id, public_id FROM unit WHERE code = ?", code)[0] for code in TWINS]
    laid = [service.rows("SELECT code, period FROM duty_instance WHERE unit_id = ? ORDER BY 1, 2", i[0])
            for i in ids]
    check(laid[0] and laid[0] == laid[1], "both twins have the same duties")

    def plain(text, n):
        text = quiet(text).replace(TWINS[n], "TWIN").replace(ids[n][1], "ID")
        return re.sub(rf"\b{ids[n][0]}\b", "NUMBER", text)

    start = [f"/duties?unit={TWINS[0]}&year={YEAR}", f"/units/{TWINS[0]}", f"/wheel?unit={TWINS[0]}",
             f"/duties/rows?unit={TWINS[0]}&what=all", f"/duties/concerns?unit={TWINS[0]}",
             f"/duties/meetings?unit={TWINS[0]}", f"/appointments/vacancies?unit={TWINS[0]}",
             f"/brief?unit={TWINS[0]}", f"/submissions?unit={TWINS[0]}",
             f"/follow-up?unit={TWINS[0]}", f"/programmes/history?unit={TWINS[0]}",
             f"/api/v1/brief?unit={TWINS[0]}", f"/api/v1/wheel?unit={TWINS[0]}",
             f"/duties/rows?unit={TWINS[0]}&what=all&format=csv",
             f"/api/v1/duties?unit={TWINS[0]}", f"/api/v1/duties/rows?unit={TWINS[0]}&what=all"]
    more = [a for address in start for a in links(central.get(address)[1]) if TWINS[0] in a]
    for login in ("central", "security", "auditor"):
        reader = Reader(service, login)
        for address in dict.fromkeys(start + more):
            one, two = reader.get(address), reader.get(address.replace(*TWINS))
            if TWINS[1] in one[1] or address.endswith("/poster"):
                continue                        # a choice of units; a picture of the code
            check((one[0], plain(one[1], 0)) == (two[0], plain(two[1], 1)),
                  f"{login} sees the twins alike on {address}")
        for address in (f"/duties/city?year={YEAR}", f"/duties/gaps?year={YEAR}"):
            rows = re.findall(r"<tr.*?</tr>", reader.get(address)[1], re.S)
            mine = [plain(next((r for r in rows if f"Tvilling {c}" in r), ""), n)
                    for n, c in enumerate(TWINS)]
            mine = [re.sub(r"bar-\d+", "bar", row) for row in mine]
            check(mine[0] and mine[0] == mine[1], f"{login} sees the twins alike in a row of {address}")


def main():
    folder = tempfile.mkdtemp()
    city = None
    try:
        if sys.argv[2:] == ["twins"]:
            city = Service(sys.argv[1], folder, "city").make().serve()
        else:
            city = two_cities(sys.argv[1], folder)
        twins(city)
        audited = city.rows("SELECT count(*) FROM audit WHERE table_name LIKE 'protective%'")[0][0]
        check(audited == 0, "the audit trail has no word of it")
    finally:
        if city:
            city.stop()
        shutil.rmtree(folder)
    print(f"{passed} passed, {len(failed)} failed")
    return bool(failed)


if __name__ == "__main__":
    sys.exit(main())
