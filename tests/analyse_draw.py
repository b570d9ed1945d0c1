# SPDX-License-Identifier: EUPL-1.2
"""tests/analyse_draw.py - the figures of varn analyse: --chart FILE (run by tests/analyse.py)."""
import json
import os
import tempfile
import xml.etree.ElementTree as xml

from analyse_ask import analyse, check, refused

WEEKS = "series,week,count\n" + "".join(f"a,{w},{30 if w == 325 else 11 + w % 3}\nb,{w},{7 + w % 2}\n"
                                        for w in range(330))
MONTHS = "series,week,count\n" + "".join(f"a,{2018 + m // 12}-{1 + m % 12:02},{60 if m == 89 else 18 + m % 5}\n"
                                        for m in range(90))
UNITS = "unit,events,exposure\n" + "".join(f"u{n},{170 if n == 9 else 48 + n % 5},1000\n" for n in range(20))
POINTS = "chart,period,value,begins\n" + "".join(f"c,m{n},{20 if n == 26 else 10 + n % 3},{'yes' if n == 12 else ''}\n"
                                                 for n in range(30))
SPLIT = ("name,exposure_before,reports_before,share_before,exposure_after,reports_after,share_after\n"
         "x,1000,812,0.4,1040,1032,0.5\n")
SHARES = "name,first,second,both\nclaims,400,120,61\n<b>&,400,260,90\n"
COUNTS = "count\n" + "".join(f"{10 + n % 4}\n" for n in range(300))
METHODS = (("baseline", WEEKS, ["--weeks", "40"]), ("funnel", UNITS, []), ("control", POINTS, ["--better", "fewer"]),
           ("split", SPLIT, []), ("share", SHARES, []), ("forecast", COUNTS, []))


def drawn(method, text, end, *options):
    """The file as text, and what was answered beside it."""
    with tempfile.TemporaryDirectory() as folder:
        path = f"{folder}/out{end}"
        status, out, err = analyse(method, text, "--json", "--chart", path, *options)
        check(f"{method} draws {end}", status == 0 and os.path.exists(path), err)
        if status:
            return "", out
        with open(path, encoding="utf-8-sig") as file:
            return file.read(), out


def forms():
    for method, text, options in METHODS:
        svg, out = drawn(method, text, ".svg", *options)
        root = xml.fromstring(svg)
        check(f"{method} is an SVG with a title", root.tag.endswith("}svg") and root[0].text, svg[:200])
        check(f"{method} has colours of its own", "<style>" in svg and "http://www.w3.org/2000/svg" in svg)
        check(f"{method} answers as without", out == analyse(method, text, "--json", *options)[1])
        spec = json.loads(drawn(method, text, ".json", *options)[0])
        check(f"{method} is Vega-Lite", spec["$schema"].endswith("vega-lite/v5.json") and spec["layer"], spec)
        lines = drawn(method, text, ".csv", *options)[0].strip().splitlines()
        check(f"{method} has a row for each", len(lines) == len(spec["data"]["values"]) + 1, lines[:3])


def contents():
    weeks = json.loads(drawn("baseline", WEEKS, ".json", "--weeks", "40", "--chart-of", "a")[0])["data"]["values"]
    alarms = [row["label"] for row in weeks if row["alarm"]]
    check("the week above has the ring", alarms == ["325"], alarms)
    check("what is expected is inside", all(row["low90"] <= row["expected"] <= row["high90"] for row in weeks))
    check("the year before", weeks[-1]["before"] == 11 + (329 - 52) % 3, weeks[-1])
    other = json.loads(drawn("baseline", WEEKS, ".json", "--weeks", "40", "--chart-of", "b")[0])["data"]["values"]
    check("another series", {row["reported"] for row in other} == {7, 8}, other[:2])
    months = json.loads(drawn("baseline", MONTHS, ".json", "--weeks", "24")[0])["data"]["values"]
    check("a month and the same of the year before", [row["label"] for row in months if row["alarm"]] == ["2025-06"]
          and months[-1]["before"] == 18 + 77 % 5, months[-1])
    svg = drawn("baseline", MONTHS, ".svg", "--weeks", "24")[0]
    check("months are called so", "1 month has more than usual." in svg and "week" not in svg)
    units = json.loads(drawn("funnel", UNITS, ".json", "--chart-of", "u3")[0])["data"]["values"]
    check("who is above", [row["label"] for row in units if "above" in row["place"]] == ["u9"], units[9])
    check("the one chosen", [row["label"] for row in units if row["chosen"]] == ["u3"])
    points = json.loads(drawn("control", POINTS, ".json", "--better", "fewer")[0])["data"]["values"]
    check("outside, and worse", points[26]["rule"] == 1 and points[26]["meaning"] == "Worse", points[26])
    check("a break", points[12]["break"] and not points[13]["break"], points[12])
    parts = json.loads(drawn("split", SPLIT, ".json")[0])["data"]["values"]
    check("parts add up", abs(sum(row["effect"] for row in parts[1:4]) - 220) < 1e-6, parts)
    check("names are escaped", "&lt;b&gt;&amp;" in drawn("share", SHARES, ".svg")[0])


def refusals():
    refused("share", SHARES, ["--chart", "/tmp/x.png"], "--chart", ".svg, .csv or .json")
    refused("share", SHARES, ["--chart", "/nowhere/at/all/x.svg"], "/nowhere/at/all/x.svg", "cannot be written")
    refused("rate-ratio", "before,after,before_exposure,after_exposure\n1,1,1,1\n", ["--chart", "x.svg"],
            "rate-ratio draws no figure")
    refused("baseline", WEEKS, ["--chart", "/tmp/x.svg", "--chart-of", "c"], "--chart-of c", "nothing to draw")
    refused("control", "value\n", ["--chart", "/tmp/x.svg"], "--chart:", "nothing to draw")


TESTS = [forms, contents, refusals]
