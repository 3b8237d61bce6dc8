#!/bin/sh
# damaged.sh - a store with files missing, cut short or with other bytes in
# them, and no backup: what can be made anew is; else every command says so in
# one sentence and ends with 6, none shows what was never saved, none crashes.
. "$srcdir/tests/e2e/office.sh"

good=$work/good
make_site "$good"
"$PEOPLE" births 60 --seed 8 >"$work/births.csv"
"$HOSO" -s "$good" import khai-sinh "$work/births.csv" >/dev/null
"$HOSO" -s "$good" list --limit 1 --json >"$work/out" 2>/dev/null
id=$(sed 's/.*"id":"\([^"]*\)".*/\1/' "$work/out")
child=$(sed 's/.*"name":"\([^"]*\)".*/\1/' "$work/out")
"$HOSO" -s "$good" stop

again () { rm -rf "$HOSO_SITE"; cp -a "$good" "$HOSO_SITE"; }

# flip FILE OFFSET LENGTH - other bytes there
flip ()
{
  LC_ALL=C dd if="$1" bs=1 skip="$2" count="$3" 2>/dev/null |
    LC_ALL=C tr '\000-\377' '\001-\377\000' |
    dd of="$1" bs=1 seek="$2" conv=notrunc 2>/dev/null
}

# refused NAME - whatever is asked ends with 6 and one sentence
refused ()
{
  bad=
  for command in status list "find $child" "show $id" export verify \
    "import khai-sinh $work/births.csv" "upload file:$work"; do
    $HOSO $command >"$work/out" 2>"$work/err"
    got=$?
    [ $got -eq 6 ] && [ ! -s "$work/out" ] && [ "$(wc -l <"$work/err")" -eq 1 ] ||
      bad="$bad, $command ($got)"
  done
  [ -z "$bad" ]
  ok $? "$1: everything is refused${bad}"
  "$HOSO" stop
  ok $? "$1: stop has nothing to do"
}

# mended NAME - whatever is asked is answered, and nothing is missing
mended ()
{
  bad=
  for command in "show $id" status list "find $child" export verify; do
    $HOSO $command >"$work/out" 2>"$work/err"
    got=$?
    [ $got -eq 0 ] && [ -s "$work/out" ] || bad="$bad, $command ($got)"
  done
  [ -z "$bad" ]
  ok $? "$1: everything is answered${bad}"
  prints '60 records, 60 changes: everything agrees' "$1: all of it"
  "$HOSO" stop
  ls "$HOSO_SITE"/db.damaged-* >"$work/out" 2>/dev/null
}

# harmed FILE WHAT - WHAT it is when it is gone, cut short, empty, other bytes
harmed ()
{
  again
  rm "$HOSO_SITE/db/$1"
  $2 "$1 is missing"
  again
  dd if=/dev/null of="$HOSO_SITE/db/$1" bs=1 seek=9000 2>/dev/null
  $2 "$1 is cut short"
  again
  : >"$HOSO_SITE/db/$1"
  $2 "$1 is empty"
  again
  flip "$HOSO_SITE/db/$1" 0 64
  $2 "$1 begins with other bytes"
}

for file in counters.db changes.db catalog.db; do
  harmed $file refused
  says 'restore the last backup' 'and what helps is named'
  [ -z "$(ls -d "$HOSO_SITE"/db.* 2>/dev/null)" ]
  ok $? 'and nothing was set aside'
done
for file in records.db i_id.db find.db log.0000000001; do
  harmed $file mended
  prints "$file" "what was damaged is kept"
done

# The log of changes has no page sums: its own hashes prove what is read.
again
file=$HOSO_SITE/db/changes.db
at=$(LC_ALL=C grep -abo "$child" "$file" | tail -1 | cut -d: -f1)
flip "$file" "$at" 1
gives 6 'a letter of a name is another one: show' "$HOSO" show "$id"
[ ! -s "$work/out" ]
ok $? 'shows nothing'
says 'does not agree with its hash' 'and says why'
says 'restore a backup' 'and what helps'
gives 6 'export' "$HOSO" export -o "$work/all.jsonl"
[ ! -e "$work/all.jsonl" ]
ok $? 'writes nothing'
gives 6 'amend' "$HOSO" amend "$id" so_ban_sao=1
mkdir "$work/usb"
gives 6 'upload' "$HOSO" upload "file:$work/usb"
gives 6 'verify' "$HOSO" verify --json
prints '"ok":false' 'says that not all is well'
prints 'does not agree with its hash' 'and where'
gives 0 'what is not damaged is still shown' "$HOSO" list --limit 5
done_testing
