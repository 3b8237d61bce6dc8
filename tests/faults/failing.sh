# failing.sh - a server whose calls the system refuses when it is told to; see
# shim.c.  Source this after office.sh; it ends a test that cannot be run here.

shim=$builddir/tests/faults/.libs/shim.so
if [ ! -e "$shim" ] || ldd "$HOSO" | grep -q 'lib[au]san'; then
  echo '1..0 # SKIP the shim is not built, or sanitizers want to be first'
  exit 0
fi
all=$FAULTS
unset FAULTS
wish=$work/wish trace=$work/wish.trace
export HOSO_SITE

# runs PID - whether it does; one that has ended and is not waited for does not
runs ()
{
  read -r _ _ state _ 2>/dev/null <"/proc/$1/stat" && [ "$state" != Z ]
}

# serve [BELOW] - a server that heeds wishes about files of the site, below
# BELOW alone if given
serve ()
{
  LD_PRELOAD=$shim FAULTS=$wish FAULTS_SITE=$HOSO_SITE/$1 \
    "$HOSO" serve --idle 60 >"$work/server" 2>&1 &
  server=$!
  until [ -S "$HOSO_SITE/socket" ] || ! runs $server; do sleep 0.02; done
}

# gone PID - kills it, and waits until it is; nothing is closed
gone ()
{
  kill -9 "$1" 2>/dev/null
  [ "$1" != "$server" ] || wait "$1" 2>/dev/null
  while runs "$1"; do sleep 0.02; done
}

# kill_server - whichever runs, starting one if need be
kill_server ()
{
  gone "$(status_of server_pid)"
  rm -f "$HOSO_SITE/socket"
}

quiet_stop () { "$HOSO" stop >/dev/null 2>&1; wait $server 2>/dev/null; }

# Told in one step: the server never sees half of it.
tell_wish () { echo "$@" >"$wish.new" && mv "$wish.new" "$wish"; }

fault_came () { grep -q ' fails ' "$trace" 2>/dev/null; }

# complain WORDS - of the N-th refusal; the last command's words are kept
complain () { bad="$bad; n=$nth: $*"; }
