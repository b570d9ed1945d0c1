# SPDX-License-Identifier: EUPL-1.2
# tests/form.sh - a form filled in with curl.  Sourced by whoever has page() PATH [CURL OPTION...],
# and answered(), which prints the name of the file that the last page is in.
form() { # PATH OF THE PAGE, ACTION, FIELD=VALUE...
	page "$1"
	action=$2
	token=$(sed -n 's/.*name="_token" value="\([^"]*\)".*/\1/p' "$(answered)" | head -n 1)
	shift 2
	set -- "_token=$token" "$@"
	for field; do
		set -- "$@" --data-urlencode "$field"
		shift
	done
	page "$action" "$@"
}
