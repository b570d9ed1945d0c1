# SPDX-License-Identifier: EUPL-1.2
# awk -f tools/banned.awk FILE... - names that may not be called, and where.
#
# One line per rule: the names, where they are banned, where they are allowed all the
# same, and what to do instead.  Comments and texts in quotes are not looked at.

function rule(names, banned, allowed, instead)
{
	rules++
	name_of[rules] = "^(" names ")$"
	banned_in[rules] = banned
	allowed_in[rules] = allowed
	advice[rules] = instead
}

BEGIN {
	rule("malloc|calloc|realloc|reallocarray|free|strn?dup|v?asprintf", \
		"/modules/", "^$", "modules use the arena only")
	rule("strn?cpy|strn?cat|v?sprintf|gets|strtok|strtok_r", \
		"", "^$", "use struct str and struct out, or snprintf")
	rule("alloca", "", "^$", "use the arena")
	rule("ato(i|l|ll|f)", "", "^$", "use str_to_int: it says when it is no number")
	rule("v?[fs]?scanf", "", "^$", "use struct str: it says what did not fit")
	rule("gmtime|localtime|ctime|ctime_r|asctime|asctime_r", \
		"", "^$", "use base/calendar.h")
	rule("mktemp|tmpnam|tempnam", "", "^$", "use mkstemp")
	rule("SQL", "", "/(modules/[^/]*|app)/(queries|tests)[a-z_]*\\.c$|src/(kit|store)/", \
		"write it in the queries.c of the room")
	rule("sqlite3_[a-z0-9_]+", "", "src/store/(sqlite|search)[a-z_]*\\.[ch]$", \
		"only src/store/sqlite*.c knows SQLite")
	rule("PQ[a-z][A-Za-z]*", "", "src/store/postgres[a-z_]*\\.[ch]$", \
		"only src/store/postgres*.c knows libpq")
}

FNR == 1 { in_comment = 0 }

# The line without comments and without what stands in quotes.
function code_of(line,    code, c, two, quote)
{
	code = ""
	quote = ""
	while (line != "") {
		c = substr(line, 1, 1)
		two = substr(line, 1, 2)
		if (in_comment) {
			in_comment = two != "*/"
			line = substr(line, in_comment ? 2 : 3)
			continue
		}
		if (quote != "") {
			if (c == quote)
				quote = ""
			line = substr(line, c == "\\" ? 3 : 2)
			continue
		}
		if (two == "//")
			break
		if (two == "/*") {
			in_comment = 1
			line = substr(line, 3)
			continue
		}
		if (c == "\"" || c == "'")
			quote = c
		else
			code = code c
		line = substr(line, 2)
	}
	return code
}

function judge(name,    i)
{
	for (i = 1; i <= rules; i++) {
		if (name !~ name_of[i] || FILENAME !~ banned_in[i] ||
		    FILENAME ~ allowed_in[i])
			continue
		printf "%s:%d: %s is banned here: %s\n", FILENAME, FNR, name, advice[i]
		bad = 1
	}
}

{
	code = code_of($0)
	# "#define SQL(" defines, it does not call
	sub(/^[ \t]*#[ \t]*define[ \t]+[A-Za-z0-9_]+/, "", code)
	while (match(code, /[A-Za-z_][A-Za-z0-9_]*[ \t]*\(/)) {
		# a member called free is not the free of the C library
		before = RSTART > 1 ? substr(code, RSTART - 1, 1) : ""
		name = substr(code, RSTART, RLENGTH - 1)
		sub(/[ \t]+$/, "", name)
		if (before != "." && before != ">")
			judge(name)
		code = substr(code, RSTART + RLENGTH)
	}
}

END { exit bad }
