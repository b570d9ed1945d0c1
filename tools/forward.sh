#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# forward.sh BUILD - headers with the paths that people include.
#
# src/modules/events/pages.html is compiled to BUILD/modules.events.pages.html.h; the
# BUILD/pages/modules/events/pages.html.h made here includes that, and never changes.
set -eu
build=$1
mkdir -p "$build/pages"
for page in $("$(dirname "$0")/sources.sh" pages); do
	path=${page#src/}
	header=$build/pages/$path.h
	flat=$(echo "$path" | tr / .)
	mkdir -p "$(dirname "$header")"
	up=$(echo "$path" | sed -e 's,[^/]*/,../,g' -e 's,[^/]*$,,')
	printf '#include "%s../%s.h"\n' "$up" "$flat" > "$header.new"
	cmp -s "$header.new" "$header" && rm "$header.new" || mv "$header.new" "$header"
done
