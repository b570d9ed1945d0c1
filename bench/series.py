# SPDX-License-Identifier: EUPL-1.2
"""bench/series.py - how fast the methods on series are: charts, forecasts, drift, breaks, panels."""
import math
import random


# Thresholds are drawn each night for the city and its boards: 41 x 50 kinds of events, in 20 s.
NIGHT_MS, NIGHT_SERIES = 20000, 2050


def counts_write(path, header, series, steps, row):
    with open(path, "w", encoding="utf-8") as file:
        print(header, file=file)
        for name in range(series):
            for step in range(steps):
                print(row(name, step), file=file)


def poisson(chance, mean):
    """Knuth's way: what is drawn matters less than that there is enough of it."""
    limit, count, product = math.exp(-mean), 0, chance.random()
    while product > limit:
        count, product = count + 1, product * chance.random()
    return count


def per_series(table, name, took, series, goal=None):
    each = took / series
    table.add(f"{name}, each of {series}", f"{each:.3f} ms", *((f"< {goal:g} ms", each < goal) if goal else ()))


def series_figures(table, timings, folder):
    chance = random.Random(2026)
    path = f"{folder}/charts.csv"
    counts_write(path, "chart,count,exposure", 1000, 48,
                 lambda name, step: f"c{name},{poisson(chance, 12)},{chance.randint(900, 1100)}")
    per_series(table, "control chart of 48 points", timings("control", "--input", path)[0]["control"], 1000, 1)
    path = f"{folder}/weeks.csv"
    counts_write(path, "series,count,expected,phi", 100, 416, lambda name, step:
                 f"s{name},{poisson(chance, 5)},{5 + 2 * math.sin(2 * math.pi * step / 52):.6f},1.5")
    per_series(table, "forecast from 416 weeks, and 18 tried on the past",
               timings("forecast", "--input", path)[0]["forecast"], 100)
    took = timings("drift", "--input", path, "--threads", "2")[0]
    per_series(table, "drift of 416 weeks, threshold from 1 000 paths of 260", took["drift"], 100, NIGHT_MS / NIGHT_SERIES)
    per_series(table, "the same, of processors", took["drift, processor time"], 100)
    per_series(table, "drift of 416 weeks, known threshold",
               timings("drift", "--input", path, "--threshold", "4")[0]["drift"], 100)
    per_series(table, "breaks of 416 weeks", timings("breaks", "--input", path)[0]["breaks"], 100)
    path = f"{folder}/panel.csv"
    counts_write(path, "unit,month,count,on", 14, 36, lambda unit, month:
                 f"u{unit},m{month},{poisson(chance, 10)},{'yes' if unit < 4 and month >= 24 else 'no'}")
    took = timings("panel", "--input", path)[0]["panel"]
    table.add("panel of 14 units and 36 months, 1 001 ways to choose", f"{took:.0f} ms")
