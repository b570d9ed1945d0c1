#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# verify.sh NUMBER - the log of a crisis, exported, is whole to two programs that share nothing
# with the server.
set -eu
file=$(mktemp)
trap 'rm -f "$file"' EXIT
"$VARN" --db "$VARN_SCENE_DB" crisis-log "$1" --as security > "$file"
"$VERIFY" "$file"
python3 docs/verify.py "$file"
