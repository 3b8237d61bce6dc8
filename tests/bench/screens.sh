# screens.sh - what people wait for at the keyboard.  Source this.

# eleven COMMAND... - the median of eleven runs, in milliseconds
eleven ()
{
  for _ in 1 2 3 4 5 6 7 8 9 10 11; do
    from=$(date +%s%N)
    "$@" >/dev/null 2>&1 </dev/null
    echo $((($(date +%s%N) - from) / 10000))
  done | sort -n | sed -n '6s/\(..\)$/.\1/p' | sed 's/^\./0./'
}

line () { printf '%-52s %12s  %s\n' "$1" "$2" "$3"; }

cold () { "$HOSO" stop; "$HOSO" status; }

screens ()
{
  printf '\nat the keyboard\n'
  fresh "$work/site-screens"
  "$PEOPLE" births 1000 --seed 1 >"$work/births.csv"
  "$HOSO" import khai-sinh "$work/births.csv" >/dev/null
  echo screen >"$work/keys"

  line 'from no server to the first answer (stop included)' \
    "$(eleven cold) ms" 'hoso stop; hoso status'
  line 'a question to the server' "$(eleven "$HOSO" status) ms" 'hoso status'
  line 'start to first screen, 1,000 dossiers' \
    "$(eleven "$HOSO" enter --keys "$work/keys") ms" \
    'hoso enter --keys: screen'
  line 'found by two words' "$(eleven "$HOSO" find nguyen an) ms" 'hoso find'

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

  if [ -x "$builddir/tests/tui/line-test" ]; then
    echo
    echo 'bytes down the line, by terminal (tests/tui/line-test):'
    "$builddir/tests/tui/line-test" 2>/dev/null |
      sed -n 's/^# TERM=/  /p'
  fi
}
