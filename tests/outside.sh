# SPDX-License-Identifier: EUPL-1.2
# tests/outside.sh - for tests with real parts outside: a demo city and a mail server that speaks
# SMTP.  Sourced with $build set; whoever does adds the numbers of processes to $parts.
work=$(mktemp -d)
export VARN_DATA="$work/files" TMPDIR="$work"
mkdir "$work/got"
passed=0 failed=0 parts=
# shellcheck disable=SC2154    # $build is set by the script that reads this one
varn() { "$build/varn" --db "sqlite:$work/city.db" "$@"; }
outside_end() {
	# shellcheck disable=SC2086
	kill $parts 2> /dev/null
	rm -rf "$work"
}
trap outside_end EXIT

check() { # NAME COMMAND...
	name=$1
	shift
	if "$@" > "$work/said" 2>&1; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		echo "FAILED $name"
		head -n 20 "$work/said"
	fi
}
# A program on standard input reads what the mail server got, by letters.py.
letters() { PYTHONDONTWRITEBYTECODE=1 PYTHONPATH=tests python3 - "$work/got"; }
set_to() { varn setting "$1" "$2" > /dev/null; }

# A part that prints the port it listens on.
part() { # NAME PROGRAM...
	name=$1
	shift
	python3 "$@" > "$work/$name" &
	parts="$parts $!"
}
port_of() {
	for _ in 1 2 3 4 5 6 7 8 9 10; do
		[ -s "$work/$1" ] || sleep 0.3
	done
	cat "$work/$1"
}

walk() { # SCENE...
	varn scene "$@" > "$work/scene.log" 2>&1
	sed '$d' "$work/scene.log"
	count=$(tail -n 1 "$work/scene.log" | sed -n 's/^\([0-9]*\) passed, \([0-9]*\) failed$/\1 \2/p')
	# shellcheck disable=SC2086
	set -- ${count:-0 1}
	passed=$((passed + $1)) failed=$((failed + $2))
}
outcome() {
	echo "$passed passed, $failed failed"
	[ "$failed" -eq 0 ]
}

part mail_port tests/smtp_sink.py "$work/got"
varn demo --size small --at 12:00 > "$work/demo.log" 2>&1 || {
	cat "$work/demo.log"
	echo '0 passed, 1 failed'
	exit 1
}
set_to smtp_url "smtp://127.0.0.1:$(port_of mail_port)"
set_to smtp_tls no
set_to mail_from varn@alvhamn.example
set_to public_address https://varn.example
