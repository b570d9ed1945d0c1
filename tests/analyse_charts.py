# SPDX-License-Identifier: EUPL-1.2
"""tests/analyse_charts.py - control charts, funnels and handling times of varn analyse."""
import random

from analyse_ask import analyse, answer, as_json, by, check, near, refused

# ---- control -------------------------------------------------------------------------------


def individuals():
    """24 points around 10, then three that are far away, against the formulas in Python."""
    chance = random.Random(1)
    return [round(chance.gauss(10, 1), 3) for _ in range(24)] + [20, 21, 10]


def control_limits():
    x = individuals()
    text = "period,value\n" + "".join(f"w{n},{v}\n" for n, v in enumerate(x))
    found = answer("control", text, "--better", "fewer", "--target", "30")
    ranges = [abs(a - b) for a, b in zip(x[1:24], x)]
    mean = sum(ranges) / len(ranges)
    kept = [r for r in ranges if r < 3.267 * mean]
    centre, half = sum(x[:24]) / 24, 2.66 * sum(kept) / len(kept)
    last = found["points"][-1]
    check("limits", near(last["centre"], centre) and near(last["high"], centre + half)
          and near(last["low"], centre - half), last)
    check("outside, and worse", [(row["period"], row["side"], row["means"]) for row in found["points"]
                                 if row["signal"] == "outside"] == [("w24", "high", "worse"), ("w25", "high", "worse")])
    check("a target beyond the limits", found["charts"][0]["target"] == "always met", found["charts"])
    check("one part", found["parts"][0]["base"] == 24 and found["parts"][0]["limits"] == "fine", found["parts"])


def control_kinds():
    rows = "".join(f"{9 + n % 3},100\n" for n in range(30))
    shares = answer("control", "count,of\n" + rows)["points"][0]
    rates = answer("control", "count,exposure\n" + rows)["points"][0]
    check("shares have narrower limits than rates", shares["centre"] == rates["centre"] == 0.1
          and shares["high"] < rates["high"], (shares, rates))
    rare = answer("control", "count,exposure\n" + rows.replace("9,", "1,").replace("10,", "0,").replace("11,", "0,"))
    check("rare events say so", rare["charts"][0]["is_too_rare"], rare["charts"])
    between = answer("control", "between\n" + "".join(f"{n * 7 % 40}\n" for n in range(30)), "--better", "fewer")
    check("between", between["charts"][0]["kind"] == "between" and between["points"][0]["low"] == 0, between["parts"])
    times = answer("control", "hours\n" + "".join(f"{1 + n * 7 % 40}\n" for n in range(30)))
    part = times["parts"][0]
    check("times", times["points"][0]["low"] < part["exact_middle"] < part["exact_high"], part)


def control_parts():
    rows = [("a", n, 10 + n % 2, "") for n in range(14)] + [("b", n, 5, "") for n in range(14)] \
        + [("c", n, 1, "") for n in range(5)] + [("a", 14 + n, 30 + n % 2, "yes" if n == 0 else "") for n in range(14)]
    text = "chart,period,value,begins\n" + "".join(f"{c},{p},{v},{b}\n" for c, p, v, b in rows)
    found = answer("control", text)
    check("charts as they came", [row["chart"] for row in found["charts"]] == ["a", "b", "c"], found["charts"])
    check("parts", [(row["chart"], row["from"], row["limits"]) for row in found["parts"]]
          == [("a", "0", "fine"), ("a", "14", "fine"), ("b", "0", "no spread"), ("c", "0", "too few points")],
          found["parts"])
    check("a break is no signal", sum(row["signals"] for row in found["charts"]) == 0, found["charts"])
    whole = answer("control", text.replace("yes", "no"), "--base", "14")
    check("without it there is one", whole["charts"][0]["signals"] >= 14, whole["charts"])
    check("from JSON", analyse("control", text, "--json")[1] == analyse("control", as_json(text), "--json")[1])
    gap = answer("control", "period,value\n" + "".join(f"{n},{'' if n == 5 else 9 + n % 2}\n" for n in range(20)))
    check("a gap stands there", gap["points"][5]["value"] is None and gap["parts"][0]["base"] == 19, gap["points"][5])
    status, out, _ = analyse("control", text)
    check("as text", status == 0 and "charts:" in out and "limits no spread" in out)


def control_refused():
    for head, row, words in (
            ("count,of\n", "5,4\n", ["line 2", "count is at most of"]), ("count,of\n", "1.5,4\n", ["line 2", "whole"]),
            ("count,exposure\n", "1,-4\n", ["line 2", "exposure"]), ("count,exposure\n", "1,0\n", ["line 2", "exposure"]),
            ("between\n", "0.5\n", ["line 2", "whole number from 0"]), ("hours\n", "-1\n", ["line 2", "hours"]),
            ("value\n", "many\n", ["line 2", "value is not a number", "many"]),
            ("value,begins\n", "1,soon\n", ["line 2", "begins is 'soon'", "yes or no"])):
        refused("control", head + row, [], "in.csv", *words)
    refused("control", "value,between\n1,1\n", [], "say one of the columns")
    refused("control", "count\n1\n", [], "say one of the columns")
    fine = "value\n1\n2\n"
    refused("control", fine, ["--base", "5"], "--base is 0 or at least --least")
    refused("control", fine, ["--base", "30.5"], "--base is a whole number")
    refused("control", fine, ["--better", "most"], "--better is 'most'", "neither more fewer")
    refused("control", fine, ["--shift", "1"], "--shift is a number from 2")


# ---- funnel --------------------------------------------------------------------------------

def boards(claims=lambda n: 5):
    chance = random.Random(7)
    return "unit,events,exposure,seen\n" + "".join(
        f"b{n},{2 if n == 4 else 170 if n == 9 else chance.randint(40, 60)},1000,{claims(n)}\n" for n in range(20))


def funnel_found():
    found = answer("funnel", boards())
    units = by(found["units"], "unit")
    check("low and high", units["b4"]["place"] == "very low" and units["b9"]["place"] == "very high"
          and units["b3"]["place"] == "within", (units["b4"], units["b9"]))
    check("who reports little while others see as much is silent", units["b4"]["is_silent"] == "yes"
          and all(units[u]["is_silent"] == "no" for u in units if u != "b4"))
    check("all", found["all"][0]["units"] == 20 and found["all"][0]["limits"] == "fine" and len(found["all"]) == 2)
    quiet = by(answer("funnel", boards(lambda n: 0 if n == 4 else 5))["units"], "unit")
    check("where others see nothing either it is not known, or not silent", quiet["b4"]["is_silent"] != "yes", quiet["b4"])
    few = answer("funnel", "unit,events,exposure\na,1,10\nb,2,10\n")
    check("few units", few["all"][0]["limits"] == "too few units" and few["units"][0]["place"] == "not known"
          and "low" not in few["units"][0] and "is_silent" not in few["units"][0], few)


def funnel_refused():
    head = "unit,events,exposure,seen\n"
    for row, words in (("a,1.5,10,1\n", ["line 2", "events is a whole number", "exposure above 0"]),
                       ("a,-1,10,1\n", ["line 2", "events is -1"]), ("a,1,0,1\n", ["line 2", "exposure above 0"]),
                       ("a,1,,1\n", ["line 2", "exposure is empty"]), ("a,1,10,\n", ["line 2", "seen is empty"]),
                       ("a,few,10,1\n", ["line 2", "events is not a number", "few"])):
        refused("funnel", head + row, [], "in.csv", *words)
    refused("funnel", "unit,events\na,1\n", [], "the column 'exposure' is missing")
    refused("funnel", head + "a,1,10,1\n", ["--outer", "0.9"], "--outer is above --level")
    refused("funnel", head + "a,1,10,1\n", ["--pulled", "0.5"], "--pulled")


# ---- handling ------------------------------------------------------------------------------

CASES = "group,days,closed\na,1,yes\na,2,yes\na,3,no\na,4,yes\na,9,yes\na,9,yes\nb,30,no\nb,2,1\n"


def handling_found():
    found = answer("handling", CASES, "--within", "4", "--steps")
    groups = by(found["groups"], "group")
    # Of six, five are left after one, four after two; one of three closes at four: 4/6 x 2/3.
    check("median with an open one", groups["a"]["median"] == 4 and near(groups["a"]["closed_within"], 1 - 4 / 9)
          and groups["a"]["closed_within_low"] < groups["a"]["closed_within"] < groups["a"]["closed_within_high"], groups)
    check("few closed ones say so", groups["b"]["is_few"] and "median" not in groups["b"], groups["b"])
    check("all", found["all"][0]["cases"] == 8 and found["all"][0]["closed"] == 6, found["all"])
    check("steps", [row["days"] for row in found["steps"] if row["group"] == "a"] == [1, 2, 3, 4, 9], found["steps"])
    longer = answer("handling", "days,closed\n1,yes\n2,yes\n9,no\n9,no\n9,no\n", "--least", "2")["all"][0]
    check("longer than anything seen is left open", longer["median"] is None and not longer["is_few"], longer)


def handling_refused():
    head = "group,days,closed\n"
    for row, words in (("a,-1,yes\n", ["line 2", "days is -1"]), ("a,,yes\n", ["line 2", "days is empty"]),
                       ("a,5,\n", ["line 2", "closed is empty"]), ("a,5,maybe\n", ["line 2", "closed is 'maybe'"]),
                       ("a,long,yes\n", ["line 2", "days is not a number", "long"])):
        refused("handling", head + row, [], "in.csv", *words)
    refused("handling", "days\n1\n", [], "the column 'closed' is missing")
    refused("handling", CASES, ["--within", "-1"], "--within")


TESTS = [control_limits, control_kinds, control_parts, control_refused, funnel_found, funnel_refused,
         handling_found, handling_refused]
