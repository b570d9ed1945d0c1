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
                           (["--window", "12", "--periods", "26"], []), (["--years", "x"], ["--years"]),
                           (["--years", "2.5"], ["--years is a whole number"]), (["--threads", "1.5"], ["--threads"]),
                           (["--window", "3.1"], ["--window"])):
        if words:
            refused("baseline", fine, options, *words)


# ---- early-warning -------------------------------------------------------------------------

UNITS = [f"u{n}" for n in range(12)]


def lattice(last=0, weeks=300):
    """A city, two boards, twelve units; unit u3 has `last` more in the last week."""
    chance = random.Random(8)
    means = {unit: chance.choice([0.05, 0.2, 0.5, 2, 4]) for unit in UNITS}
    counts = {unit: [poisson(chance, mean) for _ in range(weeks)] for unit, mean in means.items()}
    counts["u3"][-1] += last
    for board, units in (("b0", UNITS[:6]), ("b1", UNITS[6:])):
        counts[board] = [sum(week) for week in zip(*(counts[unit] for unit in units))]
    counts["city"] = [sum(week) for week in zip(counts["b0"], counts["b1"])]
    parents = {"b0": "city", "b1": "city", **{unit: "b0" if n < 6 else "b1" for n, unit in enumerate(UNITS)}}
    return counts, [("city", 0, "", ""), ("b0", 1, "city", "boards"), ("b1", 1, "city", "boards"),
                    *((unit, 2, parents[unit], "units") for unit in UNITS)]


def warning_file(counts, series, sentinel="", wide=False):
    weeks = weeks_of(len(counts["city"]))
    head = "kind,series,level,parent,dimension,sentinel,week,counts,registered,count\n"
    rows = [f"series,{name},{level},{parent},{dimension},{'yes' if name == sentinel else ''},"
            + (f"{weeks[0]},{' '.join(map(str, counts[name]))},," if wide else ",,,")
            for name, level, parent, dimension in series]
    if not wide:
        rows += [f"count,{name},,,,,{week},,,{count}" for name, _, _, _ in series
                 for week, count in zip(weeks, counts[name]) if count]
    return head + "\n".join(rows) + "\n"


def warning_whole():
    counts, series = lattice(last=30)
    quiet = min((unit for unit in UNITS if counts[unit][-1] == 0), key=lambda unit: sum(counts[unit]))
    counts[quiet][-1] += 1
    found = answer("early-warning", warning_file(counts, series, quiet))
    listed = by(found["listed"], "series")
    check("lists", set(found) == {"levels", "listed", "contributions"}, list(found))
    check("the outbreak", listed["u3"]["verdict"] == "strong" and listed["u3"]["q"] < 0.01
          and listed["u3"]["folded_under"] == "", listed.get("u3"))
    check("its board and the city", listed["b0"]["verdict"] == "strong" and "city" in listed, list(listed))
    check("a sentinel", listed[quiet]["verdict"] in ("sentinel", "listed"), listed.get(quiet))
    why = [row for row in found["contributions"] if row["series"] == "b0"]
    check("explained", why[0]["child"] == "u3" and why[0]["dimension"] == "units" and why[0]["excess"] > 25
          and why[0]["p_given_parent"] < 1e-4, why)
    levels = by(found["levels"], "level")
    check("levels", [levels[n]["series"] for n in range(3)] == [1, 2, 12]
          and levels[2]["false_expected"] <= 0.1 * levels[2]["listed"], levels)
    every = answer("early-warning", warning_file(counts, series), "--all")["series"]
    ways = {row["by"] for row in every}
    check("all of them", len(every) == 15 and ways == {"baseline", "share of parent"}, ways)
    check("the least likely first", [row["p"] for row in every] == sorted(row["p"] for row in every))


def warning_same():
    counts, series = lattice(last=9)
    texts = [warning_file(counts, series), warning_file(counts, series, wide=True),
             as_json(warning_file(counts, series))]
    answers = [analyse("early-warning", text, "--json", "--all", "--threads", n)[1] for text in texts for n in "13"]
    check("the same in both forms, from JSON and on any number of threads", answers[0] and len(set(answers)) == 1)
    status, out, _ = analyse("early-warning", texts[0])
    check("as text", status == 0 and "levels:" in out)
    short = answer("early-warning", warning_file(*lattice(last=60, weeks=40)))
    check("the first year is preliminary", by(short["listed"], "series")["city"]["verdict"] == "preliminary", short)


def warning_late():
    """Half of what happens is registered the week after: the last week is judged by what can be there."""
    chance = random.Random(4)
    weeks = weeks_of(300)
    rows = ["kind,series,level,parent,week,registered,count", "series,city,0,,,,"]
    for n, week in enumerate(weeks):
        now, late = poisson(chance, 10), poisson(chance, 10)
        rows.append(f"count,city,,,{week},{week},{now}")
        if n + 1 < len(weeks):
            rows.append(f"count,city,,,{week},{weeks[n + 1]},{late}")
    last = answer("early-warning", "\n".join(rows) + "\n", "--all")["series"][0]
    check("half is in", abs(last["share_registered"] - 0.5) < 0.06 and abs(last["expected"] - 10) < 2, last)
    check("and is not called few or many", last["verdict"] == "as usual", last)
    before = answer("early-warning", "\n".join(rows) + "\n", "--all", "--week", weeks[-2])["series"][0]
    check("the week before is nearly whole", before["share_registered"] > 0.9 and before["expected"] > 16, before)
    then = answer("early-warning", "\n".join(rows) + "\n", "--all", "--week", weeks[-2], "--now", weeks[-2])
    check("as it was seen then", abs(then["series"][0]["share_registered"] - 0.5) < 0.06, then)


def months_of(count, year=2018):
    return [f"{year + n // 12}-{n % 12 + 1:02d}" for n in range(count)]


def months_whole():
    months = months_of(90)
    text = wide_file({"falls": counts_of(20, 90, 1, 60), "threats": counts_of(20, 90, 2, 19)}, months)
    found = by(answer("baseline", text)["weeks"], "series")
    check("a month", found["falls"]["week"] == months[-1] == "2025-06" and found["falls"]["is_above"]
          and not found["threats"]["is_above"], found)
    check("fifteen of five years", found["falls"]["weeks"] == 15 and abs(found["falls"]["expected"] - 20) < 5, found["falls"])
    check("one that is asked for", answer("baseline", text, "--week", "2025-01")["weeks"][0]["week"] == "2025-01")
    cut = answer("baseline", text, "--years", "3", "--weeks", "2")["weeks"]
    check("and by other settings", len(cut) == 4 and cut[1]["weeks"] == 9, cut)
    rows = "".join(f"count,city,,,{month},,,{20 if month != months[-1] else 60}\n" for month in months)
    head = "kind,series,level,parent,week,registered,exposure,count\nseries,city,0,,,,,\n"
    listed = answer("early-warning", head + rows)["listed"]
    check("the list of a month", [row["series"] for row in listed] == ["city"] and listed[0]["by"] == "baseline", listed)
    open_days = "".join(f"exposure,city,,,{month},,{20 if month != months[-1] else 60},\n" for month in months)
    check("open three times as long", answer("early-warning", head + rows + open_days)["listed"] == [])
    other = rows.replace(f"{months[3]},", "2018-W14,", 1)
    refused("early-warning", head + other, [], "in.csv", "week is a month in some rows and a week in others")
    refused("baseline", "series,week,count\na,2024-13,1\n", [], "line 2", "week is '2024-13'", "2026-02")
    refused("baseline", text, ["--window", "7"], "--periods")


def warning_open():
    """A board that is open twice as long in the last week; what is open as always is judged as before."""
    counts, series = lattice()
    counts["b0"][-1] = 3 * max(counts["b0"])
    weeks = weeks_of(len(counts["city"]))
    text = warning_file(counts, series)
    check("listed", "b0" in by(answer("early-warning", text)["listed"], "series"))
    head, rest = text.split("\n", 1)
    plain = "\n".join([head + ",exposure,exposures"] + [line + ",," for line in rest.splitlines()]) + "\n"
    wide = plain + f"exposure,b0,,,,,{weeks[0]},,,,,{' '.join(['5'] * (len(weeks) - 1) + ['50'])}\n"
    tall = plain + "".join(f"exposure,b0,,,,,{week},,,,{50 if week == weeks[-1] else 5},\n" for week in weeks)
    found = [analyse("early-warning", some, "--json", "--all")[1] for some in (wide, tall)]
    check("the same in both forms", found[0] == found[1] != "")
    listed = by(answer("early-warning", wide, "--all")["series"], "series")
    check("as usual then", listed["b0"]["verdict"] == "as usual" and listed["b0"]["expected"] > 20, listed["b0"])
    closed = plain + f"exposure,b0,,,,,{weeks[0]},,,,,{' '.join(['5'] * (len(weeks) - 1) + ['-'])}\n"
    check("not known how long it was open", by(answer("early-warning", closed, "--all")["series"], "series")["b0"]["by"]
          == "too little to say")
    for rows, words in (("exposure,b9,,,,,2019-W02,,,,5,\n", ["no series b9"]),
                        ("exposure,b0,,,,,2019-W02,,,,0,\n", ["exposure is 0", "above 0"]),
                        ("exposure,b0,,,,,2019-W02,,,,,\n", ["exposure is empty"]),
                        ("exposure,b0,,,,,2019-W02,,,,,1 x\n", ["exposures has 'x'"]),
                        ("exposure,b0,,,,,7,,,,1,\n", ["a number in some rows"])):
        refused("early-warning", plain + rows, [], "in.csv", *words)


def warning_refused():
    head = "kind,series,level,parent,sentinel,week,counts,registered,count\nseries,a,0,,,,,,\n"
    for rows, words in (
            ("thing,b,0\n", ["line 3", "kind is series, count or exposure"]),
            ("series,,0\n", ["line 3", "series is empty"]),
            ("series,a,0\n", ["line 3", "a is there twice"]),
            ("series,b,1.5\n", ["line 3", "level is 1.5"]),
            ("series,b,1,c\n", ["line 3", "no series c before"]),
            ("series,b,0,a\n", ["line 3", "a has level 0", "lower"]),
            ("series,b,0,,perhaps\n", ["line 3", "sentinel is 'perhaps'", "yes or no"]),
            ("count,b,,,,2024-W01,,,1\n", ["line 3", "no series b"]),
            ("count,a,,,,soon,,,1\n", ["line 3", "week is 'soon'"]),
            ("count,a,,,,2024-W02,,2024-W01,1\n", ["line 3", "registered is before"]),
            ("count,a,,,,2024-W02,,5,1\n", ["line 3", "registered is a number in some rows"]),
            ("count,a,,,,2024-W02,,,0.5\n", ["line 3", "count is 0.5"]),
            ("series,b,0,,,1,1 -2,,\n", ["line 3", "count is -2"]),
            ("series,b,0,,,1,1 x,,\n", ["line 3", "counts has 'x'"])):
        refused("early-warning", head + rows, [], "in.csv", *words)
    refused("early-warning", head, [], "there are no counts")
    refused("early-warning", "kind,series\n", [], "there are no series")
    refused("early-warning", "series,level\na,0\n", [], "the column 'kind' is missing")
    fine = head + "count,a,,,,2024-W02,,,1\n"
    for options, words in ((["--week", "2023-W01"], ["--week", "2023-W01"]), (["--q", "2"], ["--q"]),
                           (["--now", "x"], ["--now"]), (["--delay", "0"], ["--delay"])):
        refused("early-warning", fine, options, *words)


# ---- The parts by themselves ---------------------------------------------------------------

def delay_whole():
    chance = random.Random(5)
    days = [chance.choices([0, 1, 2], [5, 3, 2])[0] for _ in range(600)]
    rows = [(1 + n // 10, 1 + n // 10 + late) for n, late in enumerate(days)]
    seen = [row for row in rows if row[1] <= 60]
    found = answer("delay", "occurred,registered\n" + "".join(f"{a},{b}\n" for a, b in seen), "--delay", "2")
    shares = [row["share_registered"] for row in found["shares"]]
    check("shares rise to 1", abs(shares[0] - 0.5) < 0.08 and abs(shares[1] - 0.8) < 0.08 and shares[2] == 1, shares)
    last = found["weeks"][-1]
    check("what is to come", last["week"] == "60" and near(last["total"], last["registered"] / shares[0])
          and last["total_low"] <= last["total"] <= last["total_high"], last)
    few = answer("delay", "occurred,registered\n1,1\n")
    check("too few", few == {"shares": [], "weeks": []}, few)


def shares_whole():
    cells = "".join(f"c{n},{y},{e}\n" for n, (y, e) in enumerate([(9, 3), (1, 4), (0, 6), (4, 4), (12, 9), (0, 0.2)]))
    found = answer("shares", "cell,events,expected\n" + cells)
    one = by(found["cells"], "cell")
    check("drawn to the middle", 1 < one["c0"]["factor"] < 3 and 0 < one["c2"]["factor"] < 1, one)
    check("limits", all(c["factor_low"] < c["factor"] < c["factor_high"] for c in one.values()))
    check("the whole", found["all"][0]["finding"] == "fitted" and found["all"][0]["shape"] > 0.1, found["all"])
    none = answer("shares", "cell,events,expected\na,0,3\nb,0,2\n")
    check("no events", none["all"][0]["finding"] == "no events" and none["cells"] == [], none)


def discoveries_whole():
    tests = "".join(f"t{n},{n % 3},0.8,1\n" for n in range(40)) + "hit,12,0.6,2.3\n"
    found = by(answer("discoveries", "test,count,mean,phi\n" + tests)["tests"], "test")
    hit = found["hit"]
    check("the hit", hit["is_controlled"] and hit["q_discrete"] < hit["q_bh"] < 0.05 <= 1, hit)
    check("the others", not any(row["is_controlled"] for name, row in found.items() if name != "hit"))


def cold_whole():
    rows = "series,week,counts\na,2024-W01,2 3 2 2 3 2 2 3 2 9\nb,2024-W01,2 3 2 2 3 2 2 3 2 2\n"
    found = by(answer("cold-start", rows)["weeks"], "series")
    check("above, and not", found["a"]["is_above"] and not found["b"]["is_above"], found)
    few = answer("cold-start", "series,week,counts\na,2024-W01,2 3 9\n")["weeks"][0]
    check("too few weeks", few["is_known"] is False and "upper" not in few, few)


def parts_refused():
    for method, head, row, words in (
            ("delay", "occurred,registered,count\n", "soon,1,1\n", ["line 2", "occurred is 'soon'"]),
            ("delay", "occurred,registered,count\n", "3,2,1\n", ["line 2", "registered is before"]),
            ("delay", "occurred,registered,count\n", "3,2024-W01,1\n", ["line 2", "a number, the other a date"]),
            ("delay", "occurred,registered,count\n", "3,4,-1\n", ["line 2", "count is -1"]),
            ("delay", "occurred,registered,count\n", "", ["there are no rows"]),
            ("shares", "cell,events,expected\n", "a,1.5,1\n", ["line 2", "events is 1.5", "whole"]),
            ("shares", "cell,events,expected\n", "a,1,\n", ["line 2", "expected is empty"]),
            ("shares", "cell,events\n", "a,1\n", ["the column 'expected' is missing"]),
            ("discoveries", "test,count,mean,phi\n", "a,1,-1,1\n", ["line 2", "mean is -1"]),
            ("discoveries", "test,count,mean,phi\n", "a,1,1,0.5\n", ["line 2", "phi is 0.5"]),
            ("discoveries", "test,count,mean,phi\n", "a,,1,1\n", ["line 2", "count is empty"]),
            ("cold-start", "series,week,count\n", "a,1,x\n", ["line 2", "count is not a number"])):
        refused(method, head + row, [], "in.csv", *words)
    refused("cold-start", "series,week,count\na,1,1\n", ["--way", "c4"], "--way")


TESTS = [baseline_whole, baseline_same, baseline_limits, baseline_silence, baseline_refused,
         warning_whole, warning_same, warning_late, months_whole, warning_open, warning_refused, delay_whole, shares_whole,
         discoveries_whole, cold_whole, parts_refused]
