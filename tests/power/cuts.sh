#!/bin/sh
# cuts.sh - the power fails while officers save, a file is imported and servers
# come and go: what the disk is left with is tried out at random places, torn
# pages and all.  CUTS=500 for a longer run, as make check-slow has it.
. "$srcdir/tests/e2e/office.sh"

trace=$work/trace cuts=${CUTS:-15}
"$PEOPLE" births 600 --seed 4 --received 2026-11-02..2026-11-20 >"$work/births.csv"

# recorded COMMAND... - runs it, and every server it starts, on the record
recorded ()
{
  LD_PRELOAD=$builddir/tests/power/.libs/recorder.so \
    ASAN_OPTIONS=$ASAN_OPTIONS:verify_asan_link_order=0 \
    POWER_FOLDER=$HOSO_SITE POWER_TRACE=$trace POWER_KILLS=$kills "$@"
}

kills=0
recorded "$HOSO" init "$HOSO_SITE" --office H29.22.1 --name 'UBND Phường Thử' \
  --ward 26740 >"$work/out" 2>"$work/err"
ok $? 'a site is made'

kills=4000                      # a server dies after one in so many writes
recorded "$HOSO" import khai-sinh "$work/births.csv" >"$work/out" 2>&1 &
import=$!
recorded "$builddir/tests/power/work" "$HOSO_SITE" "$trace" "${POWER_MS:-3000}"
ok $? 'officers work'
wait $import
ok $? 'a file is imported meanwhile'
"$HOSO" stop

nice "$builddir/tests/power/cuts" "$trace" "$work" "$cuts" $POWER_SEED \
  >"$work/out" 2>"$work/err"
ok $? 'what was answered is there after every cut'
sed 's/^/# /' "$work/out"
done_testing
