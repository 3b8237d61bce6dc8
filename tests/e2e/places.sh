#!/bin/sh
# places.sh - sites wherever they are: behind long paths with blanks and
# Vietnamese letters, named from here, by a link, by HOSO_SITE, two at once.
. "$srcdir/tests/e2e/office.sh"

"$PEOPLE" births 3 --seed 6 >"$work/births.csv"
"$PEOPLE" deaths 2 --seed 6 >"$work/deaths.csv"

# Longer than the 108 bytes of a socket's address.
deep=$work/site
for part in 1 2 3 4 5 6 7; do
  deep="$deep/Ủy ban nhân dân phường"
done
mkdir -p "$deep"
unset HOSO_SITE
gives 0 'a site at the end of a long path' "$HOSO" init "$deep/hồ sơ" \
  --office H29 --name 'UBND Phường Thử'
gives 0 'rows come in' \
  "$HOSO" -s "$deep/hồ sơ" import khai-sinh "$work/births.csv" --json
prints '"saved":3' 'all of them'
cd "$deep" || exit 99
gives 0 'named from where it is' "$HOSO" -s 'hồ sơ' list
ln -s "$deep/hồ sơ" "$work/site-link"
gives 0 'named by a link' "$HOSO" --site="$work/site-link" status --json
prints '"records":3' 'the same one'
pid=$(number server_pid)
cd 'hồ sơ/db' || exit 99
HOSO_SITE=.. "$HOSO" status --json >"$work/out"
[ "$(number server_pid)" = "$pid" ]
ok $? 'named by the environment, from inside'
cd / || exit 99

HOSO_SITE=$work/site2
export HOSO_SITE
make_site
gives 0 'a second site' "$HOSO" import khai-tu "$work/deaths.csv" --json
gives 0 'each has its own server' "$HOSO" status --json
prints '"records":2' 'and its own records'
[ "$(number server_pid)" != "$pid" ]
ok $? 'another one'
gives 0 '-s wins over HOSO_SITE' "$HOSO" -s "$deep/hồ sơ" status --json
prints '"records":3' 'the first site'
gives 0 'behind the command, too' "$HOSO" status -s "$deep/hồ sơ" --json
prints '"records":3' 'the first site'
gives 0 'stop the first' "$HOSO" -s "$deep/hồ sơ" stop
gives 0 'the second goes on' "$HOSO" status

home=$work/home
mkdir -p "$home/.local/share"
unset HOSO_SITE
gives 0 'a site at the usual place' env HOME="$home" \
  "$HOSO" init "$home/.local/share/hoso" --office H29 --name X
gives 0 'needs no name' env HOME="$home" "$HOSO" status
prints "$home/.local/share/hoso" 'and is the one'
env HOME="$home" "$HOSO" stop

long=$work/long
while [ ${#long} -lt 1000 ]; do
  long=$long/000000000000000000000000000000000000000000000000
done
mkdir -p "$long"
gives 5 'a path that Berkeley DB cannot take' \
  "$HOSO" init "$long/site" --office H29 --name X
says 'may have 960' 'says how long it may be'
[ ! -e "$long/site" ]
ok $? 'and nothing is left there'
done_testing
