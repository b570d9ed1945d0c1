#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# house.sh - the tree itself keeps to floors.txt, and calls nothing that is banned.
set -u
cd "$(dirname "$0")/../.." || exit 1
failed=0

find src -name '*.[ch]' -o -name '*.html' | sort |
	xargs awk -f tools/floors.awk floors.txt &&
	echo 'ok includes point downward' || { echo 'FAIL includes point downward'; failed=1; }
find src -name '*.[ch]' | sort | xargs awk -f tools/banned.awk &&
	echo 'ok nothing banned is called' || { echo 'FAIL nothing banned is called'; failed=1; }
exit $failed
