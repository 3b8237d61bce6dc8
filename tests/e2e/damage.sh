#!/bin/sh
# damage.sh - 2,000 rows with ten kinds of damage: 1,990 are saved, ten are
# named, and the reject file can be mended and imported again.
. "$srcdir/tests/e2e/office.sh"

make_site
# The generator damages every 25th row, each time in another of ten ways.
"$PEOPLE" births 250 --seed 21 --damage >"$work/damaged.csv"
# A damaged file has a column more: the procedure.
good () { "$PEOPLE" births "$@" | sed '1s/^/procedure,/; 2,$s/^/1.001193,/'; }
good 250 --seed 21 >"$work/clean.csv"
good 1750 --seed 22 >"$work/more.csv"
{ cat "$work/damaged.csv"; sed 1d "$work/more.csv"; } >"$work/births.csv"

gives 1 'a file with damage comes in all the same' \
  "$HOSO" import khai-sinh "$work/births.csv" --json \
  --receipt "$work/receipt.csv" --rejects "$work/rejects.csv"
prints '"read":2000,"saved":1990,"duplicate":0,"rejected":10' 'but for ten rows'

row=25
while [ $row -le 250 ]; do
  grep -qE "^$row,rejected,,[^,]+,[^,]*,.+" "$work/receipt.csv"
  ok $? "row $row is named, with rule and sentence"
  row=$((row + 25))
done
[ "$(grep -c ',saved,H29' "$work/receipt.csv")" -eq 1990 ]
ok $? 'each saved row has its number'
[ "$(cut -d, -f4 "$work/receipt.csv" | sort -u | wc -l)" -ge 8 ]
ok $? 'the kinds are told apart'

header=$(head -1 "$work/births.csv")
[ "$(head -1 "$work/rejects.csv")" = "$header,_field,_problem" ]
ok $? 'the reject file has two more columns'
# As they came: each damaged line stands in the reject file.
row=25 kept=0
while [ $row -le 250 ]; do
  LC_ALL=C sed -n "$((row + 1))p" "$work/damaged.csv" >"$work/line"
  LC_ALL=C grep -qF -f "$work/line" "$work/rejects.csv" || kept=1
  row=$((row + 25))
done
ok $kept 'byte for byte as they came'

# Mended by hand: the same rows as they should have been.
{
  printf '%s,_field,_problem\n' "$header"
  row=25
  while [ $row -le 250 ]; do
    sed -n "$((row + 1))s/\$/,,/p" "$work/clean.csv"
    row=$((row + 25))
  done
} >"$work/mended.csv"
gives 0 'the mended file comes in' \
  "$HOSO" import khai-sinh "$work/mended.csv" --json
prints '"read":10,"saved":10' 'whole'
gives 1 'the first file again' "$HOSO" import khai-sinh "$work/births.csv" --json
prints '"saved":0,"duplicate":1990,"rejected":10' 'saves nothing twice'
gives 0 'verify' "$HOSO" verify --json
prints '"records":2000' 'two thousand are there'
done_testing
