#!/bin/sh
# badsite.sh - a site folder that is missing, foreign, of another layout,
# read-only or damaged: one sentence, the right status, nothing written.
. "$srcdir/tests/e2e/office.sh"

# one NAME - the last command said exactly one line
one ()
{
  [ "$(wc -l <"$work/err")" -eq 1 ] && [ ! -s "$work/out" ]
  ok $? "$1: one sentence"
}

gives 5 'no site' "$HOSO" -s "$work/nowhere" status
one 'no site'
[ ! -e "$work/nowhere" ]
ok $? 'nothing was made'

mkdir "$work/foreign"
echo hello >"$work/foreign/letter.txt"
gives 5 'a folder that is no site' "$HOSO" -s "$work/foreign" list
one 'foreign'
gives 5 'init into a folder with something in it' \
  "$HOSO" init "$work/foreign" --office H29 --name X
one 'init'
[ "$(ls -A "$work/foreign")" = letter.txt ]
ok $? 'the folder is as it was'

make_site
sed 's/^layout.*/layout = 99/' "$HOSO_SITE/site.conf" >"$work/conf"
cp "$HOSO_SITE/site.conf" "$work/good.conf"
cat "$work/conf" >"$HOSO_SITE/site.conf"
gives 5 'another layout' "$HOSO" list
one 'another layout'
says 99 'names the layout'
cat "$work/good.conf" >"$HOSO_SITE/site.conf"
gives 0 'the right one again' "$HOSO" list
"$HOSO" stop

if [ "$(id -u)" -eq 0 ]; then
  n=$((n + 1)); echo "ok $n - a read-only site # SKIP root writes everywhere"
else
  chmod -R a-w "$HOSO_SITE"
  gives 5 'a read-only site' "$HOSO" list
  chmod -R u+w "$HOSO_SITE"
fi

make_site "$work/site2"
"$PEOPLE" births 50 --seed 3 >"$work/births.csv"
"$HOSO" -s "$work/site2" import khai-sinh "$work/births.csv" >/dev/null
"$HOSO" -s "$work/site2" stop
# The middle of the file of records: its checksum will not agree.
records=$(ls "$work"/site2/db/records*.db)
size=$(wc -c <"$records")
printf 'damaged damaged damaged' |
  dd of="$records" bs=1 seek=$((size / 2)) conv=notrunc 2>/dev/null
gives 6 'a damaged store' "$HOSO" -s "$work/site2" list --limit 1000
done_testing
