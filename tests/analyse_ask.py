# SPDX-License-Identifier: EUPL-1.2
"""tests/analyse_ask.py - what the tests of varn analyse share: a file in, an answer or a refusal out."""
import csv
import io
import json
import subprocess
import sys
import tempfile

VARN = sys.argv[1] if len(sys.argv) > 1 else "build-test/varn"
passed = failed = 0


def check(what, is_true, more=""):
    global passed, failed
    passed += bool(is_true)
    failed += not is_true
    if not is_true:
        print("FAILED", what, more)


def near(a, b, most=1e-9):
    return abs(a - b) <= most * max(1, abs(b))


def analyse(method, text, *options):
    """Status, standard output, standard error; the file is called in.csv."""
    with tempfile.TemporaryDirectory() as folder:
        with open(f"{folder}/in.csv", "w", encoding="utf-8") as file:
            file.write(text)
        done = subprocess.run([VARN, "analyse", method, "--input", f"{folder}/in.csv", *options],
                              capture_output=True, text=True)
    return done.returncode, done.stdout, done.stderr


def answer(method, text, *options):
    status, out, err = analyse(method, text, "--json", *options)
    check(f"{method} {options} is answered", status == 0, err)
    return json.loads(out) if status == 0 else {}


def refused(method, text, options, *words):
    """Each word stands in what is said; nothing is answered."""
    status, out, err = analyse(method, text, "--json", *options)
    what = f"{method} {options or ''} {words}"
    check(f"{what}: exit status", status == 2, f"{status} {err}")
    check(f"{what}: no answer", out == "", out[:200])
    for word in words:
        check(f"{what}: says {word}", word in err, err)
    check(f"{what}: no more than a line or two", 0 < err.count("\n") <= 2, err)


def as_json(text):
    """The same file as a JSON list."""
    rows = [{name: cell for name, cell in row.items() if cell} for row in csv.DictReader(io.StringIO(text))]
    return json.dumps(rows)


def by(rows, name):
    return {row[name]: row for row in rows}


def finish(tests):
    for test in tests:
        test()
    print(f"{passed} passed, {failed} failed")
    sys.exit(failed > 0)
