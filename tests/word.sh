#!/bin/bash
# SPDX-License-Identifier: EUPL-1.2
# tests/word.sh BUILD - other programs read the documents for Word.
#
# Python takes the zip apart, xmllint reads every part, each style, list and part that is named
# must be there; and where LibreOffice is installed it makes a PDF of the document.
set -u
cd "$(dirname "$0")/.." || exit 1
build=${1:?which build?}

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export VARN_LOG=quiet LC_ALL=C.UTF-8
passed=0 failed=0
varn="$build/varn --db sqlite:$work/city.db"

ok()    { passed=$((passed + 1)); }
fail()  { failed=$((failed + 1)); echo "FAILED $*"; }
check() { if "${@:2}"; then ok; else fail "$1"; fi; }

$varn demo --size small > "$work/demo.log" 2>&1 || { tail "$work/demo.log"; exit 1; }

look() { # FILE
	rm -rf "$work/parts"
	mkdir "$work/parts"
	check "$1: a whole zip" python3 -m zipfile -t "$1" > "$work/said"
	check "$1: nothing in it was damaged" grep -q 'Done testing' "$work/said"
	check "$1: it can be taken apart" python3 -m zipfile -e "$1" "$work/parts"
	find "$work/parts" -type f -print0 > "$work/files"
	check "$1: every part is well-formed" xargs -0 xmllint --noout < "$work/files"
	check "$1: what is named is there" python3 - "$work/parts" << 'END'
import re, sys
from pathlib import Path
from xml.etree import ElementTree
folder = Path(sys.argv[1])
w = '{http://schemas.openxmlformats.org/wordprocessingml/2006/main}'
read = lambda name: ElementTree.parse(folder / name).getroot()
types = read('[Content_Types].xml')
for part in types.iter('{http://schemas.openxmlformats.org/package/2006/content-types}Override'):
    assert (folder / part.get('PartName')[1:]).is_file(), part.get('PartName')
for rels, base in (('_rels/.rels', ''), ('word/_rels/document.xml.rels', 'word/')):
    for relation in read(rels):
        assert (folder / (base + relation.get('Target'))).is_file(), relation.get('Target')
        assert relation.get('TargetMode') != 'External'
styles = {s.get(w + 'styleId') for s in read('word/styles.xml').iter(w + 'style')}
numbers = {n.get(w + 'numId') for n in read('word/numbering.xml').iter(w + 'num')}
document = read('word/document.xml')
for style in ('pStyle', 'rStyle', 'tblStyle'):
    for use in document.iter(w + style):
        assert use.get(w + 'val') in styles, use.get(w + 'val')
for use in document.iter(w + 'numId'):
    assert use.get(w + 'val') in numbers, use.get(w + 'val')
headings = [p.get(w + 'val') for p in document.iter(w + 'pStyle') if p.get(w + 'val').startswith('Heading')]
assert 'Heading1' in headings, 'no headings'
level = 0
for heading in headings:                        # no level is jumped over
    assert int(heading[7:]) <= level + 1, headings
    level = int(heading[7:])
tables = list(document.iter(w + 'tbl'))
assert tables, 'no tables'
for table in tables:
    rows = table.findall(w + 'tr')
    assert rows[0].find(w + 'trPr/' + w + 'tblHeader') is not None, 'a table without a heading row'
    columns = len(table.find(w + 'tblGrid'))
    for row in rows:
        cells = row.findall(w + 'tc')
        assert len(cells) == columns and all(c.find(w + 'p') is not None for c in cells)
assert not list(folder.rglob('*vba*')), 'macros'
core = (folder / 'docProps/core.xml').read_text()
assert re.search('<dc:title>.+</dc:title>', core) and re.search('<dc:creator>.+</dc:creator>', core)
assert '<dc:language>sv-SE</dc:language>' in core
END
	if command -v soffice > /dev/null; then
		timeout 120 soffice "-env:UserInstallation=file://$work/office" --headless \
			--convert-to pdf --outdir "$work" "$1" > "$work/said" 2>&1
		check "$1: LibreOffice makes a PDF of it" [ -s "${1%.docx}.pdf" ]
	else
		echo "skipped: LibreOffice is not installed"
	fi
}

check 'a frozen annex is written' $varn annex LJU 2026-T1 "$work/frozen.docx"
look "$work/frozen.docx"
check 'a draft is written' $varn annex LJU 2026-T2 "$work/draft.docx"
look "$work/draft.docx"
check 'the same annex is the same file' $varn annex LJU 2026-T1 "$work/again.docx"
check 'byte for byte' cmp "$work/frozen.docx" "$work/again.docx"
check 'the text says the same' $varn annex LJU 2026-T1 "$work/frozen.txt"
check 'with its state' grep -q 'utgåva 1' "$work/frozen.txt"
check 'an unknown unit is refused' eval '! $varn annex NONE 2026-T1 "$work/none.docx" 2> "$work/said"'
check 'and no file is left' [ ! -e "$work/none.docx" ]
check 'an unknown period is refused' eval '! $varn annex LJU 2026-T4 "$work/none.docx" 2> "$work/said"'

echo "$passed passed, $failed failed"
[ $failed -eq 0 ]
