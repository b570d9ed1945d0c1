# SPDX-License-Identifier: EUPL-1.2
"""The letters that smtp_sink.py kept.  Envelope and headers of every one are judged.

The demo city itself writes of one thing: somebody asks Amina to take a shift.
"""
import email
import email.policy
import pathlib

SENDER = "varn@alvhamn.example"
SWAP = "BYTE AV JOUR: "


def judge(envelope, to, letter):
    assert envelope == f"MAIL FROM {SENDER}".encode(), envelope
    assert letter["To"] == to and letter["From"] == SENDER, (letter["To"], letter["From"])
    assert letter["Auto-Submitted"] == "auto-generated", letter["Subject"]
    assert letter["Message-ID"].endswith("@alvhamn.example>"), letter["Message-ID"]
    assert letter["Date"].datetime is not None, letter["Date"]


def caused(folder):
    """Each as (to, letter), but those of shifts, which may go to Amina alone."""
    for file in sorted(pathlib.Path(folder).iterdir()):
        envelope, _, rest = file.read_bytes().partition(b"\r\nRCPT TO ")
        to, _, text = rest.partition(b"\r\n")
        to, letter = to.decode(), email.message_from_bytes(text, policy=email.policy.default)
        judge(envelope, to, letter)
        if letter["Subject"].startswith(SWAP):
            assert to == "amina@example.org", (to, letter["Subject"])
        else:
            yield to, letter
