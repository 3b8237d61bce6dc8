#!/bin/sh
# repair.sh - damaged indexes are made anew from the log; a damaged log is not.
. "$srcdir/tests/e2e/office.sh"

# flip FILE AT - another bit in that byte, as a failing disk would have it
flip ()
{
  byte=$(od -An -tu1 -j "$2" -N 1 "$1" | tr -d ' ')
  printf "\\$(printf %03o $((byte ^ 4)))" |
    dd of="$1" bs=1 seek="$2" conv=notrunc 2>/dev/null
}

make_site
"$PEOPLE" births 900 --seed 3 >"$work/births.csv"
"$HOSO" import khai-sinh "$work/births.csv" >/dev/null 2>&1
"$HOSO" list --limit 900 >"$work/before" 2>/dev/null
gives 0 'a sound site' "$HOSO" verify --repair
prints 'everything agrees' 'has nothing to repair'

for table in i_id i_due find records; do
  "$HOSO" stop
  file=$(ls "$HOSO_SITE"/db/$table.*db)
  flip "$file" 20000
  gives 6 "$table: a bit is another one" "$HOSO" verify
  says "$table: page 2 does not agree with its sum" 'which is named'
  gives 0 "$table: it is repaired" "$HOSO" verify --repair --json
  prints '"ok":true' 'all agrees then'
  prints '"repaired":true' 'and that is said'
done
gives 0 'it stays so' "$HOSO" verify
"$HOSO" list --limit 900 >"$work/after" 2>/dev/null
cmp -s "$work/before" "$work/after"
ok $? 'everything is as it was'

"$HOSO" stop
flip "$HOSO_SITE"/db/changes*.db 24400
gives 6 'a bit of the log is another one' "$HOSO" verify
gives 6 'nothing is made of it' "$HOSO" verify --repair
done_testing
