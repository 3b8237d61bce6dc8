#!/bin/sh
# finds.sh - the server is killed while records come in and change; whatever
# stands then is found: each question has the answers that a look at every name
# gives (awk, over an export), no fewer and no more.
# KILLS=1000 for a longer run, as make check-slow has it.
. "$srcdir/tests/e2e/office.sh"

KILLS=${KILLS:-15}
[ "$KILLS" -le 100 ] || KILLS=100

# kill_server - with its children, whether or not it has come up
kill_server () { "$builddir/tests/e2e/kills" "$HOSO_SITE" now; }

# rows FILE SEED COUNT - names whose words are parted by blanks alone
rows ()
{
  "$PEOPLE" births "$3" --seed "$2" --received 2026-11-02..2026-11-20 \
    | grep -v "'" >"$1"
}

# survives NAME COMMAND... - the command ends well, however often its server is
# killed
survives ()
{
  name=$1
  shift
  "$@" >"$work/out" 2>"$work/err" </dev/null &
  pid=$!
  kills=0
  while kill -0 $pid 2>/dev/null && [ $kills -lt "$KILLS" ]; do
    sleep 0.0$((kills * 7 % 9 + 1))
    kill_server
    kills=$((kills + 1))
  done
  wait $pid
  ok $? "$name"
}

# look - every dossier, a line: its code, its people's words, their numbers
look ()
{
  "$HOSO" export --procedure khai-sinh --columns code,nyc_ho_ten,ks_ho_ten,me_ho_ten,cha_ho_ten,nyc_so_giay_to,me_so_giay_to,cha_so_giay_to 2>/dev/null \
    | sed '1d; s/,/	/; s/,/ /g' >"$work/records"
  "$HOSO" text fold "$work/records" >"$work/folded"
  cut -f 1 "$work/records" >"$work/codes"
}

# questions SEED - words of one record in any order, as they are written; and
# without marks, the last one cut short.  Numbers stay whole.
questions ()
{
  awk -F '\t' -v seed="$1" '
    BEGIN { srand (seed) }
    { records[NR] = $2 }
    END {
      for (q = 0; q < 25; q++) {
        n = split (records[1 + int (rand () * NR)], words, " ")
        for (i = 1 + int (rand () * 3); n > 0 && i > 0; i--)
          printf "%s%s", words[1 + int (rand () * n)], (i > 1 ? " " : "\n")
      }
    }' "$work/records" >"$work/marked"
  cat "$work/marked"
  "$HOSO" text fold "$work/marked" | awk -v seed="$1" '
    BEGIN { srand (seed) }
    {
      if ($NF !~ /[0-9]/)
        $NF = substr ($NF, 1, 1 + int (rand () * length ($NF)))
      print
    }'
}

# scan QUESTION - the codes of the records that have all its words, the last as
# the beginning of one
scan ()
{
  printf '%s\n' "$1" | "$HOSO" text fold \
    | awk 'NR == FNR { asked = split ($0, ask, " "); next }
      {
        good = 1
        line = " " $0 " "
        for (i = 1; good && i <= asked; i++)
          good = index (line, " " ask[i] (i < asked ? " " : "")) > 0
        if (good)
          print FNR
      }' - "$work/words" \
    | awk 'NR == FNR { wanted[$1] = 1; next } FNR in wanted' - "$work/codes" \
    | sort
}

# compare WHEN - asks, and looks at every record
compare ()
{
  look
  sed 's/^[^ ]* //' "$work/folded" >"$work/words"
  wrong=0 asked=0 found=0
  questions "$seed" >"$work/questions"
  while IFS= read -r question; do
    scan "$question" >"$work/wanted"
    "$HOSO" find "$question" --limit 100000 --json 2>/dev/null \
      | sed -n 's/.*"code":"\([^"]*\)".*/\1/p' | sort >"$work/got"
    asked=$((asked + 1))
    [ ! -s "$work/wanted" ] || found=$((found + 1))
    cmp -s "$work/wanted" "$work/got" || {
      echo "# \"$question\": $(wc -l <"$work/got") of $(wc -l <"$work/wanted")"
      wrong=$((wrong + 1))
    }
  done <"$work/questions"
  [ $wrong -eq 0 ] && [ $asked -eq 50 ] && [ $found -eq $asked ]
  ok $? "$1: $asked questions, $found with answers, $(wc -l <"$work/codes") dossiers"
}

seed=1
make_site
rows "$work/first.csv" 3 500
rows "$work/second.csv" 4 300
survives 'an import into an empty site among kills' \
  "$HOSO" import khai-sinh "$work/first.csv" --json
compare 'after it'
seed=2
survives 'one into a site that has many' \
  "$HOSO" import khai-sinh "$work/second.csv" --json
kill_server
compare 'after it'

# amend_all - the children of the first get other names
amend_all ()
{
  head -"$KILLS" "$work/codes" | while IFS= read -r code; do
    "$HOSO" amend "$code" "ks_ho_ten=ĐINH QUỲNH KHUÊ" --reason 'viết lại' || exit
  done
}
seed=3
survives 'amendments' amend_all
kill_server
compare 'after them'
"$HOSO" find 'khue quynh dinh ' --limit 1000 --json 2>/dev/null \
  | grep -c '"code"' >"$work/out"
[ "$(cat "$work/out")" -ge "$KILLS" ]
ok $? 'the new names are found'
gives 0 'verify' "$HOSO" verify
done_testing
