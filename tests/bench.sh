#!/bin/sh
# bench.sh - figures of this machine, with the commands that give them; run by
# "make bench".  Nothing is asserted: machines are noisy.
. "$srcdir/tests/e2e/office.sh"

rows=${ROWS:-20000}

# median COMMAND... - of eleven runs, in milliseconds
median ()
{
  for run in 1 2 3 4 5 6 7 8 9 10 11; do
    from=$(date +%s%N)
    "$@" >/dev/null 2>&1 </dev/null
    echo $((($(date +%s%N) - from) / 10000))
  done | sort -n | sed -n '6s/\(..\)$/.\1/p' | sed 's/^\./0./'
}

line () { printf '%-52s %12s  %s\n' "$1" "$2" "$3"; }

make_site
"$PEOPLE" births 1000 --seed 1 >"$work/births.csv"
"$HOSO" import khai-sinh "$work/births.csv" >/dev/null
echo screen >"$work/keys"

cold () { "$HOSO" stop; "$HOSO" status; }
line 'from no server to the first answer (stop included)' "$(median cold) ms" \
  'hoso stop; hoso status'
line 'a question to the server' "$(median "$HOSO" status) ms" 'hoso status'
line 'start to first screen, 1,000 dossiers' \
  "$(median "$HOSO" enter --keys "$work/keys") ms" 'hoso enter --keys: screen'
line 'found by two words' "$(median "$HOSO" find nguyen an) ms" 'hoso find'

mkfifo "$work/fifo"
"$HOSO" enter khai-sinh --keys "$work/fifo" >/dev/null 2>&1 &
screens=$!
exec 9>"$work/fifo"
echo screen >&9
sleep 0.3
line 'resident: the screens' \
  "$(sed -n 's/^VmRSS:[^0-9]*//p' /proc/$screens/status)" '/proc/PID/status'
exec 9>&-
wait $screens
line 'resident: the server' \
  "$("$HOSO" status --json | sed 's/.*"server_rss_kib":\([0-9]*\).*/\1/') kB" \
  'hoso status'

make_site "$work/site2"
"$PEOPLE" births "$rows" --seed 2 >"$work/many.csv"
HOSO_SITE=$work/site2
seconds ()
{
  "$@" --json 2>&1 | sed -n 's/.*"seconds":\([0-9.]*\).*/\1/p'
}
line "import of $rows births" \
  "$(seconds "$HOSO" import khai-sinh "$work/many.csv") s" 'hoso import'
line "export of $rows births" \
  "$(seconds "$HOSO" export --procedure khai-sinh -o "$work/out.csv") s" \
  'hoso export'
line "verify of $rows births" "$(seconds "$HOSO" verify) s" 'hoso verify'

if [ -x "$builddir/tests/tui/terminal-test" ]; then
  echo
  echo 'bytes down the line, by terminal (tests/tui/terminal-test):'
  "$builddir/tests/tui/terminal-test" 2>/dev/null | sed -n 's/^# TERM=/  /p'
fi
