#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# tests/not_in_database.sh WORD - fails when the word is anywhere in the database of a scene:
# every page of the file of SQLite and of its log, every row of PostgreSQL.
set -eu
word=${1:?which word?}
case $VARN_SCENE_DB in
sqlite:*)
	file=${VARN_SCENE_DB#sqlite:}
	for part in "$file" "$file-wal"; do
		if [ -f "$part" ] && grep -a -i -q "$word" "$part"; then
			echo "$word stands in $part"
			exit 1
		fi
	done
	;;
*)
	if pg_dump --data-only "$VARN_SCENE_DB" | grep -i -q "$word"; then
		echo "$word stands in $VARN_SCENE_DB"
		exit 1
	fi
	;;
esac
