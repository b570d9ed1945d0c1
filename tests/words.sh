#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# tests/words.sh BUILD - every text is translated, and no two rooms say it differently.
#
# The texts are gathered from the C files and from what mkpage made of the pages (in BUILD),
# so that a text nobody shows is not asked for, and one that is shown is.
set -eu
cd "$(dirname "$0")/.."
build=${1:?which build?}

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
passed=0 failed=0

ok()   { passed=$((passed + 1)); }
fail() { failed=$((failed + 1)); echo "FAILED $*"; }

# "menu\4Open" is the text "Open" in the context "menu".
context=$(printf 's/^msgid "\\(.*\\)\004\\(.*\\)"$/msgctxt "\\1"\\nmsgid "\\2"/')
{
	tools/sources.sh core
	find src -name '*.h'
	find "$build" -maxdepth 1 -name '*.html.c'
} | xgettext --from-code=UTF-8 --language=C --keyword --keyword=_ --keyword=N_ \
	--keyword=plural:2,3 --no-location --files-from=- --output=- 2> "$work/said" |
	sed "$context" > "$work/all.pot"
[ -s "$work/all.pot" ] || {
	cat "$work/said"
	fail 'the texts could not be gathered'
}

# One language, merged as the build does it, and as it would be without a first one.
language() {
	sources=$(tools/sources.sh tongue "$1")
	n=0
	mkdir "$work/$1"
	for file in $sources; do
		n=$((n + 1))
		part=$(printf '%s/%s/%03d.po' "$work" "$1" $n)
		grep -q '^"Content-Type: .*charset=UTF-8' "$file" ||
			printf 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n' > "$part"
		cat "$file" >> "$part"
	done
	msgcat --no-wrap --output-file="$work/$1.po" "$work/$1"/*.po
}

untranslated() {
	msgmerge --quiet --no-fuzzy-matching --no-wrap "$work/$1.po" "$work/all.pot" \
		> "$work/$1.merged"
	msgattrib --no-obsolete --untranslated --no-wrap "$work/$1.merged" |
		sed -n 's/^msgid \("..*"\)$/\1/p' | grep -v '^""$' || true
}

differing() {
	awk '/^msgid /{ id = $0 } /^msgstr/{ said = 0 }
		/^[m"].*#-#-#-#-#/ && id != "msgid \"\"" && !said { print id; said = 1 }' "$work/$1.po"
}

for tongue in $(tools/sources.sh languages); do
	[ "$tongue" != en ] || continue         # the source language
	language "$tongue"
	untranslated "$tongue" > "$work/missing"
	while read -r text; do
		fail "no $tongue translation of $text"
	done < "$work/missing"
	[ -s "$work/missing" ] || ok
	differing "$tongue" > "$work/differing"
	while read -r text; do
		fail "two $tongue translations of $text"
	done < "$work/differing"
	[ -s "$work/differing" ] || ok
done
echo "$passed passed, $failed failed"
[ $failed -eq 0 ]
