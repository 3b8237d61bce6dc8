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

gives 2 'a site without a name, as of a variable that is not set' \
  "$HOSO" -s '' list
gives 2 'the same behind the command' "$HOSO" list -s ''
gives 5 'init where no folder can be made' \
  "$HOSO" init "$work/no/where" --office H29 --name X
one 'init nowhere'
gives 2 'init with a name that is no text' \
  "$HOSO" init "$work/site9" --office H29 --name "$(printf 'X\377')"
gives 2 'init for a group that is none' \
  "$HOSO" init "$work/site9" --office H29 --name X --group no-such-group
[ ! -e "$work/site9" ]
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

# Root may write everywhere: as somebody else, to whom the site is given.
somebody=
if [ "$(id -u)" -eq 0 ]; then
  somebody='setpriv --reuid=65534 --regid=65534 --clear-groups'
  chmod 711 "$work"
  chown -R 65534:65534 "$HOSO_SITE"
fi
if $somebody "$HOSO" --version >/dev/null 2>&1; then
  chmod -R a-w "$HOSO_SITE"
  gives 5 'a read-only site' $somebody "$HOSO" list
  one 'a read-only site'
  chmod -R u+w "$HOSO_SITE"
  chmod a-w "$HOSO_SITE"
  gives 5 'a site where no socket can be made' $somebody "$HOSO" list
  one 'no socket'
  chmod u+w "$HOSO_SITE"
  gives 0 'one that may be written again' $somebody "$HOSO" list
  $somebody "$HOSO" stop
  if [ -n "$somebody" ]; then
    gives 0 'root looks at the site' "$HOSO" status
    gives 0 'its owner can still use it' $somebody "$HOSO" list
    "$HOSO" stop
    [ -z "$(find "$HOSO_SITE" -user root)" ]
    ok $? 'and nothing in it has become of root'
  fi
else
  n=$((n + 1)); echo "ok $n - a read-only site # SKIP only root is here"
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
gives 0 'a damaged table of records' "$HOSO" -s "$work/site2" list --limit 1000
says 'nothing is missing' 'is made anew from the log of changes, and that is said'
[ "$(wc -l <"$work/out")" -ge 50 ]
ok $? 'with every record'
"$HOSO" -s "$work/site2" stop
# What nothing else can tell: the changes themselves.
changes=$(ls "$work"/site2/db/changes*.db)
size=$(wc -c <"$changes")
printf 'damaged damaged damaged' |
  dd of="$changes" bs=1 seek=$((size / 2)) conv=notrunc 2>/dev/null
gives 6 'a damaged change' "$HOSO" -s "$work/site2" verify
done_testing
