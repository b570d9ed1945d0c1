# SPDX-License-Identifier: EUPL-1.2
"""tests/analyse_space.py - varn analyse density, relative-risk (run by tests/analyse.py)."""
import math
import random

from analyse_ask import analyse, answer, as_json, check, refused


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


TESTS = [density_sums, risk_whole, hills_refused]
