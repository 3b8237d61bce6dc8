#!/bin/sh
# roundtrip.sh - what is exported can be imported into an empty site and
# exported again, byte for byte; the same import again saves nothing.
# BIRTHS sets how many (1,000; the slow run has 20,000).
. "$srcdir/tests/e2e/office.sh"

births=${BIRTHS:-1000}
make_site
make_site "$work/site2"
"$PEOPLE" births "$births" --seed 11 >"$work/births.csv"

gives 0 'a file of births comes in' \
  "$HOSO" import 1.001193 "$work/births.csv" --json --receipt "$work/receipt.csv"
prints "\"read\":$births,\"saved\":$births," 'every row is acknowledged'
[ "$(wc -l <"$work/receipt.csv")" -eq $((births + 1)) ]
ok $? 'the receipt has a line for every row'
head -1 "$work/receipt.csv" >"$work/out"
prints 'row,outcome,record,rule,field,message' 'and the promised columns'

gives 0 'the same file again' \
  "$HOSO" import khai-sinh "$work/births.csv" --json
prints "\"saved\":0,\"duplicate\":$births,\"rejected\":0" 'saves nothing twice'

for f in csv jsonl; do
  gives 0 "export as $f" \
    "$HOSO" export --procedure 1.001193 -o "$work/one.$f"
  gives 0 "the same store gives the same $f" \
    "$HOSO" export --procedure 1.001193 --format $f
  same "$work/out" "$work/one.$f" "to standard output too ($f)"
done
[ "$(tail -1 "$work/err")" = "$births written" ]
ok $? 'the last line counts'

gives 0 'the export goes into an empty site' \
  "$HOSO" -s "$work/site2" import 1.001193 "$work/one.csv" --json
prints "\"saved\":$births," 'all of it'
for f in csv jsonl; do
  "$HOSO" -s "$work/site2" export --procedure 1.001193 -o "$work/two.$f" 2>/dev/null
  same "$work/one.$f" "$work/two.$f" "the two exports are equal, byte for byte ($f)"
done
gives 0 'JSON lines come in too: duplicates now' \
  "$HOSO" -s "$work/site2" import 1.001193 "$work/one.jsonl" --json
prints "\"saved\":0,\"duplicate\":$births" 'every one of them'

gives 0 'both stores agree with themselves' "$HOSO" verify --json
prints '"ok":true' 'the first'
gives 0 'and the second' "$HOSO" -s "$work/site2" verify --json
prints "\"records\":$births" 'with all records'
done_testing
