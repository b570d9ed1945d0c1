#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""bench/weeks.py SERIES WEEKS [sparse] - made-up weekly counts for varn analyse.

Without more: SERIES series of 0.5 to 8 events a week, each with season and chance, one row each
(varn analyse baseline).  sparse: a city, 40 boards and SERIES cells below them, most of them
nearly empty, as a city's are (varn analyse early-warning).
"""
import math
import random
import sys


def poisson(chance, mean):
    count, left, share = 0, math.exp(-mean), chance.random()
    while share > left and count < 200:
        share -= left
        count += 1
        left *= mean / count
    return count


def counts_of(chance, mean, season):
    return [poisson(chance, mean * wave) for wave in season]


def dense(series, season, chance):
    print("series,week,counts")
    for number in range(series):
        counts = counts_of(chance, chance.uniform(0.5, 8), season)
        print(f"s{number},2019-W01," + " ".join(map(str, counts)))


def sparse(series, season, chance):
    boards, weeks = 40, len(season)
    sums = [[0] * weeks for _ in range(boards)]
    cells = []
    for number in range(series):
        counts = counts_of(chance, chance.gammavariate(0.3, 0.5 / 0.3), season)
        board = number % boards
        sums[board] = [a + b for a, b in zip(sums[board], counts)]
        cells.append((f"c{number}", f"b{board}", counts))
    print("kind,series,level,parent,dimension,week,counts")
    rows = [("city", 0, "", "", [sum(week) for week in zip(*sums)])]
    rows += [(f"b{n}", 1, "city", "boards", counts) for n, counts in enumerate(sums)]
    rows += [(name, 2, board, "cells", counts) for name, board, counts in cells]
    for name, level, parent, dimension, counts in rows:
        print(f"series,{name},{level},{parent},{dimension},2019-W01," + " ".join(map(str, counts)))


def main():
    series, weeks = int(sys.argv[1]), int(sys.argv[2])
    season = [1 + 0.3 * math.sin(2 * math.pi * week / 52) for week in range(weeks)]
    (sparse if "sparse" in sys.argv[3:] else dense)(series, season, random.Random(28000))


main()
