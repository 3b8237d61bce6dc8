#!/bin/sh
# kills.sh - the server is killed while clients save, while a file is imported,
# while a site is built, while backups are made: nothing that was answered is
# lost, nothing is there twice.
# KILLS=1000 for a longer run, as make check-slow has it.
. "$srcdir/tests/e2e/office.sh"

make_site
"$PEOPLE" births 400 --seed 3 --received 2026-11-02..2026-11-20 >"$work/births.csv"

# kill_server - with its children, whether or not it has come up
kill_server () { "$builddir/tests/e2e/kills" "$HOSO_SITE" now; }

# Eight clients, two of them in bulk; it prints its own TAP.  Beside them backups
# are made, one after the other; some die with their server.
mkdir "$work/backups"
while [ ! -e "$work/enough" ]; do
  "$HOSO" backup "$work/backups" >/dev/null 2>>"$work/backup-err"
  sleep 0.5
done &
backing=$!
"$builddir/tests/e2e/kills" "$HOSO_SITE" "${KILLS:-15}" >"$work/out" 2>"$work/err"
status=$?
: >"$work/enough"
grep -v '^1\.\.' "$work/out"
n=$(grep -c '^\(not \)\{0,1\}ok ' "$work/out")
[ $status -eq 0 ]
ok $? 'the clients are content'
wait $backing

# An import goes on from where it was, whoever kills the server.
"$HOSO" import khai-sinh "$work/births.csv" --json >"$work/out" 2>"$work/err" &
import=$!
kills=0
while kill -0 $import 2>/dev/null && [ $kills -lt 100 ]; do
  sleep 0.05
  kill_server
  kills=$((kills + 1))
done
wait $import
ok $? 'an import among kills'
prints '"read":400,"saved":400,"duplicate":0,"rejected":0' 'saves every row once'

gives 0 'verify' "$HOSO" verify
gives 0 'a backup when all is quiet' "$HOSO" backup "$work/backups"
"$HOSO" stop
gives 0 'a site from it' "$HOSO" -s "$work/site-again" restore "$work/backups"
gives 0 'verifies' "$HOSO" -s "$work/site-again" verify

# A site that is empty is built by a child of the server; either may die.
HOSO_SITE=$work/site-built
make_site
"$PEOPLE" births 3000 --seed 5 --received 2026-11-02..2026-11-20 \
  >"$work/many.csv"
"$HOSO" import khai-sinh "$work/many.csv" --json >"$work/out" 2>"$work/err" &
import=$!
for pause in 0.1 0.4 0.2 0.6 0.3; do
  sleep $pause
  kill_server
done
wait $import
ok $? 'a build among kills'
prints '"read":3000,"saved":3000,"duplicate":0,"rejected":0' 'has every row once'
gives 0 'and verifies' "$HOSO" verify
done_testing
