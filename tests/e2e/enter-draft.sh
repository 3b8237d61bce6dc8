#!/bin/sh
# enter-draft.sh - what is typed is there again: after a kill, without a server,
# on another terminal; and is saved once.
. "$srcdir/tests/e2e/office.sh"
. "$srcdir/tests/e2e/birth.sh"

make_site
mkfifo "$work/fifo"

# begins - starts the form of a birth, played through a pipe: say TEXT... and
# shown; its process is $player
begins ()
{
  : >"$work/screens"
  "$HOSO" enter khai-sinh --keys "$work/fifo" >>"$work/screens" 2>"$work/err" &
  player=$!
  exec 3<>"$work/fifo" # opened both ways, it waits for nobody
}

say () { printf '%s\n' "$@" >&3; }

# until TEXT FILE - waits ten seconds at most until FILE has TEXT
until_seen ()
{
  tries=0
  while ! grep -qF -- "$1" "$2" && [ $tries -lt 100 ]; do
    tries=$((tries + 1))
    sleep 0.1
  done
  grep -qF -- "$1" "$2"
}

# drafts N - waits ten seconds at most until the server has so many
drafts ()
{
  tries=0
  while [ $tries -lt 100 ]; do
    "$HOSO" status --json >"$work/out"
    [ "$(number drafts)" != "$1" ] || return 0
    tries=$((tries + 1))
    sleep 0.1
  done
  return 1
}

# killed - ends the player as a power cut would
killed ()
{
  kill -9 $player
  wait $player 2>/dev/null
  exec 3>&-
}

# opened NAME - opens the newest draft on another terminal
opened ()
{
  printf '%s\n' screen 'key Enter' screen >"$work/keys"
  gives 0 "$1" "$HOSO" enter --keys "$work/keys"
}

# thrown_away - drops the newest draft
thrown_away ()
{
  printf '%s\n' 'key Del' 'key y' >"$work/keys"
  "$HOSO" enter --keys "$work/keys"
}

# ---- the typist's end ----

begins
say 'field ks_ho_ten' 'text NGUYỄN THỊ AN' 'field ks_noi_sinh' \
  'type Beejnh vieejn' 'wait saved' screen
until_seen 'Bệnh viện' "$work/screens" && drafts 1
ok $? 'a draft is on the server'
killed
opened 'opened after kill -9'
prints 'NGUYỄN THỊ AN' 'the home screen says whom it is about'
prints '> Place of birth *         Bệnh viện' 'the same field, half typed'
thrown_away

begins
say 'field ks_noi_sinh' 'type Tuwf Dux'
drafts 1
ok $? 'a pause alone keeps what was typed'
killed
opened 'opened after kill -9'
prints '> Place of birth *         Từ Dũ' 'all of it'
thrown_away

printf '%s\n' 'field ks_noi_sinh' 'type Nhaf hooj sinh' >"$work/keys"
gives 0 'a script that ends in mid-word' "$HOSO" enter khai-sinh \
  --keys "$work/keys"
printf '%s\n' 'field ks_noi_sinh' 'type Traamj xas' 'field nothing' \
  >"$work/keys"
gives 3 'and one that ends in an error' "$HOSO" enter khai-sinh \
  --keys "$work/keys"
drafts 2
ok $? 'both are kept'
opened 'the newest'
thrown_away
thrown_away

# What was being typed when the draft was made is not yet the field's value.
begins
birth >&3
say 'field ks_noi_sinh' 'text Trạm y tế' 'field ks_noi_sinh' 'key Ctrl-U' \
  'type Beejnh vieejn' 'wait saved' 'key Ctrl-Z' 'key Ctrl-Z' 'key Enter' \
  'key F2' 'wait saved' screen
until_seen 'Received: ' "$work/screens"
ok $? 'typed, kept as a draft, taken back'
exec 3>&-
wait $player
gives 0 'saved' "$HOSO" find nguyen thi an
gives 0 'shown' "$HOSO" show 261120-0001
prints 'Trạm y tế' 'as it was before'

# ---- the server's end ----

begins
say 'field ks_ho_ten' 'text LÊ BA' 'wait saved' screen
until_seen 'LÊ BA' "$work/screens"
"$HOSO" status --json >"$work/out"
kill -9 "$(number server_pid)"
say 'field ks_noi_sinh' 'type Beejnh vieejn' screen
until_seen 'Bệnh viện' "$work/screens"
ok $? 'typing goes on without the server'
say 'type  Tuwf Dux' 'wait saved' screen
until_seen 'Bệnh viện Từ Dũ' "$work/screens"
ok $? 'and the draft is kept as soon as there is another one'
drafts 1
ok $? 'as the same draft'
killed
opened 'opened'
prints '> Place of birth *         Bệnh viện Từ Dũ' 'with what was typed since'
thrown_away

# ---- saved once ----

# A form whose answer was lost, and somebody who saved the same draft since.
begins
birth 'ks_ho_ten=NGUYỄN TƯ' >&3
say 'wait saved' screen
until_seen 'NGUYỄN TƯ' "$work/screens" && drafts 1
ok $? 'a whole form, as a draft'
printf '%s\n' 'key Enter' 'key F2' 'wait saved' screen >"$work/keys"
gives 0 'saved on another terminal' "$HOSO" enter --keys "$work/keys"
prints '261120-0002' 'it has a number'
say 'key F2' 'wait saved' screen
until_seen 'Received: H29.22.1-261120-0002' "$work/screens"
ok $? 'saved again: the same number'
exec 3>&-
wait $player
gives 0 'status' "$HOSO" status --json
[ "$(number records)" = 2 ] && [ "$(number drafts)" = 0 ]
ok $? 'one dossier, no draft'

begins
birth 'ks_ho_ten=NGUYỄN NĂM' >&3
say 'wait saved' screen
until_seen 'NGUYỄN NĂM' "$work/screens"
ok $? 'a whole form'
printf '%s\n' 'key Enter' 'key F2' 'wait saved' >"$work/keys"
gives 0 'another one' "$HOSO" enter --keys "$work/keys"
say 'field ks_noi_sinh' 'text Nhà hộ sinh' 'key F2' 'wait saved' screen
until_seen 'Received: H29.22.1-261120-0003' "$work/screens"
ok $? 'changed before it is saved again: the same number'
exec 3>&-
wait $player
gives 0 'show' "$HOSO" show 261120-0003 --history
prints 'amend' 'the change is a change of that dossier'
prints '"Bệnh viện Từ Dũ" -> "Nhà hộ sinh"' 'and is not lost'
done_testing
