#!/bin/sh
# read-only.sh - a disk that the system has made read-only: a store that was
# closed in order is still listed, shown and exported; nothing is saved.

# A file system of our own, in a name space of our own.
if [ -z "$OWN_DISK" ]; then
  if unshare -rm mount -t tmpfs -o size=1m none /tmp 2>/dev/null; then
    OWN_DISK=yes exec unshare -rm "$0"
  fi
  echo '1..0 # SKIP no file system can be mounted here'
  exit 0
fi
. "$srcdir/tests/e2e/office.sh"

mkdir "$work/site"
mount -t tmpfs -o size=60m none "$work/site"
HOSO_SITE=$work/site/s
make_site
"$PEOPLE" births 12 --seed 4 >"$work/births.csv"
"$HOSO" import khai-sinh "$work/births.csv" >/dev/null
"$HOSO" list --limit 1 --json >"$work/out"
id=$(sed 's/.*"id":"\([^"]*\)".*/\1/' "$work/out")
"$HOSO" stop

# writable ro|rw - waits until nobody has a file open for writing
writable ()
{
  tries=0
  until mount -o "remount,$1" "$work/site" 2>/dev/null; do
    tries=$((tries + 1))
    [ $tries -lt 100 ] || return 1
    sleep 0.1
  done
}

reads ()
{
  gives 0 "$1: list" "$HOSO" list --limit 3
  gives 0 "$1: show" "$HOSO" show "$id"
  gives 0 "$1: find" "$HOSO" find nguyen
  gives 0 "$1: export" "$HOSO" export -o "$work/all.jsonl"
  [ "$(wc -l <"$work/all.jsonl")" -eq 12 ]
  ok $? "$1: all of them"
  gives 0 "$1: verify" "$HOSO" verify
  gives 5 "$1: a save" "$HOSO" amend "$id" so_ban_sao=4
  says 'is read-only' "$1: is refused in words"
  gives 0 "$1: stop" "$HOSO" stop
}

writable ro
reads 'closed in order'
reads 'once more'
writable rw
gives 0 'writable again: a save' "$HOSO" amend "$id" so_ban_sao=4

# The server dies, and the disk is read-only then: nothing is recovered there.
"$HOSO" status --json >"$work/out"
kill -9 "$(number server_pid)"
sleep 0.1
writable ro
gives 5 'not closed in order: a list' "$HOSO" list
says 'was not closed in order' 'is refused in words'
writable rw
gives 0 'writable again' "$HOSO" show "$id"
grep -q '^Version  *2$' "$work/out"
ok $? 'nothing is missing'
gives 0 'verify' "$HOSO" verify
"$HOSO" stop
umount -l "$work/site"
done_testing
