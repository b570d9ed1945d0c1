#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""bench/lists.py REPORTS CLAIMS - two made-up lists for varn analyse linkage.

Five years, 4 000 units on 200 square kilometres.  Three claims of five tell of an event that is
reported, some days later, some metres away and with another amount; the others of an event
that nobody reported.  The unit is left out: it has one place, and both would say the same twice.
"""
import random
import sys

DAYS, UNITS, SIDE, TYPES = 5 * 365, 4000, 14000, 12


def event(chance, homes):
    unit = chance.randrange(UNITS)
    x, y = homes[unit]
    return [chance.randrange(DAYS), unit, x + chance.gauss(0, 300), y + chance.gauss(0, 300),
            chance.randrange(TYPES), chance.lognormvariate(9, 1.2) if chance.random() < 0.6 else None]


def told_again(chance, what):
    day, unit, x, y, kind, amount = what
    return [day + (0 if chance.random() < 0.55 else chance.randrange(1, 7)),
            unit if chance.random() < 0.95 else chance.randrange(UNITS),
            x + chance.gauss(0, 30), y + chance.gauss(0, 30),
            kind if chance.random() < 0.9 else chance.randrange(TYPES),
            amount and amount * chance.lognormvariate(0, 0.1)]


def row(name, number, what):
    day, _, x, y, kind, amount = what
    print(f"{name},{number},{day},{x:.0f},{y:.0f},t{kind},{f'{amount:.0f}' if amount else ''}")


def main():
    reports, claims = int(sys.argv[1]), int(sys.argv[2])
    chance = random.Random(2026)
    homes = [(chance.uniform(0, SIDE), chance.uniform(0, SIDE)) for _ in range(UNITS)]
    print("list,id,day,x,y,type,amount")
    kept = []
    for number in range(reports):
        what = event(chance, homes)
        row("a", number, what)
        if len(kept) < claims * 3 // 5:
            kept.append(what)
    for number in range(claims):
        row("b", number, told_again(chance, kept[number]) if number < len(kept) else event(chance, homes))


if __name__ == "__main__":
    main()
