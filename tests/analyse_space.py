# SPDX-License-Identifier: EUPL-1.2
"""tests/analyse_space.py - varn analyse density, relative-risk, hotspots, knox, scan (run by tests/analyse.py)."""
import math
import random

from analyse_ask import analyse, answer, as_json, by, check, near, refused


# ---- density and relative-risk --------------------------------------------------------------

def some_points(count, seed):
    chance = random.Random(seed)
    return [(round(chance.uniform(0, 2000), 1), round(chance.uniform(0, 1000), 1)) for _ in range(count)]


def as_points(points):
    return "x,y\n" + "".join(f"{x},{y}\n" for x, y in points)


HILLS = ["--cell", "50", "--sigma", "200"]


def density_sums():
    points = some_points(150, 1)
    found = answer("density", as_points(points), *HILLS, "--west", "0", "--south", "0", "--east", "2000",
                   "--north", "1000")
    check("raster", found["all"] == [{"west": 0, "south": 0, "cell": 50, "columns": 40, "rows": 20,
                                      "counted": 150, "outside": 0}], found["all"])
    check("all cells", len(found["cells"]) == 800 and found["cells"][41]["x"] == 75
          and found["cells"][41]["y"] == 75, found["cells"][41])
    sums = [sum(math.exp(-math.dist(p, (c["x"], c["y"])) ** 2 / 80000) for p in points) / (80000 * math.pi) * 1e6
            for c in found["cells"]]
    check("as direct sums", all(abs(c["per_square_km"] * c["inside"] - s) < 0.01 * max(sums)
                                for c, s in zip(found["cells"], sums)))
    part = answer("density", as_points(points), *HILLS, "--east", "1000")["all"][0]
    check("outside is counted", part["outside"] == sum(x >= 1000 for x, _ in points) > 0, part)
    own = answer("density", as_points(points), *HILLS)["all"][0]
    check("the extent of the points", own["outside"] == 0 and own["columns"] <= 40, own)


def risk_whole():
    chance, rows = random.Random(4), []
    for x, y in some_points(600, 2):
        is_near = math.dist((x, y), (500, 500)) < 250
        rows.append(f"{x},{y},{'yes' if chance.random() < (0.8 if is_near else 0.25) else 'no'}\n")
    text = "x,y,now\n" + "".join(rows)
    found = answer("relative-risk", text, *HILLS)
    all_, higher = found["all"][0], [c for c in found["cells"] if c["finding"] == "higher"]
    check("counted", all_["now"] + all_["reference"] == 600 and all_["is_known"]
          and all_["judged"] == len(found["cells"]) and all_["higher"] == len(higher), all_)
    check("what was planted is found, and near it alone", higher and all(
        math.dist((c["x"], c["y"]), (500, 500)) < 500 and c["log2_ratio"] > 0 and c["z"] > all_["limit"]
        for c in higher), higher)
    check("the same on any number of threads and from JSON", len({analyse(
        "relative-risk", t, "--json", *HILLS, "--threads", n)[1] for t, n in (
            (text, "1"), (text, "3"), (as_json(text), "2"))}) == 1)
    none = answer("relative-risk", "x,y,now\n1,1,yes\n300,300,yes\n", *HILLS)
    check("nothing to compare with", not none["all"][0]["is_known"] and none["cells"] == [], none)


def hills_refused():
    for method, head in (("density", "x,y\n"), ("relative-risk", "x,y,now\n")):
        fine = head + "1,2,yes\n"
        for row, words in (("1,\n", ["line 2", "y is empty"]), ("east,2\n", ["line 2", "x is not a number"]),
                           ("1,1e9\n", ["line 2", "y is 1e+09", "metres"])):
            refused(method, head + row, HILLS, "in.csv", *words)
        refused(method, head, HILLS, "no points")
        refused(method, fine, ["--sigma", "100"], "--cell", "metres")
        refused(method, fine, ["--cell", "50"], "--sigma", "decision")
        refused(method, fine, ["--cell", "50", "--sigma", "20"], "--sigma is a number from 50")
        refused(method, fine, [*HILLS, "--east", "-500"], "0 x 1 cells")
        refused(method, fine, ["--cell", "1", "--sigma", "10", "--east", "1e6", "--north", "1e6"], "at most 4000000")
    refused("relative-risk", "x,y,now\n1,2,\n", HILLS, "line 2", "now is empty", "reference")
    refused("relative-risk", "x,y,now\n1,2,soon\n", HILLS, "line 2", "now is 'soon'", "yes or no")
    refused("relative-risk", "x,y,now\n1,2,no\n", [*HILLS, "--draws", "9"], "--draws 9", "--level 0.95")
    refused("relative-risk", "x,y\n1,2\n", HILLS, "the column 'now' is missing")


# ---- hotspots -------------------------------------------------------------------------------

def some_areas(seed, side=9):
    """A grid; around its middle five times as much."""
    chance, rows = random.Random(seed), []
    for number in range(side * side):
        x, y, exposure = number % side * 100, number // side * 100, chance.randint(50, 300)
        rate = 0.1 if math.dist((x, y), (400, 400)) <= 100 else 0.02
        rows.append((f"a{number}", x, y, sum(chance.random() < rate for _ in range(exposure)), exposure))
    return rows


def hotspots_whole():
    rows = some_areas(1)
    text = "area,x,y,count,exposure\n" + "".join(",".join(map(str, row)) + "\n" for row in rows)
    found = answer("hotspots", text, "--band", "100")
    areas, all_ = by(found["areas"], "area"), found["all"][0]
    check("the middle is hot", areas["a40"]["finding"] == "hot" and areas["a40"]["neighbours"] == 4, areas["a40"])
    check("a corner is not", areas["a0"]["finding"] == "none" and areas["a0"]["neighbours"] == 2, areas["a0"])
    check("counted near", areas["a40"]["counted_near"] == sum(
        count for _, x, y, count, _ in rows if math.dist((x, y), (400, 400)) <= 100), areas["a40"])
    mean = sum(row[3] for row in rows) / sum(row[4] for row in rows)
    check("rates", near(all_["rate"], mean) and all(
        min(mean, a["rate"]) - 1e-12 <= a["rate_drawn"] <= max(mean, a["rate"]) + 1e-12 for a in found["areas"]), all_)
    check("near is alike", all_["moran"] > 0 and all_["moran_p"] < 0.01, all_)
    links = "".join(f"{a[0]},,,,,{b[0]}\n" for a in rows for b in rows
                    if 0 < math.dist(a[1:3], b[1:3]) <= 100)
    linked = "area,x,y,count,exposure,neighbour\n" + "".join(f"{a},,,{c},{e},\n" for a, _, _, c, e in rows) + links
    check("neighbours by name are the same as by distance, and JSON as CSV",
          analyse("hotspots", linked, "--json")[1] == analyse("hotspots", text, "--json", "--band", "100")[1]
          == analyse("hotspots", as_json(text), "--json", "--band", "100")[1] != "")
    check("equal values say nothing", {a["finding"] for a in answer(
        "hotspots", "area,value,neighbour\na,1,\nb,1,\na,,b\nb,,a\n")["areas"]} == {"not known"})


def hotspots_refused():
    head = "area,x,y,count,exposure,neighbour\n"
    for rows, words in ((",0,0,1,1,\n", ["line 2", "area is empty"]),
                        ("a,0,0,1,1,\na,0,0,1,1,\n", ["line 3", "area a stands twice"]),
                        ("a,0,0,,1,\n", ["line 2", "count is empty"]),
                        ("a,0,0,1,,\n", ["line 2", "exposure is empty"]),
                        ("a,0,0,-1,1,\n", ["line 2", "count is -1"]),
                        ("a,0,0,1.5,1,\n", ["line 2", "count is 1.5", "whole number"]),
                        ("a,0,0,1,0,\n", ["line 2", "exposure is 0", "above 0"]),
                        ("a,0,0,1,1,\na,,,,,b\n", ["line 3", "there is no area b"]),
                        ("a,0,0,1,1,\n", ["no neighbours", "--band"])):
        refused("hotspots", head + rows, [], "in.csv", *words)
    refused("hotspots", head, [], "no areas")
    refused("hotspots", "area\na\n", [], "count and exposure, or value")
    refused("hotspots", head + "a,,0,1,1,\n", ["--band", "5"], "line 2", "x is empty")
    refused("hotspots", head + "a,0,0,1,1,\n", ["--band", "-5"], "--band")
    refused("hotspots", head + "a,0,0,1,1,\n", ["--q", "2"], "--q")
    refused("hotspots", "name\na\n", [], "the column 'area' is missing")


# ---- knox -----------------------------------------------------------------------------------

def knox_whole():
    chance = random.Random(3)
    events = [(chance.randrange(3000), chance.randrange(3000), chance.randrange(365)) for _ in range(150)]
    events += [(x + chance.randint(-40, 40), y + chance.randint(-40, 40), day + chance.randint(1, 6))
               for x, y, day in events[:40]]
    text = "x,y,day\n" + "".join(f"{x},{y},{day}\n" for x, y, day in events)
    found = answer("knox", text)
    check("all", found["all"] == [{"events": 190, "pairs": 190 * 189 // 2, "approximate": 0}], found["all"])
    bands = {(row["metres_to"], row["days_to"]): row for row in found["bands"]}
    check("all bands", len(found["bands"]) == len(bands) == 24 and bands[100, 14]["days_from"] == 8)
    seen = sum(0 < math.dist(a[:2], b[:2]) <= 100 and abs(a[2] - b[2]) <= 7
               for n, a in enumerate(events) for b in events[:n])
    one, far = bands[100, 7], bands[500, 28]
    check("pairs are counted", one["observed"] == seen >= 35, one)
    check("and many more than by chance", one["ratio"] > 3 and one["p_value"] == 0.001 and far["ratio"] < 2, one)
    check("the same on any number of threads and from JSON", len({analyse(
        "knox", t, "--json", "--draws", "99", "--threads", n)[1] for t, n in (
            (text, "1"), (text, "3"), (as_json(text), "2"))}) == 1)
    coarse = text.replace("x,y,day", "x,y,day,approximate").replace("\n", ",yes\n").replace("approximate,yes", "approximate")
    check("coarse places", {row["state"] for row in answer("knox", coarse, "--draws", "9")["bands"]
                            if row["metres_to"] == 0} == {"too coarse"})
    check("other bands", [row["metres_to"] for row in answer(
        "knox", text, "--metres", "50,250", "--days", "10", "--draws", "0")["bands"]] == [50, 250])


def knox_refused():
    for row, words in ((",2,3,\n", ["line 2", "x is empty"]), ("1,north,3,\n", ["line 2", "y is not a number"]),
                       ("1,2,,\n", ["line 2", "day is ''", "running number"]),
                       ("1,2,3.5,\n", ["line 2", "day is '3.5'"]),
                       ("1,2,3,perhaps\n", ["line 2", "approximate is 'perhaps'", "yes or no"]),
                       ("1,2,3,\n1,2,99999,\n", ["line 3", "day is more than 36600"])):
        refused("knox", "x,y,day,approximate\n" + row, [], "in.csv", *words)
    for option in (["--metres", "100,100"], ["--metres", "0"], ["--metres", "a"], ["--days", "7,3"],
                   ["--days", "1.5"], ["--days", "-1"], ["--draws", "-1"], ["--approximate-most", "2"]):
        refused("knox", "x,y,day\n1,2,3\n", option, option[0])
    refused("knox", "x,y\n1,2\n", [], "the column 'day' is missing")


# ---- scan -----------------------------------------------------------------------------------

def some_weeks(seed, times=12, side=6):
    """A grid of areas; in the last three weeks three times as much around the third of the fourth row."""
    chance, rows = random.Random(seed), ["area,x,y,time,count,expected,exposure"]
    for number in range(side * side):
        x, y, base = number % side * 250, number // side * 250, chance.uniform(1, 4)
        for time in range(times):
            high = 3 if time >= times - 3 and math.dist((x, y), (500, 750)) <= 250 else 1
            count = sum(chance.random() < base * high / 200 for _ in range(200))
            rows.append(f"a{number},{x},{y},{time + 100},{count},{base!r},{base!r}")
    return "\n".join(rows) + "\n"


def scan_whole():
    text = some_weeks(1)
    found = answer("scan", text, "--kind", "expectation", "--share", "0.5", "--runs-per-year", "52")
    one = found["clusters"][0]
    check("where and since when", "a20" in one["areas"].split(";") and one["windows"] == 3
          and one["from_time"] == 109 and one["radius"] <= 500, one)
    check("numbers", near(one["ratio"], one["counted"] / one["expected"])
          and near(one["score"], one["counted"] * math.log(one["ratio"]) + one["expected"] - one["counted"])
          and one["p_value"] == 0.01 and one["gumbel_p"] < 0.001
          and near(one["recurrence_years"], 1 / (52 * one["gumbel_p"])), one)
    check("clusters share no area", len({area for row in found["clusters"] for area in row["areas"].split(";")})
          == sum(len(row["areas"].split(";")) for row in found["clusters"]))
    for kind in ("poisson", "permutation"):
        other = answer("scan", text, "--kind", kind, "--share", "0.5")["clusters"][0]
        check(f"{kind} finds it too", "a20" in other["areas"].split(";") and other["p_value"] == 0.01, other)
    check("the same on any number of threads and from JSON", len({analyse(
        "scan", t, "--json", "--kind", "poisson", "--threads", n)[1] for t, n in (
            (text, "1"), (text, "3"), (as_json(text), "2"))}) == 1)
    space = "area,x,y,count,expected\n" + "".join(f"a{n},{n},0,{9 if n == 4 else 1},2\n" for n in range(9))
    one = answer("scan", space, "--kind", "poisson", "--nearest", "3", "--share", "1")["clusters"][0]
    check("space alone", one["areas"] == "a4" and "from_time" not in one and near(one["expected"], 17 / 9)
          and near(one["score"], 9 * math.log(9 / (17 / 9)) + 8 * math.log(8 / (17 - 17 / 9))), one)


def scan_refused():
    head, kind = "area,x,y,time,count,expected,exposure\n", ["--kind", "poisson"]
    fine = head + "a,0,0,1,3,2,1\nb,1,0,1,1,2,1\n"
    for rows, words in ((",0,0,1,3,2,1\n", ["line 2", "area is empty"]),
                        ("a,0,0,May,3,2,1\n", ["line 2", "time is 'May'", "running number"]),
                        ("a,0,0,1,3,2,1\na,0,0,1,3,2,1\n", ["line 3", "area a stands twice at this time"]),
                        ("a,0,0,1,3,2,1\nb,0,0,1,3,2,1\nb,0,0,2,3,2,1\n", ["line 2", "area a has no row for time 2"]),
                        ("a,0,0,1,3,2,1\na,0,0,3,3,2,1\n", ["line 2", "area a has no row for time 2"]),
                        ("a,0,0,1,3,2,1\na,0,0,90000,3,2,1\n", ["time goes from 1 to 90000", "5000"]),
                        ("a,,0,1,3,2,1\n", ["line 2", "x is empty"]),
                        ("a,0,0,1,2.5,2,1\n", ["line 2", "count is '2.5'", "whole number"]),
                        ("a,0,0,1,-1,2,1\n", ["line 2", "count is '-1'"]),
                        ("a,0,0,1,2147483648,2,1\n", ["line 2", "count is '2147483648'"]),
                        ("a,0,0,1,3,,1\n", ["line 2", "expected is empty"]),
                        ("a,0,0,1,3,0,1\n", ["line 2", "expected is 0", "above 0"]),
                        ("a,0,0,1,3,2,-1\n", ["line 2", "exposure is below 0"]),
                        ("a,0,0,1,3,2,1\n", ["nothing was counted, or all of it is expected in one place"])):
        refused("scan", head + rows, kind, "in.csv", *words)
    refused("scan", head, kind, "no areas")
    refused("scan", fine, [], "--kind poisson", "expectation", "permutation")
    refused("scan", fine, ["--kind", "bayes"], "--kind poisson")
    refused("scan", fine, [*kind, "--windows", "2"], "--windows is a number from 1 to 1")
    refused("scan", fine, [*kind, "--share", "0"], "--share")
    refused("scan", "area,x,y\na,1,1\n", kind, "the column 'count' is missing")


def past_found():
    chance = random.Random(11)
    rows = ["x,y,day"]
    for n in range(1500):
        hot = chance.random() < 0.6
        rows.append(f"{(1000 if hot else 0) + chance.random() * (200 if hot else 2000):.0f},{chance.random() * (200 if hot else 2000):.0f},{n}")
    text = "\n".join(rows) + "\n"
    options = ["--cell", "100", "--sigma", "150", "--west", "0", "--south", "0", "--east", "2000", "--north", "2000"]
    found = answer("hotspots-past", text, *options)
    ways, whole = by(found["ways"], "way"), found["all"][0]
    check("trials", whole["state"] == "known" and whole["trials"] == 13 and whole["came"] == 13 * 28
          and whole["cells"] == 400 and whole["marked"] == 20, whole)
    check("the map hits", ways["smooth map"]["hit_rate"] > 0.55 and near(ways["smooth map"]["pai"],
          ways["smooth map"]["hit_rate"] / 0.05) and 0 < ways["smooth map"]["pei"] <= 1, ways)
    check("beside the last weeks", ways["last weeks' cells"]["map_is_ahead_low"] <= ways["last weeks' cells"]["map_is_ahead"])
    short = answer("hotspots-past", text, *options, "--back", "1480")
    check("too short", short["all"][0]["state"] == "too short" and short["ways"] == []
          and "beats_both" not in short["all"][0], short)
    check("too few", answer("hotspots-past", text, *options, "--least", "999")["all"][0]["state"] == "too few")
    refused("hotspots-past", "x,y,day\n1,1,1.5\n", ["--cell", "10", "--sigma", "20"], "in.csv", "line 2", "day is 1.5")
    refused("hotspots-past", "x,y,day\n1,1,\n", ["--cell", "10", "--sigma", "20"], "line 2", "day is empty")
    refused("hotspots-past", "x,y,day\n1,1,1\n", [], "say --cell")
    refused("hotspots-past", "x,y,day\n1,1,1\n", ["--share", "0"], "--share")
    refused("hotspots-past", "x,y,day\n1,1,1\n", ["--ahead", "1.5"], "--ahead is a whole number")


TESTS = [density_sums, risk_whole, hills_refused, hotspots_whole, hotspots_refused, knox_whole, knox_refused,
         scan_whole, scan_refused, past_found]
