#!/bin/sh
# finds.sh - the server is killed while records come in and change; whatever
# stands then is found: each question has the answers that a look at every name
# gives (awk, over an export), no fewer and no more.
# KILLS=1000 for a longer run, as make check-slow has it.
. "$srcdir/tests/e2e/office.sh"

KILLS=${KILLS:-15}
ROWS=1500 QUESTIONS=4000
[ "$KILLS" -le 100 ] || { KILLS=100 ROWS=10000 QUESTIONS=10000; }

# kill_server - with its children, whether or not it has come up
kill_server () { "$builddir/tests/e2e/kills" "$HOSO_SITE" now; }

# rows FILE SEED COUNT
rows ()
{
  "$PEOPLE" births "$3" --seed "$2" --received 2026-10-26..2026-11-20 >"$1"
}

# survives NAME COMMAND... - the command ends well, however often its server is
# killed
survives ()
{
  name=$1
  shift
  "$@" >"$work/out" 2>"$work/err" </dev/null &
  pid=$!
  kills=0
  while kill -0 $pid 2>/dev/null && [ $kills -lt "$KILLS" ]; do
    sleep 0.0$((kills * 7 % 9 + 1))
    kill_server
    kills=$((kills + 1))
  done
  wait $pid
  ok $? "$name"
}

# compare WHEN - asks thousands of questions, and looks at every record
compare ()
{
  columns=nyc_ho_ten,ks_ho_ten,me_ho_ten,cha_ho_ten
  columns=$columns,ks_ngay_sinh,me_ngay_sinh,cha_ngay_sinh
  columns=$columns,nyc_so_giay_to,me_so_giay_to,cha_so_giay_to,nyc_sdt
  "$HOSO" export --procedure khai-sinh --columns "code,received,$columns" \
    2>/dev/null >"$work/records"
  "$builddir/tests/e2e/finds" "$HOSO_SITE" "$work/records" $seed "$QUESTIONS" \
    >"$work/out" 2>"$work/err"
  ok $? "$1: $QUESTIONS questions, $(tail -1 "$work/out")"
}

seed=1
make_site
rows "$work/first.csv" 3 "$ROWS"
rows "$work/second.csv" 4 "$ROWS"
survives 'an import into an empty site among kills' \
  "$HOSO" import khai-sinh "$work/first.csv" --json
compare 'after it'
seed=2
survives 'one into a site that has many' \
  "$HOSO" import khai-sinh "$work/second.csv" --json
kill_server
compare 'after it'

# amend_all - the children of the first get other names
amend_all ()
{
  sed '1d; s/,.*//' "$work/records" | head -"$KILLS" | while IFS= read -r code; do
    "$HOSO" amend "$code" "ks_ho_ten=ĐINH QUỲNH KHUÊ" --reason 'viết lại' || exit
  done
}
seed=3
survives 'amendments' amend_all
kill_server
compare 'after them'
"$HOSO" find 'khue quynh dinh ' --limit 1000 --json 2>/dev/null \
  | grep -c '"code"' >"$work/out"
[ "$(cat "$work/out")" -ge "$KILLS" ]
ok $? 'the new names are found'
gives 0 'verify' "$HOSO" verify
done_testing
