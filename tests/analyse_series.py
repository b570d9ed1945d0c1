# SPDX-License-Identifier: EUPL-1.2
"""tests/analyse_series.py - forecasts, drift, breaks, seasons and effects of measures of varn analyse."""
import math
import random

from analyse_ask import analyse, answer, as_json, by, check, near, refused

# ---- forecast ------------------------------------------------------------------------------


def weeks(series, count, mean, growth=0.0, seed=1):
    """Sums of coins: variance half of the mean, a season, and so much growth a year."""
    chance = random.Random(seed)
    rows = []
    for n in range(count):
        m = mean * math.exp(growth * n / 52 + 0.3 * math.sin(2 * math.pi * n / 52))
        rows.append(f"{series},{sum(chance.random() < 0.5 for _ in range(round(2 * m)))}\n")
    return "".join(rows)


def forecast_found():
    text = "series,count\n" + weeks("flat", 260, 10) + weeks("rising", 260, 10, 0.2) + weeks("rare", 260, 0.05) \
        + weeks("short", 60, 5) + "".join("none,0\n" for _ in range(260))
    found = answer("forecast", text, "--past")
    ways = {(row["series"], row["way"]): row for row in found["forecasts"]}
    flat, rising = ways["flat", "staying"], ways["rising", "going on"]
    check("in order", flat["low"] <= flat["middle"] <= flat["high"] and flat["model"] == "fine", flat)
    check("going on is more when it rises", rising["middle"] > ways["rising", "staying"]["middle"]
          and rising["chance_of_more"] > 0.9, rising)
    check("models", ways["rare", "staying"]["model"] in ("simple", "nothing") and ways["short", "staying"]["model"] == "too few"
          and ways["none", "going on"]["model"] == "nothing" and "low" not in ways["none", "going on"], list(ways))
    check("one of the two is better", flat["is_better"] != ways["flat", "going on"]["is_better"], flat)
    check("few trials are not enough to judge the limits", not found["all"][0]["is_enough"]
          and found["all"][0]["widened"] == 1 and found["all"][0]["trials"] == len(found["past"]), found["all"])
    judged = answer("forecast", text, "--trials", "10")["all"][0]
    check("more are", judged["is_enough"] and 0.5 < judged["held"] <= 1, judged)
    check("from JSON", analyse("forecast", text, "--json")[1] == analyse("forecast", as_json(text), "--json")[1] != "")


def forecast_refused():
    for row, words in (("-1\n", ["line 2", "count is -1"]), ("1.5\n", ["line 2", "count is 1.5", "whole number"]),
                       ("many\n", ["line 2", "count is not a number"])):
        refused("forecast", "count\n" + row, [], "in.csv", *words)
    refused("forecast", "series\na\n", [], "the column 'count' is missing")
    refused("forecast", "count\n1\n", ["--horizon", "0"], "--horizon is a number from 1")
    refused("forecast", "count\n1\n", ["--window", "50"], "--window is 0 or at least --least")
    refused("forecast", "count\n1\n", ["--fading", "2"], "--fading")


# ---- drift ---------------------------------------------------------------------------------

DRIFT = "series,period,count,expected,phi\n" + "".join(f"a,w{n},{6 if n < 20 else 10},6,1\n" for n in range(40)) \
    + "".join(f"b,w{n},{4 + n % 5},6,2\n" for n in range(40))


def drift_found():
    found = answer("drift", DRIFT, "--threshold", "4")
    series = by(found["series"], "series")
    alarms = [row for row in found["steps"] if row["is_alarm"]]
    total = 0
    for n in range(40):
        total = max(0, total + math.log(1.5) * (6 if n < 20 else 10) - 0.5 * 6)
        check("the sum", near(found["steps"][n]["sum"], total, 1e-9), found["steps"][n])
        total = 0 if total >= 4 else total
    check("alarms of who has changed", series["a"]["alarms"] > 0 and series["b"]["alarms"] == 0
          and alarms[0]["since"] == "w20", alarms[:1])
    drawn = by(answer("drift", DRIFT, "--paths", "100", "--steps-between", "100")["series"], "series")
    check("a threshold is drawn", drawn["a"]["is_found"] and drawn["a"]["steps_between_low"] < 100
          < drawn["a"]["steps_between_high"] and drawn["a"]["threshold"] != drawn["b"]["threshold"], drawn)
    down = by(answer("drift", DRIFT.replace(",10,6,", ",2,6,"), "--times", "0", "--down", "--threshold", "4")["series"], "series")
    check("any decrease", down["a"]["alarms"] > 0, down)
    again = [analyse("drift", text, "--json", "--paths", "50", *more)[1] for text, more in (
        (DRIFT, ["--threads", "1"]), (as_json(DRIFT), ["--threads", "3"]), (DRIFT, ["--seed", "2"]))]
    check("the same each time and on any number of threads, and other draws differ",
          again[0] == again[1] != "" and again[2] != again[0])


def drift_refused():
    head = "count,expected,phi\n"
    for row, words in (("1,0,1\n", ["line 2", "expected is 0"]), ("1,,1\n", ["line 2", "expected is empty"]),
                       ("-1,2,1\n", ["line 2", "count is -1"]), ("1,2,0.5\n", ["line 2", "phi is 0.5", "from 1"])):
        refused("drift", head + row, [], "in.csv", *words)
    refused("drift", head + "1,2,1\n", ["--times", "1"], "--times is 0, or from 0.01 to 100 and not 1")
    for row in ("1,1000000,1\n", "1,1e-9,2\n"):
        refused("drift", head + "1,2,1\n" + row, [], "in.csv", "line 3", "too much to draw a threshold")
    refused("drift", head + "1,2,1\n", ["--length", "2.5"], "--length is a whole number")
    refused("drift", head + "1,2,1\n", ["--times", "0"], "say --threshold with --times 0")
    refused("drift", "count\n1\n", [], "the column 'expected' is missing")


# ---- breaks and seasons --------------------------------------------------------------------

def breaks_found():
    chance = random.Random(3)
    text = "series,period,count\n" + "".join(
        f"a,m{n},{sum(chance.random() < 0.5 for _ in range(40 if n < 30 else 20))}\n" for n in range(60)) \
        + "b,m0,4\nb,m1,\n" + "".join(f"c,m{n},7\n" for n in range(20))
    found = answer("breaks", text)
    series = by(found["series"], "series")
    check("one break, and none", series["a"]["breaks"] == 1 and series["c"]["breaks"] == 0 and series["b"]["is_few"], series)
    parts = [row for row in found["parts"] if row["series"] == "a"]
    check("where", abs(parts[0]["steps"] - 30) <= 2 and parts[1]["to"] == "m59" and parts[0]["low"] < parts[0]["mean"]
          < parts[0]["high"] and parts[1]["high"] < parts[0]["low"], parts)
    many = by(answer("breaks", text, "--penalty", "0.01", "--phi", "1")["series"], "series")
    check("a small penalty divides more", many["a"]["breaks"] > 5, many)
    refused("breaks", "count\n1.5\n", [], "in.csv", "line 2", "count is 1.5")
    refused("breaks", "count\n1\n", ["--phi", "0.5"], "--phi is a number from 1")
    refused("breaks", "value\n1\n", [], "the column 'count' is missing")


def seasons_found():
    values = [10 + 0.1 * n + 3 * math.sin(2 * math.pi * n / 12) for n in range(72)]
    found = answer("seasons", "period,value\n" + "".join(f"m{n},{v!r}\n" for n, v in enumerate(values)))["steps"]
    check("the parts are the whole", all(near(row["trend"] + row["season"] + row["rest"], v)
                                         for row, v in zip(found, values)), found[0])
    check("trend and season", all(abs(row["trend"] - 10 - 0.1 * n) < 0.3 and abs(row["rest"]) < 0.3
                                  for n, row in enumerate(found)), found[30])
    counts = answer("seasons", "count\n" + "".join(f"{n % 12}\n" for n in range(48)), "--robust")["steps"]
    check("counts by their logarithm", near(counts[3]["value"], math.log(3.5)), counts[3])
    refused("seasons", "value\n" + "1\n" * 23, [], "in.csv", "line 24", "two seasons of 12")
    refused("seasons", "series,value\na,1\na,\n", [], "in.csv", "line 3", "value is empty")
    refused("seasons", "count\n-1\n", [], "line 2", "count is -1")
    refused("seasons", "value,count\n1,1\n", [], "say one of the columns count and value")
    refused("seasons", "value\n1\n", ["--span", "8"], "are odd")


# ---- panel ---------------------------------------------------------------------------------

def panel(effect, units=10, months=24, treated=4):
    chance = random.Random(5)
    rows = ["unit,month,count,on,left_out"]
    for u in range(units):
        for m in range(months):
            on = u < treated and m >= months // 2
            mean = (10 + 4 * u) * (1 + 0.3 * math.sin(2 * math.pi * m / 12)) * (effect if on else 1)
            rows.append(f"u{u},m{m},{sum(chance.random() < 0.5 for _ in range(round(2 * mean)))},{'yes' if on else 'no'},")
    return "\n".join(rows) + "\n"


def panel_found():
    text = panel(0.7)
    one = answer("panel", text)["effect"][0]
    check("less", one["verdict"] == "less" and one["low"] < 0.7 < one["high"] and one["state"] == "fine", one)
    check("every way is tried", one["is_every_way"] and one["ways"] == 210 and near(one["chance_less"], 1 / 210), one)
    drawn = answer("panel", text, "--ways", "50")["effect"][0]
    check("or some", not drawn["is_every_way"] and drawn["ways"] == 50 and drawn["ratio"] == one["ratio"], drawn)
    none = answer("panel", panel(1), "--ways", "0")["effect"][0]
    check("nothing was done", none["verdict"] in ("cannot tell", "unchanged") and none["ways"] == 0
          and "chance_less" not in none, none)
    lines = text.splitlines()
    shuffled = [lines[0], *random.Random(1).sample(lines[1:], len(lines) - 1)]
    check("rows in any order", near(answer("panel", "\n".join(shuffled) + "\n", "--ways", "0")["effect"][0]["ratio"],
                                    one["ratio"], 1e-8))
    without = answer("panel", text.replace("u0,m11,", "u0,m11,9", 1).replace("no,\nu0,m12", "no,yes\nu0,m12", 1),
                     "--ways", "0")["effect"][0]
    check("what is left out is not looked at", without["cells"] == one["cells"] - 1
          and abs(without["ratio"] - one["ratio"]) < 0.02, without)
    everywhere = answer("panel", panel(0.7, treated=10))["effect"][0]
    check("without comparison no answer", everywhere["state"] == "no comparison" and "ratio" not in everywhere, everywhere)


def panel_refused():
    head = "unit,month,count,on,left_out\n"
    for rows, words in (("a,m,-1,no,\n", ["line 2", "count is -1"]), ("a,m,1,perhaps,\n", ["line 2", "on is 'perhaps'"]),
                        (",m,1,no,\n", ["line 2", "unit is empty"]), ("a,,1,no,\n", ["line 2", "month is empty"]),
                        ("a,m,1,no,\na,m,2,no,\n", ["line 3", "there twice"]),
                        ("a,m,1,no,soon\n", ["line 2", "left_out is 'soon'"])):
        refused("panel", head + rows, [], "in.csv", *words)
    refused("panel", "unit,month,count\na,m,1\n", [], "the column 'on' is missing")
    refused("panel", head + "a,m,1,no,\n", ["--margin", "0.5"], "--margin is a number from 1")


def rates_found():
    chance = random.Random(8)
    rows = ["count,exposure,x_night,x_year"]
    for n in range(400):
        night, exposure = n % 2, 1 + n % 5
        mean = 4 * exposure * (1.8 if night else 1) * (0.5 + chance.random())
        rows.append(f"{sum(chance.random() < 0.1 for _ in range(round(10 * mean)))},{exposure},{night},{n / 400}")
    text = "\n".join(rows) + "\n"
    found = answer("rates", text)
    columns, whole = by(found["columns"], "column"), found["all"][0]
    check("at night", columns["x_night"]["low"] < 1.8 < columns["x_night"]["high"]
          and columns["x_night"]["spread_low"] < 1.8 < columns["x_night"]["spread_high"], columns["x_night"])
    check("not by the year", columns["x_year"]["low"] < 1 < columns["x_year"]["high"], columns["x_year"])
    check("the rest of it", 3 < columns["ones"]["ratio"] < 5 and whole["is_spread"] and whole["phi"] > 1.2
          and whole["size"] > 1 and whole["rows"] == 400, whole)
    check("from JSON", analyse("rates", text, "--json")[1] == analyse("rates", as_json(text), "--json")[1] != "")
    for rows, state in (("1,1\n", "too few"), ("0,1\n0,2\n0,3\n0,4\n", "nothing happened"),
                        ("1,1\n2,1\n3,1\n4,1\n", "columns alike")):
        none = answer("rates", "count,x_a\n" + rows)
        check(state, none["all"][0]["state"] == state and none["columns"] == [], none)
    head = "count,exposure,x_a\n"
    refused("rates", head + "1.5,1,1\n", [], "in.csv", "line 2", "count is 1.5")
    refused("rates", head + "1,0,1\n", [], "line 2", "exposure is 0")
    refused("rates", head + "1,1,\n", [], "line 2", "x_a is empty")
    refused("rates", "exposure\n1\n", [], "the column 'count' is missing")
    refused("rates", "count," + ",".join(f"x_{n}" for n in range(11)) + "\n", [], "more than 10 columns")


def displacement_found():
    head = "measure,before,after,control_before,control_after,near_before,near_after,near_control_before,near_control_after\n"
    rows = "a,463,420,390,405,180,197,175,183\nb,200,90,190,195,,,,\nc,3,1,2,2,,,,\nd,0,0,0,0,,,,\n"
    found = by(answer("displacement", head + rows)["measures"], "measure")
    check("as the oracle", found["a"]["difference"] == -49 and near(found["a"]["error"], 49.1222963633, 1e-9)
          and found["a"]["verdict"] == "cannot tell", found["a"])
    check("less", found["b"]["verdict"] == "less" and found["b"]["high"] < 0, found["b"])
    check("too few", found["c"]["state"] == "too few" and found["c"]["difference"] == -2 and "low" not in found["c"]
          and found["d"]["state"] == "too few", found)
    wide = by(answer("displacement", head + rows, "--phi", "9")["measures"], "measure")
    check("counts that vary more say less", near(wide["b"]["error"], 3 * found["b"]["error"]), wide["b"])
    refused("displacement", head + "a,1,2,3,,,,,\n", [], "in.csv", "line 2", "control_after is empty")
    refused("displacement", head + "a,1,2.5,3,4,,,,\n", [], "line 2", "after is 2.5", "whole number")
    refused("displacement", head + "a,1,2,3,4,5,,,\n", [], "line 2", "near_after is empty")
    refused("displacement", head + "a,-1,2,3,4,,,,\n", [], "line 2", "before is -1")
    refused("displacement", "before\n1\n", [], "the column 'after' is missing")
    refused("displacement", head, ["--phi", "0.5"], "--phi")


TESTS = [forecast_found, forecast_refused, drift_found, drift_refused, breaks_found, seasons_found, panel_found,
         panel_refused, rates_found, displacement_found]
