#!/bin/sh
# adoption.sh - an import into an empty site is built by a child and adopted by
# the server in one transaction.  Whichever of the two is killed, at whatever
# call: afterwards the site is empty or has the whole import; a client that
# lives completes it by itself, one that was killed too by its second run, each
# dossier exactly once.
# FAULTS=all for every n, as make check-slow has it.
. "$srcdir/tests/e2e/office.sh"

shim=$builddir/tests/faults/.libs/shim.so
if [ ! -e "$shim" ] || ldd "$HOSO" | grep -q 'lib[au]san'; then
  echo '1..0 # SKIP the shim is not built, or sanitizers want to be first'
  exit 0
fi
all=$FAULTS
unset FAULTS
wish=$work/wish trace=$work/wish.trace
good=$work/good count=2000
make_site "$good"
"$HOSO" -s "$good" stop
"$PEOPLE" births $count --seed 11 >"$work/births.csv"
export HOSO_SITE
KILLED=-9 WAITS=0

# serve BELOW - a server that heeds wishes about files below db/BELOW
serve ()
{
  LD_PRELOAD=$shim FAULTS=$wish FAULTS_SITE=$HOSO_SITE/db/$1 \
    "$HOSO" serve --idle 60 >"$work/server" 2>&1 &
  server=$!
  until [ -S "$HOSO_SITE/socket" ] || ! kill -0 $server 2>/dev/null; do
    sleep 0.02
  done
}

fault_came () { grep -q ' fails ' "$trace" 2>/dev/null; }

# gone PID - waits until it is
gone ()
{
  kill -9 "$1" 2>/dev/null
  wait "$1" 2>/dev/null
}

# importing - becomes the client
importing ()
{
  exec "$HOSO" import khai-sinh "$work/births.csv" --json >"$work/out" \
    2>"$work/err" </dev/null
}

# status_of KEY - a number that whichever server runs tells of itself
status_of ()
{
  "$HOSO" status --json | sed -n "s/.*\"$1\":\([0-9]*\).*/\1/p"
}

complain () { bad="$bad; n=$nth: $*"; }

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
  while kill -0 $client 2>/dev/null && ! fault_came; do sleep 0.02; done
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
    serve "$below"
    echo "$kind $why $nth" >"$wish.new" && mv "$wish.new" "$wish"
    "do_$who"
    fault_came || break
    times=$((times + 1))
    look_after
    "$HOSO" stop >/dev/null 2>&1
    wait $server 2>/dev/null
    nth=$((nth + ${step:-$4}))
  done
  rm -f "$wish"
  "$HOSO" stop >/dev/null 2>&1
  wait $server 2>/dev/null
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
