#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# banned.sh - what banned.awk finds, and what it leaves in peace.
set -u
root=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0

# Standard input is the file; exactly these NAMES (with their lines) are found in it.
check() { # NAME FILE NAMES
	mkdir -p "$work/$(dirname "$2")"
	cat > "$work/$2"
	said=$(cd "$work" && awk -f "$root/tools/banned.awk" "$2")
	status=$?
	found=$(echo "$said" | sed -n 's/^[^:]*:\([0-9]*\): \([^ ]*\) is banned.*/\1:\2/p' |
		tr '\n' ' ' | sed 's/ $//')
	[ -z "$3" ]; must=$?
	if [ "$found" = "$3" ] && [ $status -eq $must ]; then
		echo "ok $1"
	else
		echo "FAIL $1"
		echo "  said: $said"
		failed=1
	fi
}

check 'modules do not allocate' src/modules/events/rules.c \
	'1:malloc 1:free 2:calloc 3:realloc 4:strdup' <<'E'
void *p = malloc(1); free (p);
p = calloc(1, 2);
if ((p = realloc(p, 2)))
	return strdup("x");
E
check 'the floors below may allocate' src/base/arena.c '' <<'E'
void *p = malloc(1); free(p);
E
check 'the dangerous are banned everywhere' src/base/str.c \
	'1:strcpy 1:strcat 2:sprintf 2:vsprintf 3:gets 3:strtok 4:alloca 5:atoi 5:atol 5:atof 6:scanf 6:sscanf 6:fscanf 6:vsscanf' <<'E'
strcpy(a, b); strcat(a, b);
sprintf(a, "x"); vsprintf(a, b, c);
gets(a); strtok(a, b);
alloca(3);
atoi(a); atol(a); atof(a);
scanf(a); sscanf(a, b); fscanf(a, b); vsscanf(a, b, c);
E
check 'their good cousins are not' src/base/str.c '' <<'E'
snprintf(a, 1, "x"); vsnprintf(a, 1, b, c); fgets(a, 1, f); my_strcpy(a); strcpy_s(a);
E
check 'words are not calls' src/modules/events/rules.c '' <<'E'
/* never malloc(1), and free(p)
 * neither */
const char *help = "do not call \" strcpy(a, b)"; char c = '"';	// gets(a)
x.free(y); x->free(y); is_free(z);
E
check 'a call after a comment is a call' src/modules/events/rules.c '2:free' <<'E'
/* one
 * two */ free(p);
E
check 'SQL stands in queries' src/modules/events/queries.c '' <<'E'
view_list(view, SQL("SELECT 1"));
E
check 'SQL does not stand in pages' src/modules/events/pages.c '1:SQL' <<'E'
view_list(view, SQL("SELECT 1"));
E
check 'SQL may stand in kit and store' src/kit/job.c '' <<'E'
view_list(view, SQL("SELECT 1"));
E
check 'SQL does not stand under the roof' src/app/main.c '1:SQL' <<'E'
view_list(view, SQL("SELECT 1"));
E
check 'one file knows SQLite' src/store/sqlite.c '' <<'E'
sqlite3_open(path, &db);
E
check 'so does the search' src/store/search.c '' <<'E'
sqlite3_create_function(db);
E
check 'the others do not' src/store/view.c '1:sqlite3_open 2:PQexec' <<'E'
sqlite3_open(path, &db);
PQexec(db, "x");
E
check 'one file knows libpq' src/store/postgres.c '' <<'E'
PQexec(db, "x");
E
check 'a macro may be defined where it may not be called' src/store/store.h '' <<'E'
#define SQL(text) ((struct sql){ text })
E
exit $failed
