#!/bin/sh
# enter-views.sh - every screen in both languages: what one says in English, the
# other says in Vietnamese, and F9 changes all of it at once.
. "$srcdir/tests/e2e/office.sh"
. "$srcdir/tests/e2e/birth.sh"

make_site
{ birth && printf '%s\n' 'key F2' 'wait saved'; } >"$work/play"
plays 'a dossier' <"$work/play"
"$HOSO" amend 261120-0001 ks_noi_sinh='Nhà hộ sinh' --reason 'ghi nhầm' \
  >"$work/out" 2>&1

# Home, help, picker, form, its commands, a list, the wards, a message, the
# summary, a question, a reason, dossiers found and not, overdue, one of them.
cat >"$work/walk" <<'END'
screen
key F1
screen
key Esc
type 1
screen
type 1.001193
screen
key Enter
screen
key F1
screen
key PgDn
screen
key Esc
key Esc
screen
key Enter
field nyc_ngay_cap
type 31112024
field nyc_loai_giay_to
key F4
screen
key F1
screen
key Esc
key Esc
field nyc_noi_cu_tru
key F4
type tan hung
screen
key Esc
screen
key PgDn
screen
key PgDn
screen
field so_ban_sao
type 079190001234|271234567|
screen
key Enter
screen
key Enter
field ks_ho_ten
type NGUYEENX THIJ AN
key F8
screen
key F1
screen
key Esc
key Esc
key F10
screen
key y
screen
key Esc
screen
key Del
screen
key y
type 2
screen
key F1
screen
key Esc
key Tab
screen
key Tab
screen
type nguyen
screen
key F6
screen
type xyz
screen
key Esc
key Enter
screen
key F1
screen
END

# walks LANGUAGE FILE - all of it in one language
walks ()
{
  LANGUAGE=$1 "$HOSO" enter --keys "$work/walk" >"$2" 2>"$work/err"
  ok $? "all screens, $1"
}
walks vi "$work/vi"
walks en "$work/en"
cp "$work/en" "$work/out"
prints 'Amended: ghi nhầm' 'the timeline says why'
prints 'Place of birth: Bệnh viện Từ Dũ → Nhà hộ sinh' 'and what was altered'

# The sentences of the program, without those that are the same in both.
awk -F '"' '
  /^msgid "/ { id = $2; next }
  /^msgstr "/ && id != "" && id !~ /%/ && length (id) > 3 && $2 != id {
    print id > en
    if ($2 !~ /%/ && length ($2) > 3)
      print $2 > vi
  }
  { id = "" }' en="$work/msgids" vi="$work/msgstrs" "$srcdir/po/hoso.vi.po"
[ "$(wc -l <"$work/msgids")" -gt 300 ] && [ -s "$work/msgstrs" ]
ok $? 'there are sentences to look for'
grep -vxF -f "$work/msgids" "$work/msgstrs" | grep -v '^English$' >"$work/only-vi"
grep -vxF -f "$work/msgstrs" "$work/msgids" | grep -vx 'Tiếng Việt\|Home' >"$work/only-en"

# strangers FILE WORDS NAME - no screen of FILE has one of WORDS
strangers ()
{
  grep -wF -f "$2" "$1" >"$work/out"
  [ ! -s "$work/out" ]
  ok $? "$3"
}
strangers "$work/vi" "$work/only-en" 'no English on the Vietnamese screens'
strangers "$work/en" "$work/only-vi" 'no Vietnamese on the English ones'
grep -qwF -f "$work/only-vi" "$work/vi" && grep -qwF -f "$work/only-en" "$work/en"
ok $? 'which have their own'

# ---- F9 ----

{ sed 's/^screen$/key F9\nscreen\nkey F9/' "$work/walk"; } >"$work/walk-f9"
cp "$work/walk" "$work/walk-en"
cp "$work/walk-f9" "$work/walk"
walks vi "$work/turned"
# The times of drafts and what only the server says stay as they came.
for f in en turned; do
  grep -v '^$' "$work/$f" >"$work/$f.lines"
done
diff "$work/en.lines" "$work/turned.lines" >"$work/out"
ok $? 'F9 on a screen is that screen in the other language'
done_testing
