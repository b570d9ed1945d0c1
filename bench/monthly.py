# SPDX-License-Identifier: EUPL-1.2
"""The monthly packs of every committee and company of a city with a million events are made, by the
program on the command line: start, counts read into memory, counted, written.  A month that has none
is taken, so that each is made.
"""
import datetime
import resource
import sqlite3
import subprocess
import time

GOAL_SECONDS, MONTHS_BACK = 20, 6


def month_back(day, months):
    at = day.year * 12 + day.month - 1 - months
    return f"{at // 12:04d}-{at % 12 + 1:02d}"


def part(bench, tools):
    """tools: copy_to and say of bench/run."""
    db = tools.copy_to(f"{tools.KEPT}/monthly.db", f"{tools.KEPT}/million.db")
    city = sqlite3.connect(f"file:{db}?mode=ro", uri=True)
    events, last = city.execute("SELECT count(*), max(occurred_at) FROM event").fetchone()
    city.close()
    month = month_back(datetime.datetime.fromtimestamp(last, datetime.timezone.utc), MONTHS_BACK)
    began = time.monotonic()
    made = subprocess.run([bench.varn, "--db", f"sqlite:{db}", "monthly", "--month", month],
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    took = time.monotonic() - began
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    city = sqlite3.connect(f"file:{db}?mode=ro", uri=True)
    packs, = city.execute("SELECT count(*) FROM monthly_pack WHERE period = ?", [month]).fetchone()
    size, = city.execute("SELECT COALESCE(max(length(body)), 0) FROM monthly_pack WHERE period = ?",
                         [month]).fetchone()
    city.close()
    tools.say(f"monthly: {packs} packs of {month} from {events} events, the longest {size} bytes;",
              f"largest process {peak:.0f} MB; {made.stdout.decode().strip()[-160:]}")
    bench.table.add(f"{packs} monthly packs of {events} events", f"{took:.1f} s", f"< {GOAL_SECONDS} s",
                    made.returncode == 0 and packs > 0 and took < GOAL_SECONDS)
