# counts.sh - instructions a record, by valgrind: figures that repeat on any
# machine.  Source this.

# instructions FILE COUNT - of one run of callgrind, a record
instructions ()
{
  cat "$1".* 2>/dev/null | sed -n 's/^summary: //p' | awk -v n="$2" '{ s += $1 }
    END { printf "%.1f", s / n / 1000 }'
}

# counted FILE COMMAND... - under callgrind
counted ()
{
  file=$1
  shift
  rm -f "$file".*
  "$HOSO" status >/dev/null
  valgrind --tool=callgrind --callgrind-out-file="$file.%p" "$@" \
    >"$work/said" 2>&1 </dev/null
}

# server_counted FILE COMMAND... - what the server does for COMMAND; the server
# is started for it and ends with it
server_counted ()
{
  file=$1
  shift
  "$HOSO" stop >/dev/null
  rm -f "$file".*
  valgrind --tool=callgrind --callgrind-out-file="$file.%p" \
    "$HOSO" serve >"$work/said" 2>&1 </dev/null &
  counted_server=$!
  while [ ! -S "$HOSO_SITE/socket" ]; do sleep 0.1; done
  "$@" >"$work/said" 2>&1 </dev/null
  "$HOSO" stop >/dev/null
  wait "$counted_server"
}

# words_instructions FILE COUNT - thousands a record for noting its words and
# for writing them to the index later
words_instructions ()
{
  for one in "$1".*; do
    callgrind_annotate --inclusive=yes "$one"
  done 2>/dev/null | awk -v n="$2" '
    match ($0, /:find_(change|write) /) && !seen[substr ($0, RSTART, RLENGTH)]++ {
      gsub (",", "", $1)
      sum += $1
    }
    END { printf "%.1f", sum / n / 1000 }'
}

# counts COUNT - thousands of instructions a record, client and server
counts ()
{
  births "$1" 1
  csv=$work/births-$1-1.csv
  HOSO_SITE=$work/site-counted
  make_site "$HOSO_SITE"
  counted "$work/callgrind-client" "$HOSO" check khai-sinh "$csv"
  say_count check "$work/callgrind-client" - "$1"
  fresh "$work/site-counted"
  counted "$work/callgrind-client" "$HOSO" import khai-sinh "$csv"
  fresh "$work/site-counted"
  server_counted "$work/callgrind-server" "$HOSO" import khai-sinh "$csv"
  say_count import "$work/callgrind-client" "$work/callgrind-server" "$1"
  counted "$work/callgrind-client" "$HOSO" export --procedure khai-sinh -o "$work/out.csv"
  server_counted "$work/callgrind-server" "$HOSO" export --procedure khai-sinh \
    -o "$work/out.csv"
  say_count export "$work/callgrind-client" "$work/callgrind-server" "$1"
  births "$1" 2
  server_counted "$work/callgrind-server" "$HOSO" import khai-sinh \
    "$work/births-$1-2.csv"
  row "instructions, words, $1 more" \
    "$(words_instructions "$work/callgrind-server" "$1") k" "" "" "<= 150 us" \
    "of the server, a record: three thousand take about 1 us"
  "$HOSO" stop >/dev/null
  rm -rf "$HOSO_SITE" "$work/callgrind-client".* "$work/callgrind-server".*
}

# say_count WORK CLIENT SERVER COUNT
say_count ()
{
  row "instructions, $1, $4" \
    "$(instructions "$2" "$4") k client" "" "" "" \
    "server $(instructions "$3" "$4") thousand a record, its start included"
}
