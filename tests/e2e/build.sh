#!/bin/sh
# build.sh - a large file into an empty site is built by a child: the same
# receipt, rejects and dossiers as by transactions; and whoever is killed, or
# saves meanwhile, nothing is lost and nothing is there by half.
# BUILD_KILLS sets how often (6; the slow run has 100).
. "$srcdir/tests/e2e/office.sh"

kills=${BUILD_KILLS:-6}
HOSO_CLOCK=2026-11-21T08:00:00+07:00
export HOSO_CLOCK
make_site "$work/empty"
"$PEOPLE" births 3000 --seed 5 --received 2026-11-02..2026-11-20 --damage \
  >"$work/rows.csv"
cat "$work/rows.csv" >"$work/births.csv"
tail -n 150 "$work/rows.csv" >>"$work/births.csv" # some are there twice
rows=3150

# fresh SITE - an empty site, with the same identity each time
fresh ()
{
  [ ! -S "$1/socket" ] || "$HOSO" -s "$1" stop >/dev/null 2>&1
  rm -rf "$1"
  cp -R "$work/empty" "$1"
}

# built SITE - how many builds were adopted
built () { cat "$1"/log/* | grep -c 'a build was adopted'; }

# take SITE NAME FILE - imports FILE, whose fate is in NAME.receipt, .rejects
take ()
{
  "$HOSO" -s "$1" import khai-sinh "$3" --json --receipt "$work/$2.receipt" \
    --rejects "$work/$2.rejects" >"$work/$2.out" 2>"$work/err"
}

# ---- both ways ----

fresh "$work/site1"
take "$work/site1" one - <"$work/births.csv"
[ $? -eq 1 ] && [ "$(built "$work/site1")" -eq 0 ]
ok $? 'a stream goes in by transactions'
"$HOSO" -s "$work/site1" export --procedure khai-sinh -o "$work/one.csv" 2>/dev/null

fresh "$work/site2"
take "$work/site2" two "$work/births.csv"
[ $? -eq 1 ] && [ "$(built "$work/site2")" -eq 1 ]
ok $? 'a file is built'
"$HOSO" -s "$work/site2" export --procedure khai-sinh -o "$work/two.csv" 2>/dev/null
same "$work/one.receipt" "$work/two.receipt" 'the receipt is the same'
same "$work/one.rejects" "$work/two.rejects" 'the rejects are the same'
same "$work/one.csv" "$work/two.csv" 'every dossier is the same'
for words in 'nguyen van' 'đào' 'tran thi ho' 1990 0390 2026-11-05; do
  for site in 1 2; do
    "$HOSO" -s "$work/site$site" find "$words" --json >"$work/found$site" 2>&1
  done
  same "$work/found1" "$work/found2" "so is what is found by '$words'"
done
gives 0 'what was built agrees with itself' "$HOSO" -s "$work/site2" verify
gives 0 'it is a site like any other' "$HOSO" -s "$work/site2" stop
gives 0 'after another start too' "$HOSO" -s "$work/site2" verify
take "$work/site2" again "$work/births.csv"
grep -q '"saved":0,' "$work/again.out"
ok $? 'the same file again saves nothing'
[ "$(ls "$work/site2/db" | grep -c '^records')" -eq 1 ]
ok $? 'the files that were replaced are gone'

# ---- kills ----

# whole SITE NAME - all rows are there, once, and the receipt says so
whole ()
{
  "$HOSO" -s "$1" verify >"$work/out" 2>&1 || return 1
  "$HOSO" -s "$1" export --procedure khai-sinh -o "$work/three.csv" 2>/dev/null
  cmp -s "$work/two.csv" "$work/three.csv" && cmp -s "$work/two.receipt" "$2"
}

# pause I - the Ith of as many moments as there are kills, in half a second
pause () { sleep "$(awk "BEGIN { print 0.5 * $1 / $kills }")"; }

site=$work/site3
i=0 bad=0
while [ $i -lt "$kills" ]; do
  i=$((i + 1))
  fresh "$site"
  pid=$(HOSO_SITE=$site status_of server_pid)
  take "$site" three "$work/births.csv" &
  import=$!
  pause $i
  kill -9 "$pid"
  wait $import
  [ $? -eq 1 ] && whole "$site" "$work/three.receipt" || bad=$((bad + 1))
done
[ $bad -eq 0 ]
ok $? "the server is killed $kills times: $bad sites are not whole"

i=0 bad=0
while [ $i -lt "$kills" ]; do
  i=$((i + 1))
  fresh "$site"
  "$HOSO" -s "$site" status >/dev/null 2>&1
  "$HOSO" -s "$site" import khai-sinh "$work/births.csv" >/dev/null 2>&1 &
  import=$!
  pause $i
  kill -9 $import 2>/dev/null
  wait $import 2>/dev/null
  "$HOSO" -s "$site" verify >"$work/out" 2>&1 || bad=$((bad + 1))
  take "$site" three "$work/births.csv"
  "$HOSO" -s "$site" export --procedure khai-sinh -o "$work/three.csv" 2>/dev/null
  cmp -s "$work/two.csv" "$work/three.csv" || bad=$((bad + 1))
done
[ $bad -eq 0 ]
ok $? "the client is killed $kills times: $bad sites are not as they should be"

# ---- somebody else ----

fresh "$site"
head -2 "$work/rows.csv" >"$work/single.csv"
"$HOSO" -s "$site" status >/dev/null 2>&1
take "$site" three "$work/births.csv" &
import=$!
"$HOSO" -s "$site" import khai-sinh "$work/single.csv" >/dev/null 2>&1
saved=$?
wait $import
[ $? -eq 1 ] && [ $saved -eq 0 ]
ok $? 'somebody saves while a site is built'
gives 0 'both are there' "$HOSO" -s "$site" verify
"$HOSO" -s "$site" export --procedure khai-sinh 2>/dev/null |
  cut -d, -f1 | sort >"$work/ids"
cut -d, -f1 "$work/two.csv" | sort | cmp -s - "$work/ids"
ok $? 'every dossier once'
done_testing
