#!/bin/sh
# kills.sh - the server is killed while clients save and while a file is
# imported: nothing that was answered is lost, nothing is there twice.
# KILLS=1000 for a longer run, as make check-slow has it.
. "$srcdir/tests/e2e/office.sh"

make_site
"$PEOPLE" births 400 --seed 3 --received 2026-11-02..2026-11-20 >"$work/births.csv"

# Eight clients, two of them in bulk; it prints its own TAP.
"$builddir/tests/e2e/kills" "$HOSO_SITE" "${KILLS:-15}" >"$work/out" 2>"$work/err"
status=$?
grep -v '^1\.\.' "$work/out"
n=$(grep -c '^\(not \)\{0,1\}ok ' "$work/out")
[ $status -eq 0 ]
ok $? 'the clients are content'

# An import goes on from where it was, whoever kills the server.
"$HOSO" import khai-sinh "$work/births.csv" --json >"$work/out" 2>"$work/err" &
import=$!
while kill -0 $import 2>/dev/null; do
  sleep 0.05
  pid=$("$HOSO" status --json 2>/dev/null | sed -n 's/.*"server_pid":\([0-9]*\).*/\1/p')
  [ -z "$pid" ] || kill -9 "$pid" 2>/dev/null
done
wait $import
ok $? 'an import among kills'
prints '"read":400,"saved":400,"duplicate":0,"rejected":0' 'saves every row once'

gives 0 'verify' "$HOSO" verify
done_testing
