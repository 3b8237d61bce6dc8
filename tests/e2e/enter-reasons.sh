#!/bin/sh
# enter-reasons.sh - warnings are taken with a reason each, refusals never.
. "$srcdir/tests/e2e/office.sh"
. "$srcdir/tests/e2e/birth.sh"

make_site

# has N TEXT - passes when dossier N has TEXT in its export line
has ()
{
  "$HOSO" export --procedure khai-sinh --format jsonl 2>/dev/null |
    sed -n "$1p" >"$work/out"
  grep -qF -- "$2" "$work/out"
  ok $? "dossier $1 has $2"
}

# records N - passes when the site has so many
records ()
{
  "$HOSO" status --json >"$work/out"
  [ "$(number records)" = "$1" ]
  ok $? "$1 dossiers"
}

# ---- F2 ----

{ birth ks_ngay_sinh=2026-09-20 && printf '%s\n' 'key F2' screen; } >"$work/late"
{ cat "$work/late" && echo 'wait saved'; } >"$work/play"
plays 'F2 with a warning' 3 <"$work/play"
prints 'TO BE LOOKED AT' 'shows it'
prints 'V01' 'with its rule'
prints 'F7' 'and leads to F7'
says ':55: ' 'what waits for the dossier fails with its line'
says 'V01' 'and says why'
records 0

# ---- F7 ----

{ cat "$work/late" && cat <<'END'; } >"$work/play"
key F7
screen
text mưa lũ; đường bị cắt
key Enter
wait saved
screen
END
plays 'F7 with a reason' <"$work/play"
prints 'Why is it received all the same?' 'asks for it'
prints 'Received: H29.22.1-261120-0001' 'and saves'
has 1 '"override":"V01: mưa lũ, đường bị cắt"'

{ birth ks_ngay_sinh=2026-09-20 'ks_ho_ten=NGUYỄN THỊ BA' nyc_quan_he=7 &&
  cat <<'END'; } >"$work/play"
key F7
type bij oosm
key Enter
screen
key Enter
screen
field nyc_email
text an@example.vn
key F7
screen
type cos giaays uyr quyeefn
key Enter
wait saved
END
plays 'two warnings' <"$work/play"
prints 'V05' 'the second one is asked for, too'
prints 'Page 1/' 'no reason: back to the form'
[ "$(grep -c 'Receive with a reason' "$work/out")" = 2 ]
ok $? 'the first reason outlives an edit'
has 2 '"override":"V01: bị ốm; V05: có giấy ủy quyền"'

# ---- what only the server can find ----

{ birth ks_ngay_sinh=2026-09-20 && cat <<'END'; } >"$work/play"
key F7
text đã rõ
key Enter
screen
text hai trẻ khác nhau
key Enter
wait saved
END
plays 'a duplicate' <"$work/play"
prints 'V28' 'is asked for after the other warning'
prints 'H29.22.1-261120-0001' 'with the dossier it is like'
has 3 '"override":"V01: đã rõ; V28: hai trẻ khác nhau"'

{ birth && printf '%s\n' 'key F2' 'wait saved'; } >"$work/play"
plays 'another child' <"$work/play"
{ birth && printf '%s\n' 'key F2' screen 'key Enter' screen; } >"$work/play"
plays 'F2 with a duplicate' <"$work/play"
prints 'V28: This child has' 'shows it'
prints '?> Full name' 'Enter leads to the field, which is marked'
records 4

# ---- refusals ----

{ birth 'ks_ho_ten=NGUYỄN THỊ TƯ' me_ngay_sinh=2016 && cat <<'END'; } >"$work/play"
key F7
screen
wait saved
END
plays 'a refusal' 3 <"$work/play"
prints 'TO BE MENDED' 'F7 does not ask'
prints 'P12.ME' 'but shows it'
says 'P12.ME' 'and the script is told'
records 4

{ birth 'ks_ho_ten=NGUYỄN THỊ TƯ' && cat <<'END'; } >"$work/play"
field me_dan_toc
text 99
field ks_que_quan
screen
key F2
wait saved
END
plays 'a value that is none' 3 <"$work/play"
prints '!  Ethnic group' 'is marked when the field is left'
records 4

# ---- skipped fields ----

{ birth 'ks_ho_ten=NGUYỄN THỊ SÁU' && cat <<'END'; } >"$work/play"
field ks_loai
text 2
field nyc_quan_he
text 6
key PgDn
screen
key F2
wait saved
screen
END
plays 'an abandoned child' <"$work/play"
prints 'Registered at            –' 'what is not to be filled in has a dash'
prints 'skipped fields left out' 'and is left out, which is said'
has 5 '"me_ho_ten":""'
done_testing
