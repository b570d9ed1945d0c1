# SPDX-License-Identifier: EUPL-1.2
"""tests/analyse_texts.py - varn analyse near-duplicates (run by tests/analyse.py)."""
from analyse_ask import analyse, answer, as_json, check, near, refused

A = "Besökare hotade handläggare i receptionen efter avslag på ansökan. Ordningsvakt tillkallades."
B = "Handläggare hotades av besökare i receptionen efter avslag på ansökan, ordningsvakt tillkallades"
HEAD = "id,text,unit,type,hours\n"
TEXT = HEAD + f'1,"{A}",u1,t1,0\n2,"{B}",u1,t2,40\n3,"{A}",u2,t1,1\n4,"{B}",u1,t1,100\n5,"{A}",,,\n6,Ström borta,u1,t1,0\n7,?,u1,t1,0\n8,!,u1,t1,0\n'


def pieces(text):
    words = "".join(c if c.isalnum() else " " for c in text.lower()).split()
    text = " ".join(words)
    return {text[i:i + 5] for i in range(max(1, len(text) - 4))}


def pairs_found():
    rows = {(row["first"], row["second"]): row for row in answer("near-duplicates", TEXT)["pairs"]}
    # 3 is at another unit, 4 two days and more away from 1; of 5 neither is known.
    check("who may be the same", set(rows) == {("1", "2"), ("1", "5"), ("2", "5"), ("3", "5"), ("4", "5")}, set(rows))
    share = len(pieces(A) & pieces(B)) / len(pieces(A) | pieces(B))
    check("as alike as Python says", near(rows["1", "2"]["likeness"], share, 1e-6), (rows["1", "2"], share))
    check("the same words", rows["1", "5"]["likeness"] == 1 and rows["1", "5"]["hours_apart"] is None, rows["1", "5"])
    check("type", rows["1", "2"]["type"] == "other" and rows["1", "5"]["unit"] == "not known", rows["1", "2"])
    wider = {(row["first"], row["second"]) for row in answer("near-duplicates", TEXT, "--hours", "200")["pairs"]}
    check("within more hours", wider - set(rows) == {("1", "4"), ("2", "4")}, wider)
    check("more alike", {(row["first"], row["second"]) for row in
                         answer("near-duplicates", TEXT, "--likeness", "1")["pairs"]} == {("1", "5"), ("3", "5")})
    check("from JSON", analyse("near-duplicates", TEXT, "--json")[1]
          == analyse("near-duplicates", as_json(TEXT), "--json")[1])


def pairs_refused():
    refused("near-duplicates", HEAD + ",x,,,\n", [], "in.csv", "line 2", "id is empty")
    refused("near-duplicates", HEAD + "1,x,,,soon\n", [], "line 2", "hours is not a number", "soon")
    refused("near-duplicates", "id\n1\n", [], "the column 'text' is missing")
    refused("near-duplicates", TEXT, ["--likeness", "2"], "--likeness")


TESTS = [pairs_found, pairs_refused]
