#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""verify.py [--key HEX] FILE... - is the export of a crisis log as it was written?

Needs nothing but Python.  docs/crisis-log.en.md describes the form.  Ed25519 is written out
here (RFC 8032); it is slow, and right."""
import hashlib
import re
import sys

P = 2**255 - 19                                 # the field, the order of the group, the curve
Q = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT = pow(2, (P - 1) // 4, P)


def add(a, b):
    """Two points, each as (x, y) with z and x*y beside them."""
    e, f = (a[1] - a[0]) * (b[1] - b[0]) % P, (a[1] + a[0]) * (b[1] + b[0]) % P
    g, h = 2 * a[3] * b[3] * D % P, 2 * a[2] * b[2] % P
    e, f, g, h = f - e, h - g, h + g, f + e
    return e * f % P, g * h % P, f * g % P, e * h % P


def times(n, point):
    found = (0, 1, 1, 0)
    while n:
        if n & 1:
            found = add(found, point)
        point, n = add(point, point), n >> 1
    return found


def point_of(text):
    """32 bytes as a point of the curve; None: it is none."""
    y = int.from_bytes(text, 'little')
    sign, y = y >> 255, y & (2**255 - 1)
    x2 = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(x2, (P + 3) // 8, P)
    if (x * x - x2) % P:
        x = x * ROOT % P
    if y >= P or (x * x - x2) % P or (x == 0 and sign):
        return None
    x = P - x if x & 1 != sign else x
    return x, y, 1, x * y % P


BASE = point_of((4 * pow(5, P - 2, P) % P).to_bytes(32, 'little'))


def is_signed(key, text, signature):
    a, r, s = point_of(key), point_of(signature[:32]), int.from_bytes(signature[32:], 'little')
    if not a or not r or s >= Q:
        return False
    h = int.from_bytes(hashlib.sha512(signature[:32] + key + text).digest(), 'little') % Q
    left, right = times(s, BASE), add(r, times(h, a))
    return not ((left[0] * right[2] - right[0] * left[2]) % P
                or (left[1] * right[2] - right[1] * left[2]) % P)


def sha(text):
    return hashlib.sha256(text).hexdigest().encode()


def fault(log, wanted=None):
    """(line, what is wrong) of the first fault in the bytes of an export; None: it is whole."""
    lines = log.split(b'\n')
    if lines[-1] or len(lines) < 2:
        return len(lines), 'the last line has no end'
    head = lines[0].split(b'\t')
    if len(head) != 7 or head[:2] != [b'varn-log', b'1']:
        return 1, 'this is no log of a crisis, or one of another form'
    last, entries, ended, above = sha(lines[0]), 0, False, len(lines[0]) + 1
    for number, line in enumerate(lines[1:-1], 2):
        f = line.split(b'\t')
        if ended:
            return number, 'something stands after the end'
        if f[0] == b'entry':
            if len(f) != 21 or f[20] != sha(line[:-65]):
                return number, f'entry {entries + 1} is not as it was written'
            if f[2] != b'%d' % (entries + 1):
                return number, f'entry {entries + 1} is missing'
            if f[1] != head[2] or f[3] != last:
                return (number if entries else 1), f'broken before entry {entries + 1}'
            last, entries = f[20], entries + 1
        elif (f[0], len(f)) in ((b'sealed', 7), (b'end', 8)):
            if not re.fullmatch(rb'[0-9a-f]{64}\t[0-9a-f]{128}', b'\t'.join(f[-2:])):
                return number, 'the signature is not as it was written'
            if not is_signed(bytes.fromhex(f[-2].decode()), line[:-129], bytes.fromhex(f[-1].decode())):
                return number, 'the signature is not of this line'
            if wanted and f[-2] != wanted:
                return number, 'this is signed with another key than the one asked for'
            if f[1:4] != [head[2], b'%d' % entries, last]:
                return number, f'this signature is of another place in the log than entry {entries}'
            ended = f[0] == b'end'
            if ended and f[5] != sha(log[:above]):
                return number, 'what stands above is not what was signed'
        else:
            return number, 'this is no line of a log'
        above += len(line) + 1
    return None if ended else (len(lines), 'the log has been cut off: its end is missing')


def keys_of(log):
    """The keys that have signed in a log that is whole, each once."""
    signed = [line.split(b'\t')[-2] for line in log.split(b'\n') if line[:4] in (b'seal', b'end\t')]
    return ', '.join(dict.fromkeys(key.decode() for key in signed))


def verify(name, wanted):
    with open(name, 'rb') as file:
        log = file.read()
    found = fault(log, wanted)
    print(f'{name}:{found[0]}: {found[1]}' if found else f'{name}: whole, signed with {keys_of(log)}')
    return found is not None


def main(names):
    key = names[1].encode() if names[:1] == ['--key'] and names[1:] else None
    names = names[2:] if key else names
    if not names or names[0].startswith('--') or key and not re.fullmatch(b'[0-9a-f]{64}', key):
        print('verify.py [--key HEX] FILE...   the key is 64 letters, 0-9 a-f', file=sys.stderr)
        return 2
    return int(any([verify(name, key) for name in names]))


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
