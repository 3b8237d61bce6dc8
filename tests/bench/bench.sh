#!/bin/sh
# bench.sh - figures of this machine beside those of SQLite in the same run;
# run by "make bench".  Nothing is asserted: machines are noisy.
#
#   make bench                          births by 10,000 and 100,000
#   make bench ROWS=1000000             a million too
#   make bench SIZES='100000 1000000'   these alone
#   make bench PARTS='saves lookups'    some of: import more export lookups
#                                       bytes care saves counts screens
#   make bench RUNS=5                   of each, for the median (3)
#   make bench PARTS=saves SYNC_US=3000 as on a disk whose syncs take 3 ms more
#
# ./quickstart deps bench installs what it compares with.
. "$srcdir/tests/e2e/office.sh"
for part in figures peers bulk saves counts screens; do
  . "$srcdir/tests/bench/$part.sh"
done

PARTS=${PARTS:-import more export lookups bytes care saves counts screens}
ROWS=${ROWS:-100000}

wanted () { case " $PARTS " in *" $1 "*) return 0 ;; esac; return 1; }

# runs COUNT - as many words as there are runs with COUNT rows
runs ()
{
  if [ "$1" -ge 1000000 ]; then echo 1; else seq "${RUNS:-3}"; fi
}

SIZES=${SIZES:-$(for n in 10000 100000 1000000; do
  [ "$n" -gt "$ROWS" ] || echo "$n"
done)}

printf '%s processors, %s MiB of memory; %s\n' "$(getconf _NPROCESSORS_ONLN)" \
  "$(($(getconf _PHYS_PAGES) / 256))" "$(sqlite3 -version 2>/dev/null |
    sed 's/ .*//; s/^/SQLite /')"
have sqlite3 || echo 'no sqlite3: ./quickstart deps bench installs it'
[ -x "$bench/savers-sqlite" ] ||
  echo 'no libsqlite3-dev at configure: its saves and lookups are left out'
echo 'Times are of the processor, user and system, medians of runs;' \
  'the server and its children are counted in.'

donors
for count in $SIZES; do
  heading "births by $count"
  import_empty "$count"
  ! wanted export || { export_all "$count" csv; export_all "$count" jsonl; }
  ! wanted more || import_more "$count"
  ! wanted lookups || lookups "$count"
  ! wanted bytes || bytes "$count"
  ! wanted care || care "$count"
  resident "$count"
  ! wanted care || rebuild "$count"
done

heading 'growth'
growth
if wanted saves; then
  heading 'one at a time'
  saves_of 1 '>= 1.2'
  saves_of 2 '>= 2'
  saves_of 4 '>= 3'
  saves_of 8 '>= 6'
fi
if wanted counts && have valgrind; then
  heading 'thousands of instructions a record'
  counts 3000
fi
! wanted screens || screens
