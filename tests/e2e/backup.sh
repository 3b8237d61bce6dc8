#!/bin/sh
# backup.sh - a copy while others save, and a site that comes back from it as it
# was at any moment since.
. "$srcdir/tests/e2e/office.sh"

make_site
"$PEOPLE" births 400 --seed 4 >"$work/births.csv"
"$PEOPLE" births 60 --seed 5 >"$work/more.csv"
"$HOSO" import khai-sinh "$work/births.csv" >/dev/null
backups=$work/backups

# at TIME COMMAND... - with a server whose clock stands there
at ()
{
  "$HOSO" stop
  HOSO_CLOCK=2026-11-21T$1
  export HOSO_CLOCK
  shift
  "$@"
  status=$?
  "$HOSO" stop
  unset HOSO_CLOCK
  return $status
}

# parts - what is left of backups that did not come to an end
parts () { find "$1" -maxdepth 1 -name '*.part' | wc -l; }

gives 0 'status' "$HOSO" status --json
prints '"last_backup":""' 'knows of no backup'
prints '"backup_warning":"there is no backup yet"' 'and says so'

# ---- while others save ----

for i in 1 2 3 4 5; do
  sed -n "1p; $((i * 10 - 8)),$((i * 10 + 1))p" "$work/more.csv" >"$work/p$i.csv"
done
(for i in 1 2 3 4 5; do
  "$HOSO" import khai-sinh "$work/p$i.csv" --json
done) >"$work/saves" 2>&1 &
saves=$!
gives 0 'a backup while others save' "$HOSO" backup "$backups" --json
prints '"verified":true' 'is verified'
wait $saves
[ "$(grep -c '"saved":10' "$work/saves")" -eq 5 ]
ok $? 'and nobody was kept from saving'
[ "$(parts "$backups")" -eq 0 ]
ok $? 'nothing half is left'
"$HOSO" export -o "$work/all.jsonl" 2>/dev/null
"$HOSO" stop
gives 0 'a site from it and the log' \
  "$HOSO" -s "$work/site2" restore "$backups" --json
prints '"records":450,' 'has what came later too'
prints '"epoch":2,' 'is of a higher epoch'
prints '"complete":true' 'and is complete'
"$HOSO" -s "$work/site2" export -o "$work/all2.jsonl" 2>/dev/null
cmp -s "$work/all.jsonl" "$work/all2.jsonl"
ok $? 'both exports are equal, byte for byte'
gives 0 'it verifies' "$HOSO" -s "$work/site2" verify
gives 5 'a site is not restored over another' \
  "$HOSO" -s "$work/site2" restore "$backups"
says 'is not empty' 'which is said'
make_site "$work/site3"
gives 5 'a backup of another site there' "$HOSO" -s "$work/site3" backup "$backups"
says 'of another site' 'is refused'

# ---- a moment ----

id=$(head -1 "$work/all.jsonl" | sed 's/.*"id":"\([^"]*\)".*/\1/')
at 10:00 gives 0 'a backup at ten' "$HOSO" backup "$work/b2"
at 10:10 "$HOSO" amend "$id" so_ban_sao=5 >/dev/null
at 10:20 "$HOSO" amend "$id" so_ban_sao=7 >/dev/null
gives 0 'restored to a moment between two saves' \
  "$HOSO" -s "$work/site4" restore "$work/b2" --until 2026-11-21T10:15 --json
prints '"changes":451,' 'it has exactly the first'
"$HOSO" -s "$work/site4" show "$id" --json >"$work/out"
prints '"so_ban_sao":"5"' 'as it was then'
gives 0 'the same moment in another spelling' \
  "$HOSO" -s "$work/site5" restore "$work/b2" --until '21/11/2026 10:25' --json
prints '"changes":452,' 'a later one has both'
gives 3 'a moment before all backups' \
  "$HOSO" -s "$work/site6" restore "$work/b2" --until 2026-11-20
[ ! -e "$work/site6" ]
ok $? 'makes no site'
gives 2 'no time at all' "$HOSO" -s "$work/site6" restore "$work/b2" --until noon

HOSO_CLOCK=2026-11-22T09:00 gives 0 'the day after' "$HOSO" status --json
prints '"backup_changes_since":2' 'status counts what came since'
prints '"backup_warning":""' 'and is content'
"$HOSO" stop
HOSO_CLOCK=2026-11-22T11:00 gives 0 'after more than a day' "$HOSO" status
prints 'the last backup is old' 'it is not'
"$HOSO" stop

# ---- damage ----

gives 3 'a folder without backups' "$HOSO" -s "$work/site6" restore "$work"
one=$(ls -d "$work"/b2/2026-*)
cp -r "$work/b2" "$work/b3"
bad=$work/b3/${one##*/}/db/records.db
printf x | dd of="$bad" bs=1 seek=9000 conv=notrunc 2>/dev/null
gives 6 'a backup with another byte' \
  "$HOSO" -s "$work/site6" restore "$work/b3"
says 'db/records.db is damaged' 'is named and refused'
[ ! -e "$work/site6" ] && [ "$(parts "$work")" -eq 0 ]
ok $? 'nothing is made of it'

cp -r "$one" "$work/b2/2099-01-01_00-00-00"
echo '{' >"$work/b2/2099-01-01_00-00-00/manifest.json"
gives 0 'a good one beside one that cannot be read' \
  "$HOSO" -s "$work/site7" restore "$work/b2"
says 'the backup 2099-01-01_00-00-00 beside it cannot be read' \
  'is taken, and that is said'
rm -r "$work/b2/2099-01-01_00-00-00"

# ---- kills ----

"$HOSO" status --json >"$work/out"
pid=$(number server_pid)
"$HOSO" backup "$backups" >"$work/killed" 2>&1 &
backup=$!
sleep 0.05
kill -9 "$pid"
wait $backup
ok $? 'a backup outlives its server'
gives 0 'the store is whole' "$HOSO" verify
[ "$(parts "$backups")" -eq 0 ]
ok $? 'nothing half is left'

# begun - waits until a backup is at work and stops it there
begun ()
{
  "$HOSO" backup "$backups" >/dev/null 2>&1 &
  backup=$!
  tries=0
  until [ "$(parts "$backups")" -gt 0 ] && [ -d "$backups"/*.part/db ] || [ $tries -gt 500 ]; do
    tries=$((tries + 1))
    sleep 0.005
  done
  kill -STOP $backup
}

begun
gives 4 'a second backup at the same time' "$HOSO" backup "$backups"
says 'another backup' 'is told why'
gives 4 'so is who gives room back' "$HOSO" compact
kill -9 $backup
wait $backup 2>/dev/null
[ "$(parts "$backups")" -eq 1 ]
ok $? 'one that is killed leaves a part'
gives 0 'the next one works' "$HOSO" backup "$backups"
[ "$(parts "$backups")" -eq 0 ]
ok $? 'and takes that away'

"$HOSO" -s "$work/site9" restore "$backups" >/dev/null 2>&1 &
restore=$!
tries=0
until [ -d "$work/site9.part/db" ] || [ $tries -gt 500 ]; do
  tries=$((tries + 1))
  sleep 0.005
done
kill -9 $restore
wait $restore 2>/dev/null
[ ! -e "$work/site9" ]
ok $? 'a restore that is killed makes no site'
gives 0 'and can be begun again' "$HOSO" -s "$work/site9" restore "$backups"
[ ! -e "$work/site9.part" ]
ok $? 'without a trace'

# ---- no room ----

before=$(find "$backups" -maxdepth 1 | sort)
gives 5 'a disk that is full in the middle' \
  sh -c "ulimit -f 300; \"$HOSO\" backup \"$backups\""
[ "$(find "$backups" -maxdepth 1 | sort)" = "$before" ]
ok $? 'leaves everything as it was'

# ---- the log beside it ----

mv "$backups/log" "$work/log.away"
: >"$backups/log"
"$HOSO" amend "$id" so_ban_sao=8 >/dev/null
"$HOSO" stop
gives 0 'saving goes on when the log cannot be kept' \
  "$HOSO" amend "$id" so_ban_sao=9
gives 0 'status' "$HOSO" status
prints 'the log cannot be kept beside the last backup' 'says so'
"$HOSO" stop
rm "$backups/log"
mv "$work/log.away" "$backups/log"
"$HOSO" status >/dev/null
"$HOSO" amend "$id" so_ban_sao=6 >/dev/null
"$HOSO" stop
gives 0 'it is kept later' "$HOSO" -s "$work/site8" restore "$backups" --json
prints '"complete":true' 'without a gap'
"$HOSO" -s "$work/site8" show "$id" --json >"$work/out"
prints '"so_ban_sao":"6"' 'up to the last change'

# ---- giving room back ----

gives 0 'room is given back' "$HOSO" compact --json
prints '"table":"changes"' 'table by table'
gives 0 'all is there' "$HOSO" verify
"$HOSO" import khai-sinh "$work/more.csv" >/dev/null
"$HOSO" status --json >"$work/out"
pid=$(number server_pid)
"$HOSO" compact >/dev/null &
compact=$!
sleep 0.02
kill -9 "$pid"
wait $compact
ok $? 'goes on when its server dies'
gives 0 'and nothing is lost' "$HOSO" verify --json
prints '"records":460,' 'not one'
"$HOSO" stop
done_testing
