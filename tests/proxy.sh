#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# tests/proxy.sh BUILD - the service behind nginx: who is believed about the client's address
# and about TLS, cookies, and streams that are not kept back.
set -u
cd "$(dirname "$0")/.." || exit 1
build=${1:?which build?}
nginx=$(command -v nginx || echo /usr/sbin/nginx)

work=$(mktemp -d)
server='' proxy=''
leave() {
	[ -z "$proxy" ] || kill "$proxy" 2> /dev/null
	[ -z "$server" ] || kill "$server" 2> /dev/null
	wait 2> /dev/null
	rm -rf "$work"
}
trap leave EXIT
passed=0 failed=0

ok() { passed=$((passed + 1)); }
fail() {
	failed=$((failed + 1))
	echo "FAILED $*"
}
# The text must, or must not, have the words in it.
has() { # TEXT WORDS WHAT
	if printf '%s' "$1" | grep -q -i -e "$2"; then ok; else fail "$3: no \"$2\" in: $(printf '%s' "$1" | head -c 300)"; fi
}
hasnt() {
	if printf '%s' "$1" | grep -q -i -e "$2"; then fail "$3: there is \"$2\""; else ok; fi
}
free_port() {
	python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0))
print(s.getsockname()[1])'
}
ready() { # URL
	for _ in $(seq 100); do
		curl --insecure --silent --output /dev/null "$1" && return
		sleep 0.1
	done
	fail "nobody answers at $1"
}

inner=$(free_port) plain=$(free_port) sealed=$(free_port)
db=sqlite:$work/city.db
"$build/varn" --db "$db" demo --size small > "$work/log" 2>&1 || { cat "$work/log"; exit 1; }
"$build/varn" --db "$db" setting signins_per_minute 3 >> "$work/log" 2>&1
# A job that another machine runs: its stream stays open.
python3 - "$work/city.db" << 'P'
import sqlite3, sys
db = sqlite3.connect(sys.argv[1])
person, = db.execute("SELECT id FROM person WHERE login = 'amina'").fetchone()
db.execute("INSERT INTO job (public_id, kind, person_id, state, runner, done, total, started_at)"
	" VALUES ('01900000-0000-7000-8000-000000000001', 'export', ?, 'running', 'elsewhere/b/1/1',"
	" 4711, 9999, 1)", (person,))
db.commit()
P
openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=127.0.0.1 \
	-addext subjectAltName=IP:127.0.0.1 -keyout "$work/key.pem" -out "$work/cert.pem" 2> /dev/null ||
	fail 'no certificate could be made'

cat > "$work/nginx.conf" << C
daemon off;
worker_processes 1;
pid $work/nginx.pid;
error_log $work/nginx.log;
events { worker_connections 64; }
http {
	access_log off;
	client_body_temp_path $work/body;
	proxy_temp_path $work/proxy;
	fastcgi_temp_path $work/fastcgi;
	uwsgi_temp_path $work/uwsgi;
	scgi_temp_path $work/scgi;
	client_max_body_size 130m;
	server {
		listen 127.0.0.1:$plain;
		listen 127.0.0.1:$sealed ssl;
		ssl_certificate $work/cert.pem;
		ssl_certificate_key $work/key.pem;
		location / {
			proxy_pass http://127.0.0.1:$inner;
			proxy_http_version 1.1;
			proxy_set_header Connection "";
			proxy_set_header Host \$http_host;
			proxy_set_header X-Forwarded-For \$proxy_add_x_forwarded_for;
			proxy_set_header X-Forwarded-Proto \$scheme;
		}
	}
}
C
"$nginx" -c "$work/nginx.conf" -e "$work/nginx.log" > "$work/nginx.out" 2>&1 &
proxy=$!

serve() { # OPTIONS
	[ -z "$server" ] || { kill "$server"; wait "$server" 2> /dev/null; }
	"$build/varn" --db "$db" serve --listen "127.0.0.1:$inner" --workers 1 "$@" >> "$work/log" 2>&1 &
	server=$!
	ready "http://127.0.0.1:$inner/health"
}
# A browser asks, and sends the form for signing in, from an address of its own.
ask() { # CURL-OPTIONS
	curl --insecure --silent --include --max-time 20 "$@"
}
sign_in() { # ADDRESS ROOT CURL-OPTIONS
	from=$1 root=$2
	shift 2
	ask --interface "$from" --header "Origin: $root" --data 'login=amina&password=wrong' "$@" "$root/sign-in"
}

# --- TLS ends at the proxy ----------------------------------------------------------------

serve --trusted-proxy 127.0.0.1
ready "http://127.0.0.1:$plain/health"
root=https://127.0.0.1:$sealed
answer=$(ask --cookie-jar "$work/cookies" --header "Origin: $root" --data login=amina "$root/sign-in/demo")
has "$answer" '^HTTP/1.1 303' 'signing in over TLS'
has "$answer" '^set-cookie: __Host-varn=.*secure\|^set-cookie: varn=.*secure' 'the cookie is for TLS only'
has "$answer" '^strict-transport-security' 'browsers are told to stay with TLS'
answer=$(ask --cookie "$work/cookies" "$root/me")
has "$answer" 'Amina' 'the session holds over TLS'
root=http://127.0.0.1:$plain
answer=$(ask --header "Origin: $root" --data login=amina "$root/sign-in/demo")
has "$answer" '^HTTP/1.1 303' 'signing in without TLS'
hasnt "$answer" '^set-cookie: [^=]*varn=.*secure' 'no TLS, no Secure'
hasnt "$answer" '^strict-transport-security' 'no TLS, nothing to stay with'
answer=$(ask --header "Origin: https://127.0.0.1:$plain" --data login=amina "$root/sign-in/demo")
has "$answer" '^HTTP/1.1 403' 'another scheme is another origin'

# --- A stream comes through as it is written ---------------------------------------------

root=https://127.0.0.1:$sealed
answer=$(ask --no-buffer --max-time 4 --cookie "$work/cookies" \
	"$root/jobs/01900000-0000-7000-8000-000000000001/stream")
has "$answer" '^content-type: text/event-stream' 'the stream'
has "$answer" '^data: .*4.711\|^data: .*4711' 'its first words come before it ends'

# --- Whose address counts -----------------------------------------------------------------

for i in 1 2 3; do
	has "$(sign_in 127.0.0.2 "$root" --header "X-Forwarded-For: 192.0.2.$i")" '^HTTP/1.1 422' "try $i"
done
has "$(sign_in 127.0.0.2 "$root" --header 'X-Forwarded-For: 192.0.2.4')" '^HTTP/1.1 429' \
	'what a client says of itself does not help'
has "$(sign_in 127.0.0.3 "$root")" '^HTTP/1.1 422' 'another client of the same proxy is another one'

direct=http://127.0.0.1:$inner
for i in 1 2 3; do
	sign_in 127.0.0.4 "$direct" --header "X-Forwarded-For: 192.0.2.$i" > /dev/null
done
has "$(sign_in 127.0.0.4 "$direct" --header 'X-Forwarded-For: 192.0.2.9')" '^HTTP/1.1 429' \
	'who is not the proxy is not believed'
answer=$(ask --interface 127.0.0.4 --header 'X-Forwarded-Proto: https' "$direct/")
hasnt "$answer" '^strict-transport-security' 'nor about TLS'

serve
for i in 1 2 3; do
	sign_in 127.0.0.5 "http://127.0.0.1:$plain" > /dev/null
done
has "$(sign_in 127.0.0.6 "http://127.0.0.1:$plain")" '^HTTP/1.1 429' \
	'nobody is trusted who was not named: all come from the proxy'

if grep -E 'AddressSanitizer|runtime error' "$work/log"; then fail 'a sanitizer spoke'; else ok; fi
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
