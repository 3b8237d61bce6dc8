# figures.sh - rows of a table: what is measured, several times, and how it
# is printed.  Source this; needs $work of office.sh.

bench=$builddir/tests/bench
shapes='%-44s %19s %19s %7s %8s\n'

heading ()                      # heading TITLE
{
  printf '\n%s\n' "$1"
  # shellcheck disable=SC2059 # the shape is ours
  printf "$shapes" work hoso SQLite ratio goal
}

# row WORK HOSO PEER RATIO GOAL [NOTE...]
row ()
{
  # shellcheck disable=SC2059
  printf "$shapes" "$1" "$2" "$3" "$4" "$5"
  shift 5
  for note in "$@"; do printf '    %s\n' "$note"; done
}

# column FILE N - its figures, sorted
column () { awk -v n="$2" 'NF >= n { print $n }' "$1" 2>/dev/null | sort -g; }

# median FILE N - "-" when there is none
median ()
{
  column "$1" "$2" | awk '{ at[NR] = $1 }
    END { if (NR) print at[int ((NR + 1) / 2)]; else print "-" }'
}

# spread FILE N - "0.50..0.55", the least and the most
spread ()
{
  column "$1" "$2" | awk 'NR == 1 { from = $1 } { to = $1 }
    END { if (NR) printf "%s..%s", from, to; else printf "-" }'
}

# worst FILE N
worst () { column "$1" "$2" | tail -1; }

# ratio A B - A / B, "-" when one is missing
ratio ()
{
  awk -v a="$1" -v b="$2" 'BEGIN {
    if (a + 0 > 0 && b + 0 > 0) printf "%.2f", a / b; else printf "-" }'
}

# each SECONDS COUNT - microseconds
each ()
{
  awk -v s="$1" -v n="$2" 'BEGIN {
    if (s == "-") print "-"; else printf "%.2f", s * 1e6 / n }'
}

# exponent FILE - of the growth, by least squares; lines of "COUNT COST"
exponent ()
{
  awk '$1 > 0 && $2 > 0 { x = log ($1); y = log ($2); n++
         sx += x; sy += y; sxx += x * x; sxy += x * y }
       END { if (n > 1) printf "%.2f", (n * sxy - sx * sy) / (n * sxx - sx * sx)
             else printf "-" }' "$1"
}

server_pid () { status_of server_pid; }

# fresh FOLDER - an empty site in FOLDER, its server running
fresh ()
{
  HOSO_SITE=$1
  [ ! -d "$1" ] || { "$HOSO" stop >/dev/null; rm -rf "$1"; }
  make_site "$1"
  server=$(server_pid)
}

# costs FILE COMMAND... - its cost with the server's, a line in FILE
costs ()
{
  file=$1
  shift
  "$bench/cost" -s "$server" -o "$file" "$@" >"$work/said" 2>&1 </dev/null
}

# alone FILE COMMAND... - the cost of a command that needs no server
alone ()
{
  file=$1
  shift
  "$bench/cost" -o "$file" "$@" >"$work/said" 2>&1 </dev/null
}

# spent PID - seconds of the processor, its dead children's too, and KiB that a
# process has had at most
spent ()
{
  awk -v ticks="$(getconf CLK_TCK)" '
    NR == 1 { printf "%.2f ", ($14 + $15 + $16 + $17) / ticks }
    /^VmHWM/ { print $2 }' "/proc/$1/stat" "/proc/$1/status"
}

# Positions in a line of costs.
WALL=1 CPU=2 CLIENT=3 SERVER=4 PEAK=5 # KiB

have () { command -v "$1" >/dev/null; }
