#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""crisis.py VARN [--kills N] [--writers N] [--seconds N] - many write one log of a crisis.

Some writers put lines in the same log as fast as they are answered, each line with a key of
its own.  Without kills the time until the durable answer is measured.  With kills a worker, or
the whole service, is killed with SIGKILL meanwhile, as kill.py does it.  At the end each
acknowledged line must stand in the log once, under the number that was acknowledged, and the
chain must be whole.
"""
import argparse
import json
import os
import random
import re
import shutil
import sys
import tempfile
import threading
import time
import urllib.parse

from kill import Client, Service, database, kill_many


class Writer(Client):
    """Writes lines instead of reports; keeps how long each answer took."""

    def __init__(self, service, number, session, crisis, pause, stop):
        super().__init__(service, number, session, None, None, stop)
        self.crisis, self.pause, self.took = crisis, pause, []

    def report(self, key):
        began = time.monotonic()
        answer = self.service.ask(
            "POST", f"/api/v1/crisis/{self.crisis}/entries", json.dumps({"words": f"Line {key}."}),
            {"Content-Type": "application/json", "Idempotency-Key": key, **self.session})
        self.took.append(time.monotonic() - began)
        if self.pause:
            time.sleep(random.uniform(0, 2 * self.pause))
        return answer

    def keep(self, key, status, body):
        try:
            self.acknowledged[key] = json.loads(body)["seq"]
        except (ValueError, KeyError):
            self.odd.append(f"{status} {body[:200]!r}")
            self.stop.set()


def sign_in(service, login):
    _, headers, _ = service.ask(
        "POST", "/sign-in/demo", urllib.parse.urlencode({"login": login, "next": "/"}),
        {"Content-Type": "application/x-www-form-urlencoded"})
    session = {"Cookie": re.search(r"varn=[^;]+", " ".join(headers.get_all("Set-Cookie")))[0]}
    page = service.ask("GET", "/me", None, session)[2].decode()
    session["X-CSRF-Token"] = re.search(r'name="_token" value="([^"]+)"', page)[1]
    return session


def crisis_open(service, session):
    status, _, body = service.ask(
        "POST", "/api/v1/crisis", json.dumps({"title": "Many write", "unit_id": "ALV"}),
        {"Content-Type": "application/json", **session})
    if status != 201:
        raise SystemExit(f"no crisis was opened: {status} {body[:300]!r}")
    return json.loads(body)["number"]


def judge(folder, service, session, crisis, writers):
    wrong, acknowledged = [], {}
    for writer in writers:
        acknowledged.update(writer.acknowledged)
        wrong += writer.odd
    chain = json.loads(service.ask("GET", f"/api/v1/crisis/{crisis}/chain", None, session)[2])
    if not chain["is_whole"]:
        wrong.append(chain["words"])
    connection = database(folder)
    stored = {}
    for words, seq in connection.execute("SELECT words, seq FROM crisis_entry"
                                         " WHERE words LIKE 'Line kill-%'"):
        stored.setdefault(words[5:-1], []).append(seq)
    connection.close()
    wrong += [f"{key} was acknowledged as {seq} and stands as {stored.get(key)}"
              for key, seq in acknowledged.items() if stored.get(key) != [seq]]
    wrong += [f"doubled: {key}" for key, seqs in stored.items() if len(seqs) > 1]
    return wrong, acknowledged, chain


def percentile(took, share):
    return 1000 * sorted(took)[min(len(took) - 1, int(share * len(took)))]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("varn")
    parser.add_argument("--kills", type=int, default=0)
    parser.add_argument("--writers", type=int, default=40)
    parser.add_argument("--seconds", type=int, default=20)
    parser.add_argument("--pause", type=float, default=0.0, help="between lines, on average")
    options = parser.parse_args()
    folder, stop = tempfile.mkdtemp(prefix="varn-crisis-"), threading.Event()
    service = Service(os.path.abspath(options.varn), folder)
    try:
        service.command("demo", "--size", "small")
        service.command("setting", "requests_per_minute", "10000000")
        service.start()
        session = sign_in(service, "security")
        crisis = crisis_open(service, session)
        writers = [Writer(service, n, session, crisis, options.pause, stop)
                   for n in range(options.writers)]
        began = time.monotonic()
        for writer in writers:
            writer.start()
        done = kill_many(service, options.kills, options.seconds, writers, stop) \
            if options.kills else time.sleep(options.seconds)
        stop.set()
        for writer in writers:
            writer.join(timeout=60)
        seconds = time.monotonic() - began
        wrong, acknowledged, chain = judge(folder, service, session, crisis, writers)
        took = [one for writer in writers for one in writer.took]
        print(f"{options.writers} writers, kills {done or 'none'}, {seconds:.0f} s:"
              f" {len(acknowledged)} lines acknowledged, {chain['lines']} in the chain;"
              f" answer p50 {percentile(took, 0.5):.1f} ms, p95 {percentile(took, 0.95):.1f} ms,"
              f" p99 {percentile(took, 0.99):.1f} ms, longest {1000 * max(took):.1f} ms")
        for line in wrong[:40]:
            print(f"FAILED {line}")
        print(f"{len(acknowledged)} passed, {len(wrong) + (not acknowledged)} failed")
    finally:
        if service.process and service.process.poll() is None:
            service.kill_all()
        shutil.rmtree(folder, ignore_errors=True)
    return 1 if wrong or not acknowledged else 0


if __name__ == "__main__":
    sys.exit(main())
