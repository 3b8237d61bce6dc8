#!/bin/sh
# upload.sh - sealed batches to a folder: each change once, none skipped, also
# when the upload is killed at any moment; rejections come home.
# UPLOADS sets how many (600; the slow run has 3,000), six uploads are killed.
. "$srcdir/tests/e2e/office.sh"

births=${UPLOADS:-600}
usb=$work/usb
mkdir "$usb"
make_site

# Six times: more comes in, an upload begins and is killed.
round=1
while [ $round -le 6 ]; do
  "$PEOPLE" births $((births / 6)) --seed $round >"$work/births.csv"
  "$HOSO" import khai-sinh "$work/births.csv" >/dev/null || echo '# import failed'
  "$HOSO" upload "file:$usb" >/dev/null 2>&1 &
  upload=$!
  sleep "0.0$((round * round))"
  kill -9 $upload 2>/dev/null
  wait $upload 2>/dev/null
  round=$((round + 1))
done
gives 0 'an upload that is not killed ends well' \
  "$HOSO" upload "file:$usb" --json
gives 0 'again: there is nothing to do' "$HOSO" upload "file:$usb" --json
prints '"offered":0' 'and nothing is offered'

[ "$(ls -d "$usb"/*.part 2>/dev/null)" = '' ]
ok $? 'no half batch is left'
cat "$usb"/*/records.jsonl >"$work/all.jsonl"
[ "$(wc -l <"$work/all.jsonl")" -eq "$births" ]
ok $? 'as many lines as changes'
sed 's/^{"change":\([0-9]*\),.*/\1/' "$work/all.jsonl" | sort -n >"$work/changes"
seq 1 "$births" | cmp -s - "$work/changes"
ok $? 'every change once, none skipped'

# member NAME FILE - of a manifest
member () { sed -n "s/.*\"$1\":\"\\{0,1\\}\([^\",}]*\).*/\1/p" "$2" | head -1; }
previous='' next=1 whole=0
for folder in "$usb"/[0-9]*; do
  m=$folder/manifest.json
  [ "$(member previous_sha256 "$m")" = "$previous" ] || whole=1
  [ "$(member first_change "$m")" -eq "$next" ] || whole=1
  previous=$(member sha256 "$m")
  [ "$(sha256sum <"$folder/records.jsonl" | cut -d' ' -f1)" = "$previous" ] || whole=1
  next=$(($(member last_change "$m") + 1))
done
ok $whole 'manifests prove their records and form one chain'

# The other side answers for the first batch: one record is rejected.
id=$(head -1 "$usb/000001/records.jsonl" | sed 's/.*"id":"\([0-9a-f]*\)".*/\1/')
sha=$(member sha256 "$usb/000001/manifest.json")
printf '{"batch":1,"sha256":"%s","rejected":[{"id":"%s","reason":"thiếu dấu"}]}' \
  "$sha" "$id" >"$usb/000001/ack.json"
gives 1 'a rejection that came back is something found' \
  "$HOSO" upload "file:$usb" --json
prints '"rejected":1' 'one record'
gives 0 'receipts keep it' "$HOSO" receipts --json
prints "$id" 'with its id'
prints 'thiếu dấu' 'and the reason'
[ "$(wc -l <"$work/out")" -eq 1 ]
ok $? 'once'
gives 0 'the answer is taken once' "$HOSO" upload "file:$usb" --json

make_site "$work/site2"
"$HOSO" -s "$work/site2" import khai-sinh "$work/births.csv" >/dev/null
ls -R "$usb" >"$work/before"
gives 5 "another site's folder" "$HOSO" -s "$work/site2" upload "file:$usb"
ls -R "$usb" | cmp -s - "$work/before"
ok $? 'nothing was written there'
gives 0 'dry run' "$HOSO" -s "$work/site2" upload "file:$work/new" --dry-run --json
[ ! -e "$work/new/000001" ]
ok $? 'writes nothing'
gives 2 'a target that is none' "$HOSO" upload nowhere:x
gives 0 'the store agrees with itself' "$HOSO" verify
done_testing
