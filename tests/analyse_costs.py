# SPDX-License-Identifier: EUPL-1.2
"""tests/analyse_costs.py - varn analyse costs, ladder, tail, avoided-cost (run by tests/analyse.py)."""
import random

from analyse_ask import analyse, answer, as_json, by, check, near, refused


def claims(years, each, change=0.0, seed=1):
    chance = random.Random(seed)
    rows = [f"claim,{2010 + n},{chance.lognormvariate(9, 1) * (1 + change) ** n:.2f}," for n in range(years)
            for _ in range(each)]
    return "kind,year,amount,index\n" + "\n".join(rows) + "\n"


def costs_whole():
    found = answer("costs", "year,amount,kind,index\n2019,100,,\n2019,50,,\n2021,80,claim,\n2019,,index,200\n"
                   "2020,,index,210\n2021,,index,220\n", "--cap", "100")
    years = by(found["years"], "year")
    check("prices of the last year", found["summary"][0]["prices_of"] == 2021 and near(years[2019]["cost"], 165)
          and near(years[2019]["in_prices_of_the_day"], 150) and near(years[2021]["cost"], 80), years)
    check("capped", near(years[2019]["capped"], 155) and years[2019]["above_cap"] == 1 and years[2020]["claims"] == 0, years)
    check("chance alone", near(years[2019]["error"], (110 ** 2 + 55 ** 2) ** 0.5)
          and near(years[2019]["largest_share"], 110 / 165), years)
    check("too few years", all(row["finding"] == "too few years" and "verdict" not in row
                               for row in found["trends"][:2]), found["trends"])
    base = answer("costs", "year,amount,kind,index\n2019,100,,\n2019,,index,1\n2021,,index,2\n", "--base", "2019")
    check("prices of another year", near(base["years"][0]["cost"], 100), base)


def costs_trend():
    falling = by(answer("costs", claims(10, 80, -0.1))["trends"], "what")
    check("it falls", falling["capped"]["verdict"] == "decrease" and falling["capped"]["chance_of_decrease"] > 0.95
          and falling["capped"]["a_year_high"] < 1, falling)
    check("and the number does not", falling["claims"]["verdict"] == "unchanged", falling["claims"])
    found = answer("costs", claims(8, 50))
    check("a usual cap is told", found["summary"][0]["is_usual_cap"] and sum(row["above_cap"] for row in
          found["years"][-5:]) in (7, 8), found["summary"])
    check("from JSON", analyse("costs", as_json(claims(8, 50)), "--json")[1] == analyse("costs", claims(8, 50), "--json")[1])
    status, out, _ = analyse("costs", claims(8, 50))
    check("as text", status == 0 and "years:" in out and "trends:" in out)


def costs_refused():
    head = "year,amount,kind,index\n2019,100,,\n"
    for row, words in (("2019,-1,,\n", ["line 3", "amount is '-1'"]), ("2019,,,\n", ["line 3", "amount is ''"]),
                       ("soon,5,,\n", ["line 3", "year is not a number", "soon"]),
                       ("2019.5,5,,\n", ["line 3", "year is '2019.5'", "whole number"]),
                       ("2019,5,bill,\n", ["line 3", "kind is claim or index"]),
                       ("2019,,index,0\n", ["line 3", "index is '0'"]),
                       ("2019,,index,1\n2019,,index,2\n", ["line 4", "the index of 2019 is there twice"]),
                       ("2020,,index,1\n", ["line 2", "there is no index for 2019"])):
        refused("costs", head + row, [], "in.csv", *words)
    refused("costs", head + "2019,,index,5\n", ["--base", "2020"], "base year 2020")
    refused("costs", "year,amount,kind,index\n2019,,index,5\n", [], "there is no claim")
    refused("costs", "year\n2019\n", [], "the column 'amount' is missing")
    refused("costs", head, ["--margin", "1"], "--margin")
    refused("costs", head, ["--cap", "0"], "--cap")


TRIANGLE = "origin,step,amount\n2020,0,100\n2020,1,50\n2020,2,15\n2021,0,120\n2021,1,66\n2022,0,80\n"


def ladder_whole():
    found = answer("ladder", TRIANGLE)
    rows, steps = by(found["origins"], "origin"), by(found["steps"], "step")
    first = (150 + 186) / 220
    check("factors", near(steps[1]["factor"], first) and near(steps[2]["factor"], 1.1), steps)
    check("what is to come", near(rows[2022]["ultimate"], 80 * first * 1.1) and near(rows[2021]["reserve"], 18.6)
          and rows[2020]["reserve"] == 0 and rows[2022]["error"] > 0, rows)
    check("mature", rows[2021]["is_mature"] and not rows[2022]["is_mature"], rows)
    check("the total", near(found["total"][0]["reserve"], sum(row["reserve"] for row in rows.values())), found["total"])
    for text, words in ((TRIANGLE.replace("2021,1,66\n", ""), ["origin 2021, step 1 is missing"]),
                        (TRIANGLE + "2022,0,5\n", ["line 8", "origin 2022, step 0 is there twice"]),
                        (TRIANGLE + "2022,1,5\n", ["line 8", "step 1 of origin 2022 is later"]),
                        (TRIANGLE.replace("2022,0,80", "2022,0,-80"), ["line 7", "not above 0"]),
                        (TRIANGLE.replace("2022,0,80", "2022,x,80"), ["line 7", "step is not a number"]),
                        (TRIANGLE.replace("2022,0,80", "2022,0,"), ["line 7", "amount is ''"]),
                        ("origin,step,amount\n1,0,5\n1,1,5\n2,0,5\n", ["3 to 60 origins"])):
        refused("ladder", text, [], "in.csv", *words)


def tail_whole():
    chance = random.Random(4)
    text = "amount\n" + "".join(f"{100 * chance.random() ** -0.4:.3f}\n" for _ in range(900))
    found = answer("tail", text, "--threshold", "200", "--beyond", "0.9,0.99,0.999")
    row = found["tail"][0]
    check("the shape", row["finding"] == "known" and row["xi_low"] < 0.4 < row["xi_high"] < 1
          and row["xi_low"] < row["xi"] < row["xi_high"], row)
    values = [beyond["value"] for beyond in found["beyond"]]
    check("values rise", values == sorted(values) and all(b["mean_beyond"] > b["value"] for b in found["beyond"]), values)
    check("Hill is near", abs(found["hill"][2]["xi"] - 0.4) < 0.12, found["hill"])
    few = answer("tail", text, "--threshold", "5000")
    check("too few", "too few" in few["tail"][0]["finding"] and "xi" not in few["tail"][0] and few["beyond"] == [], few)
    heavy = answer("tail", "amount\n" + "".join(f"{chance.random() ** -1.3:.4f}\n" for _ in range(300)), "--threshold", "2")
    check("no mean", "no mean" in heavy["tail"][0]["finding"] and all(b["mean_beyond"] is None for b in heavy["beyond"]), heavy)
    refused("tail", text, [], "--threshold U", "decision")
    refused("tail", text + "-5\n", ["--threshold", "200"], "in.csv", "line 902", "amount is '-5'")
    refused("tail", text + "much\n", ["--threshold", "200"], "in.csv", "line 902", "not a number")
    refused("tail", text, ["--threshold", "200", "--beyond", "0.9,1"], "--beyond")


WINDOWS = "kind,period,place,amount,later,day,exposure,days\nwindow,before,,,,,300,\nwindow,after,,,,,150,\n"


def losses(period, count, amount, place="", later=""):
    return "".join(f",{period},{place},{amount},{later},,,\n" for _ in range(count))


def avoided_whole():
    text = WINDOWS + losses("before", 60, 1000) + losses("after", 5, 1000)
    found = answer("avoided-cost", text)
    row, windows = found["all"][0], by(found["windows"], "window")
    check("less", row["finding"] == "less" and near(row["expected"], 30000) and near(row["observed"], 5000)
          and near(row["avoided"], 25000) and 0 < row["low"] < 25000 < row["high"], row)
    check("the windows", windows["before"]["with_a_cost"] == 60 and near(windows["after"]["capped"], 5000), windows)
    check("a cap", near(answer("avoided-cost", text, "--cap", "500")["all"][0]["avoided"], 12500))
    check("more", answer("avoided-cost", WINDOWS + losses("before", 20, 10) + losses("after", 60, 10))["all"][0]["finding"] == "more")
    few = answer("avoided-cost", WINDOWS + losses("before", 5, 1000))["all"][0]
    check("too few", few["finding"] == "too few" and "avoided" not in few, few)
    there = WINDOWS + "window,before,there,,,,300,\nwindow,after,there,,,,300,\n" + losses("before", 60, 1000) \
        + losses("after", 15, 1000) + losses("before", 40, 100, "there") + losses("after", 20, 100, "there")
    row = answer("avoided-cost", there)["all"][0]
    check("as it changed there", near(row["change_there"], 0.5) and near(row["expected"], 15000)
          and row["finding"] == "cannot tell", row)
    young = answer("avoided-cost", WINDOWS + losses("before", 60, 1000, "", 3000) + losses("after", 5, 1000))["all"][0]
    check("not settled", young["finding"] == "not settled" and near(young["settled"], 1 / 3), young)
    check("from JSON", analyse("avoided-cost", as_json(text), "--json")[1] == analyse("avoided-cost", text, "--json")[1])


def avoided_refused():
    for row, words in ((",soon,,5,,,,\n", ["line 4", "period is 'soon'", "before or after"]),
                       (",before,elsewhere,5,,,,\n", ["line 4", "place is 'elsewhere'"]),
                       ("bill,before,,5,,,,\n", ["line 4", "kind is 'bill'"]),
                       (",before,,-5,,,,\n", ["line 4", "amount"]), (",before,,,,,,\n", ["line 4", "amount"]),
                       (",before,,5,-1,,,\n", ["line 4", "later is -1"]),
                       (",before,,5,,3,,\n", ["line 4", "day is 3"]),
                       (",before,,5,,1.5,,\n", ["line 4", "day is 1.5", "whole number"]),
                       ("window,after,,,,,9,\n", ["line 4", "the window after is there twice"]),
                       (",before,there,5,,,,\n", ["there is no window before there"])):
        refused("avoided-cost", WINDOWS + row, [], "in.csv", *words)
    refused("avoided-cost", WINDOWS.replace("300", "0"), [], "line 2", "exposure")
    refused("avoided-cost", "period,amount\nbefore,5\n", [], "there is no window before")
    refused("avoided-cost", WINDOWS, ["--least", "0"], "--least")
    refused("avoided-cost", WINDOWS, ["--cap", "0"], "--cap")


TESTS = [costs_whole, costs_trend, costs_refused, ladder_whole, tail_whole, avoided_whole, avoided_refused]
