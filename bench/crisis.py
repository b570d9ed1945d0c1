# SPDX-License-Identifier: EUPL-1.2
"""A crisis in which many write and many watch, beside what is done every day.

Writers put lines into one log and wait for each durable answer; watchers hold the
page's stream of server-sent events open and note when a line, or one after it, stands in
it (the page shows the newest); readers ask for the pages of an ordinary day at a steady
pace.  All of them are in this one process, so one clock is read.
"""
import asyncio
import bisect
import json
import random
import re
import statistics
import time

LINE = re.compile(rb'id="line-([0-9]+)"')
WATCHED_FOR = 3                 # seconds after the last line


class Wire:
    """One kept connection."""

    def __init__(self, port, headers):
        self.port, self.headers = port, headers
        self.reader = self.writer = None

    async def ask(self, method, path, body=b"", headers=None):
        if not self.writer:
            self.reader, self.writer = await asyncio.open_connection("127.0.0.1", self.port)
        named = {"Host": "localhost", **self.headers, **(headers or {})}
        if body:
            named["Content-Length"] = len(body)
        head = "".join(f"{name}: {value}\r\n" for name, value in named.items())
        self.writer.write(f"{method} {path} HTTP/1.1\r\n{head}\r\n".encode() + body)
        await self.writer.drain()
        head = (await self.reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        return int(head.split(" ", 2)[1]), head

    async def answer(self, method, path, body=b"", headers=None):
        status, head = await self.ask(method, path, body, headers)
        length = re.search(r"^content-length: *([0-9]+)", head, re.I | re.M)
        return status, await self.reader.readexactly(int(length[1]) if length else 0)

    def close(self):
        if self.writer:
            self.writer.close()


class Scene:
    def __init__(self, port, crisis):
        self.port, self.crisis = port, crisis
        self.sent, self.took, self.refused = {}, [], []
        self.seen = {}          # watcher -> up to which line, and when
        self.pages, self.odd = [], []
        self.is_over = False

    async def write(self, number, session, pause):
        wire = Wire(self.port, {**session, "Content-Type": "application/json"})
        await asyncio.sleep(random.uniform(0, pause))
        for place in range(10 ** 6):
            if self.is_over:
                break
            began = time.monotonic()
            status, text = await wire.answer(
                "POST", f"/api/v1/crisis/{self.crisis}/entries",
                json.dumps({"words": f"Line {number}-{place}."}).encode())
            self.took.append((time.monotonic() - began) * 1000)
            if status == 201:
                self.sent[json.loads(text)["seq"]] = began
            else:
                self.refused.append(f"{status} {text[:200]!r}")
            if pause:
                await asyncio.sleep(random.expovariate(1 / pause))
        wire.close()

    def note(self, watcher, piece):
        lines = [int(line) for line in LINE.findall(piece)]
        if lines:
            self.seen.setdefault(watcher, []).append((max(lines), time.monotonic()))

    async def watch(self, watcher, session):
        wire = Wire(self.port, {**session, "Accept": "text/event-stream"})
        status, _ = await wire.ask("GET", f"/crisis/{self.crisis}/stream")
        if status != 200:
            self.odd.append(f"a watcher was answered {status}")
            return
        piece = b""
        while True:
            piece += await wire.reader.read(1 << 16)
            if piece.endswith(b"\n\n\r\n") or piece.endswith(b"\n\n"):
                self.note(watcher, piece)
                piece = b""

    async def read(self, session, paths, pause):
        wire = Wire(self.port, session)
        while not self.is_over:
            await asyncio.sleep(random.expovariate(1 / pause))
            began = time.monotonic()
            status, _ = await wire.answer("GET", random.choice(paths))
            self.pages.append((time.monotonic() - began) * 1000)
            if status != 200:
                self.odd.append(f"a page was answered {status}")
        wire.close()

    async def play(self, writers, watchers, readers, paths, seconds, pause):
        watching = [asyncio.create_task(self.watch(n, session))
                    for n, session in enumerate(watchers)]
        await asyncio.sleep(2)
        busy = [asyncio.create_task(self.write(n, session, pause))
                for n, session in enumerate(writers)]
        busy += [asyncio.create_task(self.read(session, paths, len(readers) / 20))
                 for session in readers]
        await asyncio.sleep(seconds)
        self.is_over = True
        await asyncio.gather(*busy)
        await asyncio.sleep(WATCHED_FOR)
        for task in watching:
            task.cancel()
        await asyncio.gather(*watching, return_exceptions=True)


def until_seen(seen, line, began):
    """Of one watcher, whose sightings grow."""
    place = bisect.bisect_left(seen, (line, 0.0))
    return (seen[place][1] - began) * 1000 if place < len(seen) else float("inf")


def share(values, part):
    values = sorted(values)
    return values[min(len(values) - 1, int(part * len(values)))] if values else float("inf")


def play(port, crisis, writers, watchers, readers, paths, seconds, pause):
    """Sessions are headers.  Answers what was seen, in milliseconds; `to_all`: until the last
    of all watchers had a line, counted from when its writer sent it."""
    scene = Scene(port, crisis)
    asyncio.run(scene.play(writers, watchers, readers, paths, seconds, pause))
    to_all = [max(until_seen(scene.seen.get(watcher, []), line, began)
                  for watcher in range(len(watchers)))
              for line, began in scene.sent.items()]
    return {"lines": len(scene.sent), "odd": scene.refused + scene.odd,
            "answer": scene.took, "to_all": to_all, "pages": scene.pages,
            "a_second": len(scene.sent) / seconds,
            "median": statistics.median(scene.took or [float("inf")])}
