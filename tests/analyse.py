#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""tests/analyse.py VARN - varn analyse as a person uses it: a file in, an answer out.

What the methods find is proved beside their code; here it is that files are read as
docs/analyse.en.md says, that answers are whole, and that each mistake is told with the file,
the line, the column and what would be right, with exit status 2 and nothing else.  Each subject
beside the first ones has a file of its own, analyse_SUBJECT.py, with its list of tests.
"""
import itertools
import math
import random

import analyse_charts
import analyse_costs
import analyse_draw
import analyse_reporting
import analyse_safety
import analyse_series
import analyse_space
import analyse_texts
import analyse_timeliness
import analyse_weeks
from analyse_ask import analyse, answer, as_json, by, check, finish, near, refused

# ---- cascade -------------------------------------------------------------------------------

GRAPH = """kind,node,unit,restart_hours,tolerable_hours,weight,outages_per_year,repair_low,repair_hours,repair_high,supplier,group,need,delay_hours,buffer_low,buffer_hours,buffer_high,from_hours,hours
node,grid,,0,,,0.5,2,8,40,,,,,,,,,
node,diesel,,0,,,0.1,,12,,,,,,,,,,
node,water,,1,,,,,,,,,,,,,,,
node,care,south,2,4,3,,,,,,,,,,,,,
node,school,north,1,24,1,,,,,,,,,,,,,
dependency,water,,,,,,,,,grid,,,,,6,,,
dependency,care,,,,,,,,,grid,power,1,,,,,,
dependency,care,,,,,,,,,diesel,power,,,,,,,
dependency,care,,,,,,,,,water,,,1,1,2,4,,
dependency,school,,,,,,,,,grid,,,0,,,,,
outage,grid,,,,,,,,,,,,,,,,17,30
"""


def cascade_falls():
    found = answer("cascade", GRAPH, "--until", "100", "--step", "1")
    falls = by(found["falls"], "node")
    # Grid 17-47; water holds six hours: 23, and starts an hour after: 48.  Care holds water's
    # loss for three: 26, and needs water until 48 and two hours more: 50.
    check("who falls", set(falls) == {"grid", "water", "care", "school"}, falls)
    for node, began, ended in (("grid", 17, 47), ("school", 17, 48), ("water", 23, 48), ("care", 26, 50)):
        check(f"{node} falls", falls[node]["from_hours"] == began and falls[node]["to_hours"] == ended,
              falls[node])
    check("why", falls["care"]["because"] == "water" and falls["grid"]["because"] == "its own outage")
    check("how far beyond", falls["care"]["beyond_tolerable_hours"] == 20
          and falls["school"]["beyond_tolerable_hours"] == 7, falls)
    steps = {row["hours"]: row for row in found["steps"]}
    check("steps", steps[16]["down"] == 0 and steps[18]["down"] == 2 and steps[30]["down"] == 4
          and steps[31]["beyond_tolerable"] == 1 and steps[50]["down"] == 0, steps)


def cascade_whole():
    found = answer("cascade", GRAPH, "--draws", "200", "--pairs", "--cuts", "care")
    check("all lists", {"falls", "outlook", "hurts_most", "single_points", "recovery_gaps", "circles",
                        "pairs", "double_failures", "cut_sets", "share_of_time_down",
                        "importance"} == set(found), list(found))
    hurts = by(found["hurts_most"], "node")
    check("the grid takes most with it", hurts["grid"]["others_that_fall"]
          == max(row["others_that_fall"] for row in hurts.values()) > 1, hurts)
    check("an hour counts by its weight", near(hurts["care"]["harm"], 3 * (24 + 2 - 4)), hurts["care"])
    singles = by(found["single_points"], "node")
    check("single points", singles["grid"]["commitments"] == 2 and singles["grid"]["units"] == 2
          and "diesel" not in singles, singles)
    check("pairs of five nodes", found["pairs"][0]["all"] == 10)
    check("cut sets of care", {row["nodes"] for row in found["cut_sets"]} == {"grid", "water"},
          found["cut_sets"])
    outlook = by(found["outlook"], "node")
    check("an outlook has its order", outlook["care"]["from_hours_p10"] <= outlook["care"]["from_hours"]
          <= outlook["care"]["from_hours_p90"])


def cascade_same():
    answers = [analyse("cascade", text, "--json", "--draws", "100", "--pairs", *more)[1] for text, more in (
        (GRAPH, ["--threads", "1"]), (GRAPH, ["--threads", "3"]), (as_json(GRAPH), []),
        (GRAPH.replace(",", ";"), []))]
    check("the same on any number of threads, from JSON and with other separators",
          answers[0] and len(set(answers)) == 1)
    other = analyse("cascade", GRAPH, "--json", "--draws", "100", "--pairs", "--seed", "2")[1]
    check("another seed draws otherwise", other and other != answers[0])
    status, out, _ = analyse("cascade", GRAPH)
    check("as text", status == 0 and "hurts_most:" in out and "node grid" in out)


def cascade_refused():
    head = "kind,node,supplier,group,need,tolerable_hours,restart_hours,buffer_low,buffer_hours,buffer_high,hours,repair_hours\n"
    two = head + "node,a\nnode,b\n"
    for rows, words in (
            ("dependency,a,b,,,,,,-3\n", ["line 4", "buffer_hours is below 0", "-3"]),
            ("dependency,a,b,,,,,,90000\n", ["line 4", "buffer_hours is more than"]),
            ("dependency,a,b,,,,,3,2,4\n", ["line 4", "buffer_low, buffer_hours and buffer_high must rise"]),
            ("dependency,a,b,,,,,3,4\n", ["line 4", "buffer_high"]),
            ("dependency,a,b,,,,,0,4,5\n", ["line 4", "buffer_low must be above 0"]),
            ("dependency,a,a\n", ["line 4", "depends on itself"]),
            ("dependency,a,c\n", ["line 4", "there is no node c"]),
            ("dependency,a\n", ["line 4", "supplier is empty"]),
            ("node,a\n", ["line 4", "there twice"]),
            ("edge,a\n", ["line 4", "kind is node, dependency or outage"]),
            ("node,c,,,,soon\n", ["line 4", "tolerable_hours is not a number", "soon"]),
            ("node,c,,,,,-1\n", ["line 4", "restart_hours is below 0"]),
            ("node,c,,,,,,,,,,-2\n", ["line 4", "repair_hours is below 0"]),
            ("outage,a\n", ["line 4", "say how many hours"]),
            ("outage,c\n", ["line 4", "there is no node c"]),
            ("dependency,a,b,g,2\n", ["line 4", "need is from 1"]),
            ("node,c\ndependency,a,b,g\ndependency,a,c,g\n", ["need"]),
            ("dependency,a,b,g,1\ndependency,a,b,g\n", ["line 5", "twice in the group"])):
        refused("cascade", two + rows, [], "in.csv", *words)
    refused("cascade", "node\na\n", [], "the column 'kind' is missing")
    refused("cascade", "", [], "in.csv")
    refused("cascade", two, ["--draws", "x"], "--draws is a number")
    refused("cascade", two, ["--cuts", "c"], "there is no node c")
    refused("cascade", '[{"kind": "node", "node": ["a"]}]', [], "in.csv, row 1", "neither text nor number")
    refused("cascade", '{"kind": "node"}', [], "in.csv", "a list of objects")


# ---- ranking -------------------------------------------------------------------------------

RISKS = """risk,judge,frequency_low,frequency,frequency_high,frequency_from,frequency_to,consequence_people_low,consequence_people,consequence_people_high,consequence_function_from,consequence_function_to,class_likelihood,class_people
flood,a,0.01,0.02,0.1,,,10,100,400,1e5,1e6,1,5
power cut,a,0.1,0.3,1,,,1,5,20,1e4,1e5,3,2
power cut,b,,,,0.02,0.1,,,,,,,
it stop,a,1,2,5,,,,,,1e3,1e4,5,1
smoke,a,,0.5,,,,,2,,,,2,1
"""


def ranking_whole():
    found = answer("ranking", RISKS, "--years", "5000", "--levels", "0,10", "--beside", "flood", "--top", "2")
    check("all lists", set(found) == {"combined", "values", "fronts", "beside", "years", "exceeding"}, list(found))
    people = [row for row in found["values"] if row["value"] == "people"]
    function = [row for row in found["values"] if row["value"] == "function"]
    check("who costs a value nothing has no place in it", {row["risk"] for row in people}
          == {"flood", "power cut", "smoke"} and "smoke" not in {row["risk"] for row in function}, people)
    for row in found["combined"] + found["values"]:
        check("places in order", 1 <= row["place_p5"] <= row["place"] <= row["place_p95"] <= 4
              and 1 <= row["probably_from"] <= row["probably_to"] and row["share_probably"] >= 0.8
              and 0 <= row["share_first"] <= row["share_top"] <= 1, row)
    check("shares of the first place", near(sum(row["share_first"] for row in people), 1), people)
    smoke = by(people, "risk")["smoke"]
    check("known numbers are known", near(smoke["loss_p5"], 1) and near(smoke["loss_p95"], 1)
          and near(smoke["loss_mean"], 1), smoke)
    fronts = by(found["fronts"], "risk")
    check("fronts", fronts["smoke"]["front"] == 2 and fronts["smoke"]["best_place"] == 3
          and fronts["flood"]["front"] == 1 and fronts["flood"]["worst_place"] == 4, fronts)
    judged = by(found["combined"], "risk")
    check("judges", judged["power cut"]["judges"] == 2 and judged["power cut"]["disagreement"] > 0.5
          and judged["flood"]["disagreement"] == 0, judged)
    for year in found["years"]:
        check("years in order", year["p50"] <= year["p95"] <= year["p99"] and year["p95_low"] <= year["p95"]
              <= year["p95_high"], year)
    check("a greater loss is less likely", [row["share"] for row in found["exceeding"]]
          == sorted((row["share"] for row in found["exceeding"][:2]), reverse=True)
          + sorted((row["share"] for row in found["exceeding"][2:]), reverse=True), found["exceeding"])


def ranking_known():
    """Known numbers: every future is the same, and Python can tell it."""
    chance = random.Random(3)
    risks = [(f"r{n}", chance.uniform(0.1, 5), chance.uniform(1, 100)) for n in range(30)]
    text = "risk,frequency,consequence_money\n" + "".join(f"{r},{f!r},{c!r}\n" for r, f, c in risks)
    found = by(answer("ranking", text, "--draws", "50")["values"], "risk")
    for place, (risk, often, much) in enumerate(sorted(risks, key=lambda r: -r[1] * r[2]), 1):
        row = found[risk]
        check("a known place", row["place_p5"] == row["place_p95"] == row["probably_from"] == place
              and row["place_mean"] == place and near(row["loss_mean"], often * much, 1e-12)
              and near(row["loss"], often * much, 1e-6), row)


def ranking_fronts():
    """Classes alone, against a front by front search."""
    chance = random.Random(5)
    scores = {f"r{n}": tuple(chance.randint(1, 4) for _ in range(3)) for n in range(25)}
    text = "risk,class_l,class_p,class_f\n" + "".join(f"{r},{a},{b},{c}\n" for r, (a, b, c) in scores.items())
    found = answer("ranking", text)
    check("classes alone give fronts alone", set(found) == {"fronts"}, list(found))

    def above(a, b):
        return a != b and all(x >= y for x, y in zip(a, b))
    left, front, rows = dict(scores), 0, by(found["fronts"], "risk")
    while left:
        front += 1
        first = [r for r in left if not any(above(s, left[r]) for s in left.values())]
        for risk in first:
            check("front", rows[risk]["front"] == front, rows[risk])
            del left[risk]
    for risk, score in scores.items():
        check("best and worst place", rows[risk]["best_place"] == 1 + sum(above(s, score) for s in scores.values())
              and rows[risk]["worst_place"] == 25 - sum(above(score, s) for s in scores.values()), rows[risk])


def ranking_same():
    answers = [analyse("ranking", text, "--json", "--years", "500", "--draws", "3000", *more)[1] for text, more in (
        (RISKS, ["--threads", "1"]), (RISKS, ["--threads", "3"]), (as_json(RISKS), []))]
    check("the same on any number of threads and from JSON", answers[0] and len(set(answers)) == 1)
    other = analyse("ranking", RISKS, "--json", "--years", "500", "--draws", "3000", "--seed", "2")[1]
    check("another seed draws otherwise", other and other != answers[0])
    weighed = by(answer("ranking", RISKS, "--weights", "people 0-0.05")["combined"], "risk")
    free = by(answer("ranking", RISKS)["combined"], "risk")
    check("weights move what costs only people", weighed["smoke"]["place_mean"] > free["smoke"]["place_mean"] + 0.2)
    status, out, _ = analyse("ranking", RISKS)
    check("as text", status == 0 and "combined:" in out and "risk flood" in out)


def ranking_refused():
    head = "risk,frequency_low,frequency,frequency_high,frequency_from,frequency_to,consequence_people,class_l\n"
    for rows, words in (
            ("a,,,,,,5,1\n", ["line 2", "frequency is empty", "times a year"]),
            ("a,,1,,,,,1\n", ["line 2", "consequence"]),
            ("a,,1,,,,5,\n", ["line 2", "class_l is empty"]),
            (",,1,,,,5,1\n", ["line 2", "risk is empty"]),
            ("b,,1,,,,5,1\na,,often,,,,5,1\n", ["line 3", "frequency is not a number", "often"]),
            ("a,,-1,,,,5,1\n", ["line 2", "frequency is below 0"]),
            ("a,2,1,3,,,5,1\n", ["line 2", "frequency_low, frequency and frequency_high must rise"]),
            ("a,,,,1,,5,1\n", ["line 2", "frequency_to is empty"]),
            ("a,,,,1,0.5,5,1\n", ["line 2", "frequency_to is 0.5", "above frequency_from"]),
            ("a,,,,0,1,5,1\n", ["line 2", "frequency_from is 0", "above 0"]),
            ("a,,1,,1,2,5,1\n", ["line 2", "three numbers or a class"])):
        refused("ranking", head + rows, [], "in.csv", *words)
    fine = head + "a,,1,,,,5,1\n"
    refused("ranking", head, [], "0 risks")
    refused("ranking", "risk,likelihood\na,1\n", [], "line 1", "likelihood is not known")
    refused("ranking", "risk\na\n", [], "neither a column")
    refused("ranking", "frequency,consequence_x\n1,1\n", [], "the column 'risk' is missing")
    refused("ranking", fine, ["--weights", "nature 0-1"], "no column consequence_nature")
    refused("ranking", fine, ["--weights", "people 0.5"], "--weights", "LEAST-MOST")
    refused("ranking", fine, ["--weights", "people 0-0.5"], "sum to 1")
    refused("ranking", fine, ["--beside", "b"], "there is no risk b")
    refused("ranking", fine, ["--levels", "1,x", "--years", "5"], "--levels", "x")
    refused("ranking", fine, ["--sure", "1"], "--sure")
    refused("ranking", head + "a,,5000,,,,5,1\n", ["--years", "5"], "line 2", "times a year")


# ---- small cells ---------------------------------------------------------------------------

def small_cells_told():
    head = "row,column,count\n"
    text = head + "a,x,2\na,y,50\na,z,30\nb,x,40\nb,y,60\nb,z,90\nc,x,70\nc,y,80\nc,z,20\n"
    found = answer("small-cells", text, "--least", "5")
    told = {(cell["row"], cell["column"]): cell.get("told", cell.get("count")) for cell in found["cells"]}
    check("one small cell takes three others", told == {
        ("a", "x"): "<5", ("a", "y"): 50, ("a", "z"): "left out", ("b", "x"): "left out", ("b", "y"): 60,
        ("b", "z"): "left out", ("c", "x"): 70, ("c", "y"): 80, ("c", "z"): 20}, told)
    check("sums are told", {(cell["row"], cell["column"]): cell["count"] for cell in found["sums"]} == {
        ("a", ""): 82, ("b", ""): 190, ("c", ""): 170, ("", "x"): 112, ("", "y"): 190, ("", "z"): 140,
        ("", ""): 442}, found["sums"])
    alone = answer("small-cells", head + "a,x,1\n", "--least", "5")
    check("a sum that is small is hidden", all("count" not in cell for cell in alone["cells"] + alone["sums"]), alone)
    for row, words in (("a,x,-1\n", ["line 2", "count", "whole number"]), ("a,x,1.5\n", ["line 2", "whole number"]),
                       ("a,x,\n", ["line 2", "count"]), ("a,x,many\n", ["line 2", "many"]),
                       ("a,x,1\na,x,2\n", ["line 3", "'a' and 'x'", "earlier"])):
        refused("small-cells", head + row, ["--least", "5"], *words)
    refused("small-cells", text, [], "--least", "decision")
    refused("small-cells", text, ["--least", "1"], "--least")
    refused("small-cells", text, ["--least", "5", "--width", "5"], "--width")
    refused("small-cells", "row,count\na,1\n", ["--least", "5"], "column")


# ---- calibration ---------------------------------------------------------------------------

def forecasts(count, seed, says=lambda p: p):
    chance = random.Random(seed)
    rows = []
    for number in range(count):
        p = chance.choice([0.1, 0.2, 0.4, 0.6, 0.9])
        rows.append((f"r{number}", "ab"[number % 2], says(p), int(chance.random() < p)))
    return rows


def as_file(rows):
    return "risk,group,chance,happened\n" + "".join(f"{r},{g},{p!r},{o}\n" for r, g, p, o in rows)


LIMITS = ["--least-chance", "0.05", "--least-count", "20"]


def calibration_scores():
    """Against the definition, in Python."""
    rows = forecasts(200, 1)
    found = answer("calibration", as_file(rows), *LIMITS)
    one, n = found["all"][0], len(rows)
    base = sum(o for *_, o in rows) / n
    reliability = resolution = 0
    for p, group in itertools.groupby(sorted(rows, key=lambda r: r[2]), key=lambda r: r[2]):
        seen = [o for *_, o in group]
        reliability += len(seen) / n * (p - sum(seen) / len(seen)) ** 2
        resolution += len(seen) / n * (sum(seen) / len(seen) - base) ** 2
    check("brier", near(one["brier"], sum((p - o) ** 2 for _, _, p, o in rows) / n), one)
    check("parts", near(one["reliability"], reliability) and near(one["resolution"], resolution)
          and near(one["uncertainty"], base * (1 - base)), one)
    check("log score", near(one["log_score"], -sum(math.log(p if o else 1 - p) for _, _, p, o in rows) / n), one)
    check("expected", near(one["expected"], sum(p for _, _, p, _ in rows)) and one["judged"] == 200, one)
    check("table", [row["said"] for row in found["table"]] == [0.1, 0.2, 0.4, 0.6, 0.9]
          and sum(row["count"] for row in found["table"]) == n, found["table"])
    check("groups as they came", [row["group"] for row in found["groups"]] == ["a", "b"]
          and all(row["judged"] == 100 for row in found["groups"]), found["groups"])


def calibration_faults():
    def shifted(by_odds, times):
        return lambda p: 1 / (1 + math.exp(-(by_odds + times * math.log(p / (1 - p)))))
    for says, name, word in ((lambda p: p, "how_many", "fits"), (shifted(1, 1), "how_many", "too high"),
                             (shifted(-1, 1), "how_many", "too low"), (shifted(0, 3), "how_sure", "too sure"),
                             (shifted(0, 0.3), "how_sure", "too unsure")):
        one = answer("calibration", as_file(forecasts(400, 2, says)), *LIMITS)["all"][0]
        check(f"{word} is found", one[name] == word, one)


def calibration_few():
    found = answer("calibration", as_file(forecasts(30, 3)), *LIMITS)
    check("all together are enough", found["all"][0]["missing"] == 0)
    for group in found["groups"]:
        check("a small group says so, and nothing else", group["missing"] == 5 and "brier" not in group, group)
    rare = answer("calibration", as_file([(f"r{n}", "a", 0.02, 0) for n in range(50)]), *LIMITS)["all"][0]
    check("what is rare is not judged", rare["judged"] == 0 and rare["too_rare"] == 50 and rare["missing"] == 20)
    edges = answer("calibration", as_file(forecasts(100, 4)), *LIMITS, "--edges", "0.3,0.7")["table"]
    check("classes", [row["to"] <= 0.3 for row in edges] == [True, False, False] and len(edges) == 3, edges)


def calibration_frequencies():
    text = ("risk,frequency_low,frequency,frequency_high,events,years,share_reported\n"
            "a,0.02,0.1,0.5,3,5,0.4\nb,0.02,0.1,0.5,0,5,1\nc,5,10,20,2,2,1\nd,,0.5,,1,1,\n")
    rows = by(answer("calibration", text, *LIMITS)["frequencies"], "risk")
    check("who said one number only is not updated", set(rows) == {"a", "b", "c"}, rows)
    check("joined", near(rows["a"]["now"], 0.4638410625, 1e-8) and near(rows["a"]["now_low"], 0.1692964564, 1e-8)
          and near(rows["a"]["now_high"], 0.8762258034, 1e-8), rows["a"])
    check("conflicts", rows["a"]["conflict"] == "more than was said" and rows["b"]["conflict"] == "no"
          and rows["c"]["conflict"] == "fewer than was said", rows)
    check("the three stand in order", rows["b"]["now"] < rows["b"]["said"] and rows["b"]["counted"] == 0)
    judged = answer("calibration", text, "--least-chance", "0", "--least-count", "4")["all"][0]
    check("chances follow from frequencies", judged["judged"] == 4 and judged["happened"] == 3, judged)


def calibration_refused():
    head = "risk,chance,happened,frequency_low,frequency,frequency_high,events,years,share_reported\n"
    for row, words in (
            ("a,1.5,1\n", ["line 2", "chance is 1.5", "0 to 1"]),
            ("a,,1\n", ["line 2", "chance is empty"]),
            ("a,0.5,maybe\n", ["line 2", "happened is 'maybe'", "yes or no"]),
            ("a,0.5,\n", ["line 2", "happened is ''"]),
            ("a,half,1\n", ["line 2", "chance is not a number", "half"]),
            ("a,0.5,,,,,1.5\n", ["line 2", "events is 1.5", "whole number"]),
            ("a,0.5,,,,,-1\n", ["line 2", "events is -1"]),
            ("a,0.5,1,,,,,0\n", ["line 2", "years is 0", "above 0"]),
            ("a,0.5,1,,,,,,2\n", ["line 2", "share_reported is 2"]),
            ("a,0.5,1,1,2,1.5\n", ["line 2", "must rise"]),
            ("a,,,1,1.0001,1.0002,1,1\n", ["line 2", "frequency_low", "too near"])):
        refused("calibration", head + row, LIMITS, "in.csv", *words)
    fine = head + "a,0.5,1\n"
    refused("calibration", fine, [], "--least-chance", "decision")
    refused("calibration", fine, [*LIMITS, "--edges", "0.5,0.4"], "--edges")
    refused("calibration", fine, [*LIMITS, "--edges", "0.5,x"], "--edges")
    refused("calibration", "chance,happened\n0.5,1\n", LIMITS, "the column 'risk' is missing")


# ---- rates ---------------------------------------------------------------------------------

def rates():
    text = "before,after,before_exposure,after_exposure\n21,11,3011,800\n"
    row = answer("rate-ratio", text)[0]
    check("as R prints it", near(row["ratio"], 1.971488, 1e-6) and near(row["low"], 0.8584264, 1e-6)
          and near(row["high"], 4.2772659, 1e-6), row)
    refused("rate-ratio", text.replace("21", "2.5"), [], "in.csv", "line 2", "whole numbers")
    refused("rate-ratio", text.replace("800", "0"), [], "line 2", "above 0")
    refused("rate-ratio", text.replace("before_exposure", "time"), [], "'before_exposure' is missing")
    status, _, err = analyse("no-such", "a\n1\n")
    check("methods are named", status == 2 and all(name in err for name in ("cascade", "ranking", "calibration")))


finish([cascade_falls, cascade_whole, cascade_same, cascade_refused, ranking_whole, ranking_known,
        ranking_fronts, ranking_same, ranking_refused, calibration_scores, calibration_faults,
        calibration_few, calibration_frequencies, calibration_refused, small_cells_told, rates,
        *analyse_charts.TESTS,
        *analyse_costs.TESTS,
        *analyse_draw.TESTS,
        *analyse_reporting.TESTS,
        *analyse_safety.TESTS,
        *analyse_series.TESTS,
        *analyse_space.TESTS,
        *analyse_texts.TESTS,
        *analyse_timeliness.TESTS,
        *analyse_weeks.TESTS,
        ])
