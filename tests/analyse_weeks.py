# SPDX-License-Identifier: EUPL-1.2
"""tests/analyse_weeks.py - varn analyse on counts of weeks: what is usual, what is more than that."""
import datetime
import math
import random

from analyse_ask import analyse, answer, as_json, by, check, near, refused


def poisson(chance, mean):
    count, left = 0, math.exp(-mean)
    share = chance.random()
    while share > left and count < 1000:
        share -= left
        count += 1
        left *= mean / count
    return count


def weeks_of(count, first=datetime.date(2019, 1, 7)):
    days = [first + datetime.timedelta(7 * n) for n in range(count)]
    return ["%d-W%02d" % day.isocalendar()[:2] for day in days]


def counts_of(mean, weeks, seed, last=None):
    chance = random.Random(seed)
    counts = [poisson(chance, mean) for _ in range(weeks)]
    return counts if last is None else counts[:-1] + [last]


def long_file(series, weeks, leave_out_zero=True):
    rows = [f"{name},{week},{count}" for name, counts in series.items() for week, count in zip(weeks, counts)
            if count or not leave_out_zero]
    return "series,week,count\n" + "\n".join(rows) + "\n"


def wide_file(series, weeks):
    return "series,week,counts\n" + "".join(f"{name},{weeks[0]},{' '.join(map(str, counts))}\n"
                                            for name, counts in series.items())


WEEKS = weeks_of(320)
CITY = {"falls": counts_of(12, 320, 1, 31), "threats": counts_of(6, 320, 2, 6), "fires": counts_of(0.05, 320, 3, 0)}


def baseline_whole():
    found = by(answer("baseline", long_file(CITY, WEEKS))["weeks"], "series")
    falls, threats = found["falls"], found["threats"]
    check("three series", set(found) == set(CITY), list(found))
    check("the last week", falls["week"] == WEEKS[-1] and falls["count"] == 31, falls)
    check("more than usual", falls["is_above"] and falls["p"] < 0.001 and falls["score"] > 1, falls)
    check("as usual", not threats["is_above"] and threats["p"] > 0.05 and threats["count"] <= threats["upper"], threats)
    check("near the mean", abs(falls["expected"] - 12) < 3 and abs(threats["expected"] - 6) < 2, (falls, threats))
    check("too few events say so and nothing else", found["fires"]["baseline"] == "too few events"
          and "expected" not in found["fires"] and "is_above" not in found["fires"], found["fires"])
    many = answer("baseline", long_file(CITY, WEEKS), "--weeks", "30")["weeks"]
    check("thirty weeks of each", len(many) == 90 and many[29]["expected"] == falls["expected"], len(many))
    one = answer("baseline", long_file(CITY, WEEKS), "--week", WEEKS[300])["weeks"][0]
    check("a week that is asked for", one["week"] == WEEKS[300] and one["count"] == CITY["falls"][300], one)


def baseline_same():
    texts = [long_file(CITY, WEEKS), wide_file(CITY, WEEKS), as_json(long_file(CITY, WEEKS))]
    answers = [analyse("baseline", text, "--json", "--threads", threads)[1] for text in texts for threads in "13"]
    check("the same in both forms, from JSON and on any number of threads", answers[0] and len(set(answers)) == 1)
    status, out, _ = analyse("baseline", texts[0])
    check("as text", status == 0 and "weeks:" in out and "series falls" in out)


def baseline_limits():
    text = long_file(CITY, WEEKS)
    upper = {limit: answer("baseline", text, "--limit", limit)["weeks"][0]["upper"]
             for limit in ("predictive", "plugin", "muan", "delta")}
    check("limits in order", upper["plugin"] <= upper["predictive"] <= upper["muan"] and upper["delta"] > 12, upper)
    numbered = wide_file(CITY, ["1"])
    check("weeks as numbers", answer("baseline", numbered)["weeks"][0]["week"] == "320")


def baseline_silence():
    """A week of which nothing is said is not known; a series without a row had no events."""
    quiet = {name: counts[:] for name, counts in CITY.items()}
    for counts in quiet.values():
        counts[100:140] = ["-"] * 40
    gaps = [f"{n},{w},{c}" for n, counts in quiet.items() for w, c in zip(WEEKS, counts) if c not in ("-", 0)]
    of_rows = answer("baseline", "series,week,count\n" + "\n".join(gaps) + "\n")["weeks"]
    check("both say the same", of_rows == answer("baseline", wide_file(quiet, WEEKS))["weeks"])
    check("40 weeks fewer", of_rows[0]["weeks"] == by(answer("baseline", long_file(CITY, WEEKS))["weeks"],
          "series")["falls"]["weeks"] - 40, of_rows[0])
    unknown = answer("baseline", wide_file({"a": CITY["falls"][:-1] + ["-"]}, WEEKS))["weeks"][0]
    check("a week that is not known is not judged", unknown["count"] is None and "is_above" not in unknown
          and unknown["expected"] > 0, unknown)


def baseline_refused():
    head = "series,week,count,exposure\n"
    for rows, words in (
            (",2024-W01,1,\n", ["line 2", "series is empty"]),
            ("a,2024-W54,1,\n", ["line 2", "week is '2024-W54'", "2026-W07"]),
            ("a,2021-W53,1,\n", ["line 2", "2021-W53"]),
            ("a,last week,1,\n", ["line 2", "week is 'last week'"]),
            ("a,2024-W01,1,\na,7,1,\n", ["line 3", "a number in some rows"]),
            ("a,2024-W01,1.5,\n", ["line 2", "count is 1.5", "whole number"]),
            ("a,2024-W01,-1,\n", ["line 2", "count is -1"]),
            ("a,2024-W01,many,\n", ["line 2", "count is not a number", "many"]),
            ("a,2024-W01,1,\na,2024-01-03,1,\n", ["line 3", "twice"]),
            ("a,2024-W01,1,0\n", ["line 2", "exposure is 0", "above 0"]),
            ("a,1990-W01,1,\na,2024-W01,1,\n", ["line 3", "weeks from the first to the last"])):
        refused("baseline", head + rows, [], "in.csv", *words)
    fine = head + "a,2024-W01,1,1\n"
    refused("baseline", head, [], "there are no rows")
    refused("baseline", "series,week\na,1\n", [], "neither a column count nor counts")
    refused("baseline", "series,week,counts\na,1,1 2 x\n", [], "line 2", "counts has 'x'")
    refused("baseline", "week,count\n1,1\n", [], "the column 'series' is missing")
    for options, words in ((["--week", "2023-W01"], ["--week", "2023-W01"]), (["--limit", "best"], ["--limit"]),
                           (["--alpha", "0"], ["--alpha"]), (["--periods", "99"], ["--periods"]),
                           (["--window", "12", "--periods", "26"], []), (["--years", "x"], ["--years"])):
        if words:
            refused("baseline", fine, options, *words)


TESTS = [baseline_whole, baseline_same, baseline_limits, baseline_silence, baseline_refused]
