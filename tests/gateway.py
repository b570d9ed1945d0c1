#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""gateway.py FILE - an SMS gateway that answers well, nonsense, an error, elsewhere or never.

Prints the port it listens on.  Each request is a line of JSON in FILE.  The first word of the
path says how it answers.
"""
import http.server
import json
import sys
import threading
import time

log = open(sys.argv[1], "a", encoding="utf-8")
lock = threading.Lock()
slow = threading.Event()         # the first one who asks it waits in vain
ANSWERS = {
    "slow": (200, b'{"id": "m-2"}'),
    "ok": (200, b'{"id": "m-1", "status": "queued"}'),
    "nonsense": (200, b"<html><h1>It works!</h1></html>"),
    "broken": (500, b"database is down"),
    "refuse": (400, b'{"error": "no such number"}'),
    "moved": (302, b""),
}


class Gateway(http.server.BaseHTTPRequestHandler):
    def answer(self):
        length = int(self.headers.get("Content-Length") or 0)
        body = self.rfile.read(length).decode("utf-8", "replace")
        how = self.path.split("?")[0].split("/")[1]
        with lock:
            log.write(json.dumps({"method": self.command, "path": self.path, "body": body,
                                  "headers": dict(self.headers)}) + "\n")
            log.flush()
        if how == "hang":
            time.sleep(30)
            return
        if how == "slow" and not slow.is_set():
            slow.set()
            time.sleep(1.5)
            return
        if how == "flood":
            self.send_response(200)
            self.end_headers()
            try:
                for _ in range(4096):
                    self.wfile.write(b"id " * 4096)
            except OSError:
                pass
            return
        status, text = ANSWERS.get(how, (404, b"what?"))
        self.send_response(status)
        if status == 302:
            self.send_header("Location", "/ok/followed")
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    do_GET = do_POST = do_PUT = answer

    def log_message(self, *_):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Gateway)
server.daemon_threads = True
print(server.server_address[1], flush=True)
server.serve_forever()
