#!/bin/sh
# enter-amend.sh - a dossier is changed on the screen: with a reason, from a
# draft, and while somebody else changes it.
. "$srcdir/tests/e2e/office.sh"
. "$srcdir/tests/e2e/birth.sh"

make_site
mkfifo "$work/fifo"
{ birth && printf '%s\n' 'key F2' 'wait saved'; } >"$work/play"
plays 'a dossier' <"$work/play"

# From home to the newest dossier, and into its form.
form='type 2
key Enter
key F4'

# played NAME - plays standard input from home
played ()
{
  cat >"$work/keys"
  gives 0 "$1" "$HOSO" enter --keys "$work/keys"
}

# ---- a change ----

played 'a change' <<END_OF
$form
screen
field ks_noi_sinh
text Nhà hộ sinh
key F2
screen
type ghi nhamaf
key Enter
screen
END_OF
prints 'Change H29.22.1-261120-0001' 'the form says which dossier is changed'
prints 'Why is the dossier changed?' 'a reason is asked for'
prints 'Amended: ghi nhầm' 'the timeline says why'
prints 'Place of birth: Bệnh viện Từ Dũ → Nhà hộ sinh' 'and what, at once'
"$HOSO" show 261120-0001 --json >"$work/out"
[ "$(number version)" = 2 ]
ok $? 'it is the second version'

played 'nothing typed' <<END_OF
$form
key F2
screen
END_OF
prints 'Nothing was changed.' 'is no change'

played 'no reason given' <<END_OF
$form
field ks_noi_sinh
text Ở nhà
key F2
key Esc
key F10
key y
END_OF
"$HOSO" show 261120-0001 --json >"$work/out"
[ "$(number version)" = 2 ]
ok $? 'is no change either'

# ---- a draft of it, and another officer ----

"$HOSO" amend 261120-0001 so_ban_sao=7 --reason 'thêm bản sao' >"$work/out" 2>&1
played 'the draft opens again' <<END_OF
$form
screen
key Enter
screen
key F2
type sửa lại
key Enter
screen
END_OF
prints 'saved version 3 of this dossier meanwhile' 'it says that it was changed'
prints 'Place of birth: Nhà hộ sinh → Ở nhà' 'what was typed is saved'
"$HOSO" show 261120-0001 --json >"$work/out"
prints '"so_ban_sao":"7"' "and the other's change stays"
[ "$(number version)" = 4 ] && "$HOSO" status --json | grep -q '"drafts":0'
ok $? 'as version 4; the draft is gone'

# ---- at the same moment ----

: >"$work/screens"
"$HOSO" enter --keys "$work/fifo" >"$work/screens" 2>"$work/err" &
player=$!
exec 3<>"$work/fifo"
printf '%s\n' "$form" 'field ks_noi_sinh' 'text Trạm y tế' screen >&3
tries=0
while ! grep -q 'Trạm y tế' "$work/screens" && [ $tries -lt 100 ]; do
  tries=$((tries + 1))
  sleep 0.1
done
gives 0 'another officer saves first' \
  "$HOSO" amend 261120-0001 so_ban_sao=9 --reason 'thêm nữa'
printf '%s\n' 'key F2' 'text ghi nhầm' 'key Enter' screen 'key Enter' 'key F2' \
  'text ghi nhầm' 'key Enter' screen >&3
exec 3>&-
tries=0
while kill -0 $player 2>/dev/null && [ $tries -lt 100 ]; do
  tries=$((tries + 1))
  sleep 0.1
done
kill $player 2>/dev/null
wait $player 2>/dev/null
cp "$work/screens" "$work/out"
prints 'saved version 5 of this dossier meanwhile' 'a conflict is told'
prints 'Place of birth: Ở nhà → Trạm y tế' 'and saved once it was seen'
"$HOSO" show 261120-0001 --json >"$work/out"
prints '"so_ban_sao":"9"' 'with both changes'
[ "$(number version)" = 6 ]
ok $? 'as version 6'

done_testing
