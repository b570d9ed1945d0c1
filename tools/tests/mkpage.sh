#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# mkpage.sh [MKPAGE] - what mkpage must refuse, and what its pages must say.
# Pages are compiled against a small out that shows which escape each value met.
set -u
root=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
failed=0

if [ $# -gt 0 ]; then
	mkpage=$(realpath "$1")
else
	mkpage=$work/mkpage
	${CC:-cc} -std=gnu17 -Wall -Wextra -Werror -g -fsanitize=address,undefined \
		-o "$mkpage" "$root/tools/mkpage.c" "$root/tools/mkpage_html.c" || exit 1
fi

mkdir -p "$work/base"
echo '#pragma once' > "$work/base/tongue.h"
cat > "$work/base/out.h" <<'OUT'
#pragma once
#include <stdio.h>
#include <stddef.h>
struct out { FILE *to; };
static inline void out_bytes(struct out *out, const char *at, size_t len)
{
	fwrite(at, 1, len, out->to);
}
static inline const char *of_int(long long value)
{
	static char text[32];
	snprintf(text, sizeof text, "%lld", value);
	return text;
}
static inline const char *of_text(const char *text) { return text; }
#define TEXT_OF(x) _Generic((x), char *: of_text, const char *: of_text, int: of_int)(x)
#define out_text(o, x) fprintf((o)->to, "[text %s]", TEXT_OF(x))
#define out_attr(o, x) fprintf((o)->to, "[attr %s]", TEXT_OF(x))
#define out_link(o, x) fprintf((o)->to, "[link %s]", TEXT_OF(x))
#define out_link_part(o, x) fprintf((o)->to, "[part %s]", TEXT_OF(x))
OUT
cat > "$work/main.c" <<'MAIN'
#include "page.html.h"
int main(void)
{
	struct out out = { stdout };
	p(&out, "word", 3);
	return 0;
}
MAIN

verdict() { # NAME, and the status of the last command
	if [ "$2" -eq 0 ]; then
		echo "ok $1"
	else
		echo "FAIL $1"
		failed=1
	fi
}

# The file on standard input as it is: refused at a line, with these words.
refuse_file() { # NAME LINE WORDS
	cat > "$work/page.html"
	rm -f "$work/page.html.c"
	said=$(cd "$work" && "$mkpage" page.html page.html.c page.html.h 2>&1)
	status=$?
	case $said in
	"page.html:$2: "*"$3"*) right=0 ;;
	*) right=1; echo "  said: $said" ;;
	esac
	[ $status -eq 1 ] && [ ! -e "$work/page.html.c" ] && [ $right -eq 0 ]
	verdict "refuses $1" $?
}

# The same for the body of a page that begins on line 2.
refuse() {
	{
		echo '{{ page p(struct out *out, const char *w, int n) }}'
		cat
		echo '{{ end }}'
	} > "$work/body"
	refuse_file "$@" < "$work/body"
}

# The body of a page on standard input writes exactly WANTED (and a line break).
write_page() { # NAME WANTED
	{
		echo '{{ include <stdbool.h> }}'
		echo '{{ page p(struct out *out, const char *w, int n) }}'
		echo '{{ let bool t = w && n }}'
		cat
		echo '{{- if !t }}{{ end }}{{ end }}'
	} > "$work/page.html"
	(cd "$work" && "$mkpage" page.html page.html.c page.html.h &&
		${CC:-cc} -std=gnu17 -Wall -Wextra -Werror -I. -o page main.c page.html.c &&
		./page > said) || { verdict "$1" 1; return; }
	printf '%s\n' "$2" > "$work/wanted"
	[ -n "$(tail -c1 "$work/said")" ] && echo >> "$work/said"
	if cmp -s "$work/said" "$work/wanted"; then
		verdict "$1" 0
	else
		diff "$work/wanted" "$work/said"
		verdict "$1" 1
	fi
}

# ---- what is refused --------------------------------------------------------------

refuse 'a value without quotes' 2 'without quotes' <<'E'
<a href={{ w }}>x</a>
E
refuse 'a value at the end of one without quotes' 2 'without quotes' <<'E'
<a href=/x{{ w }}>x</a>
E
refuse 'a value in onclick' 3 'onclick' <<'E'
<p>
<a onclick="f({{ n }})">x</a>
E
refuse 'a value in ONLOAD, whatever its case' 2 'ONLOAD' <<'E'
<img ONLOAD='{{ w }}'>
E
refuse 'a value in style' 2 'style' <<'E'
<p style="width: {{ n }}px">
E
refuse 'a value in srcdoc' 2 'srcdoc' <<'E'
<iframe srcdoc="{{ w }}"></iframe>
E
refuse 'a value in hx-on' 2 'hx-on:click' <<'E'
<p hx-on:click="{{ w }}">
E
refuse 'a value in data-hx-vals' 2 'data-hx-vals' <<'E'
<p data-hx-vals="{{ w }}">
E
refuse 'a value in script' 2 'script' <<'E'
<script>let x = "{{ w }}";</script>
E
refuse 'a value in STYLE' 2 'script or style' <<'E'
<STYLE>p { width: {{ n }}px }</STYLE>
E
refuse 'a script that hides a script' 2 'cannot stand in <script>' <<'E'
<script><!--<script></script>{{ w }}</script>
E
refuse 'a value in a comment' 2 'comment' <<'E'
<!-- {{ w }} -->
E
refuse 'even our comment in a comment' 2 'comment' <<'E'
<!-- {{# x }} -->
E
refuse 'a comment that browsers end at once' 2 'comment' <<'E'
<!--><script>-->{{ w }}
E
refuse 'a comment that browsers end early' 2 'comment' <<'E'
<!-- x --!><b title="-->
E
refuse 'a value in a declaration' 2 'declaration' <<'E'
<!doctype {{ w }}>
E
refuse 'CDATA' 2 '&lt;' <<'E'
<svg><![CDATA[ > {{ w }} ]]></svg>
E
refuse 'a value loose in a tag' 2 'loose in a tag' <<'E'
<input {{ w }}>
E
refuse 'a value loose after quotes' 2 'loose in a tag' <<'E'
<input id="x"{{ w }}>
E
refuse 'an if around an attribute' 2 'loose in a tag' <<'E'
<input {{ if n }}checked{{ end }}>
E
refuse 'a value in the name of a tag' 2 'name of a tag' <<'E'
<h{{ n }}>
E
refuse 'a value as the name of a tag' 2 'needs a name' <<'E'
<{{ w }}>
E
refuse 'a value as the name of an end tag' 2 'needs a name' <<'E'
</{{ w }}>
E
refuse 'a value in the name of an attribute' 2 'name of an attribute' <<'E'
<p data-{{ w }}="x">
E
refuse 'branches that end in different places' 2 'different places' <<'E'
<p class="x{{ if n }}">{{ else }}y{{ end }}
E
refuse 'branches that leave one tag and enter another' 2 'different places' <<'E'
<a class="{{ if n }}"><a class="{{ else }}x{{ end }}">
E
refuse 'an if without else that leaves its place' 2 'another place' <<'E'
{{ if n }}<p class="x{{ end }}">
E
refuse 'a for that leaves its place' 2 'another place' <<'E'
{{ for int i = 0; i < n; i++ }}<p class="x{{ end }}">
E
refuse 'an if that leaves a pre open' 2 'another place' <<'E'
{{ if n }}<pre>{{ end }}</pre>
E
refuse 'a link that may or may not have begun' 2 'another place' <<'E'
<a href="{{ if n }}/x{{ end }}{{ w }}">
E
refuse 'a link made in a for' 2 'another place' <<'E'
<a href="{{ for int i = 0; i < n; i++ }}{{ w }}{{ end }}">
E
refuse_file 'a page never ended' 2 'line 1 is never ended' <<'E'
{{ page p(struct out *out) }}
E
refuse_file 'an if never ended' 5 'line 2 is never ended' <<'E'
{{ page p(struct out *out) }}
{{ if 1 }}
{{ for ;; }}
{{ end }}
E
refuse_file 'a page within a page' 2 'page within a page' <<'E'
{{ page p(struct out *out) }}
{{ page q(struct out *out) }}{{ end }}{{ end }}
E
refuse_file 'text outside the pages' 2 'outside the pages' <<'E'

hello
E
refuse_file 'a value outside the pages' 1 'outside the pages' <<'E'
{{ 1 }}
E
refuse_file 'an end outside the pages' 1 'outside the pages' <<'E'
{{ end }}
E
refuse_file 'a page without out' 1 'struct out *out' <<'E'
{{ page p(int n) }}{{ end }}
E
refuse_file 'a page whose out has another name' 1 'struct out *out' <<'E'
{{ page p(struct out *outer) }}{{ end }}
E
refuse_file 'an include without quotes' 1 'in quotes' <<'E'
{{ include base/out.h }}
E
refuse 'an include within a page' 2 'before the pages' <<'E'
{{ include "x.h" }}
E
refuse 'an attribute that stands twice' 2 'stands twice' <<'E'
<p id="x" class="y" ID='z'>
E
refuse 'a flag for an attribute that is there' 2 'stands twice' <<'E'
<input checked {{ flag n "checked" }}>
E
refuse 'a flag in text' 2 'in text' <<'E'
{{ flag n "checked" }}
E
refuse 'a flag in quotes' 2 'in the quotes' <<'E'
<p id="{{ flag n "checked" }}">
E
refuse 'a flag glued to the name of its tag' 2 'name of a tag' <<'E'
<input{{ flag n "checked" }}>
E
refuse 'a flag without a name' 2 'a flag is' <<'E'
<input {{ flag n }}>
E
refuse 'a flag that is code' 2 'link or code' <<'E'
<input {{ flag n "onclick" }}>
E
refuse 'quotes that never close' 4 'the quotes of line 3' <<'E'
<p>
<p class="x>
E
refuse 'a tag that never closes' 4 'the tag of line 3' <<'E'
<p>
</p
E
refuse 'a script that never closes' 3 'the element of line 2' <<'E'
<script>
E
refuse 'a pre that never closes' 3 'pre' <<'E'
<pre>
E
refuse 'quotes that touch the next attribute' 2 'a space is missing' <<'E'
<p id="x"class="y">
E
refuse 'a space after =' 2 'no value' <<'E'
<p id= "x">
E
refuse 'a < that begins no tag' 2 '&lt;' <<'E'
1 < 2
E
refuse 'a tag in a text area' 2 'cannot stand in <textarea>' <<'E'
<textarea><b></textarea>
E
refuse 'a tag in a title, where svg would take it for one' 2 'in <title>' <<'E'
<svg><title><script>{{ w }}</script></title></svg>
E
refuse 'show in an attribute' 2 'show cannot stand' <<'E'
<p id="{{ show q(out); }}">
E
refuse 'show in a text area' 2 'show cannot stand' <<'E'
<textarea>{{ show q(out); }}</textarea>
E
refuse 'show without out' 2 'first argument is out' <<'E'
{{ show q(w) }}
E
refuse 'show of two things' 2 'first argument is out' <<'E'
{{ show n = 2, q(out) }}
E
refuse 'a let without a value' 2 'a let gives' <<'E'
{{ let int x }}
E
refuse 'an empty value' 2 'nothing stands' <<'E'
{{  }}
E
refuse 'an if of nothing' 2 'nothing follows the if' <<'E'
{{ if }}{{ end }}
E
refuse 'an else without an if' 2 'without its if' <<'E'
{{ else }}
E
refuse 'an else after an else' 2 'without its if' <<'E'
{{ if n }}{{ else }}{{ else if n }}{{ end }}
E
refuse 'braces that never close' 3 'without its }}' <<'E'

{{ w "}}" 
E
printf '{{ page p(struct out *out) }}a\0b{{ end }}' > "$work/zero"
refuse_file 'a zero byte' 1 'zero byte' < "$work/zero"

# ---- what is written --------------------------------------------------------------

write_page 'a value in text is text' '<p>[text word] and [text 3]</p>' <<'E'
<p>{{ w }} and {{ n }}</p>
E
write_page 'a value in quotes is attr' '<p id="[attr word]" class='\''a [attr 3] b'\''>' <<'E'
<p id="{{ w }}" class='a {{ n }} b'>
E
write_page 'a value that begins a link is link, later ones are parts' \
	'<a href="[link word]/[part 3]?x=[part word]">' <<'E'
<a href="{{ w }}/{{ n }}?x={{ w }}">
E
write_page 'a value later in a link is a part' '<form action="/x/[part word]">' <<'E'
<form action="/x/{{ w }}">
E
for name in href src action formaction hx-get hx-post data-hx-get HREF data-href poster cite; do
	write_page "$name is a link" "<i $name=\"[link word]\">" <<E
<i $name="{{ w }}">
E
done
write_page 'both branches may begin a link' '<a href="/x?[part word]">' <<'E'
<a href="{{ if n }}/x{{ else }}{{ w }}{{ end }}?{{ w }}">
E
write_page 'an if may stand in quotes' '<p class="a b">' <<'E'
<p class="a{{ if n }} b{{ end }}{{ if !n }} c{{ end }}">
E
write_page 'else if chooses one' 'two' <<'E'
{{ if n == 1 }}one{{ else if n == 3 }}two{{ else }}three{{ end }}
E
write_page 'for repeats' '<ul><li>[text 0]</li><li>[text 1]</li><li>[text 2]</li></ul>' <<'E'
<ul>{{ for int i = 0; i < n; i++ }}<li>{{ i }}</li>{{ end }}</ul>
E
write_page 'a block alone on its line leaves no trace' '<ul>
<li>[text 0]</li>
<li>[text 1]</li>
</ul>' <<'E'
<ul>
	{{# two of them }}
	{{ for int i = 0; i < 2; i++ }}
		{{ if i < 9 }}
		<li>{{ i }}</li>
		{{ end }}
	{{ end }}
</ul>
E
write_page 'words keep their space around a block of lines' 'a
b
c' <<'E'
a
{{ if n }}
b
{{ end }}
c
E
write_page 'let gives a name' '[text 4]' <<'E'
{{ let int more = n + 1 }}{{ more }}
E
write_page 'a flag is there or not' '<input checked id="x" disabled>' <<'E'
<input{{# x }} {{- flag n "checked" }} id="x" {{ flag !n "required" }} {{- flag n == 3 && w[0] != '"' "disabled" }}>
E
write_page 'white space is one space or line break' '<p class="a  b" id="c">x y
z <b>w</b></p>' <<'E'
<p   class="a  b"
   id="c">x   y  
   z    <b>w</b></p>
E
write_page 'pre keeps its space' '<pre>
  a   [text word]
    b
</pre> x' <<'E'
<pre>
  a   {{ w }}
    b
</pre>   x
E
write_page 'a text area gets the line break that browsers drop' \
	'<textarea id="t">
[attr word]  x</textarea>' <<'E'
<textarea id="t">{{ w }}  x</textarea>
E
write_page 'a title is text without elements' '<title>[attr word]</title>' <<'E'
<title>{{ w }}</title>
E
write_page 'a script of our own passes' '<script>if (a < b) f("</p>");</script>' <<'E'
<script>if (a < b) f("</p>");</script>
E
write_page 'a comment passes' '<!-- a < b --><b>x</b>' <<'E'
<!-- a < b --><b>x</b>
E
write_page 'trimming eats the space beside' 'a[text word]b' <<'E'
a   
   {{- w -}}   
 b
E
write_page 'minus signs stay minus signs' '[text -3][text 2]' <<'E'
{{ -n }}{{ n-1 }}
E
write_page 'braces and quotes of C pass' '[text }}][text "x"][text 7]' <<'E'
{{ "}}" }}{{ "\"x\"" }}{{ ((int[]){ 7 })[0] }}
E
write_page 'quotes, backslashes and letters beyond ASCII pass' '"\n" Å ä ö ??/ %s' <<'E'
"\n" Å ä ö ??/ %s
E
write_page 'void attributes and slashes pass' '<br/><input disabled value=x><a href=/x/>y</a>' <<'E'
<br/><input disabled value=x><a href=/x/>y</a>
E
write_page 'a doctype passes' '<!DOCTYPE html>' <<'E'
<!DOCTYPE html>
E
write_page 'a word that only begins like one of ours is a value' '[text 9]' <<'E'
{{ let int iffy = 9 }}{{ iffy }}
E

cat > "$work/page.html" <<'E'
{{ page q(struct out *out, int n) }}<b>{{ n }}</b>{{ end }}
{{ page p(struct out *out,
	const char *w, int n) }}
{{ show q(out, n); }}{{ show q(out, 4) }}{{ w }}
{{ end }}
E
(cd "$work" && "$mkpage" page.html page.html.c page.html.h &&
	${CC:-cc} -std=gnu17 -Wall -Wextra -Werror -I. -o page main.c page.html.c &&
	[ "$(./page)" = '<b>[text 3]</b><b>[text 4]</b>[text word]' ])
verdict 'show writes another page' $?

printf '{{ page p(struct out *out) }}\n<p>\n{{ nowhere }}\n{{ end }}' > "$work/page.html"
(cd "$work" && "$mkpage" page.html page.html.c page.html.h &&
	! ${CC:-cc} -std=gnu17 -I. -c -o page.o page.html.c 2> said &&
	grep -q '^page.html:3:.*nowhere' said)
verdict 'mistakes in C are reported at the line of the page' $?

exit $failed
