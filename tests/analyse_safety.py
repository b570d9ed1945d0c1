# SPDX-License-Identifier: EUPL-1.2
"""tests/analyse_safety.py - varn analyse on surveys: what all would say, and what each small area."""
import math
import random

from analyse_ask import analyse, answer, as_json, by, check, near, refused

# ---- survey --------------------------------------------------------------------------------

HEAD = "kind,round,answer,weight,stratum,sex,question,mode,margin,group,people\n"


def survey_rows(year, shares, each=150, seed=1, question="q1", mode="post"):
    """Three districts; men a little more often yes."""
    chance, rows = random.Random(f"{year}{seed}"), []
    for district, (share, people) in shares.items():
        for n in range(each):
            sex = "man" if chance.random() < 0.4 else "woman"
            yes = chance.random() < share + (0.05 if sex == "man" else -0.05)
            rows.append(f"answer,{year},{'yes' if yes else 'no'},{people / each:.4f},{district},{sex},{question},{mode},,,\n")
    return "".join(rows)


DISTRICTS = {"north": (0.5, 30000), "south": (0.7, 60000), "isle": (0.8, 3000)}
PEOPLE = "".join(f"population,,,,,,,,stratum,{name},{people}\n" for name, (_, people) in DISTRICTS.items())
MARGINS = "population,,,,,,,,sex,man,46500\npopulation,,,,,,,,sex,woman,46500\n"


def survey_found():
    text = HEAD + survey_rows(2020, DISTRICTS) + PEOPLE
    found = answer("survey", text, "--by", "stratum")
    city, groups = found["rounds"][0], by(found["groups"], "group")
    p = {name: sum(",yes," in line and f",{name}," in line for line in text.splitlines()) / 150 for name in DISTRICTS}
    total = sum(people for _, people in DISTRICTS.values())
    check("the share is that of the strata by their people",
          near(city["share"], sum(p[n] * people for n, (_, people) in DISTRICTS.items()) / total, 1e-4), city)
    error = math.sqrt(sum((people / total) ** 2 * (1 - 150 / people) * p[n] * (1 - p[n]) / 149
                          for n, (_, people) in DISTRICTS.items()))
    check("and its error", near(city["error"], error, 1e-4), (city["error"], error))
    check("limits in order", city["low"] < city["logit_low"] + 0.01 < city["share"] < city["high"] and city["design_effect"] > 1, city)
    check("groups", near(groups["isle"]["share"], p["isle"], 1e-6) and groups["isle"]["from_rest"] > 0.05
          and groups["isle"]["from_rest_low"] > 0, groups["isle"])
    check("no change with one round", found["changes"] == [], found["changes"])
    raked = answer("survey", text + MARGINS, "--by", "sex")
    sexes = by(raked["groups"], "group")
    check("half are men then", near(raked["rounds"][0]["share"], (sexes["man"]["share"] + sexes["woman"]["share"]) / 2, 1e-9))
    check("from JSON", analyse("survey", text, "--json")[1] == analyse("survey", as_json(text), "--json")[1] != "")


def survey_changes():
    later = {name: (share + 0.12, people) for name, (share, people) in DISTRICTS.items()}
    text = HEAD + survey_rows(2020, DISTRICTS) + survey_rows(2023, later) + PEOPLE
    rows = {(row["to"], row["group"]): row for row in answer("survey", text, "--by", "stratum")["changes"]}
    city = rows["2023", ""]
    check("it has changed", city["verdict"] == "more" and city["low"] > 0.03 and city["state"] == "known"
          and not city["is_break"], city)
    check("of each group, too", len(rows) == 4 and rows["2023", "isle"]["state"] == "known", list(rows))
    other = HEAD + survey_rows(2020, DISTRICTS) + survey_rows(2023, later, question="q2", mode="web") + PEOPLE
    found = answer("survey", other)["changes"][0]
    check("another question is no change", found["state"] == "another question" and found["is_break"]
          and "difference" not in found, found)
    few = HEAD + survey_rows(2020, {"north": (0.5, 30000)}, each=20)
    check("too few say nothing", answer("survey", few)["rounds"][0]["is_few"]
          and "share" not in answer("survey", few)["rounds"][0])


def survey_refused():
    refused("survey", "answer\nyes\n", [], "in.csv", "the column 'weight' is missing", "how many people")
    refused("survey", "weight\n1\n", [], "the column 'answer' is missing")
    line = "answer,2020,yes,10,north,man,q1,post,,,\n"
    for rows, words in (
            ("answer,2020,yes,,north,man,q1,post,,,\n", ["line 2", "weight is empty"]),
            ("answer,2020,yes,0,north,man,q1,post,,,\n", ["line 2", "weight is 0"]),
            ("answer,2020,perhaps,1,north,man,q1,post,,,\n", ["line 2", "answer is 'perhaps'"]),
            ("thing,2020,yes,1,north,man,q1,post,,,\n", ["line 2", "kind is answer or population"]),
            (line + line.replace("q1", "q2"), ["line 3", "question is 'q2'", "'q1'"]),
            (line, ["fewer than two answers"]),
            (line + line.replace("north", "south"), ["stratum 'north' has one answer"]),
            (line + line + "population,,,,,,,,stratum,north,1\n", ["stratum 'north' has more answers than people"]),
            (line + line + "population,,,,,,,,stratum,south,9\n", ["stratum 'north' has more answers than people, or no people"]),
            (line + line + "population,,,,,,,,age,old,9\n", ["line 4", "margin", "no column 'age'"]),
            (line + line + "population,,,,,,,,sex,man,0\n", ["line 4", "people is 0"]),
            (line + line + 2 * "population,,,,,,,,sex,man,9\n", ["line 5", "the group is there twice"]),
            (line + line + "population,,,,,,,,sex,man,9\npopulation,,,,,,,,sex,woman,9\n",
             ["nobody of sex 'woman' has answered"]),
            (line + line + "population,,,,,,,,sex,woman,9\npopulation,,,,,,,,sex,man,9\n", ["nobody of sex 'woman'"]),
            (line + line + line.replace("man", "woman") + "population,,,,,,,,sex,man,9\n",
             ["sex 'woman' has answers and no row of kind population"])):
        refused("survey", HEAD + rows, [], "in.csv", *words)
    contradiction = HEAD + survey_rows(2020, DISTRICTS) + MARGINS + "population,,,,,,,,mode,post,90000\n"
    refused("survey", contradiction, [], "do they add up to the same number of people")
    refused("survey", HEAD + line + line, ["--by", "age"], "--by", "no column age")
    refused("survey", HEAD + line + line, ["--trim", "-1"], "--trim")


# ---- small-areas ---------------------------------------------------------------------------

def areas_text(seed=2, areas=30, spread=0.06):
    chance = random.Random(seed)
    rows = ["area,district,people,share,error,answers,x_income"]
    for n in range(areas):
        x, answers = chance.random(), chance.randint(40, 200)
        share = min(0.97, max(0.03, 0.5 + 0.3 * x + chance.gauss(0, spread)))
        seen = sum(chance.random() < share for _ in range(answers)) / answers
        rows.append(f"a{n},d{n % 3},{1000 + 100 * n},{seen:.5f},{math.sqrt(seen * (1 - seen) / answers):.6f},{answers},{x:.4f}")
    return "\n".join(rows) + "\n"


def small_areas_found():
    text = areas_text()
    found = answer("small-areas", text)
    areas = by(found["areas"], "area")
    check("all of them", found["all"][0]["state"] == "fine" and len(areas) == 30 and found["all"][0]["between"] > 0)
    check("the column tells", by(found["columns"], "column")["x_income"]["at"] > 0.5, found["columns"])
    check("estimates lie within their limits, and places within the list", all(
        row["low"] < row["estimate"] < row["high"] and 1 <= row["place_low"] <= row["place_high"] <= 30
        and 0 < row["own"] < 1 for row in areas.values()))
    check("shares of futures", near(sum(row["share_first"] for row in areas.values()), 1, 1e-9)
          and near(sum(row["share_last"] for row in areas.values()), 3, 1e-9))
    for district in range(3):
        rows = [line.split(",") for line in text.splitlines()[1:] if f",d{district}," in line]
        check("districts add up", near(sum(int(row[2]) * float(row[3]) for row in rows),
                                       sum(int(row[2]) * areas[row[0]]["fitted"] for row in rows), 1e-9))
    check("few pairs differ", all(row["q_value"] <= 0.1 and areas[row["higher"]]["estimate"]
                                  > areas[row["lower"]]["estimate"] for row in found["pairs"]), found["pairs"][:2])
    for scale in ("arcsine", "none"):
        other = by(answer("small-areas", text, "--scale", scale, "--smooth")["areas"], "area")
        check(f"{scale}: nearly the same", all(abs(other[name]["estimate"] - row["estimate"]) < 0.06
                                              for name, row in areas.items()))
    check("an area without answers", answer("small-areas", text + "z,d0,900,,,,0.5\n")["areas"][30]["own"] == 0)
    few = answer("small-areas", "area,share,error\na,0.5,0.1\nb,0.4,0.1\n")
    check("too few", few["all"][0]["state"] == "too few" and few["areas"] == [] and few["pairs"] == [], few)
    check("the same each time", analyse("small-areas", text, "--json")[1]
          == analyse("small-areas", as_json(text), "--json")[1] != "")


def small_areas_refused():
    head = "area,share,error,answers,x_a\n"
    for row, words in ((",0.5,0.1,10,1\n", ["line 2", "area is empty"]), ("a,1.5,0.1,10,1\n", ["line 2", "share is 1.5"]),
                       ("a,1,0.1,10,1\n", ["line 2", "share is 1", "--smooth"]), ("a,0.5,0,10,1\n", ["line 2", "error must be above 0"]),
                       ("a,0.5,,10,1\n", ["line 2", "error must be above 0"]), ("a,,0.1,10,1\n", ["line 2", "error without share"]),
                       ("a,0.5,-1,10,1\n", ["line 2", "error is -1"]), ("a,0.5,0.1,10,\n", ["line 2", "x_a is empty"]),
                       ("a,0.5,0.1,10,1\na,0.5,0.1,10,1\n", ["line 3", "the area is there twice"])):
        refused("small-areas", head + row, [], "in.csv", *words)
    refused("small-areas", head + "a,0.5,0.1,,1\n", ["--smooth"], "line 2", "answers must be said")
    refused("small-areas", "area\na\n", [], "the column 'share' is missing")
    refused("small-areas", head, ["--scale", "log"], "--scale is 'log'")


TESTS = [survey_found, survey_changes, survey_refused, small_areas_found, small_areas_refused]
