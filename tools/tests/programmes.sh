#!/bin/sh
# SPDX-License-Identifier: EUPL-1.2
# programmes.sh - the folders under programmes/ hold together, and leave nothing out.
#
# The program refuses what it cannot read (`varn programme load`); this looks at what no
# program minds: a row left out, a language forgotten, a sentence copied.  What is left to
# attestation is printed, so that the list grows shorter and never longer unseen.
cd "$(dirname "$0")/../.." || exit 1
exec python3 tools/tests/programmes.py
