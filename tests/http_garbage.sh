#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# http_garbage.sh HOST PORT [PATH] - 22 malformed requests and a hundred slow heads.
#
# The script is shared with the people who measured other servers by it; without it there
# is nothing to run, and we say so.  Every case must pass without a proxy in front.
set -eu
[ $# -ge 2 ] || { echo "usage: $0 HOST PORT [PATH]" >&2; exit 2; }
garbage=${VARN_SHARED:-$(dirname "$0")/../../shared}/ha/http/http-garbage.py
if [ ! -r "$garbage" ]; then
	echo "skipped: $garbage is not there"
	exit 0
fi
exec python3 "$garbage" "$1" "$2" "${3:-/}"
