# SPDX-License-Identifier: EUPL-1.2
"""tests/analyse_reporting.py - varn analyse linkage, share, three-lists, split (run by tests/analyse.py)."""
import random

from analyse_ask import analyse, answer, as_json, by, check, near, refused

LISTS = "list,id,day,unit,premises,x,y,type,amount\n"


def lists(count, seed):
    """Three of five events are told again; who belongs to whom has the same number."""
    chance, rows = random.Random(seed), []
    for number in range(count):
        day, unit, kind = chance.randrange(365), chance.randrange(30), chance.randrange(8)
        x, y, amount = chance.uniform(0, 15000), chance.uniform(0, 15000), chance.lognormvariate(9, 1)
        rows.append(f"a,a{number},{day},u{unit},,{x:.0f},{y:.0f},t{kind},{amount:.0f}")
        if number % 5 < 3:
            rows.append(f"b,b{number},{day + chance.randrange(4)},u{unit},,{x + chance.gauss(0, 30):.0f},"
                        f"{y + chance.gauss(0, 30):.0f},x|t{kind},{amount * chance.uniform(0.95, 1.1):.0f}")
    return LISTS + "\n".join(rows) + "\n"


def linkage_whole():
    text = lists(600, 1)
    found = answer("linkage", text)
    check("all lists", set(found) == {"summary", "fields", "links"}, list(found))
    summary = found["summary"][0]
    check("learnt", summary["weights"] == "learnt from the pairs" and summary["pairs"] > 2000
            and summary["records_a"] == 600 and summary["records_b"] == 360, summary)
    right = sum(link["a"][1:] == link["b"][1:] for link in found["links"])
    check("links are right", right >= 350 and right >= len(found["links"]) - 5
            and abs(summary["expected_links"] - 360) < 15, (right, summary))
    check("nobody twice", len({link["a"] for link in found["links"]}) == len(found["links"])
            == len({link["b"] for link in found["links"]}) == summary["links"])
    for field in ("day", "unit", "distance", "type", "amount"):
        rows = [row for row in found["fields"] if row["field"] == field]
        check(f"chances of {field}", near(sum(row["m"] for row in rows), 1, 1e-6)
                and near(sum(row["u"] for row in rows), 1, 1e-6) and rows[0]["weight"] > 0, rows)
    answers = {analyse("linkage", *more)[1] for more in (
        (text, "--json", "--threads", "1"), (text, "--json", "--threads", "3"), (as_json(text), "--json"))}
    check("the same on any number of threads and from JSON", len(answers) == 1 and answers != {""})


def linkage_little():
    found = answer("linkage", LISTS + "a,1,2026-03-01,u1,,,,fall,\na,2,2026-03-01,u2,,,,fall,\n"
                     "b,1,2026-03-02,u1,,,,fall|slip,\nb,2,2026-09-02,u2,,,,fall,\n")
    summary = found["summary"][0]
    check("too few to learn from, and said so", "too few" in summary["weights"] and summary["pairs"] == 1, summary)
    check("a far day is not compared", [link["b"] for link in found["links"]] in ([], ["1"]), found)
    premises = answer("linkage", LISTS + "a,1,10,,p1,,,,\nb,1,150,,p1,,,,\nb,2,200,,p1,,,,\n")
    check("premises are compared for longer", premises["summary"][0]["pairs"] == 1, premises)
    near = answer("linkage", LISTS + "a,1,10,,,0,0,,\nb,1,12,,,600,0,,\n", "--block-metres", "500")
    check("what is near is asked for", near["summary"][0]["pairs"] == 0, near)
    status, out, _ = analyse("linkage", lists(300, 2))
    check("as text", status == 0 and "summary:" in out and " a a" in out)


def linkage_refused():
    two = LISTS + "a,1,10,u1,,,,,\nb,1,10,u1,,,,,\n"
    for row, words in (
            ("c,2,10\n", ["line 4", "list is 'c'", "a or b"]),
            ("a,,10\n", ["line 4", "id is empty"]),
            ("a,1,10\n", ["line 4", "the id 1 is in list a twice"]),
            ("a,2,\n", ["line 4", "day is ''", "a date"]),
            ("a,2,2026-02-30\n", ["line 4", "day is '2026-02-30'"]),
            ("a,2,10,,,5\n", ["line 4", "y is empty"]),
            ("a,2,10,,,,5\n", ["line 4", "x is empty"]),
            ("a,2,10,,,1e12,5\n", ["line 4", "x is beyond"]),
            ("a,2,10,,,here,5\n", ["line 4", "x is not a number", "here"]),
            ("a,2,10,,,,,,0\n", ["line 4", "amount is 0", "above 0"]),
            ("a,2,10,,,,,,much\n", ["line 4", "amount is not a number", "much"])):
        refused("linkage", two + row, [], "in.csv", *words)
    refused("linkage", LISTS + "a,1,10\n", [], "list b has no records")
    refused("linkage", "list,id\na,1\n", [], "the column 'day' is missing")
    refused("linkage", two, ["--days", "1,7"], "--days is 3 rising numbers")
    refused("linkage", two, ["--metres", "100,50"], "--metres is 2 rising numbers")
    refused("linkage", two, ["--ratios", "0.5,2"], "--ratios is 2 rising numbers from 1")
    refused("linkage", two, ["--review", "0.95"], "--review is not above --accept")
    refused("linkage", two, ["--accept", "2"], "--accept is a number")


# ---- share, three-lists, split -------------------------------------------------------------

SOURCES = "name,first,second,both,right,wrong,found,missed\n"


def shares():
    found = answer("share", SOURCES + "claims,300,120,70,,,,\nfew,25,8,0,,,,\nlooked at,300,120,70,45,5,80,20\n",
                   "--level", "0.95")
    rows = by(found["shares"], "name")
    check("as published", near(rows["claims"]["all"], 511.971831, 1e-8) and near(rows["claims"]["share_low"], 0.493880327, 1e-8)
          and near(rows["claims"]["at_most"], 599.0139308, 1e-8) and "corrected" not in rows["claims"], rows["claims"])
    check("nothing on both: only at least", rows["few"]["finding"] == "at least" and rows["few"]["all"] is None
          and rows["few"]["at_most"] is None and rows["few"]["at_least"] > 33, rows["few"])
    corrected = rows["looked at"]
    check("corrected", near(corrected["corrected"], 70 / 120 * 0.9 / 0.8) and corrected["corrected_low"]
          < corrected["corrected"] < corrected["corrected_high"], corrected)
    ribbon = [row for row in found["if_dependent"] if row["name"] == "claims"]
    check("dependence", len(ribbon) == 7 and near(by(ribbon, "odds_ratio")[2]["share"], 0.4421052632, 1e-8), ribbon)
    check("shares fall", [row["share"] for row in ribbon] == sorted((row["share"] for row in ribbon), reverse=True))
    for row, words in (("a,3,2,5\n", ["line 2", "both is 5"]), ("a,3.5,2,1\n", ["line 2", "first is '3.5'"]),
                       ("a,3,,1\n", ["line 2", "second is ''"]), ("a,3,2,1,-1\n", ["line 2", "right is below 0"]),
                       ("a,3,x,1\n", ["line 2", "second is not a number"])):
        refused("share", SOURCES + row, [], "in.csv", *words)
    refused("share", SOURCES, ["--odds-ratios", "1,0"], "--odds-ratios")
    refused("share", SOURCES, ["--draws", "5"], "--draws")


def three_lists():
    cells = "111 110 101 100 011 010 001".split()

    def file(counts):
        return "pattern,count\n" + "".join(f"{cell},{count}\n" for cell, count in zip(cells, counts))
    found = answer("three-lists", file([28, 21, 17, 69, 18, 55, 63]))
    models = by(found["models"], "model")
    check("as published", near(models["independent"]["all"], 388.483495, 1e-8)
          and near(models["AB AC BC"]["all"], 1312.764706, 1e-8), models)
    check("no single number", found["summary"][0]["all"] is None and "differ" in found["summary"][0]["finding"], found["summary"])
    found = answer("three-lists", file([89, 414, 124, 523, 29, 139, 115]))
    check("one number", near(found["summary"][0]["all"], 1944.524291, 1e-8), found["summary"])
    fine = file([1, 2, 3, 4, 5, 6, 7])
    for text, words in ((fine.replace("001", "000"), ["line 8", "pattern is '000'"]),
                        (fine.replace("001", "010"), ["line 8", "010 is there twice"]),
                        (fine.replace("001,7\n", ""), ["001 is missing"]),
                        (fine.replace(",7", ",-7"), ["line 8", "count is '-7'"])):
        refused("three-lists", text, [], "in.csv", *words)


def splits():
    head = "name,exposure_before,reports_before,share_before_low,share_before,share_before_high,exposure_after,reports_after,share_after\n"
    rows = by(answer("split", head + "x,10000,200,,0.4,,10500,282.975,0.55\ny,100,20,0.3,0.4,0.5,100,30,0.5\n"
                     "z,100,0,,0.4,,100,30,0.5\n")["changes"], "name")
    check("as the oracle", near(rows["x"]["by_exposure"], 11.66537003, 1e-8) and near(rows["x"]["by_rate"], -4.830318987, 1e-8)
          and near(rows["x"]["by_reporting"], 76.13994896, 1e-8), rows["x"])
    check("with limits", rows["y"]["by_rate_low"] < rows["y"]["by_rate"] < rows["y"]["by_rate_high"], rows["y"])
    check("from nothing", not rows["z"]["is_known"] and "by_rate" not in rows["z"], rows["z"])
    for row, words in (("x,0,1,,0.4,,1,1,0.5\n", ["line 2", "exposure_before is a number above 0"]),
                       ("x,1,-1,,0.4,,1,1,0.5\n", ["line 2", "reports_before is a number from 0"]),
                       ("x,1,1,,1.4,,1,1,0.5\n", ["line 2", "share_before is a number above 0"]),
                       ("x,1,1,0.5,0.4,0.6,1,1,0.5\n", ["line 2", "must rise"]),
                       ("x,1,1,,0.4,,1,1,\n", ["line 2", "share_after is a number above 0"])):
        refused("split", head + row, [], "in.csv", *words)


TESTS = [linkage_whole, linkage_little, linkage_refused, shares, three_lists, splits]
