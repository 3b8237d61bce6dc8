#!/bin/sh
# adoption.sh - an import into an empty site is built by a child and adopted by
# the server in one transaction.  Whichever of the two is killed, at whatever
# call: afterwards the site is empty or has the whole import; a client that
# lives completes it by itself, one that was killed too by its second run, each
# dossier exactly once.
# FAULTS=all for every n, as make check-slow has it.
. "$srcdir/tests/e2e/office.sh"
. "$srcdir/tests/faults/failing.sh"

good=$work/good count=2000
make_site "$good"
"$HOSO" -s "$good" stop
"$PEOPLE" births $count --seed 11 >"$work/births.csv"
KILLED=-9 WAITS=0

# importing - becomes the client
importing ()
{
  exec "$HOSO" import khai-sinh "$work/births.csv" --json >"$work/out" \
    2>"$work/err" </dev/null
}

# What is there now is all of it.
look_after ()
{
  [ "$(status_of records)" = $count ] || complain "$(status_of records) records"
  "$HOSO" verify >"$work/verify" 2>&1 ||
    complain "verify: $(head -1 "$work/verify")"
}

# The one that made the call dies; who imports goes on.
do_killed ()
{
  (importing) || complain "status $?: $(cat "$work/err")"
  rm -f "$wish"
  grep -q '"rejected":0' "$work/out" || complain "$(cat "$work/out")"
}

# It waits in the call, and both that wait for it are killed.
do_all_killed ()
{
  importing &
  client=$!
  while runs $client && ! fault_came; do sleep 0.02; done
  fault_came || { wait $client; return; }
  gone $client
  gone $server
  rm -f "$wish"
  had=$(status_of records)
  [ "$had" = 0 ] || [ "$had" = $count ] || complain "$had records are left"
  (importing) || complain "again, status $?: $(cat "$work/err")"
}

# run WHO BELOW KIND STEP - n = 1, 1 + STEP, ... until no call fails
run ()
{
  who=$1 below=$2 kind=$3 step=${all:+1} bad= nth=1 times=0
  why=$KILLED
  [ "$who" = killed ] || why=$WAITS
  while :; do
    rm -rf "$HOSO_SITE" "$trace"
    cp -a "$good" "$HOSO_SITE"
    serve "db/$below"
    tell_wish $kind $why $nth
    "do_$who"
    fault_came || break
    times=$((times + 1))
    look_after
    quiet_stop
    nth=$((nth + ${step:-$4}))
  done
  rm -f "$wish"
  quiet_stop
  [ -z "$bad" ] && [ $times -gt 0 ]
  ok $? "$who at $kind of ${below:-any file}: $times times${bad}"
}

# The server's: its log and what is torn by no power cut.  The child's: tables;
# which the server opens again.
run killed log. sync 1
run all_killed log. sync 1
run all_killed log. write 1
run killed page-guard write 3
run all_killed page-guard sync 1
run killed '' sync 4
run all_killed '' sync 5
run killed i_code open 1
run all_killed find read 2
done_testing
