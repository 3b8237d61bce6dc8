#!/bin/sh
# translations.sh - every sentence of the program is there in Vietnamese, and
# every one of a plugin in English.
. "$srcdir/tests/e2e/office.sh"

if ! command -v xgettext >/dev/null || ! command -v msgcmp >/dev/null; then
  echo '1..0 # SKIP gettext is not installed'
  exit 0
fi
cd "$srcdir" || exit 99
find core formats tui -name '*.c' | sort >"$work/files"
xgettext --from-code=UTF-8 -k_ -kN_ -f "$work/files" -o "$work/hoso.pot" 2>"$work/err"
ok $? 'sentences are found'
gives 0 'each is translated; msgmerge --update would add the missing ones' \
  msgcmp po/hoso.vi.po "$work/hoso.pot"
for po in po/*.po; do
  gives 0 "${po#po/} is well made" msgfmt -c -o "$work/one.mo" "$po"
  [ -z "$(msgattrib --fuzzy --no-obsolete "$po")" ]
  ok $? 'nothing in it is a guess'
done
done_testing
