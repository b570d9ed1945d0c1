# SPDX-License-Identifier: EUPL-1.2
# awk -f tools/floors.awk floors.txt FILE... - includes point downward, rooms have doors.
#
# Rule 1: a file includes its own floor and the floors that floors.txt allows it.
# Rule 2: a room of modules is entered by its door, modules/X/X.h, unless it is one's own;
#         the roof (app) may look into every room.
# Includes are written from src/, so that a line shows the floor it comes from.

function complain(words)
{
	printf "%s:%d: %s\n", FILENAME, FNR, words
	bad = 1
}

# "modules/events/pages.c" of a path that has src/ somewhere before it
function below_src(path)
{
	sub(/^.*src\//, "", path)
	return path
}

function judge(from, to,    here, there, n)
{
	split(below_src(from), here, "/")
	n = split(to, there, "/")
	if (n < 2)
		return complain("write \"" to "\" from src/: floor/file.h")
	if (!(there[1] in floor))
		return complain(there[1] " is no floor of floors.txt")
	if (here[1] != there[1] && !((here[1], there[1]) in may))
		return complain(here[1] " may not call " there[1])
	if (there[1] != "modules" || here[1] == "app" || here[2] == there[2])
		return
	if (n != 3 || there[3] != there[2] ".h")
		complain("enter " there[2] " by its door, " there[2] ".h")
}

FILENAME == ARGV[1] {
	sub(/#.*/, "")
	if (NF)
		floor[$1] = 1
	for (i = 2; i <= NF; i++)
		may[$1, $i] = 1
	next
}

FNR == 1 {
	split(below_src(FILENAME), parts, "/")
	if (!(parts[1] in floor))
		complain(parts[1] " is no floor of floors.txt")
}

/^[ \t]*#[ \t]*include[ \t]*"/ || /\{\{-?[ \t]*include[ \t]*"/ {
	name = $0
	sub(/^[^"]*"/, "", name)
	sub(/".*$/, "", name)
	judge(FILENAME, name)
}

END { exit bad }
