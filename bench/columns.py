# SPDX-License-Identifier: EUPL-1.2
"""Ten million events counted by the columns and, in the same run, by DuckDB on one thread.

DuckDB is nothing that Värn needs: DUCKDB names a folder where `npm install @duckdb/node-api`
was run.  Without it the columns are measured alone and no ratio is told.
"""
import json
import os
import subprocess
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(HERE)
ROWS = 10_000_000
PARTS = ["analysis/columns.c", "analysis/stream.c", "analysis/scratch.c", "base/say.c"]
GOALS = {"month x area": 40, "month x area, a year, some units and types": 20}


def lines(*words):
    done = subprocess.run(words, check=True, capture_output=True, text=True)
    return {line["count"]: line for line in map(json.loads, done.stdout.splitlines())}


def part(bench):
    with tempfile.TemporaryDirectory() as folder:
        program, events = f"{folder}/columns", f"{folder}/events.csv"
        subprocess.run(["cc", "-O2", "-std=gnu17", f"-I{ROOT}/src", f"{HERE}/columns.c",
                        *(f"{ROOT}/src/{name}" for name in PARTS), "-lRmath", "-lm", "-o", program],
                       check=True)
        ours = lines(program, str(ROWS), events)
        duck = os.environ.get("DUCKDB")
        theirs = lines("node", f"{HERE}/columns.mjs", duck, events) if duck else {}
    memory = ours.pop("memory")["best"]
    for name, line in ours.items():
        other = theirs.get(name)
        if other and other["check"] != line["check"]:
            raise SystemExit(f"bench: {name} is counted in two ways")
        told = f"{line['best']:.1f} ms, {line['best'] / memory:.0f} x reading two columns"
        if other:
            told += f", {other['best'] / line['best']:.1f} x as fast as DuckDB"
        goal = GOALS.get(name)
        bench.table.add(f"10 000 000 events: {name}", told, f"< {goal} ms" if goal else "",
                        (not goal or line["best"] < goal)
                        and (not other or line["best"] < other["best"]))
