#!/bin/sh
# odd-files.sh - files as they come from elsewhere: other line ends, a byte
# order mark, NUL and bad bytes, quotes left open, rows of megabytes, decomposed
# letters, columns in another order, pipes; each costs a row at most.
. "$srcdir/tests/e2e/office.sh"

make_site
seed=100
fresh () { seed=$((seed + 1)); "$PEOPLE" births "$1" --seed $seed >"$work/in.csv"; }

# brings SAVED REJECTED NAME FILE... - what an import of FILE gives
brings ()
{
  sums="\"saved\":$1,\"duplicate\":0,\"rejected\":$2"
  status=0
  [ "$2" -eq 0 ] || status=1
  name=$3
  shift 3
  gives $status "$name" "$HOSO" import khai-sinh "$@" --json \
    --receipt "$work/receipt" --rejects "$work/rejects"
  prints "$sums" "$name: $sums"
}

# again NAME FILE - the same rows, otherwise written, are duplicates
again ()
{
  gives 0 "$1" "$HOSO" import khai-sinh "$2" --json
  prints '"saved":0,' "$1: the same rows"
}

fresh 3
sed 's/$/\r/' "$work/in.csv" >"$work/crlf.csv"
brings 3 0 'CR LF' "$work/crlf.csv"
{ printf '\357\273\277'; cat "$work/in.csv"; } >"$work/bom.csv"
again 'a byte order mark' "$work/bom.csv"
sed G "$work/in.csv" | head -c -2 >"$work/blank.csv"
again 'blank lines, no end of the last' "$work/blank.csv"
cat "$work/in.csv" | "$HOSO" import khai-sinh - --json >"$work/out"
prints '"duplicate":3' 'from a pipe'
mkfifo "$work/pipe.csv"
cat "$work/in.csv" >"$work/pipe.csv" &
again 'from a named pipe' "$work/pipe.csv"

# Marks behind their letters, as some phones and computers write them.
sed 's/ạ/a\xcc\xa3/g; s/ị/i\xcc\xa3/g; s/à/a\xcc\x80/g; s/ố/o\xcc\x82\xcc\x81/g
  s/ồ/o\xcc\x82\xcc\x80/g' "$work/in.csv" >"$work/nfd.csv"
! cmp -s "$work/in.csv" "$work/nfd.csv"
ok $? 'decomposed letters'
again 'decomposed letters' "$work/nfd.csv"

fresh 3
sed '3s/, *Th/\x00/' "$work/in.csv" >"$work/nul.csv"
brings 2 1 'a NUL byte' "$work/nul.csv"
fresh 20
LC_ALL=C sed '3s/, *Th/\xff/' "$work/in.csv" >"$work/bytes.csv"
brings 19 1 'bytes that are no UTF-8' "$work/bytes.csv"
fresh 4
sed '2s/,[^,]*$//; 3s/$/,x/' "$work/in.csv" >"$work/short.csv"
brings 2 2 'a short row and a long one' "$work/short.csv"
fresh 5
sed '3s/,\([A-Z]\)/,"\1/' "$work/in.csv" >"$work/quote.csv"
brings 4 1 'a quote left open' "$work/quote.csv"
sed -n 3p "$work/quote.csv" >"$work/line"
grep -qF -f "$work/line" "$work/rejects"
ok $? 'its row comes back as it came'
fresh 3
{
  sed -n 1,2p "$work/in.csv"
  head -c 10000000 /dev/zero | tr '\0' x
  echo
  sed -n 3,4p "$work/in.csv"
} >"$work/long.csv"
brings 3 1 'a row of 10 MB' "$work/long.csv"
[ "$(wc -c <"$work/rejects")" -gt 10000000 ]
ok $? 'comes back whole'

head -1 "$work/in.csv" | tr , '\n' | tac | paste -s -d , >"$work/columns"
gives 0 'an export with the columns from last to first' "$HOSO" export \
  --procedure khai-sinh --columns "$(cat "$work/columns")" -o "$work/tac.csv"
head -1 "$work/tac.csv" >"$work/line"
same "$work/columns" "$work/line" 'has them so'
again 'columns in another order' "$work/tac.csv"

fresh 2
sed '1s/so_ban_sao/loai/' "$work/in.csv" >"$work/unknown.csv"
gives 3 'a column that is unknown' "$HOSO" import khai-sinh "$work/unknown.csv"
says loai 'is named'
fresh 2
sed '1s/nyc_email/Thư điện tử/' "$work/in.csv" >"$work/heading.csv"
printf 'Thư điện tử = nyc_email\n' >"$work/map"
brings 2 0 'another heading, mapped' "$work/heading.csv" --map "$work/map"
fresh 2
sed '1s/nyc_email/nyc_sdt/' "$work/in.csv" >"$work/twice.csv"
gives 3 'a column that is there twice' "$HOSO" import khai-sinh "$work/twice.csv"
says nyc_sdt 'is named'
: >"$work/empty.csv"
gives 3 'an empty file' "$HOSO" import khai-sinh "$work/empty.csv"
head -1 "$work/in.csv" >"$work/header.csv"
gives 0 'a header alone' "$HOSO" import khai-sinh "$work/header.csv" --json
prints '"read":0,' 'has no rows'
gives 3 'a folder' "$HOSO" import khai-sinh "$work"
gives 3 'a program' "$HOSO" import khai-sinh "$HOSO"

# Nothing is saved when one of several files cannot be read.
fresh 2
"$HOSO" status --json >"$work/out"
records=$(number records)
gives 3 'a file that is missing, behind a good one' \
  "$HOSO" import khai-sinh "$work/in.csv" "$work/none.csv"
gives 3 'one with an unknown column' \
  "$HOSO" import khai-sinh "$work/in.csv" "$work/unknown.csv"
gives 3 'one whose columns the reject file cannot hold' \
  "$HOSO" import khai-sinh "$work/in.csv" "$work/header.csv" "$work/heading.csv" \
  --map "$work/map" --rejects "$work/rejects"
"$HOSO" status --json >"$work/out"
[ "$(number records)" -eq "$records" ]
ok $? 'nothing was saved'

# What is written never takes the place of what is read.
cp "$work/in.csv" "$work/copy.csv"
gives 2 'rejects over the file itself' \
  "$HOSO" import khai-sinh "$work/copy.csv" --rejects "$work/./copy.csv"
same "$work/in.csv" "$work/copy.csv" 'it is as it was'
gives 2 'receipt and rejects in one file' "$HOSO" import khai-sinh \
  "$work/copy.csv" --rejects "$work/new" --receipt "$work/./new"
gives 0 'a receipt to standard output' \
  "$HOSO" import khai-sinh "$work/copy.csv" --receipt /dev/stdout
prints '2,saved,' 'is there'
prints 'saved 2,' 'with the summary'

# JSON lines.
"$HOSO" export --procedure khai-sinh --format jsonl >"$work/good.jsonl" 2>/dev/null
sed 's/"id":"[^"]*",//; s/"code":"[^"]*",//; s/"so_ban_sao":[^,}]*/"so_ban_sao":77/' \
  "$work/good.jsonl" | head -7 | sed '2s/}$//; 3s/.*/no JSON/; 4s/77/"x"/
    5s/.*/[1]/; 6s/$/ more/' >"$work/bad.jsonl"
brings 2 5 'lines that are no JSON, no object, unfinished' "$work/bad.jsonl"
[ "$(wc -l <"$work/rejects")" -eq 5 ] && grep -q '^no JSON' "$work/rejects"
ok $? 'come back as they came'
gives 0 'verify' "$HOSO" verify
done_testing
