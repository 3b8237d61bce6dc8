#!/bin/sh
# faults.sh - the system refuses the server a call: the first, the second, ...
# of each kind, until the work is done without one that fails.  Whatever it is,
# a save is refused in words and nothing has changed, or it is there whole; and
# then the store works again and agrees with itself.
# FAULTS=all for every n, as make check-slow has it.
. "$srcdir/tests/e2e/office.sh"
. "$srcdir/tests/faults/failing.sh"

ENOMEM=12 EIO=5 ENFILE=23 EMFILE=24 ENOSPC=28 EROFS=30

# copies - what the record has now
copies ()
{
  "$HOSO" show "$id" --json 2>"$work/show" | sed -n 's/.*"so_ban_sao":"\{0,1\}\([0-9]*\).*/\1/p'
}

# No file is synced again by the process that could not sync it.
never_again ()
{
  awk '$2 == "fails" && $3 == "sync" { failed[$1 " " $4] = 1 }
       $2 == "again" && failed[$1 " " $4] { bad = 1 }
       END { exit bad }' "$trace"
}

# An error is a sentence, and 4 or 5: nobody is sent to a backup.
good_words ()
{
  { [ "$1" -eq 4 ] || [ "$1" -eq 5 ]; } && [ -s "$work/err" ] &&
    ! grep -q backup "$work/err"
}

look_after ()
{
  never_again || complain 'synced again what could not be synced'
  "$HOSO" verify >"$work/verify" 2>&1 ||
    complain "verify: $(head -1 "$work/verify")"
}

# ---- what is done ------------------------------------------------------------

n_value=0
do_amend ()
{
  n_value=$((n_value % 90 + 1))
  old=$(copies)
  [ "$n_value" != "$old" ] || n_value=$((n_value % 90 + 1))
  tell_wish $wanted
  "$HOSO" amend "$id" so_ban_sao=$n_value >"$work/out" 2>"$work/err" </dev/null
  status=$?
  rm -f "$wish"
  now=$(copies)
  if [ $status -eq 0 ]; then
    [ "$now" = $n_value ] || complain "saved $n_value, there is '$now'"
  else
    good_words $status || complain "status $status: $(cat "$work/err")"
    [ "$now" = "$old" ] || complain "refused $n_value, but '$now' was '$old'"
  fi
}

do_import ()
{
  seed=$((seed + 1))
  "$PEOPLE" births 3 --seed $seed >"$work/some.csv"
  tell_wish $wanted
  "$HOSO" import khai-sinh "$work/some.csv" >"$work/out" 2>"$work/err" </dev/null
  status=$?
  rm -f "$wish"
  [ $status -eq 0 ] || good_words $status || complain "status $status: $(cat "$work/err")"
  # Once more without a fault: each row is there once.
  "$HOSO" import khai-sinh "$work/some.csv" --json >"$work/again" 2>&1
  grep -q '"read":3,.*"rejected":0' "$work/again" || complain "again: $(cat "$work/again")"
}
seed=1000

do_stop ()
{
  "$HOSO" amend "$id" so_ban_sao=$((nth % 90 + 1)) >/dev/null 2>&1
  old=$(copies)
  tell_wish $wanted
  "$HOSO" stop >"$work/out" 2>"$work/err"
  rm -f "$wish"
  wait $server
  [ "$(copies)" = "$old" ] || complain 'what was saved is gone'
}

# A server that cannot start says why; the next one can.
do_start ()
{
  quiet_stop
  old=$(copies)
  kill_server
  tell_wish $wanted
  serve
  rm -f "$wish"
  runs $server || wait $server
  [ "$(copies)" = "$old" ] || complain 'what was saved is gone'
}

# ---- n = 1, 2, 3, ... ----------------------------------------------------------

# run WORK KIND ERRNO [on]
run ()
{
  work_done=$1 kind=$2 why=$3 on=$4 bad= nth=1 times=0
  # An import asks for memory some hundred thousand times.
  case ${all:+all}$kind in
    allmemory) rarer=8 ;;
    all*) rarer=40 ;;
    *) rarer=2 ;;
  esac
  while :; do
    runs $server || serve
    rm -f "$trace"
    wanted="$kind $why $nth $on"
    do_$work_done
    fault_came || break
    times=$((times + 1))
    look_after
    # Forgets that the disk failed, and lets one come that can fail again.
    [ $work_done = amend ] && runs $server || quiet_stop
    nth=$((nth + 1 + nth / rarer))
  done
  [ -z "$bad" ]
  ok $? "$work_done, $kind fails with $why${on:+ from then on}: $times times${bad}"
}

make_site
"$PEOPLE" births 20 --seed 4 >"$work/births.csv"
"$HOSO" import khai-sinh "$work/births.csv" >/dev/null
"$HOSO" list --limit 1 --json >"$work/out"
id=$(sed 's/.*"id":"\([^"]*\)".*/\1/' "$work/out")
"$HOSO" stop
serve

run amend write $ENOSPC on
run amend write $EIO
run amend sync $EIO
run amend open $EMFILE
run amend memory $ENOMEM
run start open $ENFILE
run start sync $EIO
run start sync $ENOSPC
run stop write $ENOSPC
run stop sync $EIO
run import write $EIO on
if [ -n "$all" ]; then
  for doing in amend import stop start; do
    for kind in open write sync truncate rename; do
      for why in $ENOSPC $EIO $EROFS; do
        run $doing $kind $why
        run $doing $kind $why on
      done
    done
    run $doing memory $ENOMEM
    run $doing memory $ENOMEM on
  done
fi

# accept fails for a while: who comes waits.
runs $server || serve
rm -f "$trace"
tell_wish accept $EMFILE 1
gives 0 'a client comes while no descriptor is left' "$HOSO" list --limit 1
rm -f "$wish"

# A disk that fails again is not written any more, until somebody says so.
for time in 1 2; do
  kill_server
  serve
  tell_wish sync $EIO 1 on
  "$HOSO" amend "$id" so_ban_sao=9$time >"$work/out" 2>"$work/err" </dev/null
  status=$?
  rm -f "$wish"
done
[ $status -eq 5 ] && grep -q 'the disk failed 2 times' "$work/err"
ok $? 'after two failures saves are refused in words'
gives 0 'lists are shown' "$HOSO" list --limit 1
gives 0 'dossiers go out' "$HOSO" export -o "$work/all.jsonl"
"$HOSO" stop
gives 0 'and after hoso stop it saves again' "$HOSO" amend "$id" so_ban_sao=77
gives 0 'and everything agrees' "$HOSO" verify
done_testing
