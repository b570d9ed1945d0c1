#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""kill.py VARN [--kills N] [--clients N] [--seconds N] - no acknowledged report is lost.

Some clients report events, each report with a key of its own (Idempotency-Key), and write
down what the server has acknowledged.  Meanwhile a worker, or now and then the whole service,
is killed with SIGKILL.  A client that got no answer sends the same report with the same key
again.  At the end every acknowledged report must stand in the database once, under the number
that was acknowledged, and no report may stand there twice.
"""
import argparse
import http.client
import json
import os
import random
import re
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse
import zlib

WHOLE_SHARE = 0.15              # of the kills hit the whole service
PAUSE_SECONDS = (0.05, 0.45)
ANSWER_SECONDS = 10
START_SECONDS = 30


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


class Service:
    """The server, which is killed and started again."""

    def __init__(self, varn, folder):
        self.varn, self.url = varn, f"sqlite:{folder}/city.db"
        self.port, self.log = free_port(), open(f"{folder}/log", "wb")
        self.process, self.slowest_start = None, 0.0

    def command(self, *words):
        subprocess.run([self.varn, "--db", self.url, *words], check=True,
                       stdout=self.log, stderr=self.log)

    def faults(self):
        said = subprocess.run([self.varn, "--db", self.url, "check"], check=False, text=True,
                              stdout=subprocess.PIPE, stderr=self.log).stdout
        return said.count("FAULT")

    def launch(self):
        self.process = subprocess.Popen(
            [self.varn, "--db", self.url, "serve", "--listen", f"127.0.0.1:{self.port}",
             "--workers", "3"], stdout=self.log, stderr=self.log, start_new_session=True)

    def start(self):
        """As systemd does: a start that fails is tried again.  The killed may need a moment to
        let go of the database's lock."""
        began = time.monotonic()
        self.launch()
        while time.monotonic() - began < START_SECONDS:
            if self.process.poll() is not None:
                time.sleep(0.1)
                self.launch()
            try:
                if self.ask("GET", "/health")[0] == 200:
                    self.slowest_start = max(self.slowest_start, time.monotonic() - began)
                    return
            except OSError:
                time.sleep(0.02)
        raise SystemExit("the service did not start again")

    def ask(self, method, path, body=None, headers=None):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=ANSWER_SECONDS)
        try:
            connection.request(method, path, body, headers or {})
            reply = connection.getresponse()
            return reply.status, reply.headers, reply.read()
        except http.client.HTTPException as fault:
            raise OSError(str(fault)) from fault
        finally:
            connection.close()

    def workers(self):
        found = []
        for name in os.listdir("/proc"):
            try:
                with open(f"/proc/{name}/stat", encoding="latin-1") as file:
                    fields = file.read().rpartition(")")[2].split()
            except (OSError, IndexError):
                continue
            if name.isdigit() and int(fields[1]) == self.process.pid:
                found.append(int(name))
        return found

    def kill_one(self):
        workers = self.workers()
        if not workers:
            return False
        try:
            os.kill(random.choice(workers), signal.SIGKILL)
        except ProcessLookupError:
            return False
        return True

    def kill_all(self):
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


class Client(threading.Thread):
    """Reports until told to stop; keeps what was acknowledged."""

    def __init__(self, service, number, session, unit, types, stop):
        super().__init__(daemon=True)
        self.service, self.number, self.stop = service, number, stop
        self.session, self.unit, self.types = session, unit, types
        self.acknowledged, self.sent, self.repeated, self.odd = {}, 0, 0, []

    def report(self, key):
        kind = self.types[zlib.crc32(key.encode()) % len(self.types)]
        body = json.dumps({"unit_id": self.unit, "type": kind,
                           "story": f"Report {key} of the kill test.",
                           "occurred_at": "2026-03-02T21:10"})
        return self.service.ask("POST", "/api/v1/events", body, {
            "Content-Type": "application/json", "Idempotency-Key": key, **self.session})

    def until_answered(self, key):
        while True:
            try:
                status, headers, body = self.report(key)
            except OSError:
                if self.stop.is_set() and self.service.process.poll() is not None:
                    return
                time.sleep(0.03)
                continue
            if status in (429, 500, 502, 503):      # not acknowledged: again
                time.sleep(0.05)
                continue
            self.repeated += headers.get("Idempotency-Replayed") is not None
            self.keep(key, status, body)
            return

    def keep(self, key, status, body):
        try:
            self.acknowledged[key] = json.loads(body)["number"]
        except (ValueError, KeyError):
            self.odd.append(f"{status} {body[:200]!r}")
            self.stop.set()
        else:
            if status not in (200, 201):
                self.odd.append(f"{status} with a number")

    def run(self):
        while not self.stop.is_set():
            self.sent += 1
            self.until_answered(f"kill-{self.number}-{self.sent}")


def sign_in(service):
    """Somebody of the demo who may report: the name, and the headers that prove it."""
    body = service.ask("GET", "/sign-in")[2].decode()
    for login in re.findall(r'name="login" value="([^"]+)"', body):
        status, headers, _ = service.ask(
            "POST", "/sign-in/demo", urllib.parse.urlencode({"login": login, "next": "/"}),
            {"Content-Type": "application/x-www-form-urlencoded"})
        cookie = re.search(r"varn=[^;]+", " ".join(headers.get_all("Set-Cookie") or []))
        if status != 303 or not cookie:
            continue
        session = {"Cookie": cookie[0]}
        page = service.ask("GET", "/me", None, session)[2].decode()
        session["X-CSRF-Token"] = re.search(r'name="_token" value="([^"]+)"', page)[1]
        answer = service.ask("POST", "/api/v1/events", "{}",
                             {"Content-Type": "application/json", **session})
        if answer[0] in (201, 422):
            return login, session
    raise SystemExit("nobody in the demo may report")


def database(folder):
    connection = sqlite3.connect(f"{folder}/city.db")
    connection.create_collation("local", lambda a, b: (a > b) - (a < b))
    return connection


def home_of(folder, login):
    connection = database(folder)
    unit = connection.execute(
        "SELECT unit.code FROM person JOIN unit ON unit.id = person.unit_id"
        " WHERE person.login = ?", (login,)).fetchone()
    types = connection.execute("SELECT DISTINCT type FROM event WHERE type <> '' LIMIT 5")
    answer = unit[0], [row[0] for row in types] or [""]
    connection.close()
    return answer


def kill_many(service, kills, seconds, clients, stop):
    done, began = {"worker": 0, "whole": 0}, time.monotonic()
    while sum(done.values()) < kills and time.monotonic() - began < seconds:
        time.sleep(random.uniform(*PAUSE_SECONDS))
        if stop.is_set():
            break
        if random.random() < WHOLE_SHARE:
            service.kill_all()
            done["whole"] += 1
            service.start()
        elif service.kill_one():
            done["worker"] += 1
    stop.set()
    for client in clients:
        client.join(timeout=60)
    return done


def judge(folder, clients):
    """Sentences about what is wrong, and how many reports were looked at."""
    wrong, acknowledged, sent = [], {}, 0
    for client in clients:
        acknowledged.update(client.acknowledged)
        sent += client.sent
        wrong += client.odd
    connection = database(folder)
    rows = connection.execute(
        "SELECT story, number FROM event WHERE story LIKE 'Report kill-%'").fetchall()
    checked = connection.execute("PRAGMA quick_check").fetchone()[0]
    connection.close()
    stored = {}
    for story, number in rows:
        stored.setdefault(re.search(r"kill-\d+-\d+", story)[0], []).append(number)
    for key, number in acknowledged.items():
        if key not in stored:
            wrong.append(f"lost: {key}, acknowledged as {number}")
        elif stored[key] != [number]:
            wrong.append(f"{key} was acknowledged as {number} and stands as {stored[key]}")
    wrong += [f"doubled: {key} as {numbers}" for key, numbers in stored.items()
              if len(numbers) > 1]
    if checked != "ok":
        wrong.append(f"the database is damaged: {checked}")
    return wrong, acknowledged, sent


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("varn")
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--clients", type=int, default=4)
    parser.add_argument("--seconds", type=int, default=480)
    parser.add_argument("--seed", type=int, default=int(time.time()))
    options = parser.parse_args()
    random.seed(options.seed)
    folder = tempfile.mkdtemp(prefix="varn-kill-")
    service, stop, done = Service(os.path.abspath(options.varn), folder), threading.Event(), {}
    try:
        service.command("demo", "--size", "small")
        service.command("setting", "requests_per_minute", "10000000")
        faults_before = service.faults()
        service.start()
        login, session = sign_in(service)
        unit, types = home_of(folder, login)
        clients = [Client(service, n, session, unit, types, stop)
                   for n in range(options.clients)]
        for client in clients:
            client.start()
        done = kill_many(service, options.kills, options.seconds, clients, stop)
        service.process.terminate()
        service.process.wait(timeout=30)
        wrong, acknowledged, sent = judge(folder, clients)
        kills = sum(done.values())
        if kills < options.kills:
            wrong.append(f"only {kills} of {options.kills} kills were done")
        if service.faults() > faults_before:
            wrong.append("`varn check` finds faults that were not there before")
        print(f"seed {options.seed}: {done['worker']} workers and {done['whole']} times the"
              f" whole service killed; {len(acknowledged)} reports acknowledged of {sent},"
              f" {sum(c.repeated for c in clients)} answers given again;"
              f" slowest start {service.slowest_start:.2f} s")
        for line in wrong[:40]:
            print(f"FAILED {line}")
        if not acknowledged:
            wrong.append("nothing was acknowledged")
        print(f"{len(acknowledged)} passed, {len(wrong)} failed")
    finally:
        if service.process and service.process.poll() is None:
            service.kill_all()
        service.log.flush()
        if sys.exc_info()[0] or not done:
            with open(f"{folder}/log", encoding="utf-8", errors="replace") as log:
                print("".join(log.readlines()[-20:]))
        shutil.rmtree(folder, ignore_errors=True)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
