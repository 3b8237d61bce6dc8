# saves.sh - one at a time: durable saves, lookups, lists.  Source this.

SECONDS_OF_SAVES=${SECONDS_OF_SAVES:-3}
DONORS=60000

# donors - a site and a database with births that clients save: more than they
# come to, since to save a birth again is to have the other one compared
donors ()
{
  births "$DONORS" 7
  fresh "$work/site-donor"
  "$HOSO" import khai-sinh "$work/births-$DONORS-7.csv" >/dev/null
  have sqlite3 || return 0
  births_sql "$work/births-$DONORS-7.csv" | sqlite3 "$work/donor.db" >/dev/null
}

# Savers start no server, and a server leaves after ten idle minutes.
wake_donor () { "$HOSO" -s "$work/site-donor" status >/dev/null; }

# empty_peer FILE - a table of dossiers with its indexes and nothing in it
empty_peer ()
{
  rm -f "$1"*
  { echo 'PRAGMA journal_mode=WAL;'
    births_table "$work/births-$DONORS-7.csv"
    dossiers_sql "$work/births-$DONORS-7.csv"; } | sqlite3 "$1" >/dev/null
}

# slower COMMAND... - as it is on a disk whose syncs take SYNC_US longer
slower ()
{
  if [ "${SYNC_US:-0}" -gt 0 ]; then
    LD_PRELOAD=$bench/.libs/slower.so "$@"
  else
    "$@"
  fi
}

# saves_of CLIENTS GOAL
saves_of ()
{
  for _ in $(runs 0); do
    fresh "$work/site-saves"
    wake_donor
    "$HOSO" stop >/dev/null
    slower "$HOSO" status >/dev/null
    sync
    "$bench/savers-hoso" "$work/site-donor" "$HOSO_SITE" "$1" \
      "$SECONDS_OF_SAVES" >>"$work/saves-$1"
    [ -x "$bench/savers-sqlite" ] || continue
    empty_peer "$work/saves.db"
    sync
    slower "$bench/savers-sqlite" "$work/donor.db" "$work/saves.db" "$1" \
      "$SECONDS_OF_SAVES" >>"$work/peer-saves-$1"
  done
  ours=$(median "$work/saves-$1" 1) theirs=$(median "$work/peer-saves-$1" 1)
  row "durable saves a second, $1 clients" "$ours" "$theirs" \
    "$(ratio "$ours" "$theirs")" "$2" \
    "$(spread "$work/saves-$1" 1) against $(spread "$work/peer-saves-$1" 1);  \
p50 $(median "$work/saves-$1" 2) / $(median "$work/peer-saves-$1" 2) ms, worst \
$(worst "$work/saves-$1" 4) / $(worst "$work/peer-saves-$1" 4) ms"
}

# lookups COUNT - by person and by due day, in the site and database of COUNT
lookups ()
{
  HOSO_SITE=$work/site-$1
  "$HOSO" stop
  if [ -x "$bench/lookups-sqlite" ] && have sqlite3; then
    cp "$work/births-$1.db" "$work/peer.db"
    dossiers_sql "$work/births-$1-1.csv" | sqlite3 "$work/peer.db"
    sqlite3 "$work/peer.db" "SELECT me_so_giay_to FROM dossiers
      WHERE me_so_giay_to <> '' ORDER BY random() LIMIT 2000" >"$work/numbers"
    "$bench/lookups-sqlite" "$work/peer.db" "$work/numbers" >"$work/peer-look"
  else
    awk -F'","|,' 'NR > 1 && $3 ~ /^[0-9]{12}$/ { print $3 }' \
      "$work/births-$1-1.csv" | shuf -n 2000 >"$work/numbers"
  fi
  "$bench/lookups-hoso" "$HOSO_SITE" "$work/numbers" >"$work/look"
  for what in '1 by_person_id,_the_whole_record <=_0.8' \
              '2 list_of_50_by_due_day <=_0.3'; do
    # shellcheck disable=SC2086 # words are wanted
    set -- $what "$1"
    ours=$(median "$work/look" "$1") theirs=$(median "$work/peer-look" "$1")
    row "$(echo "$2" | tr _ ' '), $4" "$ours us" "$theirs us" \
      "$(ratio "$ours" "$theirs")" "$(echo "$3" | tr _ ' ')" \
      "cold: $(median "$work/look" $(($1 + 2))) reads against $(median \
      "$work/peer-look" $(($1 + 2)))"
    shift 3
  done
  finds "$1"
}

# words COUNT - what is searchable is taken out and put in again, in a copy of
# the site
words ()
{
  cp -r "$HOSO_SITE" "$work/words"
  "$bench/words-hoso" "$work/words" >"$work/wordy"
  rm -rf "$work/words"
  row "words of a record, CPU, among $1" "$(median "$work/wordy" 1) us" - - \
    '<= 150 us' "$(median "$work/wordy" 2) us by a thousand, as those wait that \
are saved now and then; $(median "$work/wordy" 3) us each in a transaction of \
its own"
}

# finds COUNT - words in the site of COUNT, 30 questions and 92 keys
finds ()
{
  "$bench/finds-hoso" "$HOSO_SITE" >"$work/finds"
  row "found by words, $1: slowest twentieth" "$(median "$work/finds" 2) us" - \
    - '<= 2 ms' "half in $(median "$work/finds" 1) us, the slowest \
$(median "$work/finds" 3) us"
  row "a key of names being typed, $1: slowest" "$(median "$work/finds" 6) us" \
    - - '<= 5 ms' "half in $(median "$work/finds" 4) us"
  words "$1"
}
