#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# floors.sh - what floors.awk allows and refuses, with the real floors.txt.
set -u
root=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0

# Standard input is the file; nothing may be said of it, or exactly WORDS.
check() { # NAME FILE [WORDS]
	mkdir -p "$work/$(dirname "$2")"
	cat > "$work/$2"
	said=$(cd "$work" && awk -f "$root/tools/floors.awk" "$root/floors.txt" "$2")
	status=$?
	wanted=${3:+$2:$3}
	[ -z "$wanted" ]; must=$?
	if [ "$said" = "$wanted" ] && [ $status -eq $must ]; then
		echo "ok $1"
	else
		echo "FAIL $1"
		echo "  said: $said"
		failed=1
	fi
}

check 'a floor may include itself and the ground' src/store/view.c <<'E'
#include <sqlite3.h>
#include "store/store.h"
#include "base/str.h"
E
check 'the wings do not see each other' src/http/server.c '2: http may not call store' <<'E'
#include "base/str.h"
#include "store/store.h"
E
check 'the ground knows nothing of us' src/base/str.c '1: base may not call kit' <<'E'
#include "kit/form.h"
E
check 'modules do not touch HTTP' src/modules/events/pages.c '1: modules may not call http' <<'E'
#include "http/reply.h"
E
check 'nobody but modules and app sees modules' src/kit/route.c '1: kit may not call modules' <<'E'
#include "modules/events/events.h"
E
check 'a room is entered by its door' src/modules/events/jobs.c <<'E'
#include "modules/duty/duty.h"
E
check 'a room is not entered by its inside' src/modules/events/pages.c \
	'2: enter duty by its door, duty.h' <<'E'
#include "kit/route.h"
#include "modules/duty/inside.h"
E
check 'a room is not entered by its model' src/modules/events/rules.c \
	'1: enter duty by its door, duty.h' <<'E'
  #  include "modules/duty/model.h"
E
check 'a room is not entered by its pages' src/modules/events/pages.html \
	'1: enter duty by its door, duty.h' <<'E'
{{ include "modules/duty/pages.html.h" }}
E
check 'a room may read all of itself' src/modules/events/pages.c <<'E'
#include "modules/events/events.h"
#include "modules/events/inside.h"
#include "modules/events/model.h"
#include "modules/events/pages.html.h"
E
check 'pages of the kit are pages of the kit' src/modules/events/pages.html <<'E'
{{ include "kit/frame.html.h" }}
{{ include "modules/events/inside.h" }}
E
check 'the roof sees everything' src/app/modules.c <<'E'
#include "http/server.h"
#include "modules/duty/duty.h"
#include "modules/duty/model.h"
E
check 'an include is written from src/' src/kit/form.c \
	'1: write "form.h" from src/: floor/file.h' <<'E'
#include "form.h"
E
check 'an unknown floor is no floor' src/kit/form.c '1: attic is no floor of floors.txt' <<'E'
#include "attic/ghost.h"
E
check 'a file stands on a floor' src/attic/ghost.c '1: attic is no floor of floors.txt' <<'E'
int ghost;
E
exit $failed
