#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""crisis_born.py > tests/data/crisis-born.log - the export of a crisis that was opened off-line.

Made after docs/crisis-log.en.md alone, with the arithmetic of docs/verify.py: the server reads
what another program has written."""
import hashlib
import importlib.util
import sys

spec = importlib.util.spec_from_file_location('verify', 'docs/verify.py')
verify = importlib.util.module_from_spec(spec)
spec.loader.exec_module(verify)

SEED = bytes(range(32))
DIGEST = hashlib.sha512(SEED).digest()
SCALAR = (int.from_bytes(DIGEST[:32], 'little') & ((1 << 254) - 8)) | (1 << 254)


def packed(point):
    z = pow(point[2], verify.P - 2, verify.P)
    x, y = point[0] * z % verify.P, point[1] * z % verify.P
    return (y | (x & 1) << 255).to_bytes(32, 'little')


KEY = packed(verify.times(SCALAR, verify.BASE))


def number(text):
    return int.from_bytes(hashlib.sha512(text).digest(), 'little') % verify.Q


def signed(text):
    r = number(DIGEST[32:] + text)
    point = packed(verify.times(r, verify.BASE))
    s = (r + number(point + KEY + text) * SCALAR) % verify.Q
    return text + b'\t' + (point + s.to_bytes(32, 'little')).hex().encode()


IDENTITY, SITE = '0193a5c0-7d1e-7c3a-9b52-5f2d1c0e7a11', 'K7F-29M'
FIELDS = ('kind event logged person name function words party decision decided grounds refers'
          ' holder due was became').split()
ENTRIES = [
    dict(kind='open', function='lead', words='Elavbrott i hela Ljungbacka', became='real'),
    dict(kind='away', words='Loggen fortsätter utan nät.', party=SITE, became=KEY.hex()),
    dict(kind='note', words='Reservkraften går, bränsle till kl 22'),
    dict(kind='level', decided='Camilla Lind', grounds='Tre boenden utan el', became='2'),
    dict(kind='decision', words='Flytta de boende till Ljungåsskolan', decision='1',
         decided='Amina Rahimi', grounds='Bränslet räcker inte natten'),
    dict(kind='correction', words='Bränslet räcker till kl 20', refers='3'),
]
out = [f'varn-log\t1\t{IDENTITY}\tKR-2026-{SITE}-00001\treal\t2026-09-14T16:00:00Z\t'
       'Elavbrott i hela Ljungbacka'.encode()]
last = hashlib.sha256(out[0]).hexdigest()
for n, entry in enumerate(ENTRIES, 1):
    at = f'2026-09-14T16:{n - 1:02}:00Z'
    entry = dict(event=at, logged=at, name='Amina Rahimi') | entry
    line = '\t'.join(['entry', IDENTITY, str(n), last] + [entry.get(f, '') for f in FIELDS])
    last = hashlib.sha256(line.encode()).hexdigest()
    out.append(f'{line}\t{last}'.encode())
    if n != 2:
        out.append(signed(f'sealed\t{IDENTITY}\t{n}\t{last}\t{at}\t{KEY.hex()}'.encode()))
above = b''.join(line + b'\n' for line in out)
out.append(signed(f'end\t{IDENTITY}\t{len(ENTRIES)}\t{last}\t2026-09-14T17:00:00Z\t'
                  f'{hashlib.sha256(above).hexdigest()}\t{KEY.hex()}'.encode()))
sys.stdout.buffer.write(b''.join(line + b'\n' for line in out))
