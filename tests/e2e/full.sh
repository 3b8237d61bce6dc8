#!/bin/sh
# full.sh - a full disk: the save is refused, reading goes on, and later saves
# work once there is room; whoever filled it, whenever the server died.

# A small file system of our own, in a name space of our own.
if [ -z "$SMALL_DISK" ]; then
  if unshare -rm mount -t tmpfs -o size=1m none /tmp 2>/dev/null; then
    SMALL_DISK=yes exec unshare -rm "$0"
  fi
  echo '1..0 # SKIP no small file system can be mounted here'
  exit 0
fi
. "$srcdir/tests/e2e/office.sh"

"$PEOPLE" births 12000 --seed 4 >"$work/births.csv"
"$PEOPLE" births 1 --seed 5 >"$work/one.csv"

# disk SIZE - one with a site on it
disk ()
{
  umount -l "$work/site" 2>/dev/null
  mkdir -p "$work/site"
  mount -t tmpfs -o "size=$1" none "$work/site"
  HOSO_SITE=$work/site/s
  make_site
  "$HOSO" import khai-sinh "$work/one.csv" >/dev/null
  "$HOSO" list --json >"$work/out"
  id=$(sed 's/.*"id":"\([^"]*\)".*/\1/' "$work/out")
}

fill () { dd if=/dev/zero of="$work/site/other" bs=64k 2>/dev/null; }

# reads NAME - everything that only reads goes on
reads ()
{
  gives 0 "$1: show" "$HOSO" show "$id"
  gives 0 "$1: list" "$HOSO" list --limit 3
  gives 0 "$1: find" "$HOSO" find nguyen
  gives 0 "$1: export" "$HOSO" export -o "$work/all.jsonl"
  # Words that were not written yet must be before they can be compared.
  "$HOSO" verify >"$work/out" 2>"$work/err"
  status=$?
  [ $status -eq 0 ] || { [ $status -eq 5 ] && grep -q 'disk is full' "$work/err"; }
  ok $? "$1: verify, or that the disk is full"
}

refuses ()
{
  gives 5 "$1: a save is refused" "$HOSO" amend "$id" so_ban_sao=5
  says 'the disk is full' 'and says why'
}

disk 32m
gives 5 'an import that fills the disk' \
  "$HOSO" import khai-sinh "$work/births.csv" --receipt "$work/site/receipt.csv"
says 'the disk is full' 'ends with that sentence'
reads 'full by an import'
refuses 'full by an import'
fill
refuses 'not a byte left'
gives 5 'an export to the same disk' "$HOSO" export -o "$work/site/all.jsonl"
[ -z "$(find "$work/site" -name '*.jsonl*')" ]
ok $? 'leaves nothing behind'
reads 'not a byte left'
"$HOSO" stop
reads 'started on a full disk'
"$HOSO" status --json >"$work/out"
kill -9 "$(number server_pid)"
reads 'killed on a full disk'
refuses 'killed on a full disk'
rm "$work/site/other"
mount -o remount,size=160m "$work/site"
gives 0 'a save when there is room' "$HOSO" amend "$id" so_ban_sao=5 --json
prints '"version":2' 'is the first that was taken'
gives 0 'the import goes on' "$HOSO" import khai-sinh "$work/births.csv" --json
prints '"read":12000,' 'over all its rows'
gives 0 'verify' "$HOSO" verify --json
prints '"records":12001' 'each once'

# Another program fills the disk while the server writes.
"$HOSO" stop
disk 120m
"$HOSO" stop
"$HOSO" status >"$work/out"
"$HOSO" import khai-sinh "$work/births.csv" >"$work/out" 2>"$work/err" &
import=$!
sleep 0.4
fill
wait $import
status=$?
[ $status -eq 5 ] || [ $status -eq 0 ]
ok $? "filled in the middle of an import: status $status"
! grep -q backup "$work/err"
ok $? 'nobody is sent to a backup'
reads 'filled in the middle'
rm "$work/site/other"
gives 0 'the import goes on' "$HOSO" import khai-sinh "$work/births.csv" --json
gives 0 'verify' "$HOSO" verify --json
prints '"records":12001' 'each once'
"$HOSO" stop
umount -l "$work/site"
done_testing
