#!/usr/bin/env python3
# SPDX-License-Identifier: EUPL-1.2
"""kill.py FOLDER - kills the process that carries alarms, once, while the slow gateway is asked.

Only processes of this test are looked at: their command lines name its folder.
"""
import os
import pathlib
import signal
import sys
import time

folder = sys.argv[1]


def ours():
    """pid -> parent, of processes whose command line names the folder."""
    found = {}
    for entry in pathlib.Path("/proc").iterdir():
        if not entry.name.isdigit():
            continue
        try:
            if folder not in (entry / "cmdline").read_text(errors="replace"):
                continue
            if "python" in (entry / "comm").read_text():
                continue
            after = (entry / "stat").read_text().rsplit(")", 1)[1].split()
            found[int(entry.name)] = int(after[1])
        except OSError:
            pass
    return found


def deepest(parents):
    def depth(pid):
        return 1 + depth(parents[pid]) if pid in parents else 0
    return max(parents, key=depth, default=0)


calls = pathlib.Path(folder) / "calls"
while not (calls.exists() and "/slow" in calls.read_text()):
    time.sleep(0.03)
parents = ours()
hand = deepest(parents)
os.kill(parents[hand], signal.SIGKILL)
print("killed", parents[hand])
