# SPDX-License-Identifier: EUPL-1.2
"""A hundred thousand claims of an insurer are read in and linked to a million events, while
people report.

Three claims of five are made from an event of the city, some days later and with another
amount; the others tell of nothing that anybody reported.  The demo city has rows of two sources
already; all are linked.  Reports are written one after another all the while, with a pause,
and how long each waits for its durable answer is what linking must not be seen in.
"""
import csv
import datetime
import json
import random
import resource
import sqlite3
import subprocess
import tempfile
import threading
import time

CLAIMS, READ_BY, PAUSE = 100000, "claims", 0.1
GOAL_SECONDS, GOAL_REPORT_MS = 30, 60


def day_of(seconds):
    return datetime.datetime.fromtimestamp(seconds, datetime.timezone.utc).date()


def claims_write(db, path, source):
    """Days that the source holds, by what the city itself says."""
    city = sqlite3.connect(f"file:{db}?mode=ro", uri=True)
    starts, = city.execute("SELECT starts_on FROM reporting_source WHERE name = ?", [source]).fetchone()
    last, = city.execute("SELECT max(occurred_at) FROM event").fetchone()
    first = int(datetime.datetime.fromisoformat(f"{starts}T12:00:00+00:00").timestamp()) + 86400 * 200
    units = [code for code, in city.execute("SELECT code FROM unit WHERE valid_to = '' ORDER BY id")]
    events = city.execute(
        "SELECT unit.code, event.occurred_at, event.cost_estimate FROM event JOIN unit ON unit.id = event.unit_id"
        " WHERE event.is_restricted = 0 AND event.cost_estimate > 0 AND event.occurred_at BETWEEN ? AND ?"
        " AND unit.valid_to = '' ORDER BY event.id LIMIT ?", [first, last, CLAIMS * 3 // 5]).fetchall()
    city.close()
    chance = random.Random(2026)
    with open(path, "w", newline="", encoding="utf-8") as file:
        out = csv.writer(file, delimiter=";")
        out.writerow(["reference", "unit", "day", "amount"])
        for number in range(CLAIMS):
            if number < len(events):
                code, at, cost = events[number]
                at, cost = min(at + chance.randrange(5) * 86400, last), int(cost * chance.lognormvariate(0, 0.1)) + 1
            else:
                code, at, cost = chance.choice(units), chance.randrange(first, last), chance.randrange(1000, 90000)
            out.writerow([f"BENCH-{number}", code, day_of(at).isoformat(), cost])
    return len(events)


def mapping_write(path, source):
    with open(path, "w", encoding="utf-8") as file:
        json.dump({"target": "reporting_row", "delimiter": ";",
                   "fields": {"reference": "reference", "unit_id": "unit", "happened_on": "day", "amount": "amount"},
                   "constant": {"source_id": source}}, file)


def reporting(client, token, values, took, is_over):
    number = 0
    while not is_over.is_set():
        number += 1
        body = json.dumps({"unit_id": values["workplace"][number % len(values["workplace"])],
                           "type": values["type"][number % len(values["type"])],
                           "story": f"Lampan i hallen är trasig igen, nummer {number}",
                           "occurred_at": "2026-03-02T21:10"})
        began = time.monotonic()
        status, _, _ = client.post("/api/v1/events", body, {
            "Content-Type": "application/json", "Authorization": f"Bearer {token}",
            "Idempotency-Key": f"claims-{number}"})
        if status == 201:
            took.append((time.monotonic() - began) * 1000)
        time.sleep(PAUSE)


def job_wait(db, kind, after):
    while True:
        city = sqlite3.connect(f"file:{db}?mode=ro", uri=True)
        found = city.execute("SELECT state, words FROM job WHERE kind = ? AND id > ? ORDER BY id DESC LIMIT 1",
                             [kind, after]).fetchone()
        city.close()
        if found and found[0] not in ("waiting", "running"):
            return found
        time.sleep(0.2)


def jobs_quiet(db):
    """What starts by itself in a city that was asleep is no part of this."""
    while True:
        city = sqlite3.connect(f"file:{db}?mode=ro", uri=True)
        left, = city.execute("SELECT count(*) FROM job WHERE state IN ('waiting', 'running')").fetchone()
        city.close()
        if not left:
            return
        time.sleep(0.5)


def newest_job(db):
    city = sqlite3.connect(f"file:{db}?mode=ro", uri=True)
    newest, = city.execute("SELECT COALESCE(max(id), 0) FROM job").fetchone()
    city.close()
    return newest


def part(bench, tools):
    """tools: Service, Client, copy_to, values_of, p95 and say of bench/run."""
    db = tools.copy_to(f"{tools.KEPT}/claims.db", f"{tools.KEPT}/million.db")
    source = sqlite3.connect(f"file:{db}?mode=ro", uri=True).execute(
        "SELECT name FROM reporting_source WHERE kind = 'claim' AND legal_basis <> '' ORDER BY id LIMIT 1").fetchone()[0]
    service, took, is_over = tools.Service(bench.varn, db), [], threading.Event()
    with tempfile.TemporaryDirectory() as folder:
        known = claims_write(db, f"{folder}/claims.csv", source)
        mapping_write(f"{folder}/claims.json", source)
        began = time.monotonic()
        read = subprocess.run([bench.varn, "--db", service.url, "import", "csv", f"{folder}/claims.csv", "--kind",
                               "reporting_row", "--source", source, "--mapping", f"{folder}/claims.json",
                               "--as", READ_BY], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
        imported = time.monotonic() - began
    if read.returncode:
        tools.say("claims:", read.stdout.decode()[-400:])
    service.start()
    try:
        token, values = service.token("central"), tools.values_of(db, "central")
        writer = threading.Thread(target=reporting, args=(tools.Client(service.port), token, values, took, is_over))
        officer = service.token(READ_BY)
        time.sleep(2)
        jobs_quiet(db)
        before = newest_job(db)
        writer.start()
        began = time.monotonic()
        status, _, _ = tools.Client(service.port).post("/api/v1/reporting/link", "{}", {
            "Content-Type": "application/json", "Authorization": f"Bearer {officer}"})
        if status != 201:
            raise SystemExit(f"bench: linking could not be ordered ({status})")
        state, words = job_wait(db, "reporting-link", before)
        linked = time.monotonic() - began
    finally:
        is_over.set()
        service.stop()
    writer.join()
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    tools.say(f"claims: {state}, {words} {known} of {CLAIMS} from an event; largest process {peak:.0f} MB")
    bench.table.add(f"{CLAIMS} claims read in", f"{imported:.1f} s", "", read.returncode == 0)
    bench.table.add("rows of all sources linked to a million events", f"{linked:.1f} s", "", True)
    bench.table.add("claims read in and linked", f"{imported + linked:.1f} s", f"< {GOAL_SECONDS} s",
                    state == "done" and imported + linked < GOAL_SECONDS)
    bench.table.add(f"report written meanwhile, p95 of {len(took)}", f"{tools.p95(took):.1f} ms",
                    f"< {GOAL_REPORT_MS} ms", tools.p95(took) < GOAL_REPORT_MS)
