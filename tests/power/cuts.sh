#!/bin/sh
# cuts.sh - the power fails while an empty site is built, officers save, files
# are imported, room is given back, a backup is made, and servers come and go:
# what the disk is left with is tried out at random places, torn pages and all.
# CUTS=500 for a longer run, as make check-slow has it.
. "$srcdir/tests/e2e/office.sh"

trace=$work/trace cuts=${CUTS:-15}
"$PEOPLE" births 500 --seed 4 --received 2026-11-02..2026-11-20 >"$work/first.csv"
"$PEOPLE" births 500 --seed 5 --received 2026-11-02..2026-11-20 >"$work/more.csv"

# recorded COMMAND... - runs it, and every server it starts, on the record
recorded ()
{
  LD_PRELOAD=$builddir/tests/power/.libs/recorder.so \
    ASAN_OPTIONS=$ASAN_OPTIONS:verify_asan_link_order=0 \
    POWER_FOLDER=$HOSO_SITE POWER_TRACE=$trace POWER_KILLS=$kills "$@"
}

# office MS - officers work that long, and note what they were told
office () { recorded "$builddir/tests/power/work" "$HOSO_SITE" "$trace" "$1"; }

kills=0
recorded "$HOSO" init "$HOSO_SITE" --office H29.22.1 --name 'UBND Phường Thử' \
  --ward 26740 >"$work/out" 2>"$work/err" && office 0
ok $? 'a site is made'
recorded "$HOSO" import khai-sinh "$work/first.csv" >"$work/out" 2>&1 && office 0
ok $? 'a file is imported into it'

kills=2000                      # a server dies after one in so many writes
recorded "$HOSO" import khai-sinh "$work/more.csv" >"$work/out" 2>&1 &
import=$!
office "${POWER_MS:-2500}"
ok $? 'officers work while servers come and go'
wait $import
ok $? 'a file is imported meanwhile'

kills=0
{
  recorded "$HOSO" compact && recorded "$HOSO" backup
} >"$work/out" 2>&1 &
care=$!
office 600                      # too short for a server to be stopped
ok $? 'officers work'
wait $care
ok $? 'room is given back meanwhile, and a backup made'
"$HOSO" stop

nice "$builddir/tests/power/cuts" "$trace" "$work" "$cuts" $POWER_SEED \
  >"$work/out" 2>"$work/err"
ok $? 'what was answered is there after every cut'
sed 's/^/# /' "$work/out"
done_testing
