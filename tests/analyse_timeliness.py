# SPDX-License-Identifier: EUPL-1.2
"""tests/analyse_timeliness.py - the steps from what happened until it is closed."""
from analyse_ask import answer, as_json, check, near, refused

HEAD = "group,occurred,noticed,reported,received,assessed,measure,answered,closed\n"
NOW = ["--now", "2026-03-31T00:00"]


def events():
    """Six that are reported after 1 to 6 hours; the last waits, the last but one was closed unassessed."""
    rows = [f"{'a' if n < 4 else 'b'},2026-03-0{n}T08:00,,2026-03-0{n}T{8 + n:02}:00,2026-03-0{n}T{9 + n:02}:00,"
            + (f"2026-03-0{n}T{11 + n:02}:00,2026-03-0{n}T10:00,2026-03-2{n}T00:00,2026-03-2{n}T00:00" if n < 5
               else ",,,2026-03-25T00:00" if n == 5 else ",,,") for n in range(1, 7)]
    return HEAD + "\n".join(rows) + "\n"


def steps(found):
    return {row["step"]: row for row in found}


def timeliness_found():
    found = answer("timeliness", events(), *NOW, "--least", "2", "--reported", "24", "--closed", "1000")
    all_steps = steps(found["all"])
    check("all steps", list(all_steps) == ["noticed", "reported", "received", "assessed", "measure", "answered",
                                           "closed"], list(all_steps))
    check("nobody said when it was noticed", all_steps["noticed"]["events"] == 0 and all_steps["noticed"]["is_few"])
    check("reported after 1 to 6 hours", near(all_steps["reported"]["median"], 3.5)
          and all_steps["reported"]["events"] == 6, all_steps["reported"])
    check("all within a day, of six", all_steps["reported"]["within"] == 1
          and 0.5 < all_steps["reported"]["within_low"] < 0.9
          and all_steps["reported"]["verdict"] == "cannot tell", all_steps["reported"])
    check("what waits and what was closed without it are open", all_steps["assessed"]["events"] == 6
          and all_steps["assessed"]["done"] == 4 and near(all_steps["assessed"]["median"], 2)
          and all_steps["assessed"]["p90"] is None, all_steps["assessed"])
    check("a measure before the assessment took no time", all_steps["measure"]["events"] == 4
          and all_steps["measure"]["median"] == 0, all_steps["measure"])
    check("longer than has been followed is not known", all_steps["closed"]["within"] is None
          and all_steps["closed"]["verdict"] == "cannot tell", all_steps["closed"])
    check("by group", [row["events"] for row in found["groups"] if row["step"] == "closed"] == [3, 3], found["groups"])
    check("JSON says the same", answer("timeliness", as_json(events()), *NOW, "--least", "2", "--reported", "24",
                                       "--closed", "1000") == found)
    same = HEAD + "a,2026-03-01T21:10,,2026-03-01,2026-03-01T23:10,,,,\n" * 5
    rows = steps(answer("timeliness", same, *NOW)["all"])
    check("a day counts from when it occurred that day", rows["reported"]["median"] == 0
          and near(rows["received"]["median"], 2), rows)
    many = HEAD + "".join(f"a,2026-03-01,,2026-03-0{2 + n % 7},,,,,\n" for n in range(70))
    row = steps(answer("timeliness", many, *NOW, "--reported", "24")["all"])["reported"]
    check("a target that is missed", row["verdict"] == "not met" and near(row["within"], 1 / 7), row)


def timeliness_refused():
    for row, words in (("a,,,2026-03-01,,,,,\n", ["line 2", "occurred is empty"]),
                       ("a,2026-03-01,,soon,,,,,\n", ["line 2", "reported is no time", "soon"]),
                       ("a,2026-03-02,,2026-03-01,,,,,\n", ["line 2", "reported is earlier than occurred"]),
                       ("a,2026-03-02T08:00,,2026-03-01,,,,,\n", ["line 2", "reported is earlier than occurred"]),
                       ("a,2026-03-02T08:00,,2026-03-02T07:00,,,,,\n", ["line 2", "reported is earlier than occurred"]),
                       ("a,2026-03-01,,2026-03-01,,,,,2026-05-01\n", ["line 2", "closed is later than now"])):
        refused("timeliness", HEAD + row, NOW, *words)
    refused("timeliness", "occurred\n2026-03-01\n", [], "the column 'reported' is missing")
    refused("timeliness", events(), ["--reported", "-1"], "--reported")
    refused("timeliness", events(), ["--now", "later"], "--now")


TESTS = [timeliness_found, timeliness_refused]
