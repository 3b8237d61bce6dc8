#!/bin/sh
# no-terminal.sh - says that the tests in a terminal are left out.
echo '1..0 # SKIP libvterm was not found by configure'
