# bulk.sh - many at a time: import, export, verify, rebuild, what it all takes
# on the disk and in memory.  Source this.
#
# What was made beforehand is synced before anything is timed, whoever's turn
# it is: the system would write it to the disk meanwhile.

# births COUNT SEED - a file of them, made once
births ()
{
  file=$work/births-$1-$2.csv
  [ -e "$file" ] || "$PEOPLE" births "$1" --seed "$2" >"$file"
}

# import_empty COUNT - into an empty site, and into an empty database
import_empty ()
{
  births "$1" 1
  csv=$work/births-$1-1.csv
  for _ in $(runs "$1"); do
    fresh "$work/site-$1"
    sync
    costs "$work/import-$1" "$HOSO" import khai-sinh "$csv"
    have sqlite3 || continue
    rm -f "$work/births-$1.db"*
    births_sql "$csv" >"$work/sql"
    sync
    alone "$work/peer-import-$1" sh -c \
      'sqlite3 "$1" <"$2"' sh "$work/births-$1.db" "$work/sql"
  done
  goal='<= 0.50'
  [ "$1" -lt 1000000 ] || goal='<= 0.40'
  say_cost "import into an empty site, $1" import-$1 "$1" "$goal" \
    "peak $(worst "$work/import-$1" $PEAK) KiB;  client $(median \
    "$work/import-$1" $CLIENT) s, server $(median "$work/import-$1" $SERVER) s"
  echo "$1 $(median "$work/import-$1" $CPU)" >>"$work/growth-import"
}

# say_cost WORK FILE COUNT GOAL NOTE... - the row of two files of costs
say_cost ()
{
  work_=$1 file_=$2 count_=$3 goal_=$4
  shift 4
  ours=$(median "$work/$file_" $CPU) theirs=$(median "$work/peer-$file_" $CPU)
  row "$work_" "$(each "$ours" "$count_") us" \
    "$(each "$theirs" "$count_") us" "$(ratio "$ours" "$theirs")" "$goal_" \
    "CPU s $(spread "$work/$file_" $CPU) against $(spread \
    "$work/peer-$file_" $CPU);  wall s $(median "$work/$file_" $WALL), $(median \
    "$work/peer-$file_" $WALL)" "$@"
}

# import_more COUNT - MORE rows, or as many again, an officer saving meanwhile,
# and what the server writes of them when nobody saves any more; SQLite takes
# them in transactions that let an officer save in between, and,
# for the note, in one that lets nobody
import_more ()
{
  added=${MORE:-$1}
  births "$added" 2
  csv=$work/births-$added-2.csv
  HOSO_SITE=$work/site-$1
  server=$(server_pid)
  wake_donor
  sync
  "$bench/savers-hoso" "$work/site-donor" "$HOSO_SITE" 1 0 100 \
    >"$work/officer-$1" &
  officer=$!
  sleep 1
  costs "$work/most-$1" "$HOSO" import khai-sinh "$csv"
  kill "$officer" && wait "$officer"
  costs "$work/rest-$1" sleep 6
  paste -d ' ' "$work/most-$1" "$work/rest-$1" |
    awk '{ print $1, $2 + $10, $3, $4 + $12, $5 }' >>"$work/more-$1"
  ! have sqlite3 || { more_peer "$1" pieces "$work/peer-more-$1"
    more_peer "$1" whole "$work/peer-once-$1"; }
  say_cost "import of $added into a site of $1" more-$1 "$added" '<= 0.80' \
    "SQLite in one transaction $(each "$(median "$work/peer-once-$1" $CPU)" \
    "$added") us: $(ratio "$(median "$work/more-$1" $CPU)" "$(median \
    "$work/peer-once-$1" $CPU)")" \
    "an officer's save: p50 $(median "$work/officer-$1" 2) ms, p95 $(median \
    "$work/officer-$1" 3), worst $(median "$work/officer-$1" 4), above 20 ms \
$(median "$work/officer-$1" 6) %;  peak $(worst \
    "$work/more-$1" $PEAK) KiB"
}

# more_peer COUNT HOW COSTS - $csv into a copy of the database of COUNT
more_peer ()
{
  cp "$work/births-$1.db" "$work/more.db"
  births_sql "$csv" "$2" >"$work/sql"
  sync
  alone "$3" sh -c 'sqlite3 "$1" <"$2"' sh "$work/more.db" "$work/sql"
  rm -f "$work/more.db"* "$work"/piece-*
}

# export COUNT FORMAT - the system has both in its cache: a build goes past it
export_all ()
{
  HOSO_SITE=$work/site-$1
  server=$(server_pid)
  mode=$2
  [ "$2" != jsonl ] || mode=json
  cat "$HOSO_SITE"/db/changes*.db "$work/births-$1.db" >/dev/null 2>&1
  sync
  for _ in $(runs "$1"); do
    costs "$work/export-$1-$2" "$HOSO" export --procedure khai-sinh \
      --format "$2" -o "$work/out.$2"
    have sqlite3 || continue
    alone "$work/peer-export-$1-$2" sh -c \
      'sqlite3 -readonly -header "$1" ".mode $2" ".once $3" \
         "SELECT * FROM births"' sh "$work/births-$1.db" $mode "$work/out.peer"
  done
  rm -f "$work/out.$2" "$work/out.peer"
  say_cost "export as $2, $1" export-$1-$2 "$1" '<= 0.25' \
    "peak $(worst "$work/export-$1-$2" $PEAK) KiB"
  echo "$1 $(median "$work/export-$1-$2" $CPU)" >>"$work/growth-export-$2"
}

# bytes COUNT - what a record takes on the disk, and in which tables
bytes ()
{
  HOSO_SITE=$work/site-$1
  records=$(status_of records)
  "$HOSO" stop
  ours=$(($(cat "$HOSO_SITE"/db/*.db | wc -c) / records))
  tables=$(for t in "$HOSO_SITE"/db/*.db; do
    echo "$(stat -c %s "$t") $(basename "$t" .db)"
  done | sort -rn | awk -v n="$records" '$1 / n >= 0.5 {
    printf "%s%s %.0f", (NR > 1 ? ", " : ""), $2, $1 / n }')
  theirs=- words=
  if have sqlite3; then
    cp "$work/births-$1.db" "$work/peer.db"
    { dossiers_sql "$work/births-$1-1.csv"
      echo 'DROP TABLE births;'
      history_sql; } | sqlite3 "$work/peer.db"
    records=$(sqlite3 "$work/peer.db" 'SELECT count(*) FROM dossiers')
    theirs=$(($(bytes_of "$work/peer.db") / records))
    words_sql | sqlite3 "$work/peer.db"
    words=$(($(bytes_of "$work/peer.db") / records))
  fi
  row "bytes a record, $records" "$ours" "${words:--}" \
    "$(ratio "$ours" "${words:--}")" '<= 1.15' \
    "against SQLite with the same indexes, history and FTS5; without search" \
    "it takes $theirs;  ours: $tables"
  found=$(cat "$HOSO_SITE"/db/find*.db | wc -c)
  row "search index, $records" "$((found / records)) bytes" "" \
    "$(ratio "$((found / records))" "$((ours - found / records))")" '<= 0.30' \
    'of the bytes that a record takes without it'
}

# care COUNT - whether everything stored agrees with itself
care ()
{
  HOSO_SITE=$work/site-$1
  server=$(server_pid)
  for _ in $(runs "$1"); do
    costs "$work/verify-$1" "$HOSO" verify
  done
  records=$(status_of records)
  row "verify, $records" "$(median "$work/verify-$1" $CPU) s" - - \
    "<= $(awk -v n="$records" 'BEGIN { print n * 2 / 1e6 }') s" \
    "CPU s $(spread "$work/verify-$1" $CPU);  peak $(worst \
    "$work/verify-$1" $PEAK) KiB"
  echo "$records $(median "$work/verify-$1" $CPU)" >>"$work/growth-verify"
}

# rebuild COUNT - every table but the changes made anew at a start, since one
# is missing
rebuild ()
{
  HOSO_SITE=$work/site-$1
  for _ in $(runs "$1"); do
    "$HOSO" stop
    rm -f "$HOSO_SITE"/db/i_id*.db
    "$HOSO" status >"$work/said" 2>&1
    spent "$(server_pid)" >>"$work/rebuild-$1"
  done
  server=$(server_pid)
  records=$(status_of records)
  row "rebuild, $records" "$(median "$work/rebuild-$1" 1) s" - - \
    "<= $(awk -v n="$records" 'BEGIN { print n * 15 / 1e6 }') s" \
    "CPU s $(spread "$work/rebuild-$1" 1), the server's start in it;  peak $(
    worst "$work/rebuild-$1" 2) KiB"
}

growth ()
{
  for file in "$work"/growth-*; do
    [ -e "$file" ] || continue
    row "growth of ${file##*/growth-}" "n^$(exponent "$file")" - - 'n^1.0'
  done
}

# resident COUNT - the server after all that was asked of the site of COUNT, when
# it has given back what it does not need
resident ()
{
  HOSO_SITE=$work/site-$1
  pid=$(server_pid)
  sleep 6
  row "server resident after all this, $1" "$(status_of server_rss_kib) KiB" \
    - - '<= 8192' "cache of 4 MB; its own: \
$(sed -n 's/^RssAnon:[^0-9]*\([0-9]*\).*/\1/p' "/proc/$pid/status") KiB, the rest \
is code that programs share"
}
