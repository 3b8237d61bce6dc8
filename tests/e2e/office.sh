# office.sh - a site of its own for each end-to-end test.  Source this.
#
# Every test works in a folder of its own and leaves nothing behind: the server
# it started is stopped, the folder removed.

work=$(mktemp -d "${TMPDIR:-/tmp}/hoso-test.XXXXXX") || exit 99
PEOPLE=$builddir/tests/people/people
HOSO_SITE=$work/site
LANGUAGE=en
LC_ALL=C.UTF-8
XDG_STATE_HOME=$work/state
export HOSO_SITE LANGUAGE LC_ALL XDG_STATE_HOME
n=0

finish ()
{
  for site in "$work"/site*; do
    [ -S "$site/socket" ] && "$HOSO" -s "$site" stop >/dev/null 2>&1
  done
  chmod -R u+rwX "$work" 2>/dev/null
  rm -rf "$work"
}
trap finish EXIT
trap 'exit 130' INT TERM HUP

# ok GOOD NAME - one line of TAP; GOOD is 0 for good, as $? is
ok ()
{
  n=$((n + 1))
  if [ "$1" -eq 0 ]; then
    echo "ok $n - $2"
  else
    echo "not ok $n - $2"
    [ ! -e "$work/out" ] || sed 's/^/# out: /' "$work/out" | head -20
    [ ! -e "$work/err" ] || sed 's/^/# err: /' "$work/err" | head -20
  fi
}

# gives STATUS NAME COMMAND... - passes when the command ends with STATUS;
# what it printed is in $work/out and $work/err
gives ()
{
  want=$1 name=$2
  shift 2
  got=0
  "$@" >"$work/out" 2>"$work/err" </dev/null || got=$?
  [ "$got" -eq "$want" ] || echo "# status $got, wanted $want: $*"
  [ "$got" -eq "$want" ]
  ok $? "$name"
}

# prints TEXT NAME - passes when the last command printed TEXT (fixed) to $work/out
prints ()
{
  grep -qF -- "$1" "$work/out"
  ok $? "$2"
}

# says TEXT NAME - the same for standard error
says ()
{
  grep -qF -- "$1" "$work/err"
  ok $? "$2"
}

# same FILE FILE NAME
same ()
{
  cmp -s "$1" "$2"
  ok $? "$3"
}

# number NAME - the number behind "NAME": in the JSON of the last command
number ()
{
  sed -n "s/.*\"$1\":\([0-9][0-9]*\).*/\1/p" "$work/out" | head -1
}

# status_of KEY - a number that whichever server runs tells of itself
status_of ()
{
  "$HOSO" status --json 2>/dev/null | sed -n "s/.*\"$1\":\([0-9]*\).*/\1/p"
}

make_site ()                    # make_site [FOLDER]
{
  "$HOSO" init "${1:-$HOSO_SITE}" --office H29.22.1 --name 'UBND Phường Thử' \
    --ward 26740 >/dev/null || echo "# init failed"
}

done_testing () { echo "1..$n"; }
