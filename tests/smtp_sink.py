#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""smtp_sink.py FOLDER - a mail server that speaks real SMTP and keeps what it gets.

Prints the port it listens on.  Each letter is a file in FOLDER with its envelope first.  An
address that begins with "later" is told to wait (451) the first time, one that begins with
"nobody" is refused (550) always.
"""
import asyncio
import pathlib
import sys

folder = pathlib.Path(sys.argv[1])
seen, count = set(), 0


async def talk(reader, writer):
    global count
    say = lambda text: writer.write((text + "\r\n").encode())
    sender, to = "", []
    say("220 sink ready")
    while line := (await reader.readline()).decode("ascii", "replace").rstrip("\r\n"):
        verb = line.split(" ")[0].upper()
        address = line[line.find("<") + 1:line.find(">")]
        if verb in ("EHLO", "HELO"):
            say("250-sink\r\n250-8BITMIME\r\n250 SIZE 10000000")
        elif verb == "MAIL":
            sender, to = address, []
            say("250 well")
        elif verb == "RCPT" and address.startswith("nobody"):
            say("550 5.1.1 no such person")
        elif verb == "RCPT" and address.startswith("later") and address not in seen:
            seen.add(address)
            say("451 4.7.1 try again later")
        elif verb == "RCPT":
            to.append(address)
            say("250 well")
        elif verb == "DATA" and to:
            say("354 go on")
            text = (await reader.readuntil(b"\r\n.\r\n"))[:-3].replace(b"\r\n..", b"\r\n.")
            count += 1
            (folder / f"{count:04d}").write_bytes(
                f"MAIL FROM {sender}\r\nRCPT TO {' '.join(to)}\r\n".encode() + text)
            say("250 taken")
        elif verb == "QUIT":
            say("221 farewell")
            break
        else:
            say("503 not now")
        await writer.drain()
    writer.close()


async def main():
    server = await asyncio.start_server(talk, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()

asyncio.run(main())
