#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# tests/postgres.sh start FOLDER PORT | stop FOLDER - a PostgreSQL of our own, for tests.
#
# It listens on loopback only, trusts whoever asks, and does not wait for the disk: fast, and
# good for nothing but tests.  PostgreSQL refuses to run as root, so root lends it to the
# user postgres.  `start` prints the address, for VARN_TEST_PG.
#
# Each test has a database of its own, a thousand files that are soon taken away.  ext4 does not
# give out an inode again for a while and looks past all of them at each new file, until making a
# database takes seconds: so they are kept in memory where there is room.
set -eu

verb=${1:-} folder=${2:-} port=${3:-}

usage() {
	echo 'usage: tests/postgres.sh start FOLDER PORT | stop FOLDER' >&2
	exit 2
}
[ -n "$folder" ] || usage

# The newest server that Debian has installed; else whatever stands in the path.
programs=
for found in /usr/lib/postgresql/*/bin; do
	[ ! -x "$found/initdb" ] || programs=$found/
done
command -v "${programs}initdb" > /dev/null || {
	echo 'tests/postgres.sh: there is no initdb; script/bootstrap installs it' >&2
	exit 1
}

as_owner() {
	if [ "$(id -u)" -eq 0 ]; then
		(cd "$folder" && runuser -u postgres -- "$@")
	else
		"$@"
	fi
}

memory=/dev/shm least_kb=4000000

# FOLDER/data leads to a folder in memory, if there is that much of it.  What was in memory before
# the machine began anew is gone; where it led is forgotten.
in_memory() {
	[ -e "$folder/data" ] || rm -f "$folder/data"
	[ ! -e "$folder/data" ] && [ -w "$memory" ] || return 0
	[ "$(df -Pk "$memory" | awk 'NR == 2 { print $4 }')" -ge "$least_kb" ] || return 0
	place=$(mktemp -d "$memory/varn-postgres-XXXXXX")
	[ "$(id -u)" -ne 0 ] || chown postgres "$place"
	ln -s "$place" "$folder/data"
}

stop() {
	as_owner "${programs}pg_ctl" --pgdata "$folder/data" --mode immediate stop > /dev/null
	[ ! -L "$folder/data" ] || {
		rm -rf "$(readlink "$folder/data")"
		rm "$folder/data"
	}
}

start() {
	mkdir -p "$folder"
	[ "$(id -u)" -ne 0 ] || chown postgres "$folder"
	in_memory
	[ -f "$folder/data/PG_VERSION" ] ||
		as_owner "${programs}initdb" --pgdata "$folder/data" --username varn --auth trust \
			--encoding UTF8 --locale C.UTF-8 --no-sync > "$folder/initdb.log" 2>&1 || {
			cat "$folder/initdb.log" >&2
			exit 1
		}
	as_owner "${programs}pg_ctl" --pgdata "$folder/data" --log "$folder/data/server.log" \
		--wait --timeout 60 -o "-p $port -k $folder -c listen_addresses=127.0.0.1 \
		-c max_connections=200 -c fsync=off -c synchronous_commit=off \
		-c full_page_writes=off -c shared_buffers=64MB -c logging_collector=off" \
		start > "$folder/start.log" 2>&1 || {
		cat "$folder/start.log" >&2
		tail -n 20 "$folder/data/server.log" >&2
		exit 1
	}
	echo "postgresql://varn@127.0.0.1:$port/postgres"
}

case $verb in
start) [ -n "$port" ] || usage; start ;;
stop)  stop ;;
*)     usage ;;
esac
