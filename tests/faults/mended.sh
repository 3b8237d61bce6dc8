#!/bin/sh
# mended.sh - a damaged store that has a backup, however it is damaged and
# whenever the server that mends it is killed: it works again, every dossier is
# there or named as missing, and what was damaged is kept.
. "$srcdir/tests/e2e/office.sh"

shim=$builddir/tests/faults/.libs/shim.so
good=$work/good
make_site "$good"
"$PEOPLE" births 60 --seed 8 >"$work/births.csv"
"$PEOPLE" births 5 --seed 9 >"$work/later.csv"
HOSO_SITE=$good
"$HOSO" import khai-sinh "$work/births.csv" >/dev/null
"$HOSO" backup >/dev/null 2>&1
"$HOSO" import khai-sinh "$work/later.csv" >/dev/null
"$HOSO" list --limit 1 --json >"$work/out" 2>/dev/null
id=$(sed 's/.*"id":"\([^"]*\)".*/\1/' "$work/out")
"$HOSO" stop
HOSO_SITE=$work/site

again () { rm -rf "$HOSO_SITE"; cp -a "$good" "$HOSO_SITE"; }

# garble FILE OFFSET - a sector of nonsense there, and nothing that puts the
# page back
garble ()
{
  rm -f "$HOSO_SITE/db/page-guard"
  yes garbage | dd of="$HOSO_SITE/db/$1" bs=1 seek="$2" count=512 conv=notrunc \
    2>/dev/null
}

# end SIGNAL - the server ends by it, and is gone
end ()
{
  pid=$(status_of server_pid)
  kill "-$1" "$pid"
  while kill -0 "$pid" 2>/dev/null; do sleep 0.02; done
}

# all NAME - 65 dossiers are there, and agree
all ()
{
  gives 0 "$1: verify" "$HOSO" verify --json
  prints '"records":65,' "$1: all of them"
}

kept () { ls -d "$HOSO_SITE"/db.damaged-* >/dev/null 2>&1; ok $? "$1: it is kept"; }

# ---- the backup and the log ---------------------------------------------------

for file in changes.db counters.db catalog.db; do
  again
  garble $file 0
  gives 0 "$file is damaged: a list" "$HOSO" list --limit 1
  says 'laid anew from the backup' 'and how it was mended'
  says 'nothing is missing' 'and that nothing is missing'
  all "$file is damaged"
  kept "$file is damaged"
  grep -q '^epoch *= *2' "$HOSO_SITE/site.conf"
  ok $? 'the epoch is raised'
  gives 0 'it goes on' "$HOSO" amend "$id" so_ban_sao=3
  "$HOSO" stop
done

again
end KILL
garble changes.db 8192
garble changes.db 0
all 'killed, and damaged then'
gives 0 'status remembers it' "$HOSO" status --json
prints 'laid anew from the backup' 'in words'
"$HOSO" stop

again
garble changes.db 0
rm "$HOSO_SITE"/db/log.* "$HOSO_SITE"/backup/log/*/log.* 2>/dev/null
gives 0 'the log is lost as well: a list' "$HOSO" list --limit 1
says 'changes 61 to 65' 'what is missing is named'
gives 0 'verify' "$HOSO" verify --json
prints '"records":60,' 'the others are there'
gives 0 'who comes later hears it, too' "$HOSO" list --limit 1
says 'changes 61 to 65' 'what is missing'
"$HOSO" stop

again
rm -r "$HOSO_SITE/backup"
mkdir "$HOSO_SITE/backup"
garble changes.db 0
gives 6 'without a backup' "$HOSO" list
says 'restore the last backup' 'it says what to do'
[ -z "$(ls -d "$HOSO_SITE"/db.* 2>/dev/null)" ]
ok $? 'and leaves everything as it is'

# ---- a page that is met while it works ------------------------------------------

again
garble i_id.db 12000
gives 0 'a damaged page of an index is met: show' "$HOSO" show "$id"
says 'made anew from the changes' 'the next server has mended it'
all 'a damaged page of an index'
"$HOSO" stop

again
garble records.db 12000
"$HOSO" status >/dev/null
end SEGV
gives 0 'after a crash every page is looked at' "$HOSO" status
says 'made anew from the changes' 'and one was found'
all 'after a crash'
end SEGV
gives 0 'a crash without damage' "$HOSO" status
all 'a crash without damage'
"$HOSO" stop

# ---- cut off on the way -----------------------------------------------------------

# What renames leave: a part, the old one set aside, both beside each other.
again
mkdir "$HOSO_SITE/db.part"
all 'a part that was given up'
[ ! -e "$HOSO_SITE/db.part" ]
ok $? 'is gone'
"$HOSO" stop
again
cp -a "$HOSO_SITE/db" "$HOSO_SITE/db.new"
mv "$HOSO_SITE/db" "$HOSO_SITE/db.damaged-1"
all 'the old one was set aside'
"$HOSO" stop
again
cp -a "$HOSO_SITE/db" "$HOSO_SITE/db.new"
garble changes.db 0
all 'the new one was to take its place'
kept 'the new one was to take its place'
"$HOSO" stop

bad=
for ms in 005 020 040 060 080 100 150 200 300 500; do
  again
  garble changes.db 0
  "$HOSO" serve >/dev/null 2>&1 &
  pid=$!
  sleep 0.$ms
  kill -9 $pid
  wait $pid 2>/dev/null
  "$HOSO" verify --json >"$work/out" 2>"$work/err" &&
    grep -q '"records":65,' "$work/out" || bad="$bad $ms"
  "$HOSO" stop
done
[ -z "$bad" ]
ok $? "killed while it mends, ten times${bad:+; bad after$bad}"

# ---- a library that does not come back -----------------------------------------------

if [ -e "$shim" ] && ! ldd "$HOSO" | grep -q 'lib[au]san'; then
  again
  rm -r "$HOSO_SITE/backup"
  "$HOSO" status >/dev/null
  end KILL
  rm -f "$HOSO_SITE/socket"
  echo read 0 1 on >"$work/wish"
  gives 6 'a library that hangs over the log' \
    env LD_PRELOAD="$shim" FAULTS="$work/wish" \
    FAULTS_SITE="$HOSO_SITE/db/log." "$HOSO" serve
  says 'does not come to an end' 'is ended, and that is said'
  all 'the next one'
fi
"$HOSO" stop
done_testing
