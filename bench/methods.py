# SPDX-License-Identifier: EUPL-1.2
"""The methods of `varn analyse` on plain files as large as a city's: what they say took how long."""
import json
import os
import random
import re
import statistics
import subprocess
import sys
import tempfile

from series import series_figures

HERE = os.path.dirname(os.path.abspath(__file__))

# Of a hundred groups so many have no alternative: a city as it may be, and one that falls.
CASCADES = [30, 45, 54, 60]
CASCADE_GOALS = {"one run": 50, "single failures in time": 3000, "double failures": 20000}


def timings(bench, *words):
    """What `varn analyse ... --timing` says that its parts took, in milliseconds; and the answer."""
    done = subprocess.run([bench.varn, "analyse", *words, "--timing", "--json"], check=True,
                          capture_output=True, text=True)
    said = re.findall(r"^(.*): ([0-9.]+) ms$", done.stderr, re.MULTILINE)
    return {name: float(ms) for name, ms in said}, json.loads(done.stdout)


def figure_add(bench, figure, took, part, goal, unit=1):
    """Time waited beside its goal, and the processor time of all threads: in that what others do is hardly seen."""
    ms, used = took[part], took[part + ", processor time"]
    shown = f"{ms:.{unit}f} ms" if goal < 10000 else f"{ms / 1000:.1f} s"
    bench.table.add(figure, f"{shown}, of processors {used:.{unit}f} ms",
                    f"< {goal} ms" if goal < 10000 else f"< {goal / 1000:g} s", ms < goal)


def cascade_figures(bench, folder, hard):
    path = f"{folder}/graph{hard}.csv"
    with open(path, "w", encoding="utf-8") as file:
        subprocess.run([sys.executable, f"{HERE}/graph.py", "5000", "50000", str(hard)],
                       stdout=file, check=True)
    took, found = timings(bench, "cascade", "--input", path, "--draws", "20", "--pairs",
                          "--most", "5000")
    fall = statistics.mean(row["others_that_fall"] for row in found["hurts_most"])
    for name, goal in CASCADE_GOALS.items():
        bench.table.add(f"{name}, {hard} % without alternative", f"{took[name]:.0f} ms",
                        f"< {goal} ms", took[name] < goal)
    bench.table.add(f"others that fall, mean, {hard} %", f"{fall:.1f} of 5000, "
                    f"{found['pairs'][0]['worse_than_apart']} pairs worse than apart")


def ranking_figures(bench, folder):
    """Risks of which nobody knows anything exactly: three numbers each, all drawn 20 000 times."""
    chance, path = random.Random(2026), f"{folder}/risks.csv"
    with open(path, "w", encoding="utf-8") as file:
        print("risk,frequency_low,frequency,frequency_high,consequence_people_low,"
              "consequence_people,consequence_people_high", file=file)
        for number in range(500):
            often, much = 10 ** chance.uniform(-3, 1), 10 ** chance.uniform(-1, 3)
            print(f"r{number},{often / 5},{often},{often * 4},{much / 6},{much},{much * 7}", file=file)
    took, found = timings(bench, "ranking", "--input", path, "--draws", "20000")
    bench.table.add("500 risks ranked, 20 000 draws", f"{took['ranking']:.0f} ms", "< 1000 ms",
                    took["ranking"] < 1000)


def linkage_figures(bench, folder):
    path = f"{folder}/lists.csv"
    with open(path, "w", encoding="utf-8") as file:
        subprocess.run([sys.executable, f"{HERE}/lists.py", "1000000", "100000"], stdout=file, check=True)
    took, found = timings(bench, "linkage", "--input", path)
    figure_add(bench, "1 000 000 reports and 100 000 claims linked", took, "linkage", 10000, 0)
    bench.table.add("pairs compared twice, links", f"{found['summary'][0]['pairs'] / 1e6:.1f} million, "
                    f"{found['summary'][0]['links']}")


def density_figures(bench, folder):
    """A million events in a city of 20 x 20 km, on cells of 50 m."""
    chance, path = random.Random(2026), f"{folder}/points.csv"
    with open(path, "w", encoding="utf-8") as file:
        file.write("x,y\n0,0\n19999,19999\n")
        for _ in range(1000000):
            file.write(f"{chance.uniform(0, 20000):.1f},{chance.uniform(0, 20000):.1f}\n")
    took, _found = timings(bench, "density", "--input", path, "--cell", "50", "--sigma", "250")
    figure_add(bench, "density of 1 000 000 events on 400 x 400 cells", took, "density", 20)


def made_weeks(folder, *words):
    path = f"{folder}/weeks{len(words)}.csv"
    with open(path, "w", encoding="utf-8") as file:
        subprocess.run([sys.executable, f"{HERE}/weeks.py", *words], stdout=file, check=True)
    return path


def r_milliseconds(path, series):
    """Processor time of a week of a series in R's surveillance; None when it is not on this machine."""
    try:
        done = subprocess.run(["Rscript", f"{HERE}/farrington.R", path, str(series)], check=True,
                              capture_output=True, text=True)
    except (OSError, subprocess.CalledProcessError):
        return None
    return float(done.stdout)


def weeks_figures(bench, folder):
    """28 000 weekly series of five years and a half, on two threads: each with its own baseline; a city of cells."""
    path = made_weeks(folder, "28000", "312")
    took, _ = timings(bench, "baseline", "--input", path, "--threads", "2")
    figure_add(bench, "28 000 baselines of five years", took, "baselines", 3000, 0)
    in_r = r_milliseconds(path, 200)
    if in_r is None:
        bench.table.add("beside R's surveillance", "not on this machine: nothing to compare with")
    else:
        took, _ = timings(bench, "baseline", "--input", path, "--threads", "1", "--limit", "plugin")
        ours = took["baselines, processor time"] / 28000
        bench.table.add("beside R's surveillance, a series, processor time",
                        f"{ours:.3f} ms and {in_r:.1f} ms: {in_r / ours:.0f} times", ">= 20 times", in_r / ours >= 20)
    path = made_weeks(folder, "28000", "312", "sparse")
    took, found = timings(bench, "early-warning", "--input", path, "--threads", "2")
    figure_add(bench, "the weekly list of 28 041 series", took, "early warning", 3000, 0)
    bench.table.add("of them judged and listed", f"{sum(row['judged'] for row in found['levels'])}, "
                    f"{len(found['listed'])}")


def scan_figures(bench, folder):
    """3 000 cells of 250 m over 52 weeks, zones of up to 200 of them, the last eight weeks."""
    chance, path = random.Random(2026), f"{folder}/weeks.csv"
    with open(path, "w", encoding="utf-8") as file:
        file.write("area,x,y,time,count,expected\n")
        for number in range(3000):
            mean = chance.uniform(0.02, 0.3)
            for week in range(52):
                count = sum(chance.random() < mean / 5 for _ in range(5))
                file.write(f"a{number},{number % 60 * 250},{number // 60 * 250},{week},{count},{mean:.6f}\n")
    for draws, goal in ((99, 1000), (999, 10000)):
        took, _found = timings(bench, "scan", "--input", path, "--kind", "poisson", "--radius", "1e6",
                               "--threads", "2", "--draws", str(draws))
        figure_add(bench, f"scan of 3 000 cells x 8 weeks, {draws} replicates", took, "scan", goal, 0)


def part(bench):
    """5 000 nodes, 50 000 dependencies: 30 days, 100 000 outages, all 12.5 million pairs; a ranking;
    two lists linked; a million events on a map; a scan of 3 000 cells; a weekly list; methods on series."""
    with tempfile.TemporaryDirectory() as folder:
        for hard in CASCADES:
            cascade_figures(bench, folder, hard)
        ranking_figures(bench, folder)
        linkage_figures(bench, folder)
        density_figures(bench, folder)
        scan_figures(bench, folder)
        weeks_figures(bench, folder)
        series_figures(bench.table, lambda *words: timings(bench, *words), folder)
