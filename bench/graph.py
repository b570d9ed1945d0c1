#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""bench/graph.py NODES DEPENDENCIES HARD% - a made-up city of dependencies for varn analyse cascade.

A twentieth of the nodes is infrastructure that needs nothing; the first half supplies others.
HARD of a hundred groups have no alternative; the others are one of two or three, now and then
two of three.  One supplier in a thousand may stand after who needs it, so there are circles.
"""
import csv
import random
import sys

COLUMNS = ("kind node unit restart_hours tolerable_hours weight outages_per_year repair_low "
           "repair_hours repair_high supplier group need delay_hours buffer_low buffer_hours "
           "buffer_high from_hours hours").split()
BUFFERS = [0, 0, 0.5, 1, 4, 8, 24, 72]


def node_row(number, chance):
    middle = chance.choice([1, 2, 4, 8, 24])
    return {"kind": "node", "node": f"n{number}", "unit": f"u{number % 46}",
            "restart_hours": round(chance.uniform(0, 4), 2),
            "tolerable_hours": chance.choice([1, 4, 24, 72, 168]) if number % 5 else "",
            "weight": chance.randint(1, 10), "outages_per_year": round(chance.uniform(0.05, 3), 2),
            "repair_low": middle / 4, "repair_hours": middle, "repair_high": middle * 6}


def supplier(number, nodes, chance):
    if chance.random() < 0.001:
        return chance.randrange(nodes)
    return chance.randrange(min(number, nodes // 2))


def group_rows(number, nodes, group, size, chance):
    members = set()
    while len(members) < size:
        found = supplier(number, nodes, chance)
        if found != number:
            members.add(found)
    buffer = chance.choice(BUFFERS)
    for member in sorted(members):
        yield {"kind": "dependency", "node": f"n{number}", "supplier": f"n{member}",
               "group": f"g{group}", "need": 2 if size == 3 and group % 4 == 0 else 1,
               "delay_hours": 0, "buffer_low": buffer / 2 or "", "buffer_hours": buffer,
               "buffer_high": buffer * 2 or ""}


def main():
    nodes, dependencies, hard = (int(word) for word in sys.argv[1:4])
    chance = random.Random(2026)
    out = csv.DictWriter(sys.stdout, COLUMNS, restval="", lineterminator="\n")
    out.writeheader()
    for number in range(nodes):
        out.writerow(node_row(number, chance))
    written = 0
    while written < dependencies:
        number = chance.randrange(nodes // 20, nodes)
        size = 1 if chance.random() * 100 < hard else chance.choice([2, 3])
        for row in group_rows(number, nodes, written, size, chance):
            out.writerow(row)
            written += 1
    out.writerow({"kind": "outage", "node": "n1", "from_hours": 17, "hours": 48})


if __name__ == "__main__":
    main()
